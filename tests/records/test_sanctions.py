"""What each kind of sanction reaches by itself, and what a written scope makes of it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import pytest
from stories import story

import sanctledger as sl
from sanctledger import KINDS, Sanction, Scope
from sanctledger.records.easings import GeneralLicense
from sanctledger.values.vocabulary import KNOWN

#: For each kind, what it reaches by itself, and what lies near and is not reached: written before the defaults were.
EXPECTED: dict[str, tuple[list[str], list[str]]] = {
    "asset_freeze": (["deal", "export", "supply_arms", "finance", "hold", "unblock"], ["enter", "overfly"]),
    "travel_ban": (["enter", "transit"], ["export", "land"]),
    "export_control": (["export", "supply_arms"], ["import", "finance", "deal"]),
    "import_restriction": (["import"], ["export"]),
    "financial_restriction": (["finance"], ["export", "unblock"]),
    "arms_embargo": (["supply_arms"], ["import", "export"]),
    "arms_restriction": (["supply_arms"], ["import", "export"]),
    "transport_restriction": (["carry", "dock", "land", "overfly"], ["enter", "export"]),
    "investment_ban": (["invest"], ["finance"]),
    "services_ban": (["service"], ["export"]),
    "claims_prohibition": (["meet_claims"], ["finance"]),
    "debarment": (["procure"], ["import"]),
    "sectoral": (["deal", "export", "invest"], ["unblock", "enter"]),
    "aid_suspension": (["aid"], ["finance"]),
    "trade_embargo": (["export", "import", "supply_arms"], ["finance", "invest"]),
    "oil_embargo": ([], ["export", "import"]),
    "flight_ban": (["land", "overfly"], ["dock", "enter"]),
    "military_cooperation": (["cooperate"], ["supply_arms"]),
    "diplomatic": (["represent"], ["enter"]),
    "border_closure": (["enter", "transit"], ["overfly", "export"]),
    "airspace_closure": (["land", "overfly"], ["enter"]),
    "sponsor_listing": (["aid", "export", "finance"], ["import"]),
    "membership_suspension": (["participate"], ["represent"]),
    "secondary": (["deal", "finance", "import"], ["enter", "unblock"]),
}
OF_GOODS = [
    ("arms_embargo", "export", "hs:9301", True),
    ("arms_embargo", "import", "arms", False),
    ("arms_restriction", "import", "arms.small", True),
    ("arms_embargo", "export", "wheat", False),
    ("oil_embargo", "import", "hs:270900", True),
    ("oil_embargo", "import", "hs:2711", False),
]
WHO: dict[str, Any] = {"id": "s", "start": "2020-01-01", "sender": "us", "target": "by"}


def sanction(kind: str, scope: str = "all", cls: type[sl.Record] | None = None) -> Sanction:
    made = (cls or KINDS[kind])(**WHO, scope=scope)
    assert isinstance(made, Sanction)
    return made


def test_every_kind_of_sanction_is_told_of():
    kinds = {kind for kind, cls in KINDS.items() if issubclass(cls, Sanction)}
    assert kinds == EXPECTED.keys()
    assert len(kinds) == 24


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_kind_reaches_what_it_restrains_and_nothing_near(kind: str):
    reach = sanction(kind).reach
    inside, outside = EXPECTED[kind]
    assert [one for one in inside if not reach.covers({"action": one})] == []
    assert [one for one in outside if reach.covers({"action": one})] == []
    assert all(one in KNOWN.known("action") for one in inside + outside)


@pytest.mark.parametrize(("kind", "action", "goods", "is_reached"), OF_GOODS)
def test_a_kind_that_is_about_goods_reaches_these(kind: str, action: str, goods: str, is_reached: bool):
    assert sanction(kind).reach.covers({"action": action, "goods": goods}) is is_reached


@pytest.mark.parametrize(
    ("kind", "written", "in_force"),
    [
        ("export_control", "goods=potash", "action=export; goods=potash"),
        ("export_control", "action=service; goods=potash", "action=service; goods=potash"),
        ("asset_freeze", "excluding (action=unblock)", "action=deal,hold,unblock; excluding (action=unblock)"),
        ("oil_embargo", "goods=oil.crude", "action=export,import; goods=oil.crude"),
        ("flight_ban", "place=eu", "action=land,overfly; place=eu"),
        ("flight_ban", "quota=first", "action=land,overfly; quota=first"),
    ],
)
def test_a_written_dimension_takes_the_place_of_the_default_and_others_stay(kind: str, written: str, in_force: str):
    assert sanction(kind, written).scope_in_force == Scope.parse(in_force)


def test_of_a_union_each_branch_is_narrowed():
    small = sanction("arms_embargo", "goods=arms.small; excluding (place=eu)").scope_in_force
    expected = Scope.parse("action=export,supply_arms; goods=arms.small; excluding (place=eu)")
    assert small.same_reach(expected)
    assert sanction("arms_embargo", "action=service").scope_in_force.same_reach(Scope.of(action="service"))


class PortBan(sl.Sanction, frozen=True):
    """Ships of the target may not call at the sender's ports."""

    kind: Literal["port_ban"] = "port_ban"
    default_scope: ClassVar[Scope] = Scope.of(action="dock", berth="sea")


class Unsaid(sl.Sanction, frozen=True):
    """A kind of its own that does not say what it reaches."""

    kind: Literal["unsaid"] = "unsaid"


def test_a_kind_of_your_own_says_what_it_reaches_and_else_reaches_everything():
    assert sanction("", cls=PortBan).reach == Scope.of(action="dock", berth="sea")
    assert sanction("", "berth=river", cls=PortBan).reach == Scope.of(action="dock", berth="river")
    assert sanction("", cls=Unsaid).reach.is_everything


def test_a_licence_is_held_against_what_the_sanction_reaches_and_not_against_everything():
    licence = "- {kind: general_license, id: e, from: 2020-02-01, eases: f, scope: {action: [export]}}\n"
    states = {}
    for kind in ("export_control", "asset_freeze", "trade_embargo"):
        ban = f"- {{kind: {kind}, id: f, from: 2020-01-01, sender: us, target: by}}\n"
        (measure,) = story(ban + licence).at("2020-03-01").sanctions()
        states[kind] = measure.state
    assert states == {"export_control": "eased", "asset_freeze": "partly_eased", "trade_embargo": "partly_eased"}


def test_a_custom_kind_is_eased_by_licences_that_together_cover_its_own_dimension():
    kinds = KINDS.with_kind(PortBan)
    text = """
- {kind: port_ban, id: f, from: 2020-01-01, sender: us, target: by, scope: {berth: [sea, river]}}
- {kind: general_license, id: a, from: 2020-02-01, eases: f, scope: {berth: [sea]}}
- {kind: general_license, id: b, from: 2020-03-01, eases: f, scope: {berth: [river]}}
- {kind: wind_down, id: c, from: 2020-04-01, replaces: b}
"""
    ledger = story(text, kinds=kinds)
    states = [ledger.at(day).sanctions()[0].state for day in ("2020-01-15", "2020-02-15", "2020-03-15", "2020-04-15")]
    assert states == ["in_force", "partly_eased", "eased", "partly_eased"]


def test_the_book_answers_for_scopes_that_come_through_it():
    ledger = story("", terms={"action": {"charter": {"under": "deal"}}})
    freeze = sanction("asset_freeze")
    assert not freeze.reach.covers({"action": "charter"})
    assert ledger.record_index.reach(freeze).covers({"action": "charter"})
    assert ledger.record_index.resolved(Scope.of(action="deal")).covers({"action": "charter"})
    free = GeneralLicense(id="e", start="2020-01-01", scope="action=deal")
    rest = GeneralLicense(id="r", start="2020-01-01", scope="excluding (action=deal)")
    assert [ledger.record_index.frees(freeze, some, "belavia").value for some in ((free,), (free, rest), ())] == [
        "no",
        "yes",
        "no",
    ]
