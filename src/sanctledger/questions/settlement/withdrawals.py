"""What is left of a record that keeps a promise: an easing may be taken back for some of those whom it freed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from sanctledger.posting.easing_facts import successors_of
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import Certainty, Periods, joined, run

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


@attrs.frozen(eq=False)
class Left:
    """On which days how much of what a record gave is left.

    Attributes:
        once: The days from which it has been given.
        whole: The days on which it has been given and nothing of it is taken back.
        some: The days on which it has been given and not all of it is taken back.
        touched: The days on which something of it is taken back.
    """

    once: Periods
    whole: Periods
    some: Periods
    touched: Periods


_NOTHING = Left(Periods.never(), Periods.never(), Periods.never(), Periods.never())


@attrs.frozen(eq=False)
class _Part:
    """An easing for one measure.

    Attributes:
        target: Whom it frees.
        reached: How sure it is that it reaches the measure.
        taken: The days on which it is taken back for it.
        fate: How sure it is, with what takes it back; parts of one fate are given and taken back together.
    """

    target: str
    reached: Certainty
    taken: Periods
    fate: tuple[str, ...]


@attrs.frozen(eq=False)
class Undoing:
    """What reversals and reimpositions leave of the records of an account.

    An easing is as many parts as it reaches measures. A part is taken back while a reversal takes the easing back for
    its measure, and from the start on of a sanction that reimposes the measure while the easing acts.

    Attributes:
        snapshot: The snapshot.
    """

    snapshot: Snapshot
    _parts: dict[str, tuple[_Part, ...]] = attrs.field(factory=dict, init=False)

    def left_for(self, record: Record, targets: tuple[str, ...]) -> list[Left]:
        """What is left of a record for each of the targets of a promise; for all at once where it names none.

        A record that reaches a measure on none of them is taken at its word: it delivers all that it says it does.
        """
        reached = [target for target in targets if self._parts_for(record, target)]
        if not reached:
            return [self.left(record)] * max(1, len(targets))
        return [self.left(record, target) if target in reached else _NOTHING for target in targets]

    def left(self, record: Record, target: str | None = None) -> Left:
        """What is left of a record, for one target of its promise or for all."""
        validity = self.snapshot.validity
        start = validity.start_days(record)
        parts = self._parts_for(record, target)
        if not parts:
            undone = validity.reversed_days(record)
            return Left(start, start - undone, start - undone, start & undone)
        given = dict.fromkeys(
            (start, part.taken) if part.reached is YES else (start.doubted(), part.taken.doubted()) for part in parts
        )
        is_sure = target is None or any(part.reached is YES for part in parts)
        taken = joined(lost for _, lost in given)
        once = start if is_sure else start.doubted()
        whole = once - taken
        return Left(once, whole, whole | joined(days - lost for days, lost in given), start & taken)

    def is_one_piece(self, record: Record, targets: tuple[str, ...]) -> bool:
        """Return whether all that a record gives to some targets is given and taken back together."""
        fates = [{part.fate for part in self._parts_for(record, target)} for target in targets]
        if not any(fates):
            fates = [{part.fate for part in self._parts_for(record, None)}]
        return all(one == fates[0] and len(one) <= 1 for one in fates)

    def is_gone(self, record: Record, day: int) -> Certainty:
        """Return whether all that a record gave is taken back on a day."""
        if not isinstance(record, Easing):
            return self.snapshot.validity.reversed_days(record).at(day)
        left = self.left(record)
        if left.touched.at(day) is NO or left.whole.at(day) is YES:
            return NO
        return YES if left.some.at(day) is NO else MAYBE

    def is_touched(self, record: Record) -> bool:
        """Return whether anything of it is ever taken back."""
        if self.snapshot.validity.reversals(record):
            return True
        return isinstance(record, Easing) and any(part.taken.possible for part in self._parts_of(record))

    def reimpositions(self, record: Record) -> tuple[Sanction, ...]:
        """Return the sanctions that take something of an easing back because they reimpose what it eased."""
        if not isinstance(record, Easing):
            return ()
        found: dict[str, Sanction] = {}
        for sanction, sender, target in self._reimposed(record):
            for one, _ in self._back(record, sanction, sender, target):
                found[one.id] = one
        return tuple(found.values())

    def _parts_for(self, record: Record, target: str | None) -> tuple[_Part, ...]:
        if not isinstance(record, Easing):
            return ()
        parts = self._parts_of(record)
        if target is None:
            return parts
        asked = self.snapshot.party_id(target)
        return tuple(part for part in parts if asked in self.snapshot.touched((part.target,), rollup=True))

    def _parts_of(self, easing: Easing) -> tuple[_Part, ...]:
        """Each measure that an easing reaches: its target, how sure it is, and the days on which it is taken back."""
        known = self._parts.get(easing.id)
        if known is None:
            known = self._parts[easing.id] = tuple(self._each(easing))
        return known

    def _each(self, easing: Easing) -> Iterator[_Part]:
        reaches = self.snapshot.easing_targets
        reached = reaches.eased(easing)
        for sanction, sender, target in reaches.measures(easing):
            sure = any(one.certainty is YES and one.includes(sender, target) for one in reached[sanction.id])
            taken = reaches.undone_for(easing, sanction, sender, target)
            back = tuple(self._back(easing, sanction, sender, target))
            fate = *self._reversals(easing, sanction, sender, target), *(one.id for one, _ in back)
            if not sure:
                fate = *fate, sanction.id, sender, target
            yield _Part(target, YES if sure else MAYBE, taken | joined(days for _, days in back), fate)

    def _reversals(self, easing: Easing, sanction: Sanction, sender: str, target: str) -> Iterator[str]:
        """The ids of the reversals that may take an easing back for one measure, and of those that reverse them."""
        seen, waiting = {easing.id}, [easing.id]
        while waiting:
            (record,) = self.snapshot.versions.resolved((waiting.pop(),), Record)
            for one in self.snapshot.validity.reversals(record):
                if one.id not in seen and self.snapshot.easing_targets.concerns(one, record, sanction, sender, target):
                    seen.add(one.id)
                    waiting.append(one.id)
                    yield one.id

    def _reimposed(self, easing: Easing) -> Iterable[tuple[Sanction, str, str]]:
        validity = self.snapshot.validity
        return (one for one in self.snapshot.easing_targets.measures(easing) if validity.reimposed_by(one[0]))

    def _back(self, easing: Easing, sanction: Sanction, sender: str, target: str) -> Iterator[tuple[Sanction, Periods]]:
        """Return the sanctions that put a measure back while an easing of it acts, with the days from then on."""
        validity, lines = self.snapshot.validity, self.snapshot.versions
        if not validity.reimposed_by(sanction):
            return
        acts = validity.span_days(easing) - joined(validity.started_days(one) for one in validity.replaced_by(easing))
        for taker in successors_of(validity, sanction, sender, target)[1]:
            (one,) = lines.resolved((taker.id,), Sanction)
            first, last = validity.span(one).starts
            days = Periods(run(first, last + 1), run(first, last + 1)) & acts
            if days.possible:
                sure = days.certain == run(first, last + 1)
                since = taker.starts - taker.undone
                yield one, since if sure else since.doubted()
