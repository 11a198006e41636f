"""How much of a move counts: how many of a unit it gives, or whether it counts as an act at all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from sanctledger.posting.position import Position
from sanctledger.questions.doers import roots
from sanctledger.questions.move import Move
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, ONE, Bounds, total
from sanctledger.values.periods import Certainty

_NONE_OR_ONE = Bounds(0, 1)


@attrs.frozen
class Counting:
    """How much the moves of one answer count, nothing of it twice.

    A total counts less what the records that it includes account for; a promise counts less what the moves of the
    answer deliver of it; a reversal takes back no more than there was.

    Attributes:
        position: The position.
        moves: The moves of the answer.
    """

    position: Position
    moves: tuple[Move, ...]

    def acts(self, record: Record) -> Bounds:
        """Return how many acts a record is, if it happened: one, or none where others account for all of it."""
        amounts = self.position.snapshot.amounts
        if isinstance(record, Act):
            unit = amounts.quantity(record).unit
            if (included := amounts.totals.included(record, unit)) != NOTHING:
                return _any_left(_less(amounts.quantity(record).bounds, included))
        if isinstance(record, Pledge):
            return self._promises(record)
        return ONE

    def units(self, record: Record, unit: str) -> Bounds | None:
        """How many of a unit a record gives or takes, if it happened; `None` if it is not counted in the unit.

        Where it is counted in a unit that overlaps with this, it may be any number up to its own.
        """
        if isinstance(record, Act):
            return self._of_act(record, unit)
        if isinstance(record, Reversal):
            return self._of_reversal(record, unit)
        if isinstance(record, Pledge):
            promised = self._promised(record, unit)
            return None if promised is None else _less(promised, self._delivered(record, unit))
        quantity = self.position.snapshot.validity.quantity(record)
        if quantity is None:
            return ONE if unit == record.kind_name else None
        return self._seen_as(quantity.bounds, quantity.unit, unit)

    def nearness(self, record: Record, unit: str) -> int:
        """How near a unit is to that of a record: 0 its own, 1 a whole of it, 2 a part that it tells, 4 all else."""
        units, snapshot = self.position.snapshot.record_index.units, self.position.snapshot
        own = snapshot.validity.unit(record)
        if isinstance(record, Pledge) and record.promised is not None:
            own = units.canonical(record.promised.unit)
        if own is None or own == unit:
            return 0 if own == unit else 4
        if units.is_within(own, unit):
            return 1
        tells = isinstance(record, Act) and any(snapshot.amounts.part(part).unit == unit for part in record.of_which)
        return 2 if tells else 4

    def _seen_as(self, amount: Bounds, of: str, unit: str) -> Bounds | None:
        units = self.position.snapshot.record_index.units
        if units.is_within(of, unit):
            return amount
        return Bounds(0, amount.high) if units.overlap(unit, of) else None

    def _of_act(self, act: Act, unit: str) -> Bounds | None:
        amounts = self.position.snapshot.amounts
        stated = amounts.totals.stated(act, unit)
        quantity = amounts.quantity(act)
        seen = self._seen_as(quantity.bounds, quantity.unit, unit)
        tells = any(
            self.position.snapshot.record_index.units.is_within(amounts.part(part).unit, unit) for part in act.of_which
        )
        if seen is None and not tells:
            return None
        if tells or seen == quantity.bounds:
            return _less(stated, amounts.totals.included(act, unit))
        return Bounds(0, stated.high if seen is None else seen.high)

    def _of_reversal(self, reversal: Reversal, unit: str) -> Bounds | None:
        about = [record for record in roots(self.position.snapshot, reversal) if isinstance(record, Act)]
        known = [some for act in about if (some := self._of_act(act, unit)) is not None]
        quantity = self.position.snapshot.validity.quantity(reversal)
        if quantity is None:
            alone = all(len(self.position.snapshot.validity.reversals(act)) == 1 for act in about)
            there_was = total(known)
            return None if not known else there_was if alone else there_was.hull(NOTHING)
        taken = self._seen_as(quantity.bounds, quantity.unit, unit)
        return taken if taken is None or not known else _lesser(taken, total(known))

    # Promises, less what the answer's own moves deliver of them.

    def _promised(self, pledge: Pledge, unit: str) -> Bounds | None:
        if pledge.promised is None:
            promised = None if pledge.promises is None else pledge.promises.kind
            return ONE if unit in (promised, pledge.kind_name) else None
        canonical = self.position.snapshot.record_index.units.canonical(pledge.promised.unit)
        return self._seen_as(pledge.promised.bounds, canonical, unit)

    def _promises(self, pledge: Pledge) -> Bounds:
        if pledge.promised is not None:
            unit = self.position.snapshot.record_index.units.canonical(pledge.promised.unit)
            return _any_left(_less(pledge.promised.bounds, self._delivered(pledge, unit)))
        deliveries = self._deliveries(pledge)
        if any(move.certainty is Certainty.YES for move, _ in deliveries):
            return NOTHING
        return _NONE_OR_ONE if deliveries else ONE

    def _delivered(self, pledge: Pledge, unit: str) -> Bounds:
        found = []
        for move, record in self._deliveries(pledge):
            some = Bounds(0, None) if isinstance(record, Pledge) else self.units(record, unit)
            some = Bounds(0, None) if some is None else some
            shared = len(self.position.snapshot.versions.resolved(getattr(record, "delivers", ()), Pledge)) > 1
            found.append(some.hull(NOTHING) if shared or move.certainty is not Certainty.YES else some)
        return total(found)

    def _deliveries(self, pledge: Pledge) -> list[tuple[Move, Record]]:
        return self._delivering.get(pledge.id, [])

    @cached_property
    def _delivering(self) -> dict[str, list[tuple[Move, Record]]]:
        """Return the moves that deliver each pledge, by its id."""
        found: dict[str, list[tuple[Move, Record]]] = {}
        for move in self.moves:
            record = self.position.record(move.record)
            for pledge in self.position.snapshot.versions.resolved(getattr(record, "delivers", ()), Pledge):
                found.setdefault(pledge.id, []).append((move, record))
        return found


def counted(amount: Bounds, certainty: Certainty) -> Bounds:
    """Return how much counts: from nothing on where it may not have happened."""
    return amount if certainty is Certainty.YES else amount.hull(NOTHING)


def _less(amount: Bounds, taken: Bounds) -> Bounds:
    return (amount - taken).floored()


def _lesser(one: Bounds, other: Bounds) -> Bounds:
    highs: Iterable[object] = [end for end in (one.high, other.high) if end is not None]
    return Bounds(min(one.low or 0, other.low or 0), min(highs, default=None))  # type: ignore[type-var]


def _any_left(left: Bounds) -> Bounds:
    """One act where something is left of it, none where nothing is."""
    if left.high is not None and left.high <= 0:
        return NOTHING
    return ONE if left.low is not None and left.low > 0 else _NONE_OR_ONE
