"""Numbers in charts: short if that is exact, in full if it is not."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from stories import story

import sanctledger as sl
from sanctledger.charts import balance_over_time, settlement
from sanctledger.charts.image_files import rendered
from sanctledger.charts.reciprocity_chart import reciprocity
from sanctledger.charts.short_numbers import briefly, in_figures


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("52", "52"),
        ("0", "0"),
        ("999,999", "999,999"),
        ("1,000,000", "1 m"),
        ("1,080,000,000", "1.08 bn"),
        ("1,076,000,000..1,080,000,000", "1.076..1.08 bn"),
        ("0..540,000,000", "0..540 m"),
        ("1,500,000,000 or more", "1.5 bn or more"),
        ("2,000,000 or less", "2 m or less"),
        ("3..2,000,000", "3..2,000,000"),
        ("1,234,567,890", "1,234,567,890"),
        ("1000000.5", "1,000,000.5"),
        ("2,500,000,000,000", "2.5 tn"),
        (f"{10**39:,}", f"{10**39:,}"),
    ],
)
def test_an_amount_is_short_if_nothing_is_lost(amount: str, said: str):
    assert briefly(sl.Bounds.parse(amount)) == said


def test_an_axis_writes_its_numbers_in_one_scale():
    for most, value, said in ((3e9, 5e8, "0.5 bn"), (3e9, 0, "0"), (2e6, -1e6, "-1 m"), (9999, 2500, "2,500")):
        axes = Figure().add_subplot()
        in_figures(axes, most)
        assert axes.yaxis.get_major_formatter()(value) == said


MONEY = """
- {kind: deal, id: d, from: 2025-01-01, parties: [us, by]}
- {kind: pledge, id: p, from: 2025-01-01, giver: by, receiver: us, quantity: 1.08 bn USD, deal: d}
- {kind: payment, id: r, from: 2025-02-01, giver: by, receiver: us, quantity: 1.076..1.08 bn USD, delivers: p, deal: d}
- {kind: release, id: one, from: 2025-02-03, giver: us, receiver: by, quantity: 1 prisoner, deal: d}
"""


def test_the_pictures_use_them():
    view = story(MONEY).at("2025-06-01")
    series = view.series(lambda one: one.balance("by", "us", unit="USD")["USD"].given, "2025-01-01", "2025-03-01")
    assert b"1e9" not in rendered(balance_over_time(series), "svg")
    svg = rendered(settlement(view.settlement("d")), "svg").decode()
    assert "1.076..1.08 bn of 1.08 bn USD delivered; maybe part kept or kept" in svg
    svg = rendered(reciprocity(view.reciprocity("us", "by")), "svg").decode()
    assert "1.076..1.08 bn USD" in svg
    assert ">1 prisoner<" in svg


def test_nothing_is_left_free_beyond_the_names_of_either_side():
    many = "".join(
        f"- {{kind: release, id: r{n}, from: 2025-02-01, giver: us, receiver: by, quantity: {n} prisoners}}\n"
        for n in range(1, 9)
    )
    (axes,) = reciprocity(story(many).at("2025-06-01").reciprocity("us", "by")).axes
    bottom, top = axes.get_ylim()
    assert top > 3
    assert bottom > -2


def test_counts_are_written_in_whole_numbers():
    ledger = story("- {kind: asset_freeze, id: f, from: 2025-01-05, sender: us, target: belavia}")
    view = ledger.at("2025-02-01")
    freezes = view.series(lambda one: len(one.sanctions()), "2025-01-01", "2025-02-01")
    ticks = balance_over_time(freezes).axes[0].get_yticks()
    assert all(tick == int(tick) for tick in ticks)
