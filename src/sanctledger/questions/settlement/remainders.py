"""How much is left of a record that delivers a promise, after reversals and reimposed sanctions.

Two kinds of records take something back. A reversal takes back an act. A sanction that reimposes a measure takes back
an easing of the measure. An easing may be taken back for one measure and stay for another, so every easing is split
into its measures: one sender's sanction on one target.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sanctledger.posting.easing_facts import successors_of
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import Certainty, Periods, joined, run

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


@attrs.frozen(eq=False)
class Remainder:
    """The days on which a record has been given, and the days on which a part or all of the record is left.

    Attributes:
        given: The days from the day of the record on, whatever was taken back.
        whole: The days on which the record has been given and nothing is taken back.
        remaining: The days on which the record has been given and a part or all is left.
        reduced: The days on which a part or all is taken back.
    """

    given: Periods
    whole: Periods
    remaining: Periods
    reduced: Periods


_NOTHING = Remainder(Periods.never(), Periods.never(), Periods.never(), Periods.never())


@attrs.frozen(eq=False)
class _EasedMeasure:
    """An easing for one measure.

    Attributes:
        target: The target of the measure.
        reached: Whether the easing reaches the measure.
        reversed: The days on which the easing is taken back for the measure.
        events: The ids of the records that take the easing back. The measure is among them if the easing may not reach
            it. Measures with equal events are eased and taken back together.
    """

    target: str
    reached: Certainty
    reversed: Periods
    events: tuple[str, ...]


@attrs.frozen(eq=False)
class Remainders:
    """The remainders of the records of a snapshot, after reversals and reimpositions.

    An easing is taken back for a measure on two sorts of days: while a reversal takes the easing back for the measure,
    and from the start of a sanction that reimposes the measure while the easing is in force.

    Attributes:
        snapshot: The snapshot.
    """

    snapshot: Snapshot
    _measures: dict[str, tuple[_EasedMeasure, ...]] = attrs.field(factory=dict, init=False)

    def for_targets(self, record: Record, targets: tuple[str, ...]) -> list[Remainder]:
        """Return the remainder of a record for each target of a promise; one remainder if the promise names no targets.

        A record that reaches no measure on any of the targets counts for all of them: the record says that it delivers
        the promise.
        """
        reached = [target for target in targets if self._measures_on(record, target)]
        if not reached:
            return [self.of(record)] * max(1, len(targets))
        return [self.of(record, target) if target in reached else _NOTHING for target in targets]

    def of(self, record: Record, target: str | None = None) -> Remainder:
        """Return the remainder of a record, for one target of its promise or for all."""
        validity = self.snapshot.validity
        start = validity.start_days(record)
        measures = self._measures_on(record, target)
        if not measures:
            taken_back = validity.reversed_days(record)
            return Remainder(start, start - taken_back, start - taken_back, start & taken_back)
        days = dict.fromkeys(
            (start, one.reversed) if one.reached is YES else (start.doubted(), one.reversed.doubted())
            for one in measures
        )
        is_sure = target is None or any(one.reached is YES for one in measures)
        any_taken_back = joined(taken_back for _, taken_back in days)
        given = start if is_sure else start.doubted()
        whole = given - any_taken_back
        remaining = whole | joined(eased - taken_back for eased, taken_back in days)
        return Remainder(given, whole, remaining, start & any_taken_back)

    def is_all_or_nothing(self, record: Record, targets: tuple[str, ...]) -> bool:
        """Return whether a record is given to some targets, and taken back from them, only as a whole."""
        events = [{one.events for one in self._measures_on(record, target)} for target in targets]
        if not any(events):
            events = [{one.events for one in self._measures_on(record, None)}]
        return all(one == events[0] and len(one) <= 1 for one in events)

    def is_gone(self, record: Record, day: int) -> Certainty:
        """Return whether all of a record is taken back on a day."""
        if not isinstance(record, Easing):
            return self.snapshot.validity.reversed_days(record).at(day)
        left = self.of(record)
        if left.reduced.at(day) is NO or left.whole.at(day) is YES:
            return NO
        return YES if left.remaining.at(day) is NO else MAYBE

    def is_ever_reduced(self, record: Record) -> bool:
        """Return whether anything of a record may be taken back on any day."""
        if self.snapshot.validity.reversals(record):
            return True
        return isinstance(record, Easing) and any(one.reversed.possible for one in self._measures_of(record))

    def reimpositions(self, record: Record) -> tuple[Sanction, ...]:
        """Return the sanctions that take back something of an easing by reimposing a measure that it eased."""
        if not isinstance(record, Easing):
            return ()
        found: dict[str, Sanction] = {}
        validity = self.snapshot.validity
        for sanction, sender, target in self.snapshot.easing_targets.measures(record):
            if validity.reimposed_by(sanction):
                found |= {one.id: one for one, _ in self._reimposed(record, sanction, sender, target)}
        return tuple(found.values())

    def _measures_on(self, record: Record, target: str | None) -> tuple[_EasedMeasure, ...]:
        """Return the measures that an easing reaches on a target, or on any target."""
        if not isinstance(record, Easing):
            return ()
        measures = self._measures_of(record)
        if target is None:
            return measures
        asked = self.snapshot.party_id(target)
        return tuple(one for one in measures if asked in self.snapshot.touched((one.target,), rollup=True))

    def _measures_of(self, easing: Easing) -> tuple[_EasedMeasure, ...]:
        known = self._measures.get(easing.id)
        if known is None:
            known = self._measures[easing.id] = tuple(self._each_measure(easing))
        return known

    def _each_measure(self, easing: Easing) -> Iterator[_EasedMeasure]:
        easing_targets = self.snapshot.easing_targets
        eased = easing_targets.eased(easing)
        for sanction, sender, target in easing_targets.measures(easing):
            sure = any(one.certainty is YES and one.includes(sender, target) for one in eased[sanction.id])
            taken_back = easing_targets.undone_for(easing, sanction, sender, target)
            reimposed = tuple(self._reimposed(easing, sanction, sender, target))
            events = *self._reversals(easing, sanction, sender, target), *(one.id for one, _ in reimposed)
            if not sure:
                events = *events, sanction.id, sender, target
            taken_back |= joined(days for _, days in reimposed)
            yield _EasedMeasure(target, YES if sure else MAYBE, taken_back, events)

    def _reversals(self, easing: Easing, sanction: Sanction, sender: str, target: str) -> Iterator[str]:
        """Return the ids of the reversals that may take an easing back for a measure, and of their reversals."""
        seen, waiting = {easing.id}, [easing.id]
        while waiting:
            (record,) = self.snapshot.versions.resolved((waiting.pop(),), Record)
            for one in self.snapshot.validity.reversals(record):
                if one.id not in seen and self.snapshot.easing_targets.concerns(one, record, sanction, sender, target):
                    seen.add(one.id)
                    waiting.append(one.id)
                    yield one.id

    def _reimposed(
        self, easing: Easing, sanction: Sanction, sender: str, target: str
    ) -> Iterator[tuple[Sanction, Periods]]:
        """Return the sanctions that reimpose a measure while its easing is in force, with the days from then on."""
        validity, versions = self.snapshot.validity, self.snapshot.versions
        if not validity.reimposed_by(sanction):
            return
        replaced = joined(validity.started_days(one) for one in validity.replaced_by(easing))
        in_force = validity.span_days(easing) - replaced
        for successor in successors_of(validity, sanction, sender, target)[1]:
            (one,) = versions.resolved((successor.id,), Sanction)
            first, last = validity.span(one).starts
            start = run(first, last + 1)
            days = Periods(start, start) & in_force
            if days.possible:
                since = successor.starts - successor.undone
                yield one, since if days.certain == start else since.doubted()
