"""Rules that hold a ledger against published figures: totals over a time, and stocks counted on a day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sanctledger.account import Account
from sanctledger.bounds import Bounds, add, write_number
from sanctledger.checks.flows import Flow, Flows, Window
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.subjects import listed, said, standing
from sanctledger.dates import BEGINNING, FOREVER
from sanctledger.evidence import Assertion, Observation
from sanctledger.quantity import Quantity


def contradicted_totals(account: Account) -> Iterator[Flaw]:
    """Published totals that the records of their giver, receivers, unit and time cannot come to."""
    assertions = [one for one in standing(account, Assertion) if one.standing != "disputed"]
    if not assertions:
        return
    flows = Flows(account)
    for assertion in assertions:
        asserted = _quantity(account, assertion.quantity)
        window = _window(account, assertion)
        if not assertion.givers:
            continue
        flow = flows.of(assertion.givers, assertion.receivers, asserted.unit, window, hostile=False)
        if not flow:
            flow = flows.of(assertion.givers, assertion.receivers, asserted.unit, window, hostile=True)
        apart = _difference(flow.amount, asserted.bounds)
        if apart is not None:
            found = f"the records of that time come to {_told(account, flow, asserted.unit)}"
            message = f"the published total is {said(account, asserted)}, and {found}: {apart}"
            hint = "add or date what is missing, or widen what is not known; a figure you do not believe is `disputed`"
            yield Flaw(message, assertion.id, "quantity", hint)


def _quantity(account: Account, quantity: Quantity) -> Quantity:
    return Quantity(quantity.bounds, account.book.units.canonical(quantity.unit))


def _told(account: Account, flow: Flow, unit: str) -> str:
    return f"{said(account, Quantity(flow.amount.floored(), unit))}{f' ({listed(flow.records)})' if flow else ''}"


def _difference(found: Bounds, stated: Bounds) -> str | None:
    if found.low is not None and stated.high is not None and found.low > stated.high:
        return f"at least {write_number(add(found.low, -stated.high))} more"
    if found.high is not None and stated.low is not None and found.high < stated.low:
        return f"at least {write_number(add(stated.low, -found.high))} fewer"
    return None


def _window(account: Account, assertion: Assertion) -> Window:
    """The time of a total; without an end it runs through the day on which it was known."""
    starts = (BEGINNING, BEGINNING) if assertion.start is None else (assertion.start.first, assertion.start.last)
    if assertion.end is None:
        after = min(account.book.counting_from(assertion.id) + 1, FOREVER)
        return Window(starts, (after, after))
    return Window(starts, (assertion.end.first, assertion.end.last))


def contradicted_stocks(account: Account) -> Iterator[Flaw]:
    """Stocks that one observer counted one after the other, and that fell by more than the records explain."""
    series: dict[tuple[str, str, str], list[Observation]] = {}
    for one in standing(account, Observation):
        if one.holder is not None and one.start is not None and one.standing != "disputed":
            unit = account.book.units.canonical(one.quantity.unit)
            series.setdefault((account.party_id(one.holder), one.observer or "", unit), []).append(one)
    flows: Flows | None = None
    for (holder, observer, unit), observations in series.items():
        observations.sort(key=lambda one: (_days(one), one.id))
        for before, after in pairwise(observations):
            if before.quantity.bounds.low is None or after.quantity.bounds.high is None:
                continue
            fall = add(before.quantity.bounds.low, -after.quantity.bounds.high)
            if fall <= 0 or (not observer and _days(before) != _days(after)):
                continue
            flows = flows or Flows(account)
            window = Window((_days(before)[0], _days(before)[1] + 1), (_days(after)[0], _days(after)[1] + 1))
            flow = flows.of((holder,), (), unit, window, hostile=False)
            if flow.amount.high is not None and flow.amount.high < fall:
                yield _unexplained(account, before, after, Quantity(Bounds(fall), unit), flow)


def _days(observation: Observation) -> tuple[int, int]:
    start = observation.start
    return (BEGINNING, FOREVER) if start is None else (start.first, start.last)


def _unexplained(account: Account, before: Observation, after: Observation, fall: Quantity, flow: Flow) -> Flaw:
    left = write_number(add(fall.bounds.low or 0, -(flow.amount.high or 0)))
    explained = said(account, Quantity(flow.amount.floored(), fall.unit))
    message = (
        f"the stock fell from {said(account, before.quantity)} (`{before.id}`) to {said(account, after.quantity)}, "
        f"by {fall}, and the records explain {explained}: at least {left} are not explained"
    )
    return Flaw(message, after.id, "quantity", "record how they left the stock, or count them as another observer's")


RULES = (
    Rule("SL421", "warning", "the records come to the totals that are published", contradicted_totals),
    Rule("SL422", "warning", "a stock falls by no more than the records explain", contradicted_stocks),
)
