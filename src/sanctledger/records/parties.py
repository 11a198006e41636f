"""Parties: states, blocs, companies, persons and others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

import attrs
from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer, ValidationInfo
from pydantic_core import CoreSchema

from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema
from sanctledger.base.words import in_short
from sanctledger.records.record import Listed, Record, Ref, Text, Texts
from sanctledger.records.reference import Relation
from sanctledger.values.bounds import ENDS_SCHEMA, Bounds
from sanctledger.values.quantity import ABOUT, Quantity
from sanctledger.values.span import DATES_SCHEMA, Span

#: From when a relation holds that says no `from`: as one without dates it has always held.
_ALWAYS = "0001-01-01"


def _dated(raw: Mapping[str, Any]) -> Span | None:
    dates = {key: raw[key] for key in ("from", "until", "through") if key in raw}
    return Span.read({"from": _ALWAYS, **dates}) if dates else None


def _span_json(during: Span | None) -> dict[str, str]:
    if during is None:
        return {}
    start = {"from": str(during.start)}
    if during.end is None:
        return start
    return ({} if start["from"] == _ALWAYS else start) | {"until": str(during.end)}


@attrs.frozen
class Membership:
    """The membership of a party in a bloc or a group.

    Attributes:
        party: The id of the bloc or group.
        during: The time of the membership; `None` if it is not stated, which means always.
    """

    party: str
    during: Span | None = None

    @classmethod
    def read(cls, raw: Any) -> Membership:
        """Read the id of a party, or a mapping with `party` (or `bloc`) and `from`, `until` or `through`.

        Raises:
            ReadError: The value is neither.
        """
        if isinstance(raw, Membership):
            return raw
        if isinstance(raw, str):
            return cls(raw)
        if isinstance(raw, dict) and raw.keys() <= {"party", "bloc", "from", "until", "through"}:
            party = raw.get("party", raw.get("bloc"))
            if isinstance(party, str):
                return cls(party, _dated(raw))
        raise ReadError(in_short(raw), "is not a membership", "write a bloc's id, or `{bloc: eu, from: 2004-05-01}`")

    def to_json(self) -> str | dict[str, str]:
        """Return the id alone, or the mapping with its dates."""
        return self.party if self.during is None else {"party": self.party, **_span_json(self.during)}

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold a membership."""
        return text_schema(cls.read, cls.to_json)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        keys = {key: {"type": "string", "description": "The bloc or group, by id."} for key in ("party", "bloc")}
        named = [{"required": ["party"]}, {"required": ["bloc"]}]
        shape = {"type": "object", "properties": keys | DATES_SCHEMA, "anyOf": named, "additionalProperties": False}
        return {
            "title": "Membership",
            "description": "A bloc or group, and when.",
            "anyOf": [{"type": "string"}, shape],
        }


def _size(raw: Any, about: Decimal = ABOUT) -> Any:
    """Return the bounds of a size or a share, which is written like an amount without a unit."""
    try:
        return Quantity.parse(f"{raw} members", about).bounds if isinstance(raw, str) else raw
    except ReadError:
        return raw


def _size_here(raw: Any, info: ValidationInfo) -> Any:
    return _size(raw, (info.context or {}).get("about", ABOUT))


_OWNING = {"party", "share", "control", "from", "until", "through"}
#: What may be said of control, and what it means.
_CONTROL: dict[Any, bool | None] = {True: True, "true": True, False: False, "false": False, "unknown": None}


@attrs.frozen
class Ownership:
    """The share of a party in another.

    Attributes:
        party: The id of the owner.
        share: The share in percent.
        during: The time of the ownership; `None` if it is not stated, which means always.
        control: Whether the owner controls the other party by any means; `None` if that is not known.
    """

    party: str
    share: Bounds = attrs.field(default=Bounds(0, 100))
    during: Span | None = None
    control: bool | None = False

    @classmethod
    def read(cls, raw: Any) -> Ownership:
        """Read the id of an owner, or a mapping with `party`, `share` (percent), `control` and dates.

        Raises:
            ReadError: The value is neither, the share is not between 0 and 100, or `control` is not yes, no or unknown.
        """
        if isinstance(raw, Ownership):
            return raw
        if isinstance(raw, str):
            return cls(raw)
        if isinstance(raw, dict) and raw.keys() <= _OWNING and isinstance(raw.get("party"), str):
            share = raw.get("share", "0..100")
            text = share.rstrip("% ") if isinstance(share, str) else share
            bounds = Bounds.read(_size(text))
            within = bounds.intersect(Bounds(0, 100))
            if within is None or not Bounds(0, 100).contains(
                Bounds(bounds.low, 100 if bounds.high is None else bounds.high)
            ):
                raise ReadError(
                    in_short(share), "is not a share", "write a percentage between 0 and 100, or bounds of one"
                )
            control = raw.get("control", False)
            if not isinstance(control, (bool, str)) or control not in _CONTROL:
                raise ReadError(in_short(control), "is not said of control", "write `true`, `false` or `unknown`")
            return cls(raw["party"], within, _dated(raw), _CONTROL[control])
        raise ReadError(in_short(raw), "is not an ownership", "write an owner's id, or `{party: by, share: 100}`")

    def to_json(self) -> dict[str, str]:
        """Return the mapping of the file format."""
        control = {} if self.control is False else {"control": "true" if self.control else "unknown"}
        return {"party": self.party, "share": str(self.share), **control, **_span_json(self.during)}

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold an ownership."""
        return text_schema(cls.read, cls.to_json)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        keys: dict[str, Any] = {
            "party": {"type": "string", "description": "The owner, by id."},
            "share": {
                "anyOf": [
                    {"type": "string"},
                    {"type": "integer"},
                    {"type": "object", "properties": ENDS_SCHEMA, "additionalProperties": False},
                ],
                "description": "The share in percent, such as `51` or `50..75`.",
            },
            "control": {
                "anyOf": [{"type": "boolean"}, {"enum": ["true", "false", "unknown"]}],
                "description": "Whether it controls the other by whatever means, as the EU and the UK ask.",
            },
            **DATES_SCHEMA,
        }
        shape = {"type": "object", "properties": keys, "required": ["party"], "additionalProperties": False}
        return {"title": "Ownership", "description": "An owner and its share.", "anyOf": [{"type": "string"}, shape]}


def _pairs(raw: Any) -> Any:
    return tuple(sorted((key, value) for key, value in raw.items())) if isinstance(raw, Mapping) else raw


Identifiers = Annotated[
    tuple[tuple[Text, Text], ...],
    BeforeValidator(_pairs, json_schema_input_type=dict[str, str]),
    PlainSerializer(dict, return_type=dict[str, str]),
]


class Party(Record, frozen=True):
    """A party that acts, is acted on, or observes."""

    family: ClassVar[str] = "party"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("country", "party"),
        Relation("member_of", "party", by="party"),
        Relation("owners", "party", by="party"),
    )

    name: Text | None = Field(default=None, description="The full name; default: the id.")
    aliases: Texts = Field(default=(), description="Other names.")
    iso: Text | None = Field(default=None, description="The ISO 3166 code of a state.")
    country: Ref | None = Field(
        default=None,
        description="The id of the state to which the party belongs: acts that affect the party count for that state.",
    )
    member_of: Annotated[tuple[Membership, ...], Listed] = Field(
        default=(), description="The blocs or groups to which the party belongs, with dates if known."
    )
    owners: Annotated[tuple[Ownership, ...], Listed] = Field(
        default=(), description="The owners, with shares in percent, and with dates if known."
    )
    size: Annotated[Bounds, BeforeValidator(_size_here)] | None = Field(
        default=None, description="The number of members of a group: an amount or bounds, such as `170` or `over 100`."
    )
    identifiers: Identifiers = Field(
        default=(), description="Official numbers by their scheme, such as IMO, ICAO, LEI or an OFAC uid."
    )

    @property
    def label(self) -> str:
        """Return the name, or the id if it has none."""
        return self.name or self.id


class State(Party, frozen=True):
    """A state."""

    kind: Literal["state"] = "state"


class Bloc(Party, frozen=True):
    """A union of states that acts as one, such as the European Union."""

    kind: Literal["bloc"] = "bloc"


class Organization(Party, frozen=True):
    """An organization that is neither a state nor a company."""

    kind: Literal["organization"] = "organization"


class Company(Party, frozen=True):
    """A company."""

    kind: Literal["company"] = "company"


class Person(Party, frozen=True):
    """A person."""

    kind: Literal["person"] = "person"


class Vessel(Party, frozen=True):
    """A ship."""

    kind: Literal["vessel"] = "vessel"


class Aircraft(Party, frozen=True):
    """An aircraft."""

    kind: Literal["aircraft"] = "aircraft"


class Group(Party, frozen=True):
    """Several parties under one name, such as all persons of one listing; the size may be known only between bounds."""

    kind: Literal["group"] = "group"


BUILT_IN = (State, Bloc, Organization, Company, Person, Vessel, Aircraft, Group)


def by_name(parties: Iterable[Party]) -> dict[str, str]:
    """Return the ids of parties by each name, alias and ISO code that belongs to one party alone, in lower case."""
    found: dict[str, dict[str, None]] = {}
    for party in parties:
        for name in (party.name, party.iso, *party.aliases):
            if name is not None:
                found.setdefault(name.casefold(), {})[party.id] = None
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
