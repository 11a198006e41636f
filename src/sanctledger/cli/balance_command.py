"""The command that says who gave what."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sanctledger.cli import tables
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import (
    Claims,
    First,
    Json,
    Known,
    Named,
    On,
    Path,
    Rivals,
    Second,
    Status,
    parties,
)
from sanctledger.cli.terminal import print_json


class Group(StrEnum):
    """What the rows of a balance go by."""

    unit = "unit"
    deal = "deal"
    kind = "kind"
    program = "program"


def balance(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    by: Annotated[Group, typer.Option("--by", help="What the rows go by, beside their unit.")] = Group.unit,
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit.")] = None,
    named: Named = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add every record and source behind the numbers.")] = False,
    as_json: Json = False,
) -> None:
    """Say what A and B gave each other, unit by unit, at the close of a day."""
    view = view_of(readable(path), on, known, reading, status)
    second = None if b is None else parties(b)
    answer = view.balance(parties(a), second, by=by.value, rollup=not named, unit=unit)
    if as_json:
        extra = {"explanation": answer.explain().to_json()} if explain else {}
        print_json(answer.to_json() | extra)
    else:
        tables.show_balance(view, answer, explain=explain)
