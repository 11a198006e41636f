"""`--unknown`: every command that reads a ledger can keep what nobody here knows, and none does so in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
TEXT = """\
sanctledger: 1
parties:
  us: {kind: state}
  by: {kind: state}
records:
  - {kind: orbit, id: o}
"""
COMMANDS = {"show": (), "balance": ("us", "by"), "moves": ("us", "by")}


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "ledger.yaml"
    file.write_text(TEXT, "utf-8")
    return str(file)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_question_refuses_unknown_kinds_unless_told_to_keep_them(sanctledger: Call, path: str, command: str):
    asked = (command, path, *COMMANDS[command], "--on", "2025-01-01")
    refused, kept = sanctledger(*asked), sanctledger(*asked, "--unknown", "keep")
    assert (refused.status, kept.status) == (1, 0)
    assert "SL003" in refused.err
    assert "note: a record of an unknown kind counts nowhere" in kept.err


def test_a_check_tells_of_each_once_as_a_warning(sanctledger: Call, path: str):
    found = sanctledger("check", path, "--unknown", "keep", "--json").json()["findings"]
    assert [(one["code"], one["severity"], one["record"]) for one in found] == [("SL010", "warning", "o")]
    assert sanctledger("check", path, "--unknown", "keep").status == 1
    assert sanctledger("check", path).status == 1


def test_wishes_for_the_rule_hold_for_what_is_kept(sanctledger: Call, path: str):
    assert sanctledger("check", path, "--unknown", "keep", "--ignore", "SL010").status == 0
    ran = sanctledger("check", path, "--unknown", "keep", "--severity", "SL010=error", "--json")
    assert [one["severity"] for one in ran.json()["findings"]] == ["error"]


def test_another_word_is_a_misuse(sanctledger: Call, path: str):
    assert sanctledger("check", path, "--unknown", "kep").status == 2
