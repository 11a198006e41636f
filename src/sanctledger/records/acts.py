"""What a party does for another, and the hostile acts that are no sanctions."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field

from sanctledger.records.entry import Entry
from sanctledger.records.parts import (
    Conditions,
    Parts,
    People,
    condition_references,
    part_references,
    people_references,
)
from sanctledger.records.record import EntryContext, Record, Ref, Refs, one_or_many
from sanctledger.records.reference import Relation
from sanctledger.values.dates import UncertainDate
from sanctledger.values.quantity import Quantity


class Act(Record, frozen=True):
    """Something given by givers to receivers, for good or ill, in an amount.

    It yields its amount from its day on, less what it includes and what reversals took back; if it has no amount,
    one of its kind.
    """

    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("givers", "party"),
        Relation("receivers", "party"),
        Relation("people", within=people_references),
        Relation("of_which", within=part_references),
        Relation("includes", None),
        Relation("delivers", "pledge"),
    )
    #: What it does to what its givers and receivers hold of its unit: 1 adds to it, -1 takes from it, 0 leaves it.
    givers_stock: ClassVar[int] = 0
    receivers_stock: ClassVar[int] = 0

    start: UncertainDate = Field(alias="from", description="The day on which it was done.")
    givers: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("givers"),
        serialization_alias="givers",
        description="Who did it, by id.",
    )
    receivers: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("receivers"),
        serialization_alias="receivers",
        description="For whom or to whom, by id.",
    )
    quantity: Quantity | None = Field(default=None, description="How much; one of its kind if absent.")
    people: People = Field(default=(), description="Who is among those counted, and what became of them.")
    of_which: Parts = Field(default=(), description="Parts of the amount, in units of their own.")
    complete: bool = Field(default=False, description="Whether the parts should add up to the amount.")
    includes: Refs = Field(default=(), description="The records that this amount already counts.")
    delivers: Refs = Field(default=(), description="The pledges that it keeps.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Givers and receivers."""
        return self.givers + self.receivers

    def entries(self, evidence: EntryContext) -> Iterable[Entry]:
        """Its amount through time, and its parts."""
        for step in evidence.steps(self):
            yield self.line(
                evidence,
                givers=self.givers,
                receivers=self.receivers,
                unit=step.unit,
                amount=step.amount,
                periods=step.periods,
                part_of=step.part_of,
                because=step.because,
            )


class Concession(Act, frozen=True):
    """Something that a party does for another: a release, a payment, a step that the other asked for."""

    family: ClassVar[str] = "concession"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Act.relations,
        Relation("held_by", "party"),
        Relation("via", "party"),
        Relation("conditions", within=condition_references),
    )
    givers_stock: ClassVar[int] = -1

    held_by: Ref | None = Field(default=None, description="Who holds what was given, such as a bank in a third state.")
    via: Refs = Field(default=(), description="The parties through whom it passed.")
    conditions: Conditions = Field(default=(), description="The conditions that it is under, and who says so.")


class Coercion(Act, frozen=True):
    """A hostile act that is no sanction."""

    family: ClassVar[str] = "coercion"
    givers_stock: ClassVar[int] = 1


class Release(Concession, frozen=True):
    """Detained persons are let go."""

    kind: Literal["release"] = "release"
    cameo: ClassVar[str | None] = "0841"


class Pardon(Concession, frozen=True):
    """Persons are pardoned, amnestied or have their sentences commuted."""

    kind: Literal["pardon"] = "pardon"
    cameo: ClassVar[str | None] = "0841"


class Clemency(Concession, frozen=True):
    """Charges are dropped, sentences cut, notices withdrawn."""

    kind: Literal["clemency"] = "clemency"
    cameo: ClassVar[str | None] = "0841"


class Handover(Concession, frozen=True):
    """Persons are handed over for trial or in an exchange."""

    kind: Literal["handover"] = "handover"
    cameo: ClassVar[str | None] = "0841"
    receivers_stock: ClassVar[int] = 1


class AssetRelease(Concession, frozen=True):
    """Funds or property are returned or set free."""

    kind: Literal["asset_release"] = "asset_release"
    cameo: ClassVar[str | None] = "0842"
    receivers_stock: ClassVar[int] = 1


class Payment(Concession, frozen=True):
    """Money is paid, compensation included."""

    kind: Literal["payment"] = "payment"
    cameo: ClassVar[str | None] = "071"
    receivers_stock: ClassVar[int] = 1


class DiplomaticStep(Concession, frozen=True):
    """An embassy is reopened, an envoy received, relations are raised."""

    kind: Literal["diplomatic_step"] = "diplomatic_step"
    cameo: ClassVar[str | None] = "050"


class Access(Concession, frozen=True):
    """Inspectors or observers are let in."""

    kind: Literal["access"] = "access"
    cameo: ClassVar[str | None] = "0862"


class Declaration(Concession, frozen=True):
    """A required account of programmes or holdings is handed in."""

    kind: Literal["declaration"] = "declaration"


class Dismantlement(Concession, frozen=True):
    """Weapons, plants or forces are taken apart."""

    kind: Literal["dismantlement"] = "dismantlement"


class TradeStep(Concession, frozen=True):
    """Trade or economic cooperation is resumed or widened."""

    kind: Literal["trade_step"] = "trade_step"
    cameo: ClassVar[str | None] = "061"


class PolicyStep(Concession, frozen=True):
    """A policy is changed as the other side asked."""

    kind: Literal["policy_step"] = "policy_step"
    cameo: ClassVar[str | None] = "0832"


class CeasefireStep(Concession, frozen=True):
    """Fighting stops, or forces are pulled back."""

    kind: Literal["ceasefire_step"] = "ceasefire_step"
    cameo: ClassVar[str | None] = "0871"


class Detention(Coercion, frozen=True):
    """Persons are arrested or held."""

    kind: Literal["detention"] = "detention"
    cameo: ClassVar[str | None] = "173"


class Expulsion(Coercion, frozen=True):
    """Persons are deported or envoys sent out."""

    kind: Literal["expulsion"] = "expulsion"
    cameo: ClassVar[str | None] = "174"
    givers_stock: ClassVar[int] = -1


class Seizure(Coercion, frozen=True):
    """Property, ships or aircraft are seized."""

    kind: Literal["seizure"] = "seizure"
    cameo: ClassVar[str | None] = "171"
    receivers_stock: ClassVar[int] = -1


class Incursion(Coercion, frozen=True):
    """Territory or airspace is entered."""

    kind: Literal["incursion"] = "incursion"
    givers_stock: ClassVar[int] = 0


class Threat(Coercion, frozen=True):
    """A threat is made."""

    kind: Literal["threat"] = "threat"
    cameo: ClassVar[str | None] = "130"
    givers_stock: ClassVar[int] = 0


BUILT_IN = (
    Release,
    Pardon,
    Clemency,
    Handover,
    AssetRelease,
    Payment,
    DiplomaticStep,
    Access,
    Declaration,
    Dismantlement,
    TradeStep,
    PolicyStep,
    CeasefireStep,
    Detention,
    Expulsion,
    Seizure,
    Incursion,
    Threat,
)
