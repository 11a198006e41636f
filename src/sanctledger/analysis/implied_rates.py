"""The exchange rates that a deal implies, such as so many prisoners for one licence."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import attrs

from sanctledger.analysis.given import LeftOut, LineItem, given
from sanctledger.analysis.quotient import Quotient
from sanctledger.base.answer import Answer, plain
from sanctledger.base.common_errors import ReadError
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.moves import Moves, deal_named, moves, pairs_of, reason_of
from sanctledger.values.bounds import Bounds
from sanctledger.values.units import Units


@attrs.frozen
class Rate:
    """How much of a unit one party gave for each one of a unit that another party gave.

    Attributes:
        giver: The party that gave the first unit.
        unit: The first unit.
        gave: How much of it.
        other: The party that gave the second unit.
        per: The second unit.
        took: How much of it.
        rate: The amount of the first unit for one of the second.
        records: The records behind the rate.
    """

    giver: str
    unit: str
    gave: Bounds
    other: str
    per: str
    took: Bounds
    rate: Quotient
    records: tuple[str, ...]
    _units: Units = attrs.field(alias="units", eq=False, repr=False)

    @property
    def gave_words(self) -> str:
        """Return the first unit in words, singular or plural to fit the amount."""
        return self._units.words(self.unit, self.gave)

    @property
    def took_words(self) -> str:
        """Return the second unit in words, singular or plural to fit the amount."""
        return self._units.words(self.per, self.took)

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        names = ("giver", "unit", "gave", "other", "per", "took", "rate", "records")
        return {name: plain(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        """Return one line."""
        unit = self._units.words(self.unit)
        return f"{self.rate} {unit} of {self.giver} for one {self._units.one(self.per)} of {self.other}"


@attrs.frozen(repr=False)
class ImpliedRates(Answer):
    """The exchange rates between the units given in a deal.

    Attributes:
        position: The position.
        deal: The deal.
        promises: Whether promises count, less the amounts delivered of them.
        items: The rates: each unit of one party against each unit of the other, in both directions.
        left_out: The records of the deal that no rate counts, each with the reason.
    """

    position: Position = attrs.field(eq=False)
    deal: str
    promises: bool
    items: tuple[Rate, ...]
    left_out: tuple[LeftOut, ...]
    _moves: tuple[Moves, ...] = attrs.field(alias="moves", eq=False)

    def __iter__(self) -> Iterator[Rate]:
        """Return the rates."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return the number of rates."""
        return len(self.items)

    def __getitem__(self, units: tuple[str, str]) -> Rate:
        """Return the rate of a unit for one of another: `rates["prisoners", "general_license"]`.

        Raises:
            ReadError: The deal implies no such rate, or several parties gave one.
        """
        found = [rate for rate in self.items if (rate.unit, rate.per) == units]
        if len(found) != 1:
            known = ", ".join(dict.fromkeys(f"{rate.unit} per {rate.per}" for rate in self.items)) or "none"
            problem = "is a rate of several parties" if found else "is not a rate of the deal"
            raise ReadError(f"{units[0]} per {units[1]}", problem, f"there are: {known}")
        return found[0]

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each rate."""
        return [
            {
                "giver": rate.giver,
                "unit": rate.unit,
                "other": rate.other,
                "per": rate.per,
                **{f"rate_{end}": value for end, value in rate.rate.to_json().items()},
                "records": " ".join(rate.records),
            }
            for rate in self.items
        ]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the command line prints it."""
        return {
            **self.position.axes,
            "deal": self.deal,
            "promises": self.promises,
            "rates": plain(self.items),
            "left_out": plain(self.left_out),
        }

    def explain(self) -> Explanation:
        """Return the records and sources behind the rates."""
        counted = {record for rate in self.items for record in rate.records}
        found = {move.record: move for of_pair in self._moves for move in of_pair if move.record in counted}
        reasons = tuple(reason_of(self.position, move) for move in found.values())
        return Explanation(f"what {self.deal} implies", reasons)

    def __str__(self) -> str:
        """Return a line for each rate, then the records that are left out."""
        lines = [f"what {self.deal} implies at the close of {self.position.on}"]
        lines += [f"  {rate}" for rate in self.items] or ["  no rate: nothing was given on both sides"]
        lines += [f"  left out {one.record}: {one.why}" for one in self.left_out]
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the deal, the day and the number of rates."""
        return f"<ImpliedRates of {self.deal} on {self.position.on}: {len(self)}>"


def implied_rates(position: Position, deal: str, *, promises: bool = False) -> ImpliedRates:
    """Return how much of each unit one party of a deal gave for each one of every unit that it received.

    Only benefits count, and only those given by the close of the day and not taken back. An amount counts in its unit.
    An act without an amount, such as a licence, counts as one of its kind.

    Args:
        position: The position.
        deal: The deal, by id.
        promises: Whether promises count, less the amounts delivered of them.

    Raises:
        UnknownRecord: The ledger has no such deal.
        ReadError: The deal names fewer than two parties.
    """
    head = deal_named(position, deal)
    rates: list[Rate] = []
    left_out: dict[str, LeftOut] = {}
    found = []
    for a, b in pairs_of(position, deal):
        found.append(moves(position, a, b, deal=deal))
        items, rest = given(found[-1], promises=promises, burdens=False)
        left_out |= {one.record: one for one in rest}
        for one, other in itertools.product(items, items):
            if one.given.high != 0 and other.received.high != 0:
                rates += _both_directions(position.snapshot.record_index.units, a, b, one, other)
    counted = {record for rate in rates for record in rate.records}
    for move in itertools.chain.from_iterable(found):
        left_out.setdefault(move.record, LeftOut(move.record, "who got it gave its giver nothing in the deal"))
    not_counted = tuple(one for one in left_out.values() if one.record not in counted)
    return ImpliedRates(position, head.id, promises, tuple(rates), not_counted, moves=tuple(found))


def _both_directions(units: Units, a: str, b: str, one: LineItem, other: LineItem) -> Iterator[Rate]:
    records = tuple(dict.fromkeys((*one.records, *other.records)))
    received, gave = (b, other.of, other.received), (a, one.of, one.given)
    for first, second in ((received, gave), (gave, received)):
        rate = Quotient.of(first[2], second[2])
        if rate is not None:
            yield Rate(*first, *second, rate, records, units)
