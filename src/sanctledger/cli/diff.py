"""The command that tells what changed between two ledgers."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.cli import tables
from sanctledger.cli.ledger_views import readable
from sanctledger.cli.options import FINDINGS, Claims, Json, Known, On, Rivals, day
from sanctledger.cli.terminal import print_json
from sanctledger.compare import difference

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
    """Tell what changed between two ledgers: records, settings, and which balances moved.

    Exits with 1 where anything differs.
    """
    at, as_known = day("--on", on), day("--known", known)
    found = difference(readable(old), readable(new), at, as_known, reading.value)
    if as_json:
        print_json(found.to_json())
    else:
        tables.show_difference(found, old, new)
    if found:
        raise typer.Exit(FINDINGS)
