"""What promises are credited with on each day, by the records that deliver them.

Where a record delivers several promises, what it gives is imputed to them in the order in which they fall due, then in
that in which they were made, as a payment is imputed to debts (UNIDROIT Principles 2016, article 6.1.12).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cached_property

import attrs

from sanctledger.posting.postings import in_all_units
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.record_state import amount_on
from sanctledger.questions.settlement.allocation import Pool, pools_of, split
from sanctledger.questions.settlement.credit_pieces import Given, Piece, through_time
from sanctledger.questions.settlement.withdrawals import Undoing
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge
from sanctledger.records.entry_context import Step
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, Bounds, total
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.quantity import Quantity

_ANY = Bounds(0, None)


@attrs.frozen
class Credit:
    """What a promise is credited with on some days.

    Attributes:
        start: The number of the first day.
        end: The number of the first day after them.
        amounts: How much: one amount, or several where what delivers it may not have happened.
    """

    start: int
    end: int
    amounts: tuple[Bounds, ...]

    @property
    def amount(self) -> Bounds:
        """Return the bounds of all that it may be."""
        first, *others = self.amounts
        for other in others:
            first = first.hull(other)
        return first


@attrs.frozen(eq=False, repr=False)
class Crediting:
    """What the promises of an account are credited with.

    Attributes:
        snapshot: The snapshot.
    """

    snapshot: Snapshot
    _found: dict[str, tuple[Credit, ...]] = attrs.field(factory=dict, init=False)
    _pools: dict[tuple[str, ...], list[Pool]] = attrs.field(factory=dict, init=False)

    @cached_property
    def undoing(self) -> Undoing:
        """What is left of the records that deliver them."""
        return Undoing(self.snapshot)

    @cached_property
    def delivering(self) -> dict[str, tuple[Record, ...]]:
        """Return the records that deliver each promise, by its id, in their order."""
        found: dict[str, list[Record]] = {}
        for record in self.snapshot.versions.saying("delivers", Record):
            for pledge in self.kept_by(record):
                found.setdefault(pledge.id, []).append(record)
        return {pledge_id: tuple(records) for pledge_id, records in found.items()}

    def kept_by(self, record: Record) -> tuple[Pledge, ...]:
        """Return the promises that a record delivers."""
        return self.snapshot.versions.resolved(getattr(record, "delivers", ()), Pledge)

    def promised(self, pledge: Pledge) -> Quantity | None:
        """Return how much is promised, in its canonical unit, widened by the claims about it that count."""
        quantity = self.snapshot.validity.quantity(pledge)
        if quantity is None and pledge.promised is not None:
            quantity = Quantity(
                pledge.promised.bounds, self.snapshot.record_index.units.canonical(pledge.promised.unit)
            )
        return quantity

    def of(self, pledge: Pledge) -> tuple[Credit, ...]:
        """What a promise of an amount is credited with through time; the stretches fill all days."""
        if pledge.id not in self._found:
            pledges, pools = self._connected(pledge)
            self._found.update(self._credited(pledges, pools))
        return self._found[pledge.id]

    def _connected(self, pledge: Pledge) -> tuple[dict[str, Pledge], list[tuple[Pool, list[Record]]]]:
        """The promises that share deliveries with one, directly or through others, and the pools that fill them."""
        pledges, waiting = {pledge.id: pledge}, [pledge]
        pools: dict[tuple[str, ...], Pool] = {}
        filling: dict[tuple[str, ...], dict[str, Record]] = {}
        while waiting:
            for record in self.delivering.get(waiting.pop().id, ()):
                for pool in self.pools(record):
                    ids = pool.ids
                    if record.id not in filling.get(ids, ()) and not pledges.keys().isdisjoint(ids):
                        pools.setdefault(ids, pool)
                        filling.setdefault(ids, {})[record.id] = record
                        more = self.snapshot.versions.resolved(tuple(one for one in ids if one not in pledges), Pledge)
                        pledges |= {one.id: one for one in more}
                        waiting += more
        ordered = sorted(pools.values(), key=lambda pool: pool.rank)
        return pledges, [(pool, list(filling[pool.ids].values())) for pool in ordered]

    def pools(self, record: Record) -> list[Pool]:
        """Return the promises of an amount that a record delivers, those together that share what it gives."""
        kept, names = self.kept_by(record), tuple(getattr(record, "delivers", ()))
        if names not in self._pools:
            amounts = {one.id: quantity.unit for one in kept if (quantity := self.promised(one)) is not None}
            counted = [one for one in kept if one.id in amounts]
            self._pools[names] = pools_of(counted, amounts, self.snapshot.record_index.units)
        return self._pools[names]

    def gives(self, record: Record, unit: str) -> Iterator[tuple[int, int, bool, Bounds]]:
        """Return how much of a unit a record gives: from day to day, whether for sure, and the amount if it happened.

        Its own end takes nothing back. Where it does not say how much of the unit it gives, that may be anything.
        """
        begun = self._begun(record)
        steps = list(self.snapshot.amounts.delivered(record)) if isinstance(record, Act) else []
        own = [
            (step, amount) for step, of, amount in in_all_units(steps, self.snapshot.record_index.units) if of == unit
        ]
        for step, amount in own or [(Step(unit, _ANY, begun), _ANY)]:
            edges = sorted(step.periods.edges)
            for start, end in itertools.pairwise(edges):
                holds = step.periods.at(start)
                if holds is not Certainty.NO:
                    yield start, end, holds is Certainty.YES, amount

    def _begun(self, record: Record) -> Periods:
        left = self.undoing.left(record)
        return Periods(left.whole.certain, left.some.possible)

    def given(self, record: Record, unit: str, day: int) -> Bounds:
        """Return how much of a unit a record stands for on a day, less what was taken back of it."""
        amounts = (
            amount if sure else amount.hull(NOTHING)
            for start, end, sure, amount in self.gives(record, unit)
            if start <= day < end
        )
        return total(amounts)

    def once_given(self, record: Record, unit: str, day: int) -> Bounds:
        """Return how much of a unit a record had given by a day, as if nothing of it were ever taken back."""
        steps = list(self.snapshot.amounts.given(record)) if isinstance(record, Act) else []
        own = [amount for _, of, amount in in_all_units(steps, self.snapshot.record_index.units) if of == unit]
        return amount_on(self.snapshot.validity.start_days(record), total(own) if own else _ANY, day)

    def taken_back(self, record: Record, unit: str, day: int) -> Bounds:
        """Return how much of a unit reversals have taken back of a record by a day."""
        once = self.once_given(record, unit, day)
        undone = self.undoing.is_gone(record, day)
        part = self._partly(record, unit, day, once)
        taken = part if undone is Certainty.NO else once if undone is Certainty.YES else part.hull(once)
        left = (once - self.given(record, unit, day)).floored()
        exactly = taken.intersect(left) if once.is_exact else None
        return taken if exactly is None else exactly

    def _partly(self, record: Record, unit: str, day: int, once: Bounds) -> Bounds:
        if not isinstance(record, Act):
            return NOTHING
        amounts = self.snapshot.amounts
        taken = amount_on(self.snapshot.validity.start_days(record), amounts.taken(record, day), day)
        if taken == NOTHING or self.snapshot.record_index.units.is_within(amounts.quantity(record).unit, unit):
            return taken
        highs = [end for end in (taken.high, once.high) if end is not None]
        return Bounds(0, min(highs, default=None))

    def lost(self, pledge: Pledge, day: int) -> Bounds:
        """Return how much of what was delivered of a promise reversals have taken back by a day.

        Of what a record delivers of several promises, any of them may have lost it, and none more than it was given.
        """
        if not any(self.undoing.is_touched(record) for record in self.delivering.get(pledge.id, ())):
            return NOTHING
        pledges, pools = self._connected(pledge)
        promised = {one.id: quantity for one in pledges.values() if (quantity := self.promised(one)) is not None}
        unit = promised[pledge.id].unit
        once: Given = {
            (pool.ids, of): total(self.once_given(record, of, day) for record in records)
            for pool, records in pools
            for of in pool.units
        }
        records_of = {pool.ids: records for pool, records in pools}
        found = NOTHING
        for pool, poured in _poured(promised, [pool for pool, _ in pools], once):
            if pledge.id in poured:
                taken = total(self.taken_back(record, unit, day) for record in records_of[pool.ids])
                others = [credit for one, credit in poured.items() if one != pledge.id]
                found += split(taken, poured[pledge.id], others) if others else taken
        return found

    def _credited(
        self, pledges: dict[str, Pledge], pools: list[tuple[Pool, list[Record]]]
    ) -> dict[str, tuple[Credit, ...]]:
        promised = {one.id: quantity for one in pledges.values() if (quantity := self.promised(one)) is not None}
        pieces = [
            Piece(start, end, (pool.ids, unit), record.id, sure, amount, told=amount is not _ANY)
            for pool, records in pools
            for record in records
            for unit in pool.units
            for start, end, sure, amount in self.gives(record, unit)
        ]
        found: dict[str, list[Credit]] = {pledge_id: [] for pledge_id in promised}
        for start, end, ways in through_time(pieces, self.snapshot.included_totals):
            filled = [_filled(promised, [pool for pool, _ in pools], way) for way in ways]
            for pledge_id, known in found.items():
                amounts = tuple(dict.fromkeys(one[pledge_id] for one in filled))
                if known and known[-1].amounts == amounts:
                    known[-1] = attrs.evolve(known[-1], end=end)
                else:
                    known.append(Credit(start, end, amounts))
        return {pledge_id: tuple(known) for pledge_id, known in found.items()}


def _filled(promised: dict[str, Quantity], pools: list[Pool], given: Given) -> dict[str, Bounds]:
    """What each promise is credited with when the pools are poured into them, one after the other."""
    found = dict.fromkeys(promised, NOTHING)
    for _, poured in _poured(promised, pools, given):
        for one, credit in poured.items():
            found[one] += credit
    return found


def _poured(promised: dict[str, Quantity], pools: list[Pool], given: Given) -> Iterator[tuple[Pool, dict[str, Bounds]]]:
    """What each pool poured to its promises, one pool after the other."""
    found = dict.fromkeys(promised, NOTHING)
    for pool in pools:
        if len(pool.ids) == 1:
            (only,) = pool.ids
            amount = given.get((pool.ids, pool.units[0]), NOTHING)
            found[only] += amount
            yield pool, {only: amount}
            continue
        amounts = {unit: given.get((pool.ids, unit), NOTHING) for unit in pool.units}
        lacks = {one: (promised[one].bounds - found[one]).floored() for one in pool.ids}
        poured = pool.poured(amounts, lacks)
        for one, credit in poured.items():
            found[one] += credit
        yield pool, poured
