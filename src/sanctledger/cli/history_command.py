"""The commands that tell a story: of one record, and of one person."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.cli.cells import cell, grid, when
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Json, Known, On, Path, Rivals, Status, day
from sanctledger.cli.terminal import console, print_json
from sanctledger.values.periods import Certainty


def history(
    path: Path,
    record: Annotated[str, typer.Argument(metavar="ID", help="A record by its id; any of its line.")],
    *,
    known: Known = None,
    as_json: Json = False,
) -> None:
    """Tell what became of a record: corrections, claims, statements, deliveries, easings, reversals, in both times."""
    answer = readable(path).history(record, day("--known", known))
    if as_json:
        print_json(answer.to_json())
        return
    output = console()
    then = "" if answer.known is None else f", as known on {answer.known}"
    output.print(cell(f"history of {answer.id}{then}", "bold"), soft_wrap=True)
    table = grid("known since", "what", "record", "kind", "from", "until", "says")
    for item in answer:
        table.add_row(*map(cell, (item.recorded, item.what, item.record, item.kind, item.start, item.end, item.says)))
    output.print(table)


def who(  # noqa: PLR0913 - an option each
    path: Path,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="A person by their id.")],
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    as_json: Json = False,
) -> None:
    """Tell what the records say of a person, in the order of its days, and where that leaves them."""
    view = view_of(readable(path), on, known, reading, status)
    answer = view.who(person)
    if as_json:
        print_json(answer.to_json())
        return
    output = console()
    by = f" (by {', '.join(answer.by)})" if answer.by else ""
    output.print(cell(f"{answer.name or answer.person} {when(view)}: {answer.state}{by}", "bold"), soft_wrap=True)
    if not len(answer):
        output.print(cell("no record names them"))
        return
    table = grid("day", "what", "record", "kind", "known since", "sources", "note")
    for item in answer:
        what = f"{'' if item.certainty is Certainty.YES else 'maybe '}{item.what}"
        sources = " ".join(source.id for source in item.sources)
        table.add_row(*map(cell, (item.day, what, item.record, item.kind, item.recorded, sources, item.note)))
    output.print(table)
    for dispute in answer.contested:
        output.print(cell(f"contested: {dispute} ({' '.join(dispute.statements)})"), soft_wrap=True)
