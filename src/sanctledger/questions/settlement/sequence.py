"""Whose turn came when: the days on which the legs of a deal began and were done, and the order between them."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import attrs

from sanctledger.questions.record_state import day_of
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.periods import Periods

Relation = Literal["before", "with", "after"]
Verdict = Literal["kept", "broken", "open"]
VERDICTS: tuple[Verdict, ...] = ("kept", "broken", "open")
NEVER = math.inf


@attrs.frozen
class Moment:
    """When something came to be, as far as the evidence says by a day.

    Attributes:
        earliest: The first day on which it may have come.
        latest: The first day by which it surely had; `None` where it may not have come yet.
    """

    earliest: dt.date | None
    latest: dt.date | None

    def to_json(self) -> dict[str, str | None]:
        """`{"earliest", "latest"}`."""
        ends = {"earliest": self.earliest, "latest": self.latest}
        return {name: None if day is None else day.isoformat() for name, day in ends.items()}

    def __str__(self) -> str:
        """Return the day, or the days between which it lies."""
        first = "" if self.earliest is None else str(self.earliest)
        if self.latest is None:
            return f"maybe {first}.."
        return first if self.earliest == self.latest else f"{first}..{self.latest}"


#: Sets of days, as pairs of a first and a last one.
Stretches = tuple[tuple[int, int], ...]
#: The numbers of the first day on which something may have come and of that by which it surely had; `NEVER` for none.
Ends = tuple[float, float]


def coming(days: Periods, on: int) -> Ends:
    """When the first of some days came, seen at the close of a day."""
    first = min((start for start, _ in days.possible), default=NEVER)
    sure = min((start for start, _ in days.certain), default=NEVER)
    return (first if first <= on else NEVER), (sure if sure <= on else NEVER)


def moment(ends: Ends) -> Moment | None:
    """Return the days of a moment; `None` where it has not come."""
    first, last = ends
    if first == NEVER:
        return None
    return Moment(day_of(_number(first)), None if last == NEVER else day_of(_number(last)))


def _number(day: float) -> int:
    return FOREVER if day == NEVER else int(day)


def lag(since: Ends, until: Ends) -> Bounds | None:
    """How many days lie from one moment to another, below zero where it came before; `None` where one has not come."""
    if NEVER in (since[0], until[0]) or BEGINNING in (since[0], until[0]):
        return None
    low = None if since[1] == NEVER else int(until[0] - since[1])
    return Bounds(low, None if until[1] == NEVER else int(until[1] - since[0]))


@attrs.frozen
class Turn:
    """What a promise says of the order between it and another record, and whether that was kept.

    Attributes:
        relation: Whether it is to be kept `before`, `with` or `after` the other.
        other: The other record.
        candidates: What may be: `kept`, `broken`, `open`; several where imprecise days leave it open.
        days: How many days lie from this one to the other, below zero where the other came first; `None` where one of
            the two has not come.
    """

    relation: Relation
    other: str
    candidates: tuple[Verdict, ...]
    days: Bounds | None

    @property
    def verdict(self) -> str:
        """Return the verdict, or `maybe` and the candidates."""
        return self.candidates[0] if len(self.candidates) == 1 else " ".join(("maybe", *self.candidates))

    def to_json(self) -> dict[str, Any]:
        """Return the turn as the command line prints it."""
        days = None if self.days is None else self.days.to_json()
        return {"relation": self.relation, "other": self.other, "verdict": self.verdict, "days": days}


def turn(relation: Relation, other: str, own: tuple[Ends, Ends], theirs: tuple[Ends, Ends]) -> Turn:
    """Judge an order between two records, each given by when it began and when it was done.

    The earlier of the two is to be done by the day on which the later begins; the same day will do, for within a day
    the records know no order. What is to come together is to be done on one day.
    """
    if relation == "with":
        return Turn(relation, other, _together(own[1], theirs[1]), lag(own[1], theirs[1]))
    if relation == "before":
        return Turn(relation, other, _in_order(own[1], theirs[0]), lag(own[1], theirs[0]))
    return Turn(relation, other, _in_order(theirs[1], own[0]), lag(own[0], theirs[1]))


def _in_order(done: Ends, begun: Ends) -> tuple[Verdict, ...]:
    may = {
        "kept": done[0] < NEVER and done[0] <= begun[1],
        "broken": begun[0] < NEVER and begun[0] < done[1],
        "open": done[1] == NEVER and begun[1] == NEVER,
    }
    return tuple(verdict for verdict in VERDICTS if may[verdict])


def _together(one: Ends, other: Ends) -> tuple[Verdict, ...]:
    meets = max(one[0], other[0])
    may = {
        "kept": meets < NEVER and meets <= min(one[1], other[1]),
        "broken": len({*one, *other}) > 1,
        "open": one[1] == NEVER and other[1] == NEVER,
    }
    return tuple(verdict for verdict in VERDICTS if may[verdict])


@attrs.frozen
class Mover:
    """A side of a deal, and when it first did something of it.

    Attributes:
        side: The parties of the side.
        legs: What it promised or gave, by id.
        moved: When it first did something; `None` where it has not.
    """

    side: tuple[str, ...]
    legs: tuple[str, ...]
    moved: Moment | None

    def to_json(self) -> dict[str, Any]:
        """Return the mover as the command line prints it."""
        moved = None if self.moved is None else self.moved.to_json()
        return {"side": list(self.side), "legs": list(self.legs), "moved": moved}


@attrs.frozen
class Lead:
    """Which side of a deal moved first, and by how many days.

    Attributes:
        sides: The sides that may have moved first; several where imprecise days leave it open, or where they moved on
            one day.
        certain: Whether it is surely the one, or surely all of them together.
        days: By how many days: 0 where they moved on one day; unbounded where the others may not have moved yet.
    """

    sides: tuple[tuple[str, ...], ...]
    certain: bool
    days: Bounds

    def to_json(self) -> dict[str, Any]:
        """Return the lead as the command line prints it."""
        sides = [list(side) for side in self.sides]
        return {"sides": sides, "certain": self.certain, "days": self.days.to_json()}

    def __str__(self) -> str:
        """Who, and by how many days."""
        names = [" ".join(side) for side in self.sides]
        unit = "day" if self.days.value == 1 else "days"
        if len(names) > 1 and self.certain:
            return f"{' and '.join(names)} on one day"
        who = names[0] if self.certain else f"maybe {' or '.join(names)}"
        return f"{who}, by {self.days} {unit}"


def lead(moved: dict[tuple[str, ...], Ends], days: Sequence[Stretches], on: int) -> Lead | None:
    """Which side moved first by a day; `None` where none has moved, or there is only one.

    Args:
        moved: When each side first moved.
        days: The days on which each may have, in the same order: not all those between the first and the last need be.
        on: The day.
    """
    if len(moved) < 2 or all(first == NEVER for first, _ in moved.values()):  # noqa: PLR2004 - one side leads nobody
        return None
    soonest_sure = min(last for _, last in moved.values())
    may = [side for side, (first, _) in moved.items() if first < NEVER and first <= soonest_sure]
    firsts = sorted(min(first, on + 1) for first, _ in moved.values())
    apart = [_apart(one, other) for one, other in itertools.combinations(days, 2) if one and other]
    low = max(0, firsts[1] - min(soonest_sure, on + 1), min(apart, default=0))
    highs = [_least(last for other, (_, last) in moved.items() if other != side) - moved[side][0] for side in may]
    high = max(0, *highs)
    by = Bounds(int(low), None if high == NEVER else int(high))
    together = high == 0
    if together:
        may = [side for side, ends in moved.items() if ends == (firsts[0], firsts[0])]
    return Lead(tuple(may), len(may) == 1 or (together and len(may) > 1), by)


def _apart(one: Stretches, other: Stretches) -> int:
    """Return how many days lie between two sets of days where they come nearest."""
    return min(max(0, start - end, first - last) for first, end in one for start, last in other)


def _least(days: Iterable[float]) -> float:
    return min(days, default=NEVER)
