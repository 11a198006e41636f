"""What a delivery of several promises is imputed to: those that fall due first, then those made first."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from sanctledger.records.deals import Pledge
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, total
from sanctledger.values.dates import FOREVER
from sanctledger.values.units import Units

_Rank = tuple[int, int, int]


@attrs.frozen
class Pool:
    """Promises that are delivered by the same records, in units that may overlap.

    Attributes:
        groups: The promises in the order in which they are filled, each with its unit; within a group that is open.
        whole_of: The pairs of units of which the first holds the second as a part.
    """

    groups: tuple[tuple[tuple[str, str], ...], ...]
    whole_of: frozenset[tuple[str, str]]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the promises."""
        return tuple(pledge_id for group in self.groups for pledge_id, _ in group)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Their units, each once."""
        return tuple(dict.fromkeys(unit for group in self.groups for _, unit in group))

    @property
    def rank(self) -> tuple[int, tuple[str, ...]]:
        """Its place among pools: what is delivered to fewer promises is said more precisely, and fills them first."""
        return len(self.ids), self.ids

    def poured(self, amounts: Mapping[str, Bounds], lacks: Mapping[str, Bounds]) -> dict[str, Bounds]:
        """What each promise is credited with.

        Args:
            amounts: What is given, by unit.
            lacks: What each promise still lacks. What is given beyond all that they lack goes to the last group.
        """
        found: dict[str, Bounds] = {}
        filled = dict.fromkeys(self.units, NOTHING)
        for group in self.groups:
            rest = {unit: (amounts[unit] - filled[unit]).floored() for _, unit in group}
            if group is self.groups[-1] and len(group) == 1:
                ((pledge_id, unit),) = group
                return found | {pledge_id: rest[unit]}
            most = {one: _least(lacks[one], amounts[unit]) for one, unit in group}
            others = {
                unit: _of_others({one: self._taken(unit, one, of, lacks, most) for one, of in group}) for unit in rest
            }
            for one, unit in group:
                apart = (rest[unit] - others[unit][one]).floored()
                found[one] = _between(rest[unit], lacks[one], apart, is_last=group is self.groups[-1])
            for unit in filled:
                filled[unit] += total(self._taken(unit, *one, lacks, found) for one in group)
        return found

    def _taken(
        self, unit: str, other: str, of: str, lacks: Mapping[str, Bounds], credited: Mapping[str, Bounds]
    ) -> Bounds:
        """How much of a unit another promise takes: what it lacks, where it is of that unit, or what it was given."""
        if of == unit:
            return lacks[other]
        return credited[other] if (unit, of) in self.whole_of else Bounds(0, credited[other].high)


def _of_others(taken: Mapping[str, Bounds]) -> dict[str, Bounds]:
    """For each of several, what all the others take together."""
    low: Number = 0
    high: Number = 0
    for amount in taken.values():
        low, high = add(low, amount.low or 0), add(high, amount.high or 0)
    unbounded = sum(amount.high is None for amount in taken.values())
    return {
        one: Bounds(
            add(low, -(amount.low or 0)),
            None if unbounded > (amount.high is None) else add(high, -(amount.high or 0)),
        )
        for one, amount in taken.items()
    }


def _least(lack: Bounds, given: Bounds) -> Bounds:
    """Anything up to the lesser of two amounts."""
    return Bounds(0, min((end for end in (lack.high, given.high) if end is not None), default=None))


def _between(rest: Bounds, lack: Bounds, apart: Bounds, *, is_last: bool) -> Bounds:
    """What one of several promises may get: no less than what the others leave, no more than it lacks and there is."""
    low = min(lack.low or 0, apart.low or 0)
    highs = [end for end in (rest.high, lack.high) if end is not None]
    high = min(highs, default=None)
    if is_last and high is not None:
        high = None if apart.high is None else max(high, apart.high)
    return Bounds(low, high)


def pools_of(pledges: Iterable[Pledge], unit_of: Mapping[str, str], units: Units) -> list[Pool]:
    """Return the pools of the promises that one record delivers: those whose units may overlap share what it gives.

    Units that have nothing to do with each other are credited apart, for they never add.

    Args:
        pledges: The promises.
        unit_of: The unit of each, by its id.
        units: Which unit is part of which.
    """
    waiting = sorted(pledges, key=lambda pledge: (_rank(pledge), pledge.id))
    found: list[Pool] = []
    while waiting:
        first = unit_of[waiting[0].id]
        pooled = [one for one in waiting if units.overlap(unit_of[one.id], first)]
        waiting = [one for one in waiting if not units.overlap(unit_of[one.id], first)]
        groups = tuple(
            tuple((one.id, unit_of[one.id]) for one in group) for _, group in itertools.groupby(pooled, key=_rank)
        )
        pairs = itertools.permutations(sorted({unit_of[one.id] for one in pooled}), 2)
        whole_of = frozenset((whole, part) for whole, part in pairs if units.is_within(part, whole))
        found.append(Pool(groups, whole_of))
    return found


def _rank(pledge: Pledge) -> _Rank:
    """Return the place of a promise among those that a delivery is imputed to, as its record is written."""
    due = FOREVER if pledge.due is None else pledge.due.last
    return due, pledge.start.first, pledge.start.last


def split(taken: Bounds, credit: Bounds, others: Iterable[Bounds]) -> Bounds:
    """How much of what was taken back one promise may have lost, by what it and the others had been credited with."""
    apart = total(others).high
    low = 0 if apart is None else max(0, add(taken.low or 0, -apart))
    high = min((end for end in (taken.high, credit.high) if end is not None), default=None)
    return Bounds(low if high is None else min(low, high), high)
