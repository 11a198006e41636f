"""What tables on a terminal are drawn with: texts that paint over nothing, amounts, days."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

from sanctledger.quantity import Quantity
from sanctledger.questions.balance import Amount
from sanctledger.showing import shown
from sanctledger.view import View

#: How many ids a cell shows before it counts the rest.
_NAMES = 4
#: How many letters lie between two columns.
_GAP = 3
#: A width that no table reaches, to measure what one would need.
_ENDLESS = 100_000


def cell(value: object, style: str = "") -> Text:
    """A value as the text of a cell; `None` leaves it empty."""
    return Text(shown("" if value is None else str(value)), style=style)


def names_cell(names: Sequence[str]) -> Text:
    """Ids in one cell: all of up to four, else the first three and how many more there are."""
    few = names if len(names) <= _NAMES else [*names[: _NAMES - 1], f"and {len(names) - _NAMES + 1:,} more"]
    return cell(" ".join(few))


class Grid(Table):
    """A table that breaks no word: where it is too wide for that, each row is a block with a line for each cell."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table, or the blocks."""
        endless = options.update(max_width=_ENDLESS)
        spans = [_span(console, endless, column) for column in self.columns]
        room = options.max_width - _GAP * (len(spans) - 1) - sum(least for least, _ in spans)
        if room >= 0:
            for column, (least, most) in sorted(
                zip(self.columns, spans, strict=True), key=lambda one: one[1][1] - one[1][0]
            ):
                column.width = min(most, least + room)
                room -= column.width - least
            yield from super().__rich_console__(console, options)
            return
        names = max(len(str(column.header)) for column in self.columns)
        for number, row in enumerate(zip(*(column.cells for column in self.columns), strict=True)):
            block = Table.grid(Column(width=names), padding=(0, 2, 0, 0))
            for column, value in zip(self.columns, row, strict=True):
                if str(value):
                    block.add_row(Text(str(column.header), style="bold"), value)
            if number:
                yield Text("")
            yield block


def _span(console: Console, options: ConsoleOptions, column: Column) -> tuple[int, int]:
    """The width of the longest word in a column, and that of its longest cell."""
    found = [Measurement.get(console, options, value) for value in (Text(str(column.header)), *column.cells)]
    return max(one.minimum for one in found), max(one.maximum for one in found)


def grid(*columns: str) -> Table:
    """An empty table with some columns."""
    table = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title_justify="left")
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
