"""The arguments and options that several commands share, and what they are read as."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

import typer

from sanctledger import cases
from sanctledger.base.common_errors import ReadError
from sanctledger.base.reading import STATUSES
from sanctledger.values.dates import as_day

#: The statuses that a command exits with.
FINE, FINDINGS, MISUSE = 0, 1, 2


class Claims(StrEnum):
    """How rival claims are read."""

    widest = "widest"
    stated = "stated"


Path = Annotated[
    str,
    typer.Argument(
        metavar="PATH", help=f"A ledger file, a directory of them, or the name of a case: {', '.join(cases.names())}."
    ),
]
First = Annotated[str, typer.Argument(metavar="A", help="A party by its id, or several with commas: us,eu.")]
Second = Annotated[str | None, typer.Argument(metavar="B", help="The other side, likewise; default: everybody else.")]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day at whose close to ask; default: today.")]
Known = Annotated[
    str | None, typer.Option("--known", metavar="DAY", help="Only what was known on this day; default: everything.")
]
Rivals = Annotated[
    Claims, typer.Option("--reading", help="Widen amounts and days by rival claims, or take the records as written.")
]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help=f"Only records of this status; repeat it: {', '.join(STATUSES)}."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="The first day.")]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DAY", help="The first day after the last; the day after --on if absent."),
]
Deal = Annotated[str, typer.Argument(metavar="DEAL", help="The deal, by its id.")]
OfDeal = Annotated[str | None, typer.Option("--deal", metavar="DEAL", help="Only the moves of this deal.")]
Promises = Annotated[
    bool, typer.Option("--promises", help="Count promises too, as far as what is done here does not deliver them.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Named = Annotated[bool, typer.Option("--named", help="Count only the parties named, not those that belong to them.")]
Window = Annotated[
    int | None,
    typer.Option(
        "--window", metavar="DAYS", help="Infer answers within so many days too; nothing is inferred if absent."
    ),
]


def parties(text: str) -> list[str]:
    """Return the ids of a text that joins them with commas."""
    return [party.strip() for party in text.split(",") if party.strip()]


def day(option: str, text: str | None) -> dt.date | None:
    """Return the day that an option names, if it is given.

    Raises:
        typer.BadParameter: It names none.
    """
    try:
        return None if text is None else as_day(text)
    except ReadError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
