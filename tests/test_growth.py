"""Twice as many records cost about twice the work, whatever they hang on: calls are counted, and no clock is read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from shapes import SHAPES, Plain, bargain, ledger, ratings

import sanctledger as sl

FEW, MANY = 100, 200


def calls(asked: Callable[[], object]) -> int:
    """How many functions are called until an answer is there."""
    count = 0

    def counted(_frame: object, event: str, _of: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        asked()
    finally:
        sys.setprofile(before)
    return count


def growth(shape: Callable[[int], Iterator[Plain]], ask: Callable[[sl.Ledger], object]) -> float:
    """How many times the work of an answer grows when the records double."""
    ask(ledger(shape, 2))  # what is made once for all ledgers
    few, many = (ledger(shape, count) for count in (FEW, MANY))
    return calls(lambda: ask(many)) / calls(lambda: ask(few))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_checks_grow_with_the_records(shape: Callable[[int], Iterator[Plain]]):
    assert growth(shape, lambda asked: asked.check(today="2026-01-01")) < 2.3


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_balance_grows_with_the_records(shape: Callable[[int], Iterator[Plain]]):
    assert growth(shape, lambda asked: asked.at("2026-01-01").balance("us", "by").rows()) < 2.3


QUESTIONS: dict[str, Callable[[sl.View], object]] = {
    "moves": lambda view: view.moves("us", "by").rows(),
    "sanctions": lambda view: view.sanctions().rows(),
    "easings": lambda view: view.easings().rows(),
    "concessions": lambda view: view.concessions().rows(),
    "pledges": lambda view: view.pledges().rows(),
    "stock": lambda view: view.stock("by").to_json(),
    "changes": lambda view: view.changes("2000-03-01").rows(),
    "who": lambda view: view.who("by").rows(),
    "reciprocity": lambda view: view.reciprocity("us", "by", window=30).rows(),
}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_other_questions_grow_with_the_records(shape: Callable[[int], Iterator[Plain]], question: str):
    assert growth(shape, lambda asked: QUESTIONS[question](asked.at("2026-01-01"))) < 2.5


def names(count: int) -> Iterator[Plain]:
    """A list of names, each with a sanction of its own."""
    for number in range(count):
        yield {"kind": "person", "id": f"p{number}"}
        yield {"kind": "asset_freeze", "id": f"s{number}", "from": "2020-01-01", "sender": "us", "target": f"p{number}"}


def test_asking_for_each_name_of_a_list_grows_with_the_list():
    def each(asked: sl.Ledger) -> object:
        view = asked.at("2026-01-01")
        return [view.sanctions(target=party.id) for party in asked.family("party")]

    assert growth(names, each) < 2.5


def test_a_settlement_grows_with_the_steps_of_the_deal():
    assert growth(bargain, lambda asked: asked.at("2026-01-01").settlement("deal").rows()) < 2.5


def test_the_agreement_of_coders_grows_with_the_coders():
    assert growth(ratings, lambda asked: asked.at("2026-01-01").assessments("ban").to_json()) < 2.5


def test_the_count_tells_work_that_grows_with_the_square():
    def squared(asked: sl.Ledger) -> object:
        return [one.id.upper() for one in asked for _ in asked]

    assert growth(SHAPES[0], squared) > 3.5
