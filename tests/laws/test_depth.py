"""Chains as deep as no honest ledger has are answered, and without running out of stack."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from checks.planted import findings

import sanctledger as sl
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Certainty

DEEP = 5_000
CAST: list[dict[str, Any]] = [{"kind": "state", "id": "us"}, {"kind": "state", "id": "by"}]
FREEZE = {"kind": "asset_freeze", "id": "first", "from": "2025-01-01", "senders": ["us"], "targets": ["by"]}
WAIVER = {"kind": "waiver", "id": "first", "from": "2025-01-02", "eases": ["freeze"]}
RELEASE = {
    "kind": "release",
    "id": "first",
    "from": "2025-01-01",
    "givers": ["by"],
    "receivers": ["us"],
    "quantity": "9 prisoners",
}


def ledger(*plains: dict[str, Any]) -> sl.Ledger:
    """The ledger of some plain records, with two states."""
    return sl.Ledger([sl.KINDS.make(plain) for plain in (*CAST, *plains)])


def reversed_over_and_over(times: int, **said: Any) -> list[dict[str, Any]]:
    """Reversals of one day, each of the one before, the first of the record `first`."""
    links = [("first" if number == 0 else f"v{number - 1}", f"v{number}") for number in range(times)]
    common = {"kind": "snapback", "from": "2025-06-01", "by": ["us"], **said}
    return [common | {"id": record_id, "reverses": [old]} for old, record_id in links]


@pytest.mark.parametrize(("times", "stands"), [(DEEP, Certainty.YES), (DEEP + 1, Certainty.NO)])
@pytest.mark.parametrize("first", [FREEZE, WAIVER, RELEASE], ids=["sanction", "easing", "act"])
def test_what_is_reversed_an_even_number_of_times_stands(first: dict[str, Any], times: int, stands: Certainty) -> None:
    held = ledger(FREEZE | {"id": "freeze"}, first, *reversed_over_and_over(times))
    snapshot = Snapshot(held.record_index)
    assert snapshot.acts(held["first"]).holds("2025-07-01") is stands
    sanctions = held.at("2025-07-01").sanctions()
    assert [one.state for one in sanctions.of("freeze")] == [
        "eased" if first is WAIVER and stands is Certainty.YES else "in_force"
    ]
    findings(held)


@pytest.mark.parametrize(("times", "left"), [(DEEP, 9), (DEEP + 1, 8)])
def test_an_amount_taken_back_and_given_back_over_and_over_comes_out_right(times: int, left: int) -> None:
    held = ledger(RELEASE, *reversed_over_and_over(times, quantity="1 prisoners"))
    snapshot = Snapshot(held.record_index)
    (reversal,) = snapshot.validity.reversals(held["first"])
    act = held["first"]
    assert isinstance(act, Act)
    day = dt.date(2025, 7, 1).toordinal()
    assert Bounds.exactly(9) - snapshot.amounts._taken(reversal, Bounds.exactly(9), act, day) == Bounds.exactly(left)


def test_a_total_of_totals_counts_the_greatest_below_it() -> None:
    totals = [
        RELEASE | {"id": f"r{number}", "quantity": f"{number + 1} prisoners", "includes": [f"r{number - 1}"]}
        for number in range(1, DEEP)
    ]
    held = ledger(RELEASE | {"id": "r0"}, *totals)
    top = held[f"r{DEEP - 1}"]
    assert isinstance(top, Act)
    assert Snapshot(held.record_index).amounts.totals.included(top, "prisoners") == Bounds.exactly(DEEP - 1)


def test_the_last_of_many_corrections_stands() -> None:
    held = ledger(
        FREEZE | {"id": "f0"},
        *(FREEZE | {"id": f"f{number}", "corrects": [f"f{number - 1}"]} for number in range(1, DEEP)),
    )
    assert held.at().record("f0").id == f"f{DEEP - 1}"
    findings(held)


def test_a_party_far_below_a_state_counts_for_it() -> None:
    companies = [
        {"kind": "company", "id": f"c{number}", "country": f"c{number - 1}" if number else "by"}
        for number in range(DEEP)
    ]
    held = ledger(*companies, RELEASE | {"givers": [f"c{DEEP - 1}"]})
    assert held.at("2025-02-01").balance("by", "us")["prisoners"].given.bounds == Bounds.exactly(9)
    findings(held)
