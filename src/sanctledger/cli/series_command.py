"""The command that follows a balance through time."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sanctledger.cli.cells import amount_cell, cell, grid
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Csv, Explain, Json, Known, On, Path, Rivals, Status, day, parties
from sanctledger.cli.parameters import First, Named, Second, Until
from sanctledger.cli.progress import working
from sanctledger.cli.question_commands import print_answer
from sanctledger.cli.terminal import console
from sanctledger.questions.balance import NO_AMOUNT, Amount
from sanctledger.questions.series import Series
from sanctledger.values.bounds import write_number
from sanctledger.values.dates import day_after
from sanctledger.view import View


class Side(StrEnum):
    """What of a balance is followed."""

    given = "given"
    received = "received"
    net = "net"


class Every(StrEnum):
    """What the steps go by."""

    change = "change"
    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


Unit = Annotated[str, typer.Option("--unit", help="The unit that is followed.")]
Beginning = Annotated[str, typer.Option("--since", metavar="DAY", help="The first day.")]
Followed = Annotated[Side, typer.Option("--side", help="What A gave B, what it received, or the net.")]
Distance = Annotated[
    Every, typer.Option("--every", help="A step for each change, or one for each day, week, month, quarter or year.")
]
Learning = Annotated[bool, typer.Option("--learning", help="Ask about each day as it was known on that day.")]


def series(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    unit: Unit,
    since: Beginning,
    until: Until = None,
    side: Followed = Side.net,
    every: Distance = Every.change,
    learning: Learning = False,
    named: Named = False,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    explain: Explain = False,
    as_csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Follow what A and B gave each other of one unit through time, as steps between bounds."""
    view = view_of(readable(path), on, known, reading, status)
    answer = follow(
        view, a, b, unit=unit, since=since, until=until, side=side, every=every, learning=learning, rollup=not named
    )
    output = {"explain": explain, "as_csv": as_csv, "as_json": as_json}
    print_answer(view, answer, output, table=lambda _, answer: _show(answer, side))


def _show(answer: Series, side: Side) -> None:
    output = console()
    output.print(cell(f"{answer.title} from {answer.start} until {answer.end}", "bold"), soft_wrap=True)
    table = grid("from", "until", side.value, "stated")
    for column in table.columns[2:]:
        column.justify = "right"
    for step in answer:
        amount = step.amount or NO_AMOUNT
        written = "" if amount.stated is None or amount.bounds.is_exact else write_number(amount.stated)
        table.add_row(cell(step.start), cell(step.end), amount_cell(amount), cell(written))
    output.print(table)


def follow(  # noqa: PLR0913 - what is asked, of whom, and when
    view: View,
    a: str,
    b: str | None,
    *,
    unit: str,
    since: str,
    until: str | None,
    side: Side,
    every: Every,
    learning: bool,
    rollup: bool,
) -> Series:
    """Return a balance of one unit through time, as the options of a command ask for it.

    Raises:
        typer.BadParameter: An option names no day.
        UnknownRecord: The ledger knows no such party, or no such unit.
        OverlappingSides: A party stands on both sides.
        ReadError: The time holds no day.
    """
    first, second = parties(a), None if b is None else parties(b)
    start, end = day("--since", since), day("--until", until)
    followed = view.balance(first, second, unit=unit, rollup=rollup).unit

    def ask(one: View) -> Amount:
        rows = one.balance(first, second, rollup=rollup)
        found = next((row for row in rows if row.unit == followed), None)
        return NO_AMOUNT if found is None else {"given": found.given, "received": found.received}.get(side, found.net)

    us, them = "+".join(first), "others" if second is None else "+".join(second)
    titles = {"given": f"{unit} that {us} gave {them}", "received": f"{unit} that {them} gave {us}"}
    title = titles.get(side, f"{unit} that {us} gave {them}, net")
    with working("asking about each day"):
        return view.series(
            ask, start or view.on, end or day_after(view.on), every.value, title=title, learning=learning
        )
