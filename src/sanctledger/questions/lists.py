"""What stands on a day: restraints, easings, concessions and coercions, each with its state."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.posting.disputes import Contest
from sanctledger.posting.measure import LIFTED, OVER, STATES, Restraint, Stretch
from sanctledger.posting.position import Names, Parties, Position
from sanctledger.questions.filters import Filter
from sanctledger.questions.record_state import Standing, amount_on, contests_of, day_of, has_begun, standing_of
from sanctledger.questions.record_states import Question, Standings
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
) -> Standings:
    """Return the sanctions that may have begun, one item for each sender and target, with their states on the day.

    A state is `biting`, `partly_eased`, `eased`, `lifted` or `over`.

    Args:
        position: The position.
        sender: Only those by these parties.
        target: Only those that concern these parties.
        kind: Only those of these kinds.
        program: Only those of these programs.
        deal: Only those of this deal.
        state: Only those that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party, program or deal, or there is no such kind.
        ReadError: There is no such state.
    """
    account, found = position.account, []
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
        for sanction in account.lines.of(Sanction) if chosen.receivers is None else account.upon(chosen.receivers):
            if not chosen.takes(sanction):
                continue
            for restraint in account.restraints.of(sanction):
                if chosen.touches([restraint.sender], [restraint.target]):
                    standing = _restraint(position, restraint)
                    if chosen.lets(standing):
                        found.append(standing)
    return Standings("sanctions", position.on, tuple(found), position)


def _restraint(position: Position, restraint: Restraint) -> Standing | None:
    stretch = restraint.at(position.day)
    if stretch is None or not stretch.states:
        return None
    since, until = restraint.stay(position.day)
    sanction = restraint.sanction
    return Standing(
        sanction.id,
        sanction.kind_name,
        (restraint.sender,),
        (restraint.target,),
        stretch.states,
        stretch.is_certain,
        day_of(since),
        day_of(until),
        stretch.ids,
        deal=sanction.deal,
        programs=sanction.program,
        contested=_contested(position, restraint),
    )


def _contested(position: Position, restraint: Restraint) -> tuple[Contest, ...]:
    """The disputes about what takes back, or puts back, one restraint or what eases it."""
    account = position.account
    if not account.holding.contests:
        return ()
    sanction, sender, target = restraint.sanction, restraint.sender, restraint.target
    easings = [reach.easing for reach in account.reaches.of(sanction) if reach.includes(sender, target)]
    records = (sanction, *account.holding.reimposed_by(sanction), *easings)
    found = {
        contest.record: contest
        for record in dict.fromkeys(one.id for one in records)
        for contest in contests_of(position, account.lines.heads[record])
        if _concerns(position, contest, restraint, account.lines.heads[record])
    }
    return tuple(found.values())


def _concerns(position: Position, contest: Contest, restraint: Restraint, of: Record) -> bool:
    disputed = position.account.lines.heads[contest.record]
    if not isinstance(disputed, Reversal) or of not in position.account.lines.resolved(disputed.reverses, Record):
        return True
    return position.account.reaches.concerns(disputed, of, restraint.sanction, restraint.sender, restraint.target)


#: The states of an easing.
EASING_STATES = ("acts", "moot", "replaced", "expired", "reversed")


def easings(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    sender: Parties | None = None,
    target: Parties | None = None,
    kind: Names | None = None,
    deal: str | None = None,
    state: Names | None = None,
    rollup: bool = True,
) -> Standings:
    """Return the easings that may have begun, with their states on the day.

    A state is `acts`, `moot`, `replaced`, `expired` or `reversed`. An easing is `moot` if the sanctions that it eases
    are not in force themselves, such as a licence under a lifted listing.

    Args:
        position: The position.
        sender: Only those by these parties.
        target: Only those that concern these parties.
        kind: Only those of these kinds.
        deal: Only those of this deal.
        state: Only those that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party, or deal, or there is no such kind.
        ReadError: There is no such state.
    """
    account, found = position.account, []
    chosen = Filter.read(
        position, EASING_STATES, giver=sender, receiver=target, kind=kind, deal=deal, state=state, rollup=rollup
    )
    holding, idleness = account.holding, _Idleness(position)
    for easing in account.lines.of(Easing):
        if not chosen.takes(easing):
            continue
        reached = account.reaches.restraints(easing)
        senders = dict.fromkeys(sender for _, sender, _ in reached)
        targets = dict.fromkeys(target for _, _, target in reached)
        if not chosen.touches(senders, targets):
            continue
        eased = account.reaches.eased(easing)
        begun, span, undone = holding.start_days(easing), holding.span_days(easing), holding.undone(easing)
        replaced = Periods.never()
        for successor in holding.replaced_by(easing):
            replaced |= holding.begun(successor)
        idle = idleness.of(easing, eased)
        acts = span - undone - replaced
        days = {
            "acts": acts - idle,
            "moot": acts & idle,
            "replaced": (begun & replaced) - undone,
            "expired": holding.over(easing) - undone - replaced,
            "reversed": begun & undone,
        }
        by = [r.id for r in holding.replaced_by(easing) if holding.begun(r).at(position.day) is not Certainty.NO]
        by += [r.id for r in holding.reversals(easing) if has_begun(position, r)]
        fields = {"givers": tuple(senders), "receivers": tuple(targets), "by": tuple(by)}
        standing = standing_of(position, easing, days, **fields, deal=easing.deal, concerns=tuple(eased))
        if chosen.lets(standing):
            found.append(standing)
    return Standings("easings", position.on, tuple(found), position)


@attrs.frozen
class _Idleness:
    """When nothing is left for an easing to ease: its restraints are over, or another easing has lifted them."""

    position: Position
    _busy: dict[str, tuple[Periods, dict[str, Periods]]] = attrs.field(factory=dict, init=False)

    def of(self, easing: Easing, eased: Iterable[str]) -> Periods:
        """The days on which an easing of these sanctions is idle."""
        busy = Periods.never()
        for sanction in self.position.account.lines.resolved(tuple(eased), Sanction):
            if sanction.id not in self._busy:
                self._busy[sanction.id] = self._found(sanction)
            anyway, by_easing = self._busy[sanction.id]
            busy |= anyway | by_easing.get(easing.id, Periods.never())
        return Periods.always() - busy

    def _found(self, sanction: Sanction) -> tuple[Periods, dict[str, Periods]]:
        """The days on which a sanction leaves something to ease, and those besides on which an easing itself lifts it.

        Worked out once for all of its easings: each would have to read all that the others did to it.
        """
        anyway, by_easing = Periods.never(), dict[str, Periods]()
        for restraint in self.position.account.restraints.of(sanction):
            for stretch in restraint.stretches:
                gone = [because for state, because in stretch.because if state in (LIFTED, OVER)]
                left = len(stretch.because) - len(gone)
                anyway |= _busy(stretch, left)
                for easing in {one for because in gone for one in because}:
                    kept = left + sum(easing in because for because in gone)
                    by_easing[easing] = by_easing.get(easing, Periods.never()) | _busy(stretch, kept)
        return anyway, by_easing


def _busy(stretch: Stretch, kept: int) -> Periods:
    """The days of a stretch of whose states so many leave something to ease."""
    days = run(stretch.start, stretch.end) if kept else ()
    return Periods(days if stretch.begun and kept == len(stretch.because) else (), days)


#: The states of a concession or a hostile act.
ACT_STATES = ("stands", "part_reversed", "reversed", "expired")


def concessions(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    giver: Parties | None = None,
    receiver: Parties | None = None,
    kind: Names | None = None,
    deal: str | None = None,
    state: Names | None = None,
    rollup: bool = True,
) -> Standings:
    """Return the concessions that may have been made, with their states on the day.

    A state is `stands`, `part_reversed`, `reversed` or `expired`.

    Args:
        position: The position.
        giver: Only those by these parties.
        receiver: Only those that concern these parties.
        kind: Only those of these kinds.
        deal: Only those of this deal.
        state: Only those that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party, or deal, or there is no such kind.
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
) -> Standings:
    """Return the hostile acts that may have been done, with the same states as concessions.

    Args:
        position: The position.
        giver: Only those by these parties.
        receiver: Only those that concern these parties.
        kind: Only those of these kinds.
        deal: Only those of this deal.
        state: Only those that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party, or deal, or there is no such kind.
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


def _acts(position: Position, question: Question, cls: type[Act], chosen: Filter) -> Standings:
    account, found = position.account, []
    holding = account.holding
    for act in account.lines.of(cls):
        if not chosen.takes(act) or not chosen.touches(act.givers, act.receivers):
            continue
        begun, span, undone = holding.start_days(act), holding.span_days(act), holding.undone(act)
        part = Periods.never()
        for reversal in holding.reversals(act):
            if not (reversal.is_whole and undone.possible):
                part |= holding.acts(reversal)
        steps = [step for step in account.steps(act) if step.part_of is None]
        for step in steps:
            if step.amount == NOTHING and not part.is_never:
                undone |= begun & step.periods
        whole = span - undone
        days = {
            "stands": whole - part,
            "part_reversed": whole & part,
            "reversed": begun & undone,
            "expired": holding.over(act) - undone,
        }
        amount = total(amount_on(step.periods, step.amount, position.day) for step in steps)
        written = holding.quantity(act)
        primary = account.primary.steps(act)
        value = total(amount_on(s.periods, s.amount, position.day) for s in primary if s.part_of is None).value
        by = tuple(reversal.id for reversal in holding.reversals(act) if has_begun(position, reversal))
        fields = {"givers": act.givers, "receivers": act.receivers, "by": by, "deal": act.deal}
        unit = act.kind_name if written is None else written.unit
        standing = standing_of(position, act, days, **fields, amount=amount, primary=json_number(value), unit=unit)
        if chosen.lets(standing):
            found.append(standing)
    return Standings(question, position.on, tuple(found), position)
