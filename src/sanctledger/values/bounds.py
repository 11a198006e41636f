"""Bounds: the least and the most that an amount may be, and their arithmetic."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any, NoReturn

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema
from sanctledger.base.words import cut, in_short

type_error = "amounts are whole numbers or Decimals, never floats"

Number = int | Decimal

#: Digits that an amount may have. Sums of a million such amounts stay exact within `_EXACT`.
MAX_DIGITS = 40
_WIDEST = 200
_EXACT = Context(prec=_WIDEST, traps=[Inexact, InvalidOperation])

_END = [{"type": "integer"}, {"type": "string"}, {"type": "null"}]
#: How a JSON Schema describes the two ends of an amount.
ENDS_SCHEMA = {
    "low": {"anyOf": _END, "description": "The least that it is; unbounded if absent."},
    "high": {"anyOf": _END, "description": "The most that it is; unbounded if absent."},
}
ACCEPTED = "write an amount such as `52`, `51..52`, `1,001 or more`, `30 or less` or `any`"
_NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")


def read_number(text: str, accepted: str = ACCEPTED) -> Number:
    """Return the exact number of a text such as `1,201` or `12.50`; whole numbers are of type `int`.

    Raises:
        ReadError: The text is not a number, or has more than `MAX_DIGITS` digits.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or not text.isascii():
        raise ReadError(text, "is not a number", accepted)
    plain = text.replace(",", "")
    if len(plain) > MAX_DIGITS:
        raise ReadError(text, f"is longer than {MAX_DIGITS} digits", accepted)
    return exact_number(Decimal(plain)) if match[3] else int(plain)


def exact_number(value: object) -> Number:
    """Return the value as an exact number: a whole `Decimal` becomes an `int`.

    Raises:
        TypeError: The value is a float, a truth value, or not a number.
        ValueError: The value is not finite.
    """
    if type(value) is int:
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("an amount is finite; leave an end out (None) where it is unbounded")
        if value.adjusted() > _WIDEST or int(value.as_tuple().exponent) < -_WIDEST:
            raise ValueError(f"an amount has no more than {_WIDEST} digits before or behind its point")
        whole = value.to_integral_value()
        return int(whole) if whole == value else value
    raise TypeError(f"{type_error}: {cut(repr(value))}")


def write_number(value: Number) -> str:
    """Return the number with commas between thousands, which `read_number` reads back."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,f}"


def json_number(value: Number | None) -> int | str | None:
    """Return the number for JSON: whole numbers as numbers, others as text, so that no reader makes floats of them."""
    return value if value is None or isinstance(value, int) else f"{value:f}"


def add(left: Number, right: Number) -> Number:
    """Return the exact sum."""
    if type(left) is int and type(right) is int:
        return left + right
    return exact_number(_EXACT.add(Decimal(left), Decimal(right)))


def times(number: Number, factor: Number) -> Number:
    """Return the exact product."""
    if type(number) is int and type(factor) is int:
        return number * factor
    return exact_number(_EXACT.multiply(Decimal(number), Decimal(factor)))


def _either(left: Number | None, right: Number | None) -> Number | None:
    return None if left is None or right is None else add(left, right)


@refusing_methods(constructor=False)
@attrs.frozen(repr=False)
class Bounds:
    """The bounds of an amount: at least `low`, at most `high`.

    An end that is `None` is unbounded: `Bounds(1001)` is 1,001 or more, and its negation has no low end. Bounds are
    exact if
    both ends are equal. They are immutable, have ends of type `int` or `Decimal` and never a float, and add exactly.
    They
    have no truth value and no order, because an amount between bounds has neither.

    Attributes:
        low: The least possible amount; `None` if there is no lower limit.
        high: The largest possible amount; `None` if there is no upper limit.
    """

    low: Number | None = attrs.field(converter=attrs.converters.optional(exact_number))
    high: Number | None = attrs.field(default=None, converter=attrs.converters.optional(exact_number))

    def __attrs_post_init__(self) -> None:
        """Refuse a low end above the high end."""
        if self.low is not None and self.high is not None and self.low > self.high:
            text = f"{write_number(self.low)}..{write_number(self.high)}"
            raise ReadError(text, "has its low end above its high end", ACCEPTED)

    @classmethod
    def exactly(cls, amount: Number) -> Bounds:
        """Return bounds with both ends at one amount."""
        return cls(amount, amount)

    @classmethod
    def parse(cls, text: str) -> Bounds:
        """Read `52`, `51..52`, `1,001 or more`, `30 or less` or `any`.

        Raises:
            ReadError: The text has none of these forms.
        """
        stripped = text.strip()
        if stripped == "any":
            return cls(None, None)
        if stripped.endswith(" or more"):
            return cls(read_number(stripped.removesuffix(" or more")), None)
        if stripped.endswith(" or less"):
            return cls(None, read_number(stripped.removesuffix(" or less")))
        low, dots, high = stripped.partition("..")
        if dots:
            return cls(read_number(low), read_number(high))
        return cls.exactly(read_number(stripped))

    @classmethod
    def read(cls, raw: Any) -> Bounds:
        """Read bounds from text, a number, or a mapping with `low` and `high`.

        Raises:
            ReadError: The value has none of these forms, or a float.
        """
        if isinstance(raw, Bounds):
            return raw
        if isinstance(raw, str):
            return cls.parse(raw)
        if isinstance(raw, dict) and raw and raw.keys() <= {"low", "high"}:
            return cls(*(_read_end(raw.get(end)) for end in ("low", "high")))
        return cls.exactly(_read_whole(raw))

    @property
    def is_exact(self) -> bool:
        """Return whether both ends are equal."""
        return self.low is not None and self.low == self.high

    @property
    def value(self) -> Number | None:
        """Return the amount of exact bounds; `None` for others."""
        return self.low if self.is_exact else None

    def __add__(self, other: Bounds) -> Bounds:
        """Return the bounds of the sum of two independent amounts."""
        if not isinstance(other, Bounds):
            return NotImplemented
        return Bounds(_either(self.low, other.low), _either(self.high, other.high))

    def __neg__(self) -> Bounds:
        """Return the bounds of the negative amount."""
        return Bounds(*(None if end is None else times(end, -1) for end in (self.high, self.low)))

    def __sub__(self, other: Bounds) -> Bounds:
        """Return the bounds of the difference of two independent amounts."""
        if not isinstance(other, Bounds):
            return NotImplemented
        return self + -other

    def __bool__(self) -> NoReturn:
        """Refuse: an amount between bounds is neither true nor false."""
        raise TypeError("bounds have no truth value; compare `.low` and `.high` with what you mean")

    def hull(self, other: Bounds) -> Bounds:
        """Return the narrowest bounds that contain both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Bounds(low, high)

    def intersect(self, other: Bounds) -> Bounds | None:
        """Return the amounts that both allow; `None` if there are none."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        return None if low is not None and high is not None and low > high else Bounds(low, high)

    def contains(self, amount: Number | Bounds) -> bool:
        """Return whether the amount, or every amount of other bounds, lies within these."""
        other = amount if isinstance(amount, Bounds) else Bounds.exactly(amount)
        low = self.low is None or (other.low is not None and other.low >= self.low)
        return low and (self.high is None or (other.high is not None and other.high <= self.high))

    def scaled(self, factor: Number) -> Bounds:
        """Return the bounds of the amount times an exact factor; a negative factor swaps the ends."""
        by = exact_number(factor)
        if by == 0:
            return Bounds.exactly(0)
        ends = [None if end is None else times(end, by) for end in (self.low, self.high)]
        return Bounds(*(reversed(ends) if by < 0 else ends))

    def multiplied(self, other: Bounds) -> Bounds:
        """Return the tight bounds of the product of two independent amounts; an amount of exactly zero gives zero."""
        corners = [_product(one, two) for one in self._ends for two in other._ends]
        (low_side, low), (high_side, high) = min(corners), max(corners)
        return Bounds(None if low_side else low, None if high_side else high)

    @property
    def _ends(self) -> tuple[tuple[int, Number], tuple[int, Number]]:
        """Return both ends, each as a pair: -1 or 1 if unbounded, else 0, and the number."""
        low = (-1, 0) if self.low is None else (0, self.low)
        return low, (1, 0) if self.high is None else (0, self.high)

    def floored(self) -> Bounds:
        """Return the bounds with ends below zero raised to zero."""
        low = 0 if self.low is None else max(0, self.low)
        return Bounds(low, None if self.high is None else max(0, self.high))

    def __str__(self) -> str:
        """Return the text that `parse` reads back."""
        if self.low is None:
            return "any" if self.high is None else f"{write_number(self.high)} or less"
        if self.high is None:
            return f"{write_number(self.low)} or more"
        return write_number(self.low) if self.is_exact else f"{write_number(self.low)}..{write_number(self.high)}"

    def __repr__(self) -> str:
        """Return the constructor with the text."""
        return f"Bounds.parse({str(self)!r})"

    def to_json(self) -> dict[str, int | str | None]:
        """Return the keys `low` and `high`: `None` if unbounded, a text if an end has a decimal fraction."""
        return {"low": json_number(self.low), "high": json_number(self.high)}

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold bounds."""
        return text_schema(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        return {
            "title": "Bounds",
            "description": "An amount, or the bounds that it lies within.",
            "anyOf": [
                {"type": "string", "examples": ["52", "51..52", "1,001 or more", "30 or less"]},
                {"type": "integer"},
                {"type": "object", "properties": ENDS_SCHEMA, "additionalProperties": False},
            ],
        }


NOTHING = Bounds.exactly(0)
ONE = Bounds.exactly(1)


def digits_held(bounds: Bounds) -> Bounds:
    """Return the bounds, if no end has more digits than can be read back.

    Raises:
        ReadError: An end has more digits.
    """
    for end in (bounds.low, bounds.high):
        if end is not None and (abs(end) >= 10**MAX_DIGITS or len(write_number(end).replace(",", "")) > MAX_DIGITS):
            raise ReadError(in_short(end), f"is longer than {MAX_DIGITS} digits", ACCEPTED)
    return bounds


def _product(one: tuple[int, Number], other: tuple[int, Number]) -> tuple[int, Number]:
    """Return the product of two ends of bounds; an unbounded end times exactly zero is zero."""
    (side, number), (other_side, other_number) = one, other
    if not side and not other_side:
        return 0, times(number, other_number)
    sign = (side or _sign(number)) * (other_side or _sign(other_number))
    return sign, 0


def _sign(number: Number) -> int:
    return (number > 0) - (number < 0)


def _read_whole(raw: Any) -> Number:
    try:
        number = exact_number(raw)
    except (TypeError, ValueError):
        hint = " (a fraction is written as text, so that it stays exact)" if isinstance(raw, float) else ""
        raise ReadError(in_short(raw), "is not an amount", ACCEPTED + hint) from None
    digits_held(Bounds.exactly(number))
    return number


def _read_end(raw: Any) -> Number | None:
    if raw is None or raw in ("", "null", "unbounded"):
        return None
    return read_number(raw.strip()) if isinstance(raw, str) else _read_whole(raw)


def total(amounts: Any) -> Bounds:
    """Return the bounds of the sum of independent amounts; zero for none."""
    low: Number | None = 0
    high: Number | None = 0
    for amount in amounts:
        low, high = _either(low, amount.low), _either(high, amount.high)
    return Bounds(low, high)
