"""The effect of a measure on an activity on a day: whether it is in force, and which easings free the activity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from sanctledger.posting.measure import Scenario
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.easings import Easing
from sanctledger.records.parts import Condition
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty
from sanctledger.values.scope import Scope
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, both
from sanctledger.verdicts.scope_match import ActivityFacts

#: The possible answers, from the mildest to the worst.
PERMITTED, LICENSED, PROHIBITED = ANSWERS = ("permitted", "licensed", "prohibited")


@attrs.frozen
class Freed:
    """An easing that frees an activity of a measure, or may free it.

    Attributes:
        easing: The easing's id.
        kind: Its kind.
        instrument: Its instrument.
        certainty: How sure it is that the easing frees the activity.
        until: The first day on which the easing may no longer be in force; `None` if no end is known.
        conditions: The conditions of the easing. They are shown and never judged.
        decides: The facts that would decide it, if it is open.
    """

    easing: str
    kind: str
    instrument: str | None
    certainty: Certainty
    until: dt.date | None
    conditions: tuple[Condition, ...] = ()
    decides: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the easing and its end, in one line."""
        named = ", ".join(filter(None, (self.kind, self.instrument)))
        until = "no known end" if self.until is None else f"until {self.until}"
        return f"{'freed' if self.certainty is YES else 'perhaps freed'} by {self.easing} ({named}), {until}"

    def to_json(self) -> dict[str, object]:
        """Return plain mappings and lists."""
        return {
            "easing": self.easing,
            "kind": self.kind,
            "instrument": self.instrument,
            "certainty": self.certainty.value,
            "until": None if self.until is None else self.until.isoformat(),
            "conditions": [{"text": condition.text, "by": condition.by} for condition in self.conditions],
        }


@attrs.frozen(eq=False)
class MeasureEffect:
    """The effect of one measure on an activity that it may reach.

    Attributes:
        answers: The possible answers, from the mildest to the worst.
        freed: The easings that free the activity, or may free it.
        tried: The other easings in force, each with the reason why it does not free the activity.
        decides: The facts that would decide the answer, if it is open.
        ended_by: The ids of the records that ended or lifted the measure, or may have done so.
        if_in_force: The possible answers if the measure were certainly in force.
    """

    answers: tuple[str, ...]
    freed: tuple[Freed, ...] = ()
    tried: tuple[tuple[str, str], ...] = ()
    decides: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    if_in_force: tuple[str, ...] = ()


def effect_of(
    facts: ActivityFacts, sanction: Sanction, cases: tuple[Scenario, ...], touched: Certainty, day: int
) -> MeasureEffect:
    """Return the effect of a measure on an activity.

    Args:
        facts: The facts about the activity.
        sanction: The sanction.
        cases: The cases of the measure on the day.
        touched: Whether the measure binds the actor, reaches a party, and covers the activity.
        day: The number of the day.
    """
    snapshot, reach = facts.snapshot, facts.reach(sanction)
    answers: set[str] = set()
    if_in_force: set[str] = set() if touched is YES else {PERMITTED}
    for case in cases:
        applies = both(touched, case.on_the_books)
        if applies is not YES:
            answers.add(PERMITTED)
        if applies is not NO:
            possible = tuple(_answers(facts, reach, case))
            answers.update(possible)
            if_in_force.update(possible)
    ended_by = _ids(case.ended_by for case in cases)
    if answers <= {PERMITTED}:
        return MeasureEffect((PERMITTED,), ended_by=ended_by)
    freed, tried = _easings(facts, cases, day)
    decides = [reason for one in freed for reason in one.decides]
    if {case.on_the_books for case in cases} != {YES}:
        ended = _ended(snapshot, _ids(case.ended_by for case in cases if case.on_the_books is not YES), day)
        decides.append(f"whether {sanction.id} is in force on the day" + (f" ({ended})" if ended else ""))
    return MeasureEffect(
        in_order(answers), freed, tried, tuple(decides) if len(answers) > 1 else (), ended_by, in_order(if_in_force)
    )


def in_order(answers: Iterable[str]) -> tuple[str, ...]:
    """Return answers from the mildest to the worst, each once."""
    given = set(answers)
    return tuple(answer for answer in ANSWERS if answer in given)


def _ended(snapshot: Snapshot, ids: tuple[str, ...], day: int) -> str:
    """Return the records that may have ended a measure, and the reversals that may undo that on the day, in words."""
    validity = snapshot.validity
    reversals = {
        reversal.id: None
        for record in snapshot.versions.resolved(ids, Record)
        for reversal in validity.reversals(record)
        if validity.in_force(reversal).at(day) is MAYBE
    }
    return " and ".join(ids) + (f", which {' and '.join(reversals)} may reverse" if reversals else "")


def handed_to(snapshot: Snapshot, cases: tuple[Scenario, ...], sender: str, day: int) -> str | None:
    """Return the id of the sanction whose start alone decides whether a measure is still in force, if there is one.

    That is so if the measure has not ended in another way, and the successor is in force from its start on.
    """
    ended = [case for case in cases if case.on_the_books is NO]
    if len(cases) != 2 or len(ended) != 1 or len(ended[0].ended_by) != 1:  # noqa: PLR2004 - begun, and not begun
        return None
    kept = next(case for case in cases if case not in ended)
    for successor in snapshot.versions.resolved(ended[0].ended_by, Sanction):
        validity = snapshot.validity
        is_clear = not validity.reversals(successor) and day < validity.span(successor).ends[0]
        if kept.on_the_books is YES and is_clear and sender in successor.senders:
            later = [case for t in successor.targets for case in snapshot.measures.scenarios(successor, sender, t, day)]
            if all(case.on_the_books is MAYBE and not case.ended_by for case in later):
                return successor.id
    return None


def _answers(facts: ActivityFacts, reach: Scope, case: Scenario) -> Iterator[str]:
    """Return the answers that a measure allows if it is in force and reaches the activity, in one case."""
    acting = [(easing, both(sure, facts.match(easing).applies.certainty)) for easing, sure in case.easings]
    surely = [easing for easing, sure in acting if sure is YES]
    possibly = [easing for easing, sure in acting if sure is not NO]
    freed = facts.is_freed(reach, surely)
    if freed is YES:
        yield LICENSED
        return
    if len(possibly) > len(surely):
        freed = facts.is_freed(reach, possibly)
    if freed is not NO:
        yield LICENSED
    yield PROHIBITED


def _easings(
    facts: ActivityFacts, cases: tuple[Scenario, ...], day: int
) -> tuple[tuple[Freed, ...], tuple[tuple[str, str], ...]]:
    """Return the easings that free the activity, or may, and the other easings in force, each with the reason."""
    found: dict[str, tuple[Easing, list[Certainty]]] = {}
    for case in cases:
        for easing, sure in case.easings:
            found.setdefault(easing.id, (easing, []))[1].append(sure)
    freed, tried = [], []
    for easing, in_cases in found.values():
        in_force = YES if in_cases.count(YES) == len(cases) else MAYBE
        match = facts.match(easing)
        if match.applies.certainty is NO:
            tried.append((easing.id, "is only for activities that began before it"))
        elif match.cover.certainty is NO:
            tried.append((easing.id, f"is for other activities: {easing.scope.said}"))
        else:
            decides = [*match.applies.open, *facts.deciding(match.cover, easing.id)]
            if in_force is MAYBE:
                decides.append(f"whether {easing.id} is in force on the day")
            freed.append(
                Freed(
                    easing.id,
                    easing.kind_name,
                    easing.instrument,
                    both(in_force, match.applies.certainty, match.cover.certainty),
                    _until(facts.snapshot, easing, day),
                    easing.conditions,
                    tuple(decides),
                )
            )
    return tuple(freed), tuple(tried)


def _until(snapshot: Snapshot, easing: Easing, day: int) -> dt.date | None:
    """Return the first day after the day on which an easing may no longer act; `None` if it has no end."""
    days = snapshot.validity.in_force(easing)
    for runs in (days.certain, days.possible):
        for start, end in runs:
            if start <= day < end:
                return None if end == FOREVER else dt.date.fromordinal(end)
    return None


def _ids(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for ids in several for one in ids))
