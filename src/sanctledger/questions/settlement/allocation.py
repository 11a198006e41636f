"""The allocation of a delivery among the promises that it delivers.

A delivery fills the promises that fall due first, then those that were made first, as a payment is imputed to debts
(UNIDROIT Principles 2016, article 6.1.12). Promises with the same due day and the same day of making form a tier, in
which the order is open: each may get any amount that the others leave. A surplus beyond all promises goes to the
last tier.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from sanctledger.records.deals import Pledge
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, total
from sanctledger.values.dates import FOREVER
from sanctledger.values.units import Units


@attrs.frozen
class PledgeGroup:
    """Promises that share deliveries, because their units overlap.

    Attributes:
        tiers: The promises in the order in which they are filled, each as its id and its unit.
        whole_of: The pairs of units in which the second is a part of the first.
    """

    tiers: tuple[tuple[tuple[str, str], ...], ...]
    whole_of: frozenset[tuple[str, str]]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the promises."""
        return tuple(pledge_id for tier in self.tiers for pledge_id, _ in tier)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Return the units of the promises, each once."""
        return tuple(dict.fromkeys(unit for tier in self.tiers for _, unit in tier))

    @property
    def rank(self) -> tuple[int, tuple[str, ...]]:
        """Return the place among other groups: a delivery that names fewer promises is allocated first."""
        return len(self.ids), self.ids

    def allocate(self, amounts: Mapping[str, Bounds], missing: Mapping[str, Bounds]) -> dict[str, Bounds]:
        """Return the amount that each promise gets, by its id.

        Args:
            amounts: The amount that is given, by unit.
            missing: The amount that each promise still lacks, by its id.
        """
        found: dict[str, Bounds] = {}
        filled = dict.fromkeys(self.units, NOTHING)
        for tier in self.tiers:
            is_last = tier is self.tiers[-1]
            rest = {unit: (amounts[unit] - filled[unit]).floored() for _, unit in tier}
            if is_last and len(tier) == 1:
                ((pledge_id, unit),) = tier
                return found | {pledge_id: rest[unit]}
            most = {one: Bounds(0, lowest_high(missing[one], amounts[unit])) for one, unit in tier}
            by_others = {
                unit: _sums_of_others({one: self._taken(unit, one, of, missing, most) for one, of in tier})
                for unit in rest
            }
            for one, unit in tier:
                left_over = (rest[unit] - by_others[unit][one]).floored()
                found[one] = _share(rest[unit], missing[one], left_over, is_last=is_last)
            for unit in filled:
                filled[unit] += total(self._taken(unit, *one, missing, found) for one in tier)
        return found

    def _taken(
        self, unit: str, other: str, of: str, missing: Mapping[str, Bounds], credited: Mapping[str, Bounds]
    ) -> Bounds:
        """Return how much of a unit another promise takes.

        - A promise counted in the same unit takes all that it lacks.
        - A promise counted in a part of the unit takes its whole credit.
        - A promise counted in a unit that only overlaps takes anything up to its credit.
        """
        if of == unit:
            return missing[other]
        return credited[other] if (unit, of) in self.whole_of else Bounds(0, credited[other].high)


def _sums_of_others(amounts: Mapping[str, Bounds]) -> dict[str, Bounds]:
    """Return, for each key, the sum of all other amounts."""
    low: Number = 0
    high: Number = 0
    for amount in amounts.values():
        low, high = add(low, amount.low or 0), add(high, amount.high or 0)
    unbounded = sum(amount.high is None for amount in amounts.values())
    return {
        one: Bounds(
            add(low, -(amount.low or 0)),
            None if unbounded > (amount.high is None) else add(high, -(amount.high or 0)),
        )
        for one, amount in amounts.items()
    }


def _share(rest: Bounds, missing: Bounds, left_over: Bounds, *, is_last: bool) -> Bounds:
    """Return the amount that a promise of a tier may get.

    The least is the amount that the other promises leave, the most is the amount that it lacks. In the last tier the
    promise may also get the surplus.

    Args:
        rest: The amount that the tiers before leave.
        missing: The amount that the promise lacks.
        left_over: The amount that the others of its tier leave.
        is_last: Whether the tier is the last.
    """
    low = min(missing.low or 0, left_over.low or 0)
    high = lowest_high(rest, missing)
    if is_last and high is not None:
        high = None if left_over.high is None else max(high, left_over.high)
    return Bounds(low, high)


def lowest_high(*amounts: Bounds) -> Number | None:
    """Return the lowest of the high ends of some amounts; `None` if none of them has a high end."""
    return min((amount.high for amount in amounts if amount.high is not None), default=None)


def pledge_groups(pledges: Iterable[Pledge], unit_of: Mapping[str, str], units: Units) -> list[PledgeGroup]:
    """Return the groups of the promises that one record delivers.

    Promises whose units overlap share the delivery and form a group. Amounts of units that do not overlap never add.

    Args:
        pledges: The promises.
        unit_of: The unit of each, by its id.
        units: The units of the ledger.
    """
    waiting = sorted(pledges, key=lambda pledge: (_tier(pledge), pledge.id))
    found: list[PledgeGroup] = []
    while waiting:
        first = unit_of[waiting[0].id]
        group = [one for one in waiting if units.overlap(unit_of[one.id], first)]
        waiting = [one for one in waiting if not units.overlap(unit_of[one.id], first)]
        tiers = tuple(
            tuple((one.id, unit_of[one.id]) for one in tier) for _, tier in itertools.groupby(group, key=_tier)
        )
        pairs = itertools.permutations(sorted({unit_of[one.id] for one in group}), 2)
        whole_of = frozenset((whole, part) for whole, part in pairs if units.is_within(part, whole))
        found.append(PledgeGroup(tiers, whole_of))
    return found


def _tier(pledge: Pledge) -> tuple[int, int, int]:
    """Return the sort key of the tier of a promise: the last possible due day, then the days of making, as recorded."""
    due = FOREVER if pledge.due is None else pledge.due.last
    return due, pledge.start.first, pledge.start.last


def share_of_loss(taken: Bounds, credit: Bounds, others: Iterable[Bounds]) -> Bounds:
    """Return how much of a reversed amount one promise may have lost: no more than its credit.

    Args:
        taken: The amount that was taken back of a shared delivery.
        credit: The credit that the promise had.
        others: The credits that the other promises had.
    """
    others_at_most = total(others).high
    low = 0 if others_at_most is None else max(0, add(taken.low or 0, -others_at_most))
    high = lowest_high(taken, credit)
    return Bounds(low if high is None else min(low, high), high)
