"""Rules about what is taken back, what adds up, and what published figures say."""

from __future__ import annotations

from checks.planted import Mistake, each, findings, is_found, places
from stories import story

RELEASE = (
    "- {kind: release, id: r, from: 2025-01-10, giver: by, receiver: us, quantity: 10 prisoners, "
    "of_which: [{quantity: 4 political prisoners}]}\n"
)
FREEZE = "- {kind: asset_freeze, id: s1, from: 2020-01-01, sender: us, target: belavia}\n"
WAIVER = "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1]}\n"
RENEWAL = "- {kind: waiver, id: e2, from: 2024-06-01, replaces: [e1]}\n"


def taken(rest: str, record_id: str = "v", reverses: str = "r") -> str:
    return f"- {{kind: rearrest, id: {record_id}, from: 2025-02-01, by: by, reverses: [{reverses}], {rest}}}\n"


def one(rest: str) -> str:
    return f"- {{kind: release, id: r, from: 2025-01-10, giver: by, receiver: us, {rest}}}\n"


def series(first: str, second: str, rest: str = "") -> str:
    return (
        f"- {{kind: observation, id: a, from: 2025-01-01, holder: by, observer: us, quantity: {first} prisoners}}\n"
        f"- {{kind: observation, id: b, from: 2025-03-01, holder: by, observer: us, quantity: {second} prisoners}}\n"
    ) + rest


SEIZURE = "- {kind: seizure, id: s, from: 2025-01-10, giver: us, receiver: by, quantity: 10 prisoners}\n"
PAYMENT = "- {kind: payment, id: m, from: 2025-01-10, giver: by, receiver: us, quantity: 10 prisoners}\n"
EARLIER_TOTAL = "- {{kind: pardon, id: t, from: {}, giver: by, receiver: us, quantity: 12 prisoners, includes: [r]}}\n"
TWO = RELEASE + (
    "- {kind: release, id: q, from: 2025-03-01, giver: belavia, receiver: us, quantity: at least 5 prisoners}\n"
)
TOTAL = "- {{kind: assertion, id: t, giver: by, receiver: us, from: 2025-01-01, until: 2025-04-01, quantity: {}}}\n"
DECEMBER = one(
    "quantity: 123 prisoners, complete: true, of_which: [{quantity: 114 prisoners}, {quantity: 8 prisoners}]"
)

REVERSALS = [
    Mistake(
        "SL401",
        RELEASE + taken("quantity: 8 prisoners") + taken("quantity: 3 prisoners", "w"),
        [("w", "quantity")],
        RELEASE + taken("quantity: 8 prisoners") + taken("quantity: 2 prisoners", "w"),
    ),
    Mistake(
        "SL401",
        RELEASE + taken("quantity: 5 political prisoners"),
        [("v", "quantity")],
        RELEASE + taken("quantity: 4 political prisoners"),
    ),
    Mistake(
        "SL401",
        RELEASE + taken("quantity: 11 prisoners"),
        [("v", "quantity")],
        RELEASE + taken("quantity: 9..11 prisoners"),
    ),
    Mistake(
        "SL402",
        RELEASE + taken("quantity: 2 boxes"),
        [("v", "quantity")],
        RELEASE + taken("quantity: 2 prisoner"),
    ),
    Mistake(
        "SL403",
        one("note: None counted.") + taken("quantity: 2 prisoners"),
        [("v", "quantity")],
        one("note: None counted.") + taken("quantity: 1 release"),
    ),
    Mistake(
        "SL403",
        FREEZE + WAIVER + taken("quantity: 1 waivers", "v", "e1"),
        [("v", "quantity")],
        FREEZE + WAIVER + taken("only: belavia", "v", "e1"),
    ),
    Mistake(
        "SL404",
        RELEASE + taken("quantity: over 2 prisoners"),
        [("v", "quantity")],
        RELEASE + taken("quantity: 2..3 prisoners"),
    ),
    Mistake(
        "SL405",
        FREEZE + WAIVER + taken("only: [us, bank]", "v", "e1"),
        [("v", "only.1")],
        FREEZE + WAIVER + taken("only: [us, belavia, s1]", "v", "e1"),
    ),
    Mistake("SL405", RELEASE + taken("only: [us]"), [("v", "only")], RELEASE + taken("quantity: 1 prisoners")),
    Mistake(
        "SL406",
        RELEASE + taken("quantity: 1 prisoners").replace("2025-02-01", "2025-01-09"),
        [("v", "reverses")],
        RELEASE + taken("quantity: 1 prisoners").replace("2025-02-01", "2025-01"),
    ),
    Mistake(
        "SL407",
        FREEZE + WAIVER + RENEWAL + taken("note: later", "v", "e2"),
        [("v", "reverses")],
        FREEZE
        + WAIVER
        + RENEWAL
        + taken("note: void from its beginning", "v", "e2").replace("2025-02-01", "2024-06-01"),
    ),
    Mistake(
        "SL407",
        FREEZE + WAIVER.replace("}", ", until: 2026-01-01}") + RENEWAL + taken("note: later", "v", "e2"),
        [("v", "reverses")],
        FREEZE + WAIVER.replace("}", ", until: 2024-12-01}") + RENEWAL + taken("note: later", "v", "e2"),
    ),
]
SUMS = [
    Mistake("SL411", DECEMBER, [("r", "of_which")], DECEMBER.replace("8 prisoners", "9 prisoners")),
    Mistake("SL411", DECEMBER, [("r", "of_which")], DECEMBER.replace("8 prisoners", "at most 9 prisoners")),
    Mistake("SL411", DECEMBER, [("r", "of_which")], DECEMBER.replace("complete: true, ", "")),
    Mistake(
        "SL411",
        DECEMBER.replace("8 prisoners", "9 boxes"),
        [("r", "of_which.1")],
        DECEMBER.replace("8 prisoners", "9 political prisoners"),
    ),
    Mistake(
        "SL412",
        one("quantity: 10 prisoners, of_which: [{quantity: 3 prisoners}, {quantity: 11 political prisoners}]"),
        [("r", "of_which.1")],
        one("quantity: 10 prisoners, of_which: [{quantity: 3 prisoners}, {quantity: 11 boxes}]"),
    ),
    Mistake(
        "SL413",
        one("quantity: 10 prisoners, of_which: [{quantity: 6 prisoners}, {quantity: 5 prisoners}]"),
        [("r", "of_which")],
        one("quantity: 10 prisoners, of_which: [{quantity: 6 prisoners}, {quantity: 5 political prisoners}]"),
    ),
    Mistake(
        "SL414",
        RELEASE + one("quantity: 9 prisoners, includes: [r]").replace("id: r,", "id: t,"),
        [("t", "includes")],
        RELEASE + one("quantity: 10 prisoners, includes: [r]").replace("id: r,", "id: t,"),
    ),
    Mistake(
        "SL417",
        RELEASE + EARLIER_TOTAL.format("2025-01-09"),
        [("t", "includes.0")],
        RELEASE + EARLIER_TOTAL.format("2025-01-09..2025-01-10"),
    ),
    Mistake(
        "SL415",
        RELEASE + "- {kind: pardon, id: t, from: 2025, giver: by, receiver: us, quantity: 40 prisoners}",
        [("t", "quantity")],
        RELEASE + "- {kind: pardon, id: t, from: 2025, giver: by, receiver: us, quantity: 40 prisoners, includes: [r]}",
    ),
    Mistake(
        "SL415",
        RELEASE + "- {kind: pardon, id: t, from: 2025-01-10, giver: by, receivers: [eu, us], quantity: 10 prisoners}",
        [("t", "quantity")],
        RELEASE + "- {kind: pardon, id: t, from: 2025-01-10, giver: by, receivers: [eu], quantity: 10 prisoners}",
    ),
    Mistake(
        "SL415",
        RELEASE.replace("}\n", ", delivers: [p]}\n")
        + "- {kind: release, id: t, from: 2025, giver: by, receiver: us, quantity: 40 prisoners, delivers: [q, p]}",
        [("t", "quantity")],
        RELEASE.replace("}\n", ", delivers: [p]}\n")
        + "- {kind: release, id: t, from: 2025, giver: by, receiver: us, quantity: 40 prisoners, delivers: [q]}",
    ),
    Mistake(  # a total of the whole may count those of a part, and none of a part those of the whole
        "SL415",
        one("quantity: 2 political prisoners")
        + "- {kind: pardon, id: t, from: 2025, giver: by, receiver: us, quantity: 40 prisoners}",
        [("t", "quantity")],
        one("quantity: 2 prisoners")
        + "- {kind: pardon, id: t, from: 2025, giver: by, receiver: us, quantity: 40 political prisoners}",
    ),
    Mistake(
        "SL416",
        RELEASE
        + one("quantity: 2 prisoners").replace("id: r,", "id: q,")
        + "- {kind: pardon, id: t, from: 2025, giver: by, receiver: us, quantity: 40 prisoners, includes: [r]}",
        [("t", "includes")],
        RELEASE
        + one("quantity: 2 prisoners").replace("id: r,", "id: q,")
        + "- {kind: pardon, id: t, from: 2025, giver: by, receiver: us, quantity: 40 prisoners, includes: [r, q]}",
    ),
]
FIGURES = [
    Mistake("SL421", TWO + TOTAL.format("14 prisoners"), [("t", "quantity")], TWO + TOTAL.format("15 prisoners")),
    Mistake(
        "SL421",
        RELEASE + TOTAL.format("over 10 prisoners"),
        [("t", "quantity")],
        RELEASE + TOTAL.format("at least 10 prisoners"),
    ),
    Mistake(
        "SL421",
        RELEASE + TOTAL.format("11 political prisoners"),
        [("t", "quantity")],
        RELEASE + TOTAL.format("4..10 political prisoners"),
    ),
    Mistake(
        "SL421",
        RELEASE + TOTAL.format("0 prisoners"),
        [("t", "quantity")],
        RELEASE.replace("2025-01-10", "2024-12..2025-01") + TOTAL.format("0 prisoners"),
    ),
    Mistake("SL422", series("100", "89", RELEASE), [("b", "quantity")], series("100", "90", RELEASE)),
    Mistake(
        "SL422",
        series("100", "90", RELEASE.replace("giver: by", "giver: by, held_by: ru")),
        [("b", "quantity")],
        series("100", "90", RELEASE.replace("giver: by, receiver: us", "giver: ru, held_by: by, receiver: us")),
    ),
    Mistake(
        "SL422",
        series("100", "90", SEIZURE.replace("giver: us, receiver: by", "giver: by, receiver: us")),
        [("b", "quantity")],
        series("100", "90", SEIZURE),
    ),
    Mistake(
        "SL422",
        series("100", "90", PAYMENT.replace("receiver: us", "receiver: belavia")),
        [("b", "quantity")],
        series("100", "90", PAYMENT),
    ),
    Mistake(
        "SL422",
        series("100", "80", RELEASE),
        [("b", "quantity")],
        series("100", "80", RELEASE.replace("10 prisoners", "over 10 prisoners")),
    ),
]


@each(REVERSALS)
def test_mistakes_of_reversal_are_found(mistake):
    is_found(mistake)


@each(SUMS)
def test_sums_that_do_not_hold_are_found(mistake):
    is_found(mistake)


@each(FIGURES)
def test_figures_that_the_records_contradict_are_found(mistake):
    is_found(mistake)


def test_a_contradicted_total_tells_the_difference():
    (found,) = [one for one in findings(story(RELEASE + TOTAL.format("over 12 prisoners"))) if one.code == "SL421"]
    assert found.message == (
        "the published total is at least 13 prisoners, and the records of that time come to 10 prisoners (`r`): "
        "at least 3 fewer"
    )


def test_too_much_taken_back_tells_how_much():
    (found,) = [one for one in findings(story(RELEASE + taken("quantity: 13 prisoners"))) if one.code == "SL401"]
    assert found.hint == "that is 3 too many: fix the amounts, or name what else was taken back under `reverses`"


def test_an_amount_without_a_most_suggests_one_from_its_least_and_in_its_unit():
    amount = "quantity: over 2 political prisoners"
    (found,) = [one for one in findings(story(RELEASE + taken(amount))) if one.code == "SL404"]
    assert found.hint == "write the most that it can be, such as `3..6 political prisoners`"


def test_kinds_are_named_with_their_article():
    freeze = FREEZE + "- {kind: snapback, id: v, from: 2021-01-01, by: us, reverses: [s1], quantity: 1 boxes}"
    (found,) = [one for one in findings(story(freeze)) if one.code == "SL403"]
    assert found.message == "it takes back 1 boxes of `s1`, an asset_freeze that states no such amount"


def test_exactly_one_is_told_by_the_word_for_one_that_the_ledger_has():
    pledged = "- {kind: release, id: r, from: 2025-01-10, giver: by, receiver: us, quantity: 1 prisoners}\n"
    (found,) = [one for one in findings(story(pledged + taken("quantity: 2 prisoners"))) if one.code == "SL401"]
    assert found.message == "`v` takes back 2 prisoners of `r`, which gave 1 prisoner"
    (found,) = [one for one in findings(story(pledged + taken("quantity: 1 boxes"))) if one.code == "SL402"]
    assert found.message.startswith("it takes back 1 boxes of `r`")


def test_a_stock_that_fell_too_far_tells_what_is_explained():
    (found,) = [one for one in findings(story(series("100", "89", RELEASE))) if one.code == "SL422"]
    assert found.message == (
        "the stock fell from 100 prisoners (`a`) to 89 prisoners, by at least 11 prisoners, "
        "and the records explain 10 prisoners: at least 1 are not explained"
    )


def test_a_part_above_its_whole_leaves_published_totals_to_be_judged_all_the_same():
    ledger = story(
        "- {kind: release, id: r, from: 2025-03-01, giver: by, receiver: us, quantity: 24 prisoners,"
        " of_which: [57 political prisoners]}\n"
        "- {kind: assertion, id: a, from: 2025-01-01, until: 2026-01-01, giver: by, receiver: us,"
        " quantity: 30 political prisoners}"
    )
    assert places(ledger, "SL421") == [("a", "quantity")]
