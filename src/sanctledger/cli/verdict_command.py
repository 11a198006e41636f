"""The command `verdict`: whether an activity is allowed on a day, and on which days it was."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from sanctledger.base.showing import shown
from sanctledger.cli.cells import cell, grid, when
from sanctledger.cli.ledger_views import axes, readable, view_of
from sanctledger.cli.options import Claims, Csv, Explain, Json, Known, On, Path, Rivals, Status, day, parties
from sanctledger.cli.question_commands import print_answer
from sanctledger.cli.terminal import console
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.rulings import Verdict
from sanctledger.verdicts.windows import Windows
from sanctledger.view import View

_STYLES = {"prohibited": "red", "licensed": "yellow", "permitted": "green", "uncertain": "magenta"}


def verdict(  # noqa: PLR0913 - an option each
    path: Path,
    *,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="PARTY", help="The party that acts, by its id.")
    ] = None,
    action: Annotated[str | None, typer.Option("--action", metavar="TERM", help="The action, such as export.")] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="PARTY", help="The other side, by its id, or several with commas.")
    ] = None,
    goods: Annotated[
        str | None, typer.Option("--goods", metavar="TERM", help="The goods, such as aviation.parts.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="TERM", help="The place; default: the home of the other side.")
    ] = None,
    amount: Annotated[
        str | None,
        typer.Option(
            "--amount", metavar="AMOUNT", help="The amount, such as '1.2 million USD'; no rule depends on it."
        ),
    ] = None,
    began: Annotated[
        str | None,
        typer.Option("--began", metavar="DAY", help="The day on which the activity began; wind-downs depend on it."),
    ] = None,
    dimension: Annotated[
        list[str] | None,
        typer.Option("--dimension", metavar="NAME=TERM", help="Another dimension, such as sector=finance; repeat it."),
    ] = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    windows: Annotated[
        bool, typer.Option("--windows", help="Show the days on which the activity is allowed, with --from and --until.")
    ] = False,
    start: Annotated[
        str | None, typer.Option("--from", "--since", metavar="DAY", help="The first day of the windows.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="The first day after the windows; default: --on.")
    ] = None,
    explain: Explain = False,
    as_csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Show whether an activity is prohibited, licensed, permitted or uncertain, and why."""
    asked = Activity(
        actor,
        action,
        None if to is None else parties(to),
        goods,
        place,
        amount,
        began,
        **dict(map(_dimension, dimension or ())),
    )
    first, end = day("--from", start), day("--until", until)
    if windows is (first is None):
        problem = "needs --from, the first day to look at" if windows else "goes with --windows"
        raise typer.BadParameter(problem, param_hint="--windows" if windows else "--from")
    if end is not None and not windows:
        raise typer.BadParameter("goes with --windows", param_hint="--until")
    view = view_of(readable(path), on, known, reading, status)
    output = {"explain": explain, "as_csv": as_csv, "as_json": as_json}
    if first is None:
        print_answer(view, view.verdict(asked), output, table=_show)
    else:
        found = view.windows(asked, first, view.on if end is None else end)
        print_answer(view, found, output, table=_show_windows, heading=axes(view))


def _dimension(text: str) -> tuple[str, str]:
    """Return the name and the term of a dimension.

    Raises:
        typer.BadParameter: The text is not NAME=TERM, or the dimension has an option of its own.
    """
    name, equals, term = (part.strip() for part in text.partition("="))
    if not (name and equals and term):
        raise typer.BadParameter(f"{shown(text)!r} is not NAME=TERM", param_hint="--dimension")
    if name in ("actor", "action", "counterparty", "goods", "place", "amount", "began"):
        own = "to" if name == "counterparty" else name
        raise typer.BadParameter(f"{name} has an option of its own: --{own}", param_hint="--dimension")
    return name, term


def _show(view: View, answer: Verdict) -> None:
    """Print a verdict: the word first, then the reasoning as an indented text."""
    output = console()
    (_, first), *rest = answer.lines()
    output.print(Text(shown(first), f"bold {_STYLES[answer.verdict]}"), soft_wrap=True)
    if view.known is not None or view.reading.claims != "widest":
        output.print(cell(f"  {when(view)}"), soft_wrap=True)
    for depth, text in rest:
        output.print(Text("  " * depth + shown(text)), soft_wrap=True)
    until = answer.until
    output.print(cell(f"  may change on {until}" if until else "  no later change is known"), soft_wrap=True)


def _show_windows(_view: View, runs: Windows) -> None:
    """Print windows, a row each."""
    output = console()
    output.print(cell(f"{runs.activity}, from {runs.start} until {runs.end}", "bold"), soft_wrap=True)
    table = grid("from", "until", "days", "verdict", "reached by", "freed by")
    table.columns[2].justify = "right"
    for one in runs:
        table.add_row(
            cell(one.start),
            cell(one.end),
            cell(f"{one.days:,}"),
            cell(one.verdict, _STYLES[one.verdict]),
            cell(" ".join(one.reached_by)),
            cell(" ".join(one.freed_by)),
        )
    output.print(table)
