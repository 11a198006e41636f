"""The README: its commands are one line each, and its code runs."""

from __future__ import annotations

import re
from pathlib import Path

from pages import README

ROOT = Path(__file__).parent.parent


def test_the_code_in_the_readme_runs_and_its_output_is_as_shown() -> None:
    document = README.parse(ROOT / "README.md")
    README.setup(document.namespace)
    try:
        examples = list(document.examples())
        for example in examples:
            example.evaluate()
    finally:
        README.teardown(document.namespace)
    assert examples, "the README shows no code"


def test_the_first_two_sh_blocks_of_the_readme_are_one_line_each() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 2
    assert [len(block.strip().splitlines()) for block in blocks[:2]] == [1, 1]
