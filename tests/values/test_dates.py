"""Days that may be imprecise: their texts, what they span, and what is no date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctledger import UncertainDate
from sanctledger.errors import ReadError
from sanctledger.values.dates import BEGINNING, FOREVER, as_day, day_text

days = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2025-09-11", "2025-09-11", "2025-09-11", "day"),
        ("2025-09", "2025-09-01", "2025-09-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2025-09-11T18:00+03:00", "2025-09-11", "2025-09-11", "day"),
        ("2025-09-11T00:01:30Z", "2025-09-11", "2025-09-11", "day"),
        ("2025-09-11~", "2025-09-10", "2025-09-12", "day"),
        ("2025-09~", "2025-08-01", "2025-10-31", "month"),
        ("2025-12~", "2025-11-01", "2026-01-31", "month"),
        ("2025-01~", "2024-12-01", "2025-02-28", "month"),
        ("2025~", "2024-01-01", "2026-12-31", "year"),
        ("2025-09?", "2025-09-01", "2025-09-30", "month"),
        ("2025-09%", "2025-08-01", "2025-10-31", "month"),
        ("2025-09-11..2025-09-16", "2025-09-11", "2025-09-16", "range"),
        ("[2025-09-11..2025-09-16]", "2025-09-11", "2025-09-16", "range"),
        ("..2025-09", None, "2025-09-30", "range"),
        ("2025-09..", "2025-09-01", None, "range"),
        ("unknown", None, None, "unknown"),
        ("9999-12-31~", "9999-12-30", None, "day"),
        ("9999~", "9998-01-01", None, "year"),
        ("0001-01~", None, "0001-02-28", "month"),
    ],
)
def test_each_form_spans_the_days_that_it_may_be(text: str, earliest: str | None, latest: str | None, precision: str):
    date = UncertainDate.parse(f" {text} ")
    assert (date.earliest and date.earliest.isoformat(), date.latest and date.latest.isoformat()) == (earliest, latest)
    assert date.precision == precision
    assert date.text == text.strip("[]")
    assert UncertainDate.parse(str(date)) == date


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2025-13", "names a day or time that does not exist"),
        ("2025-02-29", "names a day or time that does not exist"),
        ("0000", "names a day or time that does not exist"),
        ("2025-09-11T25:00", "names a day or time that does not exist"),
        ("2025-09-11T18:00~", "leave the time of day out"),
        ("2025-09-16..2025-09-11", "write `2025-09-11..2025-09-16`"),
        ("2025-09-11/2025-09-16", "write `from: 2025-09-11` and `through: 2025-09-16`"),
        ("..", "or `unknown`"),
        ("", "a month \\(`2025-09`\\)"),
        ("soon", "a year \\(`2025`\\)"),
        ("11.09.2025", "`2025-09-11` or `2025-11-09`"),
        ("2025-9-1", "`2025-09-01`"),
        ("[2025]", "is not a date"),
        ("٢٠٢٥", "is written in other digits than 0 to 9"),
        ("2025-XX", "is not a date"),
    ],
)
def test_other_texts_are_refused_with_what_would_be_accepted(text: str, hint: str):
    with pytest.raises(ReadError, match=hint):
        UncertainDate.parse(text)


@pytest.mark.parametrize("raw", [20250911, 2025.9, None, ["2025"]])
def test_what_is_no_text_and_no_day_is_refused(raw: Any):
    with pytest.raises(ReadError, match="write a day"):
        UncertainDate.read(raw)


def test_days_and_moments_of_python_are_read():
    assert UncertainDate.read(dt.date(2025, 9, 11)) == UncertainDate.on(dt.date(2025, 9, 11))
    moment = dt.datetime(2025, 9, 11, 18, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    assert UncertainDate.read(moment).text == "2025-09-11T18:00+03:00"
    assert as_day(moment) == dt.date(2025, 9, 11)


def test_a_doubted_date_is_marked_and_not_widened():
    date = UncertainDate.parse("2025-09-11?")
    assert (date.is_doubted, date.is_exact) == (True, True)
    assert not UncertainDate.parse("2025-09-11").is_doubted


def test_dates_are_equal_where_their_texts_are():
    assert UncertainDate.parse("2025-09") != UncertainDate.parse("2025-09-01..2025-09-30")
    assert hash(UncertainDate.parse("2025-09")) == hash(UncertainDate.parse(" 2025-09 "))


@given(st.none() | days, st.none() | days)
def test_a_date_between_two_days_reads_back(one: dt.date | None, other: dt.date | None):
    earliest, latest = sorted((one, other)) if one and other else (one, other)
    date = UncertainDate.between(earliest, latest)
    assert (date.earliest, date.latest) == (earliest, latest)
    assert UncertainDate.parse(date.text) == date
    assert eval(repr(date), {"UncertainDate": UncertainDate}) == date  # noqa: S307 - the promise of the repr


@given(days, days, days)
def test_the_hull_of_two_dates_is_the_narrowest_that_holds_both(a: dt.date, b: dt.date, c: dt.date):
    one = UncertainDate.between(min(a, b), max(a, b))
    widest = one.hull(UncertainDate.on(c))
    assert (widest.earliest, widest.latest) == (min(a, b, c), max(a, b, c))


def test_the_hull_with_an_open_end_is_open():
    widest = UncertainDate.parse("2025..").hull(UncertainDate.parse("2024"))
    assert (str(widest.earliest), widest.latest) == ("2024-01-01", None)
    assert UncertainDate.parse("unknown").hull(UncertainDate.parse("2024")).text == "unknown"


def test_the_day_after_is_one_day_later_on_both_ends():
    assert UncertainDate.parse("2025-09").day_after().text == "2025-09-02..2025-10-01"
    assert UncertainDate.parse("9999-12-31").day_after().text == "unknown"


def test_day_numbers_stand_for_open_ends():
    date = UncertainDate.parse("unknown")
    assert (date.first, date.last) == (BEGINNING, FOREVER)
    assert (day_text(BEGINNING), day_text(FOREVER), day_text(1)) == (None, None, "0001-01-01")


@pytest.mark.parametrize("raw", ["2025-09", "2025..", "soon", "2025-13-01", 5])
def test_one_day_is_asked_for_where_a_question_needs_one(raw: Any):
    with pytest.raises(ReadError, match="write a day such as `2025-09-11`"):
        as_day(raw)
