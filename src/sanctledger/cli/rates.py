"""The commands that ask what a bargain implies: the rates of a deal, and the weights at which it balances."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.analysis.break_even import BreakEven
from sanctledger.analysis.implied_rates import ImpliedRates
from sanctledger.base.common_errors import ReadError
from sanctledger.cli.cells import cell, grid, when
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import (
    Claims,
    Deal,
    Json,
    Known,
    OfDeal,
    On,
    Path,
    Promises,
    Rivals,
    Second,
    Since,
    Status,
    Until,
    day,
    parties,
)
from sanctledger.cli.terminal import console, print_json
from sanctledger.cli.valuations_command import ScaleName, scale, show_warnings
from sanctledger.view import View


def rates(  # noqa: PLR0913 - an option each
    path: Path,
    deal: Deal,
    *,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    promises: Promises = False,
    as_json: Json = False,
) -> None:
    """Say what a deal implies that the things given in it are worth in each other: prisoners for one licence."""
    view = view_of(readable(path), on, known, reading, status)
    answer = view.implied_rates(deal, promises=promises)
    if as_json:
        print_json(answer.to_json())
    else:
        _show_rates(view, answer)


def _show_rates(view: View, answer: ImpliedRates) -> None:
    output = console()
    output.print(cell(f"what {answer.deal} implies {when(view)}", "bold"), soft_wrap=True)
    if not len(answer):
        output.print(cell("no rate: nothing was given on both sides"))
    else:
        table = grid("who gave", "amount", "unit", "who gave", "amount", "unit", "the first for one of the second")
        for rate in answer:
            cells = (rate.giver, rate.gave, rate.gave_words, rate.other, rate.took, rate.took_words, rate.rate)
            table.add_row(*map(cell, cells))
        output.print(table)
    for left in answer.left_out:
        output.print(cell(f"left out: {left.record}: {left.why}"), soft_wrap=True)


def break_even(  # noqa: PLR0913 - an option each
    path: Path,
    a: Annotated[str | None, typer.Argument(metavar="A", help="A party by its id, or several with commas.")] = None,
    b: Second = None,
    *,
    deal: OfDeal = None,
    since: Since = None,
    until: Until = None,
    valuation: ScaleName = None,
    numeraire: Annotated[
        str | None, typer.Option("--numeraire", metavar="UNIT", help="The unit that all others are weighed in.")
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(
            "--weight", metavar="UNIT=WEIGHT", help="What one of a unit is worth in the numeraire; repeat it."
        ),
    ] = None,
    on: On = None,
    known: Known = None,
    reading: Rivals = Claims.widest,
    status: Status = None,
    promises: Promises = False,
    as_json: Json = False,
) -> None:
    """Say at which weights a deal or a time balances, and whether the sign of the net hangs on them."""
    view = view_of(readable(path), on, known, reading, status)
    answer = view.break_even(
        None if a is None else parties(a),
        None if b is None else parties(b),
        day("--since", since),
        day("--until", until),
        deal=deal,
        valuation=None if valuation is None else scale(valuation),
        numeraire=numeraire,
        weights=dict(map(_weight, weight or ())),
        promises=promises,
    )
    if as_json:
        print_json(answer.to_json())
    else:
        _show_even(view, answer)


def _weight(text: str) -> tuple[str, str]:
    unit, equals, amount = text.rpartition("=")
    if not equals:
        raise ReadError(text, "is no weight of a unit", "write it as `--weight prisoners=2` or `prisoners=2..5`")
    return unit.strip(), amount.strip()


def _show_even(view: View, answer: BreakEven) -> None:
    output = console()
    deal = "" if answer.moves.deal is None else f" in {answer.moves.deal}"
    measure = answer.measure
    output.print(cell(f"{answer.moves.title}{deal} {measure} {when(view)}", "bold"), soft_wrap=True)
    table = grid("weight of", "given", "received", "weight", "balances at", "net at its least", "at its most")
    for one in answer:
        table.add_row(
            *map(cell, (one.words, one.given, one.received, one.weight)),
            cell(one.why_words, "dim") if one.balances is None else cell(one.balances),
            *map(cell, (one.at_low, one.at_high)),
        )
    output.print(table)
    if answer.net is not None:
        output.print(cell(f"net {answer.net}: {answer.sign}"))
    for left in answer.left_out:
        output.print(cell(f"left out: {left.record}: {left.why}"), soft_wrap=True)
    show_warnings(answer.warnings)
