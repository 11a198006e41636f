"""The worth of one move on a scale: the weight that applies to the move, times how much of the move counts.

A scale may weigh a move under several keys. The most specific key wins, in the order of `_keys`: for a release, these
are `concede:release`, `release`, the CAMEO code and its wider codes, `concede`, the family and the sense. If the weight
of a key is per unit and the move is not counted in that unit, the next key is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from sanctledger.analysis.move_counts import MoveCounts, counted
from sanctledger.analysis.valuation import Valuation, Weight, code_keys
from sanctledger.base.answer import plain
from sanctledger.posting.position import Position
from sanctledger.questions.act_roles import promised_class
from sanctledger.questions.move import Move
from sanctledger.records.deals import Pledge
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.values.bounds import ONE, Bounds


@attrs.frozen
class Worth:
    """The worth of a move on a scale.

    Attributes:
        value: The weight times the amount that counts; from zero on if the move may not have happened.
        weight: The weight that applies to the move.
        per: The unit, if each unit is weighed; `None` if the act counts once, however much it gave.
        of: The key that the weight is for: a kind, a CAMEO code (a wider code than that of the move, if only the wider
            code is weighed), the verb of the move, a family, `benefit` or `burden`; `function` if a function valued the
            move.
        amount: How many acts or units count. Nothing that another record already counts is in the amount.
    """

    value: Bounds
    weight: Bounds
    per: str | None
    of: str
    amount: Bounds

    def to_json(self) -> dict[str, Any]:
        """Return the key and the unit, then the value, the weight and the amount as pairs of ends."""
        return {name: plain(getattr(self, name)) for name in ("of", "per", "value", "weight", "amount")}


def worth_of(counts: MoveCounts, move: Move, valuation: Valuation, *, promises: bool) -> Worth | str:
    """Return the worth of a move, or the reason why the scale does not value the move.

    Args:
        counts: How much the moves of the answer count.
        move: The move.
        valuation: The scale.
        promises: Whether promises that were more than discussed are valued.

    Raises:
        ReadError: The function of the scale returns something that is not a weight.
    """
    record = counts.position.record(move.record)
    if isinstance(record, Pledge) and (not promises or record.firmness == "discussed"):
        return "only discussed, and no promise yet" if promises else "a promise; it counts where promises are asked for"
    if valuation.function is not None:
        value = valuation.function(move)
        amount = counted(counts.acts(record) if move.does == "pledge" else ONE, move.certainty)
        return "the function does not value it" if value is None else _worth(Weight.read("function", value), amount)
    return _by_weights(counts, move, record, valuation)


def _by_weights(counts: MoveCounts, move: Move, record: Record, valuation: Valuation) -> Worth | str:
    units: list[str] = []
    for key in _keys(counts.position, move, record):
        for weight in sorted(valuation.weights_of(key), key=lambda one: counts.distance(record, one.per)):
            amount = counts.acts(record) if weight.per is None else counts.units(record, weight.per)
            if amount is not None:
                return _worth(weight, counted(amount, move.certainty))
            units.append(str(weight.per))
    if units:
        return f"weighed per {' or '.join(dict.fromkeys(units))}, and not counted in that"
    if move.does == "continue":
        return "a measure that goes on under a new authority is no new act"
    return f"the scale weighs neither its kind nor {f'its code {move.cameo}' if move.cameo else 'what it does'}"


def _worth(weight: Weight, amount: Bounds) -> Worth:
    return Worth(weight.amount.multiplied(amount), weight.amount, weight.per, weight.of, amount)


def _keys(position: Position, move: Move, record: Record) -> Iterator[str]:
    """Return the keys under which a scale may weigh a move, the most specific first."""
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
