"""The law of stocks: in every world, what came in unrecorded less what went out lies inside the implied bounds."""

from __future__ import annotations

import os
import random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from laws.makeup import Contradiction
from laws.oracle import World
from laws.universe import DAYS, Plain, belongs, chain, day, ledger_of
from laws.worlds import Choices, Story
from strategies import apart, dates, plain_ledgers, quantities

AT_MOST = 250 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 60
ALL = 3000 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 400
SEEDS = st.integers(0, 1000)
HOLDER = "by"
#: What each kind does to the stock of its givers, and of its receivers.
GIVERS = {"release": -1, "payment": -1, "detention": 1}
RECEIVERS = {"payment": 1}


@st.composite
def counted(draw: st.DrawFn, records: Any, *, vague: bool = True, same: bool = False) -> list[Plain]:
    """A ledger with two counts of one observer, in a unit of its acts where `same`, and detentions among these."""
    plains: list[Plain] = draw(records)
    for plain in plains:
        if plain["kind"] == "release" and draw(st.booleans()):
            plain["kind"] = "detention"
    own = [plain["quantity"]["unit"] for plain in plains if same and "givers" in plain and "quantity" in plain]
    unit = draw(st.sampled_from(own or ["prisoners", "prisoners", "political prisoners", "foreigners"]))
    for number in (0, 1):
        first, last, text = draw(dates(0, DAYS[-1], vague=vague))
        assume(first >= 0 and last <= DAYS[-1] and not text.startswith("..") and "unknown" not in text)
        quantity = draw(quantities((unit,), vague=vague))
        plains.append(
            {
                "kind": "observation",
                "id": f"o{number}",
                "from": text,
                "holder": HOLDER,
                "observer": "eu",
                "quantity": quantity,
            }
        )
    return plains


class Status:
    """What stands of acts in one world on any day: the same people each time that the same was taken back."""

    def __init__(self, story: Story, choices: Choices, source: random.Random) -> None:
        self.world = World(story, choices, source)
        self._drawn: dict[tuple[str, tuple[Any, ...]], dict[str, int]] = {}

    def of(self, act: Plain, number: int, unit: str) -> int:
        """How much of a unit an act stands for on a day."""
        world = self.world
        if not world.runs(act["id"], number):
            return 0
        own = world.unit(act)
        taken = tuple(
            world._takes(reversal, world.quantity(act), own, number) for reversal in world._reversals(act["id"])
        )
        if {key for key in self._drawn if key[0] == act["id"]} - {(act["id"], taken)} and unit not in chain(own):
            raise Contradiction  # who was taken back is drawn again for each amount, which no one world does
        key = act["id"], taken
        if key not in self._drawn:
            self._drawn[key] = world.amounts(act, number)
        return self._drawn[key].get(unit, 0)

    def added(self, unit: str, earlier: int, later: int) -> int:
        """What recorded acts added to the stock between the closes of two days."""
        return sum(
            sign * (self.of(act, later, unit) - self.of(act, earlier, unit))
            for act in self.world.story.of("act")
            for signs, parties in ((GIVERS, act["givers"]), (RECEIVERS, act["receivers"]))
            if (sign := signs.get(act["kind"], 0)) and any(HOLDER in belongs(party) for party in parties)
        )

    def implied(self, unit: str) -> int:
        """What the counts of this world differ by, beyond what recorded acts added."""
        one, other = (self.world.choices[name] for name in ("o0", "o1"))
        moved = self.added(unit, one.start, other.start)
        return (other.amount or 0) - (one.amount or 0) - moved


def _interval(plains: list[Plain], reading: str = "widest") -> tuple[Any, str, bool]:
    tally = ledger_of(plains).at(day(DAYS[-1]), reading=reading).stock(HOLDER)["eu"]
    assume(len(tally.intervals) == 1)
    (interval,) = tally.intervals
    return interval, tally.unit, interval.earlier.record == "o0"


def _sound(plains: list[Plain], seed: int, reading: str = "widest") -> None:
    interval, unit, forward = _interval(plains, reading)
    story, source = Story(tuple(plains), claims=reading == "widest"), random.Random(seed)  # noqa: S311 - no secret
    bounds = interval.implied.bounds if forward else -interval.implied.bounds
    for choices in story.worlds(AT_MOST, seed):
        try:
            exact = Status(story, choices, source).implied(unit)
        except Contradiction:
            continue
        assert bounds.contains(exact), (exact, bounds)


@given(counted(plain_ledgers(sanctions=0, acts=3, reversals=0)), SEEDS)
def test_the_unrecorded_flow_of_every_world_lies_within_the_implied_bounds(plains: list[Plain], seed: int) -> None:
    _sound(plains, seed)


@given(counted(plain_ledgers(sanctions=0, acts=2, reversals=3)), SEEDS)
def test_it_does_also_where_acts_are_taken_back(plains: list[Plain], seed: int) -> None:
    _sound(plains, seed)


@given(counted(plain_ledgers(sanctions=0, acts=2, reversals=1, claims=2)), SEEDS)
def test_it_does_also_where_records_are_taken_as_written(plains: list[Plain], seed: int) -> None:
    _sound(plains, seed, "stated")


@given(counted(apart(acts=2, claims=1), same=True))
def test_both_ends_are_reached_where_nothing_uncertain_is_shared(plains: list[Plain]) -> None:
    interval, unit, forward = _interval(plains)
    acts = [act for act in plains if "givers" in act]
    assume(all(act["quantity"]["unit"] == unit for act in acts if "quantity" in act))
    exact = all(count.days[0] == count.days[1] for count in (interval.earlier, interval.later))
    assume(exact or len(acts) == 1)  # all acts share the day of a count
    story = Story(tuple(plains))
    assume(story.count <= ALL)
    source = random.Random(0)  # noqa: S311 - no secret
    reached = {Status(story, choices, source).implied(unit) for choices in story.worlds(ALL)}
    bounds = interval.implied.bounds if forward else -interval.implied.bounds
    assert bounds.low in (None, min(reached)), (bounds, reached)
    assert bounds.high in (None, max(reached)), (bounds, reached)


@given(counted(plain_ledgers(sanctions=0, acts=3, reversals=2)))
def test_what_acts_added_and_took_comes_to_what_they_moved(plains: list[Plain]) -> None:
    interval, _, _ = _interval(plains)
    moved = interval.later.amount - interval.earlier.amount - interval.implied
    if moved.bounds.is_exact and interval.inflow.bounds.is_exact and interval.outflow.bounds.is_exact:
        assert interval.inflow.bounds - interval.outflow.bounds == moved.bounds
