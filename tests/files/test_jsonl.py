"""JSON lines: a header, one record on each line, and a finding for each broken line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanctledger.ledger import Loaded

Reading = Callable[..., Loaded]
Faults = Callable[..., list[str]]
EVENT = '{"kind":"event","id":"e"}\n'


def test_the_header_gives_the_same_settings_as_a_yaml_file(reading: Reading):
    header = '{"sanctledger":1,"title":"T","about":"20%","units":{"prisoners":{"one":"prisoner"}}}\n'
    ledger = reading(header + EVENT, "a.jsonl").ledger
    assert (ledger.title, str(ledger.settings.about), len(ledger)) == ("T", "0.2", 1)
    assert ledger.place("e").line == 2  # type: ignore[union-attr]


def test_a_file_needs_no_header_and_empty_lines_are_none(reading: Reading):
    ledger = reading(f"\n{EVENT}\n   \n" + EVENT.replace('"e"', '"f"'), "a.jsonl").ledger
    assert {name: ledger.place(name).line for name in ledger.records} == {"e": 2, "f": 5}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"kind":"event","id":"x"', "error SL001: the line is not JSON"),
        ('{"kind":"evnt","id":"x"}', "error SL003 [x.kind]: unknown kind `evnt`; did you mean `event`?"),
        ('{"id":"x"}', "error SL003 [x.kind]: `kind` is missing"),
        ('{"kind":5,"id":"x"}', "error SL003 [x.kind]: unknown kind `5`"),
        ("[1]", "error SL004: the line is not a record: a record is an object"),
        ('{"kind":"event","id":"x","foo":1}', "error SL006 [x.foo]"),
        ('{"kind":"event","id":"e"}', "error SL102 [e.id]: id `e` stands twice"),
        ('{"kind":"observation","id":"x","quantity":{"low":1.5,"unit":"USD"}}', "error SL004 [x.quantity]"),
        ("[" * 100_000, "error SL001: the line is not JSON"),
    ],
)
def test_a_broken_line_is_reported_and_the_others_are_read(reading: Reading, faults: Faults, line: str, said: str):
    text = EVENT + line + "\n" + EVENT.replace('"e"', '"f"')
    (found,) = faults(text, "a.jsonl")
    assert found.startswith("2:")
    assert said in found
    assert {"e", "f"} <= set(reading(text, "a.jsonl").ledger.records)


def test_lines_that_only_together_are_json_are_broken_lines(faults: Faults):
    torn = '{"kind":"event","id":"a"\n"from":"2025"},{"kind":"event","id":"b"}\n'
    assert [line.split(": ")[1] for line in faults(torn, "a.jsonl")] == ["error SL001"] * 2


def test_bytes_that_are_no_text_break_their_line_only(faults: Faults):
    (found,) = faults(EVENT.encode() + b'{"kind":"event","id":"x","gist":"\xff"}\n', "a.jsonl")
    assert "error SL001: the line is not JSON" in found


def test_a_broken_or_newer_header_is_reported(faults: Faults):
    assert faults('{"sanctledger": 1\n' + EVENT, "a.jsonl")[0].startswith(
        "1:1: error SL001: the first line is not JSON"
    )
    assert "format version 2" in faults('{"sanctledger":2}\n' + EVENT, "a.jsonl")[0]


def test_a_record_with_a_text_about_the_format_is_not_a_header(reading: Reading):
    assert "e" in reading(EVENT.replace("}", ',"gist":"on \\"sanctledger\\""}'), "a.jsonl").ledger
    assert "x" in reading('{"kind":"event","id":"x","tags":["sanctledger"]}\n', "a.jsonl").ledger
