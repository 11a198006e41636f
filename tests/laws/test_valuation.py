"""The exact sums of every world lie within a valued answer, and some world reaches each end if nothing is shared."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from laws.universe import Plain, day, ledger_of, parties
from strategies import iso

import sanctledger as sl
from sanctledger.analysis.valued_moves import ValuedMoves

KINDS = ("release", "payment", "detention", "threat")
SINCE, UNTIL = 1, 4


@st.composite
def acts(draw: st.DrawFn) -> list[Plain]:
    found: list[Plain] = []
    for number in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, 4))
        last = min(first + draw(st.sampled_from([0, 0, 1, 2])), 5)
        low = draw(st.integers(1, 3))
        act: Plain = {
            "kind": draw(st.sampled_from(KINDS)),
            "id": f"a{number}",
            "from": iso(first) if first == last else f"{iso(first)}..{iso(last)}",
            "givers": ["us"] if draw(st.booleans()) else ["by"],
        }
        act["receivers"] = ["by"] if act["givers"] == ["us"] else ["us"]
        if draw(st.booleans()):
            act["quantity"] = {"low": low, "high": low + draw(st.integers(0, 2)), "unit": "prisoners"}
        if draw(st.integers(0, 3)) == 0:
            act["status"] = "disputed"
        if (before := [one["id"] for one in found if "includes" not in one]) and draw(st.integers(0, 4)) == 0:
            act["includes"] = [draw(st.sampled_from(before))]
        found.append(act)
    return found


@st.composite
def scales(draw: st.DrawFn) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for kind in draw(st.lists(st.sampled_from(KINDS), unique=True, max_size=4)):
        low = draw(st.integers(-3, 3))
        once = f"{low}..{low + draw(st.integers(0, 2))}"
        apiece = f"{draw(st.integers(-2, 2))} per prisoners"
        table[kind] = draw(st.sampled_from([[once], [apiece], [apiece, once]]))
    return table | {"0841": ["2"]} if draw(st.booleans()) or not table else table


def ends(text: str) -> range:
    low, _, high = text.partition("..")
    return range(int(low), int(high or low) + 1)


def weight_of(act: Plain, table: dict[str, list[str]]) -> tuple[str, str] | None:
    """Return the key and the text of the weight of an act, by the rule of the page: the kind, then its code."""
    for key in (act["kind"], "0841" if act["kind"] == "release" else ""):
        for text in table.get(key, ()):
            if " per " not in text or "quantity" in act:
                return key, text
    return None


def worlds(plains: list[Plain], table: dict[str, list[str]]) -> Iterator[tuple[int, int]]:
    """Return the points of each side in every world, with all amounts, days, doubts and weights tried."""
    by_id = {act["id"]: act for act in plains}
    used = sorted({weight for act in plains if (weight := weight_of(act, table)) is not None})
    openings: list[list[tuple[bool, int]]] = []
    for act in plains:
        low, _, high = act["from"].partition("..")
        starts = {number for number in range(6) if low <= iso(number) <= (high or low)}
        happened = {SINCE <= number < UNTIL for number in starts} | ({False} if "status" in act else set())
        quantity = act.get("quantity", {"low": 1, "high": 1})
        openings.append(list(itertools.product(sorted(happened), range(quantity["low"], quantity["high"] + 1))))
    for chosen in itertools.product(*(ends(text.partition(" per ")[0]) for _, text in used)):
        points = dict(zip(used, chosen, strict=True))
        for world in itertools.product(*openings):
            amounts = {act["id"]: amount for act, (_, amount) in zip(plains, world, strict=True)}
            sums = {"us": 0, "by": 0}
            for act, (happens, amount) in zip(plains, world, strict=True):
                if happens and (weight := weight_of(act, table)) is not None:
                    left = amount - sum(_same(act, by_id[one], amounts) for one in act.get("includes", ()))
                    count = max(0, left) if " per " in weight[1] else int(left > 0)
                    sums[act["givers"][0]] += points[weight] * count
            yield sums["us"], sums["by"]


def _same(act: Plain, below: Plain, amounts: dict[str, int]) -> int:
    """Return how much of an act an included act accounts for: its amount, if both are counted in one unit."""
    unit = act.get("quantity", {"unit": act["kind"]})["unit"]
    if below.get("quantity", {"unit": below["kind"]})["unit"] != unit:
        return 0
    return amounts[below["id"]]


def answer(plains: list[Plain], table: dict[str, Any]) -> ValuedMoves:
    scale = sl.Valuation.of("mine", table, version="1", citation="a test")
    view = ledger_of(parties() + plains).at(day(5))
    return view.moves("us", "by", day(SINCE), day(UNTIL), valuation=scale)


@given(acts(), scales())
def test_the_sums_of_every_world_lie_within_the_bounds(plains: list[Plain], table: dict[str, list[str]]) -> None:
    moves = answer(plains, table)
    sums = list(worlds(plains, table))
    for gave, took in sums:
        assert moves.given.total.contains(gave)
        assert moves.received.total.contains(took)
        assert moves.net.contains(gave - took)
    if not any("includes" in act for act in plains):
        nets = [gave - took for gave, took in sums]
        assert (moves.net.low, moves.net.high) == (min(nets), max(nets))
        assert (moves.given.total.low, moves.given.total.high) == (min(g for g, _ in sums), max(g for g, _ in sums))


@given(acts(), scales())
def test_the_sides_swapped_give_the_opposite(plains: list[Plain], table: dict[str, list[str]]) -> None:
    scale = sl.Valuation.of("mine", table, version="1", citation="a test")
    view = ledger_of(parties() + plains).at(day(5))
    one, other = view.moves("us", "by", valuation=scale), view.moves("by", "us", valuation=scale)
    assert one.net == -other.net
    assert one.given == other.received


@given(acts(), scales(), st.integers(1, 3))
def test_a_scale_of_another_size_changes_no_more_than_the_size(
    plains: list[Plain], table: dict[str, list[str]], factor: int
) -> None:
    once = sl.Valuation.of("once", table, version="1", citation="a test")
    weights = tuple(sl.Weight(one.of, one.amount.scaled(factor), one.per) for one in once.weights)
    often = sl.Valuation("often", "1", "a test", weights)
    view = ledger_of(parties() + plains).at(day(5))
    one, other = view.moves("us", "by", valuation=once).net, view.moves("us", "by", valuation=often).net
    assert other == one.scaled(Decimal(factor))
