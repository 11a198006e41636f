"""Reciprocity in every world: lags, counts, shares and leads of small ledgers, with all days and doubts tried."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from laws.universe import Plain, day, ledger_of, parties
from strategies import iso

import sanctledger as sl

GOOD = {"release": True, "payment": True, "detention": False, "threat": False}
DEALS: list[Plain] = [{"kind": "deal", "id": name, "from": iso(0), "parties": ["us", "by"]} for name in ("d", "e")]
END = 5
World = dict[str, int]


@st.composite
def stories(draw: st.DrawFn) -> list[Plain]:
    found: list[Plain] = []
    for number in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, END))
        last = min(first + draw(st.sampled_from([0, 0, 1, 2])), END + 1)
        giver, receiver = draw(st.sampled_from([("us", "by"), ("by", "us")]))
        act: Plain = {
            "kind": draw(st.sampled_from(tuple(GOOD))),
            "id": f"a{number}",
            "from": iso(first) if first == last else f"{iso(first)}..{iso(last)}",
            "givers": [giver],
            "receivers": [receiver],
        }
        if draw(st.integers(0, 3)) == 0:
            act["status"] = "disputed"
        if deal := draw(st.sampled_from([None, "d", "d", "e"])):
            act["deal"] = deal
        found.append(act)
    return found


def worlds(plains: list[Plain]) -> Iterator[World]:
    """Return, for every world, the day of each act that was done by the end."""
    options: list[list[int | None]] = []
    for act in plains:
        low, _, high = act["from"].partition("..")
        days: list[int | None] = [
            number if number <= END else None for number in range(8) if low <= iso(number) <= (high or low)
        ]
        options.append(sorted(set(days) | ({None} if "status" in act else set()), key=str))
    for chosen in itertools.product(*options):
        yield {act["id"]: one for act, one in zip(plains, chosen, strict=True) if one is not None}


def tied(to: Plain, by: Plain, world: World, window: int | None, plains: list[Plain]) -> bool:
    """Return whether one act answers another in a world, by the rules of the page on reciprocity."""
    if to["id"] not in world or by["id"] not in world or to["givers"] == by["givers"]:
        return False
    lag = world[by["id"]] - world[to["id"]]
    if lag < 0:
        return False
    if "deal" in to and to.get("deal") == by.get("deal"):
        own = [one["id"] for one in plains if one.get("deal") == to["deal"] and one["givers"] == to["givers"]]
        return not any(world[to["id"]] < world[one] < world[by["id"]] for one in own if one in world)
    return window is not None and lag <= window and not ("deal" in to and "deal" in by)


@given(stories(), st.sampled_from([None, 0, 1, 3]))
def test_the_answer_of_every_world_lies_within_the_bounds(plains: list[Plain], window: int | None) -> None:
    view = ledger_of([*parties(), *DEALS, *plains]).at(day(END))
    answer = view.reciprocity("us", "by", window=window)
    lags = {(one.to, one.by): one for one in answer}
    openings = {one.deal: one.first for one in answer.openings}
    by_id = {act["id"]: act for act in plains}
    exact = all("status" not in act and ".." not in act["from"] for act in plains)
    for world in worlds(plains):
        for to, by in itertools.permutations(plains, 2):
            is_tied = tied(to, by, world, window, plains)
            told = lags.get((to["id"], by["id"]))
            if is_tied:
                assert told is not None
                assert told.lag.contains(world[by["id"]] - world[to["id"]])
                assert told.in_kind == (GOOD[to["kind"]] == GOOD[by["kind"]])
                words = ["good" if GOOD[one["kind"]] else "ill" for one in (by, to)]
                assert told.response == " for ".join(words)
            elif told is not None and to["id"] in world:
                assert told.certainty is not sl.Certainty.YES
        for side, reply in zip(("us", "by"), answer.replies, strict=True):
            others = [one for one in world if by_id[one]["givers"] != [side]]
            answered = {one for one in others for by in plains if tied(by_id[one], by, world, window, plains)}
            in_kind = {
                one
                for one in others
                for by in plains
                if tied(by_id[one], by, world, window, plains)
                and GOOD[by["kind"]] == GOOD[by_id[one]["kind"]]
                and (window is None or world[by["id"]] - world[one] <= window)
            }
            assert reply.moves.contains(len(others))
            assert reply.answered.contains(len(answered))
            assert reply.in_kind.contains(len(in_kind))
            assert not answered & set(answer.unanswered)
            if others:
                assert reply.rate is not None
                assert reply.rate.contains(Fraction(len(in_kind), len(others)))
                assert not exact or reply.rate.low == reply.rate.high
            assert_shares(reply, [by_id[one] for one in others], in_kind, exact=exact)
        firsts = {"given": 0, "received": 0, "together": 0}
        for deal in ("d", "e"):
            own = [
                [world[one] for one in world if by_id[one]["givers"] == [side] and by_id[one].get("deal") == deal]
                for side in ("us", "by")
            ]
            if all(own):
                a, b = min(own[0]), min(own[1])
                first = "together" if a == b else "given" if a < b else "received"
                assert first in openings[deal]
                firsts[first] += 1
        for side, count in firsts.items():
            high = answer.leads(side).high
            assert high is not None
            assert high >= count


def assert_shares(reply: sl.Reply, others: list[Plain], in_kind: set[str], *, exact: bool) -> None:
    """Return the shares of benefits and of burdens that were answered in kind."""
    for is_good, rate in ((True, reply.good), (False, reply.ill)):
        alike = {one["id"] for one in others if GOOD[one["kind"]] == is_good}
        if alike:
            assert rate is not None
            assert rate.contains(Fraction(len(in_kind & alike), len(alike)))
            assert not exact or rate.low == rate.high


@given(stories(), st.sampled_from([None, 2]))
def test_the_sides_swapped_swap_the_answer(plains: list[Plain], window: int | None) -> None:
    view = ledger_of([*parties(), *DEALS, *plains]).at(day(END))
    one, other = view.reciprocity("us", "by", window=window), view.reciprocity("by", "us", window=window)
    assert set(one.answers) == set(other.answers)
    assert (one.replies[0].rate, one.replies[1].rate) == (other.replies[1].rate, other.replies[0].rate)
    assert one.leads("given") == other.leads("received")


@given(stories(), st.integers(0, 2), st.integers(0, 2))
def test_a_wider_window_answers_no_less(plains: list[Plain], window: int, more: int) -> None:
    view = ledger_of([*parties(), *DEALS, *plains]).at(day(END))
    narrow, wide = (view.reciprocity("us", "by", window=days) for days in (window, window + more))
    assert {(one.to, one.by) for one in narrow} <= {(one.to, one.by) for one in wide}
    for one, other in zip(narrow.replies, wide.replies, strict=True):
        assert (one.answered.low or 0) <= (other.answered.low or 0)
