"""The command line: its commands, and the status that each ends with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from sanctledger.base.common_errors import SanctledgerError
from sanctledger.base.findings import InvalidLedger, Report
from sanctledger.base.showing import shown
from sanctledger.cli.assessments_command import assessments
from sanctledger.cli.balance_command import balance
from sanctledger.cli.changes_command import changes
from sanctledger.cli.chart import chart
from sanctledger.cli.check import check
from sanctledger.cli.diff import diff
from sanctledger.cli.explain import explain
from sanctledger.cli.fmt import fmt
from sanctledger.cli.history_command import history, who
from sanctledger.cli.kinds_command import kinds
from sanctledger.cli.moves_command import moves
from sanctledger.cli.new import new
from sanctledger.cli.options import FINDINGS, FINE, MISUSE
from sanctledger.cli.question_commands import list_commands
from sanctledger.cli.rates import break_even, rates
from sanctledger.cli.reciprocity_command import reciprocity
from sanctledger.cli.records_command import records
from sanctledger.cli.report import show_report
from sanctledger.cli.schema import schema
from sanctledger.cli.series_command import series
from sanctledger.cli.settle import settle
from sanctledger.cli.show import Question, show
from sanctledger.cli.stock import stock
from sanctledger.cli.terminal import any_letter_printed, briefly, escaped_errors, plugins_noted
from sanctledger.cli.valuations_command import valuations_
from sanctledger.cli.verdict_command import verdict

app = typer.Typer(
    name="sanctledger",
    help="Plain-text accounting for diplomacy: who gave what to whom, as of a day, as known on a day.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


_QUESTIONS: tuple[Callable[..., None], ...] = (
    records,
    show,
    balance,
    moves,
    rates,
    break_even,
    reciprocity,
    series,
    settle,
    verdict,
    stock,
    changes,
    history,
    who,
    assessments,
)
#: The questions of the commands that are written by hand: `show`, `series`, `changes` and `verdict`.
_BY_HAND = (*Question, "series", "changes", "verdict", "verdicts", "windows")
#: Every command but `chart`, which has commands of its own, in the order of the help.
COMMANDS: tuple[Callable[..., None], ...] = (
    new,
    check,
    explain,
    fmt,
    *_QUESTIONS,
    *list_commands(_QUESTIONS, besides=_BY_HAND),
    diff,
    kinds,
    schema,
    valuations_,
)
for command in COMMANDS:
    app.command(command.__name__.rstrip("_"))(command)
app.add_typer(chart)


def run() -> NoReturn:
    """Run the command line, with every error of the library as one line and a status."""
    any_letter_printed()
    try:
        with plugins_noted(), escaped_errors():
            app()
    except InvalidLedger as error:
        show_report(Report.of(error.report), None, stderr=True)
        raise SystemExit(FINDINGS) from None
    except RecursionError:
        sys.stderr.write("sanctledger: the records refer to each other too deeply to be followed; shorten the chain\n")
        raise SystemExit(FINDINGS) from None
    except SanctledgerError as error:
        sys.stderr.write(f"{briefly(f'sanctledger: {shown(str(error))}')}\n")
        raise SystemExit(MISUSE) from None
    except OSError as error:
        of = briefly(f"{error.filename}: ") if error.filename else ""
        sys.stderr.write(f"sanctledger: {shown(f'{of}{error.strerror or error}')}\n")
        raise SystemExit(MISUSE) from None
    raise SystemExit(FINE)
