"""The pieces that tables on a terminal are drawn with."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sanctledger.cli.cells import cell, grid, names_cell


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


def drawn(width: int, *, watched: bool = True) -> list[str]:
    table = grid("since", "state", "says")
    table.add_row(cell("2023-10-18"), cell("partly_eased"), cell("by a licence"))
    table.add_row(cell("2024-04-17"), cell(""), cell("by none"))
    return printed(table, width, watched=watched)


def printed(table: Table, width: int, *, watched: bool) -> list[str]:
    console = Console(file=io.StringIO(), width=width, force_terminal=watched, color_system=None)
    console.print(table, crop=watched)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]  # a StringIO


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


def test_where_nobody_watches_no_row_is_a_block_and_long_texts_have_room():
    assert drawn(24, watched=False)[2:] == [
        "2023-10-18   partly_eased   by a licence",
        "2024-04-17                  by none",
    ]


@given(
    st.lists(st.tuples(*[st.text("ab \u043b\u6f22\u0627", max_size=12)] * 3), max_size=5),
    st.integers(20, 60),
    st.booleans(),
)
def test_a_table_says_what_rich_would_draw(rows: list[tuple[str, str, str]], width: int, right: bool):
    table = grid("since", "state", "says")
    if right:
        table.columns[1].justify = "right"
    for row in rows:
        table.add_row(*map(cell, row))
    ours = printed(table, width, watched=False)
    widths = [
        max(map(cell_len, (name, *texts))) for name, *texts in zip(("since", "state", "says"), *rows, strict=True)
    ]
    rich = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, each in zip(table.columns, widths, strict=True):
        rich.add_column(column.header, justify=column.justify, width=each)
    for row in rows:
        rich.add_row(*map(cell, row))
    assert ours == [line.rstrip() for line in printed(rich, 200, watched=False)]


def test_twenty_thousand_rows_are_drawn_without_asking_rich_for_each_cell(monkeypatch: pytest.MonkeyPatch):
    table = grid("id", "state")
    for number in range(20_000):
        table.add_row(cell(f"r{number}"), cell("in_force"))
    asked = []
    monkeypatch.setattr(Text, "wrap", lambda *_args, **_kwargs: asked.append(1))
    assert len(printed(table, 80, watched=True)) == 20_002
    assert asked == []
