"""The legs of a deal: each promise, and each act under the deal that delivers no promise."""

from __future__ import annotations

from typing import Any

import attrs

from sanctledger.base.answer import plain
from sanctledger.questions.acting_parties import acting_parties, receivers
from sanctledger.questions.balance import NO_AMOUNT, Amount
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.questions.record_state import RecordState, record_state_of
from sanctledger.questions.settlement.deal_records import DealRecords
from sanctledger.questions.settlement.deliveries import Delivery, deliveries_of, verification_of
from sanctledger.questions.settlement.implementation import DeliveredShare
from sanctledger.questions.settlement.leg_amounts import AMOUNTS, leg_amounts
from sanctledger.questions.settlement.pledge_status import firmness_of, pledge_days, pledge_state
from sanctledger.questions.settlement.sequence import Ends, Moment, OrderVerdict, coming, lag, moment
from sanctledger.questions.settlement.timing import orders, when
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge
from sanctledger.records.record import Record
from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Certainty
from sanctledger.values.units import Units

#: The keys of a leg in JSON, in order.
_KEYS = (
    *("id", "pledged", "kind", "givers", "receivers", "state", "firmness", "made", "due", "unit", *AMOUNTS),
    *("targets", "reached", "fraction", "score", "began", "done", "after_promise", "after_due", "order", "conditions"),
    *("verifier", "verification", "link", "replaced", "reversals"),
)
#: The keys that are several columns of a row.
_COLUMNS = {
    **dict.fromkeys((*AMOUNTS, "reached", "fraction", "score"), ("low", "high", "stated")),
    **dict.fromkeys(("began", "done"), ("earliest", "latest")),
    **dict.fromkeys(("after_promise", "after_due"), ("low", "high")),
}


@attrs.frozen(kw_only=True)
class Leg:
    """One promise of a deal with its deliveries, or one act under the deal that delivers no promise.

    Amounts are counted in `unit`. A promise without an amount counts as one of its kind, and so does an act without an
    amount.

    Attributes:
        id: The id of the promise or of the act.
        pledged: Whether the leg is a promise.
        kind: The kind of act that is promised, or the kind of the act; `None` if the promise names none.
        givers: The parties that promised or gave.
        receivers: The parties to which they promised or gave.
        unit: The unit of the amounts.
        record_state: The state of the record: for a promise, as in `pledges`.
        firmness: How firm the promise was.
        firm: Whether the promise was more than discussed.
        happened: Whether the promise was made, or the act done, by the day.
        made: The day of the promise or of the act, as the ledger writes it.
        due: The day by which the promise is to be kept, as the ledger writes it.
        promised: How much was promised.
        delivered: How much is delivered and not taken back.
        outstanding: How much is still to be delivered.
        overdue: How much of the outstanding amount is late.
        lapsed: How much will not be delivered any more, because the promise has expired or was reversed.
        reversed: How much was delivered and taken back.
        deliveries: The records that deliver the promise; for an act, the act itself.
        after_promise: The number of days from the promise to the first delivery.
        after_due: The number of days from the due day to the last delivery; below zero if that came before.
        order: The verdicts on the order that the promise demands between itself and other records.
        conditions: The conditions of the promise; shown, never judged.
        verifier: The party that is to verify the promise.
        verification: Whether that party verified the deliveries: `verified`, `in part`, `by another`, `not yet`, or
            `not asked` if no verifier is named.
        replaced: The promises that this one replaced, the oldest first.
        link: How the record is tied to the deal: `explicit`, `stated`, `inferred`, or `None`.
        reversals: The reversals of the promise itself, or of the act.
        targets: The number of targets, if the promise has no amount and names several; otherwise 0.
        reached: The number of targets for which the promise is kept: whole at the low end, at all at the high end.
        share: The fraction of the promise that is delivered: of the targets if there are several, otherwise of
            the amount; `None` for an act.
    """

    id: str
    pledged: bool
    kind: str | None
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    unit: str
    record_state: RecordState
    firmness: str | None = None
    firm: Certainty = Certainty.NO
    happened: Certainty
    made: str
    due: str | None = None
    promised: Amount = NO_AMOUNT
    delivered: Amount
    outstanding: Amount = NO_AMOUNT
    overdue: Amount = NO_AMOUNT
    lapsed: Amount = NO_AMOUNT
    reversed: Amount
    deliveries: tuple[Delivery, ...]
    after_promise: Bounds | None = None
    after_due: Bounds | None = None
    order: tuple[OrderVerdict, ...] = ()
    conditions: tuple[str, ...] = ()
    verifier: str | None = None
    verification: str = "not asked"
    replaced: tuple[str, ...]
    link: str | None
    reversals: tuple[str, ...]
    targets: int = 0
    reached: Amount | None = None
    share: DeliveredShare | None = None
    _when: tuple[Ends, Ends] = attrs.field(repr=False, alias="when")
    _reasons: tuple[Reason, ...] = attrs.field(eq=False, repr=False, alias="reasons")
    _units: Units = attrs.field(eq=False, repr=False, alias="units")

    @property
    def unit_words(self) -> str:
        """Return the unit in words: `prisoners`, `general license`."""
        return self._units.words(self.unit, (self.promised if self.pledged else self.delivered).bounds)

    @property
    def began(self) -> Moment | None:
        """Return when the first delivery came; `None` if nothing has come."""
        return moment(self._when[0])

    @property
    def done(self) -> Moment | None:
        """Return when all of the promise was delivered; `None` if something is missing."""
        return moment(self._when[1])

    @property
    def fraction(self) -> Amount | None:
        """Return the share in decimals, from 0 to 1; `None` for an act."""
        return None if self.share is None else self.share.fraction

    @property
    def score(self) -> Amount | None:
        """Return the share on the scale of the Peace Accords Matrix, from 0 to 3; `None` for an act."""
        return None if self.share is None else self.share.score

    def days_until(self, other: Leg) -> Bounds | None:
        """Return the days from the beginning of this leg to that of another; `None` if one of them has not begun."""
        return lag(self._when[0], other._when[0])

    @property
    def state(self) -> str:
        """Return the state of the promise, or `unpledged` for an act; `maybe` and the candidates if it is open."""
        return self.record_state.state

    @property
    def outcome(self) -> str:
        """Return the state, with the number of targets if only some are reached: `part_kept (for 3 of 5)`."""
        if self.reached is None or self.reached.low == self.targets or self.reached.high == 0:
            return self.record_state.said
        return f"{self.record_state.said} (for {self.reached} of {self.targets})"

    def explain(self) -> Explanation:
        """Return the records and sources behind the amounts."""
        delivered = f"{self.delivered} of {self.promised}" if self.pledged else f"{self.delivered}"
        return Explanation(f"{self.id}: {delivered} {self.unit} delivered, {self.outcome}", self._reasons)

    def to_json(self) -> dict[str, Any]:
        """Return the leg as the command line prints it."""
        return {name: plain(getattr(self, name)) for name in _KEYS} | {
            "contested": plain(self.record_state.contested),
            "deliveries": plain(self.deliveries),
        }

    def row(self) -> dict[str, Any]:
        """Return one flat mapping: an amount as three columns, lists as one text."""
        texts = {
            "order": "; ".join(f"{one.relation} {one.other}: {one.verdict}" for one in self.order),
            "conditions": "; ".join(self.conditions),
            "contested": "; ".join(map(str, self.record_state.contested)),
            "deliveries": " ".join(delivery.record for delivery in self.deliveries),
        }
        row: dict[str, Any] = {}
        for key, value in self.to_json().items():
            if key in _COLUMNS:
                row |= {f"{key}_{end}": None if value is None else value[end] for end in _COLUMNS[key]}
            elif key in texts:
                row[key] = texts[key]
            else:
                row[key] = " ".join(value) if isinstance(value, list) else value
        return row


def legs_of(deal: DealRecords) -> tuple[Leg, ...]:
    """Return the legs that may exist on the day: promises in the order of the ledger, then acts that deliver none."""
    found = [_promise(deal, pledge) for pledge in deal.pledges.values()]
    found += [_act(deal, record) for record in deal.unpledged.values()]
    return tuple(leg for leg in found if leg is not None)


def _promise(deal: DealRecords, pledge: Pledge) -> Leg | None:
    """Return the leg of a promise; `None` if it cannot have been made."""
    day, days = deal.position.day, deal.days[pledge.id]
    record_state = pledge_state(deal.position, pledge, days, deal.credits)
    if record_state is None:
        return None
    kind = None if pledge.promises is None else pledge.promises.kind
    is_counted = record_state.unit is not None
    unit = record_state.unit or kind or "promise"
    amounts = stated = leg_amounts(deal.credits, pledge, days, day)
    if deal.stated_credits is not deal.credits:
        stated = leg_amounts(deal.stated_credits, pledge, pledge_days(deal.stated_credits, pledge), day)
    deliveries = deliveries_of(deal, days.deliveries, unit, counted=is_counted, pledge=pledge)
    began, done = when(deal, pledge)
    due = pledge.due
    low, high = stated.part
    return _leg(
        deal,
        pledge,
        record_state,
        unit,
        deliveries,
        (deal.reason("promised", pledge, unit, amounts.promised),),
        pledged=True,
        kind=kind,
        firmness=pledge.firmness,
        firm=firmness_of(deal.credits, pledge),
        happened=days.made.at(day),
        due=None if due is None else str(due),
        **{name: Amount(getattr(amounts, name), getattr(stated, name).value) for name in AMOUNTS},
        when=(began, done),
        after_promise=lag(coming(days.made, day), began),
        after_due=None if due is None else lag((due.first, due.last), done),
        order=tuple(orders(deal, pledge)),
        conditions=pledge.condition,
        verifier=pledge.verifier,
        verification=verification_of(deal, pledge, deliveries),
        reversals=tuple(one.id for one in deal.withdrawals if pledge.id in deal.withdrawn_by(one)),
        targets=amounts.targets,
        reached=_reached(amounts.reached, stated.reached),
        share=DeliveredShare(*amounts.part, low if low == high else None),
    )


def _reached(found: Bounds | None, stated: Bounds | None) -> Amount | None:
    return None if found is None else Amount(found, None if stated is None else stated.value)


def _act(deal: DealRecords, record: Record) -> Leg | None:
    """Return the leg of an act that delivers no promise; `None` if it cannot have begun."""
    snapshot = deal.position.snapshot
    record_state = record_state_of(
        deal.position,
        record,
        {"unpledged": snapshot.validity.start_days(record)},
        givers=acting_parties(snapshot, record),
        receivers=receivers(snapshot, record),
        deal=record.deal,
    )
    if record_state is None:
        return None
    unit = snapshot.amounts.quantity(record).unit if isinstance(record, Act) else record.kind_name
    is_counted = isinstance(record, Act) and record.quantity is not None
    (delivery,) = deliveries = deliveries_of(deal, (record,), unit, counted=is_counted)
    return _leg(
        deal,
        record,
        record_state,
        unit,
        deliveries,
        (),
        pledged=False,
        kind=record.kind_name,
        happened=Certainty.YES if record_state.certain else Certainty.MAYBE,
        delivered=delivery.amount,
        reversed=delivery.reversed,
        when=when(deal, record),
        reversals=tuple(one.id for one in deal.withdrawals_of(record)),
    )


def _leg(  # noqa: PLR0913, PLR0917 - the fields that every leg has
    deal: DealRecords,
    record: Record,
    record_state: RecordState,
    unit: str,
    deliveries: tuple[Delivery, ...],
    reasons: tuple[Reason, ...],
    **fields: Any,
) -> Leg:
    snapshot = deal.position.snapshot
    delivered = (
        deal.reason("delivered", snapshot.versions.heads[one.record], unit, one.amount.bounds) for one in deliveries
    )
    return Leg(
        id=record.id,
        givers=record_state.givers,
        receivers=record_state.receivers,
        unit=unit,
        record_state=record_state,
        made=str(record.start),
        deliveries=deliveries,
        replaced=snapshot.versions.members(record.id)[:-1],
        link=record.link,
        reasons=(*reasons, *delivered),
        units=snapshot.record_index.units,
        **fields,
    )
