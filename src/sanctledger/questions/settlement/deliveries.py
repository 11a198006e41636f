"""The records that deliver a promise, with their amounts, their verification, and the withdrawals before them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from sanctledger.base.answer import plain
from sanctledger.questions.acting_parties import acting_parties
from sanctledger.questions.balance import Amount
from sanctledger.questions.settlement.credits import PledgeCredits
from sanctledger.questions.settlement.deal_records import DealRecords
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import NOTHING, ONE, Bounds
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods, run

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


@attrs.frozen
class Delivery:
    """A record that delivers a leg.

    Attributes:
        record: The id of the record.
        kind: The kind of the record.
        day: The day of the record, as the ledger writes it.
        givers: The parties that delivered.
        amount: How much of the leg's unit the record gives on the day, less the amount that was taken back.
        reversed: How much of the unit was taken back of the record.
        also: The other promises that the record delivers. Its amount is allocated only once.
        withdrawn: The reversals by the other side that surely came before the record.
        maybe_withdrawn: The reversals by the other side that may have come before the record.
        verified_by: The party that verified the record.
        verified: Whether the record was verified by the day.
    """

    record: str
    kind: str
    day: str
    givers: tuple[str, ...]
    amount: Amount
    reversed: Amount
    also: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    maybe_withdrawn: tuple[str, ...] = ()
    verified_by: str | None = None
    verified: Certainty = NO

    @property
    def after_withdrawal(self) -> Certainty:
        """Return whether the record came after a reversal by the other side."""
        return YES if self.withdrawn else MAYBE if self.maybe_withdrawn else NO

    def to_json(self) -> dict[str, Any]:
        """Return the delivery as the command line prints it."""
        names = ("record", "kind", "day", "givers", "amount", "reversed", "also")
        return {name: plain(getattr(self, name)) for name in names} | {
            "after_withdrawal": self.after_withdrawal.value,
            "withdrawn": list(self.withdrawn),
            "maybe_withdrawn": list(self.maybe_withdrawn),
            "verified_by": self.verified_by,
            "verified": self.verified.value,
        }


def deliveries_of(
    deal: DealRecords, records: Iterable[Record], unit: str, *, counted: bool, pledge: Pledge | None = None
) -> tuple[Delivery, ...]:
    """Return the deliveries that have begun by the day.

    Args:
        deal: The records of the deal.
        records: The records that deliver.
        unit: The unit of the leg.
        counted: Whether the leg has an amount. Otherwise each delivery is one or nothing.
        pledge: The promise; `None` for an act that delivers none.
    """
    validity, day = deal.position.snapshot.validity, deal.position.day
    begun = [record for record in records if validity.start_days(record).at(day) is not NO]
    return tuple(_delivery(deal, record, unit, counted=counted, pledge=pledge) for record in begun)


def _delivery(deal: DealRecords, record: Record, unit: str, *, counted: bool, pledge: Pledge | None) -> Delivery:
    snapshot, day = deal.position.snapshot, deal.position.day
    found = _given_and_reversed(deal.credits, record, unit, day, counted=counted)
    stated = _given_and_reversed(deal.stated_credits, record, unit, day, counted=counted)
    given, taken_back = (Amount(bounds, value.value) for bounds, value in zip(found, stated, strict=True))
    also = tuple(one.id for one in deal.credits.delivered_by(record) if pledge is None or one.id != pledge.id)
    givers = acting_parties(snapshot, record)
    after = {one.id: _came_after(deal, record, givers, one) for one in deal.withdrawals}
    return Delivery(
        record.id,
        record.kind_name,
        str(record.start),
        givers,
        given,
        taken_back,
        also,
        tuple(one for one, came_after in after.items() if came_after is YES),
        tuple(one for one, came_after in after.items() if came_after is MAYBE),
        record.verified_by,
        _verified(record, day),
    )


def _given_and_reversed(
    pledge_credits: PledgeCredits, record: Record, unit: str, day: int, *, counted: bool
) -> tuple[Bounds, Bounds]:
    """Return how much a record gives on a day, and how much reversals have taken back."""
    if counted:
        return pledge_credits.given(record, unit, day), pledge_credits.taken_back(record, unit, day)
    if record.id not in pledge_credits.snapshot.versions.heads:
        return NOTHING, NOTHING
    left = pledge_credits.remainders.of(record)
    whole, remaining, reduced = (days.at(day) for days in (left.whole, left.remaining, left.reduced))
    given = ONE if whole is YES else NOTHING if remaining is NO else Bounds(0, 1)
    if reduced is NO or whole is YES:
        return given, NOTHING
    has_begun = pledge_credits.snapshot.validity.start_days(record).at(day)
    return given, ONE if has_begun is YES and remaining is NO else Bounds(0, 1)


def _came_after(
    deal: DealRecords, record: Record, givers: tuple[str, ...], withdrawal: Reversal | Sanction
) -> Certainty:
    """Return whether a record began on a later day than a withdrawal by another side."""
    snapshot, day = deal.position.snapshot, deal.position.day
    by = snapshot.touched(acting_parties(snapshot, withdrawal), rollup=True)
    if record.id in deal.withdrawn_by(withdrawal) or not by.isdisjoint(snapshot.touched(givers, rollup=True)):
        return NO
    days = snapshot.validity.started_days(withdrawal)
    starts = (min(start, day) for start in snapshot.validity.span(record).starts)
    found = {days.at(start - 1) for start in starts}
    return YES if found == {YES} else NO if found == {NO} else MAYBE


def _verified(record: Record, day: int) -> Certainty:
    if record.verified_by is None:
        return NO
    if record.verified_on is None:
        return YES
    return Periods(run(record.verified_on.last, FOREVER), run(record.verified_on.first, FOREVER)).at(day)


def verification_of(deal: DealRecords, pledge: Pledge, deliveries: tuple[Delivery, ...]) -> str:
    """Return whether the verifier that a promise names has verified its deliveries.

    - `verified`: the verifier has verified all deliveries;
    - `in part`: the verifier has verified some of them;
    - `by another`: only other parties have;
    - `not yet`: nobody has;
    - `not asked`: the promise names no verifier.
    """
    if pledge.verifier is None:
        return "not asked"
    party_id = deal.position.snapshot.party_id
    verifiers = [party_id(one.verified_by) for one in deliveries if one.verified is YES and one.verified_by is not None]
    by_verifier = verifiers.count(party_id(pledge.verifier))
    if by_verifier:
        return "verified" if by_verifier == len(deliveries) else "in part"
    return "by another" if verifiers else "not yet"
