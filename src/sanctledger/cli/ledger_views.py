"""What every command that asks a ledger begins with: the ledger, and the view of it."""

from __future__ import annotations

import sys
from typing import Any

from sanctledger.base.reading import STATUSES, Reading
from sanctledger.base.showing import shown
from sanctledger.checks import installed_rules
from sanctledger.cli.options import Claims, day
from sanctledger.cli.progress import working
from sanctledger.ledger import Ledger, read
from sanctledger.records.kinds import Kinds
from sanctledger.view import View


def readable(path: str) -> Ledger:
    """Return the ledger, if all of it could be read; what is wrong with the rest of it is told beside the answer."""
    kinds = Kinds.installed()
    with working(f"reading {path}"):
        loaded = read(path, kinds)
        loaded.report.raise_for_errors()
        errors = loaded.ledger.check(rule for rule in installed_rules(kinds) if rule.severity == "error").errors
    if errors:
        many = f"{len(errors)} errors" if len(errors) > 1 else "an error"
        sys.stderr.write(f"note: the ledger has {many}; `sanctledger check {shown(path)}` lists them\n")
    return loaded.ledger


def view_of(ledger: Ledger, on: str | None, known: str | None, reading: Claims, status: list[str] | None) -> View:
    """Return the view that the options of a question name: its day, what was known, and how the evidence is read.

    Raises:
        typer.BadParameter: An option names no day.
        ReadError: There is no such status.
    """
    statuses = [part for text in status or STATUSES for part in text.split(",")]
    return ledger.at(day("--on", on), day("--known", known), Reading(reading.value, statuses))


def axes(view: View) -> dict[str, Any]:
    """Return the three axes of a question, as every answer in JSON begins."""
    return {
        "on": view.on.isoformat(),
        "known": None if view.known is None else view.known.isoformat(),
        "reading": view.reading.claims,
    }
