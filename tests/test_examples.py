"""Each program in `examples` prints what its docstring says that it prints."""

from __future__ import annotations

import ast
import inspect
import runpy
from pathlib import Path

import pytest

PROGRAMS = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))


def promised(program: Path) -> str:
    """What the docstring has below `Prints:`."""
    docstring = ast.get_docstring(ast.parse(program.read_text(encoding="utf-8"))) or ""
    _, _, printed = docstring.partition("Prints:\n\n")
    return inspect.cleandoc(printed) + "\n"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_it_prints_what_its_docstring_promises(program, capsys):
    runpy.run_path(str(program), run_name="__main__")
    assert capsys.readouterr().out == promised(program)


def test_there_are_examples():
    assert len(PROGRAMS) >= 4
