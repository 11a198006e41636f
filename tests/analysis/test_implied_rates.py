"""The exchange rates that a deal implies, and the weights at which it balances."""

from __future__ import annotations

from fractions import Fraction

import pytest
from stories import story

import sanctledger as sl
from sanctledger.analysis.quotient import Quotient, written

DEAL = "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
RELEASE = "- {kind: release, id: r, from: 2020-01-15, giver: by, receiver: us, quantity: 52 prisoners, deal: d}\n"
LICENCE = (
    "- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: belavia}\n"
    "- {kind: general_license, id: a, from: 2020-02-01, eases: f, deal: d}\n"
)
BARGAIN = DEAL + RELEASE + LICENCE


def view(text: str, day: str = "2021-01-01") -> sl.View:
    return story(text).at(day)


def test_a_deal_implies_so_many_prisoners_for_one_licence():
    rates = view(BARGAIN).implied_rates("d")
    assert str(rates["prisoners", "general_license"].rate) == "52"
    assert rates["general_license", "prisoners"].rate == Quotient(Fraction(1, 52), Fraction(1, 52))
    assert rates["prisoners", "general_license"].records == ("a", "r")
    assert "52 prisoners of by for one general license of us" in str(rates)
    assert "1/52 general license of us for one prisoner of by" in str(rates)
    assert repr(rates) == "<ImpliedRates of d on 2021-01-01: 2>"
    assert rates.rows()[0]["rate_low"] == "52"
    assert rates.to_json()["rates"][1]["rate"] == {"low": "1/52", "high": "1/52"}
    assert [reason.record for reason in rates.explain().reasons] == ["r", "a"]


def test_an_act_after_the_day_and_a_reversed_act_imply_no_rate():
    assert len(view(BARGAIN, "2020-01-20").implied_rates("d")) == 0
    back = "- {kind: rearrest, id: x, from: 2020-03-01, by: by, reverses: r, quantity: 2 prisoners}\n"
    assert str(view(BARGAIN + back).implied_rates("d")["prisoners", "general_license"].rate) == "50"
    whole = back.replace(", quantity: 2 prisoners", "")
    rates = view(BARGAIN + whole).implied_rates("d")
    assert len(rates) == 0
    assert {one.record: one.why for one in rates.left_out}["r"] == "not begun by the day, or taken back"


def test_an_act_that_has_ended_was_still_given():
    text = BARGAIN.replace("id: r, from: 2020-01-15", "id: r, from: 2020-01-15, until: 2020-06-01")
    assert str(view(text).implied_rates("d")["prisoners", "general_license"].rate) == "52"


def test_an_uncertain_divisor_leaves_the_rate_unbounded_above():
    text = BARGAIN.replace("id: a,", "id: a, status: disputed,")
    rates = view(text).implied_rates("d")
    assert str(rates["prisoners", "general_license"].rate) == "52 or more"
    assert str(rates["general_license", "prisoners"].rate) == "0..1/52"


def test_promises_count_only_on_request_and_not_twice():
    pledge = "- {kind: pledge, id: p, from: 2020-01-01, giver: by, receiver: us, quantity: 60 prisoners, deal: d}\n"
    text = BARGAIN.replace("id: r,", "id: r, delivers: p,") + pledge
    assert str(view(text).implied_rates("d")["prisoners", "general_license"].rate) == "52"
    assert str(view(text).implied_rates("d", promises=True)["prisoners", "general_license"].rate) == "60"


def test_an_expired_promise_does_not_count():
    pledge = (
        "- {kind: pledge, id: p, from: 2020-01-01, until: 2020-03-01, giver: by, receiver: us, quantity: 60 prisoners,"
    )
    ledger = story(DEAL + LICENCE + pledge + " deal: d}\n")
    early, late = (ledger.at(day).implied_rates("d", promises=True) for day in ("2020-02-29", "2020-03-01"))
    assert str(early["prisoners", "general_license"].rate) == "60"
    assert (len(late), {one.record: one.why for one in late.left_out}["p"]) == (0, "it has run out")


def test_a_swap_of_like_for_like_has_a_rate_too():
    text = DEAL + RELEASE + "- {kind: release, id: s, from: 2020-01-16, giver: us, receiver: by, deal: d}\n"
    text += RELEASE.replace("id: r", "id: t").replace("giver: by, receiver: us", "giver: us, receiver: by")
    found = {(rate.giver, rate.unit, rate.per): str(rate.rate) for rate in view(text).implied_rates("d")}
    assert found["by", "prisoners", "prisoners"] == "1"
    assert found["by", "prisoners", "release"] == "52"


def test_a_deal_of_three_parties_has_rates_for_each_pair():
    text = BARGAIN.replace("[us, by]", "[us, by, eu]")
    assert {(rate.giver, rate.other) for rate in view(text).implied_rates("d")} == {("us", "by"), ("by", "us")}


def test_a_gift_without_a_counterpart_is_left_out_with_the_reason():
    text = BARGAIN.replace("[us, by]", "[us, by, eu]")
    text += "- {kind: release, id: third, from: 2020-01-16, giver: eu, receiver: by, deal: d}\n"
    found = {one.record: one.why for one in view(text).implied_rates("d").left_out}
    assert found == {"third": "who got it gave its giver nothing in the deal"}


def test_errors_name_a_way_out():
    with pytest.raises(sl.errors.UnknownRecord, match="the ledger holds no deal `e`"):
        view(BARGAIN).implied_rates("e")
    with pytest.raises(sl.errors.ReadError, match="names fewer than two parties"):
        view("- {kind: deal, id: d, from: 2020-01-01}\n").implied_rates("d")
    with pytest.raises(sl.errors.ReadError, match="is not a rate of the deal"):
        _ = view(BARGAIN).implied_rates("d")["USD", "prisoners"]
    with pytest.raises(sl.errors.ReadError, match="asks of nobody"):
        view(BARGAIN).break_even()
    with pytest.raises(sl.errors.UnknownRecord, match=r"what is weighed holds no unit `.*`; did you mean `prisoners`"):
        view(BARGAIN).break_even(deal="d", numeraire="prisonrs")
    with pytest.raises(sl.errors.ReadError, match="is not a weight"):
        view(BARGAIN).break_even(deal="d", weights={"general_license": 0.5})
    with pytest.raises(sl.errors.ReadError, match="has nothing to weigh"):
        view(DEAL).break_even(deal="d")


def test_two_units_balance_at_the_rate_and_more_need_the_weights_of_the_others():
    even = view(BARGAIN).break_even(deal="d")
    assert (even.numeraire, str(even["general_license"].balances), even.net, even.sign) == (
        "prisoners", "52", None, None,
    )  # fmt: skip
    more = BARGAIN + "- {kind: payment, id: q, from: 2020-02-02, giver: us, receiver: by, quantity: 100 USD, deal: d}\n"
    even = view(more).break_even(deal="d")
    assert even["general_license"].why == "the weight of USD is not known"
    even = view(more).break_even(deal="d", weights={"USD": "0.1..0.2"})
    assert str(even["general_license"].balances) == "32..42"
    assert even["USD"].why == "the weight of general_license is not known"
    even = view(more).break_even(deal="d", weights={"USD": "0.1..0.2", "general_license": 40})
    assert (str(even.net), even.sign) == ("-2..8", "either")
    assert even["USD"].decides
    assert str(even["USD"].balances) == "0.12"


def test_on_a_scale_each_weight_has_its_threshold_and_the_net_its_sign():
    scale = sl.Valuation.of("mine", {"release": "1 per prisoners", "easing": "40..60"}, version="1", citation="a test")
    even = view(BARGAIN).break_even("us", "by", deal="d", valuation=scale)
    assert (str(even.net), even.sign) == ("-12..8", "either")
    assert str(even["easing"].balances) == "52"
    assert even["easing"].decides
    assert not even["release"].decides
    assert str(even["release per prisoners"].balances) == "10/13..15/13"
    assert even.scale is not None
    assert even.to_json()["sign"] == "either"
    assert even.rows()[0]["of"] == "release"
    assert "on mine (1): net -12..8, either" in str(even)
    assert repr(even) == "<BreakEven of us and by from the beginning until 2021-01-02: 2 weights>"
    assert [reason.record for reason in even.explain().reasons] == ["r", "a"]


def test_the_weight_of_equal_amounts_changes_nothing():
    text = (
        DEAL + RELEASE + RELEASE.replace("id: r", "id: t").replace("giver: by, receiver: us", "giver: us, receiver: by")
    )
    even = view(text).break_even(deal="d", valuation="equal")
    assert (even.sign, even["benefit"].balances, str(even["benefit"].why)) == (
        "zero", None, "both sides gave as much of it: its weight changes nothing",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1234), "1,234"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(52, 3), "52/3"),
        (Fraction(1, 20), "0.05"),
        (Fraction(1, 2**40), "1/1,099,511,627,776"),
    ],
)
def test_a_fraction_is_written_exactly(value, text):
    assert written(value) == text


def test_a_quotient_by_a_possible_zero_is_unbounded_and_by_zero_is_none():
    one = sl.Bounds.exactly(1)
    assert Quotient.of(one, sl.Bounds.exactly(0)) is None
    assert str(Quotient.of(one, sl.Bounds(0, 4))) == "0.25 or more"
    assert str(Quotient.of(one, sl.Bounds(-1, 4))) == "any"
    assert str(Quotient.of(one, sl.Bounds(-4, 0))) == "-0.25 or less"
    assert str(Quotient.of(sl.Bounds(1, 2), sl.Bounds(2, 4))) == "0.25..1"
    assert Quotient(None, None).to_json() == {"low": None, "high": None}
