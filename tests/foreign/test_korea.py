"""North Korea, written from the page of the format alone: each answer is worked out by hand in the comments."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import sanctledger as sl

HERE = Path(__file__).parent


@cache
def ledger() -> sl.Ledger:
    return sl.load(HERE / "korea.yaml")


def test_a_check_finds_no_more_than_the_fuel_that_never_came():
    assert [(found.code, found.record) for found in ledger().check() if found.severity != "info"] == [
        ("SL505", "p-fuel-950")
    ]


# Listed in 1988, off on 11 October 2008, listed again under a new act on 20 November 2017: in between nothing stood.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2008-10-10", ["in_force", None]),
        ("2008-10-11", ["lifted", None]),
        ("2017-11-19", ["lifted", None]),
        ("2017-11-20", ["ended", "in_force"]),
    ],
)
def test_the_list_of_sponsors(day: str, expected: list[str | None]):
    found = {item.id: item.state for item in ledger().at(day).sanctions(kind="sponsor_listing")}
    assert [found.get(name) for name in ("us-terror-1988", "us-terror-2017")] == expected


# Two were let go in 2014, one in 2017 and three in 2018; one was detained in 2012 and one in 2016. Six freed and two
# detained are six and two, and not eight. No record says how many of them were held over the nuclear dispute.
@pytest.mark.parametrize(
    ("day", "freed", "detained"),
    [("2014-11-07", "0", "1"), ("2014-11-08", "2", "1"), ("2016-01-02", "2", "2"), ("2018-05-09", "6", "2")],
)
def test_detained_and_freed(day: str, freed: str, detained: str):
    balance = ledger().at(day).balance("kp", "us")
    assert str(balance["detainees"].given) == freed
    assert str(balance["detention:detainees"].given) == detained
    assert str(balance["nuclear detainees"].given) == ("0" if freed == "0" else f"0..{freed}")


# Of 50,000 tonnes all came; of 950,000 about 550,000 by a tolerance of a fifth, so 440,000 to 660,000, and the claim of
# 500,000 lies within. 440/950 is 0.46315.., 660/950 is 0.69473...
def test_the_fuel():
    view = ledger().at("2009-06-01")
    assert str(view.balance(["us", "cn", "kr"], "kp")["tonnes of fuel"].given) == "490,000..710,000"
    leg = view.settlement("second-2007")["p-fuel-950"]
    assert (str(leg.delivered), str(leg.outstanding), leg.state) == ("440,000..660,000", "290,000..510,000", "overdue")
    assert (str(leg.fraction), str(leg.score)) == ("0.4631..0.6948", "1..2")


# China's Macau freed the accounts on 14 June 2007; North Korea shut its reactor down on 14 July, a month later and
# three months after it was due (14 April). South Korea's oil came from 12 July to 2 August, so "with" it is open.
def test_the_first_phase_is_kept_late_and_in_order():
    settled = ledger().at("2007-12-31").settlement("initial-2007")
    assert settled["p-shutdown"].state == settled["p-fuel-50"].state == "kept"
    assert str(settled.first) == "cn, by 28..30 days"
    assert [turn.verdict for turn in settled["p-shutdown"].order] == ["kept"]
    assert [turn.verdict for turn in settled["p-fuel-50"].order] == ["maybe kept broken"]


# 55 of at least 200: something has come, and less than half whatever was promised beyond 200; so the score is one.
def test_a_promise_without_an_upper_end_is_begun_once_something_has_come():
    leg = ledger().at("2019-01-01").settlement("singapore")["p-remains"]
    assert (str(leg.fraction), str(leg.score), leg.state) == ("0..0.275", "1", "part_kept")
    before = ledger().at("2018-07-26").settlement("singapore")["p-remains"]
    assert (str(before.fraction), str(before.score), before.state) == ("0", "0", "open")


# The licence of 2013 frees services, its revision of 2016 all of them but those in luxury goods: a tightening.
def test_a_revision_that_leaves_something_out_tightens():
    moves = ledger().at("2018-12-31").moves("us", "kp", since="2016-01-01", until="2016-12-31")
    assert [(move.record, move.does) for move in moves if move.record.startswith("us-gl")] == [("us-gl-4a", "tighten")]


# Foreign Trade Bank owns 40 to 60 percent of the venture, and the venture 80 percent of its subsidiary.
@pytest.mark.parametrize(
    ("party", "expected"), [("ftb", "prohibited"), ("jv", "uncertain"), ("lower", "uncertain"), ("bda", "permitted")]
)
def test_whom_the_freeze_reaches(party: str, expected: str):
    asked = sl.Activity(actor="us", action="invest", counterparty=party)
    assert ledger().at("2016-06-01").verdict(asked).verdict == expected


# 17 abductees were counted in 2002 and 12 in 2018; five went home in between, so nothing is left to explain.
def test_one_observer_is_held_against_itself_alone():
    stock = ledger().at("2018-12-31").stock("kp", "abductees")
    assert [str(one.implied) for one in stock["jpgov"]] == ["0"]
    (pair,) = stock.beside(days=3)
    assert str(pair.difference) in {"388..588", "-588..-388"}


def test_two_coders_stand_side_by_side():
    (row, other) = ledger().at("2019-06-01").assessments("us-311-bda").rows()
    assert [(one["coder"], one["value"]) for one in (row, other)] == [("Hufbauer", "4"), ("Own", "9")]


@pytest.mark.parametrize(("day", "state"), [("2012-11-03", "held"), ("2014-11-08", "free")])
def test_a_person_is_found_whatever_letters_the_name_is_in(day: str, state: str):
    history = ledger().at(day).who("bae")
    assert (history.name, history.state) == ("배준호", state)
