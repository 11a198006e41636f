"""The possible-worlds law: the exact position of any world lies inside the bounds that the library answers."""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Iterable

from hypothesis import given, note
from hypothesis import strategies as st
from laws.answers import SIDES, ZERO, Amounts, Sides, amounts, states
from laws.makeup import Contradiction
from laws.oracle import Item, World, gave
from laws.universe import DAYS, Plain, day, ledger_of
from laws.worlds import Story
from strategies import plain_ledgers

#: How many worlds of a ledger are looked at, at most; all of them if there are no more.
AT_MOST = 250 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 50
SEEDS = st.integers(0, 1000)
#: How often each world is looked at, with other people among those counted.
REPEATS = 2


Measure = tuple[str, ...]


def assert_within(rows: Amounts, items: Iterable[Item], sides: Sides, *, rollup: bool) -> None:
    a, b = sides
    items = list(items)
    backwards = [Item(item.record, item.receivers, item.givers, item.amounts) for item in items]
    given_exactly, received_exactly = gave(items, a, b, rollup=rollup), gave(backwards, a, b, rollup=rollup)
    for unit in given_exactly.keys() | received_exactly.keys() | rows.keys():
        gives, takes = given_exactly.get(unit, 0), received_exactly.get(unit, 0)
        for exact, bounds in zip((gives, takes, gives - takes), rows.get(unit, ZERO), strict=True):
            assert bounds.contains(exact), (sides, rollup, unit, exact, bounds)


def assert_states(told: dict[Measure, tuple[tuple[str, ...], bool]], world: World, number: int) -> None:
    for measure in world.measures:
        state, (candidates, certain) = world.state(*measure, number), told.get(measure, ((), False))
        assert state in candidates if certain or state is not None else True, (number, measure, state, candidates)


RESTRAINTS = plain_ledgers(sanctions=2, easings=4, acts=0, reversals=3)
ACTS = plain_ledgers(sanctions=0, acts=4, reversals=4)


def assert_sound(
    plains: list[Plain], seed: int, sides: Sides = SIDES[0], *, rollup: bool = True, claims: str = "widest"
) -> None:
    ledger, story = ledger_of(plains), Story(tuple(plains), claims=claims == "widest")
    note(f"{story.count} worlds")
    views = [ledger.at(day(number), reading=claims) for number in DAYS]
    told = [(amounts(view, sides, rollup=rollup), states(view)) for view in views]
    source = random.Random(seed)  # noqa: S311 - no secret
    for choices in story.worlds(AT_MOST, seed):
        for _ in range(REPEATS):
            world = World(story, choices, source)
            for number, (rows, found) in enumerate(told):
                with contextlib.suppress(Contradiction):
                    assert_within(rows, world.items(number), sides, rollup=rollup)
                assert_states(found, world, number)


@given(plain_ledgers(), st.sampled_from(SIDES), st.booleans(), SEEDS)
def test_the_position_of_every_world_lies_within_the_bounds(
    plains: list[Plain], sides: Sides, rollup: bool, seed: int
) -> None:
    assert_sound(plains, seed, sides, rollup=rollup)


@given(RESTRAINTS, SEEDS)
def test_the_state_of_a_restraint_in_every_world_is_among_its_candidates(plains: list[Plain], seed: int) -> None:
    assert_sound(plains, seed, (["us", "eu"], ["by"]))


@given(ACTS, SEEDS)
def test_what_is_left_of_an_act_in_every_world_lies_within_the_bounds(plains: list[Plain], seed: int) -> None:
    assert_sound(plains, seed, (["by"], ["us", "eu"]))


@given(plain_ledgers(claims=2), st.sampled_from(SIDES), SEEDS)
def test_under_the_primary_reading_claims_change_no_world(plains: list[Plain], sides: Sides, seed: int) -> None:
    assert_sound(plains, seed, sides, claims="stated")
