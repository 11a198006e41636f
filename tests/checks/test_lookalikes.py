"""Ids that look alike, and texts that hold what nobody sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import sanctledger as sl
from sanctledger.checks.letters import UNSEEN, difference, mixed, shape

Found = Callable[[str], list[tuple[str, str | None, str | None, str]]]
IE = "\u0435"  # Cyrillic, and looks like e


@pytest.fixture
def found(tmp_path: Path) -> Found:
    def check(text: str) -> list[tuple[str, str | None, str | None, str]]:
        (path := tmp_path / "a.yaml").write_text(text, "utf-8")
        loaded = sl.read(path)
        assert not loaded.report
        report = loaded.ledger.check(today="2026-01-01")
        return [(one.code, one.record, one.field, one.message) for one in report if one.code in ("SL108", "SL109")]

    return check


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Belavia", "belavia", "`Belavia` and `belavia` differ by case alone"),
        (f"b{IE}lavia", "belavia", f"`b{IE}lavia` has U+0435 CYRILLIC SMALL LETTER IE for `e`"),
        ("be1avia", "belavia", "`be1avia` has `1` for `l`"),
        ("\u0421\u0428\u0410", "\u0441\u0448\u0430", "differ by case alone"),
        ("\uff42y", "by", "`\uff42y` has U+FF42 FULLWIDTH LATIN SMALL LETTER B for `b`"),
        ("b\u200dy", "by", "there is U+200D ZERO WIDTH JOINER in them"),
        ("EO-I", "EO-l", "`EO-I` has `I` for `l`"),
        ("R0", "RO", "`RO` has `O` for `0`"),
        ("\u03bf", "o", "has U+03BF GREEK SMALL LETTER OMICRON for `o`"),
    ],
)
def test_ids_that_look_alike_are_told_with_their_odd_letters(found: Found, one: str, other: str, said: str):
    for first, second in ((one, other), (other, one)):
        ((code, record, field, message),) = found(
            f"parties:\n  {first}: {{kind: state}}\n  {second}: {{kind: state}}\n"
        )
        assert (code, field) == ("SL108", "id")
        assert record in (one, other)
        assert said in message


def test_a_word_in_two_scripts_is_told_and_one_in_its_own_is_fine(found: Found):
    ((code, record, _, message),) = found(
        f"parties:\n  b{IE}lavia: {{kind: state}}\n  \u0441\u0448\u0430: {{kind: state}}\n"
    )
    assert (code, record) == ("SL108", f"b{IE}lavia")
    assert "`b` and U+0435 CYRILLIC SMALL LETTER IE" in message
    assert mixed("by-\u0441\u0448\u0430") is None


@pytest.mark.parametrize(("one", "other"), [("al", "ai"), ("us-1", "us-2"), ("burn", "bum"), ("a-b", "a_b")])
def test_ids_that_differ_to_the_eye_are_fine(one: str, other: str):
    assert shape(one) != shape(other)


def test_three_ids_of_one_look_are_two_findings(found: Found):
    ids = ("belavia", "Belavia", f"b{IE}lavia")
    told = found("parties:\n" + "".join(f"  {one}: {{kind: company}}\n" for one in ids))
    assert {record for _, record, _, _ in told} == set(ids[1:])


def test_a_name_that_only_looks_like_an_id_is_told_so(tmp_path: Path):
    (path := tmp_path / "a.yaml").write_text(
        f"records: [{{kind: event, id: e, parties: [b{IE}]}}, {{kind: state, id: be}}]", "utf-8"
    )
    (finding,) = sl.read(path).ledger.check().of_code("SL101")
    assert finding.hint == "they look alike: `b\u0435` has U+0435 CYRILLIC SMALL LETTER IE for `e`"
    assert "U+200D" in difference("b\u200d", "b")


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("\\e", "U+001B"),
        ("\\u202E", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\\x9b", "U+009B"),
        ("\\u2028", "U+2028 LINE SEPARATOR"),
        ("\\U0001fffe", "U+1FFFE"),
        ("\\uFEFF", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ],
)
@pytest.mark.parametrize(
    ("record", "path"),
    [
        ('note: "a{}b"', "note"),
        ('tags: [a, "a{}b"]', "tags.1"),
        ('people: [{{person: by, note: "a{}b"}}]', "people.0.note"),
        ('sources: [{{source: s, at: "a{}b"}}]', "sources.0.at"),
        ('place: "a{}b"', "place"),
    ],
)
def test_what_nobody_sees_is_told_at_its_field(found: Found, letter: str, name: str, record: str, path: str):
    head = "parties: {by: {kind: state}}\nsources: {s: {title: T}}\nrecords:\n"
    text = head + f"- {{kind: event, id: e, {record.format(letter)}}}\n"
    assert found(text) == [("SL109", "e", path, f"`{path}` holds {name}, which is invisible")]


def test_units_are_looked_at_too(found: Found):
    assert (
        found('units: {prisoners: {one: "prison\\u202Eer"}}')[0][3]
        == "the unit `prisoners` holds U+202E RIGHT-TO-LEFT OVERRIDE"
    )


def test_terms_are_looked_at_too(found: Found):
    assert (
        found('terms: {goods: {potash: {name: "pot\\u202Eash"}}}')[0][3]
        == "the goods term `potash` holds U+202E RIGHT-TO-LEFT OVERRIDE"
    )


def test_marks_that_scripts_need_and_line_ends_are_fine(found: Found):
    for letter in "\u200c\u200d\u200e\u200f\n\t\u00e9\u0645":
        assert UNSEEN.search(letter) is None
    assert found('parties: {ir: {kind: state, note: "\u0645\u06cc\\u200c\u062e\\n\\tx"}}') == []


def test_the_shipped_case_holds_neither():
    report = sl.load("belarus").check()
    assert (report.of_code("SL108"), report.of_code("SL109")) == ((), ())
