"""The derivation of the states of one measure: the spans of days on which nothing changes, and the states of each.

A state is never stored. On each day the derivation asks:

1. Has the sanction begun, and has it ended, by its own end or by a sanction that continues it?
2. Which easings of the measure are in force, and which of them replace others?
3. Do these easings free all that the sanction reaches (`eased`, or `lifted` by a delisting or termination), a part of
it
   (`partly_eased`), or nothing (`in_force`)?

A question whose answer is uncertain gives several candidates. Hand-overs on uncertain days are derived in each way in
which they may have gone, so that an old measure and its successor are never both absent.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

import attrs

from sanctledger.posting.easing_targets import EasingTarget, EasingTargets
from sanctledger.posting.measure import EASED, ENDED, IN_FORCE, LIFTED, PARTLY, STATES, Case, StateSpan
from sanctledger.posting.validity import Validity
from sanctledger.records.easings import Easing
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES
#: The certainties in ascending order.
_SURENESS = (NO, MAYBE, YES).index
#: The largest number of uncertain hand-overs on one day that are tried in every way; more are taken as independent.
_BOTH_WAYS = 6


@attrs.frozen(eq=False)
class Successor:
    """A record that takes the place of another, with the certainty that it has begun."""

    id: str
    starts: Periods
    undone: Periods


@attrs.frozen(eq=False)
class Facts:
    """The facts about one easing of a measure that do not depend on the day."""

    reach: EasingTarget
    days: Periods
    starts: tuple[int, int]
    ends: tuple[int, int]
    undone: Periods
    successors: tuple[Successor, ...]
    begins: Successor | None
    whole: Certainty

    @property
    def easing(self) -> Easing:
        """Return the easing."""
        return self.reach.easing

    def is_replaced(self, day: int) -> bool:
        """Return whether another easing has certainly replaced this one by a day, for good."""
        return self._replaced_from <= day

    @cached_property
    def _replaced_from(self) -> int:
        """Return the first day number on which another easing has certainly replaced this one, for good."""
        started = (one.starts.certain for one in self.successors if not one.undone.possible)
        return min((start for days in started for start, _ in days), default=FOREVER)


def _less(one: Certainty, other: Certainty) -> Certainty:
    """Return the certainty that the first holds and the second does not."""
    if one is NO or other is YES:
        return NO
    return YES if one is YES and other is NO else MAYBE


@attrs.frozen(eq=False)
class Life:
    """The derivation of the states of one measure."""

    validity: Validity
    easing_targets: EasingTargets
    sanction: Sanction
    sender: str
    target: str
    facts: list[Facts]
    continued: tuple[Successor, ...]
    reimposed: tuple[Successor, ...]
    _covers: dict[frozenset[str], Certainty] = attrs.field(factory=dict, init=False)
    _cases: dict[int, tuple[Case, ...]] = attrs.field(factory=dict, init=False)

    @cached_property
    def _undone(self) -> Periods:
        if not self.validity.reversals(self.sanction):
            return Periods.never()
        return self.easing_targets.undone_for(self.sanction, self.sanction, self.sender, self.target)

    @cached_property
    def _successors(self) -> dict[str, Successor]:
        found = {successor.id: successor for successor in (*self.continued, *self.reimposed)}
        for facts in self.facts:
            found |= {successor.id: successor for successor in facts.successors}
            if facts.begins is not None:
                found[facts.begins.id] = facts.begins
        return found

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Return the day numbers on which anything may change, from the first possible day of the sanction on."""
        span = self.validity.span(self.sanction)
        (first, sure), (first_end, last_end) = span.starts, span.ends
        edges = {first, sure, first_end, last_end, FOREVER, *self._undone.edges}
        for facts in self.facts:
            edges |= facts.days.edges | {*facts.starts, *facts.ends} | facts.undone.edges
        for successor in self._successors.values():
            edges |= successor.starts.edges | successor.undone.edges
        return tuple(sorted(edge for edge in edges if first <= edge <= FOREVER))

    def states_on(self, day: int, started: Mapping[str, Certainty]) -> frozenset[str]:
        """Return the possible states on a day, given that the sanction has begun and which successors have started."""
        first_end, last_end = self.validity.span(self.sanction).ends
        return frozenset(self._candidates(day, self._alive(day), day < last_end, day >= first_end, started))

    def _alive(self, day: int) -> list[Facts]:
        """Return the easings that may have begun by a day and have neither ended nor been replaced for good."""
        return [facts for facts in self.facts if facts.starts[0] <= day < facts.ends[1] and not facts.is_replaced(day)]

    def state_spans(self) -> Iterator[StateSpan]:
        """Return the spans of days on which nothing changes, from the first possible day of the sanction on."""
        span = self.validity.span(self.sanction)
        sure, (first_end, last_end) = span.starts[1], span.ends
        doubtful = self.validity.is_doubtful(self.sanction)
        waiting, alive = sorted(self.facts, key=lambda facts: facts.starts[0], reverse=True), list[Facts]()
        for start, end in itertools.pairwise(self.edges):
            while waiting and waiting[-1].starts[0] <= start:
                alive.append(waiting.pop())
            alive = [facts for facts in alive if start < facts.ends[1] and not facts.is_replaced(start)]
            begun = start >= sure and not doubtful
            phases = (start < last_end, start >= first_end)
            candidates = self._candidates(start, alive, *phases)
            states = tuple(state for state in STATES if state in candidates)
            because = tuple((state, tuple(sorted(candidates[state]))) for state in states)
            yield StateSpan(start, end, states, begun, because)

    def _candidates(
        self,
        day: int,
        alive: list[Facts],
        may_run: bool,
        may_be_over: bool,
        known: Mapping[str, Certainty] = MappingProxyType({}),
    ) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {ENDED: {}} if may_be_over else {}
        if not may_run:
            return found
        undone = self._undone.at(day)
        if undone is not NO:
            ids = [v.id for v in self.validity.reversals(self.sanction) if self.validity.in_force(v).at(day) is not NO]
            found.setdefault(ENDED, {}).update(dict.fromkeys(ids))
            if undone is YES:
                return found
        for started in self._hand_overs(day, alive, known):
            self._case(day, alive, started, found)
        return found

    def _concerned(self, alive: list[Facts]) -> Iterator[Successor]:
        """Return the successors that the state depends on, given the easings that may be in force."""
        yield from (*self.continued, *self.reimposed)
        for facts in alive:
            yield from facts.successors
            if facts.begins is not None:
                yield facts.begins

    def _hand_overs(
        self, day: int, alive: list[Facts], known: Mapping[str, Certainty] = MappingProxyType({})
    ) -> Iterator[dict[str, Certainty]]:
        """Return each way in which hand-overs may have gone by a day, as the certainty that each successor has started.

        Args:
            day: The number of the day.
            alive: The easings that may be in force.
            known: Successors whose start is decided already.
        """
        started = {one.id: known.get(one.id) or one.starts.at(day) for one in self._concerned(alive)}
        unsure = [record_id for record_id, certainty in started.items() if certainty is MAYBE]
        if not unsure or len(unsure) > _BOTH_WAYS:
            yield started
            return
        for chosen in itertools.product((NO, YES), repeat=len(unsure)):
            yield started | dict(zip(unsure, chosen, strict=True))

    def cases_on(self, day: int) -> tuple[Case, ...]:
        """Return the facts of the measure on a day, for each way in which its hand-overs may have gone."""
        at = bisect_right(self.edges, day) - 1
        if at < 0 or at == len(self.edges) - 1:
            return ()
        known = self._cases.get(at)
        if known is None:
            known = self._cases[at] = tuple(self._cases_from(self.edges[at]))
        return known

    def _cases_from(self, day: int) -> Iterator[Case]:
        span = self.validity.span(self.sanction)
        days = self.validity.span_days(self.sanction).at(day)
        runs = _less(days, self._undone.at(day))
        over = [] if day < span.ends[0] else [self.sanction.id]
        ended = [v.id for v in self.validity.reversals(self.sanction) if self.validity.in_force(v).at(day) is not NO]
        alive = self._alive(day)
        for started in self._hand_overs(day, alive):
            taken, ids = _taken(self.continued, started, day)
            acting = [(facts, self._acts(facts, day, started)) for facts in alive]
            lapses, liftings, easings = _sorted_by_force([pair for pair in acting if pair[1] is not NO])
            gone = [taken, *(sure for _, sure in (*lapses, *liftings))]
            back = [facts.easing.id for facts, _ in (*lapses, *liftings)]
            yield Case(
                _less(runs, _any(gone)),
                tuple(dict.fromkeys((*over, *ended, *ids, *back))),
                tuple((facts.easing, sure) for facts, sure in easings),
            )

    def _case(
        self, day: int, alive: list[Facts], started: dict[str, Certainty], found: dict[str, dict[str, None]]
    ) -> None:
        """Add the possible states, given which of the successors have started."""

        def add(state: str, ids: Iterable[str]) -> None:
            found.setdefault(state, {}).update(dict.fromkeys(ids))

        over, ids = _taken(self.continued, started, day)
        if over is not NO:
            add(ENDED, ids)
        acting = [(facts, self._acts(facts, day, started)) for facts in alive]
        lapses, liftings, easings = _sorted_by_force([pair for pair in acting if pair[1] is not NO])
        lapsed = _any(sure for _, sure in lapses)
        if over is not YES and lapsed is not NO:
            add(ENDED, (facts.easing.id for facts, _ in lapses))
        if YES in (over, lapsed):
            return
        lifted = _any(sure for _, sure in liftings)
        if lifted is not NO:
            back, ids = _taken(self.reimposed, started, day)
            if back is not YES:
                add(LIFTED, (facts.easing.id for facts, _ in liftings))
            if back is not NO:
                add(ENDED, ids)
        if lifted is not YES:
            for state in self._eased(easings):
                add(state, self._taking_back(day) if state == IN_FORCE else (facts.easing.id for facts, _ in easings))

    def _taking_back(self, day: int) -> Iterator[str]:
        """Return the reversals of easings that put the measure in force again."""
        for facts in self.facts:
            if facts.starts[0] <= day and facts.undone.at(day) is not NO:
                for reversal in self.validity.reversals(facts.easing):
                    acts = self.validity.in_force(reversal).at(day) is not NO
                    if acts and self.easing_targets.concerns(
                        reversal, facts.easing, self.sanction, self.sender, self.target
                    ):
                        yield reversal.id

    def _acts(self, facts: Facts, day: int, started: dict[str, Certainty]) -> Certainty:
        """Return whether an easing is in force, given which of the successors have started."""
        if facts.begins is None or started[facts.begins.id] is MAYBE:
            acts = facts.days.at(day)
        elif started[facts.begins.id] is NO:
            acts = NO
        else:
            first_end, last_end = facts.ends
            acts = YES if day < first_end else MAYBE if day < last_end else NO
            if facts.reach.certainty is MAYBE and acts is YES:
                acts = MAYBE
        if facts.undone.possible:
            acts = _less(acts, facts.undone.at(day))
        for successor in facts.successors:
            acts = _less(acts, _less(started[successor.id], successor.undone.at(day)))
        return acts

    def _eased(self, easings: list[tuple[Facts, Certainty]]) -> Iterator[str]:
        """Return the states that some easings cause, each certainly or possibly in force."""
        sure = [facts for facts, certainty in easings if certainty is YES]
        maybe = [facts for facts, certainty in easings if certainty is MAYBE]
        if not sure:
            yield IN_FORCE
        covered = self._cover(sure)
        if covered is YES:
            yield EASED
            return
        if sure or any(self._cover([facts]) is not YES for facts in maybe):
            yield PARTLY
        if covered is MAYBE or (maybe and self._cover(sure + maybe) is not NO):
            yield EASED

    def _cover(self, easings: list[Facts]) -> Certainty:
        """Return whether the easings together free all that the sanction reaches."""
        free = {facts.easing.id: facts.easing for facts in easings if not facts.easing.partial}
        if not free:
            return NO
        key = frozenset(free)
        if key not in self._covers:
            self._covers[key] = self.validity.versions.record_index.frees(self.sanction, free.values(), self.target)
        return self._covers[key]


def _taken(successors: tuple[Successor, ...], started: dict[str, Certainty], day: int) -> tuple[Certainty, list[str]]:
    """Return the certainty that a successor has taken over, and the ids of the successors that may have."""
    if not successors:
        return NO, []
    holds = {s.id: _less(started[s.id], s.undone.at(day)) for s in successors}
    return _any(holds.values()), [record_id for record_id, sure in holds.items() if sure is not NO]


def _any(certainties: Iterable[Certainty]) -> Certainty:
    """Return the certainty that at least one of several independent things holds."""
    best = NO
    for certainty in certainties:
        if certainty is YES:
            return YES
        if certainty is MAYBE:
            best = MAYBE
    return best


def _sorted_by_force(
    acting: list[tuple[Facts, Certainty]],
) -> tuple[list[tuple[Facts, Certainty]], list[tuple[Facts, Certainty]], list[tuple[Facts, Certainty]]]:
    """Return the easings in three groups: lapses, liftings and partial easings.

    A lifting of less than the whole reach of the sanction is a partial easing. An easing whose effect cannot be decided
    is
    in both groups.
    """
    lapses: list[tuple[Facts, Certainty]] = []
    liftings: list[tuple[Facts, Certainty]] = []
    easings: list[tuple[Facts, Certainty]] = []
    for facts, certainty in acting:
        if facts.whole is not YES:
            easings.append((facts, certainty))
        if facts.whole is not NO:
            surely = min(certainty, facts.whole, key=_SURENESS)
            (lapses if facts.easing.expires else liftings).append((facts, surely))
    return lapses, liftings, easings
