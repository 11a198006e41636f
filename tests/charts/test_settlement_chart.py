"""The chart of a settlement."""

from __future__ import annotations

import re

from stories import story

import sanctledger as sl
from sanctledger.charts import settlement
from sanctledger.charts.image_files import rendered

DEAL = """
- {kind: deal, id: d, from: 2025-01-01, parties: [us, by]}
- {kind: pledge, id: p, from: 2025-01-01, giver: by, receiver: us, quantity: 40 prisoners, deal: d}
- {kind: pledge, id: q, from: 2025-01-01, giver: us, receiver: by, promises: {kind: diplomatic_step}, deal: d,
   firmness: discussed}
- {kind: release, id: r, from: 2025-02-01, giver: by, receiver: us, quantity: 20..30 prisoners, delivers: [p], deal: d}
- {kind: rearrest, id: back, from: 2025-02-02, by: by, reverses: [r], quantity: 10 prisoners}
- {kind: payment, id: gift, from: 2025-02-01, giver: us, receiver: by, quantity: 5 USD, deal: d}
"""


def drawn(ledger: sl.Ledger, deal: str = "d", **looks: str):
    return settlement(ledger.at("2025-06-01").settlement(deal), **looks)  # type: ignore[arg-type]


def test_each_leg_is_written_with_its_amounts():
    svg = rendered(drawn(story(DEAL)), "svg")
    shown = re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())
    assert "d at the close of 2025-06-01" in shown
    assert "by: p, 10..20 of 40 prisoners delivered, 10 taken back; part kept" in shown
    assert "us: q, 0 of 1 diplomatic step delivered; open, only discussed" in shown
    assert "us: gift, 5 USD that no promise of the deal asked for" in shown
    assert svg == rendered(drawn(story(DEAL)), "svg")


def test_the_delivered_part_of_a_promise_is_filled():
    bars = [(bar.get_x(), bar.get_width()) for bar in drawn(story(DEAL)).axes[0].patches]
    assert bars == [(0, 0.25), (0.25, 0.25), (0.5, 0.25), (0, 1.0), (0, 1.0)]
    assert [bar.get_linestyle() for bar in drawn(story(DEAL)).axes[0].patches][-1] == "--"


def test_unbounded_amounts_fill_all_that_they_may_be():
    ledger = story(DEAL.replace("20..30 prisoners", "over 30 prisoners"))
    assert [round(bar.get_width(), 3) for bar in drawn(ledger).axes[0].patches][:2] == [0.525, 0.475]


def test_a_deal_without_legs_is_an_empty_picture():
    figure = drawn(story("- {kind: deal, id: d, from: 2025-01-01, parties: [us, by]}"), theme="dark", title="nothing")
    assert b">nothing</text>" in rendered(figure, "svg")
