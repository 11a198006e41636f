"""Rules that compare a ledger with published figures: totals over a time, and counts of stocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sanctledger.checks.figure_flows import ActTotal, ActTotals, FigurePeriod
from sanctledger.checks.lookups import current, listed, said
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.stock_flows import Flows, Movements, net
from sanctledger.records.sources import Assertion, Observation
from sanctledger.values.bounds import Bounds, add, write_number
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.quantity import Quantity


def contradicted_totals(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find published totals that the records of their giver, receivers, unit and time cannot add up to."""
    assertions = [one for one in current(snapshot, Assertion) if one.status != "disputed"]
    if not assertions:
        return
    flows = ActTotals(snapshot)
    for assertion in assertions:
        asserted = _quantity(snapshot, assertion.quantity)
        window = _window(snapshot, assertion)
        if not assertion.givers:
            continue
        flow = flows.of(assertion.givers, assertion.receivers, asserted.unit, window, hostile=False)
        if not flow:
            flow = flows.of(assertion.givers, assertion.receivers, asserted.unit, window, hostile=True)
        apart = _difference(flow.amount, asserted.bounds)
        if apart is not None:
            found = f"the records of that time come to {_told(snapshot, flow, asserted.unit)}"
            message = f"the published total is {said(snapshot, asserted)}, and {found}: {apart}"
            hint = "add or date what is missing, or widen what is not known; a figure you do not believe is `disputed`"
            yield Flaw(message, assertion.id, "quantity", hint)


def _quantity(snapshot: Snapshot, quantity: Quantity) -> Quantity:
    return Quantity(quantity.bounds, snapshot.record_index.units.canonical(quantity.unit))


def _told(snapshot: Snapshot, flow: ActTotal, unit: str) -> str:
    return f"{said(snapshot, Quantity(flow.amount.floored(), unit))}{f' ({listed(flow.records)})' if flow else ''}"


def _difference(found: Bounds, stated: Bounds) -> str | None:
    if found.low is not None and stated.high is not None and found.low > stated.high:
        return f"at least {write_number(add(found.low, -stated.high))} more"
    if found.high is not None and stated.low is not None and found.high < stated.low:
        return f"at least {write_number(add(stated.low, -found.high))} fewer"
    return None


def _window(snapshot: Snapshot, assertion: Assertion) -> FigurePeriod:
    """Return the time of a total; without an end it includes the day since which it is known."""
    starts = (BEGINNING, BEGINNING) if assertion.start is None else (assertion.start.first, assertion.start.last)
    if assertion.end is None:
        after = min(snapshot.record_index.counting_from(assertion.id) + 1, FOREVER)
        return FigurePeriod(starts, (after, after))
    return FigurePeriod(starts, (assertion.end.first, assertion.end.last))


def contradicted_stocks(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find stocks that fell between two counts of one observer by more than the records explain."""
    series: dict[tuple[str, str, str], list[Observation]] = {}
    for one in current(snapshot, Observation):
        if one.holder is not None and one.start is not None and one.status != "disputed":
            unit = snapshot.record_index.units.canonical(one.quantity.unit)
            series.setdefault((snapshot.party_id(one.holder), one.observer or "", unit), []).append(one)
    movements: Movements | None = None
    for (holder, _, unit), observations in series.items():
        observations.sort(key=lambda one: (_days(one), one.id))
        flows: Flows | None = None
        for before, after in pairwise(observations):
            implied = _counted(snapshot, after) - _counted(snapshot, before)
            if implied.high is None or implied.high >= 0 or (not before.observer and _days(before) != _days(after)):
                continue
            movements = movements or Movements.of(snapshot)
            flows = flows or movements.flows(holder, unit)
            change = net(flows.between(_days(before), _days(after)))
            if change.low is not None and implied.high < change.low:
                yield _unexplained(snapshot, before, after, unit, -change)


def _counted(snapshot: Snapshot, one: Observation) -> Bounds:
    return (snapshot.validity.quantity(one) or one.quantity).bounds


def _days(observation: Observation) -> tuple[int, int]:
    start = observation.start
    return (BEGINNING, FOREVER) if start is None else (start.first, start.last)


def _unexplained(snapshot: Snapshot, before: Observation, after: Observation, unit: str, explained: Bounds) -> Flaw:
    fall = _counted(snapshot, before) - _counted(snapshot, after)
    left = add(fall.low or 0, -(explained.high or 0))
    told = f"explain {said(snapshot, Quantity(explained.floored(), unit))}"
    if explained.high is not None and explained.high < 0:
        told = f"let it rise by at least {write_number(-explained.high)}"
    by = Quantity(Bounds(fall.low), unit)
    message = (
        f"the stock fell from {said(snapshot, before.quantity)} (`{before.id}`) to {said(snapshot, after.quantity)}, "
        f"by {by}, and the records {told}: at least {write_number(left)} are not explained"
    )
    return Flaw(message, after.id, "quantity", "record how they left the stock, or count them as another observer's")


RULES = (
    Rule("SL421", "warning", "the records come to the totals that are published", contradicted_totals),
    Rule("SL422", "warning", "a stock falls by no more than the records explain", contradicted_stocks),
)
