"""The commands that ask a ledger: what stands, who gave what, and what was done."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sanctledger.cli import tables
from sanctledger.cli.asking import axes, readable, view_of
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
    Standing,
    Unknown,
    UnknownKinds,
    parties,
)
from sanctledger.cli.terminal import print_json
from sanctledger.questions.standings import Standings


class Group(StrEnum):
    """What the rows of a balance go by."""

    unit = "unit"
    deal = "deal"
    kind = "kind"
    program = "program"


class Question(StrEnum):
    """What `show` lists."""

    sanctions = "sanctions"
    easings = "easings"
    concessions = "concessions"
    coercions = "coercions"
    pledges = "pledges"


def show(  # noqa: PLR0913 - an option each
    path: Path,
    question: Annotated[Question | None, typer.Argument(help="One of the five lists; all where absent.")] = None,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.hull,
    standing: Standing = None,
    unknown: UnknownKinds = Unknown.refuse,
    as_json: Json = False,
) -> None:
    """List what stands on a day: sanctions, easings, concessions, coercions and pledges, each with its state."""
    view = view_of(readable(path, unknown), on, known, reading, standing)
    lists: dict[str, Standings] = {
        "sanctions": view.sanctions(),
        "easings": view.easings(),
        "concessions": view.concessions(),
        "coercions": view.coercions(),
        "pledges": view.pledges(),
    }
    if question is not None:
        lists = {question.value: lists[question.value]}
    if as_json:
        print_json(axes(view) | {name: standings.to_json() for name, standings in lists.items()})
    else:
        tables.show_standings(view, lists)


def balance(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.hull,
    standing: Standing = None,
    unknown: UnknownKinds = Unknown.refuse,
    by: Annotated[Group, typer.Option("--by", help="What the rows go by, beside their unit.")] = Group.unit,
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit.")] = None,
    named: Named = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add every record and source behind the numbers.")] = False,
    as_json: Json = False,
) -> None:
    """Say what A and B gave each other, unit by unit, at the close of a day."""
    view = view_of(readable(path, unknown), on, known, reading, standing)
    second = None if b is None else parties(b)
    answer = view.balance(parties(a), second, by=by.value, rollup=not named, unit=unit)
    if as_json:
        extra = {"explanation": answer.explain().to_json()} if explain else {}
        print_json(answer.to_json() | extra)
    else:
        tables.show_balance(view, answer, explain=explain)
