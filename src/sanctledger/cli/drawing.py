"""What tables on a terminal are drawn with: texts that paint over nothing, amounts, days."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from sanctledger.quantity import Quantity
from sanctledger.questions.balance import Amount
from sanctledger.showing import shown
from sanctledger.view import View

#: How many ids a cell shows before it counts the rest.
_NAMES = 4


def cell(value: object, style: str = "") -> Text:
    """A value as the text of a cell; `None` leaves it empty."""
    return Text(shown("" if value is None else str(value)), style=style)


def names_cell(names: Sequence[str]) -> Text:
    """Ids in one cell: all of up to four, else the first three and how many more there are."""
    few = names if len(names) <= _NAMES else [*names[: _NAMES - 1], f"and {len(names) - _NAMES + 1:,} more"]
    return cell(" ".join(few))


def grid(*columns: str) -> Table:
    """An empty table with some columns."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold", header_style="bold")
    return table


def when(view: View) -> str:
    """The three axes of a question, in words."""
    known = "" if view.known is None else f", as known on {view.known}"
    reading = "" if view.reading.claims == "hull" else ", records as written"
    return f"at the close of {view.on}{known}{reading}"


def amount_cell(amount: Amount) -> Text:
    """An amount between its bounds; nothing is dim."""
    zero = amount.low == amount.high == 0
    return cell("0" if zero else amount, "dim" if zero else "")


def quantity_cell(view: View, quantity: Quantity | None) -> Text:
    """An amount with the name of its unit."""
    return cell("" if quantity is None else view.ledger.units.said(quantity.bounds, quantity.unit))
