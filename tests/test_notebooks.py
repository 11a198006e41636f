"""Each notebook runs from top to bottom, as a program and cell by cell."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "examples" / "notebooks").glob("*.py"))
CELL = re.compile(r"^# %%(?: \[(markdown)\])?$", re.MULTILINE)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(notebook: Path, capsys: pytest.CaptureFixture[str]):
    runpy.run_path(str(notebook), run_name="__main__")
    assert capsys.readouterr().out


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_made_of_cells(notebook: Path):
    before, *parts = CELL.split(notebook.read_text("utf-8"))
    assert before == ""
    cells = list(zip(parts[::2], parts[1::2], strict=True))
    assert cells[0][0] == "markdown"
    assert sum(kind is None for kind, _ in cells) >= 3
    for kind, text in cells:
        if kind == "markdown":
            assert all(line.startswith("#") for line in text.strip().splitlines())
        else:
            compile(text, str(notebook), "exec")


def test_there_are_three():
    assert len(NOTEBOOKS) >= 3
