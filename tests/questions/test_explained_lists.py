"""Answers that list records without counting are explained by those records and their sources, too."""

from __future__ import annotations

from typing import Any

import pytest
from stories import story

import sanctledger as sl

BELARUS = sl.load("belarus")
CODED = story("""
- {kind: source, id: study, title: A study}
- {kind: deal, id: d, from: 2025-01-01, parties: [us, by]}
- {kind: assessment, id: one, about: d, coder: a, scale: outcome, value: success, sources: [study]}
- {kind: assessment, id: two, about: d, coder: b, scale: outcome, value: failure}
""")
ANSWERS: dict[str, tuple[sl.Ledger, Any]] = {
    "history": (BELARUS, BELARUS.history("by-release-52")),
    "changes": (BELARUS, BELARUS.at("2025-12-31").changes("2025-12-01")),
    "who": (BELARUS, BELARUS.at("2025-12-31").who("statkevich")),
    "assessments": (CODED, CODED.at("2025-12-31").assessments("d")),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_listed_record_is_explained_with_its_sources(name: str):
    ledger, answer = ANSWERS[name]
    listed = list(dict.fromkeys(row["record"] for row in answer.rows()))
    explained = answer.explain()
    assert len(listed) > 1
    assert list(dict.fromkeys(reason.record for reason in explained.reasons)) == listed
    for reason in explained.reasons:
        assert [cited.id for cited in reason.sources] == [one.source for one in ledger.records[reason.record].sources]
    assert str(explained).splitlines()[0] == explained.title


def test_an_explanation_has_the_role_of_each_record_and_the_rival_claims():
    _, answer = ANSWERS["who"]
    reasons = {reason.record: reason for reason in answer.explain().reasons}
    release = reasons["by-release-52"]
    assert (release.side, str(release.amount), release.unit, release.givers) == ("refused", "52", "prisoners", ("by",))
    assert "claim-52-day" in [one.id for one in release.because]
