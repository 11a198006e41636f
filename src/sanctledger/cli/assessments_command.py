"""The command `assessments`: the codings of one record by several coders."""

from __future__ import annotations

from sanctledger.base.words import so_many
from sanctledger.cli.cells import cell, grid
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.questions.assessments import Assessments
from sanctledger.view import View


def _show(_view: View, answer: Assessments) -> None:
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


assessments = command(
    View.assessments,
    "Show how several coders assessed one record, scale by scale, and how far they agree.",
    table=_show,
)
