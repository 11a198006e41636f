"""Findings for people: what, where, the line that it is about, and what to do."""

from __future__ import annotations

import re
from collections import Counter

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sanctledger.base.findings import Finding, Place, Report
from sanctledger.base.showing import shown
from sanctledger.base.words import so_many
from sanctledger.cli.terminal import briefly, console
from sanctledger.files.places import line_at

STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
#: How many findings are shown at length; a reader fixes the first ones first.
SHOWN = 200
#: How much of a long line is shown before what is marked, of the mark itself, and after it.
_BEFORE, _MARKED, _AFTER = 50, 80, 40
_WORD = re.compile(r"[\w.-]+")


def show_report(report: Report, records: int | None, *, stderr: bool = False, lines: bool = False) -> None:
    """Print findings, and how many there are.

    Args:
        report: The findings.
        records: How many records were checked, where that is worth telling.
        stderr: Whether to print to the error stream.
        lines: Whether to print each finding on one line.
    """
    output = console(stderr=stderr)
    for finding in report if lines else report[:SHOWN]:
        if lines:
            output.print(_text(str(finding)), soft_wrap=True)
        else:
            _show(output, finding)
    if not lines and len(report) > SHOWN:
        more = Counter(finding.code for finding in report[SHOWN:])
        codes = ", ".join(f"{code} ({count:,})" for code, count in sorted(more.items()))
        output.print(_text(f"{more.total():,} more findings: {codes}"), soft_wrap=True)
        output.print(
            _text("to see all, add `--format lines` or `--json`; to see one rule, add `--select`"), soft_wrap=True
        )
    counted = "" if records is None else f" in {so_many(records, 'record')}"
    output.print(_text(f"{report.summary}{counted}"))


def _show(output: Console, finding: Finding) -> None:
    style = STYLES[finding.severity]
    head = Text.assemble((f"{finding.severity}[{finding.code}]", style), ": ", _text(finding.message, "bold"))
    output.print(head, soft_wrap=True)
    where = "" if finding.record is None else f"{finding.record}{'.' + finding.field if finding.field else ''}"
    place = finding.place
    gutter = " " * (0 if place is None else len(str(place.line)))
    if place is None:
        if where:
            output.print(Text.assemble(("--> ", "blue"), _text(where)), soft_wrap=True)
    else:
        output.print(Text.assemble(gutter, ("--> ", "blue"), _text(place)), soft_wrap=True)
        line = line_at(place)
        if line is not None and line.strip():
            before, marked, after = _excerpt(line, place)
            carets = " " * cell_len(before) + "^" * max(1, cell_len(marked))
            output.print(Text(f"{gutter} |", "blue"))
            output.print(Text.assemble((f"{place.line} | ", "blue"), before, (marked, style), after), soft_wrap=True)
            label = _text(f" {where}" if where else "", style)
            output.print(Text.assemble((f"{gutter} | ", "blue"), (carets, style), label), soft_wrap=True)
    if finding.hint:
        output.print(Text.assemble(gutter, (" = ", "blue"), _text(f"hint: {finding.hint}")), soft_wrap=True)
    output.print()


def _excerpt(line: str, place: Place) -> tuple[str, str, str]:
    """What stands before the marked part of a line, the part, and what follows: cut, and fit for a terminal."""
    start = min(place.column - 1, len(line))
    word = _WORD.match(line, start)
    end = place.end - 1 if place.end is not None else word.end() if word else start + 1
    before, marked, after = line[:start], line[start:end], line[end:]
    if len(before) > _BEFORE and len(line) > _BEFORE + _MARKED:
        before = "…" + before[-_BEFORE:]
    if len(marked) > _MARKED:
        marked = marked[:_MARKED] + "…"
    if len(after) > _AFTER and len(line) > _BEFORE + _MARKED:
        after = after[:_AFTER] + "…"
    return _cells(before), _cells(marked), _cells(after)


def _cells(text: str) -> str:
    return shown(text.replace("\t", "    ").replace("\ufeff", ""))


def _text(text: object, style: str = "") -> Text:
    return Text(briefly(shown(str(text))), style=style)
