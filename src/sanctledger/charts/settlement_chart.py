"""A deal as a picture: what was promised against what was delivered and taken back, a row for each leg."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sanctledger.base.arguments import refusing
from sanctledger.charts.short_numbers import briefly
from sanctledger.charts.style import ROW, Style, Theme, new_figure, plain, style_of
from sanctledger.questions.settlement.legs import Leg
from sanctledger.questions.settlement.settlement import Settlement
from sanctledger.values.bounds import Number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: How high a row's bar is, and how high a row.
_BAR, _STEP = 0.5, 2.0
_WHOLE = 1.0
_PALE = 0.35


@refusing
def settlement(answer: Settlement, *, theme: Theme = "light", title: str | None = None) -> Figure:
    """Return a deal leg by leg: an outline for what was promised, filled as far as it is delivered.

    Each outline is one promise, whatever its unit; what is written beside it tells the amounts. The filled part reaches
    to what is delivered for sure, the pale one to what may be; hatched is what was delivered and taken back. A promise
    that was only discussed is dashed. What was given under the deal and kept no promise has a dot and no outline.

    Args:
        answer: The settlement.
        theme: Light or dark.
        title: What stands above it; the deal and its day if absent.

    Raises:
        MissingExtra: matplotlib is not installed.
        ReadError: There is no such theme.
    """
    style = style_of(theme)
    figure, axes = new_figure(style, 0.9 + ROW * _STEP * max(len(answer), 1))
    for number, leg in enumerate(answer):
        y = number * _STEP
        colour = _colour(leg, answer, style)
        if leg.pledged:
            _draw_promise(axes, leg, y, colour, style)
        else:
            axes.plot([0.01], [y], marker="o", color=colour, markersize=6, linestyle="none")
        axes.annotate(_said(leg), (0, y - _BAR), fontsize=8, color=style.ink, va="bottom", annotation_clip=False)
    axes.set_xlim(-0.01, _WHOLE + 0.01)
    axes.set_ylim((len(answer) - 1) * _STEP + 0.8, -_BAR - 0.9)
    axes.set_yticks([])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "all that was promised"])
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    known = "" if answer.known is None else f", as known on {answer.known}"
    heading = title or f"{answer.deal} at the close of {answer.on}{known}"
    axes.set_title(heading, loc="left", fontsize=10, color=style.ink)
    return plain(figure)


def _colour(leg: Leg, answer: Settlement, style: Style) -> str:
    """Return the colour of the side that a leg is of: the first that moved has one, all others the other."""
    first = answer.movers[0].legs if answer.movers else ()
    return style.given if leg.id in first else style.received


def _draw_promise(axes: Axes, leg: Leg, y: float, colour: str, style: Style) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - an extra

    def bar(start: float, end: float, **looks: Any) -> None:
        if end > start:
            axes.add_patch(Rectangle((start, y - _BAR / 2), end - start, _BAR, **looks))

    fraction = leg.fraction
    sure, most = (0.0, 0.0) if fraction is None else (float(fraction.low or 0), float(fraction.high or 0))
    back = _part(leg.reversed.high, leg.promised.high)
    bar(0, sure, facecolor=colour, linewidth=0)
    bar(sure, most, facecolor=colour, linewidth=0, alpha=_PALE)
    bar(most, min(most + back, _WHOLE), facecolor=style.ground, edgecolor=style.burden, hatch="////", linewidth=0)
    dashed = leg.firmness == "discussed"
    bar(0, _WHOLE, fill=False, edgecolor=style.ink, linewidth=0.9, linestyle="--" if dashed else "-")


def _part(amount: Number | None, whole: Number | None) -> float:
    """Return how much of a whole an amount is; all of it where one of them has no end."""
    if amount == 0:
        return 0.0
    return float(amount) / float(whole) if amount is not None and whole else _WHOLE


def _said(leg: Leg) -> str:
    givers, unit = " ".join(leg.givers), leg.unit_words
    promised, delivered, back = (briefly(one.bounds) for one in (leg.promised, leg.delivered, leg.reversed))
    if not leg.pledged:
        return f"{givers}: {leg.id}, {delivered} {unit} that no promise of the deal asked for"
    taken = "" if leg.reversed.high == 0 else f", {back} taken back"
    firmness = ", only discussed" if leg.firmness == "discussed" else ""
    state = leg.record_state.said.replace("_", " ")
    return f"{givers}: {leg.id}, {delivered} of {promised} {unit} delivered{taken}; {state}{firmness}"
