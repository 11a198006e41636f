"""Rough sets of days, held against plain sets of days."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctledger import Certainty, Periods, Span
from sanctledger.errors import ReadError
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Days, complement, intersection, joined, run, union

ORIGIN, LENGTH = 739_000, 12
WINDOW = range(ORIGIN, ORIGIN + LENGTH)
plain = st.frozensets(st.sampled_from(WINDOW))


def runs(days: frozenset[int]) -> Days:
    found: Days = ()
    for day in days:
        found = union(found, run(day, day + 1))
    return found


def members(days: Days) -> set[int]:
    return {day for day in WINDOW if any(start <= day < end for start, end in days)}


@st.composite
def rough(draw: st.DrawFn) -> tuple[Periods, frozenset[int], frozenset[int]]:
    """A rough set, and its certain and possible days as plain sets."""
    certain, more = draw(plain), draw(plain)
    return Periods(runs(certain), runs(certain | more)), certain, certain | more


@given(plain, plain)
def test_runs_of_days_are_sets_of_days(a: frozenset[int], b: frozenset[int]):
    one, other = runs(a), runs(b)
    assert members(union(one, other)) == a | b
    assert members(intersection(one, other)) == a & b
    assert members(complement(one)) == set(WINDOW) - a
    assert complement(complement(one)) == one
    assert all(start < end for start, end in union(one, other))


@given(rough(), rough())
def test_union_and_intersection_work_on_both_parts_and_difference_crosses_them(a: Any, b: Any):
    (one, one_sure, one_may), (other, other_sure, other_may) = a, b
    for found, certain, possible in (
        (one | other, one_sure | other_sure, one_may | other_may),
        (one & other, one_sure & other_sure, one_may & other_may),
        (one - other, one_sure - other_may, one_may - other_sure),
    ):
        assert (members(found.certain), members(found.possible)) == (certain, possible)
        assert certain <= possible


@given(rough(), rough(), st.data())
def test_every_result_holds_whatever_the_uncertain_days_turn_out_to_be(a: Any, b: Any, data: st.DataObject):
    worlds = []
    for _, certain, possible in (a, b):
        worlds.append(
            certain | data.draw(st.frozensets(st.sampled_from(sorted(possible))) if possible else st.just(frozenset()))
        )
    one, other = worlds
    for found, exact in ((a[0] | b[0], one | other), (a[0] & b[0], one & other), (a[0] - b[0], one - other)):
        assert members(found.certain) <= exact <= members(found.possible)


@given(rough())
def test_a_day_is_certain_possible_or_neither(a: Any):
    periods, certain, possible = a
    for day in WINDOW:
        expected = Certainty.YES if day in certain else Certainty.MAYBE if day in possible else Certainty.NO
        assert periods.at(day) is expected
    assert periods.is_never == (not possible)
    assert periods.doubted() == Periods((), periods.possible)
    assert joined([periods, Periods.never()]) == periods


@given(rough())
def test_periods_round_trip_through_their_text(a: Any):
    periods = a[0]
    assert Periods.parse(str(periods)) == periods
    assert eval(repr(periods), {"Periods": Periods}) == periods  # noqa: S307 - the promise of the repr


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ("from 2025-09-11 until 2025-09-25", "certain 2025-09-11/2025-09-25"),
        ("from 2025-09-11", "certain 2025-09-11/.."),
        ("from 2025-09 until 2025-11", "certain 2025-09-30/2025-11-01; possible 2025-09-01/2025-11-30"),
        ("from 2025-09", "certain 2025-09-30/..; possible 2025-09-01/.."),
        ("from 2025-09-11 until unknown", "certain 2025-09-11/2025-09-12; possible 2025-09-11/.."),
        ("from unknown", "possible ../.."),
    ],
)
def test_a_span_is_certain_from_its_latest_start_to_its_earliest_end(span: str, text: str):
    assert str(Periods.of(Span.parse(span))) == text
    assert Periods.read(Span.parse(span)) == Periods.parse(text)


def test_the_days_from_a_start_on_never_end():
    assert (
        str(Periods.starting(Span.parse("from 2025-09 until 2026"))) == "certain 2025-09-30/..; possible 2025-09-01/.."
    )


def test_always_and_never():
    assert str(Periods.always()) == "certain ../.."
    assert str(Periods.never()) == "never"
    assert Periods.parse("never").is_never
    assert Periods.always() - Periods.always() == Periods.never()
    assert Periods.always().edges == {0, FOREVER}


def test_a_day_is_asked_for_by_its_text():
    periods = Periods.parse("certain 2025-09-11/2025-09-13; possible 2025-09-10/2025-09-14")
    days = ["2025-09-09", "2025-09-10", "2025-09-11", "2025-09-13", "2025-09-14"]
    assert [periods.holds(day).value for day in days] == ["no", "maybe", "yes", "maybe", "no"]


@pytest.mark.parametrize(
    "raw", ["", "sometimes", "certain 2025", "certain 2025-09-12/2025-09-11", "possible a/b", 5, None]
)
def test_other_texts_are_refused(raw: Any):
    with pytest.raises(ReadError, match="write"):
        Periods.read(raw)


def test_certain_days_that_are_not_possible_are_refused():
    with pytest.raises(ReadError, match="holds certain days that are not possible"):
        Periods.parse("certain 2025-09-11/2025-09-25; possible 2025-09-12/..")
