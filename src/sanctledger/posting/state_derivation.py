"""Where an easing becomes a state: the derivation of the states of one measure, day by day.

A measure is one sanction by one sender on one target. On each day it is in one of five states:

- `in_force`: no easing applies;
- `partly_eased`: easings free part of what the sanction reaches;
- `eased`: easings together free all that the sanction reaches;
- `lifted`: a delisting or a termination took back all of it, and nothing has reimposed it;
- `ended`: it expired, lapsed, was reversed, or another sanction continued or reimposed it.

The derivation has three steps:

1. `StateDerivation.edges` cuts time into intervals within which no fact changes.
2. `StateDerivation.scenarios` makes one `Scenario` for each way in which the unsure hand-overs of an interval may have
   gone, with the easings that are in force in that way.
3. `StateDerivation.states_in` derives the states that a scenario leaves possible. The states of a day are the states of
   all its scenarios. The state is certain if all scenarios leave the same one.

Example: General License 8B replaces 8A, and it is only known that 8B started in March. A derivation that asked of each
licence alone whether it applies on 15 March would find two unsure licences, and the measure might be in force. In each
scenario exactly one licence applies: 8A before the hand-over, 8B after it. So the measure is eased for certain.

The rule is right because each scenario is a possible course of events, and every course of events is in a scenario.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

import attrs

from sanctledger.posting.easing_facts import (
    MAYBE,
    MOST_UNSURE,
    NO,
    YES,
    EasingFacts,
    Successor,
    easing_facts,
    outcomes,
    successors_of,
    without,
)
from sanctledger.posting.easing_targets import EasingTargets
from sanctledger.posting.measure import EASED, ENDED, IN_FORCE, LIFTED, PARTLY, STATES, Scenario, StateSpan, any_of
from sanctledger.posting.validity import Validity
from sanctledger.records.easings import Easing
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.span import Span

#: Certainties from the least sure to the surest.
_SURENESS = (NO, MAYBE, YES).index
_NOTHING_GIVEN: Mapping[str, Certainty] = MappingProxyType({})
_Easings = tuple[tuple[Easing, Certainty], ...]


@attrs.frozen(eq=False)
class StateDerivation:
    """The derivation of the states of one measure.

    Attributes:
        validity: When records hold.
        easing_targets: Which easings reach which sanctions.
        sanction: The sanction.
        sender: The sender of the measure.
        target: The target of the measure.
        span: The span of the sanction, widened by rival claims.
        reversed_days: The days on which reversals take the measure back.
        facts: The facts about each easing that reaches the measure.
        continued: The sanctions that continue the measure.
        reimposed: The sanctions that reimpose the measure after a lifting.
    """

    validity: Validity
    easing_targets: EasingTargets
    sanction: Sanction
    sender: str
    target: str
    span: Span
    reversed_days: Periods
    facts: list[EasingFacts]
    continued: tuple[Successor, ...]
    reimposed: tuple[Successor, ...]
    _covers: dict[frozenset[str], Certainty] = attrs.field(factory=dict, init=False)
    _scenarios: dict[int, tuple[Scenario, ...]] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, easing_targets: EasingTargets, sanction: Sanction, sender: str, target: str) -> StateDerivation:
        """Return the derivation for the measure of a sanction by a sender on a target, with its facts collected."""
        validity = easing_targets.validity
        span, reversed_days = validity.span(sanction), easing_targets.undone_for(sanction, sanction, sender, target)
        facts = easing_facts(easing_targets, sanction, sender, target)
        continued, reimposed = successors_of(validity, sanction, sender, target)
        about = sanction, sender, target, span, reversed_days
        return cls(validity, easing_targets, *about, facts, continued, reimposed)

    # What is asked of it.

    def state_spans(self) -> Iterator[StateSpan]:
        """Return the days between which no state changes, from the first day on which the sanction may have started."""
        last_start = self.span.starts[1]
        is_doubtful = self.validity.is_doubtful(self.sanction)
        for start, end, facts in self._intervals():
            found = self._states(start, facts)
            states = tuple(state for state in STATES if state in found)
            because = tuple((state, tuple(sorted(found[state]))) for state in states)
            yield StateSpan(start, end, states, start >= last_start and not is_doubtful, because)

    def states_on(self, day: int, started: Mapping[str, Certainty]) -> frozenset[str]:
        """Return the states that the measure may be in on a day, if it has started.

        Args:
            day: The number of the day.
            started: For some successors, by id, whether they are taken to have started by the day.
        """
        return frozenset(self._states(day, self._applicable(day), started))

    def scenarios_on(self, day: int) -> tuple[Scenario, ...]:
        """Return the scenarios of a day; none before the first possible start."""
        at = bisect_right(self.edges, day) - 1
        if at < 0 or at == len(self.edges) - 1:
            return ()
        known = self._scenarios.get(at)
        if known is None:
            start = self.edges[at]
            known = self._scenarios[at] = tuple(self.scenarios(start, self._applicable(start)))
        return known

    # Step 1: the intervals within which no fact changes.

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Return the day numbers on which a fact changes, from the first possible start; the last is `FOREVER`."""
        (first, last), (first_end, last_end) = self.span.starts, self.span.ends
        edges = {first, last, first_end, last_end, FOREVER}
        if self.reversed_days.possible:
            edges |= self.reversed_days.edges
        for facts in self.facts:
            edges |= facts.days.edges | {*facts.starts, *facts.ends} | facts.undone.edges
        for successor in self._successors(self.facts):
            edges |= successor.starts.edges | successor.undone.edges
        return tuple(sorted(edge for edge in edges if first <= edge <= FOREVER))

    def _intervals(self) -> Iterator[tuple[int, int, list[EasingFacts]]]:
        """Return each interval, with the easings that may apply in it: one pass over the easings for all intervals."""
        waiting, applicable = sorted(self.facts, key=lambda facts: facts.starts[0], reverse=True), list[EasingFacts]()
        for start, end in itertools.pairwise(self.edges):
            while waiting and waiting[-1].starts[0] <= start:
                applicable.append(waiting.pop())
            applicable = [facts for facts in applicable if facts.may_apply(start)]
            yield start, end, applicable

    def _applicable(self, day: int) -> list[EasingFacts]:
        """Return the easings that may apply on a day; comparing days first saves a call for each other easing."""
        near = [facts for facts in self.facts if facts.starts[0] <= day < facts.ends[1]]
        return [facts for facts in near if facts.may_apply(day)]

    # Step 2: one scenario for each way in which the hand-overs may have gone.

    def scenarios(
        self, day: int, applicable: list[EasingFacts], given: Mapping[str, Certainty] = _NOTHING_GIVEN
    ) -> Iterator[Scenario]:
        """Return a scenario for each way in which the hand-overs of a day may have gone.

        Args:
            day: The number of the day.
            applicable: The easings that may apply on the day.
            given: For some successors, by id, whether they are taken to have started by the day.
        """
        running = without(self._span_days.at(day), self.reversed_days.at(day))
        expired = (self.sanction.id,) if day >= self.span.ends[0] else ()
        stopped_by = (*expired, *self._reversals_on(day))
        for started in self._hand_overs(day, applicable, given):
            lapses, liftings, easings = self._by_effect(day, applicable, started)
            yield Scenario(
                running,
                stopped_by,
                _having_started(self.continued, started, day),
                _having_started(self.reimposed, started, day),
                lapses,
                liftings,
                easings,
            )

    def _hand_overs(
        self, day: int, applicable: list[EasingFacts], given: Mapping[str, Certainty]
    ) -> Iterator[dict[str, Certainty]]:
        """Return which successors have started by a day, in each way in which that may be."""
        started = {one.id: given.get(one.id) or one.starts.at(day) for one in self._successors(applicable)}
        unsure = [record_id for record_id, certainty in started.items() if certainty is MAYBE]
        if not unsure or len(unsure) > MOST_UNSURE:
            yield started
            return
        for outcome in outcomes(unsure):
            yield started | outcome

    def _successors(self, facts: list[EasingFacts]) -> Iterator[Successor]:
        """Return the successors of the measure and of some of its easings."""
        yield from self.continued
        yield from self.reimposed
        for one in facts:
            yield from one.successors
            if one.begins is not None:
                yield one.begins

    def _by_effect(
        self, day: int, applicable: list[EasingFacts], started: dict[str, Certainty]
    ) -> tuple[_Easings, _Easings, _Easings]:
        """Return the lapses, the liftings and the other easings that are or may be in force on a day.

        A lifting of less than all that the measure reaches is an easing in part. An easing whose effect cannot be
        decided is listed in both groups.
        """
        lapses: list[tuple[Easing, Certainty]] = []
        liftings: list[tuple[Easing, Certainty]] = []
        easings: list[tuple[Easing, Certainty]] = []
        for facts in applicable:
            in_force = facts.in_force(day, started)
            if in_force is NO:
                continue
            if facts.whole is not YES:
                easings.append((facts.easing, in_force))
            if facts.whole is not NO:
                surely = min(in_force, facts.whole, key=_SURENESS)
                (lapses if facts.easing.expires else liftings).append((facts.easing, surely))
        return tuple(lapses), tuple(liftings), tuple(easings)

    # Step 3: the states that the scenarios leave possible.

    def _states(
        self, day: int, applicable: list[EasingFacts], given: Mapping[str, Certainty] = _NOTHING_GIVEN
    ) -> dict[str, dict[str, None]]:
        """Return the states that the measure may be in on a day, if it has started, each with the ids of its causes.

        The measure's own end and its reversals are the same in all scenarios. If either has certainly ended it, the
        scenarios do not matter.
        """
        found: dict[str, dict[str, None]] = {}
        first_end, last_end = self.span.ends
        if day >= first_end:
            found[ENDED] = {}
            if day >= last_end:
                return found
        is_reversed = self.reversed_days.at(day)
        if is_reversed is not NO:
            found.setdefault(ENDED, {}).update(dict.fromkeys(self._reversals_on(day)))
            if is_reversed is YES:
                return found
        if not (applicable or self.continued or self.reimposed):
            # The only scenario is empty. Most measures have no other, so it is not made: half the time of a ledger.
            found[IN_FORCE] = dict.fromkeys(self._restoring(day))
            return found
        for scenario in self.scenarios(day, applicable, given):
            for state, ids in self.states_in(scenario, day):
                found.setdefault(state, {}).update(dict.fromkeys(ids))
        return found

    def states_in(self, scenario: Scenario, day: int) -> Iterator[tuple[str, Iterable[str]]]:
        """Return the states that a scenario leaves possible, each with the ids of the records that bring it about.

        A state may be returned more than once, with other ids. The order of precedence is: continued by another
        sanction, lapsed, lifted (or reimposed after that), eased.
        """
        continued, lapsed = any_of(scenario.continued_by), any_of(scenario.lapses)
        if continued is not NO:
            yield ENDED, _ids(scenario.continued_by)
        if continued is not YES and lapsed is not NO:
            yield ENDED, _easing_ids(scenario.lapses)
        if YES in (continued, lapsed):
            return
        lifted = any_of(scenario.liftings)
        if lifted is not NO:
            reimposed = any_of(scenario.reimposed_by)
            if reimposed is not YES:
                yield LIFTED, _easing_ids(scenario.liftings)
            if reimposed is not NO:
                yield ENDED, _ids(scenario.reimposed_by)
        if lifted is not YES:
            for state in self._eased_states(scenario.easings):
                yield state, self._restoring(day) if state == IN_FORCE else _easing_ids(scenario.easings)

    def _eased_states(self, easings: _Easings) -> Iterator[str]:
        """Return the states that easings may bring about: `in_force`, `partly_eased` or `eased`."""
        sure = [easing for easing, certainty in easings if certainty is YES]
        maybe = [easing for easing, certainty in easings if certainty is MAYBE]
        if not sure:
            yield IN_FORCE
        covered = self._cover(sure)
        if covered is YES:
            yield EASED
            return
        if sure or any(self._cover([easing]) is not YES for easing in maybe):
            yield PARTLY
        if covered is MAYBE or (maybe and self._cover(sure + maybe) is not NO):
            yield EASED

    def _cover(self, easings: list[Easing]) -> Certainty:
        """Return whether easings together free all that the sanction reaches."""
        free = {easing.id: easing for easing in easings if not easing.partial}
        if not free:
            return NO
        key = frozenset(free)
        if key not in self._covers:
            self._covers[key] = self.validity.frees(self.sanction, free.values(), self.target)
        return self._covers[key]

    # The facts that no easing changes, and the reversals.

    @cached_property
    def _span_days(self) -> Periods:
        return self.validity.span_days(self.sanction)

    def _reversals_on(self, day: int) -> list[str]:
        """Return the ids of the reversals of the sanction that are or may be in force on a day."""
        reversals = self.validity.reversals(self.sanction)
        return [one.id for one in reversals if self.validity.in_force(one).at(day) is not NO]

    def _restoring(self, day: int) -> Iterator[str]:
        """Return the ids of the reversals of easings that put the measure in force again."""
        for facts in self.facts:
            if facts.starts[0] <= day and facts.undone.at(day) is not NO:
                for reversal in self.validity.reversals(facts.easing):
                    in_force = self.validity.in_force(reversal).at(day) is not NO
                    if in_force and self.easing_targets.concerns(
                        reversal, facts.easing, self.sanction, self.sender, self.target
                    ):
                        yield reversal.id


def _having_started(
    successors: tuple[Successor, ...], started: Mapping[str, Certainty], day: int
) -> tuple[tuple[str, Certainty], ...]:
    """Return the ids of the successors that have or may have started and are not reversed, each with how sure it is."""
    held = ((one.id, without(started[one.id], one.undone.at(day))) for one in successors)
    return tuple((record_id, certainty) for record_id, certainty in held if certainty is not NO)


def _ids(certain: tuple[tuple[str, Certainty], ...]) -> Iterator[str]:
    return (record_id for record_id, _ in certain)


def _easing_ids(easings: _Easings) -> Iterator[str]:
    return (easing.id for easing, _ in easings)
