"""Answers as rows: a table on a terminal or in a notebook, comma-separated values for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from sanctledger.base.showing import shown

if TYPE_CHECKING:
    from rich.table import Table
    from rich.tree import Tree

Item = TypeVar("Item")

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: How many rows a notebook or a terminal is given to draw. Of more, both stand still, and nobody reads them.
_DRAWN = 500
#: How much of one cell they are given: a row may stand for thousands of records.
_CELL = 500
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


class Answer(ABC):
    """What is asked of a ledger, answered: rows for programs, and tables for people, wherever they look at it."""

    __slots__ = ()

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping a row: texts, whole numbers, yes or no, and `None`."""

    @abstractmethod
    def to_json(self) -> Any:
        """Return the answer as the command line prints it: plain mappings and lists."""

    def to_csv(self) -> str:
        """The rows as comma-separated values; a text that a spreadsheet would take for a formula gets an apostrophe."""
        return csv_text(self.rows())

    def __rich__(self) -> Table | Tree:
        """Return a table for a terminal, where rich draws it: of its first rows, where there are very many."""
        return rich_table(repr(self)[1:-1], self.rows())

    def _repr_html_(self) -> str:
        """Return a table for a notebook: of its first rows, where there are very many."""
        return html_table(repr(self)[1:-1], self.rows())


class ListAnswer(Answer, Generic[Item]):
    """An answer that is a list of items: attrs classes whose fields are the columns.

    A subclass declares the field `items` and, if it likes, other fields, which its JSON shows before the items. A
    private field is not shown.
    """

    __slots__ = ()
    items: tuple[Item, ...]

    def __iter__(self) -> Iterator[Item]:
        """Return the items in order."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.items)

    def __getitem__(self, index: int) -> Item:
        """Return the item at a place."""
        return self.items[index]

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each item: an amount as two columns, several ids in one text."""
        shapes = [plain(item) for item in self.items]
        wide = {name for shape in shapes for name, value in shape.items() if isinstance(value, Mapping)}
        return [_flat(shape, wide) for shape in shapes]

    def to_json(self) -> Any:
        """Return the fields of the answer as plain mappings and lists, the items last."""
        return plain(self)

    def __str__(self) -> str:
        """Return the items, one a line."""
        return "\n".join(map(str, self.items))


def plain(value: Any) -> Any:
    """Return a value as JSON has it: the public fields of an attrs class, lists, texts, whole numbers and `None`.

    A value with a `to_json` of its own says itself how it is written.
    """
    if attrs.has(type(value)) and (not hasattr(value, "to_json") or isinstance(value, ListAnswer)):
        fields = (field.name for field in attrs.fields(type(value)))
        return {name: plain(getattr(value, name)) for name in fields if not name.startswith("_")}
    if hasattr(value, "to_json"):
        return value.to_json()
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _flat(fields: Mapping[str, Any], wide: Collection[str]) -> dict[str, Any]:
    """Return the fields of an item as one row, in which some fields are amounts of two columns."""
    row: dict[str, Any] = {}
    for name, value in fields.items():
        if name in wide:
            row |= {f"{name}_{end}": one for end, one in (value or {"low": None, "high": None}).items()}
        else:
            row[name] = " ".join(map(str, value)) if isinstance(value, list) else value
    return row


def rich_table(caption: str, rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the rows as a table that rich draws; no character of a text paints over the rest.

    Args:
        caption: What the table shows.
        rows: One mapping a row; the columns are the keys, in the order in which they first occur. Of very many rows the
            first are drawn, and the caption says so.
    """
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - an extra; only rich itself asks for this
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    caption, names, drawn = _drawn(caption, rows)
    table = Table(title=Text(shown(caption)), title_justify="left", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    if not drawn:  # without a column, rich leaves out the caption too
        table.add_column()
        table.box, table.show_header = None, False
    for name in names:
        table.add_column(Text(shown(name)), overflow="fold")
    for row in drawn:
        table.add_row(*(Text(shown(_drawn_text(row.get(name)))) for name in names))
    return table


def html_table(caption: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as an HTML table in the notebook's own colours; every text is escaped, so that it shows and never acts.

    Args:
        caption: What the table shows.
        rows: One mapping a row; the columns are the keys, in the order in which they first occur. Of very many rows the
            first are drawn, and the caption says so.
    """
    caption, names, drawn = _drawn(caption, rows)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_drawn_text(row.get(name)))}</td>' for name in names)}</tr>" for row in drawn
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the rows as comma-separated values (RFC 4180) with a line of names first.

    A text that a spreadsheet would take for a formula is preceded by an apostrophe; numbers stay as they are.
    """
    listed = list(rows)
    file = io.StringIO()
    writer = csv.writer(file)
    names = _columns(listed)
    writer.writerow([_defused(name) for name in names])
    writer.writerows([_defused(_text(row.get(name))) for name in names] for row in listed)
    return file.getvalue()


def _drawn(caption: str, rows: Iterable[Mapping[str, Any]]) -> tuple[str, list[str], list[Mapping[str, Any]]]:
    """What people are shown of an answer: a caption that owns up to what is left out, the columns, the first rows."""
    listed = list(rows)
    if len(listed) > _DRAWN:
        caption += f"; the first {_DRAWN:,} of {len(listed):,} rows, `rows()` and `to_csv()` give all"
    return caption, _columns(listed), listed[:_DRAWN]


def _columns(rows: list[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _drawn_text(value: Any) -> str:
    text = _text(value)
    return text if len(text) <= _CELL else f"{text[:_CELL]}\u2026 ({len(text):,} characters)"


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
