"""What is asked about: a dealing, as far as it is told."""

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

#: Doings of one who moves: they need nobody on the other side, and their place is where he moves.
MOVEMENTS = frozenset({"enter", "land", "overfly", "transit"})
_OWN = ("actor", "counterparty", "amount", "began")
_ACCEPTED = "write an activity such as `Activity(actor='us', action='export', counterparty='belavia')`"


@refusing_methods()
@attrs.frozen(repr=False, init=False)
class Activity:
    """A dealing that somebody may do: who, what, with whom, in what, where. What is left out is not known.

    Immutable. Every dimension but the parties is one term, as scopes write them: `aviation.parts`, `hs:8803`. A
    dimension of your own is given by its name: `Activity(actor="us", action="invest", industry="mining")`.

    Attributes:
        actor: Who does it, by id: a party, or a state for any person of that state.
        counterparty: With whom, by id; several where several are part of it, none if it is not told.
        terms: Action, goods, place and all other dimensions that are told, sorted, each with its term.
        amount: How much; it is shown beside conditions, and nothing is judged by it.
        began: When the dealing began, which decides whether a wind-down frees it; `None` if it is not told.
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
        """An activity from what is told of it.

        Raises:
            ReadError: A term, the amount or the day cannot be read.
        """
        for word in dimensions:
            if word in _OTHER_WORDS:
                raise ReadError(word, "is no dimension of a dealing", f"name the party under `{_OTHER_WORDS[word]}`")
        named = {"action": action, "goods": goods, "place": place, **dimensions}
        told = {name: term for name, term in named.items() if term is not None}
        for name, term in told.items():
            if type(term) is not str:
                raise ReadError(str(term), f"is not one term of the dimension `{name}`", _ACCEPTED)
        Scope.of_terms(told)
        others = (counterparty,) if isinstance(counterparty, str) else tuple(counterparty or ())
        if not all(type(party) is str and party for party in (*others, *([] if actor is None else [actor]))):
            raise ReadError(str((actor, *others)), "does not name parties by their ids", _ACCEPTED)
        self.__attrs_init__(
            actor,
            tuple(dict.fromkeys(others)),
            tuple(sorted(told.items())),
            None if amount is None else Quantity.read(amount),
            None if began is None else UncertainDate.read(began),
        )

    @classmethod
    def read(cls, raw: Told) -> Activity:
        """Return the activity itself, or one from a mapping of its dimensions.

        Raises:
            ReadError: It is neither, or something in it cannot be read.
        """
        if isinstance(raw, Activity):
            return raw
        try:
            return cls(**raw)
        except TypeError:
            raise ReadError(str(raw), "is not an activity", _ACCEPTED) from None

    def term(self, dimension: str) -> str | None:
        """Return the term of a dimension; `None` if it is not told."""
        for name, term in self.terms:
            if name == dimension:
                return term
        return None

    @property
    def action(self) -> str | None:
        """What is done."""
        return self.term("action")

    @property
    def goods(self) -> str | None:
        """In which goods or services."""
        return self.term("goods")

    @property
    def place(self) -> str | None:
        """Where."""
        return self.term("place")

    @property
    def is_movement(self) -> bool:
        """Return whether somebody moves, with nobody on the other side."""
        return (self.action or "").split(".")[0] in MOVEMENTS

    @property
    def parties(self) -> tuple[str, ...]:
        """Return all who take part, by id, each once."""
        return tuple(dict.fromkeys((*([] if self.actor is None else [self.actor]), *self.counterparty)))

    def __str__(self) -> str:
        """Return the dealing in one line."""
        with_whom = " and ".join(self.counterparty)
        told = [f"{name} {term}" for name, term in self.terms if name != "action"]
        amount = [] if self.amount is None else [f"amount {self.amount}"]
        began = [] if self.began is None else [f"begun {self.began}"]
        done = f"{self.actor or 'somebody'}: {self.action or 'any dealing'}"
        return ", ".join([f"{done} with {with_whom}" if with_whom else done, *told, *amount, *began])

    def __repr__(self) -> str:
        """Return the constructor with what is told."""
        told: dict[str, Any] = {"actor": self.actor, "counterparty": list(self.counterparty), **dict(self.terms)}
        if len(self.counterparty) == 1:
            told["counterparty"] = self.counterparty[0]
        told |= {name: None if value is None else str(value) for name, value in self._dated.items()}
        return f"Activity({', '.join(f'{name}={value!r}' for name, value in told.items() if value)})"

    @property
    def _dated(self) -> dict[str, Quantity | UncertainDate | None]:
        return {"amount": self.amount, "began": self.began}

    def to_json(self) -> dict[str, Any]:
        """What is told of it, as plain values; `None` and empty lists for what is not."""
        named = {name: self.term(name) for name in ("action", "goods", "place")}
        others = {name: term for name, term in self.terms if name not in named}
        dated = {name: None if value is None else str(value) for name, value in self._dated.items()}
        return {"actor": self.actor, "counterparty": list(self.counterparty), **named, **others, **dated}


#: Words by which parties are told elsewhere: read as dimensions, they would leave a dealing without them.
_OTHER_WORDS = {
    **dict.fromkeys(
        ("to", "with", "counterparties", "party", "target", "targets", "receiver", "receivers"), "counterparty"
    ),
    **dict.fromkeys(("by", "who", "actors", "sender", "senders", "giver", "givers"), "actor"),
}
#: A dealing, or the mapping of what is told of it.
Told = Activity | Mapping[str, Any]
