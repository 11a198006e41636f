"""The command that explains codes: a page, all codes, or one line if there is no such code."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from sanctledger.checks.rule_pages import all_explained, explained

Call = Callable[..., Any]


@pytest.mark.parametrize("code", ["SL303", "sl303"])
def test_a_code_is_explained_as_its_page_says(sanctledger: Call, code: str):
    ran = sanctledger("explain", code)
    assert ran.status == 0
    assert ran.out == str(explained("SL303"))


def test_all_codes_are_listed_a_line_each(sanctledger: Call):
    ran = sanctledger("explain")
    assert ran.status == 0
    listed = [line.split(None, 2) for line in ran.out.splitlines()]
    assert listed == [[page.code, page.severity, page.title] for page in all_explained()]


@pytest.mark.parametrize(("code", "said"), [("SL3O3", "; did you mean `SL303`?"), ("blue", ""), ("", "")])
def test_an_unknown_code_is_misuse_told_in_one_line(sanctledger: Call, code: str, said: str):
    ran = sanctledger("explain", code)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"sanctledger: there is no code `{code}`{said}\n"


def test_a_terminal_is_shown_headings_and_no_marks_of_them(sanctledger: Call, monkeypatch: pytest.MonkeyPatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdout", terminal)
    assert sanctledger("explain", "SL303").status == 0
    shown = terminal.getvalue()
    assert "Example" in shown
    assert "##" not in shown
    assert "```" not in shown
    assert "\x1b[1mSL303 (warning)" in shown
