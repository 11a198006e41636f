"""The durations of easings, kind by kind."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from sanctledger.base.answer import ListAnswer
from sanctledger.base.words import so_many
from sanctledger.posting.position import Names, Parties, Position
from sanctledger.questions.explanation import Explanation, explanation_of
from sanctledger.questions.lists import easings
from sanctledger.questions.record_state import RecordState
from sanctledger.values.bounds import Bounds, Number
from sanctledger.values.dates import BEGINNING
from sanctledger.values.periods import Days, intersection, run

#: The states of an easing that has ended.
ENDED = frozenset({"replaced", "expired", "reversed"})


@attrs.frozen
class Duration:
    """The lives of the easings of one kind, in days.

    A life is the number of days on which an easing was in force. The statistics are over the easings that ended,
    because a life that still runs has no length yet.

    Attributes:
        kind: The kind.
        ended: The number of easings that had ended by the day: expired, replaced or reversed.
        running: The number of easings that had not ended by the day.
        shortest: The shortest life, in days; `None` if no easing ended.
        median: The median life, in days; for an even number of easings the mean of the middle two.
        longest: The longest life, in days.
        records: The ids of the easings.
    """

    kind: str
    ended: Bounds
    running: Bounds
    shortest: Bounds | None
    median: Bounds | None
    longest: Bounds | None
    records: tuple[str, ...]

    def __str__(self) -> str:
        """Return the kind, the counts and the lives in words."""
        lives = "" if self.median is None else f", {self.shortest} to {self.longest} days, median {self.median}"
        return f"{self.kind}: {self.ended} ended, {self.running} running{lives}"


@attrs.frozen(repr=False)
class Durations(ListAnswer[Duration]):
    """The lives of easings up to the close of a day, one item for each kind, in the order of the kinds.

    Attributes:
        on: The day.
        known: The last day whose knowledge counts; `None` for everything.
        items: The kinds.
    """

    on: dt.date
    known: dt.date | None
    items: tuple[Duration, ...]
    _position: Position = attrs.field(alias="position", eq=False, repr=False)

    def explain(self) -> Explanation:
        """Return the easings behind the numbers, with their sources."""
        records = ((one.kind, record) for one in self.items for record in one.records)
        return explanation_of(self._position, f"lives of easings at the close of {self.on}", records)

    def __repr__(self) -> str:
        """Return the number of easings, and the day."""
        return f"<Durations on {self.on}: {so_many(sum(len(one.records) for one in self.items), 'easing')}>"


@attrs.frozen
class EasingLife:
    """The life of one easing up to the day.

    Attributes:
        certain: Whether the easing certainly was made and its state is certain.
        may_end: Whether the easing may have ended.
        may_run: Whether the easing may still run.
        low: The number of days on which the easing certainly was in force.
        high: The number of days on which the easing may have been in force.
    """

    certain: bool
    may_end: bool
    may_run: bool
    low: int
    high: int


def durations(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    kind: Names | None = None,
    sender: Parties | None = None,
    target: Parties | None = None,
    deal: str | None = None,
    rollup: bool = True,
) -> Durations:
    """Return the number of ended and of running easings, and the shortest, median and longest life in days, by kind.

    An easing whose end is not certain counts as ended and as running, each as `0..1`, and the lives allow for both.
    The uncertain days of different easings are taken as independent. So the bounds contain the truth, and may be wider
    than necessary.

    Args:
        position: The position.
        kind: Only easings of these kinds.
        sender: Only easings by these parties.
        target: Only easings that concern these parties.
        deal: Only easings of this deal.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party or deal, or there is no such kind.
    """
    lives: dict[str, dict[str, EasingLife]] = {}
    for item in easings(position, kind=kind, sender=sender, target=target, deal=deal, rollup=rollup):
        lives.setdefault(item.kind, {})[item.id] = _life(position, item)
    items = tuple(_summary(name, lives[name]) for name in sorted(lives))
    return Durations(position.on, position.known, items, position=position)


def _life(position: Position, item: RecordState) -> EasingLife:
    days = position.snapshot.validity.in_force(position.record(item.id))
    until = run(BEGINNING, position.day + 1)
    low, high = (_count(intersection(part, until)) for part in (days.certain, days.possible))
    states = set(item.candidates)
    return EasingLife(item.certain, bool(states & ENDED), bool(states - ENDED), low if item.certain else 0, high)


def _count(days: Days) -> int:
    return sum(end - start for start, end in days)


def _summary(kind: str, lives: Mapping[str, EasingLife]) -> Duration:
    ended = [life for life in lives.values() if life.may_end]
    sure = [life for life in ended if life.certain]
    open_ = [life for life in ended if not life.certain]
    running = [life for life in lives.values() if life.may_run]
    shortest, median, longest = statistics(sure, open_) if ended else (None, None, None)
    return Duration(
        kind,
        Bounds(len(sure), len(ended)),
        Bounds(sum(life.certain for life in running), len(running)),
        shortest,
        median,
        longest,
        tuple(lives),
    )


def statistics(sure: Sequence[EasingLife], maybe: Sequence[EasingLife]) -> tuple[Bounds, Bounds, Bounds]:
    """Return the bounds of the shortest, the median and the longest life, if some lives may not have ended.

    Each statistic is smallest if every life is as short as possible, and largest if every life is as long as possible.
    To lower the median, add the lives that may be absent from the shortest on, until the next life is longer than the
    median. To raise the median, add them from the longest on.

    Args:
        sure: The lives that certainly ended.
        maybe: The lives that may have ended. At least one life in the two lists must have ended.
    """
    lows, highs = [life.low for life in sure], [life.high for life in sure]
    more_lows, more_highs = [life.low for life in maybe], [life.high for life in maybe]
    return (
        Bounds(min(lows + more_lows), min(highs) if highs else max(more_highs)),
        Bounds(_least_median(lows, more_lows), -_least_median([-one for one in highs], [-one for one in more_highs])),
        Bounds(max(lows) if lows else min(more_lows), max(highs + more_highs)),
    )


def _least_median(sure: Iterable[int], maybe: Iterable[int]) -> Number:
    """Return the least median of the sure numbers with any choice of the others; there is at least one number."""
    found, others = sorted(sure), sorted(maybe)
    for other in others:
        if found and other > _median(found):
            break
        insort(found, other)
    return _median(found)


def _median(ordered: Sequence[int]) -> Number:
    """Return the median of sorted numbers; if their number is even, the mean of the middle two."""
    middle = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
    return middle // 2 if middle % 2 == 0 else Decimal(middle) / 2
