"""What is known of an amount: its texts, its arithmetic, and what is no amount."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctledger import Bounds
from sanctledger.errors import ReadError
from sanctledger.values.bounds import exact_number, json_number, read_number, total

numbers = st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=3)
ends = st.none() | numbers


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Bounds(low, high)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Bounds, int | Decimal]:
    """Bounds, and an amount that lies within them."""
    middle = draw(numbers)
    below, above = draw(st.none() | st.integers(0, 9)), draw(st.none() | st.integers(0, 9))
    return Bounds(None if below is None else middle - below, None if above is None else middle + above), middle


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("52", 52, 52),
        ("51..52", 51, 52),
        ("1,001 or more", 1001, None),
        ("30 or less", None, 30),
        ("any", None, None),
        ("-3..4", -3, 4),
        ("1,201", 1201, 1201),
        ("12.50", Decimal("12.5"), Decimal("12.5")),
        (" 7 ", 7, 7),
    ],
)
def test_bounds_read_the_texts_that_they_print(text: str, low: int | None, high: int | None):
    assert Bounds.parse(text) == Bounds(low, high)


@given(bounds())
def test_bounds_round_trip_through_their_text(one: Bounds):
    assert Bounds.parse(str(one)) == one
    assert eval(repr(one), {"Bounds": Bounds}) == one  # noqa: S307 - the promise of the repr
    assert Bounds.read(one.to_json()) == one


@pytest.mark.parametrize(
    "text", ["", "dozens", "5 to 6", "1,00", "1e3", "5..", "..5", "\u0665", "0x10", "1_000", "9" * 41]
)
def test_other_texts_are_refused_with_what_would_be_accepted(text: str):
    with pytest.raises(ReadError, match=r"write an amount such as `52`, `51\.\.52`"):
        Bounds.parse(text)


@pytest.mark.parametrize("raw", [1.5, {"low": 0.1}, {"high": 2.0}, float("inf")])
def test_a_float_is_never_an_amount_and_the_way_out_is_named(raw: object):
    with pytest.raises(ReadError, match="written as text, so that it stays exact"):
        Bounds.read(raw)


@pytest.mark.parametrize("raw", [True, None, {}, {"low": 1, "top": 2}, [1], {"low": True}, Decimal("NaN")])
def test_what_is_no_amount_is_refused(raw: object):
    with pytest.raises(ReadError):
        Bounds.read(raw)


@pytest.mark.parametrize("low", [1.0, True, "5"])
def test_the_constructor_takes_whole_numbers_and_decimals_only(low: object):
    with pytest.raises(TypeError, match="never floats"):
        Bounds(low)  # type: ignore[arg-type]


def test_an_infinite_end_is_left_out_instead():
    with pytest.raises(ValueError, match="leave an end out"):
        Bounds(Decimal("Infinity"))


def test_the_low_end_is_never_above_the_high_end():
    with pytest.raises(ReadError, match=r"'52\.\.51' has its low end above its high end"):
        Bounds.parse("52..51")


def test_a_mapping_may_leave_an_end_out_or_say_that_it_is_unbounded():
    assert Bounds.read({"low": "5", "high": "unbounded"}) == Bounds.read({"low": 5}) == Bounds(5, None)
    assert Bounds.read({"high": " 7 "}) == Bounds(None, 7)


def test_bounds_have_no_truth_value():
    with pytest.raises(TypeError, match=r"compare `.low` and `.high`"):
        bool(Bounds(1, 1))


@given(worlds(), worlds())
def test_sums_and_differences_hold_every_world(one: tuple[Bounds, int], other: tuple[Bounds, int]):
    (a, x), (b, y) = one, other
    assert (a + b).contains(exact_number(Decimal(x) + Decimal(y)))
    assert (a - b).contains(exact_number(Decimal(x) - Decimal(y)))
    assert (-a).contains(-x)
    assert a.hull(b).contains(x)
    assert a.hull(b).contains(b)
    assert a.scaled(-3).contains(-3 * x)
    assert a.floored().contains(max(0, x))


@given(bounds(), bounds(), bounds())
def test_addition_is_commutative_and_associative_with_zero_as_its_unit(a: Bounds, b: Bounds, c: Bounds):
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + Bounds(0, 0) == a
    assert (Bounds(0, 0) - a) == -a
    assert total([a, b, c]) == a + b + c


@given(bounds(), bounds())
def test_the_intersection_is_what_both_hold_and_the_hull_what_either_does(a: Bounds, b: Bounds):
    both = a.intersect(b)
    if both is None:
        gaps = [(a.low, b.high), (b.low, a.high)]
        assert [low for low, high in gaps if low is not None and high is not None and low > high]
    else:
        assert a.contains(both)
        assert b.contains(both)
    assert a.hull(b) == b.hull(a)
    assert a.contains(b) == (a.hull(b) == a)


@given(bounds(), numbers)
def test_no_float_ever_comes_out(a: Bounds, factor: int | Decimal):
    for found in (a, -a, a + a, a.scaled(factor), a.hull(Bounds(1, 2)), a.floored()):
        assert {type(found.low), type(found.high)} <= {int, Decimal, type(None)}


def test_scaling_by_zero_is_exactly_zero_and_by_a_negative_factor_swaps_the_ends():
    assert Bounds(1, None).scaled(0) == Bounds(0, 0)
    assert Bounds(1, None).scaled(Decimal("-0.5")) == Bounds(None, Decimal("-0.5"))


def test_a_value_is_there_only_where_the_bounds_are_exact():
    assert (Bounds(5, 5).value, Bounds(5, 5).is_exact) == (5, True)
    assert (Bounds(5, 6).value, Bounds(None, None).is_exact) == (None, False)


def test_whole_decimals_become_whole_numbers_and_equal_amounts_are_equal():
    assert type(Bounds(Decimal("52.00")).low) is int
    assert {Bounds(52, 52), Bounds(Decimal(52), Decimal("52.0"))} == {Bounds.exactly(52)}


def test_a_fraction_is_text_in_json_so_that_no_reader_makes_it_a_float():
    assert Bounds(Decimal("0.1"), 5).to_json() == {"low": "0.1", "high": 5}
    assert json_number(None) is None


def test_thousands_may_stand_with_commas():
    assert read_number("1,234,567.5") == Decimal("1234567.5")
