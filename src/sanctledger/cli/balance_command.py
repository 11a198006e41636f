"""The command `balance`: what two sides gave each other."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.cli.cells import amount_cell, cell, grid, when
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.questions.balance import Balance
from sanctledger.values.bounds import write_number
from sanctledger.view import View

_STYLES = {"benefit": "green", "burden": "red"}


def _show(view: View, balance: Balance) -> None:
    """Print a balance: a row for each group and unit."""
    output = console()
    first = "+".join(sorted(balance.a))
    second = "others" if balance.b is None else "+".join(sorted(balance.b))
    output.print(cell(f"{first} and {second} {when(view)}", "bold"), soft_wrap=True)
    if not balance.lines:
        output.print(cell("nothing is recorded between them"))
        return
    vague = view.reading.claims == "widest" and any(
        row.net.low != row.net.high or row.net.low != row.net.stated for row in balance
    )
    columns = ["unit", f"from {first}", f"from {second}", "net", *(["stated"] if vague else []), "records"]
    table = grid(*([] if balance.by == "unit" else [balance.by]), *columns)
    for column in table.columns[-len(columns) + 1 :]:
        column.justify = "right"
    for row in balance:
        written = "" if row.net.stated is None else write_number(row.net.stated)
        table.add_row(
            *([] if balance.by == "unit" else [cell(row.group or "none")]),
            cell(view.units.label(row.unit), _STYLES.get(row.sense or "", "")),
            amount_cell(row.given),
            amount_cell(row.received),
            amount_cell(row.net),
            *([cell(written)] if vague else []),
            cell(f"{len(row.records):,}"),
        )
    output.print(table)


def _explained(balance: Balance) -> Iterator[str]:
    """Return the explanation of each row, with the group of the row in front of its unit."""
    for row in balance:
        group = "" if balance.by == "unit" else f"{row.group or 'none'}, "
        yield str(row.explain()).replace(f"{row.unit}:", f"{group}{row.unit}:", 1)


balance = command(
    View.balance,
    "Show what A and B gave each other, unit by unit, at the close of a day.",
    table=_show,
    explained=_explained,
)
