"""The possible-worlds law of settlements: what became of each promise in any world lies inside the answer."""

from __future__ import annotations

import os
import random

from hypothesis import assume, given, note
from hypothesis import strategies as st
from laws.bargains import NEVER, Bargain, bargains, verdict
from laws.oracle import World
from laws.universe import DAYS, FIRST, Plain, day, ledger_of
from laws.worlds import Story

import sanctledger as sl

AT_MOST = 250 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 40
#: How many worlds a ledger may have of which all are tried out.
TRIED_OUT = 400
SEEDS = st.integers(0, 1000)


def number(when: object) -> float:
    """The number of a day of an answer; it may lie before the universe."""
    return NEVER if when is None else (when - FIRST).days  # type: ignore[operator]  # a date


def assert_leg(leg: sl.Leg, bargain: Bargain, pledge: Plain, on: int) -> None:
    assert bargain.state(pledge, on) in leg.standing.candidates, (leg.state, bargain.state(pledge, on))
    for name, exact in bargain.figures(pledge, on).items():
        if exact is not None:
            assert getattr(leg, name).bounds.contains(exact), (pledge["id"], on, name, exact, getattr(leg, name))
    for came, told in zip(bargain.came(pledge, on), (leg.began, leg.done), strict=True):
        if told is None:
            assert came == NEVER, (pledge["id"], on, came)
        else:
            first = -NEVER if told.earliest is None else number(told.earliest)
            assert first <= came <= number(told.latest), (pledge["id"], on, came, told)


def assert_order(settlement: sl.Settlement, bargain: Bargain, on: int) -> None:
    came = {pledge["id"]: bargain.came(pledge, on) for pledge in bargain._all}
    for leg in settlement:
        for turn in leg.order:
            exact = verdict(turn.relation, came[leg.id], came[turn.other])
            assert exact in turn.candidates, (leg.id, turn, exact, came)


@given(bargains(), SEEDS)
def test_what_became_of_a_promise_in_every_world_lies_within_the_answer(plains: list[Plain], seed: int) -> None:
    ledger, story = ledger_of(plains), Story(tuple(plains))
    note(f"{story.count} worlds")
    told = {number: ledger.at(day(number)).settlement("d") for number in DAYS}
    source = random.Random(seed)  # noqa: S311 - no secret
    for choices in story.worlds(AT_MOST, seed):
        world = World(story, choices, source)
        bargain = Bargain(world, source)
        for number, settlement in told.items():
            for pledge in bargain.pledges:
                if choices[pledge["id"]].start <= number:
                    assert_leg(settlement[pledge["id"]], bargain, pledge, number)
            assert_order(settlement, bargain, number)


def _without(plains: list[Plain], gone: set[str]) -> list[Plain]:
    """A ledger without some records, and without all that is about them."""
    more = {
        plain["id"] for plain in plains if not gone.isdisjoint([*plain.get("reverses", ()), plain.get("about", "")])
    }
    return _without(plains, gone | more) if more - gone else [plain for plain in plains if plain["id"] not in gone]


@given(bargains(shared=False), SEEDS)
def test_who_moved_first_and_by_how_many_days_holds_in_every_world(plains: list[Plain], seed: int) -> None:
    plains = _without(
        plains, {plain["id"] for plain in plains if plain["kind"] == "release" and "delivers" not in plain}
    )
    ledger, story = ledger_of(plains), Story(tuple(plains))
    told = {number: ledger.at(day(number)).settlement("d") for number in DAYS}
    source = random.Random(seed)  # noqa: S311 - no secret
    for choices in story.worlds(AT_MOST, seed):
        bargain = Bargain(World(story, choices, source), source)
        for number, settlement in told.items():
            if settlement.first is None:
                continue
            moved = dict.fromkeys((("us",), ("by",)), NEVER)
            for leg in settlement:
                pledge = story.heads[leg.id]
                moved[leg.givers] = min(moved[leg.givers], bargain.came(pledge, number)[0])
            if min(moved.values()) == NEVER:
                continue
            firsts = {side for side, when in moved.items() if when == min(moved.values())}
            assert firsts <= set(settlement.first.sides), (number, moved, settlement.first)
            lag = max(moved.values()) - min(moved.values())
            if lag < NEVER:
                assert settlement.first.days.contains(int(lag)), (number, moved, settlement.first)


def _says_how_much(plain: Plain) -> bool:
    return plain["kind"] != "release" or "quantity" in plain


@given(bargains(shared=False))
def test_both_ends_of_the_amounts_are_reached_by_some_world(plains: list[Plain]) -> None:
    plains = [plain for plain in plains if plain["kind"] not in ("revocation", "claim") and _says_how_much(plain)]
    ledger, story = ledger_of(plains), Story(tuple(plains))
    assume(1 < story.count <= TRIED_OUT)
    source = random.Random(0)  # noqa: S311 - no secret
    bargains_of = [Bargain(World(story, choices, source), source) for choices in story.worlds(TRIED_OUT)]
    for number in DAYS:
        for leg in ledger.at(day(number)).settlement("d"):
            if not leg.pledged:
                continue
            pledge = story.heads[leg.id]
            made = [one for one in bargains_of if pledge in one.pledges]
            for name in ("delivered", "outstanding", "promised"):
                reached = [one.figures(pledge, number)[name] or 0 for one in made]
                bounds = getattr(leg, name).bounds
                assert bounds.low == min(reached), (leg.id, number, name, bounds)
                assert bounds.high in (None, max(reached)), (leg.id, number, name, bounds)
