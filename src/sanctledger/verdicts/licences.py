"""What a measure means for a dealing on a day: whether it stands, and which of its easings free the dealing."""

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
from sanctledger.values.dates import FOREVER, day_text
from sanctledger.values.periods import Certainty
from sanctledger.values.scope import Scope
from sanctledger.values.scope_text import ACTOR
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, both
from sanctledger.verdicts.scope_match import Cover, Dealing

#: What may be answered, from the mildest to the worst.
PERMITTED, LICENSED, PROHIBITED = ANSWERS = ("permitted", "licensed", "prohibited")


@attrs.frozen
class Freed:
    """That an easing frees a dealing of a measure, or may.

    Attributes:
        easing: The easing's id.
        kind: Its kind.
        instrument: Its instrument.
        certainty: How sure it is.
        until: The first day on which it may no longer act, as far as is known; `None` where it is open-ended.
        conditions: The conditions that it is under; shown, never judged.
        decides: What would decide it, where it is open.
    """

    easing: str
    kind: str
    instrument: str | None
    certainty: Certainty
    until: dt.date | None
    conditions: tuple[Condition, ...] = ()
    decides: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the easing and until when, in one line."""
        named = ", ".join(filter(None, (self.kind, self.instrument)))
        until = "no end is known" if self.until is None else f"until {self.until}"
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
class Finding:
    """What one measure makes of a dealing that it may reach.

    Attributes:
        answers: What it may be, from the mildest to the worst.
        freed: The easings that free it, or may.
        tried: The easings that act and do not free it, each with the reason.
        decides: What would decide it, where it is open.
        ended_by: The ids of the records that ended or lifted the measure, or may have.
        if_in_force: What it would be, did the measure stand for sure.
        handed_to: The id of the sanction whose start alone decides whether the measure still stands, if there is one.
    """

    answers: tuple[str, ...]
    freed: tuple[Freed, ...] = ()
    tried: tuple[tuple[str, str], ...] = ()
    decides: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    if_in_force: tuple[str, ...] = ()
    handed_to: str | None = None


def found(dealing: Dealing, sanction: Sanction, sender: str, named: str, touched: Certainty) -> Finding:
    """What a measure makes of a dealing.

    Args:
        dealing: The dealing, on a day.
        sanction: The sanction.
        sender: Its sender.
        named: Its target, as the sanction names it.
        touched: Whether the measure binds the actor, reaches the parties and takes in what is done.
    """
    day, snapshot = dealing.day or 0, dealing.snapshot
    cases = snapshot.measures.scenarios(sanction, sender, named, day)
    reach = dealing.reach(sanction)
    answers: set[str] = set()
    alone: set[str] = set() if touched is YES else {PERMITTED}
    for case in cases:
        stands = both(touched, case.on_the_books)
        if stands is not YES:
            answers.add(PERMITTED)
        if stands is not NO:
            told = tuple(_answers(dealing, reach, case))
            answers.update(told)
            alone.update(told)
    if answers <= {PERMITTED}:
        return Finding((PERMITTED,), ended_by=_ids(case.ended_by for case in cases))
    freed, tried = _easings(dealing, cases)
    decides = [what for one in freed for what in one.decides]
    if {case.on_the_books for case in cases} != {YES}:
        ended = _ended(snapshot, _ids(case.ended_by for case in cases if case.on_the_books is not YES), day)
        decides.append(f"whether {sanction.id} stands on the day" + (f" ({ended})" if ended else ""))
    ordered, if_in_force = (tuple(answer for answer in ANSWERS if answer in some) for some in (answers, alone))
    return Finding(
        ordered,
        freed,
        tried,
        tuple(decides) if len(ordered) > 1 else (),
        _ids(case.ended_by for case in cases),
        if_in_force,
        _handed_to(snapshot, cases, sender, day),
    )


def _ended(snapshot: Snapshot, ids: tuple[str, ...], day: int) -> str:
    """What may have ended a measure, and the reversals that may take that back on the day."""
    validity, lines = snapshot.validity, snapshot.versions
    undone = {
        reversal.id: None
        for record in lines.resolved(ids, Record)
        for reversal in validity.reversals(record)
        if validity.in_force(reversal).at(day) is MAYBE
    }
    return " and ".join(ids) + (f", which {' and '.join(undone)} may take back" if undone else "")


def _handed_to(snapshot: Snapshot, cases: tuple[Scenario, ...], sender: str, day: int) -> str | None:
    """The sanction whose start alone decides whether a measure still stands; none where anything else may decide it.

    It does where the one has ended in no other way, and the other stands from its start on and is as sure as that.
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


def _answers(dealing: Dealing, reach: Scope, case: Scenario) -> Iterator[str]:
    """What a measure that stands and touches the dealing may make of it, given how its hand-overs have gone."""
    acting = [(easing, both(sure, _serves(dealing, easing).certainty)) for easing, sure in case.easings]
    surely = dealing.is_freed(reach, [dealing.reach(easing) for easing, sure in acting if sure is YES])
    if surely.certainty is YES:
        yield LICENSED
        return
    possibly = dealing.is_freed(reach, [dealing.reach(easing) for easing, sure in acting if sure is not NO])
    if possibly.certainty is not NO:
        yield LICENSED
    yield PROHIBITED


def _serves(dealing: Dealing, easing: Easing) -> Cover:
    """Whether an easing is for dealings such as this one at all, whatever its scope; and what would decide it."""
    if easing.by_application:
        return Cover(MAYBE, (f"whether the authority has allowed it under {easing.id}",))
    if easing.for_named and not easing.targets and easing.scope.dimension(ACTOR) is None:
        return Cover(MAYBE, (f"whether it is done by the holder of {easing.id}",))
    if not easing.existing_only:
        return Cover(YES)
    began = dealing.activity.began
    first, last = _wound_down_from(dealing.snapshot, easing)
    if began is None:
        return Cover(MAYBE, (f"when it began: {easing.id} frees what began before {day_text(first) or 'it'}",))
    if began.last < first:
        return Cover(YES)
    return Cover(NO) if began.first >= last else Cover(MAYBE, (f"whether it began before {easing.id}",))


def _wound_down_from(snapshot: Snapshot, easing: Easing) -> tuple[int, int]:
    """Between which days winding down began: with the first of the wind-downs that one replaces, which it prolongs."""
    first, last = snapshot.validity.span(easing).starts
    waiting = [easing]
    while waiting:
        for before in snapshot.validity.replaced(waiting.pop()):
            if before.existing_only:
                span = snapshot.validity.span(before)
                first = min(first, span.starts[0])
                last = last if snapshot.validity.is_doubtful(before) else min(last, span.starts[1])
                waiting.append(before)
    return first, last


def _easings(dealing: Dealing, cases: tuple[Scenario, ...]) -> tuple[tuple[Freed, ...], tuple[tuple[str, str], ...]]:
    """Return the easings that free the dealing or may, and those that act and do not."""
    surest: dict[str, tuple[Easing, list[Certainty]]] = {}
    for case in cases:
        for easing, sure in case.easings:
            surest.setdefault(easing.id, (easing, []))[1].append(sure)
    freed, tried = [], []
    for easing, several in surest.values():
        acts = YES if len(several) == len(cases) and set(several) == {YES} else MAYBE
        serves, covers = _serves(dealing, easing), dealing.covered_by(dealing.reach(easing))
        if serves.certainty is NO:
            tried.append((easing.id, "frees only what began before it"))
        elif covers.certainty is NO:
            tried.append((easing.id, f"frees other dealings: {easing.scope}"))
        else:
            decides = [*serves.open, *dealing.deciding(covers, easing.id)]
            if acts is MAYBE:
                decides.append(f"whether {easing.id} acts on the day")
            certainty = both(acts, serves.certainty, covers.certainty)
            until = _until(dealing, easing)
            freed.append(
                Freed(
                    easing.id,
                    easing.kind_name,
                    easing.instrument,
                    certainty,
                    until,
                    easing.conditions,
                    tuple(decides),
                )
            )
    return tuple(freed), tuple(tried)


def _until(dealing: Dealing, easing: Easing) -> dt.date | None:
    """Return the first day after the day on which an easing may no longer act; `None` if it has no end."""
    day = dealing.day or 0
    acts = dealing.snapshot.validity.in_force(easing)
    ends = [end for start, end in (acts.certain or acts.possible) if start <= day < end]
    last = ends[0] if ends else next((end for start, end in acts.possible if start <= day < end), FOREVER)
    text = day_text(last)
    return None if text is None else dt.date.fromisoformat(text)


def _ids(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for ids in several for one in ids))
