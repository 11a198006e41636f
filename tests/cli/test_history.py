"""The commands that recount: changes, history, who; and assessments."""

from __future__ import annotations

import pytest

CHANGES = ("changes", "belarus", "--since", "2025-09-15", "--on", "2025-09-16", "--known", "2025-09-16")
CODED = """
sanctledger: 1
parties: {us: {kind: state}, by: {kind: state}}
sources: {sets: {published: 2024-05-01}}
records:
  - {kind: deal, id: accord, from: 2006-01-01, parties: [us, by], recorded: 2006-01-01, sources: sets}
  - {kind: assessment, id: one, about: accord, coder: HSE, scale: outcome, value: failure, sources: sets,
     recorded: 2024-01-01}
  - {kind: assessment, id: two, about: accord, coder: TIES, scale: outcome, value: failure, sources: sets,
     status: disputed, recorded: 2024-01-01}
"""


def test_changes_show_what_and_since_when_it_is_known(sanctledger):
    ran = sanctledger(*CHANGES)
    assert ran.status == 0
    assert "from 2025-09-15, as known on 2025-09-15, to 2025-09-16, as known on 2025-09-16" in ran.out
    assert "by-statkevich-back" in ran.out
    answer = sanctledger(*CHANGES, "--since-known", "2025-09-16", "--json").json()
    assert answer["since_known"] == "2025-09-16"
    assert "by-statkevich-back" not in {change["record"] for change in answer["changes"]}
    nothing = sanctledger("changes", "belarus", "--since", "1990-01-01", "--on", "1990-01-02", "--known", "1990-01-02")
    assert "nothing changed" in nothing.out


def test_a_history_shows_both_times(sanctledger):
    ran = sanctledger("history", "belarus", "pl-border", "--known", "2025-12-31")
    assert ran.status == 0
    assert "is corrected by" in ran.out
    assert sanctledger("history", "belarus", "pl-border", "--json").json()["line"] == [
        "pl-border",
        "pl-border-corrected",
    ]


def test_a_persons_history_says_where_they_are(sanctledger):
    ran = sanctledger("who", "belarus", "statkevich", "--on", "2025-12-31")
    assert ran.status == 0
    assert "Mikola Statkevich at the close of 2025-12-31: held (by by-statkevich-back)" in ran.out
    assert sanctledger("who", "belarus", "statkevich", "--on", "2025-12-31", "--json").json()["state"] == "held"
    assert "no record names them" in sanctledger("who", "belarus", "statkevich", "--on", "1990-01-01").out


def test_assessments_show_coders_and_their_agreement(sanctledger, tmp_path):
    (tmp_path / "coded.yaml").write_text(CODED, encoding="utf-8")
    ran = sanctledger("assessments", str(tmp_path / "coded.yaml"), "accord", "--on", "2024-12-31")
    assert ran.status == 0
    assert "outcome: 2 coders; 1 of their pairs agree" in ran.out
    assert "maybe failure" in ran.out
    path = str(tmp_path / "coded.yaml")
    assert "nobody assessed it" in sanctledger("assessments", path, "us", "--on", "2024-12-31").out
    assert sanctledger("assessments", path, "accord", "--on", "2024-12-31", "--json").json()["about"] == "accord"


@pytest.mark.parametrize(
    "words",
    [
        ("changes", "belarus", "--since", "2026-01-01", "--on", "2025-01-01"),
        ("history", "belarus", "nothing-of-the-kind"),
        ("who", "belarus", "nobody-at-all"),
        ("assessments", "belarus", "minsk-2025-99", "--on", "2025-12-31"),
    ],
)
def test_wrong_words_are_one_line_and_status_2(sanctledger, words):
    ran = sanctledger(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("sanctledger: ")
    assert ran.err.count("\n") == 1
