"""The parts of records: conditions, people with their outcomes, parts of amounts, promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WrapSerializer
from pydantic.dataclasses import dataclass

from sanctledger.records.record import Citations, Listed, Ref, Refs, Text, one_or_many
from sanctledger.records.reference import Named
from sanctledger.values.quantity import Quantity
from sanctledger.values.scope import Scope

_CONFIG = ConfigDict(
    extra="forbid", defer_build=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
)

Clarity = Literal["clear", "ambiguous"]


def _short(key: str, cls: Any, text: Any) -> tuple[BeforeValidator, WrapSerializer]:
    """Return validators for a mapping that may be written as one text if it has only that text."""

    def lengthen(raw: Any) -> Any:
        return {key: raw} if isinstance(raw, str) else raw

    def shorten(value: Any, write: Callable[[Any], Any]) -> Any:
        mapping = {name: part for name, part in write(value).items() if part not in (None, [], False)}
        return mapping[key] if mapping.keys() == {key} else mapping

    return BeforeValidator(lengthen, json_schema_input_type=text | cls), WrapSerializer(shorten)


@dataclass(frozen=True, slots=True, config=_CONFIG)
class Requirement:
    """A requirement for the lifting of a measure."""

    text: Text = Field(description="What is asked.")
    clarity: Clarity = Field(default="clear", description="Whether it is clear when it is met.")


@dataclass(frozen=True, slots=True, config=_CONFIG)
class Condition:
    """A condition of an easing or a concession."""

    text: Text = Field(description="The condition.")
    by: Ref | None = Field(default=None, description="Who says so.")
    sources: Citations = Field(default=(), description="Where that is from.")


@dataclass(frozen=True, slots=True, config=_CONFIG)
class PersonMention:
    """A person among those whom a record counts, with the outcome for them."""

    person: Ref = Field(description="The person, by id.")
    outcome: Text | None = Field(
        default=None, description="What became of them: freed, exiled, refused, expelled, died, or another word."
    )
    note: Text | None = Field(default=None, description="A remark for readers.")
    sources: Citations = Field(default=(), description="Where that is from.")


@dataclass(frozen=True, slots=True, config=_CONFIG)
class Part:
    """A part of an amount, in a unit of its own; parts never add to the whole."""

    quantity: Quantity = Field(description="How many.")
    label: Text | None = Field(default=None, description="Who or what they are.")
    sources: Citations = Field(default=(), description="Where that is from.")


@dataclass(frozen=True, slots=True, config=_CONFIG)
class Promise:
    """The content of a promise: an act of a kind, towards a party, of a scope, in an amount."""

    kind: Ref | None = Field(default=None, description="The kind of record that would keep it.")
    targets: Refs = Field(
        default=(), validation_alias=one_or_many("targets"), serialization_alias="targets", description="On whom."
    )
    scope: Scope | None = Field(default=None, description="What it would reach.")
    quantity: Quantity | None = Field(default=None, description="How much.")


@dataclass(frozen=True, slots=True, config=_CONFIG)
class Order:
    """The order of a promise relative to other records."""

    before: Refs = Field(default=(), description="The records that are to come after it.")
    alongside: Refs = Field(default=(), alias="with", description="The records that are to come together with it.")
    after: Refs = Field(default=(), description="The records that are to come before it.")


Requirements = Annotated[tuple[Annotated[Requirement, *_short("text", Requirement, Text)], ...], Listed]
Conditions = Annotated[tuple[Annotated[Condition, *_short("text", Condition, Text)], ...], Listed]
People = Annotated[tuple[Annotated[PersonMention, *_short("person", PersonMention, Ref)], ...], Listed]
Parts = Annotated[tuple[Annotated[Part, *_short("quantity", Part, Quantity)], ...], Listed]


def people_references(people: Iterable[PersonMention], field: str = "people") -> Iterator[Named]:
    """Return the references in a list of people: field, ids and family."""
    for number, person in enumerate(people):
        yield f"{field}.{number}", person.person, "party"
        yield f"{field}.{number}.sources", [citation.source for citation in person.sources], "source"


def condition_references(conditions: Iterable[Condition], field: str = "conditions") -> Iterator[Named]:
    """Return the references in a list of conditions: field, ids and family."""
    for number, condition in enumerate(conditions):
        yield f"{field}.{number}.by", condition.by, "party"
        yield f"{field}.{number}.sources", [citation.source for citation in condition.sources], "source"


def part_references(parts: Iterable[Part], field: str = "of_which") -> Iterator[Named]:
    """Return the references in the parts of an amount: field, ids and family."""
    for part in parts:
        yield field, [citation.source for citation in part.sources], "source"


def promise_references(promise: Promise) -> Iterator[Named]:
    """Return the references in a promise: field, ids and family."""
    yield "promises", promise.targets, "party"


def order_references(order: Order) -> Iterator[Named]:
    """Return the references in the order of a promise: field, ids and family."""
    yield "order", order.before + order.alongside + order.after, "record"
