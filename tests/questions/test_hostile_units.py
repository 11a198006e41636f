"""Hostile acts are counted apart from concessions, even if both are written in one unit."""

from __future__ import annotations

import pytest
from stories import given, story

import sanctledger as sl

UNITS = {
    "detainees": {"one": "detainee", "is": "benefit"},
    "envoys": {"one": "envoy", "part_of": "detainees"},
    "drones": {"one": "drone", "is": "burden"},
}
TAKEN = "- {kind: detention, id: taken, from: 2016-01-02, giver: by, receiver: us, quantity: 2 detainees, deal: d}\n"
FREED = "- {kind: release, id: freed, from: 2018-05-09, giver: by, receiver: us, quantity: 3 detainees, deal: d}\n"
DEAL = "- {kind: deal, id: d, from: 2015-01-01, parties: [us, by]}\n"
DAY = "2019-01-01"


def of(records: str) -> sl.Ledger:
    return story(records, units=UNITS)


def rows(ledger: sl.Ledger, **asked: str) -> dict[str, tuple[str, str | None]]:
    return {row.unit: (str(row.given), row.sense) for row in ledger.at(DAY).balance("by", "us", **asked)}


def test_two_detained_and_three_freed_are_not_five():
    found = rows(of(TAKEN + FREED))
    assert found["detainees"] == ("3", "benefit")
    assert found["detention:detainees"] == ("2", "burden")


def test_either_can_be_asked_for_alone():
    ledger = of(TAKEN + FREED)
    assert list(rows(ledger, unit="detainees")) == ["detainees"]
    assert list(rows(ledger, unit="detention:detainees")) == ["detention:detainees"]
    assert given(ledger, DAY, "by", "us", "detention:detainee") == "2"


def test_parts_stay_parts_within_the_hostile_acts():
    some = TAKEN.replace("2 detainees", "2 detainees, of_which: [1 envoy]")
    assert rows(of(some)) == {
        "detention:detainees": ("2", "burden"),
        "detention:envoys": ("1", "burden"),
    }
    envoys = TAKEN.replace("2 detainees", "2 envoys")
    assert given(of(envoys), DAY, "by", "us", "detention:detainees") == "2"
    assert given(of(TAKEN), DAY, "by", "us", "detention:envoys") == "0..2"


def test_kinds_of_hostile_acts_are_separate():
    found = rows(of(TAKEN + TAKEN.replace("taken", "sent").replace("detention", "expulsion")))
    assert found["detention:detainees"] == found["expulsion:detainees"] == ("2", "burden")


@pytest.mark.parametrize("unit", ["detention", "drones"])
def test_an_act_without_amount_or_in_a_burden_unit_keeps_its_unit(unit: str):
    amount = "" if unit == "detention" else ", quantity: 1 drone"
    ledger = of(f"- {{kind: detention, id: x, from: 2016-01-02, giver: by, receiver: us{amount}}}\n")
    assert rows(ledger) == {unit: ("1", "burden")}


def test_a_reversal_of_a_detention_takes_from_its_own_row():
    back = "- {kind: revocation, id: back, from: 2017-01-01, by: by, reverses: taken, quantity: 1 detainee}\n"
    assert rows(of(TAKEN + FREED + back))["detention:detainees"] == ("1", "burden")


def test_break_even_keeps_them_apart():
    even = of(DEAL + TAKEN + FREED).at(DAY).break_even("by", "us", deal="d", numeraire="detainees")
    assert {one.of: str(one.given) for one in even} == {"detainees": "3", "detention:detainees": "2"}


def test_a_stock_counts_both():
    counts = (
        "- {kind: observation, id: c1, from: 2015-01-01, holder: by, observer: eu, quantity: 9 detainees}\n"
        "- {kind: observation, id: c2, from: 2018-12-31, holder: by, observer: eu, quantity: 8 detainees}\n"
    )
    (tally,) = of(TAKEN + FREED + counts).at(DAY).stock("by", "detainees")
    (between,) = tally
    assert (str(between.inflow), str(between.outflow), str(between.implied)) == ("2", "3", "0")
