"""The commands that write files: what they print, what they leave alone, and the status that they exit with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl

Call = Callable[..., Any]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Beginning a ledger.


def test_a_new_ledger_is_written_and_the_next_step_told(sanctledger: Call, here: Path):
    ran = sanctledger("new", "my own.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "wrote my own.yaml: a small ledger of two made-up neighbours",
        "Put yours in their place, then: sanctledger check 'my own.yaml'",
    ]
    assert sanctledger("check", "my own.yaml").out == "no findings in 9 records\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("old.yaml", "`old.yaml` is there already, and was left as it is"),
        ("folder.yaml", "is there already"),
        ("ledger", "name a file that ends in .yaml, .yml or .jsonl"),
        (".", "name a file that ends in"),
        ("no/such/ledger.yaml", "there is no folder `no/such`; make it first"),
        ("old.yaml/ledger.yaml", "there is no folder `old.yaml`"),
        (f"{'x' * 300}.yaml", "File name too long"),
    ],
)
def test_a_new_ledger_takes_no_place_that_it_should_not(sanctledger: Call, here: Path, name: str, said: str):
    (here / "old.yaml").write_text("mine", "utf-8")
    (here / "folder.yaml").mkdir()
    ran = sanctledger("new", name)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert (here / "old.yaml").read_text("utf-8") == "mine"
    assert {one.name for one in here.iterdir()} == {"old.yaml", "folder.yaml"}


def test_a_name_that_could_paint_over_a_terminal_is_shown_as_its_numbers(sanctledger: Call, here: Path):
    assert "\x1b" not in sanctledger("new", "a\x1b[31m.yaml").out
    (here / "a\x1b[31m.yaml").write_text("about: 20%\n", "utf-8")
    assert sanctledger("fmt", ".").out == "formatted a\\u001b[31m.yaml\n"


# Formatting.


def test_each_file_that_changes_is_named_and_the_others_are_counted(sanctledger: Call, here: Path):
    (here / "a.yaml").write_text("about: 20%\n", "utf-8")
    sanctledger("new", "b.yaml")
    sanctledger("new", "c.jsonl")
    (here / "c.jsonl").write_text('{"sanctledger":1}\n', "utf-8")
    before = (here / "a.yaml").read_bytes()
    ran = sanctledger("fmt", "--check", ".")
    assert (ran.status, ran.out) == (1, "would format a.yaml\n2 files are in order\n")
    assert (here / "a.yaml").read_bytes() == before
    ran = sanctledger("fmt", ".")
    assert (ran.status, ran.out) == (0, "formatted a.yaml\n2 files are in order\n")
    ran = sanctledger("fmt", ".", "--check")
    assert (ran.status, ran.out) == (0, "3 files are in order\n")


def test_a_ledger_that_cannot_be_read_is_not_formatted(sanctledger: Call, here: Path):
    path = here / "a.yaml"
    path.write_text("records:\n  - {kind: evnt, id: a}\n", "utf-8")
    ran = sanctledger("fmt", "a.yaml")
    assert (ran.status, ran.out) == (1, "")
    assert "did you mean `event`?" in ran.err
    assert path.read_text("utf-8") == "records:\n  - {kind: evnt, id: a}\n"


def test_one_that_can_be_read_and_has_findings_is_formatted(sanctledger: Call, here: Path):
    (here / "a.yaml").write_text("records:\n  - {kind: event, id: a, parties: [nobody]}\n", "utf-8")
    assert sanctledger("check", "a.yaml").status == 1
    assert sanctledger("fmt", "a.yaml").status == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("belarus", "`belarus` is a case that ships with the library; format a file of your own"),
        ("nowhere", "no file or directory `nowhere`"),
        ("", "no file or directory ``"),
        ("notes.txt", "name a file that ends in"),
        ("empty", "the directory `empty` holds no ledger file, which ends in `.yaml`, `.yml` or `.jsonl`"),
        ("locked.yaml", "`locked.yaml` is read-only; change that, or write to another file"),
    ],
)
def test_what_cannot_be_formatted_is_refused(sanctledger: Call, here: Path, name: str, said: str):
    (here / "notes.txt").touch()
    (here / "empty").mkdir()
    (here / "locked.yaml").write_text("about: 20%\n", "utf-8")
    (here / "locked.yaml").chmod(0o444)
    ran = sanctledger("fmt", name)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err.replace(f"{here.resolve()}/", "")


def test_a_directory_that_is_named_as_a_case_is_formatted(sanctledger: Call, here: Path):
    (here / "belarus").mkdir()
    (here / "belarus" / "a.yaml").write_text("about: 20%\n", "utf-8")
    assert sanctledger("fmt", "belarus").out == f"formatted {Path('belarus', 'a.yaml')}\n"
    assert sl.load(here / "belarus").settings.tolerance == "20%"


def test_a_disk_that_fails_is_one_line(sanctledger: Call, here: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "a.yaml")

    monkeypatch.setattr("sanctledger.files.format.replace", fail)
    (here / "a.yaml").write_text("about: 20%\n", "utf-8")
    ran = sanctledger("fmt", "a.yaml")
    assert (ran.status, ran.err) == (2, "sanctledger: a.yaml: No space left on device\n")
