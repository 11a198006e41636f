"""Entries by giver, receiver and unit, summed so that a closing balance does not read them all.

For each pair of parties and each unit stands a list of the days on which the sum changes, with the sum after each: one
for the low end, which changes on the days on which entries certainly hold, and one for the high end, which changes on
those on which they possibly do. A closing position is two bisections.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from sanctledger.account import Account
from sanctledger.bounds import NOTHING, Bounds, Number, add, total
from sanctledger.entry import Entry
from sanctledger.periods import Certainty, Days

#: The pair of a giver and a receiver; `None` stands for anybody.
Pair = tuple[str | None, str | None]


@attrs.frozen(eq=False)
class Counted:
    """An entry as it counts for one unit.

    Attributes:
        entry: The entry.
        unit: The unit that it counts for: its own, or one of which its own is a part, or a part of its own.
        amount: How much of that unit it is.
    """

    entry: Entry
    unit: str
    amount: Bounds

    def on(self, day: int) -> Bounds:
        """How much it counts on a day."""
        holds = self.entry.periods.at(day)
        if holds is Certainty.YES:
            return self.amount
        return NOTHING if holds is Certainty.NO else self.amount.hull(NOTHING)


class _Steps:
    """A sum that changes on some days."""

    def __init__(self) -> None:
        self._changes: dict[int, Number] = {}
        self._unbounded: dict[int, int] = {}

    def add(self, days: Days, amount: Number | None) -> None:
        for start, end in days:
            if amount is None:
                self._unbounded[start] = self._unbounded.get(start, 0) + 1
                self._unbounded[end] = self._unbounded.get(end, 0) - 1
            elif amount:
                self._changes[start] = add(self._changes.get(start, 0), amount)
                self._changes[end] = add(self._changes.get(end, 0), -amount)

    @cached_property
    def _sums(self) -> tuple[list[int], list[Number | None]]:
        days = sorted(self._changes.keys() | self._unbounded.keys())
        sums: list[Number | None] = []
        running: Number = 0
        unbounded = 0
        for day in days:
            running = add(running, self._changes.get(day, 0))
            unbounded += self._unbounded.get(day, 0)
            sums.append(None if unbounded else running)
        return days, sums

    def at(self, day: int) -> Number | None:
        days, sums = self._sums
        place = bisect_right(days, day)
        return sums[place - 1] if place else 0


class _Cell:
    """The entries of one pair and unit."""

    def __init__(self) -> None:
        self.counted: list[Counted] = []

    @cached_property
    def _steps(self) -> tuple[_Steps, _Steps]:
        low, high = _Steps(), _Steps()
        for counted in self.counted:
            low.add(counted.entry.periods.certain, counted.amount.low)
            high.add(counted.entry.periods.possible, counted.amount.high)
        return low, high

    def at(self, day: int) -> Bounds:
        low, high = self._steps
        return Bounds(low.at(day), high.at(day))


@attrs.frozen(eq=False, repr=False)
class Index:
    """The entries of an account by pair of parties and unit.

    Attributes:
        account: The account.
        rollup: Whether what touches a party counts for the states that it belongs to.
    """

    account: Account
    rollup: bool = True

    @cached_property
    def _sorted(self) -> tuple[dict[Pair, dict[str, _Cell]], list[Counted]]:
        cells: dict[Pair, dict[str, _Cell]] = {}
        several: list[Counted] = []
        for counted in counted_in_all_units(self.account):
            givers, receivers = counted.entry.givers, counted.entry.receivers
            if len(givers) == len(receivers) == 1:
                for giver in (None, *self._touched(givers[0])):
                    for receiver in (None, *self._touched(receivers[0])):
                        units = cells.setdefault((giver, receiver), {})
                        units.setdefault(counted.unit, _Cell()).counted.append(counted)
            else:
                several.append(counted)
        return cells, several

    def _touched(self, party: str) -> tuple[str, ...]:
        return self.account.rolled_up(party) if self.rollup else (self.account.party_id(party),)

    def _pairs(self, givers: frozenset[str] | None, receivers: frozenset[str] | None) -> Iterator[tuple[Pair, int]]:
        """The pairs whose sums make up what some parties gave others, each with its sign; `None` is everybody else.

        What stays within a side is no gift to anybody else, so it is taken off.
        """
        if givers is not None and receivers is not None:
            yield from (((giver, receiver), 1) for giver in givers for receiver in receivers)
        elif givers is not None:
            yield from (((giver, None), 1) for giver in givers)
            yield from (((giver, other), -1) for giver in givers for other in givers)
        elif receivers is not None:
            yield from (((None, receiver), 1) for receiver in receivers)
            yield from (((other, receiver), -1) for receiver in receivers for other in receivers)

    def _several(self, givers: frozenset[str] | None, receivers: frozenset[str] | None) -> Iterator[Counted]:
        """The entries with several givers or receivers that count."""
        for counted in self._sorted[1]:
            given, received = counted.entry.givers, counted.entry.receivers
            if self._any_of(given, givers, receivers) and self._any_of(received, receivers, givers):
                yield counted

    def _any_of(self, parties: tuple[str, ...], side: frozenset[str] | None, other: frozenset[str] | None) -> bool:
        """Whether any of some parties is of a side; of one that is everybody else, whether any is not of the other."""
        if side is not None:
            return any(not side.isdisjoint(self._touched(party)) for party in parties)
        return any((other or frozenset()).isdisjoint(self._touched(party)) for party in parties)

    def given(self, givers: frozenset[str] | None, receivers: frozenset[str] | None, day: int) -> dict[str, Bounds]:
        """What some parties gave others, by unit, at the close of a day; `None` is everybody else.

        The parties of a side must not lie within each other: see `Position.side`.
        """
        cells, _ = self._sorted
        sums: dict[str, tuple[list[Bounds], list[Bounds]]] = {}
        for pair, sign in self._pairs(givers, receivers):
            for unit, cell in cells.get(pair, {}).items():
                sums.setdefault(unit, ([], []))[sign < 0].append(cell.at(day))
        for counted in self._several(givers, receivers):
            sums.setdefault(counted.unit, ([], []))[0].append(counted.on(day))
        return {unit: _without(total(plus), total(minus)) for unit, (plus, minus) in sums.items()}

    def counted(self, givers: frozenset[str] | None, receivers: frozenset[str] | None) -> Iterator[Counted]:
        """The entries behind what some parties gave others, each as it counts for each unit, on whatever day."""
        cells, _ = self._sorted
        inside: set[int] = set()
        found: list[Counted] = []
        for pair, sign in self._pairs(givers, receivers):
            for cell in cells.get(pair, {}).values():
                if sign < 0:
                    inside.update(map(id, cell.counted))
                else:
                    found += cell.counted
        yield from (counted for counted in found if id(counted) not in inside)
        yield from self._several(givers, receivers)


def _without(sums: Bounds, inside: Bounds) -> Bounds:
    """A sum without the summands that make up another sum: end from end, for they are the same amounts."""
    low = None if sums.low is None else add(sums.low, -(inside.low or 0))
    high = None if sums.high is None or inside.high is None else add(sums.high, -inside.high)
    return Bounds(low, high)


def counted_in_all_units(account: Account) -> Iterator[Counted]:
    """Each entry of an account, as it counts for each unit: its own, those that it is part of, and parts of its own.

    An amount of a whole counts for a part as anything from nothing to all of it, unless its record says how much of it
    is of that part. A part that a record tells apart never adds to what its whole counts for.
    """
    units = account.book.units
    for entries in _by_record(account.entries):
        told = {entry.unit for entry in entries if entry.part_of is not None}
        for entry in entries:
            whole = entry.part_of
            if whole is not None and units.is_within(whole, entry.unit):
                continue
            yield Counted(entry, entry.unit, entry.amount)
            for unit in units.wholes(entry.unit):
                if whole is not None and (unit in told or units.is_within(whole, unit)):
                    break
                yield Counted(entry, unit, entry.amount)
            if whole is None:
                for part in units.parts(entry.unit):
                    below = {unit for unit in told if units.is_within(unit, part)}
                    if part in told:
                        continue
                    yield Counted(entry, part, _rest(entry, entries, below))


def _rest(entry: Entry, entries: list[Entry], below: set[str]) -> Bounds:
    """How much of a part a whole may be, beyond what its record tells of parts of that part."""
    low = total(other.amount for other in entries if other.unit in below and other.periods == entry.periods).low or 0
    high = entry.amount.high
    return Bounds(0, None if high is None else max(0, add(high, -low)))


def _by_record(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries in runs of one record."""
    run: list[Entry] = []
    for entry in entries:
        if run and run[-1].record != entry.record:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run
