"""Records of unknown kinds beside a ledger: held apart, told of, and never in the way."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest
from stories import record, story

import sanctledger as sl
from sanctledger.files.limits import FINDINGS
from sanctledger.ledger import read

BODY = "  - kind: asset_freez  # a slip?\n    id: f\n    sender: 'us'\n    scope: {goods: [a, b]}\n"
TEXT = (
    f"sanctledger: 1\nrecords:\n{BODY}  - {{kind: statement, id: s, recorded: 2025-01-01, act: says, about: [f, g]}}\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "ledger.yaml"
    file.write_text(TEXT, "utf-8")
    return file


@pytest.fixture
def ledger(path: Path) -> sl.Ledger:
    return sl.load(path, unknown="keep")


def test_an_unknown_kind_is_refused_unless_it_is_to_be_kept(path: Path):
    for refused in (lambda: sl.load(path), lambda: sl.load(path, unknown="refuse")):
        with pytest.raises(sl.errors.InvalidLedger, match="SL003"):
            refused()


@pytest.mark.parametrize("unknown", ["kep", "", None, True])
def test_another_word_says_which_there_are(path: Path, unknown: str):
    for asked in (sl.load, read):
        with pytest.raises(sl.errors.ReadError, match="choose `refuse` or `keep`"):
            asked(path, unknown=unknown)  # type: ignore[operator]


def test_it_is_held_apart_from_the_records(ledger: sl.Ledger):
    assert (list(ledger.kept), list(ledger.records), ledger.broken) == (["f"], ["s"], frozenset())
    kept = ledger.kept["f"]
    assert (kept.id, kept.kind, kept.syntax, kept.section, str(kept)) == (
        "f",
        "asset_freez",
        "yaml",
        "records",
        "asset_freez f",
    )
    assert kept.text == BODY
    assert kept.to_mapping() == {"kind": "asset_freez", "id": "f", "sender": "us", "scope": {"goods": ["a", "b"]}}
    assert ("f" in ledger, ledger.get("f"), len(ledger)) == (False, None, 1)
    assert repr(ledger) == "<Ledger: 1 record, 1 more of unknown kinds>"
    assert ledger.entries() == ()


def test_it_never_changes(ledger: sl.Ledger):
    kept = ledger.kept["f"]
    with pytest.raises(AttributeError):
        kept.text = ""  # type: ignore[misc]
    with pytest.raises(TypeError):
        kept.fields["sender"] = "eu"  # type: ignore[index]
    with pytest.raises(TypeError):
        kept.fields["scope"]["goods"] = ()
    with pytest.raises(TypeError):
        ledger.kept["g"] = kept  # type: ignore[index]
    kept.to_mapping()["scope"]["goods"].append("c")
    assert kept.to_mapping()["scope"] == {"goods": ["a", "b"]}


def test_reading_and_checking_tell_of_it_once_and_at_the_same_place(path: Path, ledger: sl.Ledger):
    read_so = read(path, unknown="keep").report
    (finding,) = read_so
    assert (finding.code, finding.severity, finding.record, finding.field) == ("SL010", "warning", "f", "kind")
    assert finding.message == "a record of kind `asset_freez` is unknown and kept as it stands: it counts nowhere"
    assert finding.hint == "did you mean `asset_freeze`? If not, install the package that knows `asset_freez`"
    assert finding.place is not None
    assert finding.place[:3] == (str(path), 3, 11)
    checked = ledger.check()
    assert checked.of_code("SL010") == (finding,)
    assert len((read_so | checked).of_code("SL010")) == 1


def test_a_line_of_json_is_told_of_once_too(ledger: sl.Ledger, tmp_path: Path):
    loaded = read(ledger.save(tmp_path / "a.jsonl"), unknown="keep")
    assert len(loaded.report) == 1
    assert len((loaded.report | loaded.ledger.check()).of_code("SL010")) == 1


def test_a_kind_that_is_like_no_other_asks_for_its_package(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"kind":"quux","id":"q"}\n', "utf-8")
    (finding,) = read(path, unknown="keep").report
    assert finding.hint == "install the package that knows `quux`"


def test_naming_it_is_no_mistake(ledger: sl.Ledger):
    (finding,) = ledger.check().of_code("SL101")
    assert "`g`" in finding.message


def test_its_id_is_taken(ledger: sl.Ledger, path: Path):
    event = record("{kind: event, id: f}")
    with pytest.raises(sl.errors.DuplicateId, match=rf"first at {path}:3:5, again at new record 1"):
        ledger.with_records(event)
    assert set(ledger.with_records(record("{kind: event, id: g}")).kept) == {"f"}
    for one, other in ((ledger, sl.Ledger([event])), (sl.Ledger([event]), ledger)):
        with pytest.raises(sl.errors.DuplicateId, match="id `f` stands twice"):
            _ = one | other
    path.write_text(TEXT + "  - {kind: event, id: f}\n", "utf-8")
    (finding,) = read(path, unknown="keep").report.of_code("SL102")
    assert f"first at {path}:3:5, again at {path}:8:5" in finding.message


def test_ledgers_join_with_what_they_keep(ledger: sl.Ledger, tmp_path: Path):
    assert ledger | ledger == ledger
    assert set((story() | ledger).kept) == set((ledger | story()).kept) == {"f"}
    lines = sl.load(ledger.save(tmp_path / "a.jsonl"), unknown="keep")
    assert (ledger | lines).kept["f"].syntax == "yaml"
    path = tmp_path / "other.yaml"
    path.write_text("records:\n  - {kind: asset_freez, id: f}\n", "utf-8")
    with pytest.raises(sl.errors.DuplicateId):
        _ = ledger | sl.load(path, unknown="keep")


def test_what_is_kept_is_part_of_what_a_ledger_holds(ledger: sl.Ledger, tmp_path: Path):
    assert ledger != sl.Ledger(ledger.records)
    assert pickle.loads(pickle.dumps(ledger)) == copy.deepcopy(ledger) == ledger  # noqa: S301 - its own bytes
    assert copy.deepcopy(ledger).kept["f"].text == BODY
    assert hash(copy.deepcopy(ledger.kept["f"])) == hash(ledger.kept["f"])
    assert sl.load(ledger.save(tmp_path / "a.yaml"), unknown="keep") == ledger


def test_a_kind_that_has_become_known_is_read(ledger: sl.Ledger, tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text(TEXT.replace("asset_freez ", "asset_freeze "), "utf-8")
    loaded = read(path, unknown="keep")
    assert not loaded.ledger.kept
    assert {finding.code for finding in loaded.report} == {"SL005"}  # its fields are held to their rules again


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{kind: quux}", "SL003"),
        ("{kind: quux, id: a b}", "SL003"),
        ("{kind: quux, id: [a]}", "SL003"),
        ("{kind: [quux], id: a}", "SL003"),
        ("{kind: '', id: a}", "SL003"),
        ("{id: a}", "SL003"),
        ("{kind: event, id: a, quux: b}", "SL006"),
        ("{kind: event, id: s}", "SL102"),
        ("{kind: quux, id: s}", "SL102"),
    ],
)
def test_what_cannot_be_kept_stays_an_error(path: Path, line: str, code: str):
    path.write_text(f"{TEXT}  - {line}\n", "utf-8")
    assert [finding.code for finding in read(path, unknown="keep").report.errors] == [code]


def test_a_line_that_no_other_format_could_hold_is_refused(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"kind":"quux","id":"a","b":"\\ud800"}\n', "utf-8")
    loaded = read(path, unknown="keep")
    (finding,) = loaded.report
    assert finding.code == "SL001"
    assert "half of a character" in finding.message
    assert loaded.ledger.broken == {"a"}


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_there_may_be_more_of_them_than_findings_are_told_of_one_file(tmp_path: Path, ending: str):
    lines = "".join(f'{{"kind":"quux","id":"q{number}"}}\n' for number in range(FINDINGS + 10))
    path = tmp_path / "a.jsonl"
    path.write_text(lines, "utf-8")
    ledger = sl.load(sl.load(path, unknown="keep").save(tmp_path / f"b.{ending}"), unknown="keep")
    assert len(ledger.kept) == FINDINGS + 10
    assert len(ledger.check().of_code("SL010")) == FINDINGS + 10


def test_lines_that_do_not_say_the_same_elsewhere_are_written_anew(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text("records:\n  ? - kind: quux\n  : a\nparties:\n  ? x\n  : {kind: quux, a: 'b'} # c\n", "utf-8")
    kept = read(path, unknown="keep").ledger.kept["x"]
    assert kept.text == "  x:\n    kind: quux\n    a: b\n"


def test_findings_of_it_can_be_set_aside(ledger: sl.Ledger):
    assert not ledger.check(policy=sl.Policy(ignore=["SL010"])).of_code("SL010")
    (finding,) = ledger.check(policy=sl.Policy(severity={"SL010": "error"})).of_code("SL010")
    assert finding.severity == "error"


def test_the_sections_keep_theirs(tmp_path: Path):
    path = tmp_path / "a.yaml"
    text = """\
sanctledger: 1

parties:
  moon: {kind: celestial_body}   # whose?
  us:
    kind: state

sources:
  leak:
    kind: recording
    note: |+
      ends with two lines


records:
  - kind: event
    id: e
"""
    path.write_text(text, "utf-8")
    ledger = sl.load(path, unknown="keep")
    assert {one.id: one.section for one in ledger.kept.values()} == {"moon": "parties", "leak": "sources"}
    assert ledger.kept["leak"].fields["note"] == "ends with two lines\n\n\n"
    assert ledger.save(tmp_path / "b.yaml").read_text("utf-8") == text


def test_an_id_that_a_known_record_may_have_will_do(tmp_path: Path):
    name = "\u0928\u092e\u0938\u094d\u0924\u0947"  # letters with marks that belong to them
    assert sl.KINDS.make({"kind": "event", "id": name}).id == name
    (tmp_path / "a.yaml").write_text(f"records:\n  - {{kind: strange, id: {name}}}\n", "utf-8")
    assert list(sl.load(tmp_path / "a.yaml", unknown="keep").kept) == [name]
