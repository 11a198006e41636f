"""Rules about the terms that scopes are written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import pytest
from checks.planted import Mistake, each, findings, is_found, places
from stories import story

import sanctledger as sl
from sanctledger import cases

AIR = {"terms": {"goods": {"aviation": {}, "aviation.parts": {}, "hs:8803": {"under": "aviation.parts"}}}}


def ban(scope: str, *, record_id: str = "s", kind: str = "export_control") -> str:
    return f"- {{kind: {kind}, id: {record_id}, from: 2020-01-01, sender: us, target: by, scope: {scope}}}\n"


def licence(scope: str) -> str:
    return f"- {{kind: general_license, id: e, from: 2020-02-01, eases: s, scope: {scope}}}\n"


MISTAKES = [
    Mistake("SL911", ban("{action: exprot}"), [("s", "scope.action")], ban("{action: [export, sell]}")),
    Mistake(
        "SL911",
        ban("{excluding: [{action: overly}]}"),
        [("s", "scope.excluding")],
        ban("{excluding: [{action: overfly.low}]}"),
    ),
    Mistake("SL911", ban("{good: [potash]}"), [("s", "scope.good")], ban("{quota: [potash]}")),
    Mistake(
        "SL911",
        ban("{goods: aviaton.parts}") + licence("{goods: aviaton.parts}"),
        [("s", "scope.goods"), ("e", "scope.goods")],
        ban("{goods: aviation.parts}") + licence("{goods: aviation.engines}"),
        AIR,
    ),
    Mistake(
        "SL911",
        "- {kind: pledge, id: p, from: 2020-01-01, giver: us, receiver: by, promises: {scope: {action: exprt}}}\n",
        [("p", "promises.scope.action")],
        "- {kind: pledge, id: p, from: 2020-01-01, giver: us, receiver: by, promises: {scope: {action: export}}}\n",
    ),
    Mistake(
        "SL911",
        ban("all") + licence("{actor: belaviia, counterparty: compny}"),
        [("e", "scope.actor"), ("e", "scope.counterparty")],
        ban("all") + licence("{actor: belavia, counterparty: [company, refiners, bank-7]}"),
    ),
    Mistake("SL912", ban("{goods: [wheat, hs:8804]}"), [("s", "scope.goods")] * 2, ban("{goods: hs:880330}"), AIR),
    Mistake("SL912", ban("{goods: wheat}"), [("s", "scope.goods")], ban("{place: wheat}"), AIR),
    Mistake(
        "SL914",
        ban("{excluding: [{action: export}]}"),
        [("s", "scope")],
        ban("{excluding: [{action: export}]}", kind="trade_embargo"),
    ),
    Mistake(
        "SL914",
        ban("{goods: potash}") + licence("{goods: aviation.parts, excluding: [{goods: aviation}]}"),
        [("e", "scope")],
        ban("{goods: potash}") + licence("{goods: [potash, aviation.parts], excluding: [{goods: aviation}]}"),
    ),
]


@each(MISTAKES)
def test_mistakes_about_terms_are_found(mistake):
    is_found(mistake)


def test_a_misspelt_term_is_told_with_what_is_likely_meant():
    (found,) = [one for one in findings(story(ban("{goods: aviaton.parts}"), **AIR)) if one.code == "SL911"]
    assert found.message == "the goods term `aviaton.parts` is nearly `aviation.parts`, which is known"
    assert found.hint == "did you mean `aviation.parts`? otherwise declare `aviaton.parts` under `terms: goods`"


def test_a_misspelt_dimension_of_declared_terms_is_found():
    (found,) = findings(story("", terms={"acton": {"ship": {}}, "berth": {"sea": {}}}))
    assert (found.code, found.record) == ("SL911", None)
    assert found.message == "`terms` declares terms of a dimension `acton`, which is nearly `action`"


def test_the_dimensions_that_a_kind_brings_are_known_with_their_misspellings():
    class VisaFee(sl.Sanction, frozen=True):
        """A visa costs more."""

        kind: Literal["visa_fee"] = "visa_fee"
        dimensions: ClassVar[Mapping[str, str]] = {"traveller": "Who travels.", "places": "Which consulates."}

    kinds = sl.KINDS.with_kind(VisaFee)
    text = ban("{traveller: [tourist], places: [minsk]}", kind="visa_fee") + licence("{traveler: [tourist]}")
    (found,) = [one for one in findings(story(text, kinds=kinds)) if one.code == "SL911"]
    assert (found.record, found.message) == ("e", "the dimension `traveler` is nearly `traveller`")


def test_names_of_many_things_that_differ_by_a_letter_are_no_slips():
    tails = {"terms": {"goods": {"aircraft.ew-001pa": {}}}}
    assert not places(story(ban("{goods: [aircraft.ew-001pb]}"), **tails), "SL911")


def test_links_to_nowhere_and_back_to_themselves_are_found():
    goods = {
        "a": {"under": "a.b"},
        "c": {"under": "aviaton"},
        "aviation": {},
        "d": {"under": ["written", "arms.small"]},
        "e": {"under": "e"},
    }
    found = findings(story(ban("{goods: [written, c, d]}"), terms={"goods": goods}))
    assert [one.message for one in found if one.code == "SL913"] == [
        "the goods term `a` is under `a.b`, and so under itself",
        "the goods term `c` is under `aviaton`, which nobody declares or writes; did you mean `aviation`?",
        "the goods term `e` is under `e`, and so under itself",
    ]


@pytest.mark.parametrize("name", cases.names())
def test_no_shipped_case_has_any(name: str):
    found = {one.code for one in sl.load(name).check()}
    assert found.isdisjoint({"SL911", "SL912", "SL913", "SL914"})
