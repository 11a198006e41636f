"""The frozen base class of all records, with the fields that every record has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Protocol, Self

import attrs
from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sanctledger.base.arguments import refusing, refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema
from sanctledger.base.words import in_short
from sanctledger.records.allowance import Allowances
from sanctledger.records.entry import Entry, Status
from sanctledger.records.entry_context import AmountStep, StateDays
from sanctledger.records.reference import Relation
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import DAY_SCHEMA, UncertainDate, as_day
from sanctledger.values.periods import Periods
from sanctledger.values.span import Span, through
from sanctledger.values.units import Unit

Ref = Annotated[str, StringConstraints(pattern=r"^\w[\w.:-]*$", max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1)]
Link = Literal["explicit", "stated", "inferred"]


def _listed(raw: Any) -> Any:
    if type(raw) is list or type(raw) is tuple:
        return raw
    return [raw] if isinstance(raw, (str, Mapping)) or attrs.has(type(raw)) else raw


def _day(raw: Any) -> Any:
    try:
        return as_day(raw) if isinstance(raw, str) else raw
    except ReadError as error:
        raise PydanticCustomError("sanctledger_read", "{sentence}", {"sentence": str(error)}) from None


class _Listed:
    """A marker for a list that may be written as its only member."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a single member as a list."""
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe both forms."""
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]} if "items" in listed else listed


#: One day of the calendar, for what happens in an office and is never imprecise.
Day = Annotated[dt.date, BeforeValidator(_day, json_schema_input_type=Annotated[str, WithJsonSchema(DAY_SCHEMA)])]
#: Lists that may be written as their one member.
Listed = _Listed()
Refs = Annotated[tuple[Ref, ...], Listed]
Texts = Annotated[tuple[Text, ...], Listed]


def one_or_many(plural: str) -> AliasChoices:
    """Return the words of the file for a list of parties: the plural, or the singular for a list of one."""
    return AliasChoices(plural, plural.removesuffix("s"))


@refusing_methods(constructor=False)
@attrs.frozen
class Citation:
    """A source, and the place in it.

    Attributes:
        source: The id of the source record.
        at: The place in the source, such as `paragraph 3` or `p. 292`.
    """

    source: str
    at: str | None = None

    @classmethod
    def read(cls, raw: Any) -> Citation:
        """Read a citation from the id of a source or from a mapping with `source` and `at`.

        Raises:
            ReadError: The value is neither.
        """
        if type(raw) is str:
            return _cited(raw, None)
        if isinstance(raw, Citation):
            return raw
        if isinstance(raw, dict) and isinstance(raw.get("source"), str) and len(raw) == 1 + ("at" in raw):
            at = raw.get("at")
            return _cited(raw["source"], None if at is None else str(at))
        raise ReadError(
            in_short(raw), "is not a citation", "write the id of a source, or `{source: its-id, at: paragraph 3}`"
        )

    def to_json(self) -> str | dict[str, str]:
        """Return the id alone, or the mapping with the place."""
        return self.source if self.at is None else {"source": self.source, "at": self.at}

    def __str__(self) -> str:
        """Return the id of the source and the place."""
        return self.source if self.at is None else f"{self.source}, {self.at}"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold a citation."""
        return text_schema(cls.read, cls.to_json)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        shape = {
            "type": "object",
            "properties": {
                "source": {"type": "string", "pattern": r"^\S+$", "description": "The source, by id."},
                "at": {
                    "anyOf": [{"type": "string"}, {"type": "null"}],
                    "description": "Where in the source, such as `paragraph 3` or `p. 292`.",
                },
            },
            "required": ["source"],
            "additionalProperties": False,
        }
        return {
            "title": "Citation",
            "description": "A source, and the place in it.",
            "anyOf": [{"type": "string", "pattern": r"^\S+$"}, shape],
        }


@lru_cache(maxsize=65536)
def _cited(source: str, at: str | None) -> Citation:
    if not source or any(letter.isspace() for letter in source):
        raise ReadError(source, "is not the id of a source", "write the id of a source; a place in it goes under `at`")
    return Citation(source, at)


Citations = Annotated[tuple[Citation, ...], Listed]
#: That records cite sources.
CITED = Relation("sources", "source", by="source")


class Record(
    BaseModel,
    frozen=True,
    extra="forbid",
    defer_build=True,
    validate_by_name=True,
    validate_by_alias=True,
    serialize_by_alias=True,
):
    """A dated, sourced statement of what a party did, is, or said: the base of every family.

    Records are immutable and refuse fields that they do not know. `replaced` gives a changed copy.

    Beside its fields, a class says of its kind what stands here below; a kind of your own says what differs.
    """

    #: The family: where references ask for one, and which section a record may stand in.
    family: ClassVar[str] = "record"
    #: The code of its act in CAMEO; `None` where it is no act, or the code is not settled.
    cameo: ClassVar[str | None] = None
    #: The fields by which its records name others.
    relations: ClassVar[tuple[Relation, ...]] = (
        CITED,
        Relation("deal", "deal"),
        Relation("verified_by", "party"),
        Relation("corrects", None),
        Relation("amends", None),
    )
    #: The name to show; the kind's own in words if absent.
    display_name: ClassVar[str | None] = None
    #: Dimensions of its scope beyond those that the library knows, each with what it means.
    dimensions: ClassVar[Mapping[str, str]] = {}
    #: The units that it counts in, for ledgers that hold such records and do not declare them.
    units: ClassVar[tuple[Unit, ...]] = ()
    #: The rules that come with it: each a `KindRule` or a `Rule` of `sanctledger.checks`.
    rules: ClassVar[tuple[Any, ...]] = ()
    #: Its nearest codes in other vocabularies: `opensanctions`, `ist`, `gsdb`, `ties`, or others by name.
    codes: ClassVar[Mapping[str, str]] = {}

    id: Ref = Field(description="The id by which other records name this one: letters, digits, hyphens.")
    start: UncertainDate | None = Field(
        default=None,
        alias="from",
        description="The first day on which the record holds, in the calendar of the issuing authority.",
    )
    end: UncertainDate | None = Field(
        default=None,
        alias="until",
        description="The first day on which the record no longer holds; default: open-ended.",
    )
    through: UncertainDate | None = Field(
        default=None,
        description="The last day on which the record holds; `until` is the day after.",
    )
    recorded: Day | None = Field(
        default=None,
        description="The day since which the record is known. Default: the earliest publication among its sources that "
        "is not before `from`; else the latest day that `from` may be.",
    )
    announced: UncertainDate | None = Field(
        default=None, description="The day of the announcement; it has no effect on the days of the record."
    )
    issued: UncertainDate | None = Field(
        default=None, description="The day of the decision or signature; it has no effect on the days of the record."
    )
    published: UncertainDate | None = Field(
        default=None, description="The day of publication; it has no effect on the days of the record."
    )
    sources: Citations = Field(default=(), description="The sources: ids, each with the place in the source.")
    status: Status = Field(
        default="reported",
        description="The status of the evidence. Disputed and scheduled are uncertain; retracted never counts.",
    )
    deal: Ref | None = Field(default=None, description="The deal of the record.")
    link: Link | None = Field(
        default=None,
        description="The strength of the tie to that deal: explicit in the deal, stated by a party, or inferred.",
    )
    verified_by: Ref | None = Field(default=None, description="The party that verified it.")
    verified_on: UncertainDate | None = Field(default=None, description="The day of the verification.")
    note: Text | None = Field(default=None, description="A remark for readers.")
    tags: Texts = Field(default=(), description="Words for searching.")
    allow: Allowances = Field(
        default=(), description="The rules whose findings about this record are accepted, each with its reason."
    )
    corrects: Refs = Field(default=(), description="The records that this one replaces because they were wrong.")
    amends: Refs = Field(default=(), description="The records that this one replaces because their facts have changed.")

    @model_validator(mode="after")
    def _spans_a_day(self) -> Self:
        last = self.through
        if last is not None:
            if self.end is not None:
                raise PydanticCustomError(
                    "two_ends", "has both `until` and `through`; keep the one that you mean", {"field": "through"}
                )
            self.__dict__.update(end=through(last), through=None)
            self.__pydantic_fields_set__.discard("through")
            self.__pydantic_fields_set__.add("end")
        if self.end is not None and self.start is not None and self.end.last <= self.start.first:
            if last is not None:
                raise PydanticCustomError(
                    "empty_span",
                    "has its last day on {last}, before it has begun on {start}",
                    {"field": "through", "start": str(self.start), "last": str(last)},
                )
            raise PydanticCustomError(
                "empty_span",
                "ends on {end}, before it has begun on {start}; `until` is the first day on which it no longer holds, "
                "for its last day write `through`",
                {"field": "until", "start": str(self.start), "end": str(self.end)},
            )
        return self

    @property
    def span(self) -> Span:
        """Return the time for which the record holds as written; from an unknown day if it has no start."""
        return Span(self.start or UNKNOWN, self.end)

    @property
    def replaces_records(self) -> tuple[str, ...]:
        """Return the ids of the records that this record corrects or amends."""
        return self.corrects + self.amends

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties that it names as doing or receiving, by id."""
        return ()

    def references(self) -> Iterator[tuple[str, str, str]]:
        """What it refers to: the field, the id, and the family that the id should be of (`record` for any)."""
        for relation in self.relations:
            yield from relation.named(getattr(self, relation.field), self.family)

    def entries(self, evidence: EntryContext) -> Iterable[Entry]:  # noqa: ARG002 - most families yield none
        """Return the double-entry lines of the record; none unless its family declares some.

        Args:
            evidence: The context: the days on which the record holds, the amounts that reversals take back.
        """
        return ()

    @refusing
    def line(  # noqa: PLR0913 - one argument a column
        self,
        evidence: EntryContext,
        *,
        givers: Iterable[str],
        receivers: Iterable[str],
        unit: str,
        amount: Bounds,
        periods: Periods,
        part_of: str | None = None,
        because: tuple[str, ...] = (),
        deal: str | None = None,
    ) -> Entry:
        """Return an entry of this record, with its own fields filled in; default for the deal: that of the record."""
        return Entry(
            givers=tuple(givers),
            receivers=tuple(receivers),
            unit=unit,
            amount=amount,
            periods=periods,
            record=self.id,
            kind=self.kind_name,
            deal=deal or self.deal,
            programs=tuple(getattr(self, "program", ())),
            status=self.status,
            known_from=evidence.known_from(self.id, *because),
            part_of=part_of,
            because=because,
        )

    @property
    def kind_name(self) -> str:
        """Return the name of the kind."""
        name: str = getattr(self, "kind", self.family)
        return name

    def replaced(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, checked like a new record.

        Raises:
            pydantic.ValidationError: The changed record is not valid.
        """
        fields = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self).model_validate(fields | changes, by_name=True)

    def to_mapping(self) -> dict[str, Any]:
        """Return the record as the file writes it: its kind, then the fields that differ from their default."""
        fields = self.model_dump(mode="json", exclude_defaults=True)
        return {"kind": self.kind_name, **{key: value for key, value in fields.items() if key != "kind"}}

    def __str__(self) -> str:
        """Return the kind and the id."""
        return f"{self.kind_name} {self.id}"


UNKNOWN = UncertainDate.parse("unknown")


class EntryContext(Protocol):
    """The context that a record may ask when it yields its entries: all other known records, under a reading."""

    def acts(self, record: Record) -> Periods:
        """Return the days on which a record holds and is not reversed."""

    def steps(self, record: Record) -> Iterable[AmountStep]:
        """Return the amount of a concession or coercion through time, and its parts."""

    def states(self, record: Record) -> Iterable[StateDays]:
        """Return the states of each measure of a sanction through time."""

    def claims(self, *ids: str) -> tuple[str, ...]:
        """Return the ids of the rival claims that widen the days or the amounts of some records."""

    def size(self, party: str) -> Bounds:
        """Return the number of people or things that a party stands for: the size of a group, otherwise one."""

    def known_from(self, *ids: str) -> dt.date | None:
        """Return the day since which all of some records are known."""
