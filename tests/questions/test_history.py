"""The history of one record: the days of its events, and the days since which they are known."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl

STORY = """
- {kind: source, id: wire, published: 2025-01-11}
- {kind: deal, id: deal, from: 2025-01-10, parties: [us, by]}
- {kind: pledge, id: p, from: 2025-01-10, giver: by, receiver: us, quantity: 10 prisoners, deal: deal}
- {kind: release, id: r, from: 2025-01-12, giver: by, receiver: us, quantity: 10 prisoners, delivers: p, deal: deal}
- {kind: release, id: r2, from: 2025-01-12, giver: by, receiver: us, quantity: 9 prisoners, delivers: p, corrects: r,
   recorded: 2025-02-01, sources: wire}
- {kind: claim, id: c, about: r, field: quantity, value: 8 prisoners, recorded: 2025-03-01}
- {kind: rearrest, id: v, from: 2025-01-20, reverses: r, quantity: 1 prisoners, recorded: 2025-02-10}
- {kind: statement, id: s, from: 2025-01-13, by: us, about: r2, act: thanks, gist: Well done.}
- {kind: assessment, id: a, about: deal, coder: x, scale: outcome, value: success, recorded: 2025-06-01}
- {kind: asset_freeze, id: f, from: 2024-01-01, sender: us, target: by, program: X}
- {kind: general_license, id: g, from: 2025-01-15, eases: {program: X}, deal: deal}
"""


def chapters(history: sl.History) -> list[tuple[str | None, str, str]]:
    return [(item.recorded, item.what, item.record) for item in history]


def test_corrections_claims_deliveries_reversals_and_statements_are_in_the_order_of_knowledge():
    history = story(STORY).history("r")
    assert history.line == ("r", "r2")
    assert chapters(history) == [
        ("2025-01-12", "is recorded as", "r"),
        ("2025-01-12", "delivers", "p"),  # the first member said so already
        ("2025-01-13", "is spoken of by", "s"),
        ("2025-02-01", "is corrected by", "r2"),
        ("2025-02-10", "is reversed by", "v"),
        ("2025-03-01", "is claimed otherwise by", "c"),
    ]
    assert "quantity: 10 prisoners → 9 prisoners" in history[3].says
    assert history[3].sources == ("wire",)
    assert history[4].start == "2025-01-20"
    assert history[4].says == "takes back 1 prisoner of r"


def test_a_link_is_known_since_the_first_version_that_kept_it():
    chain = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: by, program: X}\n"
    chain += "- {kind: asset_freeze, id: e, from: 2020-01-01, sender: us, target: by, program: X}\n"
    scheduled = "- {kind: general_license, id: %s, from: 2025-01-15, eases: %s, recorded: %s%s}\n"
    chain += scheduled % ("g", "f", "2024-01-01", "")
    chain += scheduled % ("h", "[e, f]", "2024-02-01", ", amends: g")
    chain += scheduled % ("i", "[e, f]", "2024-03-01", ", amends: h")
    assert [one for one in chapters(story(chain).history("g")) if one[1] == "eases"] == [
        ("2024-01-01", "eases", "f"),
        ("2024-02-01", "eases", "e"),
    ]
    chosen = chain.replace("eases: f", "eases: {program: X}").replace("eases: [e, f]", "eases: {program: X}")
    assert {one for one in chapters(story(chosen).history("g")) if one[1] == "eases"} == {
        ("2024-01-01", "eases", "f"),
        ("2024-01-01", "eases", "e"),
    }


def test_any_version_can_be_named_and_later_events_were_not_known():
    ledger = story(STORY)
    assert chapters(ledger.history("r2")) == chapters(ledger.history("r"))
    then = ledger.history("r", known="2025-01-31")
    assert [record for _, _, record in chapters(then)] == ["r", "deal", "p"]
    assert then.line == ("r",)
    assert then.known is not None
    with pytest.raises(sl.errors.UnknownRecord):
        ledger.history("r2", known="2025-01-31")
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `deal`"):
        ledger.history("deaal")


def test_a_deal_has_its_records_and_a_pledge_its_deliveries():
    ledger = story(STORY)
    assert chapters(ledger.history("deal"))[-1] == ("2025-06-01", "is assessed by", "a")
    assert ("2025-01-15", "holds", "g") in chapters(ledger.history("deal"))
    assert ("2025-02-01", "is delivered by", "r2") in chapters(ledger.history("p"))


def test_easings_that_choose_by_programme_are_found_both_ways():
    ledger = story(STORY)
    assert ("2025-01-15", "is eased by", "g") in chapters(ledger.history("f"))
    assert ("2025-01-15", "eases", "f") in chapters(ledger.history("g"))


def test_a_retracted_record_still_has_its_history():
    gone = "- {kind: event, id: e, from: 2025-01-01, gist: Talks.}\n"
    gone += "- {kind: event, id: e2, from: 2025-01-01, corrects: e, status: retracted, recorded: 2025-02-01}\n"
    history = story(gone).history("e")
    assert chapters(history) == [("2025-01-01", "is recorded as", "e"), ("2025-02-01", "is retracted by", "e2")]


def test_the_history_of_a_party_leaves_out_its_acts():
    assert len(story(STORY).history("us")) == 1


def test_rows_and_texts_agree():
    history = story(STORY).history("p")
    assert [row["record"] for row in history.rows()] == [item.record for item in history]
    assert repr(history) == f"<History of p: {len(history)}>"
    assert str(history).startswith("history of p\n  2025-01-10: is recorded as p [2025-01-10]: by -> us: 10 prisoners")


UNDONE = """
- {kind: asset_freeze, id: f, from: 2024-01-01, sender: us, target: by}
- {kind: asset_freeze, id: g, from: 2024-01-01, sender: us, target: crew}
- {kind: pledge, id: p, from: 2024-02-01, giver: us, receiver: by}
- {kind: delisting, id: out, from: 2024-03-01, eases: [f, g], delivers: p}
- {kind: revocation, id: back, from: 2024-04-01, by: us, reverses: out, only: [crew]}
- {kind: revocation, id: again, from: 2024-05-01, by: us, reverses: back, recorded: 2024-06-01}
- {kind: asset_freeze, id: f2, from: 2024-07-01, sender: us, target: by, reimposes: f}
- {kind: asset_freeze, id: g2, from: 2024-08-01, sender: us, target: crew, continues: g}
"""


def test_the_history_of_a_sanction_has_reversals_of_its_easings_and_reversals_of_those():
    ledger = story(UNDONE)
    assert chapters(ledger.history("g"))[2:] == [
        ("2024-04-01", "has its easing taken back by", "back"),
        ("2024-06-01", "has that taken back in turn by", "again"),
        ("2024-08-01", "is continued by", "g2"),
    ]
    assert {record for _, _, record in chapters(ledger.history("f"))}.isdisjoint({"back", "again"})
    then = ledger.history("g", known="2024-05-31")
    assert "again" not in {record for _, _, record in chapters(then)}


def test_the_history_of_an_easing_has_the_reimposition_of_its_sanction():
    assert chapters(story(UNDONE).history("out"))[4:] == [
        ("2024-04-01", "is reversed by", "back"),
        ("2024-06-01", "has its reversal taken back by", "again"),
        ("2024-07-01", "what it eased is reimposed by", "f2"),
        ("2024-08-01", "what it eased is continued by", "g2"),
    ]


def test_the_history_of_a_pledge_has_the_reversal_of_its_delivery():
    assert chapters(story(UNDONE).history("p"))[2:] == [
        ("2024-04-01", "has its delivery taken back by", "back"),
        ("2024-06-01", "has that taken back in turn by", "again"),
        ("2024-07-01", "what its delivery eased is reimposed by", "f2"),
        ("2024-08-01", "what its delivery eased is continued by", "g2"),
    ]


def test_the_order_of_a_promise_is_in_both_histories():
    ledger = story("""
- {kind: event, id: first, from: 2024-01-01}
- {kind: event, id: beside, from: 2024-01-01}
- {kind: event, id: last, from: 2024-01-01}
- {kind: pledge, id: p, from: 2024-01-02, giver: us, receiver: by,
   order: {after: first, with: beside, before: last}}
""")
    assert {(what, record) for _, what, record in chapters(ledger.history("p"))} == {
        ("is recorded as", "p"),
        ("is to come after", "first"),
        ("is to come with", "beside"),
        ("is to come before", "last"),
    }
    for record, what in (("first", "before"), ("beside", "with"), ("last", "after")):
        assert chapters(ledger.history(record))[-1][1:] == (f"is to come {what}", "p")
