"""The lists of a day: measures, easings, concessions and coercions, each with its state."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.posting.disputes import Dispute
from sanctledger.posting.measure import ENDED, LIFTED, STATES, Measure, StateSpan
from sanctledger.posting.position import Names, Parties, Position
from sanctledger.questions.filters import Filter
from sanctledger.questions.record_state import (
    ENDINGS,
    RecordState,
    amount_on,
    day_of,
    disputes_of,
    has_begun,
    record_state_of,
)
from sanctledger.questions.record_states import Question, RecordStates
from sanctledger.records.acts import Act, Coercion, Concession
from sanctledger.records.deals import Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import NOTHING, json_number, total
from sanctledger.values.periods import Certainty, Periods, run


def sanctions(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    sender: Parties | None = None,
    target: Parties | None = None,
    kind: Names | None = None,
    program: Names | None = None,
    deal: str | None = None,
    state: Names | None = None,
    rollup: bool = True,
) -> RecordStates:
    """Return the sanctions that may have begun, one item for each sender and target, with their states on the day.

    A state is `in_force`, `partly_eased`, `eased`, `lifted` or `ended`.

    Args:
        position: The position.
        sender: Only sanctions by these parties.
        target: Only sanctions that concern these parties.
        kind: Only sanctions of these kinds.
        program: Only sanctions of these programs.
        deal: Only sanctions of this deal.
        state: Only sanctions that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party, program or deal, or there is no such kind.
        ReadError: There is no such state.
    """
    snapshot, found = position.snapshot, []
    chosen = Filter.read(
        position,
        STATES,
        giver=sender,
        receiver=target,
        kind=kind,
        program=program,
        deal=deal,
        state=state,
        rollup=rollup,
    )
    with CollectorPaused():
        for sanction in (
            snapshot.versions.of(Sanction) if chosen.receivers is None else snapshot.sanctions_on(chosen.receivers)
        ):
            if not chosen.takes(sanction):
                continue
            for measure in snapshot.measures.of(sanction):
                if chosen.touches([measure.sender], [measure.target]):
                    record_state = _measure(position, measure)
                    if chosen.lets(record_state):
                        found.append(record_state)
    return RecordStates("sanctions", position.on, tuple(found), position)


def _measure(position: Position, measure: Measure) -> RecordState | None:
    state_span = measure.at(position.day)
    if state_span is None or not state_span.states:
        return None
    since, until = measure.stay(position.day)
    sanction = measure.sanction
    return RecordState(
        sanction.id,
        sanction.kind_name,
        (measure.sender,),
        (measure.target,),
        state_span.states,
        state_span.is_certain,
        day_of(since),
        day_of(until),
        state_span.ids,
        deal=sanction.deal,
        programs=sanction.program,
        contested=_contested(position, measure),
        endings=_endings(position, measure, state_span),
    )


def _endings(position: Position, measure: Measure, state_span: StateSpan) -> tuple[str, ...]:
    """Return the ways in which a measure has or may have ended, in the order of `ENDINGS`."""
    if ENDED not in state_span.states:
        return ()
    snapshot = position.snapshot
    found = {"expired"} if position.day >= snapshot.validity.span(measure.sanction).ends[0] else set()
    for record in snapshot.versions.resolved(dict(state_span.because)[ENDED], Record):
        if isinstance(record, Reversal):
            found.add("revoked")
        elif isinstance(record, Easing):
            found.add("lapsed")
        elif record.id != measure.sanction.id:
            found.add("superseded")
    return tuple(way for way in ENDINGS if way in found)


def _contested(position: Position, measure: Measure) -> tuple[Dispute, ...]:
    """Return the disputes about reversals of one measure, or of the easings of that measure."""
    snapshot = position.snapshot
    if not snapshot.validity.disputes:
        return ()
    sanction, sender, target = measure.sanction, measure.sender, measure.target
    easings = [reach.easing for reach in snapshot.easing_targets.of(sanction) if reach.includes(sender, target)]
    records = (sanction, *snapshot.validity.reimposed_by(sanction), *easings)
    found = {
        dispute.record: dispute
        for record in dict.fromkeys(one.id for one in records)
        for dispute in disputes_of(position, snapshot.versions.heads[record])
        if _concerns(position, dispute, measure, snapshot.versions.heads[record])
    }
    return tuple(found.values())


def _concerns(position: Position, dispute: Dispute, measure: Measure, of: Record) -> bool:
    disputed = position.snapshot.versions.heads[dispute.record]
    if not isinstance(disputed, Reversal) or of not in position.snapshot.versions.resolved(disputed.reverses, Record):
        return True
    return position.snapshot.easing_targets.concerns(disputed, of, measure.sanction, measure.sender, measure.target)


#: The states of an easing.
EASING_STATES = ("in_force", "without_effect", "replaced", "expired", "reversed")


def easings(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    sender: Parties | None = None,
    target: Parties | None = None,
    kind: Names | None = None,
    deal: str | None = None,
    state: Names | None = None,
    rollup: bool = True,
) -> RecordStates:
    """Return the easings that may have begun, with their states on the day.

    A state is `in_force`, `without_effect`, `replaced`, `expired` or `reversed`. An easing is `without_effect` if the
    sanctions that it eases are not in force themselves, such as a licence under a lifted listing.

    Args:
        position: The position.
        sender: Only easings by these parties.
        target: Only easings that concern these parties.
        kind: Only easings of these kinds.
        deal: Only easings of this deal.
        state: Only easings that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party or deal, or there is no such kind.
        ReadError: There is no such state.
    """
    snapshot, found = position.snapshot, []
    chosen = Filter.read(
        position, EASING_STATES, giver=sender, receiver=target, kind=kind, deal=deal, state=state, rollup=rollup
    )
    validity, no_effect = snapshot.validity, _EffectlessDays(position)
    for easing in snapshot.versions.of(Easing):
        if not chosen.takes(easing):
            continue
        reached = snapshot.easing_targets.measures(easing)
        senders = dict.fromkeys(sender for _, sender, _ in reached)
        targets = dict.fromkeys(target for _, _, target in reached)
        if not chosen.touches(senders, targets):
            continue
        eased = snapshot.easing_targets.eased(easing)
        started, span, reversed_ = (
            validity.start_days(easing),
            validity.span_days(easing),
            validity.reversed_days(easing),
        )
        replaced = Periods.never()
        for successor in validity.replaced_by(easing):
            replaced |= validity.started_days(successor)
        without_effect = no_effect.of(easing, eased)
        in_force = span - reversed_ - replaced
        days = {
            "in_force": in_force - without_effect,
            "without_effect": in_force & without_effect,
            "replaced": (started & replaced) - reversed_,
            "expired": validity.expired_days(easing) - reversed_ - replaced,
            "reversed": started & reversed_,
        }
        by = [
            r.id for r in validity.replaced_by(easing) if validity.started_days(r).at(position.day) is not Certainty.NO
        ]
        by += [r.id for r in validity.reversals(easing) if has_begun(position, r)]
        fields = {"givers": tuple(senders), "receivers": tuple(targets), "by": tuple(by)}
        record_state = record_state_of(position, easing, days, **fields, deal=easing.deal, concerns=tuple(eased))
        if chosen.lets(record_state):
            found.append(record_state)
    return RecordStates("easings", position.on, tuple(found), position)


@attrs.frozen
class _EffectlessDays:
    """The days on which an easing is without effect: its measures have ended, or another easing has lifted them."""

    position: Position
    _days: dict[str, tuple[Periods, dict[str, Periods]]] = attrs.field(factory=dict, init=False)

    def of(self, easing: Easing, eased: Iterable[str]) -> Periods:
        """Return the days on which an easing of some sanctions is without effect."""
        with_effect = Periods.never()
        for sanction in self.position.snapshot.versions.resolved(tuple(eased), Sanction):
            if sanction.id not in self._days:
                self._days[sanction.id] = self._days_of(sanction)
            anyway, by_easing = self._days[sanction.id]
            with_effect |= anyway | by_easing.get(easing.id, Periods.never())
        return Periods.always() - with_effect

    def _days_of(self, sanction: Sanction) -> tuple[Periods, dict[str, Periods]]:
        """Return the days on which a sanction can be eased, and the further days on which each easing lifts it.

        The result is worked out once for all easings of the sanction, because each would read all the others.
        """
        anyway, by_easing = Periods.never(), dict[str, Periods]()
        for measure in self.position.snapshot.measures.of(sanction):
            for state_span in measure.state_spans:
                gone = [because for state, because in state_span.because if state in (LIFTED, ENDED)]
                left = len(state_span.because) - len(gone)
                anyway |= _effective_days(state_span, left)
                for easing in {one for because in gone for one in because}:
                    kept = left + sum(easing in because for because in gone)
                    by_easing[easing] = by_easing.get(easing, Periods.never()) | _effective_days(state_span, kept)
        return anyway, by_easing


def _effective_days(state_span: StateSpan, kept: int) -> Periods:
    """Return the days of a span, as certain days if the measure can be eased in each of its possible states."""
    days = run(state_span.start, state_span.end) if kept else ()
    return Periods(days if state_span.begun and kept == len(state_span.because) else (), days)


#: The states of a concession or a coercion.
ACT_STATES = ("in_effect", "part_reversed", "reversed", "expired")


def concessions(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    giver: Parties | None = None,
    receiver: Parties | None = None,
    kind: Names | None = None,
    deal: str | None = None,
    state: Names | None = None,
    rollup: bool = True,
) -> RecordStates:
    """Return the concessions that may have been made, with their states on the day.

    A state is `in_effect`, `part_reversed`, `reversed` or `expired`.

    Args:
        position: The position.
        giver: Only concessions by these parties.
        receiver: Only concessions that concern these parties.
        kind: Only concessions of these kinds.
        deal: Only concessions of this deal.
        state: Only concessions that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party or deal, or there is no such kind.
        ReadError: There is no such state.
    """
    return _acts(
        position,
        "concessions",
        Concession,
        Filter.read(
            position, ACT_STATES, giver=giver, receiver=receiver, kind=kind, deal=deal, state=state, rollup=rollup
        ),
    )


def coercions(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    giver: Parties | None = None,
    receiver: Parties | None = None,
    kind: Names | None = None,
    deal: str | None = None,
    state: Names | None = None,
    rollup: bool = True,
) -> RecordStates:
    """Return the coercions that may have been done, with their states on the day.

    A state is `in_effect`, `part_reversed`, `reversed` or `expired`, as for concessions.

    Args:
        position: The position.
        giver: Only acts by these parties.
        receiver: Only acts that concern these parties.
        kind: Only acts of these kinds.
        deal: Only acts of this deal.
        state: Only acts that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party or deal, or there is no such kind.
        ReadError: There is no such state.
    """
    return _acts(
        position,
        "coercions",
        Coercion,
        Filter.read(
            position, ACT_STATES, giver=giver, receiver=receiver, kind=kind, deal=deal, state=state, rollup=rollup
        ),
    )


def _acts(position: Position, question: Question, cls: type[Act], chosen: Filter) -> RecordStates:
    snapshot, found = position.snapshot, []
    validity = snapshot.validity
    for act in snapshot.versions.of(cls):
        if not chosen.takes(act) or not chosen.touches(act.givers, act.receivers):
            continue
        started, span, reversed_ = validity.start_days(act), validity.span_days(act), validity.reversed_days(act)
        part = Periods.never()
        for reversal in validity.reversals(act):
            if not (reversal.is_whole and reversed_.possible):
                part |= validity.in_force(reversal)
        steps = [step for step in snapshot.steps(act) if step.part_of is None]
        for step in steps:
            if step.amount == NOTHING and not part.is_never:
                reversed_ |= started & step.periods
        whole = span - reversed_
        days = {
            "in_effect": whole - part,
            "part_reversed": whole & part,
            "reversed": started & reversed_,
            "expired": validity.expired_days(act) - reversed_,
        }
        amount = total(amount_on(step.periods, step.amount, position.day) for step in steps)
        written = validity.quantity(act)
        stated = snapshot.stated.steps(act)
        value = total(amount_on(s.periods, s.amount, position.day) for s in stated if s.part_of is None).value
        by = tuple(reversal.id for reversal in validity.reversals(act) if has_begun(position, reversal))
        fields = {"givers": act.givers, "receivers": act.receivers, "by": by, "deal": act.deal}
        unit = act.kind_name if written is None else written.unit
        record_state = record_state_of(
            position, act, days, **fields, amount=amount, stated=json_number(value), unit=unit
        )
        if chosen.lets(record_state):
            found.append(record_state)
    return RecordStates(question, position.on, tuple(found), position)
