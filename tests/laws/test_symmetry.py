"""What one side gives the other receives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from laws.answers import EVERYBODY, SIDES, Sides, amounts
from laws.universe import DAYS, Plain, belongs, day, ledger_of
from strategies import plain_ledgers

SPLITS = st.lists(st.booleans(), min_size=len(EVERYBODY), max_size=len(EVERYBODY)).filter(
    lambda flags: len({*flags}) > 1
)
NUMBERS = st.sampled_from(DAYS)


@given(
    plain_ledgers(),
    st.sampled_from(SIDES),
    st.sampled_from(["unit", "kind", "program", "deal"]),
    st.booleans(),
    NUMBERS,
)
def test_seen_from_the_other_side_given_is_received_and_the_net_is_opposite(
    plains: list[Plain], sides: Sides, by: str, rollup: bool, number: int
) -> None:
    view, (a, b) = ledger_of(plains).at(day(number)), sides
    other = b or ["by"]
    there, back = amounts(view, (a, other), by=by, rollup=rollup), amounts(view, (other, a), by=by, rollup=rollup)
    assert there == {unit: (given, received, -net) for unit, (received, given, net) in back.items()}


@given(plain_ledgers(), SPLITS, NUMBERS)
def test_over_any_split_of_all_parties_what_one_set_gave_the_other_received(
    plains: list[Plain], split: list[bool], number: int
) -> None:
    view = ledger_of(plains).at(day(number))
    one = [party for party, first in zip(EVERYBODY, split, strict=True) if first]
    other = [party for party in EVERYBODY if party not in one]
    for rollup in (True, False):
        if rollup and any(belongs(party)[-1] in other for party in one) | any(belongs(p)[-1] in one for p in other):
            continue  # those who belong to the other side would stand on both
        there, back = amounts(view, (one, None), rollup=rollup), amounts(view, (other, None), rollup=rollup)
        assert there == {unit: (given, received, -net) for unit, (received, given, net) in back.items()}
        assert there == amounts(view, (one, other), rollup=rollup)
