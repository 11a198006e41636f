"""The command `changes`: the differences of one ledger between two days."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.cli.cells import cell, grid
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Csv, Explain, Json, Known, On, Path, Rivals, Status, day
from sanctledger.cli.question_commands import print_answer
from sanctledger.cli.terminal import console
from sanctledger.questions.changes import Changes
from sanctledger.view import View


def changes(  # noqa: PLR0913 - an option each
    path: Path,
    *,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="The day of the earlier view.")],
    since_known: Annotated[
        str | None,
        typer.Option(
            "--since-known", metavar="DAY", help="The day of knowledge of the earlier view; default: --since."
        ),
    ] = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    explain: Explain = False,
    as_csv: Csv = False,
    as_json: Json = False,
) -> None:
    """List the differences from an earlier day: what began, ended, became known, was corrected or reversed."""
    view = view_of(readable(path), on, known, reading, status)
    first = day("--since", since)
    before = view.at(first, day("--since-known", since_known) or first)
    output = {"explain": explain, "as_csv": as_csv, "as_json": as_json}
    print_answer(view, view.changes(before), output, table=_show)


def _show(_view: View, answer: Changes) -> None:
    output = console()
    ends = [
        f"{on}{f', as known on {known}' if known else ''}"
        for on, known in ((answer.since, answer.since_known), (answer.on, answer.known))
    ]
    output.print(cell(f"from {ends[0]}, to {ends[1]}", "bold"), soft_wrap=True)
    if not answer:
        output.print(cell("nothing changed"))
        return
    table = grid("day", "what", "record", "kind", "known since", "summary")
    for item in answer:
        what = f"{'' if item.certain else 'maybe '}{item.what}"
        table.add_row(*map(cell, (item.day, what, item.record, item.kind, item.recorded, item.says)))
    output.print(table)
