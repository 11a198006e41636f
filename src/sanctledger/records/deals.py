"""The bargain itself: deals, what was promised in them, and what was taken back."""

from typing import ClassVar, Literal, get_args

from pydantic import Field

from sanctledger.records.parts import (
    Order,
    People,
    Promise,
    order_references,
    people_references,
    promise_references,
)
from sanctledger.records.record import Record, Ref, Refs, Text, Texts, one_or_many
from sanctledger.records.reference import Relation
from sanctledger.values.dates import UncertainDate
from sanctledger.values.quantity import Quantity

Firmness = Literal["discussed", "offered", "agreed"]
FIRMNESSES: tuple[str, ...] = get_args(Firmness)


class Deal(Record, frozen=True):
    """An understanding between parties that pledges, easings and concessions belong to."""

    family: ClassVar[str] = "deal"
    cameo: ClassVar[str | None] = "057"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("members", "party", spelling="parties"),
        Relation("people", within=people_references),
        Relation("mediators", "party"),
    )

    kind: Literal["deal"] = "deal"
    members: Refs = Field(default=(), alias="parties", description="The parties to it, by id.")
    place: Text | None = Field(default=None, description="Where it was struck.")
    people: People = Field(default=(), description="Who was there.")
    mediators: Refs = Field(default=(), description="Who mediated.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties to it."""
        return self.members


class Pledge(Record, frozen=True):
    """A promise. It moves no balance: what keeps it is a record of its own that `delivers` it."""

    family: ClassVar[str] = "pledge"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("givers", "party"),
        Relation("receivers", "party"),
        Relation("verifier", "party"),
        Relation("promises", within=promise_references),
        Relation("order", within=order_references),
    )

    kind: Literal["pledge"] = "pledge"
    start: UncertainDate = Field(alias="from", description="The day on which it was made.")
    givers: Refs = Field(
        min_length=1, validation_alias=one_or_many("givers"), serialization_alias="givers", description="Who promises."
    )
    receivers: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("receivers"),
        serialization_alias="receivers",
        description="To whom it is promised.",
    )
    promises: Promise | None = Field(default=None, description="What is promised: a kind, targets, a scope, an amount.")
    quantity: Quantity | None = Field(default=None, description="How much is promised.")
    firmness: Firmness = Field(default="agreed", description="How firm it is: discussed, offered or agreed.")
    not_before: UncertainDate | None = Field(default=None, description="The day before which it is not to be kept.")
    due: UncertainDate | None = Field(default=None, description="The day by which it is to be kept.")
    condition: Texts = Field(default=(), alias="if", description="What it depends on: text, or ids of records.")
    order: Order | None = Field(default=None, description="The records that it is to come before, with or after.")
    verifier: Ref | None = Field(default=None, description="Who is to verify it.")

    @property
    def promised(self) -> Quantity | None:
        """Return how much is promised, wherever the record says so."""
        return self.promises.quantity if self.quantity is None and self.promises is not None else self.quantity

    @property
    def parties(self) -> tuple[str, ...]:
        """Givers and receivers."""
        return self.givers + self.receivers


class Reversal(Record, frozen=True):
    """An act that takes back another, in part or whole, from its own day on."""

    family: ClassVar[str] = "reversal"
    cameo: ClassVar[str | None] = "163"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("by", "party"),
        Relation("reverses"),
        Relation("only"),
        Relation("people", within=people_references),
        Relation("delivers", "pledge"),
    )

    start: UncertainDate = Field(alias="from", description="The day from which it takes back.")
    by: Refs = Field(default=(), description="Who takes it back, by id.")
    reverses: Refs = Field(min_length=1, description="The records that it takes back.")
    only: Refs = Field(
        default=(), description="The targets, senders or sanctions for which it takes them back; for all if absent."
    )
    quantity: Quantity | None = Field(
        default=None, description="How much of a counted concession it takes back; all of it if absent."
    )
    people: People = Field(default=(), description="Whom it concerns.")
    delivers: Refs = Field(default=(), description="The pledges that it keeps.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Who takes it back."""
        return self.by

    @property
    def is_whole(self) -> bool:
        """Return whether it takes back all of what it reverses."""
        return self.quantity is None and not self.only


class Snapback(Reversal, frozen=True):
    """Eased measures are applied again."""

    kind: Literal["snapback"] = "snapback"


class Revocation(Reversal, frozen=True):
    """A licence or waiver is withdrawn."""

    kind: Literal["revocation"] = "revocation"


class Rearrest(Reversal, frozen=True):
    """A released person is detained again, or never left custody."""

    kind: Literal["rearrest"] = "rearrest"
    cameo: ClassVar[str | None] = "173"


class Withdrawal(Reversal, frozen=True):
    """A party leaves an agreement; what it puts back in force are records of their own."""

    kind: Literal["withdrawal"] = "withdrawal"
    cameo: ClassVar[str | None] = None


class Reclosure(Reversal, frozen=True):
    """A crossing, airspace or embassy is closed again."""

    kind: Literal["reclosure"] = "reclosure"
    cameo: ClassVar[str | None] = "161"


BUILT_IN = (Deal, Pledge, Snapback, Revocation, Rearrest, Withdrawal, Reclosure)
