"""Rates and break-even weights contain those of every world: small ledgers, with all amounts and doubts tried."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from laws.universe import Plain, day, ledger_of, parties
from strategies import iso

import sanctledger as sl
from sanctledger.analysis.quotient import Quotient

UNITS = ("prisoners", "foreigners")
DEAL: Plain = {"kind": "deal", "id": "d", "from": iso(0), "parties": ["us", "by"]}


@st.composite
def bargains(draw: st.DrawFn) -> list[Plain]:
    found: list[Plain] = []
    for number in range(draw(st.integers(1, 4))):
        low = draw(st.integers(0, 3))
        giver, receiver = draw(st.sampled_from([("us", "by"), ("by", "us")]))
        unit = draw(st.sampled_from(UNITS))
        act: Plain = {
            "kind": "release",
            "id": f"a{number}",
            "from": iso(draw(st.integers(0, 3))),
            "givers": [giver],
            "receivers": [receiver],
            "deal": "d",
            "quantity": {"low": low, "high": low + draw(st.integers(0, 2)), "unit": unit},
        }
        if draw(st.integers(0, 3)) == 0:
            act["status"] = "disputed"
        found.append(act)
    for number, act in enumerate(list(found)):
        if draw(st.integers(0, 4)) == 0:
            back: Plain = {"kind": "rearrest", "id": f"v{number}", "from": iso(4), "reverses": [act["id"]]}
            if draw(st.booleans()):
                back["quantity"] = {"low": 1, "high": 1, "unit": act["quantity"]["unit"]}
            found.append(back)
    return found


def worlds(plains: list[Plain]) -> list[dict[tuple[str, str], int]]:
    """Return, for every world, how much of each unit each side gave and did not take back."""
    acts = [plain for plain in plains if plain["kind"] == "release"]
    options = [
        [
            amount * happened
            for amount in range(act["quantity"]["low"], act["quantity"]["high"] + 1)
            for happened in ((0, 1) if "status" in act else (1,))
        ]
        for act in acts
    ]
    found = []
    for amounts in itertools.product(*options):
        sums = {(side, unit): 0 for side in ("us", "by") for unit in UNITS}
        for act, amount in zip(acts, amounts, strict=True):
            left = amount
            for back in plains:
                if back.get("reverses") == [act["id"]]:
                    left = max(0, left - back["quantity"]["low"]) if "quantity" in back else 0
            sums[act["givers"][0], act["quantity"]["unit"]] += left
        found.append(sums)
    return found


def view_of(plains: list[Plain]) -> sl.View:
    return ledger_of([*parties(), DEAL, *plains]).at(day(5))


@given(bargains())
def test_the_rate_of_every_world_lies_within_the_bounds(plains: list[Plain]) -> None:
    rates = {(rate.giver, rate.unit, rate.per): rate.rate for rate in view_of(plains).implied_rates("d")}
    for world in worlds(plains):
        for giver, other in (("us", "by"), ("by", "us")):
            for unit, per in itertools.product(UNITS, UNITS):
                if (divisor := world[other, per]) and (dividend := world[giver, unit]):
                    assert rates[giver, unit, per].contains(Fraction(dividend, divisor))


@given(bargains(), st.integers(-2, 3), st.integers(0, 2))
def test_the_weight_at_which_every_world_balances_lies_within_the_bounds(
    plains: list[Plain], low: int, wider: int
) -> None:
    view = view_of(plains)
    if len({act["quantity"]["unit"] for act in plains if act["kind"] == "release"}) < len(UNITS):
        return
    try:
        answer = view.break_even(deal="d", numeraire="prisoners", weights={"foreigners": f"{low}..{low + wider}"})
    except sl.errors.UnknownRecord:
        return
    assert answer.net is not None
    assert answer["prisoners"].balances is None
    balances = answer["foreigners"].balances
    nets = []
    for world in worlds(plains):
        more = {unit: world["us", unit] - world["by", unit] for unit in UNITS}
        for weight in range(low, low + wider + 1):
            nets.append(net := more["prisoners"] + weight * more["foreigners"])
            assert answer.net.contains(net)
            told = {"positive": net > 0, "negative": net < 0, "zero": net == 0, "either": True}
            assert told[str(answer.sign)]
        if more["foreigners"]:
            assert balances is not None
            assert balances.contains(Fraction(-more["prisoners"], more["foreigners"]))
    assert (answer.net.low, answer.net.high) == (min(nets), max(nets))


ENDS = st.one_of(st.none(), st.integers(-3, 3))


def bounds() -> st.SearchStrategy[sl.Bounds]:
    return st.tuples(ENDS, ENDS).map(
        lambda ends: sl.Bounds(*ends) if None in ends else sl.Bounds(min(ends), max(ends))  # type: ignore[type-var]
    )


@given(bounds(), bounds(), st.fractions(-9, 9, max_denominator=3), st.fractions(-9, 9, max_denominator=3))
def test_a_quotient_holds_every_quotient(
    dividend: sl.Bounds, divisor: sl.Bounds, top: Fraction, bottom: Fraction
) -> None:
    def within(some: sl.Bounds, value: Fraction) -> bool:
        return (some.low is None or some.low <= value) and (some.high is None or value <= some.high)

    quotient = Quotient.of(dividend, divisor)
    if bottom and within(dividend, top) and within(divisor, bottom):
        assert quotient is not None
        assert quotient.contains(top / bottom)
