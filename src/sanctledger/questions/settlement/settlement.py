"""The settlement of a deal on a day: its legs, which side moved first, and how much is carried out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from sanctledger.base.answer import Answer, plain
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.balance import Amount
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.settlement.deal_records import DealRecords
from sanctledger.questions.settlement.implementation import DeliveredShare, mean
from sanctledger.questions.settlement.legs import Leg, legs_of
from sanctledger.questions.settlement.sequence import Lead, Mover, lead, moment
from sanctledger.questions.settlement.timing import first_days, first_moved
from sanctledger.records.deals import Deal
from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Certainty


@refusing_methods()
@attrs.frozen(repr=False)
class Settlement(Answer):
    """The settlement of a deal by the close of a day.

    Attributes:
        deal: The id of the deal.
        on: The day.
        known: The last day whose knowledge counts; `None` for everything.
        reading: How rival claims are read.
        legs: The promises of the deal in the order of the ledger, then the acts under it that deliver no promise.
        movers: The sides that promised or gave something, in the order in which they may first have moved.
        first: The side that moved first, and by how many days; `None` if none has moved, or there is only one side.
        fraction: The mean fraction of the firm promises that is delivered, from 0 to 1; `None` without firm promises.
        implementation: The sum of the scores of the firm promises as a fraction of the highest sum, from 0 to 1.
        withdrawals: The ids of the reversals of the deal, of its promises and of acts under it.
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

    def __iter__(self) -> Iterator[Leg]:
        """Return the legs."""
        return iter(self.legs)

    def __len__(self) -> int:
        """Return the number of legs."""
        return len(self.legs)

    def __getitem__(self, leg_id: str) -> Leg:
        """Return the leg with an id: the id of its record, or of a promise that the record replaced.

        Raises:
            UnknownRecord: The deal has no such leg.
        """
        for leg in self.legs:
            if leg_id == leg.id or leg_id in leg.replaced:
                return leg
        raise UnknownRecord(leg_id, tuple(leg.id for leg in self.legs), "leg")

    def days_between(self, one: str, other: str) -> Bounds | None:
        """Return the days from the beginning of one leg to that of another, below zero if the other began first.

        The answer is `None` if one of the two has not begun.

        Raises:
            UnknownRecord: The deal has no such leg.
        """
        return self[one].days_until(self[other])

    def explain(self) -> Explanation:
        """Return the records and sources behind all legs."""
        reasons = tuple(reason for leg in self.legs for reason in leg.explain().reasons)
        return Explanation(f"{self.deal} on {self.on}", reasons)

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each leg."""
        return [leg.row() for leg in self.legs]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the command line prints it."""
        names = (
            "on",
            "known",
            "reading",
            "deal",
            "fraction",
            "implementation",
            "first",
            "movers",
            "withdrawals",
            "legs",
        )
        return {name: plain(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        """Return the deal and its day, then a line for each leg, and who moved first."""
        lines = [f"{self.deal} at the close of {self.on}"]
        for leg in self.legs:
            of = f" of {leg.promised}" if leg.pledged else ""
            given = f"{leg.delivered}{of} {leg.unit_words} delivered by {' '.join(leg.givers)}"
            lines.append(f"  {leg.id}: {given}, {leg.outcome}")
        return "\n".join([*lines, *(() if self.first is None else (f"  first: {self.first}",))])

    def __repr__(self) -> str:
        """Return the deal, the day and the number of legs."""
        return f"<Settlement of {self.deal} on {self.on}: {so_many(len(self), 'leg')}>"


def settlement(position: Position, deal: str) -> Settlement:
    """Return the settlement of a deal by the close of a day.

    Raises:
        UnknownRecord: The ledger has no such deal.
    """
    snapshot = position.snapshot
    head = snapshot.versions.head(deal)
    if not isinstance(head, Deal):
        raise position.unknown(deal, "deal", [record.id for record in snapshot.versions.of(Deal)])
    records = DealRecords(position, head.id)
    legs = legs_of(records)
    sides: dict[tuple[str, ...], list[str]] = {}
    for leg in legs:
        sides.setdefault(_side(position, head, leg.givers), []).append(leg.id)
    moved = {side: first_moved(records, ids) for side, ids in sides.items()}
    ordered = sorted(sides, key=lambda side: (*moved[side], side))
    days = [first_days(records, sides[side], moved[side]) for side in ordered]
    return Settlement(
        head.id,
        position.on,
        position.known,
        position.reading.claims,
        legs,
        movers=tuple(Mover(side, tuple(sides[side]), moment(moved[side])) for side in ordered),
        first=lead({side: moved[side] for side in ordered}, days, position.day),
        fraction=_mean(legs, lambda share: share),
        implementation=_mean(legs, lambda share: share.scored),
        withdrawals=tuple(one.id for one in records.withdrawals),
    )


def _side(position: Position, deal: Deal, givers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parties to the deal that some givers belong to; the givers themselves if they belong to none."""
    touched = position.snapshot.touched(givers, rollup=True)
    members = tuple(party for party in deal.members if position.snapshot.party_id(party) in touched)
    return members or givers


def _mean(legs: tuple[Leg, ...], measure: Callable[[DeliveredShare], DeliveredShare]) -> Amount | None:
    """Return the mean of a measure over the promises that were more than discussed; `None` if there are none."""
    sure: list[DeliveredShare] = []
    maybe: list[DeliveredShare] = []
    for leg in legs:
        if leg.share is not None and leg.firm is not Certainty.NO:
            is_sure = leg.firm is leg.happened is Certainty.YES
            (sure if is_sure else maybe).append(measure(leg.share))
    found = mean(sure, maybe)
    return None if found is None else found.fraction
