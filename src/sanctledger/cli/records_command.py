"""The command that lists what a ledger holds."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.cli.cells import cell, grid
from sanctledger.cli.ledger_views import readable
from sanctledger.cli.options import Json, Known, Path, day, parties
from sanctledger.cli.terminal import console, print_json

What = Annotated[
    str | None,
    typer.Argument(metavar="WHAT", help="A kind or a family, such as deal, party or asset_freeze, or several: a,b."),
]
Find = Annotated[
    str | None,
    typer.Option("--find", metavar="TEXT", help="Only records in whose id, names, numbers, words or note it stands."),
]


def records(
    path: Path,
    what: What = None,
    *,
    find: Find = None,
    known: Known = None,
    as_json: Json = False,
) -> None:
    """List the records of a ledger, a line each: the ids to ask for."""
    ledger = readable(path)
    answer = ledger.listing(None if what is None else parties(what), find=find, known=day("--known", known))
    if as_json:
        print_json(answer.to_json())
        return
    output = console()
    then = "" if answer.known is None else f", as known on {answer.known}"
    output.print(
        cell(f"{ledger.title or 'the ledger'}{then}: {len(answer):,} of {len(ledger):,} records", "bold"),
        soft_wrap=True,
    )
    if not len(answer):
        return
    table = grid("id", "kind", "from", "until", "says", "deal")
    for item in answer:
        table.add_row(*map(cell, (item.id, item.kind, item.start, item.end, item.says, item.deal)))
    output.print(table)
