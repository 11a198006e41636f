"""The command that puts files in canonical order and spelling."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.base.showing import shown
from sanctledger.cli.options import FINDINGS
from sanctledger.cli.terminal import reader_may_leave
from sanctledger.files.format import fmt as put_in_form
from sanctledger.files.load import files_of
from sanctledger.records.kinds import Kinds

Files = Annotated[str, typer.Argument(metavar="PATH", help="A ledger file, or a directory of them.")]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing: name the files that would change, and exit with 1.")
]


def fmt(path: Files, *, check: Check = False) -> None:
    """Put a ledger file, or each file of a directory, in canonical order and spelling; comments are kept.

    Exits with 1 where the ledger cannot be read, or where files would change with --check. Where a file would lose
    anything, nothing is written.
    """
    changed = put_in_form(path, check=check, kinds=Kinds.installed())
    with reader_may_leave():
        for file in changed:
            typer.echo(f"{'would format' if check else 'formatted'} {shown(str(file))}")
        if left := len(files_of(path)) - len(changed):
            typer.echo("1 file is in order" if left == 1 else f"{left} files are in order")
    if check and changed:
        raise typer.Exit(FINDINGS)
