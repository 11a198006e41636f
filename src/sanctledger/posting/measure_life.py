"""The life of one measure: its days between which nothing changes, and what it may be on each of them."""

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
#: From what does not hold to what does.
_SURENESS = (NO, MAYBE, YES).index
#: Hand-overs that may be unsure on one day and still be derived both ways; beyond it they are taken as independent.
_BOTH_WAYS = 6


@attrs.frozen(eq=False)
class Successor:
    """A record that takes another's place, and how sure it is that it has begun."""

    id: str
    starts: Periods
    undone: Periods


@attrs.frozen(eq=False)
class Facts:
    """What the state of a measure hangs on, for one of its easings: all that can be known before the day is named."""

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
        """Return whether another has certainly taken its place by a day, for good."""
        return self._replaced_from <= day

    @cached_property
    def _replaced_from(self) -> int:
        """Return the number of the first day on which another has certainly taken its place, for good."""
        started = (one.starts.certain for one in self.successors if not one.undone.possible)
        return min((start for days in started for start, _ in days), default=FOREVER)


def _less(one: Certainty, other: Certainty) -> Certainty:
    """How sure it is that the first holds and the second does not."""
    if one is NO or other is YES:
        return NO
    return YES if one is YES and other is NO else MAYBE


@attrs.frozen(eq=False)
class Life:
    """The derivation for one measure."""

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
        """Return the days between which nothing changes, from the first on which the sanction may have begun."""
        span = self.validity.span(self.sanction)
        (first, sure), (first_end, last_end) = span.starts, span.ends
        edges = {first, sure, first_end, last_end, FOREVER, *self._undone.edges}
        for facts in self.facts:
            edges |= facts.days.edges | {*facts.starts, *facts.ends} | facts.undone.edges
        for successor in self._successors.values():
            edges |= successor.starts.edges | successor.undone.edges
        return tuple(sorted(edge for edge in edges if first <= edge <= FOREVER))

    def states_on(self, day: int, started: Mapping[str, Certainty]) -> frozenset[str]:
        """The states that it may be in on a day, where it has begun and these have taken another's place or not."""
        first_end, last_end = self.validity.span(self.sanction).ends
        return frozenset(self._candidates(day, self._alive(day), day < last_end, day >= first_end, started))

    def _alive(self, day: int) -> list[Facts]:
        """What may have begun by a day and is neither over nor replaced for good."""
        return [facts for facts in self.facts if facts.starts[0] <= day < facts.ends[1] and not facts.is_replaced(day)]

    def state_spans(self) -> Iterator[StateSpan]:
        """Return the days between which nothing changes, from the first on which the sanction may have begun."""
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
        """Return the successors on which the state hangs, where only some easings may act."""
        yield from (*self.continued, *self.reimposed)
        for facts in alive:
            yield from facts.successors
            if facts.begins is not None:
                yield facts.begins

    def _hand_overs(
        self, day: int, alive: list[Facts], known: Mapping[str, Certainty] = MappingProxyType({})
    ) -> Iterator[dict[str, Certainty]]:
        """Which of its successors have started, in each way in which that may be; of some it may be known."""
        started = {one.id: known.get(one.id) or one.starts.at(day) for one in self._concerned(alive)}
        unsure = [record_id for record_id, certainty in started.items() if certainty is MAYBE]
        if not unsure or len(unsure) > _BOTH_WAYS:
            yield started
            return
        for chosen in itertools.product((NO, YES), repeat=len(unsure)):
            yield started | dict(zip(unsure, chosen, strict=True))

    def cases_on(self, day: int) -> tuple[Case, ...]:
        """What may be so of the measure on a day, in each way in which its hand-overs may have gone."""
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
        """Add the states that the measure may be in, given which of its successors have started."""

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
        """Return the reversals that put a measure in force again: those of its easings."""
        for facts in self.facts:
            if facts.starts[0] <= day and facts.undone.at(day) is not NO:
                for reversal in self.validity.reversals(facts.easing):
                    acts = self.validity.in_force(reversal).at(day) is not NO
                    if acts and self.easing_targets.concerns(
                        reversal, facts.easing, self.sanction, self.sender, self.target
                    ):
                        yield reversal.id

    def _acts(self, facts: Facts, day: int, started: dict[str, Certainty]) -> Certainty:
        """Return whether an easing acts, given which of the successors have started."""
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
        """Return the states that easings may bring about, some of which act for sure and some only maybe."""
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
        """Return whether easings together free all that the sanction reaches."""
        free = {facts.easing.id: facts.easing for facts in easings if not facts.easing.partial}
        if not free:
            return NO
        key = frozenset(free)
        if key not in self._covers:
            self._covers[key] = self.validity.versions.record_index.frees(self.sanction, free.values(), self.target)
        return self._covers[key]


def _taken(successors: tuple[Successor, ...], started: dict[str, Certainty], day: int) -> tuple[Certainty, list[str]]:
    """How sure it is that any of the successors has taken over, and the ids of those that may have."""
    if not successors:
        return NO, []
    holds = {s.id: _less(started[s.id], s.undone.at(day)) for s in successors}
    return _any(holds.values()), [record_id for record_id, sure in holds.items() if sure is not NO]


def _any(certainties: Iterable[Certainty]) -> Certainty:
    """How sure it is that any of several independent things holds."""
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
    """Lapses, liftings and easings; a lifting of less than all that is reached is an easing in part.

    One of which that is too hard to tell may be either.
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
