"""The records of a list, each with its state on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import attrs

from sanctledger.base.answer import ListAnswer
from sanctledger.base.arguments import refusing_methods
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.questions.record_state import RecordState
from sanctledger.values.bounds import ONE

Question = Literal["sanctions", "easings", "concessions", "coercions", "pledges"]


@refusing_methods()
@attrs.frozen(repr=False)
class RecordStates(ListAnswer[RecordState]):
    """The records of a list, each with its state on a day, in the order of the ledger.

    Attributes:
        question: The name of the list.
        on: The day.
        items: The records.
    """

    question: Question
    on: dt.date
    items: tuple[RecordState, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    def of(self, record_id: str) -> tuple[RecordState, ...]:
        """Return the items of one record; a sanction has an item for each sender and target."""
        return tuple(item for item in self.items if item.id == record_id)

    def explain(self) -> Explanation:
        """Return the records, each with the records that brought it into its state, and their sources."""
        snapshot = self._position.snapshot
        return Explanation(
            f"{self.question} at the close of {self.on}",
            tuple(
                Reason.of(
                    self._position,
                    (record := self._position.record(item.id)),
                    side=item.state,
                    unit=item.unit or item.kind,
                    amount=ONE if item.amount is None else item.amount,
                    givers=item.givers,
                    receivers=item.receivers,
                    days=str(snapshot.validity.in_force(record)),
                    made_by=(*item.by, *snapshot.claims(item.id)),
                )
                for item in self.items
            ),
        )

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each item."""
        flat = []
        for item, shape in zip(self.items, self.to_json(), strict=True):
            texts = {
                key: " ".join(value) for key, value in shape.items() if isinstance(value, list) and key != "contested"
            }
            if item.contested:
                texts["contested"] = "; ".join(map(str, item.contested))
            quantity = {f"quantity_{key}": value for key, value in (shape.get("quantity") or {}).items()}
            flat.append({key: value for key, value in (shape | texts | quantity).items() if key != "quantity"})
        return flat

    def to_json(self) -> list[dict[str, Any]]:
        """Return the items as plain mappings and lists."""
        return [_json(self.question, item) for item in self.items]

    def __repr__(self) -> str:
        """Return the list, the day and the number of items."""
        return f"<RecordStates of {self.question} on {self.on}: {len(self)}>"


def _json(question: Question, item: RecordState) -> dict[str, Any]:
    shape: dict[str, Any] = {"id": item.id}
    if question == "sanctions":
        shape |= {"sender": item.sender, "target": item.target}
    else:
        names = ("senders", "targets") if question == "easings" else ("givers", "receivers")
        shape |= {names[0]: list(item.givers), names[1]: list(item.receivers)}
    shape |= {
        "kind": item.kind,
        "state": item.state,
        "since": None if item.since is None else item.since.isoformat(),
        "until": None if item.until is None else item.until.isoformat(),
        "by": list(item.by),
    }
    if item.endings:
        shape["endings"] = list(item.endings)
    if question == "easings":
        shape["eases"] = list(item.concerns)
    if item.quantity is not None:
        shape["quantity"] = item.quantity.to_json() | {"stated": item.stated}
    elif question in ("concessions", "coercions", "pledges"):
        shape["quantity"] = None
    shape["deal"] = item.deal
    return shape | ({"contested": [dispute.to_json() for dispute in item.contested]} if item.contested else {})
