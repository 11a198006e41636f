"""Sudan, a ledger written from the page of the format alone: every answer is worked out by hand in the comments."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import sanctledger as sl

HERE = Path(__file__).parent


@cache
def ledger() -> sl.Ledger:
    return sl.load(HERE / "sudan.yaml")


def test_a_check_finds_nothing():
    assert not list(ledger().check())


# The embargo of 1997 is carried on in 2006; both are one measure. The licence frees all of it from 17 January 2017,
# and it is lifted on 12 October. The measures over Darfur are of another program, so neither reaches them.
# In this order: the embargoes of 1997 and 2006, the freeze, Darfur, the list of sponsors.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2000-01-01", ["in_force", None, "in_force", None, "in_force"]),
        ("2006-10-12", ["in_force", None, "in_force", "in_force", "in_force"]),
        ("2006-10-13", ["ended", "in_force", "in_force", "in_force", "in_force"]),
        ("2017-01-16", ["ended", "in_force", "in_force", "in_force", "in_force"]),
        ("2017-01-17", ["ended", "eased", "eased", "in_force", "in_force"]),
        ("2017-10-11", ["ended", "eased", "eased", "in_force", "in_force"]),
        ("2017-10-12", ["ended", "lifted", "lifted", "in_force", "in_force"]),
        ("2020-12-14", ["ended", "lifted", "lifted", "in_force", "lifted"]),
    ],
)
def test_states_on_days(day: str, expected: list[str | None]):
    found = {item.id: item.state for item in ledger().at(day).sanctions()}
    names = ["us-embargo-1997", "us-embargo-2006", "us-freeze-1997", "us-darfur", "us-sponsor"]
    assert [found.get(name) for name in names] == expected


@pytest.mark.parametrize(
    ("day", "licence", "end"),
    [("2017-01-16", None, None), ("2017-01-17", "in_force", None), ("2017-10-12", "without_effect", "in_force")],
)
def test_the_licence_is_moot_once_the_embargo_is_lifted(day: str, licence: str | None, end: str | None):
    found = {item.id: item.state for item in ledger().at(day).easings()}
    assert (found.get("us-licence-2017"), found.get("us-end-2017")) == (licence, end)


# The decree speaks of 259, one account of 125: 125..259 under the widest from the day on which that was known.
@pytest.mark.parametrize(
    ("known", "reading", "expected"),
    [
        ("2017-03-09", "widest", "259"),
        ("2017-03-10", "widest", "125..259"),
        ("2017-12-31", "stated", "259"),
    ],
)
def test_prisoners_of_war_as_known_and_read(known: str, reading: str, expected: str):
    row = ledger().at("2017-12-31", known, reading).balance("sd", "us")["prisoners of war"]
    assert str(row.given) == expected


# The promise to end the embargo was due on 12 July 2017; on the 11th it was put off to 12 October, when it was kept.
@pytest.mark.parametrize(
    ("day", "known", "expected"),
    [
        ("2017-06-01", None, "open"),
        ("2017-07-13", "2017-07-10", "overdue"),
        ("2017-07-13", "2017-07-11", "open"),
        ("2017-10-11", None, "open"),
        ("2017-10-12", None, "kept"),
    ],
)
def test_the_promise_to_end_the_embargo(day: str, known: str | None, expected: str):
    (item,) = [one for one in ledger().at(day, known).pledges() if one.id.startswith("us-pledge-end")]
    assert item.state == expected


def test_what_was_only_discussed_is_never_overdue():
    (item,) = ledger().at("2019-01-01").pledges().of("us-pledge-sponsor")
    assert item.state == "open"


# Benefits and burdens at the end of 2017: two measures lifted (embargo, freeze), two in_force (over Darfur, the list
# of sponsors); Sudan gave a step of access and one of ceasefire, three policy steps and the prisoners.
def test_the_position_at_the_end_of_2017():
    rows = {row.unit: (str(row.given), str(row.received)) for row in ledger().at("2017-12-31").balance("us", "sd")}
    assert rows == {
        "lifted:asset_freeze": ("1", "0"),
        "lifted:trade_embargo": ("1", "0"),
        "access": ("0", "1"),
        "ceasefire_step": ("0", "1"),
        "policy_step": ("0", "3"),
        "prisoners of war": ("0", "125..259"),
        "in_force:asset_freeze": ("1", "0"),
        "in_force:sponsor_listing": ("1", "0"),
    }


# January 2017, by day: the promises of the 13th, the ceasefire of the 15th, the licence of the 17th; what was only
# discussed some time in the month, and the three steps of some day from January to June, may be of it too.
def test_moves_in_january_2017():
    moves = ledger().at("2017-12-31").moves("us", "sd", since="2017-01-13", until="2017-01-18")
    sure = [(str(move.day), move.record) for move in moves if move.certainty is sl.Certainty.YES]
    assert sure == [
        ("2017-01-13", "us-pledge-end-later"),
        ("2017-01-13", "us-pledge-licence"),
        ("2017-01-15", "sd-ceasefire"),
        ("2017-01-17", "us-licence-2017"),
    ]
    maybe = {move.record for move in moves if move.certainty is not sl.Certainty.YES}
    assert maybe == {"us-pledge-sponsor", "sd-south", "sd-lra", "sd-terror"}


# 400 were counted and then 160, and 125 to 259 were let go in between: 160 - 400 + 125 = -115, 160 - 400 + 259 = 19.
# So up to 115 went in another way, or up to 19 more were taken.
def test_the_stock_of_prisoners_implies_what_was_not_recorded():
    (tally,) = ledger().at("2018-01-01").stock("sd", "prisoners of war")
    assert [str(count.amount) for count in tally.counts] == ["400", "160"]
    (interval,) = tally.intervals
    assert (str(interval.outflow), str(interval.implied)) == ("125..259", "-115..19")


# Seven firm promises, all kept by the end of 2017; one that was only discussed. Sudan moved first: access in December
# 2016, 17 to 47 days before the licence of 17 January. The promise to end the embargo took the place of one that was
# due three months before.
def test_the_settlement_of_the_five_tracks():
    settlement = ledger().at("2018-01-01").settlement("five-tracks")
    assert {leg.id: leg.state for leg in settlement if leg.state != "kept"} == {"us-pledge-sponsor": "open"}
    assert str(settlement.fraction) == "1"
    assert str(settlement.first) == "sd, by 17..47 days"
    end = settlement["us-pledge-end-later"]
    assert end.replaced == ("us-pledge-end",)
    assert [turn.verdict for turn in end.order] == ["kept"] * 5


@pytest.mark.parametrize(("known", "overdue"), [("2017-07-10", "1"), ("2017-07-11", "0")])
def test_what_is_overdue_hangs_on_what_was_known_of_the_due_day(known: str, overdue: str):
    settlement = ledger().at("2017-07-13", known).settlement("five-tracks")
    (end,) = [leg for leg in settlement if leg.id.startswith("us-pledge-end")]
    assert str(end.overdue) == overdue


# The promise of January, its delay in July, its delivery in October, each on the day on which it became known.
def test_the_history_of_a_promise_that_was_put_off():
    history = ledger().history("us-pledge-end")
    assert history.line == ("us-pledge-end", "us-pledge-end-later")
    told = [(chapter.recorded, chapter.what, chapter.record) for chapter in history]
    assert told[0] == ("2017-01-13", "is recorded as", "us-pledge-end")
    assert ("2017-07-11", "is amended by", "us-pledge-end-later") in told
    assert told[-1] == ("2017-10-12", "is delivered by", "us-end-2017")


def test_what_became_of_a_person_who_was_pardoned():
    assert ledger().at("2017-03-08").who("arman").state == "free"


# Three policy steps, one of access and one of ceasefire for one licence and for one end of the embargo.
def test_what_the_five_tracks_imply():
    said = str(ledger().at("2018-01-01").implied_rates("five-tracks"))
    assert "3 policy step of sd for one termination of us" in said
    assert "1 access of sd for one general license of us" in said


# On equal weights: five steps of Sudan, a licence and an end of the United States.
def test_the_five_tracks_on_equal_weights():
    moves = ledger().at("2018-01-01").moves("us", "sd", deal="five-tracks", valuation="equal")
    assert (str(moves.given.total), str(moves.received.total)) == ("2", "5")


# Sudatel is owned by the government for 60 percent, so the freezes reach it; of the bank the share may be half or not.
# The licence of January 2017 frees the program SUDAN; the freeze over Darfur stands, and until December 2020 the list
# of sponsors bars finance for all of Sudan.
@pytest.mark.parametrize(
    ("counterparty", "day", "expected"),
    [
        ("sudan-gov", "2000-01-01", "prohibited"),
        ("sudatel", "2016-06-01", "prohibited"),
        ("khartoum-bank", "2017-06-01", "prohibited"),
        ("sudatel", "2020-12-31", "prohibited"),
        ("khartoum-bank", "2020-12-31", "uncertain"),
    ],
)
def test_may_an_american_bank_deal_with_them(counterparty: str, day: str, expected: str):
    told = sl.Activity(actor="us", action="finance", counterparty=counterparty)
    assert ledger().at(day).verdict(told).verdict == expected
