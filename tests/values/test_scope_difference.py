"""The search beneath the algebra: how many steps it takes, counted and not timed."""

from __future__ import annotations

import pytest

from sanctledger import Scope
from sanctledger.errors import ScopeTooIntricate
from sanctledger.values.scope import _node
from sanctledger.values.scope_difference import Search

MANY = 1_000


def steps(scope: Scope) -> tuple[bool, int]:
    search = Search()
    return search.is_empty(_node(scope)), search.steps


def numbered(name: str, count: int = MANY) -> list[str]:
    return [f"{name}{number}.part" for number in range(count)]


def test_a_thousand_terms_in_several_dimensions_cost_a_look_at_each_and_not_their_product():
    terms = {name: numbered(name) for name in ("action", "goods", "sector", "place", "actor")}
    wide = Scope.of(**terms)
    fewer = Scope.of(**{name: some[: MANY // 2] for name, some in terms.items()})
    for question, empty in ((fewer.minus(wide), True), (wide.minus(fewer), False), (wide.minus(wide, fewer), True)):
        is_empty, taken = steps(question)
        assert is_empty is empty
        assert taken < 4 * len(terms) * MANY


def test_a_thousand_holes_cost_a_few_looks_at_each():
    holes = [Scope.of(goods=f"g{number}", place=f"p{number}") for number in range(MANY)]
    pierced = Scope.of(holes, action="export")
    whole = Scope.of(action="export")
    is_empty, taken = steps(whole.minus(pierced))
    assert not is_empty
    assert taken < 30 * MANY
    is_empty, taken = steps(whole.minus(pierced, *holes))
    assert is_empty
    assert taken < 30 * MANY


def test_a_thousand_holes_in_as_many_dimensions_are_no_more():
    holes = [Scope.of(**{f"d{number}": "a"}) for number in range(MANY)]
    is_empty, taken = steps(Scope.of(holes))
    assert not is_empty
    assert taken < 30 * MANY


def test_easings_that_each_free_a_term_cover_them_together_in_a_look_at_each():
    goods = numbered("g")
    is_empty, taken = steps(Scope.of(goods=goods, action="export").minus(*(Scope.of(goods=one) for one in goods)))
    assert is_empty
    assert taken < 30 * MANY


def _intricate(dimensions: int) -> Scope:
    """A question that no known method answers in few steps: a random formula of three literals a clause."""
    state, clauses = 7, []
    for _ in range(int(4.3 * dimensions)):
        clause: dict[str, Scope | str] = {}
        out = []
        while len(clause) < 3:
            state = (state * 1_103_515_245 + 12_345) % (1 << 31)
            name = f"d{(state >> 8) % dimensions}"
            if name not in clause:
                clause[name] = "a"
                if state >> 20 & 1:
                    out.append(name)
        positive = {name: "a" for name in clause if name not in out}
        clauses.append(Scope.of([Scope.of(**{name: "a"}) for name in out], **positive))
    return Scope.of(clauses)


def test_what_would_take_too_long_is_refused_and_not_guessed():
    with pytest.raises(ScopeTooIntricate, match=r"take more than 5\d,\d{3} steps to compare; write fewer scopes"):
        Search(most=20_000).is_empty(_node(_intricate(120)))


def test_a_small_one_of_the_same_making_is_answered():
    search = Search()
    search.is_empty(_node(_intricate(8)))
    assert search.steps < 20_000
