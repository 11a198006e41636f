"""Totals with the records that they include: the sum of those that count on a day.

The rest of a total depends on the amounts that it includes. A total of 100 that includes 20 to 30 leaves 70 to 80, and
both together are 100 in every possible world. So they are not summed as if each were independent.

A total *x* states *t(x)*, and adds *max(0, t(x) - Σ f(y))* over the records that it includes, where *f(y) = max(t(y),
Σ f(z))* is the amount that *y* and all records below it account for. Suppose that no record is included in two totals.
Then the sum over the records that count never falls if a counting record states more, and never rises if another record
does. So the greatest sum has the greatest amounts of the records that may count and the least of all others, and the
least sum the other way round. Both are reached, in one pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

import attrs

from sanctledger.base.graph import closure, inverted
from sanctledger.posting.amounts import Amounts
from sanctledger.records.acts import Act
from sanctledger.records.entry import Entry
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, total
from sanctledger.values.periods import Certainty
from sanctledger.values.units import Units


@attrs.frozen(eq=False, repr=False)
class IncludedTotal:
    """A total and all records that it includes, directly or through others, if none is included in two totals.

    Attributes:
        amounts: The amounts of acts.
        included: The records that each includes directly, by id; included records come first.
    """

    #: It changes on no other days than its entries.
    edges: ClassVar[frozenset[int]] = frozenset()

    amounts: Amounts
    included: dict[str, tuple[str, ...]]
    _stated: dict[str, Mapping[str, Bounds] | None] = attrs.field(factory=dict, init=False)

    @cached_property
    def acts(self) -> dict[str, Act]:
        """Return the total and its included records, by id."""
        return {act.id: act for act in self.amounts.validity.versions.resolved(tuple(self.included), Act)}

    @property
    def units(self) -> Units:
        """Return the declared units."""
        return self.amounts.validity.units

    @property
    def unit(self) -> str:
        """Return the unit of the total."""
        return self.amounts.quantity(self.acts[next(reversed(self.included))]).unit

    def together(self, unit: str, entries: Sequence[tuple[Entry, Bounds]], day: int) -> Bounds:
        """Return the sum of some of the records in a unit on a day, less what was taken back of each.

        The bounds are tight if each record states its amount in the unit and no reversal may take more than the record
        adds.
        Otherwise they only contain the truth.

        Args:
            unit: The unit.
            entries: The entries that may hold on the day, each with its amount in the unit.
            day: The number of the day.
        """
        counting = {entry.record: entry.periods.at(day) for entry, _ in entries}
        return self.among(self.units.bare(unit), counting, day)

    def among(self, unit: str, counting: Mapping[str, Certainty], day: int) -> Bounds:
        """Return the sum of the records that count, given their certainty by id."""
        low, high = NOTHING.low, None
        stated = self._of_all(unit, counting)
        if stated is not None:
            sure = [one for one, certainty in counting.items() if certainty is Certainty.YES]
            least, lost = self._sum(stated, sure, least=True), self._taken(sure, day).high
            low = low if least is None or lost is None else add(least, -lost)
        elif self.units.is_within(unit, self.unit):
            unit = self.unit  # of what is counted in a part of it, no more is than of the whole
            stated = self._of_all(unit, counting)
        if stated is not None:
            most = self._sum(stated, counting, least=False)
            lost = self._taken((one for one in self._reversed & counting.keys() if self._is_of(one, unit)), day).low
            high = None if most is None else add(most, -(lost or 0))
        return Bounds(max(low or 0, 0), None if high is None else max(high, 0))

    def _of_all(self, unit: str, counting: Mapping[str, Certainty]) -> Mapping[str, Bounds] | None:
        """Return the amount of each record in a unit, if all records that count state one."""
        stated = self.stated(unit)
        return stated if stated is not None and counting.keys() <= stated.keys() else None

    def _is_of(self, act_id: str, unit: str) -> bool:
        """Return whether the whole amount of a record is counted in a unit."""
        return self.units.is_within(self.amounts.quantity(self.acts[act_id]).unit, unit)

    def stated(self, unit: str) -> Mapping[str, Bounds] | None:
        """Return the amount of each record that states one in a unit; `None` if their sums are not sums of that unit.

        They are such sums if no record may hold more of the unit than it states, and included records have the same
        unit.
        """
        if unit not in self._stated:
            self._stated[unit] = self._statements(unit)
        return self._stated[unit]

    def _statements(self, unit: str) -> Mapping[str, Bounds] | None:
        totals, units = self.amounts.totals, self.units
        found: dict[str, Bounds] = {}
        words: dict[str, set[str]] = {}
        for one, below in self.included.items():
            told = totals.told(self.acts[one], unit)
            inside = set[str]().union(*(words[other] for other in below))
            if len(told) > 1 or totals.silent(self.acts[one], unit) != NOTHING:
                return None
            if told and not all(units.is_within(other, told[0].unit) for other in inside):
                return None
            if told:
                found[one] = told[0].bounds
            words[one] = {told[0].unit} if told else inside
        return found

    @cached_property
    def _reversed(self) -> frozenset[str]:
        return frozenset(one for one, act in self.acts.items() if self.amounts.validity.reversals(act))

    def _taken(self, ids: Iterable[str], day: int) -> Bounds:
        """Return the amount that partial reversals have taken back of some records by a day."""
        return total(self.amounts.taken(self.acts[one], day) for one in ids if one in self._reversed)

    def _sum(self, stated: Mapping[str, Bounds], counting: Iterable[str], *, least: bool) -> Number | None:
        """Return the least or the greatest sum of the records; `None` if nothing limits it."""
        among = set(counting)
        come_to: Number = 0
        accounted: dict[str, Number | None] = {}
        for one, below in self.included.items():
            bounds = stated.get(one, NOTHING)
            amount = (bounds.low or 0) if (one in among) is least else bounds.high
            under = _added(accounted[other] for other in below)
            accounted[one] = _greater(amount, under)
            if one in among and under is not None:
                if amount is None:
                    return None
                come_to = add(come_to, max(0, add(amount, -under)))
        return come_to


def _added(some: Iterable[Number | None]) -> Number | None:
    """Return the sum; `None` if one of the numbers is unbounded."""
    come_to: Number = 0
    for one in some:
        if one is None:
            return None
        come_to = add(come_to, one)
    return come_to


def _greater(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else max(one, other)


def included_totals(amounts: Amounts) -> dict[str, IncludedTotal]:
    """Return the nest that each act lies in whose own amount hangs on others that are unsure, by id."""
    totals = amounts.totals
    children = {one: totals.nearest(one) for one in totals.named}
    parents = inverted(children)
    found: dict[str, IncludedTotal] = {}
    for root in children:
        if root in parents:
            continue
        from_the_top = closure([root], lambda one: children.get(one, ()))
        included = {one: children.get(one, ()) for one in reversed(from_the_top)}
        acts = amounts.validity.versions.resolved(tuple(included), Act)
        alone = all(len(parents.get(one, ())) == 1 for one in included if one != root)
        as_usual = all(type(act).entries is Act.entries for act in acts)
        unsure = any(not quantity.bounds.is_exact for act in acts for quantity in totals.quantities(act))
        if alone and as_usual and unsure:
            found |= dict.fromkeys(included, IncludedTotal(amounts, included))
    return found
