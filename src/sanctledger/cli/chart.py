"""The commands that draw: a picture of an answer, as a file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sanctledger.charts import balance_over_time, reciprocity, save, settlement, timeline
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Known, On, Path, Rivals, Status, day, parties
from sanctledger.cli.parameters import Deal, First, Named, Second, Since, Until, Window
from sanctledger.cli.series_command import Beginning, Distance, Every, Followed, Learning, Side, Unit, follow

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Theme(StrEnum):
    """What a picture is drawn on."""

    light = "light"
    dark = "dark"


Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The file to write, ending in .svg or .png.")
]
Ground = Annotated[Theme, typer.Option("--theme", help="A picture for a light or for a dark page.")]

chart = typer.Typer(
    name="chart",
    help="Draw a picture of an answer: SVG or PNG, the same bytes on every run (needs the extra `charts`).",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@chart.command("timeline")
def _timeline(  # noqa: PLR0913 - an option each
    path: Path,
    *,
    output: Output,
    between: Annotated[
        str | None,
        typer.Option("--between", metavar="PARTIES", help="Only what these parties did to each other: us,by."),
    ] = None,
    since: Since = None,
    theme: Ground = Theme.light,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
) -> None:
    """Draw sanctions as bars, shaded while eased, and concessions and pledges as marks, a lane for each party."""
    view = view_of(readable(path), on, known, reading, status)
    wanted = None if between is None else parties(between)
    _write(timeline(view, wanted, since=day("--since", since), theme=theme.value), output)


@chart.command("balance")
def _balance(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    output: Output,
    unit: Unit,
    since: Beginning,
    until: Until = None,
    side: Followed = Side.net,
    every: Distance = Every.change,
    learning: Learning = False,
    named: Named = False,
    theme: Ground = Theme.light,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
) -> None:
    """Draw what A and B gave each other of one unit through time: steps, and the band between their bounds."""
    view = view_of(readable(path), on, known, reading, status)
    whole = not named
    series = follow(
        view, a, b, unit=unit, since=since, until=until, side=side, every=every, learning=learning, rollup=whole
    )
    _write(balance_over_time(series, theme=theme.value), output)


@chart.command("settlement")
def _settlement(  # noqa: PLR0913 - an option each
    path: Path,
    deal: Deal,
    *,
    output: Output,
    theme: Ground = Theme.light,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
) -> None:
    """Draw what was promised in a deal against what was delivered and taken back, a row for each leg."""
    view = view_of(readable(path), on, known, reading, status)
    _write(settlement(view.settlement(deal), theme=theme.value), output)


@chart.command("reciprocity")
def _reciprocity(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    output: Output,
    since: Since = None,
    until: Until = None,
    window: Window = None,
    named: Named = False,
    theme: Ground = Theme.light,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
) -> None:
    """Draw the moves of two sides on two lines, with an arrow from each answer to what it answers."""
    view = view_of(readable(path), on, known, reading, status)
    second = None if b is None else parties(b)
    start, end = day("--since", since), day("--until", until)
    answer = view.reciprocity(parties(a), second, start, end, window=window, rollup=not named)
    _write(reciprocity(answer, theme=theme.value), output)


def _write(figure: Figure, output: str) -> None:
    save(figure, output)
    typer.echo(f"wrote {output}", err=True)
