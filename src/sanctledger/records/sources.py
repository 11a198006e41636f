"""The evidence of a ledger: sources, observations, published totals, rival claims and assessments."""

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
    """A source: a legal act, a statement, a report, a data file."""

    family: ClassVar[str] = "source"

    kind: Literal["source"] = "source"
    title: Text | None = Field(default=None, description="The title.")
    publisher: Text | None = Field(default=None, description="Who published it.")
    url: Text | None = Field(default=None, description="The address; the library never opens it.")
    language: Text | None = Field(default=None, description="The language.")
    tier: Tier | None = Field(
        default=None, description="The distance from the act: primary, agency, press, aggregator, scholar or unsourced."
    )


class Observation(Record, frozen=True):
    """A stock counted on a day by somebody, such as the prisoners who remain. It changes no balance."""

    family: ClassVar[str] = "observation"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("holder", "party"),
        Relation("observer", "party"),
    )

    kind: Literal["observation"] = "observation"
    holder: Ref | None = Field(default=None, description="The party that holds the stock.")
    observer: Ref | None = Field(
        default=None, description="The party that counted; counts by different observers are kept apart."
    )
    quantity: Quantity = Field(description="The counted amount.")


class Assertion(Record, frozen=True):
    """A published total with which the ledger is compared. It changes no balance."""

    family: ClassVar[str] = "observation"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("givers", "party"),
        Relation("receivers", "party"),
        Relation("observer", "party"),
    )

    kind: Literal["assertion"] = "assertion"
    givers: Refs = Field(
        default=(),
        validation_alias=one_or_many("givers"),
        serialization_alias="givers",
        description="The parties that gave.",
    )
    receivers: Refs = Field(
        default=(),
        validation_alias=one_or_many("receivers"),
        serialization_alias="receivers",
        description="The parties that received.",
    )
    observer: Ref | None = Field(default=None, description="The party that published the total.")
    quantity: Quantity = Field(description="The total over the time from `from` until `until`.")


def _plain(raw: Any) -> Any:
    """Return a claimed value as the text of its field, equal from JSON and from YAML."""
    shape = _of_texts(raw)
    return json.dumps(shape, ensure_ascii=False, sort_keys=True) if isinstance(shape, (dict, list)) else shape


def _of_texts(raw: Any) -> Any:
    """Return a value with every scalar as text, and every amount as one text."""
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
    """A rival account of one field of another record, kept next to the record and never averaged with it."""

    family: ClassVar[str] = "claim"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("about"),
        Relation("by", "party"),
    )

    kind: Literal["claim"] = "claim"
    about: Ref = Field(description="The record that the claim is about.")
    field: Text = Field(
        description="The disputed field, in the spelling of the file; `happened` disputes the whole record."
    )
    value: Annotated[Text, BeforeValidator(_plain, json_schema_input_type=Any)] = Field(
        description="The value of the field according to the claim, written like that field; for `happened`, `no`."
    )
    by: Ref | None = Field(default=None, description="The party that makes the claim.")


class Assessment(Record, frozen=True):
    """The value that a coder gave a deal or a measure on a named scale. Assessments are never merged."""

    family: ClassVar[str] = "assessment"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("about"),
    )

    kind: Literal["assessment"] = "assessment"
    about: Ref = Field(description="The assessed record.")
    coder: Text = Field(description="The coder: a data set or a person.")
    scale: Text = Field(description="The scale of the value.")
    value: Text = Field(description="The value, as the scale writes it.")


BUILT_IN = (Source, Observation, Assertion, Claim, Assessment)
