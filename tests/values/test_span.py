"""A time from one day up to, and not including, another."""

from __future__ import annotations

from typing import Any

import pytest

from sanctledger import Span, UncertainDate
from sanctledger.errors import ReadError
from sanctledger.values.dates import FOREVER
from sanctledger.values.span import through


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("from 2025-09-12", "2025-09-12", None),
        ("from 2025-09-12 until 2025-09-25", "2025-09-12", "2025-09-25"),
        ("from 2025-09-12 through 2025-09-24", "2025-09-12", "2025-09-25"),
        ("from 2025-09-12 until unknown", "2025-09-12", "unknown"),
        ("from 2025-09-12 through 2025-09-24T18:00", "2025-09-12", "2025-09-24T18:00"),
        ("from 2025-09-12 through 9999-12-31", "2025-09-12", None),
    ],
)
def test_a_span_is_read_and_written(text: str, start: str, end: str | None):
    span = Span.parse(text)
    assert (span.start.text, None if span.end is None else span.end.text) == (start, end)
    assert Span.parse(str(span)) == span
    assert eval(repr(span), {"Span": Span}) == span  # noqa: S307 - the promise of the repr


@pytest.mark.parametrize(
    "raw", ["2025-09-12", "until 2025", "from 2025 to 2026", {}, {"until": "2025"}, {"from": "2025", "x": 1}, 5]
)
def test_other_shapes_are_refused_with_what_would_be_accepted(raw: Any):
    with pytest.raises(ReadError, match="write `from 2025-09-12`"):
        Span.read(raw)


def test_a_mapping_has_a_start_and_one_of_two_kinds_of_end():
    assert str(Span.read({"from": "2025-01-01", "through": "2025-01-31"})) == "from 2025-01-01 until 2025-02-01"
    assert str(Span.read({"from": "2025-01-01", "until": None})) == "from 2025-01-01"
    with pytest.raises(ReadError):
        Span.read({"from": "2025-01-01", "until": "2026", "through": "2026"})


@pytest.mark.parametrize(
    "text", ["from 2025-09-12 until 2025-09-12", "from 2025-09 until 2025-09-01", "from 2025 until 2024"]
)
def test_a_span_is_never_empty(text: str):
    with pytest.raises(ReadError, match=r"ends before it has begun.*for its last day write `through`"):
        Span.parse(text)


def test_each_end_narrows_the_other():
    span = Span.parse("from 2025-09 until 2025-09-10")
    first, last = span.starts
    assert (first, last) == tuple(UncertainDate.parse(day).first for day in ("2025-09-01", "2025-09-09"))
    later = Span.parse("from 2025-09-10 until 2025-09")
    assert later.ends[0] == UncertainDate.parse("2025-09-11").first


def test_an_open_span_ends_never():
    assert Span.parse("from 2025").ends == (FOREVER, FOREVER)


def test_the_last_day_becomes_the_first_day_after_it():
    assert through(UncertainDate.parse("2025-09")) == UncertainDate.parse("2025-09-02..2025-10-01")
    assert through(UncertainDate.parse("9999-12-31")) is None
