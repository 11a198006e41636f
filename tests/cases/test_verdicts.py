"""The dated questions of coverage on the Belarus case, answered as their sources answer them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import sanctledger as sl

TABLE = Path(__file__).with_name("verdicts_belarus.yaml")


class _Plain(yaml.SafeLoader):
    """Reads days as the texts that they are."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
TOLD = yaml.load(TABLE.read_text(encoding="utf-8"), _Plain)  # noqa: S506 - a safe loader without dates
QUESTIONS: list[dict[str, Any]] = TOLD["questions"]


@pytest.fixture(scope="module")
def ledger() -> sl.Ledger:
    parties = [sl.KINDS.make({"id": party, **fields}) for party, fields in TOLD["parties"].items()]
    case = sl.load("belarus")
    return case.with_records(*(party for party in parties if party.id not in case))


def test_the_table_holds_at_least_forty_questions_each_with_its_source() -> None:
    assert len(QUESTIONS) >= 40
    assert all(question["source"] and question["why"] for question in QUESTIONS)


def _named(question: dict[str, Any]) -> str:
    asks = map(str, question["asks"].values())
    return " ".join([question["day"], question.get("reading", "widest"), *asks])


@pytest.mark.parametrize("question", QUESTIONS, ids=_named)
def test_each_question_is_answered_as_its_source_does(ledger: sl.Ledger, question: dict[str, Any]) -> None:
    answer = ledger.at(question["day"], reading=question.get("reading", "widest")).verdict(
        sl.Activity(**question["asks"])
    )
    assert answer.verdict == question["verdict"], str(answer)
    by = {ruling.sender: ruling.verdict for ruling in answer.by_authority}
    assert question.get("by", {}).items() <= by.items(), str(answer)
    assert set(question.get("freed", ())) <= set(answer.freed_by), str(answer)
    assert set(question.get("reached", ())) <= set(answer.reached_by), str(answer)
    assert set(question.get("unreached", ())).isdisjoint(answer.reached_by), str(answer)
    if "decides" in question:
        assert any(question["decides"] in what for what in answer.would_decide), str(answer)
