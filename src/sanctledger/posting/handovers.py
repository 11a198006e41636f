"""Hand-overs between sanctions that continue each other, and the number of measures on an uncertain hand-over day.

When the European Union replaced the common position of 2006 on Belarus by a decision of 2012, each listing continued.
The old measure ends as soon as the new one begins. If that day is uncertain, exactly one of the two is in force. So
measures are counted for each way in which the hand-overs may have gone, instead of as two independent doubts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from sanctledger.posting.measure_states import MeasureStates
from sanctledger.records.entry import Entry
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import NOTHING, Bounds, total
from sanctledger.values.periods import Certainty

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES
#: The largest number of uncertain hand-overs on one day that are tried in every way; more are taken as independent.
_TOLD_APART = 6


@attrs.frozen(eq=False, repr=False)
class MeasureHandover:
    """A group of sanctions that continue each other.

    Attributes:
        measures: The states of measures.
        sanctions: The sanctions by id.
        heirs: The ids of the sanctions that continue another.
    """

    measures: MeasureStates
    sanctions: Mapping[str, Sanction]
    heirs: tuple[str, ...]

    @cached_property
    def edges(self) -> frozenset[int]:
        """Return the day numbers on which anything changes."""
        found: set[int] = set()
        for sanction in self.sanctions.values():
            found |= self.measures.validity.start_days(sanction).edges
            for sender, target in itertools.product(sanction.senders, sanction.targets):
                found.update(self.measures.edges(sanction, sender, target))
        return frozenset(found)

    def together(self, _unit: str, entries: Sequence[tuple[Entry, Bounds]], day: int) -> Bounds | None:
        """Return the number of measures of the group in one state on a day, over all ways of the hand-overs.

        Args:
            entries: The entries of measures in that state, each with its amount.
            day: The number of the day.

        Returns:
            The bounds; `None` if they are no narrower than the bounds of the plain sum.
        """
        validity = self.measures.validity
        begun = {one: validity.start_days(self.sanctions[one]).at(day) for one in self.sanctions}
        unsure = [one for one in self.heirs if begun[one] is MAYBE]
        if not 0 < len(unsure) <= _TOLD_APART:
            return None
        found: Bounds | None = None
        for chosen in itertools.product((NO, YES), repeat=len(unsure)):
            way = dict(zip(unsure, chosen, strict=True))
            counted = total(self._counts(entry, amount, begun | way, way, day) for entry, amount in entries)
            found = counted if found is None else found.hull(counted)
        return found

    def _counts(
        self, entry: Entry, amount: Bounds, begun: Mapping[str, Certainty], way: Mapping[str, Certainty], day: int
    ) -> Bounds:
        """Return the amount of one measure, given which of the sanctions have taken over."""
        if begun[entry.record] is NO:
            return NOTHING
        (sender,), (target,) = entry.givers, entry.receivers
        states = self.measures.states(self.sanctions[entry.record], sender, target, day, way)
        if entry.unit.partition(":")[0] not in states:
            return NOTHING
        return amount if begun[entry.record] is YES and len(states) == 1 else amount.hull(NOTHING)


def successions(measures: MeasureStates) -> dict[str, MeasureHandover]:
    """Return, by the id of a sanction, its group of hand-overs, if the day of one of them is uncertain."""
    validity = measures.validity
    neighbours: dict[str, set[str]] = {}
    heirs = set()
    for sanction in validity.versions.saying("continues", Sanction):
        for before in validity.versions.resolved(sanction.continues, Sanction):
            if sanction in validity.continued_by(before):
                heirs.add(sanction.id)
                neighbours.setdefault(sanction.id, set()).add(before.id)
                neighbours.setdefault(before.id, set()).add(sanction.id)
    found: dict[str, MeasureHandover] = {}
    for one in neighbours:
        if one not in found:
            sanctions = {each.id: each for each in validity.versions.resolved(_connected(one, neighbours), Sanction)}
            own = tuple(each for each in sanctions if each in heirs)
            days = [validity.start_days(sanctions[each]) for each in own]
            as_usual = all(type(each).entries is Sanction.entries for each in sanctions.values())
            if as_usual and any(each.certain != each.possible for each in days):
                found |= dict.fromkeys(sanctions, MeasureHandover(measures, sanctions, own))
    return found


def _connected(one: str, neighbours: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    found, waiting = {one: None}, [one]
    while waiting:
        for other in sorted(neighbours[waiting.pop()]):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return tuple(found)
