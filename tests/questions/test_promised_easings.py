"""What became of a promised easing: kept for some of its targets, taken back, put back by another."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl

RECORDS = """
- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}
- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: belavia}
- {kind: asset_freeze, id: g, from: 2019-01-01, sender: us, target: crew}
- {kind: pledge, id: p, from: 2020-01-01, giver: us, receiver: by, deal: d,
   promises: {kind: delisting, targets: [belavia, crew]}}
"""
BOTH = "- {kind: delisting, id: out, from: 2020-02-01, eases: [f, g], delivers: p}\n"
BACK = "- {{kind: asset_freeze, id: {id}, from: {day}, sender: us, target: {target}, reimposes: {old}}}\n"


def leg(*records: str, on: str = "2020-06-01") -> sl.Leg:
    return story(RECORDS + "".join(records)).at(on).settlement("d")["p"]


def told(one: sl.Leg) -> tuple[str, str, str, str]:
    return one.state, str(one.delivered), str(one.reversed), str(one.outstanding)


def test_one_of_two_targets_keeps_a_promise_in_part():
    first = "- {kind: delisting, id: one, from: 2020-02-01, eases: f, delivers: p}\n"
    assert told(leg(first)) == ("part_kept", "0..1", "0", "0..1")
    second = "- {kind: delisting, id: two, from: 2020-03-01, eases: g, delivers: p}\n"
    assert told(leg(first, second)) == ("kept", "1", "0", "0")
    assert told(leg(first, second, on="2020-02-29"))[0] == "part_kept"


def test_what_eases_none_of_the_targets_is_taken_at_its_word():
    other = "- {kind: asset_freeze, id: h, from: 2019-01-01, sender: us, target: by}\n"
    easing = "- {kind: delisting, id: one, from: 2020-02-01, eases: h, delivers: p}\n"
    assert told(leg(other, easing)) == ("kept", "1", "0", "0")


def test_a_reversal_for_one_target_leaves_the_rest():
    reversal = "- {kind: revocation, id: v, from: 2020-03-01, by: us, reverses: out, only: [crew]}\n"
    assert told(leg(BOTH, reversal)) == ("part_kept", "0..1", "0..1", "0..1")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-02-29", ("kept", "1", "0", "0")),
        ("2020-03-01", ("part_kept", "0..1", "0..1", "0..1")),
        ("2020-04-01", ("open", "0", "1", "1")),
    ],
)
def test_what_is_reimposed_is_taken_back(on: str, expected: tuple[str, ...]):
    back = (
        BACK.format(id="f2", day="2020-03-01", target="belavia", old="f"),
        BACK.format(id="g2", day="2020-04-01", target="crew", old="g"),
    )
    assert told(leg(BOTH, *back, on=on)) == expected


def test_it_stands_again_when_what_reimposed_it_is_taken_back():
    back = BACK.format(id="f2", day="2020-03-01", target="belavia", old="f")
    undone = "- {kind: revocation, id: v, from: 2020-04-01, by: us, reverses: f2}\n"
    assert told(leg(BOTH, back, undone))[0] == "kept"


def test_what_had_run_out_before_is_not_taken_back():
    licence = "- {kind: suspension, id: out, from: 2020-02-01, until: 2020-03-01, eases: [f, g], delivers: p}\n"
    back = BACK.format(id="f2", day="2020-03-01", target="belavia", old="f")
    assert told(leg(licence, back)) == ("kept", "1", "0", "0")


def test_what_reimposed_it_stands_behind_the_figure_and_among_the_withdrawals():
    back = BACK.format(id="f2", day="2020-03-01", target="belavia", old="f")
    settlement = story(RECORDS + BOTH + back).at("2020-06-01").settlement("d")
    assert settlement.withdrawals == ("f2",)
    (reason,) = [one for one in settlement["p"].explain().reasons if one.side == "delivered"]
    assert [(one.id, one.says) for one in reason.because] == [("f2", "put back by")]
