"""Reading ledgers: files, directories and cases, and every finding at file, line and column."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl
from sanctledger.base.findings import Place
from sanctledger.files.places import locate
from sanctledger.ledger import Loaded, read

Faults = Callable[..., list[str]]
Reading = Callable[..., Loaded]
HEAD = "sanctledger: 1\nrecords:\n"
#: The same, with the parties of the act below.
CAST = "parties: {by: {kind: state}, us: {kind: state}}\nrecords:\n"
ACT = "  - kind: release\n    id: r\n    from: 2025-01-01\n    giver: by\n    receiver: us\n"


#: What is wrong, and how its finding begins.
MISTAKES = {
    ACT + "    quantity: dozens\n": "8:15: error SL004 [r.quantity]: `quantity`: 'dozens' names no figure",
    ACT + "    froom: 2025\n": "8:5: error SL006 [r.froom]",
    ACT + "    sources:\n      - a\n      - b\n      - {source: c d}\n": "11:9: error SL004 [r.sources.2]",
    ACT + "    people: [{person: x, outcomes: freed}]\n": "8:26: error SL006 [r.people.0.outcomes]",
    ACT + "    status: sure\n": "8:13: error SL004 [r.status]: `status`: 'sure' should be `confirmed`, `reported`",
    ACT.replace("    receiver: us\n", ""): "3:5: error SL005 [r.receivers]: `receiver` or `receivers` is missing",
    ACT.replace("release", "releese"): "3:11: error SL003 [r.kind]: unknown kind `releese`; did you mean `release`?",
    ACT.replace("kind: release\n    ", ""): "3:5: error SL003 [r.kind]: `kind` is missing",
    ACT.replace("2025-01-01", "2025-13"): "5:11: error SL004 [r.from]: `from`: '2025-13' names a day or time",
    ACT + "    until: 2024\n": "8:12: error SL008 [r.until]: ends on 2024, before it has begun on 2025-01-01",
    ACT + "    until: 2026\n    through: 2026\n": "9:14: error SL008 [r.through]: has both `until` and `through`",
    ACT + "    quantity: >1000 prisoners\n": "8:17: error SL001: while scanning a block scalar",
    ACT + "    note: a\n    note: b\n": "9:5: error SL007: the key `note` appears twice in one mapping",
    ACT + "    note: !!str a\n": "8:11: error SL001: the tag `tag:yaml.org,2002:str`",
    ACT + "    note: &a b\n": "8:11: error SL001: the anchor `&a` has no meaning in a ledger (write it out)",
    "  - {kind: event, id: a b}\n": "3:23: error SL004 [a b.id]: `id`: 'a b' is no id",
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.items())
def test_a_mistake_is_found_at_its_line_and_column(faults: Faults, text: str, expected: str):
    found = faults(HEAD + text)
    assert [line for line in found if line.startswith(expected)], found


def test_an_unknown_field_suggests_the_one_that_was_meant(faults: Faults):
    (found,) = faults(CAST + ACT + "    froom: 2025\n")
    assert found.endswith("did you mean `from`?")


def test_a_field_unlike_any_other_is_reported_with_the_known_fields(faults: Faults):
    (found,) = faults(CAST + ACT + "    colour: blue\n")
    assert "(it has `givers`, `receivers`, `quantity`," in found
    assert found.endswith(", and the fields of every record)")
    (found,) = faults(CAST + "  - {kind: pledge, id: p, from: 2025, giver: by, receiver: us, order: {since: p}}\n")
    assert found.endswith("`order` has no field `since` (it has `before`, `with`, `after`)")


def test_a_field_under_both_its_names_is_reported(faults: Faults):
    (found,) = faults(CAST + ACT + "    receivers: [us]\n")
    assert found.endswith("`receivers` and `receiver` are one field, which is given twice")


def test_an_end_before_its_start_is_reported_with_the_meaning_of_the_words(faults: Faults):
    (found,) = faults(HEAD + ACT + "    until: 2024\n")
    assert "`until` is the first day on which it no longer holds, for its last day write `through`" in found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sanctledger: 1\nrecords:\n  - a\n", "3:5"),
        ("sanctledger: 1\nfoo: 1\n", "2:1"),
        ("sanctledger: 1\nabout: x\n", "2:8"),
    ],
)
def test_a_mistake_in_the_sections_is_found_at_its_line_too(faults: Faults, text: str, place: str):
    assert faults(text)[0].startswith(place)


def test_one_mistake_in_a_list_is_one_finding(faults: Faults):
    assert len(faults(HEAD + ACT.replace("giver: by", "giver: b y"))) == 1


@pytest.mark.parametrize(
    ("record", "meant"),
    [
        ("{kind: event, id: e, date: 2025-01-01}", "`date`; did you mean `from`?"),
        (
            "{kind: release, id: e, from: 2025, giver: by, receiver: us, amount: 5 prisoners}",
            "`amount`; did you mean `quantity`?",
        ),
        ("{kind: release, id: e, from: 2025, giver: by, to: us}", "`to`; did you mean `receivers`?"),
        ("{kind: waiver, id: e, from: 2025, to: 2026, eases: s}", "`to`; did you mean `until`?"),
        (
            "{kind: pledge, id: e, from: 2025, giver: by, receiver: us, deadline: 2026}",
            "`deadline`; did you mean `due`?",
        ),
        ("{kind: event, id: e, from: 2025, amount: 5}", "`amount`"),
    ],
)
def test_a_word_that_people_write_for_a_field_leads_to_it(faults: Faults, record: str, meant: str):
    found = [line for line in faults(f"{HEAD}  - {record}\n") if "SL006" in line]
    assert [line.split("has no field ")[1].partition(" (")[0] for line in found] == [meant]


def test_a_value_with_an_unquoted_comma_says_to_quote_it_or_to_write_a_list(faults: Faults):
    found = faults(HEAD + "  - {kind: event, id: e, gist: Prisoners, freed}\n")
    hint = 'quote a value that has a comma: `{title: "Prisoners, freed"}`; write a list in brackets: `[us, by]`'
    assert f"`freed` has no value inside braces ({hint})" in found[-1]


def test_several_mistakes_are_found_at_once_in_the_order_of_their_places(faults: Faults):
    found = faults(CAST + ACT + "    quantity: 52\n    froom: 2025\n" + "  - {kind: evnt, id: e}\n")
    assert [line.split(": ")[0] for line in found] == ["8:15", "9:5", "10:12"]


def test_one_id_for_two_records_names_both_places(faults: Faults, tmp_path: Path):
    (found,) = faults(HEAD + ACT + "  - {kind: event, id: r}\n")
    path = tmp_path / "ledger.yaml"
    assert found.startswith("8:23: error SL102 [r.id]: id `r` stands twice")
    (message,) = [finding.message for finding in read(path).report]
    assert f"first at {path}:3:5, again at {path}:8:5" in message


def test_a_record_that_cannot_be_read_leaves_its_id_so_that_references_are_no_second_mistake(reading: Reading):
    loaded = reading(HEAD + ACT + "    quantity: 52\n  - {kind: rearrest, id: v, from: 2025-02-01, reverses: r}\n")
    assert ("r" in loaded.ledger, loaded.ledger.broken) == (False, {"r"})
    assert not [one for one in loaded.ledger.check() if one.code == "SL101" and "`r`" in one.message]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty (begin it with `sanctledger: 1`)"),
        ("- a\n", "a ledger is a mapping of sections"),
        (
            "sanctledger: 2\n",
            "the file is of format version 2, and this library reads up to 1 (install a newer sanctledger)",
        ),
        ("sanctledger: one\n", "`sanctledger: one` is not a format version (write `sanctledger: 1`)"),
        ("sanctledger: 0\n", "is not a format version"),
        ("recrods: []\n", "unknown section `recrods`; did you mean `records`?"),
        ("records: a\n", "`records` should be a list"),
        ("parties: [a]\n", "`parties` should map ids to fields"),
        ("parties: {us: a}\n", "`parties.us` should be a mapping of fields"),
        ("parties: {us: {kind: state, id: eu}}\n", "`parties.us` has another `id` inside: `eu`"),
        ("about: a tenth\n", "write a percentage such as `10%`"),
        ("units: a\n", "`units` should map the names of units"),
        ("units: {prisoners: {is: good}}\n", "'good' is neither `benefit` nor `burden`"),
        ("terms: a\n", "`terms` should map dimensions to their terms"),
        ("terms: {goods: [a]}\n", "`terms.goods` should map terms to their fields"),
        ("terms: {Goods: {a: {}}}\n", "'Goods' is not the name of a dimension"),
        ("terms: {goods: {a.: {}}}\n", "'a.' is not a term"),
        ("terms: {goods: {a: {below: b}}}\n", "write fields such as `{name: Aircraft parts, under: aviation}`"),
        ("terms:\n  goods:\n    a.b: {}\n    c.d: {under: [{}]}\n", "4:10: error SL004"),
        (b"title: \xff\n", "the file is not UTF-8 text (save it as UTF-8)"),
    ],
)
def test_an_error_in_the_file_itself_is_a_finding(faults: Faults, text: str | bytes, said: str):
    (found,) = faults(text)
    assert said in found


def test_a_party_or_a_source_may_be_in_its_section_or_among_the_records(reading: Reading):
    short = reading("parties:\n  us: {kind: state}\nsources:\n  s: {title: t}\n").ledger
    long = reading("records:\n  - {kind: state, id: us}\n  - {kind: source, id: s, title: t}\n").ledger
    assert short == long
    assert reading("parties:\nsources:\nrecords:\nunits:\n").ledger == sl.Ledger()


def test_a_byte_order_mark_is_skipped(reading: Reading):
    for name, text in (("a.yaml", HEAD + ACT), ("a.jsonl", '{"kind":"event","id":"r"}\n')):
        assert list(reading(b"\xef\xbb\xbf" + text.encode(), name).ledger.records) == ["r"]


def test_settings_are_read_and_about_reaches_as_far_as_they_say(reading: Reading):
    text = (
        "title: T\nabout: 20%\nunits:\n  prisoners: {one: prisoner}\nrecords:\n"
        + ACT
        + "    quantity: about 100 prisoners\n"
    )
    ledger = reading(text).ledger
    assert (ledger.title, ledger.settings.units.canonical("prisoner")) == ("T", "prisoners")
    assert str(ledger["r"].quantity.bounds) == "80..120"  # type: ignore[attr-defined]


def test_a_directory_is_read_as_one_ledger_whatever_the_names_of_its_files(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "b.yml").write_text("title: T\n" + HEAD + ACT, "utf-8")
    (tmp_path / "deep" / "a.yaml").write_text("units:\n  prisoners: {}\n", "utf-8")
    (tmp_path / "c.jsonl").write_text('{"kind":"event","id":"e"}\n', "utf-8")
    (tmp_path / "notes.txt").write_text("no ledger", "utf-8")
    loaded = read(tmp_path)
    assert (list(loaded.report), sorted(loaded.ledger.records), loaded.ledger.title) == ([], ["e", "r"], "T")
    assert loaded.ledger.place("e") == Place(str(tmp_path / "c.jsonl"), 1)


def test_hidden_directories_are_no_part_of_a_ledger(tmp_path: Path):
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "ci.yaml").write_text("on: push\n", "utf-8")
    (tmp_path / "ledger.yaml").write_text(HEAD + ACT, "utf-8")
    assert not list(read(tmp_path).report)


def test_an_id_in_two_files_names_both(tmp_path: Path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(HEAD + ACT, "utf-8")
    (finding,) = read(tmp_path).report
    assert f"first at {tmp_path / 'a.yaml'}:3:5, again at {tmp_path / 'b.yaml'}:3:5" in finding.message


@pytest.mark.parametrize(
    ("one", "other", "setting"),
    [
        ("title: A\n", "title: B\n", "`title`"),
        ("about: 10%\n", "about: 20%\n", "`about`"),
        ("units: {x: {is: benefit}}\n", "units: {x: {is: burden}}\n", "`units.x`"),
        ("terms: {goods: {x.y: {}}}\n", "terms: {goods: {x.y: {under: z}}}\n", "`terms.goods.x.y`"),
    ],
)
def test_files_that_disagree_about_a_setting_are_a_finding(tmp_path: Path, one: str, other: str, setting: str):
    (tmp_path / "a.yaml").write_text(one, "utf-8")
    (tmp_path / "b.yaml").write_text(other, "utf-8")
    (finding,) = read(tmp_path).report
    assert finding.code == "SL002"
    assert finding.message == f"{setting} differs from the value in {tmp_path / 'a.yaml'}"
    assert finding.place == Place(str(tmp_path / "b.yaml"))


def test_a_missing_file_is_reported_with_the_names_of_the_cases(tmp_path: Path):
    with pytest.raises(sl.errors.LedgerNotFound, match="did you mean `belarus`"):
        sl.load("belarsu")
    with pytest.raises(sl.errors.LedgerNotFound):
        sl.load(tmp_path)
    with pytest.raises(FileNotFoundError):
        sl.load(tmp_path / "none.yaml")


def test_a_name_without_a_known_ending_is_refused(tmp_path: Path):
    (tmp_path / "ledger.csv").write_text("", "utf-8")
    with pytest.raises(sl.errors.UnknownFormat, match=r"name a file that ends in .yaml, .yml or .jsonl"):
        sl.load(tmp_path / "ledger.csv")


def test_loading_raises_one_error_with_every_finding(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    path.write_text(CAST + ACT + "    quantity: 52\n    froom: 1\n", "utf-8")
    with pytest.raises(sl.errors.InvalidLedger) as raised:
        sl.load(path)
    assert len(raised.value.report) == 2
    assert str(raised.value).endswith("2 errors")


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("text", [HEAD + ACT, "a: *b", b"\xff"])
def test_the_collector_is_left_as_it_was(reading: Reading, on: bool, text: Any):
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        reading(text)
        with pytest.raises(sl.errors.LedgerNotFound):
            read("atlantis")
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "ledger.yaml"
    path.write_text(HEAD, "utf-8")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    (finding,) = read(path).report
    assert finding.message == "the file cannot be read: Permission denied"


def test_a_place_is_that_of_the_record_where_the_file_no_longer_shows_the_field(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    path.write_text(HEAD + ACT, "utf-8")
    record = Place(str(path), 3, 5)
    assert locate(record, "giver") == Place(str(path), 6, 12, 14)
    assert locate(record, "givers") == Place(str(path), 6, 12, 14)
    assert locate(record, "sources.2") == record
    assert locate(Place(str(path), 99, 1), "giver") == Place(str(path), 99, 1)
    path.write_text("a: [", "utf-8")
    assert locate(record, "giver") == record
    path.unlink()
    assert locate(record, "giver") == record
    assert locate(Place("a.jsonl", 3), "giver") == Place("a.jsonl", 3)
