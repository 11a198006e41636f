"""The command that shows what several coders made of one record."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.base.words import so_many
from sanctledger.cli.cells import cell, grid
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Json, Known, On, Path, Rivals, Status
from sanctledger.cli.terminal import console, print_json


def assessments(  # noqa: PLR0913 - an option each
    path: Path,
    about: Annotated[str, typer.Argument(metavar="ID", help="A deal, a sanction or any other record by its id.")],
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    as_json: Json = False,
) -> None:
    """Show what several coders made of one record, scale by scale, and how far they agree."""
    answer = view_of(readable(path), on, known, reading, status).assessments(about)
    if as_json:
        print_json(answer.to_json())
        return
    output = console()
    output.print(cell(f"assessments of {answer.about}", "bold"))
    if not len(answer):
        output.print(cell("nobody assessed it"))
    for scale in answer:
        output.print()
        coders = so_many(scale.coders, "coder")
        agree = "" if scale.agreement is None else f"; {scale.agreement} of their pairs agree"
        output.print(cell(f"{scale.scale}: {coders}{agree}", "bold"), soft_wrap=True)
        table = grid("coder", "value", "claimed as", "known since", "record", "sources")
        for one in scale.ratings:
            value = f"{'' if one.certain else 'maybe '}{one.value}"
            sources = " ".join(source.id for source in one.sources)
            table.add_row(*map(cell, (one.coder, value, ", ".join(one.rivals), one.recorded, one.record, sources)))
        output.print(table)
