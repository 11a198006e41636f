"""The changes between two views of one ledger."""

from __future__ import annotations

import datetime as dt

import pytest
from stories import story

import sanctledger as sl

FREEZE = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, targets: [belavia, bank]}\n"
RELEASE = "- {kind: release, id: r, from: 2025-03-01, giver: by, receiver: us, quantity: 5 prisoners}\n"


def changes(*records: str, since: str = "2025-01-01", on: str = "2025-12-31", **axes: str) -> list[tuple[str, str]]:
    return [(item.what, item.record) for item in story("".join(records)).at(on, **axes).changes(since)]


def test_without_events_there_are_no_changes():
    found = story(FREEZE).at("2025-12-31").changes("2025-01-01")
    assert not found
    assert (found.since_known, found.known) == (dt.date(2025, 1, 1), None)
    assert str(found) == "from 2025-01-01 to 2025-12-31"


def test_records_that_began_or_ended_between_the_two_days():
    assert changes(RELEASE) == [("opened", "r")]
    assert changes(RELEASE, since="2025-03-01") == []
    ended = "- {kind: border_closure, id: b, from: 2024-09-01, until: 2025-02-01, sender: us, target: by}\n"
    assert changes(ended) == [("closed", "b"), ("changed", "b")]


def test_a_record_that_began_and_ended_between_the_two_days_is_two_changes():
    licence = "- {kind: wind_down, id: w, from: 2025-02-01, until: 2025-03-01, eases: f}\n"
    assert changes(FREEZE, licence) == [("opened", "w"), ("closed", "w")]
    assert changes(FREEZE, licence, on="2025-02-15") == [("opened", "w"), ("changed", "f")]
    late = licence.replace("}", ", recorded: 2025-06-01}")
    assert changes(FREEZE, late, since="2025-05-01") == [("learnt", "w")]


def test_news_about_earlier_or_future_events_is_learnt():
    assert changes(RELEASE.replace("}", ", recorded: 2025-06-01}"), since="2025-05-01") == [("learnt", "r")]
    ahead = RELEASE.replace("from: 2025-03-01", "from: 2026-03-01, status: scheduled").replace(
        "}", ", recorded: 2025-06-01}"
    )
    assert changes(ahead) == [("learnt", "r")]
    claim = "- {kind: claim, id: c, about: r, field: quantity, value: 6 prisoners, recorded: 2025-07-01}\n"
    assert changes(RELEASE, claim, since="2025-05-01") == [("learnt", "c"), ("changed", "r")]


def test_a_record_neither_begun_nor_known_by_the_day_is_left_out_even_in_hindsight():
    assert changes(RELEASE, on="2025-02-28") == []
    claim = "- {kind: claim, id: c, about: r, field: from, value: 2025-02-01, recorded: 2025-07-01}\n"
    assert changes(RELEASE, claim, on="2025-02-28") == [("learnt", "c"), ("opened", "r")]


def test_a_claim_is_left_out_with_its_record():
    ahead = RELEASE.replace("from: 2025-03-01", "from: 2026-03-01")
    claim = "- {kind: claim, id: c, about: r, field: quantity, value: 6 prisoners, recorded: 2026-06-01}\n"
    assert changes(ahead, claim) == []
    assert changes(ahead, claim.replace("recorded: 2026", "recorded: 2025")) == [("learnt", "c")]
    sooner = "- {kind: claim, id: c, about: r, field: from, value: 2025-03-01, recorded: 2026-06-01}\n"
    assert ("learnt", "c") in changes(ahead, sooner)


def test_a_day_changes_both_times_and_a_view_only_its_own():
    ledger = story(RELEASE.replace("}", ", recorded: 2025-06-01}"))
    later = ledger.at("2025-12-31")
    assert [item.what for item in later.changes("2025-05-01")] == ["learnt"]
    assert len(later.changes(ledger.at("2025-05-01"))) == 0
    assert [item.what for item in later.changes(ledger.at("2025-12-31", known="2025-05-01"))] == ["learnt"]


def test_corrections_amendments_and_retractions_list_the_fields_that_differ():
    better = RELEASE.replace("id: r,", "id: r2, corrects: r, recorded: 2025-06-01,").replace("5 pris", "4 pris")
    found = story(RELEASE + better).at("2025-12-31").changes("2025-05-01")
    assert [(item.what, item.record, item.by) for item in found] == [
        ("corrected", "r2", ("r",)),
        ("changed", "r2", ()),
    ]
    assert found[0].says == "r: quantity: 5 prisoners → 4 prisoners"
    assert found[1].says == "5 → 4 prisoners"
    longer = FREEZE.replace("id: f,", "id: f2, amends: f, recorded: 2025-06-01, until: 2030-01-01,")
    assert changes(FREEZE, longer) == [("amended", "f2")]
    gone = better.replace("4 pris", "5 pris").replace("corrects: r,", "corrects: r, status: retracted,")
    assert changes(RELEASE, gone, since="2025-05-01") == [("retracted", "r2")]


def test_targets_that_changed_in_the_same_way_are_one_change():
    licence = "- {kind: general_license, id: g, from: 2025-06-01, eases: f}\n"
    back = "- {kind: revocation, id: v, from: 2025-08-01, reverses: g}\n"
    found = story(FREEZE + licence).at("2025-12-31").changes("2025-05-01")
    assert [(item.what, item.record) for item in found] == [("opened", "g"), ("changed", "f")]
    assert (found[1].says, found[1].by, found[1].day) == ("in_force → eased (belavia, bank)", ("g",), "2025-06-01")
    found = story(FREEZE + licence + back).at("2025-12-31").changes("2025-07-01")
    assert [(item.what, item.record) for item in found] == [("reversed", "v"), ("changed", "f"), ("changed", "g")]


def test_a_pledge_that_was_kept_in_the_time_changed():
    pledge = "- {kind: pledge, id: p, from: 2025-01-01, giver: by, receiver: us, quantity: 5 prisoners}\n"
    found = story(pledge + RELEASE.replace("}", ", delivers: p}")).at("2025-12-31").changes("2025-02-01")
    assert [(item.what, item.record, item.says) for item in found][1:] == [("changed", "p", "open → kept")]


def test_a_record_that_may_have_begun_is_an_uncertain_change():
    found = story(RELEASE.replace("2025-03-01", "2025-03")).at("2025-03-15").changes("2025-01-01")
    assert [(item.what, item.certain) for item in found] == [("opened", False)]


def test_sorts_can_be_asked_for_and_there_are_no_others():
    found = story(FREEZE + RELEASE).at("2025-12-31").changes("2025-01-01")
    assert [item.record for item in found.of("opened")] == ["r"]
    with pytest.raises(sl.errors.ReadError, match="is not a sort of change"):
        found.of("new")
    assert found.rows()[0]["says"] == "by -> us: 5 prisoners"
    assert repr(found) == "<Changes from 2025-01-01 to 2025-12-31: 1>"
    assert str(found).splitlines()[1:] == ["  2025-03-01: opened r (release): by -> us: 5 prisoners"]


def test_the_second_view_cannot_be_earlier():
    view = story(RELEASE).at("2025-01-01", known="2025-01-01")
    for since in ("2025-01-02", view.at("2025-01-01")):
        with pytest.raises(sl.errors.ReadError, match="goes back in time"):
            view.changes(since)


def test_a_statement_without_a_gist_is_summarized_by_its_subject():
    denial = "- {kind: statement, id: s, from: 2025-04-01, by: us, about: r, act: denies}\n"
    (told,) = [item for item in story(RELEASE + denial).at("2025-12-31").changes("2025-03-15") if item.record == "s"]
    assert told.says == "us denies: r"
