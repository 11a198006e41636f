"""A record as it stands on a day, with its state, and which of them a question asks for."""

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
#: What a state is called that a dispute leaves open.
CONTESTED = "contested"


@attrs.frozen
class RecordState:
    """A record as it stands on a day.

    Attributes:
        id: The record's id.
        kind: Its kind.
        givers: Who restrains, eases, gives or promises.
        receivers: Whom it concerns.
        candidates: The states that it may be in.
        certain: Whether it is in the one candidate for sure.
        since: The first day on which it has been so; `None` where that has no day.
        until: The first day on which it will be otherwise, as far as is known; `None` where it is open-ended.
        by: The ids of the records that brought it there.
        amount: How much, for what is counted: the bounds that stand on the day.
        stated: The amount where the records state one value.
        unit: What the amount is counted in.
        deal: Its deal.
        programs: The programs of a sanction.
        concerns: The ids of the records that it is about: for an easing the sanctions it eases.
        contested: The disputes about whether what brought it there has effect, with who says what.
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
        """Return whether its state is open because a dispute leaves it open."""
        return not self.certain and any(dispute.opens for dispute in self.contested)

    @property
    def state(self) -> str:
        """The state; or the candidates behind `contested` where parties dispute it, behind `maybe` where it is open."""
        if self.certain:
            return self.candidates[0]
        return " ".join((CONTESTED if self.is_contested else "maybe", *self.candidates))

    @property
    def said(self) -> str:
        """Return the state for people: `kept`, `maybe part_kept or kept`, `contested: in_force or lifted`."""
        doubt = "" if self.certain else f"{CONTESTED}: " if self.is_contested else "maybe "
        return doubt + " or ".join(self.candidates)

    @property
    def quantity(self) -> Quantity | None:
        """Return the amount with its unit, for what is counted."""
        return None if self.amount is None or self.unit is None else Quantity(self.amount, self.unit)

    @property
    def target(self) -> str | None:
        """Whom it concerns, if that is one party."""
        return self.receivers[0] if len(self.receivers) == 1 else None

    @property
    def sender(self) -> str | None:
        """Who restrains, eases, gives or promises, if that is one party."""
        return self.givers[0] if len(self.givers) == 1 else None


def day_of(ordinal: int) -> dt.date | None:
    """Return the day of a number; `None` for those that stand for no day."""
    text = day_text(ordinal)
    return None if text is None else dt.date.fromisoformat(text)


def record_state_of(
    position: Position, record: Record, days: dict[str, Periods], *behind: Record, **fields: Any
) -> RecordState | None:
    """Return a record's record_state, given on which days it is in each state; `None` where it has not begun.

    Args:
        position: The position.
        record: The record.
        days: The days of each state.
        behind: The other records that its state hangs on.
        fields: What else the record_state says.
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
    """Return whether a record may act on the day."""
    return position.snapshot.validity.in_force(record).at(position.day) is not NO


def disputes_of(position: Position, *records: Record) -> tuple[Dispute, ...]:
    """The disputes about the reversals of some records that may act on the day, and about the records themselves."""
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
