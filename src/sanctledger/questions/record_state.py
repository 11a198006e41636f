"""The state of one record on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from sanctledger.posting.disputes import Dispute
from sanctledger.posting.measure import ENDED
from sanctledger.posting.position import Position
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, Bounds
from sanctledger.values.dates import BEGINNING, FOREVER, day_text
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.quantity import Quantity

NO, YES = Certainty.NO, Certainty.YES
#: The word for a state that a dispute leaves open.
CONTESTED = "contested"
#: The ways in which a measure ends: by its own end, without a renewal, by a reversal, or by another sanction.
ENDINGS = ("expired", "lapsed", "revoked", "superseded")


@attrs.frozen
class RecordState:
    """The state of one record on a day.

    Attributes:
        id: The id of the record.
        kind: The kind of the record.
        givers: The parties that act: senders of a sanction or an easing, givers of a concession or a pledge.
        receivers: The parties that the record concerns.
        candidates: The states that the evidence allows.
        certain: Whether the record is certainly in the only candidate state.
        since: The first day of the state; `None` if that day is not known.
        until: The first day of the next known state; `None` if no later change is known.
        by: The ids of the records that brought the record into its state.
        amount: The amount that is in effect on the day, for records that count something.
        stated: The amount as the records state it, if they state one value.
        unit: The unit of the amount.
        deal: The deal of the record.
        programs: The programs of a sanction.
        concerns: The ids of the records that this record is about: for an easing, the sanctions that it eases.
        contested: The disputes about the records in `by`, with the parties on each side.
        endings: The ways in which a measure has or may have ended, from `ENDINGS`; empty if it has not.
    """

    id: str
    kind: str
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    candidates: tuple[str, ...]
    certain: bool
    since: dt.date | None
    until: dt.date | None
    by: tuple[str, ...] = ()
    amount: Bounds | None = None
    stated: int | str | None = None
    unit: str | None = None
    deal: str | None = None
    programs: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    contested: tuple[Dispute, ...] = ()
    endings: tuple[str, ...] = ()

    @property
    def is_contested(self) -> bool:
        """Return whether the state is open because of a dispute."""
        return not self.certain and any(dispute.opens for dispute in self.contested)

    @property
    def state(self) -> str:
        """Return the state; if several are possible, `contested` or `maybe` and the candidates."""
        if self.certain:
            return self.candidates[0]
        return " ".join((CONTESTED if self.is_contested else "maybe", *self.candidates))

    @property
    def said(self) -> str:
        """Return the state for people: `kept`, `maybe part_kept or kept`, `ended (expired)`, `contested: ...`."""
        doubt = "" if self.certain else f"{CONTESTED}: " if self.is_contested else "maybe "
        how = f"{ENDED} ({' or '.join(self.endings)})" if self.endings else ENDED
        return doubt + " or ".join(how if state == ENDED else state for state in self.candidates)

    @property
    def quantity(self) -> Quantity | None:
        """Return the amount with its unit, for records that count something."""
        return None if self.amount is None or self.unit is None else Quantity(self.amount, self.unit)

    @property
    def target(self) -> str | None:
        """Return the party that the record concerns; `None` if there are several or none."""
        return self.receivers[0] if len(self.receivers) == 1 else None

    @property
    def sender(self) -> str | None:
        """Return the party that acts; `None` if there are several or none."""
        return self.givers[0] if len(self.givers) == 1 else None


def day_of(ordinal: int) -> dt.date | None:
    """Return the day with an ordinal number; `None` for the numbers that mean "no day"."""
    text = day_text(ordinal)
    return None if text is None else dt.date.fromisoformat(text)


def record_state_of(
    position: Position, record: Record, days: dict[str, Periods], *related: Record, **fields: Any
) -> RecordState | None:
    """Return the state of a record on the day; `None` if the record has not begun.

    Args:
        position: The position.
        record: The record.
        days: The days of each state.
        related: The other records on which the state depends.
        fields: Further fields of the result.
    """
    day = position.day
    now = {state: periods.at(day) for state, periods in days.items()}
    candidates = tuple(state for state, sure in now.items() if sure is not NO)
    if not candidates:
        return None
    certain = len(candidates) == 1 and now[candidates[0]] is YES
    edges = sorted({BEGINNING, FOREVER, *(edge for periods in days.values() for edge in periods.edges)})

    def same(edge: int) -> bool:
        return all(periods.at(edge) is now[state] for state, periods in days.items())

    first = max(edge for edge in edges if edge <= day)
    while first != BEGINNING and same(earlier := max(edge for edge in edges if edge < first)):
        first = earlier
    last = min(edge for edge in edges if edge > day)
    while last != FOREVER and same(last):
        last = min(edge for edge in edges if edge > last)
    return RecordState(
        record.id,
        record.kind_name,
        candidates=candidates,
        certain=certain,
        since=day_of(first),
        until=day_of(last),
        contested=disputes_of(position, record, *related),
        **fields,
    )


def has_begun(position: Position, record: Record) -> bool:
    """Return whether a record may be in force on the day."""
    return position.snapshot.validity.in_force(record).at(position.day) is not NO


def disputes_of(position: Position, *records: Record) -> tuple[Dispute, ...]:
    """Return the disputes about some records, and about reversals of them that may be in force on the day."""
    validity = position.snapshot.validity
    if not validity.disputes:
        return ()
    found: dict[str, Dispute] = {}
    seen, waiting = {record.id for record in records}, list(records)
    while waiting:
        one = waiting.pop()
        dispute = validity.disputes.get(one.id)
        if dispute is not None and validity.start_days(one).at(position.day) is not NO:
            found[one.id] = dispute
        reversals = [other for other in validity.reversals(one) if other.id not in seen]
        seen |= {other.id for other in reversals}
        waiting += reversals
    return tuple(found.values())


def amount_on(periods: Periods, amount: Bounds, day: int) -> Bounds:
    """Return how much of an amount holds on a day."""
    holds = periods.at(day)
    return amount if holds is YES else NOTHING if holds is NO else amount.hull(NOTHING)
