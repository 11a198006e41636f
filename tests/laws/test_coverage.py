"""In every world the exact verdict is among the answers; where nothing is left open it is the only one."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from laws.dealings import PARTIES, SCOPES, World, asked_of
from laws.universe import DAYS, Plain, day, ledger_of
from strategies import Draw, rarely, spans

import sanctledger as sl
from sanctledger.verdicts.ownership_rules import OwnershipTest

WORLDS = 40


@st.composite
def plain_parties(draw: Draw, *, vague: bool) -> list[Plain]:
    found = []
    for party, (kind, country) in PARTIES.items():
        plain: Plain = {"id": party, "kind": kind}
        if country is not None:
            plain["country"] = country
        if party == "pl":
            plain["member_of"] = [{"party": "eu", **(draw(spans(vague=vague)) if draw(rarely(3)) else {})}]
        if party in ("a", "b") and draw(rarely(4)):
            plain["member_of"] = [{"party": "firms", **(draw(spans(vague=vague)) if draw(rarely(3)) else {})}]
        if party in ("c", "d", "ship"):
            plain["owners"] = draw(owners(party, vague=vague))
        found.append(plain)
    return found


@st.composite
def owners(draw: Draw, owned: str, *, vague: bool) -> list[Plain]:
    names = draw(st.lists(st.sampled_from([one for one in ("a", "b", "c", "d", "acme") if one != owned]), max_size=3))
    found, room = [], 100
    for name in dict.fromkeys(names):
        low = draw(st.sampled_from([share for share in (0, 20, 25, 30, 45, 49, 50, 51, 100) if share <= room]))
        room -= low
        share = (
            f"{low}..{min(100, low + draw(st.sampled_from([5, 10, 60])))}" if vague and draw(rarely(3)) else str(low)
        )
        if share != "0":
            dated = draw(spans(vague=vague)) if draw(rarely(4)) else {}
            found.append({"party": name, "share": share, **dated})
    return found


@st.composite
def stories(draw: Draw, *, vague: bool) -> tuple[list[Plain], Plain]:
    plains = draw(plain_parties(vague=vague))
    sanctions = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["asset_freeze", "asset_freeze", "trade_embargo", "secondary"]))
        targets = ["a", "b", "c", "firms", "by"]
        plain = {
            "id": f"s{number}",
            "kind": kind,
            "senders": [draw(st.sampled_from(["us", "eu"]))],
            "targets": draw(st.lists(st.sampled_from(targets), min_size=1, max_size=2, unique=True)),
            **draw(spans(vague=vague)),
        }
        sanctions.append(plain | draw(scopes()))
    easings: list[Plain] = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["general_license", "general_license", "wind_down", "delisting"]))
        plain = {
            "id": f"e{number}",
            "kind": kind,
            "eases": draw(st.lists(st.sampled_from([one["id"] for one in sanctions]), min_size=1, unique=True)),
            **draw(spans(vague=vague)),
        }
        earlier = [one["id"] for one in easings if one["kind"] != "delisting"]
        if earlier and kind != "delisting" and draw(rarely(2)):
            plain["replaces"] = [draw(st.sampled_from(earlier))]
        easings.append(plain | (draw(scopes()) if kind != "delisting" else {}))
    return [*plains, *sanctions, *easings], draw(dealings(vague=vague))


def scopes() -> st.SearchStrategy[Plain]:
    return st.sampled_from(SCOPES).map(lambda scope: {} if scope is None else {"scope": scope})


@st.composite
def dealings(draw: Draw, *, vague: bool) -> Plain:
    goods = ["g.x", "g.y", "h", *(["g", None] if vague else [])]
    asked: Plain = {
        "actor": draw(st.sampled_from(["us", "pl", "acme", *(["lost"] if vague else [])])),
        "action": draw(st.sampled_from(["export", "import", *([None] if vague else [])])),
        "counterparty": draw(st.sampled_from(["a", "b", "c", "d", "ship", *([None, "lost"] if vague else [])])),
        "goods": draw(st.sampled_from(goods)),
    }
    if not vague or draw(rarely(2)):
        asked["began"] = day(draw(st.integers(-3, 5))).isoformat()
    return asked


def _rules() -> sl.OwnershipRules:
    return sl.OwnershipRules(tests={"*": OwnershipTest()})


def _answers(plains: list[Plain], asked: Plain, number: int) -> Any:
    return ledger_of(plains).at(day(number)).verdict(asked_of(asked), _rules())


@given(stories(vague=True), st.integers(0, 999))
def test_the_exact_verdict_of_every_world_is_among_the_answers(story: tuple[list[Plain], Plain], seed: int) -> None:
    plains, asked = story
    source = random.Random(seed)  # noqa: S311 - no secret
    worlds = [World(plains, asked, source) for _ in range(WORLDS)]
    for number in DAYS:
        answer = _answers(plains, asked, number)
        for world in worlds:
            exact = world.verdict(number)
            assert exact in answer.answers, (
                f"{exact} in a world of {world.days} {world.shares} {world.dealing}\n{answer}"
            )


@given(stories(vague=False))
def test_where_nothing_is_left_open_the_verdict_is_the_exact_one(story: tuple[list[Plain], Plain]) -> None:
    plains, asked = story
    world = World(plains, asked, random.Random(0))  # noqa: S311 - no secret
    for number in DAYS:
        answer = _answers(plains, asked, number)
        assert answer.answers == (world.verdict(number),), str(answer)


@given(stories(vague=True))
def test_windows_say_of_every_day_what_a_verdict_on_that_day_says(story: tuple[list[Plain], Plain]) -> None:
    plains, asked = story
    view = ledger_of(plains).at(day(0))
    windows = view.windows(asked_of(asked), day(0), day(6), _rules())
    assert [windows[0].start, windows[-1].end] == [day(0), day(6)]
    for number in DAYS:
        window = next(one for one in windows if one.start <= day(number) < one.end)
        assert window.answers == _answers(plains, asked, number).answers


@given(stories(vague=True))
def test_until_is_the_first_day_on_which_the_answers_change(story: tuple[list[Plain], Plain]) -> None:
    plains, asked = story
    told = [_answers(plains, asked, number) for number in DAYS]
    for number, answer in enumerate(told):
        changes = [day(later) for later in range(number + 1, len(DAYS)) if told[later].answers != answer.answers]
        until = answer.until
        assert (until == changes[0]) if changes else (until is None or until > day(5))
