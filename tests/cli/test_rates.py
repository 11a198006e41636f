"""The commands for implied rates, break-even weights and reciprocity."""

from __future__ import annotations

import pytest

ON = ("--on", "2025-12-31")


def test_the_rates_of_a_deal(sanctledger):
    ran = sanctledger("rates", "belarus", "minsk-2025-12", *ON)
    assert "122..123" in ran.out
    assert "left out: pledge-potash: a promise" in ran.out
    shape = sanctledger("rates", "belarus", "minsk-2025-12", *ON, "--json").json()
    assert shape["rates"][0]["rate"] == {"low": "122", "high": "123"}


def test_where_a_deal_balances(sanctledger):
    ran = sanctledger("break-even", "belarus", "--deal", "minsk-2025-12", *ON)
    assert "122..123" in ran.out
    ran = sanctledger("break-even", "belarus", "us", "by", "--since", "2025-06-01", *ON, "--valuation", "plover")
    assert "beware: " in ran.out
    assert ": negative" in ran.out
    words = (
        "--deal",
        "minsk-2025-12",
        *ON,
        "--numeraire",
        "prisoners",
        "--weight",
        "general_license=100..150",
        "--json",
    )
    assert sanctledger("break-even", "belarus", *words).json()["sign"] == "either"


def test_who_answered_whom(sanctledger):
    words = ("reciprocity", "belarus", "us", "by", "--since", "2025-06-01", *ON)
    assert "nothing inferred" in sanctledger(*words).out
    assert "inferred within 30 days" in sanctledger(*words, "--window", "30").out
    shape = sanctledger(*words, "--window", "30", "--json").json()
    assert shape["window"] == 30
    assert {one["rule"] for one in shape["answers"]} >= {"deal", "inferred"}


def test_all_moves_that_one_move_answers_for_one_reason_are_in_one_row(sanctledger):
    words = ("reciprocity", "iran", "us", "ir", "--on", "2018-12-31")
    answers = sanctledger(*words, "--json").json()["answers"]
    (row,) = [line for line in sanctledger(*words).out.splitlines() if line.startswith("us-eo-13716")]
    answered = [one["to"] for one in answers if one["by"] == "us-eo-13716"]
    assert len(answered) == 5
    assert row.split()[2:7] == answered


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rates", "belarus", "minsk-2025-21"), "did you mean `minsk-2025-12`?"),
        (("break-even", "belarus"), "asks of nobody"),
        (
            ("break-even", "belarus", "--deal", "minsk-2025-12", "--weight", "general_license"),
            "is not the weight of a unit",
        ),
        (("break-even", "belarus", "--deal", "minsk-2025-12", "--numeraire", "prisonrs"), "did you mean `prisoners`?"),
        (("reciprocity", "belarus", "us", "by", "--window", "-3"), "is not a window"),
    ],
)
def test_a_wrong_question_is_one_line_and_status_2(sanctledger, words, says):
    ran = sanctledger(*words, *ON)
    assert ran.status == 2
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1
