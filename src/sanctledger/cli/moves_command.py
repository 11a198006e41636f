"""The command `moves`: the acts between two sides, valued on a scale if one is named."""

from __future__ import annotations

from rich.text import Text

from sanctledger.analysis.valued_moves import ValuedMove, ValuedMoves
from sanctledger.cli.cells import cell, grid, names_cell, quantity_cell
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.cli.valuations_command import show_warnings
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves
from sanctledger.values.periods import Certainty
from sanctledger.view import View


def _show(view: View, moves: Moves) -> None:
    """Print moves in the order of their days, with their values if a scale is given."""
    output = console()
    first, second = "+".join(sorted(moves.a)), "others" if moves.b is None else "+".join(sorted(moves.b))
    known = "" if view.known is None else f", as known on {view.known}"
    deal = "" if moves.deal is None else f" in {moves.deal}"
    output.print(cell(f"{first} and {second}{deal} {moves.span}{known}", "bold"), soft_wrap=True)
    if not len(moves):
        output.print(cell("no moves"))
        return
    value = ["value"] if isinstance(moves, ValuedMoves) else []
    table = grid("day", "who", "does", "to", "kind", "quantity", "CAMEO", *value, "deal", "record")
    for move in moves:
        maybe = "" if move.certainty is Certainty.YES else "maybe "
        table.add_row(
            cell(move.day),
            names_cell(move.givers),
            cell(maybe + move.does),
            names_cell(move.receivers),
            cell(move.kind),
            quantity_cell(view, move.quantity),
            cell(move.cameo),
            *_value_cell(move),
            cell(move.deal),
            cell(move.record),
        )
    output.print(table)
    if isinstance(moves, ValuedMoves):
        _show_totals(moves, first, second)


def _value_cell(move: Move) -> list[Text]:
    if not isinstance(move, ValuedMove):
        return []
    return [cell("-", "dim") if move.value is None else cell(move.value)]


def _show_totals(valued: ValuedMoves, first: str, second: str) -> None:
    output = console()
    output.print()
    output.print(cell(f"on {valued.scale}", "bold"), soft_wrap=True)
    table = grid("", "benefits", "burdens", "total")
    for column in table.columns[1:]:
        column.justify = "right"
    for who, one in ((first, valued.given), (second, valued.received)):
        table.add_row(*map(cell, (f"{who} did", one.benefits, one.burdens, one.total)))
    table.add_row(cell("net"), cell(""), cell(""), cell(valued.net))
    output.print(table)
    for left in valued.unvalued:
        output.print(cell(f"not valued: {left.record} ({left.kind}): {left.why}"), soft_wrap=True)
    output.print(cell(f"weights: {valued.scale.citation}"), soft_wrap=True)
    show_warnings(valued.warnings)


moves = command(
    View.moves,
    "List the acts of A and B towards each other between two days, each act once; valued on a scale if you name one.",
    table=_show,
)
