"""Draw the charts that the pages show, light and dark, into `docs/assets/charts`.

Run this file to draw all; the tests fail where a chart on a page does not say what it would say if it were drawn now.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import sanctledger as sl
from sanctledger import charts
from sanctledger.charts.image_files import rendered
from sanctledger.charts.style import STYLES, Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FOLDER = Path(__file__).parents[1] / "assets" / "charts"


def _freed(view: sl.View) -> sl.Bounds:
    return view.balance("by", "us", unit="prisoners")["prisoners"].given.bounds


def figures(theme: Theme) -> Iterator[tuple[str, Figure]]:
    """Each chart by its name."""
    belarus, iran = sl.load("belarus").at("2026-04-01"), sl.load("iran").at("2025-12-31")
    yield "belarus", charts.timeline(belarus, ["us", "by"], since="2021-01-01", theme=theme)
    yield "iran", charts.timeline(iran, theme=theme)
    freed = belarus.series(_freed, "2024-06-01", "2026-04-02", title="prisoners that Belarus gave the United States")
    yield "freed", charts.balance_over_time(freed, theme=theme)
    yield "minsk", charts.settlement(belarus.settlement("minsk-2025-09"), theme=theme)
    yield "jcpoa", charts.settlement(iran.settlement("jcpoa"), theme=theme)
    answered = belarus.reciprocity("us", "by", since="2025-06-01", window=30)
    yield "answered", charts.reciprocity(answered, theme=theme)


def drawn() -> Iterator[tuple[Path, bytes]]:
    """Each file with what it is to hold."""
    for theme in STYLES:
        for name, figure in figures(theme):  # type: ignore[arg-type]  # the keys are the themes
            yield FOLDER / f"{name}-{theme}.svg", rendered(figure, "svg")


def main() -> None:
    """Draw all."""
    FOLDER.mkdir(exist_ok=True)
    for path, data in drawn():
        path.write_bytes(data)


if __name__ == "__main__":
    main()
