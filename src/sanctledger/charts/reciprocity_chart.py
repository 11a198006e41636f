"""The chart of reciprocity: the moves of two sides on two lines, and an arrow from each response to its move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sanctledger.analysis.reciprocity import Reciprocity
from sanctledger.base.arguments import refusing
from sanctledger.charts.labels import Label, label, rows, write_label
from sanctledger.charts.short_numbers import briefly
from sanctledger.charts.style import Style, Theme, day_axis, first_drawn, new_figure, plain, position_of, style_of
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves, starts_of
from sanctledger.values.periods import Certainty

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The distance between the two lines, and between moves of one day.
_GAP, _STACK = 2.0, 0.3
#: The greatest height of the moves of one day. If there are very many, they are closer together.
_REACH = 6.0
#: With more moves than this, there is no room for names.
_NAMED = 40
_FAINT = 0.45
_SHAPES = {"benefit": "o", "burden": "X", None: "s"}


@refusing
def reciprocity(answer: Reciprocity, *, theme: Theme = "light", title: str | None = None) -> Figure:
    """Return a picture of the moves of two sides through time, the first side above, with the responses to them.

    - A dot is a benefit to the other side, a cross a burden, a diamond a promise.
    - A hollow mark is a move that certainly stayed unanswered.
    - An arrow leads from a response to the move that it answers. A solid arrow comes from a record or a deal, a dashed
      arrow is inferred from the window alone, and a faint arrow is uncertain.

    Args:
        answer: The reciprocity.
        theme: Light or dark.
        title: The title of the picture; default: the sides and the days.

    Raises:
        MissingExtra: matplotlib is not installed.
        ReadError: There is no such theme.
    """
    style = style_of(theme)
    days = _all_days(answer.moves)
    places = _places(answer, days) if days else {}
    heights = [y for _, _, y in places.values()]
    lowest, highest = min([-_GAP / 2, *heights]), max([_GAP / 2, *heights])
    figure, axes = new_figure(style, 2.2 + 0.55 * (highest - lowest))
    for y in (_GAP / 2, -_GAP / 2):
        axes.axhline(y, color=style.faint, linewidth=0.8)
    for one in answer:
        if one.by in places and one.to in places:
            faint = _FAINT if one.certainty is Certainty.MAYBE else 1.0
            looks = {"color": style.ink, "alpha": faint, "linestyle": "--" if one.is_inferred else "-"}
            arrow = {"arrowstyle": "-|>", "shrinkA": 5, "shrinkB": 5, "linewidth": 0.9} | looks
            axes.annotate("", xy=places[one.to][1:], xytext=places[one.by][1:], arrowprops=arrow)
    for move in answer.moves:
        _draw(axes, move, places[move.record], answer, style)
    first, second = ("others" if one is None else "+".join(sorted(one)) for one in (answer.moves.a, answer.moves.b))
    axes.set_yticks([_GAP / 2, -_GAP / 2], [first, second])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(lowest - 0.7, highest + 0.7)
    if days:
        day_axis(axes, min(first for first, _ in days.values()), max(last for _, last in days.values()) + 1)
    axes.set_title(title or f"{answer.moves.title} {answer.moves.span}", loc="left", fontsize=10, color=style.ink)
    _legend(figure, style)
    return plain(figure)


def _places(answer: Reciprocity, days: dict[str, tuple[int, int]]) -> dict[str, tuple[Label, float, float]]:
    """Return the label and position of each move: the middle of its days, in a row in which its name has room."""
    edges = (
        position_of(min(first for first, _ in days.values())),
        position_of(max(last for _, last in days.values()) + 1),
    )
    places = {}
    for side, sign in (("given", 1), ("received", -1)):
        labels = {}
        for move in answer.moves:
            if move.side == side:
                first, last = days[move.record]
                middle = position_of(first) + (last - first) / 2
                named = len(answer.moves) <= _NAMED
                labels[move.record] = label(_said(answer, move) if named else "", middle, middle, edges)
        order = sorted(labels, key=lambda record: labels[record].left)
        stacked = list(rows(labels[record] for record in order))
        step = min(_STACK, _REACH / max([1, *stacked]))
        for record, row in zip(order, stacked, strict=True):
            places[record] = labels[record], labels[record].first, sign * (_GAP / 2 + step * row)
    return places


def _said(answer: Reciprocity, move: Move) -> str:
    if move.quantity is None:
        return move.record
    bounds, units = move.quantity.bounds, answer.moves.position.snapshot.record_index.units
    return f"{briefly(bounds)} {units.words(units.canonical(move.quantity.unit), bounds)}"


def _all_days(moves: Moves) -> dict[str, tuple[int, int]]:
    """Return the numbers of the first and the last day of each move, within the days of the answer."""
    starts = {move.record: starts_of(moves.position, moves.position.record(move.record)) for move in moves}
    end = moves.until.toordinal() - 1
    if moves.since is None:
        since = first_drawn((first for first, _ in starts.values()), end + 1)
    else:
        since = moves.since.toordinal()
    return {
        record: (min(max(first, since), end), max(since, min(last, end))) for record, (first, last) in starts.items()
    }


def _draw(axes: Axes, move: Move, place: tuple[Label, float, float], answer: Reciprocity, style: Style) -> None:
    one, x, y = place
    colour = style.given if move.side == "given" else style.received
    hollow = move.record in answer.unanswered
    axes.plot(
        [x],
        [y],
        marker="D" if move.does == "pledge" else _SHAPES[move.sense],
        markersize=6,
        markerfacecolor=style.ground if hollow else colour,
        markeredgecolor=colour,
        alpha=1.0 if move.certainty is Certainty.YES else _FAINT,
        linestyle="none",
    )
    write_label(axes, one, y, style, gap=7)


def _legend(figure: Figure, style: Style) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415 - an extra

    marks = (("o", "benefit", True), ("X", "burden", True), ("D", "promise", True), ("o", "stayed unanswered", False))
    handles = [
        Line2D(
            [],
            [],
            marker=shape,
            linestyle="none",
            color=style.ink,
            label=label,
            markerfacecolor=style.ink if filled else style.ground,
        )
        for shape, label, filled in marks
    ]
    line: dict[str, Any] = {"color": style.ink, "linewidth": 0.9}
    handles += [
        Line2D([], [], linestyle="-", label="answers, by record or deal", **line),
        Line2D([], [], linestyle="--", label="inferred, within the window", **line),
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=6, frameon=False, fontsize=7, labelcolor=style.ink)
