"""Acts between parties: concessions, and hostile acts that are not sanctions."""

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
    """An act by givers towards receivers, a benefit or a burden, with an amount.

    Its entries have its amount from its day on, less the amounts that it includes and that reversals take back. Without
    an
    amount it counts as one of its kind.
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
    #: The effect on the stocks of givers and receivers in the unit: 1 adds, -1 takes, 0 is none.
    givers_stock: ClassVar[int] = 0
    receivers_stock: ClassVar[int] = 0

    start: UncertainDate = Field(alias="from", description="The day of the act.")
    givers: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("givers"),
        serialization_alias="givers",
        description="The ids of the acting parties.",
    )
    receivers: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("receivers"),
        serialization_alias="receivers",
        description="The ids of the parties that the act was done for or to.",
    )
    quantity: Quantity | None = Field(default=None, description="The amount; default: one of its kind.")
    people: People = Field(default=(), description="The people among those counted, each with the outcome.")
    of_which: Parts = Field(default=(), description="Parts of the amount, in units of their own.")
    complete: bool = Field(default=False, description="Whether the parts must add up to the amount.")
    includes: Refs = Field(default=(), description="The records whose amounts are part of this amount.")
    delivers: Refs = Field(default=(), description="The pledges that the record keeps.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the givers and the receivers."""
        return self.givers + self.receivers

    def entries(self, evidence: EntryContext) -> Iterable[Entry]:
        """Return the entries of its amount through time, and of its parts."""
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
    """A benefit from one party to another: a release, a payment, a step that the other asked for."""

    family: ClassVar[str] = "concession"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Act.relations,
        Relation("held_by", "party"),
        Relation("via", "party"),
        Relation("conditions", within=condition_references),
    )
    givers_stock: ClassVar[int] = -1

    held_by: Ref | None = Field(
        default=None, description="The holder of the given thing, such as a bank in a third state."
    )
    via: Refs = Field(default=(), description="The parties through which the given thing passed.")
    conditions: Conditions = Field(default=(), description="The conditions, each with the party that states it.")


class Coercion(Act, frozen=True):
    """A hostile act that is not a sanction."""

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
