"""The command that asks what somebody holds: counts, recorded flows between them, and what they imply."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from sanctledger.base.showing import shown_lines
from sanctledger.cli.cells import amount_cell, cell, grid, when
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Json, Known, On, Path, Rivals, Status
from sanctledger.cli.terminal import console, print_json
from sanctledger.questions.stock_counts import Interval, Tally
from sanctledger.questions.stocks import Stock
from sanctledger.values.bounds import Bounds, write_number
from sanctledger.view import View


def stock(  # noqa: PLR0913 - an option each
    path: Path,
    holder: Annotated[str, typer.Argument(metavar="HOLDER", help="Whose stock it is: a party by its id.")],
    *,
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit; all that were counted if absent.")] = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add every count, act and source behind it.")] = False,
    as_json: Json = False,
) -> None:
    """Say what HOLDER holds by each observer's counts, and what must have moved unrecorded between them."""
    view = view_of(readable(path), on, known, reading, status)
    answer = view.stock(holder, unit)
    if as_json:
        extra = {"explanation": answer.explain().to_json()} if explain else {}
        print_json(answer.to_json() | extra)
    else:
        _show(view, answer, explain=explain)


def _show(view: View, stock: Stock, *, explain: bool) -> None:
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
    if explain:
        output.print()
        output.print(Text(shown_lines(str(stock.explain()))), soft_wrap=True)


def _show_tally(view: View, tally: Tally) -> None:
    output = console()
    before = {interval.later.record: interval for interval in tally}
    table = grid("day", "counted", "recorded out", "recorded in", "net unrecorded in", "as written", "record")
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
