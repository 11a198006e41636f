"""Where names stand beside their marks: to the right, to the left at the edge, and no two in each other's way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from sanctledger.charts.style import Style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: How much of a picture's width one letter of a label takes, at most.
_LETTER = 0.0072
#: How many letters' room a mark takes.
_MARK = 2


@attrs.frozen
class Label:
    """A name beside a mark.

    Attributes:
        text: The name.
        first: Where its mark begins.
        last: Where its mark ends.
        left: Where mark and name begin.
        right: Where they end.
        before: Whether the name stands to the left of its mark, because it would run over the right edge.
    """

    text: str
    first: float
    last: float
    left: float
    right: float
    before: bool


def label(text: str, first: float, last: float, edges: tuple[float, float]) -> Label:
    """Return a name beside a mark that reaches from one place to another, between the edges of a picture."""
    start, end = edges
    a_letter = (end - start) * _LETTER
    room = a_letter * (len(text) + _MARK)
    if last + room > end:
        return Label(text, first, last, first - room, last + a_letter, before=True)
    return Label(text, first, last, first - a_letter, last + room, before=False)


def rows(labels: Iterable[Label]) -> list[int]:
    """For each of some labels, in the order of their places, a row in which it is in no other's way; low ones first."""
    ends: list[float] = []
    found = []
    for one in labels:
        row = next((number for number, taken in enumerate(ends) if taken <= one.left), len(ends))
        ends[row : row + 1] = [one.right]
        found.append(row)
    return found


def write_label(axes: Axes, one: Label, y: float, style: Style, *, gap: float = 6) -> None:
    """Write a name beside its mark, on the ground of the picture: no line runs through its letters.

    Args:
        axes: Where it stands.
        one: The name.
        y: How high its mark stands.
        style: The colours.
        gap: How many points lie between both.
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
