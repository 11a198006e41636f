"""Verdicts on parties with very many owners or licences: the work grows with their number, and reasons stay short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from test_growth import calls

import sanctledger as sl
from sanctledger.values.periods import Certainty
from sanctledger.verdicts.scope_match import ActivityFacts, Cover

Plain = dict[str, Any]
FREEZE = {"kind": "asset_freeze", "from": "2020-01-01", "sender": "us"}
FINANCE = sl.Activity(actor="us", action="finance", counterparty="c0")


def company(name: str, *owners: Plain) -> Plain:
    return {"kind": "company", "id": name, "country": "by", "owners": list(owners)}


def chain(count: int) -> Iterator[Plain]:
    """A chain of owners, each with most of the next; the last is blocked."""
    for number in range(count - 1):
        yield company(f"c{number}", {"party": f"c{number + 1}", "share": 60})
    yield company(f"c{count - 1}")
    yield {**FREEZE, "id": "s", "target": f"c{count - 1}"}


def open_chain(count: int) -> Iterator[Plain]:
    """The same with shares that may be less than half."""
    for one in chain(count):
        yield {**one, "owners": [{**owner, "share": "45..60"} for owner in one["owners"]]} if "owners" in one else one


def crowd(count: int) -> Iterator[Plain]:
    """Many blocked owners, none of whom alone holds half."""
    yield company("c0", *({"party": f"o{number}", "share": "0..20"} for number in range(count)))
    for number in range(count):
        yield company(f"o{number}")
        yield {**FREEZE, "id": f"s{number}", "target": f"o{number}"}


def ladder(count: int) -> Iterator[Plain]:
    """A chain of owners, each of whom holds a little of the first party, and is blocked one after the other."""
    yield company("c0", *({"party": f"o{number}", "share": "0..1"} for number in range(count)))
    for number in range(count - 1):
        yield company(f"o{number}", {"party": f"o{number + 1}", "share": 60})
    yield company(f"o{count - 1}")
    yield {**FREEZE, "id": "s", "target": f"o{count - 1}"}


def members(count: int) -> Iterator[Plain]:
    """Many owners that are members of one blocked group."""
    yield {"kind": "group", "id": "g"}
    yield company("c0", *({"party": f"o{number}", "share": "0..1"} for number in range(count)))
    yield from (company(f"o{number}") | {"member_of": ["g"]} for number in range(count))
    yield {**FREEZE, "id": "s", "target": "g"}


def nested_groups(count: int) -> Iterator[Plain]:
    """A chain of groups, each a member of the next; the first has the party as a member, and the last is blocked."""
    yield company("c0") | {"member_of": ["g0"]}
    for number in range(count):
        yield {"kind": "group", "id": f"g{number}", "member_of": [f"g{number + 1}"] if number + 1 < count else []}
    yield {**FREEZE, "id": "s", "target": f"g{count - 1}"}


def nested_owners(count: int) -> Iterator[Plain]:
    """Many owners that are members of the first of a chain of groups; the last group is blocked."""
    yield from (one for one in members(count) if one["id"] not in ("g", "s"))
    yield from (one for one in nested_groups(count) if one["id"] != "c0")
    yield {"kind": "group", "id": "g", "member_of": ["g0"]}


def view_of(shape: Callable[[int], Iterator[Plain]], count: int) -> sl.View:
    states = ({"kind": "state", "id": "us"}, {"kind": "state", "id": "by"})
    return sl.Ledger([sl.KINDS.make(one) for one in (*states, *shape(count))]).at("2025-01-01")


def asked(shape: Callable[[int], Iterator[Plain]], count: int) -> Callable[[], sl.Verdict]:
    view = view_of(shape, count)
    return lambda: view.verdict(FINANCE)


@pytest.mark.parametrize(
    "shape", [chain, open_chain, crowd, ladder, members, nested_groups, nested_owners], ids=lambda shape: shape.__name__
)
def test_a_verdict_grows_with_the_owners(shape: Callable[[int], Iterator[Plain]]):
    asked(shape, 2)()  # the work that is done once for all ledgers
    assert calls(asked(shape, 200)) / calls(asked(shape, 100)) < 2.3


def test_a_long_chain_is_named_without_its_middle():
    answer = asked(chain, 100)()
    assert answer.verdict == "prohibited"
    reached = answer.grounds[0].reached
    assert len(reached.chain) == 99
    assert "; c80 owns 60 percent of c79; 59 more links; c20 owns 60 percent of c19; " in reached.through


def test_a_long_path_of_memberships_is_named_without_its_middle():
    reached = asked(nested_groups, 100)().grounds[0].reached
    assert reached.through.startswith("a member of the target: c0 of g0 of g1 of ")
    assert " of g18 of 61 others of g80 of " in reached.through


def test_of_very_many_owners_the_first_are_named_and_the_others_counted():
    answer = asked(crowd, 100)()
    assert answer.verdict == "uncertain"
    ground = answer.grounds[0]
    assert ground.reached.through.endswith("and o20 0 to 20 percent and 79 others")
    assert answer.would_decide[0].endswith("and the share of o19 in c0 and 80 others")


def test_an_owner_cannot_hold_more_than_the_others_leave():
    def verdict(*owners: Plain) -> str:
        parts = [company("c0", *owners), company("a"), company("b"), {"kind": "state", "id": "gb", "iso": "GB"}]
        parts += [{"kind": "state", "id": "by"}, {**FREEZE, "id": "s", "sender": "gb", "target": "a"}]
        activity = sl.Activity(actor="gb", action="finance", counterparty="c0")
        return sl.Ledger([sl.KINDS.make(one) for one in parts]).at("2025-01-01").verdict(activity).verdict

    assert verdict({"party": "a", "share": "0..60"}, {"party": "b", "share": 40}) == "uncertain"
    assert verdict({"party": "a", "share": "0..60"}, {"party": "b", "share": 60}) == "permitted"


def licences(count: int) -> Iterator[Plain]:
    """A measure with many licences, one after the other."""
    yield company("c0")
    yield {**FREEZE, "id": "s", "target": "c0"}
    for number in range(count):
        start = dt.date(2021, 1, 1) + dt.timedelta(5 * number)
        dates = {"from": f"{start}", "until": f"{start + dt.timedelta(3)}"}
        yield {"kind": "general_license", "id": f"l{number}", "eases": "s", **dates}


def test_windows_grow_with_the_licences():
    def windows(count: int) -> Callable[[], object]:
        view = view_of(licences, count)
        return lambda: view.windows(FINANCE, "2020-01-01", "2030-01-01")

    windows(2)()  # the work that is done once for all ledgers
    assert calls(windows(200)) / calls(windows(100)) < 2.3


@pytest.mark.parametrize("goods", [None, "aviation"])
def test_each_of_many_licences_at_once_is_matched_with_the_activity_once(goods: str | None):
    def licence(number: int) -> Plain:
        start, scope = dt.date(2021, 1, 1) + dt.timedelta(number), {"scope": {"goods": f"g{number}"}} if goods else {}
        return {"kind": "general_license", "id": f"l{number}", "eases": "s", "from": f"{start}", **scope}

    def many(count: int) -> Iterator[Plain]:
        yield from (company("c0"), {**FREEZE, "id": "s", "target": "c0"}, *map(licence, range(count)))

    counted = {count: view_of(many, count) for count in (50, 100)}
    with mock.patch.object(ActivityFacts, "_applies", autospec=True, return_value=Cover(Certainty.YES)) as applies:
        for count, view in counted.items():
            applies.reset_mock()
            found = view.windows(FINANCE, "2020-01-01", "2022-01-01")
            assert len(found) == count + 1
            assert applies.call_count == count
