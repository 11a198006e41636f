"""The command that asks what somebody holds."""

from __future__ import annotations

ARGUMENTS = ("stock", "belarus", "by", "--on", "2025-09-30")


def test_it_shows_each_observers_counts_and_what_they_imply(sanctledger):
    ran = sanctledger(*ARGUMENTS, "--unit", "political prisoners")
    assert ran.status == 0
    assert "political prisoners, counted by viasna" in ran.out
    assert "from 2025-06-03 to 2025-09-30" in ran.out
    assert "counted otherwise at about the same time" in ran.out


def test_json_is_what_the_answer_gives(sanctledger):
    answer = sanctledger(*ARGUMENTS, "--json").json()
    viasna = next(tally for tally in answer["tallies"] if tally["observer"] == "viasna")
    assert answer["holder"] == "by"
    assert viasna["whole"]["earlier"]["record"] == "stock-2025-06-03"
    assert viasna["whole"]["implied"]["low"] > 0
    assert "explanation" not in answer
    explained = sanctledger(*ARGUMENTS, "--explain", "--json").json()
    assert explained["explanation"]["reasons"]


def test_explain_names_the_sources(sanctledger):
    assert "source nau-2025" in sanctledger(*ARGUMENTS, "--explain").out


def test_a_stock_that_nobody_counted_says_what_was_counted(sanctledger):
    ran = sanctledger(*ARGUMENTS, "--unit", "prisoners")
    assert ran.status == 0
    assert "nobody counted it; counted are political prisoners" in ran.out


def test_wrong_words_are_one_line_and_status_2(sanctledger):
    for words in (("stock", "belarus", "bye"), (*ARGUMENTS, "--unit", "prisonners")):
        ran = sanctledger(*words)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.count("\n") == 1


LEDGER = """
sanctledger: 1
parties: {by: {kind: state}, us: {kind: state}, viasna: {kind: organization}}
sources: {wire: {published: 2025-01-01}}
units: {prisoners: {}}
records:
  - {kind: observation, id: a, from: 2025-01-01, holder: by, observer: viasna, quantity: 100 prisoners, sources: wire}
  - {kind: observation, id: b, from: 2025-02-01, holder: by, observer: viasna, quantity: 40 prisoners, sources: wire}
  - {kind: observation, id: c, from: 2025-03-01, holder: by, observer: viasna, quantity: 40 prisoners, sources: wire,
     status: disputed}
  - {kind: release, id: r, from: 2025-01-10, giver: by, receiver: us, quantity: 10 prisoners, sources: wire}
  - {kind: release, id: s, from: 2025-01-11, giver: by, receiver: us, sources: wire}
  - {kind: release, id: t, from: 2025-03-10, giver: by, receiver: us, quantity: 5 prisoners, sources: wire}
"""


def test_it_says_what_went_out_unrecorded_what_did_not_count_and_where_the_records_lead_since(sanctledger, tmp_path):
    path = tmp_path / "prison.yaml"
    path.write_text(LEDGER, encoding="utf-8")
    out = sanctledger("stock", str(path), "by", "--on", "2025-12-31").out
    assert (
        "from 2025-01-01 to 2025-02-01: -50 net unrecorded in; at least 50 prisoners went out without a record" in out
    )
    assert "not counted, since they state no amount: s" in out
    assert "by recorded acts since alone it would be 35 on 2025-12-31" in out
    assert "maybe 40" in out
    path.write_text(LEDGER.replace("quantity: 5 pris", "quantity: 45 pris"), encoding="utf-8")
    out = sanctledger("stock", str(path), "by", "--on", "2025-12-31").out
    assert "it would be -5 on 2025-12-31, which no stock is: at least 5 came in without a record" in out
    path.write_text(LEDGER.replace("quantity: 10 pris", "quantity: 60 pris"), encoding="utf-8")
    assert "the records may be all there was" in sanctledger("stock", str(path), "by", "--on", "2025-12-31").out
