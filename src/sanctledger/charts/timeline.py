"""The chart of a timeline: bars of measures in the colours of their states, and marks of acts and pledges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from sanctledger.base.arguments import refusing
from sanctledger.base.common_errors import ReadError
from sanctledger.base.showing import shown
from sanctledger.charts.labels import Label, label, rows, write_label
from sanctledger.charts.lanes import Bar, Lane, Mark, lanes
from sanctledger.charts.style import ROW, Style, Theme, day_axis, first_drawn, new_figure, plain, position_of, style_of
from sanctledger.posting.position import Parties
from sanctledger.values.dates import Day, as_day
from sanctledger.view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The patterns that tell states apart without their colour.
_HATCHES = {"in_force": "", "partly_eased": "////", "eased": "", "lifted": "\\\\\\\\"}
_SHAPES = {"concession": "o", "coercion": "X", "pledge": "D"}
_FAINT = 0.35


@refusing
def timeline(
    view: View,
    parties: Parties | None = None,
    *,
    since: Day | None = None,
    theme: Theme = "light",
    title: str | None = None,
) -> Figure:
    """Return a picture of the measures, acts and pledges of parties up to the day of a view, one lane for each party.

    - A bar is a measure, or all measures of a kind if a party has many. The colours show which share of them is in
      force, partly eased, eased or lifted.
    - A dot is a concession, a cross a coercion. A diamond is a pledge: hollow on the day of the promise, and filled on
      the day since which it is kept.
    - Uncertain parts are faint. A line between two days is an imprecise day.

    Args:
        view: The ledger at a day, as known on a day.
        parties: Only measures, acts and pledges between these parties and their members; default: all.
        since: The first day of the picture; default: the day of the first act.
        theme: Light or dark.
        title: The title of the picture; default: the title of the ledger.

    Raises:
        MissingExtra: matplotlib is not installed.
        UnknownRecord: A party is not in the ledger.
        ReadError: There is no such theme, the day cannot be read, or nothing happened on these days.
    """
    style = style_of(theme)
    wanted = None if parties is None else view.side(parties, rollup=True)
    found = lanes(view, wanted)
    end = view.on.toordinal() + 1
    starts = [day for lane in found for day in lane.starts]
    first = first_drawn(starts, end) if since is None else as_day(since).toordinal()
    found = tuple(lane for lane in (one.since(first) for one in found) if lane.bars or lane.marks)
    if not found or first >= end:
        raise ReadError(f"{since or 'the beginning'} until {view.on}", "shows nothing", "choose other parties or days")
    unit = _commonest(found)
    placed = [(lane, _placed(lane, unit, first, end)) for lane in found]
    height = sum(len(lane.bars) + depth + 1 for lane, (_, depth) in placed)
    figure, axes = new_figure(style, 1.1 + ROW * height)
    day_axis(axes, first, end)
    at, ticks = 0.0, []
    for lane, (spots, depth) in placed:
        axes.axhline(at - 0.5, color=style.faint, linewidth=0.6)
        ticks.append((at, lane.party, "bold"))
        for mark, one, row in spots:
            _draw_mark(axes, mark, at + row, (first, end), style)
            write_label(axes, one, at + row, style)
        at += max(depth, 1)
        for bar in lane.bars:
            _draw_bar(axes, bar, at, first, style)
            ticks.append((at, bar.label, "normal"))
            at += 1
        at += 0.5
    axes.set_ylim(at - 0.4, -0.9)
    _label_rows(axes, ticks)
    _legend(figure, unit, style)
    heading = f"{title or view.title or 'the ledger'}, as of {view.on}"
    known = "" if view.known is None else f", as known on {view.known}"
    axes.set_title(heading + known, loc="left", fontsize=10, color=style.ink)
    return plain(figure)


def _commonest(found: Iterable[Lane]) -> str:
    """Return the unit of most marks, which their labels need not repeat."""
    counted = Counter(mark.what for lane in found for mark in lane.marks if mark.amount)
    return counted.most_common(1)[0][0] if counted else ""


def _said(mark: Mark, unit: str) -> str:
    return mark.amount if mark.amount and mark.what == unit else f"{mark.amount} {mark.said}".strip()


def _placed(lane: Lane, unit: str, first: int, end: int) -> tuple[list[tuple[Mark, Label, int]], int]:
    """Return the marks of a lane with their labels and rows, so that no labels overlap, and the number of rows."""
    marks = lane.marks
    edges = position_of(first), position_of(end)
    labels = [label(_said(mark, unit), *_ends(mark, first, end), edges) for mark in marks]
    order = sorted(range(len(marks)), key=lambda number: labels[number].left)
    found = dict(zip(order, rows(labels[number] for number in order), strict=True))
    spots = [(mark, labels[number], found[number]) for number, mark in enumerate(marks)]
    return spots, max(found.values(), default=-1) + 1


def _ends(mark: Mark, first: int, end: int) -> tuple[float, float]:
    """Return the ends of a mark within the picture, up to the day since which a pledge is kept."""
    last = max(mark.last, mark.kept or 0)
    return position_of(min(max(mark.first, first), end)), position_of(max(first, min(last, end)))


def _draw_mark(axes: Axes, mark: Mark, y: float, edges: tuple[int, int], style: Style) -> None:
    colour = style.burden if mark.sort == "coercion" else style.benefit if mark.sort == "concession" else style.ink
    strength = 1.0 if mark.certain and mark.first == mark.last else 0.55
    left, right = _ends(attrs.evolve(mark, kept=None), *edges)
    hollow = mark.sort == "pledge"
    if left != right:
        axes.plot([left, right], [y, y], color=colour, linewidth=1.2, alpha=strength)
    filled = not hollow or mark.kept == mark.first
    face = colour if filled else style.ground
    axes.plot(
        [(left + right) / 2],
        [y],
        marker=_SHAPES[mark.sort],
        markersize=5,
        markerfacecolor=face,
        markeredgecolor=colour,
        alpha=strength,
        linestyle="none",
    )
    if mark.kept is not None and mark.kept > mark.first:  # drawn last: it may come the day after, and is to be seen
        kept = position_of(mark.kept)
        axes.plot([left, kept], [y, y], color=colour, linewidth=0.8, linestyle=":")
        axes.plot([kept], [y], marker="D", markersize=4.5, color=colour, linestyle="none")


def _draw_bar(axes: Axes, bar: Bar, y: float, first: int, style: Style) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - an extra

    height = 0.72
    for span in bar.spans:
        start = max(span.start, first)
        if start >= span.end:
            continue
        below = y + height / 2
        for state, certain, share in span.shares:
            part = height * float(share)
            below -= part
            axes.add_patch(
                Rectangle(
                    (position_of(start), below),
                    span.end - start,
                    part,
                    facecolor=style.states[state],
                    edgecolor=style.ground,
                    hatch=_HATCHES[state],
                    linewidth=0,
                    alpha=None if certain else _FAINT,
                )
            )


def _label_rows(axes: Axes, ticks: Iterable[tuple[float, str, str]]) -> None:
    listed = list(ticks)
    axes.set_yticks([y for y, _, _ in listed], [shown(label) for _, label, _ in listed])
    axes.tick_params(axis="y", length=0)
    for text, (_, _, weight) in zip(axes.get_yticklabels(), listed, strict=True):
        text.set_fontweight(weight)


def _legend(figure: Figure, unit: str, style: Style) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415 - an extra
    from matplotlib.patches import Patch  # noqa: PLC0415 - the same

    states = [
        Patch(
            facecolor=style.states[state], edgecolor=style.ground, hatch=_HATCHES[state], label=state.replace("_", " ")
        )
        for state in style.states
    ]
    marks = [
        Line2D([], [], marker=_SHAPES[sort], markersize=5, linestyle="none", color=colour, label=label)
        for sort, colour, label in (
            ("concession", style.benefit, f"concession, in {unit}" if unit else "concession"),
            ("coercion", style.burden, "coercion"),
        )
    ]
    pledged = [
        Line2D([], [], marker="D", markersize=4.5, linestyle="none", markerfacecolor=face, color=style.ink, label=label)
        for face, label in ((style.ground, "pledge made"), (style.ink, "pledge kept"))
    ]
    figure.legend(
        handles=[*states, *marks, *pledged],
        loc="outside lower center",
        ncols=8,
        frameon=False,
        fontsize=7,
        labelcolor=style.ink,
    )
