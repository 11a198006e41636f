"""Statements and events around a deal. They change no balance."""

from typing import ClassVar, Literal

from pydantic import Field

from sanctledger.records.parts import People, people_references
from sanctledger.records.record import Record, Refs, Text
from sanctledger.records.reference import Relation


class Statement(Record, frozen=True):
    """A statement about a record or a matter: a party announces, characterizes or condemns it."""

    family: ClassVar[str] = "statement"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("by", "party"),
        Relation("about"),
    )

    kind: Literal["statement"] = "statement"
    by: Refs = Field(default=(), description="The ids of the parties that make the statement.")
    about: Refs = Field(default=(), description="The records or parties that the statement is about.")
    act: Text = Field(
        description="The act that the statement performs: announces, notifies, certifies, accepts, refuses, "
        "characterizes, denies, condemns, thanks, demands, warns, conditions, or another such word."
    )
    gist: Text | None = Field(default=None, description="The content, in the words of the ledger.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties that make the statement."""
        return self.by


class Event(Record, frozen=True):
    """An event that changes no balance."""

    family: ClassVar[str] = "event"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("involved", "party", spelling="parties"),
        Relation("people", within=people_references),
    )

    kind: Literal["event"] = "event"
    involved: Refs = Field(default=(), alias="parties", description="The ids of the parties that take part.")
    people: People = Field(default=(), description="The people concerned, each with the outcome.")
    place: Text | None = Field(default=None, description="The place.")
    gist: Text | None = Field(default=None, description="The content, in the words of the ledger.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties that take part."""
        return self.involved


BUILT_IN = (Statement, Event)
