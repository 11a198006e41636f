"""The starter ledger has no findings on any day, is canonical, and never replaces another file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl
from sanctledger.cli.app import app
from sanctledger.files.comments import comments
from sanctledger.files.starter import STARTER, start


@pytest.mark.parametrize("today", ["0001-01-01", "2024-03-01", "2025-05-11", "2026-11-24", "2100-01-01", "9999-12-31"])
def test_it_checks_clean_on_any_day(today: str):
    assert list(sl.load(STARTER).check(today=today)) == []


def test_it_holds_a_record_of_each_sort():
    assert {record.family for record in sl.load(STARTER)} == {
        "party", "source", "sanction", "easing", "concession", "deal", "pledge",
    }  # fmt: skip


def test_it_is_commented_and_in_order(tmp_path: Path):
    path = start(tmp_path / "a.yaml")
    assert path.read_bytes() == STARTER.read_bytes()
    assert len(comments(path.read_text("utf-8"))[1]) > 10
    assert sl.fmt(path) == ()


def test_the_commands_that_it_names_are_there():
    named = re.findall(r"`sanctledger (\w+)`", STARTER.read_text("utf-8"))
    assert named
    assert set(named) <= {command.callback.__name__ for command in app.registered_commands}


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.jsonl"])
def test_each_ending_gives_the_same_ledger(tmp_path: Path, name: str):
    assert sl.load(start(tmp_path / name)) == sl.load(STARTER)


@pytest.mark.parametrize("name", ["a", "a.txt", "a.json", ".yaml", "a.YAML"])
def test_another_ending_is_refused(tmp_path: Path, name: str):
    with pytest.raises(sl.errors.UnknownFormat):
        start(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_unchanged(tmp_path: Path):
    path, link = tmp_path / "a.yaml", tmp_path / "l.yaml"
    path.write_text("mine", "utf-8")
    link.symlink_to(tmp_path / "nowhere.yaml")
    for one in (path, link):
        with pytest.raises(sl.errors.LedgerExists, match="is there already"):
            start(one)
    assert path.read_text("utf-8") == "mine"
    assert not (tmp_path / "nowhere.yaml").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the platform has no disk that is always full")
def test_a_full_disk_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path, opened = tmp_path / "a.yaml", Path.open

    def full(target: Path, mode: str = "r", **rest: Any) -> Any:
        if mode != "xb":
            return opened(target, mode, **rest)
        target.touch()
        return os.fdopen(os.open("/dev/full", os.O_WRONLY), "wb")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space left"):
        start(path)
    assert list(tmp_path.iterdir()) == []
