"""The garbage collector rests while very many objects are made, and is on again afterwards."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl
from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.files import append as appending
from sanctledger.files import format as formatting
from sanctledger.files import write as writing
from sanctledger.questions import lists as states
from sanctledger.questions import moves

VISIT = sl.KINDS.make({"kind": "event", "id": "visit", "from": "2026-01-01"})

BULK: list[tuple[Any, str, Callable[[sl.Ledger, Path], object]]] = [
    (writing, "to_yaml", lambda ledger, _: ledger.save("a.yaml")),
    (writing, "to_jsonl", lambda ledger, _: ledger.save("a.jsonl")),
    (appending, "_read_yaml", lambda _, path: sl.append(path, VISIT)),
    (formatting, "forms", lambda _, path: sl.fmt(path)),
    (moves, "done", lambda ledger, _: ledger.at("2025-12-31").moves("us", "by")),
    (states, "_measure", lambda ledger, _: ledger.at("2025-12-31").sanctions()),
]


@pytest.mark.parametrize(("module", "within", "asked"), BULK, ids=lambda part: part if isinstance(part, str) else None)
def test_it_rests_during_bulk_work(
    module: Any,
    within: str,
    asked: Callable[[sl.Ledger, Path], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.chdir(tmp_path)
    ledger = sl.load("belarus")
    path = sl.Ledger(list(ledger)[:20], settings=ledger.settings).save("small.yaml")
    real, on = getattr(module, within), []
    monkeypatch.setattr(module, within, lambda *given: on.append(gc.isenabled()) or real(*given))
    assert gc.isenabled()
    asked(ledger, path)
    assert set(on) == {False}
    assert gc.isenabled()


def test_pauses_of_several_threads_end_with_the_last_and_leave_the_collector_as_it_was():
    first, second = CollectorPaused(), CollectorPaused()
    for was_on in (True, False):
        (gc.enable if was_on else gc.disable)()
        first.__enter__()
        second.__enter__()
        first.__exit__()
        assert not gc.isenabled()
        second.__exit__()
        assert gc.isenabled() is was_on
    gc.enable()


def test_a_thread_that_looks_while_another_pauses_does_not_leave_the_collector_off(monkeypatch: pytest.MonkeyPatch):
    """One thread asks whether the collector is on, and only then the other leaves its pause."""
    real, looked, left = gc.isenabled, threading.Event(), threading.Event()

    def slow() -> bool:
        found = real()
        if threading.current_thread() is not threading.main_thread():
            looked.set()
            left.wait(0.2)
        return found

    def pause() -> None:
        with CollectorPaused():
            pass

    monkeypatch.setattr(gc, "isenabled", slow)
    with CollectorPaused():
        other = threading.Thread(target=pause)
        other.start()
        looked.wait(0.2)
    left.set()
    other.join()
    assert real()
