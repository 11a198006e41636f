"""How records of a class name others."""

from __future__ import annotations

import pytest

from sanctledger.records.record import Citation
from sanctledger.records.reference import Relation

PEOPLE = Relation("people", within=lambda people: [(f"people.{at}", one, "party") for at, one in enumerate(people)])


@pytest.mark.parametrize(
    ("relation", "value", "named"),
    [
        (Relation("deal", "deal"), "d", [("deal", "d", "deal")]),
        (Relation("deal", "deal"), None, []),
        (Relation("corrects", None), ("a", "b"), [("corrects", "a", "own"), ("corrects", "b", "own")]),
        (Relation("members", "party", spelling="parties"), ("a",), [("parties", "a", "party")]),
        (Relation("sources", "source", by="source"), (Citation("s", "p. 1"),), [("sources", "s", "source")]),
        (PEOPLE, ("x", "y"), [("people.0", "x", "party"), ("people.1", "y", "party")]),
        (PEOPLE, (), []),
    ],
)
def test_a_value_names_records(relation: Relation, value: object, named: list[tuple[str, str, str]]):
    assert list(relation.named(value, "own")) == named
    together = {(family, one) for family, ids in relation.all_named([value, value], "own") for one in ids}
    assert together == {(family, one) for _, one, family in named}


def test_ids_and_lists_of_them_may_stand_side_by_side():
    found = Relation("by", "party").all_named(["us", ("eu", "uk"), None], "own")
    assert [one for _, ids in found for one in ids] == ["us", "eu", "uk"]
