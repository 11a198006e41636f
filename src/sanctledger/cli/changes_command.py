"""The command that says what changed in one ledger since a day."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.cli.cells import cell, grid
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Json, Known, On, Path, Rivals, Status, day
from sanctledger.cli.terminal import console, print_json
from sanctledger.questions.changes import Changes


def changes(  # noqa: PLR0913 - an option each
    path: Path,
    *,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="The day of the earlier view.")],
    since_known: Annotated[
        str | None,
        typer.Option("--since-known", metavar="DAY", help="What the earlier view knew; as on --since if absent."),
    ] = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    as_json: Json = False,
) -> None:
    """List what is otherwise than on an earlier day: what began, ended, was learnt, corrected, reversed."""
    view = view_of(readable(path), on, known, reading, status)
    first = day("--since", since)
    before = view.at(first, day("--since-known", since_known) or first)
    answer = view.changes(before)
    if as_json:
        print_json(answer.to_json())
    else:
        _show(answer)


def _show(answer: Changes) -> None:
    output = console()
    ends = [
        f"{on}{f', as known on {known}' if known else ''}"
        for on, known in ((answer.since, answer.since_known), (answer.on, answer.known))
    ]
    output.print(cell(f"from {ends[0]}, to {ends[1]}", "bold"), soft_wrap=True)
    if not answer:
        output.print(cell("nothing changed"))
        return
    table = grid("day", "what", "record", "kind", "known since", "says")
    for item in answer:
        what = f"{'' if item.certain else 'maybe '}{item.what}"
        table.add_row(*map(cell, (item.day, what, item.record, item.kind, item.recorded, item.says)))
    output.print(table)
