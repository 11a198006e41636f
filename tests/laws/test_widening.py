"""To know less never says more: widening any input never narrows an answer."""

from __future__ import annotations

import copy

from hypothesis import assume, given
from hypothesis import strategies as st
from laws.answers import SIDES, ZERO, amounts, states
from laws.universe import DAYS, LATER, Plain, day, ledger_of
from laws.worlds import interval
from strategies import dates, iso, plain_ledgers, quantities


def _date(earliest: int, latest: int) -> str:
    return f"{iso(earliest) if earliest > 0 else ''}..{iso(latest) if latest < LATER else ''}".replace("....", "..")


@st.composite
def widened(draw: st.DrawFn) -> tuple[list[Plain], list[Plain]]:
    """A ledger, and the same with one of its inputs wider."""
    plains = draw(plain_ledgers(reversals=3, claims=2))
    wide = copy.deepcopy(plains)
    records = [plain for plain in wide if "from" in plain]
    record = draw(st.sampled_from(records))
    inputs = ["status", "happened", "from", "claim from", "claim until"]
    inputs += [field for field in ("until", "quantity") if field in record]
    inputs += ["claim quantity"] if "quantity" in record else []
    what = draw(st.sampled_from(inputs))
    if what == "status":
        assume(record.get("status") != "retracted")
        record["status"] = "disputed"
    elif what == "quantity":
        record["quantity"]["low"] = max(0, record["quantity"]["low"] - draw(st.integers(0, 2)))
        if draw(st.booleans()):
            record["quantity"].pop("high", None)
    elif what in ("from", "until"):
        first, last = interval(record[what], LATER)
        first, last = first - draw(st.integers(0, 2)), last + draw(st.integers(0, 2))
        record[what] = _date(first, last) if first > 0 or last < LATER else "unknown"
    else:
        field = what.removeprefix("claim ")
        value: object = "no"
        if field == "quantity":
            value = draw(quantities((record["quantity"]["unit"],), vague=True))
        elif field != "happened":
            value = draw(dates(0, DAYS[-1], vague=True))[2]
        wide.append({"kind": "claim", "id": "wide", "about": record["id"], "field": field, "value": value})
    return plains, wide


@given(widened(), st.sampled_from(SIDES), st.booleans())
def test_widening_an_input_never_narrows_an_answer(
    ledgers: tuple[list[Plain], list[Plain]], sides: tuple[list[str], list[str] | None], rollup: bool
) -> None:
    narrow, wide = map(ledger_of, ledgers)
    for number in DAYS:
        before, after = narrow.at(day(number)), wide.at(day(number))
        old, new = amounts(before, sides, rollup=rollup), amounts(after, sides, rollup=rollup)
        for unit in old.keys() | new.keys():
            for one, other in zip(old.get(unit, ZERO), new.get(unit, ZERO), strict=True):
                assert other.contains(one), (number, unit, one, other)
        now = states(after)
        for measure, (candidates, certain) in states(before).items():
            assert set(candidates) <= set(now[measure][0]), (number, measure, candidates, now[measure])
            assert certain or not now[measure][1], (number, measure)
