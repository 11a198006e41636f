"""The command that holds a ledger against all rules."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from sanctledger import __version__
from sanctledger.base.common_errors import ReadError
from sanctledger.checks import Rule, installed_rules
from sanctledger.cli.finding_formats import github, sarif
from sanctledger.cli.options import FINDINGS, Path
from sanctledger.cli.progress import working
from sanctledger.cli.report import show_report
from sanctledger.cli.terminal import print_json, reader_may_leave
from sanctledger.ledger import read
from sanctledger.records.check_policy import Policy
from sanctledger.records.kinds import Kinds


class Format(StrEnum):
    """How findings are printed."""

    text = "text"
    lines = "lines"
    json = "json"
    sarif = "sarif"
    github = "github"


def check(  # noqa: PLR0913 - an option each
    path: Path,
    *,
    form: Annotated[
        Format,
        typer.Option(
            "--format", help="For people, at length or a line each; or JSON, SARIF 2.1.0, or annotations on GitHub."
        ),
    ] = Format.text,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODES", help="Only these rules: codes or how they begin, as SL1,SL301."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODES", help="Leave out what these rules find.")
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option("--severity", metavar="CODE=SEVERITY", help="Take a rule as an error, a warning or info."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Hold a ledger against all rules and list what they find.

    Exits with 1 where there is an error or a warning.
    """
    kinds = Kinds.installed()
    rules = installed_rules(kinds)
    wishes = _wishes(rules, select, ignore, severity)
    with working(f"checking {path}"):
        loaded = read(path, kinds)
        report = loaded.report | loaded.ledger.check(rules, policy=loaded.ledger.settings.checks.with_wishes(wishes))
    form = Format.json if as_json else form
    if form is Format.json:
        print_json(report.to_json())
    elif form is Format.sarif:
        print_json(sarif(report, {rule.code: rule.title for rule in rules}, __version__))
    elif form is Format.github:
        with reader_may_leave():
            sys.stdout.writelines(f"{line}\n" for line in github(report))
    else:
        show_report(report, len(loaded.ledger), lines=form is Format.lines)
    if any(finding.severity != "info" for finding in report):
        raise typer.Exit(FINDINGS)


def _wishes(
    rules: tuple[Rule, ...], select: list[str] | None, ignore: list[str] | None, severity: list[str] | None
) -> Policy:
    """What the options ask for; a code that is no rule's is a misuse of the option."""
    levels = dict(_pair(text) for text in _parted(severity))
    options = {"--select": _parted(select), "--ignore": _parted(ignore), "--severity": list(levels)}
    for option, codes in options.items():
        for code in codes:
            if not any(rule.code.startswith(code) for rule in rules):
                raise typer.BadParameter(f"no rule has the code {code}, or one that begins so", param_hint=option)
    try:
        return Policy(options["--select"], options["--ignore"], levels)
    except ReadError as error:
        raise typer.BadParameter(str(error), param_hint="--severity") from None


def _parted(texts: list[str] | None) -> list[str]:
    return [part.strip().upper() for text in texts or () for part in text.split(",") if part.strip()]


def _pair(text: str) -> tuple[str, str]:
    code, equals, severity = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} has no `=`: write SL702=warning", param_hint="--severity")
    return code.strip(), severity.strip().lower()
