"""Verdicts that depend on the start of an activity, or on the dates of a membership."""

from __future__ import annotations

from typing import Any

import sanctledger as sl

WORLD = [
    {"kind": "state", "id": "us"},
    {"kind": "bloc", "id": "eu"},
    {"kind": "company", "id": "acme", "country": "us"},
    {"kind": "company", "id": "t", "country": "us"},
]


def freeze(**fields: Any) -> dict[str, Any]:
    return {"kind": "asset_freeze", "id": "s", "from": "2020-01-01", "sender": "us", "target": "t"} | fields


def easing(**fields: Any) -> dict[str, Any]:
    return {"kind": "general_license", "id": "e", "from": "2024-01-01", "eases": ["s"]} | fields


def asked(records: list[dict[str, Any]], *, on: str = "2025-01-01", **activity: Any) -> sl.Verdict:
    told = {"actor": "acme", "action": "finance", "counterparty": "t"} | activity
    return sl.Ledger([sl.KINDS.make(one) for one in (*WORLD, *records)]).at(on).verdict(sl.Activity(**told))


def test_a_relation_with_only_an_end_date_holds_until_then():
    left = {"kind": "state", "id": "gone", "member_of": [{"bloc": "eu", "through": "2020-01-31"}]}
    told = [asked([left, freeze(sender="eu")], actor="gone", on=on).verdict for on in ("2020-01-31", "2020-02-01")]
    assert told == ["prohibited", "permitted"]
    unsure = left | {"member_of": [{"bloc": "eu", "from": "unknown", "through": "2020-01-31"}]}
    assert asked([unsure, freeze(sender="eu")], actor="gone", on="2020-01-15").verdict == "uncertain"


def test_a_wind_down_that_replaces_another_frees_activities_that_began_before_the_first():
    first = easing(kind="wind_down", id="w1", **{"from": "2024-03-01", "until": "2024-06-01"})
    second = easing(kind="wind_down", id="w2", replaces=["w1"], **{"from": "2024-06-01"})
    told = {began: asked([freeze(), first, second], began=began).verdict for began in ("2024-02", "2024-04", "2024-07")}
    assert told == {"2024-02": "licensed", "2024-04": "prohibited", "2024-07": "prohibited"}
    licence = easing(id="w1", **{"from": "2024-03-01", "until": "2024-06-01"})
    assert asked([freeze(), licence, second], began="2024-04").verdict == "licensed"
    doubted = first | {"status": "disputed"}
    assert asked([freeze(), doubted, second], began="2024-04").verdict == "uncertain"
