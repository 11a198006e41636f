"""The command `valuations`: the scales on which moves can be valued, and the weights of one scale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from sanctledger.analysis.valuation import Caveat, Valuation
from sanctledger.analysis.valuations import valuations
from sanctledger.cli.cells import cell, grid
from sanctledger.cli.options import Json
from sanctledger.cli.parameters import scale
from sanctledger.cli.terminal import console, print_json


def show_warnings(warnings: Iterable[Caveat]) -> None:
    """Print the caveats of a valuation, each with its source."""
    output = console()
    for warning in warnings:
        output.print(cell(f"beware: {warning}"), soft_wrap=True)


def valuations_(
    named: Annotated[
        str | None, typer.Argument(metavar="SCALE", help="One scale, to see its weights; default: all scales.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the scales on which moves can be valued, or the weights of one scale."""
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
