"""How long easings last: counts and lives between bounds that every way of reading the uncertain days keeps."""

from __future__ import annotations

import itertools
import json
import statistics as plain_statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import story

import sanctledger as sl
from sanctledger.__main__ import main
from sanctledger.questions.durations import EasingLife, statistics

FREEZE = "- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: by}\n"
DAY = "2021-01-01"


def licences(*spans: str) -> str:
    listed = (f"- {{kind: general_license, id: l{n}, eases: f, {span}}}\n" for n, span in enumerate(spans))
    return FREEZE + "".join(listed)


def of(ledger: sl.Ledger, day: str = DAY) -> dict[str, tuple[str, ...]]:
    names = ("ended", "running", "shortest", "median", "longest")
    return {one.kind: tuple(str(getattr(one, name)) for name in names) for one in ledger.at(day).durations()}


def test_ended_and_running_easings_are_counted_and_the_lives_of_the_ended_ones_measured():
    spans = ("from: 2020-01-01, until: 2020-01-11", "from: 2020-03-01, until: 2020-03-21", "from: 2020-06-01")
    assert of(story(licences(*spans))) == {"general_license": ("2", "1", "10", "15", "20")}


def test_the_median_of_an_even_number_of_lives_may_be_half_a_day():
    spans = ("from: 2020-01-01, until: 2020-01-11", "from: 2020-03-01, until: 2020-03-22")
    assert of(story(licences(*spans)))["general_license"][3] == "15.5"


def test_a_licence_that_is_reversed_or_replaced_has_ended():
    text = licences("from: 2020-01-01", "from: 2020-02-01")
    text += "- {kind: revocation, id: r, reverses: l0, from: 2020-01-31}\n"
    text += "- {kind: general_license, id: new, eases: f, replaces: l1, from: 2020-03-02}\n"
    assert of(story(text)) == {"general_license": ("2", "1", "30", "30", "30")}


def test_an_end_of_an_unsure_day_gives_bounds_and_before_it_is_sure_counts_both_ways():
    ledger = story(licences("from: 2020-01-01, until: 2020-02"))
    assert of(ledger, "2020-02-10") == {"general_license": ("0..1", "0..1", "0..41", "0..41", "0..41")}
    assert of(ledger) == {"general_license": ("1", "0", "31..59", "31..59", "31..59")}


def test_a_disputed_licence_may_not_count():
    ledger = story(licences("from: 2020-01-01, until: 2020-01-11, status: disputed"))
    assert of(ledger) == {"general_license": ("0..1", "0", "0..10", "0..10", "0..10")}


def test_without_easings_there_is_no_item():
    assert len(story(FREEZE).at(DAY).durations()) == 0


LIVES = st.builds(
    lambda certain, low, more: EasingLife(certain, may_end=True, may_run=not certain, low=low, high=low + more),
    st.booleans(),
    st.integers(0, 6),
    st.integers(0, 3),
)


@given(st.lists(LIVES, min_size=1, max_size=5))
def test_the_bounds_are_the_least_and_the_most_of_all_worlds(lives: list[EasingLife]):
    sure, maybe = [one for one in lives if one.certain], [one for one in lives if not one.certain]
    worlds = []
    for chosen in itertools.product((False, True), repeat=len(maybe)):
        there = [*sure, *(one for one, is_there in zip(maybe, chosen, strict=True) if is_there)]
        worlds += itertools.product(*(range(one.low, one.high + 1) for one in there)) if there else ()
    asked = (min, plain_statistics.median, max)
    expected = [(min(map(ask, worlds)), max(map(ask, worlds))) for ask in asked]
    assert [(float(one.low), float(one.high)) for one in statistics(sure, maybe)] == expected


def test_it_can_be_filtered_like_a_list_of_easings():
    view = sl.load("belarus").at("2025-12-31")
    (only,) = view.durations(kind="general_license", target="belavia")
    assert only.records == ("us-gl-11",)
    assert only.records == tuple(one.id for one in view.easings(kind="general_license", target="belavia"))
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `general_license`"):
        view.durations(kind="general_licence")


def test_it_is_explained_and_has_rows_and_json():
    answer = story(licences("from: 2020-01-01, until: 2020-01-11", "from: 2020-06-01")).at(DAY).durations()
    assert [one.record for one in answer.explain()] == ["l0", "l1"]
    (row,) = answer.rows()
    assert (row["kind"], row["ended_low"], row["median_high"], row["records"]) == ("general_license", 1, 10, "l0 l1")
    assert answer.to_json()["items"][0]["longest"] == {"low": 10, "high": 10}
    assert repr(answer) == "<Durations on 2021-01-01: 2 easings>"
    assert str(answer) == "general_license: 1 ended, 1 running, 10 to 10 days, median 10"


def test_the_rows_of_a_kind_without_an_ended_easing_have_the_same_columns():
    text = licences("from: 2020-01-01, until: 2020-01-11") + "- {kind: waiver, id: w, eases: f, from: 2020-06-01}\n"
    first, second = story(text).at(DAY).durations().rows()
    assert list(first) == list(second)
    assert second["median_low"] is None


def test_the_command_prints_a_table_rows_and_json(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def printed(*more: str) -> str:
        monkeypatch.setattr("sys.argv", ["sanctledger", "durations", "belarus", "--on", "2026-04-30", *more])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert not stopped.value.code
        return capsys.readouterr().out

    assert "wind_down" in printed()
    assert printed("--csv", "--kind", "wind_down").splitlines()[1].startswith("wind_down,6,6,0,0,30,32,53,90.5,")
    assert "source" in printed("--explain", "--kind", "wind_down")
    assert json.loads(printed("--json"))["on"] == "2026-04-30"
    assert "nothing to show" in printed("--kind", "waiver")
