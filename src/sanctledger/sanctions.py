"""Restraints that senders put upon targets, one class a kind."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field

from sanctledger.dates import UncertainDate
from sanctledger.entry import Entry
from sanctledger.particulars import Requirements
from sanctledger.record import Evidence, Record, Refs, Texts, one_or_many
from sanctledger.relation import Relation
from sanctledger.scope import EVERYTHING, Scope

#: The states of a restraint that an entry counts; what is over counts nowhere.
COUNTED = ("biting", "partly_eased", "eased", "lifted")


class Sanction(Record, frozen=True):
    """A measure by which senders restrain targets: one restraint for each sender and target.

    It yields an entry for each restraint and state, in units such as `biting:asset_freeze`: 1, or the size of a group.
    """

    family: ClassVar[str] = "sanction"
    cameo: ClassVar[str | None] = "163"
    relations: ClassVar[tuple[Relation, ...]] = (
        *Record.relations,
        Relation("senders", "party"),
        Relation("targets", "party"),
        Relation("continues", "sanction"),
        Relation("reimposes", "sanction"),
        Relation("delivers", "pledge"),
    )

    start: UncertainDate = Field(alias="from", description="The day from which it is in force.")
    senders: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("senders"),
        serialization_alias="senders",
        description="Who imposes it, by id.",
    )
    targets: Refs = Field(
        min_length=1,
        validation_alias=one_or_many("targets"),
        serialization_alias="targets",
        description="Upon whom, by id.",
    )
    scope: Scope = Field(
        default=EVERYTHING, description="What it reaches; everything that its kind restrains where absent."
    )
    authority: Texts = Field(default=(), description="The legal bases, such as an executive order or a regulation.")
    program: Texts = Field(default=(), description="The sanctions programs that it belongs to.")
    list: Texts = Field(default=(), description="The lists that carry it, such as SDN.")
    objectives: Texts = Field(default=(), description="What it is meant to bring about.")
    requires: Requirements = Field(default=(), description="What its lifting asks for.")
    review_by: UncertainDate | None = Field(default=None, description="The day by which it is to be reviewed.")
    continues: Refs = Field(
        default=(), description="The sanctions that it continues: the same restraint, a new authority."
    )
    reimposes: Refs = Field(default=(), description="The lifted sanctions that it puts back under a new authority.")
    delivers: Refs = Field(default=(), description="The pledges that it keeps.")

    @property
    def parties(self) -> tuple[str, ...]:
        """Senders and targets."""
        return self.senders + self.targets

    def entries(self, evidence: Evidence) -> Iterable[Entry]:
        """One line for each restraint, each of its counted states and what brought it about.

        What an easing brought about belongs to that easing's deal.
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


class AssetFreeze(Sanction, frozen=True):
    """Funds and property of the target are frozen, and none may be made available to it; US blocking included."""

    kind: Literal["asset_freeze"] = "asset_freeze"


class TravelBan(Sanction, frozen=True):
    """A person may not enter or cross the sender's territory."""

    kind: Literal["travel_ban"] = "travel_ban"


class ExportControl(Sanction, frozen=True):
    """Named goods, technology or uses may not be exported to the target, or only under a licence."""

    kind: Literal["export_control"] = "export_control"


class ImportRestriction(Sanction, frozen=True):
    """Goods from the target are not admitted."""

    kind: Literal["import_restriction"] = "import_restriction"


class FinancialRestriction(Sanction, frozen=True):
    """Lending, capital markets, correspondent banking or transactions are limited, short of a freeze."""

    kind: Literal["financial_restriction"] = "financial_restriction"


class ArmsEmbargo(Sanction, frozen=True):
    """Arms and military goods may not go to a whole country or regime."""

    kind: Literal["arms_embargo"] = "arms_embargo"


class ArmsRestriction(Sanction, frozen=True):
    """Arms and military goods may not go to, or come from, named parties."""

    kind: Literal["arms_restriction"] = "arms_restriction"


class TransportRestriction(Sanction, frozen=True):
    """Ports, airspace, overflight, landing or carriage are restricted."""

    kind: Literal["transport_restriction"] = "transport_restriction"


class InvestmentBan(Sanction, frozen=True):
    """New investment in the target is barred."""

    kind: Literal["investment_ban"] = "investment_ban"


class ServicesBan(Sanction, frozen=True):
    """Professional, technical or advisory services to the target are barred."""

    kind: Literal["services_ban"] = "services_ban"


class ClaimsProhibition(Sanction, frozen=True):
    """Claims of the target over contracts that the measures affected may not be met."""

    kind: Literal["claims_prohibition"] = "claims_prohibition"


class Debarment(Sanction, frozen=True):
    """The target is shut out of public procurement or programmes."""

    kind: Literal["debarment"] = "debarment"


class Sectoral(Sanction, frozen=True):
    """A sector of an economy is restricted where no narrower kind fits."""

    kind: Literal["sectoral"] = "sectoral"


class AidSuspension(Sanction, frozen=True):
    """Aid, development finance or multilateral lending is suspended."""

    kind: Literal["aid_suspension"] = "aid_suspension"
    cameo: ClassVar[str | None] = "162"


class TradeEmbargo(Sanction, frozen=True):
    """All trade with the target is barred."""

    kind: Literal["trade_embargo"] = "trade_embargo"


class OilEmbargo(Sanction, frozen=True):
    """Trade in oil with the target is barred."""

    kind: Literal["oil_embargo"] = "oil_embargo"


class FlightBan(Sanction, frozen=True):
    """One or all carriers of the target are barred from airspace and airports."""

    kind: Literal["flight_ban"] = "flight_ban"


class MilitaryCooperation(Sanction, frozen=True):
    """Military help or cooperation is ended."""

    kind: Literal["military_cooperation"] = "military_cooperation"
    cameo: ClassVar[str | None] = "1622"


class Diplomatic(Sanction, frozen=True):
    """An embassy is closed, envoys are withdrawn or sent home, relations are lowered."""

    kind: Literal["diplomatic"] = "diplomatic"
    cameo: ClassVar[str | None] = "161"


class BorderClosure(Sanction, frozen=True):
    """Border crossings are closed."""

    kind: Literal["border_closure"] = "border_closure"
    cameo: ClassVar[str | None] = "161"


class AirspaceClosure(Sanction, frozen=True):
    """A state closes its own airspace, in part or whole."""

    kind: Literal["airspace_closure"] = "airspace_closure"
    cameo: ClassVar[str | None] = "161"


class SponsorListing(Sanction, frozen=True):
    """The target is listed as a state sponsor of terrorism, with the limits that follow."""

    kind: Literal["sponsor_listing"] = "sponsor_listing"


class MembershipSuspension(Sanction, frozen=True):
    """The target's place in an organization or agreement is suspended."""

    kind: Literal["membership_suspension"] = "membership_suspension"
    cameo: ClassVar[str | None] = "161"


class Secondary(Sanction, frozen=True):
    """Third parties are penalized for dealings with the target."""

    kind: Literal["secondary"] = "secondary"


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
