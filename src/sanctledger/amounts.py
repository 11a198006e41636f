"""The amounts of concessions and coercions through time: less what they already count, and what was taken back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from sanctledger.bounds import NOTHING, ONE, Bounds, total
from sanctledger.concessions import Act
from sanctledger.dates import FOREVER
from sanctledger.exchange import Reversal
from sanctledger.holding import END, START, Holding
from sanctledger.links import acyclic
from sanctledger.particulars import Part
from sanctledger.periods import Certainty, Periods, run
from sanctledger.quantity import Quantity
from sanctledger.record import Record, Step


def _greater(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of the greater of two amounts."""
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Bounds(max(one.low or 0, other.low or 0), high)


def _less(amount: Bounds, taken: Bounds) -> Bounds:
    """What is left of an amount, never below zero."""
    return (amount - taken).floored()


@attrs.frozen(eq=False, repr=False)
class Amounts:
    """The amounts of the acts that some lines hold.

    Attributes:
        holding: When records hold.
    """

    holding: Holding

    def quantity(self, act: Act) -> Quantity:
        """The amount that an act states, in its canonical unit; one of its kind where it states none."""
        return self.holding.quantity(act) or Quantity(ONE, act.kind_name)

    def part(self, part: Part) -> Quantity:
        """The amount of a part, in its canonical unit."""
        return Quantity(part.quantity.bounds, self.holding.lines.book.units.canonical(part.quantity.unit))

    def _within(self, unit: str, whole: str) -> bool:
        return self.holding.lines.book.units.is_within(unit, whole)

    # What a total already counts.

    @cached_property
    def _included(self) -> dict[str, tuple[str, ...]]:
        graph = {
            act.id: [head.id for head in self.holding.lines.resolved(act.includes, Act)]
            for act in self.holding.lines.of(Act)
            if act.includes
        }
        return acyclic(graph)

    def _below(self, act_id: str) -> dict[str, None]:
        """All that a total includes, directly or through another."""
        found: dict[str, None] = {}
        waiting = list(self._included.get(act_id, ()))
        while waiting:
            below = waiting.pop()
            if below not in found:
                found[below] = None
                waiting += self._included.get(below, ())
        return found

    def _children(self, act_id: str) -> tuple[str, ...]:
        """What a total includes and no other total that it includes does."""
        children = self._included.get(act_id, ())
        if len(children) < 2:  # noqa: PLR2004 - one child cannot lie below another
            return children
        deeper = {below for child in children for below in self._below(child)}
        return tuple(child for child in children if child not in deeper)

    def stated(self, act: Act, unit: str) -> Bounds:
        """How much of a unit an act states: its amount where that is of the unit, else its parts that are."""
        quantity = self.quantity(act)
        if self._within(quantity.unit, unit):
            return quantity.bounds
        parts = (self.part(part) for part in act.of_which)
        return total(part.bounds for part in parts if self._within(part.unit, unit))

    def included(self, act: Act, unit: str) -> Bounds:
        """How much of a unit the records account for that a total includes, each counted once.

        Where no record lies below two totals the bounds are tight; elsewhere they only hold.
        """
        if act.id not in self._included:
            return NOTHING
        below = self._below(act.id)
        parents: dict[str, int] = dict.fromkeys(below, 0)
        for parent in (act.id, *below):
            for child in self._children(parent):
                parents[child] += 1
        if all(count == 1 for count in parents.values()):
            return total(self._accounted(child, unit) for child in self._children(act.id))
        return total(self._own(child, unit) for child in below)

    def _act(self, act_id: str) -> Act:
        return self.holding.lines.resolved((act_id,), Act)[0]

    def _accounted(self, act_id: str, unit: str) -> Bounds:
        """What an act and all below it account for: its own amount, or more where what it includes is more."""
        below = total(self._accounted(child, unit) for child in self._children(act_id))
        return _greater(self.stated(self._act(act_id), unit), below)

    def _own(self, act_id: str, unit: str) -> Bounds:
        """What an act states beyond what it includes."""
        below = total(self._own(child, unit) for child in self._below(act_id))
        return _less(self.stated(self._act(act_id), unit), below)

    # What was taken back.

    def _partial(self, record: Record, act: Act) -> tuple[Reversal, ...]:
        """The reversals that take a part of an act back: they say how much, or were themselves taken back in part.

        Args:
            record: The act, or a reversal of it, whose own reversals are asked for.
            act: The act.
        """
        return tuple(
            reversal
            for reversal in self.holding.reversals(record)
            if self.holding.takes_part(reversal, act) or (reversal.is_whole and self._partial(reversal, act))
        )

    def _taken(self, reversal: Reversal, of: Bounds, act: Act, day: int) -> Bounds:
        """How much a reversal takes back on a day."""
        acts = self.holding.acts(reversal).at(day)
        if acts is Certainty.NO:
            return NOTHING
        quantity = self.holding.quantity(reversal)
        amount = of if quantity is None else quantity.bounds
        given_back = total(self._taken(part, amount, act, day) for part in self._partial(reversal, act))
        amount = _less(amount, given_back)
        return amount if acts is Certainty.YES else amount.hull(NOTHING)

    def _edges(self, reversals: Iterable[Reversal], act: Act) -> Iterator[int]:
        for reversal in reversals:
            yield from self.holding.acts(reversal).edges
            yield from self._edges(self._partial(reversal, act), act)

    # The amount through time.

    def steps(self, act: Act) -> Iterator[Step]:
        """The amount of an act through time, then its parts."""
        quantity, acts = self.quantity(act), self.holding.acts(act)
        because = (*self._included.get(act.id, ()), *self._claims(act))
        reversals = self._partial(act, act)
        already = self.included(act, quantity.unit)
        whole = _less(quantity.bounds, already)
        parts = [(self.part(part), self._part_of_total(act, part)) for part in act.of_which]
        if not reversals and not parts:
            yield Step(quantity.unit, whole, acts, None, because)
            return
        for days in _cut(acts, set(self._edges(reversals, act))):
            day = days.possible[0][0]
            taken = [(v, self._taken(v, quantity.bounds, act, day)) for v in reversals]
            acting = tuple(reversal.id for reversal, amount in taken if amount != NOTHING)
            left = _less(whole, total(amount for _, amount in taken))
            yield Step(quantity.unit, left, days, None, (*because, *acting))
            for stated, part in parts:
                remains = part
                for reversal, amount in taken:
                    remains = self._part_left(remains, whole, reversal, amount, stated.unit, quantity.unit)
                yield Step(stated.unit, remains, days, quantity.unit, (*because, *acting))

    def _claims(self, act: Act) -> tuple[str, ...]:
        claims = self.holding.counted_claims(act, "quantity", "happened", *START, *END, "through")
        return tuple(claim.id for claim in claims)

    def _part_of_total(self, act: Act, part: Part) -> Bounds:
        """A part, less as much of it as the total's included records account for."""
        quantity = self.part(part)
        already = self.included(act, quantity.unit)
        whole, bounds = self.quantity(act), quantity.bounds
        if quantity.unit == whole.unit:
            already = already.hull(NOTHING)
        if self._within(quantity.unit, whole.unit):
            within = bounds.intersect(Bounds(0, whole.bounds.high))
            bounds = bounds if within is None else within
        return _less(bounds, already)

    def _part_left(  # noqa: PLR0913, PLR0917 - the part, the whole and the reversal, each with its unit
        self, part: Bounds, whole: Bounds, reversal: Reversal, taken: Bounds, unit: str, of: str
    ) -> Bounds:
        """What is left of a part when some of the whole is taken back: all of that may or may not be of the part."""
        quantity = self.holding.quantity(reversal)
        if quantity is not None and unit != of and self._within(quantity.unit, unit):
            return _less(part, taken)
        rest = whole - part
        surely = _less(Bounds(taken.low, taken.low), rest.floored()).low if taken.low is not None else 0
        return _less(part, Bounds(surely, taken.high))


def _cut(days: Periods, edges: set[int]) -> Iterator[Periods]:
    """The days, cut at some day numbers, without the pieces on which nothing may be."""
    cuts = sorted({0, FOREVER, *edges})
    for start, end in itertools.pairwise(cuts):
        within = run(start, end)
        piece = days & Periods(within, within)
        if piece.possible:
            yield piece
