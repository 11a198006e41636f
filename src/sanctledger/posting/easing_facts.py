"""The facts about a measure that do not depend on the day: which easings reach it, and which records may succeed which.

Two kinds of record take the place of an earlier record on the day on which they start:

- a licence that replaces a licence, as OFAC's General License 8B replaced 8A;
- a sanction that continues or reimposes a sanction, as a new EU regulation takes over the listings of an old one.

`state_derivation` combines these facts, day by day, into the states of the measure. Keeping them apart from the day
means that they are collected once for each measure, however many days are asked about.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from sanctledger.posting.easing_targets import EasingTarget, EasingTargets
from sanctledger.posting.validity import Validity
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES
#: The most unsure hand-overs of one day for which every outcome is tried: 2 ** 6 outcomes. Beyond it, hand-overs are
#: taken as independent, and the answer is wider but still right.
MOST_UNSURE = 6


@attrs.frozen(eq=False)
class Successor:
    """A record that takes the place of an earlier record.

    Attributes:
        id: The id of the successor.
        starts: The days from its start on.
        undone: The days on which reversals take it back.
    """

    id: str
    starts: Periods
    undone: Periods

    @classmethod
    def of(cls, record: Record, validity: Validity) -> Successor:
        """Return the successor that a record is."""
        return cls(record.id, validity.start_days(record), validity.reversed_days(record))


@attrs.frozen(eq=False)
class EasingFacts:
    """An easing that reaches one measure, with all that decides on which days it is in force for the measure.

    Attributes:
        easing_target: How the easing reaches the measure.
        days: The days of the easing's own span; none are certain if the easing may not reach the measure.
        starts: The day numbers of its earliest and its latest start.
        ends: The day numbers of its earliest and its latest end.
        undone: The days on which reversals take the easing back for this measure.
        successors: The licences that replace the easing.
        begins: The easing itself as a successor, if it replaces another licence.
        whole: Whether a lifting or a lapse takes back all that the measure reaches; `NO` for other easings.
    """

    easing_target: EasingTarget
    days: Periods
    starts: tuple[int, int]
    ends: tuple[int, int]
    undone: Periods
    successors: tuple[Successor, ...]
    begins: Successor | None
    whole: Certainty

    @classmethod
    def of(
        cls, easing_target: EasingTarget, easing_targets: EasingTargets, sanction: Sanction, sender: str, target: str
    ) -> EasingFacts:
        """Return the facts about an easing for the measure of a sanction by a sender on a target."""
        easing, validity = easing_target.easing, easing_targets.validity
        days, span = validity.span_days(easing), validity.span(easing)
        frees = validity.frees
        return cls(
            easing_target,
            days.doubted() if easing_target.certainty is MAYBE else days,
            span.starts,
            span.ends,
            easing_targets.undone_for(easing, sanction, sender, target),
            tuple(Successor.of(successor, validity) for successor in validity.replaced_by(easing)),
            Successor.of(easing, validity) if easing.replaces else None,
            frees(sanction, (easing,), target) if easing.lifts else NO,
        )

    @property
    def easing(self) -> Easing:
        """Return the easing."""
        return self.easing_target.easing

    def may_apply(self, day: int) -> bool:
        """Return whether the easing may have started, may not have ended and is not replaced for good on a day."""
        if not self.starts[0] <= day < self.ends[1]:
            return False
        return day < self._replaced_from

    @cached_property
    def _replaced_from(self) -> int:
        """Return the first day number on which a successor has certainly replaced the easing, for good."""
        started = (one.starts.certain for one in self.successors if not one.undone.possible)
        return min((start for days in started for start, _ in days), default=FOREVER)

    def in_force(self, day: int, started: dict[str, Certainty]) -> Certainty:
        """Return whether the easing is in force on a day.

        Args:
            day: The number of the day.
            started: Whether each successor has started by the day, by id.
        """
        if self.begins is None or started[self.begins.id] is MAYBE:
            applies = self.days.at(day)
        elif started[self.begins.id] is NO:
            applies = NO
        else:
            first_end, last_end = self.ends
            applies = YES if day < first_end else MAYBE if day < last_end else NO
            if self.easing_target.certainty is MAYBE and applies is YES:
                applies = MAYBE
        if self.undone.possible:
            applies = without(applies, self.undone.at(day))
        for successor in self.successors:
            applies = without(applies, without(started[successor.id], successor.undone.at(day)))
        return applies


def easing_facts(easing_targets: EasingTargets, sanction: Sanction, sender: str, target: str) -> list[EasingFacts]:
    """Return the facts about each easing that reaches a measure; if it does so twice, the surer way counts."""
    surest: dict[str, EasingTarget] = {}
    for easing_target in easing_targets.of(sanction):
        if easing_target.includes(sender, target):
            known = surest.setdefault(easing_target.easing.id, easing_target)
            if known.certainty is not YES:
                surest[easing_target.easing.id] = easing_target
    return [EasingFacts.of(one, easing_targets, sanction, sender, target) for one in surest.values()]


def successors_of(
    validity: Validity, sanction: Sanction, sender: str, target: str
) -> tuple[tuple[Successor, ...], tuple[Successor, ...]]:
    """Return the sanctions that continue one measure, and those that reimpose it.

    A successor takes over the measure if it names the target of the measure. A successor that names none of the old
    targets has a newly drawn list and takes over all of them. The same holds for senders.
    """
    if not validity.is_taken_over(sanction):
        return (), ()

    def takes_over(successor: Sanction) -> bool:
        axes = ((sender, sanction.senders, successor.senders), (target, sanction.targets, successor.targets))
        return all(party in new or set(old).isdisjoint(new) for party, old, new in axes)

    continued, reimposed = (
        tuple(Successor.of(successor, validity) for successor in successors if takes_over(successor))
        for successors in (validity.continued_by(sanction), validity.reimposed_by(sanction))
    )
    return continued, reimposed


def outcomes(unsure: Sequence[str]) -> Iterator[dict[str, Certainty]]:
    """Return every way in which some unsure hand-overs may have gone: each started (`YES`) or not (`NO`), by id."""
    for chosen in itertools.product((NO, YES), repeat=len(unsure)):
        yield dict(zip(unsure, chosen, strict=True))


def without(one: Certainty, other: Certainty) -> Certainty:
    """Return whether the first holds and the second does not."""
    if one is NO or other is YES:
        return NO
    return YES if one is YES and other is NO else MAYBE
