"""The chart of a balance through time."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl
from sanctledger.charts import balance_over_time
from sanctledger.charts.image_files import rendered


def freed(view: sl.View):
    return view.balance("by", "us", unit="prisoners")["prisoners"]


def test_the_same_series_gives_the_same_bytes_and_has_its_title():
    view = sl.load("belarus").at("2026-04-01")
    one, other = (balance_over_time(view.series(freed, "2025-01-01", "2026-01-01")) for _ in range(2))
    assert rendered(one, "svg") == rendered(other, "svg")
    assert b">freed</text>" in rendered(one, "svg")
    assert b">$1$</text>" in rendered(
        balance_over_time(view.series(freed, "2025-01-01", "2026-01-01"), title="$1$", theme="dark"), "svg"
    )


def test_an_open_end_reaches_the_edge_with_an_arrow():
    ledger = story("- {kind: release, id: r, from: 2025-01-05, giver: by, receiver: us, quantity: over 5 prisoners}")
    figure = balance_over_time(ledger.at("2025-02-01").series(freed, "2025-01-01", "2025-02-01"))
    (axes,) = figure.axes
    assert [line.get_marker() for line in axes.lines if line.get_marker() in ("^", "v")] == ["^"]
    assert axes.get_ylim()[1] > 6


def test_days_without_an_answer_are_a_gap():
    view = story("").at("2025-02-01")

    def asked(one: sl.View):
        return None if one.on.day < 5 else sl.Bounds.parse("1..2")

    figure = balance_over_time(view.series(asked, "2025-01-01", "2025-01-10"))
    assert len(figure.axes[0].collections) == 1


def test_a_theme_is_light_or_dark():
    with pytest.raises(sl.errors.ReadError, match="is not a theme"):
        balance_over_time(story("").at("2025-02-01").series(freed, "2025-01-01", "2025-01-03"), theme="sepia")  # type: ignore[arg-type]
