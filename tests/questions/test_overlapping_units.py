"""Parts of one whole may overlap. Every question counts such a part as anything from 0 to the amount."""

from __future__ import annotations

from typing import Any

from stories import story, units_of

import sanctledger as sl
from sanctledger.records.settings import Settings

UNITS = units_of({"politicals": {"part_of": "prisoners"}, "journalists": {"part_of": "prisoners"}})
STORY = """
- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}
- {kind: pledge, id: p, from: 2020-01-01, giver: by, receiver: us, quantity: 5 journalists, deal: d, firmness: agreed}
- {kind: release, id: r, from: 2020-02-01, giver: by, receiver: us, quantity: 10 politicals, deal: d, delivers: p}
- {kind: observation, id: before, from: 2020-01-15, holder: by, observer: viasna, quantity: 20 journalists}
- {kind: observation, id: after, from: 2020-03-15, holder: by, observer: viasna, quantity: 15 journalists}
"""


def ledger(text: str = STORY) -> sl.Ledger:
    return sl.Ledger(story(text).records, Settings(units=UNITS))


def view(text: str = STORY) -> sl.View:
    return ledger(text).at("2021-01-01")


def test_a_balance_counts_none_to_all_of_another_part():
    balance = view().balance("by", "us")
    assert [str(balance[unit].given) for unit in ("prisoners", "politicals", "journalists")] == ["10", "10", "0..10"]


def test_a_settlement_counts_as_much_as_a_balance_does():
    (leg,) = view().settlement("d")
    assert (str(leg.delivered), leg.state) == ("0..10", "maybe open part_kept kept")


def test_a_stock_may_have_fallen_by_none_to_all():
    (interval,) = view().stock("by")["viasna"].intervals
    assert str(interval.implied) == "-5..5"


def test_a_valuation_weighs_none_to_all():
    scale = sl.Valuation.of("mine", {"release": "2 per journalists"}, version="1", citation="me")
    assert str(view().moves("by", "us", valuation=scale).net) == "0..20"


def test_a_recorded_part_counts_as_recorded_and_no_other_part_counts_twice():
    told = STORY.replace("10 politicals", "10 politicals, of_which: [3 journalists]")
    assert str(view(told).balance("by", "us")["journalists"].given) == "3"
    (leg,) = view(told).settlement("d")
    assert str(leg.delivered) == "3"


def test_a_published_total_is_compared_with_the_possible_amount_of_its_unit():
    def contradicted(figure: int) -> list[str | None]:
        told = f"giver: by, receiver: us, quantity: {figure} journalists"
        total = f"- {{kind: assertion, id: a, from: 2020-01-01, until: 2021-01-01, {told}}}\n"
        report = ledger(STORY + total).check()
        return [one.record for one in report if one.code == "SL421"]

    assert contradicted(10) == []
    assert contradicted(11) == ["a"]


def test_promises_of_two_parts_share_a_delivery_of_their_whole():
    other = "- {kind: pledge, id: q, from: 2020-01-02, giver: by, receiver: us, quantity: 8 politicals, deal: d}\n"
    both = (STORY + other).replace("delivers: p", "delivers: [p, q]")
    found: dict[str, Any] = {leg.id: str(leg.delivered) for leg in view(both).settlement("d")}
    assert found == {"p": "0..5", "q": "5..10"}
