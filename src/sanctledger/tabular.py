"""Answers as rows: a table on a terminal or in a notebook, comma-separated values for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from sanctledger.showing import shown

if TYPE_CHECKING:
    from rich.table import Table
    from rich.tree import Tree

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


class Answer(ABC):
    """What is asked of a ledger, answered: rows for programs, and tables for people, wherever they look at it."""

    __slots__ = ()

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping a row: texts, whole numbers, yes or no, and `None`."""

    @abstractmethod
    def to_json(self) -> Any:
        """The answer as the command line prints it: plain mappings and lists."""

    def to_csv(self) -> str:
        """The rows as comma-separated values; a text that a spreadsheet would take for a formula gets an apostrophe."""
        return csv_text(self.rows())

    def __rich__(self) -> Table | Tree:
        """A table for a terminal, where rich draws it."""
        return rich_table(repr(self)[1:-1], self.rows())

    def _repr_html_(self) -> str:
        return html_table(repr(self)[1:-1], self.rows())


def rich_table(caption: str, rows: Iterable[Mapping[str, Any]]) -> Table:
    """The rows as a table that rich draws; no character of a text paints over the rest.

    Args:
        caption: What the table shows.
        rows: One mapping a row; the columns are the keys, in the order in which they first occur.
    """
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - an extra; only rich itself asks for this
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    listed = list(rows)
    table = Table(title=Text(shown(caption)), title_justify="left", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    if not listed:  # without a column, rich leaves out the caption too
        table.add_column()
        table.box, table.show_header = None, False
    for name in _columns(listed):
        table.add_column(Text(shown(name)), overflow="fold")
    for row in listed:
        table.add_row(*(Text(shown(_text(row.get(name)))) for name in _columns(listed)))
    return table


def html_table(caption: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as an HTML table in the notebook's own colours; every text is escaped, so that it shows and never acts.

    Args:
        caption: What the table shows.
        rows: One mapping a row; the columns are the keys, in the order in which they first occur.
    """
    listed = list(rows)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _columns(listed))
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_text(row.get(name)))}</td>' for name in _columns(listed))}</tr>" for row in listed
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as comma-separated values (RFC 4180) with a line of names first.

    A text that a spreadsheet would take for a formula is preceded by an apostrophe; numbers stay as they are.
    """
    listed = list(rows)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([_defused(name) for name in _columns(listed)])
    writer.writerows([_defused(_text(row.get(name))) for name in _columns(listed)] for row in listed)
    return file.getvalue()


def _columns(rows: list[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
