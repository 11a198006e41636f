"""Every list is filtered in one way: by its sides, a deal, a state, and a kind if it has one."""

from __future__ import annotations

import pytest

import sanctledger as sl

VIEW = sl.load("belarus").at("2025-12-31")
LISTS = {
    "sanctions": ("sender", "target"),
    "easings": ("sender", "target"),
    "concessions": ("giver", "receiver"),
    "coercions": ("giver", "receiver"),
    "pledges": ("giver", "receiver"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_filter_finds_the_same_records_as_a_search_of_the_whole_list(name):
    ask = getattr(VIEW, name)
    everything = list(ask())
    assert everything
    giver, receiver = LISTS[name]
    for item in everything[:8]:
        one, other = item.givers[0], item.receivers[0]
        assert list(ask(**{giver: one, "rollup": False})) == [i for i in everything if one in i.givers]
        assert list(ask(**{receiver: other, "rollup": False})) == [i for i in everything if other in i.receivers]
        state = item.candidates[0]
        assert list(ask(state=state)) == [i for i in everything if state in i.candidates]
        if item.deal is not None:
            assert list(ask(deal=item.deal)) == [i for i in everything if i.deal == item.deal]


@pytest.mark.parametrize("name", LISTS)
def test_a_party_includes_the_parties_that_belong_to_it(name):
    ask, (giver, receiver) = getattr(VIEW, name), LISTS[name]
    snapshot = VIEW.snapshot
    for party in ("by", "us"):
        belongs = lambda item, side: party in snapshot.touched(getattr(item, side), rollup=True)  # noqa: B023, E731
        assert list(ask(**{giver: party})) == [item for item in ask() if belongs(item, "givers")]
        assert list(ask(**{receiver: party})) == [item for item in ask() if belongs(item, "receivers")]


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_name_is_an_error(name):
    ask = getattr(VIEW, name)
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `belavia`"):
        ask(**{LISTS[name][1]: "belavi"})
    with pytest.raises(sl.errors.UnknownRecord, match="no deal"):
        ask(deal="nowhere")
    with pytest.raises(sl.errors.ReadError, match="is not a state in this list"):
        ask(state="frob")
