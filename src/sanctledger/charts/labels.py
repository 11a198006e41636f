"""Labels of marks: to the right of the mark, or to the left near the edge, in rows so that none overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from sanctledger.charts.style import Style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The greatest width of a letter of a label, as a part of the width of the picture.
_LETTER = 0.0072
#: The width of a mark, in letters.
_MARK = 2


@attrs.frozen
class Label:
    """The label of a mark, with its position.

    Attributes:
        text: The text.
        first: The left end of the mark.
        last: The right end of the mark.
        left: The left end of mark and text together.
        right: The right end of mark and text together.
        before: Whether the text is to the left of the mark, because it would cross the right edge of the picture.
    """

    text: str
    first: float
    last: float
    left: float
    right: float
    before: bool


def label(text: str, first: float, last: float, edges: tuple[float, float]) -> Label:
    """Return the label of a mark between two positions, within the edges of a picture."""
    start, end = edges
    a_letter = (end - start) * _LETTER
    room = a_letter * (len(text) + _MARK)
    if last + room > end:
        return Label(text, first, last, first - room, last + a_letter, before=True)
    return Label(text, first, last, first - a_letter, last + room, before=False)


def rows(labels: Iterable[Label]) -> list[int]:
    """Return the number of a row for each label, the lowest in which it overlaps no other. Labels come in order."""
    ends: list[float] = []
    found = []
    for one in labels:
        row = next((number for number, taken in enumerate(ends) if taken <= one.left), len(ends))
        ends[row : row + 1] = [one.right]
        found.append(row)
    return found


def write_label(axes: Axes, one: Label, y: float, style: Style, *, gap: float = 6) -> None:
    """Write the text of a label next to its mark, on a background that hides the lines behind it.

    Args:
        axes: The axes.
        one: The label.
        y: The height of the mark.
        style: The colours.
        gap: The points between mark and text.
    """
    if not one.text:
        return
    axes.annotate(
        one.text,
        (one.first if one.before else one.last, y),
        xytext=(-gap if one.before else gap, 0),
        textcoords="offset points",
        ha="right" if one.before else "left",
        va="center",
        fontsize=7,
        color=style.ink,
        bbox={"facecolor": style.ground, "edgecolor": "none", "alpha": 0.8, "pad": 0.4},
    )
