"""One act of a party towards another, with its day, its code and its side of a question."""

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
        side: `given` if the first side of the question acted, `received` if the second side did.
        record: The id of the record.
        kind: The kind of the record.
        does: The class of the act: impose, continue, reimpose, ease, lift, lapse, tighten, reverse, concede, coerce,
            pledge.
        givers: The parties that acted.
        receivers: The parties that the act was done to or for.
        quantity: The amount, if the record has one.
        cameo: The CAMEO code; `None` if no code is settled.
        deal: The deal of the record.
        link: The strength of the tie to that deal.
        answers: The ids of the records that the act responds to: pledges that it keeps, records that it reverses.
        status: The status of the evidence.
        certainty: `MAYBE` if the act may not have happened, or not between the two days.
        sense: Whether the act is a benefit or a burden to its receivers; `None` if that cannot be decided. A promise
            has the sense of the promised act, and a reversal the opposite sense of the reversed record.
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
        """Return the move as plain mappings and lists."""
        return attrs.asdict(self, recurse=False) | {
            "givers": list(self.givers),
            "receivers": list(self.receivers),
            "answers": list(self.answers),
            "quantity": None if self.quantity is None else self.quantity.to_json(),
            "certainty": self.certainty.value,
        }

    def row(self) -> dict[str, Any]:
        """Return the move as one flat mapping."""
        return self.to_json() | {
            "givers": " ".join(self.givers),
            "receivers": " ".join(self.receivers),
            "answers": " ".join(self.answers),
            "quantity": None if self.quantity is None else str(self.quantity),
        }
