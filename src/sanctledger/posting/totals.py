"""The stated amounts of acts in each unit, and the parts of totals that other records account for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import attrs

from sanctledger.base.graph import acyclic, bottom_up, closure
from sanctledger.posting.validity import Validity
from sanctledger.records.acts import Act
from sanctledger.records.parts import Part
from sanctledger.values.bounds import NOTHING, ONE, Bounds, Number, add, total
from sanctledger.values.quantity import Quantity


def _greater(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of the larger of two amounts."""
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Bounds(max(one.low or 0, other.low or 0), high)


def _less(amount: Bounds, taken: Bounds) -> Bounds:
    """Return the rest of an amount, never below zero."""
    return (amount - taken).floored()


@attrs.frozen(eq=False, repr=False)
class Totals:
    """The stated amounts of the acts of a snapshot.

    Attributes:
        holding: The validity of the records.
    """

    validity: Validity
    _owned: dict[tuple[str, str], Bounds] = attrs.field(factory=dict, init=False)
    _accounted_for: dict[tuple[str, str], Bounds] = attrs.field(factory=dict, init=False)
    _included: dict[tuple[str, str], Bounds] = attrs.field(factory=dict, init=False)
    _fitting: dict[tuple[str, str], frozenset[str] | None] = attrs.field(factory=dict, init=False)

    def quantity(self, act: Act) -> Quantity:
        """Return the stated amount of an act in its canonical unit; default: one of its kind."""
        return self.validity.quantity(act) or Quantity(ONE, act.kind_name)

    def part(self, part: Part) -> Quantity:
        """Return the amount of a part, in its canonical unit."""
        return Quantity(part.quantity.bounds, self.validity.units.canonical(part.quantity.unit))

    def quantities(self, act: Act) -> list[Quantity]:
        """Return the stated amount of an act and those of its parts."""
        return [self.quantity(act), *map(self.part, act.of_which)]

    def _within(self, unit: str, whole: str) -> bool:
        return self.validity.units.is_within(unit, whole)

    # What a total already counts.

    @cached_property
    def named(self) -> dict[str, tuple[str, ...]]:
        """Return the records that each act includes directly, by id, without links on a circle."""
        graph = {
            act.id: [head.id for head in self.validity.versions.resolved(act.includes, Act)]
            for act in self.validity.versions.saying("includes", Act)
        }
        return acyclic(graph)

    def _children(self, act_id: str) -> tuple[str, ...]:
        return self.named.get(act_id, ())

    def _below(self, act_id: str) -> tuple[str, ...]:
        """Return all records that a total includes, directly or through others."""
        return closure(self._children(act_id), self._children)

    def nearest(self, act_id: str) -> tuple[str, ...]:
        """Return the records that a total includes, without those that an included total includes."""
        children = self.named.get(act_id, ())
        if len(children) < 2:  # noqa: PLR2004 - one child cannot lie below another
            return children
        deeper = {below for child in children for below in self._below(child)}
        return tuple(child for child in children if child not in deeper)

    def told(self, act: Act, unit: str) -> list[Quantity]:
        """Return the stated amounts of an act in a unit: its amount if it has the unit, else the parts that have it."""
        own = self.quantity(act)
        if self._within(own.unit, unit):
            return [own]
        return self._outermost([part for part in map(self.part, act.of_which) if self._within(part.unit, unit)])

    def _outermost(self, parts: list[Quantity]) -> list[Quantity]:
        units = {part.unit for part in parts}
        return [part for part in parts if not any(self._within(part.unit, one) for one in units - {part.unit})]

    def stated(self, act: Act, unit: str) -> Bounds:
        """Return the sum of the stated amounts of an act in a unit."""
        return total(quantity.bounds for quantity in self.told(act, unit))

    def silent(self, act: Act, unit: str) -> Bounds:
        """Return the possible amount of an act in a unit beyond the amounts that it states in that unit.

        The limit is its amount in the nearest unit that contains the unit, or in a unit that overlaps with it, unless
        the act
        states how much is of the unit.
        """
        own, told = self.quantity(act), self.told(act, unit)
        if self._within(own.unit, unit) or any(quantity.unit == unit for quantity in told):
            return NOTHING
        parts = [part for part in map(self.part, act.of_which) if not self._within(own.unit, part.unit)]
        above = [part for part in (own, *parts) if self._within(unit, part.unit)]
        nearest = [one for one in above if all(self._within(one.unit, other.unit) for other in above)]
        if not above:
            overlap = self.validity.units.overlap
            nearest = [own] if overlap(own.unit, unit) else [part for part in parts if overlap(part.unit, unit)]
        low, high = self.stated(act, unit).low or 0, total(one.bounds for one in nearest).high
        return Bounds(0, None if high is None else max(0, add(high, -low)))

    def included(self, act: Act, unit: str) -> Bounds:
        """Return the amount in a unit that the included records of a total account for, each counted once.

        The bounds are tight if no record is included in two totals and each record is counted in the unit like its
        totals.
        Otherwise they only contain the truth.
        """
        if act.id not in self.named:
            return NOTHING
        for one in bottom_up((act.id, unit), lambda one: self._needed(*one), self._included):
            self._included[one] = self._below_in(*one)
        return self._included[act.id, unit]

    def _needed(self, act_id: str, unit: str) -> Iterator[tuple[str, str]]:
        """Return the records and units that must be worked out before the included amount of a total."""
        if not self._fits(act_id, unit):
            for below in self._below(act_id):
                yield below, self.quantity(self._act(below)).unit
                yield from ((below, quantity.unit) for quantity in self.told(self._act(below), unit))

    @cached_property
    def _tangled(self) -> frozenset[str]:
        """Return the totals above a record that two totals include.

        Below all other totals, each record is counted once.
        """
        parents: dict[str, list[str]] = {}
        for total_id in self.named:
            for child in self.nearest(total_id):
                parents.setdefault(child, []).append(total_id)
        several = [above for totals in parents.values() if len(totals) > 1 for above in totals]
        return frozenset(closure(several, lambda one: parents.get(one, ())))

    def _below_in(self, act_id: str, unit: str) -> Bounds:
        fits = self._fits(act_id, unit)
        if fits and act_id not in self._tangled:
            return total(self._accounted(child, unit) for child in self.nearest(act_id))
        below = self._below(act_id)
        if not fits:
            return total(self._brings(self._act(one), unit) for one in below)
        parents: dict[str, int] = dict.fromkeys(below, 0)
        for parent in (act_id, *below):
            for child in self.nearest(parent):
                parents[child] += 1
        if all(count == 1 for count in parents.values()):
            return total(self._accounted(child, unit) for child in self.nearest(act_id))
        return total(self._own(child, unit) for child in below)

    def _brings(self, act: Act, unit: str) -> Bounds:
        """Return the amount of an act in a unit beyond its included records, from its own amount and its parts."""
        own = self.quantity(act)
        left = _less(own.bounds, self._included.get((act.id, own.unit), NOTHING))
        if self._within(own.unit, unit):
            return left
        parts: dict[str, Bounds] = {}
        for part in self.told(act, unit):
            parts[part.unit] = parts.get(part.unit, NOTHING) + part.bounds
        told = total(_less(some, self._included.get((act.id, of), NOTHING)) for of, some in parts.items())
        return told + Bounds(0, _least(self.silent(act, unit).high, left.high))

    def _fits(self, act_id: str, unit: str) -> bool:
        """Return whether all records below a total state their amount in a unit, directly or by parts."""
        for one in bottom_up((act_id, unit), _in_the_same_unit(self._children), self._fitting):
            inside: frozenset[str] | None = frozenset()
            for child in self._children(one[0]):
                known = self._words(child, unit)
                inside = None if inside is None or known is None else inside | known
            self._fitting[one] = inside
        return self._fitting[act_id, unit] is not None

    def _words(self, act_id: str, unit: str) -> frozenset[str] | None:
        """Return the units in which an act, or the records below, state an amount of a unit; `None` if that is open."""
        act, inside = self._act(act_id), self._fitting[act_id, unit]
        words = {quantity.unit for quantity in self.told(act, unit)}
        if inside is None or self.silent(act, unit) != NOTHING:
            return None
        if words and inside and not (len(words) == 1 and all(self._within(one, *words) for one in inside)):
            return None
        return frozenset(words) or inside

    def _act(self, act_id: str) -> Act:
        return self.validity.versions.resolved((act_id,), Act)[0]

    def _accounted(self, act_id: str, unit: str) -> Bounds:
        """Return the amount that an act and all records below it account for: its own, or more if they have more."""
        found = self._accounted_for
        for one in bottom_up((act_id, unit), _in_the_same_unit(self.nearest), found):
            below = total(found[child, unit] for child in self.nearest(one[0]))
            found[one] = _greater(self.stated(self._act(one[0]), unit), below)
        return found[act_id, unit]

    def _own(self, act_id: str, unit: str) -> Bounds:
        """Return the amount of an act beyond its included records."""
        for one in bottom_up((act_id, unit), _in_the_same_unit(self._below), self._owned):
            amount = total(self._owned[child, unit] for child in self._below(one[0]))
            self._owned[one] = _less(self.stated(self._act(one[0]), unit), amount)
        return self._owned[act_id, unit]


def _in_the_same_unit(children: Callable[[str], Iterable[str]]) -> Callable[[tuple[str, str]], list[tuple[str, str]]]:
    """Return the children of an act and a unit: those of the act, each with the same unit."""
    return lambda one: [(child, one[1]) for child in children(one[0])]


def _least(one: Number | None, other: Number | None) -> Number | None:
    return other if one is None else one if other is None else min(one, other)
