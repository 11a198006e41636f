"""The possible-worlds law of promised easings: kept for some of their targets, reversed, and reimposed."""

from __future__ import annotations

import os
import random
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from laws.oracle import World
from laws.universe import DAYS, Plain, belongs, day, ledger_of, parties
from laws.worlds import Story
from strategies import SANCTIONS, Stories, rarely, some

AT_MOST = 250 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 30
SEEDS = st.integers(0, 1000)
FREED = ("belavia", "crew", "by")


@st.composite
def promised_easings(draw: st.DrawFn) -> list[Plain]:
    """Return a promise of an easing, its deliveries, and records that reverse them or reimpose the sanctions."""
    stories = Stories(draw)
    for _ in range(draw(st.integers(1, 2))):
        stories.sanction()
    pledge: Plain = {"kind": "pledge", "id": "p", "deal": "d", "givers": ["us"], "receivers": ["by"]}
    pledge |= {"from": day(0).isoformat(), "promises": {"kind": "termination"}}
    if not draw(rarely(4)):
        pledge["promises"]["targets"] = draw(some(FREED, most=3))
    for _ in range(draw(st.integers(1, 2))):
        stories.easing()
        easing = stories.records[-1]
        easing["delivers"] = ["p"]
        if isinstance(easing.get("eases"), dict):
            easing["eases"] = stories.ids(*SANCTIONS)
    if draw(rarely(4)):
        stories.add("a", "release", givers=["by"], receivers=["us"], delivers=["p"])
    for _ in range(draw(st.integers(0, 2))):
        if draw(st.booleans()):
            old = draw(st.sampled_from(stories.ids(*SANCTIONS)))
            sides: dict[str, Any] = {"senders": draw(some(("us", "eu"))), "targets": draw(some(FREED))}
            stories.add("s", "travel_ban", reimposes=[old], **sides)
        else:
            stories.reversal()
    stories.records = [one for one in stories.records if one["kind"] != "claim"]
    return [*parties(), {"kind": "deal", "id": "d", "parties": ["us", "by"]}, pledge, *stories.records]


def left(world: World, delivery: Plain, targets: list[str], number: int) -> list[tuple[bool, ...]]:
    """Return, for each target, whether a delivery was given, is left whole, and is left at all.

    A delivery that reaches none of the targets counts for all of them.
    """
    found = [_left_for(world, delivery, target, number) for target in targets]
    if any(found):
        return [one or (False, False, False) for one in found]
    whole = _left_for(world, delivery, None, number)
    if whole is None:
        once = began(world, delivery, number)
        whole = once, *[once and not world.undone(delivery["id"], number)] * 2
    return [whole] * max(1, len(targets))


def began(world: World, delivery: Plain, number: int) -> bool:
    choice = world.choices[delivery["id"]]
    return choice.happened and choice.start <= number


def _left_for(world: World, delivery: Plain, target: str | None, number: int) -> tuple[bool, ...] | None:
    once = began(world, delivery, number)
    parts = [
        (sanction, sender, of)
        for sanction in world.story.of("sanction")
        for sender in sanction["senders"]
        for of in sanction["targets"]
        if delivery["kind"] != "release"
        and world.eases(delivery, sanction, sender, of)
        and (target is None or target in belongs(of))
    ]
    if not parts:
        return None
    gone = [
        world.undone_for(delivery["id"], number, *part) or put_back(world, delivery, part, number) for part in parts
    ]
    return once, once and not any(gone), once and not all(gone)


def put_back(world: World, easing: Plain, part: tuple[Plain, str, str], number: int) -> bool:
    """Return whether a sanction that began while the easing was in force reimposes a measure and is not reversed."""
    sanction, sender, target = part
    return any(
        world.began(taker["id"], number)
        and world.runs(easing["id"], begin := world.choices[taker["id"]].start)
        and not any(world.began(one["id"], begin) for one in world.story.pointing("replaces", easing["id"]))
        and all(
            party in taker[axis] or set(taker[axis]).isdisjoint(sanction[axis])
            for axis, party in (("senders", sender), ("targets", target))
        )
        for taker in world.story.pointing("reimposes", sanction["id"])
    )


@given(promised_easings(), SEEDS)
def test_a_promised_easing_is_kept_for_the_targets_that_it_eases_in_every_world(plains: list[Plain], seed: int) -> None:
    ledger, story = ledger_of(plains), Story(tuple(plains))
    told = {number: ledger.at(day(number)).settlement("d")["p"] for number in DAYS}
    source = random.Random(seed)  # noqa: S311 - no secret
    pledge = story.heads["p"]
    deliveries = [plain for plain in story.heads.values() if plain.get("delivers")]
    targets = pledge["promises"].get("targets", [])
    for choices in story.worlds(AT_MOST, seed):
        world = World(story, choices, source)
        for number, leg in told.items():
            each = list(zip(*(left(world, one, targets, number) for one in deliveries), strict=True))
            once, whole = (all(any(one[axis] for one in found) for found in each) for axis in (0, 1))
            is_left = any(one[2] for found in each for one in found)
            state = "void" if world.undone("p", number) else "kept" if whole else "part_kept" if is_left else "open"
            assert state in leg.record_state.candidates, (number, state, leg.state)
            if whole or not is_left:
                assert leg.delivered.bounds.contains(int(whole)), (number, leg.delivered)
            else:
                assert (leg.delivered.bounds.low, leg.delivered.bounds.high) == (0, 1)
            kept_for = [sum(any(one[axis] for one in found) for found in each) for axis in (1, 2)]
            if len(targets) > 1:
                assert leg.targets == len(targets)
                assert leg.reached is not None
                assert all(map(leg.reached.bounds.contains, kept_for)), (number, kept_for, leg.reached)
                assert all(leg.fraction.bounds.contains(round(Decimal(one) / len(targets), 9)) for one in kept_for)
            if whole or (once and not is_left):
                assert leg.reversed.bounds.contains(int(not whole)), (number, leg.reversed)
