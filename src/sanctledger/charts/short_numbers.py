"""Figures in a picture: as short as they can be written without rounding."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sanctledger.values.bounds import Bounds, Number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The words for great numbers, the greatest first, as amounts are written in a ledger.
_SCALES = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"))
#: One of a scale in units of the last digit that is written behind its point.
_PARTS = 1000
#: Up to here a number and its scale are counted without rounding.
_GREATEST = 10**18


def briefly(amount: Bounds) -> str:
    """Return an amount as bounds are written, in millions or more where that is exact and short: `1.25..1.3 bn`."""
    ends = [Decimal(end) for end in (amount.low, amount.high) if end is not None]
    most = max((end.copy_abs() for end in ends), default=Decimal(0))
    for scale, word in _SCALES:
        if scale <= most < _GREATEST and all(end % (scale // _PARTS) == 0 for end in ends):
            low, high = (None if end is None else Decimal(end) / scale for end in (amount.low, amount.high))
            number, joint, rest = str(Bounds(low, high)).partition(" or ")
            return f"{number} {word}{joint}{rest}"
    return str(amount)


def in_figures(axes: Axes, most: Number | float, *, whole: bool = False) -> None:
    """Let the vertical axis of a picture tell its numbers as people write them, all in one scale.

    Args:
        axes: The picture.
        most: How far from zero it reaches.
        whole: Whether it counts what has no halves, so that it tells whole numbers only.
    """
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - an extra

    if whole:
        axes.yaxis.set_major_locator(MaxNLocator(nbins="auto", integer=True, steps=[1, 2, 5, 10]))
    scale, word = next(((scale, f" {word}") for scale, word in _SCALES if most >= scale), (1, ""))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / scale:,g}{word if value else ''}")
