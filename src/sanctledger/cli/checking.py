"""The command that holds a ledger against all rules."""

from __future__ import annotations

import typer

from sanctledger.cli import tables
from sanctledger.cli.options import FINDINGS, Json, Path
from sanctledger.cli.terminal import print_json
from sanctledger.files import read
from sanctledger.kinds import Kinds


def check(path: Path, *, as_json: Json = False) -> None:
    """Hold a ledger against all rules and list what they find.

    Exits with 1 where there is an error or a warning.
    """
    loaded = read(path, Kinds.installed())
    report = loaded.report | loaded.ledger.check()
    if as_json:
        print_json(report.to_json())
    else:
        tables.show_report(report, len(loaded.ledger))
    if any(finding.severity != "info" for finding in report):
        raise typer.Exit(FINDINGS)
