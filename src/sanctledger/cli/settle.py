"""The command `settle`: the settlement of a deal, leg by leg."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from sanctledger.base.words import so_many
from sanctledger.cli.cells import amount_cell, cell, grid, when
from sanctledger.cli.question_commands import command
from sanctledger.cli.terminal import console
from sanctledger.questions.balance import Amount
from sanctledger.questions.settlement.leg_amounts import AMOUNTS
from sanctledger.questions.settlement.legs import Leg
from sanctledger.questions.settlement.settlement import Settlement
from sanctledger.values.bounds import NOTHING, Bounds
from sanctledger.view import View


def _show(view: View, settlement: Settlement) -> None:
    """Print a settlement: a row for each leg, then remarks on the legs."""
    output = console()
    output.print(cell(f"{settlement.deal} {when(view)}", "bold"), soft_wrap=True)
    if not len(settlement):
        output.print(cell("nothing was promised or done under it yet"))
        return
    table = grid("leg", "from", "to", "unit", *AMOUNTS, "state", "done", "score", "by")
    for column in table.columns[4:10]:
        column.justify = "right"
    for leg in settlement:
        cells = [cell(leg.id), cell(" ".join(leg.givers)), cell(" ".join(leg.receivers)), cell(leg.unit_words)]
        amounts = [amount_cell(getattr(leg, name)) if leg.pledged else _if_any(getattr(leg, name)) for name in AMOUNTS]
        by = " ".join(delivery.record for delivery in leg.deliveries if leg.pledged)
        table.add_row(*cells, *amounts, _state(leg), cell(_percent(leg.fraction)), cell(leg.score), cell(by))
    output.print(table)
    for line in _remarks(settlement):
        output.print(cell(line), soft_wrap=True)


def _if_any(amount: Amount) -> Text:
    return cell("") if amount.bounds == NOTHING else amount_cell(amount)


def _state(leg: Leg) -> Text:
    style = "yellow" if leg.state.startswith("maybe") else ""
    firmness = f", {leg.firmness}" if leg.firmness not in (None, "agreed") else ""
    return cell(f"{leg.outcome}{firmness}", style)


def _percent(amount: Amount | None) -> str:
    """Return a fraction in whole percent; an end that is neither nothing nor all never shows as such."""
    if amount is None:
        return ""
    low, high = (max(0 if end == 0 else 1, min(100 if end == 1 else 99, round(end * 100))) for end in _ends(amount))
    return f"{low}%" if low == high else f"{low}..{high}%"


def _ends(amount: Amount) -> Iterator[int]:
    if amount.stated is not None and amount.low is not None and amount.high is not None:
        one_step = amount.high - amount.low
        if one_step * 10_000 <= 1:
            yield from (amount.stated, amount.stated)  # type: ignore[misc]  # an int or a Decimal, rounded alike
            return
    yield from (amount.low or 0, amount.high or 0)  # type: ignore[misc]  # the same


def _remarks(settlement: Settlement) -> Iterator[str]:
    """What stands beside the numbers, a line each."""
    if settlement.fraction is not None:
        yield (
            f"firm promises: {_percent(settlement.fraction)} delivered on average, "
            f"{_percent(settlement.implementation)} of the highest score"
        )
    if settlement.first is not None:
        yield f"first: {settlement.first}"
    for leg in settlement:
        yield from (f"{leg.id}: {remark}" for remark in _remarks_on(leg))


def _remarks_on(leg: Leg) -> Iterator[str]:
    if leg.after_promise is not None and leg.after_promise != NOTHING:
        yield f"begun {_apart(leg.after_promise, 'the promise')}"
    if leg.after_due is not None and (leg.after_due.high is None or leg.after_due.high > 0):
        yield f"done {_apart(leg.after_due, 'it was due')}"
    for turn in leg.order:
        days = "" if turn.days is None else f", {_apart(-turn.days, 'it')}"
        yield f"to come {turn.relation} {turn.other}: {turn.verdict}{days}"
    yield from (f"if {condition}" for condition in leg.conditions)
    if leg.verifier is not None:
        yield f"verified by {leg.verifier}: {leg.verification}"
    if leg.replaced:
        yield f"stands in for {' '.join(leg.replaced)}"
    yield from (f"contested: {dispute} ({' '.join(dispute.statements)})" for dispute in leg.record_state.contested)
    if leg.link == "inferred":
        yield "tied to the deal by inference"
    yield from _remarks_on_deliveries(leg)


def _apart(days: Bounds, what: str) -> str:
    """Return how many days lie between two things, the one before or after the other."""
    if days == NOTHING:
        return f"on the day of {what}" if what != "it" else "on one day"
    if days.low is not None and days.low >= 0:
        return f"{so_many(days, 'day')} after {what}"
    if days.high is not None and days.high <= 0:
        return f"{so_many(-days, 'day')} before {what}"
    least = "any time" if days.low is None else so_many(Bounds.exactly(-days.low), "day")
    most = "any time" if days.high is None else so_many(Bounds.exactly(days.high), "day")
    return f"from {least} before to {most} after {what}"


def _remarks_on_deliveries(leg: Leg) -> Iterator[str]:
    for delivery in leg.deliveries:
        for verb, reversals in (("came", delivery.withdrawn), ("may have come", delivery.maybe_withdrawn)):
            if reversals:
                yield f"{delivery.record} {verb} after the other side's {' '.join(reversals)}"
        if delivery.also:
            yield f"{delivery.record} also delivers {' '.join(delivery.also)}; what it gives counts once"


settle = command(
    View.settlement,
    "Show what became of a deal, leg by leg: promised, delivered, still open and withdrawn, and who moved first.",
    name="settle",
    table=_show,
)
