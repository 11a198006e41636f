"""Words in messages: suggestions where they are near enough, and never more than a line of what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from sanctledger.base.words import cut, did_you_mean, in_short, nearest, so_many
from sanctledger.values.bounds import Bounds


@pytest.mark.parametrize(("word", "best"), [("belavi", "belavia"), ("zzz", None), ("", None)])
def test_the_nearest_word_is_suggested_where_it_is_near_enough(word: str, best: str | None):
    assert nearest(word, ["belavia", "by"]) == best
    assert did_you_mean(word, ["belavia", "by"]) == (f"; did you mean `{best}`?" if best else "")


def test_nothing_is_suggested_for_what_is_longer_than_any_word():
    assert nearest("a" * 1_000_000, ["a" * 1_000_000]) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x" * 1_000_000, "x" * 57 + "..."),
        ([["x" * 1_000_000] * 1_000_000] * 2, "[[xxx"),
        ({"a": 1, "b": [None]}, "{a: 1, b: [None]}"),
        (dict.fromkeys(range(1_000_000)), "{0: None, 1: None, 2: None, 3: None, "),
        (10**5000, "a number of more than 60 digits"),
        (1.5, "1.5"),
    ],
    ids=range(6),
)
def test_a_value_of_any_size_is_shown_in_a_line(value: Any, shown: str):
    assert in_short(value).startswith(shown)
    assert len(in_short(value)) <= 60


def test_a_text_is_cut_where_it_is_longer_than_a_line():
    assert [len(cut("x" * size)) for size in (0, 60, 61, 1_000_000)] == [0, 60, 60, 60]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 days"), (1, "1 day"), (1200, "1,200 days"), (Bounds(1, 1), "1 day"), (Bounds(1, 2), "1..2 days")],
    ids=range(5),
)
def test_one_is_counted_in_the_singular(count: Any, said: str):
    assert so_many(count, "day") == said


def test_a_word_that_looks_the_same_is_told_from_the_one_that_was_meant():
    composed, apart = "\u00e9cole", "e\u0301cole"
    assert did_you_mean(apart, [composed]) == f"; did you mean `{composed}`, with its accents stored in another form?"
    assert did_you_mean("\u00e9cple", [composed]) == f"; did you mean `{composed}`?"
