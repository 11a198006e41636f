"""What the ledger rests on: sources, observations, published totals, rival claims and assessments."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from sanctledger.base.common_errors import ReadError
from sanctledger.records.record import Record, Ref, Refs, Text, one_or_many
from sanctledger.records.reference import Relation
from sanctledger.values.quantity import Quantity

Tier = Literal["primary", "agency", "press", "aggregator", "scholar", "unsourced"]


class Source(Record, frozen=True):
    """Where something is from: a legal act, a statement, a report, a data file."""

    family: ClassVar[str] = "source"

    kind: Literal["source"] = "source"
    title: Text | None = Field(default=None, description="The title.")
    publisher: Text | None = Field(default=None, description="Who published it.")
    url: Text | None = Field(default=None, description="Its address; never fetched.")
    language: Text | None = Field(default=None, description="The language that it is written in.")
    tier: Tier | None = Field(
        default=None, description="How near it is to the act: primary, agency, press, aggregator, scholar or unsourced."
    )


class Observation(Record, frozen=True):
    """A stock counted on a day by somebody, such as the prisoners who remain. It moves no balance."""

    family: ClassVar[str] = "observation"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("holder", "party"),
        Relation("observer", "party"),
    )

    kind: Literal["observation"] = "observation"
    holder: Ref | None = Field(default=None, description="Whose stock it is: the party that holds it.")
    observer: Ref | None = Field(default=None, description="Who counted; different observers are kept apart.")
    quantity: Quantity = Field(description="How many there were.")


class Assertion(Record, frozen=True):
    """A published total that the ledger is held against. It is never a flow."""

    family: ClassVar[str] = "observation"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("givers", "party"),
        Relation("receivers", "party"),
        Relation("observer", "party"),
    )

    kind: Literal["assertion"] = "assertion"
    givers: Refs = Field(
        default=(), validation_alias=one_or_many("givers"), serialization_alias="givers", description="Who gave."
    )
    receivers: Refs = Field(
        default=(),
        validation_alias=one_or_many("receivers"),
        serialization_alias="receivers",
        description="Who received.",
    )
    observer: Ref | None = Field(default=None, description="Who published the total.")
    quantity: Quantity = Field(description="The total over the time from `from` until `until`.")


def _plain(raw: Any) -> Any:
    """Return a claimed value as the text of its field, whatever the file held: the same from JSON as from YAML."""
    shape = _of_texts(raw)
    return json.dumps(shape, ensure_ascii=False, sort_keys=True) if isinstance(shape, (dict, list)) else shape


def _of_texts(raw: Any) -> Any:
    """Return a value with every scalar in it as text, and every amount as one text."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, (int, Decimal)):
        return str(raw)
    if isinstance(raw, Mapping):
        parts = {str(key): _of_texts(value) for key, value in raw.items() if value is not None}
        try:
            return str(Quantity.read(parts))
        except ReadError:
            return parts
    if isinstance(raw, (list, tuple)):
        return [_of_texts(value) for value in raw]
    return raw


class Claim(Record, frozen=True):
    """A rival account of one field of another record, kept beside it and never averaged with it."""

    family: ClassVar[str] = "claim"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("about"),
        Relation("by", "party"),
    )

    kind: Literal["claim"] = "claim"
    about: Ref = Field(description="The record that it is about.")
    field: Text = Field(
        description="The field that it disputes, in the file's spelling, or `happened` for whether it did at all."
    )
    value: Annotated[Text, BeforeValidator(_plain, json_schema_input_type=Any)] = Field(
        description="What the field should say instead, written as that field is; for `happened`, no."
    )
    by: Ref | None = Field(default=None, description="Who claims it.")


class Assessment(Record, frozen=True):
    """What a coder made of a deal or a measure, on a named scale. Assessments stand side by side, never merged."""

    family: ClassVar[str] = "assessment"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("about"),
    )

    kind: Literal["assessment"] = "assessment"
    about: Ref = Field(description="The record that is assessed.")
    coder: Text = Field(description="Who assessed it: a data set or a person.")
    scale: Text = Field(description="The scale that the value is on.")
    value: Text = Field(description="The value, as the scale writes it.")


BUILT_IN = (Source, Observation, Assertion, Claim, Assessment)
