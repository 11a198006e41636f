"""One act of a party towards another, dated, coded, on its side of a question."""

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
        day: The day on which it was done, as the ledger writes it.
        side: `given` where the first side of the question acted, `received` where the second did.
        record: The id of its record.
        kind: The kind of its record.
        does: What it does: impose, continue, reimpose, ease, lift, lapse, tighten, reverse, concede, coerce, pledge.
        givers: Who acted.
        receivers: On whom or for whom.
        quantity: How much, where it is an amount.
        cameo: Its CAMEO code; `None` where the code is not settled.
        deal: Its deal.
        link: How strongly it is tied to that deal.
        answers: The records that it answers: the pledges that it keeps, what it reverses.
        status: How sure it is.
        certainty: `MAYBE` where it may not have happened, or not between the two days.
        sense: Whether it is a benefit or a burden to whom it is done: of a promise, what it promises; of a reversal,
            the opposite of what it reverses; `None` where that cannot be told.
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
