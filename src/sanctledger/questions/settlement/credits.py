"""The credit of each promise through time: how much of it records have delivered and not taken back."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from functools import cached_property

import attrs

from sanctledger.posting.postings import in_all_units
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.record_state import amount_on
from sanctledger.questions.settlement.allocation import PledgeGroup, lowest_high, pledge_groups, share_of_loss
from sanctledger.questions.settlement.contributions import Contribution, Given, alternatives_through_time
from sanctledger.questions.settlement.remainders import Remainders
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge
from sanctledger.records.entry_context import AmountStep
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, Bounds, total
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.quantity import Quantity

NO, YES = Certainty.NO, Certainty.YES
_ANY = Bounds(0, None)
#: Groups of promises, each with the records that deliver the group.
_Groups = list[tuple[PledgeGroup, list[Record]]]


@attrs.frozen
class Credit:
    """The credit of a promise on some days.

    Attributes:
        start: The number of the first day.
        end: The number of the day after the last.
        alternatives: The amounts: one, or several if records that deliver the promise may not have happened.
    """

    start: int
    end: int
    alternatives: tuple[Bounds, ...]

    @property
    def amount(self) -> Bounds:
        """Return the narrowest bounds that contain all alternatives."""
        return functools.reduce(Bounds.hull, self.alternatives)


def promised_amount(snapshot: Snapshot, pledge: Pledge) -> Quantity | None:
    """Return the amount of a promise in its canonical unit, widened by claims that count; `None` without an amount."""
    quantity = snapshot.validity.quantity(pledge)
    if quantity is None and pledge.promised is not None:
        quantity = Quantity(pledge.promised.bounds, snapshot.record_index.units.canonical(pledge.promised.unit))
    return quantity


@attrs.frozen(eq=False, repr=False)
class PledgeCredits:
    """The credits of the promises of a snapshot.

    Attributes:
        snapshot: The snapshot.
    """

    snapshot: Snapshot
    _credits: dict[str, tuple[Credit, ...]] = attrs.field(factory=dict, init=False)
    _groups: dict[tuple[str, ...], list[PledgeGroup]] = attrs.field(factory=dict, init=False)

    @cached_property
    def remainders(self) -> Remainders:
        """Return the remainders of the records that deliver promises."""
        return Remainders(self.snapshot)

    @cached_property
    def deliveries(self) -> dict[str, tuple[Record, ...]]:
        """Return the records that deliver each promise, in their order, by the id of the promise."""
        found: dict[str, list[Record]] = {}
        for record in self.snapshot.versions.saying("delivers", Record):
            for pledge in self.delivered_by(record):
                found.setdefault(pledge.id, []).append(record)
        return {pledge_id: tuple(records) for pledge_id, records in found.items()}

    def delivered_by(self, record: Record) -> tuple[Pledge, ...]:
        """Return the promises that a record delivers."""
        return self.snapshot.versions.resolved(getattr(record, "delivers", ()), Pledge)

    def of(self, pledge: Pledge) -> tuple[Credit, ...]:
        """Return the credits of a promise of an amount, which cover all days."""
        if pledge.id not in self._credits:
            self._credits.update(self._credited(*self._connected(pledge)))
        return self._credits[pledge.id]

    def _credited(self, pledges: dict[str, Pledge], groups: _Groups) -> dict[str, tuple[Credit, ...]]:
        promised = self._promised(pledges)
        contributions = [
            Contribution(start, end, (group.ids, unit), record.id, sure, amount, is_stated=amount is not _ANY)
            for group, records in groups
            for record in records
            for unit in group.units
            for start, end, sure, amount in self.steps(record, unit)
        ]
        found: dict[str, list[Credit]] = {pledge_id: [] for pledge_id in promised}
        for start, end, alternatives in alternatives_through_time(contributions, self.snapshot.included_totals):
            filled = [_filled(promised, groups, given) for given in alternatives]
            for pledge_id, known in found.items():
                amounts = tuple(dict.fromkeys(one[pledge_id] for one in filled))
                if known and known[-1].alternatives == amounts:
                    known[-1] = attrs.evolve(known[-1], end=end)
                else:
                    known.append(Credit(start, end, amounts))
        return {pledge_id: tuple(known) for pledge_id, known in found.items()}

    def _promised(self, pledges: dict[str, Pledge]) -> dict[str, Quantity]:
        amounts = ((one.id, promised_amount(self.snapshot, one)) for one in pledges.values())
        return {pledge_id: quantity for pledge_id, quantity in amounts if quantity is not None}

    def _connected(self, pledge: Pledge) -> tuple[dict[str, Pledge], _Groups]:
        """Return the promises that share deliveries with one, directly or through others, and their groups in order."""
        pledges, waiting = {pledge.id: pledge}, [pledge]
        groups: dict[tuple[str, ...], PledgeGroup] = {}
        records: dict[tuple[str, ...], dict[str, Record]] = {}
        while waiting:
            for record in self.deliveries.get(waiting.pop().id, ()):
                for group in self.groups(record):
                    ids = group.ids
                    if record.id not in records.get(ids, ()) and not pledges.keys().isdisjoint(ids):
                        groups.setdefault(ids, group)
                        records.setdefault(ids, {})[record.id] = record
                        more = self.snapshot.versions.resolved(tuple(one for one in ids if one not in pledges), Pledge)
                        pledges |= {one.id: one for one in more}
                        waiting += more
        ordered = sorted(groups.values(), key=lambda group: group.rank)
        return pledges, [(group, list(records[group.ids].values())) for group in ordered]

    def groups(self, record: Record) -> list[PledgeGroup]:
        """Return the promises of an amount that a record delivers, in groups that share the record."""
        names = tuple(getattr(record, "delivers", ()))
        if names not in self._groups:
            pledges = {one.id: one for one in self.delivered_by(record)}
            unit_of = {pledge_id: quantity.unit for pledge_id, quantity in self._promised(pledges).items()}
            counted = [one for one in pledges.values() if one.id in unit_of]
            self._groups[names] = pledge_groups(counted, unit_of, self.snapshot.record_index.units)
        return self._groups[names]

    # The amounts of one record.

    def steps(self, record: Record, unit: str) -> Iterator[tuple[int, int, bool, Bounds]]:
        """Return the amounts of a unit that a record gives: first day, day after the last, whether sure, and amount.

        The end of the record itself takes nothing back. A record that states no amount of the unit may give any.
        """
        steps = list(self.snapshot.amounts.delivered(record)) if isinstance(record, Act) else []
        stated = [
            (step, amount) for step, of, amount in in_all_units(steps, self.snapshot.record_index.units) if of == unit
        ]
        left = self.remainders.of(record)
        begun = Periods(left.whole.certain, left.remaining.possible)
        for step, amount in stated or [(AmountStep(unit, _ANY, begun), _ANY)]:
            for start, end in itertools.pairwise(sorted(step.periods.edges)):
                holds = step.periods.at(start)
                if holds is not NO:
                    yield start, end, holds is YES, amount

    def given(self, record: Record, unit: str, day: int) -> Bounds:
        """Return how much of a unit a record gives on a day, less the amount that is taken back."""
        return total(
            amount if sure else amount.hull(NOTHING)
            for start, end, sure, amount in self.steps(record, unit)
            if start <= day < end
        )

    def taken_back(self, record: Record, unit: str, day: int) -> Bounds:
        """Return how much of a unit reversals have taken back of a record by a day."""
        once_given = self._once_given(record, unit, day)
        partly = self._partly_taken_back(record, unit, day, once_given)
        is_gone = self.remainders.is_gone(record, day)
        taken = partly if is_gone is NO else once_given if is_gone is YES else partly.hull(once_given)
        missing = (once_given - self.given(record, unit, day)).floored()
        exactly = taken.intersect(missing) if once_given.is_exact else None
        return taken if exactly is None else exactly

    def _once_given(self, record: Record, unit: str, day: int) -> Bounds:
        """Return how much of a unit a record had given by a day, as if nothing were taken back."""
        steps = list(self.snapshot.amounts.given(record)) if isinstance(record, Act) else []
        stated = [amount for _, of, amount in in_all_units(steps, self.snapshot.record_index.units) if of == unit]
        return amount_on(self.snapshot.validity.start_days(record), total(stated) if stated else _ANY, day)

    def _partly_taken_back(self, record: Record, unit: str, day: int, once_given: Bounds) -> Bounds:
        if not isinstance(record, Act):
            return NOTHING
        amounts = self.snapshot.amounts
        taken = amount_on(self.snapshot.validity.start_days(record), amounts.taken(record, day), day)
        if taken == NOTHING or self.snapshot.record_index.units.is_within(amounts.quantity(record).unit, unit):
            return taken
        return Bounds(0, lowest_high(taken, once_given))

    def lost(self, pledge: Pledge, day: int) -> Bounds:
        """Return how much of the deliveries of a promise reversals have taken back by a day.

        If a reversed record delivers several promises, any of them may have lost the amount, and none of them more than
        its credit.
        """
        if not any(self.remainders.is_ever_reduced(record) for record in self.deliveries.get(pledge.id, ())):
            return NOTHING
        pledges, groups = self._connected(pledge)
        promised = self._promised(pledges)
        unit = promised[pledge.id].unit
        once_given: Given = {
            (group.ids, of): total(self._once_given(record, of, day) for record in records)
            for group, records in groups
            for of in group.units
        }
        found = NOTHING
        for (_, records), credited in zip(groups, _allocated(promised, groups, once_given), strict=True):
            if pledge.id in credited:
                taken = total(self.taken_back(record, unit, day) for record in records)
                others = [credit for one, credit in credited.items() if one != pledge.id]
                found += share_of_loss(taken, credited[pledge.id], others) if others else taken
        return found


def _filled(promised: dict[str, Quantity], groups: _Groups, given: Given) -> dict[str, Bounds]:
    """Return the credit of each promise, summed over the groups."""
    found = dict.fromkeys(promised, NOTHING)
    for credited in _allocated(promised, groups, given):
        for one, credit in credited.items():
            found[one] += credit
    return found


def _allocated(promised: dict[str, Quantity], groups: _Groups, given: Given) -> Iterator[dict[str, Bounds]]:
    """Return the credits of the promises of each group, the groups allocated one after the other."""
    found = dict.fromkeys(promised, NOTHING)
    for group, _ in groups:
        amounts = {unit: given.get((group.ids, unit), NOTHING) for unit in group.units}
        missing = {one: (promised[one].bounds - found[one]).floored() for one in group.ids}
        credited = group.allocate(amounts, missing)
        for one, credit in credited.items():
            found[one] += credit
        yield credited
