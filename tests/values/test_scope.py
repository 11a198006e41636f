"""What a measure reaches: texts, terms and carve-outs, held against every activity of a small world."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctledger import Scope
from sanctledger.errors import ReadError
from sanctledger.values.scope import EVERYTHING
from sanctledger.values.terms import reaches

GOODS = ("aviation", "aviation.parts", "aviation.parts.engines", "hs:88", "hs:8803", "potash")
ACTIONS = ("export", "import")
#: Terms of activities: those that scopes write, and for each dimension one below each of them and one of its own.
WORLD = [
    {"goods": goods, "action": action}
    for goods, action in itertools.product(
        (*GOODS, *(f"{term}0" if term.startswith("hs:") else f"{term}.other" for term in GOODS), "wheat"),
        (*ACTIONS, "export.re", "overfly"),
    )
]

dimensions = st.fixed_dictionaries(
    {},
    optional={
        "goods": st.sets(st.sampled_from(GOODS), min_size=1, max_size=2),
        "action": st.sets(st.sampled_from(ACTIONS), min_size=1, max_size=2),
    },
)
flat = dimensions.map(lambda terms: Scope.of(**terms))
scopes = st.builds(lambda terms, taken: Scope.of(taken, **terms), dimensions, st.lists(flat, max_size=2))


def reached(scope: Scope) -> set[int]:
    return {number for number, activity in enumerate(WORLD) if scope.covers(activity)}


@given(scopes, scopes, scopes)
def test_within_intersects_and_minus_say_what_is_true_of_every_activity(a: Scope, b: Scope, c: Scope):
    assert a.within(b) == (reached(a) <= reached(b))
    assert a.within(b, c) == (reached(a) <= reached(b) | reached(c))
    assert a.intersects(b) == bool(reached(a) & reached(b))
    assert reached(a.minus(b)) == reached(a) - reached(b)


@given(scopes, scopes)
def test_the_order_of_scopes_is_an_order(a: Scope, b: Scope):
    assert a.within(a)
    assert a.within(EVERYTHING)
    assert a.minus(b).within(a)
    assert not a.minus(b).intersects(b)
    assert a.intersects(b) == b.intersects(a)


@given(scopes)
def test_a_scope_round_trips_through_its_text_and_its_mapping(a: Scope):
    assert Scope.parse(str(a)) == a
    assert Scope.read(a.to_json()) == a
    assert eval(repr(a), {"Scope": Scope}) == a  # noqa: S307 - the promise of the repr


@pytest.mark.parametrize(
    ("term", "other", "expected"),
    [
        ("aviation", "aviation", True),
        ("aviation", "aviation.parts", True),
        ("aviation", "aviationparts", False),
        ("aviation.parts", "aviation", False),
        ("hs:88", "hs:8803", True),
        ("hs:8803", "hs:88", False),
        ("eccn:9A991", "eccn:9A991.b", True),
        ("hs:88", "eccn:88", False),
    ],
)
def test_a_term_reaches_what_lies_below_it_and_a_code_what_begins_with_it(term: str, other: str, expected: bool):
    assert reaches(term, other) is expected


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("all", {}),
        ("action=export", {"action": "export"}),
        ("goods=aviation.parts; action=import,export", {"action": ["export", "import"], "goods": ["aviation.parts"]}),
        ("excluding (action=unblock)", {"excluding": {"action": "unblock"}}),
        ("all; excluding (action=unblock) (goods=hs:88)", {"excluding": [{"goods": "hs:88"}, {"action": "unblock"}]}),
        (
            "place=by; excluding (goods=a; excluding (goods=a.b))",
            {"place": "by", "excluding": [{"goods": "a", "excluding": [{"goods": "a.b"}]}]},
        ),
        ("sector=oil and gas", {"sector": "oil and gas"}),
    ],
)
def test_text_and_mapping_say_the_same(text: str, mapping: dict[str, Any]):
    assert Scope.parse(text) == Scope.read(mapping) == Scope.read(text)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("", "write dimensions and their terms"),
        ("everything", "write dimensions and their terms"),
        ("action=export; action=import", "names the dimension `action` twice"),
        ("excluding (action=export", "has a parenthesis that does not close"),
        ("action=export)", "goes wrong at `)`"),
        ("action=a..", "is not a term"),
        ({"goods": []}, "leave the dimension out where it means all"),
        ({"goods": [5]}, "write letters and digits, with dots between levels"),
        ({"goods": 5}, "names no terms"),
        ({"Goods": "a"}, "is not the name of a dimension"),
        ({"excluding": 5}, "is not a list of scopes"),
        ({"excluding": [5]}, "is not a scope"),
        ([{"goods": "a"}], "is not a scope"),
        (None, "is not a scope"),
    ],
)
def test_other_shapes_are_refused_with_what_would_be_accepted(raw: Any, said: str):
    with pytest.raises(ReadError) as refused:
        Scope.read(raw)
    assert said in str(refused.value)


def test_a_scope_nested_without_reason_is_refused():
    deep: Any = {"goods": "a"}
    for _ in range(20):
        deep = {"goods": "a", "excluding": [deep]}
    with pytest.raises(ReadError, match="write it flatter"):
        Scope.read(deep)
    with pytest.raises(ReadError, match="write it flatter"):
        Scope.parse("excluding (" * 20 + "goods=a" + ")" * 20)


def test_an_absent_dimension_means_all_and_the_order_of_terms_nothing():
    assert EVERYTHING.is_everything
    assert Scope.of(goods="a").dimension("place") is None
    assert Scope.of(goods=["a", "b"]) == Scope.of(goods=["b", "a"])
    assert Scope.of([Scope.of(goods="a"), Scope.of(goods="b")]) == Scope.of([Scope.of(goods="b"), Scope.of(goods="a")])


def test_an_activity_that_leaves_a_dimension_open_is_not_covered_by_a_scope_that_does_not():
    assert not Scope.of(goods="a").covers({})
    assert EVERYTHING.covers({})


def test_a_custom_kind_may_use_dimensions_of_its_own():
    assert Scope.of(quota_year="2025").within(Scope.of(quota_year=["2025", "2026"]))


def test_what_is_known_of_a_dealing_is_left_out_of_a_scope():
    scope = Scope.parse("actor=banks; goods=oil; excluding (actor=shops; goods=oil.crude) (place=ir)")
    known = {"actor": True}
    assert str(scope.settled(lambda name, _: known.get(name))) == "goods=oil; excluding (goods=oil.crude) (place=ir)"
    assert scope.settled(lambda name, _: False if name == "actor" else None).is_nothing
    others = scope.settled(lambda name, terms: None if name != "actor" else "banks" in terms)
    assert str(others) == "goods=oil; excluding (place=ir)"
    assert scope.dimensions == {"actor", "goods", "place"}
