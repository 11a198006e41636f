"""Answers as tables for people, plain where nobody watches a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from sanctledger.base.showing import shown_lines
from sanctledger.cli.cells import amount_cell, cell, grid, names_cell, quantity_cell, when
from sanctledger.cli.terminal import console
from sanctledger.questions.balance import Balance
from sanctledger.questions.ledger_difference import Difference
from sanctledger.questions.record_state import RecordState
from sanctledger.questions.record_states import RecordStates
from sanctledger.values.bounds import write_number
from sanctledger.view import View

_STYLES = {"benefit": "green", "burden": "red"}


def show_balance(view: View, balance: Balance, *, explain: bool) -> None:
    """Print a balance: a row for each group and unit, and on demand what is behind the numbers."""
    output = console()
    first = "+".join(sorted(balance.a))
    second = "others" if balance.b is None else "+".join(sorted(balance.b))
    output.print(cell(f"{first} and {second} {when(view)}", "bold"), soft_wrap=True)
    if not balance.lines:
        output.print(cell("nothing stands between them"))
        return
    vague = view.reading.claims == "widest" and any(
        row.net.low != row.net.high or row.net.low != row.net.stated for row in balance
    )
    columns = ["unit", f"{first} gave", f"{second} gave", "net", *(["as written"] if vague else []), "records"]
    table = grid(*([] if balance.by == "unit" else [balance.by]), *columns)
    for column in table.columns[-len(columns) + 1 :]:
        column.justify = "right"
    for row in balance:
        written = "" if row.net.stated is None else write_number(row.net.stated)
        units = view.units
        cells = [
            *([] if balance.by == "unit" else [cell(row.group or "none")]),
            cell(units.label(row.unit), _STYLES.get(row.sense or "", "")),
            amount_cell(row.given),
            amount_cell(row.received),
            amount_cell(row.net),
            *([cell(written)] if vague else []),
            cell(f"{len(row.records):,}"),
        ]
        table.add_row(*cells)
    output.print(table)
    if explain:
        for row in balance:
            group = "" if balance.by == "unit" else f"{row.group or 'none'}, "
            text = str(row.explain()).replace(f"{row.unit}:", f"{group}{row.unit}:", 1)
            output.print()
            output.print(Text(shown_lines(text)), soft_wrap=True)


def show_record_states(view: View, lists: Mapping[str, RecordStates]) -> None:
    """Print what stands on a day, a table for each list."""
    output = console()
    output.print(cell(f"{view.title or 'the ledger'} {when(view)}", "bold"), soft_wrap=True)
    for name, record_states in lists.items():
        output.print()
        output.print(cell(f"{name} ({len(record_states):,})", "bold"))
        if not len(record_states):
            continue
        counted = name in ("concessions", "coercions", "pledges")
        table = grid("id", "kind", "from", "to", *(["quantity"] if counted else []), "state", "since", "until", "by")
        for item in record_states:
            quantity = [quantity_cell(view, item.quantity)] if counted else []
            between = names_cell(item.givers), names_cell(item.receivers)
            days = cell(item.since), cell(item.until), names_cell(item.by)
            table.add_row(cell(item.id), cell(item.kind), *between, *quantity, _state(item), *days)
        output.print(table)
        for dispute in dict.fromkeys(dispute for item in record_states for dispute in item.contested):
            output.print(cell(f"contested: {dispute} ({' '.join(dispute.statements)})"), soft_wrap=True)


def _state(item: RecordState) -> Text:
    return cell(item.said, "" if item.certain else "yellow")


def show_difference(difference: Difference, old: str, new: str) -> None:
    """Print what changed between two ledgers: the records and settings in words, the balances as a table.

    Args:
        difference: What changed.
        old: The name of the old ledger, as it was given.
        new: That of the new one.
    """
    output = console()
    output.print(cell(f"{old} → {new}", "bold"), soft_wrap=True)
    if not difference:
        output.print(cell("nothing differs"))
    for heading, lines in difference.sections:
        output.print()
        output.print(cell(heading, "bold"))
        for line in lines:
            output.print(cell(f"  {line}"), soft_wrap=True)
    if difference.balances:
        output.print()
        output.print(cell(f"balances {difference.when} ({len(difference.balances):,})", "bold"), soft_wrap=True)
        table = grid("a", "b", "unit", "net before", "net after")
        for column in table.columns[-2:]:
            column.justify = "right"
        for one in difference.balances:
            table.add_row(*map(cell, (one.a, one.b, one.unit, one.before, one.after)))
        output.print(table)
