"""The commands `rates` and `break-even`: the exchange rates that a deal implies, the weights that balance a deal."""

from __future__ import annotations

from sanctledger.analysis.break_even import BreakEven
from sanctledger.analysis.implied_rates import ImpliedRates
from sanctledger.cli.cells import cell, grid, when
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.cli.valuations_command import show_warnings
from sanctledger.view import View


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


rates = command(
    View.implied_rates,
    "Show the exchange rates that a deal implies, such as prisoners for one licence.",
    name="rates",
    table=_show_rates,
)
break_even = command(
    View.break_even,
    "Show the weights at which a deal or a time balances, and whether the sign of the net depends on them.",
    name="break-even",
    table=_show_even,
)
