"""The states of all measures of a snapshot.

On each day of its life a measure is in one state. If the evidence leaves several states open, all of them are
candidates; a state is certain if it is the only candidate. `measure_life` derives the states of one measure.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import attrs

from sanctledger.posting.easing_targets import EasingTarget, EasingTargets
from sanctledger.posting.measure import ENDED, IN_FORCE, Case, Measure, StateSpan
from sanctledger.posting.measure_life import Facts, Life, Successor
from sanctledger.posting.validity import Validity
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty


@attrs.frozen(eq=False, repr=False)
class MeasureStates:
    """The measures of the sanctions of a snapshot, with their states.

    Attributes:
        holding: The validity of the records.
        reaches: The targets of easings.
    """

    validity: Validity
    easing_targets: EasingTargets
    _made: dict[str, tuple[Measure, ...]] = attrs.field(factory=dict, init=False)
    _lives: dict[tuple[str, str, str], Life] = attrs.field(factory=dict, init=False)

    def of(self, sanction: Sanction) -> tuple[Measure, ...]:
        """Return the measures of a sanction: one for each sender and target."""
        made = self._made.get(sanction.id)
        if made is None:
            pairs = itertools.product(dict.fromkeys(sanction.senders), dict.fromkeys(sanction.targets))
            easings = [reach.easing for reach in self.easing_targets.of(sanction)]
            deals = {easing.id: easing.deal for easing in easings if easing.deal is not None}
            made = self._made[sanction.id] = tuple(
                Measure(sanction, sender, target, self._stretches(sanction, sender, target), deals)
                for sender, target in pairs
            )
        return made

    def cases(self, sanction: Sanction, sender: str, target: str, day: int) -> tuple[Case, ...]:
        """Return the facts of one measure on a day, a case for each way in which its hand-overs may have gone.

        There is no case before the sanction may have begun. The sanction need not name the sender and target itself.
        """
        return self._life(sanction, sender, target).cases_on(day)

    def states(
        self, sanction: Sanction, sender: str, target: str, day: int, started: Mapping[str, Certainty]
    ) -> frozenset[str]:
        """Return the possible states of one measure on a day, given that the sanction has begun.

        Args:
            sanction: The sanction.
            sender: The sender.
            target: The target.
            day: The number of the day.
            started: Whether some successors have started, by id; the others are tried in every way.
        """
        return self._life(sanction, sender, target).states_on(day, started)

    def edges(self, sanction: Sanction, sender: str, target: str) -> tuple[int, ...]:
        """Return the day numbers on which one measure may change, in order.

        The last is the first day after its life.
        """
        return self._life(sanction, sender, target).edges

    def _life(self, sanction: Sanction, sender: str, target: str) -> Life:
        key = sanction.id, sender, target
        life = self._lives.get(key)
        if life is None:
            facts, successors = self._all_facts(sanction, sender, target)
            life = Life(self.validity, self.easing_targets, sanction, sender, target, facts, *successors)
            self._lives[key] = life
        return life

    def _stretches(self, sanction: Sanction, sender: str, target: str) -> tuple[StateSpan, ...]:
        facts, successors = self._all_facts(sanction, sender, target)
        if not facts and successors == ((), ()) and not self.validity.reversals(sanction):
            return tuple(self._undisturbed(sanction))
        return tuple(
            Life(self.validity, self.easing_targets, sanction, sender, target, facts, *successors).state_spans()
        )

    def _all_facts(
        self, sanction: Sanction, sender: str, target: str
    ) -> tuple[list[Facts], tuple[tuple[Successor, ...], tuple[Successor, ...]]]:
        surest: dict[str, EasingTarget] = {}
        for reach in self.easing_targets.of(sanction):
            if reach.includes(sender, target):
                known = surest.setdefault(reach.easing.id, reach)
                if known.certainty is not Certainty.YES:
                    surest[reach.easing.id] = reach
        facts = [self._facts(reach, sanction, sender, target) for reach in surest.values()]
        return facts, self.successors(sanction, sender, target)

    def _undisturbed(self, sanction: Sanction) -> Iterator[StateSpan]:
        """Return the spans of a sanction without easings, reversals and successors: in force until its own end."""
        span = self.validity.span(sanction)
        (first, sure), (first_end, last_end) = span.starts, span.ends
        doubtful = self.validity.is_doubtful(sanction)
        for start, end in itertools.pairwise(sorted({first, sure, first_end, last_end, FOREVER})):
            states = (*((IN_FORCE,) if start < last_end else ()), *((ENDED,) if start >= first_end else ()))
            yield StateSpan(start, end, states, start >= sure and not doubtful, tuple((state, ()) for state in states))

    def _facts(self, reach: EasingTarget, sanction: Sanction, sender: str, target: str) -> Facts:
        easing, validity = reach.easing, self.validity
        undone = self.easing_targets.undone_for(easing, sanction, sender, target)
        days, span = validity.span_days(easing), validity.span(easing)
        begins = self._successor(easing) if easing.replaces else None
        return Facts(
            reach,
            days.doubted() if reach.certainty is Certainty.MAYBE else days,
            span.starts,
            span.ends,
            undone,
            tuple(self._successor(successor) for successor in validity.replaced_by(easing)),
            begins,
            validity.versions.record_index.frees(sanction, (easing,), target) if easing.lifts else Certainty.NO,
        )

    def _successor(self, record: Record) -> Successor:
        return Successor(record.id, self.validity.start_days(record), self.validity.reversed_days(record))

    def successors(
        self, sanction: Sanction, sender: str, target: str
    ) -> tuple[tuple[Successor, ...], tuple[Successor, ...]]:
        """Return the sanctions that continue, and those that reimpose, one measure: those with its sender and target.

        A successor that names none of the old targets takes over all of them, because lists are sometimes divided anew.
        The
        same holds for senders.
        """

        def takes(successor: Sanction) -> bool:
            axes = (
                (sender, sanction.senders, successor.senders),
                (target, sanction.targets, successor.targets),
            )
            return all(party in new or set(old).isdisjoint(new) for party, old, new in axes)

        continued, reimposed = (
            tuple(self._successor(successor) for successor in successors if takes(successor))
            for successors in (self.validity.continued_by(sanction), self.validity.reimposed_by(sanction))
        )
        return continued, reimposed
