"""A move: one dated act of a party towards another."""

from __future__ import annotations

from typing import Any

import attrs

from sanctledger.questions.act_roles import Doing
from sanctledger.values.periods import Certainty
from sanctledger.values.quantity import Quantity
from sanctledger.values.units import Sense


@attrs.frozen
class Move:
    """One act of a party towards another.

    Attributes:
        day: The day of the act, as the ledger writes it.
        side: `given` if the first side of the question acted, `received` if the second did.
        record: The id of the record.
        kind: The kind of the record.
        does: The verb: impose, continue, reimpose, ease, lift, lapse, tighten, reverse, concede, coerce or pledge.
        givers: The parties that acted.
        receivers: The parties that the act was done for or to.
        quantity: The amount; `None` if nothing is counted.
        cameo: The CAMEO code; `None` if the code is not settled.
        deal: The deal of the record.
        link: How closely the act belongs to that deal.
        answers: The ids of the pledges that the act keeps, and of the records that it reverses.
        status: How sure the record is.
        certainty: `MAYBE` if the act may not have happened, or not between the two days.
        sense: Whether the act is a benefit or a burden to its receivers; `None` if unknown. A promise has the sense of
            the promised act, a reversal the opposite sense of the reversed one.
    """

    day: str
    side: str
    record: str
    kind: str
    does: Doing
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    quantity: Quantity | None
    cameo: str | None
    deal: str | None
    link: str | None
    answers: tuple[str, ...]
    status: str
    certainty: Certainty
    sense: Sense | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the move as the command line prints it."""
        return attrs.asdict(self, recurse=False) | {
            "givers": list(self.givers),
            "receivers": list(self.receivers),
            "answers": list(self.answers),
            "quantity": None if self.quantity is None else self.quantity.to_json(),
            "certainty": self.certainty.value,
        }

    def row(self) -> dict[str, Any]:
        """One flat mapping."""
        return self.to_json() | {
            "givers": " ".join(self.givers),
            "receivers": " ".join(self.receivers),
            "answers": " ".join(self.answers),
            "quantity": None if self.quantity is None else str(self.quantity),
        }
