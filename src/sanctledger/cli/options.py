"""The options that every command shares: the ledger, the day, the day of knowledge, the reading, the form of output."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

import typer

from sanctledger import cases
from sanctledger.base.common_errors import ReadError
from sanctledger.base.reading import STATUSES
from sanctledger.values.dates import as_day

#: The statuses with which a command exits.
FINE, FINDINGS, MISUSE = 0, 1, 2


class Claims(StrEnum):
    """The ways to read rival claims."""

    widest = "widest"
    stated = "stated"


Path = Annotated[
    str,
    typer.Argument(
        metavar="PATH", help=f"A ledger file, a directory of them, or the name of a case: {', '.join(cases.names())}."
    ),
]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="Ask at the close of this day; default: today.")]
Known = Annotated[
    str | None,
    typer.Option("--known", metavar="DAY", help="Use only records known on this day; default: all records."),
]
Rivals = Annotated[
    Claims, typer.Option("--reading", help="Widen amounts and days by rival claims, or take the records as written.")
]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help=f"Only records of this status; repeat it: {', '.join(STATUSES)}."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values for a spreadsheet.")]
Explain = Annotated[bool, typer.Option("--explain", help="Add the records and sources behind the answer.")]


def parties(text: str) -> list[str]:
    """Return the ids of a text that joins them with commas."""
    return [party.strip() for party in text.split(",") if party.strip()]


def day(option: str, text: str | None) -> dt.date | None:
    """Return the day that an option names; `None` if the option is not given.

    Raises:
        typer.BadParameter: The text is not a day.
    """
    try:
        return None if text is None else as_day(text)
    except ReadError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
