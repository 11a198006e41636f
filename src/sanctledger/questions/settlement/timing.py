"""When the legs of a deal began and were done, and when a side first acted."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sanctledger.questions.settlement.deal_records import DealRecords
from sanctledger.questions.settlement.sequence import (
    NEVER,
    Ends,
    OrderVerdict,
    Relation,
    Stretches,
    coming,
    order_verdict,
)
from sanctledger.records.deals import Pledge
from sanctledger.records.record import Record
from sanctledger.values.periods import joined


def when(deal: DealRecords, record: Record) -> tuple[Ends, Ends]:
    """Return when a record began and was done: for a promise, the days of its first and its last delivery."""
    validity, day = deal.position.snapshot.validity, deal.position.day
    if not isinstance(record, Pledge):
        begun = coming(validity.started_days(record), day)
        return begun, begun
    days = deal.days_of(record)
    exists = days.made | joined(validity.start_days(one) for one in days.deliveries)
    return coming(days.kept_at_all & exists, day), coming(days.kept & exists, day)


def orders(deal: DealRecords, pledge: Pledge) -> Iterator[OrderVerdict]:
    """Return the verdict on each order that a promise demands, in the order of the record."""
    if pledge.order is None:
        return
    own = when(deal, pledge)
    named: dict[Relation, tuple[str, ...]] = {
        "before": pledge.order.before,
        "with": pledge.order.alongside,
        "after": pledge.order.after,
    }
    for relation, ids in named.items():
        for other in deal.position.snapshot.versions.resolved(ids, Record):
            yield order_verdict(relation, other.id, own, when(deal, other))


def first_moved(deal: DealRecords, legs: Collection[str]) -> Ends:
    """Return when a side first acted, given the ids of all its legs.

    A record that delivers several legs may bring nothing to any one of them, and still surely brings something to one.
    """
    heads = deal.position.snapshot.versions.heads
    ends = [when(deal, heads[leg])[0] for leg in legs]
    records = {one.id: one for leg in legs for one in deal.credits.deliveries.get(leg, ())}
    sure_days = (day for record in records.values() for day in _sure_days(deal, record, legs))
    sure = min((day for day in sure_days if day <= deal.position.day), default=NEVER)
    return min((first for first, _ in ends), default=NEVER), min(sure, *(last for _, last in ends))


def _sure_days(deal: DealRecords, record: Record, legs: Collection[str]) -> Iterator[int]:
    """Return the days on which a record surely begins to deliver something to some legs, if it delivers only these.

    An amount in one unit goes to the last of the promises if the others lack no more, so it surely goes to one of them.
    """
    for group in deal.credits.groups(record):
        if len(group.units) == 1 and set(group.ids) <= set(legs):
            for start, _, sure, amount in deal.credits.steps(record, group.units[0]):
                if sure and (amount.low or 0) > 0:
                    yield start


def first_days(deal: DealRecords, legs: Collection[str], moved: Ends) -> Stretches:
    """Return the days on which a side may first have acted, between the two ends of when it first acted.

    These are the days of its acts. If a part or all of an act is ever taken back, the answer is all days between the
    ends.

    Args:
        deal: The records of the deal.
        legs: The ids of all legs of the side.
        moved: When the side first acted, as `first_moved` returns it.
    """
    first, sure = moved
    last = int(min(sure, deal.position.day))
    if first > last:
        return ()
    records = [record for leg in legs for record in _acts_of(deal, leg)]
    if any(deal.credits.remainders.is_ever_reduced(record) for record in records):
        return ((int(first), last),)
    starts = [deal.position.snapshot.validity.span(record).starts for record in records]
    return tuple((max(start, int(first)), min(end, last)) for start, end in starts if start <= last and end >= first)


def _acts_of(deal: DealRecords, leg: str) -> tuple[Record, ...]:
    """Return the deliveries of a promise, or the act itself."""
    head = deal.position.snapshot.versions.heads[leg]
    return deal.credits.deliveries.get(leg, ()) if isinstance(head, Pledge) else (head,)
