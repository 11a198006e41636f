"""Sanctions that continue each other, counted together on the days on which a hand-over is unsure.

A sanction that is continued by another ends on the day on which the other starts. Often that day is known only to the
month. Example: an EU regulation takes over one listing from an older regulation "in March". On 15 March, each of the
two measures alone may or may not be in force, so a sum of the two would be 0 to 2 measures. But exactly one of them is
in force on every day, and the count must be 1.

So the measures of such a chain are counted once for each way in which the unsure hand-overs may have gone, and the
answer is the hull of these counts. The rule is right because each way is a possible course of events, and every course
of events is among them. The answer never contains less than the true count, and is never wider than the plain sum.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs

from sanctledger.base.graph import closure
from sanctledger.posting.easing_facts import MAYBE, MOST_UNSURE, NO, YES, outcomes
from sanctledger.posting.measure_states import MeasureStates
from sanctledger.records.entry import Entry
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import NOTHING, Bounds, total
from sanctledger.values.periods import Certainty


@attrs.frozen(eq=False, repr=False)
class HandoverChain:
    """Sanctions each of which continues another of them, or is continued by another of them.

    Attributes:
        measures: The measures of all sanctions.
        sanctions: The sanctions of the chain, by id.
        continuing: The ids of the sanctions that continue another.
    """

    measures: MeasureStates
    sanctions: Mapping[str, Sanction]
    continuing: tuple[str, ...]

    @cached_property
    def edges(self) -> frozenset[int]:
        """Return the day numbers on which a count of the chain may change."""
        found: set[int] = set()
        for sanction in self.sanctions.values():
            found |= self.measures.validity.start_days(sanction).edges
            for sender, target in itertools.product(sanction.senders, sanction.targets):
                found.update(self.measures.edges(sanction, sender, target))
        return frozenset(found)

    def together(self, _unit: str, entries: Sequence[tuple[Entry, Bounds]], day: int) -> Bounds | None:
        """Return how many measures of the chain are in one state on a day, over all ways in which hand-overs went.

        Args:
            entries: The entries of measures in that state, each with the number of measures that it counts for.
            day: The number of the day.

        Returns:
            The bounds; `None` if no hand-over is unsure, or too many are, so that the plain sum is the answer.
        """
        validity = self.measures.validity
        started = {one: validity.start_days(sanction).at(day) for one, sanction in self.sanctions.items()}
        unsure = [one for one in self.continuing if started[one] is MAYBE]
        if not 0 < len(unsure) <= MOST_UNSURE:
            return None
        found: Bounds | None = None
        for outcome in outcomes(unsure):
            counts = (self._count(entry, amount, started | outcome, outcome, day) for entry, amount in entries)
            counted = total(counts)
            found = counted if found is None else found.hull(counted)
        return found

    def _count(
        self, entry: Entry, amount: Bounds, started: Mapping[str, Certainty], outcome: Mapping[str, Certainty], day: int
    ) -> Bounds:
        """Return how much one measure counts for, given which of the sanctions have started."""
        if started[entry.record] is NO:
            return NOTHING
        (sender,), (target,) = entry.givers, entry.receivers
        states = self.measures.states(self.sanctions[entry.record], sender, target, day, outcome)
        if entry.unit.partition(":")[0] not in states:
            return NOTHING
        return amount if started[entry.record] is YES and len(states) == 1 else amount.hull(NOTHING)


def handover_chains(measures: MeasureStates) -> dict[str, HandoverChain]:
    """Return the chain of each sanction whose chain has an unsure hand-over, by the id of the sanction.

    Sanctions of a kind that makes its own entries are left out: nothing is known of what its entries count.
    """
    validity = measures.validity
    neighbours: dict[str, set[str]] = {}
    continuing = set()
    for sanction in validity.versions.saying("continues", Sanction):
        for before in validity.versions.resolved(sanction.continues, Sanction):
            if sanction in validity.continued_by(before):
                continuing.add(sanction.id)
                neighbours.setdefault(sanction.id, set()).add(before.id)
                neighbours.setdefault(before.id, set()).add(sanction.id)
    found: dict[str, HandoverChain] = {}
    for one in neighbours:
        if one not in found:
            chain = closure([one], lambda each: sorted(neighbours[each]))
            sanctions = {each.id: each for each in validity.versions.resolved(chain, Sanction)}
            own = tuple(each for each in sanctions if each in continuing)
            days = [validity.start_days(sanctions[each]) for each in own]
            makes_usual_entries = all(type(each).entries is Sanction.entries for each in sanctions.values())
            if makes_usual_entries and any(each.certain != each.possible for each in days):
                found |= dict.fromkeys(sanctions, HandoverChain(measures, sanctions, own))
    return found
