"""Amounts in a unit, as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctledger import Bounds, Quantity
from sanctledger.errors import ReadError, UnitMismatch
from sanctledger.values.quantity import is_money, read_tolerance

amounts = st.integers(0, 10**12) | st.decimals(0, 10**6, places=2)
units = st.sampled_from(["prisoners", "political prisoners", "USD", "barrels/day", "in_force:asset_freeze", "m"])


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("52 prisoners", 52, 52, "prisoners"),
        ("1,201 prisoners", 1201, 1201, "prisoners"),
        ("over 1000 prisoners", 1001, None, "prisoners"),
        ("more than 1000 prisoners", 1001, None, "prisoners"),
        ("> 1000 prisoners", 1001, None, "prisoners"),
        (">=1000 prisoners", 1000, None, "prisoners"),
        ("at least 24 political prisoners", 24, None, "political prisoners"),
        ("1,001 or more prisoners", 1001, None, "prisoners"),
        ("at most 30 prisoners", 0, 30, "prisoners"),
        ("up to 30 prisoners", 0, 30, "prisoners"),
        ("30 or less prisoners", 0, 30, "prisoners"),
        ("<= 30 prisoners", 0, 30, "prisoners"),
        ("under 50 prisoners", 0, 49, "prisoners"),
        ("fewer than 50 prisoners", 0, 49, "prisoners"),
        ("<50 prisoners", 0, 49, "prisoners"),
        ("114..123 prisoners", 114, 123, "prisoners"),
        ("about 300 prisoners", 270, 330, "prisoners"),
        ("~ 15 prisoners", 13, 17, "prisoners"),
        ("1.2 bn USD", 1_200_000_000, 1_200_000_000, "USD"),
        ("335 million USD", 335_000_000, 335_000_000, "USD"),
        ("over 6 bn USD", 6_000_000_000, None, "USD"),
        ("under 5 USD", 0, 5, "USD"),
        ("over 1.5 tonnes", Decimal("1.5"), None, "tonnes"),
        ("1..2 million EUR", 1_000_000, 2_000_000, "EUR"),
        ("5 m USD", 5_000_000, 5_000_000, "USD"),
        ("5 m", 5, 5, "m"),
        ("  52   political   prisoners ", 52, 52, "political prisoners"),
    ],
)
def test_each_way_of_writing_an_amount_is_read(text: str, low: Any, high: Any, unit: str):
    quantity = Quantity.parse(text)
    assert (quantity.bounds, quantity.unit) == (Bounds(low, high), unit)
    assert Quantity.parse(str(quantity)) == quantity


@given(amounts, st.none() | amounts, units)
def test_a_quantity_round_trips_through_its_text_and_its_mapping(low: Any, more: Any, unit: str):
    quantity = Quantity(Bounds(low) if more is None else Bounds(low, Bounds(low, low).low + more), unit)
    assert Quantity.parse(str(quantity)) == quantity
    assert Quantity.read(quantity.to_json()) == quantity
    assert eval(repr(quantity), {"Quantity": Quantity}) == quantity  # noqa: S307 - the promise of the repr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dozens of prisoners", "write the bounds that you can defend, such as `24..99 prisoners`"),
        ("hundreds", "write the bounds that you can defend"),
        ("52", "has no unit; write an amount and its unit, such as `52 prisoners`"),
        ("over 1000", "has no unit"),
        ("1.2bn USD", "has no space before its scale; write it with one, such as `1.2 bn USD`"),
        ("over 3..5m GBP", "such as `over 3..5 m GBP`"),
        ("$6 bn", "write the code behind the amount, such as `6 bn USD`"),
        ("USD 6 bn", "write the code behind the amount"),
        ("51-52 prisoners", "write it with two dots, such as `114..123 prisoners`"),
        ("51\u201352 prisoners", "write it with two dots"),
        ("over 5..6 prisoners", "is a range with a word of its own"),
        ("over 5 or more prisoners", "is not a quantity"),
        ("-5 prisoners", "goes below zero"),
        ("6..5 prisoners", "has its low end above its high end"),
        ("5 6", "is not the name of a unit"),
        ("5 prisoners, freed", "is not"),
        ("", "write the bounds"),
        ("\u0665 prisoners", "is written in other digits than 0 to 9"),
    ],
)
def test_other_texts_are_refused_with_what_would_be_accepted(text: str, said: str):
    with pytest.raises(ReadError) as refused:
        Quantity.parse(text)
    assert said in str(refused.value)


@pytest.mark.parametrize("text", ["5 million", "3 thousand", "over 2 billion"])
def test_a_scale_is_no_unit(text: str):
    with pytest.raises(ReadError, match="has no unit"):
        Quantity.parse(text)


def test_about_reaches_its_tolerance_outward_to_whole_units_and_keeps_the_figure():
    quantity = Quantity.parse("about 15 prisoners", Decimal("0.2"))
    assert (quantity.bounds, quantity.about, str(quantity)) == (Bounds(12, 18), 15, "about 15 prisoners")
    assert Quantity.parse("about 1 prisoner", Decimal("0.01")).bounds == Bounds(0, 2)


@pytest.mark.parametrize("raw", [{"low": 5, "unit": "USD"}, {"low": "5", "high": None, "unit": "USD"}])
def test_a_mapping_without_a_high_end_is_unbounded(raw: dict[str, Any]):
    assert Quantity.read(raw) == Quantity(Bounds(5), "USD")


def test_a_mapping_without_a_low_end_begins_at_nothing():
    assert Quantity.read({"high": 5, "unit": "USD"}) == Quantity(Bounds(0, 5), "USD")


@pytest.mark.parametrize(
    "raw", [{"unit": "USD"}, {"low": 5}, {"low": 5, "unit": 5}, {"low": 5, "unit": "USD", "x": 1}, 5, None]
)
def test_other_mappings_and_values_are_refused(raw: Any):
    with pytest.raises(ReadError, match="or a mapping with `low`, `high` and `unit`"):
        Quantity.read(raw)


@pytest.mark.parametrize("unit", ["", " prisoners", "5", "a  b", "a\nb", "_x"])
def test_a_name_that_is_no_unit_is_refused(unit: str):
    with pytest.raises(ReadError, match="is not the name of a unit"):
        Quantity(Bounds(1), unit)


def test_floats_are_refused_inside_a_mapping():
    with pytest.raises(ReadError, match="written as text"):
        Quantity.read({"low": 1.5, "unit": "USD"})


def test_quantities_of_one_unit_add_and_subtract_never_below_zero():
    five, two = Quantity.parse("5 prisoners"), Quantity.parse("1..2 prisoners")
    assert str(five + two) == "6..7 prisoners"
    assert str(five - two) == "3..4 prisoners"
    assert str(two - five) == "0 prisoners"


def test_different_units_never_add_and_the_error_names_both():
    with pytest.raises(UnitMismatch, match="'prisoners' and 'USD' are different units"):
        Quantity.parse("5 prisoners") + Quantity.parse("5 USD")
    with pytest.raises(UnitMismatch):
        Quantity.parse("5 prisoners") - Quantity.parse("5 political prisoners")


@pytest.mark.parametrize(("text", "share"), [("10%", "0.1"), ("12.5 %", "0.125"), ("0%", "0"), ("100%", "1")])
def test_a_tolerance_is_a_percentage(text: str, share: str):
    assert read_tolerance(text) == Decimal(share)


@pytest.mark.parametrize("text", ["10", "101%", "-1%", "ten %", "1e1%"])
def test_other_tolerances_are_refused(text: str):
    with pytest.raises(ReadError, match="write a percentage such as `10%`"):
        read_tolerance(text)


def test_money_is_three_capitals():
    assert [is_money(unit) for unit in ("USD", "usd", "US", "prisoners")] == [True, False, False, False]
