"""The weights at which a deal or a time balances, and how the sign of the net hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs

from sanctledger.analysis.given import LeftOut, given
from sanctledger.analysis.quotient import Quotient
from sanctledger.analysis.valuation import Caveat, Scale, Valuation, Weight
from sanctledger.base.answer import Answer
from sanctledger.base.common_errors import ReadError, UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Parties, Position
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.moves import Moves, moves, pairs_of
from sanctledger.values.bounds import ONE, Bounds, total
from sanctledger.values.dates import Day
from sanctledger.values.units import Units

Sign = Literal["positive", "negative", "zero", "either"]


@attrs.frozen
class Threshold:
    """One weight: what it counts on both sides, and where it would have to lie for the net to be zero.

    Attributes:
        of: What it is the weight of: a key of the scale, or a unit.
        per: The unit, where a scale weighs per unit; `None` for the act.
        weight: The weight, if it is known.
        given: How much of it the first side gave.
        received: How much of it the second side gave.
        balances: The weight at which the net is zero, whatever the others are within their bounds; `None` where no such
            weight can be told, as `why` says.
        why: Why there is no such weight.
        at_low: The net where the weight is the least that it may be; `None` if it is not known.
        at_high: The net where it is the most.
        records: The records that it counts.
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
        """What it is the weight of, in words: a unit, or a key of the scale, for one of a unit where it weighs so."""
        of = self._units.words(self.of)
        return of if self.per is None else f"{of} per {self._units.one(self.per)}"

    @property
    def why_words(self) -> str | None:
        """Why there is no such weight, the units in words."""
        return _why_unknown(map(self._units.words, self._unknown)) if self._unknown else self.why

    @property
    def decides(self) -> bool:
        """Return whether the sign of the net may hang on where this weight lies within its own bounds."""
        if self.at_low is None or self.at_high is None:
            return False
        return sign_of(self.at_low) != sign_of(self.at_high)

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        ends = {"weight": self.weight, "at_low": self.at_low, "at_high": self.at_high}
        return {
            "of": self.of,
            "per": self.per,
            "given": self.given.to_json(),
            "received": self.received.to_json(),
            **{name: None if one is None else one.to_json() for name, one in ends.items()},
            "balances": None if self.balances is None else self.balances.to_json(),
            "why": self.why,
            "decides": self.decides,
            "records": list(self.records),
        }

    def __str__(self) -> str:
        """One line."""
        at = f"balances at {self.balances}" if self.balances is not None else self.why_words
        weight = "" if self.weight is None else f", weighed {self.weight}"
        return f"{self.words}: given {self.given}, received {self.received}{weight}: {at}"


@attrs.frozen(repr=False)
class BreakEven(Answer):
    """The weights at which some moves balance.

    Attributes:
        moves: The moves.
        scale: The scale; `None` where units are weighed in a numeraire.
        numeraire: The unit whose weight is one; `None` on a scale.
        net: Given less received; `None` where a weight that it needs is not known.
        items: The weights, in the order in which the moves count.
        left_out: The records that no weight counts, each with why.
        warnings: What to beware of, each with its source.
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
        """The sign of the net: `either` where the evidence and the weights leave it open; `None` without a net."""
        return None if self.net is None else sign_of(self.net)

    @property
    def measure(self) -> str:
        """What the weights are told in, in words: a unit, or a scale."""
        if self.scale is not None:
            return f"on {self.scale}"
        return f"in {self.moves.position.snapshot.record_index.units.words(self.numeraire or '')}"

    def __iter__(self) -> Iterator[Threshold]:
        """Return the weights."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return how many there are."""
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
        """One flat mapping a weight."""
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
        head = {key: shape[key] for key in ("on", "known", "reading", "a", "b", "since", "until")}
        return head | {
            "deal": self.moves.deal,
            "scale": None if self.scale is None else self.scale.to_json(),
            "numeraire": self.numeraire,
            "net": None if self.net is None else self.net.to_json(),
            "sign": self.sign,
            "weights": [one.to_json() for one in self.items],
            "left_out": [one.to_json() for one in self.left_out],
            "warnings": [one.to_json() for one in self.warnings],
        }

    def explain(self) -> Explanation:
        """Return the records and sources behind the weights."""
        return self.moves.explain()

    def __str__(self) -> str:
        """One line a weight."""
        net = "" if self.net is None else f": net {self.net}, {self.sign}"
        lines = [f"{self.moves.title} {self.measure}{net}"]
        return "\n".join(lines + [f"  {one}" for one in self.items])

    def __repr__(self) -> str:
        """Return how many weights, of whom."""
        return f"<BreakEven of {self.moves.title} {self.moves.span}: {so_many(len(self), 'weight')}>"


def sides_of(position: Position, deal: str) -> tuple[str, tuple[str, ...]]:
    """Return the first party of a deal, and all others.

    Raises:
        UnknownRecord: The ledger holds no such deal.
        ReadError: It names fewer than two parties.
    """
    first, *others = dict.fromkeys(party for pair in pairs_of(position, deal) for party in pair)
    return first, tuple(others)


def sign_of(net: Bounds) -> Sign:
    """Return the sign of all amounts between bounds, where they have one."""
    if net.low == net.high == 0:
        return "zero"
    if net.low is not None and net.low > 0:
        return "positive"
    return "negative" if net.high is not None and net.high < 0 else "either"


@attrs.frozen
class _Counted:
    """A weight before it is held against the others."""

    of: str
    per: str | None
    weight: Bounds | None
    given: Bounds
    received: Bounds
    records: tuple[str, ...]

    @property
    def more(self) -> Bounds:
        return self.given - self.received

    @property
    def worth(self) -> Bounds:
        return Bounds(None, None) if self.weight is None else self.weight.multiplied(self.more)

    @property
    def matters(self) -> bool:
        return not self.more.low == self.more.high == 0


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
        promises: Whether promises count as far as none of these moves delivers them.

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
    """Return the weight of each thing at which some moves balance, the others held within their bounds.

    On a scale, where the moves are valued on one: by the weights of the scale. Else in a numeraire: every unit is
    weighed in units of it, and what counts is what was given by the close of the day and not taken back. There, a unit
    balances where all others that matter have a weight.

    Args:
        moves: The moves, valued or not.
        numeraire: The unit whose weight is one; if absent, the first that the second side gave.
        weights: The weights of other units, in units of the numeraire: numbers, or bounds such as `2..5`.
        promises: Whether promises count as far as nothing here delivers them.

    Raises:
        UnknownRecord: The moves hold no such unit.
        ReadError: There is nothing to weigh, or a weight is none.
    """
    record_index = moves.position.snapshot.record_index.units
    if moves.valued is not None:
        valued = moves.valued
        terms = [_Counted(t.of, t.per, t.weight, t.given, t.received, t.records) for t in valued.terms]
        left = tuple(LeftOut(one.record, one.why) for one in valued.unvalued)
        return BreakEven(moves, valued.scale, None, valued.net, _thresholds(record_index, terms), left, valued.warnings)
    units, left = given(moves, promises=promises, burdens=True)
    known = [one.unit for one in units]
    one = numeraire or next((one.unit for one in units if one.received.high != 0), None)
    if one is None:
        raise ReadError(moves.title, "has nothing to weigh", "ask of a deal or a time in which both sides gave")
    said = {record_index.canonical(unit): Weight.read(_KEY, raw).amount for unit, raw in (weights or {}).items()}
    unit = record_index.canonical(one)
    for name in (unit, *said):
        if name not in known:
            raise UnknownRecord(name, known, "unit", "what is weighed")
    said[unit] = ONE
    terms = [_Counted(u.unit, None, said.get(u.unit), u.given, u.received, u.records) for u in units]
    matter = [term for term in terms if term.matters]
    is_known = all(term.weight is not None for term in matter)
    net = total(term.worth for term in matter) if is_known else None
    return BreakEven(moves, None, unit, net, _thresholds(record_index, terms, unit), left, ())


#: What a weight of a unit is read as the weight of: a unit may have any name.
_KEY = "benefit"


def _thresholds(units: Units, terms: list[_Counted], numeraire: str | None = None) -> tuple[Threshold, ...]:
    found = []
    for term in terms:
        others = [other for other in terms if other is not term and other.matters]
        unknown = [other.of for other in others if other.weight is None]
        rest = None if unknown else total(other.worth for other in others)
        balances, why, named = None, None, tuple[str, ...]()
        if term.of == numeraire:
            why = "its weight is one: all others are told in it"
        elif rest is None:
            why, named = _why_unknown(unknown), tuple(unknown)
        else:
            balances = Quotient.of(-rest, term.more)
            why = "both sides gave as much of it: its weight changes nothing" if balances is None else None
        low, high = (None if rest is None else _net(term, end, rest) for end in ("low", "high"))
        found.append(
            Threshold(
                term.of,
                term.per,
                term.weight,
                term.given,
                term.received,
                balances,
                why,
                low,
                high,
                term.records,
                units,
                named,
            )
        )
    return tuple(found)


def _why_unknown(units: Iterable[str]) -> str:
    return f"the weight of {', '.join(units)} is not known"


def _net(term: _Counted, end: str, rest: Bounds) -> Bounds | None:
    if term.weight is None:
        return None
    at = term.weight.low if end == "low" else term.weight.high
    return None if at is None else term.more.scaled(at) + rest
