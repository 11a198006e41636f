"""Where nothing uncertain is shared by two summands, both ends of every answer are reached by some world."""

from __future__ import annotations

import os
import random

from hypothesis import assume, given
from laws.answers import ZERO, amounts
from laws.oracle import Item, World, gave
from laws.universe import DAYS, Plain, chain, day, ledger_of
from laws.worlds import BEYOND, Story
from strategies import apart

AT_MOST = 3000 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 400
SIDES = (["us", "eu"], ["by", "belavia"])


def worlds(plains: list[Plain]) -> list[World]:
    """All worlds of a ledger that has not too many."""
    story = Story(tuple(plains))
    assume(1 < story.count <= AT_MOST)
    source = random.Random(0)  # noqa: S311 - no secret
    return [World(story, choices, source) for choices in story.worlds(AT_MOST)]


@given(apart(sanctions=1, easings=3, reversals=2, claims=1))
def test_each_candidate_state_is_the_state_in_some_world(plains: list[Plain]) -> None:
    assert_reached(plains)


@given(apart(sanctions=1, easings=3, handovers=True))
def test_a_handover_leaves_open_only_what_some_world_leaves_open(plains: list[Plain]) -> None:
    assert_reached(plains)


def assert_reached(plains: list[Plain]) -> None:
    ledger, all_worlds = ledger_of(plains), worlds(plains)
    for number in DAYS:
        statuses = {(one.id, one.sender, one.target): one for one in ledger.at(day(number)).sanctions()}
        for measure in all_worlds[0].measures:
            reached = {world.state(*measure, number) for world in all_worlds}
            one = statuses.get(measure)
            assert set(one.candidates if one else ()) == reached - {None}, (number, measure)
            assert bool(one and one.certain) == (len(reached) == 1 and None not in reached), (number, measure)


@given(apart(acts=2, reversals=2, claims=1))
def test_both_ends_of_an_amount_are_reached_by_some_world(plains: list[Plain]) -> None:
    assert_amounts_reached(plains)


@given(apart(acts=4, claims=1, totals=True))
def test_both_ends_of_what_a_total_and_those_that_it_includes_come_to_are_reached(plains: list[Plain]) -> None:
    assert_amounts_reached(plains)


@given(apart(acts=3, reversals=2, totals=True))
def test_both_ends_are_reached_where_no_more_is_taken_back_of_a_record_than_it_adds(plains: list[Plain]) -> None:
    whole = ledger_of([plain for plain in plains if "reverses" not in plain])
    adds = {entry.record: int(entry.amount.low or 0) for entry in whole.entries()}
    for plain in plains:
        if "reverses" in plain and "quantity" in plain:
            taken = plain["quantity"].get("high", BEYOND)
            assume(all(taken <= adds.get(one, 0) for one in plain["reverses"]))
    assert_amounts_reached(plains)


@given(apart(sanctions=3, easings=1, handed_on=True))
def test_both_ends_of_how_many_restraints_there_are_while_one_takes_over_are_reached(plains: list[Plain]) -> None:
    ledger, all_worlds = ledger_of(plains), worlds(plains)
    for number in DAYS:
        rows = amounts(ledger.at(day(number)), SIDES)
        exact = [_both(list(world.items(number)))[0] for world in all_worlds]
        for unit in rows:
            bounds, reached = rows[unit][0], {world.get(unit, 0) for world in exact}
            assert (bounds.low, bounds.high) == (min(reached), max(reached)), (number, unit, bounds, reached)


def assert_amounts_reached(plains: list[Plain]) -> None:
    ledger, all_worlds = ledger_of(plains), worlds(plains)
    acts = list(all_worlds[0].story.of("act"))
    own = {act["quantity"]["unit"] if "quantity" in act else act["kind"] for act in acts}
    told = [unit for unit in own if own.isdisjoint(chain(unit)[1:])]  # how many of a whole are of a part is drawn
    for number in DAYS:
        rows = amounts(ledger.at(day(number)), SIDES)
        exact = [_both(list(world.items(number))) for world in all_worlds]
        for unit in told:
            for which, bounds in enumerate(rows.get(unit, ZERO)[:2]):
                reached = {world[which].get(unit, 0) for world in exact}
                assert bounds.low == min(reached), (number, unit, bounds, reached)
                assert bounds.high in (None, max(reached)), (number, unit, bounds, reached)


def _both(items: list[Item]) -> tuple[dict[str, int], dict[str, int]]:
    back = [Item(item.record, item.receivers, item.givers, item.amounts) for item in items]
    return gave(items, *SIDES, rollup=True), gave(back, *SIDES, rollup=True)
