"""The settlement of a deal: the amounts of each leg, the order, who moved first, and the share delivered."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from stories import story

import sanctledger as sl
from sanctledger.questions.settlement.legs import Leg
from sanctledger.questions.settlement.sequence import Moment

DEAL = "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
FREEZE = "- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: belavia}\n"


def pledge(name: str = "p", giver: str = "by", **fields: str) -> str:
    receiver = "us" if giver == "by" else "by"
    said = {"from": "2020-01-01", "quantity": "52 prisoners", "deal": "d"} | fields
    extra = "".join(f", {key}: {value}" for key, value in said.items() if value)
    return f"- {{kind: pledge, id: {name}, giver: {giver}, receiver: {receiver}{extra}}}\n"


def release(name: str, day: str, quantity: str, delivers: str = "p", **fields: str) -> str:
    said = {"delivers": delivers, "deal": "d"} | fields
    extra = "".join(f", {key}: {value}" for key, value in said.items() if value)
    return f"- {{kind: release, id: {name}, from: {day}, giver: by, receiver: us, quantity: {quantity}{extra}}}\n"


def licence(name: str, day: str, delivers: str = "q", **fields: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in fields.items())
    return f"- {{kind: general_license, id: {name}, from: {day}, eases: f, deal: d, delivers: [{delivers}]{extra}}}\n"


def settled(*records: str, on: str = "2020-06-01") -> sl.Settlement:
    return story(DEAL + FREEZE + "".join(records)).at(on).settlement("d")


def figures(leg: Leg) -> dict[str, str]:
    names = ("promised", "delivered", "outstanding", "overdue", "lapsed", "reversed")
    return {name: str(getattr(leg, name)) for name in names if str(getattr(leg, name)) != "0"}


# Amounts.


def test_a_total_and_uncertain_records_that_it_includes_deliver_the_total():
    first = release("r", "2020-02-01", "20..25 prisoners")
    leg = settled(pledge(), first, release("t", "2020-03-01", "52 prisoners", includes="r"))["p"]
    assert (str(leg.delivered), str(leg.outstanding), leg.state) == ("52", "0", "kept")
    back = "- {kind: rearrest, id: v, from: 2020-04-01, by: by, reverses: r, quantity: 1 prisoners}\n"
    leg = settled(pledge(), first, release("t", "2020-03-01", "52 prisoners", includes="r"), back)["p"]
    assert (str(leg.delivered), str(leg.outstanding), leg.state) == ("51", "1", "part_kept")


def test_a_total_and_a_disputed_record_that_it_includes_deliver_the_amount_of_either_world():
    first = release("r", "2020-02-01", "20..25 prisoners", status="disputed")
    leg = settled(pledge(), first, release("t", "2020-03-01", "52 prisoners", includes="r"))["p"]
    assert str(leg.delivered) == "27..52"


def test_a_delivery_in_part_leaves_the_rest_outstanding():
    leg = settled(pledge(), release("r", "2020-02-01", "40 prisoners"))["p"]
    assert figures(leg) == {"promised": "52", "delivered": "40", "outstanding": "12"}
    assert (leg.state, leg.unit, leg.outstanding.stated) == ("part_kept", "prisoners", 12)


def test_several_records_deliver_together():
    leg = settled(pledge(), release("r", "2020-02-01", "40 prisoners"), release("s", "2020-03-01", "12 prisoners"))["p"]
    assert figures(leg) == {"promised": "52", "delivered": "52"}
    assert [(one.record, str(one.amount)) for one in leg.deliveries] == [("r", "40"), ("s", "12")]
    assert (leg.began, leg.done) == (
        Moment(dt.date(2020, 2, 1), dt.date(2020, 2, 1)),
        Moment(dt.date(2020, 3, 1), dt.date(2020, 3, 1)),
    )


def test_a_delivery_beyond_the_promise_is_shown_and_leaves_nothing_outstanding():
    leg = settled(pledge(), release("r", "2020-02-01", "60 prisoners"))["p"]
    assert figures(leg) == {"promised": "52", "delivered": "60"}
    assert str(leg.fraction) == "1"


def test_the_outstanding_amount_is_overdue_after_the_due_day():
    late = pledge(due="2020-03-01"), release("r", "2020-02-01", "40 prisoners")
    assert figures(settled(*late, on="2020-03-01")["p"]) == {"promised": "52", "delivered": "40", "outstanding": "12"}
    leg = settled(*late, on="2020-03-02")["p"]
    assert (figures(leg)["overdue"], leg.state) == ("12", "overdue")


@pytest.mark.parametrize(("firmness", "overdue"), [("discussed", "0"), ("offered", "52"), ("agreed", "52")])
def test_a_promise_that_was_only_discussed_is_never_overdue(firmness: str, overdue: str):
    assert str(settled(pledge(due="2020-03-01", firmness=firmness))["p"].overdue) == overdue


def test_a_claim_about_the_firmness_leaves_open_whether_a_promise_is_overdue():
    claim = "- {kind: claim, id: c, about: p, field: firmness, value: discussed}\n"
    leg = settled(pledge(due="2020-03-01"), claim)["p"]
    assert (str(leg.overdue), leg.state, leg.overdue.stated) == ("0..52", "maybe open overdue", 52)


def test_a_claim_about_the_due_day_widens_it():
    claim = "- {kind: claim, id: c, about: p, field: due, value: 2020-09-01}\n"
    leg = settled(pledge(due="2020-03-01"), claim)["p"]
    assert (str(leg.overdue), leg.overdue.stated) == ("0..52", 52)


def test_a_claim_about_the_promised_amount_widens_it():
    claim = "- {kind: claim, id: c, about: p, field: quantity, value: 50 prisoners}\n"
    leg = settled(pledge(), claim, release("r", "2020-02-01", "40 prisoners"))["p"]
    assert (str(leg.promised), str(leg.outstanding), leg.outstanding.stated) == ("50..52", "10..12", 12)


def test_an_expired_or_reversed_promise_has_lapsed():
    leg = settled(pledge(until="2020-05-01"), release("r", "2020-02-01", "40 prisoners"))["p"]
    assert figures(leg) == {"promised": "52", "delivered": "40", "lapsed": "12"}
    void = "- {kind: withdrawal, id: w, from: 2020-05-01, by: by, reverses: p}\n"
    leg = settled(pledge(), void)["p"]
    assert (figures(leg), leg.state, leg.reversals) == ({"promised": "52", "lapsed": "52"}, "void", ("w",))


def test_a_reversal_takes_back_a_delivery_from_its_own_day_on():
    back = "- {kind: rearrest, id: v, from: 2020-03-01, by: by, reverses: r, quantity: 1 prisoner}\n"
    kept = pledge(), release("r", "2020-02-01", "52 prisoners"), back
    assert figures(settled(*kept, on="2020-02-28")["p"]) == {"promised": "52", "delivered": "52"}
    leg = settled(*kept)["p"]
    assert figures(leg) == {"promised": "52", "delivered": "51", "outstanding": "1", "reversed": "1"}
    assert str(leg.deliveries[0].reversed) == "1"
    all_of_it = "- {kind: rearrest, id: v, from: 2020-03-01, by: by, reverses: r}\n"
    leg = settled(*kept[:2], all_of_it)["p"]
    assert figures(leg) == {"promised": "52", "outstanding": "52", "reversed": "52"}


def test_the_end_of_a_delivery_takes_nothing_back():
    leg = settled(pledge(), release("r", "2020-02-01", "52 prisoners", until="2020-03-01"))["p"]
    assert (str(leg.delivered), leg.state) == ("52", "kept")


def test_a_delivery_in_a_part_of_the_unit_counts_and_one_in_the_whole_counts_between_nothing_and_all():
    part = settled(pledge(), release("r", "2020-02-01", "40 political prisoners"))["p"]
    assert (str(part.delivered), part.unit) == ("40", "prisoners")
    whole = settled(pledge(quantity="52 political prisoners"), release("r", "2020-02-01", "40 prisoners"))["p"]
    assert (str(whole.delivered), str(whole.outstanding)) == ("0..40", "12..52")


def test_a_promise_without_an_amount_is_one_of_its_kind():
    leg = settled(pledge("q", "us", quantity="", promises="{kind: general_license}"), licence("l", "2020-02-01"))["q"]
    assert (figures(leg), leg.unit) == ({"promised": "1", "delivered": "1"}, "general_license")
    back = "- {kind: revocation, id: v, from: 2020-03-01, by: us, reverses: l}\n"
    leg = settled(pledge("q", "us", quantity=""), licence("l", "2020-02-01"), back)["q"]
    assert (figures(leg), leg.unit) == ({"promised": "1", "outstanding": "1", "reversed": "1"}, "promise")


def test_a_promise_that_replaces_another_takes_its_deliveries():
    new = pledge("n", quantity="60 prisoners", amends="[p]", recorded="2020-04-01")
    records = pledge(recorded="2020-01-01"), new, release("r", "2020-02-01", "40 prisoners")
    (leg,) = settled(*records)
    assert (leg.id, leg.replaced, str(leg.outstanding)) == ("n", ("p",), "20")
    before = story(DEAL + FREEZE + "".join(records)).at("2020-06-01", known="2020-03-01").settlement("d")
    assert [(one.id, str(one.promised)) for one in before] == [("p", "52")]


def test_an_act_under_the_deal_that_delivers_no_promise_is_unpledged():
    leg = settled(release("r", "2020-02-01", "3 prisoners", delivers=""))["r"]
    assert (leg.state, leg.pledged, figures(leg)) == ("unpledged", False, {"delivered": "3"})
    assert (leg.fraction, leg.score) == (None, None)


# One record, several promises.


def test_a_delivery_of_several_promises_counts_once_and_fills_the_one_due_first():
    two = pledge("p", due="2020-05-01", quantity="10 prisoners"), pledge("o", due="2020-03-01", quantity="10 prisoners")
    found = settled(*two, release("r", "2020-02-01", "14 prisoners", delivers="[p, o]"))
    assert {leg.id: str(leg.delivered) for leg in found} == {"p": "4", "o": "10"}
    assert found["p"].deliveries[0].also == ("o",)


def test_then_the_promise_made_first_and_the_rest_goes_to_the_last():
    two = pledge("p", quantity="10 prisoners", **{"from": "2020-01-02"}), pledge("o", quantity="10 prisoners")
    found = settled(*two, release("r", "2020-02-01", "25 prisoners", delivers="[p, o]"))
    assert {leg.id: str(leg.delivered) for leg in found} == {"p": "15", "o": "10"}


def test_between_promises_of_one_tier_the_split_is_open():
    two = pledge("p", quantity="10 prisoners"), pledge("o", quantity="10 prisoners")
    found = settled(*two, release("r", "2020-02-01", "14 prisoners", delivers="[p, o]"))
    assert {leg.id: str(leg.delivered) for leg in found} == {"p": "4..10", "o": "4..10"}


def test_a_delivery_that_names_one_promise_fills_it_before_one_that_names_several():
    two = pledge("p", due="2020-03-01", quantity="10 prisoners"), pledge("o", due="2020-05-01", quantity="10 prisoners")
    shared = release("r", "2020-02-01", "10 prisoners", delivers="[p, o]"), release("s", "2020-03-01", "10 prisoners")
    found = settled(*two, *shared)
    assert {leg.id: str(leg.delivered) for leg in found} == {"p": "10", "o": "10"}


def test_amounts_of_units_that_do_not_overlap_are_allocated_separately():
    two = pledge("p", quantity="10 prisoners"), pledge("o", quantity="5 buses")
    both = release("r", "2020-02-01", "10 prisoners", delivers="[p, o]", of_which="[{quantity: 5 buses}]")
    assert {leg.id: str(leg.delivered) for leg in settled(*two, both)} == {"p": "10", "o": "5"}


def test_a_reversal_of_a_shared_delivery_is_split_within_the_credit_of_each_promise():
    two = pledge("p", due="2020-03-01", quantity="10 prisoners"), pledge("o", due="2020-05-01", quantity="10 prisoners")
    shared = release("r", "2020-02-01", "14 prisoners", delivers="[p, o]")
    back = "- {kind: rearrest, id: v, from: 2020-03-01, by: by, reverses: r, quantity: 6 prisoners}\n"
    found = settled(*two, shared, back)
    assert {leg.id: str(leg.reversed) for leg in found} == {"p": "2..6", "o": "0..4"}


# Order and lead.


@pytest.mark.parametrize(
    ("order", "given", "eased", "verdict", "days"),
    [
        ("before", "2020-02-01", "2020-02-03", "kept", "2"),
        ("before", "2020-02-01", "2020-02-01", "kept", "0"),
        ("before", "2020-02-03", "2020-02-01", "broken", "-2"),
        ("before", "2020-02", "2020-02-10", "maybe kept broken", "-19..9"),
        ("after", "2020-02-03", "2020-02-01", "kept", "-2"),
        ("after", "2020-02-01", "2020-02-03", "broken", "2"),
        ("with", "2020-02-01", "2020-02-01", "kept", "0"),
        ("with", "2020-02-01", "2020-02-02", "broken", "1"),
        ("with", "2020-02", "2020-02-02", "maybe kept broken", "-27..1"),
        ("before", "2020-02-01", "2020-09-01", "kept", "None"),
        ("before", "2020-09-01", "2020-02-01", "broken", "None"),
        ("after", "2020-09-01", "2020-09-01", "open", "None"),
    ],
)
def test_an_order_between_legs_is_kept_broken_or_open(order: str, given: str, eased: str, verdict: str, days: str):
    legs = pledge(order=f"{{{order}: [q]}}"), pledge("q", "us", quantity="")
    (turn,) = settled(*legs, release("r", given, "52 prisoners"), licence("l", eased))["p"].order
    assert (turn.verdict, str(turn.days)) == (verdict, days)


def test_a_leg_is_before_another_if_its_last_delivery_is():
    legs = pledge(order="{before: [q]}"), pledge("q", "us", quantity=""), licence("l", "2020-02-10")
    parts = release("r", "2020-02-01", "40 prisoners"), release("s", "2020-02-20", "12 prisoners")
    assert settled(*legs, *parts)["p"].order[0].verdict == "broken"


def test_who_moved_first_and_by_how_many_days():
    legs = pledge(), pledge("q", "us", quantity=""), release("r", "2020-02-01", "40 prisoners")
    found = settled(*legs, licence("l", "2020-02-11"))
    assert (str(found.first), found.days_between("p", "q")) == ("by, by 10 days", sl.Bounds.exactly(10))
    assert str(settled(*legs, licence("l", "2020-02-01")).first) == "by and us on one day"
    assert str(settled(*legs, licence("l", "2020-01-31..2020-02-03")).first) == "maybe us or by, by 0..2 days"
    alone = settled(*legs)
    assert (str(alone.first), alone.days_between("p", "q")) == ("by, by 122 or more days", None)
    assert settled(*legs[:2]).first is None


def test_the_act_of_a_company_counts_for_the_side_that_it_belongs_to():
    found = settled(
        pledge(), release("r", "2020-02-01", "1 prisoners", delivers="").replace("giver: by", "giver: bank")
    )
    assert [(mover.side, mover.legs) for mover in found.movers] == [(("by",), ("p", "r"))]


def test_a_delivery_after_a_withdrawal_by_the_other_side_is_marked():
    legs = pledge(), pledge("q", "us", quantity=""), licence("l", "2020-02-01")
    out = "- {kind: withdrawal, id: w, from: 2020-03-01, by: us, reverses: [d, l]}\n"
    found = settled(*legs, out, release("r", "2020-02-02", "40 prisoners"), release("s", "2020-04-01", "12 prisoners"))
    assert [(one.record, one.withdrawn, one.after_withdrawal.value) for one in found["p"].deliveries] == [
        ("r", (), "no"),
        ("s", ("w",), "yes"),
    ]
    assert found.withdrawals == ("w",)
    assert figures(found["q"]) == {"promised": "1", "outstanding": "1", "reversed": "1"}


def test_a_withdrawal_on_an_uncertain_day_may_have_come_before_a_delivery():
    out = "- {kind: withdrawal, id: w, from: 2020-03, by: us, reverses: d}\n"
    (delivery,) = settled(pledge(), out, release("r", "2020-03-10", "40 prisoners"))["p"].deliveries
    assert (delivery.withdrawn, delivery.maybe_withdrawn, delivery.after_withdrawal.value) == ((), ("w",), "maybe")


def test_how_late_a_promise_was_kept():
    late = settled(pledge(due="2020-02-01"), release("r", "2020-02-03..2020-02-05", "52 prisoners"))["p"]
    assert (late.state, late.after_due) == ("kept", sl.Bounds(2, 4))
    assert settled(pledge(due="2020-02-01"))["p"].after_due is None


# Verification and conditions.


@pytest.mark.parametrize(
    ("verified", "said"),
    [
        ({"verified_by": "eu"}, "verified"),
        ({"verified_by": "ru"}, "by another"),
        ({}, "not yet"),
        ({"verified_by": "eu", "verified_on": "2020-09-01"}, "not yet"),
    ],
)
def test_a_delivery_is_verified_by_the_party_that_the_promise_names(verified: dict[str, str], said: str):
    leg = settled(pledge(verifier="eu"), release("r", "2020-02-01", "40 prisoners", **verified))["p"]
    assert (leg.verifier, leg.verification) == ("eu", said)


def test_conditions_are_shown():
    assert settled(pledge(**{"if": "[the embassy opens, f]"}))["p"].conditions == ("the embassy opens", "f")


# How far.


@pytest.mark.parametrize(
    ("given", "fraction", "score"),
    [("0", "0", 0), ("1", "0.0192..0.0193", 1), ("25", "0.4807..0.4808", 1), ("26", "0.5", 2), ("52", "1", 3)],
)
def test_the_score_is_that_of_the_peace_accords_matrix(given: str, fraction: str, score: int):
    leg = settled(pledge(), release("r", "2020-02-01", f"{given} prisoners"))["p"]
    assert leg.fraction is not None
    assert leg.score is not None
    assert (str(leg.fraction), leg.score.bounds.value) == (fraction, score)


def test_a_deal_has_the_mean_of_its_firm_promises():
    legs = pledge(), pledge("q", "us", quantity=""), pledge("o", quantity="5 prisoners", firmness="discussed")
    found = settled(*legs, release("r", "2020-02-01", "26 prisoners"), licence("l", "2020-02-01"))
    assert found.fraction is not None
    assert found.implementation is not None
    assert (found.fraction.bounds, found.fraction.stated) == (sl.Bounds.exactly(Decimal("0.75")), Decimal("0.75"))
    assert found.implementation.stated == Decimal("0.8333")


def test_a_promise_that_may_not_have_been_made_may_count_or_not():
    found = settled(
        pledge(), pledge("q", "us", quantity="", status="disputed"), release("r", "2020-02-01", "52 prisoners")
    )
    assert str(found.fraction) == "0.5..1"


# The answer.


def test_settlement_and_pledges_agree():
    ledger = sl.load("belarus")
    for on in ("2025-09-11", "2025-12-14", "2026-05-01"):
        view = ledger.at(on)
        for deal in ledger.family("deal"):
            legs = [leg.record_state for leg in view.settlement(deal.id) if leg.pledged]
            assert legs == list(view.pledges(deal=deal.id))


def test_an_unknown_deal_is_an_error_that_suggests_the_nearest():
    view = sl.load("belarus").at("2025-12-31")
    with pytest.raises(sl.errors.UnknownRecord, match="minsk-2025-09"):
        view.settlement("minsk-2025-9")


def test_every_figure_leads_to_its_records_and_sources():
    view = sl.load("belarus").at("2025-12-31")
    leg = view.settlement("minsk-2025-09")["pledge-52"]
    explained = leg.explain()
    assert [(reason.side, reason.record) for reason in explained.reasons] == [
        ("promised", "pledge-52"),
        ("delivered", "by-release-52"),
    ]
    assert all(reason.sources for reason in explained.reasons)
    assert "by-statkevich-back" in [other.id for other in explained.reasons[1].because]
    assert len(view.settlement("minsk-2025-09").explain().reasons) >= 4


def test_rows_are_flat_and_name_the_same_columns():
    rows = sl.load("belarus").at("2025-12-31").settlement("minsk-2025-09").rows()
    assert len({tuple(row) for row in rows}) == 1
    assert all(isinstance(value, (str, int, bool, type(None))) for row in rows for value in row.values())


def test_many_deliveries_take_no_longer_than_their_number():
    many = "".join(release(f"r{one}", f"2020-02-{one % 28 + 1:02}..2020-03-20", "1 prisoners") for one in range(600))
    leg = settled(pledge(quantity="700 prisoners"), many)["p"]
    assert (str(leg.delivered), len(leg.deliveries)) == ("600", 600)


def test_the_lead_counts_the_days_of_acts_and_not_the_days_between():
    legs = [pledge(), pledge("q", "us", quantity="", promises="{kind: general_license}")]
    freed = release("r", "2020-02-01", "52 prisoners", status="disputed")
    denied = settled(*legs, freed, licence("l", "2020-02-11", status="disputed"))
    assert str(denied.first) == "maybe by or us, by 10 or more days"
    later = release("s", "2020-04-01", "52 prisoners")
    assert str(settled(*legs, freed, later, licence("l", "2020-02-11")).first) == "maybe by or us, by 10..50 days"
