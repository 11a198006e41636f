"""The command `records`: the records of a ledger, a line each."""

from __future__ import annotations

from sanctledger.cli.cells import cell, grid
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.ledger import Ledger
from sanctledger.questions.listing import Listing


def _show(ledger: Ledger, answer: Listing) -> None:
    output = console()
    then = "" if answer.known is None else f", as known on {answer.known}"
    output.print(
        cell(f"{ledger.title or 'the ledger'}{then}: {len(answer):,} of {len(ledger):,} records", "bold"),
        soft_wrap=True,
    )
    if not len(answer):
        return
    table = grid("id", "kind", "from", "until", "summary", "deal")
    for item in answer:
        table.add_row(*map(cell, (item.id, item.kind, item.start, item.end, item.says, item.deal)))
    output.print(table)


records = command(
    Ledger.listing,
    "List the records of a ledger, a line each, with the ids that other commands take.",
    name="records",
    table=_show,
)
