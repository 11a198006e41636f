"""Hostile and damaged files: each gives a clear finding and never a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sanctledger.files.limits import DEEPEST, FAULTS, FINDINGS, LONGEST, RECORD_FINDINGS
from sanctledger.files.yaml_tree import parse_yaml
from sanctledger.ledger import Loaded

Reading = Callable[..., Loaded]
Faults = Callable[..., list[str]]
HEAD = "sanctledger: 1\nrecords:\n  - {kind: event, id: e}\n"
EVENT = '{"kind":"event","id":"e"}\n'
#: The parser reads ahead of its events by a few pieces.
LONG = "x" * (LONGEST + 100_000)
TOO_LONG = f"a text, a comment or a gap of more than {LONGEST:,} bytes"


def only(found: list[str]) -> str:
    (one,) = found
    assert len(one) < 1000
    return one


@pytest.mark.parametrize(
    "text",
    [
        f'title: "{LONG}"',
        f"title: {LONG}",
        f"title: '{LONG}",
        f"title: |\n  {LONG}\n",
        "title: |\n" + "  line\n" * (LONGEST // 5),
        'title: "' + "line\n" * (LONGEST // 4),
        f"title: # {LONG}\n  T",
        "title:" + " " * len(LONG) + " T",
        "title:" + "\n" * len(LONG) + " T",
        f"{LONG}: T",
        f"*{LONG}",
        f"&{LONG} a",
        f"!{LONG} a",
    ],
    ids=lambda text: text[:12],
)
def test_a_text_without_end_is_reported_where_it_begins(faults: Faults, text: str):
    found = only([fault for fault in faults("sanctledger: 1\n" + text) if "SL001" in fault])
    assert found.startswith(("1:15:", "2:6:"))  # the end of what stands before it
    assert TOO_LONG in found


def test_the_part_before_a_text_without_end_is_read(reading: Reading):
    assert "e" in reading(f'{HEAD}  - {{kind: event, id: f, gist: "{LONG}').ledger


def test_a_text_that_is_only_long_is_read(reading: Reading):
    loaded = reading(f"{HEAD}    \n  - kind: event\n    id: f\n    gist: {LONG[:LONGEST]}\n")
    assert (len(loaded.report), len(loaded.ledger["f"].gist)) == (0, LONGEST)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("".join(f"k{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(5000)), "the anchor `&a0` has no meaning"),
        ("a: 1\n" * 5000, "the key `a` appears twice"),
        ("".join(f"k{n}: !t x\n" for n in range(5000)), "the tag `!t` has no meaning"),
        ("{a, " * 1, "has no value inside braces"),
        ("? " * 5000, "a key must be text"),
        (f"? [a]\n: b\n{LONG[:99]}: &{LONG[:9999]} c", "a key must be text"),
    ],
    ids=["alias bomb", "keys", "tags", "braces", "complex keys", "long anchor"],
)
def test_endless_faults_are_reported_up_to_a_limit(text: str, said: str):
    found = parse_yaml(text).faults
    assert said in " ".join(fault.message for fault in found)
    assert len(found) <= FAULTS + 1
    assert all(len(fault.message) < 200 for fault in found)
    if len(found) > FAULTS:
        assert found[-1].message == f"there are more than {FAULTS} such faults: the rest of the file is not read"


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000, "\n".join(" " * n + "a:" for n in range(999))]
)
def test_too_deep_nesting_ends_the_reading(text: str):
    found = parse_yaml(text).faults
    assert f"nested more than {DEEPEST} deep" in found[-1].message or len(found) > FAULTS


@pytest.mark.parametrize("before", ["", "# a\n\n", "%YAML 1.1\n", "\ufeff"])
def test_prefixes_of_tags_are_refused(faults: Faults, before: str):
    text = before + "".join(f"%TAG !{n}! tag:a,{n}:\n" for n in range(5000)) + "---\na: b\n"
    line = before.count("\n") + 1
    assert (
        only(faults(text)) == f"{line}:1: error SL001: the directive `%TAG` has no meaning in a ledger (leave it out)"
    )


def test_directives_after_the_document_end_the_reading(faults: Faults):
    text = HEAD + "...\n" + "".join(f"%TAG !{n}! tag:a,{n}:\n" for n in range(50_000)) + "---\n"
    assert "of more than" in only(faults(text))


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_another_encoding_is_one_finding(faults: Faults, name: str, encoding: str):
    found = only(faults((HEAD if name == "a.yaml" else EVENT * 9).encode(encoding), name))
    assert "error SL001: the file is UTF-" in found
    assert "not UTF-8 text (save it as UTF-8)" in found


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
@pytest.mark.parametrize(("data", "said"), [(b"", "is empty"), (b"\n\n", "is empty"), (b"\x1f\x8b\x08", "is gzip")])
def test_a_file_without_text_is_one_finding(faults: Faults, name: str, data: bytes, said: str):
    assert said in only(faults(data, name))


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"a: b\nc: \xff", 2, "the file is not UTF-8 text"),
        ("a: b\nc: é".encode("latin-1"), 2, "the file is not UTF-8 text"),
        (b"a: b\nc: \xed\xa0\x80", 2, "the character U+D800 cannot be in a ledger"),
        (b"a: b\nc: d\x00\x00", 2, "the character U+0000 cannot be in a ledger"),
        ("é: 1\né2: 2\nc: \x07".encode(), 3, "the character U+0007 cannot be in a ledger"),
    ],
)
def test_a_character_that_no_text_may_have_is_reported_at_its_line(faults: Faults, data: bytes, line: int, said: str):
    found = next(fault for fault in faults(data) if "SL001" in fault)
    assert found.startswith(f"{line}:")
    assert said in found


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_of_other_systems_are_read(reading: Reading, ending: str, mark: bytes):
    for name, text in (("a.yaml", HEAD), ("a.jsonl", '{"sanctledger":1}\n' + EVENT)):
        loaded = reading(mark + text.replace("\n", ending).encode(), name)
        assert (list(loaded.ledger.records), len(loaded.report)) == (["e"], 0)


def test_every_truncation_of_a_file_is_read_or_reported(reading: Reading):
    text = 'sanctledger: 1\nrecords:\n  - {kind: event, id: e, gist: "é"}\n  - kind: event\n    id: f\n'
    lines = '{"sanctledger":1}\n{"kind":"event","id":"e","gist":"\\ud83d\\ude00 é"}\n{"kind":"event","id":"f"}\n'
    for name, whole in (("a.yaml", text.encode()), ("a.jsonl", lines.encode())):
        for end in range(len(whole)):
            loaded = reading(whole[:end], name)
            assert set(loaded.ledger.records) <= {"e", "f"}
            assert all(len(str(finding)) < 1000 for finding in loaded.report)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"kind":"event","id":"x","gist":"a","gist":"b"}', "SL007 [x]: the key `gist` appears twice in one object"),
        ('{"kind":"event","id":"x","id":"x"}', "SL007 [x]: the key `id` appears twice"),
        ('{"kind":"event","id":"x","gist":"a","\\u0067ist":"b"}', "the key `gist` appears twice"),
        ('{"kind":"event","id":"x","gist" :"a","gist":"b"}', "the key `gist` appears twice"),
        ('{"kind":"event","id":"x","sources":[{"source":"s","at":"a","at":"b"}]}', "the key `at` appears twice"),
        ('{"kind":"event","id":"x","sources":[{"source":"s","at":"a"}],"gist":"a","gist":"b"}', "the key `gist`"),
        (
            (
                '{"kind":"asset_freeze","id":"x","from":"2025","sender":"a","target":"b",'
                '"scope":{"action":["export"],"action":["import"]}}'
            ),
            "the key `action` appears twice",
        ),
        (
            (
                '{"kind":"asset_freeze","id":"x","from":"2025","sender":"a","target":"b",'
                '"scope":"action=export; goods=a","scope":{"action":["import"]}}'
            ),
            "the key `scope` appears twice",
        ),
        (
            (
                '{"kind":"asset_freeze","id":"x","from":"2025","sender":"a","target":"b",'
                '"scope":{"action":["import"]},"scope":"action=export; goods=a"}'
            ),
            "the key `scope` appears twice",
        ),
        ('{"kind":"event","id":"x","gist":"say \\"a\\": b","gist":"https://a"}', "the key `gist` appears twice"),
        ('{"kind":"event","id":"x","gist":NaN}', "SL001: the line is not JSON: `NaN` is not a number"),
        ('{"kind":"event","id":"x","gist":-Infinity}', "the line is not JSON: `-Infinity` is not a number"),
        ('{"kind":"event","id":"x","gist":"\\ud800"}', "SL001: the line is not JSON: it holds a lone surrogate"),
        (f'{{"kind":"event","id":"x","gist":{"9" * 5000}}}', "a number in it has more than 4,000 digits"),
        ('{"kind":"event","id":"x","gist":1e999999999}', "SL004 [x.gist]"),
        (f'{{"kind":"event","id":"x","gist":{"[" * 60}{"]" * 60}}}', "it is nested more than 38 deep"),
        ("[" * 100_000, "it is nested more than 38 deep"),
        (f'{{"kind":"event","id":"x","gist":"{LONG}"}}', f"it is longer than {LONGEST:,} bytes"),
        (f'{{"kind":"{LONG[:9999]}","id":"x"}}', "SL003 [x.kind]: unknown kind `xxx"),
        ('{"kind":"event","id":"x","gist":"a\x00b"}', "SL001: the line is not JSON: "),
        ("\x00" * 5000, "remove them, and check whether text before them is missing"),
        ('{"kind":"event","id":"x","gist":"\xff"}'.encode("latin-1"), "the byte 0xff is not UTF-8 text"),
    ],
    ids=range(22),
)
def test_a_hostile_line_is_one_finding_and_the_others_are_read(
    reading: Reading, faults: Faults, line: str | bytes, said: str
):
    data = EVENT.encode() + (line.encode() if isinstance(line, str) else line) + b'\n{"kind":"event","id":"f"}\n'
    found = only(faults(data, "a.jsonl"))
    assert said in found
    assert found.startswith("2:")
    assert set(reading(data, "a.jsonl").ledger.records) == {"e", "f"}


@pytest.mark.parametrize(
    "line",
    [
        '{"kind":"event","id":"x","gist":"at 12:30: \\"id\\":"}',
        '{"kind":"source","id":"x","url":"https://example.org:80/a:b"}',
        '{"kind":"event","id":"x","sources":[{"source":"s","at":"1"},{"source":"s","at":"2"}]}',
        '{"kind":"event","id":"x","people":[{"person":"a","note":"n"},{"person":"b","note":"n"}],"tags":["a:b"]}',
        '{"kind":"asset_freeze","id":"x","from":"2025","sender":"a","target":"b","scope":"action=export"}',
        (
            '{"kind":"asset_freeze","id":"x","from":"2025","sender":"a","target":"b",'
            '"scope":{"action":["export"],"excluding":[{"action":["import"]},{"goods":["a"]}]}}'
        ),
    ],
    ids=range(6),
)
def test_keys_that_appear_once_in_each_object_are_accepted(reading: Reading, line: str):
    loaded = reading(line, "a.jsonl")
    assert (list(loaded.ledger.records), len(loaded.report)) == (["x"], 0)


def test_a_torn_last_line_is_reported_as_torn_and_the_rest_is_read(faults: Faults, reading: Reading):
    assert "the file ends within this line: it may be torn" in only(faults(EVENT + '{"kind":"event","i', "a.jsonl"))
    assert "as after a crash" in only(faults((EVENT + '{"kind":"ev' + "\x00" * 512).encode(), "a.jsonl"))
    assert list(reading(EVENT + '{"kind":"event","i', "a.jsonl").ledger.records) == ["e"]


def test_a_header_follows_the_same_rules(faults: Faults):
    assert "the key `title` appears twice" in only(faults('{"sanctledger":1,"title":"a","title":"b"}\n', "a.jsonl"))
    assert "is nested more than" in only(faults(f'{{"sanctledger":{"[" * 9999}\n', "a.jsonl"))
    assert "is not a format version" in only(faults(f'{{"sanctledger":{"9" * 3000}}}\n', "a.jsonl"))


@pytest.mark.parametrize("version", ["9" * 5000, "\u0661", "0", "-1", "1.5", "[1]"])
def test_a_version_that_is_not_a_number_is_reported(faults: Faults, version: str):
    assert "is not a format version" in only(faults(f"sanctledger: {version}\n"))


def test_any_number_of_blank_lines_is_skipped(reading: Reading):
    ledger = reading(EVENT + "\n \r\n" * 5000 + EVENT.replace('"e"', '"f"'), "a.jsonl").ledger
    assert ledger.place("f").line == 10_002  # type: ignore[union-attr]


def test_too_many_lines_that_are_not_json_end_the_reading(faults: Faults):
    found = faults(EVENT + "1\n" * 5000, "a.jsonl")
    assert len(found) == FAULTS + 2
    assert "more than 100 lines are not JSON: the rest of the file is not read" in " ".join(found)


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
def test_endless_findings_are_reported_up_to_a_limit(reading: Reading, name: str):
    records: list[dict[str, Any]] = [{"kind": "event", "id": f"e{n}", "gits": "x"} for n in range(FINDINGS + 99)]
    text = "\n".join(map(json.dumps, records)) if name == "a.jsonl" else f"records: {json.dumps(records)}"
    loaded = reading(text + ("\n" if name == "a.jsonl" else ""), name)
    assert len(loaded.report) == FINDINGS + 1
    assert f"there are more than {FINDINGS:,} findings in this file" in str(loaded.report)
    assert len(loaded.ledger.broken) == len(records)


def test_the_errors_of_one_record_are_reported_up_to_a_limit(faults: Faults):
    found = faults(json.dumps({"kind": "event", "id": "e"} | {f"x{n}": 1 for n in range(5000)}), "a.jsonl")
    assert len(found) == RECORD_FINDINGS + 1
    assert "there are 4,950 more errors in the record" in " ".join(found)


@pytest.mark.parametrize("section", ["records: [[], a, {}]", "parties: {a: b, c: [d]}", "title: {a: b}", "units: [a]"])
def test_a_section_of_another_shape_is_reported_and_cut(faults: Faults, section: str):
    assert faults(section)
    assert all(len(found) < 300 for found in faults(section.replace("a", "a" * 9999)))


def test_places_in_a_large_file_are_found(faults: Faults):
    filler = "".join(f"  - {{kind: event, id: x{number}, gist: {LONG[:500_000]}}}\n" for number in range(17))
    text = f"records:\n{filler}  - {{kind: event, id: e, gits: x}}\n"
    assert "19:26: error SL006 [e.gits]" in only(faults(text))


# What the fuzzer found.


def test_a_scope_with_mappings_for_terms_is_reported(faults: Faults):
    record = "kind: waiver, id: w, from: 2025, eases: [s], scope: {excluding: [{action: [{a: b}]}]}"
    _reference, said = faults(f"records: [{{{record}}}]")
    assert "is not a term" in said


def test_a_bad_key_without_a_value_is_reported_once(faults: Faults):
    assert [fault for fault in faults("a: {? [b], c: d}") if "no value" in fault] == []
    assert "the key `b` appears twice" in " ".join(faults("title: {b: c, b, d: e}"))


def test_a_lone_surrogate_in_a_header_is_reported(faults: Faults):
    assert "a lone surrogate" in only(faults('{"sanctledger":1,"title":"a\\ud800b"}\n', "a.jsonl"))


def test_endless_unknown_sections_are_reported_up_to_a_limit(faults: Faults):
    assert len(faults("".join(f"k{n}: x\n" for n in range(5000)))) == FAULTS


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
@pytest.mark.parametrize("day", ["2025-02-30", "0000", "0000-01-01", "10000-01-01", "2025-13", "9" * 5000])
def test_a_day_that_no_calendar_has_is_reported(faults: Faults, name: str, day: str):
    said = only(faults(HEAD.replace("id: e", f'id: e, from: "{day}"') if name == "a.yaml" else _event(day), name))
    assert "error SL004 [e.from]" in said
    assert any(why in said for why in ("does not exist", "is not a date", "is longer than"))


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
@pytest.mark.parametrize("day", ["9999-12-31", "9999", "0001-01-01"])
def test_the_first_and_the_last_day_that_can_be_written_are_read(reading: Reading, name: str, day: str):
    text = HEAD.replace("id: e", f'id: e, from: "{day}"') if name == "a.yaml" else _event(day)
    ledger = reading(text, name).ledger
    assert str(ledger["e"].start) == day
    assert {finding.code for finding in ledger.check()} <= {"SL701"}


def _event(day: str) -> str:
    return json.dumps({"kind": "event", "id": "e", "from": day}) + "\n"
