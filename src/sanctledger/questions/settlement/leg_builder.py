"""How the legs of a deal come about: promises with what delivers them, and what was done under it unpromised."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

import attrs

from sanctledger.posting.position import Position
from sanctledger.questions.doers import doers, receivers
from sanctledger.questions.explanation import Reason
from sanctledger.questions.filters import is_of_deal
from sanctledger.questions.record_state import record_state_of
from sanctledger.questions.settlement.credits import Crediting
from sanctledger.questions.settlement.legs import Delivery, Leg, amount_of
from sanctledger.questions.settlement.pledge_status import PromiseDays, firmness_of, pledge_state, promise_of
from sanctledger.questions.settlement.promise_figures import FIGURES, figures_of, given_by
from sanctledger.questions.settlement.sequence import NEVER, Ends, Relation, Turn, coming, lag, moment, turn
from sanctledger.records.acts import Act, Concession
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import NOTHING, Bounds
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods, joined, run

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


@attrs.frozen(eq=False)
class Settling:
    """The derivation of the legs of one deal on one day.

    Attributes:
        position: The position.
        deal: The id of the deal.
    """

    position: Position
    deal: str

    @cached_property
    def crediting(self) -> Crediting:
        """What promises are credited with."""
        return Crediting(self.position.snapshot)

    @cached_property
    def _written(self) -> Crediting:
        stated = self.position.stated.snapshot
        return self.crediting if stated is self.position.snapshot else Crediting(stated)

    @cached_property
    def pledges(self) -> tuple[Pledge, ...]:
        """Return the promises of the deal."""
        snapshot = self.position.snapshot
        return tuple(pledge for pledge in snapshot.versions.of(Pledge) if is_of_deal(snapshot, pledge, self.deal))

    @cached_property
    def unpledged(self) -> tuple[Record, ...]:
        """Return the concessions and easings of the deal that keep no promise."""
        snapshot = self.position.snapshot
        done = (record for cls in (Easing, Concession) for record in snapshot.versions.of(cls))
        return tuple(
            record for record in done if is_of_deal(snapshot, record, self.deal) and not self.crediting.kept_by(record)
        )

    @cached_property
    def withdrawals(self) -> tuple[Reversal | Sanction, ...]:
        """The reversals of the deal itself, of its promises, and of what was done under it, and what reimposes that."""
        validity, found = self.position.snapshot.validity, dict[str, Reversal | Sanction]()
        deal = self.position.snapshot.versions.head(self.deal)
        delivering = [record for one in self.pledges for record in self.crediting.delivering.get(one.id, ())]
        for record in (*((deal,) if deal else ()), *self.pledges, *delivering, *self.unpledged):
            found |= {one.id: one for one in self._taking_back(record)}
        return tuple(one for one in found.values() if validity.started_days(one).at(self.position.day) is not NO)

    def _taking_back(self, record: Record) -> tuple[Reversal | Sanction, ...]:
        return *self.position.snapshot.validity.reversals(record), *self.crediting.undoing.reimpositions(record)

    # Legs.

    @cached_property
    def _promises(self) -> dict[str, PromiseDays]:
        return {pledge.id: promise_of(self.crediting, pledge) for pledge in self.pledges}

    def legs(self) -> tuple[Leg, ...]:
        """Return the legs that there may be on the day: promises in their order, then what was not promised."""
        found = [*map(self._pledged, self.pledges), *map(self._given, self.unpledged)]
        return tuple(leg for leg in found if leg is not None)

    def _pledged(self, pledge: Pledge) -> Leg | None:
        promise, day = self._promises[pledge.id], self.position.day
        record_state = pledge_state(self.position, pledge, promise)
        if record_state is None:
            return None
        quantity = self.crediting.promised(pledge)
        kind = None if pledge.promises is None else pledge.promises.kind
        unit = (kind or "promise") if quantity is None else quantity.unit
        figures = figures_of(self.crediting, pledge, promise, day)
        if self._written is self.crediting:
            written = figures
        else:
            written = figures_of(self._written, pledge, promise_of(self._written, pledge), day)
        deliveries = self._deliveries(pledge, promise.deliveries, unit, counted=quantity is not None)
        began, done = self.when(pledge)
        reasons = (self._reason("promised", pledge, unit, figures.promised), *self._behind(deliveries, unit))
        firm = firmness_of(self.crediting, pledge)
        amounts = {name: amount_of(getattr(figures, name), getattr(written, name)) for name in FIGURES}
        return Leg(
            pledge.id,
            pledged=True,
            kind=kind,
            givers=pledge.givers,
            receivers=pledge.receivers,
            unit=unit,
            record_state=record_state,
            firmness=pledge.firmness,
            firm=firm,
            happened=promise.made.at(day),
            made=str(pledge.start),
            due=None if pledge.due is None else str(pledge.due),
            **amounts,
            deliveries=deliveries,
            began=moment(began),
            done=moment(done),
            after_promise=lag(coming(promise.made, day), began),
            after_due=None if pledge.due is None else lag((pledge.due.first, pledge.due.last), done),
            order=tuple(self._order(pledge)),
            conditions=pledge.condition,
            verifier=pledge.verifier,
            verification=self._verification(pledge, deliveries),
            replaced=self.position.snapshot.versions.members(pledge.id)[:-1],
            link=pledge.link,
            reversals=tuple(one.id for one in self.withdrawals if pledge.id in self._reversed_ids(one)),
            targets=figures.targets,
            reached=None if figures.reached is None else amount_of(figures.reached, written.reached),
            part=figures.part,
            written=written.part[0] if written.part[0] == written.part[1] else None,
            reasons=reasons,
            units=self.position.snapshot.record_index.units,
        )

    def _given(self, record: Record) -> Leg | None:
        """Return a leg of what was done under the deal and kept no promise."""
        snapshot, day = self.position.snapshot, self.position.day
        validity = snapshot.validity
        record_state = record_state_of(
            self.position,
            record,
            {"unpledged": validity.start_days(record)},
            givers=doers(snapshot, record),
            receivers=receivers(snapshot, record),
            deal=record.deal,
        )
        if record_state is None:
            return None
        counted = isinstance(record, Act) and record.quantity is not None
        unit = snapshot.amounts.quantity(record).unit if isinstance(record, Act) else record.kind_name
        (delivery,) = deliveries = self._deliveries(None, (record,), unit, counted=counted)
        none = amount_of(NOTHING, NOTHING)
        began = coming(validity.started_days(record), day)
        return Leg(
            record.id,
            pledged=False,
            kind=record.kind_name,
            givers=record_state.givers,
            receivers=record_state.receivers,
            unit=unit,
            record_state=record_state,
            firmness=None,
            firm=NO,
            happened=YES if record_state.certain else MAYBE,
            made=str(record.start),
            due=None,
            promised=none,
            delivered=delivery.amount,
            outstanding=none,
            overdue=none,
            lapsed=none,
            reversed=delivery.reversed,
            deliveries=deliveries,
            began=moment(began),
            done=moment(began),
            after_promise=None,
            after_due=None,
            order=(),
            conditions=(),
            verifier=None,
            verification="not asked",
            replaced=snapshot.versions.members(record.id)[:-1],
            link=record.link,
            reversals=tuple(one.id for one in self._taking_back(record)),
            targets=0,
            reached=None,
            part=None,
            written=None,
            reasons=tuple(self._behind(deliveries, unit)),
            units=snapshot.record_index.units,
        )

    def _reversed_ids(self, reversal: Reversal | Sanction) -> set[str]:
        named = reversal.reverses if isinstance(reversal, Reversal) else reversal.reimposes
        return {head.id for head in self.position.snapshot.versions.resolved(named, Record)}

    # What delivers them.

    def _deliveries(
        self, pledge: Pledge | None, records: Iterable[Record], unit: str, *, counted: bool
    ) -> tuple[Delivery, ...]:
        validity, day = self.position.snapshot.validity, self.position.day
        begun = [record for record in records if validity.start_days(record).at(day) is not NO]
        return tuple(self._delivery(pledge, record, unit, counted=counted) for record in begun)

    def _delivery(self, pledge: Pledge | None, record: Record, unit: str, *, counted: bool) -> Delivery:
        snapshot, day = self.position.snapshot, self.position.day
        amount, taken = given_by(self.crediting, record, unit, day, counted=counted)
        written, lost = given_by(self._written, record, unit, day, counted=counted)
        also = tuple(one.id for one in self.crediting.kept_by(record) if pledge is None or one.id != pledge.id)
        givers = doers(snapshot, record)
        before = {one.id: self._came_after(record, givers, one) for one in self.withdrawals}
        return Delivery(
            record.id,
            record.kind_name,
            str(record.start),
            givers,
            amount_of(amount, written),
            amount_of(taken, lost),
            also,
            tuple(one for one, held in before.items() if held is YES),
            tuple(one for one, held in before.items() if held is MAYBE),
            record.verified_by,
            self._verified(record),
        )

    def _came_after(self, record: Record, givers: tuple[str, ...], reversal: Reversal | Sanction) -> Certainty:
        """Return whether a record began on a later day than a reversal by another side."""
        snapshot = self.position.snapshot
        by = snapshot.touched(doers(snapshot, reversal), rollup=True)
        if record.id in self._reversed_ids(reversal) or not by.isdisjoint(snapshot.touched(givers, rollup=True)):
            return NO
        days = snapshot.validity.started_days(reversal)
        first, last = (min(day, self.position.day) for day in snapshot.validity.span(record).starts)
        held = {days.at(day - 1) for day in (first, last)}
        return YES if held == {YES} else NO if held == {NO} else MAYBE

    def _verified(self, record: Record) -> Certainty:
        if record.verified_by is None:
            return NO
        if record.verified_on is None:
            return YES
        first, last = record.verified_on.first, record.verified_on.last
        return Periods(run(last, FOREVER), run(first, FOREVER)).at(self.position.day)

    def _verification(self, pledge: Pledge, deliveries: tuple[Delivery, ...]) -> str:
        if pledge.verifier is None:
            return "not asked"
        snapshot = self.position.snapshot
        asked = snapshot.party_id(pledge.verifier)
        verified = [one for one in deliveries if one.verified is YES and one.verified_by is not None]
        by_asked = [one for one in verified if snapshot.party_id(one.verified_by or "") == asked]
        if by_asked:
            return "verified" if len(by_asked) == len(deliveries) else "in part"
        return "by another" if verified else "not yet"

    # When they came.

    def when(self, record: Record) -> tuple[Ends, Ends]:
        """When something began, and when all of it was done: for a promise, when what delivers it was."""
        validity, day = self.position.snapshot.validity, self.position.day
        if not isinstance(record, Pledge):
            begun = coming(validity.started_days(record), day)
            return begun, begun
        promise = self._promises.get(record.id) or promise_of(self.crediting, record)
        there_is = promise.made | joined(validity.start_days(one) for one in promise.deliveries)
        return coming(promise.some & there_is, day), coming(promise.kept & there_is, day)

    def moved(self, legs: Collection[str]) -> Ends:
        """When a side first did something of some legs, all that it has.

        What delivers several of them may bring any one of them nothing, and still brings something to one.
        """
        heads = self.position.snapshot.versions.heads
        ends = [self.when(heads[leg])[0] for leg in legs]
        named = {one.id: one for leg in legs for one in self.crediting.delivering.get(leg, ())}
        surely = [start for one in named.values() for start in self._surely_gave(one, legs)]
        sure = min((day for day in surely if day <= self.position.day), default=NEVER)
        return min((first for first, _ in ends), default=NEVER), min(sure, *(last for _, last in ends))

    def first_days(self, legs: Collection[str]) -> tuple[tuple[int, int], ...]:
        """Return the days on which a side's first deed may lie, as pairs of a first and a last one: those of its deeds.

        Where some of what it did is taken back, or was given back, they are all the days from its first to its surest.
        """
        first, sure = self.moved(legs)
        last = int(min(sure, self.position.day))
        if first > last:
            return ()
        heads, crediting = self.position.snapshot.versions.heads, self.crediting
        promised = [heads[leg] for leg in legs if isinstance(heads[leg], Pledge)]
        deeds = [heads[leg] for leg in legs if not isinstance(heads[leg], Pledge)]
        deeds += [one for pledge in promised for one in crediting.delivering.get(pledge.id, ())]
        if any(crediting.undoing.is_touched(one) for one in deeds):
            return ((int(first), last),)
        starts = [self.position.snapshot.validity.span(one).starts for one in deeds]
        return tuple(
            (max(start, int(first)), min(end, last)) for start, end in starts if start <= last and end >= first
        )

    def _surely_gave(self, record: Record, legs: Collection[str]) -> Iterator[int]:
        """The days on which a record surely begins to stand for some of what it delivers, where it delivers only these.

        What is counted in one unit goes to the last of its promises where the others lack no more.
        """
        for pool in self.crediting.pools(record):
            if len(pool.units) == 1 and set(pool.ids) <= set(legs):
                for start, _, sure, amount in self.crediting.gives(record, pool.units[0]):
                    if sure and (amount.low or 0) > 0:
                        yield start

    def _order(self, pledge: Pledge) -> Iterable[Turn]:
        if pledge.order is None:
            return
        own = self.when(pledge)
        named: dict[Relation, tuple[str, ...]] = {
            "before": pledge.order.before,
            "with": pledge.order.alongside,
            "after": pledge.order.after,
        }
        for relation, ids in named.items():
            for other in self.position.snapshot.versions.resolved(ids, Record):
                yield turn(relation, other.id, own, self.when(other))

    # What stands behind them.

    def _behind(self, deliveries: tuple[Delivery, ...], unit: str) -> Iterable[Reason]:
        for delivery in deliveries:
            record = self.position.snapshot.versions.heads[delivery.record]
            yield self._reason("delivered", record, unit, delivery.amount.bounds)

    def _reason(self, side: str, record: Record, unit: str, amount: Bounds) -> Reason:
        snapshot = self.position.snapshot
        behind = (
            *(one.id for one in self._taking_back(record)),
            *(head.id for head in snapshot.versions.resolved(getattr(record, "includes", ()), Record)),
            *snapshot.claims(record.id),
        )
        return Reason.of(
            self.position,
            record,
            side=side,
            unit=unit,
            amount=amount,
            givers=doers(snapshot, record),
            receivers=receivers(snapshot, record),
            days=str(snapshot.validity.in_force(record)),
            made_by=behind,
        )
