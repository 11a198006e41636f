"""The command that lists moves, and values them on a scale that is named."""

from __future__ import annotations

from rich.text import Text

from sanctledger.analysis.valued_moves import ValuedMove, ValuedMoves
from sanctledger.cli.cells import cell, grid, names_cell, quantity_cell
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import (
    Claims,
    First,
    Json,
    Known,
    Named,
    OfDeal,
    On,
    Path,
    Promises,
    Rivals,
    Second,
    Since,
    Status,
    Until,
    day,
    parties,
)
from sanctledger.cli.terminal import console, print_json
from sanctledger.cli.valuations_command import ScaleName, scale, show_warnings
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves
from sanctledger.values.periods import Certainty
from sanctledger.view import View


def moves(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    since: Since = None,
    until: Until = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    named: Named = False,
    deal: OfDeal = None,
    valuation: ScaleName = None,
    promises: Promises = False,
    as_json: Json = False,
) -> None:
    """List what A and B did to and for each other between two days, each act once; on a scale if you name one."""
    view = view_of(readable(path), on, known, reading, status)
    answer = view.moves(
        parties(a),
        None if b is None else parties(b),
        day("--since", since),
        day("--until", until),
        rollup=not named,
        deal=deal,
        valuation=None if valuation is None else scale(valuation),
        promises=promises,
    )
    if as_json:
        print_json(answer.to_json())
    else:
        show_moves(view, answer)


def show_moves(view: View, moves: Moves) -> None:
    """Print moves in the order of their days, and what they are worth where that was asked."""
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
