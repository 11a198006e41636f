"""Easings: acts that free a part or all of a measure, one class for each kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WrapSerializer
from pydantic.dataclasses import dataclass

from sanctledger.records.parts import Conditions, condition_references
from sanctledger.records.record import Record, Ref, Refs, Text, Texts, one_or_many
from sanctledger.records.reference import Named, Relation
from sanctledger.values.dates import UncertainDate
from sanctledger.values.scope import EVERYTHING, Scope


@dataclass(
    frozen=True,
    slots=True,
    config=ConfigDict(extra="forbid", defer_build=True, validate_by_name=True, serialize_by_alias=True),
)
class Selector:
    """A choice of sanctions by their fields, among those in force when the easing starts.

    All given fields must match.
    """

    program: Texts = Field(default=(), description="The programs, any of which the sanction belongs to.")
    authority: Texts = Field(default=(), description="The legal bases, any of which it rests on.")
    list: Texts = Field(default=(), description="The lists, any of which carry it.")
    kind: Texts = Field(default=(), description="The kinds, any of which it is.")
    senders: Refs = Field(
        default=(),
        validation_alias=one_or_many("senders"),
        serialization_alias="senders",
        description="Any of its senders.",
    )
    targets: Refs = Field(
        default=(),
        validation_alias=one_or_many("targets"),
        serialization_alias="targets",
        description="Any of its targets.",
    )

    def matches(self, sanction: Any) -> bool:
        """Return whether a sanction matches."""
        wanted = (
            (self.program, sanction.program),
            (self.authority, sanction.authority),
            (self.list, sanction.list),
            (self.kind, (sanction.kind_name,)),
            (self.senders, sanction.senders),
            (self.targets, sanction.targets),
        )
        return all(not any_of or not set(any_of).isdisjoint(has) for any_of, has in wanted)

    @property
    def is_empty(self) -> bool:
        """Return whether no field is given."""
        return not any((self.program, self.authority, self.list, self.kind, self.senders, self.targets))


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid", defer_build=True))
class Eased:
    """The sanctions that an easing eases: some by id, some by a selector."""

    sanctions: Refs = Field(default=(), description="The sanctions by id.")
    matching: tuple[Selector, ...] = Field(default=(), description="Selectors; each adds the sanctions that match it.")

    @property
    def is_empty(self) -> bool:
        """Return whether there is neither an id nor a selector."""
        return not self.sanctions and not self.matching


def _read_eased(raw: Any) -> Any:
    if isinstance(raw, str):
        return {"sanctions": (raw,)}
    if isinstance(raw, Mapping) and not raw.keys() <= {"sanctions", "matching"}:
        return {"matching": (raw,)}
    if isinstance(raw, (list, tuple)):
        return {
            "sanctions": [item for item in raw if isinstance(item, str)],
            "matching": [item for item in raw if not isinstance(item, str)],
        }
    return raw


def _write_eased(value: Any, write: Callable[[Any], Any]) -> Any:
    shape = write(value)
    matching = [{key: part for key, part in selector.items() if part} for selector in shape.get("matching", ())]
    return (
        matching[0] if len(matching) == 1 and not shape.get("sanctions") else [*shape.get("sanctions", ()), *matching]
    )


_EASES = Annotated[
    Eased,
    BeforeValidator(_read_eased, json_schema_input_type=Ref | Selector | Eased | list[Ref | Selector]),
    WrapSerializer(_write_eased),
]


def _selected(selectors: Iterable[Selector]) -> Iterator[Named]:
    """Return the parties that selectors name."""
    for selector in selectors:
        yield "eases", selector.senders + selector.targets, "party"


class Easing(Record, frozen=True):
    """An act that frees a part or all of a measure; the sanction stays in law unless the act lifts it.

    An easing has no entries of its own: it changes the states of the measures that it eases.
    """

    family: ClassVar[str] = "easing"
    cameo: ClassVar[str | None] = "085"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("eases", "sanction", inside="sanctions"),
        Relation("eases", inside="matching", within=_selected),
        Relation("senders", "party"),
        Relation("targets", "party"),
        Relation("replaces", "easing"),
        Relation("conditions", within=condition_references),
        Relation("delivers", "pledge"),
    )
    #: Whether it ends the measure (a delisting) instead of freeing activities under it (a licence).
    lifts: ClassVar[bool] = False
    #: Whether it never eases more than a part.
    partial: ClassVar[bool] = False
    #: Whether the state of the measure is `ended`, as after its own end, instead of `lifted`.
    expires: ClassVar[bool] = False
    #: Whether it frees only activities that began before it.
    existing_only: ClassVar[bool] = False
    #: Whether it frees only activities that an authority allows case by case.
    by_application: ClassVar[bool] = False
    #: Whether it frees only activities of those to whom it is given, or with those whom it names.
    for_named: ClassVar[bool] = False

    start: UncertainDate = Field(alias="from", description="The first day on which the measure is in force.")
    eases: _EASES = Field(
        default_factory=Eased,
        description="The eased sanctions: ids, or a selector such as `{program: SUDAN, sender: us}`, which chooses "
        "among the sanctions in force at the start. Default: the sanctions of the licence that this one replaces.",
    )
    targets: Refs = Field(
        default=(),
        validation_alias=one_or_many("targets"),
        serialization_alias="targets",
        description="The targets for which the easing holds; default: all targets of the sanctions.",
    )
    senders: Refs = Field(
        default=(),
        validation_alias=one_or_many("senders"),
        serialization_alias="senders",
        description="The senders for which the easing holds; default: all senders of the sanctions.",
    )
    scope: Scope = Field(default=EVERYTHING, description="The scope that the easing frees; default: the whole measure.")
    conditions: Conditions = Field(
        default=(), description="The conditions; answers show them, and no rule judges them."
    )
    replaces: Refs = Field(default=(), description="The licences that end when this one starts.")
    instrument: Text | None = Field(default=None, description="The instrument, such as `Belarus GL 11`.")
    revision: Text | None = Field(default=None, description="The revision of the instrument.")
    delivers: Refs = Field(default=(), description="The pledges that the record keeps.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the senders and targets that the easing names."""
        return self.senders + self.targets


class GeneralLicense(Easing, frozen=True):
    """A class of prohibited activities is authorized for all who meet the terms; the listing stays in force."""

    kind: Literal["general_license"] = "general_license"


class SpecificLicense(Easing, frozen=True):
    """Named activities are authorized for a named applicant; it never eases more than a part."""

    kind: Literal["specific_license"] = "specific_license"
    partial: ClassVar[bool] = True
    for_named: ClassVar[bool] = True

    scope: Scope = Field(description="The scope that the licence frees; required for a specific licence.")


class WindDown(Easing, frozen=True):
    """A licence to end existing business by a day; it never eases more than a part."""

    kind: Literal["wind_down"] = "wind_down"
    partial: ClassVar[bool] = True
    existing_only: ClassVar[bool] = True


class Exemption(Easing, frozen=True):
    """Activities that the terms of the measure leave free, without an application (in the EU's sense)."""

    kind: Literal["exemption"] = "exemption"


class Derogation(Easing, frozen=True):
    """Activities that a competent authority may authorize beforehand (in the EU's sense)."""

    kind: Literal["derogation"] = "derogation"
    by_application: ClassVar[bool] = True


class Waiver(Easing, frozen=True):
    """A statutory sanction is not applied, by decision of the executive."""

    kind: Literal["waiver"] = "waiver"


class Suspension(Easing, frozen=True):
    """The measure stays in law and does not apply for a time."""

    kind: Literal["suspension"] = "suspension"


class NonEnforcement(Easing, frozen=True):
    """The measure stays in law and is not applied."""

    kind: Literal["non_enforcement"] = "non_enforcement"


class Delisting(Easing, frozen=True):
    """A party is removed from a list: its measure is lifted."""

    kind: Literal["delisting"] = "delisting"
    cameo: ClassVar[str | None] = "081"
    lifts: ClassVar[bool] = True


class Termination(Easing, frozen=True):
    """The measure or its programme is ended in law: its measures are lifted."""

    kind: Literal["termination"] = "termination"
    lifts: ClassVar[bool] = True


class Lapse(Easing, frozen=True):
    """The measure ended because nobody renewed it: the state of its measures is `ended`."""

    kind: Literal["lapse"] = "lapse"
    lifts: ClassVar[bool] = True
    expires: ClassVar[bool] = True


BUILT_IN = (
    GeneralLicense,
    SpecificLicense,
    WindDown,
    Exemption,
    Derogation,
    Waiver,
    Suspension,
    NonEnforcement,
    Delisting,
    Termination,
    Lapse,
)
