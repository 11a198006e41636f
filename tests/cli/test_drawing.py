"""The pieces that tables on a terminal are drawn with."""

from __future__ import annotations

import pytest

from sanctledger.cli.drawing import names_cell


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b", "c", "d"), "a b c d"),
        (("a", "b", "c", "d", "e"), "a b c and 2 more"),
        (tuple("abcdefghi"), "a b c and 6 more"),
    ],
)
def test_a_cell_of_names_shows_the_first_of_many_and_counts_the_rest(names: tuple[str, ...], shown: str):
    assert str(names_cell(names)) == shown
