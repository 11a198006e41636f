"""Rules about promises, and about persons by name."""

from __future__ import annotations

import datetime as dt

from checks.planted import Mistake, each, findings, is_found, places
from foreign.potash_quota import PotashQuota
from stories import CAST, story

from sanctledger.records.kinds import KINDS

PLEDGE = "- {kind: pledge, id: p, from: 2025-09-11, giver: by, receiver: us, quantity: 52 prisoners, due: 2026-01-01}\n"
LATER = PLEDGE.replace("id: p", "id: o").replace("2026-01-01", "2026-02-01")
FREEZE = "- {kind: asset_freeze, id: s1, from: 2020-01-01, sender: us, target: belavia}\n"
PEOPLE = CAST + "- {kind: person, id: ann}\n- {kind: person, id: ben}\n"


def given(quantity: str, day: str = "2025-09-11", giver: str = "by", record_id: str = "r") -> str:
    return (
        f"- {{kind: release, id: {record_id}, from: {day}, giver: {giver}, receiver: us, "
        f"quantity: {quantity}, delivers: [p]}}\n"
    )


def freed(record_id: str, day: str, people: str, rest: str = "") -> str:
    return f"- {{kind: release, id: {record_id}, from: {day}, giver: by, receiver: us, people: [{people}]{rest}}}\n"


PLEDGES = [
    Mistake("SL501", PLEDGE + given("60 prisoners"), [("r", "delivers")], PLEDGE + given("52 prisoners")),
    Mistake(
        "SL501",
        PLEDGE + given("40 prisoners") + given("13 prisoners", "2025-10-01", record_id="q"),
        [("q", "delivers")],
        PLEDGE + given("40 prisoners") + given("12..13 prisoners", "2025-10-01", record_id="q"),
    ),
    Mistake(  # what delivers two promises counts once between them
        "SL501",
        PLEDGE + LATER + given("105 prisoners").replace("[p]", "[p, o]"),
        [("r", "delivers.1")],
        PLEDGE + LATER + given("104 prisoners").replace("[p]", "[p, o]"),
    ),
    Mistake(
        "SL502",
        PLEDGE + given("52 prisoners", "2025-09-10"),
        [("r", "delivers")],
        PLEDGE + given("52 prisoners", "2025-09"),
    ),
    Mistake(
        "SL502",
        PLEDGE.replace("due:", "not_before: 2025-10-01, due:") + given("52 prisoners"),
        [("r", "delivers")],
        PLEDGE.replace("due:", "not_before: 2025-10-01, due:") + given("52 prisoners", "2025-10-01"),
    ),
    Mistake(
        "SL502",
        PLEDGE.replace("2026-01-01", "2025-09-10"),
        [("p", "due")],
        PLEDGE.replace("2026-01-01", "2025-09"),
    ),
    Mistake(
        "SL502",
        PLEDGE.replace("due:", "not_before: 2026-02-01, due:"),
        [("p", "due")],
        PLEDGE.replace("due:", "not_before: 2026, due:"),
    ),
    Mistake(
        "SL503",
        PLEDGE + given("52 prisoners", giver="ru"),
        [("r", "delivers")],
        PLEDGE + given("52 prisoners", giver="belavia"),
    ),
    Mistake(
        "SL503",
        PLEDGE + FREEZE + "- {kind: waiver, id: e1, from: 2025-09-12, eases: [s1], delivers: [p]}",
        [("e1", "delivers")],
        PLEDGE.replace("giver: by, receiver: us", "giver: us, receiver: by")
        + FREEZE
        + "- {kind: waiver, id: e1, from: 2025-09-12, eases: [s1], delivers: [p]}",
    ),
    Mistake("SL504", PLEDGE + given("52 boxes"), [("r", "delivers")], PLEDGE + given("52 political prisoners")),
    Mistake("SL505", PLEDGE, [("p", "due")], PLEDGE + given("52 prisoners")),
    Mistake(
        "SL505", PLEDGE + given("51 prisoners"), [("p", "due")], PLEDGE.replace("due:", "firmness: discussed, due:")
    ),
    Mistake(
        "SL506",
        PLEDGE.replace("due:", "promises: {kind: relase}, due:"),
        [("p", "promises.kind")],
        PLEDGE.replace("due:", "promises: {kind: release}, due:"),
    ),
]


def conditional(on: str) -> str:
    return (
        f"- {{kind: pledge, id: p, from: 2025-09-11, giver: by, receiver: us, quantity: 52 prisoners, if: [{on}]}}\n"
        + FREEZE.replace("id: s1", "id: the-ban")
    )


EARLIER = "- {kind: release, id: q, from: 2025-09-11, giver: by, receiver: us, quantity: 10 prisoners}\n"
TOTAL = given("52 prisoners").replace("delivers", "includes: [q], delivers")
PLEDGES += [
    Mistake(
        "SL508",
        PLEDGE + EARLIER + TOTAL,
        [("r", "includes")],
        PLEDGE + EARLIER.replace("}", ", delivers: [p]}") + TOTAL,
    ),
    Mistake(
        "SL508",
        PLEDGE + EARLIER + TOTAL,
        [("r", "includes")],
        PLEDGE + EARLIER.replace("2025-09-11", "2025-09-10") + TOTAL.replace("52 prisoners", "62 prisoners"),
    ),
    Mistake("SL507", conditional("the-bann"), [("p", "if")], conditional("the-ban")),
    Mistake("SL507", conditional("rain, the-bn"), [("p", "if.1")], conditional("rain, the bans end")),
]
PERSONS = [
    Mistake(
        "SL603",
        freed("a", "2025-01-01", "{person: ann, outcome: Freeed}"),
        [("a", "people.outcome")],
        freed("a", "2025-01-01", "{person: ann, outcome: Freed}"),
        {"cast": PEOPLE},
    ),
    Mistake(
        "SL603",
        "- {kind: event, id: e, from: 2025, people: [ben, {person: ann, outcome: sentencd}]}",
        [("e", "people.1.outcome")],
        "- {kind: event, id: e, from: 2025, people: [ben, {person: ann, outcome: honoured}]}",
        {"cast": PEOPLE},
    ),
    Mistake(
        "SL601",
        freed("a", "2025-01-01", "ann, ben") + freed("b", "2025-06-01", "ben"),
        [("b", "people")],
        freed("a", "2025-01-01", "ann, ben")
        + "- {kind: detention, id: d, from: 2025-03-01, giver: by, receiver: ben}\n"
        + freed("b", "2025-06-01", "ben"),
        {"cast": PEOPLE},
    ),
    Mistake(
        "SL601",
        freed("a", "2025-01-01", "ann, ben") + freed("b", "2025-06-01", "ben"),
        [("b", "people")],
        freed("a", "2025-01-01", "ann, ben")
        + "- {kind: rearrest, id: d, from: 2025-03-01, by: by, reverses: [a], quantity: 1 release, people: [ben]}\n"
        + freed("b", "2025-06-01", "ben"),
        {"cast": PEOPLE},
    ),
    Mistake(
        "SL601",
        freed("a", "2025-01-01", "ann, ben") + freed("b", "2025-06-01", "ann, ben"),
        [("b", "people.0"), ("b", "people.1")],
        freed("a", "2025-01-01", "{person: ben, outcome: refused}") + freed("b", "2025-06-01", "ben"),
        {"cast": PEOPLE},
    ),
    Mistake(
        "SL601",
        freed("a", "2025-01-01", "ben").replace("release", "handover") + freed("b", "2025-06-01", "ben"),
        [("b", "people")],
        freed("a", "2025-01-01", "ben").replace("release", "handover")
        + freed("b", "2025-06-01", "ben").replace("giver: by, receiver: us", "giver: us, receiver: by"),
        {"cast": PEOPLE},
    ),
    Mistake(
        "SL602",
        freed("a", "2025-01-01", "ann, ben", ", quantity: 1 prisoners"),
        [("a", "people")],
        freed("a", "2025-01-01", "ann, ben", ", quantity: 2 prisoners"),
        {"cast": PEOPLE},
    ),
]


@each(PLEDGES)
def test_mistakes_about_promises_are_found(mistake):
    is_found(mistake)


@each(PERSONS)
def test_mistakes_about_persons_are_found(mistake):
    is_found(mistake)


def test_a_pledge_is_overdue_only_after_its_day():
    assert places(story(PLEDGE), "SL505", dt.date(2026, 1, 1)) == []
    assert places(story(PLEDGE), "SL505", dt.date(2026, 1, 2)) == [("p", "due")]


def test_a_pledge_is_overdue_only_once_the_last_day_that_was_meant_has_passed():
    by_spring = PLEDGE.replace("2026-01-01", "2026-05")
    assert places(story(by_spring), "SL505", dt.date(2026, 5, 31)) == []
    assert places(story(by_spring), "SL505", dt.date(2026, 6, 1)) == [("p", "due")]
    assert places(story(PLEDGE.replace("2026-01-01", "unknown")), "SL505") == []


def overdue(*records: str) -> str:
    (found,) = [one for one in findings(story(PLEDGE + "".join(records))) if one.code == "SL505"]
    return found.message


def test_an_overdue_pledge_tells_what_delivers_it():
    taken = "- {kind: rearrest, id: v, from: 2025-09-12, by: by, reverses: [r], quantity: 1 prisoners}\n"
    told = "it was due by 2026-01-01 and has not been kept in full by what delivers it, `r`"
    assert overdue(given("51 prisoners")) == told
    assert overdue(given("52 prisoners"), taken) == told
    assert overdue(given("51..52 prisoners")) == told.replace("has not been", "may not have been")


def test_a_promise_of_so_much_or_more_says_how_the_least_of_it_would_keep_it():
    ledger = story(PLEDGE.replace("52 prisoners", "at least 52 prisoners") + given("60 prisoners"))
    (found,) = [one for one in findings(ledger) if one.code == "SL505"]
    assert found.hint is not None
    assert found.hint.endswith("; where the least of what it says would keep it, promise that: 52")
    (found,) = [one for one in findings(story(PLEDGE + given("51 prisoners"))) if one.code == "SL505"]
    assert found.hint is not None
    assert "the least" not in found.hint


def test_what_takes_back_a_pledge_is_not_said_to_deliver_it():
    assert overdue() == "it was due by 2026-01-01 and has not been kept"
    doubted = "- {kind: withdrawal, id: v, from: 2025-09-12, by: by, reverses: [p], status: disputed}\n"
    assert overdue(doubted) == "it was due by 2026-01-01 and may not have been kept"


def test_a_kind_that_nobody_knows_suggests_the_nearest():
    (found,) = [
        one
        for one in findings(story(PLEDGE.replace("due:", "promises: {kind: general_licence}, due:")))
        if one.code == "SL506"
    ]
    assert found.message == "there is no kind `general_licence`, which it promises; did you mean `general_license`?"


def test_a_kind_of_ones_own_may_be_promised():
    quota = PLEDGE.replace("due:", "promises: {kind: potash_quota}, due:")
    assert places(story(quota), "SL506") == [("p", "promises.kind")]
    assert places(story(quota, kinds=KINDS.with_kind(PotashQuota)), "SL506") == []
