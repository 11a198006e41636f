"""Sums of many amounts on any day, if each amount counts on days of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress

import attrs

from sanctledger.values.bounds import Bounds, Number, add
from sanctledger.values.periods import Days, Periods


@attrs.frozen(eq=False, repr=False)
class StepSum:
    """The sum of many amounts on any day, worked out once for all days.

    On days that certainly belong to an amount, the amount counts between its bounds; on days that possibly belong, it
    counts
    between zero and its high end.
    """

    _low: _StepFunction
    _high: _StepFunction
    _unbounded: _StepFunction

    @classmethod
    def of(cls, amounts: Iterable[tuple[Bounds, Periods]]) -> StepSum:
        """Return the sum of some amounts, none of them negative, each with its days."""
        some = list(amounts)
        return cls(
            _StepFunction.of((one.low or 0, days.certain) for one, days in some),
            _StepFunction.of((one.high, days.possible) for one, days in some if one.high is not None),
            _StepFunction.of((1, days.possible) for one, days in some if one.high is None),
        )

    def at(self, day: int) -> Bounds:
        """Return the sum on the day with a number."""
        return Bounds(self._low.at(day), None if self._unbounded.at(day) else self._high.at(day))


@attrs.frozen(eq=False, repr=False)
class _StepFunction:
    """A number that changes on some days."""

    _edges: tuple[int, ...]
    _sums: tuple[Number, ...]

    @classmethod
    def of(cls, parts: Iterable[tuple[Number, Days]]) -> _StepFunction:
        changes: dict[int, Number] = {}
        for number, days in parts:
            for start, end in days:
                changes[start] = add(changes.get(start, 0), number)
                changes[end] = add(changes.get(end, 0), -number)
        edges = tuple(sorted(changes))
        return cls(edges, tuple(accumulate((changes[edge] for edge in edges), add)))

    def at(self, day: int) -> Number:
        place = bisect_right(self._edges, day)
        return self._sums[place - 1] if place else 0


def acting(ids: tuple[str, ...], days: Iterable[Periods], when: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """Return, for each of some days, the ids of the things that possibly hold on that day, in the order of the ids.

    Args:
        ids: The ids.
        days: The days of each.
        when: The day numbers, in order.
    """
    events: list[tuple[int, int, bool]] = []
    for number, periods in enumerate(days):
        for start, end in periods.possible:
            events += [(start, number, True), (end, number, False)]
    events.sort(key=lambda event: (event[0], event[2]), reverse=True)
    flags = bytearray(len(ids))
    for day in when:
        while events and events[-1][0] <= day:
            _, number, flags_it = events.pop()
            flags[number] = flags_it
        yield tuple(compress(ids, flags))
