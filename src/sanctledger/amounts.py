"""The amounts of concessions and coercions through time: less what they already count, and what was taken back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from sanctledger.bounds import NOTHING, ONE, Bounds, Number, add, total
from sanctledger.concessions import Act
from sanctledger.dates import FOREVER
from sanctledger.exchange import Reversal
from sanctledger.holding import Holding
from sanctledger.links import acyclic
from sanctledger.particulars import Part
from sanctledger.periods import Certainty, Periods, run
from sanctledger.quantity import Quantity
from sanctledger.record import Record
from sanctledger.surroundings import Step
from sanctledger.tally import Tally, acting


def _greater(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of the greater of two amounts."""
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Bounds(max(one.low or 0, other.low or 0), high)


def _less(amount: Bounds, taken: Bounds) -> Bounds:
    """What is left of an amount, never below zero."""
    return (amount - taken).floored()


@attrs.frozen(eq=False)
class _Taking:
    """What takes parts of an act back.

    Attributes:
        others: The reversals of which more must be known to say how much they take.
        tallies: What all those of one unit take that are plainly by an amount, each with the first of them.
        beyond: A number beyond all that is said of the act.
    """

    others: tuple[Reversal, ...]
    tallies: tuple[tuple[Reversal, Tally], ...]
    beyond: Number


@attrs.frozen(eq=False, repr=False)
class Amounts:
    """The amounts of the acts that some lines hold.

    Attributes:
        holding: When records hold.
    """

    holding: Holding
    _owned: dict[tuple[str, str], Bounds] = attrs.field(factory=dict, init=False)

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
            for act in self.holding.lines.saying("includes", Act)
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
        return total(part.bounds for part in map(self.part, act.of_which) if self._within(part.unit, unit))

    def _untold(self, act: Act, unit: str) -> Bounds:
        """How much of a part of a total its included records may hold without saying so."""
        silent = (self._silent(self._act(below), unit) for below in self._below(act.id))
        return Bounds(0, total(silent).high)

    def _silent(self, act: Act, unit: str) -> Bounds:
        """How much of a unit an act may hold that it tells nothing of: as much as it has of what that is a part of."""
        parts = [self.part(part) for part in act.of_which]
        if any(self._within(part.unit, unit) for part in (self.quantity(act), *parts)):
            return NOTHING
        if self._within(unit, self.quantity(act).unit):
            return self.quantity(act).bounds
        return total(part.bounds for part in parts if self._within(unit, part.unit))

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
        found: dict[str, Bounds] = {}
        waiting = [act_id]
        while waiting:
            children = self._children(waiting[-1])
            if ahead := [child for child in children if child not in found]:
                waiting += ahead
            else:
                one = waiting.pop()
                below = total(found[child] for child in children)
                found[one] = _greater(self.stated(self._act(one), unit), below)
        return found[act_id]

    def _own(self, act_id: str, unit: str) -> Bounds:
        """What an act states beyond what it includes."""
        waiting = [act_id]
        while (act_id, unit) not in self._owned:
            below = self._below(waiting[-1])
            if ahead := [child for child in below if (child, unit) not in self._owned]:
                waiting += ahead
            else:
                one = waiting.pop()
                amount = total(self._owned[child, unit] for child in below)
                self._owned[one, unit] = _less(self.stated(self._act(one), unit), amount)
        return self._owned[act_id, unit]

    # What was taken back.

    def _partial(self, record: Record, act: Act) -> tuple[Reversal, ...]:
        """The reversals that take a part of an act back: they say how much, or are given back in part themselves.

        Args:
            record: The act, or a reversal of it, whose own reversals are asked for.
            act: The act.
        """
        return tuple(
            reversal
            for reversal in self.holding.reversals(record)
            if self.holding.takes_part(reversal, act) or (reversal.is_whole and self.holding.in_part(reversal, act))
        )

    def _taken(self, reversal: Reversal, of: Bounds, act: Act, day: int) -> Bounds:
        """How much a reversal takes back on a day, where there is so much of what it reverses."""
        visited: list[tuple[Bounds, Certainty, int]] = []
        waiting = [(reversal, of, -1)]
        while waiting:
            one, there_is, above = waiting.pop()
            acts = self.holding.acts_upon(one, act).at(day)
            if acts is not Certainty.NO:
                quantity = self.holding.quantity(one)
                amount = there_is if quantity is None else quantity.bounds
                waiting += [(part, amount, len(visited)) for part in self._partial(one, act)]
                visited.append((amount, acts, above))
        given_back: dict[int, Bounds] = {}
        for at, (amount, acts, above) in reversed(list(enumerate(visited))):
            left = _less(amount, given_back.get(at, NOTHING))
            left = left if acts is Certainty.YES else left.hull(NOTHING)
            given_back[above] = given_back.get(above, NOTHING) + left
        return given_back.get(-1, NOTHING)

    def _chain(self, reversals: Iterable[Reversal], act: Act) -> Iterator[Reversal]:
        """Some reversals, and those that take part of them back, and so on."""
        waiting = list(reversals)
        while waiting:
            reversal = waiting.pop()
            yield reversal
            waiting += self._partial(reversal, act)

    # The amount through time.

    def steps(self, act: Act) -> Iterator[Step]:
        """The amount of an act through time, then its parts."""
        return self._steps(act, self.holding.acts(act), self._partial(act, act))

    def delivered(self, act: Act) -> Iterator[Step]:
        """The same from its start on, whenever it ends: what was once given stays given until it is taken back."""
        return self._steps(act, self.holding.begun(act), self._partial(act, act))

    def given(self, act: Act) -> Iterator[Step]:
        """The same as if nothing of it were ever taken back."""
        return self._steps(act, self.holding.start_days(act), ())

    def _steps(self, act: Act, days_of: Periods, reversals: tuple[Reversal, ...]) -> Iterator[Step]:
        quantity = self.quantity(act)
        because = (*self._included.get(act.id, ()), *self.holding.widening(act))
        if not reversals and not act.of_which:
            yield Step(quantity.unit, _less(quantity.bounds, self.included(act, quantity.unit)), days_of, None, because)
            return
        chain = tuple(self._chain(reversals, act))
        edges = {edge for reversal in chain for edge in self.holding.acts_upon(reversal, act).edges}
        pieces = tuple(_cut(days_of, edges))
        starts = [days.possible[0][0] for days in pieces]
        upon = (self.holding.acts_upon(reversal, act) for reversal in reversals)
        by = acting(tuple(reversal.id for reversal in reversals), upon, starts)
        taking = self._taking(act, reversals, chain)
        for days, day, ids in zip(pieces, starts, by, strict=True):
            left, parts = self._left(act, taking, day)
            yield Step(quantity.unit, left, days, None, (*because, *ids))
            for part, remains in zip(act.of_which, parts, strict=True):
                yield Step(self.part(part).unit, remains, days, quantity.unit, (*because, *ids))

    def _taking(self, act: Act, reversals: tuple[Reversal, ...], chain: tuple[Reversal, ...]) -> _Taking:
        """Some reversals of an act: those by an amount that nothing gives back in part are summed by their units."""
        plain: dict[str, list[tuple[Reversal, Bounds]]] = {}
        others = []
        for reversal in reversals:
            quantity = self.holding.quantity(reversal)
            if quantity is None or self._partial(reversal, act):
                others.append(reversal)
            else:
                plain.setdefault(quantity.unit, []).append((reversal, quantity.bounds.floored()))
        upon = self.holding.acts_upon
        tallies = tuple(
            (some[0][0], Tally.of((amount, upon(reversal, act)) for reversal, amount in some))
            for some in plain.values()
        )
        return _Taking(tuple(others), tallies, self._beyond(act, chain))

    def _beyond(self, act: Act, chain: tuple[Reversal, ...]) -> Number:
        """A number beyond all that is said of an act."""
        bounds = self.quantity(act).bounds
        units = {self.quantity(act).unit, *(self.part(part).unit for part in act.of_which)}
        said = [self.part(part).bounds for part in act.of_which]
        said += [taken.bounds for reversal in chain if (taken := self.holding.quantity(reversal)) is not None]
        said += [some for unit in units for some in (self.included(act, unit), self._untold(act, unit))]
        finite = [end for bounds in said for end in (bounds.low, bounds.high) if end is not None]
        return add(total(map(Bounds.exactly, finite)).low or 0, add(bounds.low or 0, 1))

    def taken(self, act: Act, day: int) -> Bounds:
        """How much of an act its reversals in part have taken back by a day, in its own unit, where it happened."""
        quantity, reversals = self.quantity(act), self._partial(act, act)
        if not reversals:
            return NOTHING
        low, high = quantity.bounds.low or 0, quantity.bounds.high
        sure = sum(reversal.quantity is None for reversal in reversals) <= 1 and high is not None
        ends = [Bounds.exactly(end) for end in dict.fromkeys((low, high)) if end is not None]
        included = self.included(act, quantity.unit)
        return _hull(
            _lesser(_less(amount, included), total(self._taken(one, amount, act, day) for one in reversals))
            for amount in (ends if sure else [Bounds(low, high)])
        )

    def _left(self, act: Act, taking: _Taking, day: int) -> tuple[Bounds, list[Bounds]]:
        """What is left of an act on a day, and of its parts.

        What a reversal of all of it takes hangs on the very amount, so the ends are worked out for each end of it.
        Where several such reversals act together the bounds only hold; everywhere else they are tight.
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
        """What is left of so much of an act on a day, and of its parts."""
        unit = self.quantity(act).unit
        taken = [(reversal, self._taken(reversal, amount, act, day)) for reversal in taking.others]
        taken += [(reversal, tally.at(day)) for reversal, tally in taking.tallies]
        whole = _less(amount, self.included(act, unit))
        left = _less(whole, total(some for _, some in taken))
        parts = []
        for part in act.of_which:
            stated = self.part(part).unit
            remains = self._part_left(self._part_of_total(act, part), whole, taken, stated, unit)
            parts.append(_lesser(remains, left) if self._within(stated, unit) else remains)
        return left, parts

    def _part_of_total(self, act: Act, part: Part) -> Bounds:
        """A part, less as much of it as the total's included records account for."""
        quantity = self.part(part)
        already = self.included(act, quantity.unit)
        whole, bounds = self.quantity(act), quantity.bounds
        already += self._untold(act, quantity.unit)
        if quantity.unit == whole.unit:
            already = already.hull(NOTHING)
        if self._within(quantity.unit, whole.unit):
            within = bounds.intersect(Bounds(0, whole.bounds.high))
            bounds = bounds if within is None else within
        return _less(bounds, already)

    def _part_left(
        self, part: Bounds, whole: Bounds, taken: Iterable[tuple[Reversal, Bounds]], unit: str, of: str
    ) -> Bounds:
        """What is left of a part when some of the whole is taken back.

        What is taken back in the part's own unit is of the part; of the rest, all or nothing may be.
        """
        own: list[Bounds] = []
        any_of_it: list[Bounds] = []
        for reversal, some in taken:
            quantity = self.holding.quantity(reversal)
            is_own = quantity is not None and unit != of and self._within(quantity.unit, unit)
            (own if is_own else any_of_it).append(some)
        rest, more = (whole - part).floored(), total(any_of_it)
        surely = _less(Bounds.exactly(more.low or 0), rest).low
        return _less(_less(part, total(own)), Bounds(surely, more.high))


def _lesser(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of the lesser of two amounts."""
    highs = [end for end in (one.high, other.high) if end is not None]
    return Bounds(min(one.low or 0, other.low or 0), min(highs, default=None))


def _hull(some: Iterable[Bounds]) -> Bounds:
    """The narrowest bounds that hold all of some."""
    first, *others = some
    for other in others:
        first = first.hull(other)
    return first


def _grown(ends: Iterable[Bounds]) -> Bounds:
    """The bounds of what hangs on an unbounded amount, from its values at the low end and at two beyond all others."""
    at_low, beyond, further = ends
    found = at_low.hull(beyond)
    return found if beyond.high == further.high else Bounds(found.low, None)


def _cut(days: Periods, edges: set[int]) -> Iterator[Periods]:
    """The days, cut at some day numbers, without the pieces on which nothing may be."""
    cuts = sorted({0, FOREVER, *edges})
    for start, end in itertools.pairwise(cuts):
        within = run(start, end)
        piece = days & Periods(within, within)
        if piece.possible:
            yield piece
