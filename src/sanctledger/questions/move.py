"""One act of a party towards another, dated, coded, on its side of a question."""

from __future__ import annotations

from typing import Any

import attrs

from sanctledger.questions.act_roles import Doing
from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Certainty
from sanctledger.values.quantity import Quantity
from sanctledger.values.units import Sense


@attrs.frozen
class Worth:
    """What a move is worth on a scale.

    Attributes:
        value: What it counts for: its weight times how much of it counts, from zero on where it may not have happened.
        weight: The weight that was found for it.
        per: The unit that it is the weight of; `None` where the act counts once, however much it gave.
        of: What the weight is of: a kind, a CAMEO code (a wider one than the move's where that alone is weighed), what
            the move does, a family, `benefit` or `burden`; `function` where a function valued it.
        amount: How many acts or units count: nothing of what another record already counts.
    """

    value: Bounds
    weight: Bounds
    per: str | None
    of: str
    amount: Bounds

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        ends = {"value": self.value, "weight": self.weight, "amount": self.amount}
        return {"of": self.of, "per": self.per} | {name: bounds.to_json() for name, bounds in ends.items()}


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
        worth: What it is worth, where the question named a valuation and that values it.
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
    worth: Worth | None = None

    @property
    def value(self) -> Bounds | None:
        """What it counts for on the scale of the question; `None` if there is none, or it is not valued."""
        return None if self.worth is None else self.worth.value

    def to_json(self) -> dict[str, Any]:
        """Return the move as the command line prints it; with its worth if it has one."""
        shape = attrs.asdict(self, recurse=False)
        worth = shape.pop("worth")
        return shape | {
            "givers": list(self.givers),
            "receivers": list(self.receivers),
            "answers": list(self.answers),
            "quantity": None if self.quantity is None else self.quantity.to_json(),
            "certainty": self.certainty.value,
            **({} if worth is None else {"worth": worth.to_json()}),
        }

    def row(self) -> dict[str, Any]:
        """One flat mapping."""
        shape = self.to_json()
        shape.pop("worth", None)
        ends = {} if self.value is None else {f"value_{end}": one for end, one in self.value.to_json().items()}
        return shape | {
            "givers": " ".join(self.givers),
            "receivers": " ".join(self.receivers),
            "answers": " ".join(self.answers),
            "quantity": None if self.quantity is None else str(self.quantity),
            **ends,
        }
