"""Answers as tables for people, plain where nobody watches a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from sanctledger.balance import Amount, Balance
from sanctledger.bounds import write_number
from sanctledger.cli.terminal import console, shown, shown_lines
from sanctledger.differences import Difference
from sanctledger.moves import Moves
from sanctledger.periods import Certainty
from sanctledger.quantity import Quantity
from sanctledger.standing import Standing, Standings
from sanctledger.view import View

_STYLES = {"benefit": "green", "burden": "red"}


def _text(text: object, style: str = "") -> Text:
    return Text(shown("" if text is None else str(text)), style=style)


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold", header_style="bold")
    return table


def _when(view: View) -> str:
    known = "" if view.known is None else f", as known on {view.known}"
    reading = "" if view.reading.claims == "hull" else ", records as written"
    return f"at the close of {view.on}{known}{reading}"


def _amount(amount: Amount) -> Text:
    zero = amount.low == amount.high == 0
    return _text("0" if zero else amount, "dim" if zero else "")


def show_balance(view: View, balance: Balance, *, explain: bool) -> None:
    """Print a balance: a row for each group and unit, and on demand what is behind the numbers."""
    output = console()
    first = "+".join(sorted(balance.a))
    second = "others" if balance.b is None else "+".join(sorted(balance.b))
    output.print(_text(f"{first} and {second} {_when(view)}", "bold"), soft_wrap=True)
    if not balance.lines:
        output.print(_text("nothing stands between them"))
        return
    vague = view.reading.claims == "hull" and any(
        row.net.low != row.net.high or row.net.low != row.net.primary for row in balance
    )
    columns = ["unit", f"{first} gave", f"{second} gave", "net", *(["as written"] if vague else []), "records"]
    table = _table(*([] if balance.by == "unit" else [balance.by]), *columns)
    for column in table.columns[-len(columns) + 1 :]:
        column.justify = "right"
    for row in balance:
        written = "" if row.net.primary is None else write_number(row.net.primary)
        units = view.ledger.settings.units
        cells = [
            *([] if balance.by == "unit" else [_text(row.group or "none")]),
            _text(units[row.unit].name or row.unit, _STYLES.get(row.sense or "", "")),
            _amount(row.given),
            _amount(row.received),
            _amount(row.net),
            *([_text(written)] if vague else []),
            _text(f"{len(row.records):,}"),
        ]
        table.add_row(*cells)
    output.print(table)
    if explain:
        for row in balance:
            group = "" if balance.by == "unit" else f"{row.group or 'none'}, "
            text = str(row.explain()).replace(f"{row.unit}:", f"{group}{row.unit}:", 1)
            output.print()
            output.print(Text(shown_lines(text)), soft_wrap=True)


def show_standings(view: View, lists: Mapping[str, Standings]) -> None:
    """Print what stands on a day, a table for each list."""
    output = console()
    output.print(_text(f"{view.ledger.title or 'the ledger'} {_when(view)}", "bold"), soft_wrap=True)
    for name, standings in lists.items():
        output.print()
        output.print(_text(f"{name} ({len(standings):,})", "bold"))
        if not len(standings):
            continue
        counted = name in ("concessions", "pledges")
        table = _table("id", "kind", "from", "to", *(["quantity"] if counted else []), "state", "since", "until", "by")
        for item in standings:
            quantity = [_quantity(view, item.quantity)] if counted else []
            cells = [item.id, item.kind, " ".join(item.givers), " ".join(item.receivers)]
            days = [item.since, item.until, " ".join(item.by)]
            table.add_row(*map(_text, cells), *quantity, _state(item), *map(_text, days))
        output.print(table)


def _quantity(view: View, quantity: Quantity | None) -> Text:
    return _text("" if quantity is None else view.ledger.settings.units.said(quantity.bounds, quantity.unit))


def _state(item: Standing) -> Text:
    maybe = "" if item.certain else "maybe "
    return _text(maybe + " or ".join(item.candidates), "" if item.certain else "yellow")


def show_moves(view: View, moves: Moves) -> None:
    """Print moves in the order of their days."""
    output = console()
    first = "+".join(sorted(moves.a))
    second = "others" if moves.b is None else "+".join(sorted(moves.b))
    span = f"from {moves.since or 'the beginning'} until {moves.until}"
    known = "" if view.known is None else f", as known on {view.known}"
    output.print(_text(f"{first} and {second} {span}{known}", "bold"), soft_wrap=True)
    if not len(moves):
        output.print(_text("no moves"))
        return
    table = _table("day", "who", "does", "to", "kind", "quantity", "CAMEO", "deal", "record")
    for move in moves:
        maybe = "" if move.certainty is Certainty.YES else "maybe "
        table.add_row(
            _text(move.day),
            _text(" ".join(move.givers)),
            _text(maybe + move.does),
            _text(" ".join(move.receivers)),
            _text(move.kind),
            _quantity(view, move.quantity),
            _text(move.cameo),
            _text(move.deal),
            _text(move.record),
        )
    output.print(table)


def show_difference(difference: Difference, old: str, new: str) -> None:
    """Print what changed between two ledgers: the records and settings in words, the balances as a table.

    Args:
        difference: What changed.
        old: The name of the old ledger, as it was given.
        new: That of the new one.
    """
    output = console()
    output.print(_text(f"{old} → {new}", "bold"), soft_wrap=True)
    if not difference:
        output.print(_text("nothing differs"))
    for heading, lines in difference.sections:
        output.print()
        output.print(_text(heading, "bold"))
        for line in lines:
            output.print(_text(f"  {line}"), soft_wrap=True)
    if difference.balances:
        output.print()
        output.print(_text(f"balances {difference.when} ({len(difference.balances):,})", "bold"), soft_wrap=True)
        table = _table("a", "b", "unit", "net before", "net after")
        for column in table.columns[-2:]:
            column.justify = "right"
        for one in difference.balances:
            table.add_row(*map(_text, (one.a, one.b, one.unit, one.before, one.after)))
        output.print(table)
