"""Verdicts where the validity of a reversal is disputed."""

from __future__ import annotations

from stories import story

FROZEN = """
- {kind: asset_freeze, id: s, from: 2020-01-01, sender: us, target: belavia}
- {kind: delisting, id: d, from: 2021-01-01, eases: s, sender: us}
- {kind: snapback, id: x, from: 2022-01-01, by: ru, reverses: d}
"""
DENIED = "- {kind: statement, id: no, from: 2022-02-01, by: us, about: x, act: denies}\n"


def test_would_decide_names_the_disputed_reversal_of_an_ending():
    dealing = {"actor": "us", "action": "finance", "counterparty": "belavia"}
    told = story(FROZEN + DENIED).at("2025-01-01").verdict(dealing)
    assert told.verdict == "uncertain"
    assert told.would_decide == ("whether s is in force on the day (d, which x may reverse)",)
    assert story(FROZEN).at("2025-01-01").verdict(dealing).verdict == "prohibited"
