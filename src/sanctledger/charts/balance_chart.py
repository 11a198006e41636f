"""The chart of a balance through time: a step line, and the band between its bounds."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanctledger.base.arguments import refusing
from sanctledger.charts.short_numbers import in_figures
from sanctledger.charts.style import Theme, day_axis, new_figure, plain, position_of, style_of
from sanctledger.questions.balance import Amount
from sanctledger.questions.series import Series

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEIGHT = 3.6
_ABOVE = 0.06


@refusing
def balance_over_time(series: Series, *, theme: Theme = "light", title: str | None = None) -> Figure:
    """Return a picture of a series: the stated amounts as a line, and their bounds as a band.

    The band of an amount without a lower or an upper bound reaches the edge of the picture, and has an arrow. The line
    has a gap on days without an answer or without a stated value.

    Args:
        series: The series.
        theme: Light or dark.
        title: The title of the picture; default: that of the series.

    Raises:
        MissingExtra: matplotlib is not installed.
        ReadError: There is no such theme.
    """
    style = style_of(theme)
    figure, axes = new_figure(style, _HEIGHT)
    bottom, top = _edges(series)
    for start, end, amount in _answered(series):
        low = bottom if amount.low is None else float(amount.low)
        high = top if amount.high is None else float(amount.high)
        axes.fill_between([start, end], low, high, color=style.given, alpha=0.25, linewidth=0)
        for open_end, y, shape in ((amount.low is None, bottom, "v"), (amount.high is None, top, "^")):
            if open_end:
                axes.plot([(start + end) / 2], [y], marker=shape, color=style.given, markersize=5, clip_on=False)
    written = [(start, end, float(one.stated)) for start, end, one in _answered(series) if one.stated is not None]
    for start, end, value in written:
        axes.plot([start, end], [value, value], color=style.given, linewidth=1.6)
    for (_, end, old), (start, _, new) in itertools.pairwise(written):
        if end == start:
            axes.plot([start, start], [old, new], color=style.given, linewidth=1.6)
    axes.axhline(0, color=style.faint, linewidth=0.8)
    axes.grid(axis="y", color=style.faint, linewidth=0.4)
    axes.set_ylim(bottom, top)
    ends = (end for _, _, one in _answered(series) for end in (one.low, one.high, one.stated))
    in_figures(axes, max(abs(bottom), abs(top)), whole=all(end is None or isinstance(end, int) for end in ends))
    day_axis(axes, series.start, series.end)
    axes.set_title(title or series.title, loc="left", fontsize=10, color=style.ink)
    return plain(figure)


def _answered(series: Series) -> Iterator[tuple[float, float, Amount]]:
    """Return the steps that have an answer: the positions of their first days and ends, and their amounts."""
    for step in series:
        if step.amount is not None:
            yield position_of(step.start), position_of(step.end), step.amount


def _edges(series: Series) -> tuple[float, float]:
    """Return the lower and the upper edge of the picture, with room for all known ends and for zero."""
    amounts = [amount for _, _, amount in _answered(series)]
    ends = [0.0, *(float(end) for one in amounts for end in (one.low, one.high) if end is not None)]
    room = (max(ends) - min(ends) or 1.0) * _ABOVE
    return min(ends) - room, max(ends) + room
