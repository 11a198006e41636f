"""Rows as text for other programs: a table for a notebook, and comma-separated values for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


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
