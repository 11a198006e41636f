"""The lanes of a timeline: bars with their shares, and marks."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from stories import story

import sanctledger as sl
from sanctledger.charts.lanes import Lane, StateShare, lanes

FREEZES = """
- {kind: asset_freeze, id: air, from: 2024-01-01, sender: us, target: belavia}
- {kind: asset_freeze, id: money, from: 2024-03-01, sender: us, target: bank}
- {kind: delisting, id: off, from: 2025-01-01, eases: [air]}
"""


def lanes_of(ledger: sl.Ledger, on: str, *parties: str) -> dict[str, Lane]:
    shown = lanes(ledger.at(on), frozenset(parties) or None)
    return {lane.party: lane for lane in shown}


def days(*texts: str) -> list[int]:
    return [dt.date.fromisoformat(text).toordinal() for text in texts]


def test_a_bar_is_a_measure_and_its_spans_are_its_states():
    us = lanes_of(story(FREEZES), "2025-06-01")["us"]
    assert [bar.label for bar in us.bars] == ["asset freeze: belavia", "asset freeze: bank"]
    air = us.bars[0].spans
    assert [span.start for span in air] == days("2024-01-01", "2025-01-01")
    assert [span.shares for span in air] == [
        (StateShare("in_force", True, Fraction(1)),),
        (StateShare("lifted", True, Fraction(1)),),
    ]
    assert air[-1].end == days("2025-06-02")[0]


def test_many_measures_of_a_kind_are_one_bar_with_their_shares():
    cast = "\n".join(f"- {{kind: company, id: c{n}, country: by}}" for n in range(10))
    freezes = "\n".join(
        f"- {{kind: asset_freeze, id: f{n}, from: 2024-01-0{n % 5 + 1}, sender: us, target: c{n}}}" for n in range(10)
    )
    easing = "\n- {kind: delisting, id: off, from: 2024-02-01, eases: [f0, f1]}"
    ledger = story(freezes + easing, cast=f"- {{kind: state, id: us}}\n- {{kind: state, id: by}}\n{cast}")
    (bar,) = lanes_of(ledger, "2024-03-01")["us"].bars
    assert (bar.label, bar.count) == ("asset freeze \N{MULTIPLICATION SIGN}10", 10)
    assert bar.spans[0].shares == (StateShare("in_force", True, Fraction(1, 5)),)
    assert bar.spans[-1].shares == (
        StateShare("in_force", True, Fraction(4, 5)),
        StateShare("lifted", True, Fraction(1, 5)),
    )


def test_an_uncertain_state_is_shared_among_the_possible_states():
    ledger = story("- {kind: asset_freeze, id: air, from: 2024-01, until: 2024-06, sender: us, target: belavia}")
    spans = lanes_of(ledger, "2024-06-15")["us"].bars[0].spans
    assert spans[0].shares == (StateShare("in_force", False, Fraction(1)),)
    assert spans[1].shares == (StateShare("in_force", True, Fraction(1)),)
    assert spans[2].shares == (StateShare("in_force", False, Fraction(1, 2)),)


def test_marks_have_amounts_and_a_pledge_has_the_day_since_which_it_is_kept():
    ledger = story("""
- {kind: pledge, id: p, from: 2025-01-01, giver: by, receiver: us, quantity: 52 prisoners, promises: {kind: release}}
- {kind: pledge, id: q, from: 2025-01-01, giver: us, receiver: by, promises: {kind: diplomatic_step}}
- {kind: release, id: r, from: 2025-02, giver: by, receiver: us, quantity: 52 prisoners, delivers: [p]}
- {kind: declaration, id: d, from: 2025-02-01, giver: by, receiver: us, status: disputed}
""")
    shown = lanes_of(ledger, "2025-06-01")
    p, r, d = sorted(shown["by"].marks, key=lambda mark: "prd".index(mark.record))
    assert (p.sort, p.amount, p.what, p.said, p.certain) == ("pledge", "52", "prisoners", "prisoners", True)
    assert p.kept == days("2025-02-28")[0]
    assert (r.sort, [r.first, r.last], r.amount) == ("concession", days("2025-02-01", "2025-02-28"), "52")
    assert (d.amount, d.what, d.certain) == ("", "declaration", False)
    (q,) = shown["us"].marks
    assert (q.what, q.kept) == ("diplomatic step", None)
    assert [mark.kept for mark in lanes_of(ledger, "2025-01-15")["by"].marks] == [None]


def test_only_acts_between_the_parties_are_shown():
    ledger = story(FREEZES + "- {kind: flight_ban, id: ban, from: 2024-01-01, sender: eu, target: by}")
    assert list(lanes_of(ledger, "2025-06-01")) == ["eu", "us"]
    assert list(lanes_of(ledger, "2025-06-01", "us", "by")) == ["us"]
    assert lanes_of(ledger, "2025-06-01", "us", "ru") == {}


def test_nothing_is_shown_that_begins_after_the_day():
    assert lanes_of(story(FREEZES), "2023-12-31") == {}
    assert [bar.label for bar in lanes_of(story(FREEZES), "2024-01-01")["us"].bars] == ["asset freeze: belavia"]


def test_one_of_a_unit_is_named_in_the_singular():
    act = "- {kind: handover, id: h, from: 2025-01-01, giver: by, receiver: us, quantity: 1 fugitive}"
    ledger = story(act, units={"fugitives": {"one": "fugitive", "is": "benefit"}})
    (mark,) = lanes_of(ledger, "2025-06-01")["by"].marks
    assert (mark.amount, mark.what, mark.said) == ("1", "fugitives", "fugitive")
