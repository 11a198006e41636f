"""The amounts of concessions and coercions through time, less what totals include and what reversals take back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from sanctledger.base.graph import closure
from sanctledger.posting.totals import Totals
from sanctledger.posting.validity import Validity
from sanctledger.records.acts import Act
from sanctledger.records.deals import Reversal
from sanctledger.records.entry_context import AmountStep
from sanctledger.records.parts import Part
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, total
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods, run
from sanctledger.values.quantity import Quantity
from sanctledger.values.step_sums import StepSum, acting


def _less(amount: Bounds, taken: Bounds) -> Bounds:
    """Return the rest of an amount, never below zero."""
    return (amount - taken).floored()


@attrs.frozen(eq=False)
class _Taking:
    """The reversals that take parts of an act back.

    Attributes:
        others: The reversals whose amount depends on further reversals.
        tallies: By unit, the sum of the reversals by a plain amount, each with the first of them.
        beyond: A number above every number stated about the act.
    """

    others: tuple[Reversal, ...]
    tallies: tuple[tuple[Reversal, StepSum], ...]
    beyond: Number


@attrs.frozen(eq=False, repr=False)
class Amounts:
    """The amounts of the acts of a snapshot.

    Attributes:
        holding: The validity of the records.
    """

    validity: Validity

    @cached_property
    def totals(self) -> Totals:
        """Return the stated amounts of acts, and the parts of them that totals include."""
        return Totals(self.validity)

    def quantity(self, act: Act) -> Quantity:
        """Return the stated amount of an act in its canonical unit; default: one of its kind."""
        return self.totals.quantity(act)

    def part(self, part: Part) -> Quantity:
        """Return the amount of a part, in its canonical unit."""
        return self.totals.part(part)

    def _within(self, unit: str, whole: str) -> bool:
        return self.validity.units.is_within(unit, whole)

    # What was taken back.

    def _partial(self, record: Record, act: Act) -> tuple[Reversal, ...]:
        """Return the reversals that take a part of an act back: by a stated amount, or because part is given back.

        Args:
            record: The act, or a reversal of it, whose own reversals are returned.
            act: The act.
        """
        return tuple(
            reversal
            for reversal in self.validity.reversals(record)
            if self.validity.takes_part(reversal, act) or (reversal.is_whole and self.validity.in_part(reversal, act))
        )

    def _taken(self, reversal: Reversal, of: Bounds, act: Act, day: int) -> Bounds:
        """Return the amount that a reversal takes back on a day, if the reversed record has that much."""
        visited: list[tuple[Bounds, Certainty, int]] = []
        waiting = [(reversal, of, -1)]
        while waiting:
            one, there_is, above = waiting.pop()
            acts = self.validity.acts_upon(one, act).at(day)
            if acts is not Certainty.NO:
                quantity = self.validity.quantity(one)
                amount = there_is if quantity is None else quantity.bounds
                waiting += [(part, amount, len(visited)) for part in self._partial(one, act)]
                visited.append((amount, acts, above))
        given_back: dict[int, Bounds] = {}
        for at, (amount, acts, above) in reversed(list(enumerate(visited))):
            left = _less(amount, given_back.get(at, NOTHING))
            left = left if acts is Certainty.YES else left.hull(NOTHING)
            given_back[above] = given_back.get(above, NOTHING) + left
        return given_back.get(-1, NOTHING)

    def _chain(self, reversals: Iterable[Reversal], act: Act) -> tuple[Reversal, ...]:
        """Return some reversals, the reversals that take part of them back, and so on."""
        heads = self.validity.versions.heads
        ids = closure((one.id for one in reversals), lambda one: [other.id for other in self._partial(heads[one], act)])
        return self.validity.versions.resolved(ids, Reversal)

    # The amount through time.

    def steps(self, act: Act) -> Iterator[AmountStep]:
        """Return the amount of an act through time, then its parts."""
        return self._steps(act, self.validity.in_force(act), self._partial(act, act))

    def delivered(self, act: Act) -> Iterator[AmountStep]:
        """Return the amount of an act from its start on, as if it never ended.

        Only reversals take delivered things back.
        """
        return self._steps(act, self.validity.started_days(act), self._partial(act, act))

    def given(self, act: Act) -> Iterator[AmountStep]:
        """Return the amount of an act as if no reversal took anything back."""
        return self._steps(act, self.validity.start_days(act), ())

    def _steps(self, act: Act, days_of: Periods, reversals: tuple[Reversal, ...]) -> Iterator[AmountStep]:
        quantity = self.quantity(act)
        because = (*self.totals.named.get(act.id, ()), *self.validity.widening(act))
        if not reversals and not act.of_which:
            left = _less(quantity.bounds, self.totals.included(act, quantity.unit))
            yield AmountStep(quantity.unit, left, days_of, None, because)
            return
        chain = self._chain(reversals, act)
        edges = {edge for reversal in chain for edge in self.validity.acts_upon(reversal, act).edges}
        pieces = tuple(_cut(days_of, edges))
        starts = [days.possible[0][0] for days in pieces]
        on = (self.validity.acts_upon(reversal, act) for reversal in reversals)
        by = acting(tuple(reversal.id for reversal in reversals), on, starts)
        taking = self._taking(act, reversals, chain)
        for days, day, ids in zip(pieces, starts, by, strict=True):
            left, parts = self._left(act, taking, day)
            yield AmountStep(quantity.unit, left, days, None, (*because, *ids))
            for part, remains in zip(act.of_which, parts, strict=True):
                yield AmountStep(self.part(part).unit, remains, days, quantity.unit, (*because, *ids))

    def _taking(self, act: Act, reversals: tuple[Reversal, ...], chain: tuple[Reversal, ...]) -> _Taking:
        """Return the reversals of an act, with those by a plain amount summed by unit."""
        plain: dict[str, list[tuple[Reversal, Bounds]]] = {}
        others = []
        for reversal in reversals:
            quantity = self.validity.quantity(reversal)
            if quantity is None or self._partial(reversal, act):
                others.append(reversal)
            else:
                plain.setdefault(quantity.unit, []).append((reversal, quantity.bounds.floored()))
        on = self.validity.acts_upon
        tallies = tuple(
            (some[0][0], StepSum.of((amount, on(reversal, act)) for reversal, amount in some))
            for some in plain.values()
        )
        return _Taking(tuple(others), tallies, self._beyond(act, chain))

    def _beyond(self, act: Act, chain: tuple[Reversal, ...]) -> Number:
        """Return a number above every number stated about an act."""
        bounds = self.quantity(act).bounds
        units = {self.quantity(act).unit, *(self.part(part).unit for part in act.of_which)}
        said = [self.part(part).bounds for part in act.of_which]
        said += [taken.bounds for reversal in chain if (taken := self.validity.quantity(reversal)) is not None]
        said += [self.totals.included(act, unit) for unit in units]
        finite = [end for bounds in said for end in (bounds.low, bounds.high) if end is not None]
        return add(total(map(Bounds.exactly, finite)).low or 0, add(bounds.low or 0, 1))

    def taken(self, act: Act, day: int) -> Bounds:
        """Return the amount that partial reversals have taken back of an act by a day, in the unit of the act."""
        quantity, reversals = self.quantity(act), self._partial(act, act)
        if not reversals:
            return NOTHING
        low, high = quantity.bounds.low or 0, quantity.bounds.high
        sure = sum(reversal.quantity is None for reversal in reversals) <= 1 and high is not None
        ends = [Bounds.exactly(end) for end in dict.fromkeys((low, high)) if end is not None]
        included = self.totals.included(act, quantity.unit)
        return _hull(
            _lesser(_less(amount, included), total(self._taken(one, amount, act, day) for one in reversals))
            for amount in (ends if sure else [Bounds(low, high)])
        )

    def _left(self, act: Act, taking: _Taking, day: int) -> tuple[Bounds, list[Bounds]]:
        """Return the rest of an act on a day, and the rest of each of its parts.

        A reversal of the whole act takes whatever the amount is, so the result is worked out for each end of the
        amount. The
        bounds are tight unless several such reversals are in force together; then they only contain the truth.
        """
        bounds = self.quantity(act).bounds
        low = bounds.low or 0
        if sum(reversal.quantity is None for reversal in taking.others) > 1:
            return self._left_of(bounds, act, taking, day)
        if bounds.high is not None:
            ends = [self._left_of(Bounds.exactly(end), act, taking, day) for end in {low, bounds.high}]
            return _hull([left for left, _ in ends]), [_hull(some) for some in zip(*(p for _, p in ends), strict=True)]
        beyond = taking.beyond
        ends = [self._left_of(Bounds.exactly(end), act, taking, day) for end in (low, beyond, add(beyond, 1))]
        lefts = [left for left, _ in ends]
        parts = [list(some) for some in zip(*(p for _, p in ends), strict=True)]
        return _grown(lefts), [_grown(some) for some in parts]

    def _left_of(self, amount: Bounds, act: Act, taking: _Taking, day: int) -> tuple[Bounds, list[Bounds]]:
        """Return the rest of a given amount of an act on a day, and the rest of each of its parts."""
        unit = self.quantity(act).unit
        taken = [(reversal, self._taken(reversal, amount, act, day)) for reversal in taking.others]
        taken += [(reversal, tally.at(day)) for reversal, tally in taking.tallies]
        whole = _less(amount, self.totals.included(act, unit))
        left = _less(whole, total(some for _, some in taken))
        parts = []
        for part in act.of_which:
            stated = self.part(part).unit
            alone = not self._twins(act, part)
            remains = self._part_left(self._part_of_total(act, part), whole, taken, stated, unit, alone=alone)
            parts.append(_lesser(remains, left) if self._within(stated, unit) else remains)
        return left, parts

    def _part_of_total(self, act: Act, part: Part) -> Bounds:
        """Return a part less the amounts of the records that the total includes."""
        quantity = self.part(part)
        already = self.totals.included(act, quantity.unit)
        whole, bounds = self.quantity(act), quantity.bounds
        if quantity.unit == whole.unit:
            already = already.hull(NOTHING)
        if twins := self._twins(act, part):
            already = already.hull((already - total(twins)).floored())
        if self._within(quantity.unit, whole.unit):
            within = bounds.intersect(Bounds(0, whole.bounds.high))
            bounds = bounds if within is None else within
        return _less(bounds, already)

    def _twins(self, act: Act, part: Part) -> list[Bounds]:
        """Return the other parts of an act in the same unit: a reversal in that unit may take from any of them."""
        others = [self.part(one) for one in act.of_which if one is not part]
        return [other.bounds for other in others if other.unit == self.part(part).unit]

    def _part_left(  # noqa: PLR0913 - a part, what it is of, and what is taken
        self,
        part: Bounds,
        whole: Bounds,
        taken: Iterable[tuple[Reversal, Bounds]],
        unit: str,
        of: str,
        *,
        alone: bool,
    ) -> Bounds:
        """Return the rest of a part after some of the whole is taken back.

        A reversal in the unit of the part takes from the part, if no other part has that unit. A reversal in another
        unit may
        take all or nothing of the part.
        """
        own: list[Bounds] = []
        any_of_it: list[Bounds] = []
        for reversal, some in taken:
            quantity = self.validity.quantity(reversal)
            is_own = quantity is not None and alone and unit != of and self._within(quantity.unit, unit)
            (own if is_own else any_of_it).append(some)
        rest, more = (whole - part).floored(), total(any_of_it)
        surely = _less(Bounds.exactly(more.low or 0), rest).low
        return _less(_less(part, total(own)), Bounds(surely, more.high))


def _lesser(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of the smaller of two amounts."""
    highs = [end for end in (one.high, other.high) if end is not None]
    return Bounds(min(one.low or 0, other.low or 0), min(highs, default=None))


def _hull(some: Iterable[Bounds]) -> Bounds:
    """Return the narrowest bounds that contain all given bounds."""
    first, *others = some
    for other in others:
        first = first.hull(other)
    return first


def _grown(ends: Iterable[Bounds]) -> Bounds:
    """Return the bounds of a result for an unbounded amount.

    Args:
        ends: The results at the low end of the amount, and at two very large numbers.
    """
    at_low, beyond, further = ends
    found = at_low.hull(beyond)
    return found if beyond.high == further.high else Bounds(found.low, None)


def _cut(days: Periods, edges: set[int]) -> Iterator[Periods]:
    """Return the days cut at some day numbers, without the parts that are impossible."""
    cuts = sorted({0, FOREVER, *edges})
    for start, end in itertools.pairwise(cuts):
        within = run(start, end)
        piece = days & Periods(within, within)
        if piece.possible:
            yield piece
