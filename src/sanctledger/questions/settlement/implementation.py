"""The fraction of a promise that is delivered, and its score from 0 to 3.

The scale is that of the Peace Accords Matrix: 0 not initiated, 1 minimal, 2 intermediate, 3 full (Joshi, Quinn and
Regan 2015, doi:10.1177/0022343314567486). Coders of the Matrix judge between minimal and intermediate. Here, half of
the promise is the threshold.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import attrs

from sanctledger.questions.balance import Amount
from sanctledger.values.bounds import Bounds, Number, exact_number

#: A fraction above zero and smaller than any other, for something delivered of a promise that has no upper bound. No
#: amount has so many digits, so the fraction is 0 when it is rounded down.
NEXT_TO_NOTHING = Fraction(1, 10**60)
_NOT_INITIATED, _MINIMAL, _INTERMEDIATE, _FULL = range(4)
_HALF = Fraction(1, 2)
#: The digits of a fraction that is shown.
_DIGITS = Decimal("0.0001")


@attrs.frozen
class DeliveredShare:
    """The fraction of a promise that is delivered, from 0 to 1.

    Attributes:
        low: The least that it may be.
        high: The most that it may be.
        stated: The fraction by the values as recorded, rival claims aside, if that is one number.
    """

    low: Fraction
    high: Fraction
    stated: Fraction | None

    @property
    def fraction(self) -> Amount:
        """Return the fraction in decimals, with both ends rounded outwards."""
        low, high = self.low / Fraction(_DIGITS), self.high / Fraction(_DIGITS)
        stated = None if self.stated is None else _decimal(round(self.stated / Fraction(_DIGITS)))
        return Amount(Bounds(_decimal(floor(low)), _decimal(ceil(high))), stated)

    @property
    def score(self) -> Amount:
        """Return the score from 0 to 3."""
        return Amount(Bounds(_score(self.low), _score(self.high)), None if self.stated is None else _score(self.stated))

    @property
    def scored(self) -> DeliveredShare:
        """Return the score as a fraction of the highest score."""
        stated = None if self.stated is None else Fraction(_score(self.stated), _FULL)
        return DeliveredShare(Fraction(_score(self.low), _FULL), Fraction(_score(self.high), _FULL), stated)


def _decimal(steps: int) -> Number:
    return exact_number((Decimal(steps) * _DIGITS).normalize())


def _score(part: Fraction) -> int:
    if part in (0, 1):
        return _FULL if part else _NOT_INITIATED
    return _INTERMEDIATE if part >= _HALF else _MINIMAL


def fraction(delivered: Bounds, promised: Bounds) -> tuple[Fraction, Fraction]:
    """Return the ends of the fraction of a promised amount that is delivered.

    A delivery of more than the promise counts as 1. A promise of nothing is delivered whole.
    """
    return _part(delivered.low or 0, promised.high), _part(delivered.high, promised.low or 0)


def _part(delivered: Number | None, promised: Number | None) -> Fraction:
    if promised is None:
        return NEXT_TO_NOTHING if delivered != 0 else Fraction(0)
    if delivered is None or delivered >= promised:
        return Fraction(1)
    return Fraction(delivered) / Fraction(promised)


def mean(sure: list[DeliveredShare], maybe: list[DeliveredShare]) -> DeliveredShare | None:
    """Return the mean of some shares; `None` if there are none.

    The low end is the least mean over all choices of the shares that may not count, the high end the greatest.

    Args:
        sure: The shares that count.
        maybe: The shares that may not count.
    """
    shares = [*sure, *maybe]
    if not shares:
        return None
    low = _least_mean([one.low for one in sure], [one.low for one in maybe])
    high = -_least_mean([-one.high for one in sure], [-one.high for one in maybe])
    stated = [one.stated for one in shares if one.stated is not None]
    return DeliveredShare(low, high, _mean(stated) if len(stated) == len(shares) else None)


def _least_mean(known: list[Fraction], uncertain: list[Fraction]) -> Fraction:
    found = list(known)
    for one in sorted(uncertain):
        if not found or one < _mean(found):
            found.append(one)
    return _mean(found)


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
