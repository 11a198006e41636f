"""The commands that ask a ledger: what stands, who gave what, and what was done."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from sanctledger.checks import installed_rules
from sanctledger.cli import tables
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
    day,
    parties,
)
from sanctledger.cli.terminal import print_json, shown
from sanctledger.files import read
from sanctledger.kinds import Kinds
from sanctledger.ledger import Ledger
from sanctledger.reading import STANDINGS, Reading
from sanctledger.standing import Standings
from sanctledger.view import View


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
    pledges = "pledges"


def show(  # noqa: PLR0913 - an option each
    path: Path,
    question: Annotated[Question | None, typer.Argument(help="One of the four lists; all where absent.")] = None,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.hull,
    standing: Standing = None,
    unknown: UnknownKinds = Unknown.refuse,
    as_json: Json = False,
) -> None:
    """List what stands on a day: sanctions, easings, concessions and pledges, each with its state."""
    view = _view(readable(path, unknown), on, known, reading, standing)
    lists: dict[str, Standings] = {
        "sanctions": view.sanctions(),
        "easings": view.easings(),
        "concessions": view.concessions(),
        "pledges": view.pledges(),
    }
    if question is not None:
        lists = {question.value: lists[question.value]}
    if as_json:
        print_json(_axes(view) | {name: standings.to_json() for name, standings in lists.items()})
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
    view = _view(readable(path, unknown), on, known, reading, standing)
    second = None if b is None else parties(b)
    answer = view.balance(parties(a), second, by=by.value, rollup=not named, unit=unit)
    if as_json:
        extra = {"explanation": answer.explain().to_json()} if explain else {}
        print_json(answer.to_json() | extra)
    else:
        tables.show_balance(view, answer, explain=explain)


def moves(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="The first day.")] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="The first day after the last; the day after --on where absent."),
    ] = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.hull,
    standing: Standing = None,
    unknown: UnknownKinds = Unknown.refuse,
    named: Named = False,
    as_json: Json = False,
) -> None:
    """List what A and B did to and for each other between two days, each act once."""
    view = _view(readable(path, unknown), on, known, reading, standing)
    second = None if b is None else parties(b)
    answer = view.moves(parties(a), second, day("--since", since), day("--until", until), rollup=not named)
    if as_json:
        print_json(answer.to_json())
    else:
        tables.show_moves(view, answer)


def readable(path: str, unknown: Unknown) -> Ledger:
    """The ledger, if all of it could be read; what is wrong with the rest of it is told beside the answer."""
    loaded = read(path, Kinds.installed(), unknown=unknown.value)
    loaded.report.raise_for_errors()
    errors = loaded.ledger.check(rule for rule in installed_rules() if rule.severity == "error").errors
    if errors:
        many = f"{len(errors)} errors" if len(errors) > 1 else "an error"
        sys.stderr.write(f"note: the ledger has {many}; `sanctledger check {shown(path)}` lists them\n")
    if kept := loaded.ledger.kept:
        many = f"{len(kept)} records of unknown kinds count" if len(kept) > 1 else "a record of an unknown kind counts"
        sys.stderr.write(f"note: {many} nowhere; `sanctledger check {shown(path)} --unknown keep` tells which\n")
    return loaded.ledger


def _view(ledger: Ledger, on: str | None, known: str | None, reading: Claims, standing: list[str] | None) -> View:
    standings = [part for text in standing or STANDINGS for part in text.split(",")]
    return ledger.at(day("--on", on), day("--known", known), Reading(reading.value, standings))


def _axes(view: View) -> dict[str, Any]:
    return {
        "on": view.on.isoformat(),
        "known": None if view.known is None else view.known.isoformat(),
        "reading": view.reading.claims,
    }
