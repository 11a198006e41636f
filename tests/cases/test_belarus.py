"""The shipped case: each fact of the seed report as a query, and each figure that the first release promises."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import sanctledger as sl
from sanctledger import cases

THEN, NOW = "2025-09-12", "2026-06-01"


@cache
def case() -> sl.Ledger:
    return sl.load("belarus")


def record(record_id: str, cls: type[Any]) -> Any:
    found = case()[record_id]
    assert isinstance(found, cls)
    return found


def state(day: str, sanction: str, known: str | None = None) -> str:
    (item,) = case().at(day, known).sanctions().of(sanction)
    return item.state


def given(day: str, deal: str, unit: str = "prisoners", **axes: Any) -> sl.Bounds:
    balance = case().at(day, **axes).balance("by", "us", by="deal", unit=unit)
    return balance[deal].given.bounds


# The seed report, row by row.


def test_01_fifty_two_are_freed_on_the_thursday_named_ones_among_them():
    release = record("by-release-52", sl.Concession)
    assert (str(release.start), release.start.earliest.strftime("%A")) == ("2025-09-11", "Thursday")
    assert str(release.quantity) == "52 prisoners"
    assert {person.person for person in release.people} >= {"losik", "matskevich", "statkevich", "shchyrakova"}


def test_02_over_a_thousand_remain_with_no_upper_bound():
    stock = record("stock-2025-09-11-over-1000", sl.Observation)
    assert (stock.quantity.bounds.low, stock.quantity.bounds.high) == (1001, None)
    assert str(stock.quantity.bounds) == "1,001 or more"


def test_03_the_easing_for_belavia_is_pledged_and_then_delivered_by_a_licence():
    pledge = record("pledge-belavia", sl.Pledge)
    assert pledge.promises.kind == "general_license"
    assert str(pledge.promises.scope) == "goods=aviation.parts"
    (status,) = case().at(THEN).pledges().of("pledge-belavia")
    assert (status.state, status.by) == ("kept", ("us-gl-11",))


def test_04_the_deal_is_struck_in_minsk_between_lukashenko_and_coale():
    deal = record("minsk-2025-09", sl.Deal)
    assert deal.place == "Minsk"
    assert {person.person for person in deal.people} == {"lukashenko", "coale"}
    assert set(deal.parties) == {"us", "by"}


@pytest.mark.parametrize("pledge_id", ["pledge-trade", "pledge-embassy"])
def test_05_trade_and_the_embassy_are_only_discussed_and_never_overdue(pledge_id: str):
    assert record(pledge_id, sl.Pledge).firmness == "discussed"
    (status,) = case().at(NOW).pledges().of(pledge_id)
    assert status.state == "open"


def test_06_the_embassy_is_closed_since_the_invasion_and_still_is():
    (item,) = case().at(NOW).sanctions(kind="diplomatic")
    assert (item.id, item.state, str(item.since), item.until) == ("us-embassy-closed", "in_force", "2022-02-28", None)


def test_07_the_exercise_begins_the_next_day_and_moves_nothing():
    event = record("zapad-2025", sl.Event)
    assert (str(event.start), str(event.end)) == ("2025-09-12", "2025-09-17")
    assert not [entry for entry in case().entries() if entry.record == "zapad-2025"]


def test_08_poland_closes_its_border_until_tuesday_and_later_until_the_twenty_fifth():
    assert record("pl-border", sl.Sanction).end.earliest.strftime("%A") == "Tuesday"
    assert [one.id for one in case().line("pl-border")] == ["pl-border", "pl-border-corrected"]
    (expected,) = case().at("2025-09-13", "2025-09-13").sanctions(kind="border_closure", sender="pl")
    (real,) = case().at("2025-09-13", "2025-09-23").sanctions(kind="border_closure", sender="pl")
    assert (str(expected.until), str(real.until)) == ("2025-09-16", "2025-09-25")
    assert (state("2025-09-24", "pl-border-corrected"), state("2025-09-25", "pl-border-corrected")) == (
        "in_force",
        "ended",
    )


def test_09_latvia_closes_a_part_of_its_airspace():
    closure = record("lv-airspace", sl.Sanction)
    assert closure.scope.dimension("place") == {"lv.eastern-border.50km"}
    assert not closure.scope.is_everything
    then, later = (
        case().at("2025-09-18", known).sanctions(sender="lv", target="by")[0] for known in (THEN, "2025-09-18")
    )
    assert (then.state, later.state) == ("ended", "in_force")


def test_10_the_drones_over_poland_are_an_event_and_moscow_denies():
    assert record("drones-2025-09", sl.Event).parties == ("ru", "pl")
    denial = record("ru-denies-drones", sl.Statement)
    assert (denial.by, denial.act, denial.about) == (("ru",), "denies", ("ru-drones-pl",))
    row = case().at(THEN, THEN).balance("ru", "pl")["drones"]
    assert (str(row.given), row.sense) == ("19", "burden")
    assert str(case().at("2025-10-01").balance("ru", "pl")["drones"].given) == "19..21"


def test_11_kallas_warns():
    warning = record("kallas-warning", sl.Statement)
    assert (warning.by, warning.act) == (("kallas",), "warns")


@pytest.mark.parametrize(("sanction", "sender"), [("eu-war-2022", "eu"), ("us-bis-war-2022", "us")])
def test_12_western_sanctions_over_the_war_name_their_objective(sanction: str, sender: str):
    measure = record(sanction, sl.Sanction)
    assert measure.senders == (sender,)
    assert "war against Ukraine" in measure.objectives[0]


def test_13_the_humanitarian_gesture_is_a_statement_beside_the_deal_and_overwrites_nothing():
    statement = record("lukashenko-humanitarian", sl.Statement)
    assert (statement.act, "minsk-2025-09" in statement.about) == ("characterizes", True)
    assert {link.origin for link in case().links_to("minsk-2025-09")} >= {"lukashenko-humanitarian", "nauseda-no-swap"}
    assert (record("by-release-52", sl.Concession).deal, record("us-gl-11", sl.Easing).link) == (
        "minsk-2025-09",
        "explicit",
    )


def test_14_the_total_of_314_says_what_it_includes_and_the_rival_start_is_a_claim():
    total, claim = record("by-release-314", sl.Concession), record("claim-314-start", sl.Claim)
    assert str(total.quantity) == "314 prisoners"
    assert len(total.includes) == 8
    assert (claim.about, claim.field, claim.value) == ("by-release-314", "from", "2024-07..2025-09-10")
    # the total and what it includes come to 314, and the fourteen of June stand on top of them
    row = case().at(THEN, THEN).balance("by", "us", by="deal", unit="prisoners")
    assert str(row.lines[-1].given) == "328"


def test_15_fourteen_are_pardoned_in_june_tikhanovsky_among_them():
    pardon = record("by-pardon-2025-06", sl.Concession)
    assert (pardon.kind_name, str(pardon.quantity), str(pardon.start)) == ("pardon", "14 prisoners", "2025-06-21")
    assert [(person.person, person.outcome) for person in pardon.people] == [("tikhanovsky", "freed")]


def test_16_the_condition_of_exile_comes_with_who_says_so():
    (condition,) = record("by-release-52", sl.Concession).conditions
    assert ("Exile" in condition.text, condition.by) == (True, "zazulinskaya")


def test_17_she_who_served_her_term_was_expelled_and_no_time_was_given_to_her():
    people = {person.person: person for person in record("by-release-52", sl.Concession).people}
    assert people["shchyrakova"].outcome == "expelled"
    assert record("shchyrakova-term", sl.Statement).by == ("shchyrakova",)


def test_18_statkevich_refused_to_leave_so_fifty_two_are_known_first_and_fifty_one_later():
    people = {person.person: person for person in record("by-release-52", sl.Concession).people}
    assert people["statkevich"].outcome == "refused"
    known = {day: str(given(THEN, "minsk-2025-09", known=day)) for day in (THEN, "2025-09-15", "2025-09-16")}
    assert known == {THEN: "52", "2025-09-15": "52", "2025-09-16": "51"}


def test_19_nauseda_thanks_and_the_freed_met_tikhanovskaya_at_the_border():
    thanks = record("nauseda-thanks", sl.Statement)
    assert (thanks.by, thanks.act, thanks.about) == (("nauseda",), "thanks", ("by-release-52",))
    meeting = record("crossing-2025-09-11", sl.Event)
    assert ([person.person for person in meeting.people], meeting.parties) == (["tikhanovskaya"], ("by", "lt"))


def test_20_the_report_is_an_aggregator_and_never_stands_alone_for_the_exchange():
    assert record("seed", sl.Source).tier == "aggregator"
    for record_id in ("by-release-52", "us-gl-11", "minsk-2025-09"):
        tiers = {case()[citation.source].tier for citation in case()[record_id].sources}  # type: ignore[attr-defined]
        assert tiers - {"aggregator", "unsourced"}


# What the first release promises.


@pytest.mark.parametrize(("known", "expected"), [("2025-09-12", 52), ("2025-09-17", 51)])
def test_the_deal_of_september_gave_as_many_as_were_known(known: str, expected: int):
    assert given(THEN, "minsk-2025-09", known=known) == sl.Bounds.exactly(expected)


@pytest.mark.parametrize("known", ["2025-09-12", "2025-09-17"])
def test_each_figure_of_the_deal_is_explained_down_to_its_sources(known: str):
    row = case().at(THEN, known).balance("by", "us", by="deal", unit="prisoners")["minsk-2025-09"]
    (reason,) = row.explain().reasons
    assert (reason.record, reason.side) == ("by-release-52", "given")
    assert {"seed", "ap-2025-09-11"} <= {source.id for source in reason.sources}
    because = {other.id: [source.id for source in other.sources] for other in reason.because}
    if known == "2025-09-12":
        assert because == {}
    else:
        assert because == {"by-statkevich-back": ["aljazeera-2025-09-16", "thestar-2025-09-15", "forsal-2025-12-13"]}


def test_the_release_of_december_is_122_to_123_under_the_hull_and_123_under_the_primary_reading():
    assert str(given("2025-12-20", "minsk-2025-12")) == "122..123"
    assert str(given("2025-12-20", "minsk-2025-12", reading="stated")) == "123"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-09-10", "in_force"),
        ("2025-09-11", "partly_eased"),
        ("2025-11-03", "partly_eased"),
        ("2025-11-04", "lifted"),
        (NOW, "lifted"),
    ],
)
def test_the_american_freeze_of_belavia_is_eased_and_then_lifted_while_the_european_one_bites(day: str, expected: str):
    assert state(day, "us-sdn-belavia") == expected
    assert state(day, "eu-freeze-belavia") == "in_force"


def test_the_licence_for_belavia_is_moot_once_the_listing_is_lifted():
    states = [case().at(day).easings().of("us-gl-11")[0].state for day in ("2025-11-03", "2025-11-04")]
    assert states == ["in_force", "without_effect"]


def test_each_renewal_of_the_denial_order_amends_the_one_before_until_it_lapses():
    assert [one.id for one in case().line("us-bis-tdo")] == [
        "us-bis-tdo",
        "us-bis-tdo-2",
        "us-bis-tdo-3",
        "us-bis-tdo-4",
    ]
    assert (state("2023-01-01", "us-bis-tdo-4"), state("2025-01-01", "us-bis-tdo-4")) == ("in_force", "ended")
    assert case().at("2022-12-13", "2022-12-12").sanctions().of("us-bis-tdo")[0].state == "ended"


def test_what_was_announced_without_an_instrument_stays_a_pledge():
    states = {item.id: item.state for item in case().at(NOW).pledges(deal="minsk-2026-03")}
    assert states == dict.fromkeys(("pledge-belinvestbank", "pledge-debt", "pledge-potash-rest"), "open")
    assert state(NOW, "us-sdn-belinvestbank") == "in_force"


def test_the_case_reads_without_a_finding_and_refers_to_nothing_that_is_not_there():
    loaded = sl.read("belarus")
    assert not list(loaded.report)
    assert not loaded.ledger.check().errors


def test_every_record_that_moves_a_balance_has_a_source():
    unsourced = {entry.record for entry in case().entries() if not case()[entry.record].sources}
    assert unsourced == set()


def test_the_case_is_found_by_its_name():
    assert "belarus" in cases.names()
    assert cases.path("belarus") is not None
    assert cases.path("atlantis") is None
