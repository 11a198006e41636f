"""Rows for notebooks and spreadsheets: whatever a record holds is shown, and never acts."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from fractions import Fraction
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import sanctledger as sl
from sanctledger.base.answer import ListAnswer, Plain, csv_text, flat, html_table, plain, rich_table
from sanctledger.values.bounds import Bounds

EVIL = "<script>alert(\"1\")</script>&amp;<img src=x onerror='a'>"
FORMULA = '=HYPERLINK("http://evil","x")'
ROWS = st.lists(st.dictionaries(st.text(min_size=1), st.none() | st.integers() | st.text(), min_size=1), min_size=1)


class Seen(HTMLParser):
    """The tags and the texts of a table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        assert set(dict(attrs)) <= {"scope"}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(st.text(), ROWS)
def test_no_text_becomes_a_tag(caption: str, rows: list[dict[str, Any]]):
    assert Seen(html_table(caption, rows)).tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}


@given(ROWS)
def test_comma_separated_values_are_read_again_and_no_cell_is_a_formula(rows: list[dict[str, Any]]):
    names, *cells = csv.reader(io.StringIO(csv_text(rows), newline=""))
    assert len(cells) == len(rows)
    assert {len(row) for row in cells} == {len(names)}
    for cell in (cell for row in (names, *cells) for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) or float(cell) is not None


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (FORMULA, f"'{FORMULA}"),
        ("+1+1", "'+1+1"),
        ("-52..-51", "'-52..-51"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        (-52, "-52"),
        ("-52", "-52"),
        ("-1.5", "-1.5"),
        ("-\u0665", "'-\u0665"),
        (None, ""),
        ('a,b\n"c"', 'a,b\n"c"'),
    ],
    ids=range(11),
)
def test_formulas_are_defused_and_numbers_stay(value: Any, cell: str):
    _, (read, last) = csv.reader(io.StringIO(csv_text([{"a": value, "b": 1}]), newline=""))
    assert (read, last) == (cell, "1")


@pytest.fixture
def ledger(tmp_path: Path) -> sl.Ledger:
    (path := tmp_path / "<b>=a.yaml").write_text(
        f"""
title: {json.dumps(EVIL)}
parties: {{us: {{kind: state, name: us}}, by: {{kind: state}}}}
records:
  - {{kind: release, id: r, from: 2025-01-01, giver: by, receiver: us, quantity: 5 prisoners, deal: d}}
  - {{kind: asset_freeze, id: f, from: 2024-01-01, sender: us, target: by}}
  - {{kind: deal, id: d, parties: [us, by]}}
""",
        "utf-8",
    )
    return sl.load(path)


def test_every_answer_has_both_forms(ledger: sl.Ledger):
    view = ledger.at("2025-06-01")
    for answer in (ledger.check(), view.balance("us", "by"), view.moves("us", "by"), view.sanctions()):
        seen = Seen(answer._repr_html_())
        assert len(answer.rows()) > 0
        values = {value for row in answer.rows() for value in row.values()} - {None, ""}
        assert set(map(str, values)) <= set(seen.texts)
        assert len(list(csv.DictReader(io.StringIO(answer.to_csv(), newline="")))) == len(answer.rows())


def test_a_finding_that_quotes_a_tag_shows_it():
    report = sl.Report((sl.Finding("SL001", "error", EVIL, FORMULA),))
    assert EVIL in "".join(Seen(report._repr_html_()).texts)
    assert "<script>" not in report._repr_html_()
    assert f'"\'{FORMULA.replace(chr(34), chr(34) * 2)}"' in report.to_csv()


def test_every_answer_is_a_table_on_a_terminal(ledger: sl.Ledger):
    view = ledger.at("2025-06-01")
    for answer in (ledger.check(), view.balance("us", "by"), view.moves("us", "by"), view.sanctions()):
        shown = on_a_terminal(answer)
        for row in answer.rows():
            assert all(name in shown for name in row)
            assert all(str(value).split()[0] in shown for value in row.values() if value not in (None, ""))


def test_nothing_that_an_answer_holds_paints_over_a_terminal():
    report = sl.Report((sl.Finding("SL001", "error", "[red]a\x1b[2J\u202eb", "\x07c"),))
    shown = on_a_terminal(report)
    assert "[red]a\\u001b[2J\\u202eb" in shown
    assert "\\u0007c" in shown


def on_a_terminal(answer: object) -> str:
    output = io.StringIO()
    Console(file=output, width=5000, height=100, force_terminal=True, color_system=None).print(answer)
    return output.getvalue()


class Row(dict[str, Any]):
    """A row that counts how often its names are read."""

    reads = 0

    def __iter__(self):
        Row.reads += 1
        return super().__iter__()


@pytest.mark.parametrize("table", [csv_text, partial(html_table, "a"), partial(rich_table, "a")])
def test_the_names_of_a_row_are_read_once(table: Any):
    Row.reads = 0
    table(Row(id=number) for number in range(300))
    assert Row.reads == 300


@pytest.mark.parametrize("count", [500, 501])
def test_a_notebook_and_a_terminal_draw_the_first_rows_of_very_many_and_say_so(count: int):
    rows = [{"id": f"r{number}"} for number in range(count)]
    seen = Seen(html_table("sanctions", rows)).texts
    said = "sanctions; the first 500 of 501 rows, `rows()` and `to_csv()` give all" if count > 500 else "sanctions"
    assert seen[0] == said
    assert seen[-1] == "r499"
    table = rich_table("sanctions", rows)
    assert (str(table.title), table.row_count) == (said, 500)
    assert len(csv_text(rows).splitlines()) == count + 1


def test_a_cell_of_thousands_of_ids_is_cut_where_people_look_and_whole_in_a_file():
    ids = " ".join(f"us-sdn-{number}" for number in range(1000))
    rows = [{"records": ids}]
    (cell,) = [text for text in Seen(html_table("a", rows)).texts if text.startswith("us-sdn-0")]
    assert cell == f"{ids[:500]}\u2026 ({len(ids):,} characters)"
    assert str(next(iter(rich_table("a", rows).columns[0].cells))) == cell
    assert ids in csv_text(rows)


@attrs.frozen
class Item(Plain):
    JSON = ("id", "sides", "double", "renamed=note", "amount", "inner.share")

    id: str
    sides: frozenset[str] = frozenset({"us", "by"})
    note: str | None = None
    amount: Bounds | None = None
    parts: tuple[Part, ...] = ()

    @property
    def double(self) -> str:
        return self.id * 2

    @property
    def inner(self) -> Part:
        return self.parts[0]


@attrs.frozen
class Part(Plain):
    id: str
    share: Fraction = Fraction(2, 3)
    _hidden: int = 0


@attrs.frozen(repr=False)
class Items(ListAnswer[Item]):
    on: dt.date
    items: tuple[Item, ...]


FULL = Item("a", note="n", amount=Bounds(1, 2), parts=(Part("p"),))
EMPTY = Item("b", parts=(Part("q"),))


def test_json_has_the_public_fields_or_the_attributes_that_the_class_declares():
    assert Part("p").to_json() == {"id": "p", "share": "2/3"}
    assert FULL.to_json() == {
        "id": "a",
        "sides": "by,us",
        "double": "aa",
        "renamed": "n",
        "amount": {"low": 1, "high": 2},
        "share": "2/3",
    }
    assert Items(dt.date(2025, 1, 1), (EMPTY,)).to_json() == {"on": "2025-01-01", "items": [EMPTY.to_json()]}


def test_a_row_has_a_column_for_each_end_of_an_amount_even_where_one_item_has_none():
    rows = flat((FULL, EMPTY))
    assert [row["amount_low"] for row in rows] == [1, None]
    assert rows[0].keys() == rows[1].keys()


def test_a_list_in_a_row_is_one_text():
    @attrs.frozen
    class Lists(Plain):
        ids: tuple[str, ...]
        parts: tuple[Part, ...]
        amounts: tuple[Bounds, ...]

    row = flat([Lists(("x", "y"), (Part("p"), Part("q")), (Bounds(1, 1), Bounds(2, 3)))])[0]
    assert row == {"ids": "x y", "parts": "p q", "amounts": "1; 2..3"}


@pytest.mark.parametrize("value", [None, True, 3, "text", (1, ("a",)), [1], dt.date(2025, 1, 1), Fraction(1, 2)])
def test_plain_values_can_be_written_as_json(value: Any):
    assert json.loads(json.dumps(plain(value))) == plain(value)
