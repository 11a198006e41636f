"""The records and sources behind a number."""

from __future__ import annotations

import json

from stories import story

import sanctledger as sl

SOURCES = """
- {kind: source, id: s, title: The list, publisher: OFAC, published: 2020-01-01, tier: primary, url: "https://x.org"}
- {kind: source, id: bare}
"""
TEXT = (
    SOURCES
    + """
- kind: release
  id: r
  from: 2020-01-01
  giver: by
  receiver: us
  quantity: 10 prisoners
  note: At dawn.
  sources: [{source: s, at: p. 3}, bare, gone]
- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 1 prisoners, sources: s}
- {kind: claim, id: c, about: r, field: quantity, value: 9 prisoners, recorded: 2020-01-05}
- {kind: release, id: t, from: 2020-03-01, giver: by, receiver: us, quantity: 30 prisoners, includes: r}
"""
)


def explained(ledger: sl.Ledger, unit: str = "prisoners") -> sl.Explanation:
    return ledger.at("2021-01-01").balance("by", "us")[unit].explain()


def test_each_record_behind_a_number_has_its_amount_and_sources():
    reason = next(one for one in explained(story(TEXT)).reasons if one.record == "r")
    assert (reason.side, reason.kind, str(reason.amount), reason.note) == ("given", "release", "8..9", "At dawn.")
    assert [str(one) for one in reason.sources] == [
        "s: OFAC, The list, 2020-01-01, p. 3 [primary]",
        "bare",
        "gone",
    ]


def test_the_effects_of_other_records_are_in_words():
    reasons = {one.record: {other.id: other.says for other in one.because} for one in explained(story(TEXT)).reasons}
    assert reasons["r"] == {"c": "quantity claimed as 9 prisoners by", "v": "1 prisoner taken back by"}
    assert reasons["t"]["r"] == "already counts"


def test_the_records_of_a_total_are_shown_even_if_it_names_an_older_version():
    newer = (
        "- {kind: release, id: r2, corrects: r, from: 2020-01-01, giver: by, receiver: us, quantity: 11 prisoners}\n"
    )
    reasons = {
        one.record: {other.id: other.says for other in one.because} for one in explained(story(TEXT + newer)).reasons
    }
    assert reasons["t"]["r2"] == "already counts"


def test_a_measure_shows_the_easing_of_it():
    ledger = story(
        "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: by}\n"
        "- {kind: general_license, id: a, from: 2020-02-01, eases: f}\n"
    )
    (reason,) = explained(ledger, "eased:asset_freeze").reasons
    assert [(other.id, other.says) for other in reason.because] == [("a", "through")]
    assert reason.recorded == "2020-01-01"


def test_an_explanation_has_text_rows_and_json():
    found = explained(story(TEXT))
    text = str(found)
    assert text.startswith("prisoners: ")
    assert "    source s: OFAC, The list, 2020-01-01, p. 3 [primary]" in text
    assert "    note: At dawn." in text
    assert [row["record"] for row in found.rows()] == [one.record for one in found.reasons]
    shape = json.loads(json.dumps(found.to_json()))
    assert shape["title"] == found.title
    assert shape["reasons"][0]["amount"] == found.reasons[0].amount.to_json()
    assert shape["reasons"][0]["sources"][0]["id"] == "s"


def test_a_number_without_records_says_so():
    assert str(explained(story())).endswith("no record")


def test_a_balance_is_explained_row_by_row():
    balance = story(TEXT).at("2021-01-01").balance("by", "us")
    assert str(balance.explain()).splitlines()[0] == "by and us at the close of 2021-01-01"
    assert len(balance.explain().reasons) == sum(len(row.explain().reasons) for row in balance)
