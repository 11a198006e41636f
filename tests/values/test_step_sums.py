"""What many amounts come to on a day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanctledger.values.bounds import NOTHING, Bounds, total
from sanctledger.values.periods import Certainty, Periods, run
from sanctledger.values.step_sums import StepSum, acting

DAYS = st.integers(1, 12)


@st.composite
def periods(draw: st.DrawFn) -> Periods:
    """Days that certainly belong, within days that may."""
    first, sure, end, last = sorted(draw(st.lists(DAYS, min_size=4, max_size=4)))
    return Periods(run(sure, end), run(first, last))


@st.composite
def amounts(draw: st.DrawFn) -> Bounds:
    """An amount that is not negative."""
    low = draw(st.integers(0, 9))
    return Bounds(low, draw(st.none() | st.integers(low, 20)))


@given(st.lists(st.tuples(amounts(), periods())), DAYS)
def test_it_is_the_sum_of_what_counts_on_the_day(some: list[tuple[Bounds, Periods]], day: int):
    counted = {Certainty.YES: lambda one: one, Certainty.MAYBE: lambda one: one.hull(NOTHING)}
    held = [(amount, days.at(day)) for amount, days in some]
    assert StepSum.of(some).at(day) == total(counted[sure](one) for one, sure in held if sure is not Certainty.NO)


@given(st.lists(periods(), max_size=5), st.lists(DAYS, unique=True))
def test_what_may_act_is_told_in_its_own_order(some: list[Periods], days: list[int]):
    ids, when = tuple(str(number) for number in range(len(some))), sorted(days)
    assert list(acting(ids, some, when)) == [
        tuple(one for one, when_it in zip(ids, some, strict=True) if when_it.at(day) is not Certainty.NO)
        for day in when
    ]
