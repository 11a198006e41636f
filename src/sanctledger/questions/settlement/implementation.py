"""How far promises are carried out: the fraction delivered, and a score from 0 to 3.

The scale is that of the Peace Accords Matrix: 0 not initiated, 1 minimal, 2 intermediate, 3 full (Joshi, Quinn and
Regan 2015, doi:10.1177/0022343314567486). Where the Matrix has coders judge between minimal and intermediate, the
threshold here is half of what was promised.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from sanctledger.values.bounds import Bounds, Number, exact_number

#: The ends of a fraction.
Part = tuple[Fraction, Fraction]
NOT_INITIATED, MINIMAL, INTERMEDIATE, FULL = range(4)
HALF = Fraction(1, 2)
#: What stands for any part above nothing, however small: some of a promise that nothing bounds above. No bound is
#: written with so many digits, so rounded outwards it is 0.
NEXT_TO_NOTHING = Fraction(1, 10**60)
#: The digits behind the point that a fraction is given with; both ends are rounded outwards.
DIGITS = Decimal("0.0001")


def fraction(delivered: Bounds, promised: Bounds) -> Part:
    """What part of a promised amount is delivered, from nothing to all; more than all counts as all.

    A promise of nothing is kept whole.
    """
    return _part(delivered.low or 0, promised.high), _part(delivered.high, promised.low or 0)


def _part(delivered: Number | None, promised: Number | None) -> Fraction:
    if promised is None:
        return NEXT_TO_NOTHING if delivered != 0 else Fraction(0)
    if delivered is None or delivered >= promised:
        return Fraction(1)
    return Fraction(delivered) / Fraction(promised)


def score(part: Fraction) -> int:
    """Return the score of a fraction: nothing, less than half, half or more, all."""
    if part == 0:
        return NOT_INITIATED
    if part == 1:
        return FULL
    return INTERMEDIATE if part >= HALF else MINIMAL


def rounded(ends: Part) -> Bounds:
    """Return the bounds of fractions as decimals, rounded outwards."""
    low, high = (end / Fraction(DIGITS) for end in ends)
    return Bounds(_written(Decimal(floor(low))), _written(Decimal(ceil(high))))


def nearest(part: Fraction) -> Number:
    """Return a fraction as the nearest decimal."""
    return _written(Decimal(round(part / Fraction(DIGITS))))


def _written(steps: Decimal) -> Number:
    return exact_number((steps * DIGITS).normalize())


def mean(sure: Iterable[Part], maybe: Iterable[Part]) -> Part | None:
    """Return the bounds of the mean of some values, of which some may not count; `None` if there are none.

    The low end leaves out what would raise it, the high end what would lower it.
    """
    known, doubted = list(sure), list(maybe)
    if not known and not doubted:
        return None
    low = _least([one for one, _ in known], [one for one, _ in doubted])
    high = -_least([-one for _, one in known], [-one for _, one in doubted])
    return low, high


def _least(known: list[Fraction], doubted: list[Fraction]) -> Fraction:
    found: list[Fraction] = list(known)
    for one in sorted(doubted):
        if not found or one < sum(found, Fraction(0)) / len(found):
            found.append(one)
    return sum(found, Fraction(0)) / len(found)
