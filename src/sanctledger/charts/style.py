"""The style of charts: colours that colour-blind readers can tell apart, on a light or a dark background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import attrs

from sanctledger.base.common_errors import MissingExtra, ReadError
from sanctledger.base.showing import shown
from sanctledger.values.dates import BEGINNING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Theme = Literal["light", "dark"]
#: The height of a row, in inches.
ROW = 0.26
#: The width of a picture, in inches.
WIDTH = 10.0
_YEAR, _MONTH = 365, 30
#: The free space at both ends of the axis of days, as a part of its length.
_MARGIN = 0.02
#: The number of the day from which matplotlib counts.
_EPOCH = dt.date(1970, 1, 1).toordinal()


@attrs.frozen
class Style:
    """The colours of a picture.

    The hues are those of Okabe and Ito (2008), which readers with any colour vision can tell apart. A hatching, a shape
    or a word repeats the meaning of each colour.

    Attributes:
        ground: The background.
        ink: Texts and lines.
        faint: Grids and frames.
        states: The colour of each state of a measure.
        given: Moves of the first side.
        received: Moves of the second side.
        benefit: Benefits.
        burden: Burdens.
    """

    ground: str
    ink: str
    faint: str
    states: dict[str, str]
    given: str
    received: str
    benefit: str
    burden: str


_LIGHT = Style(
    ground="#ffffff",
    ink="#1f2328",
    faint="#c9d1d9",
    states={"in_force": "#d55e00", "partly_eased": "#e69f00", "eased": "#56b4e9", "lifted": "#dfe3e8"},
    given="#0072b2",
    received="#d55e00",
    benefit="#007a5a",
    burden="#d55e00",
)
_DARK = Style(
    ground="#1e2129",
    ink="#e6e8eb",
    faint="#4a5160",
    states={"in_force": "#e66a1f", "partly_eased": "#f0b541", "eased": "#56b4e9", "lifted": "#3a404d"},
    given="#56b4e9",
    received="#e66a1f",
    benefit="#2fc79a",
    burden="#e66a1f",
)
STYLES: dict[str, Style] = {"light": _LIGHT, "dark": _DARK}


def style_of(theme: str) -> Style:
    """Return the colours of a theme.

    Raises:
        ReadError: There is no such theme.
    """
    if theme not in STYLES:
        raise ReadError(theme, "is not a theme", f"choose among {', '.join(STYLES)}")
    return STYLES[theme]


def new_figure(style: Style, height: float, *, width: float = WIDTH) -> tuple[Figure, Axes]:
    """Return an empty picture with one pair of axes.

    Args:
        style: The colours.
        height: The height, in inches.
        width: The width, in inches.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra("a chart", "charts") from None
    figure = Figure(figsize=(width, height), facecolor=style.ground, layout="constrained")
    axes = figure.add_subplot()
    axes.set_facecolor(style.ground)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(style.faint)
    axes.tick_params(colors=style.ink, labelcolor=style.ink, labelsize=8, length=3, color=style.faint)
    return figure, axes


def first_drawn(days: Iterable[int], end: int) -> int:
    """Return the number of the first day of a picture that ends on a day.

    The first day is the earliest known one. If some days are unknown, the picture begins a little earlier, so that
    marks with an unknown start reach the left edge.

    Args:
        days: The numbers of the first days of all marks and bars.
        end: The number of the first day after the picture.
    """
    found = list(days)
    known = [day for day in found if BEGINNING < day < end]
    first = min(known, default=max(end - _YEAR, BEGINNING + 1))
    if len(known) == len(found):
        return first
    return max(BEGINNING + 1, first - max(_MONTH, (end - first) // 10))


def day_axis(axes: Axes, start: dt.date | int, end: dt.date | int) -> None:
    """Set the horizontal axis to run from one day to another, within the years 1 to 9999."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter  # noqa: PLC0415 - an extra

    locator = AutoDateLocator(minticks=4, maxticks=10)  # type: ignore[no-untyped-call]  # matplotlib types no dates
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]  # the same
    left, right = position_of(start), position_of(end)
    room = (right - left) * _MARGIN
    axes.set_xlim(max(left - room, position_of(dt.date.min)), min(right + room, position_of(dt.date.max)))


def position_of(day: dt.date | int) -> float:
    """Return the position of a day, given as a date or a number, on an axis of days."""
    return float((day if isinstance(day, int) else day.toordinal()) - _EPOCH)


def plain(figure: Figure) -> Figure:
    """Return the picture with plain texts: dollar signs start no formula, and control characters are made visible."""
    from matplotlib.text import Text  # noqa: PLC0415 - an extra

    for text in figure.findobj(Text):
        text.set_parse_math(False)
        text.set_text(shown(text.get_text()))
    return figure
