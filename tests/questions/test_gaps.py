"""A measure that was lifted and came back was not in force in between, in every answer and for every way back."""

from __future__ import annotations

import datetime as dt

import pytest
from stories import story

import sanctledger as sl

LISTED = "- {kind: asset_freeze, id: first, from: 2007-04-21, sender: eu, target: ru, list: [un-1737]}\n"
LIFTED = "- {kind: delisting, id: lifted, from: 2016-01-16, eases: first}\n"
BACK = {
    "a snapback": "- {kind: snapback, id: back, from: 2025-09-28, by: eu, reverses: lifted}\n",
    "a new authority": (
        "- {kind: asset_freeze, id: second, from: 2025-09-28, sender: eu, target: ru, reimposes: first,"
        " list: [un-1737]}\n"
    ),
}
DAYS = {"2007-04-20": 0, "2012-01-01": 1, "2016-01-16": 0, "2020-01-01": 0, "2025-09-27": 0, "2025-09-28": 1}


@pytest.fixture(params=BACK)
def ledger(request: pytest.FixtureRequest) -> sl.Ledger:
    return story(LISTED + LIFTED + BACK[request.param])


def test_each_day_counts_the_measures_in_force(ledger: sl.Ledger):
    for day, in_force in DAYS.items():
        view = ledger.at(day)
        found = [item for item in view.sanctions(target="ru") if item.state == "in_force"]
        assert (day, len(found)) == (day, in_force)
        balance = {row.unit: row.given.bounds.value for row in view.balance("eu", "ru")}
        assert balance.get("in_force:asset_freeze", 0) == in_force, day
        assert sum(balance.values()) <= 1


def test_in_the_gap_it_is_lifted_by_the_delisting(ledger: sl.Ledger):
    (item,) = ledger.at("2020-01-01").sanctions(target="ru")
    assert (item.state, item.by, item.since, item.until) == (
        "lifted",
        ("lifted",),
        dt.date(2016, 1, 16),
        dt.date(2025, 9, 28),
    )


def test_the_entries_leave_the_gap_out(ledger: sl.Ledger):
    in_force = [entry for entry in ledger.entries() if entry.unit == "in_force:asset_freeze"]
    days = sl.Periods.parse("certain 2007-04-21/2016-01-16, 2025-09-28/..")
    assert all(sum(entry.periods.holds(day) is sl.Certainty.YES for entry in in_force) <= 1 for day in DAYS)
    held = [day for day in DAYS if any(entry.periods.holds(day) is sl.Certainty.YES for entry in in_force)]
    assert held == [day for day in DAYS if days.holds(day) is sl.Certainty.YES]


def test_each_step_is_one_move(ledger: sl.Ledger):
    moves = [(move.day, move.does) for move in ledger.at("2025-12-31").moves("eu", "ru")]
    assert moves[:2] == [("2007-04-21", "impose"), ("2016-01-16", "lift")]
    assert moves[2][0] == "2025-09-28"
    assert moves[2][1] in ("reverse", "reimpose")


def test_a_reversal_of_all_ends_the_reversed_easing():
    given = "- {kind: release, id: r, from: 2020-02-01, giver: by, receiver: us, quantity: 10 prisoners}\n"
    back = "- {kind: rearrest, id: v, from: 2020-03-01, by: by, reverses: r}\n"
    ledger = story(given + back)
    (entry,) = ledger.entries()
    assert str(entry.periods) == "certain 2020-02-01/2020-03-01"
    (item,) = ledger.at("2020-04-01").concessions()
    assert (item.state, str(item.amount)) == ("reversed", "0")


@pytest.mark.parametrize("kind", ["snapback", "revocation", "withdrawal", "reclosure"])
def test_every_kind_of_reversal_reverses_an_easing(kind: str):
    records = LISTED + "- {kind: waiver, id: w, from: 2015-01-01, eases: first}\n"
    back = f"- {{kind: {kind}, id: v, from: 2018-05-08, by: eu, reverses: w}}\n"
    view = story(records + back).at("2019-01-01")
    assert (view.sanctions()[0].state, view.sanctions()[0].by) == ("in_force", ("v",))
    assert (view.easings()[0].state, view.easings()[0].by) == ("reversed", ("v",))


def test_a_reversal_for_some_targets_leaves_the_others_eased():
    two = LISTED.replace("target: ru", "targets: [ru, by]") + LIFTED
    back = "- {kind: snapback, id: v, from: 2018-05-08, by: eu, only: by, reverses: lifted}\n"
    found = {item.target: item.state for item in story(two + back).at("2019-01-01").sanctions()}
    assert found == {"ru": "lifted", "by": "in_force"}
