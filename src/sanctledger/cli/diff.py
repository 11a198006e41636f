"""The command `diff`: the differences between two ledgers."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.cli.cells import cell, grid
from sanctledger.cli.ledger_views import readable
from sanctledger.cli.options import FINDINGS, Claims, Json, Known, On, Rivals, day
from sanctledger.cli.terminal import console, print_json
from sanctledger.compare import difference
from sanctledger.questions.ledger_difference import Difference

Old = Annotated[str, typer.Argument(metavar="OLD", help="The ledger before: a file, a directory, or a case.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The ledger after, likewise.")]


def diff(  # noqa: PLR0913 - an option each
    old: Old,
    new: New,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    as_json: Json = False,
) -> None:
    """Show what changed between two ledgers: records, settings and balances.

    Exits with 1 if anything differs.
    """
    at, as_known = day("--on", on), day("--known", known)
    found = difference(readable(old), readable(new), at, as_known, reading.value)
    if as_json:
        print_json(found.to_json())
    else:
        _show(found, old, new)
    if found:
        raise typer.Exit(FINDINGS)


def _show(difference: Difference, old: str, new: str) -> None:
    """Print the differences: the records and settings in words, the balances as a table.

    Args:
        difference: The differences.
        old: The path of the old ledger.
        new: The path of the new ledger.
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
