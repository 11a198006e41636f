"""Answers that tell of records and count nothing lead to those records and their sources, too."""

from __future__ import annotations

import pytest

import sanctledger as sl

BELARUS = sl.load("belarus")
VIEW = BELARUS.at("2025-12-31")
ANSWERS = {
    "history": BELARUS.history("by-release-52"),
    "changes": VIEW.changes("2025-12-01"),
    "who": VIEW.who("statkevich"),
    "assessments": sl.load("iran").at("2025-12-31").assessments("jcpoa"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_record_that_is_told_of_is_explained_with_its_sources(name: str):
    answer = ANSWERS[name]
    told = list(dict.fromkeys(row["record"] for row in answer.rows()))
    reasons = answer.explain().reasons
    assert list(dict.fromkeys(reason.record for reason in reasons)) == told
    ledger = sl.load("iran") if name == "assessments" else BELARUS
    for reason in reasons:
        assert [cited.id for cited in reason.sources] == [one.source for one in ledger.records[reason.record].sources]
    assert str(answer.explain()).splitlines()[0] == answer.explain().title


def test_it_says_what_each_is_to_the_answer_and_what_rivals_claim():
    reasons = {reason.record: reason for reason in ANSWERS["who"].explain().reasons}
    release = reasons["by-release-52"]
    assert (release.side, str(release.amount), release.unit, release.givers) == ("refused", "52", "prisoners", ("by",))
    assert "claim-52-day" in [one.id for one in release.because]
