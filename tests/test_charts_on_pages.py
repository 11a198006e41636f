"""The charts that pages show say what they would say if they were drawn now."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]


def said(svg: bytes) -> list[str]:
    """The texts of a picture; what the axis of days makes of them is the drawing library's own."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())
    return sorted(text for text in texts if not re.fullmatch(r"\d{4}|\d{2}|[A-Z][a-z]{2}", text))


def test_the_charts_on_the_pages_are_current():
    drawn = dict(runpy.run_path(str(ROOT / "docs" / ".scripts" / "charts.py"))["drawn"]())
    assert {path.name for path in drawn} == {path.name for path in (ROOT / "docs/assets/charts").glob("*.svg")}
    for path, data in drawn.items():
        assert said(path.read_bytes()) == said(data), f"run docs/.scripts/charts.py: {path.name}"
