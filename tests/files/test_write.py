"""Writing gives one canonical form, which reads as an equal ledger, and never a part of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError
from stories import story

import sanctledger as sl
from sanctledger.files.write import to_jsonl, to_yaml
from sanctledger.records.settings import Settings

ENDINGS = ("yaml", "yml", "jsonl")
#: Texts that readers of YAML take for something else.
TEXTS = [
    *("NO", "0841", "1_000", "12:30", "yes", "~", "null", "2025-09", "=", "1e3", "é", "\U0001f600"),
    *("a: b", "a, b", "#a", "> a", "'", '"', "x\ny\n", " a ", "- a", "\u2028", "!a", "&a", "*a", "\ta"),
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_case_that_is_saved_and_loaded_is_equal(tmp_path: Path, ending: str):
    ledger = sl.load("belarus")
    path = ledger.save(tmp_path / f"copy.{ending}")
    again = sl.load(path)
    assert again == ledger
    assert hash(again) == hash(ledger)
    assert again.save(tmp_path / f"twice.{ending}").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_written_so_that_it_reads_back(tmp_path: Path, ending: str, text: str):
    ledger = sl.Ledger([sl.KINDS.make({"kind": "event", "id": "e", "gist": text, "tags": [text]})])
    assert sl.load(ledger.save(tmp_path / f"a.{ending}")) == ledger


def test_a_next_line_character_reads_back(tmp_path: Path):
    ledger = sl.Ledger([sl.KINDS.make({"kind": "event", "id": "e", "gist": "a\x85b"})])
    assert sl.load(ledger.save(tmp_path / "a.yaml")) == ledger


@pytest.mark.parametrize("ending", ENDINGS)
def test_settings_are_written_and_read_back(tmp_path: Path, ending: str):
    text = "title: NO\nabout: 12.5%\nunits:\n  prisoners: {one: prisoner, is: benefit}\n  barrels: {}\n"
    (tmp_path / "from.yaml").write_text(text, "utf-8")
    ledger = sl.load(tmp_path / "from.yaml")
    assert sl.load(ledger.save(tmp_path / f"to.{ending}")).settings == ledger.settings


def test_the_form_is_canonical_whatever_the_order_of_the_records():
    ledger = story("- {kind: event, id: z}\n- {kind: source, id: s, title: t}\n- {kind: event, id: a}")
    turned = sl.Ledger(reversed(list(ledger)), settings=ledger.settings)
    for form in (to_yaml, to_jsonl):
        assert form(ledger, ledger.settings) == form(turned, turned.settings)
    assert list(yaml.safe_load(to_yaml(ledger, ledger.settings))) == [
        "sanctledger",
        "units",
        "parties",
        "sources",
        "records",
    ]


def test_a_record_is_written_in_the_words_of_the_file():
    ledger = story(
        "- {kind: asset_freeze, id: f, from: 2020-01-01, through: 2020-02-01, sender: us, target: by}", cast=""
    )
    (record,) = yaml.load(to_yaml(ledger, ledger.settings), yaml.BaseLoader)["records"]  # noqa: S506 - builds texts only
    assert list(record.items()) == [
        ("kind", "asset_freeze"),
        ("id", "f"),
        ("from", "2020-01-01"),
        ("until", "2020-02-02"),
        ("senders", ["us"]),
        ("targets", ["by"]),
    ]


def test_a_number_in_a_claim_is_the_same_in_both_formats(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"kind":"claim","id":"c","about":"g","field":"size","value":122}\n', "utf-8")
    ledger = sl.load(tmp_path / "a.jsonl")
    assert sl.load(ledger.save(tmp_path / "b.yaml")) == ledger


def test_another_ending_is_refused_before_anything_is_written(tmp_path: Path):
    with pytest.raises(sl.errors.UnknownFormat, match="ends in"):
        story().save(tmp_path / "ledger.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_lone_surrogate_is_refused_with_its_record_and_the_old_file_stays(tmp_path: Path, ending: str):
    path = sl.Ledger().save(tmp_path / f"a.{ending}")
    old = path.read_bytes()
    fields = {"kind": "event", "id": "x", "sources": [{"source": "s", "at": "page \ud800"}]}
    with pytest.raises(sl.errors.BrokenText, match=r"record `x` holds the text .*\\ud800"):
        story().with_records(sl.KINDS.make(fields)).save(path)
    with pytest.raises(sl.errors.BrokenText, match="the head of the ledger holds"):
        sl.Ledger(settings=Settings("\udfff")).save(path)
    assert path.read_bytes() == old


def test_a_lone_surrogate_in_an_identifier_makes_no_record():
    with pytest.raises(ValidationError, match="unable to parse"):
        sl.KINDS.make({"kind": "company", "id": "c", "identifiers": {"\ud800": "x"}})
