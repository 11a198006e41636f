"""The records of one deal: its promises, the acts that deliver no promise, and the withdrawals of either."""

from __future__ import annotations

from functools import cached_property

import attrs

from sanctledger.posting.position import Position
from sanctledger.questions.acting_parties import acting_parties, receivers
from sanctledger.questions.explanation import Reason
from sanctledger.questions.filters import is_of_deal
from sanctledger.questions.settlement.credits import PledgeCredits
from sanctledger.questions.settlement.pledge_status import PledgeDays, pledge_days
from sanctledger.records.acts import Concession
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Certainty


@attrs.frozen(eq=False)
class DealRecords:
    """The records of one deal, seen from a position.

    Attributes:
        position: The position.
        deal: The id of the deal.
    """

    position: Position
    deal: str

    @cached_property
    def credits(self) -> PledgeCredits:
        """Return the credits of the promises."""
        return PledgeCredits(self.position.snapshot)

    @cached_property
    def stated_credits(self) -> PledgeCredits:
        """Return the credits of the promises by the values as recorded, rival claims aside."""
        stated = self.position.stated.snapshot
        return self.credits if stated is self.position.snapshot else PledgeCredits(stated)

    @cached_property
    def pledges(self) -> dict[str, Pledge]:
        """Return the promises of the deal, by id."""
        snapshot = self.position.snapshot
        return {one.id: one for one in snapshot.versions.of(Pledge) if is_of_deal(snapshot, one, self.deal)}

    @cached_property
    def unpledged(self) -> dict[str, Record]:
        """Return the concessions and easings of the deal that deliver no promise, by id."""
        snapshot = self.position.snapshot
        acts = (record for cls in (Easing, Concession) for record in snapshot.versions.of(cls))
        return {
            record.id: record
            for record in acts
            if is_of_deal(snapshot, record, self.deal) and not self.credits.delivered_by(record)
        }

    @cached_property
    def days(self) -> dict[str, PledgeDays]:
        """Return the days of each promise of the deal, by id."""
        return {pledge.id: pledge_days(self.credits, pledge) for pledge in self.pledges.values()}

    def days_of(self, pledge: Pledge) -> PledgeDays:
        """Return the days of a promise, of this deal or another."""
        return self.days.get(pledge.id) or pledge_days(self.credits, pledge)

    @cached_property
    def withdrawals(self) -> tuple[Reversal | Sanction, ...]:
        """Return the withdrawals, begun by the day, of the deal, its promises, their deliveries or its other acts."""
        validity, found = self.position.snapshot.validity, dict[str, Reversal | Sanction]()
        deal = self.position.snapshot.versions.head(self.deal)
        deliveries = [record for pledge_id in self.pledges for record in self.credits.deliveries.get(pledge_id, ())]
        for record in (*((deal,) if deal else ()), *self.pledges.values(), *deliveries, *self.unpledged.values()):
            found |= {one.id: one for one in self.withdrawals_of(record)}
        day = self.position.day
        return tuple(one for one in found.values() if validity.started_days(one).at(day) is not Certainty.NO)

    def withdrawals_of(self, record: Record) -> tuple[Reversal | Sanction, ...]:
        """Return the reversals of a record, and the sanctions that reimpose measures that it eased."""
        return *self.position.snapshot.validity.reversals(record), *self.credits.remainders.reimpositions(record)

    def withdrawn_by(self, withdrawal: Reversal | Sanction) -> set[str]:
        """Return the ids of the records that a reversal or a reimposition names."""
        named = withdrawal.reverses if isinstance(withdrawal, Reversal) else withdrawal.reimposes
        return {head.id for head in self.position.snapshot.versions.resolved(named, Record)}

    def reason(self, side: str, record: Record, unit: str, amount: Bounds) -> Reason:
        """Return a record as a reason for an amount, with its claims, its withdrawals and the records it includes."""
        snapshot = self.position.snapshot
        behind = (
            *(one.id for one in self.withdrawals_of(record)),
            *(head.id for head in snapshot.versions.resolved(getattr(record, "includes", ()), Record)),
            *snapshot.claims(record.id),
        )
        return Reason.of(
            self.position,
            record,
            side=side,
            unit=unit,
            amount=amount,
            givers=acting_parties(snapshot, record),
            receivers=receivers(snapshot, record),
            days=str(snapshot.validity.in_force(record)),
            made_by=behind,
        )
