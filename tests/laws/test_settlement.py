"""The possible-worlds law of settlements: the amounts and days of every world lie inside the answer."""

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
from sanctledger.questions.settlement.legs import Leg

AT_MOST = 250 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 40
#: How many worlds a ledger may have of which all are tried out.
TRIED_OUT = 400
SEEDS = st.integers(0, 1000)


def number(when: object) -> float:
    """Return the number of a day of an answer, which may lie before the universe."""
    return NEVER if when is None else (when - FIRST).days  # type: ignore[operator]  # a date


def assert_leg(leg: Leg, bargain: Bargain, pledge: Plain, on: int) -> None:
    assert bargain.state(pledge, on) in leg.record_state.candidates, (leg.state, bargain.state(pledge, on))
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
def test_the_amounts_and_days_of_every_world_lie_within_the_answer(plains: list[Plain], seed: int) -> None:
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
    """Return a ledger without some records, and without all records about them."""
    more = {
        plain["id"] for plain in plains if not gone.isdisjoint([*plain.get("reverses", ()), plain.get("about", "")])
    }
    return _without(plains, gone | more) if more - gone else [plain for plain in plains if plain["id"] not in gone]


def _promised(plains: list[Plain]) -> list[Plain]:
    """Return a ledger without the acts that deliver no promise."""
    gone = {plain["id"] for plain in plains if plain["kind"] == "release" and "delivers" not in plain}
    left = [dict(plain) for plain in _without(plains, gone)]
    for plain in left:
        if "includes" in plain:
            plain["includes"] = [one for one in plain["includes"] if one not in gone]
    return left


Sides = dict[tuple[str, ...], list[Plain]]


def _sides(settlement: sl.Settlement, story: Story) -> Sides:
    """Return the promises of each side."""
    return {mover.side: [story.heads[leg] for leg in mover.legs] for mover in settlement.movers}


def _firsts(bargain: Bargain, sides: Sides, number: int) -> tuple[set[tuple[str, ...]], float] | None:
    """Return the sides that moved first, and how many days before the other; `None` if none moved."""
    moved = {side: bargain.moved(pledges, number) for side, pledges in sides.items()}
    first = min(moved.values())
    return None if first == NEVER else ({side for side in moved if moved[side] == first}, max(moved.values()) - first)


@given(bargains(), SEEDS)
def test_who_moved_first_and_by_how_many_days_holds_in_every_world(plains: list[Plain], seed: int) -> None:
    plains = _promised(plains)
    ledger, story = ledger_of(plains), Story(tuple(plains))
    told = {number: ledger.at(day(number)).settlement("d") for number in DAYS}
    source = random.Random(seed)  # noqa: S311 - no secret
    for choices in story.worlds(AT_MOST, seed):
        bargain = Bargain(World(story, choices, source), source)
        for number, settlement in told.items():
            if settlement.first is None or (found := _firsts(bargain, _sides(settlement, story), number)) is None:
                continue
            assert found[0] <= set(settlement.first.sides), (number, found, settlement.first)
            if found[1] < NEVER:
                assert settlement.first.days.contains(int(found[1])), (number, found, settlement.first)


@given(bargains())
def test_who_moved_first_leaves_open_only_what_some_world_leaves_open(plains: list[Plain]) -> None:
    plains = [plain for plain in _promised(plains) if plain["kind"] not in ("revocation", "claim")]
    plains = [plain for plain in plains if _says_how_much(plain)]
    assume(all(map(_begins_somewhere, plains)))
    ledger, story = ledger_of(plains), Story(tuple(plains))
    assume(1 < story.count <= TRIED_OUT)
    source = random.Random(0)  # noqa: S311 - no secret
    bargains_of = [Bargain(World(story, choices, source), source) for choices in story.worlds(TRIED_OUT)]
    for number in DAYS:
        settlement = ledger.at(day(number)).settlement("d")
        sides = _sides(settlement, story)
        if settlement.first is None or not _is_apart(sides, plains):
            continue
        found = [some for one in bargains_of if (some := _firsts(one, sides, number)) is not None]
        assert set(settlement.first.sides) == set().union(*(some for some, _ in found)), (number, settlement.first)
        lags = [lag for _, lag in found]
        days = settlement.first.days
        assert days.high == (None if max(lags) == NEVER else max(lags)), (number, settlement.first, lags)
        assert days.low == min(lags) or min(lags) == NEVER, (number, settlement.first, lags)


def _begins_somewhere(plain: Plain) -> bool:
    """Return whether a record begins on a known day; of an open past, the worlds try one day only."""
    return plain.get("from") != "unknown" and not str(plain.get("from")).startswith("..")


def _is_apart(sides: Sides, plains: list[Plain]) -> bool:
    """Return whether there are two sides, and no record delivers promises of both."""
    side_of = {pledge["id"]: side for side, pledges in sides.items() for pledge in pledges}
    delivered = [{side_of[one] for one in plain.get("delivers", ()) if one in side_of} for plain in plains]
    return len(sides) > 1 and all(len(some) < 2 for some in delivered)


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
