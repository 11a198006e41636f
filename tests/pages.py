"""The code in pages and docstrings, as tests: what `docs/conftest.py`, `src/conftest.py` and `test_readme.py` run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sybil import Region, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.parsers.rest import DocTestParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sybil import Document, Example
    from sybil.typing import Parser


class SessionParser(PythonCodeBlockParser):
    """Runs fences of `pycon`: sessions with prompts, whose output is compared."""

    def __init__(self) -> None:
        super().__init__()
        self.codeblock_parser = CodeBlockParser("pycon", PythonEvaluator())


_fences = FencedCodeBlockLexer(language=".+", mapping={"language": "language"})


def misspelt(document: Document) -> Iterator[Region]:
    """Fails fences that look as though they ran and would not.

    Only the bare words `python` and `pycon` run. A page that shows a file which is tested elsewhere writes `py`.
    """
    for region in _fences(document):
        words = region.lexemes["language"].strip()
        if words not in {"python", "pycon"} and words.lstrip("{. ").startswith(("python", "pycon")):
            yield Region(region.start, region.end, words, _refuse)


def _refuse(example: Example) -> str:
    return f"a fence of `{example.parsed}` is not run: write bare `python` or `pycon`, or `py` if it is not to run"


def move_away(namespace: dict[str, Any]) -> None:
    """Each page runs in an empty directory, where it may write files."""
    scratch = tempfile.TemporaryDirectory()
    namespace["__scratch"] = scratch, Path.cwd()
    os.chdir(scratch.name)


def come_back(namespace: dict[str, Any]) -> None:
    """Leave and remove that directory."""
    scratch, home = namespace["__scratch"]
    os.chdir(home)
    scratch.cleanup()


_ROOT = Path(__file__).parent.parent


def pages(path: str, pattern: str) -> Sybil:
    """The fences of pages below a directory of the project."""
    parsers: list[Parser] = [PythonCodeBlockParser(), SessionParser(), SkipParser(), misspelt]
    return Sybil(parsers, path=str(_ROOT / path), patterns=[pattern], setup=move_away, teardown=come_back)


PAGES = pages("docs", "*.md")
README = pages(".", "README.md")
DOCSTRINGS = Sybil([DocTestParser()], path=str(_ROOT / "src"), patterns=["*.py"])
