"""Entries by pair of sides and unit, summed so that a closing balance does not read every entry.

Each pair and unit has a list of the days on which the sum changes, with the sum after each. There is a list for the low
end, which changes on days on which entries certainly hold, and one for the high end, with the days on which they
possibly hold. A closing balance takes two bisections. The lists of a pair are made when a question first names the
pair.
Entries that depend on each other, such as a total and the uncertain records that it includes, are summed together
instead, once for each span of days on which none of them changes.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import attrs

from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.posting.handovers import HandoverChain
from sanctledger.posting.included_totals import IncludedTotal
from sanctledger.records.entry import Entry
from sanctledger.records.entry_context import AmountStep
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, total
from sanctledger.values.periods import Certainty, Days
from sanctledger.values.units import Units

#: The parties of one side of a question; `None` stands for everybody who is not of the other.
Side = frozenset[str] | None
Pair = tuple[Side, Side]
#: A group of records whose amounts depend on each other, so that they are summed together.
JointGroup = IncludedTotal | HandoverChain


@attrs.frozen(eq=False)
class Counted:
    """An entry with the amount that it counts for in one unit.

    Attributes:
        entry: The entry.
        unit: The unit: that of the entry, a unit that contains it, or a part of it.
        amount: The amount in that unit.
    """

    entry: Entry
    unit: str
    amount: Bounds

    def on(self, day: int) -> Bounds:
        """Return the amount on a day."""
        holds = self.entry.periods.at(day)
        if holds is Certainty.YES:
            return self.amount
        return NOTHING if holds is Certainty.NO else self.amount.hull(NOTHING)


class _DatedSum:
    """A sum that changes on some days, looked up by bisection."""

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


class _JointEntries:
    """The entries of one pair and unit that hang together."""

    def __init__(self, group: JointGroup, counted: list[Counted]) -> None:
        self._group, self._counted = group, counted
        self._known: dict[int, Bounds] = {}

    @cached_property
    def _edges(self) -> list[int]:
        return sorted(self._group.edges.union(*(one.entry.periods.edges for one in self._counted)))

    def at(self, day: int) -> Bounds:
        """What they come to on a day: no more than in the sum of each, and no less."""
        place = bisect_right(self._edges, day)
        if place not in self._known:
            some = [one for one in self._counted if one.entry.periods.at(day) is not Certainty.NO]
            apart = total(one.on(day) for one in some)
            entries = [(one.entry, one.amount) for one in some]
            both = self._group.together(self._counted[0].unit, entries, day) if len(some) > 1 else None
            within = None if both is None else apart.intersect(both)
            self._known[place] = apart if within is None else within
        return self._known[place]


class _Cell:
    """The entries of one pair and unit."""

    def __init__(self, joint_groups: Mapping[str, JointGroup]) -> None:
        self._joint_groups = joint_groups
        self.counted: list[Counted] = []

    @cached_property
    def _apart(self) -> tuple[list[_JointEntries], list[Counted]]:
        return split_joint(self._joint_groups, self.counted)

    @cached_property
    def _steps(self) -> tuple[_DatedSum, _DatedSum]:
        low, high = _DatedSum(), _DatedSum()
        for counted in self._apart[1]:
            low.add(counted.entry.periods.certain, counted.amount.low)
            high.add(counted.entry.periods.possible, counted.amount.high)
        return low, high

    def at(self, day: int) -> Bounds:
        low, high = self._steps
        free = Bounds(low.at(day), high.at(day))
        several = self._apart[0]
        return free + total(some.at(day) for some in several) if several else free


@attrs.frozen(eq=False, repr=False)
class Postings:
    """The entries of an account by pair of sides and unit.

    Attributes:
        entries: The entries, those of one record next to each other.
        units: The declared units.
        joint_groups: The groups of records that must be summed together, by the id of each record.
        counted_for: Returns the parties for which an entry of a party counts: the party, and its state if rolled up.
    """

    entries: Sequence[Entry]
    units: Units
    joint_groups: Mapping[str, JointGroup]
    counted_for: Callable[[str], tuple[str, ...]]
    _cells: dict[Pair, dict[str, _Cell]] = attrs.field(factory=dict, init=False)

    @cached_property
    def _sorted(self) -> tuple[dict[str, list[Counted]], dict[str, list[Counted]], list[Counted]]:
        """Return the entries by giver, the entries by receiver, and the entries with several givers or receivers."""
        given: dict[str, list[Counted]] = {}
        received: dict[str, list[Counted]] = {}
        several: list[Counted] = []
        with CollectorPaused():
            for counted in counted_in_all_units(self.entries, self.units):
                givers, receivers = counted.entry.givers, counted.entry.receivers
                if len(givers) == len(receivers) == 1:
                    for party in self.counted_for(givers[0]):
                        given.setdefault(party, []).append(counted)
                    for party in self.counted_for(receivers[0]):
                        received.setdefault(party, []).append(counted)
                else:
                    several.append(counted)
        return given, received, several

    def _cell(self, givers: Side, receivers: Side) -> dict[str, _Cell]:
        """Return the entries of a pair of sides by unit, collected when a question first names the pair.

        The mapping is filled before it is published, so that another thread never sees a part of it.
        """
        pair = givers, receivers
        cells = self._cells.get(pair)
        if cells is None:
            cells = {}
            for counted in self._between(givers, receivers):
                cells.setdefault(counted.unit, _Cell(self.joint_groups)).counted.append(counted)
            self._cells[pair] = cells
        return cells

    def _between(self, givers: Side, receivers: Side) -> Iterator[Counted]:
        """Return the entries from one side to the other, each once, in the order of the parties.

        No party of a side belongs to another of the side, so an entry with one giver and one receiver is in one list.
        """
        given, received, several = self._sorted
        gave = None if givers is None else [given.get(party, []) for party in sorted(givers)]
        took = None if receivers is None else [received.get(party, []) for party in sorted(receivers)]
        lists = min((lists for lists in (gave, took) if lists is not None), key=lambda lists: sum(map(len, lists)))
        for counted in itertools.chain(*lists, several):
            entry = counted.entry
            if self._any_of(entry.givers, givers, receivers) and self._any_of(entry.receivers, receivers, givers):
                yield counted

    def _any_of(self, parties: tuple[str, ...], side: Side, other: Side) -> bool:
        """Return whether one of some parties is on a side.

        If the side is everybody else, that is so if one of them is not on the other side.
        """
        if side is not None:
            return any(not side.isdisjoint(self.counted_for(party)) for party in parties)
        return any((other or frozenset()).isdisjoint(self.counted_for(party)) for party in parties)

    def given(self, givers: Side, receivers: Side, day: int) -> dict[str, Bounds]:
        """Return the amounts that one side gave the other, by unit, at the close of a day."""
        return {unit: cell.at(day) for unit, cell in self._cell(givers, receivers).items()}

    def counted(self, givers: Side, receivers: Side) -> Iterator[Counted]:
        """Return the entries from one side to the other, once for each unit that they count in, on any day."""
        for cell in self._cell(givers, receivers).values():
            yield from cell.counted


def split_joint(
    joint_groups: Mapping[str, JointGroup], counted: Iterable[Counted]
) -> tuple[list[_JointEntries], list[Counted]]:
    """What counts for one unit: together what hangs together, and apart what hangs on no other."""
    free: list[Counted] = []
    several: dict[int, tuple[JointGroup, list[Counted]]] = {}
    for one in counted:
        group = joint_groups.get(one.entry.record)
        if group is None:
            free.append(one)
        else:
            several.setdefault(id(group), (group, []))[1].append(one)
    for at, (_, some) in list(several.items()):
        if len({one.entry.record for one in some}) < 2:  # noqa: PLR2004 - one hangs on no other
            free += several.pop(at)[1]
    return [_JointEntries(group, some) for group, some in several.values()], free


def summed(joint_groups: Mapping[str, JointGroup], counted: Iterable[Counted], day: int) -> Bounds:
    """Return the sum of entries of one unit on a day."""
    several, free = split_joint(joint_groups, counted)
    return total([*(one.on(day) for one in free), *(some.at(day) for some in several)])


def counted_in_all_units(entries: Iterable[Entry], units: Units) -> Iterator[Counted]:
    """Return each entry of a snapshot once for each unit that it counts in: its own, containing units, and parts."""
    for of_one_record in _by_record(entries):
        for entry, unit, amount in in_all_units(of_one_record, units):
            yield Counted(entry, unit, amount)


Line = TypeVar("Line", Entry, AmountStep)


def in_all_units(versions: list[Line], units: Units) -> Iterator[tuple[Line, str, Bounds]]:
    """Return the amounts of one record in each unit in which they count.

    - An amount counts in full in its own unit and in every unit that contains it.
    - In a part of its unit it counts as anything from zero to all of it, unless the record states the amount of that
      part.
    - In another part of a containing unit it counts in the same way, because parts of one whole may overlap.
    - Parts that a record states separately never add to the amount of the whole.
    """
    told = {line.unit for line in versions if line.part_of and not units.is_within(line.part_of, line.unit)}
    for line in versions:
        whole = line.part_of
        if whole is not None and line.unit not in told:
            continue
        yield line, line.unit, line.amount
        for unit in units.wholes(line.unit):
            if whole is not None and (unit in told or units.is_within(whole, unit)):
                break
            yield line, unit, line.amount
        nearer = told - {line.unit}
        for part in units.beside_or_below(line.unit):
            if whole is not None and units.overlap(part, whole) and not units.is_within(part, line.unit):
                continue
            if not any(units.is_within(part, unit) for unit in nearer):
                below = {unit for unit in nearer if units.is_within(unit, part)}
                outermost = {unit for unit in below if below.isdisjoint(units.wholes(unit))}
                yield line, part, _rest(line, versions, outermost)


def _rest(line: Line, versions: list[Line], below: set[str]) -> Bounds:
    """Return the possible amount in a unit beyond the parts of that unit that the record states."""
    low = total(other.amount for other in versions if other.unit in below and other.periods == line.periods).low or 0
    high = line.amount.high
    return Bounds(0, None if high is None else max(0, add(high, -low)))


def _by_record(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Return the entries in runs of one record."""
    run: list[Entry] = []
    for entry in entries:
        if run and run[-1].record != entry.record:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run
