"""Ledgers that share no records add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from laws.answers import SIDES, ZERO, Amounts, Sides, amounts, lines, states
from laws.universe import DAYS, Plain, day, ledger_of, parties
from strategies import plain_ledgers, records


def added(one: Amounts, other: Amounts) -> Amounts:
    units = one.keys() | other.keys()
    return {
        unit: tuple(x + y for x, y in zip(one.get(unit, ZERO), other.get(unit, ZERO), strict=True))  # type: ignore[misc]
        for unit in units
    }


@given(plain_ledgers(), records(prefix="x"), st.sampled_from(SIDES), st.booleans(), st.sampled_from(DAYS))
def test_the_position_of_two_ledgers_read_as_one_is_the_sum_of_theirs(
    plains: list[Plain], more: list[Plain], sides: Sides, rollup: bool, number: int
) -> None:
    people = [plain for plain in plains if plain["kind"] in ("state", "bloc", "company", "group")]
    one, other = ledger_of(plains), ledger_of(people + more)
    views = [ledger.at(day(number)) for ledger in (one, other, one | other)]
    first, second, both = (amounts(view, sides, rollup=rollup) for view in views)
    assert both == added(first, second)
    assert states(views[2]) == states(views[0]) | states(views[1])
    assert lines((one | other).entries()) == lines(one.entries()) | lines(other.entries())


@given(plain_ledgers())
def test_a_ledger_read_with_itself_is_itself(plains: list[Plain]) -> None:
    ledger = ledger_of(plains)
    assert ledger | ledger == ledger == ledger | ledger_of(parties()[:1])
