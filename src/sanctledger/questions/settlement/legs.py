"""The legs of a deal: what was promised in it, and how much of that is delivered, outstanding and taken back."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs

from sanctledger.questions.balance import Amount
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.questions.record_state import RecordState
from sanctledger.questions.settlement.implementation import Part, nearest, rounded, score
from sanctledger.questions.settlement.promise_figures import FIGURES
from sanctledger.questions.settlement.sequence import Moment, Turn
from sanctledger.values.bounds import Bounds, Number
from sanctledger.values.periods import Certainty
from sanctledger.values.units import Units


@attrs.frozen
class Delivery:
    """A record that delivers a leg.

    Attributes:
        record: Its id.
        kind: Its kind.
        day: The day of the record, as the ledger writes it.
        givers: Who delivered.
        amount: How much of the leg's unit it stands for on the day, less what was taken back of it.
        reversed: How much of that unit was taken back of it.
        also: The other promises that it delivers; what it gives is imputed to each only once.
        withdrawn: The reversals by the other side that it surely came after.
        maybe_withdrawn: Those that it may have come after.
        verified_by: Who verified it.
        verified: Whether that was done by the day.
    """

    record: str
    kind: str
    day: str
    givers: tuple[str, ...]
    amount: Amount
    reversed: Amount
    also: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    maybe_withdrawn: tuple[str, ...] = ()
    verified_by: str | None = None
    verified: Certainty = Certainty.NO

    @property
    def after_withdrawal(self) -> Certainty:
        """Return whether it came after a reversal by the other side."""
        return Certainty.YES if self.withdrawn else Certainty.MAYBE if self.maybe_withdrawn else Certainty.NO

    def to_json(self) -> dict[str, Any]:
        """Return the delivery as the command line prints it."""
        return {
            "record": self.record,
            "kind": self.kind,
            "day": self.day,
            "givers": list(self.givers),
            "amount": self.amount.to_json(),
            "reversed": self.reversed.to_json(),
            "also": list(self.also),
            "after_withdrawal": self.after_withdrawal.value,
            "withdrawn": list(self.withdrawn),
            "maybe_withdrawn": list(self.maybe_withdrawn),
            "verified_by": self.verified_by,
            "verified": self.verified.value,
        }


_ENDS = {
    **dict.fromkeys((*FIGURES, "reached", "fraction", "score"), ("low", "high", "stated")),
    **dict.fromkeys(("began", "done"), ("earliest", "latest")),
    **dict.fromkeys(("after_promise", "after_due"), ("low", "high")),
}


@attrs.frozen
class Leg:
    """One promise of a deal and what became of it, or what was done under a deal and kept no promise.

    Amounts stand in `unit`. A promise without an amount is one of its kind, and so is what kept none.

    Attributes:
        id: The id of the promise, or of the record that kept none.
        pledged: Whether it was promised.
        kind: The kind of what was promised, or of the record that kept none; `None` where the promise names none.
        givers: Who promised, or gave.
        receivers: To whom.
        unit: What the amounts are counted in.
        record_state: The record as it stands: for a promise as `pledges` says it.
        firmness: How firm the promise was.
        firm: Whether it was more than discussed.
        happened: Whether it was promised, or given, by the day for sure.
        made: The day on which it was promised or given, as the ledger writes it.
        due: The day by which it is to be kept, as the ledger writes it.
        promised: How much was promised.
        delivered: How much is delivered and not taken back.
        outstanding: How much is still to be delivered.
        overdue: How much of that is late.
        lapsed: How much will not be delivered any more: the promise has run out, or was taken back.
        reversed: How much was delivered once and taken back.
        deliveries: The records that deliver it.
        began: When the first of it came; `None` where nothing has.
        done: When all of it was delivered; `None` where that has not come.
        after_promise: How many days after the promise the first of it came.
        after_due: How many days after the due day all of it was delivered; below zero where it was before.
        order: What it says of the order between it and others.
        conditions: What it depends on; shown, never judged.
        verifier: Who is to verify it.
        verification: Whether what delivers it was verified by them: `verified`, `in part`, `by another`, `not yet`, or
            `not asked` where nobody is named.
        replaced: The promises that this one replaced, the first first.
        link: How strongly the record is tied to the deal: `explicit`, `stated`, `inferred`, or not said.
        reversals: The reversals of the promise itself, or of what kept none.
        targets: How many targets it names, where it promises no amount and names several; else 0.
        reached: For how many of these it is kept: at the least those for whom it is kept whole, at the most those for
            whom it is kept at all. `None` where they are not several.
    """

    id: str
    pledged: bool
    kind: str | None
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    unit: str
    record_state: RecordState
    firmness: str | None
    firm: Certainty
    happened: Certainty
    made: str
    due: str | None
    promised: Amount
    delivered: Amount
    outstanding: Amount
    overdue: Amount
    lapsed: Amount
    reversed: Amount
    deliveries: tuple[Delivery, ...]
    began: Moment | None
    done: Moment | None
    after_promise: Bounds | None
    after_due: Bounds | None
    order: tuple[Turn, ...]
    conditions: tuple[str, ...]
    verifier: str | None
    verification: str
    replaced: tuple[str, ...]
    link: str | None
    reversals: tuple[str, ...]
    targets: int
    reached: Amount | None
    _part: Part | None = attrs.field(eq=False, repr=False, alias="part")
    _written: Fraction | None = attrs.field(eq=False, repr=False, alias="written")
    _reasons: tuple[Reason, ...] = attrs.field(eq=False, repr=False, alias="reasons")
    _units: Units = attrs.field(eq=False, repr=False, alias="units")

    @property
    def unit_words(self) -> str:
        """What the amounts are counted in, for people: `prisoners`, `general license`."""
        return self._units.words(self.unit, (self.promised if self.pledged else self.delivered).bounds)

    @property
    def fraction(self) -> Amount | None:
        """Return the part of what was promised that is delivered, from 0 to 1; `None` where nothing was promised.

        Where a promise without an amount names several targets, it is the part of these.
        """
        if self._part is None:
            return None
        return Amount(rounded(self._part), None if self._written is None else nearest(self._written))

    @property
    def score(self) -> Amount | None:
        """Return the same on the scale of the Peace Accords Matrix, from 0 to 3; `None` where nothing was promised."""
        if self._part is None:
            return None
        bounds = Bounds(*map(score, self._part))
        return Amount(bounds, None if self._written is None else score(self._written))

    def measured(self, measure: Callable[[Fraction], Fraction]) -> tuple[Part, Fraction | None] | None:
        """Return a measure of the part that is delivered: between its ends, and as the records are written."""
        if self._part is None:
            return None
        low, high = map(measure, self._part)
        return (low, high), None if self._written is None else measure(self._written)

    @property
    def state(self) -> str:
        """The state of the promise, or `unpledged` where none was made; `maybe` and the candidates where it is open."""
        return self.record_state.state

    @property
    def outcome(self) -> str:
        """The state, and for how many of several targets it is kept where not for all: `part_kept (for 3 of 5)`."""
        if self.reached is None or self.reached.low == self.targets or self.reached.high == 0:
            return self.record_state.said
        return f"{self.record_state.said} (for {self.reached} of {self.targets})"

    def explain(self) -> Explanation:
        """Return the records and sources behind the amounts."""
        delivered = f"{self.delivered} of {self.promised}" if self.pledged else f"{self.delivered}"
        return Explanation(f"{self.id}: {delivered} {self.unit} delivered, {self.outcome}", self._reasons)

    def to_json(self) -> dict[str, Any]:
        """Return the leg as the command line prints it."""
        return {
            "id": self.id,
            "pledged": self.pledged,
            "kind": self.kind,
            "givers": list(self.givers),
            "receivers": list(self.receivers),
            "state": self.state,
            "firmness": self.firmness,
            "made": self.made,
            "due": self.due,
            "unit": self.unit,
            **{name: getattr(self, name).to_json() for name in FIGURES},
            "targets": self.targets,
            "reached": None if self.reached is None else self.reached.to_json(),
            "fraction": None if self.fraction is None else self.fraction.to_json(),
            "score": None if self.score is None else self.score.to_json(),
            "began": None if self.began is None else self.began.to_json(),
            "done": None if self.done is None else self.done.to_json(),
            "after_promise": None if self.after_promise is None else self.after_promise.to_json(),
            "after_due": None if self.after_due is None else self.after_due.to_json(),
            "order": [turn.to_json() for turn in self.order],
            "conditions": list(self.conditions),
            "verifier": self.verifier,
            "verification": self.verification,
            "link": self.link,
            "replaced": list(self.replaced),
            "reversals": list(self.reversals),
            "contested": [dispute.to_json() for dispute in self.record_state.contested],
            "deliveries": [delivery.to_json() for delivery in self.deliveries],
        }

    def row(self) -> dict[str, Any]:
        """One flat mapping."""
        shape, flat = self.to_json(), dict[str, Any]()
        for key, value in shape.items():
            if key in _ENDS:
                flat |= {f"{key}_{end}": None if value is None else value[end] for end in _ENDS[key]}
            elif key == "contested":
                flat[key] = "; ".join(map(str, self.record_state.contested))
            elif key == "deliveries":
                flat[key] = " ".join(delivery.record for delivery in self.deliveries)
            elif key == "order":
                flat[key] = "; ".join(f"{turn.relation} {turn.other}: {turn.verdict}" for turn in self.order)
            else:
                flat[key] = "; ".join(value) if key == "conditions" else _flat(value)
        return flat


def _flat(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def amount_of(bounds: Bounds, written: Bounds | None) -> Amount:
    """Return an amount, with what the records say of it as written."""
    value: Number | None = None if written is None else written.value
    return Amount(bounds, value)
