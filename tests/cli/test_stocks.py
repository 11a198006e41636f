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
