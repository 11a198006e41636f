"""The order between the legs of a deal, and which side moved first.

A leg begins with its first delivery and is done with its last. Days may be uncertain, so each of the two is a pair: the
first possible day, and the first day by which the event has surely come.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import attrs

from sanctledger.base.answer import plain
from sanctledger.questions.record_state import day_of
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import BEGINNING
from sanctledger.values.periods import Periods

Relation = Literal["before", "with", "after"]
OrderState = Literal["kept", "broken", "open"]
ORDER_STATES: tuple[OrderState, ...] = ("kept", "broken", "open")
NEVER = math.inf
#: The first day on which an event may have come, and the first by which it surely has; `NEVER` for no such day.
Ends = tuple[float, float]
#: A set of days, as pairs of a first and a last day.
Stretches = tuple[tuple[int, int], ...]


@attrs.frozen
class Moment:
    """The day of an event, as known by a day.

    Attributes:
        earliest: The first day on which the event may have come.
        latest: The first day by which the event has surely come; `None` if it may not have come yet.
    """

    earliest: dt.date | None
    latest: dt.date | None

    def to_json(self) -> dict[str, str | None]:
        """Return the two days as texts."""
        return {"earliest": plain(self.earliest), "latest": plain(self.latest)}

    def __str__(self) -> str:
        """Return the day, or the first and the last possible day."""
        first = "" if self.earliest is None else str(self.earliest)
        if self.latest is None:
            return f"maybe {first}.."
        return first if self.earliest == self.latest else f"{first}..{self.latest}"


def coming(days: Periods, on: int) -> Ends:
    """Return the ends of the first of some days, seen at the close of a day."""
    first = min((start for start, _ in days.possible), default=NEVER)
    sure = min((start for start, _ in days.certain), default=NEVER)
    return (first if first <= on else NEVER), (sure if sure <= on else NEVER)


def moment(ends: Ends) -> Moment | None:
    """Return the moment of a pair of ends; `None` if the event has not come."""
    first, last = ends
    if first == NEVER:
        return None
    return Moment(day_of(int(first)), None if last == NEVER else day_of(int(last)))


def lag(since: Ends, until: Ends) -> Bounds | None:
    """Return the days from one moment to another, below zero if the other came first; `None` if one has not come."""
    if NEVER in (since[0], until[0]) or BEGINNING in (since[0], until[0]):
        return None
    low = None if since[1] == NEVER else int(until[0] - since[1])
    return Bounds(low, None if until[1] == NEVER else int(until[1] - since[0]))


@attrs.frozen
class OrderVerdict:
    """Whether the order that a promise demands between itself and another record was kept.

    Attributes:
        relation: Whether the promise is to be kept `before`, `with` or `after` the other record.
        other: The id of the other record.
        candidates: The possible verdicts, `kept`, `broken` or `open`: several if the days are imprecise.
        days: The days from the promise to the other record, below zero if the other came first; `None` if one of the
            two has not come.
    """

    relation: Relation
    other: str
    candidates: tuple[OrderState, ...]
    days: Bounds | None

    @property
    def verdict(self) -> str:
        """Return the verdict, or `maybe` and the candidates."""
        return self.candidates[0] if len(self.candidates) == 1 else " ".join(("maybe", *self.candidates))

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as the command line prints it."""
        return {name: plain(getattr(self, name)) for name in ("relation", "other", "verdict", "days")}


def order_verdict(relation: Relation, other: str, own: tuple[Ends, Ends], theirs: tuple[Ends, Ends]) -> OrderVerdict:
    """Return the verdict on an order between two records, each given by its beginning and its end.

    - `before` and `after`: the earlier record is done by the day on which the later begins. The same day is enough,
      because records know no order within a day.
    - `with`: both are done on the same day.
    """
    if relation == "with":
        return OrderVerdict(relation, other, _together(own[1], theirs[1]), lag(own[1], theirs[1]))
    if relation == "before":
        return OrderVerdict(relation, other, _in_order(own[1], theirs[0]), lag(own[1], theirs[0]))
    return OrderVerdict(relation, other, _in_order(theirs[1], own[0]), lag(own[0], theirs[1]))


def _in_order(done: Ends, begun: Ends) -> tuple[OrderState, ...]:
    may = {
        "kept": done[0] < NEVER and done[0] <= begun[1],
        "broken": begun[0] < NEVER and begun[0] < done[1],
        "open": done[1] == NEVER and begun[1] == NEVER,
    }
    return tuple(verdict for verdict in ORDER_STATES if may[verdict])


def _together(one: Ends, other: Ends) -> tuple[OrderState, ...]:
    meets = max(one[0], other[0])
    may = {
        "kept": meets < NEVER and meets <= min(one[1], other[1]),
        "broken": len({*one, *other}) > 1,
        "open": one[1] == NEVER and other[1] == NEVER,
    }
    return tuple(verdict for verdict in ORDER_STATES if may[verdict])


@attrs.frozen
class Mover:
    """A side of a deal, and when it first acted under the deal.

    Attributes:
        side: The parties of the side.
        legs: The ids of the legs that the side promised or gave.
        moved: When the side first acted; `None` if it has not.
    """

    side: tuple[str, ...]
    legs: tuple[str, ...]
    moved: Moment | None

    def to_json(self) -> dict[str, Any]:
        """Return the mover as the command line prints it."""
        return {"side": list(self.side), "legs": list(self.legs), "moved": plain(self.moved)}


@attrs.frozen
class Lead:
    """The side of a deal that moved first, and by how many days.

    Attributes:
        sides: The sides that may have moved first: several if the days are imprecise, or if the sides moved on one day.
        certain: Whether it is surely the one side, or surely all of them on one day.
        days: By how many days: 0 if they moved on one day; unbounded if the others may not have moved yet.
    """

    sides: tuple[tuple[str, ...], ...]
    certain: bool
    days: Bounds

    def to_json(self) -> dict[str, Any]:
        """Return the lead as the command line prints it."""
        return {"sides": plain(self.sides), "certain": self.certain, "days": self.days.to_json()}

    def __str__(self) -> str:
        """Return the sides and the number of days."""
        names = [" ".join(side) for side in self.sides]
        unit = "day" if self.days.value == 1 else "days"
        if len(names) > 1 and self.certain:
            return f"{' and '.join(names)} on one day"
        who = names[0] if self.certain else f"maybe {' or '.join(names)}"
        return f"{who}, by {self.days} {unit}"


def lead(moved: Mapping[tuple[str, ...], Ends], days: Sequence[Stretches], on: int) -> Lead | None:
    """Return the side that moved first by a day; `None` if no side has moved, or there is only one side.

    Args:
        moved: When each side first moved.
        days: The days on which each side may first have moved, in the same order. Not every day between the ends of
            `moved` need be among them.
        on: The day.
    """
    if len(moved) < 2 or all(first == NEVER for first, _ in moved.values()):  # noqa: PLR2004 - one side leads nobody
        return None
    soonest_sure = min(last for _, last in moved.values())
    may = [side for side, (first, _) in moved.items() if first < NEVER and first <= soonest_sure]
    firsts = sorted(min(first, on + 1) for first, _ in moved.values())
    gaps = [_gap(one, other) for one, other in itertools.combinations(days, 2) if one and other]
    low = max(0, firsts[1] - min(soonest_sure, on + 1), min(gaps, default=0))
    others_last = {side: min(last for other, (_, last) in moved.items() if other != side) for side in may}
    high = max(0, *(last - moved[side][0] for side, last in others_last.items()))
    together = high == 0
    if together:
        may = [side for side, ends in moved.items() if ends == (firsts[0], firsts[0])]
    by = Bounds(int(low), None if high == NEVER else int(high))
    return Lead(tuple(may), len(may) == 1 or (together and len(may) > 1), by)


def _gap(one: Stretches, other: Stretches) -> int:
    """Return the number of days between two sets of days at their nearest."""
    return min(max(0, start - end, first - last) for first, end in one for start, last in other)
