"""Our dates against an independent reader of EDTF: where both read a form, they name the same days."""

from __future__ import annotations

import datetime as dt
from time import struct_time
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from sanctledger import UncertainDate

years = st.integers(1000, 2999)
months = st.builds("{:04d}-{:02d}".format, years, st.integers(1, 12))
days = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)).map(dt.date.isoformat)
plain = days | months | years.map("{:04d}".format)
alike = st.sampled_from([days, months, years.map("{:04d}".format)]).flatmap(lambda forms: st.tuples(forms, forms))
#: The other library takes a tenth of a second for a text.
few = settings(max_examples=12)


def _day(moment: struct_time) -> dt.date:
    return dt.date(*moment[:3])


def theirs(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that the other library reads, without its own allowance for `~` and `?`."""
    read: Any = parse_edtf(text)
    return _day(read.lower_strict()), _day(read.upper_strict())


def ours(text: str) -> tuple[dt.date | None, dt.date | None]:
    date = UncertainDate.parse(text)
    return date.earliest, date.latest


@few
@given(plain)
def test_days_months_and_years_name_the_same_days(text: str):
    assert ours(text) == theirs(text)


@few
@given(plain)
def test_a_doubted_date_names_the_same_days_as_a_plain_one(text: str):
    # The other library keeps `?` out of its strict days and pads its fuzzy ones; we keep and show the mark, and widen
    # nothing: doubt of a source is no measure of how far off it may be.
    assert ours(f"{text}?") == theirs(f"{text}?") == theirs(text)


@few
@given(alike)
def test_a_set_of_one_day_between_two_names_the_same_days(ends: tuple[str, str]):
    # Both ends are of one precision: the other library reads no set that mixes them with a year.
    start, end = sorted(ends)
    assert ours(f"[{start}..{end}]") == ours(f"{start}..{end}") == theirs(f"[{start}..{end}]")


@few
@given(plain)
def test_an_open_range_is_open_on_the_same_side_and_closed_on_the_same_day(text: str):
    # Its open sets have no strict days (its infinite ends are floats), so its closed end is read from the parsed parts.
    before, after = parse_edtf(f"[..{text}]"), parse_edtf(f"[{text}..]")
    assert (str(before), str(after)) == (f"[..{text}]", f"[{text}..]")
    first, last = theirs(text)
    assert ours(f"..{text}") == ours(f"[..{text}]") == (None, last)
    assert ours(f"{text}..") == ours(f"[{text}..]") == (first, None)


@few
@given(plain)
def test_an_approximate_date_holds_the_days_that_the_plain_one_names(text: str):
    # A deliberate difference: `~` is one unit of the written precision on each side (2025-09~ is August to October).
    # The other library's strict days are those of the plain date, and its fuzzy ones pad every component at once
    # (2025-09~ from August 2024 to October 2026), which no analyst means. Ours lie between the two.
    first, last = ours(f"{text}~")
    assert first is not None
    assert last is not None
    strict, fuzzy = theirs(text), parse_edtf(f"{text}~")
    assert first < strict[0] <= strict[1] < last
    assert _day(fuzzy.lower_fuzzy()) <= first
    assert last.toordinal() <= _day(fuzzy.upper_fuzzy()).toordinal() + 1  # it counts a month as thirty days


@few
@given(years)
def test_an_approximate_year_is_a_year_wider_on_each_side_for_both(year: int):
    read: Any = parse_edtf(f"{year}~")
    assert ours(f"{year}~") == (_day(read.lower_fuzzy()), _day(read.upper_fuzzy()))


def test_a_moment_names_the_day_that_it_is_written_on():
    # A deliberate difference: EDTF asks for seconds, notices of closures give minutes; we read both.
    assert ours("2025-09-11T18:00:00+03:00") == ours("2025-09-11T18:00+03:00") == theirs("2025-09-11T18:00:00+03:00")


@pytest.mark.parametrize(
    "text", ["2025-09-11/2025-09-16", "2025-24", "201X", "2025-XX-11", "-0044", "Y170000002", "{2025..2026}"]
)
def test_forms_that_are_no_single_day_of_this_field_are_refused_here_and_read_there(text: str):
    # Deliberate: intervals are two fields, and seasons, decades and geological years date nothing in diplomacy.
    assert parse_edtf(text) is not None
    with pytest.raises(ValueError, match="write"):
        UncertainDate.parse(text)


@pytest.mark.parametrize("text", ["00/00/1960", "1960/", "/1960", "a/b"])
def test_what_has_slashes_between_no_dates_is_not_taken_for_an_interval(text: str):
    with pytest.raises(ValueError, match="is not a date; write a day"):
        UncertainDate.parse(text)


def test_an_interval_says_how_it_is_written_here():
    with pytest.raises(ValueError, match=r"is a time interval, not a date; write `from: 2025-09~` and `through: 2026`"):
        UncertainDate.parse("2025-09~/2026")
