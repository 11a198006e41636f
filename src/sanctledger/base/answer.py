"""Answers as rows, JSON, comma-separated values, and tables for a terminal or a notebook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from html import escape
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

import attrs

from sanctledger.base.showing import shown

if TYPE_CHECKING:
    from rich.table import Table
    from rich.tree import Tree

Item = TypeVar("Item")

#: The characters with which a formula may begin in a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: The number of rows that a notebook or a terminal draws; both stall on many more, and nobody reads them.
_DRAWN = 500
#: The number of characters that are drawn of one cell: a row may name thousands of records.
_CELL = 500
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


class Plain:
    """A value that JSON shows as a mapping: an attrs class whose public fields are the keys, in their order.

    A class whose JSON differs from its fields declares `JSON`: the attributes to show, in order. An attribute may be a
    property, a dotted path (the last part is the key), or `key=path`.
    """

    __slots__ = ()
    JSON: ClassVar[tuple[str, ...]] = ()

    def to_json(self) -> Any:
        """Return the value as plain mappings and lists."""
        return {key: plain(value) for key, value in _shown_fields(self)}


class Answer(Plain, ABC):
    """The answer to a question about a ledger: rows for programs, tables for people, JSON for both."""

    __slots__ = ()

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each row, with texts, whole numbers, yes or no, and `None`."""

    def to_csv(self) -> str:
        """Return the rows as comma-separated values, with an apostrophe before a text that looks like a formula."""
        return csv_text(self.rows())

    def __rich__(self) -> Table | Tree:
        """Return a table of the first rows, which rich draws on a terminal."""
        return rich_table(repr(self)[1:-1], self.rows())

    def _repr_html_(self) -> str:
        """Return a table of the first rows, which a notebook shows."""
        return html_table(repr(self)[1:-1], self.rows())


class ListAnswer(Answer, Generic[Item]):
    """An answer that is a list of items: attrs classes whose public fields are the columns.

    A subclass declares the field `items`, or names its field of items in `ITEMS`.
    """

    __slots__ = ()
    ITEMS: ClassVar[str] = "items"

    def _listed(self) -> tuple[Item, ...]:
        items: tuple[Item, ...] = getattr(self, self.ITEMS)
        return items

    def __iter__(self) -> Iterator[Item]:
        """Return the items in order."""
        return iter(self._listed())

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._listed())

    def __getitem__(self, index: int) -> Item:
        """Return the item at an index."""
        return self._listed()[index]

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each item: an amount as two or three columns, several ids in one text."""
        return flat(self._listed())

    def __str__(self) -> str:
        """Return the items, a line each."""
        return "\n".join(map(str, self._listed()))


def plain(value: Any) -> Any:
    """Return a value as JSON has it: mappings, lists, texts, whole numbers, yes or no, and `None`.

    A set of ids becomes a text that joins the ids with commas, in their order; a fraction becomes a text such as `2/3`.
    """
    if hasattr(value, "to_json"):
        return value.to_json()
    if attrs.has(type(value)):
        return {key: plain(one) for key, one in _shown_fields(value)}
    for kind, write in _WRITTEN.items():
        if isinstance(value, kind):
            return write(value)
    return value


#: How JSON shows values that are not among its own.
_WRITTEN: dict[type, Callable[[Any], Any]] = {
    tuple: lambda values: [plain(one) for one in values],
    list: lambda values: [plain(one) for one in values],
    frozenset: lambda ids: ",".join(sorted(ids)),
    Enum: lambda member: member.value,
    Fraction: str,
    dt.date: dt.date.isoformat,
}


def flat(items: Iterable[Any]) -> list[dict[str, Any]]:
    """Return one flat mapping for each item, with the keys of its JSON.

    An amount becomes a column for each of its ends. A list of ids, or of values with an id, becomes one text.
    """
    shapes = [dict(_shown_fields(item)) for item in items]
    ends: dict[str, dict[str, None]] = {}
    for shape in shapes:
        for name, value in shape.items():
            if hasattr(value, "to_json") and isinstance(amount := value.to_json(), Mapping) and "low" in amount:
                ends[name] = dict.fromkeys(amount)
    rows = []
    for shape in shapes:
        row: dict[str, Any] = {}
        for name, value in shape.items():
            if name in ends:
                amount = ends[name] if value is None else value.to_json()
                row |= {f"{name}_{end}": one for end, one in amount.items()}
            else:
                row[name] = _one_cell(value)
        rows.append(row)
    return rows


def _one_cell(value: Any) -> Any:
    if isinstance(value, tuple):
        texts = [one if isinstance(one, str) else getattr(one, "id", None) for one in value]
        return "; ".join(map(str, value)) if None in texts else " ".join(map(str, texts))
    return str(value) if attrs.has(type(value)) else plain(value)


@cache
def _paths(kind: type[Any]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Return the keys of the JSON of a class, each with the function that reads its value."""
    names = getattr(kind, "JSON", ()) or [field.name for field in attrs.fields(kind) if not field.name.startswith("_")]
    pairs = (name.rpartition("=") for name in names)
    return tuple((key or path.rpartition(".")[2], attrgetter(path)) for key, _, path in pairs)


def _shown_fields(value: Any) -> Iterator[tuple[str, Any]]:
    for key, read in _paths(type(value)):  # type: ignore[arg-type]  # a class is hashable
        yield key, read(value)


def rich_table(caption: str, rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the rows as a table that rich draws, with every control character shown as an escape.

    Args:
        caption: The title of the table.
        rows: One mapping for each row; the columns are the keys, in the order in which they first occur. Of very many
            rows the first are drawn, and the caption shows how many there are.
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
    """Return the rows as an HTML table in the colours of the notebook; every text is escaped.

    Args:
        caption: The title of the table.
        rows: One mapping for each row; the columns are the keys, in the order in which they first occur. Of very many
            rows the first are drawn, and the caption shows how many there are.
    """
    caption, names, drawn = _drawn(caption, rows)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_drawn_text(row.get(name)))}</td>' for name in names)}</tr>" for row in drawn
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the rows as comma-separated values (RFC 4180), with a line of names first.

    A text that a spreadsheet would read as a formula gets an apostrophe in front; numbers stay as they are.
    """
    listed = list(rows)
    file = io.StringIO()
    writer = csv.writer(file)
    names = _columns(listed)
    writer.writerow([_defused(name) for name in names])
    writer.writerows([_defused(_text(row.get(name))) for name in names] for row in listed)
    return file.getvalue()


def _drawn(caption: str, rows: Iterable[Mapping[str, Any]]) -> tuple[str, list[str], list[Mapping[str, Any]]]:
    """Return the caption with the number of rows left out, the columns, and the first rows."""
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
