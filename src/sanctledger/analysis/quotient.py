"""One amount divided by another, as exact bounds."""

from __future__ import annotations

from fractions import Fraction

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.values.bounds import Bounds, Number

#: A fraction with a greater denominator is written as `a/b`, however short its decimals are.
_SHORT = 10**6


@refusing_methods(constructor=False)
@attrs.frozen
class Quotient:
    """The bounds of one amount divided by another, exact.

    Attributes:
        low: The least that it may be; `None` if nothing bounds it below.
        high: The most that it may be; `None` if nothing bounds it above.
    """

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def of(cls, dividend: Bounds, divisor: Bounds) -> Quotient | None:
        """Return the bounds of a quotient over all divisors but zero; `None` if the divisor is surely zero.

        A divisor that may be above or below zero leaves the quotient unbounded, unless the dividend is surely zero.
        """
        may_be_negative = divisor.low is None or divisor.low < 0
        may_be_positive = divisor.high is None or divisor.high > 0
        if not may_be_negative and not may_be_positive:
            return None
        if dividend.low == dividend.high == 0:
            return cls(Fraction(0), Fraction(0))
        if may_be_negative and may_be_positive:
            return cls(None, None)
        if may_be_negative:
            return cls.of(-dividend, -divisor)
        low_is_positive = dividend.low is not None and dividend.low > 0
        high_is_negative = dividend.high is not None and dividend.high < 0
        return cls(
            _divided(dividend.low, divisor.high if low_is_positive else divisor.low),
            _divided(dividend.high, divisor.high if high_is_negative else divisor.low),
        )

    def contains(self, value: Fraction) -> bool:
        """Return whether a number lies between the bounds."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def to_json(self) -> dict[str, str | None]:
        """Return both ends as exact texts such as `52`, `2.5` or `52/3`; `None` for an end without bound."""
        return {
            "low": None if self.low is None else written(self.low),
            "high": None if self.high is None else written(self.high),
        }

    def __str__(self) -> str:
        """Return the bounds as exact numbers."""
        if self.low is None:
            return "any" if self.high is None else f"{written(self.high)} or less"
        if self.high is None:
            return f"{written(self.low)} or more"
        return written(self.low) if self.low == self.high else f"{written(self.low)}..{written(self.high)}"


def _divided(end: Number | None, divisor: Number | None) -> Fraction | None:
    """Return an end divided by an end of a positive divisor; `None` is infinity."""
    if end is None:
        return None
    if end == 0 or divisor is None:
        return Fraction(0)
    return Fraction(end) / Fraction(divisor) if divisor else None


def written(value: Fraction) -> str:
    """Return a fraction as text: a whole number, a decimal if that is exact and short, and otherwise `a/b`."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    rest, places = value.denominator, 0
    while rest % 2 == 0 or rest % 5 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 2 if rest % 2 == 0 else rest // 5
        places += 1
    if rest != 1 or value.denominator > _SHORT:
        return f"{value.numerator:,}/{value.denominator:,}"
    whole, part = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    return f"{'-' if value < 0 else ''}{whole:,}.{part:0{places}d}".rstrip("0")
