"""The change of a stock by an act between two closings, if its days are not known exactly."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sanctledger.questions.stock_flows import Between, switches

DAYS = st.integers(0, 5)
BETWEEN = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


def worlds(start: Between, end: Between, one: Between, other: Between) -> set[int]:
    """Return the change in each possible world, by trying all of them."""
    ranges = (range(first, last + 1) for first, last in (start, end, one, other))
    return {
        (begun <= on < over) - (begun <= before < over)
        for begun, over, before, on in itertools.product(*ranges)
        if begun < over
    }


@given(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
def test_a_switch_is_possible_exactly_if_some_world_has_it(start, end, one, other):
    if start[0] < end[1]:
        assert switches(start, end, one, other) == worlds(start, end, one, other)


def test_an_act_on_the_day_of_the_count_is_before_it_and_one_on_the_next_day_after_it():
    never_over = (99, 99)
    assert switches((3, 3), never_over, (2, 2), (3, 3)) == {1}
    assert switches((3, 3), never_over, (3, 3), (5, 5)) == {0}
    assert switches((3, 4), never_over, (3, 3), (5, 5)) == {0, 1}
