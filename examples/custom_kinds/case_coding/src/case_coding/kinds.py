"""Two kinds: an episode of sanctions, and the coding of one of its objectives."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

import sanctledger as sl
from sanctledger.records.record import Refs, Text, Texts


class Episode(sl.Event, frozen=True):
    """A case of a data set: senders, targets, types of sanctions, years. A case changes no balance."""

    kind: Literal["episode"] = "episode"  # type: ignore[assignment]
    relations: ClassVar[tuple[sl.Relation, ...]] = (
        *sl.Event.relations,
        sl.Relation("senders", "party"),
        sl.Relation("targets", "party"),
    )

    senders: Refs = Field(default=(), description="Who imposed sanctions, by id.")
    targets: Refs = Field(default=(), description="On whom, by id.")
    measures: Texts = Field(default=(), description="The types of sanctions, in the words of the data set.")
    case: Text | None = Field(default=None, description="The number of the case in the data set.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties involved, the senders and the targets."""
        return self.involved + self.senders + self.targets


class ObjectiveCoding(sl.Assessment, frozen=True):
    """The success of one objective of an episode, in the judgement of a coder."""

    kind: Literal["objective_coding"] = "objective_coding"  # type: ignore[assignment]
    objective: Text = Field(description="The objective, in the words of the data set.")
