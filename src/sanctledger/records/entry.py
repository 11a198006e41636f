"""One double-entry line: an amount from some parties to others, and the days on which it holds."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import attrs

from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Periods

Status = Literal["confirmed", "reported", "scheduled", "disputed", "retracted"]


@attrs.frozen
class Entry:
    """An amount of a unit from some parties to others, on the days on which it holds.

    Every position is a sum over entries. Benefits and burdens alike have a giver: a state that frees a prisoner gives a
    release, and a state that freezes a company gives a freeze.

    Attributes:
        givers: The ids of the giving parties; several parties give together.
        receivers: The ids of the receiving parties; several parties receive together.
        unit: The unit, such as `prisoners` or `in_force:asset_freeze`.
        amount: The amount, never below zero.
        periods: The days on which the entry holds.
        record: The id of the record that the entry comes from.
        kind: The kind of that record.
        deal: The deal of the record, or of the easing that brought a measure into its state.
        programs: The sanctions programs of the record.
        status: The status of the evidence.
        known_from: The day since which the entry is known; `None` if no record gives a day.
        part_of: For a part of an amount, the unit of the whole; the part never adds to the whole.
        because: The ids of the other records that changed the entry: reversals, claims, easings, records that a total
            includes.
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
        """Return the entry as one flat mapping of texts, for tables."""
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
