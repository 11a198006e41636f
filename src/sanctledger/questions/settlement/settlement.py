"""What became of a deal by a day: leg by leg what was promised and delivered, who moved first, and how much is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.balance import Amount
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.settlement.implementation import FULL, Part, mean, nearest, rounded, score
from sanctledger.questions.settlement.leg_builder import Settling
from sanctledger.questions.settlement.legs import Leg
from sanctledger.questions.settlement.sequence import Ends, Lead, Mover, lag, lead, moment
from sanctledger.records.deals import Deal
from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Certainty


@refusing_methods()
@attrs.frozen(repr=False)
class Settlement(Answer):
    """What became of a deal by the close of a day.

    Attributes:
        deal: The id of the deal.
        on: The day.
        known: The last day whose knowledge counts; `None` for everything.
        reading: How rival claims are read.
        legs: The promises of the deal in the order of the ledger, then what was done under it and kept no promise.
        movers: The sides that promised or gave something, in the order in which they may first have moved.
        first: Which side moved first, and by how many days; `None` where none has, or there is only one.
        fraction: The mean over the firm promises of the part that is delivered, from 0 to 1; `None` without such.
        implementation: The sum of their scores as a part of the most that it could be, from 0 to 1.
        withdrawals: The reversals of the deal, of its promises and of what was done under it, by id.
    """

    deal: str
    on: dt.date
    known: dt.date | None
    reading: str
    legs: tuple[Leg, ...]
    movers: tuple[Mover, ...]
    first: Lead | None
    fraction: Amount | None
    implementation: Amount | None
    withdrawals: tuple[str, ...]
    _when: dict[str, tuple[Ends, Ends]] = attrs.field(eq=False, repr=False, alias="when")

    def __iter__(self) -> Iterator[Leg]:
        """Return the legs."""
        return iter(self.legs)

    def __len__(self) -> int:
        """Return how many legs there are."""
        return len(self.legs)

    def __getitem__(self, leg_id: str) -> Leg:
        """Return the leg of an id: that of its record, or of one that this replaced.

        Raises:
            UnknownRecord: The deal has no such leg.
        """
        for leg in self.legs:
            if leg_id == leg.id or leg_id in leg.replaced:
                return leg
        raise UnknownRecord(leg_id, tuple(leg.id for leg in self.legs), "leg")

    def days_between(self, one: str, other: str) -> Bounds | None:
        """Return how many days after the beginning of one leg another began; below zero where it came before.

        `None` where one of the two has not begun.

        Raises:
            UnknownRecord: The deal has no such leg.
        """
        (since, _), (until, _) = (self._when[self[leg].id] for leg in (one, other))
        return lag(since, until)

    def explain(self) -> Explanation:
        """Return the records and sources behind all legs."""
        reasons = tuple(reason for leg in self.legs for reason in leg.explain().reasons)
        return Explanation(f"{self.deal} on {self.on}", reasons)

    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping a leg."""
        return [leg.row() for leg in self.legs]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the command line prints it."""
        return {
            "on": self.on.isoformat(),
            "known": None if self.known is None else self.known.isoformat(),
            "reading": self.reading,
            "deal": self.deal,
            "fraction": None if self.fraction is None else self.fraction.to_json(),
            "implementation": None if self.implementation is None else self.implementation.to_json(),
            "first": None if self.first is None else self.first.to_json(),
            "movers": [mover.to_json() for mover in self.movers],
            "withdrawals": list(self.withdrawals),
            "legs": [leg.to_json() for leg in self.legs],
        }

    def __str__(self) -> str:
        """Return the deal and its day, then a line for each leg, and who moved first."""
        lines = [f"{self.deal} at the close of {self.on}"]
        for leg in self.legs:
            of = f" of {leg.promised}" if leg.pledged else ""
            given = f"{leg.delivered}{of} {leg.unit_words} delivered by {' '.join(leg.givers)}"
            lines.append(f"  {leg.id}: {given}, {leg.outcome}")
        return "\n".join([*lines, *(() if self.first is None else (f"  first: {self.first}",))])

    def __repr__(self) -> str:
        """Which deal, when, and how many legs."""
        return f"<Settlement of {self.deal} on {self.on}: {so_many(len(self), 'leg')}>"


def settlement(position: Position, deal: str) -> Settlement:
    """What became of a deal by the close of a day.

    Raises:
        UnknownRecord: The ledger knows no such deal.
    """
    snapshot = position.snapshot
    head = snapshot.versions.head(deal)
    if not isinstance(head, Deal):
        raise position.unknown(deal, "deal", [record.id for record in snapshot.versions.of(Deal)])
    settling = Settling(position, head.id)
    legs = settling.legs()
    when = {leg.id: settling.when(snapshot.versions.heads[leg.id]) for leg in legs}
    sides: dict[tuple[str, ...], list[str]] = {}
    for leg in legs:
        sides.setdefault(_side(position, head, leg.givers), []).append(leg.id)
    moved = {side: settling.moved(ids) for side, ids in sides.items()}
    ordered = sorted(sides, key=lambda side: (*moved[side], side))
    movers = tuple(Mover(side, tuple(sides[side]), moment(moved[side])) for side in ordered)
    return Settlement(
        head.id,
        position.on,
        position.known,
        position.reading.claims,
        legs,
        movers,
        lead(
            {side: moved[side] for side in ordered},
            [settling.first_days(sides[side]) for side in ordered],
            position.day,
        ),
        _mean(legs, _whole),
        _mean(legs, _scored),
        tuple(one.id for one in settling.withdrawals),
        when=when,
    )


def _side(position: Position, deal: Deal, givers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parties to the deal that some givers belong to; the givers themselves where they belong to none."""
    touched = position.snapshot.touched(givers, rollup=True)
    members = tuple(party for party in deal.members if position.snapshot.party_id(party) in touched)
    return members or givers


def _mean(legs: tuple[Leg, ...], measure: Callable[[Fraction], Fraction]) -> Amount | None:
    """Return the mean of a measure over the promises that were more than discussed."""
    sure: list[Part] = []
    maybe: list[Part] = []
    written: list[Fraction | None] = []
    for leg in legs:
        measured = leg.measured(measure)
        if measured is not None and leg.firm is not Certainty.NO:
            is_sure = leg.firm is leg.happened is Certainty.YES
            (sure if is_sure else maybe).append(measured[0])
            written.append(measured[1])
    bounds = mean(sure, maybe)
    if bounds is None:
        return None
    told = [one for one in written if one is not None]
    is_told = len(told) == len(written)
    return Amount(rounded(bounds), nearest(sum(told, Fraction(0)) / len(told)) if is_told else None)


def _whole(part: Fraction) -> Fraction:
    return part


def _scored(part: Fraction) -> Fraction:
    return Fraction(score(part), FULL)
