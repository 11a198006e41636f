"""The command `stock`: the counts of a stock, the recorded flows between them, and the flows without a record."""

from __future__ import annotations

from rich.text import Text

from sanctledger.cli.cells import amount_cell, cell, grid, when
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.questions.stock_counts import Interval, Tally
from sanctledger.questions.stocks import Stock
from sanctledger.values.bounds import Bounds, write_number
from sanctledger.view import View


def _show(view: View, stock: Stock) -> None:
    output = console()
    units = view.units
    of = f" of {units.words(stock.unit)}" if stock.unit else ""
    output.print(cell(f"stock{of} held by {stock.holder} {when(view)}", "bold"), soft_wrap=True)
    if not len(stock):
        others = ", ".join(sorted({units.words(tally.unit) for tally in view.stock(stock.holder)}))
        output.print(cell(f"nobody counted it{others and f'; counted are {others}'}"), soft_wrap=True)
    for tally in stock:
        output.print()
        output.print(cell(f"{units.words(tally.unit)}, counted by {tally.observer or 'nobody named'}", "bold"))
        _show_tally(view, tally)
    if beside := stock.beside():
        output.print()
        output.print(cell("counted otherwise at about the same time", "bold"))
        table = grid("unit", "by", "on", "counted", "by", "on", "counted", "difference")
        for pair in beside:
            ends = [(one.observer or "nobody named", one.day, one.amount) for one in (pair.one, pair.other)]
            table.add_row(*map(cell, (units.words(pair.one.unit), *ends[0], *ends[1], pair.difference)))
        output.print(table)


def _show_tally(view: View, tally: Tally) -> None:
    output = console()
    before = {interval.later.record: interval for interval in tally}
    table = grid("day", "counted", "recorded out", "recorded in", "net unrecorded in", "stated", "record")
    for column in table.columns[1:-1]:
        column.justify = "right"
    for count in tally.counts:
        interval = before.get(count.record)
        moved = (cell(""),) * 4 if interval is None else _moved(interval)
        style = "" if count.certain else "yellow"
        counted = f"{'' if count.certain else 'maybe '}{count.amount}"
        table.add_row(cell(count.day), cell(counted, style), *moved, cell(count.record))
    output.print(table)
    if tally.whole is not None:
        output.print(cell(_in_words(view, tally.whole)), soft_wrap=True)
        if tally.whole.uncounted:
            output.print(
                cell(f"not counted, since they state no amount: {', '.join(tally.whole.uncounted)}"), soft_wrap=True
            )
    if tally.carried is not None and tally.since:
        said = f"by recorded acts since alone it would be {tally.carried} on {view.on}"
        if (most := tally.carried.bounds.high) is not None and most < 0:
            said += f", which no stock is: at least {write_number(-most)} came in without a record"
        output.print(cell(said), soft_wrap=True)


def _moved(interval: Interval) -> tuple[Text, ...]:
    written = interval.implied.stated
    ends = interval.outflow, interval.inflow, interval.implied
    return *map(amount_cell, ends), cell("" if written is None else write_number(written))


def _in_words(view: View, whole: Interval) -> str:
    units = view.units
    came, went = whole.unrecorded_in.low or 0, whole.unrecorded_out.low or 0
    span = f"from {whole.earlier.day} to {whole.later.day}: {whole.implied} net unrecorded in"
    for least, did in ((came, "came in"), (went, "went out")):
        if least:
            return f"{span}; at least {units.said(Bounds.exactly(least), whole.later.unit)} {did} without a record"
    return f"{span}; the records may be all there was"


stock = command(
    View.stock,
    "Show what HOLDER holds by the counts of each observer, and what must have moved without a record between them.",
    table=_show,
)
