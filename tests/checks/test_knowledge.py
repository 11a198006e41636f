"""Rules about records that replace others, and about what could be known when."""

from __future__ import annotations

import datetime as dt

from checks.planted import Mistake, each, is_found, places
from stories import story

SOURCES = "- {kind: source, id: old, published: 2020-05-01}\n- {kind: source, id: new, published: 2020-09-01}\n"
FREEZE = "- {kind: asset_freeze, id: s1, from: 2020-01-01, until: 2020-08-01, sender: us, target: belavia, "

MISTAKES = [
    Mistake(
        "SL201",
        "- {kind: event, id: a, from: 2020-01-01}\n- {kind: event, id: b, from: 2020-01-02, corrects: [a]}\n"
        "- {kind: event, id: c, from: 2020-01-03, amends: [a]}",
        [("c", "amends")],
        "- {kind: event, id: a, from: 2020-01-01}\n- {kind: event, id: b, from: 2020-01-02, corrects: [a]}\n"
        "- {kind: event, id: c, from: 2020-01-03, corrects: [a, b]}",
    ),
    Mistake(
        "SL202",
        "- {kind: event, id: a, from: 2020-01-01}\n"
        "- {kind: event, id: b, from: 2020-01-02, corrects: [a], status: disputed}",
        [("b", "status")],
        "- {kind: event, id: a, from: 2020-01-01, status: disputed}\n"
        "- {kind: event, id: b, from: 2020-01-02, corrects: [a]}",
    ),
    Mistake(
        "SL211",
        "- {kind: event, id: a, from: '2020..'}",
        [("a", "recorded")],
        "- {kind: event, id: a, from: '2020..', recorded: 2020-03-01}",
    ),
    Mistake(
        "SL211",
        SOURCES + "- {kind: statement, id: a, act: denies}",
        [("a", "recorded")],
        SOURCES + "- {kind: statement, id: a, act: denies, sources: [old]}",
    ),
    Mistake(
        "SL212",
        SOURCES + "- {kind: event, id: a, from: 2020-01-01, recorded: 2020-03-01, sources: [new, old]}",
        [("a", "sources.1")],
        SOURCES + "- {kind: event, id: a, from: 2020-01-01, recorded: 2020-05-01, sources: [new, old]}",
    ),
    Mistake(
        "SL212",
        SOURCES + "- {kind: event, id: a, from: 2020-01-01, recorded: 2020-03-01, sources: [old]}",
        [("a", "sources.0")],
        SOURCES + "- {kind: event, id: a, from: 2020-01-01, announced: 2020-02, recorded: 2020-03-01, sources: [old]}",
    ),
    Mistake(
        "SL213",
        "- {kind: event, id: a, from: 2026-05-31, status: scheduled}",
        [("a", "status")],
        "- {kind: event, id: a, from: 2026-06-01, status: scheduled}",
    ),
    Mistake(
        "SL214",
        SOURCES + FREEZE + "recorded: 2020-01-01, sources: [old]}",
        [("s1", "until")],
        SOURCES + FREEZE + "recorded: 2020-01-01, sources: [old, new]}",
    ),
    Mistake(
        "SL214",
        FREEZE + "recorded: 2019-12-01, verified_on: 2020-07-01}",
        [("s1", "until")],
        FREEZE + "recorded: 2019-12-01, verified_on: 2020-08-01}",
    ),
    Mistake(
        "SL214",
        FREEZE + "recorded: 2020-01-01}",
        [("s1", "until")],
        FREEZE + "recorded: 2020-01-01}\n- {kind: delisting, id: e1, from: 2020-06-01, eases: [s1]}",
    ),
]


@each(MISTAKES)
def test_mistakes_of_knowledge_are_found(mistake):
    is_found(mistake)


def test_an_end_that_has_not_come_asks_for_nothing():
    ledger = story(FREEZE + "recorded: 2020-01-01}")
    assert places(ledger, "SL214", dt.date(2020, 8, 1)) == []
    assert places(ledger, "SL214", dt.date(2020, 8, 2)) == [("s1", "until")]
