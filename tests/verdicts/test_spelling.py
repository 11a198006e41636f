"""The words of an activity and the words of a verdict."""

from __future__ import annotations

from typing import Any

import pytest

import sanctledger as sl

WORLD = [
    {"kind": "state", "id": "us"},
    {"kind": "state", "id": "ir"},
    {"kind": "company", "id": "acme", "country": "us"},
    {"kind": "company", "id": "t", "country": "ir"},
    {"kind": "company", "id": "u", "country": "ir"},
]


def freeze(**fields: Any) -> dict[str, Any]:
    return {"kind": "asset_freeze", "id": "s", "from": "2020-01-01", "sender": "us", "target": "t"} | fields


def easing(**fields: Any) -> dict[str, Any]:
    return {"kind": "general_license", "id": "e", "from": "2021-01-01", "eases": ["s"]} | fields


def asked(records: list[dict[str, Any]], **activity: Any) -> sl.Verdict:
    view = sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, *records)]).at("2025-01-01")
    told = {"actor": "acme", "action": "finance", "counterparty": "t"} | activity
    return view.verdict(sl.Activity(**told))


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"action": "export", "goods": "food"}, "permitted"),
        ({"action": "export", "goods": "arms"}, "prohibited"),
        ({"action": "export", "goods": "hs:9301"}, "prohibited"),
        ({"action": "export"}, "uncertain"),
        ({"action": "deal", "goods": "food"}, "permitted"),
        ({"action": "supply_arms"}, "prohibited"),
        ({"action": "supply_arms", "goods": "tanks"}, "prohibited"),
    ],
)
def test_an_arms_embargo_bars_no_export_of_other_goods(told, verdict):
    assert asked([freeze(kind="arms_embargo", target="ir")], counterparty="t", **told).verdict == verdict


def test_a_supply_of_arms_has_arms_as_its_goods():
    control = freeze(kind="export_control", scope={"goods": "oil"})
    assert asked([control], action="supply_arms").verdict == "permitted"
    licence = easing(scope={"action": "export", "goods": "arms"})
    assert asked([freeze(), licence], action="supply_arms").verdict == "licensed"
    spared = easing(scope={"excluding": [{"action": "supply_arms"}]})
    assert asked([freeze(), spared], action="export", goods="food").verdict == "licensed"


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"action": "export", "goods": "arms"}, "prohibited"),
        ({"action": "export", "goods": "arms.small"}, "prohibited"),
        ({"action": "export", "goods": "food"}, "permitted"),
        ({"action": "export"}, "uncertain"),
        ({"action": "deal", "goods": "arms"}, "uncertain"),
        ({"action": "import", "goods": "arms"}, "permitted"),
    ],
)
def test_an_export_of_arms_is_a_supply_of_arms(told, verdict):
    assert asked([freeze(scope={"action": "supply_arms"})], **told).verdict == verdict


def test_would_decide_quotes_a_term_that_is_too_wide_or_from_another_list():
    control = freeze(kind="export_control", scope={"goods": "medicine.blood"})
    for goods, more in (
        ("medicine", "the goods, more closely than `medicine`"),
        ("hs:30", "the goods, more closely than `hs:30`"),
    ):
        assert asked([control], action="export", goods=goods).would_decide == (f"{more} (s depends on it)",)
    assert asked([control], action="export").would_decide == ("the goods (s depends on it)",)


def test_a_union_is_written_with_or():
    said = [one.why for one in asked([freeze(kind="arms_embargo")], action="export", goods="food").aside]
    assert said == ["for other activities: action=export; goods=arms or action=supply_arms"]


def test_misspelled_goods_are_refused_and_unknown_goods_are_not():
    control = [freeze(kind="export_control", scope={"goods": ["medicine", "fuel.gas"]})]
    with pytest.raises(
        sl.errors.ReadError, match="'medecine' is not a term of `goods` that the ledger knows; did you mean `medi"
    ):
        asked(control, action="export", goods="medecine")
    for goods, verdict in (("toys", "permitted"), ("medicine.blood", "prohibited"), ("fuel", "uncertain")):
        assert asked(control, action="export", goods=goods).verdict == verdict


def test_all_shares_that_are_added_up_are_named():
    firms = [
        {"kind": "company", "id": "firm", "owners": [{"party": "t", "share": 30}, {"party": "v", "share": "20..30"}]},
        {"kind": "company", "id": "v", "owners": [{"party": "t", "share": 100}]},
    ]
    answer = asked([freeze(), *firms], counterparty="firm")
    assert answer.verdict == "prohibited"
    assert answer.grounds[0].reached.through.endswith("t owns 30 percent of firm and v 20 to 30 percent")
    half = [{"kind": "company", "id": "o", "owners": [{"party": "t", "share": 50}, {"party": "u", "share": 50}]}]
    alone = asked([freeze(), *half], counterparty="o")
    assert alone.grounds[0].reached.through.endswith("t owns 50 percent of o")
