"""Verdicts: who is bound, who is reached, which easings free an activity, and what a verdict prints."""

from __future__ import annotations

from typing import Any

import pytest

import sanctledger as sl
from sanctledger.verdicts.ownership_rules import OwnershipTest

WORLD = [
    {"kind": "state", "id": "us", "iso": "US"},
    {"kind": "state", "id": "uk", "iso": "GB"},
    {"kind": "bloc", "id": "eu"},
    {"kind": "state", "id": "pl", "member_of": [{"bloc": "eu", "from": "2004-05-01"}]},
    {"kind": "state", "id": "ir"},
    {"kind": "state", "id": "ch"},
    {"kind": "organization", "id": "ofac", "country": "us"},
    {"kind": "company", "id": "acme", "country": "us"},
    {"kind": "company", "id": "bank", "country": "us", "tags": ["banks"]},
    {"kind": "company", "id": "swiss", "country": "ch"},
    {"kind": "person", "id": "lost"},
    {"kind": "company", "id": "t", "country": "ir"},
    {"kind": "company", "id": "u", "country": "ir"},
    {"kind": "company", "id": "shop", "country": "ir"},
]
DAY = "2025-01-01"


def freeze(sanction: str = "s", **fields: Any) -> dict[str, Any]:
    return {"kind": "asset_freeze", "id": sanction, "from": "2020-01-01", "sender": "us", "target": "t"} | fields


def asked(records: list[dict[str, Any]], *, on: str = DAY, rules: Any = None, **activity: Any) -> sl.Verdict:
    view = sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, *records)]).at(on)
    told = {"actor": "acme", "action": "finance", "counterparty": "t"} | activity
    return view.verdict(sl.Activity(**told), *([] if rules is None else [rules]))


# Who is bound.


@pytest.mark.parametrize(
    ("sender", "actor", "verdict"),
    [
        ("us", "us", "prohibited"),
        ("us", "acme", "prohibited"),
        ("us", "swiss", "permitted"),
        ("us", "lost", "uncertain"),
        ("us", None, "uncertain"),
        ("ofac", "acme", "prohibited"),
        ("ofac", "swiss", "permitted"),
        ("eu", "pl", "prohibited"),
        ("pl", "eu", "permitted"),
    ],
)
def test_a_sender_binds_its_own_persons(sender, actor, verdict):
    assert asked([freeze(sender=sender)], actor=actor).verdict == verdict


def test_a_bloc_binds_its_members_from_the_day_on_which_they_joined():
    records = [freeze(sender="eu", **{"from": "2000-01-01"})]
    assert asked(records, actor="pl", on="2004-04-30").verdict == "permitted"
    assert asked(records, actor="pl", on="2004-05-01").verdict == "prohibited"


def test_whoever_acts_within_a_territory_is_bound_by_its_law_and_that_of_its_bloc():
    assert asked([freeze(sender="eu")], actor="swiss", place="pl.warsaw").verdict == "prohibited"
    assert asked([freeze(sender="eu")], actor="swiss", place="ch").verdict == "permitted"
    answer = asked([freeze(sender="pl")], actor="swiss", place="pl")
    assert answer.grounds[0].bound.by == "done within pl: pl"


def test_secondary_sanctions_reach_third_parties_and_the_reason_names_them():
    records = [freeze(kind="secondary")]
    answer = asked(records, actor="swiss")
    assert (answer.verdict, answer.grounds[0].bound.by) == (
        "prohibited",
        "the actor as a third party, under threat of penalties",
    )
    assert asked(records, actor="acme").verdict == "permitted"
    assert asked(records, actor="lost").verdict == "uncertain"


# Who is reached.


def test_an_embargo_on_a_state_reaches_its_companies_and_a_freeze_does_not():
    assert (
        asked([freeze(kind="trade_embargo", target="ir")], counterparty="shop", action="export").verdict == "prohibited"
    )
    assert asked([freeze(target="ir")], counterparty="shop").verdict == "permitted"
    assert asked([freeze(target="ir")], counterparty="ir").verdict == "prohibited"


def test_goods_that_go_to_a_country_are_reached_whoever_buys_them():
    records = [freeze(kind="trade_embargo", target="ir")]
    assert asked(records, action="export", counterparty="swiss", place="ir").verdict == "prohibited"


def test_members_of_a_group_are_reached_while_they_are_members():
    group = {"kind": "group", "id": "banks-of-ir", "country": "ir"}
    member = {
        "kind": "company",
        "id": "m",
        "country": "ir",
        "member_of": [{"party": "banks-of-ir", "from": "2021-01-01", "until": "2024-01-01"}],
    }
    records = [group, member, freeze(target="banks-of-ir")]
    assert [asked(records, counterparty="m", on=f"{year}-06-01").verdict for year in (2020, 2022, 2024)] == [
        "permitted",
        "prohibited",
        "permitted",
    ]


def owned(*owners: dict[str, Any], kind: str = "company") -> dict[str, Any]:
    return {"kind": kind, "id": "o", "country": "ch", "owners": list(owners)}


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ({"t": 50}, "prohibited"),
        ({"t": 49}, "permitted"),
        ({"t": "45..55"}, "uncertain"),
        ({"t": 25, "u": 25}, "prohibited"),
        ({"t": 25, "u": 24}, "permitted"),
        ({"t": "0..60", "swiss": 51}, "permitted"),
        ({"t": "0..60", "swiss": 50}, "uncertain"),
    ],
)
def test_half_owned_in_aggregate_is_blocked(shares, verdict):
    owners = [{"party": party, "share": share} for party, share in shares.items()]
    answer = asked([owned(*owners), freeze(), freeze("s2", target="u")], counterparty="o")
    assert answer.verdict == verdict


def test_an_unknown_share_is_named_in_would_decide():
    answer = asked([owned({"party": "t"}), freeze()], counterparty="o")
    assert (answer.verdict, answer.would_decide) == ("uncertain", ("the share of t in o",))


def test_owners_in_a_circle_do_not_block_each_other():
    ring: list[dict[str, Any]] = [
        {"kind": "company", "id": "x", "country": "ch", "owners": [{"party": "y", "share": 100}]},
        {
            "kind": "company",
            "id": "y",
            "country": "ch",
            "owners": [{"party": "x", "share": 60}, {"party": "t", "share": 40}],
        },
    ]
    ring[1]["owners"] = [{"party": "x", "share": 60}, {"party": "t", "share": 40}]
    assert asked([*ring, freeze()], counterparty="x").verdict == "permitted"
    ring[1]["owners"] = [{"party": "x", "share": 40}, {"party": "t", "share": 60}]
    answer = asked([*ring, freeze()], counterparty="x")
    assert answer.verdict == "prohibited"
    assert [str(stake) for stake in answer.grounds[0].reached.chain] == [
        "t owns 60 percent of y",
        "y owns 100 percent of x",
    ]


def test_a_small_share_in_somebody_who_is_listed_anyway_reaches_nobody_through_it():
    records = [owned({"party": "t", "share": 10}), freeze(), freeze("other", target="o", scope={"goods": "arms"})]
    assert asked(records, counterparty="o", goods="paper").verdict == "permitted"


def test_a_ship_is_reached_whatever_the_share():
    assert asked([owned({"party": "t", "share": 5}, kind="vessel"), freeze()], counterparty="o").verdict == "prohibited"


def test_each_sender_has_its_own_test_of_ownership_on_its_day():
    half, controlled = {"party": "t", "share": 50}, {"party": "t", "share": 10, "control": True}

    def told(sender: str, actor: str, owner: dict[str, Any], on: str) -> str:
        return asked([owned(owner), freeze(sender=sender)], actor=actor, counterparty="o", on=on).verdict

    assert told("eu", "pl", half, "2024-07-02") == "permitted"
    assert told("eu", "pl", half, "2024-07-03") == "prohibited"
    assert told("eu", "pl", controlled, DAY) == "prohibited"
    assert told("us", "us", controlled, DAY) == "permitted"
    assert told("uk", "uk", half, DAY) == "permitted"
    assert told("uk", "uk", controlled, DAY) == "prohibited"
    assert told("eu", "pl", controlled | {"control": "unknown"}, DAY) == "uncertain"


def test_your_own_test_replaces_that_of_the_sender():
    records = [owned({"party": "t", "share": 25}), freeze()]
    strict = sl.OwnershipRules().with_test("us", OwnershipTest(percent=25))
    assert asked(records, counterparty="o").verdict == "permitted"
    assert asked(records, counterparty="o", rules=strict).verdict == "prohibited"
    control = [owned({"party": "t", "share": 60}), freeze(kind="export_control")]
    assert asked(control, counterparty="o", action="export").verdict == "permitted"
    affiliates = sl.OwnershipRules().with_owned("export_control")
    assert asked(control, counterparty="o", action="export", rules=affiliates).verdict == "prohibited"


# What frees.


def easing(**fields: Any) -> dict[str, Any]:
    return {"kind": "general_license", "id": "e", "from": "2024-01-01", "eases": ["s"]} | fields


@pytest.mark.parametrize(
    ("fields", "activity", "verdict"),
    [
        ({}, {}, "licensed"),
        ({"scope": {"action": ["export"]}}, {}, "prohibited"),
        ({"scope": {"goods": ["food"]}}, {}, "uncertain"),
        ({"scope": {"goods": ["food"]}}, {"goods": "food.grain"}, "licensed"),
        ({"scope": {"goods": ["food.grain"]}}, {"goods": "food"}, "uncertain"),
        ({"scope": {"goods": ["eccn:9A991"]}}, {"goods": "aviation.parts"}, "uncertain"),
        ({"scope": {"actor": ["banks"]}}, {}, "uncertain"),
        ({"scope": {"actor": ["banks"]}}, {"actor": "bank"}, "licensed"),
        ({"scope": {"actor": ["airlines"]}}, {"actor": "bank"}, "prohibited"),
        ({"scope": {"place": ["ir"]}}, {}, "licensed"),
        ({"scope": {"place": ["ch"]}}, {}, "prohibited"),
        ({"kind": "wind_down"}, {}, "uncertain"),
        ({"kind": "wind_down"}, {"began": "2023-06-01"}, "licensed"),
        ({"kind": "wind_down"}, {"began": "2024-06-01"}, "prohibited"),
        ({"kind": "wind_down"}, {"began": "2023-06..2024-06"}, "uncertain"),
        ({"kind": "derogation"}, {}, "uncertain"),
        ({"kind": "specific_license", "scope": {}}, {}, "uncertain"),
        ({"kind": "specific_license", "scope": {}, "targets": ["t"]}, {}, "licensed"),
        ({"kind": "specific_license", "scope": {"actor": ["acme"]}}, {}, "licensed"),
        ({"kind": "delisting"}, {}, "permitted"),
        ({"until": "2024-06-01"}, {}, "prohibited"),
        ({"from": "2024-12..2025-03"}, {}, "uncertain"),
    ],
)
def test_an_easing_frees_the_activities_that_it_is_meant_for(fields, activity, verdict):
    answer = asked([freeze(), easing(**fields)], **activity)
    assert answer.verdict == verdict
    assert bool(answer.would_decide) == (verdict == "uncertain")


def test_two_licences_may_free_together_what_neither_frees_alone():
    parts = [easing(scope={"goods": ["food"]}), easing(id="e2", scope={"excluding": [{"goods": ["food"]}]})]
    assert asked([freeze(), *parts]).verdict == "licensed"
    assert asked([freeze(), parts[0]]).verdict == "uncertain"


def test_a_licence_of_one_authority_frees_nothing_of_another():
    records = [freeze(), freeze("s2", sender="eu"), easing()]
    answer = asked(records, actor="acme", place="pl")
    assert {one.sender: one.verdict for one in answer.by_authority} == {"us": "licensed", "eu": "prohibited"}
    assert answer.verdict == "prohibited"


def test_a_sectoral_measure_without_a_scope_leaves_open_what_it_reaches():
    answer = asked([freeze(kind="sectoral", target="ir")])
    assert (answer.verdict, answer.would_decide) == ("uncertain", ("the scope (s depends on it)",))


# What the answer says.


def test_a_verdict_has_its_conditions_its_end_and_its_reasons():
    records = [freeze(program=["P"]), easing(until="2026-01-01", conditions=["Report it"])]
    answer = asked(records, amount="5 USD")
    assert [one.text for one in answer.conditions] == ["Report it"]
    assert (str(answer.until), answer.reached_by, answer.freed_by) == ("2026-01-01", ("s",), ("e",))
    assert [one.record for one in answer.explain().reasons] == ["s", "e"]
    assert repr(answer) == "<Verdict on 2025-01-01: acme: finance with t, amount 5 USD is licensed>"
    assert answer.rows()[0]["says"] == "licensed"
    assert asked([], counterparty="t").rows()[0]["verdict"] == "permitted"
    assert "until 2026-01-01" in str(answer)
    assert answer.to_csv().startswith("on,activity,verdict")


def test_a_measure_that_does_not_count_is_named_with_the_reason():
    records = [
        freeze("a", sender="eu"),
        freeze("b", scope={"action": "export"}),
        freeze("c", until="2021-01-01"),
        freeze(),
    ]
    delisted = easing(kind="delisting")
    why = {one.record: one.why for one in asked([*records, delisted]).aside}
    assert why["a"].startswith("not binding")
    assert why["b"].startswith("for other activities")
    assert why["s"] == "ended by e"
    assert "c" not in why


def test_it_draws_a_tree_for_a_terminal():
    from rich.console import Console

    console = Console(width=100, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(asked([freeze()]))
    assert "└── binds" in captured.get() or "├── binds" in captured.get()


def test_several_activities_are_answered_in_their_order():
    view = sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, freeze())]).at(DAY)
    several = view.verdicts(
        [{"actor": "us", "action": "deal", "counterparty": "t"}, sl.Activity("ch", counterparty="t")]
    )
    assert [one.verdict for one in several] == ["prohibited", "permitted"]
    assert len(several) == len(several.rows()) == len(several.to_json()) == 2
    assert several[1].verdict == "permitted"
    assert repr(several) == "<Verdicts on 2025-01-01: 2 verdicts>"
    assert str(several).splitlines()[1] == "permitted: ch: any activity with t"


def test_an_activity_is_shown_as_it_was_read():
    activity = sl.Activity("us", "export", ["a", "b", "a"], goods="x", began="2020-01", industry="mining")
    assert repr(sl.Activity.read(activity.to_json() | {"amount": None})) == repr(activity)
    assert activity.term("industry") == "mining"
    assert str(activity) == "us: export with a and b, goods x, industry mining, begun 2020-01"


@pytest.mark.parametrize(
    "wrong", [{"actor": 5}, {"goods": ["a"]}, {"goods": "a."}, {"began": "soon"}, {"to": "t"}, {5: 6}, 7]
)
def test_a_value_that_is_not_an_activity_is_refused(wrong):
    with pytest.raises(sl.errors.ReadError):
        sl.Activity.read(wrong)


def test_a_party_or_action_that_nobody_knows_is_refused_with_a_suggestion():
    with pytest.raises(sl.errors.UnknownRecord, match="acme"):
        asked([], actor="acmee")
    with pytest.raises(sl.errors.ReadError, match="export"):
        asked([], action="exprt")
    assert asked([freeze(scope={"action": "juggle"})], action="juggle").verdict == "prohibited"


def test_a_wider_action_may_be_one_that_is_barred():
    assert asked([freeze(kind="export_control")], action="deal").verdict == "uncertain"


def test_without_a_counterparty_only_a_movement_is_certain():
    assert asked([freeze()], counterparty=None).verdict == "uncertain"
    ban = freeze(kind="flight_ban", sender="pl")
    assert asked([ban], actor="t", counterparty=None, action="overfly", place="pl").verdict == "prohibited"
    assert asked([ban], actor="swiss", counterparty=None, action="overfly", place="pl").verdict == "permitted"


def test_a_share_or_a_control_that_cannot_be_is_refused():
    with pytest.raises(sl.errors.ReadError):
        OwnershipTest(percent=101)
    with pytest.raises(ValueError, match="control"):
        sl.KINDS.make(owned({"party": "t", "control": "perhaps"}))
    told = sl.KINDS.make(owned({"party": "t", "control": "unknown"}))
    assert sl.KINDS.make(told.to_mapping()) == told


def test_if_a_measure_hands_over_on_an_uncertain_day_exactly_one_of_the_two_is_in_force():
    later = freeze("s2", **{"from": "2024-12..2025-01"}, continues=["s"])
    assert asked([freeze(), later]).answers == ("prohibited",)
    assert asked([freeze(), later, easing()]).answers == ("licensed", "prohibited")
    assert asked([freeze(), later, easing(eases=["s", "s2"])]).answers == ("licensed",)
    assert asked([freeze(), later, easing(kind="delisting", eases=["s2"])]).answers == ("permitted", "prohibited")
    assert asked([freeze(), later | {"status": "disputed"}]).answers == ("prohibited",)
    assert (
        asked([freeze(), freeze("s2", **{"from": "2024-12..2025-01"}, target="u", continues=["s"])]).verdict
        == "uncertain"
    )


def test_windows_have_the_days_and_the_reasons_of_each_verdict():
    records = [freeze(), easing(until="2024-03-01"), easing(id="f", kind="delisting", **{"from": "2024-06-01"})]
    view = sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, *records)]).at(DAY)
    asked_for = sl.Activity(actor="acme", action="finance", counterparty="t")
    windows = view.windows(asked_for, "2023-12-01", "2024-07-01")
    assert [(one.verdict, one.days) for one in windows] == [
        ("prohibited", 31),
        ("licensed", 60),
        ("prohibited", 92),
        ("permitted", 30),
    ]
    assert [(str(start), str(end)) for start, end in windows.on()] == [
        ("2024-01-01", "2024-03-01"),
        ("2024-06-01", "2024-07-01"),
    ]
    assert len(windows) == len(windows.rows()) == len(windows.to_json()["windows"]) == 4
    assert windows[1].freed_by == ("e",)
    assert str(windows).splitlines()[2] == "  2024-01-01 until 2024-03-01: licensed, reached by s, freed by e"
    assert repr(windows[0]) == "<Window: prohibited from 2023-12-01 until 2024-01-01>"
    assert repr(windows).endswith("from 2023-12-01 until 2024-07-01: 4 windows>")
    with pytest.raises(sl.errors.ReadError, match="holds no day"):
        view.windows(asked_for, "2024-01-01", "2024-01-01")


def test_no_order_of_records_changes_an_answer():
    records = [
        owned({"party": "t", "share": 30}, {"party": "u", "share": 30}),
        freeze(),
        freeze("s2", target="u"),
        easing(),
    ]
    assert asked(records, counterparty="o").to_json() == asked(records[::-1], counterparty="o").to_json()


def test_without_a_counterparty_only_measures_that_surely_reach_are_named_as_not_counted():
    assert asked([freeze(sender="eu")], counterparty=None).aside == ()
