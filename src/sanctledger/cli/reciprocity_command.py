"""The command `reciprocity`: the moves that respond to moves of the other side."""

from __future__ import annotations

from sanctledger.analysis.reciprocity import Reciprocity
from sanctledger.analysis.responses import Response
from sanctledger.base.words import so_many
from sanctledger.cli.cells import cell, grid
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.values.periods import Certainty
from sanctledger.view import View


def _show(_view: View, answer: Reciprocity) -> None:
    output, moves = console(), answer.moves
    first, second = "+".join(sorted(moves.a)), "others" if moves.b is None else "+".join(sorted(moves.b))
    window = "nothing inferred" if answer.window is None else f"inferred within {so_many(answer.window, 'day')}"
    output.print(cell(f"{first} and {second} {moves.span}, {window}", "bold"), soft_wrap=True)
    if len(answer):
        table = grid("answer", "of", "to", "of", "days", "response", "rule", "why")
        who = {move.record: " ".join(move.givers) for move in moves}
        for some in _together(answer):
            one = some[0]
            maybe = "" if one.certainty is Certainty.YES else "maybe "
            rule = cell(one.rule, "yellow" if one.is_inferred else "")
            to, by = cell(" ".join(other.to for other in some)), cell(f"{maybe}{one.by}")
            kind = one.response or ""
            table.add_row(by, cell(who[one.by]), to, cell(who[one.to]), cell(one.lag), cell(kind), rule, cell(one.why))
        output.print(table)
        output.print()
    still_open = set(answer.open)
    if closed := [record for record in answer.unanswered if record not in still_open]:
        output.print(cell(f"unanswered: {' '.join(closed)}"), soft_wrap=True)
    if answer.open:
        output.print(cell(f"unanswered so far, their windows still open: {' '.join(answer.open)}"), soft_wrap=True)
    titles = ("could answer", "answered", "in kind", "tit for tat", "good for good", "ill for ill", "first in deals")
    shares = grid("who", *titles)
    for name, reply in zip((first, second), answer.replies, strict=True):
        rates = ("none to answer" if rate is None else rate for rate in (reply.rate, reply.good, reply.ill))
        counts = (name, reply.moves, reply.answered, reply.in_kind)
        shares.add_row(*map(cell, (*counts, *rates, answer.leads(reply.side))))
    output.print(shares)
    for opening in answer.openings:
        said = " or ".join(
            {"given": first, "received": second, "together": "both at once"}[one] for one in opening.first
        )
        output.print(cell(f"first in {opening.deal}: {said}"), soft_wrap=True)


def _together(answer: Reciprocity) -> list[list[Response]]:
    """What answers several deeds for one reason, in one row; in the order of the answers, then of what they answer."""
    who = {move.record: move.givers for move in answer.moves}
    place = {record: number for number, record in enumerate(who)}
    found: dict[tuple[object, ...], list[Response]] = {}
    for one in sorted(answer, key=lambda one: (place[one.by], place[one.to])):
        key = (one.by, who[one.to], one.lag, one.response, one.rule, one.why, one.certainty)
        found.setdefault(key, []).append(one)
    return list(found.values())


reciprocity = command(
    View.reciprocity,
    "Show which moves of A and B respond to which, after how many days, who leads, and how often they respond in kind.",
    table=_show,
)
