"""A record and its successors, and the day since which each is known."""

from __future__ import annotations

from typing import Any

import pytest
from stories import given, story

import sanctledger as sl


def release(name: str, day: str, quantity: int, **fields: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in fields.items())
    act = f"kind: release, id: {name}, from: {day}, giver: by, receiver: us, quantity: {quantity} prisoners"
    return f"- {{{act}{extra}}}\n"


def counted(ledger: sl.Ledger, known: str | None = None, **axes: Any) -> str:
    return given(ledger, "2022-01-01", "by", "us", "prisoners", known=known, **axes)


def line(ledger: sl.Ledger, record_id: str, known: str | None = None) -> list[str]:
    return [one.id for one in ledger.line(record_id, known)]


@pytest.mark.parametrize("field", ["corrects", "amends"])
def test_a_successor_stands_for_the_line_from_its_own_day_of_knowledge_on(field: str):
    ledger = story(release("a", "2020-01-01", 5) + release("b", "2020-01-01", 7, recorded="2020-02-01", **{field: "a"}))
    assert [counted(ledger, day) for day in ("2019-12-31", "2020-01-31", "2020-02-01")] == ["0", "5", "7"]
    assert (line(ledger, "a"), line(ledger, "b"), line(ledger, "a", "2020-01-31")) == (["a", "b"], ["a", "b"], ["a"])


def test_a_reference_to_any_member_names_the_line():
    text = release("a", "2020-01-01", 5) + release("b", "2020-01-01", 7, corrects="a", recorded="2020-02-01")
    for named in ("a", "b"):
        ledger = story(
            text + f"- {{kind: rearrest, id: v, from: 2020-03-01, reverses: {named}, quantity: 1 prisoners}}\n"
        )
        assert counted(ledger) == "6"


def test_a_successor_is_never_known_before_its_predecessor():
    ledger = story(release("a", "2020-03-01", 5) + release("b", "2020-03-01", 7, corrects="a", recorded="2020-01-01"))
    assert str(ledger.recorded("b")) == "2020-03-01"
    assert (counted(ledger, "2020-02-01"), counted(ledger, "2020-03-01")) == ("0", "7")


def test_of_two_that_replace_the_same_record_the_one_learnt_later_stands():
    ledger = story(
        release("a", "2020-01-01", 5)
        + release("z", "2020-01-01", 7, corrects="a", recorded="2020-02-01")
        + release("b", "2020-01-01", 9, corrects="a", recorded="2020-03-01")
    )
    assert (counted(ledger, "2020-02-15"), counted(ledger, "2020-03-01")) == ("7", "9")


def test_one_that_replaces_several_joins_their_lines():
    ledger = story(
        release("a", "2020-01-01", 5)
        + release("b", "2020-01-01", 7)
        + release("c", "2020-01-01", 11, corrects="[a, b]", recorded="2020-02-01")
    )
    assert (counted(ledger, "2020-01-31"), counted(ledger, "2020-02-01")) == ("12", "11")
    assert line(ledger, "b") == ["a", "b", "c"]


def test_a_chain_that_is_learnt_on_one_day_ends_with_its_last_member():
    ledger = story(
        release("c", "2020-01-01", 5)
        + release("b", "2020-01-01", 7, corrects="c")
        + release("a", "2020-01-01", 9, corrects="b")
    )
    assert (counted(ledger), line(ledger, "c")) == ("9", ["c", "b", "a"])


def test_a_line_whose_latest_member_is_retracted_is_not_there_at_all():
    retracted = release("b", "2020-01-01", 5, corrects="a", recorded="2020-02-01", status="retracted")
    ledger = story(release("a", "2020-01-01", 5) + retracted)
    assert (counted(ledger, "2020-01-31"), counted(ledger, "2020-02-01")) == ("5", "0")
    with pytest.raises(sl.errors.UnknownRecord):
        ledger.at("2020-03-01").record("a")


def test_a_line_whose_latest_member_is_of_a_standing_that_does_not_count_is_left_out():
    ledger = story(release("a", "2020-01-01", 5, status="confirmed") + release("b", "2020-01-01", 7, corrects="a"))
    assert counted(ledger, reading=sl.Reading(statuses="confirmed")) == "0"


def test_replacements_in_a_circle_do_nothing():
    ledger = story(release("a", "2020-01-01", 5, corrects="b") + release("b", "2020-01-01", 7, corrects="a"))
    assert counted(ledger) == "12"


def test_a_replacement_of_what_is_not_there_stands_alone():
    assert counted(story(release("b", "2020-01-01", 7, corrects="gone"))) == "7"


# The day since which a record is known.


def source(name: str, published: str) -> str:
    return f"- {{kind: source, id: {name}, published: {published}}}\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"recorded": "2020-05-05"}, "2020-05-05"),
        ({"sources": "[early, late]"}, "2020-01-10"),
        ({"sources": "[old]"}, "2020-01-01"),
        ({"sources": "[old, late]"}, "2020-03-01"),
        ({"sources": "[month]"}, "2020-01-31"),
        ({"sources": "[dateless, gone]"}, "2020-01-01"),
        ({}, "2020-01-01"),
    ],
)
def test_a_record_is_known_by_its_own_word_else_its_first_publication_else_its_start(
    fields: dict[str, str], expected: str
):
    sources = source("early", "2020-01-10") + source("late", "2020-03-01") + source("old", "2019-06-01")
    sources += source("month", "2020-01") + source("dateless", "2019..")
    assert str(story(sources + release("a", "2020-01-01", 5, **fields)).recorded("a")) == expected


def test_a_publication_within_an_imprecise_start_counts():
    ledger = story(source("s", "2020-01-10") + release("a", "2020-01", 5, sources="s"))
    assert str(ledger.recorded("a")) == "2020-01-10"
    assert str(story(release("a", "2020-01", 5)).recorded("a")) == "2020-01-31"


def test_where_nothing_gives_a_day_it_is_not_known_until_all_is():
    ledger = story(release("a", "2020-01..", 5))
    assert ledger.recorded("a") is None
    assert (counted(ledger, "9999-01-01"), counted(ledger)) == ("0", "0..5")


def test_a_claim_without_a_start_is_known_by_its_source():
    claim = "- {kind: claim, id: c, about: a, field: quantity, value: 7 prisoners, sources: s}\n"
    ledger = story(source("s", "2020-03-01") + release("a", "2020-01-01", 5) + claim)
    assert (counted(ledger, "2020-02-29"), counted(ledger, "2020-03-01")) == ("5", "5..7")


def test_parties_and_sources_are_always_known_unless_they_say_otherwise():
    ledger = story("- {kind: state, id: new, recorded: 2020-05-01}\n" + source("s", "2020-03-01"))
    assert [str(ledger.recorded(one)) for one in ("us", "s", "new")] == ["0001-01-01", "0001-01-01", "2020-05-01"]
