"""Twice as many records cost about twice the work, whatever they hang on: calls are counted, and no clock is read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from shapes import SHAPES, Plain, ledger

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


def test_the_count_tells_work_that_grows_with_the_square():
    def squared(asked: sl.Ledger) -> object:
        return [one.id.upper() for one in asked for _ in asked]

    assert growth(SHAPES[0], squared) > 3.5
