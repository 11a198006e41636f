"""Rules about persons by name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

import attrs

from sanctledger.base.words import so_many, spellings
from sanctledger.checks.lookups import current, path_to, said
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.whereabouts import NO_MOVE, OUTCOMES
from sanctledger.records.acts import Act, Detention, Handover, Pardon, Release
from sanctledger.records.deals import Reversal
from sanctledger.records.parts import PersonMention
from sanctledger.records.record import Record
from sanctledger.values.dates import BEGINNING, FOREVER

#: What became of those who were not let go, or whom nobody can let go again.
_NOT_FREED = ("refused", "died")


def _naming(snapshot: Snapshot, *classes: type[Act]) -> Iterator[Act]:
    """Return the acts of some classes that name persons."""
    return (act for act in snapshot.versions.saying("people", Act) if isinstance(act, classes))


def released_twice(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find persons who are released twice without a detention in between."""
    freed: dict[str, list[Act]] = {}
    for act in _naming(snapshot, Release, Pardon, Handover):
        for one in act.people:
            if one.outcome not in _NOT_FREED:
                freed.setdefault(snapshot.party_id(one.person), []).append(act)
    twice = {person: acts for person, acts in freed.items() if len(acts) > 1}
    if not twice:
        return
    arrests = _arrests(snapshot, twice)
    for person, acts in twice.items():
        arrested = _Arrests.of(arrests.get(person, ()))
        acts.sort(key=lambda act: (act.start.first, act.start.last, act.id))
        for at, later in enumerate(acts[1:], 1):
            earlier = acts[at - 1]
            if earlier is later or _includes(snapshot, earlier, later) or _includes(snapshot, later, earlier):
                continue
            if arrested.may_lie_between(earlier, later) or _is_passed_on(snapshot, earlier, later):
                continue
            message = f"`{person}` is released on {later.start} and was on {earlier.start} already (`{earlier.id}`)"
            path = next(
                (
                    path_to(later, "people", one.person)
                    for one in later.people
                    if snapshot.party_id(one.person) == person
                ),
                "people",
            )
            yield Flaw(message, later.id, path, "record the arrest between, or take the person out of one of them")


def _arrests(snapshot: Snapshot, persons: dict[str, list[Act]]) -> dict[str, list[Record]]:
    """Return the detentions of some persons, and the reversals of their release."""
    found: dict[str, list[Record]] = {}
    for detention in current(snapshot, Detention):
        for person in {*map(snapshot.party_id, (*detention.receivers, *(one.person for one in detention.people)))}:
            if person in persons:
                found.setdefault(person, []).append(detention)
    for reversal in current(snapshot, Reversal):
        named = [snapshot.party_id(one.person) for one in reversal.people]
        if not named and reversal.is_whole:
            acts = snapshot.versions.resolved(reversal.reverses, Act)
            named = [snapshot.party_id(one.person) for act in acts for one in act.people]
        for person in dict.fromkeys(named):
            if person in persons:
                found.setdefault(person, []).append(reversal)
    return found


@attrs.frozen
class _Arrests:
    """The detentions of a person, prepared so that each release is compared quickly.

    Attributes:
        firsts: The first possible days, in order.
        lasts: The largest last possible day among the first ones.
    """

    firsts: list[int]
    lasts: list[int]

    @classmethod
    def of(cls, arrests: Iterable[Record]) -> _Arrests:
        days = sorted(
            (BEGINNING, FOREVER) if one.start is None else (one.start.first, one.start.last) for one in arrests
        )
        return cls([first for first, _ in days], list(accumulate((last for _, last in days), max)))

    def may_lie_between(self, earlier: Act, later: Act) -> bool:
        """Return whether a detention may have happened between two acts."""
        before = bisect_right(self.firsts, later.start.last)
        return before > 0 and self.lasts[before - 1] >= earlier.start.first


def _is_passed_on(snapshot: Snapshot, earlier: Act, later: Act) -> bool:
    """Return whether a second release is by the parties that held a person after a handover."""
    if not isinstance(earlier, Handover):
        return False
    return snapshot.touched(earlier.givers, rollup=True).isdisjoint(snapshot.touched(later.givers, rollup=True))


def _includes(snapshot: Snapshot, act: Act, other: Act) -> bool:
    return any(below.id == other.id for below in snapshot.versions.resolved(act.includes, Act))


def more_named_than_counted(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find acts that name more persons than they count."""
    for act in _naming(snapshot, Release, Pardon, Handover, Detention):
        named = len({one.person for one in act.people})
        if act.quantity is not None and act.quantity.bounds.high is not None and named > act.quantity.bounds.high:
            message = f"it names {so_many(named, 'person')} and counts {said(snapshot, act.quantity)}"
            yield Flaw(message, act.id, "people", "fix the amount, or name those whom it concerns in another record")


def misspelt_outcomes(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find outcomes that are similar to a known word and therefore leave the place of a person open."""
    keys = {key: word for word in (*OUTCOMES, *NO_MOVE, *_NOT_FREED) for key in spellings(word)}
    known = {*OUTCOMES, *NO_MOVE, *_NOT_FREED}
    for record in snapshot.versions.saying("people", Record):
        people: tuple[PersonMention, ...] = getattr(record, "people", ())
        for number, one in enumerate(people):
            outcome = (one.outcome or "").lower()
            near = None if outcome in known else next((keys[key] for key in spellings(outcome) if key in keys), None)
            if near is not None:
                path = f"people{f'.{number}' if len(people) > 1 else ''}.outcome"
                message = f"the outcome `{one.outcome}` is nearly `{near}`, which determines where `{one.person}` is"
                yield Flaw(message, record.id, path, f"did you mean `{near}`?")


RULES = (
    Rule("SL601", "warning", "nobody is let go twice without an arrest between", released_twice),
    Rule("SL602", "warning", "no more persons are named than are counted", more_named_than_counted),
    Rule("SL603", "warning", "what became of a person is told in no misspelt word", misspelt_outcomes),
)
