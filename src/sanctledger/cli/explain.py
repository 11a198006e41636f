"""The command that says what the code of a finding means, and how to fix it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markdown import Markdown
from rich.text import Text

from sanctledger.base.showing import shown, shown_lines
from sanctledger.checks import installed_rules
from sanctledger.checks.rule_pages import Page, all_explained, explained
from sanctledger.cli.report import STYLES
from sanctledger.cli.terminal import console
from sanctledger.records.kinds import Kinds

Code = Annotated[
    str | None, typer.Argument(metavar="CODE", help="The code of a finding, such as SL101; all codes if absent.")
]


def explain(code: Code = None) -> None:
    """Say what the code of a finding means, show an example, and say how to fix it."""
    rules = installed_rules(Kinds.installed())
    if code is None:
        _show_codes(all_explained(rules))
    else:
        _show_page(explained(code, rules))


def _show_codes(pages: tuple[Page, ...]) -> None:
    output = console()
    for page in pages:
        line = Text(f"{shown(page.code)}  ")
        line.append(f"{page.severity:<7}", STYLES[page.severity])
        output.print(line.append(f"  {shown(page.title)}"), soft_wrap=True)


def _show_page(page: Page) -> None:
    output = console()
    text = shown_lines(page.text)
    output.print(Text(shown(page.heading), "bold"), soft_wrap=True)
    output.print()
    if output.is_terminal:
        output.print(Markdown(text, code_theme="ansi_dark", inline_code_theme="ansi_dark", hyperlinks=False))
    else:
        output.print(Text(text.rstrip("\n")), soft_wrap=True)
