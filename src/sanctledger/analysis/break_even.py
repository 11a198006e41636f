"""The weights at which a deal or a time balances, and how the sign of the net depends on each weight.

The net is a sum over line items: the weight times the difference between the amounts of the two sides. So an item
balances at the weight -(net of the other items) / (difference of this item), for all other weights within their bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs

from sanctledger.analysis.given import LeftOut, LineItem, given
from sanctledger.analysis.quotient import Quotient
from sanctledger.analysis.valuation import Caveat, Scale, Valuation, Weight
from sanctledger.analysis.valued_moves import ValuedMoves, moves
from sanctledger.base.answer import Answer, plain
from sanctledger.base.common_errors import ReadError, UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Parties, Position
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.moves import Moves, pairs_of
from sanctledger.values.bounds import NOTHING, ONE, Bounds, total
from sanctledger.values.dates import Day
from sanctledger.values.units import Units

Sign = Literal["positive", "negative", "zero", "either"]


@attrs.frozen
class Threshold:
    """One weight, with the amounts that it counts on both sides, and the weight at which the net would be zero.

    Attributes:
        of: The key of the scale, or the unit.
        per: The unit, if the scale weighs each unit; `None` if it weighs the act.
        weight: The weight, if it is known.
        given: How much the first side gave.
        received: How much the second side gave.
        balances: The weight at which the net is zero, with the other weights anywhere within their bounds; `None` if
            there is no such weight, for the reason in `why`.
        why: Why there is no such weight.
        at_low: The net if the weight is the least that it may be; `None` if the net is not known.
        at_high: The net if the weight is the most that it may be.
        records: The records that the weight counts.
    """

    of: str
    per: str | None
    weight: Bounds | None
    given: Bounds
    received: Bounds
    balances: Quotient | None
    why: str | None
    at_low: Bounds | None
    at_high: Bounds | None
    records: tuple[str, ...]
    _units: Units = attrs.field(alias="units", eq=False, repr=False)
    _unknown: tuple[str, ...] = attrs.field(alias="unknown", eq=False, repr=False)

    @property
    def words(self) -> str:
        """Return the key or the unit in words, with the unit that the weight is for."""
        of = self._units.words(self.of)
        return of if self.per is None else f"{of} per {self._units.one(self.per)}"

    @property
    def why_words(self) -> str | None:
        """Return why there is no such weight, with units in words."""
        return _why_unknown(map(self._units.words, self._unknown)) if self._unknown else self.why

    @property
    def decides(self) -> bool:
        """Return whether the sign of the net may depend on the value of this weight within its bounds."""
        if self.at_low is None or self.at_high is None:
            return False
        return sign_of(self.at_low) != sign_of(self.at_high)

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        names = (
            "of",
            "per",
            "given",
            "received",
            "weight",
            "at_low",
            "at_high",
            "balances",
            "why",
            "decides",
            "records",
        )
        return {name: plain(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        """Return one line."""
        at = f"balances at {self.balances}" if self.balances is not None else self.why_words
        weight = "" if self.weight is None else f", weighed {self.weight}"
        return f"{self.words}: given {self.given}, received {self.received}{weight}: {at}"


@attrs.frozen(repr=False)
class BreakEven(Answer):
    """The weights at which some moves balance.

    Attributes:
        moves: The moves.
        scale: The scale; `None` if units are weighed in a numeraire.
        numeraire: The unit with the weight one; `None` on a scale.
        net: Given less received; `None` if a weight that the net needs is not known.
        items: The weights, in the order in which the moves count.
        left_out: The records that no weight counts, each with the reason.
        warnings: Warnings, each with its source.
    """

    moves: Moves = attrs.field(eq=False)
    scale: Scale | None
    numeraire: str | None
    net: Bounds | None
    items: tuple[Threshold, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Caveat, ...]

    @property
    def sign(self) -> Sign | None:
        """Return the sign of the net: `either` if the evidence and the weights leave it open; `None` without a net."""
        return None if self.net is None else sign_of(self.net)

    @property
    def measure(self) -> str:
        """Return the unit or the scale of the weights, in words."""
        if self.scale is not None:
            return f"on {self.scale}"
        return f"in {self.moves.position.snapshot.record_index.units.words(self.numeraire or '')}"

    def __iter__(self) -> Iterator[Threshold]:
        """Return the weights."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return the number of weights."""
        return len(self.items)

    def __getitem__(self, of: str) -> Threshold:
        """Return the weight of a unit or of a key of the scale.

        Raises:
            UnknownRecord: No move counts by it.
        """
        for one in self.items:
            if of in (one.of, f"{one.of} per {one.per}"):
                return one
        raise UnknownRecord(of, [one.of for one in self.items], "weight")

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each weight."""
        flat = []
        for one in self.items:
            shape = one.to_json()
            ends = ("given", "received", "weight", "balances", "at_low", "at_high")
            nested = {name: shape.pop(name) or {"low": None, "high": None} for name in ends}
            parts = {f"{name}_{end}": value for name, both in nested.items() for end, value in both.items()}
            flat.append(shape | parts | {"records": " ".join(one.records)})
        return flat

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the command line prints it."""
        shape = self.moves.to_json()
        return {key: shape[key] for key in ("on", "known", "reading", "a", "b", "since", "until")} | {
            "deal": self.moves.deal,
            **{name: plain(getattr(self, name)) for name in ("scale", "numeraire", "net", "sign")},
            "weights": plain(self.items),
            "left_out": plain(self.left_out),
            "warnings": plain(self.warnings),
        }

    def explain(self) -> Explanation:
        """Return the records and sources behind the weights."""
        return self.moves.explain()

    def __str__(self) -> str:
        """Return the sides and the net, then a line for each weight."""
        net = "" if self.net is None else f": net {self.net}, {self.sign}"
        lines = [f"{self.moves.title} {self.measure}{net}"]
        return "\n".join(lines + [f"  {one}" for one in self.items])

    def __repr__(self) -> str:
        """Return the sides, the time and the number of weights."""
        return f"<BreakEven of {self.moves.title} {self.moves.span}: {so_many(len(self), 'weight')}>"


def sides_of(position: Position, deal: str) -> tuple[str, tuple[str, ...]]:
    """Return the first party of a deal, and all others.

    Raises:
        UnknownRecord: The ledger has no such deal.
        ReadError: The deal names fewer than two parties.
    """
    first, *others = dict.fromkeys(party for pair in pairs_of(position, deal) for party in pair)
    return first, tuple(others)


def sign_of(net: Bounds) -> Sign:
    """Return the sign of all amounts between bounds; `either` if they do not share one."""
    if net == NOTHING:
        return "zero"
    if net.low is not None and net.low > 0:
        return "positive"
    return "negative" if net.high is not None and net.high < 0 else "either"


def break_even(  # noqa: PLR0913 - the question and its options
    position: Position,
    a: Parties | None = None,
    b: Parties | None = None,
    since: Day | None = None,
    until: Day | None = None,
    *,
    deal: str | None = None,
    valuation: str | Valuation | None = None,
    numeraire: str | None = None,
    weights: Mapping[str, object] | None = None,
    promises: bool = False,
) -> BreakEven:
    """Return the weights at which a deal or a time balances, and how the sign of the net depends on them.

    Args:
        position: The position.
        a: The first side: a party or several; default: the first party of the deal.
        b: The second side; default: the other parties of the deal, or everybody else.
        since: The first day; default: the beginning.
        until: The first day after the last; default: the day after the position's own.
        deal: Only the moves of this deal.
        valuation: The scale whose weights are asked about, or its name; without one, units are weighed in a numeraire.
        numeraire: The unit whose weight is one; default: the first unit that the second side gave.
        weights: The weights of other units, in units of the numeraire: numbers, or bounds such as `2..5`.
        promises: Whether promises count, less the amounts that these moves deliver of them.

    Raises:
        UnknownRecord: The ledger has no such party or deal, or the moves have no such unit.
        OverlappingSides: A party is on both sides.
        ReadError: Neither a side nor a deal is named, there is nothing to weigh, or a weight cannot be read.
    """
    if a is None and deal is None:
        raise ReadError("a break-even", "asks of nobody", "name a side, or a deal")
    first, second = (a, b) if a is not None else sides_of(position, str(deal))
    found = moves(position, first, second, since, until, deal=deal, valuation=valuation, promises=promises)
    return break_even_of(found, numeraire=numeraire, weights=weights, promises=promises)


def break_even_of(
    moves: Moves, *, numeraire: str | None = None, weights: Mapping[str, object] | None = None, promises: bool = False
) -> BreakEven:
    """Return, for each weight, the value at which some moves balance.

    - Moves that are valued on a scale are weighed by the weights of the scale.
    - Other moves are weighed in a numeraire: every unit has a weight in units of the numeraire, and the amounts are
      those given by the close of the day and not taken back. A unit balances if all other units that matter have a
      weight.

    Args:
        moves: The moves, valued or not.
        numeraire: The unit with the weight one; default: the first unit that the second side gave.
        weights: The weights of other units, in units of the numeraire: numbers, or bounds such as `2..5`.
        promises: Whether promises count, less the amounts that these moves deliver of them.

    Raises:
        UnknownRecord: The moves have no such unit.
        ReadError: There is nothing to weigh, or a weight cannot be read.
    """
    units = moves.position.snapshot.record_index.units
    if isinstance(moves, ValuedMoves):
        left_out = tuple(LeftOut(one.record, one.why) for one in moves.unvalued)
        thresholds = _thresholds(units, moves.terms)
        return BreakEven(moves, moves.scale, None, moves.net, thresholds, left_out, moves.warnings)
    items, left_out = given(moves, promises=promises, burdens=True)
    known = [item.of for item in items]
    named = numeraire or next((item.of for item in items if item.received.high != 0), None)
    if named is None:
        raise ReadError(moves.title, "has nothing to weigh", "ask of a deal or a time in which both sides gave")
    by_unit = {units.canonical(unit): Weight.read(_ANY_KEY, raw).amount for unit, raw in (weights or {}).items()}
    unit = units.canonical(named)
    for name in (unit, *by_unit):
        if name not in known:
            raise UnknownRecord(name, known, "unit", "what is weighed")
    by_unit[unit] = ONE
    items = tuple(attrs.evolve(item, weight=by_unit.get(item.of)) for item in items)
    uneven = [item for item in items if not item.is_even]
    is_known = all(item.weight is not None for item in uneven)
    net = total(item.net for item in uneven) if is_known else None
    return BreakEven(moves, None, unit, net, _thresholds(units, items, unit), left_out, ())


#: The key with which the weight of a unit is read: a unit may have any name, a key may not.
_ANY_KEY = "benefit"


def _thresholds(units: Units, items: tuple[LineItem, ...], numeraire: str | None = None) -> tuple[Threshold, ...]:
    found = []
    for item in items:
        others = [other for other in items if other is not item and not other.is_even]
        unknown = tuple(other.of for other in others if other.weight is None)
        rest = None if unknown else total(other.net for other in others)
        balances, why = None, None
        if item.of == numeraire:
            why, unknown = "its weight is one: all others are told in it", ()
        elif rest is None:
            why = _why_unknown(unknown)
        else:
            balances = Quotient.of(-rest, item.more)
            why = "both sides gave as much of it: its weight changes nothing" if balances is None else None
        at_low, at_high = (_net_at(item, end, rest) for end in ("low", "high"))
        found.append(
            Threshold(
                item.of,
                item.per,
                item.weight,
                item.given,
                item.received,
                balances,
                why,
                at_low,
                at_high,
                item.records,
                units,
                unknown,
            )
        )
    return tuple(found)


def _why_unknown(units: Iterable[str]) -> str:
    return f"the weight of {', '.join(units)} is not known"


def _net_at(item: LineItem, end: str, rest: Bounds | None) -> Bounds | None:
    """Return the net with the weight of an item at one of its ends; `None` if the net is not known."""
    weight = None if item.weight is None else getattr(item.weight, end)
    return None if weight is None or rest is None else item.more.scaled(weight) + rest
