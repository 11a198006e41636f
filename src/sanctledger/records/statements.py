"""What surrounds the bargain: statements and events. They move no balance."""

from typing import ClassVar, Literal

from pydantic import Field

from sanctledger.records.parts import People, people_references
from sanctledger.records.record import Record, Refs, Text
from sanctledger.records.reference import Relation


class Statement(Record, frozen=True):
    """Something said about a record or a matter: how a party announces, characterizes or condemns it."""

    family: ClassVar[str] = "statement"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("by", "party"),
        Relation("about"),
    )

    kind: Literal["statement"] = "statement"
    by: Refs = Field(default=(), description="Who says it, by id.")
    about: Refs = Field(default=(), description="The records or parties that it is about.")
    act: Text = Field(
        description="What is done by saying it: announces, notifies, certifies, accepts, refuses, characterizes, "
        "denies, condemns, thanks, demands, warns, conditions, or another such word."
    )
    gist: Text | None = Field(default=None, description="What is said, in the ledger's own words.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Who says it."""
        return self.by


class Event(Record, frozen=True):
    """Something that happened and moves no balance."""

    family: ClassVar[str] = "event"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("involved", "party", spelling="parties"),
        Relation("people", within=people_references),
    )

    kind: Literal["event"] = "event"
    involved: Refs = Field(default=(), alias="parties", description="Who takes part, by id.")
    people: People = Field(default=(), description="Whom it concerns, and what became of them.")
    place: Text | None = Field(default=None, description="Where.")
    gist: Text | None = Field(default=None, description="What happened, in the ledger's own words.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Who takes part."""
        return self.involved


BUILT_IN = (Statement, Event)
