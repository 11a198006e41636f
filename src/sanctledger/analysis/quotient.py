"""One amount divided by another, as exact bounds."""

from __future__ import annotations

from fractions import Fraction

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.values.bounds import Bounds

#: An end: the side of all numbers (-1 or 1 where unbounded, else 0), and the number.
_End = tuple[int, Fraction]
_NONE = Fraction(0)
#: Denominators whose decimals are written out.
_SHORT = 10**6


@refusing_methods(constructor=False)
@attrs.frozen
class Quotient:
    """What is known of one amount divided by another, exact.

    Attributes:
        low: The least that it may be; `None` where nothing bounds it below.
        high: The most that it may be; `None` where nothing bounds it above.
    """

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def of(cls, dividend: Bounds, divisor: Bounds) -> Quotient | None:
        """Return the bounds of a quotient over all divisors but zero; `None` where the divisor is surely zero.

        A divisor that may lie on both sides of zero leaves it unbounded, unless the dividend is surely zero.
        """
        below = divisor.low is None or divisor.low < 0
        above = divisor.high is None or divisor.high > 0
        if not below and not above:
            return None
        if dividend.low == dividend.high == 0:
            return cls(_NONE, _NONE)
        if below and above:
            return cls(None, None)
        if below:
            return cls.of(-dividend, -divisor)
        inverse = [(1, _NONE) if not divisor.low else (0, 1 / Fraction(divisor.low))]
        inverse.append((0, _NONE if divisor.high is None else 1 / Fraction(divisor.high)))
        ends: list[_End] = [
            (-1, _NONE) if dividend.low is None else (0, Fraction(dividend.low)),
            (1, _NONE) if dividend.high is None else (0, Fraction(dividend.high)),
        ]
        corners = [_product(one, other) for one in ends for other in inverse]
        (low_side, low), (high_side, high) = min(corners), max(corners)
        return cls(None if low_side else low, None if high_side else high)

    def contains(self, value: Fraction) -> bool:
        """Return whether a number lies between the bounds."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def to_json(self) -> dict[str, str | None]:
        """`{"low", "high"}`: exact texts such as `52`, `2.5` or `52/3`; `None` where unbounded."""
        return {
            "low": None if self.low is None else written(self.low),
            "high": None if self.high is None else written(self.high),
        }

    def __str__(self) -> str:
        """Return the bounds, exact."""
        if self.low is None:
            return "any" if self.high is None else f"{written(self.high)} or less"
        if self.high is None:
            return f"{written(self.low)} or more"
        return written(self.low) if self.low == self.high else f"{written(self.low)}..{written(self.high)}"


def _product(one: _End, other: _End) -> _End:
    """Return the product of two ends; an unbounded one times zero is zero, the limit of dividing by ever more."""
    (side, number), (other_side, other_number) = one, other
    if not side and not other_side:
        return 0, number * other_number
    return (side or _sign(number)) * (other_side or _sign(other_number)), _NONE


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def written(value: Fraction) -> str:
    """Return a fraction as text: a whole number, a decimal where that is exact and short, else `a/b`."""
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
