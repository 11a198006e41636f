"""The activity that a verdict is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.values.dates import UncertainDate
from sanctledger.values.quantity import Quantity
from sanctledger.values.scope import Scope

#: Movements of persons, ships and aircraft: they need no counterparty, and their place is where the actor moves.
MOVEMENTS = frozenset({"enter", "land", "overfly", "transit"})
_OWN = ("actor", "counterparty", "amount", "began")
_ACCEPTED = "write an activity such as `Activity(actor='us', action='export', counterparty='belavia')`"


@refusing_methods()
@attrs.frozen(repr=False, init=False)
class Activity:
    """An activity that somebody may want to do: who, what, with whom, in which goods, where.

    A part that is left out counts as unknown. Each dimension apart from the parties is one term, written as in scopes:
    `aviation.parts`, `hs:8803`. A dimension of your own is given by its name:
    `Activity(actor="us", action="invest", industry="mining")`. Activities are immutable.

    Attributes:
        actor: The id of the actor: a party, or a state for any person of that state; `None` if unknown.
        counterparty: The ids of the counterparties; empty if unknown.
        terms: The known dimensions, such as action, goods and place, sorted by name, each with its term.
        amount: The amount. It is shown next to conditions and decides nothing.
        began: The start of the activity, which decides whether a wind-down frees it; `None` if unknown.
    """

    actor: str | None
    counterparty: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    amount: Quantity | None
    began: UncertainDate | None

    def __init__(  # noqa: PLR0913, PLR0917 - a dimension each
        self,
        actor: str | None = None,
        action: str | None = None,
        counterparty: str | Iterable[str] | None = None,
        goods: str | None = None,
        place: str | None = None,
        amount: Quantity | str | None = None,
        began: UncertainDate | dt.date | str | None = None,
        **dimensions: str | None,
    ) -> None:
        """Make an activity from its known parts.

        Raises:
            ReadError: A term, the amount or the day cannot be read.
        """
        for word in dimensions:
            if word in _OTHER_WORDS:
                way_out = f"name the party under `{_OTHER_WORDS[word]}`"
                raise ReadError(word, "is not a dimension of an activity", way_out)
        named = {"action": action, "goods": goods, "place": place, **dimensions}
        known = {name: term for name, term in named.items() if term is not None}
        for name, term in known.items():
            if type(term) is not str:
                raise ReadError(str(term), f"is not one term of the dimension `{name}`", _ACCEPTED)
        Scope.of_terms(known)
        others = (counterparty,) if isinstance(counterparty, str) else tuple(counterparty or ())
        if not all(type(party) is str and party for party in (*others, *([] if actor is None else [actor]))):
            raise ReadError(str((actor, *others)), "does not name parties by their ids", _ACCEPTED)
        self.__attrs_init__(
            actor,
            tuple(dict.fromkeys(others)),
            tuple(sorted(known.items())),
            None if amount is None else Quantity.read(amount),
            None if began is None else UncertainDate.read(began),
        )

    @classmethod
    def read(cls, raw: ActivityLike) -> Activity:
        """Return the activity itself, or one from a mapping of its dimensions.

        Raises:
            ReadError: The argument is neither, or a part of it cannot be read.
        """
        if isinstance(raw, Activity):
            return raw
        try:
            return cls(**raw)
        except TypeError:
            raise ReadError(str(raw), "is not an activity", _ACCEPTED) from None

    def term(self, dimension: str) -> str | None:
        """Return the term of a dimension; `None` if it is unknown."""
        for name, term in self.terms:
            if name == dimension:
                return term
        return None

    @property
    def action(self) -> str | None:
        """Return the action."""
        return self.term("action")

    @property
    def goods(self) -> str | None:
        """Return the goods or services."""
        return self.term("goods")

    @property
    def place(self) -> str | None:
        """Return the place."""
        return self.term("place")

    @property
    def is_movement(self) -> bool:
        """Return whether the action is a movement, which has no counterparty."""
        return (self.action or "").split(".")[0] in MOVEMENTS

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the ids of the actor and the counterparties, each once."""
        return tuple(dict.fromkeys((*([] if self.actor is None else [self.actor]), *self.counterparty)))

    def __str__(self) -> str:
        """Return the activity in one line."""
        with_whom = " and ".join(self.counterparty)
        terms = [f"{name} {term}" for name, term in self.terms if name != "action"]
        amount = [] if self.amount is None else [f"amount {self.amount}"]
        began = [] if self.began is None else [f"begun {self.began}"]
        done = f"{self.actor or 'somebody'}: {self.action or 'any activity'}"
        return ", ".join([f"{done} with {with_whom}" if with_whom else done, *terms, *amount, *began])

    def __repr__(self) -> str:
        """Return the constructor call that makes the activity."""
        known: dict[str, Any] = {"actor": self.actor, "counterparty": list(self.counterparty), **dict(self.terms)}
        if len(self.counterparty) == 1:
            known["counterparty"] = self.counterparty[0]
        known |= {name: None if value is None else str(value) for name, value in self._dated.items()}
        return f"Activity({', '.join(f'{name}={value!r}' for name, value in known.items() if value)})"

    @property
    def _dated(self) -> dict[str, Quantity | UncertainDate | None]:
        return {"amount": self.amount, "began": self.began}

    def to_json(self) -> dict[str, Any]:
        """Return the parts as plain values; unknown parts are `None` or empty lists."""
        named = {name: self.term(name) for name in ("action", "goods", "place")}
        others = {name: term for name, term in self.terms if name not in named}
        dated = {name: None if value is None else str(value) for name, value in self._dated.items()}
        return {"actor": self.actor, "counterparty": list(self.counterparty), **named, **others, **dated}


#: Words that name parties elsewhere. Read as dimensions, they would leave the activity without its parties.
_OTHER_WORDS = {
    **dict.fromkeys(
        ("to", "with", "counterparties", "party", "target", "targets", "receiver", "receivers"), "counterparty"
    ),
    **dict.fromkeys(("by", "who", "actors", "sender", "senders", "giver", "givers"), "actor"),
}
#: An activity, or a mapping of its known parts.
ActivityLike = Activity | Mapping[str, Any]
