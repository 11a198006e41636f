"""The command that writes a small ledger to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sanctledger.cli.terminal import reader_may_leave
from sanctledger.files.starting import start
from sanctledger.showing import shown

New = Annotated[str, typer.Argument(metavar="PATH", help="The file to write, which ends in .yaml, .yml or .jsonl.")]


def new(path: New) -> None:
    """Write a small ledger to begin with: two made-up neighbours, a record of each sort, and a comment at each.

    A file that is there already is left as it is.
    """
    folder = Path(path).parent
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder `{shown(str(folder))}`; make it first", param_hint="PATH")
    written = shown(str(start(path)))
    with reader_may_leave():
        typer.echo(f"wrote {written}: a small ledger of two made-up neighbours")
        typer.echo(f"Put yours in their place, then: sanctledger check {shlex.quote(written)}")
