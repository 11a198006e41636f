"""Questions about an id that names another sort of record, or a record not known yet."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl


def test_a_leg_is_found_by_the_id_of_any_version():
    ledger = story("""
- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}
- {kind: pledge, id: p, from: 2020-01-01, giver: by, receiver: us, quantity: 5 prisoners, deal: d}
- {kind: pledge, id: q, amends: p, from: 2020-01-01, recorded: 2020-02-01, giver: by, receiver: us,
   quantity: 6 prisoners, deal: d}
""")
    settled = ledger.at("2020-03-01").settlement("d")
    assert settled["p"] is settled["q"]
    assert ledger.at("2020-03-01", known="2020-01-31").settlement("d")["p"].id == "p"


def test_an_id_of_another_record_or_of_an_unknown_deal_is_an_error():
    ledger = sl.load("belarus")
    with pytest.raises(sl.errors.UnknownRecord, match="holds no deal `pledge-52`: it is a pledge"):
        ledger.at("2025-12-31").settlement("pledge-52")
    early = ledger.at("2025-12-31", known="2020-01-01")
    for ask in (early.settlement, early.implied_rates, early.assessments):
        with pytest.raises(sl.errors.UnknownRecord, match="`minsk-2025-09`: it is known from 2025-09-11 on"):
            ask("minsk-2025-09")
    with pytest.raises(sl.errors.UnknownRecord, match="by its status it does not count"):
        ledger.at("2025-12-31", reading=sl.Reading("widest", ["disputed"])).settlement("minsk-2025-09")
