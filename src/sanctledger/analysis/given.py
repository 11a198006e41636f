"""What the sides of some moves gave by a day and did not take back, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sanctledger.analysis.act_counts import Counting, counted
from sanctledger.posting.position import Position
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, ONE, Bounds, total
from sanctledger.values.periods import Certainty


@attrs.frozen
class Given:
    """How much of a unit each side gave by a day and did not take back.

    Attributes:
        unit: The unit: of an amount its own, of an act without one its kind.
        given: How much the first side gave.
        received: How much the second side gave.
        records: The records behind both.
    """

    unit: str
    given: Bounds
    received: Bounds
    records: tuple[str, ...]

    @property
    def more(self) -> Bounds:
        """Return how much more the first side gave."""
        return self.given - self.received


@attrs.frozen
class LeftOut:
    """A record that is not counted.

    Attributes:
        record: Its id.
        why: Why it is not.
    """

    record: str
    why: str

    def to_json(self) -> dict[str, str]:
        """Its two attributes."""
        return {"record": self.record, "why": self.why}


def given(moves: Moves, *, promises: bool, burdens: bool) -> tuple[tuple[Given, ...], tuple[LeftOut, ...]]:
    """What both sides gave by the close of the day, unit by unit in the order of the moves, and what is left out.

    Args:
        moves: The moves.
        promises: Whether promises that were more than discussed count, as far as no move here delivers them.
        burdens: Whether what is a burden counts in units of its own, or is left out.
    """
    counting = Counting(moves.position, moves.items)
    found: dict[str, dict[str, list[Bounds]]] = {}
    records: dict[str, list[str]] = {}
    left = []
    for move in moves:
        amount = _amount(counting, move, promises=promises, burdens=burdens)
        if isinstance(amount, str):
            left.append(LeftOut(move.record, amount))
            continue
        unit, some = amount
        found.setdefault(unit, {"given": [], "received": []})[move.side].append(some)
        records.setdefault(unit, []).append(move.record)
    units = tuple(
        Given(unit, total(sides["given"]), total(sides["received"]), tuple(records[unit]))
        for unit, sides in found.items()
    )
    return units, tuple(left)


def _amount(counting: Counting, move: Move, *, promises: bool, burdens: bool) -> tuple[str, Bounds] | str:
    """Return the unit of a move and how much of it stands, or why it is left out."""
    position = counting.position
    record = position.record(move.record)
    if why := _out(move, record, promises=promises, burdens=burdens):
        return why
    validity = position.snapshot.validity
    stands = validity.started_days(record).at(position.day)
    if stands is Certainty.NO:
        return "not begun by the day, or taken back"
    if isinstance(record, Pledge):
        stands = validity.in_force(record).at(position.day)
        if stands is Certainty.NO:
            return "it has run out"
    certainty = Certainty.YES if stands is move.certainty is Certainty.YES else Certainty.MAYBE
    unit, amount = _given(counting, record)
    return unit, counted(amount, certainty)


def _out(move: Move, record: Record, *, promises: bool, burdens: bool) -> str | None:
    if isinstance(record, Pledge) and not promises:
        return "a promise; it counts where promises are asked for"
    if isinstance(record, Pledge) and record.firmness == "discussed":
        return "only discussed, and no promise yet"
    if move.does == "reverse":
        return "it takes back; what it takes is taken off what was given"
    if move.does == "continue":
        return "a measure that goes on under a new authority is no new act"
    return None if burdens or move.sense == "benefit" else "no benefit to who receives it"


def _given(counting: Counting, record: Record) -> tuple[str, Bounds]:
    position = counting.position
    if isinstance(record, Act):
        unit = position.snapshot.amounts.quantity(record).unit
        return position.snapshot.counted_in(record, unit), _left_of(position, record)
    if isinstance(record, Pledge):
        kind = None if record.promises is None else record.promises.kind
        promised = record.promised
        unit = kind or record.kind_name if promised is None else promised.unit
        unit = position.snapshot.record_index.units.canonical(unit)
        some = counting.acts(record) if promised is None else counting.units(record, unit)
        return unit, NOTHING if some is None else some
    return record.kind_name, ONE


def _left_of(position: Position, act: Act) -> Bounds:
    """What is left of an act on the day, less what was taken back; of one that is over, what was left in the end."""
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
