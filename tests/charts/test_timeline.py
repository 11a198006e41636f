"""The chart of a timeline, and image files."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from stories import story

import sanctledger as sl
from sanctledger.charts import save, timeline
from sanctledger.charts.image_files import rendered
from sanctledger.charts.style import STYLES

BELARUS = sl.load("belarus").at("2026-04-01")


def texts(svg: bytes) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_picture_is_the_same_to_the_byte_in_another_process(form: str, tmp_path: Path):
    code = (
        "import sanctledger as sl; from sanctledger.charts import save, timeline;"
        f"save(timeline(sl.load('belarus').at('2026-04-01'), ['us', 'by']), {str(tmp_path / f'a.{form}')!r})"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
    assert (tmp_path / f"a.{form}").read_bytes() == rendered(timeline(BELARUS, ["us", "by"]), form)


def test_a_timeline_names_its_lanes_bars_and_amounts():
    shown = texts(rendered(timeline(BELARUS, ["us", "by"]), "svg"))
    assert {"us", "by", "52", "250", "diplomatic", "pledge kept", "concession, in prisoners"} <= set(shown)
    assert f"{BELARUS.title}, as of 2026-04-01" in shown


def test_the_day_of_knowledge_is_in_the_title():
    view = BELARUS.at("2025-10-01", known="2025-09-12")
    assert any("as known on 2025-09-12" in text for text in texts(rendered(timeline(view), "svg")))


def test_a_theme_is_light_or_dark():
    for name, style in STYLES.items():
        svg = rendered(timeline(BELARUS, theme=name), "svg").decode()  # type: ignore[arg-type]
        assert f"fill: {style.ground}" in svg
    with pytest.raises(sl.errors.ReadError, match="'sepia' is not a theme; choose among light, dark"):
        timeline(BELARUS, theme="sepia")  # type: ignore[arg-type]


def test_a_text_is_not_a_formula_and_covers_nothing():
    view = story("- {kind: release, id: r, from: 2025-01-01, giver: by, receiver: us}").at("2025-02-01")
    shown = texts(rendered(timeline(view, title="$a$ \u202eb & <c>"), "svg"))
    assert r"$a$ \u202eb &amp; &lt;c&gt;, as of 2025-02-01" in shown


def test_an_empty_timeline_is_refused():
    with pytest.raises(sl.errors.ReadError, match="shows nothing"):
        timeline(BELARUS.at("1990-01-01"))
    with pytest.raises(sl.errors.ReadError, match="shows nothing"):
        timeline(BELARUS, since="2026-05-01")
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `belavia`"):
        timeline(BELARUS, "belavai")


@pytest.mark.parametrize("many", [5, 300])
def test_no_label_of_a_row_runs_into_another(many: int):
    releases = "".join(
        f"- {{kind: release, id: r{n}, from: 20{n % 25 + 1:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}, giver: by,"
        f" receiver: us, quantity: {n + 1} prisoners}}\n"
        for n in range(many)
    )
    figure = timeline(story(releases).at("2026-01-01"))
    figure.draw_without_rendering()
    axes = figure.axes[0]
    boxes: dict[float, list[tuple[float, float]]] = {}
    for text in axes.texts:
        box = text.get_window_extent()
        boxes.setdefault(round(box.y0), []).append((box.x0, box.x1))
        assert box.x1 <= figure.bbox.x1 + 1
    assert sum(map(len, boxes.values())) == many
    for row in boxes.values():
        row.sort()
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(row))
    assert figure.get_figheight() < 60


def test_a_file_is_svg_or_png_and_replaced_only_when_whole(tmp_path: Path):
    figure = timeline(BELARUS, ["us", "by"])
    (path := tmp_path / "a.SVG").write_text("old")
    save(figure, path)
    assert path.read_bytes().startswith(b"<?xml")
    with pytest.raises(sl.errors.ReadError, match="'pdf' is not a format of pictures; choose among svg, png"):
        save(figure, tmp_path / "a.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["a.SVG"]


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(
        sl.errors.MissingExtra, match=r"a chart needs the `charts` extra: pip install 'sanctledger\[charts\]'"
    ):
        timeline(BELARUS)


def test_a_pledge_that_is_kept_the_day_after_is_seen_to_be_kept():
    view = story("""
- {kind: pledge, id: p, from: 2020-01-01, giver: us, receiver: by, quantity: 5 prisoners}
- {kind: release, id: r, from: 2020-01-02, giver: us, receiver: by, quantity: 5 prisoners, delivers: p}
- {kind: release, id: much-later, from: 2024-01-01, giver: us, receiver: by, quantity: 7 prisoners}
""").at("2025-01-01")
    (axes,) = timeline(view).axes
    diamonds = [line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "D"]
    assert diamonds == [STYLES["light"].ground, STYLES["light"].ink]


def test_no_line_runs_through_the_letters_of_a_label():
    (axes,) = timeline(BELARUS, ["us", "by"]).axes
    labels = [text for text in axes.texts if text.get_text() in ("52", "general license")]
    assert labels
    for text in labels:
        box = text.get_bbox_patch()
        assert box is not None
        assert box.get_facecolor()[:3] == (1.0, 1.0, 1.0)


def test_a_measure_that_ended_before_the_first_day_has_no_row():
    ledger = story(
        "- {kind: asset_freeze, id: old, from: 2020-01-01, until: 2021-01-01, sender: us, target: belavia}\n"
        "- {kind: travel_ban, id: new, from: 2022-01-01, sender: us, target: belavia}\n"
        "- {kind: travel_ban, id: gone, from: 2020-01-01, until: 2021-01-01, sender: eu, target: belavia}\n"
    )
    labels = [
        label.get_text() for label in timeline(ledger.at("2023-01-01"), since="2021-06-01").axes[0].get_yticklabels()
    ]
    assert labels == ["us", "travel ban: belavia"]
    with pytest.raises(sl.errors.ReadError, match="shows nothing"):
        timeline(ledger.at("2021-12-31"), since="2021-06-01")
