"""What tables on a terminal are drawn with: texts that paint over nothing, amounts, days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from sanctledger.base.showing import shown
from sanctledger.questions.balance import Amount
from sanctledger.values.quantity import Quantity
from sanctledger.view import View

#: How many ids a cell shows before it counts the rest.
_NAMES = 4
#: How many letters lie between two columns, and between the two of a block.
_GAP, _BLOCK_GAP = 3, 2
#: How much room the long texts of a table have at least if there is no terminal to fit, and no row is a block.
_TEXTS = 40


def cell(value: object, style: str = "") -> Text:
    """Return a value as the text of a cell; `None` leaves it empty."""
    return Text(shown("" if value is None else str(value)), style=style)


def names_cell(names: Sequence[str]) -> Text:
    """Ids in one cell: all of up to four, else the first three and how many more there are."""
    few = names if len(names) <= _NAMES else [*names[: _NAMES - 1], f"and {len(names) - _NAMES + 1:,} more"]
    return cell(" ".join(few))


class Grid(Table):
    """A table that breaks no word: where a terminal is too narrow, each row is a block with a line for each cell.

    Where nobody watches it stays a table, a row for programs to read in a line. It draws its own lines, for rich takes
    a millisecond for each row, and answers have tens of thousands.
    """

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Return the table, or the blocks."""
        columns = [[Text(str(column.header), "bold"), *map(_as_text, column.cells)] for column in self.columns]
        spans = [_span(cells) for cells in columns]
        gaps = _GAP * (len(spans) - 1)
        room = options.max_width - gaps - sum(least for least, _ in spans)
        if not console.is_terminal:
            room = max(room, _TEXTS)
        if room < 0:
            yield from _blocks(console, columns, options.max_width)
            return
        widths = [0] * len(spans)
        for at in sorted(range(len(spans)), key=lambda at: spans[at][1] - spans[at][0]):
            least, most = spans[at]
            widths[at] = min(most, least + room)
            room -= widths[at] - least
        right = [column.justify == "right" for column in self.columns]
        for number, row in enumerate(zip(*columns, strict=True)):
            yield from _row(console, row, widths, right)
            if number == 0:
                yield from (Segment("─" * (sum(widths) + gaps)), Segment.line())


def _as_text(value: object) -> Text:
    return value if isinstance(value, Text) else cell(value)


def _span(cells: Iterable[Text]) -> tuple[int, int]:
    """Return the width of the longest word in a column, and that of its longest cell."""
    texts = dict.fromkeys(one.plain for one in cells)
    return max(cell_len(word) for text in texts for word in (text.split() or [""])), max(map(cell_len, texts))


def _row(
    console: Console, row: Iterable[Text], widths: Iterable[int], right: Iterable[bool], gap: int = _GAP
) -> Iterator[Segment]:
    """Return the lines of a row, with its cells side by side and no blanks at their ends."""
    cells = [
        (console.get_style(value.style), _lines(console, value.plain, width), width, is_right)
        for value, width, is_right in zip(row, widths, right, strict=True)
    ]
    for number in range(max(len(lines) for _, lines, _, _ in cells)):
        margin = 0
        for style, lines, width, is_right in cells:
            text = lines[number] if number < len(lines) else ""
            rest = width - cell_len(text)
            if text:
                yield Segment(" " * (margin + rest * is_right))
                yield Segment(text, style)
                margin = gap + rest * (not is_right)
            else:
                margin += gap + width
        yield Segment.line()


def _blocks(console: Console, columns: Iterable[Iterable[Text]], room: int) -> Iterator[Segment]:
    """Return a block for each row, with a line for each cell that is not empty."""
    heads, *rows = zip(*columns, strict=True)
    names = max(cell_len(head.plain) for head in heads)
    for number, row in enumerate(rows):
        if number:
            yield Segment.line()
        for head, value in zip(heads, row, strict=True):
            if value.plain:
                widths = names, max(1, room - names - _BLOCK_GAP)
                yield from _row(console, (head, value), widths, (False, False), _BLOCK_GAP)


def _lines(console: Console, text: str, width: int) -> list[str]:
    """Return the lines of a cell, broken between its words; a word that is wider than that is folded."""
    if cell_len(text) <= width:
        return [text.rstrip()]
    return [line.plain.rstrip() for line in Text(text).wrap(console, width, overflow="fold")]


def grid(*columns: str) -> Table:
    """Return an empty table with some columns."""
    table = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold", header_style="bold")
    return table


def when(view: View) -> str:
    """Return the three axes of a question, in words."""
    known = "" if view.known is None else f", as known on {view.known}"
    reading = "" if view.reading.claims == "widest" else ", stated reading"
    return f"at the close of {view.on}{known}{reading}"


def amount_cell(amount: Amount) -> Text:
    """Return an amount between its bounds; nothing is dim."""
    zero = amount.low == amount.high == 0
    return cell("0" if zero else amount, "dim" if zero else "")


def quantity_cell(view: View, quantity: Quantity | None) -> Text:
    """Return an amount with the name of its unit."""
    return cell("" if quantity is None else view.units.said(quantity.bounds, quantity.unit))
