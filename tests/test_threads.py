"""Threads that share a ledger get the answers that one thread gets."""

from __future__ import annotations

import gc
import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shapes

import sanctledger as sl
from sanctledger.posting.postings import Postings

Ask = Callable[[sl.Ledger], object]


def months(view: sl.View) -> object:
    return view.series(lambda one: one.balance("by", "us", unit="prisoners")["prisoners"], *YEAR, "month").to_json()


YEAR = ("2025-01-01", "2026-01-01")
DAY = "2025-12-31"
SALE = {"actor": "us", "action": "export", "counterparty": "belavia", "goods": "aviation.parts"}
BELARUS: dict[str, Ask] = {
    "balance": lambda ledger: ledger.at(DAY).balance("us", "by").to_json(),
    "balance by deal": lambda ledger: ledger.at(DAY).balance("by", by="deal").to_json(),
    "known": lambda ledger: ledger.at(DAY, known="2025-09-12").balance("us", "by").to_json(),
    "moves": lambda ledger: ledger.at(DAY).moves("us", "by", valuation="equal").to_json(),
    "sanctions": lambda ledger: ledger.at(DAY).sanctions().to_json(),
    "easings": lambda ledger: ledger.at(DAY).easings().to_json(),
    "concessions": lambda ledger: ledger.at(DAY).concessions().to_json(),
    "pledges": lambda ledger: ledger.at(DAY).pledges().to_json(),
    "settlement": lambda ledger: ledger.at(DAY).settlement("minsk-2025-09").to_json(),
    "verdict": lambda ledger: ledger.at(DAY).verdict(SALE).to_json(),
    "reciprocity": lambda ledger: ledger.at(DAY).reciprocity("us", "by", window=60).to_json(),
    "rates": lambda ledger: ledger.at(DAY).implied_rates("minsk-2025-09").to_json(),
    "series": lambda ledger: months(ledger.at(DAY)),
    "stock": lambda ledger: ledger.at(DAY).stock("by").to_json(),
    "changes": lambda ledger: ledger.at(DAY).changes("2025-09-01").to_json(),
    "history": lambda ledger: ledger.history("us-gl-11").to_json(),
    "listing": lambda ledger: ledger.listing("deal").to_json(),
    "check": lambda ledger: ledger.check(today=DAY).to_json(),
}
MADE_UP: dict[str, Ask] = {
    "balance": lambda ledger: ledger.at(DAY).balance("us").to_json(),
    "sanctions": lambda ledger: ledger.at(DAY).sanctions().to_json(),
    "easings": lambda ledger: ledger.at(DAY).easings().to_json(),
}


@pytest.fixture
def often() -> Iterator[None]:
    """Let Python change between threads as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def answers_of(ledger: sl.Ledger, asks: dict[str, Ask], threads: int = 4) -> list[dict[str, str]]:
    """Return the answers of several threads that begin at once, each with another question first."""
    ready = threading.Barrier(threads)
    found: list[dict[str, str]] = [{} for _ in range(threads)]

    def work(number: int) -> None:
        names = list(asks)
        at = number // 2 * len(names) // threads  # two threads begin with the same question
        ready.wait()
        for name in names[at:] + names[:at]:
            found[number][name] = json.dumps(asks[name](ledger), default=str)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return found


def fresh(ledger: sl.Ledger) -> sl.Ledger:
    """Return an equal ledger that has worked nothing out yet."""
    return sl.Ledger(ledger.records, ledger.settings, ledger.kinds)


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize(
    ("ledger", "asks"),
    [
        (sl.load("belarus"), BELARUS),
        (sl.load("iran"), {"balance": lambda ledger: ledger.at(DAY).balance("us").to_json()}),
    ],
    ids=["belarus", "iran"],
)
def test_threads_get_the_answers_of_one_thread_and_leave_the_ledger_right(ledger: sl.Ledger, asks: dict[str, Ask]):
    alone = {name: json.dumps(ask(fresh(ledger)), default=str) for name, ask in asks.items()}
    shared = fresh(ledger)
    for found in answers_of(shared, asks):
        assert {name for name, answer in found.items() if answer != alone[name]} == set()
    assert {name for name, ask in asks.items() if json.dumps(ask(shared), default=str) != alone[name]} == set()


def test_what_is_half_gathered_is_seen_by_no_other_thread(monkeypatch: pytest.MonkeyPatch):
    ledger = sl.load("belarus")
    right = ledger.at(DAY).balance("us", "by").to_json()
    seen: list[object] = []
    real = Postings._between

    def interrupted(self: Postings, *sides: object) -> Iterator[object]:
        counted = list(real(self, *sides))
        yield from counted[: len(counted) // 2]
        if not seen:
            seen.append(None)
            other = threading.Thread(target=lambda: seen.append(shared.at(DAY).balance("us", "by").to_json()))
            other.start()
            other.join()
        yield from counted[len(counted) // 2 :]

    monkeypatch.setattr(Postings, "_between", interrupted)
    shared = fresh(ledger)
    assert shared.at(DAY).balance("us", "by").to_json() == right
    assert seen == [None, right]
    assert shared.at(DAY).balance("us", "by").to_json() == right


@pytest.mark.usefixtures("often")
def test_threads_that_load_at_once_leave_the_collector_on(tmp_path: Path):
    path = sl.Ledger(list(sl.load("belarus"))[:40]).save(tmp_path / "small.yaml")
    assert gc.isenabled()
    workers = [threading.Thread(target=lambda: [sl.load(path) for _ in range(5)]) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert gc.isenabled()


@pytest.mark.usefixtures("often")
def test_threads_agree_on_a_ledger_of_many_easings_of_one_sanction():
    ledger = shapes.ledger(shapes.replaced_licences, 60)
    alone = {name: json.dumps(ask(fresh(ledger)), default=str) for name, ask in MADE_UP.items()}
    for found in answers_of(fresh(ledger), MADE_UP):
        assert found == alone
