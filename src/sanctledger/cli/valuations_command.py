"""What commands that value share, and the command that lists the scales."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from sanctledger.analysis.valuation import Caveat, Valuation
from sanctledger.analysis.valuations import valuation_of, valuations
from sanctledger.cli.cells import cell, grid
from sanctledger.cli.options import Json
from sanctledger.cli.terminal import console, print_json

_ENDINGS = (".csv", ".yaml", ".yml")

ScaleName = Annotated[
    str | None,
    typer.Option(
        "--valuation",
        metavar="SCALE",
        help="Value them on this scale: one of `sanctledger valuations`, or a .csv or .yaml file of weights.",
    ),
]


def scale(named: str) -> Valuation:
    """Return the valuation of a name, or of a file.

    Raises:
        UnknownRecord: There is none of that name.
        ReadError: The file holds none.
        OSError: The file cannot be opened.
    """
    return Valuation.read(named) if Path(named).suffix.lower() in _ENDINGS else valuation_of(named)


def show_warnings(warnings: Iterable[Caveat]) -> None:
    """Print what to beware of, each with its source."""
    output = console()
    for warning in warnings:
        output.print(cell(f"beware: {warning}"), soft_wrap=True)


def valuations_(
    named: Annotated[
        str | None, typer.Argument(metavar="SCALE", help="One scale, to see its weights; all scales if absent.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the scales that moves can be valued on, or the weights of one."""
    if named is not None:
        _show_one(scale(named), as_json=as_json)
        return
    known = valuations()
    if as_json:
        print_json(known.to_json())
        return
    table = grid("name", "version", "weights", "citation")
    for valuation in known.values():
        weights = "by a function" if valuation.function else len(valuation.weights)
        table.add_row(*map(cell, (valuation.name, valuation.version, weights, valuation.citation)))
    console().print(table)


def _show_one(valuation: Valuation, *, as_json: bool) -> None:
    if as_json:
        print_json(valuation.to_json())
        return
    output = console()
    output.print(cell(f"{valuation.scale}", "bold"), soft_wrap=True)
    output.print(cell(f"weights: {valuation.citation}"), soft_wrap=True)
    show_warnings(valuation.caveats)
    table = grid("of", "weight", "per", "why")
    for weight in valuation.weights:
        table.add_row(*map(cell, (weight.of, weight.amount, weight.per, weight.why)))
    output.print(table)
