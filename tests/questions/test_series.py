"""A question through time: the days on which it is asked, and its steps."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from stories import story

import sanctledger as sl
from sanctledger.questions.series import Every, series

RELEASES = """
- {kind: release, id: first, from: 2025-01-10, giver: by, receiver: us, quantity: 5 prisoners, recorded: 2025-01-20}
- {kind: release, id: second, from: 2025-02-01..2025-02-03, giver: by, receiver: us, quantity: 2..3 prisoners}
"""


def freed(view: sl.View):
    return view.balance("by", "us", unit="prisoners")["prisoners"]


def steps(answer: sl.Series) -> list[tuple[str, str]]:
    return [(str(step.start), str(step.amount)) for step in answer]


def test_the_steps_are_between_the_days_on_which_the_answer_changes():
    answer = story(RELEASES).at("2025-12-31").series(freed, "2025-01-01", "2025-03-01")
    assert steps(answer) == [
        ("2025-01-01", "0"),
        ("2025-01-10", "5"),
        ("2025-02-01", "5..8"),
        ("2025-02-03", "7..8"),
    ]
    assert [step.end for step in answer][-1] == dt.date(2025, 3, 1)
    assert all(before.end == after.start for before, after in itertools.pairwise(answer))


def test_the_answer_of_a_day_is_that_of_its_step():
    answer = story(RELEASES).at("2025-12-31").series(freed, "2025-01-01", "2025-03-01")
    assert str(answer.at("2025-01-09")) == "0"
    assert str(answer.at("2025-01-10")) == "5"
    assert str(answer.at("2025-02-28")) == "7..8"
    for outside in ("2024-12-31", "2025-03-01"):
        with pytest.raises(sl.errors.ReadError, match="is not a day of the series"):
            answer.at(outside)


def test_the_records_behind_a_step_are_named():
    answer = story(RELEASES).at("2025-12-31").series(freed, "2025-01-01", "2025-03-01")
    assert [reason.record for reason in answer.explain("2025-01-15").reasons] == ["first"]
    assert [reason.record for reason in answer.explain("2025-02-15").reasons] == ["first", "second"]
    bare = story(RELEASES).at("2025-12-31").series(lambda view: freed(view).given, "2025-01-01", "2025-03-01")
    with pytest.raises(sl.errors.ReadError, match="names no records; let the question return a row of a balance"):
        bare.explain("2025-01-15")


def test_each_day_can_be_asked_as_known_on_that_day():
    ledger = story(RELEASES)
    learnt = ledger.at("2025-12-31").series(freed, "2025-01-01", "2025-01-31", learning=True)
    assert steps(learnt) == [("2025-01-01", "0"), ("2025-01-20", "5")]
    early = ledger.at("2025-12-31", known="2025-01-15")
    assert steps(early.series(freed, "2025-01-01", "2025-01-31")) == [("2025-01-01", "0")]
    assert steps(early.series(freed, "2025-01-01", "2025-01-31", learning=True)) == [("2025-01-01", "0")]


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("day", ["2024-01-31", "2024-02-01", "2024-02-02"]),
        ("week", ["2024-01-31", "2024-02-07", "2024-02-14"]),
        ("month", ["2024-01-31", "2024-02-29", "2024-03-31"]),
        ("quarter", ["2024-01-31", "2024-04-30", "2024-07-31"]),
        ("year", ["2024-01-31", "2025-01-31", "2026-01-31"]),
    ],
)
def test_the_days_have_the_given_distance_and_a_short_month_uses_its_last_day(every: Every, days: list[str]):
    answer = series(lambda day: day.day, "days", dt.date(2024, 1, 31), dt.date(2027, 1, 1), every)
    assert [str(step.start) for step in answer.steps[:3]] == days
    assert answer[-1].end == dt.date(2027, 1, 1)


def test_the_last_days_that_there_are_end_a_series():
    for every in ("day", "week", "month", "year"):
        answer = series(lambda _: 1, "one", dt.date(9999, 11, 1), dt.date.max, every)  # type: ignore[arg-type]
        assert answer[-1].end == dt.date.max


def test_days_without_an_answer_are_a_step_without_an_amount():
    answer = series(lambda day: None if day.day < 3 else day.day, "days", dt.date(2025, 1, 1), dt.date(2025, 1, 4))
    assert steps(answer) == [("2025-01-01", "None"), ("2025-01-03", "3")]
    assert answer.rows()[0] == {
        "start": "2025-01-01",
        "end": "2025-01-03",
        "answered": False,
        "low": None,
        "high": None,
        "stated": None,
    }
    assert str(answer) == "days\n  2025-01-01: no answer\n  2025-01-03: 3"


def test_a_time_without_a_day_and_other_distances_are_errors():
    view = story(RELEASES).at("2025-12-31")
    with pytest.raises(sl.errors.ReadError, match="holds no day"):
        view.series(freed, "2025-01-02", "2025-01-02")
    with pytest.raises(sl.errors.ReadError, match="choose among change, day, week"):
        view.series(freed, "2025-01-01", "2025-01-02", "fortnight")  # type: ignore[arg-type]


def test_a_question_must_be_a_function():
    with pytest.raises(sl.errors.ReadError, match="'USD' is not a question; pass a function"):
        story("").at("2025-02-01").series("USD", "2025-01-01", "2025-02-01")  # type: ignore[arg-type]


def test_its_title_is_the_name_of_the_question():
    view = story(RELEASES).at("2025-12-31")
    assert repr(view.series(freed, "2025-01-01", "2025-03-01")) == (
        "<Series of freed from 2025-01-01 until 2025-03-01: 4 steps>"
    )
    assert view.series(lambda one: freed(one).net, "2025-01-01", "2025-03-01").title == "lambda"
    assert view.series(freed, "2025-01-01", "2025-03-01", title="prisoners").to_json()["title"] == "prisoners"
