"""The pieces that tables on a terminal are drawn with."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from sanctledger.cli.drawing import cell, grid, names_cell


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


def drawn(width: int) -> list[str]:
    table = grid("since", "state", "says")
    table.add_row(cell("2023-10-18"), cell("partly_eased"), cell("by a licence"))
    table.add_row(cell("2024-04-17"), cell(""), cell("by none"))
    console = Console(file=io.StringIO(), width=width)
    console.print(table)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]  # a StringIO


def test_a_table_that_fits_between_its_words_is_a_table():
    assert drawn(36)[2:] == [
        "2023-10-18   partly_eased   by a",
        "                            licence",
        "2024-04-17                  by none",
    ]


def test_where_a_day_or_an_id_would_be_broken_each_row_is_a_block():
    assert drawn(24) == [
        "since  2023-10-18",
        "state  partly_eased",
        "says   by a licence",
        "",
        "since  2024-04-17",
        "says   by none",
    ]
