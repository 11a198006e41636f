"""The commands `history` and `who`: the history of one record, and of one person."""

from __future__ import annotations

from sanctledger.cli.cells import cell, grid, when
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.ledger import Ledger
from sanctledger.questions.history import History
from sanctledger.questions.people import PersonHistory
from sanctledger.values.periods import Certainty
from sanctledger.view import View


def _show_record(_ledger: Ledger, answer: History) -> None:
    output = console()
    then = "" if answer.known is None else f", as known on {answer.known}"
    output.print(cell(f"history of {answer.id}{then}", "bold"), soft_wrap=True)
    table = grid("known since", "what", "record", "kind", "from", "until", "summary")
    for item in answer:
        table.add_row(*map(cell, (item.recorded, item.what, item.record, item.kind, item.start, item.end, item.says)))
    output.print(table)


def _show_person(view: View, answer: PersonHistory) -> None:
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


history = command(
    Ledger.history,
    "Show what became of a record: corrections, claims, deliveries, easings and reversals, with both days of each.",
    table=_show_record,
)
who = command(
    View.who,
    "Show what the records say about a person, in the order of the days, and where the person is now.",
    table=_show_person,
)
