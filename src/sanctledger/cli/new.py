"""The command that writes a small ledger to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sanctledger.base.showing import shown
from sanctledger.cli.terminal import reader_may_leave
from sanctledger.files.kind_package import start_kind
from sanctledger.files.starter import start

New = Annotated[
    str,
    typer.Argument(
        metavar="PATH", help="The file to write, which ends in .yaml, .yml or .jsonl; with --kind, the folder to make."
    ),
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Write a package for a kind of this name instead.")
]
Family = Annotated[str, typer.Option("--family", metavar="FAMILY", help="The family of that kind, such as easing.")]


def new(path: New, *, kind: Kind = None, family: Family = "sanction") -> None:
    """Write a small ledger to begin with: two made-up neighbours, a record of each sort, and a comment at each.

    With --kind, write a package that brings a kind of your own, with its tests. What is there already is left as it is.
    """
    folder = Path(path).parent
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder `{shown(str(folder))}`; make it first", param_hint="PATH")
    if kind is not None:
        _start_kind(path, kind, family)
        return
    written = shown(str(start(path)))
    with reader_may_leave():
        typer.echo(f"wrote {written}: a small ledger of two made-up neighbours")
        typer.echo(f"Put yours in their place, then: sanctledger check {shlex.quote(written)}")


def _start_kind(path: str, kind: str, family: str) -> None:
    written = start_kind(kind, path, family)
    with reader_may_leave():
        typer.echo(f"wrote {len(written)} files under {shown(path)}: a package that brings the kind `{kind}`")
        folder = shlex.quote(shown(path))
        typer.echo(f"Install and try it: pip install -e {folder}'[tests]' && pytest {folder}")
