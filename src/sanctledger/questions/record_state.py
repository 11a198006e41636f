"""The state of a record on a day, derived from the days of each of its states."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from sanctledger.posting.disputes import Dispute
from sanctledger.posting.position import Position
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, Bounds
from sanctledger.values.dates import BEGINNING, FOREVER, day_text
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.quantity import Quantity

NO, YES = Certainty.NO, Certainty.YES
#: The word for a state that is uncertain because of a dispute.
CONTESTED = "contested"


@attrs.frozen
class RecordState:
    """A record with its state on a day.

    Attributes:
        id: The id of the record.
        kind: The kind of the record.
        givers: The parties that impose, ease, give or promise.
        receivers: The parties that the record concerns.
        candidates: The states that the record may be in.
        certain: Whether the state is certain: there is one candidate, and the record certainly exists.
        since: The first day of the state; `None` if it has no first day.
        until: The first day of another state, if known; `None` if the state is open-ended.
        by: The ids of the records that caused the state.
        amount: The amount that holds on the day, as bounds; `None` if nothing is counted.
        stated: The amount as recorded, if that is one value.
        unit: The unit of the amount.
        deal: The deal of the record.
        programs: The programs of a sanction.
        concerns: The ids of related records: for an easing, the sanctions that it eases.
        contested: The disputes about the records that caused the state, with the position of each party.
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

    @property
    def is_contested(self) -> bool:
        """Return whether a dispute is the reason that the state is uncertain."""
        return not self.certain and any(dispute.opens for dispute in self.contested)

    @property
    def state(self) -> str:
        """Return the state; if uncertain, the candidates after the word `contested` (by a dispute) or `maybe`."""
        if self.certain:
            return self.candidates[0]
        return " ".join((CONTESTED if self.is_contested else "maybe", *self.candidates))

    @property
    def said(self) -> str:
        """Return the state in words: `kept`, `maybe part_kept or kept`, `contested: in_force or lifted`."""
        doubt = "" if self.certain else f"{CONTESTED}: " if self.is_contested else "maybe "
        return doubt + " or ".join(self.candidates)

    @property
    def quantity(self) -> Quantity | None:
        """Return the amount with its unit; `None` if nothing is counted."""
        return None if self.amount is None or self.unit is None else Quantity(self.amount, self.unit)

    @property
    def target(self) -> str | None:
        """Return the only receiver; `None` if there are several or none."""
        return self.receivers[0] if len(self.receivers) == 1 else None

    @property
    def sender(self) -> str | None:
        """Return the only giver; `None` if there are several or none."""
        return self.givers[0] if len(self.givers) == 1 else None


def day_of(ordinal: int) -> dt.date | None:
    """Return the date of a day number; `None` for the numbers that mean no beginning or no end."""
    text = day_text(ordinal)
    return None if text is None else dt.date.fromisoformat(text)


def record_state_of(
    position: Position, record: Record, days: dict[str, Periods], *behind: Record, **fields: Any
) -> RecordState | None:
    """Return a record with its state on the day, from the days of each state; `None` if it has not begun.

    Args:
        position: The position.
        record: The record.
        days: The days of each state.
        behind: The other records that its state depends on.
        fields: The other fields of the result.
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
        contested=disputes_of(position, record, *behind),
        **fields,
    )


def has_begun(position: Position, record: Record) -> bool:
    """Return whether a record may be in force on the day."""
    return position.snapshot.validity.in_force(record).at(position.day) is not NO


def disputes_of(position: Position, *records: Record) -> tuple[Dispute, ...]:
    """Return the disputes about some records and about their reversals, if the disputed record may have begun."""
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
        behind = [other for other in validity.reversals(one) if other.id not in seen]
        seen |= {other.id for other in behind}
        waiting += behind
    return tuple(found.values())


def amount_on(periods: Periods, amount: Bounds, day: int) -> Bounds:
    """Return how much of an amount holds on a day."""
    holds = periods.at(day)
    return amount if holds is YES else NOTHING if holds is NO else amount.hull(NOTHING)
