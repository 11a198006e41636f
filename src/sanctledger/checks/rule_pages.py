"""The page of a code: its meaning, an example with the finding, and the fix."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import attrs

from sanctledger.base.common_errors import UnknownCode
from sanctledger.base.findings import Severity
from sanctledger.checks.codes import ABOUT_CHECKS, READING, Code
from sanctledger.checks.rule import Rule
from sanctledger.checks.rules import BUILT_IN

_PAGES = Path(__file__).parent / "pages"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OF_READING = "What reading a file finds, before any rule is asked."
_OF_CHECKS = "What a check finds in the settings of the checks themselves."


@attrs.frozen
class Sample:
    """A small ledger on a page.

    Attributes:
        format: `yaml`; `json` for JSON lines; `text` if it cannot be shown as a file.
        text: The file.
    """

    format: str
    text: str


@attrs.frozen
class Page:
    """The page of one code.

    Attributes:
        code: The code.
        severity: The severity of a finding.
        title: The requirement, as a clause.
        theme: The theme of the codes with the same first digits, in a sentence.
        text: The meaning, an example and the fix, as Markdown with headings of the second level.
    """

    code: str
    severity: Severity
    title: str
    theme: str
    text: str

    @property
    def example(self) -> Sample | None:
        """Return the ledger with the finding; `None` if the page has none."""
        return self._sample(0)

    @property
    def fixed(self) -> Sample | None:
        """Return the ledger without the finding; `None` if the page has none."""
        return self._sample(1)

    def _sample(self, number: int) -> Sample | None:
        found = _FENCE.findall(self.text)
        return Sample(*found[number]) if number < len(found) else None

    @property
    def heading(self) -> str:
        """Return the code, its severity and its title, in one line."""
        return f"{self.code} ({self.severity}): {self.title}"

    def __str__(self) -> str:
        """Return the heading, then the text."""
        return f"{self.heading}\n\n{self.text}"


def explained(code: str, rules: Iterable[Rule] = BUILT_IN) -> Page:
    """Return the page of a code.

    The page of a custom rule has its title and the docstring of its function.

    Args:
        code: The code, in capitals or not.
        rules: The rules whose codes exist, besides those of reading and of the checks themselves.

    Raises:
        UnknownCode: There is no such code.
    """
    wanted = code.strip().upper()
    every = all_explained(rules)
    for page in every:
        if page.code.upper() == wanted:
            return page
    raise UnknownCode(code, tuple(page.code for page in every))


def all_explained(rules: Iterable[Rule] = BUILT_IN) -> tuple[Page, ...]:
    """Return the pages of all codes, also those of reading, in the order of the codes.

    Args:
        rules: The rules whose codes exist, besides those of reading and of the checks themselves.
    """
    pages = [_page(one, _OF_READING, "") for one in READING]
    pages += [_page(one, _OF_CHECKS, "") for one in ABOUT_CHECKS]
    for rule in rules:
        theme = getattr(sys.modules.get(rule.find.__module__), "__doc__", None) or ""
        pages.append(_page(rule, theme.strip().partition("\n")[0], inspect.getdoc(rule.find) or ""))
    return tuple(sorted(pages, key=lambda page: page.code))


def _page(of: Code | Rule, theme: str, said: str) -> Page:
    file = _PAGES / f"{of.code}.md"
    shipped = isinstance(of, Code) or of in BUILT_IN
    text = file.read_text(encoding="utf-8") if shipped and file.is_file() else f"{said}\n"
    return Page(of.code, of.severity, of.title, theme, text)
