"""The command that lists what stands on a day."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import attrs
import typer

from sanctledger.cli import tables
from sanctledger.cli.ledger_views import axes, readable, view_of
from sanctledger.cli.options import (
    Claims,
    Json,
    Known,
    Named,
    On,
    Path,
    Rivals,
    Status,
    parties,
)
from sanctledger.cli.terminal import print_json
from sanctledger.posting.measure import STATES
from sanctledger.questions import lists as states
from sanctledger.questions.record_state import CONTESTED
from sanctledger.questions.record_states import RecordStates
from sanctledger.questions.settlement.pledge_status import PLEDGE_STATES, pledges
from sanctledger.view import View


class Question(StrEnum):
    """What `show` lists."""

    sanctions = "sanctions"
    easings = "easings"
    concessions = "concessions"
    coercions = "coercions"
    pledges = "pledges"


@attrs.frozen
class _List:
    """A list: what makes it, the states of what stands on it, and what it has beside sides, a deal and a state."""

    make: Callable[..., RecordStates]
    sides: tuple[str, str]
    states: tuple[str, ...]
    has: tuple[str, ...] = ()

    def takes(self, given: dict[str, list[str]]) -> bool:
        """Return whether it can be filtered so."""
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
        str | None, typer.Option("--from", metavar="PARTY", help="Only what these parties do: us,eu.")
    ] = None,
    receiver: Annotated[
        str | None, typer.Option("--to", metavar="PARTY", help="Only what concerns these parties.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only these kinds: a,b.")] = None,
    program: Annotated[
        str | None, typer.Option("--program", metavar="PROGRAM", help="Only sanctions of these programs: a,b.")
    ] = None,
    deal: Annotated[str | None, typer.Option("--deal", metavar="DEAL", help="Only what belongs to this deal.")] = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="Only what may be in one of these states: a,b.")
    ] = None,
    named: Named = False,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    as_json: Json = False,
) -> None:
    """List what stands on a day: sanctions, easings, concessions, coercions and pledges, each with its state."""
    texts = {"giver": giver, "receiver": receiver, "kind": kind, "program": program, "state": state}
    given = {name: parties(text) for name, text in texts.items() if text is not None}
    asked = _asked(question, given)
    view = view_of(readable(path), on, known, reading, status)
    parts: dict[str, Any] = {**given, "deal": deal, "rollup": not named}
    lists = {one.value: _LISTS[one].answer(view, parts) for one in asked}
    if as_json:
        print_json(axes(view) | {name: record_states.to_json() for name, record_states in lists.items()})
    else:
        tables.show_record_states(view, lists)


def _asked(question: Question | None, given: dict[str, list[str]]) -> list[Question]:
    """Return the lists that can be filtered so: the one that is asked for, or all that can.

    Raises:
        typer.BadParameter: There is none.
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
    who = "no list that can be filtered so has" if question is None else f"{question.value} have no"
    wrong = " or ".join(given["state"])
    raise typer.BadParameter(f"{who} state {wrong}; choose among {choices}", param_hint="--state")
