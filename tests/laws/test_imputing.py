"""However the people of a delivery are handed to its promises, each promise gets an amount that the group allows."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sanctledger.questions.settlement.allocation import PledgeGroup
from sanctledger.values.bounds import Bounds

#: Each unit with those of which it is a part.
CHAINS = {
    "prisoners": ("prisoners",),
    "political": ("political", "prisoners"),
    "writers": ("writers", "political", "prisoners"),
    "minors": ("minors", "prisoners"),
}
UNITS = tuple(CHAINS)
#: The units that each sort of people counts for: parts of one whole overlap.
SORTS = {
    **CHAINS,
    "political minors": ("minors", "political", "prisoners"),
    "minors who write": ("minors", "writers", "political", "prisoners"),
}
Groups = tuple[tuple[tuple[str, str], ...], ...]


@st.composite
def groups(draw: st.DrawFn) -> Groups:
    """Return up to three promises in the order in which they are filled, in tiers of equal rank."""
    promises = [(f"p{one}", draw(st.sampled_from(UNITS))) for one in range(draw(st.integers(1, 3)))]
    cuts = [one for one in range(1, len(promises)) if draw(st.booleans())]
    return tuple(tuple(promises[a:b]) for a, b in zip([0, *cuts], [*cuts, len(promises)], strict=True))


def handed(ranked: Groups, people: list[str], lacks: dict[str, int], source: random.Random) -> dict[str, int]:
    """Return what each promise gets if people are handed out one by one by the rule, and otherwise at random."""
    left, got = list(people), dict.fromkeys(lacks, 0)
    for group in ranked:
        for beyond in (False, True) if group is ranked[-1] else (False,):
            while fitting := [
                (promise, at)
                for promise, unit in group
                for at, person in enumerate(left)
                if unit in SORTS[person] and (beyond or got[promise] < lacks[promise])
            ]:
                promise, at = source.choice(fitting)
                got[promise] += 1
                del left[at]
    return got


def around(exact: int, slack: tuple[int, int]) -> Bounds:
    return Bounds(max(0, exact - slack[0]), exact + slack[1])


@given(groups(), st.data())
def test_what_each_promise_gets_lies_within_what_it_is_credited_with(ranked: Groups, data: st.DataObject) -> None:
    slack = st.tuples(st.integers(0, 1), st.integers(0, 1))
    people = data.draw(st.lists(st.sampled_from(tuple(SORTS)), max_size=6))
    units = {unit for group in ranked for _, unit in group}
    lacks = {promise: data.draw(st.integers(0, 4)) for group in ranked for promise, _ in group}
    whole_of = frozenset((whole, part) for part in units for whole in CHAINS[part][1:] if whole in units)
    exact = {unit: sum(unit in SORTS[person] for person in people) for unit in units}
    amounts = {unit: around(exact[unit], data.draw(slack)) for unit in sorted(units)}
    wide = {promise: around(lack, data.draw(slack)) for promise, lack in lacks.items()}
    allocated = PledgeGroup(ranked, whole_of).allocate(amounts, wide)
    source = random.Random(data.draw(st.integers(0, 1000)))  # noqa: S311 - no secret
    for _ in range(3):
        for promise, got in handed(ranked, people, lacks, source).items():
            assert allocated[promise].contains(got), (promise, got, allocated)
