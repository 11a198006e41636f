"""The parameters of questions on the command line: how each is spelled there, and how its text is read.

A question is a function with parameters such as `a`, `since` or `deal`. A parameter has the same spelling in every
command, so that a user who knows one command knows them all. A parameter without a default is an argument; a parameter
with a default is an option, or an argument that may be left out.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from operator import not_
from pathlib import Path as FilePath
from typing import Annotated, Any

import attrs
import typer

from sanctledger.analysis.valuation import Valuation
from sanctledger.analysis.valuations import valuation_of
from sanctledger.base.common_errors import ReadError
from sanctledger.cli.options import day, parties

_ENDINGS = (".csv", ".yaml", ".yml")


class Grouping(StrEnum):
    """The ways to group the rows of a balance."""

    unit = "unit"
    deal = "deal"
    kind = "kind"
    program = "program"


First = Annotated[str, typer.Argument(metavar="A", help="A party by its id, or several with commas: us,eu.")]
Second = Annotated[str | None, typer.Argument(metavar="B", help="The other side, likewise; default: everybody else.")]
Deal = Annotated[str, typer.Argument(metavar="DEAL", help="The deal, by its id.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="The first day.")]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DAY", help="The first day after the last; default: the day after --on."),
]
Named = Annotated[bool, typer.Option("--named", help="Count only the parties named, not those that belong to them.")]
Window = Annotated[
    int | None,
    typer.Option("--window", metavar="DAYS", help="Infer answers within so many days, too; default: infer none."),
]
Scale = Annotated[
    str | None,
    typer.Option(
        "--valuation",
        metavar="SCALE",
        help="Value moves on this scale: one of `sanctledger valuations`, or a .csv or .yaml file of weights.",
    ),
]


@attrs.frozen
class Parameter:
    """A parameter of questions, as it is spelled on the command line.

    Attributes:
        read: Return the value that the question takes, from the value given on the command line.
        required: The annotation for typer if the question has no default for the parameter.
        optional: The annotation for typer if the question has a default.
        default: The value on the command line if nothing is given; `None` leaves the default to the question.
    """

    read: Callable[[Any], Any]
    required: Any = None
    optional: Any = None
    default: Any = None


def _argument(metavar: str, text: str) -> Any:
    return Annotated[str, typer.Argument(metavar=metavar, help=text)]


def _left_out(metavar: str, text: str) -> Any:
    return Annotated[str | None, typer.Argument(metavar=metavar, help=text)]


def _option(flag: str, metavar: str | None, text: str) -> Any:
    return Annotated[str | None, typer.Option(flag, metavar=metavar, help=text)]


def scale(name: str) -> Valuation:
    """Return the valuation with a name, or the valuation in a file.

    Raises:
        UnknownRecord: There is no valuation with that name.
        ReadError: The file does not hold a valuation.
        OSError: The file cannot be opened.
    """
    return Valuation.read(name) if FilePath(name).suffix.lower() in _ENDINGS else valuation_of(name)


def _weights(texts: list[str]) -> dict[str, str]:
    """Return the weights of units, each written as UNIT=WEIGHT.

    Raises:
        ReadError: A text is not written in that way.
    """
    found = {}
    for text in texts:
        unit, equals, amount = text.rpartition("=")
        if not equals:
            way_out = "write the weight of a unit as `--weight prisoners=2` or `prisoners=2..5`"
            raise ReadError(text, "is not the weight of a unit", way_out)
        found[unit.strip()] = amount.strip()
    return found


#: The parameters of questions by their names.
PARAMETERS = {
    "a": Parameter(parties, First, _left_out("A", "A party by its id, or several with commas.")),
    "b": Parameter(parties, optional=Second),
    "since": Parameter(partial(day, "--since"), optional=Since),
    "until": Parameter(partial(day, "--until"), optional=Until),
    "deal": Parameter(str, Deal, _option("--deal", "DEAL", "Only what belongs to this deal.")),
    "holder": Parameter(str, _argument("HOLDER", "The party that holds the stock, by its id.")),
    "person": Parameter(str, _argument("PERSON", "A person by their id.")),
    "about": Parameter(str, _argument("ID", "A deal, a sanction or any other record, by its id.")),
    "record_id": Parameter(str, _argument("ID", "A record by its id; any of its versions.")),
    "what": Parameter(
        parties,
        optional=_left_out(
            "WHAT", "A kind or a family, such as deal, party or asset_freeze, or several with commas: a,b."
        ),
    ),
    "find": Parameter(
        str,
        optional=_option("--find", "TEXT", "Only records with this text in their id, names, numbers, words or note."),
    ),
    "kind": Parameter(parties, optional=_option("--kind", "KIND", "Only these kinds: a,b.")),
    "sender": Parameter(parties, optional=_option("--from", "PARTY", "Only acts of these parties: us,eu.")),
    "target": Parameter(parties, optional=_option("--to", "PARTY", "Only acts that concern these parties.")),
    "unit": Parameter(str, optional=_option("--unit", None, "Only this unit.")),
    "by": Parameter(
        lambda by: by.value,
        optional=Annotated[Grouping, typer.Option("--by", help="Group the rows by this, and by their unit.")],
        default=Grouping.unit,
    ),
    "rollup": Parameter(not_, optional=Named, default=False),
    "window": Parameter(int, optional=Window),
    "valuation": Parameter(scale, optional=Scale),
    "promises": Parameter(
        bool,
        optional=Annotated[
            bool, typer.Option("--promises", help="Count promises too, less what these acts deliver of them.")
        ],
        default=False,
    ),
    "numeraire": Parameter(str, optional=_option("--numeraire", "UNIT", "The unit in which all others are weighed.")),
    "weights": Parameter(
        _weights,
        optional=Annotated[
            list[str] | None,
            typer.Option(
                "--weight", metavar="UNIT=WEIGHT", help="The worth of one of a unit in the numeraire; repeat it."
            ),
        ],
    ),
}
