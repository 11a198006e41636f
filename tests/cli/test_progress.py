"""Long work shows on a terminal that it goes on, and nowhere else."""

from __future__ import annotations

import io
import sys
import time

import pytest

from sanctledger.cli import progress as waiting
from sanctledger.cli.progress import working


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def seen(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float, patience: float = 0.05) -> str:
    monkeypatch.setattr(sys, "__stderr__", stream)
    monkeypatch.setattr(waiting, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with working("reading a\x1b[2Jb.yaml"):
        time.sleep(seconds)
    return stream.getvalue()


def test_what_takes_long_is_told_on_a_terminal_and_taken_away(monkeypatch: pytest.MonkeyPatch):
    told = seen(monkeypatch, Terminal(), 0.5)
    assert r"reading a\u001b[2Jb.yaml ..." in told
    assert "\x1b[2K" in told.rpartition("...")[2]


def test_what_is_done_soon_says_nothing(monkeypatch: pytest.MonkeyPatch):
    assert seen(monkeypatch, Terminal(), 0, patience=3600) == ""


def test_nothing_is_told_where_nobody_watches(monkeypatch: pytest.MonkeyPatch):
    assert seen(monkeypatch, io.StringIO(), 0.2) == ""


def test_it_is_taken_away_when_the_work_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "__stderr__", Terminal())
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    with pytest.raises(ValueError, match="no"), working("reading"):
        raise ValueError("no")
