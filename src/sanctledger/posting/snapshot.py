"""A snapshot: the records as known on a day, under a reading, with their validity and their entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.base.graph import acyclic
from sanctledger.base.plugins import leave_out
from sanctledger.base.reading import Reading
from sanctledger.posting.amounts import Amounts
from sanctledger.posting.designations import Designations
from sanctledger.posting.easing_targets import EasingTargets
from sanctledger.posting.handovers import handover_chains
from sanctledger.posting.included_totals import IncludedTotal, included_totals
from sanctledger.posting.measure_states import MeasureStates
from sanctledger.posting.postings import JointGroup, Postings
from sanctledger.posting.record_index import RecordIndex
from sanctledger.posting.validity import Validity
from sanctledger.posting.versions import Versions
from sanctledger.records.acts import Act, Coercion
from sanctledger.records.entry import Entry
from sanctledger.records.entry_context import AmountStep, StateDays
from sanctledger.records.kind_checks import is_built_in
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import NOTHING, ONE, Bounds
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.periods import Periods


@attrs.frozen(eq=False, repr=False)
class Snapshot:
    """The records as known on a day, under a reading. Record classes ask a snapshot for what their entries need.

    Attributes:
        record_index: The index of all records.
        known: The number of the day of knowledge.
        reading: The reading of the evidence.
    """

    record_index: RecordIndex
    known: int = FOREVER
    reading: Reading = Reading()
    _rolled_up: dict[str, tuple[str, ...]] = attrs.field(factory=dict, init=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts of a copy or a pickle, without derived values."""
        return Snapshot, (self.record_index, self.known, self.reading)

    @cached_property
    def versions(self) -> Versions:
        """Return the current version of each record, as known on the day."""
        return Versions(self.record_index, self.known, self.reading.statuses)

    @cached_property
    def validity(self) -> Validity:
        """Return the validity of the records: the days on which each holds."""
        return Validity(self.versions, self.reading)

    @cached_property
    def easing_targets(self) -> EasingTargets:
        """Return the easings with the measures that they reach."""
        return EasingTargets(self.validity)

    @cached_property
    def measures(self) -> MeasureStates:
        """Return the states of measures."""
        return MeasureStates(self.easing_targets)

    @cached_property
    def amounts(self) -> Amounts:
        """Return the amounts of acts."""
        return Amounts(self.validity)

    @cached_property
    def included_totals(self) -> dict[str, IncludedTotal]:
        """Return the totals with what they include, by the id of each act whose own amount depends on unsure others."""
        return included_totals(self.amounts)

    @cached_property
    def joint_groups(self) -> dict[str, JointGroup]:
        """Return the groups of records whose unsure amounts depend on each other, by the id of each record."""
        return {**self.included_totals, **handover_chains(self.measures)}

    @cached_property
    def has_counted_claims(self) -> bool:
        """Return whether rival claims widen anything, so that the stated reading may differ."""
        return self.reading.claims == "widest" and bool(self.validity.claims)

    @cached_property
    def stated(self) -> Snapshot:
        """Return the snapshot under the stated reading."""
        if not self.has_counted_claims:
            return self
        return Snapshot(self.record_index, self.known, attrs.evolve(self.reading, claims="stated"))

    # What records ask.

    def acts(self, record: Record) -> Periods:
        """Return the days on which a record holds and is not reversed."""
        return self.validity.in_force(record)

    def steps(self, record: Record) -> Iterator[AmountStep]:
        """Return the amount of a concession or coercion through time, and its parts."""
        return self.amounts.steps(record) if isinstance(record, Act) else iter(())

    def states(self, record: Record) -> Iterator[StateDays]:
        """Return the states of each measure of a sanction through time."""
        if isinstance(record, Sanction):
            for measure in self.measures.of(record):
                yield from measure.state_days()

    def claims(self, *ids: str) -> tuple[str, ...]:
        """Return the ids of the rival claims that widen the days or the amounts of some records."""
        heads = self.versions.resolved(ids, Record)
        return tuple(
            claim for head in heads if head.id in self.validity.claims for claim in self.validity.widening(head)
        )

    def size(self, party: str) -> Bounds:
        """Return the number of people or things that a party stands for: the size of a group, else one.

        Claims about the size widen it.
        """
        head = self.versions.head(party)
        if not isinstance(head, Party) or head.size is None:
            return ONE
        size = head.size
        for claim in self.validity.counted_claims(head, "size"):
            try:
                size = size.hull(Bounds.read(claim.value))
            except ValueError:
                continue
        return size.floored()

    def known_from(self, *ids: str) -> dt.date | None:
        """Return the day since which all of some records are known."""
        days = [
            self.record_index.counts_from[record_id] for record_id in ids if record_id in self.record_index.counts_from
        ]
        last = max(days, default=BEGINNING)
        return dt.date.fromordinal(last) if BEGINNING < last < FOREVER else None

    # What they yield.

    def entries_of(self, record: Record) -> list[Entry]:
        """Return the entries of one record that may ever count for something.

        A record whose custom kind raises an error has no entries, and a `PluginWarning` reports the error.
        """
        try:
            return self.asked(record)
        except Exception as error:
            if is_built_in(type(record)):
                raise
            kind = record.kind_name
            problem = f"record `{record.id}` counts nowhere: {type(error).__name__}: {error}"
            leave_out(self.record_index.kinds.package(kind), kind, problem)
            return []

    def asked(self, record: Record) -> list[Entry]:
        """Return the entries of one record, and raise whatever its kind raises."""
        found = []
        for entry in record.entries(self):
            if (entry.amount != NOTHING or entry.part_of is not None) and not entry.periods.is_never:
                unit = self.counted_in(record, entry.unit)
                whole = entry.part_of and self.counted_in(record, entry.part_of)
                same = (unit, whole) == (entry.unit, entry.part_of)
                found.append(entry if same else attrs.evolve(entry, unit=unit, part_of=whole))
        return found

    def counted_in(self, record: Record, unit: str) -> str:
        """Return the unit in which a position counts an amount: hostile acts are counted in a unit of their own."""
        units = self.record_index.units
        unit = units.canonical(unit)
        return units.inflicted(record.kind_name, unit) if isinstance(record, Coercion) else unit

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, in the order of their records."""
        with CollectorPaused():
            return tuple(entry for record in self.versions.heads.values() for entry in self.entries_of(record))

    def postings(self, *, rollup: bool) -> Postings:
        """Return the entries by pair of sides and unit.

        Args:
            rollup: Whether an entry of a party also counts for the state that the party belongs to.
        """
        return self._rolled_up_postings if rollup else self._named_postings

    @cached_property
    def _rolled_up_postings(self) -> Postings:
        return Postings(self.entries, self.record_index.units, self.joint_groups, self.rolled_up)

    @cached_property
    def _named_postings(self) -> Postings:
        return Postings(self.entries, self.record_index.units, self.joint_groups, lambda party: (self.party_id(party),))

    @cached_property
    def designations(self) -> Designations:
        """Return the sanctions by target."""
        return Designations(self.validity)

    @cached_property
    def named_parties(self) -> frozenset[str]:
        """Return the ids that records name as parties, with or without a party record of that id."""
        return frozenset(party for record in self.versions.heads.values() for party in record.parties)

    # Whom it touches.

    @cached_property
    def _countries(self) -> dict[str, tuple[str, ...]]:
        graph = {}
        for party in self.versions.of(Party):
            if party.country is not None:
                graph[party.id] = [self.party_id(party.country)]
        return acyclic(graph)

    def rolled_up(self, party: str) -> tuple[str, ...]:
        """Return a party and the states to which it belongs."""
        known = self._rolled_up.get(party)
        if known is None:
            known = self._rolled_up[party] = self._above(party)
        return known

    def _above(self, party: str) -> tuple[str, ...]:
        at = self.party_id(party)
        found = [at]
        while above := self._countries.get(at):
            at = above[0]
            found.append(at)
        return tuple(found)

    def party_id(self, party: str) -> str:
        """Return the id that a party has now: that of its latest version."""
        return self.versions.party_id(party)

    @cached_property
    def _upon(self) -> dict[str, list[tuple[int, Sanction]]]:
        found: dict[str, list[tuple[int, Sanction]]] = {}
        for number, sanction in enumerate(self.versions.of(Sanction)):
            for party in self.touched(sanction.targets, rollup=True):
                found.setdefault(party, []).append((number, sanction))
        return found

    def sanctions_on(self, parties: Iterable[str]) -> list[Sanction]:
        """Return the sanctions on some parties, or on parties that count for them, in the order of all sanctions."""
        found = {number: sanction for party in parties for number, sanction in self._upon.get(party, ())}
        return [found[number] for number in sorted(found)]

    def touched(self, parties: Iterable[str], *, rollup: bool) -> frozenset[str]:
        """Return all parties that an entry with these parties counts for."""
        if not rollup:
            return frozenset(map(self.party_id, parties))
        return frozenset(above for party in parties for above in self.rolled_up(party))
