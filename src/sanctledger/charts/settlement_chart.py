"""The chart of a settlement: what was promised, delivered and taken back, one row for each leg of a deal."""

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

#: The height of a bar, and of its whole row.
_BAR, _STEP = 0.5, 2.0
_WHOLE = 1.0
_PALE = 0.35
#: The smallest part of a promise that can be seen. Fractions are rounded outwards to less than that.
_VISIBLE = 0.001


@refusing
def settlement(answer: Settlement, *, theme: Theme = "light", title: str | None = None) -> Figure:
    """Return a picture of a deal, leg by leg.

    Each promise is an outline of the same length, whatever its unit; the text above it has the amounts.

    - The filled part was certainly delivered, the pale part may have been delivered.
    - The hatched part was delivered and taken back.
    - A dashed outline is a promise that was only discussed.
    - A dot without an outline was given under the deal, but delivers none of its promises.

    Args:
        answer: The settlement.
        theme: Light or dark.
        title: The title of the picture; default: the deal and the day.

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
    _legend(figure, answer, style)
    return plain(figure)


def _legend(figure: Figure, answer: Settlement, style: Style) -> None:
    """Explain the parts of the bars that the picture has, below it."""
    from matplotlib.patches import Patch  # noqa: PLC0415 - an extra

    legs = [leg for leg in answer if leg.pledged]
    taken_back = {"facecolor": style.ground, "edgecolor": style.burden, "hatch": "////", "linewidth": 0}
    dashed = {"fill": False, "edgecolor": style.ink, "linestyle": "--"}
    parts: list[tuple[str, bool, dict[str, Any]]] = [
        ("delivered", any(_delivered(leg)[0] for leg in legs), {"facecolor": style.ink}),
        (
            "may have been delivered",
            any(most - least > _VISIBLE for least, most in map(_delivered, legs)),
            _pale(style),
        ),
        ("taken back", any(leg.reversed.high != 0 for leg in legs), taken_back),
        ("only discussed", any(leg.firmness == "discussed" for leg in legs), dashed),
    ]
    handles = [Patch(label=text, **looks) for text, is_drawn, looks in parts if is_drawn]
    if handles:
        figure.legend(
            handles=handles, loc="outside lower center", ncols=4, frameon=False, fontsize=7, labelcolor=style.ink
        )


def _pale(style: Style) -> dict[str, Any]:
    return {"facecolor": style.ink, "alpha": _PALE, "linewidth": 0}


def _delivered(leg: Leg) -> tuple[float, float]:
    """Return the least and the most of a promise that is delivered, as a part of it."""
    fraction = leg.fraction
    return (0.0, 0.0) if fraction is None else (float(fraction.low or 0), float(fraction.high or 0))


def _colour(leg: Leg, answer: Settlement, style: Style) -> str:
    """Return the colour of the side of a leg: one for the side that moved first, another for all others."""
    first = answer.movers[0].legs if answer.movers else ()
    return style.given if leg.id in first else style.received


def _draw_promise(axes: Axes, leg: Leg, y: float, colour: str, style: Style) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - an extra

    def bar(start: float, end: float, **looks: Any) -> None:
        if end > start:
            axes.add_patch(Rectangle((start, y - _BAR / 2), end - start, _BAR, **looks))

    sure, most = _delivered(leg)
    back = _part(leg.reversed.high, leg.promised.high)
    bar(0, sure, facecolor=colour, linewidth=0)
    bar(sure, most, facecolor=colour, linewidth=0, alpha=_PALE)
    bar(most, min(most + back, _WHOLE), facecolor=style.ground, edgecolor=style.burden, hatch="////", linewidth=0)
    dashed = leg.firmness == "discussed"
    bar(0, _WHOLE, fill=False, edgecolor=style.ink, linewidth=0.9, linestyle="--" if dashed else "-")


def _part(amount: Number | None, whole: Number | None) -> float:
    """Return an amount as a part of a whole; 1 if one of them has no upper end."""
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
