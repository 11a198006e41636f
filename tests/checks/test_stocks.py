"""A stock that fell by more than the records explain is found where, and only where, the question about it says so."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl

COUNTS = """
- {kind: observation, id: one, from: 2020-01-15, holder: by, observer: viasna, quantity: 20 prisoners}
- {kind: observation, id: two, from: 2020-03-15, holder: by, observer: viasna, quantity: 10 prisoners}
"""
RELEASE = "- {kind: release, id: r, from: 2020-02-01, giver: by, receiver: us, quantity: 10 prisoners}\n"
HELD = "- {kind: release, id: r, from: 2020-02-01, giver: ru, receiver: us, quantity: 10 prisoners, held_by: by}\n"
ELSEWHERE = "- {kind: release, id: r, from: 2020-02-01, giver: by, receiver: us, quantity: 10 prisoners, held_by: ru}\n"
EXPULSION = "- {kind: expulsion, id: e, from: 2020-02-02, giver: by, receiver: us, quantity: 10 prisoners}\n"
DETENTION = "- {kind: detention, id: d, from: 2020-02-03, giver: by, receiver: by, quantity: 4 prisoners}\n"
CLAIM = "- {kind: claim, id: c, about: one, field: quantity, value: 10 prisoners, from: 2020-02-01}\n"


def unexplained(ledger: sl.Ledger) -> dict[str | None, str]:
    return {one.record: one.message for one in ledger.check() if one.code == "SL422"}


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ("", {"two"}),
        (RELEASE, set()),
        (HELD, set()),
        (ELSEWHERE, {"two"}),
        (EXPULSION, set()),
        (RELEASE + DETENTION, {"two"}),
        (RELEASE + EXPULSION, set()),
        (CLAIM, set()),
    ],
)
def test_the_check_finds_what_the_question_answers(records: str, found: set[str]):
    ledger = story(COUNTS + records)
    intervals = [one for tally in ledger.at("2021-01-01").stock("by", "prisoners") for one in tally]
    assert {one.later.record for one in intervals if one.unrecorded_out.low} == found
    assert set(unexplained(ledger)) == found


def test_a_stock_that_should_have_risen_is_told_of_as_such():
    (message,) = unexplained(story(COUNTS + DETENTION)).values()
    assert "by at least 10 prisoners, and the records let it rise by at least 4: at least 14 are not" in message
    (message,) = unexplained(story(COUNTS + RELEASE + DETENTION)).values()
    assert "by at least 10 prisoners, and the records explain 6 prisoners: at least 4 are not" in message
