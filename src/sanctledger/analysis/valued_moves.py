"""Moves on a scale: what each is worth, the totals of both sides, what was left unvalued, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from sanctledger.analysis.act_counts import Counting, counted
from sanctledger.analysis.valuation import Caveat, Scale, Valuation, Weight, code_keys
from sanctledger.base.words import did_you_mean
from sanctledger.posting.position import Position
from sanctledger.questions.act_roles import promised_class, renews
from sanctledger.questions.move import Move, Worth
from sanctledger.records.deals import Pledge
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.values.bounds import ONE, Bounds, total
from sanctledger.values.periods import Certainty

_THIS = "this answer"
#: How many records a warning names.
_TOLD = 3
#: What may be weighed beside kinds and codes.
DOINGS = (
    "impose",
    "continue",
    "reimpose",
    "ease",
    "lift",
    "lapse",
    "tighten",
    "reverse",
    "concede",
    "coerce",
    "pledge",
)
SENSES = ("benefit", "burden")


@attrs.frozen
class Unvalued:
    """A move that the scale does not value.

    Attributes:
        record: Its record.
        kind: The kind of that.
        side: `given` or `received`.
        why: Why it is not valued.
    """

    record: str
    kind: str
    side: str
    why: str

    def to_json(self) -> dict[str, str]:
        """Its attributes."""
        return {"record": self.record, "kind": self.kind, "side": self.side, "why": self.why}


@attrs.frozen
class Total:
    """What the moves of one side are worth together.

    Attributes:
        benefits: What is worth more than nothing.
        burdens: What is worth less.
        total: Both together.
    """

    benefits: Bounds
    burdens: Bounds
    total: Bounds

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        return {
            "benefits": self.benefits.to_json(),
            "burdens": self.burdens.to_json(),
            "total": self.total.to_json(),
        }


@attrs.frozen
class Term:
    """What one weight counts on both sides: the net is the sum over weights of weight times given less received.

    Attributes:
        of: What it is the weight of.
        per: The unit, where it is the weight of a unit.
        weight: The weight; one number for all that it counts, if it is not known better.
        given: How much of it the first side gave.
        received: How much of it the second side gave.
        records: The records that it counts.
    """

    of: str
    per: str | None
    weight: Bounds
    given: Bounds
    received: Bounds
    records: tuple[str, ...]

    @property
    def more(self) -> Bounds:
        """Return how much more the first side gave."""
        return self.given - self.received


@attrs.frozen
class Valued:
    """Moves on a scale.

    Attributes:
        scale: The name, version and citation of the scale.
        promises: Whether promises count as far as they are not delivered.
        given: What the moves of the first side are worth.
        received: What those of the second side are.
        net: Given less received. A weight that is not exact is one number on both sides.
        unvalued: The moves that the scale does not value; they count for nothing.
        warnings: What the literature warns about on this scale, and what this answer leaves open.
        terms: What each weight counts on both sides.
    """

    scale: Scale
    promises: bool
    given: Total
    received: Total
    net: Bounds
    unvalued: tuple[Unvalued, ...]
    warnings: tuple[Caveat, ...]
    terms: tuple[Term, ...]

    def to_json(self) -> dict[str, Any]:
        """What a valued answer has more than one that is not."""
        return {
            "scale": self.scale.to_json(),
            "promises": self.promises,
            "given": self.given.to_json(),
            "received": self.received.to_json(),
            "net": self.net.to_json(),
            "unvalued": [one.to_json() for one in self.unvalued],
            "warnings": [one.to_json() for one in self.warnings],
        }


def value(
    position: Position, moves: tuple[Move, ...], valuation: Valuation, *, promises: bool
) -> tuple[tuple[Move, ...], Valued]:
    """Return the moves with what each is worth, and all of them together.

    Args:
        position: The position that they are moves of.
        moves: The moves.
        valuation: The scale.
        promises: Whether promises count as far as no move of the answer delivers them; a promise is weighed as one
            where the scale weighs promises, and as what it promises where it does not.
    """
    counting = Counting(position, moves)
    found, unvalued = [], []
    for move in moves:
        record = position.record(move.record)
        worth = _worth(counting, move, record, valuation, promises=promises)
        if isinstance(worth, Worth):
            found.append(attrs.evolve(move, worth=worth))
        else:
            unvalued.append(Unvalued(move.record, move.kind, move.side, worth))
            found.append(move)
    terms = tuple(_terms(found))
    given = _total([term.weight.multiplied(term.given) for term in terms])
    received = _total([term.weight.multiplied(term.received) for term in terms])
    net = total(term.weight.multiplied(term.more) for term in terms)
    warnings = (*valuation.caveats, *_warnings(position, found, unvalued, valuation))
    return tuple(found), Valued(valuation.scale, promises, given, received, net, tuple(unvalued), warnings, terms)


_SIDES = ("given", "received")


def _total(values: list[Bounds]) -> Total:
    benefits = total(one.floored() for one in values)
    burdens = total(-(-one).floored() for one in values)
    return Total(benefits, burdens, total(values))


def _terms(moves: list[Move]) -> Iterator[Term]:
    groups: dict[tuple[str, str | None], list[Move]] = {}
    for move in moves:
        if move.worth is not None:
            of = move.record if move.worth.of == "function" else move.worth.of
            groups.setdefault((of, move.worth.per), []).append(move)
    for (of, per), group in groups.items():
        weights = [move.worth.weight for move in group if move.worth is not None]
        given, received = (
            total(move.worth.amount for move in group if move.worth is not None and move.side == side)
            for side in _SIDES
        )
        yield Term(of, per, weights[0], given, received, tuple(move.record for move in group))


def _worth(counting: Counting, move: Move, record: Record, valuation: Valuation, *, promises: bool) -> Worth | str:
    """What a move is worth, or why it is not valued."""
    if isinstance(record, Pledge) and (not promises or record.firmness == "discussed"):
        return "only discussed, and no promise yet" if promises else "a promise; it counts where promises are asked for"
    if valuation.function is not None:
        said = valuation.function(move)
        amount = counted(counting.acts(record) if move.does == "pledge" else ONE, move.certainty)
        return "the function does not value it" if said is None else _worth_of(Weight.read("function", said), amount)
    units: list[str] = []
    for key in _keys(counting.position, move, record):
        for weight in sorted(valuation.weights_of(key), key=lambda one: _rank(counting, record, one)):
            some = counting.acts(record) if weight.per is None else _in_unit(counting, record, weight.per)
            if some is not None:
                return _worth_of(weight, counted(some, move.certainty))
            units.append(str(weight.per))
    if units:
        return f"weighed per {' or '.join(dict.fromkeys(units))}, and not counted in that"
    if move.does == "continue":
        return "a measure that goes on under a new authority is no new act"
    return f"the scale weighs neither its kind nor {f'its code {move.cameo}' if move.cameo else 'what it does'}"


def _worth_of(weight: Weight, amount: Bounds) -> Worth:
    return Worth(weight.amount.multiplied(amount), weight.amount, weight.per, weight.of, amount)


def _rank(counting: Counting, record: Record, weight: Weight) -> int:
    """How near the unit of a weight is to a record: its own, a whole of that, a part told, none, a part untold."""
    if weight.per is None:
        return 3
    return counting.nearness(record, counting.position.snapshot.record_index.units.canonical(weight.per))


def _in_unit(counting: Counting, record: Record, unit: str) -> Bounds | None:
    return counting.units(record, counting.position.snapshot.record_index.units.canonical(unit))


def _keys(position: Position, move: Move, record: Record) -> Iterator[str]:
    """What the weight of a move may be of, the nearest first."""
    sense = () if move.sense is None else (move.sense,)
    if isinstance(record, Pledge):
        cls = promised_class(position, record)
        kind = None if record.promises is None else record.promises.kind
        yield from (f"pledge:{kind}", "pledge", *code_keys(move.cameo))
        if cls is not None and kind is not None:
            yield from (kind, *code_keys(cls.cameo), cls.family)
        yield from sense
        return
    yield f"{move.does}:{move.kind}"
    if move.does == "continue":
        yield move.does
    elif isinstance(record, Easing) and move.does == "tighten":
        yield from (move.does, *code_keys(move.cameo), *sense)
    elif move.does == "reverse" and move.sense == "benefit":
        yield from (*code_keys(move.cameo), *sense)
    else:
        yield from (move.kind, *code_keys(move.cameo), move.does, record.family, *sense)


def _warnings(
    position: Position, moves: list[Move], unvalued: list[Unvalued], valuation: Valuation
) -> Iterator[Caveat]:
    """What this answer leaves open."""
    yield from _misfits(position, valuation)
    worth = [(move, move.worth) for move in moves if move.worth is not None]
    if unvalued:
        yield Caveat(f"Not valued, and counted as nothing: {len(unvalued)} of {len(moves)} moves.", _THIS)
    wider = [f"{move.cameo} as {one.of}" for move, one in worth if one.of in code_keys(move.cameo)[1:]]
    if wider:
        yield Caveat(f"Weighed by a wider code: {', '.join(dict.fromkeys(wider))}.", _THIS)
    once = [move for move, one in worth if one.per is None and move.quantity is not None]
    if once and valuation.function is None:
        yield Caveat(f"Counted once each, however much they gave: {_said(once)}.", _THIS)
    renewed = [move for move, _ in worth if renews(position, position.record(move.record))]
    if renewed:
        yield Caveat(f"Counted as new acts, though each only renews the easing before it: {_said(renewed)}.", _THIS)
    promised = [move for move, one in worth if move.does == "pledge"]
    if promised:
        yield Caveat(f"Promises that count as far as no move here delivers them: {_said(promised)}.", _THIS)
    maybe = [move for move, _ in worth if move.certainty is Certainty.MAYBE]
    if maybe:
        yield Caveat(
            f"Counted from zero on, for they may not have happened, or not in this time: {_said(maybe)}.", _THIS
        )
    if len({move.sense for move, _ in worth}) > 1:
        yield Caveat("Benefits and burdens are added; look at both before the total.", _THIS)


def _misfits(position: Position, valuation: Valuation) -> Iterator[Caveat]:
    """What a scale weighs that is not there to be weighed."""
    record_index = position.snapshot.record_index
    known = {*record_index.kinds, *DOINGS, *SENSES, *(cls.family for cls in record_index.kinds.values())}
    for weight in valuation.weights:
        missing = [part for part in weight.of.split(":") if part not in known and not weight.is_code]
        if missing:
            hint = did_you_mean(missing[0], known)
            yield Caveat(f"The scale weighs `{weight.of}`, and there is no `{missing[0]}` here{hint or '.'}", _THIS)
        if weight.per is not None and record_index.units.canonical(weight.per) not in record_index.known_units | set(
            record_index.kinds
        ):
            hint = did_you_mean(weight.per, record_index.known_units)
            yield Caveat(
                f"The scale weighs per `{weight.per}`, and nothing is counted in that here{hint or '.'}", _THIS
            )


def _said(moves: list[Move]) -> str:
    """Return how many moves, and the first of them by their records."""
    first = ", ".join(move.record for move in moves[:_TOLD])
    return f"{first} and {len(moves) - _TOLD} more" if len(moves) > _TOLD else first
