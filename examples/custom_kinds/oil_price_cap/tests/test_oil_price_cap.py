"""The cap is a kind like any other, and its level is told for every day."""

from __future__ import annotations

from pathlib import Path

import pytest
from oil_price_cap import OilPriceCap, levels

import sanctledger as sl
from sanctledger.testing import check_kind

KINDS = sl.KINDS.with_kind(OilPriceCap)
LEDGER = sl.load(Path(__file__).parent / "caps.yaml", KINDS)
CRUDE = next(cap for cap in LEDGER if isinstance(cap, OilPriceCap) and cap.id == "eu-crude")


def test_it_behaves_as_a_built_in_kind() -> None:
    check_kind(OilPriceCap)


@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("2022-12-04", None),
        ("2022-12-05", "60 USD/barrel"),
        ("2025-09-02", "60 USD/barrel"),
        ("2025-09-03", "47.6 USD/barrel"),
    ],
)
def test_the_level_of_a_day(day: str, level: str | None) -> None:
    assert [row["level"] for row in levels(LEDGER.at(day)) if row["cap"] == "eu-crude"] == ([level] if level else [])


def test_a_level_whose_day_is_unsure_leaves_both_open() -> None:
    cap = CRUDE.replaced(
        levels=[{"from": "2022-12-05", "price": "60 USD/barrel"}, {"from": "2025-09", "price": "47.6 USD/barrel"}]
    )
    assert str(cap.level("2025-09-10")) == "47.6..60 USD/barrel"
    assert str(cap.level("2025-10-01")) == "47.6 USD/barrel"


def test_it_counts_eases_and_checks_as_others_do() -> None:
    view = LEDGER.at("2025-10-01")
    assert str(view.balance("eu", "ru")["in_force:oil_price_cap"].given) == "2"
    assert [move.cameo for move in view.moves("eu", "ru")] == ["163", "163"]
    assert list(LEDGER.check(today="2025-10-01")) == []


def test_levels_out_of_order_are_found() -> None:
    cap = CRUDE.replaced(
        levels=[{"from": "2025-09-03", "price": "47.6 USD/barrel"}, {"from": "2021-01-01", "price": "60 EUR/barrel"}]
    )
    others = [record for record in LEDGER if record.id != cap.id]
    found = sl.Ledger([*others, cap], LEDGER.settings, KINDS).check(today="2025-10-01")
    assert sorted((one.code, one.field) for one in found) == [
        ("OPC101", "levels.1.from"),
        ("OPC101", "levels.1.price"),
        ("OPC102", "levels.1.from"),
    ]
