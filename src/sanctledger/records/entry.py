"""One double-entry line: what some parties gave others, how much, and on which days it holds."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import attrs

from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Periods

Status = Literal["confirmed", "reported", "scheduled", "disputed", "retracted"]


@attrs.frozen
class Entry:
    """What some parties gave others: an amount of a unit, on the days on which it holds.

    Every position is a sum over entries. Benefits and burdens alike have a giver: who frees a prisoner gives a release,
    who freezes a company gives it a freeze.

    Attributes:
        givers: The parties who gave, by id; where there are several, they gave it together.
        receivers: The parties who received, by id; where there are several, they received it together.
        unit: What it is counted in, such as `prisoners` or `in_force:asset_freeze`.
        amount: How much, never below zero.
        periods: The days on which it holds.
        record: The id of the record that it comes from.
        kind: The kind of that record.
        deal: The deal that it belongs to: the record's, or that of the easing that brought a measure into its state.
        programs: The sanctions programs of the record.
        status: How sure the record is.
        known_from: The day since which all that this line says is known; `None` where no record gives a day.
        part_of: For a part of an amount, the unit of the whole, which the part never adds to.
        because: The ids of the other records that made the line what it is: reversals, claims, easings, what a total
            already counts.
    """

    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    unit: str
    amount: Bounds
    periods: Periods
    record: str
    kind: str
    deal: str | None = None
    programs: tuple[str, ...] = ()
    status: Status = "reported"
    known_from: dt.date | None = None
    part_of: str | None = None
    because: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return the line as one flat mapping of texts, for tables."""
        return {
            "record": self.record,
            "kind": self.kind,
            "givers": " ".join(self.givers),
            "receivers": " ".join(self.receivers),
            "unit": self.unit,
            **self.amount.to_json(),
            "periods": str(self.periods),
            "deal": self.deal,
            "programs": " ".join(self.programs),
            "status": self.status,
            "known_from": self.known_from and self.known_from.isoformat(),
            "part_of": self.part_of,
            "because": " ".join(self.because),
        }
