"""Numbers in charts, as short as they can be written without rounding."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sanctledger.values.bounds import Bounds, Number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The words for large numbers, the largest first, as in the amounts of a ledger.
_SCALES = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"))
#: Numbers of a scale have at most three digits after the point.
_PARTS = 1000
#: Up to this number, dividing by a scale needs no rounding.
_GREATEST = 10**18


def briefly(amount: Bounds) -> str:
    """Return the text of an amount, in millions or more if that is exact and short: `1.25..1.3 bn`."""
    ends = [Decimal(end) for end in (amount.low, amount.high) if end is not None]
    most = max((end.copy_abs() for end in ends), default=Decimal(0))
    for scale, word in _SCALES:
        if scale <= most < _GREATEST and all(end % (scale // _PARTS) == 0 for end in ends):
            low, high = (None if end is None else Decimal(end) / scale for end in (amount.low, amount.high))
            number, joint, rest = str(Bounds(low, high)).partition(" or ")
            return f"{number} {word}{joint}{rest}"
    return str(amount)


def in_figures(axes: Axes, most: Number | float, *, whole: bool = False) -> None:
    """Write the numbers of the vertical axis with words for large numbers, all in one scale.

    Args:
        axes: The axes.
        most: The greatest distance from zero.
        whole: Whether to show whole numbers only.
    """
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - an extra

    if whole:
        axes.yaxis.set_major_locator(MaxNLocator(nbins="auto", integer=True, steps=[1, 2, 5, 10]))
    scale, word = next(((scale, f" {word}") for scale, word in _SCALES if most >= scale), (1, ""))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / scale:,g}{word if value else ''}")
