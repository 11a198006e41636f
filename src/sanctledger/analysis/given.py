"""How much the two sides of some moves gave by a day and did not take back, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sanctledger.analysis.move_counts import MoveCounts, counted
from sanctledger.posting.position import Position
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, ONE, Bounds, total
from sanctledger.values.periods import Certainty


@attrs.frozen
class LineItem:
    """One unit, or one key of a scale, with the amount that each side gave of it.

    Attributes:
        of: The unit or the key. An amount counts in its own unit; an act without an amount counts as one of its kind.
        given: How much the first side gave.
        received: How much the second side gave.
        records: The records that are counted.
        per: The unit, if the scale weighs each unit; `None` if it weighs the act.
        weight: The weight; `None` if it is not known. A weight with two ends is one unknown number, the same for all
            records.
    """

    of: str
    given: Bounds
    received: Bounds
    records: tuple[str, ...]
    per: str | None = None
    weight: Bounds | None = None

    @property
    def more(self) -> Bounds:
        """Return how much more the first side gave."""
        return self.given - self.received

    @property
    def is_even(self) -> bool:
        """Return whether both sides surely gave the same amount, so that the weight changes nothing."""
        return self.more == NOTHING

    @property
    def net(self) -> Bounds:
        """Return the weight times the difference: any number if the weight is not known."""
        return Bounds(None, None) if self.weight is None else self.weight.multiplied(self.more)


@attrs.frozen
class LeftOut:
    """A record that is not counted.

    Attributes:
        record: The id of the record.
        why: Why it is not counted.
    """

    record: str
    why: str

    def to_json(self) -> dict[str, str]:
        """Return the attributes as a mapping."""
        return {"record": self.record, "why": self.why}


def given(moves: Moves, *, promises: bool, burdens: bool) -> tuple[tuple[LineItem, ...], tuple[LeftOut, ...]]:
    """Return the amounts that both sides gave by the close of the day, unit by unit, and the records left out.

    Units are in the order in which the moves first give them. An amount counts less what reversals took back.

    Args:
        moves: The moves.
        promises: Whether promises that were more than discussed count, less the amounts that these moves deliver.
        burdens: Whether burdens count in units of their own. Otherwise they are left out.
    """
    counts = MoveCounts(moves.position, moves.items)
    found: dict[str, dict[str, list[Bounds]]] = {}
    records: dict[str, list[str]] = {}
    left_out = []
    for move in moves:
        amount = _amount(counts, move, promises=promises, burdens=burdens)
        if isinstance(amount, str):
            left_out.append(LeftOut(move.record, amount))
            continue
        unit, bounds = amount
        found.setdefault(unit, {"given": [], "received": []})[move.side].append(bounds)
        records.setdefault(unit, []).append(move.record)
    items = tuple(
        LineItem(unit, total(sides["given"]), total(sides["received"]), tuple(records[unit]))
        for unit, sides in found.items()
    )
    return items, tuple(left_out)


def _amount(counts: MoveCounts, move: Move, *, promises: bool, burdens: bool) -> tuple[str, Bounds] | str:
    """Return the unit of a move and the amount that is in effect, or why the move is left out."""
    position = counts.position
    record = position.record(move.record)
    if why := _why_left_out(move, record, promises=promises, burdens=burdens):
        return why
    validity = position.snapshot.validity
    in_effect = validity.started_days(record).at(position.day)
    if in_effect is Certainty.NO:
        return "not begun by the day, or taken back"
    if isinstance(record, Pledge):
        in_effect = validity.in_force(record).at(position.day)
        if in_effect is Certainty.NO:
            return "it has run out"
    certainty = Certainty.YES if in_effect is move.certainty is Certainty.YES else Certainty.MAYBE
    unit, amount = _unit_and_amount(counts, record)
    return unit, counted(amount, certainty)


def _why_left_out(move: Move, record: Record, *, promises: bool, burdens: bool) -> str | None:
    if isinstance(record, Pledge) and not promises:
        return "a promise; it counts where promises are asked for"
    if isinstance(record, Pledge) and record.firmness == "discussed":
        return "only discussed, and no promise yet"
    if move.does == "reverse":
        return "it takes back; what it takes is taken off what was given"
    if move.does == "continue":
        return "a measure that goes on under a new authority is no new act"
    return None if burdens or move.sense == "benefit" else "no benefit to who receives it"


def _unit_and_amount(counts: MoveCounts, record: Record) -> tuple[str, Bounds]:
    position = counts.position
    if isinstance(record, Act):
        unit = position.snapshot.amounts.quantity(record).unit
        return position.snapshot.counted_in(record, unit), _amount_left(position, record)
    if isinstance(record, Pledge):
        kind = None if record.promises is None else record.promises.kind
        promised = record.promised
        unit = kind or record.kind_name if promised is None else promised.unit
        unit = position.snapshot.record_index.units.canonical(unit)
        amount = counts.acts(record) if promised is None else counts.units(record, unit)
        return unit, NOTHING if amount is None else amount
    return record.kind_name, ONE


def _amount_left(position: Position, act: Act) -> Bounds:
    """Return the amount of an act on the day, less reversals; for an act that has ended, its last amount."""
    steps = list(_main_steps(position, act))
    now = [amount for amount, certainty, _ in steps if certainty is not Certainty.NO]
    if now:
        found = now[0]
        for amount in now[1:]:
            found = found.hull(amount)
        return found
    past = [(first, amount) for amount, _, first in steps if first <= position.day]
    return max(past, key=lambda pair: pair[0])[1] if past else NOTHING


def _main_steps(position: Position, act: Act) -> Iterator[tuple[Bounds, Certainty, int]]:
    for step in position.snapshot.steps(act):
        if step.part_of is None and step.periods.possible:
            yield step.amount, step.periods.at(position.day), step.periods.possible[0][0]
