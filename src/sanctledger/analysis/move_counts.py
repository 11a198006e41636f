"""How much the moves of one answer count, in acts or in units, with nothing counted twice.

A record counts less than it gives in three cases:

- A total counts less the amounts of the records that it includes.
- A promise counts less the amounts that other moves of the answer deliver of it.
- A reversal takes back no more than there was to take back.
"""

from __future__ import annotations

from functools import cached_property

import attrs

from sanctledger.posting.position import Position
from sanctledger.questions.acting_parties import roots
from sanctledger.questions.move import Move
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, ONE, Bounds, total
from sanctledger.values.periods import Certainty
from sanctledger.values.units import Units

_NONE_OR_ONE = Bounds(0, 1)
_ANY = Bounds(0, None)


@attrs.frozen
class MoveCounts:
    """How much each move of an answer counts.

    Attributes:
        position: The position.
        moves: The moves of the answer.
    """

    position: Position
    moves: tuple[Move, ...]

    def acts(self, record: Record) -> Bounds:
        """Return how many acts a record is, if it happened: one, or none if other records account for all of it."""
        amounts = self.position.snapshot.amounts
        if isinstance(record, Act):
            unit = amounts.quantity(record).unit
            if (included := amounts.totals.included(record, unit)) != NOTHING:
                return _any_left(amounts.quantity(record).bounds - included)
        if isinstance(record, Pledge):
            return self._promises(record)
        return ONE

    def units(self, record: Record, unit: str) -> Bounds | None:
        """Return how many of a unit a record gives or takes back, if it happened.

        If the record is counted in a unit that overlaps with this one, the answer is any number up to its own. If the
        units have nothing in common, the answer is `None`.
        """
        unit = self._units.canonical(unit)
        if isinstance(record, Act):
            return self._of_act(record, unit)
        if isinstance(record, Reversal):
            return self._of_reversal(record, unit)
        if isinstance(record, Pledge):
            promised = self._promised(record, unit)
            return None if promised is None else (promised - self._delivered(record, unit)).floored()
        quantity = self.position.snapshot.validity.quantity(record)
        if quantity is None:
            return ONE if unit == record.kind_name else None
        return self._converted(quantity.bounds, quantity.unit, unit)

    def distance(self, record: Record, unit: str | None) -> int:
        """Return how far a unit is from the unit of a record; of several weights, the nearest one counts.

        - 0: the unit of the record;
        - 1: a unit that contains the unit of the record;
        - 2: a part for which the record gives an amount;
        - 3: no unit, for a weight of the act as a whole;
        - 4: any other unit.
        """
        if unit is None:
            return 3
        snapshot, unit = self.position.snapshot, self._units.canonical(unit)
        own = snapshot.validity.unit(record)
        if isinstance(record, Pledge) and record.promised is not None:
            own = self._units.canonical(record.promised.unit)
        if own is None or own == unit:
            return 0 if own == unit else 4
        if self._units.is_within(own, unit):
            return 1
        has_part = isinstance(record, Act) and any(snapshot.amounts.part(part).unit == unit for part in record.of_which)
        return 2 if has_part else 4

    @property
    def _units(self) -> Units:
        return self.position.snapshot.record_index.units

    def _converted(self, amount: Bounds, of: str, unit: str) -> Bounds | None:
        """Return an amount of one unit as an amount of another; `None` if the two have nothing in common."""
        if self._units.is_within(of, unit):
            return amount
        return Bounds(0, amount.high) if self._units.overlap(unit, of) else None

    def _of_act(self, act: Act, unit: str) -> Bounds | None:
        amounts = self.position.snapshot.amounts
        quantity = amounts.quantity(act)
        whole = self._converted(quantity.bounds, quantity.unit, unit)
        has_part = any(self._units.is_within(amounts.part(part).unit, unit) for part in act.of_which)
        if whole is None and not has_part:
            return None
        stated = amounts.totals.stated(act, unit)
        if has_part or whole == quantity.bounds:
            return (stated - amounts.totals.included(act, unit)).floored()
        return Bounds(0, stated.high if whole is None else whole.high)

    def _of_reversal(self, reversal: Reversal, unit: str) -> Bounds | None:
        validity = self.position.snapshot.validity
        reversed_acts = [record for record in roots(self.position.snapshot, reversal) if isinstance(record, Act)]
        given = [amount for act in reversed_acts if (amount := self._of_act(act, unit)) is not None]
        quantity = validity.quantity(reversal)
        if quantity is None:
            is_only_one = all(len(validity.reversals(act)) == 1 for act in reversed_acts)
            return None if not given else total(given) if is_only_one else total(given).hull(NOTHING)
        taken = self._converted(quantity.bounds, quantity.unit, unit)
        return taken if taken is None or not given else _lesser(taken, total(given))

    # Promises, less the amounts that moves of the answer deliver of them.

    def _promised(self, pledge: Pledge, unit: str) -> Bounds | None:
        if pledge.promised is None:
            promised = None if pledge.promises is None else pledge.promises.kind
            return ONE if unit in (promised, pledge.kind_name) else None
        return self._converted(pledge.promised.bounds, self._units.canonical(pledge.promised.unit), unit)

    def _promises(self, pledge: Pledge) -> Bounds:
        if pledge.promised is not None:
            unit = self._units.canonical(pledge.promised.unit)
            return _any_left(pledge.promised.bounds - self._delivered(pledge, unit))
        deliveries = self._deliveries.get(pledge.id, [])
        if any(move.certainty is Certainty.YES for move, _ in deliveries):
            return NOTHING
        return _NONE_OR_ONE if deliveries else ONE

    def _delivered(self, pledge: Pledge, unit: str) -> Bounds:
        found = []
        for move, record in self._deliveries.get(pledge.id, []):
            amount = None if isinstance(record, Pledge) else self.units(record, unit)
            amount = _ANY if amount is None else amount
            is_shared = len(self.position.snapshot.versions.resolved(getattr(record, "delivers", ()), Pledge)) > 1
            found.append(amount.hull(NOTHING) if is_shared else counted(amount, move.certainty))
        return total(found)

    @cached_property
    def _deliveries(self) -> dict[str, list[tuple[Move, Record]]]:
        """Return the moves that deliver each pledge, by the id of the pledge."""
        found: dict[str, list[tuple[Move, Record]]] = {}
        for move in self.moves:
            record = self.position.record(move.record)
            for pledge in self.position.snapshot.versions.resolved(getattr(record, "delivers", ()), Pledge):
                found.setdefault(pledge.id, []).append((move, record))
        return found


def counted(amount: Bounds, certainty: Certainty) -> Bounds:
    """Return how much of an amount counts: from zero on if the act may not have happened."""
    return amount if certainty is Certainty.YES else amount.hull(NOTHING)


def _lesser(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of the lesser of two amounts, neither of them below zero."""
    high = min((amount.high for amount in (one, other) if amount.high is not None), default=None)
    return Bounds(min(one.low or 0, other.low or 0), high)


def _any_left(left: Bounds) -> Bounds:
    """Return one act if something is left, and none if nothing is."""
    if left.high is not None and left.high <= 0:
        return NOTHING
    return ONE if left.low is not None and left.low > 0 else _NONE_OR_ONE
