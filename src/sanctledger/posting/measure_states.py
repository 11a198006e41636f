"""The derivation of the states of restraints from all that eases, lifts, ends or takes them over.

On each day of its life a restraint is in one state. What the evidence leaves open on a day gives several candidates; a
state is certain on a day where it is the only one. The derivation runs over the days between which nothing changes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import attrs

from sanctledger.posting.easing_targets import Reach, Reaches
from sanctledger.posting.measure import BITING, OVER, Case, Restraint, Stretch
from sanctledger.posting.measure_life import Facts, Life, Successor
from sanctledger.posting.validity import Holding
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty


@attrs.frozen(eq=False, repr=False)
class Restraints:
    """The restraints of sanctions.

    Attributes:
        holding: When records hold.
        reaches: Which easings reach which sanctions.
    """

    holding: Holding
    reaches: Reaches
    _made: dict[str, tuple[Restraint, ...]] = attrs.field(factory=dict, init=False)
    _lives: dict[tuple[str, str, str], Life] = attrs.field(factory=dict, init=False)

    def of(self, sanction: Sanction) -> tuple[Restraint, ...]:
        """The restraints of a sanction: one for each sender and target."""
        made = self._made.get(sanction.id)
        if made is None:
            pairs = itertools.product(dict.fromkeys(sanction.senders), dict.fromkeys(sanction.targets))
            easings = [reach.easing for reach in self.reaches.of(sanction)]
            deals = {easing.id: easing.deal for easing in easings if easing.deal is not None}
            made = self._made[sanction.id] = tuple(
                Restraint(sanction, sender, target, self._stretches(sanction, sender, target), deals)
                for sender, target in pairs
            )
        return made

    def cases(self, sanction: Sanction, sender: str, target: str, day: int) -> tuple[Case, ...]:
        """What may be so of one restraint on a day: a case for each way in which its hand-overs may have gone.

        None before its life may have begun. The restraint need not be one that the sanction itself names.
        """
        return self._life(sanction, sender, target).cases_on(day)

    def states(
        self, sanction: Sanction, sender: str, target: str, day: int, started: Mapping[str, Certainty]
    ) -> frozenset[str]:
        """The states that one restraint may be in on a day, where it has begun.

        Args:
            sanction: The sanction.
            sender: The sender.
            target: The target.
            day: The number of the day.
            started: Whether some have taken the place of another by the day, by id: of these one way is looked at.
        """
        return self._life(sanction, sender, target).states_on(day, started)

    def edges(self, sanction: Sanction, sender: str, target: str) -> tuple[int, ...]:
        """The days between which nothing changes for one restraint, in order; the last is no day any more."""
        return self._life(sanction, sender, target).edges

    def _life(self, sanction: Sanction, sender: str, target: str) -> Life:
        key = sanction.id, sender, target
        life = self._lives.get(key)
        if life is None:
            facts, takers = self._all_facts(sanction, sender, target)
            life = Life(self.holding, self.reaches, sanction, sender, target, facts, *takers)
            self._lives[key] = life
        return life

    def _stretches(self, sanction: Sanction, sender: str, target: str) -> tuple[Stretch, ...]:
        facts, takers = self._all_facts(sanction, sender, target)
        if not facts and takers == ((), ()) and not self.holding.reversals(sanction):
            return tuple(self._undisturbed(sanction))
        return tuple(Life(self.holding, self.reaches, sanction, sender, target, facts, *takers).stretches())

    def _all_facts(
        self, sanction: Sanction, sender: str, target: str
    ) -> tuple[list[Facts], tuple[tuple[Successor, ...], tuple[Successor, ...]]]:
        surest: dict[str, Reach] = {}
        for reach in self.reaches.of(sanction):
            if reach.includes(sender, target):
                known = surest.setdefault(reach.easing.id, reach)
                if known.certainty is not Certainty.YES:
                    surest[reach.easing.id] = reach
        facts = [self._facts(reach, sanction, sender, target) for reach in surest.values()]
        return facts, self.takers(sanction, sender, target)

    def _undisturbed(self, sanction: Sanction) -> Iterator[Stretch]:
        """The life of a sanction that nothing eases, takes back or takes over: it bites until its own end."""
        span = self.holding.span(sanction)
        (first, sure), (first_end, last_end) = span.starts, span.ends
        doubtful = self.holding.is_doubtful(sanction)
        for start, end in itertools.pairwise(sorted({first, sure, first_end, last_end, FOREVER})):
            states = (*((BITING,) if start < last_end else ()), *((OVER,) if start >= first_end else ()))
            yield Stretch(start, end, states, start >= sure and not doubtful, tuple((state, ()) for state in states))

    def _facts(self, reach: Reach, sanction: Sanction, sender: str, target: str) -> Facts:
        easing, holding = reach.easing, self.holding
        undone = self.reaches.undone_for(easing, sanction, sender, target)
        days, span = holding.span_days(easing), holding.span(easing)
        begins = self._successor(easing) if easing.replaces else None
        return Facts(
            reach,
            days.doubted() if reach.certainty is Certainty.MAYBE else days,
            span.starts,
            span.ends,
            undone,
            tuple(self._successor(successor) for successor in holding.replaced_by(easing)),
            begins,
            holding.lines.book.frees(sanction, (easing,), target) if easing.lifts else Certainty.NO,
        )

    def _successor(self, record: Record) -> Successor:
        return Successor(record.id, self.holding.start_days(record), self.holding.undone(record))

    def takers(
        self, sanction: Sanction, sender: str, target: str
    ) -> tuple[tuple[Successor, ...], tuple[Successor, ...]]:
        """The sanctions that continue or reimpose one restraint: those that name its sender and its target.

        Where a successor names none of the old targets, its list was cut anew and it takes them all; so with senders.
        """

        def takes(successor: Sanction) -> bool:
            axes = (
                (sender, sanction.senders, successor.senders),
                (target, sanction.targets, successor.targets),
            )
            return all(party in new or set(old).isdisjoint(new) for party, old, new in axes)

        continued, reimposed = (
            tuple(self._successor(successor) for successor in successors if takes(successor))
            for successors in (self.holding.continued_by(sanction), self.holding.reimposed_by(sanction))
        )
        return continued, reimposed
