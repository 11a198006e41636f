"""Moves on a scale: the worth of each move, the totals of both sides, and the moves that the scale does not value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import attrs

from sanctledger.analysis.given import LineItem
from sanctledger.analysis.move_counts import MoveCounts
from sanctledger.analysis.move_worth import Worth, worth_of
from sanctledger.analysis.valuation import Caveat, Scale, Valuation
from sanctledger.analysis.valuation_warnings import warnings_of
from sanctledger.analysis.valuations import valuation_of
from sanctledger.base.answer import plain
from sanctledger.posting.position import Parties, Position
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves
from sanctledger.questions.moves import moves as moves_without_values
from sanctledger.values.bounds import Bounds, total
from sanctledger.values.dates import Day


@attrs.frozen
class ValuedMove(Move):
    """A move with its worth on a scale.

    Attributes:
        worth: The worth; `None` if the scale does not value the move.
    """

    worth: Worth | None = None

    @property
    def value(self) -> Bounds | None:
        """Return the value of the move on the scale; `None` if the scale does not value the move."""
        return None if self.worth is None else self.worth.value

    def to_json(self) -> dict[str, Any]:
        """Return the move as the command line prints it, with its worth if it has one."""
        shape = super().to_json()
        del shape["worth"]
        return shape if self.worth is None else shape | {"worth": self.worth.to_json()}

    def row(self) -> dict[str, Any]:
        """Return one flat mapping, with the value in two columns if there is one."""
        shape = super().row()
        shape.pop("worth", None)
        return shape if self.value is None else shape | {f"value_{end}": n for end, n in self.value.to_json().items()}


@attrs.frozen
class Unvalued:
    """A move that the scale does not value.

    Attributes:
        record: The id of the record of the move.
        kind: The kind of that record.
        side: `given` or `received`.
        why: Why the move is not valued.
    """

    record: str
    kind: str
    side: str
    why: str

    def to_json(self) -> dict[str, str]:
        """Return the attributes as a mapping."""
        return {"record": self.record, "kind": self.kind, "side": self.side, "why": self.why}


@attrs.frozen
class Total:
    """The worth of all moves of one side.

    Attributes:
        benefits: The sum of all worth above zero.
        burdens: The sum of all worth below zero.
        total: The sum of both.
    """

    benefits: Bounds
    burdens: Bounds
    total: Bounds

    @classmethod
    def of(cls, values: Sequence[Bounds]) -> Total:
        """Return the total of some values."""
        return cls(total(one.floored() for one in values), total(-(-one).floored() for one in values), total(values))

    def to_json(self) -> dict[str, Any]:
        """Return the three sums as pairs of ends."""
        return {name: plain(getattr(self, name)) for name in ("benefits", "burdens", "total")}


@attrs.frozen(repr=False)
class ValuedMoves(Moves):
    """Moves on a scale.

    Attributes:
        items: The moves, each with its worth.
        scale: The name, version and citation of the scale.
        promises: Whether promises count, less the amounts that moves of the answer deliver of them.
        given: The worth of the moves of the first side.
        received: The worth of the moves of the second side.
        net: Given less received. A weight that is not exact is one number on both sides.
        unvalued: The moves that the scale does not value. They count as nothing.
        warnings: The warnings of the literature about this scale, and the warnings about this answer.
        terms: For each weight, the amounts that it counts on both sides. The net is the sum of their nets.
    """

    items: tuple[ValuedMove, ...]
    scale: Scale
    promises: bool
    given: Total
    received: Total
    net: Bounds
    unvalued: tuple[Unvalued, ...]
    warnings: tuple[Caveat, ...]
    terms: tuple[LineItem, ...]

    def __iter__(self) -> Iterator[ValuedMove]:
        """Return the moves."""
        return iter(self.items)

    def __getitem__(self, index: int) -> ValuedMove:
        """Return the move at a place."""
        return self.items[index]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the command line prints it."""
        names = ("scale", "promises", "given", "received", "net", "unvalued", "warnings")
        return super().to_json() | {name: plain(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        """Return a line for each move with its value, then the totals and the warnings."""
        title, *lines = super().__str__().split("\n")
        values = ("not valued" if move.value is None else move.value for move in self.items)
        lines = [f"{line}: {value}" for line, value in zip(lines, values, strict=True)]
        sums = f"on {self.scale}: given {self.given.total}, received {self.received.total}, net {self.net}"
        return "\n".join([title, *lines, sums, *(f"  beware: {warning}" for warning in self.warnings)])

    def __repr__(self) -> str:
        """Return the sides, the time, the scale and the number of moves."""
        return f"<ValuedMoves of {self.title} {self.span} on {self.scale.name}: {len(self)}>"


@overload
def moves(
    position: Position,
    a: Parties,
    b: Parties | None = None,
    since: Day | None = None,
    until: Day | None = None,
    *,
    rollup: bool = True,
    deal: str | None = None,
    valuation: str | Valuation,
    promises: bool = False,
) -> ValuedMoves: ...


@overload
def moves(
    position: Position,
    a: Parties,
    b: Parties | None = None,
    since: Day | None = None,
    until: Day | None = None,
    *,
    rollup: bool = True,
    deal: str | None = None,
    valuation: str | Valuation | None = None,
    promises: bool = False,
) -> Moves: ...


def moves(  # noqa: PLR0913 - the question and its options
    position: Position,
    a: Parties,
    b: Parties | None = None,
    since: Day | None = None,
    until: Day | None = None,
    *,
    rollup: bool = True,
    deal: str | None = None,
    valuation: str | Valuation | None = None,
    promises: bool = False,
) -> Moves:
    """Return the moves of two sides towards each other, from one day up to and not including another.

    An act that was later reversed was still done. The reversal is a move of its own.

    Args:
        position: The position.
        a: The first side: a party or several.
        b: The second side; default: everybody else.
        since: The first day; default: the beginning.
        until: The first day after the last; default: the day after the position's own.
        rollup: Whether a party includes the parties that belong to it.
        deal: Only the moves of this deal: those that name it, deliver its pledges, or reverse its acts.
        valuation: The scale to value the moves on, or its name; default: none.
        promises: Whether promises count on the scale, less the amounts that these moves deliver of them.

    Raises:
        UnknownRecord: The ledger has no such party or deal, or there is no such scale.
        OverlappingSides: A party is on both sides.
        ReadError: The time between the two days is empty, or the scale returns something that is not a weight.
    """
    scale = None if valuation is None else valuation_of(valuation)
    found = moves_without_values(position, a, b, since, until, rollup=rollup, deal=deal)
    return found if scale is None else value(found, scale, promises=promises)


def value(moves: Moves, valuation: Valuation, *, promises: bool = False) -> ValuedMoves:
    """Return the moves with the worth of each, and the totals of both sides.

    Args:
        moves: The moves.
        valuation: The scale.
        promises: Whether promises count, less the amounts that these moves deliver of them. A promise is weighed as a
            promise if the scale weighs promises, and otherwise as the act that it promises.
    """
    counts = MoveCounts(moves.position, moves.items)
    found, unvalued = [], []
    for move in moves:
        worth = worth_of(counts, move, valuation, promises=promises)
        if isinstance(worth, str):
            unvalued.append(Unvalued(move.record, move.kind, move.side, worth))
        found.append(ValuedMove(**_fields(move), worth=None if isinstance(worth, str) else worth))
    terms = tuple(_terms(found))
    return ValuedMoves(
        **_fields(moves) | {"items": tuple(found)},
        scale=valuation.scale,
        promises=promises,
        given=Total.of([term.weight.multiplied(term.given) for term in terms if term.weight is not None]),
        received=Total.of([term.weight.multiplied(term.received) for term in terms if term.weight is not None]),
        net=total(term.net for term in terms),
        unvalued=tuple(unvalued),
        warnings=(*valuation.caveats, *warnings_of(moves.position, valuation, [(m, m.worth) for m in found])),
        terms=terms,
    )


def _fields(of: Move | Moves) -> dict[str, Any]:
    return {field.name: getattr(of, field.name) for field in attrs.fields(type(of))}


def _terms(moves: list[ValuedMove]) -> Iterator[LineItem]:
    groups: dict[tuple[str, str | None], list[tuple[Move, Worth]]] = {}
    for move in moves:
        if move.worth is not None:
            of = move.record if move.worth.of == "function" else move.worth.of
            groups.setdefault((of, move.worth.per), []).append((move, move.worth))
    for (of, per), group in groups.items():
        given, received = (
            total(worth.amount for move, worth in group if move.side == side) for side in ("given", "received")
        )
        records = tuple(move.record for move, _ in group)
        yield LineItem(of, given, received, records, per, group[0][1].weight)
