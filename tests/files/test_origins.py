"""No save undoes the save of another writer, and no save loses text that could not be read."""

from __future__ import annotations

import copy
import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from stories import record

import sanctledger as sl
from sanctledger.files import format as formatting
from sanctledger.files.lock import locked

A, B, C, D = (record(f"{{kind: event, id: {name}}}") for name in "abcd")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a file with one record."""
    return sl.Ledger([A]).save(tmp_path / "ledger.yaml")


def test_the_second_of_two_who_load_and_save_is_refused(path: Path):
    mine, yours = sl.load(path), sl.load(path)
    mine.with_records(B).save(path)
    with pytest.raises(sl.errors.ChangedMeanwhile, match="load it again") as caught:
        yours.with_records(C).save(path)
    assert caught.value.path == str(path)
    assert sorted(sl.load(path).records) == ["a", "b"]
    yours.with_records(C).save(path.with_name("mine.yaml"))
    assert sorted(sl.load(path.with_name("mine.yaml")).records) == ["a", "c"]


@pytest.mark.parametrize("edited", [b"sanctledger: 1\n", b"not a ledger", b""])
def test_an_edit_by_hand_is_not_undone(path: Path, edited: bytes):
    ledger = sl.load(path)
    path.write_bytes(edited)
    with pytest.raises(OSError, match="has changed"):
        ledger.with_records(B).save(path)
    assert path.read_bytes() == edited


def test_an_edit_of_the_same_size_at_the_same_time_is_seen(path: Path):
    ledger, old = sl.load(path), path.stat()
    path.write_bytes(path.read_bytes().replace(b"id: a", b"id: x"))
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    with pytest.raises(sl.errors.ChangedMeanwhile):
        ledger.with_records(B).save(path)


def test_a_save_does_not_undo_an_append(path: Path):
    ledger = sl.load(path)
    sl.append(path, B)
    with pytest.raises(sl.errors.ChangedMeanwhile):
        ledger.with_records(C).save(path)
    assert sorted(sl.load(path).records) == ["a", "b"]


def test_a_file_that_was_written_again_and_says_the_same_has_not_changed(path: Path):
    ledger = sl.load(path)
    path.write_bytes(path.read_bytes())
    os.utime(path, ns=(1, 1))
    ledger.with_records(B).save(path)
    assert sorted(sl.load(path).records) == ["a", "b"]


def test_a_ledger_and_all_that_are_made_from_it_can_be_saved_again_and_again(path: Path):
    ledger = sl.load(path)
    for more in ((), (), (B,), (C,), ()):
        ledger = ledger.with_records(*more) if more else ledger
        ledger.save(path)
        assert sl.load(path) == ledger
    again = copy.copy(ledger) | sl.Ledger([D])
    again.save(path)
    assert sl.load(path) == again


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_a_save_is_not_undone_by_another_that_comes_from_the_same_load(tmp_path: Path, ending: str):
    path = sl.Ledger([A]).save(tmp_path / f"ledger.{ending}")
    base = sl.load(path)
    one, other = base.with_records(B), base.with_records(C)
    one.save(path)
    for late in (other, base, base | sl.Ledger([D]), copy.copy(base), pickle.loads(pickle.dumps(base))):  # noqa: S301 - its own bytes
        with pytest.raises(sl.errors.ChangedMeanwhile, match="load it again"):
            late.save(path)
    assert sorted(sl.load(path).records) == ["a", "b"]
    one.with_records(C).save(path)
    (sl.load(path) | other).save(path)
    assert sorted(sl.load(path).records) == ["a", "b", "c"]


def test_a_ledger_knows_the_file_that_it_was_saved_to(path: Path):
    ledger, other = sl.load(path), path.with_name("other.yaml")
    ledger.save(other)
    ledger.with_records(B).save(other)
    sl.append(other, C)
    with pytest.raises(sl.errors.ChangedMeanwhile):
        ledger.save(other)


def test_a_file_that_the_ledger_was_not_read_from_is_replaced_as_one_asks(path: Path):
    sl.Ledger([B]).save(path)
    assert sorted(sl.load(path).records) == ["b"]


def test_a_file_that_is_gone_is_written_again(path: Path):
    ledger = sl.load(path)
    path.unlink()
    ledger.save(path)
    assert sl.load(path) == ledger


def test_a_save_equal_to_that_of_the_other_is_not_a_conflict(path: Path):
    mine, yours = sl.load(path), sl.load(path)
    mine.with_records(B).save(path)
    again = yours.with_records(B)
    again.save(path)
    again.with_records(C).save(path)
    assert sorted(sl.load(path).records) == ["a", "b", "c"]


def test_a_file_is_known_by_all_its_names(path: Path, monkeypatch: pytest.MonkeyPatch):
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    ledger = sl.load(link)
    sl.append(path, B)
    monkeypatch.chdir(path.parent)
    for name in (link, path, Path(path.name)):
        with pytest.raises(sl.errors.ChangedMeanwhile):
            ledger.save(name)


def test_each_file_of_a_directory_is_known(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    first = sl.Ledger([A]).save(tmp_path / "folder" / "a.yaml")
    second = sl.Ledger([B]).save(tmp_path / "folder" / "b.jsonl")
    ledger = sl.load(tmp_path / "folder")
    for path in (first, second):
        path.write_bytes(path.read_bytes() + b"\n")
        with pytest.raises(sl.errors.ChangedMeanwhile):
            ledger.save(path)


def test_ledgers_that_are_joined_know_the_files_of_both(path: Path):
    other = sl.Ledger([B]).save(path.with_name("other.yaml"))
    joined = sl.load(path) | sl.load(other)
    for file in (path, other):
        sl.append(file, C)
        with pytest.raises(sl.errors.ChangedMeanwhile):
            joined.save(file)


def test_of_an_older_and_a_newer_reading_of_a_file_the_newer_counts(path: Path):
    older = sl.load(path)
    sl.append(path, B)
    newer = sl.load(path)
    for joined in (older | newer, newer | older, newer | newer):
        joined.save(path)
        assert sorted(sl.load(path).records) == ["a", "b"]


def test_a_copy_from_another_process_knows_what_it_read(path: Path):
    sent = pickle.dumps(sl.load(path))
    sl.append(path, B)
    with pytest.raises(sl.errors.ChangedMeanwhile):
        pickle.loads(sent).save(path)  # noqa: S301 - its own bytes


def test_origins_say_nothing_about_whether_ledgers_are_equal(path: Path):
    assert sl.load(path) == sl.Ledger([A])


BROKEN = b"sanctledger: 1\nrecords:\n  - {kind: event, id: a}\n  - {kind: evnt, id: b}\n"


def test_a_file_that_was_read_in_part_is_not_written_over(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    path.write_bytes(BROKEN)
    ledger = sl.read(path).ledger
    with pytest.raises(sl.errors.PartlyRead, match="fix it first") as caught:
        ledger.with_records(C).save(path)
    assert caught.value.findings == (str(sl.read(path).report.findings[0]),)
    assert path.read_bytes() == BROKEN
    assert sorted(sl.load(ledger.save(tmp_path / "other.yaml")).records) == ["a"]


def test_a_file_that_was_read_in_part_and_mended_has_changed(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    path.write_bytes(BROKEN)
    ledger = sl.read(path).ledger
    path.write_bytes(BROKEN.replace(b"evnt", b"event"))
    with pytest.raises(sl.errors.ChangedMeanwhile):
        ledger.save(path)


def test_the_first_of_many_errors_are_shown(tmp_path: Path):
    path = tmp_path / "ledger.jsonl"
    path.write_text("nothing\n" * 50)
    with pytest.raises(sl.errors.PartlyRead) as caught:
        sl.read(path).ledger.save(path)
    assert len(caught.value.findings) == 5


def test_a_ledger_of_a_whole_and_a_broken_file_is_saved_to_neither(tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(BROKEN)
    whole = sl.Ledger([C]).save(folder / "b.yaml")
    ledger = sl.read(folder).ledger
    with pytest.raises(sl.errors.OneOfSeveral):
        ledger.save(whole)
    with pytest.raises(sl.errors.PartlyRead):
        ledger.save(folder / "a.yaml")


def test_a_file_that_changed_while_its_form_was_computed_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch):
    path.write_text("records: [{id: a, kind: event}]\n")
    forms = formatting.forms

    def slowly(*given: Any) -> dict[Path, tuple[bytes, bytes]]:
        made = forms(*given)
        path.write_text("records: [{id: other, kind: event}]\n")
        return made

    monkeypatch.setattr(formatting, "forms", slowly)
    with pytest.raises(sl.errors.ChangedMeanwhile):
        sl.fmt(path)
    assert path.read_text() == "records: [{id: other, kind: event}]\n"


def test_a_file_that_another_is_writing_is_not_formatted(path: Path, monkeypatch: pytest.MonkeyPatch):
    path.write_text("records: [{id: a, kind: event}]\n")
    monkeypatch.setattr(formatting, "locked", lambda file: locked(file, 0))
    with locked(path), pytest.raises(sl.errors.LedgerBusy):
        sl.fmt(path)
    assert path.read_text() == "records: [{id: a, kind: event}]\n"


def test_a_ledger_of_several_files_is_not_saved_onto_one_of_them(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(f"records:\n  - {{kind: event, id: {name}, from: 2020}}\n")
    ledger = sl.load(tmp_path)
    before = (tmp_path / "a.yaml").read_bytes()
    with pytest.raises(sl.errors.OneOfSeveral, match="one of the 2 files"):
        ledger.save(tmp_path / "a.yaml")
    assert (tmp_path / "a.yaml").read_bytes() == before
    (tmp_path / "b.yaml").unlink()  # what is gone cannot stand twice
    assert len(sl.load(ledger.save(tmp_path / "a.yaml"))) == 2


def test_a_ledger_saved_elsewhere_can_still_be_saved_where_it_was_read(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("records:\n  - {kind: event, id: a, from: 2020}\n")
    ledger = sl.load(tmp_path / "a.yaml")
    for name in ("b.yaml", "a.yaml", "b.yaml"):
        assert sl.load(ledger.save(tmp_path / name)) == ledger
