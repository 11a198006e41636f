"""The validity of records: the days on which each holds, as a certain and a possible set of days.

A record holds from its start until its end, less the days on which it is reversed or replaced. An uncertain start or
end
gives days on which it possibly holds. A dispute, a scheduled act or a claim that the act did not happen leaves no day
certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from sanctledger.base.common_errors import ReadError
from sanctledger.base.graph import acyclic, bottom_up, inverted
from sanctledger.base.reading import Reading
from sanctledger.posting.disputes import DENIALS, Dispute, disputes_of
from sanctledger.posting.versions import Versions
from sanctledger.records.acts import Act
from sanctledger.records.deals import Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import UNKNOWN, Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Claim
from sanctledger.values.dates import FOREVER, UncertainDate
from sanctledger.values.periods import Certainty, Periods, joined, run
from sanctledger.values.quantity import ABOUT, Quantity
from sanctledger.values.span import Span, through
from sanctledger.values.units import Units

#: The file's words for the ends of a span, and the field of the record.
START, END = ("from", "start"), ("until", "end")


@attrs.frozen(eq=False, repr=False)
class Validity:
    """The days on which the records of a snapshot hold, under a reading.

    Attributes:
        versions: The records.
        reading: The reading of the evidence.
    """

    versions: Versions
    reading: Reading
    _spans: dict[str, Span] = attrs.field(factory=dict, init=False)
    _acts: dict[str, Periods] = attrs.field(factory=dict, init=False)
    _undone: dict[tuple[str, str | None], Periods] = attrs.field(factory=dict, init=False)
    _in_part: dict[tuple[str, str | None], bool] = attrs.field(factory=dict, init=False)

    @property
    def units(self) -> Units:
        """Return the declared units."""
        return self.versions.record_index.units

    def frees(self, sanction: Sanction, easings: Iterable[Easing], target: str) -> Certainty:
        """Return whether easings together free all that a sanction reaches through a target."""
        return self.versions.record_index.frees(sanction, easings, target)

    # What is said against a record.

    @cached_property
    def claims(self) -> dict[str, tuple[Claim, ...]]:
        """Return the rival claims about each record, by its current id, whether or not the reading counts them."""
        about: dict[str, list[Claim]] = {}
        for claim in self.versions.of(Claim):
            head = self.versions.head(claim.about)
            if head is not None:
                about.setdefault(head.id, []).append(claim)
        return {record_id: tuple(claims) for record_id, claims in about.items()}

    def counted_claims(self, record: Record, *fields: str) -> tuple[Claim, ...]:
        """Return the claims about some fields of a record that the reading counts."""
        if self.reading.claims == "stated":
            return ()
        return tuple(claim for claim in self.claims.get(record.id, ()) if claim.field in fields)

    def widening(self, record: Record) -> tuple[str, ...]:
        """Return the ids of the claims that widen the days of a record, its happening or its amount."""
        units = self.units
        unit = self.unit(record)
        found = []
        for claim in self.counted_claims(record, "quantity", "size", "happened", *START, *END, "through"):
            rival = claimed_quantity(claim, self.versions.record_index.about) if claim.field == "quantity" else None
            if claim.field != "quantity" or (rival is not None and units.canonical(rival.unit) == unit):
                found.append(claim.id)
        return tuple(found)

    @cached_property
    def disputes(self) -> dict[str, Dispute]:
        """Return the disputes about the effect of reversals, by the id of the disputed record, under any reading."""
        return disputes_of(self.versions, self.claims)

    @cached_property
    def _opened(self) -> frozenset[str]:
        """Return the ids of the records that a dispute leaves open, if the reading counts disputes."""
        if self.reading.claims == "stated":
            return frozenset()
        return frozenset(record_id for record_id, dispute in self.disputes.items() if dispute.opens)

    def is_doubtful(self, record: Record) -> bool:
        """Return whether a record may not have happened, or not with effect.

        That is so if the record is disputed or scheduled, if a counted claim denies that it happened, or if its effect
        is
        disputed.
        """
        return (
            record.status in ("disputed", "scheduled")
            or record.id in self._opened
            or (
                record.id in self.claims
                and any(str(claim.value).lower() in DENIALS for claim in self.counted_claims(record, "happened"))
            )
        )

    # When it holds.

    def span(self, record: Record) -> Span:
        """Return the span of a record, widened by counted claims about its ends."""
        known = self._spans.get(record.id)
        if known is None:
            known = self._spans[record.id] = self._widened(record) if record.id in self.claims else record.span
        return known

    def _widened(self, record: Record) -> Span:
        start, end = record.start or UNKNOWN, record.end
        for claim in self.counted_claims(record, *START):
            start = start.hull(claimed_date(claim) or start)
        for claim in self.counted_claims(record, *END, "through"):
            rival = claimed_date(claim)
            if rival is not None:
                open_end = UncertainDate.between(rival.earliest, None)
                end = open_end if end is None else end.hull(rival)
        try:
            return Span(start, end)
        except ReadError:
            return record.span

    def span_days(self, record: Record) -> Periods:
        """Return the days of the span of a record; none is certain if the record is doubtful."""
        days = Periods.of(self.span(record))
        return days.doubted() if self.is_doubtful(record) else days

    def start_days(self, record: Record) -> Periods:
        """Return the days from the start of a record on, whenever it ends.

        None is certain if the record is doubtful.
        """
        days = Periods.starting(self.span(record))
        return days.doubted() if self.is_doubtful(record) else days

    # What is taken back.

    @cached_property
    def _reversed_by(self) -> dict[str, tuple[str, ...]]:
        graph = {
            reversal.id: [head.id for head in self.versions.resolved(reversal.reverses, Record)]
            for reversal in self.versions.saying("reverses", Reversal)
        }
        return inverted(acyclic(graph))

    def reversals(self, record: Record) -> tuple[Reversal, ...]:
        """Return the reversals of a record, in whole or in part."""
        return self.versions.resolved(self._reversed_by.get(record.id, ()), Reversal)

    @cached_property
    def cut_short(self) -> frozenset[str]:
        """Return the ids of the records that are reversed or replaced; all others hold for their whole span."""
        return frozenset((*self._reversed_by, *self._replaced_by))

    @property
    def taken_over(self) -> frozenset[str]:
        """Return the ids of the sanctions that another sanction continues or reimposes."""
        return frozenset((*self._continued_by, *self._reimposed_by))

    def is_taken_over(self, sanction: Sanction) -> bool:
        """Return whether another sanction continues or reimposes a sanction."""
        return sanction.id in self._continued_by or sanction.id in self._reimposed_by

    def reversed_days(self, record: Record, of: Record | None = None) -> Periods:
        """Return the days on which reversals of the whole record are in force.

        Args:
            record: The record; it may be a reversal itself.
            of: The record at the root of the chain of reversals; its unit decides which of them are partial.
        """
        if record.id not in self._reversed_by:
            return Periods.never()
        about = of or record
        key = record.id, self.unit(about)
        if key not in self._undone:
            self._undone[key] = self.taken_back(record, lambda one: one.is_whole and not self.in_part(one, about))
        return self._undone[key]

    def taken_back(self, record: Record, counts: Callable[[Reversal], bool]) -> Periods:
        """Return the days on which counted reversals of a record are in force and not reversed themselves."""
        counted: dict[str, list[Reversal]] = {}
        records: dict[str, Record] = {record.id: record}

        def reversals(one: str) -> list[str]:
            if one not in counted:
                counted[one] = [other for other in self.reversals(records[one]) if counts(other)]
                records.update((other.id, other) for other in counted[one])
            return [other.id for other in counted[one]]

        order: dict[str, None] = {}
        for one_id in bottom_up(record.id, reversals, order):
            order[one_id] = None
        asked = Counter(other.id for others in counted.values() for other in others)
        found: dict[str, Periods] = {}
        for one_id in order:
            found[one_id] = joined(self.span_days(other) - found[other.id] for other in counted[one_id])
            for other in counted[one_id]:
                asked[other.id] -= 1
                if not asked[other.id]:
                    del found[other.id]
        return found[record.id]

    def acts_upon(self, reversal: Reversal, of: Record) -> Periods:
        """Return the days on which a reversal takes something back of a record."""
        return self.span_days(reversal) - self.reversed_days(reversal, of)

    def in_part(self, reversal: Reversal, of: Record) -> bool:
        """Return whether a part of what a reversal takes back is given back, and not all of it at once."""
        unit, known = self.unit(of), self._in_part

        def reversals(one: tuple[str, str | None]) -> tuple[Reversal, ...]:
            return self.versions.resolved(self._reversed_by.get(one[0], ()), Reversal)

        for one in bottom_up((reversal.id, unit), lambda one: [(other.id, unit) for other in reversals(one)], known):
            known[one] = any(
                self.takes_part(other, of) or (other.is_whole and known[other.id, unit]) for other in reversals(one)
            )
        return known[reversal.id, unit]

    def takes_part(self, reversal: Reversal, record: Record) -> bool:
        """Return whether a reversal states how much of a record it takes back, in a unit in which the record counts."""
        quantity, unit = self.quantity(reversal), self.unit(record)
        units = self.units
        return (
            quantity is not None
            and not reversal.only
            and unit is not None
            and (units.is_within(quantity.unit, unit) or units.is_within(unit, quantity.unit))
        )

    def unit(self, record: Record) -> str | None:
        """Return the unit of a record: that of its amount; for an act without one, its kind; else `None`."""
        quantity = self.quantity(record)
        if quantity is not None:
            return quantity.unit
        return record.kind_name if isinstance(record, Act) else None

    def expired_days(self, record: Record) -> Periods:
        """Return the days after a record's own end; none if it has no end."""
        first, last = self.span(record).ends
        days = Periods(run(last, FOREVER), run(first, FOREVER))
        return days.doubted() if self.is_doubtful(record) else days

    def in_force(self, record: Record) -> Periods:
        """Return the days on which a record holds, without full reversals and without the days after a replacement."""
        known = self._acts.get(record.id)
        if known is None:
            known = self.span_days(record)
            if record.id in self._reversed_by:
                known -= self.reversed_days(record)
            for successor in self.replaced_by(record):
                known -= self.started_days(successor)
            self._acts[record.id] = known
        return known

    # What takes its place.

    def started_days(self, successor: Record) -> Periods:
        """Return the days from the start of a successor on, without days on which all of it is reversed."""
        return self.start_days(successor) - self.reversed_days(successor)

    def _succession(self, cls: type[Record], field: str) -> dict[str, tuple[str, ...]]:
        graph = {
            record.id: [head.id for head in self.versions.resolved(getattr(record, field), cls)]
            for record in self.versions.saying(field, cls)
        }
        return inverted(acyclic(graph))

    @cached_property
    def _replaced_by(self) -> dict[str, tuple[str, ...]]:
        return self._succession(Easing, "replaces")

    @cached_property
    def _continued_by(self) -> dict[str, tuple[str, ...]]:
        return self._succession(Sanction, "continues")

    @cached_property
    def _reimposed_by(self) -> dict[str, tuple[str, ...]]:
        return self._succession(Sanction, "reimposes")

    def replaced_by(self, record: Record) -> tuple[Easing, ...]:
        """Return the licences that replace a licence."""
        return self.versions.resolved(self._replaced_by.get(record.id, ()), Easing)

    @cached_property
    def _replaced(self) -> dict[str, tuple[str, ...]]:
        return inverted(self._replaced_by)

    def replaced(self, record: Record) -> tuple[Easing, ...]:
        """Return the licences that a licence replaces."""
        return self.versions.resolved(self._replaced.get(record.id, ()), Easing)

    def continued_by(self, record: Record) -> tuple[Sanction, ...]:
        """Return the sanctions that continue a sanction."""
        return self.versions.resolved(self._continued_by.get(record.id, ()), Sanction)

    def reimposed_by(self, record: Record) -> tuple[Sanction, ...]:
        """Return the sanctions that put a lifted sanction back."""
        return self.versions.resolved(self._reimposed_by.get(record.id, ()), Sanction)

    # How much it is.

    def quantity(self, record: Record) -> Quantity | None:
        """Return the stated amount of a record in its canonical unit, widened by counted claims."""
        stated: Any = getattr(record, "quantity", None)
        if not isinstance(stated, Quantity):
            return None
        unit = self.units.canonical(stated.unit)
        bounds = stated.bounds
        for claim in self.counted_claims(record, "quantity"):
            rival = claimed_quantity(claim, self.versions.record_index.about)
            if rival is not None and self.units.canonical(rival.unit) == unit:
                bounds = bounds.hull(rival.bounds)
        if bounds is stated.bounds and unit == stated.unit and stated.about is None:
            return stated
        return Quantity(bounds, unit)


def claimed_date(claim: Claim) -> UncertainDate | None:
    """Return the date that a claim gives for an end of a span, as an exclusive end; `None` if it gives none."""
    try:
        date = UncertainDate.read(claim.value)
    except ReadError:
        return None
    return through(date) if claim.field == "through" else date


def claimed_quantity(claim: Claim, about: Decimal = ABOUT) -> Quantity | None:
    """Return the amount that a claim gives; `None` if it gives none."""
    try:
        return Quantity.read(claim.value, about)
    except ReadError:
        return None
