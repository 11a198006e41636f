"""Sanctions: measures that senders impose on targets, one class for each kind."""

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sanctledger.records.entry import Entry
from sanctledger.records.parts import Requirements
from sanctledger.records.record import EntryContext, Record, Refs, Texts, one_or_many
from sanctledger.records.reference import Relation
from sanctledger.values.dates import UncertainDate
from sanctledger.values.scope import EVERYTHING, Scope
from sanctledger.values.vocabulary import KNOWN

#: The largest number of measures, senders times targets, of one record.
WIDEST = 20_000
#: The states that entries count; an ended measure counts nowhere.
COUNTED = ("in_force", "partly_eased", "eased", "lifted")


class Sanction(Record, frozen=True):
    """A sanction by senders against targets: one measure for each sender and target.

    Each measure has an entry for each of its states, in units such as `in_force:asset_freeze`: 1, or the size of a
    group.
    """

    family: ClassVar[str] = "sanction"
    cameo: ClassVar[str | None] = "163"
    #: The scope of a record without one of its own; a custom kind gives its own.
    default_scope: ClassVar[Scope] = EVERYTHING
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("senders", "party"),
        Relation("targets", "party"),
        Relation("continues", "sanction"),
        Relation("reimposes", "sanction"),
        Relation("delivers", "pledge"),
    )
    #: Whether a measure on a state reaches all who belong to the state, and not its government alone.
    reaches_nationals: ClassVar[bool] = True
    #: Whether it reaches the property of its targets by the ownership test of its sender.
    reaches_owned: ClassVar[bool] = False
    #: Whether it applies to those who move, so that it reaches an activity without a counterparty.
    upon_movers: ClassVar[bool] = False
    #: Whether it reaches only parties that its sender does not bind.
    upon_third_parties: ClassVar[bool] = False
    #: Whether the kind has no default scope, so that a record without a scope leaves its reach open.
    needs_scope: ClassVar[bool] = False

    start: UncertainDate = Field(alias="from", description="The first day on which the measure is in force.")
    senders: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("senders"),
        serialization_alias="senders",
        description="The ids of the parties that impose the measure.",
    )
    targets: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("targets"),
        serialization_alias="targets",
        description="The ids of the parties on which the measure is imposed.",
    )
    scope: Scope = Field(
        default=EVERYTHING,
        description="The scope of the measure. A dimension that is written replaces that of the default of the kind.",
    )
    authority: Texts = Field(default=(), description="The legal bases, such as an executive order or a regulation.")
    program: Texts = Field(default=(), description="The sanctions programs of the measure.")
    list: Texts = Field(default=(), description="The lists on which the target is entered, such as SDN.")
    objectives: Texts = Field(default=(), description="The stated objectives.")
    requires: Requirements = Field(default=(), description="The requirements for lifting the measure.")
    review_by: UncertainDate | None = Field(default=None, description="The day by which the measure must be reviewed.")
    continues: Refs = Field(
        default=(), description="The sanctions that this one continues: the same measure under a new authority."
    )
    reimposes: Refs = Field(
        default=(), description="The lifted sanctions that this one imposes again under a new authority."
    )
    delivers: Refs = Field(default=(), description="The pledges that the record keeps.")

    @model_validator(mode="after")
    def _is_not_too_wide(self) -> Self:
        if len(self.senders) * len(self.targets) > WIDEST:
            raise PydanticCustomError(
                "too_wide",
                "{senders} senders by {targets} targets are more than {widest} measures in one record; "
                "write several records, or name a group as the target",
                {"field": "targets", "senders": len(self.senders), "targets": len(self.targets), "widest": WIDEST},
            )
        return self

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the senders and the targets."""
        return self.senders + self.targets

    @property
    def scope_in_force(self) -> Scope:
        """Return the scope as written: that of the record in place of the default of its kind."""
        return _in_force(self.default_scope, self.scope)

    @property
    def reach(self) -> Scope:
        """Return the scope with the terms below its own terms that the library knows.

        A ledger may declare further terms, which `RecordIndex.reach` includes.
        """
        return _known(self.scope_in_force)

    def entries(self, evidence: EntryContext) -> Iterable[Entry]:
        """Return one entry for each measure, each counted state and each set of records that causes the state.

        A state that an easing causes belongs to the deal of the easing.
        """
        for days in evidence.states(self):
            if days.state in COUNTED:
                yield self.line(
                    evidence,
                    givers=(days.sender,),
                    receivers=(days.target,),
                    unit=f"{days.state}:{self.kind_name}",
                    amount=evidence.size(days.target),
                    periods=days.periods,
                    because=(*days.because, *evidence.claims(self.id, days.target)),
                    deal=days.deal,
                )


@lru_cache(maxsize=4096)
def _in_force(default: Scope, written: Scope) -> Scope:
    return default.narrowed(written)


@lru_cache(maxsize=4096)
def _known(scope: Scope) -> Scope:
    return KNOWN.resolved(scope)


class AssetFreeze(Sanction, frozen=True):
    """Funds and property of the target are frozen, and none may be made available to it; US blocking included."""

    kind: Literal["asset_freeze"] = "asset_freeze"
    default_scope: ClassVar[Scope] = Scope.of(action=["deal", "hold", "unblock"])
    reaches_nationals: ClassVar[bool] = False
    reaches_owned: ClassVar[bool] = True


class TravelBan(Sanction, frozen=True):
    """A person may not enter or cross the sender's territory."""

    kind: Literal["travel_ban"] = "travel_ban"
    default_scope: ClassVar[Scope] = Scope.of(action=["enter", "transit"])
    upon_movers: ClassVar[bool] = True


class ExportControl(Sanction, frozen=True):
    """Named goods, technology or uses may not be exported to the target, or only under a licence."""

    kind: Literal["export_control"] = "export_control"
    default_scope: ClassVar[Scope] = Scope.of(action="export")


class ImportRestriction(Sanction, frozen=True):
    """Goods from the target are not admitted."""

    kind: Literal["import_restriction"] = "import_restriction"
    default_scope: ClassVar[Scope] = Scope.of(action="import")


class FinancialRestriction(Sanction, frozen=True):
    """Lending, capital markets, correspondent banking or transactions are limited, without a freeze."""

    kind: Literal["financial_restriction"] = "financial_restriction"
    default_scope: ClassVar[Scope] = Scope.of(action="finance")
    reaches_owned: ClassVar[bool] = True


class ArmsEmbargo(Sanction, frozen=True):
    """Arms and military goods are prohibited for a whole country or regime."""

    kind: Literal["arms_embargo"] = "arms_embargo"
    default_scope: ClassVar[Scope] = Scope.of(action="supply_arms") | Scope.of(action="export", goods="arms")


class ArmsRestriction(Sanction, frozen=True):
    """Arms and military goods to or from named parties are prohibited."""

    kind: Literal["arms_restriction"] = "arms_restriction"
    default_scope: ClassVar[Scope] = Scope.of(action="supply_arms") | Scope.of(
        action=["export", "import"], goods="arms"
    )


class TransportRestriction(Sanction, frozen=True):
    """Ports, airspace, overflight, landing or carriage are restricted."""

    kind: Literal["transport_restriction"] = "transport_restriction"
    default_scope: ClassVar[Scope] = Scope.of(action=["carry", "dock", "land", "overfly"])


class InvestmentBan(Sanction, frozen=True):
    """New investment in the target is prohibited."""

    kind: Literal["investment_ban"] = "investment_ban"
    default_scope: ClassVar[Scope] = Scope.of(action="invest")


class ServicesBan(Sanction, frozen=True):
    """Professional, technical or advisory services to the target are prohibited."""

    kind: Literal["services_ban"] = "services_ban"
    default_scope: ClassVar[Scope] = Scope.of(action="service")


class ClaimsProhibition(Sanction, frozen=True):
    """Claims of the target over contracts that the measures affected must not be satisfied."""

    kind: Literal["claims_prohibition"] = "claims_prohibition"
    default_scope: ClassVar[Scope] = Scope.of(action="meet_claims")
    reaches_nationals: ClassVar[bool] = False


class Debarment(Sanction, frozen=True):
    """The target is excluded from public procurement or programmes."""

    kind: Literal["debarment"] = "debarment"
    default_scope: ClassVar[Scope] = Scope.of(action="procure")
    reaches_owned: ClassVar[bool] = True


class Sectoral(Sanction, frozen=True):
    """A sector of an economy is restricted, if no narrower kind fits."""

    kind: Literal["sectoral"] = "sectoral"
    default_scope: ClassVar[Scope] = Scope.of(action="deal")
    reaches_owned: ClassVar[bool] = True
    needs_scope: ClassVar[bool] = True


class AidSuspension(Sanction, frozen=True):
    """Aid, development finance or multilateral lending is suspended."""

    kind: Literal["aid_suspension"] = "aid_suspension"
    reaches_nationals: ClassVar[bool] = False
    cameo: ClassVar[str | None] = "162"
    default_scope: ClassVar[Scope] = Scope.of(action="aid")


class TradeEmbargo(Sanction, frozen=True):
    """All trade with the target is prohibited."""

    kind: Literal["trade_embargo"] = "trade_embargo"
    default_scope: ClassVar[Scope] = Scope.of(action=["export", "import"])


class OilEmbargo(Sanction, frozen=True):
    """Trade in oil with the target is prohibited."""

    kind: Literal["oil_embargo"] = "oil_embargo"
    default_scope: ClassVar[Scope] = Scope.of(action=["export", "import"], goods="oil")


class FlightBan(Sanction, frozen=True):
    """One or all carriers of the target are excluded from airspace and airports."""

    kind: Literal["flight_ban"] = "flight_ban"
    default_scope: ClassVar[Scope] = Scope.of(action=["land", "overfly"])
    upon_movers: ClassVar[bool] = True


class MilitaryCooperation(Sanction, frozen=True):
    """Military help or cooperation is ended."""

    kind: Literal["military_cooperation"] = "military_cooperation"
    reaches_nationals: ClassVar[bool] = False
    cameo: ClassVar[str | None] = "1622"
    default_scope: ClassVar[Scope] = Scope.of(action="cooperate")


class Diplomatic(Sanction, frozen=True):
    """An embassy is closed, envoys are withdrawn or sent home, relations are lowered."""

    kind: Literal["diplomatic"] = "diplomatic"
    reaches_nationals: ClassVar[bool] = False
    cameo: ClassVar[str | None] = "161"
    default_scope: ClassVar[Scope] = Scope.of(action="represent")


class BorderClosure(Sanction, frozen=True):
    """Border crossings are closed."""

    kind: Literal["border_closure"] = "border_closure"
    upon_movers: ClassVar[bool] = True
    cameo: ClassVar[str | None] = "161"
    default_scope: ClassVar[Scope] = Scope.of(action=["enter", "transit"])


class AirspaceClosure(Sanction, frozen=True):
    """A state closes its own airspace, in part or whole."""

    kind: Literal["airspace_closure"] = "airspace_closure"
    upon_movers: ClassVar[bool] = True
    cameo: ClassVar[str | None] = "161"
    default_scope: ClassVar[Scope] = Scope.of(action=["land", "overfly"])


class SponsorListing(Sanction, frozen=True):
    """The target is listed as a state sponsor of terrorism, with the limits that follow."""

    kind: Literal["sponsor_listing"] = "sponsor_listing"
    default_scope: ClassVar[Scope] = Scope.of(action=["aid", "export", "finance"])


class MembershipSuspension(Sanction, frozen=True):
    """The membership of the target in an organization or agreement is suspended."""

    kind: Literal["membership_suspension"] = "membership_suspension"
    reaches_nationals: ClassVar[bool] = False
    cameo: ClassVar[str | None] = "161"
    default_scope: ClassVar[Scope] = Scope.of(action="participate")


class Secondary(Sanction, frozen=True):
    """Third parties are penalized for business with the target."""

    kind: Literal["secondary"] = "secondary"
    default_scope: ClassVar[Scope] = Scope.of(action="deal")
    reaches_owned: ClassVar[bool] = True
    upon_third_parties: ClassVar[bool] = True


BUILT_IN = (
    AssetFreeze,
    TravelBan,
    ExportControl,
    ImportRestriction,
    FinancialRestriction,
    ArmsEmbargo,
    ArmsRestriction,
    TransportRestriction,
    InvestmentBan,
    ServicesBan,
    ClaimsProhibition,
    Debarment,
    Sectoral,
    AidSuspension,
    TradeEmbargo,
    OilEmbargo,
    FlightBan,
    MilitaryCooperation,
    Diplomatic,
    BorderClosure,
    AirspaceClosure,
    SponsorListing,
    MembershipSuspension,
    Secondary,
)
