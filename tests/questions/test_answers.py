"""Every answer has rows, JSON, text and an explanation. The questions are found in the classes that have them."""

from __future__ import annotations

import copy
import inspect
import io
import json
import pickle
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from rich.console import Console

import sanctledger as sl
from sanctledger.base.answer import Answer

Asked = Callable[[sl.Ledger], Any]
DEALING = {"actor": "us", "action": "export", "counterparty": "belavia"}
CODED = sl.KINDS["assessment"].model_validate(
    {
        "id": "coded",
        "from": "2025-12-20",
        "recorded": "2025-12-20",
        "about": "minsk-2025-12",
        "coder": "ann",
        "scale": "success 0 to 3",
        "value": "2",
        "sources": ["ap-2025-09-11"],
    }
)


def released(view: sl.View) -> Any:
    return view.balance("by", "us")["prisoners"]


def on_the_last_day(question: Callable[[sl.View], Any]) -> Asked:
    return lambda ledger: question(ledger.at("2025-12-31"))


OF_A_VIEW: dict[str, Asked] = {
    **{
        name: on_the_last_day(question)
        for name, question in {
            "assessments": lambda view: view.assessments("minsk-2025-12"),
            "balance": lambda view: view.balance("us", "by"),
            "break_even": lambda view: view.break_even(deal="minsk-2025-12"),
            "changes": lambda view: view.changes("2025-09-01"),
            "coercions": lambda view: view.coercions(),
            "concessions": lambda view: view.concessions(),
            "durations": lambda view: view.durations(),
            "easings": lambda view: view.easings(),
            "implied_rates": lambda view: view.implied_rates("minsk-2025-12"),
            "moves": lambda view: view.moves("us", "by", valuation="plover"),
            "pledges": lambda view: view.pledges(),
            "reciprocity": lambda view: view.reciprocity("us", "by"),
            "sanctions": lambda view: view.sanctions(),
            "series": lambda view: view.series(released, "2025-09-01", "2025-10-01", "week"),
            "settlement": lambda view: view.settlement("minsk-2025-09"),
            "stock": lambda view: view.stock("by"),
            "verdict": lambda view: view.verdict(DEALING),
            "verdicts": lambda view: view.verdicts([DEALING, {"actor": "us"}]),
            "who": lambda view: view.who("statkevich"),
            "windows": lambda view: view.windows(DEALING, "2025-01-01", "2026-01-01"),
        }.items()
    },
}
OF_A_LEDGER: dict[str, Asked] = {
    "check": lambda ledger: ledger.check(today="2025-12-31"),
    "history": lambda ledger: ledger.history("us-gl-11"),
    "listing": lambda ledger: ledger.listing(("deal", "pledge")),
}
#: A report and an explanation name their records themselves, so they have no explanation of their own.
NAMES_ITS_RECORDS = (sl.Report, sl.Explanation)
ANSWERS = [*((sl.View, name) for name in OF_A_VIEW), *((sl.Ledger, name) for name in OF_A_LEDGER)]


@cache
def belarus() -> sl.Ledger:
    """Return the shipped case with an assessment of a deal, since the case has none."""
    return sl.load("belarus").with_records(CODED)


@cache
def answer(of: type, name: str) -> Any:
    return (OF_A_VIEW if of is sl.View else OF_A_LEDGER)[name](belarus())


def questions(of: type) -> set[str]:
    """Return the names of the public methods of a class that return an answer."""
    found = set()
    for name, method in inspect.getmembers(of, inspect.isfunction):
        returned = None if name.startswith("_") else typing.get_type_hints(method)["return"]
        if inspect.isclass(returned) and issubclass(returned, Answer):
            found.add(name)
    return found


def printed(value: Any) -> str:
    console = Console(file=io.StringIO(), width=200)
    console.print(value)
    written: str = console.file.getvalue()  # type: ignore[attr-defined]
    return written


def test_an_answer_with_one_row_has_length_one():
    ledger = sl.load("belarus")
    report = ledger.check(today="2025-12-31")
    assert [report[at] for at in range(len(report))] == list(report)
    scale = sl.Valuation.of("mine", {"release": 1}, version="1", citation="me")
    assert repr(scale) == "<Valuation mine (1): 1 weight>"
    assert repr(released(ledger.at("2025-12-31")).explain()).endswith(" records>")
    assert repr(ledger.at("2025-12-31").verdicts([DEALING])) == "<Verdicts on 2025-12-31: 1 verdict>"


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - its own bytes


def every(test: Callable[..., None]) -> Callable[..., None]:
    ids = [f"{of.__name__}.{name}" for of, name in ANSWERS]
    marked: Callable[..., None] = pytest.mark.parametrize(("of", "name"), ANSWERS, ids=ids)(test)
    return marked


def test_every_question_is_asked_here():
    assert questions(sl.View) == set(OF_A_VIEW)
    assert questions(sl.Ledger) == set(OF_A_LEDGER)


@every
def test_an_answer_has_flat_rows_for_a_spreadsheet(of: type, name: str):
    rows = answer(of, name).rows()
    assert rows
    assert {type(cell) for row in rows for cell in row.values()} <= {str, int, bool, type(None)}
    assert answer(of, name).to_csv().startswith(",".join(rows[0])[:20])


def test_an_empty_answer_is_shown_as_empty_everywhere():
    found = sl.load("belarus").at("1990-01-01").sanctions()
    assert found.rows() == []
    assert printed(found).strip() == "RecordStates of sanctions on 1990-01-01: 0"
    assert "RecordStates of sanctions on 1990-01-01: 0" in found._repr_html_()
    assert str(found.explain()) == "sanctions at the close of 1990-01-01\n  no record"


@every
def test_an_answer_has_a_json_form(of: type, name: str):
    shape = answer(of, name).to_json()
    assert shape
    assert json.loads(json.dumps(shape)) == shape


@every
def test_an_answer_shows_itself_on_a_terminal_and_in_a_notebook(of: type, name: str):
    found = answer(of, name)
    assert repr(found).startswith(f"<{type(found).__name__}")
    assert len(repr(found)) < 200
    assert found._repr_html_().startswith("<table>")
    assert printed(found).strip()


@every
def test_the_explanation_of_an_answer_has_records_of_the_ledger_with_their_sources(of: type, name: str):
    found = answer(of, name)
    if isinstance(found, NAMES_ITS_RECORDS):
        return
    explanation = found.explain()
    assert explanation.reasons
    assert all(reason.record in belarus() for reason in explanation.reasons)
    assert any(reason.sources for reason in explanation.reasons)
    assert explanation.rows()
    assert json.loads(json.dumps(explanation.to_json())) == explanation.to_json()
    assert repr(explanation).startswith("<Explanation of ")
    assert list(explanation) == [explanation[at] for at in range(len(explanation))] == list(explanation.reasons)
    assert explanation._repr_html_().startswith("<table>")
    assert printed(explanation).strip()


@every
def test_a_pickled_or_copied_answer_is_equal_and_has_the_same_rows(of: type, name: str):
    found = answer(of, name)
    for made in (pickled(found), copy.copy(found), copy.deepcopy(found)):
        assert made == found
        assert hash(made) == hash(found)
        assert made.to_json() == found.to_json()
        assert str(made) == str(found)
    if not isinstance(found, NAMES_ITS_RECORDS):
        assert pickled(found).explain() == found.explain()
