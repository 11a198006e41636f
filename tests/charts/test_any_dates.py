"""Every chart can be drawn for every form of date: unknown, open, imprecise, or years 1 and 9999."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import record, story

import sanctledger as sl
from sanctledger.charts.balance_chart import balance_over_time
from sanctledger.charts.image_files import rendered
from sanctledger.charts.reciprocity_chart import reciprocity
from sanctledger.charts.settlement_chart import settlement
from sanctledger.charts.style import first_drawn
from sanctledger.charts.timeline import timeline
from sanctledger.values.dates import BEGINNING, FOREVER

DAYS = ("unknown", "..2024", "2020..", "0001-01-01", "0001", "9999", "9999-12-31", "2020-05-01", "2024?")
ACTS = {
    "release": "kind: release, id: r, giver: by, receiver: us",
    "freeze": "kind: asset_freeze, id: f, sender: us, target: by",
    "pledge": "kind: pledge, id: p, giver: by, receiver: us, promises: {kind: release}",
    "detention": "kind: detention, id: d, giver: by, receiver: us",
}
FREEZE = record("{kind: asset_freeze, id: x, sender: us, target: by, from: 2001-01-01}")
STATES = [record("{kind: state, id: us}"), record("{kind: state, id: by}")]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("day", DAYS)
def test_a_chart_is_drawn_for_every_form_of_date(act: str, day: str):
    for on, more in (("2026-01-01", []), ("9999-12-31", [FREEZE])):
        view = sl.Ledger([*STATES, *more, record(f'{{{ACTS[act]}, from: "{day}"}}')]).at(on)
        if more or "9999" not in day:
            timeline(view).draw_without_rendering()
        reciprocity(view.reciprocity("us", "by")).draw_without_rendering()


def test_a_picture_in_which_nothing_happens_is_refused():
    later = sl.Ledger([*STATES, FREEZE]).at("0001-01-02")
    with pytest.raises(sl.errors.ReadError, match="shows nothing"):
        timeline(later)
    assert b"<svg" in rendered(reciprocity(later.reciprocity("us", "by")), "svg")


def test_a_picture_begins_with_the_first_known_day_and_earlier_if_some_are_unknown():
    end = 730_000
    assert first_drawn([729_000, 729_500], end) == 729_000
    assert first_drawn([729_000, BEGINNING], end) == 729_000 - 100
    assert first_drawn([729_990, BEGINNING], end) == 729_990 - 30
    assert first_drawn([BEGINNING], end) < end
    assert first_drawn([1, BEGINNING], 5) == first_drawn([BEGINNING], 2) == BEGINNING + 1
    assert first_drawn([FOREVER, 729_000], end) < 729_000


DATES = st.sampled_from((*DAYS, "2024-05~", "2023-11..2024-02", "9999-12-30"))
AMOUNTS = st.sampled_from(("0", "40", "20..30", "over 30", "30 or less"))
CLOSES = st.sampled_from(("0001-01-02", "2024-06-01", "9999-12-31"))


@settings(max_examples=25, deadline=None)
@given(st.lists(DATES, min_size=4, max_size=4), st.lists(AMOUNTS, min_size=3, max_size=3), CLOSES)
def test_a_settlement_and_a_balance_are_drawn_for_every_form_of_date_and_amount(
    dates: list[str], amounts: list[str], close: str
):
    made, promised, freed, reversed_on = dates
    ledger = story(f"""
- {{kind: deal, id: d, from: "{made}", parties: [us, by]}}
- {{kind: pledge, id: p, from: "{promised}", due: "{made}", giver: by, receiver: us, deal: d,
   quantity: "{amounts[0]} prisoners"}}
- {{kind: release, id: r, from: "{freed}", giver: by, receiver: us, quantity: "{amounts[1]} prisoners",
   delivers: [p], deal: d}}
- {{kind: rearrest, id: back, from: "{reversed_on}", by: by, reverses: [r], quantity: "{amounts[2]} prisoners"}}
""")
    view = ledger.at(close)
    settlement(view.settlement("d")).draw_without_rendering()
    for since, until in (("0001-01-01", "0001-01-03"), ("2023-06-01", "2024-08-01"), ("9999-12-29", "9999-12-31")):
        series = view.series(lambda seen: seen.balance("by", "us", unit="prisoners")["prisoners"].given, since, until)
        balance_over_time(series).draw_without_rendering()
