"""What people get wrong when they ask or build by hand, and the sentence that each of it is told in."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from stories import record, story

import sanctledger as sl

STORY = """
- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}
- {kind: release, id: r, from: 2020-01-01, giver: by, receiver: us, quantity: 5 prisoners, deal: d}
"""
LEDGER = story(STORY)
VIEW = LEDGER.at("2021-01-01")


def days(question: Callable[[sl.View], Any]) -> sl.Series:
    return VIEW.series(question, "2021-01-01", "2021-01-03")


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        (lambda: LEDGER[0], sl.errors.UnknownRecord, "the ledger holds no record `0`"),
        (
            lambda: LEDGER.family("sanctions"),
            sl.errors.UnknownRecord,
            "no family `sanctions`; did you mean `sanction`?",
        ),
        (lambda: LEDGER.family("release"), sl.errors.UnknownRecord, "the ledger holds no family `release`"),
        (lambda: LEDGER.kind("relase"), sl.errors.UnknownKind, "unknown kind `relase`; did you mean `release`?"),
        (lambda: LEDGER.check(["SL101"]), sl.errors.ReadError, "'SL101' is no rule; make one of a function with"),
        (
            lambda: VIEW.balance(LEDGER["us"]),
            sl.errors.ReadError,
            "'state us' is not the id of a party; name a party by its id",
        ),
        (lambda: VIEW.balance(["us", 3]), sl.errors.ReadError, "'3' is not the id of a party"),
        (lambda: VIEW.balance("us", "by")[0], sl.errors.UnknownRecord, "the ledger holds no unit `0`"),
        (lambda: VIEW.settlement(LEDGER["d"]), sl.errors.UnknownRecord, "the ledger holds no deal `deal d`"),
        (lambda: VIEW.moves("us", "by", valuation=3), sl.errors.UnknownRecord, "holds no valuation `3`"),
        (
            lambda: VIEW.changes(story().at("2020-01-01")),
            sl.errors.ReadError,
            "is a view of another ledger; compare two",
        ),
        (
            lambda: days(lambda view: view.balance("us", "by")),
            sl.errors.ReadError,
            "is not one amount; let the question return",
        ),
        (lambda: days(lambda _: 0.5), sl.errors.ReadError, "'0.5' is not one amount"),
        (lambda: VIEW.sanctions(target=[1]), sl.errors.ReadError, "'1' is not the id of a party"),
        (lambda: VIEW.balance([], "by"), sl.errors.ReadError, "names nobody"),
        (
            lambda: LEDGER.with_records("r"),
            sl.errors.ReadError,
            "'r' is no record; make one of a mapping with `KINDS.make`",
        ),
        (lambda: sl.Bounds(1) + 1, TypeError, "unsupported operand type(s) for +"),
        (lambda: sl.Bounds(1) - 1, TypeError, "unsupported operand type(s) for -"),
        (lambda: sl.Quantity(0.5, "prisoners"), TypeError, "write a whole number or a `Decimal`"),
        (lambda: sl.Quantity(5, "prisoners") + 1, TypeError, "unsupported operand type(s) for +: 'Quantity'"),
        (lambda: sl.Quantity(5, "prisoners") - 1, TypeError, "unsupported operand type(s) for -: 'Quantity'"),
        (lambda: sl.Ledger([], "a title"), TypeError, "`settings` of `Ledger` is the text"),
        (lambda: sl.append("none.yaml", {"id": "us"}), sl.errors.ReadError, "'{id: us}' is no record"),
        (lambda: sl.Ledger([{"id": "us", "kind": "state"}]), sl.errors.ReadError, "is no record; make one of"),
        (lambda: sl.Ledger("belarus"), sl.errors.ReadError, "'b' is no record"),
        (lambda: LEDGER.with_records([LEDGER["r"]]), sl.errors.ReadError, "'[release r]' is no record"),
        (lambda: sl.Ledger({"us": LEDGER["by"]}), sl.errors.ReadError, "'us' is not the id of state by"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(asked: Callable[[], Any], error: type[Exception], said: str):
    with pytest.raises(error) as raised:
        asked()
    assert said in str(raised.value)


def test_a_record_that_is_only_of_a_family_is_in_no_ledger_for_no_file_of_it_could_be_read():
    only = sl.Concession(id="c", start=LEDGER["r"].start, givers="by", receivers="us")
    with pytest.raises(sl.errors.ReadError, match="'concession c' is of no kind; make one"):
        sl.Ledger([only])


def test_a_ledger_holds_its_ids_and_its_records_and_no_other_record_under_their_ids():
    assert all(one in LEDGER for one in LEDGER)
    assert LEDGER["r"].replaced(note="another") not in LEDGER
    assert record("{kind: event, id: e}") not in LEDGER


def test_records_are_found_by_kind_and_a_default_stands_in_for_one_that_there_is_not():
    assert LEDGER.kind("release") == (LEDGER["r"],)
    assert LEDGER.kind("payment") == ()
    assert LEDGER.get("x", LEDGER["r"]) is LEDGER["r"]
    assert (LEDGER.get("x"), LEDGER.get("r")) == (None, LEDGER["r"])


def test_a_quantity_takes_a_number_for_just_that_much():
    assert sl.Quantity(52, "prisoners") == sl.Quantity.parse("52 prisoners")


NOBODY: dict[str, dict[str, Any]] = {
    "assessments": {"about": "x"},
    "balance": {"a": "us", "unit": "x"},
    "break_even": {"deal": "x"},
    "changes": {"since": "x"},
    "coercions": {"kind": "x"},
    "concessions": {"deal": "x"},
    "easings": {"kind": "x"},
    "entries": {"known": "x"},
    "family": {"family": "x"},
    "history": {"record_id": "x"},
    "implied_rates": {"deal": "x"},
    "kind": {"kind": "x"},
    "line": {"record_id": "x"},
    "links_from": {"record_id": "x"},
    "links_to": {"record_id": "x"},
    "moves": {"a": "us", "since": "x"},
    "pledges": {"deal": "x"},
    "reciprocity": {"a": "x"},
    "record": {"record_id": "x"},
    "recorded": {"record_id": "x"},
    "sanctions": {"kind": "x"},
    "series": {"question": None, "start": "x", "end": "x"},
    "settlement": {"deal": "x"},
    "stock": {"holder": "us", "unit": "x"},
    "verdict": {"activity": {"actor": "x"}},
    "verdicts": {"activities": [{"actor": "x"}]},
    "who": {"person": "x"},
    "windows": {"activity": {}, "start": "x", "end": "x"},
}


@pytest.mark.parametrize("name", NOBODY)
def test_what_a_question_raises_stands_in_its_docstring(name: str):
    asked = getattr(VIEW if hasattr(VIEW, name) else LEDGER, name)
    with pytest.raises(sl.errors.SanctledgerError) as raised:
        asked(**NOBODY[name])
    said = inspect.getdoc(asked)
    assert said
    assert f"{type(raised.value).__name__}:" in said.partition("Raises:")[2]


@pytest.mark.parametrize("name", ["coercions", "concessions", "easings", "pledges", "sanctions"])
def test_what_a_list_is_filtered_by_may_be_refused_and_its_docstring_says_so(name: str):
    asked = getattr(VIEW, name)
    for option in set(inspect.signature(asked).parameters) - {"rollup"}:
        with pytest.raises(sl.errors.SanctledgerError) as raised:
            asked(**{option: "x"})
        assert f"{type(raised.value).__name__}:" in str(inspect.getdoc(asked)).partition("Raises:")[2]
