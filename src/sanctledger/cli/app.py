"""The commands: their arguments, what they ask of a ledger, and the status that they exit with."""

from __future__ import annotations

import datetime as dt
import json
import sys
from enum import StrEnum
from typing import Annotated, Any, NoReturn

import typer

from sanctledger.checks import BUILT_IN
from sanctledger.cli import tables
from sanctledger.dates import as_day
from sanctledger.errors import InvalidLedger, ReadError, SanctledgerError
from sanctledger.files import Loaded, read
from sanctledger.findings import Report
from sanctledger.ledger import Ledger, View
from sanctledger.reading import STANDINGS, Reading
from sanctledger.standing import Standings

FINE, FINDINGS, MISUSE = 0, 1, 2

app = typer.Typer(
    name="sanctledger",
    help="Plain-text accounting for diplomacy: who gave what to whom, as of a day, as known on a day.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Claims(StrEnum):
    """How rival claims are read."""

    hull = "hull"
    primary = "primary"


class Group(StrEnum):
    """What the rows of a balance go by."""

    unit = "unit"
    deal = "deal"
    kind = "kind"
    program = "program"


class Question(StrEnum):
    """What `show` lists."""

    sanctions = "sanctions"
    easings = "easings"
    concessions = "concessions"
    pledges = "pledges"


Path = Annotated[
    str, typer.Argument(metavar="PATH", help="A ledger file, a directory of them, or the name of a case: belarus.")
]
First = Annotated[str, typer.Argument(metavar="A", help="A party by its id, or several with commas: us,eu.")]
Second = Annotated[
    str | None, typer.Argument(metavar="B", help="The other side, likewise; everybody else where absent.")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day at whose close to ask; today where absent.")
]
Known = Annotated[
    str | None, typer.Option("--known", metavar="DAY", help="Only what was known on this day; everything where absent.")
]
Rivals = Annotated[
    Claims, typer.Option("--reading", help="Widen amounts and days by rival claims, or take the records as written.")
]
Standing = Annotated[
    list[str] | None,
    typer.Option(
        "--standing", metavar="STANDING", help=f"Only records of this standing; repeat it: {', '.join(STANDINGS)}."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Named = Annotated[bool, typer.Option("--named", help="Count only the parties named, not those that belong to them.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from sanctledger import __version__  # noqa: PLC0415 - reads the metadata only when asked

        typer.echo(f"sanctledger {__version__}")
        raise typer.Exit(FINE)


@app.callback()
def _sanctledger(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and stop.")
    ] = False,
) -> None:
    """Plain-text accounting for diplomacy: who gave what to whom, as of a day, as known on a day."""


@app.command()
def check(path: Path, *, as_json: Json = False) -> None:
    """Hold a ledger against all rules and list what they find.

    Exits with 1 where there is an error or a warning.
    """
    loaded = _read(path)
    report = loaded.report | loaded.ledger.check()
    if as_json:
        _print_json(report.to_json())
    else:
        tables.show_report(report, len(loaded.ledger))
    if any(finding.severity != "info" for finding in report):
        raise typer.Exit(FINDINGS)


@app.command()
def show(  # noqa: PLR0913 - an option each
    path: Path,
    question: Annotated[Question | None, typer.Argument(help="One of the four lists; all where absent.")] = None,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.hull,
    standing: Standing = None,
    as_json: Json = False,
) -> None:
    """List what stands on a day: sanctions, easings, concessions and pledges, each with its state."""
    view = _view(_ledger(path), on, known, reading, standing)
    lists: dict[str, Standings] = {
        "sanctions": view.sanctions(),
        "easings": view.easings(),
        "concessions": view.concessions(),
        "pledges": view.pledges(),
    }
    if question is not None:
        lists = {question.value: lists[question.value]}
    if as_json:
        _print_json(_axes(view) | {name: standings.to_json() for name, standings in lists.items()})
    else:
        tables.show_standings(view, lists)


@app.command()
def balance(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.hull,
    standing: Standing = None,
    by: Annotated[Group, typer.Option("--by", help="What the rows go by, beside their unit.")] = Group.unit,
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit.")] = None,
    named: Named = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add every record and source behind the numbers.")] = False,
    as_json: Json = False,
) -> None:
    """Say what A and B gave each other, unit by unit, at the close of a day."""
    view = _view(_ledger(path), on, known, reading, standing)
    second = None if b is None else _parties(b)
    answer = view.balance(_parties(a), second, by=by.value, rollup=not named, unit=unit)
    if as_json:
        extra = {"explanation": answer.explain().to_json()} if explain else {}
        _print_json(answer.to_json() | extra)
    else:
        tables.show_balance(view, answer, explain=explain)


@app.command()
def moves(  # noqa: PLR0913 - an option each
    path: Path,
    a: First,
    b: Second = None,
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="The first day.")] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="The first day after the last; the day after --on where absent."),
    ] = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.hull,
    standing: Standing = None,
    named: Named = False,
    as_json: Json = False,
) -> None:
    """List what A and B did to and for each other between two days, each act once."""
    view = _view(_ledger(path), on, known, reading, standing)
    second = None if b is None else _parties(b)
    answer = view.moves(_parties(a), second, _day("--since", since), _day("--until", until), rollup=not named)
    if as_json:
        _print_json(answer.to_json())
    else:
        tables.show_moves(view, answer)


def _parties(text: str) -> list[str]:
    return [party.strip() for party in text.split(",") if party.strip()]


def _read(path: str) -> Loaded:
    return read(path)


def _ledger(path: str) -> Ledger:
    """The ledger, if all of it could be read; what is wrong with the rest of it is told beside the answer."""
    loaded = _read(path)
    loaded.report.raise_for_errors()
    errors = loaded.ledger.check(rule for rule in BUILT_IN if rule.severity == "error").errors
    if errors:
        many = f"{len(errors)} errors" if len(errors) > 1 else "an error"
        sys.stderr.write(f"note: the ledger has {many}; `sanctledger check {path}` lists them\n")
    return loaded.ledger


def _view(ledger: Ledger, on: str | None, known: str | None, reading: Claims, standing: list[str] | None) -> View:
    standings = [part for text in standing or STANDINGS for part in text.split(",")]
    return ledger.at(_day("--on", on), _day("--known", known), Reading(reading.value, standings))


def _day(option: str, text: str | None) -> dt.date | None:
    try:
        return None if text is None else as_day(text)
    except ReadError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def _axes(view: View) -> dict[str, Any]:
    return {
        "on": view.on.isoformat(),
        "known": None if view.known is None else view.known.isoformat(),
        "reading": view.reading.claims,
    }


def _print_json(answer: Any) -> None:
    with tables.reader_may_leave():
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()


def run() -> NoReturn:
    """Run the command line, with every error of the library as one line and a status."""
    try:
        app()
    except InvalidLedger as error:
        tables.show_report(Report.of(error.report), None, stderr=True)
        raise SystemExit(FINDINGS) from None
    except RecursionError:
        sys.stderr.write("sanctledger: the records refer to each other too deeply to be followed; shorten the chain\n")
        raise SystemExit(FINDINGS) from None
    except SanctledgerError as error:
        sys.stderr.write(f"sanctledger: {tables.shown(str(error))}\n")
        raise SystemExit(MISUSE) from None
    raise SystemExit(FINE)
