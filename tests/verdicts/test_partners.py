"""Verdicts on scopes that name counterparties."""

from __future__ import annotations

from typing import Any

import pytest

import sanctledger as sl

WORLD = [
    {"kind": "state", "id": "us", "iso": "US"},
    {"kind": "state", "id": "pl"},
    {"kind": "state", "id": "ir"},
    {"kind": "state", "id": "ch"},
    {"kind": "company", "id": "acme", "country": "us"},
    {"kind": "company", "id": "bank", "country": "us"},
    {"kind": "company", "id": "swiss", "country": "ch"},
    {"kind": "company", "id": "t", "country": "ir"},
    {"kind": "company", "id": "u", "country": "ir"},
]
DAY = "2025-01-01"


def freeze(sanction: str = "s", **fields: Any) -> dict[str, Any]:
    return {"kind": "asset_freeze", "id": sanction, "from": "2020-01-01", "sender": "us", "target": "t"} | fields


def easing(**fields: Any) -> dict[str, Any]:
    return {"kind": "general_license", "id": "e", "from": "2024-01-01", "eases": ["s"]} | fields


def asked(records: list[dict[str, Any]], **activity: Any) -> sl.Verdict:
    told = {"actor": "acme", "action": "finance", "counterparty": "t"} | activity
    return sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, *records)]).at(DAY).verdict(sl.Activity(**told))


# The freeze of `t` reaches the subsidiary `o`, which it owns. A licence names one of them, or those who own it.
@pytest.mark.parametrize(
    ("scope", "others", "verdict"),
    [
        ({"counterparty": ["o"]}, ["o"], "licensed"),
        ({"counterparty": ["o"]}, ["t"], "prohibited"),
        ({"counterparty": ["o"]}, ["o", "t"], "prohibited"),
        ({"counterparty": ["o"]}, ["o", "swiss"], "licensed"),
        ({"counterparty": ["t"]}, ["o"], "licensed"),
        ({"counterparty": ["ir"]}, ["o"], "prohibited"),
        ({"counterparty": ["pl"]}, ["o"], "licensed"),
        ({"counterparty": ["refiners"]}, ["o"], "licensed"),
        ({"counterparty": ["refiners"]}, ["t"], "uncertain"),
        ({"excluding": [{"counterparty": ["o"]}]}, ["t"], "licensed"),
        ({"excluding": [{"counterparty": ["o"]}]}, ["o", "t"], "prohibited"),
        ({"counterparty": ["o"]}, [], "uncertain"),
        ({"counterparty": ["t", "u"]}, ["o"], "licensed"),
        ({"counterparty": ["u"]}, ["o"], "prohibited"),
    ],
)
def test_a_licence_for_some_counterparties(scope, others, verdict):
    subsidiary = {
        "kind": "company",
        "id": "o",
        "country": "pl",
        "tags": ["refiners"],
        "owners": [{"party": "t", "share": 60}, {"party": "u", "share": 40}],
    }
    answer = asked([subsidiary, freeze(), easing(scope=scope)], counterparty=others)
    assert answer.verdict == verdict
    states = sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, subsidiary, freeze(), easing(scope=scope))]).at(DAY)
    whole = "t" in scope.get("counterparty", ())  # the target itself, and all that it owns
    assert [one.state for one in states.sanctions()] == ["eased" if whole else "partly_eased"]


def test_a_licence_for_one_of_two_targets_eases_only_the_measure_on_that_target():
    both = freeze() | {"targets": ["t", "u"]}
    both.pop("target")
    licence = easing(scope={"counterparty": ["t"]})
    view = sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, both, licence)]).at(DAY)
    assert {one.target: one.state for one in view.sanctions()} == {"t": "eased", "u": "partly_eased"}


def test_a_party_without_a_country_may_belong_to_any_state_that_a_scope_names():
    lost = {"kind": "company", "id": "lost"}
    ban = freeze("b", kind="trade_embargo", target="ir")
    records = [lost, ban, easing(eases=["b"], scope={"counterparty": ["ir"]})]
    assert asked(records, action="export", counterparty="lost").answers == ("permitted", "licensed", "prohibited")
    records = [freeze(), easing(scope={"actor": ["us"]}), lost]
    assert asked(records, actor="lost").answers == ("permitted", "licensed", "prohibited")


def test_would_decide_names_the_open_share():
    terminal = {"kind": "company", "id": "terminal", "country": "ir", "owners": ["t"]}
    owners = [{"party": "terminal", "share": 60}, {"party": "t", "share": "10..20"}]
    depot = {"kind": "company", "id": "depot", "country": "ir", "owners": owners}
    answer = asked([terminal, depot, freeze()], counterparty="depot")
    assert (answer.verdict, answer.would_decide) == ("uncertain", ("the share of t in terminal",))
    depot = depot | {"owners": [{"party": "terminal", "share": 35}, {"party": "t", "share": "10..40"}]}
    answer = asked([terminal, depot, freeze()], counterparty="depot")
    assert answer.would_decide == ("the share of t in depot and the share of t in terminal",)


def test_a_measure_may_reach_an_activity_through_its_actor():
    subsidiary = {"kind": "company", "id": "o", "country": "us", "owners": [{"party": "t", "share": 60}]}
    records = [subsidiary, freeze(), easing(scope={"counterparty": ["o"]})]
    assert asked(records, actor="o", counterparty="swiss").verdict == "licensed"
    assert asked(records, actor="o", counterparty="t").verdict == "prohibited"


def test_two_licences_for_one_actor_or_counterparty_may_free_together_what_neither_frees_alone():
    named = {"actor": ["acme"], "counterparty": ["t"]}
    halves = [{"goods": ["food"]}, {"excluding": [{"goods": ["food"]}]}]
    parts = [easing(id=f"e{number}", scope=half | named) for number, half in enumerate(halves)]
    assert asked([freeze(), *parts]).verdict == "licensed"
    assert asked([freeze(), *parts], actor="bank").verdict == "prohibited"


def test_a_measure_on_a_place_reaches_the_counterparties_there():
    ban = freeze("b", kind="trade_embargo", target="ir")
    records = [ban, easing(eases=["b"], scope={"counterparty": ["t"]})]
    assert asked(records, action="export").verdict == "licensed"
    assert asked(records, action="export", counterparty="swiss", place="ir").verdict == "prohibited"


def test_a_sanction_may_be_for_activities_with_some_counterparties():
    ban = freeze("b", kind="trade_embargo", target="ir", scope={"counterparty": ["t"]})
    assert [asked([ban], action="export", counterparty=one).verdict for one in ("t", "u", ["t", "u"])] == [
        "prohibited",
        "permitted",
        "prohibited",
    ]


def test_a_measure_that_does_not_count_is_named_once_for_all_its_targets():
    ban = freeze("b", kind="financial_restriction") | {"targets": ["t", "o"]}
    ban.pop("target")
    owned = {"kind": "company", "id": "o", "country": "ir", "owners": [{"party": "t", "share": 100}]}
    answer = asked([owned, ban], action="export", counterparty="o")
    assert ([one.record for one in answer.aside], str(answer).count("b of us")) == (["b"], 1)
