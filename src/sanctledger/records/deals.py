"""Deals, the promises made in them, and reversals."""

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
    members: Refs = Field(default=(), alias="parties", description="The ids of the parties to the deal.")
    place: Text | None = Field(default=None, description="The place of the deal.")
    people: People = Field(default=(), description="The people present.")
    mediators: Refs = Field(default=(), description="The parties that mediated.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties to the deal."""
        return self.members


class Pledge(Record, frozen=True):
    """A promise. It changes no balance: the act that keeps it is a record of its own that `delivers` it."""

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
    start: UncertainDate = Field(alias="from", description="The day of the promise.")
    givers: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("givers"),
        serialization_alias="givers",
        description="The parties that promise.",
    )
    receivers: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("receivers"),
        serialization_alias="receivers",
        description="The parties that get the promise.",
    )
    promises: Promise | None = Field(default=None, description="The promised act: a kind, targets, a scope, an amount.")
    quantity: Quantity | None = Field(default=None, description="The promised amount.")
    firmness: Firmness = Field(default="agreed", description="The firmness: discussed, offered or agreed.")
    not_before: UncertainDate | None = Field(
        default=None, description="The first day on which the promise may be kept."
    )
    due: UncertainDate | None = Field(default=None, description="The day by which the promise must be kept.")
    condition: Texts = Field(
        default=(), alias="if", description="The condition of the promise: text, or ids of records."
    )
    order: Order | None = Field(
        default=None, description="The records before, with or after which the promise must be kept."
    )
    verifier: Ref | None = Field(default=None, description="The party that must verify it.")

    @property
    def promised(self) -> Quantity | None:
        """Return the promised amount, wherever the record states it."""
        return self.promises.quantity if self.quantity is None and self.promises is not None else self.quantity

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the givers and the receivers."""
        return self.givers + self.receivers


class Reversal(Record, frozen=True):
    """An act that takes back another act, in part or in full, from its own day on."""

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

    start: UncertainDate = Field(alias="from", description="The first day of the reversal.")
    by: Refs = Field(default=(), description="The ids of the parties that reverse.")
    reverses: Refs = Field(min_length=1, description="The reversed records.")
    only: Refs = Field(
        default=(), description="The targets, senders or sanctions that the reversal is limited to; default: all."
    )
    quantity: Quantity | None = Field(
        default=None, description="The reversed amount of a counted concession; default: all of it."
    )
    people: People = Field(default=(), description="The people concerned.")
    delivers: Refs = Field(default=(), description="The pledges that the record keeps.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties that take something back."""
        return self.by

    @property
    def is_whole(self) -> bool:
        """Return whether the reversed record is taken back in full."""
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
    """A party leaves an agreement; measures that it puts back in force have records of their own."""

    kind: Literal["withdrawal"] = "withdrawal"
    cameo: ClassVar[str | None] = None


class Reclosure(Reversal, frozen=True):
    """A crossing, airspace or embassy is closed again."""

    kind: Literal["reclosure"] = "reclosure"
    cameo: ClassVar[str | None] = "161"


BUILT_IN = (Deal, Pledge, Snapback, Revocation, Rearrest, Withdrawal, Reclosure)
