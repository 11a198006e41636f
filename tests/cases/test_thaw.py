"""The first cycle of the Belarus case, 2004 to 2021: dated questions with the answers that the facts give."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

import sanctledger as sl

NINE = ["belneftekhim", "belneftekhim-usa", "polotsk-steklovolokno", "lakokraska", "oil-trade-house", "naftan"]
NINE += ["grodno-azot", "grodno-khimvolokno", "belshina"]
CHAIN = ["us-gl-2", *(f"us-gl-2{letter}" for letter in "abcdefgh")]


@cache
def case() -> sl.Ledger:
    return sl.load("belarus")


def states(day: str, target: str, sender: str, kind: str = "asset_freeze", **axes: str) -> set[str]:
    """The states that a party's measures may be in on a day, by their sender and kind."""
    found = case().at(day, **axes).sanctions(sender=sender, target=target, kind=kind, rollup=False)
    return {state for item in found for state in item.candidates}


# GL 2 to 2H: nine firms stay listed, and what was frozen stays frozen, so the freeze is eased in part and no more.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2012-01-01", {"in_force"}),
        ("2015-10-29", {"in_force"}),
        ("2015-10-30", {"in_force", "partly_eased"}),  # a data set lets it begin on the 31st
        ("2015-10-31", {"partly_eased"}),
        ("2016-04-30", {"partly_eased"}),  # in the month of 2A one of the two acts
        ("2017-10-24", {"partly_eased"}),
        ("2019-10-15", {"partly_eased"}),
        ("2021-04-18", {"partly_eased"}),
        ("2021-04-19", {"partly_eased"}),  # revoked, and a wind-down in its place
        ("2021-06-02", {"partly_eased"}),
        ("2021-06-03", {"in_force"}),  # it ended at 00:01
        ("2026-06-01", {"in_force"}),
    ],
)
def test_the_nine_firms_are_free_to_deal_with_from_2015_to_the_end_of_the_wind_down(day: str, expected: set[str]):
    for firm in NINE:
        assert states(day, firm, "us") == expected, firm


def test_as_the_records_stand_the_first_licence_begins_on_the_thirtieth():
    assert states("2015-10-30", "naftan", "us", reading="stated") == {"partly_eased"}


def test_each_licence_replaces_the_one_before_it_and_the_last_winds_down():
    licences = [case()[record_id] for record_id in CHAIN]
    for old, new in pairwise(licences):
        assert isinstance(new, sl.Easing)
        assert new.replaces == (old.id,)
    assert [licence.kind_name for licence in licences] == ["general_license"] * 8 + ["wind_down"]
    assert (str(licences[-1].start), str(licences[-1].end)) == ("2021-04-19", "2021-06-03T00:01-04:00")


@pytest.mark.parametrize(
    ("day", "acting"),
    [
        ("2015-12-31", "us-gl-2"),
        ("2016-07-01", "us-gl-2a"),
        ("2017-01-01", "us-gl-2b"),
        ("2017-04-28", "us-gl-2c"),
        ("2017-10-24", "us-gl-2d"),
        ("2018-04-27", "us-gl-2e"),
        ("2019-01-01", "us-gl-2f"),
        ("2021-04-18", "us-gl-2g"),
        ("2021-04-19", "us-gl-2h"),
        ("2021-06-02", "us-gl-2h"),
    ],
)
def test_one_licence_of_the_chain_acts_on_each_day(day: str, acting: str):
    items = [item for item in case().at(day).easings() if item.id in CHAIN]
    assert [item.id for item in items if item.state == "in_force"] == [acting]
    assert not [item.id for item in items if not item.certain]


def test_the_thresholds_of_reporting_stand_as_conditions():
    first, fourth = case()["us-gl-2"], case()["us-gl-2d"]
    assert isinstance(first, sl.Easing)
    assert isinstance(fourth, sl.Easing)
    assert ("10,000" in first.conditions[0].text, "15 days" in first.conditions[0].text) == (True, True)
    assert ("50,000" in fourth.conditions[0].text, "30 days" in fourth.conditions[0].text) == (True, True)


@pytest.mark.parametrize(
    ("claim", "about", "field", "value"),
    [
        ("claim-gl-2-issued", "us-gl-2", "issued", "2015-10-29"),
        ("claim-gl-2-from", "us-gl-2", "from", "2015-10-31"),
        ("claim-gl-2g-end", "us-gl-2g", "until", "2021-04-25"),
        ("claim-four-entities", "eu-entities-2015", "size", "4"),
        ("claim-eu-2004", "eu-travel-four", "from", "2004-09-24"),
    ],
)
def test_what_is_told_in_two_ways_stands_as_a_claim(claim: str, about: str, field: str, value: str):
    record = case()[claim]
    assert isinstance(record, sl.Claim)
    assert (record.about, record.field, record.value) == (about, field, value)


# The EU: suspended from 31 October 2015, delisted in February 2016, over when the term ran out; four persons never.
@pytest.mark.parametrize(
    ("day", "listed", "four"),
    [
        ("2015-10-30", {"in_force"}, {"in_force"}),
        ("2015-10-31", {"eased"}, {"in_force"}),
        ("2016-02-24", {"eased"}, {"in_force"}),
        ("2016-02-25", {"lifted"}, {"in_force"}),
        ("2016-02-29", {"lifted"}, {"in_force"}),
        ("2016-03-01", {"ended"}, {"in_force"}),
    ],
)
def test_the_european_measures_are_suspended_and_lifted_for_all_but_four(day: str, listed: set[str], four: set[str]):
    for target, kind in (
        ("eu-persons-2015", "asset_freeze"),
        ("eu-persons-2015", "travel_ban"),
        ("eu-entities-2015", "asset_freeze"),
    ):
        assert states(day, target, "eu", kind) == listed
    assert states(day, "eu-four", "eu") == states(day, "eu-four", "eu", "travel_ban") == four
    assert states(day, "by", "eu", "arms_embargo") == {"in_force"}


def test_the_balance_counts_the_suspended_by_their_number_and_the_rival_count_widens_it():
    rows = case().at("2015-11-01").balance("eu", "by")
    assert str(rows["eased:asset_freeze"].given) == "173..174"  # a later source has four entities
    assert str(rows["eased:travel_ban"].given) == "170"
    later = case().at("2015-11-01", "2015-11-01").balance("eu", "by")["eased:asset_freeze"]
    assert str(later.given) == "173"


@pytest.mark.parametrize(("day", "expected"), [("2015-08-21", None), ("2015-08-22", "6"), ("2021-06-03", "6")])
def test_six_prisoners_were_let_go(day: str, expected: str | None):
    rows = {row.group: str(row.given) for row in case().at(day).balance("by", "us", by="deal", unit="prisoners")}
    assert rows.get("thaw-2015") == expected


def test_a_person_released_twice_was_taken_in_between():
    taken = case()["by-detains-statkevich"]
    assert isinstance(taken, sl.Coercion)
    assert case()["by-release-2015"].start.latest < taken.start.earliest < case()["by-release-52"].start.earliest  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("party", "day", "inside"),
    [("uk", "2020-01-31", True), ("uk", "2020-02-01", False), ("lt", "2004-04-30", False), ("lt", "2004-05-01", True)],
)
def test_membership_of_the_union_is_dated(party: str, day: str, inside: bool):
    record = case()[party]
    assert isinstance(record, sl.Party)
    (membership,) = record.member_of
    held = sl.Periods.of(membership.during).holds(day)
    assert (held is sl.Certainty.YES) is inside


@pytest.mark.parametrize(
    ("person", "day", "state"),
    [
        ("statkevich", "2015-08-22", "free"),
        ("statkevich", "2020-05-31", "held"),
        ("statkevich", "2026-06-01", "held"),
        ("tikhanovsky", "2025-06-20", "held"),
        ("tikhanovsky", "2025-06-21", "free"),
        ("losik", "2025-09-11", "free"),
        ("bialiatski", "2025-12-12", "held"),
        ("pratasevich", "2023-05-22", "free"),
    ],
)
def test_whether_a_person_was_free_on_a_day(person: str, day: str, state: str):
    assert case().at(day).who(person).state == state
