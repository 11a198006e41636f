"""Promised easings: kept for some of their targets, reversed, and reimposed."""

from __future__ import annotations

import pytest
from stories import story

from sanctledger.questions.settlement.legs import Leg

RECORDS = """
- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}
- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: belavia}
- {kind: asset_freeze, id: g, from: 2019-01-01, sender: us, target: crew}
- {kind: pledge, id: p, from: 2020-01-01, giver: us, receiver: by, deal: d,
   promises: {kind: delisting, targets: [belavia, crew]}}
"""
BOTH = "- {kind: delisting, id: out, from: 2020-02-01, eases: [f, g], delivers: p}\n"
BACK = "- {{kind: asset_freeze, id: {id}, from: {day}, sender: us, target: {target}, reimposes: {old}}}\n"


def leg(*records: str, on: str = "2020-06-01") -> Leg:
    return story(RECORDS + "".join(records)).at(on).settlement("d")["p"]


def figures(one: Leg) -> tuple[str, str, str, str]:
    return one.state, str(one.delivered), str(one.reversed), str(one.outstanding)


def test_one_of_two_targets_keeps_a_promise_in_part():
    first = "- {kind: delisting, id: one, from: 2020-02-01, eases: f, delivers: p}\n"
    assert figures(leg(first)) == ("part_kept", "0..1", "0", "0..1")
    second = "- {kind: delisting, id: two, from: 2020-03-01, eases: g, delivers: p}\n"
    assert figures(leg(first, second)) == ("kept", "1", "0", "0")
    assert figures(leg(first, second, on="2020-02-29"))[0] == "part_kept"


def test_a_leg_counts_the_targets_for_which_a_promise_is_kept():
    names = ("belavia", "crew", "grodno", "minsk", "vitebsk")
    freezes = "".join(
        f"- {{kind: asset_freeze, id: f-{name}, from: 2019-01-01, sender: us, target: {name}}}\n" for name in names
    )
    records = f"""
- {{kind: deal, id: d, from: 2020-01-01, parties: [us, by]}}
- {{kind: pledge, id: p, from: 2020-01-01, giver: us, receiver: by, deal: d,
   promises: {{kind: delisting, targets: [{", ".join(names)}]}}}}
- {{kind: delisting, id: three, from: 2020-02-01, eases: [f-belavia, f-crew, f-grodno], delivers: p}}
- {{kind: delisting, id: fourth, from: 2020-03-01..2020-04-01, eases: f-minsk, delivers: p}}
"""
    settlements = [
        story(freezes + records).at(day).settlement("d") for day in ("2020-02-01", "2020-03-15", "2020-05-01")
    ]
    legs = [one["p"] for one in settlements]
    assert [(str(one.reached), one.targets) for one in legs] == [("3", 5), ("3..4", 5), ("4", 5)]
    assert [str(one.fraction) for one in legs] == ["0.6", "0.6..0.8", "0.8"]
    assert [str(one.score) for one in legs] == ["2", "2", "2"]
    assert [one.outcome for one in legs][:2] == ["part_kept (for 3 of 5)", "part_kept (for 3..4 of 5)"]
    assert "p: 0..1 of 1 delisting delivered by us, part_kept (for 3 of 5)" in str(settlements[0])


def test_a_target_for_which_a_promise_is_kept_in_part_counts_from_nothing_on():
    ban = "- {kind: travel_ban, id: t, from: 2019-01-01, sender: us, target: crew}\n"
    easing = "- {kind: delisting, id: both, from: 2020-02-01, eases: [f, g, t], delivers: p}\n"
    back = "- {kind: travel_ban, id: t2, from: 2020-03-01, sender: us, target: crew, reimposes: t}\n"
    one = leg(ban, easing, back)
    assert (str(one.reached), str(one.fraction), one.state) == ("1..2", "0.5..1", "part_kept")
    assert str(one.score) == "2"  # half or more, and not all


def test_a_promise_certainly_kept_in_part_scores_between_zero_and_all():
    records = RECORDS.replace("targets: [belavia, crew]", "targets: belavia").replace("target: crew", "target: belavia")
    first = "- {kind: delisting, id: one, from: 2020-02-01, eases: [f, g], delivers: p}\n"
    back = "- {kind: revocation, id: v, from: 2020-03-01, by: us, reverses: one, only: [g]}\n"
    one = story(records + first + back).at("2020-06-01").settlement("d")["p"]
    assert (one.state, str(one.delivered), str(one.score), str(one.fraction)) == ("part_kept", "0..1", "1..2", "0..1")


def test_a_delivery_that_eases_none_of_the_targets_counts_for_all():
    other = "- {kind: asset_freeze, id: h, from: 2019-01-01, sender: us, target: by}\n"
    easing = "- {kind: delisting, id: one, from: 2020-02-01, eases: h, delivers: p}\n"
    assert figures(leg(other, easing)) == ("kept", "1", "0", "0")


def test_a_reversal_for_one_target_leaves_the_rest():
    reversal = "- {kind: revocation, id: v, from: 2020-03-01, by: us, reverses: out, only: [crew]}\n"
    assert figures(leg(BOTH, reversal)) == ("part_kept", "0..1", "0..1", "0..1")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-02-29", ("kept", "1", "0", "0")),
        ("2020-03-01", ("part_kept", "0..1", "0..1", "0..1")),
        ("2020-04-01", ("open", "0", "1", "1")),
    ],
)
def test_a_reimposed_measure_takes_its_easing_back(on: str, expected: tuple[str, ...]):
    back = (
        BACK.format(id="f2", day="2020-03-01", target="belavia", old="f"),
        BACK.format(id="g2", day="2020-04-01", target="crew", old="g"),
    )
    assert figures(leg(BOTH, *back, on=on)) == expected


def test_an_easing_is_in_force_again_when_the_reimposition_is_reversed():
    back = BACK.format(id="f2", day="2020-03-01", target="belavia", old="f")
    undone = "- {kind: revocation, id: v, from: 2020-04-01, by: us, reverses: f2}\n"
    assert figures(leg(BOTH, back, undone))[0] == "kept"


def test_an_easing_that_expired_before_is_not_taken_back():
    licence = "- {kind: suspension, id: out, from: 2020-02-01, until: 2020-03-01, eases: [f, g], delivers: p}\n"
    back = BACK.format(id="f2", day="2020-03-01", target="belavia", old="f")
    assert figures(leg(licence, back)) == ("kept", "1", "0", "0")


def test_a_reimposition_is_a_reason_and_a_withdrawal():
    back = BACK.format(id="f2", day="2020-03-01", target="belavia", old="f")
    settlement = story(RECORDS + BOTH + back).at("2020-06-01").settlement("d")
    assert settlement.withdrawals == ("f2",)
    (reason,) = [one for one in settlement["p"].explain().reasons if one.side == "delivered"]
    assert [(one.id, one.says) for one in reason.because] == [("f2", "put back by")]
