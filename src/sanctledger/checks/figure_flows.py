"""Sums of the acts of a ledger between two days, for comparison with published figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

import attrs

from sanctledger.checks.lookups import current
from sanctledger.posting.postings import in_all_units
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act, Coercion
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, total


@attrs.frozen
class FigurePeriod:
    """The time of a published figure, from a first day until the day before another, each possibly uncertain.

    Attributes:
        starts: The numbers of the earliest and the latest first day.
        ends: The numbers of the earliest and the latest first day after the last.
    """

    starts: tuple[int, int]
    ends: tuple[int, int]

    def holds(self, first: int, last: int) -> bool | None:
        """Return whether a day between two days lies in the time; `None` if that is not known."""
        if last < self.starts[0] or first >= self.ends[1]:
            return False
        return True if first >= self.starts[1] and last < self.ends[0] else None


class _Opening(NamedTuple):
    """An act of a stream: its first and last possible day, its amount, and its rank."""

    first: int
    last: int
    rank: int
    id: str
    amount: Bounds


@attrs.frozen
class ActTotal:
    """The acts that began within a time, with their sum.

    Attributes:
        amount: The sum.
    """

    amount: Bounds
    _openings: list[_Opening]

    @property
    def records(self) -> tuple[str, ...]:
        """Return the ids of the acts, in order."""
        return tuple(one.id for one in sorted(self._openings, key=lambda one: one.rank))

    def __bool__(self) -> bool:
        """Return whether there are any acts."""
        return bool(self._openings)


def _sums(numbers: Iterable[Number]) -> list[Number]:
    """Return the running sums of some numbers, beginning with zero."""
    found: list[Number] = [0]
    for number in numbers:
        found.append(add(found[-1], number))
    return found


@attrs.frozen(eq=False)
class _Stream:
    """The acts of some parties towards others in a unit, prepared so that any time is summed at once.

    Attributes:
        dated: The acts with a known day, in the order of the days.
        days: The days of these acts.
        lows: The running sums of their smallest amounts.
        highs: The running sums of their largest amounts, without unbounded ones.
        unbounded: The running number of unbounded amounts.
        vague: The other acts.
    """

    dated: list[_Opening]
    days: list[int]
    lows: list[Number]
    highs: list[Number]
    unbounded: list[int]
    vague: list[_Opening]

    @classmethod
    def of(cls, openings: Iterable[_Opening]) -> _Stream:
        some = sorted(openings)
        dated = [one for one in some if one.first == one.last]
        amounts = [one.amount for one in dated]
        return cls(
            dated,
            [one.first for one in dated],
            _sums(amount.low or 0 for amount in amounts),
            _sums(amount.high or 0 for amount in amounts),
            list(accumulate((amount.high is None for amount in amounts), initial=0)),
            [one for one in some if one.first != one.last],
        )

    def within(self, window: FigurePeriod) -> ActTotal:
        """Return the acts that began, or may have begun, within a time."""
        first, after = bisect_left(self.days, window.starts[0]), bisect_left(self.days, window.ends[1])
        sure, till = bisect_left(self.days, window.starts[1]), bisect_left(self.days, window.ends[0])
        after, till = max(first, after), max(sure, till)
        low: Number = add(self.lows[till], -self.lows[sure])
        high: Number | None = add(self.highs[after], -self.highs[first])
        if self.unbounded[after] > self.unbounded[first]:
            high = None
        amounts, found = [Bounds(low, high)], self.dated[first:after]
        for one in self.vague:
            held = window.holds(one.first, one.last)
            if held is not False:
                amounts.append(one.amount if held else one.amount.hull(NOTHING))
                found.append(one)
        return ActTotal(total(amounts), found)


@attrs.frozen(init=False, eq=False)
class ActTotals:
    """The acts of a snapshot by their givers."""

    _snapshot: Snapshot
    _by_giver: dict[str, list[Act]]
    _amounts: dict[tuple[str, str], Bounds | None]
    _streams: dict[tuple[object, ...], _Stream]

    def __init__(self, snapshot: Snapshot) -> None:
        by_giver: dict[str, list[Act]] = {}
        for act in current(snapshot, Act):
            for giver in snapshot.touched(act.givers, rollup=True):
                by_giver.setdefault(giver, []).append(act)
        self.__attrs_init__(snapshot, by_giver, {}, {})

    def of(
        self, givers: Iterable[str], receivers: Iterable[str], unit: str, window: FigurePeriod, *, hostile: bool
    ) -> ActTotal:
        """Return the acts of some givers towards some receivers within a time, in a unit.

        Args:
            givers: The givers; acts of a party count for its state.
            receivers: The receivers; any if none is named.
            unit: The unit.
            window: The time in which the acts began.
            hostile: Whether to count coercions instead of concessions.
        """
        key = tuple(givers), tuple(receivers), unit, hostile
        stream = self._streams.get(key)
        if stream is None:
            stream = self._streams[key] = _Stream.of(self._openings(*key))
        return stream.within(window)

    def _openings(
        self, givers: tuple[str, ...], receivers: tuple[str, ...], unit: str, hostile: bool
    ) -> Iterator[_Opening]:
        wanted = {self._snapshot.party_id(party) for party in receivers}
        for rank, act in enumerate(self._acts(givers)):
            if isinstance(act, Coercion) is not hostile:
                continue
            if wanted and wanted.isdisjoint(self._snapshot.touched(act.receivers, rollup=True)):
                continue
            amount = self._amount(act, unit)
            if amount is not None:
                yield _Opening(*self._snapshot.validity.span(act).starts, rank, act.id, amount)

    def _acts(self, givers: Iterable[str]) -> Iterator[Act]:
        seen: set[str] = set()
        for giver in givers:
            for act in self._by_giver.get(self._snapshot.party_id(giver), ()):
                if act.id not in seen:
                    seen.add(act.id)
                    yield act

    def _amount(self, act: Act, unit: str) -> Bounds | None:
        key = act.id, unit
        if key not in self._amounts:
            self._amounts[key] = self._worked_out(act, unit)
        return self._amounts[key]

    def _worked_out(self, act: Act, unit: str) -> Bounds | None:
        """Return the amount of an act at its beginning: at most as given, at least less all reversals."""
        validity, given = self._snapshot.validity, list(self._snapshot.amounts.given(act))
        counted = [amount for _, of, amount in in_all_units(given, self._snapshot.record_index.units) if of == unit]
        if not counted:
            return None
        moved = total(counted)
        return moved.hull(NOTHING) if validity.is_doubtful(act) or validity.reversals(act) else moved
