"""The algebra of scopes is that of sets, held against every activity of a small world."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sanctledger import Scope
from sanctledger.values.scope import EVERYTHING, NOTHING

Plain = dict[str, Any]
TERMS: Mapping[str, tuple[str, ...]] = {
    "action": ("export", "import"),
    "goods": ("air", "air.parts", "air.parts.wings", "hs:8", "hs:88", "wheat"),
    "quota": ("2025", "2025.first"),
}
#: What activities write: each of the terms, one below each that no scope writes, one beside them, and nothing.
ACTIVITIES = [
    {name: term for name, term in zip(TERMS, chosen, strict=True) if term}
    for chosen in itertools.product(
        *(
            (*terms, *(f"{term}9" if term.startswith("hs:") else f"{term}.z" for term in terms), "other", "")
            for terms in TERMS.values()
        )
    )
]


def lies_below(term: str, above: str) -> bool:
    """By the letter of the docs: the same, a level below it, or a longer code."""
    if above.startswith("hs:"):
        return term[: len(above)] == above
    return term.split(".")[: len(above.split("."))] == above.split(".")


def is_reached(plain: Plain, activity: dict[str, str]) -> bool:
    """What the mapping of the file says, read by hand."""
    for name, terms in plain.items():
        if name == "excluding":
            if any(is_reached(taken, activity) for taken in terms):
                return False
        elif name not in activity or not any(lies_below(activity[name], term) for term in terms):
            return False
    return True


def oracle(plain: Plain) -> frozenset[int]:
    return frozenset(number for number, activity in enumerate(ACTIVITIES) if is_reached(plain, activity))


boxes = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(terms), min_size=1, max_size=3) for name, terms in TERMS.items()}
)


def holed(inner: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    return st.builds(lambda box, taken: box | {"excluding": taken}, boxes, st.lists(inner, min_size=1, max_size=3))


plains = st.recursive(boxes, holed, max_leaves=5)
scopes = plains.map(Scope.read)


def reached(scope: Scope) -> frozenset[int]:
    return frozenset(number for number, activity in enumerate(ACTIVITIES) if scope.covers(activity))


@given(plains)
def test_a_scope_covers_what_its_mapping_says(plain: Plain):
    assert reached(Scope.read(plain)) == oracle(plain)


@given(plains, plains, plains)
def test_scopes_compare_as_the_sets_of_what_they_reach(one: Plain, two: Plain, three: Plain):
    a, b, c = map(Scope.read, (one, two, three))
    sets = of_a, of_b, of_c = oracle(one), oracle(two), oracle(three)
    assert a.is_nothing == (not of_a)
    assert a.within(b) == (of_a <= of_b)
    assert a.within(b, c) == (of_a <= of_b | of_c)
    assert a.intersects(b) == bool(of_a & of_b)
    assert a.same_reach(b) == (of_a == of_b)
    assert a.within() == (not of_a)
    assert (a | b | c).same_reach(EVERYTHING) == (len(frozenset().union(*sets)) == len(ACTIVITIES))


@given(plains, plains, plains)
def test_scopes_made_of_scopes_reach_what_the_sets_do(one: Plain, two: Plain, three: Plain):
    a, b, c = map(Scope.read, (one, two, three))
    of_a, of_b, of_c = oracle(one), oracle(two), oracle(three)
    assert reached(a | b) == of_a | of_b
    assert reached(a & b) == of_a & of_b
    assert reached(a - b) == of_a - of_b
    assert reached(~a) == oracle({}) - of_a
    assert reached(a.union(b, c)) == of_a | of_b | of_c
    assert reached(a.intersection(b, c)) == of_a & of_b & of_c
    assert reached(a.minus(b, c)) == of_a - of_b - of_c


@given(scopes, scopes)
def test_de_morgan(a: Scope, b: Scope):
    assert (~(a | b)).same_reach(~a & ~b)
    assert (~(a & b)).same_reach(~a | ~b)


@given(scopes)
def test_idempotence_and_the_two_ends(a: Scope):
    assert (a | a).same_reach(a)
    assert (a & a).same_reach(a)
    assert (~(~a)).same_reach(a)
    assert (a - a).is_nothing
    assert (a | EVERYTHING).same_reach(EVERYTHING)
    assert (a & EVERYTHING).same_reach(a)
    assert (a | NOTHING).same_reach(a)
    assert (a & NOTHING).is_nothing
    assert (a | ~a).same_reach(EVERYTHING)
    assert (a & ~a).is_nothing


@given(scopes, scopes, scopes)
def test_order_of_operation_does_not_matter(a: Scope, b: Scope, c: Scope):
    assert (a | b).same_reach(b | a)
    assert (a & b).same_reach(b & a)
    assert ((a | b) | c).same_reach(a | (b | c))
    assert ((a & b) & c).same_reach(a & (b & c))
    assert (a & (b | c)).same_reach((a & b) | (a & c))
    assert (a | (b & c)).same_reach((a | b) & (a | c))


@given(scopes, scopes)
def test_absorption(a: Scope, b: Scope):
    assert (a | (a & b)).same_reach(a)
    assert (a & (a | b)).same_reach(a)


@given(scopes, scopes, scopes)
def test_within_is_an_order_up_to_the_same_reach(a: Scope, b: Scope, c: Scope):
    assert a.within(a)
    assert NOTHING.within(a)
    assert a.within(EVERYTHING)
    assert (a.within(b) and b.within(a)) == a.same_reach(b)
    assert not (a.within(b) and b.within(c)) or a.within(c)
    assert (a & b).within(a)
    assert a.within(a | b)
    assert a.within(b) == (a & b).same_reach(a) == (a | b).same_reach(b) == (a - b).is_nothing


@given(scopes, scopes)
def test_what_is_taken_and_what_is_left_are_the_whole(a: Scope, b: Scope):
    assert not (a - b).intersects(b)
    assert ((a - b) | b).same_reach(a | b)
    assert ((a - b) | (a & b)).same_reach(a)
    assert (a - (a - b)).same_reach(a & b)


@given(scopes, scopes)
def test_what_is_excluded_from_what_is_excluded_comes_back(a: Scope, b: Scope):
    assert Scope.of([a.minus(b)]).same_reach(~a | (a & b))
    assert Scope.of([Scope.of([a])]).same_reach(a)


@given(scopes, scopes)
def test_a_scope_made_of_scopes_is_written_as_every_other(a: Scope, b: Scope):
    for made in (a | b, a & b, a - b, ~a):
        assert Scope.parse(str(made)) == made
        assert Scope.read(made.to_json()) == made
