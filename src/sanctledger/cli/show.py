"""The command `show`: the measures and acts of a day, each with its state."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import attrs
import typer
from rich.text import Text

from sanctledger.base.answer import csv_text
from sanctledger.cli.cells import cell, grid, names_cell, quantity_cell, when
from sanctledger.cli.ledger_views import axes, readable, view_of
from sanctledger.cli.options import Claims, Csv, Json, Known, On, Path, Rivals, Status, parties
from sanctledger.cli.parameters import Named
from sanctledger.cli.terminal import console, print_json, reader_may_leave
from sanctledger.posting.measure import STATES
from sanctledger.questions import lists as states
from sanctledger.questions.record_state import CONTESTED, RecordState
from sanctledger.questions.record_states import RecordStates
from sanctledger.questions.settlement.pledge_status import PLEDGE_STATES, pledges
from sanctledger.view import View


class Question(StrEnum):
    """The lists of `show`."""

    sanctions = "sanctions"
    easings = "easings"
    concessions = "concessions"
    coercions = "coercions"
    pledges = "pledges"


@attrs.frozen
class _List:
    """A list: the function that makes it, the states of its records, and its filters besides sides, deal and state."""

    make: Callable[..., RecordStates]
    sides: tuple[str, str]
    states: tuple[str, ...]
    has: tuple[str, ...] = ()

    def takes(self, given: dict[str, list[str]]) -> bool:
        """Return whether the list has these filters and states."""
        special = given.keys() & {"kind", "program"}
        return special <= set(self.has) and set(given.get("state", ())) <= {*self.states, CONTESTED}

    def answer(self, view: View, parts: dict[str, Any]) -> RecordStates:
        """Return the list of a view, with the sides under the names that its question gives them."""
        named = dict(zip(("giver", "receiver"), self.sides, strict=True))
        return self.make(view, **{named.get(name, name): value for name, value in parts.items()})


_LISTS = {
    Question.sanctions: _List(states.sanctions, ("sender", "target"), STATES, ("kind", "program")),
    Question.easings: _List(states.easings, ("sender", "target"), states.EASING_STATES, ("kind",)),
    Question.concessions: _List(states.concessions, ("giver", "receiver"), states.ACT_STATES, ("kind",)),
    Question.coercions: _List(states.coercions, ("giver", "receiver"), states.ACT_STATES, ("kind",)),
    Question.pledges: _List(pledges, ("giver", "receiver"), PLEDGE_STATES),
}


def show(  # noqa: PLR0913 - an option each
    path: Path,
    question: Annotated[Question | None, typer.Argument(help="One of the five lists; default: all.")] = None,
    *,
    giver: Annotated[
        str | None, typer.Option("--from", metavar="PARTY", help="Only acts of these parties: us,eu.")
    ] = None,
    receiver: Annotated[
        str | None, typer.Option("--to", metavar="PARTY", help="Only acts that concern these parties.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only these kinds: a,b.")] = None,
    program: Annotated[
        str | None, typer.Option("--program", metavar="PROGRAM", help="Only sanctions of these programs: a,b.")
    ] = None,
    deal: Annotated[str | None, typer.Option("--deal", metavar="DEAL", help="Only what belongs to this deal.")] = None,
    state: Annotated[
        str | None,
        typer.Option("--state", metavar="STATE", help="Only records that may be in one of these states: a,b."),
    ] = None,
    named: Named = False,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    as_csv: Csv = False,
    as_json: Json = False,
) -> None:
    """List the sanctions, easings, concessions, coercions and pledges of a day, each with its state."""
    texts = {"giver": giver, "receiver": receiver, "kind": kind, "program": program, "state": state}
    given = {name: parties(text) for name, text in texts.items() if text is not None}
    asked = _asked(question, given)
    view = view_of(readable(path), on, known, reading, status)
    parts: dict[str, Any] = {**given, "deal": deal, "rollup": not named}
    lists = {one.value: _LISTS[one].answer(view, parts) for one in asked}
    if as_json:
        print_json(axes(view) | {name: record_states.to_json() for name, record_states in lists.items()})
    elif as_csv:
        rows = ({"list": name} | row for name, items in lists.items() for row in items.rows())
        with reader_may_leave():
            sys.stdout.write(csv_text(rows))
    else:
        _show(view, lists)


def _asked(question: Question | None, given: dict[str, list[str]]) -> list[Question]:
    """Return the lists that have these filters and states: the list that is asked for, or every such list.

    Raises:
        typer.BadParameter: There is no such list.
    """
    found = [one for one, listed in _LISTS.items() if question in (None, one) and listed.takes(given)]
    if found:
        return found
    for name in ("kind", "program"):
        able = [one.value for one, listed in _LISTS.items() if name in listed.has]
        if name in given and question is not None and question.value not in able:
            raise typer.BadParameter(f"{question.value} have no {name}; {', '.join(able)} have", param_hint=f"--{name}")
    lists = [listed for one, listed in _LISTS.items() if question in (None, one)]
    choices = ", ".join(dict.fromkeys([*(state for listed in lists for state in listed.states), CONTESTED]))
    who = "no list with these filters has" if question is None else f"{question.value} have no"
    wrong = " or ".join(given["state"])
    raise typer.BadParameter(f"{who} state {wrong}; choose among {choices}", param_hint="--state")


def _show(view: View, lists: Mapping[str, RecordStates]) -> None:
    """Print the lists, a table for each."""
    output = console()
    output.print(cell(f"{view.title or 'the ledger'} {when(view)}", "bold"), soft_wrap=True)
    for name, record_states in lists.items():
        output.print()
        output.print(cell(f"{name} ({len(record_states):,})", "bold"))
        if not len(record_states):
            continue
        counted = name in ("concessions", "coercions", "pledges")
        table = grid("id", "kind", "from", "to", *(["quantity"] if counted else []), "state", "since", "until", "by")
        for item in record_states:
            quantity = [quantity_cell(view, item.quantity)] if counted else []
            between = names_cell(item.givers), names_cell(item.receivers)
            days = cell(item.since), cell(item.until), names_cell(item.by)
            table.add_row(cell(item.id), cell(item.kind), *between, *quantity, _state(item), *days)
        output.print(table)
        for dispute in dict.fromkeys(dispute for item in record_states for dispute in item.contested):
            output.print(cell(f"contested: {dispute} ({' '.join(dispute.statements)})"), soft_wrap=True)


def _state(item: RecordState) -> Text:
    return cell(item.said, "" if item.certain else "yellow")
