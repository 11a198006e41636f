"""What became of the pledges by a day: open, kept in part or whole, overdue, expired or void."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from sanctledger.bounds import Bounds, json_number, total
from sanctledger.dates import BEGINNING, FOREVER
from sanctledger.exchange import Pledge
from sanctledger.periods import Certainty, Periods
from sanctledger.position import Position
from sanctledger.record import Record
from sanctledger.standing import Standing, Standings, amount_on, has_begun, is_of_deal, standing_of, states_wanted

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


#: The states of a pledge.
PLEDGE_STATES = ("open", "part_kept", "kept", "overdue", "expired", "void")


def pledges(position: Position, *, deal: str | None = None, state: str | Iterable[str] | None = None) -> Standings:
    """The pledges that may have been made: each `open`, `part_kept`, `kept`, `overdue`, `expired` or `void`.

    A pledge is void where all of it is reversed, kept where what delivers it reaches the amount promised, and overdue
    after its due day where it was more than discussed.

    Raises:
        ReadError: There is no such state.
    """
    account, found = position.account, []
    states = states_wanted(state, PLEDGE_STATES)
    delivered: dict[str, list[Record]] = {}
    for record in account.lines.heads.values():
        for pledge in account.lines.resolved(getattr(record, "delivers", ()), Pledge):
            delivered.setdefault(pledge.id, []).append(record)
    for pledge in account.lines.of(Pledge):
        if not is_of_deal(account, pledge, deal):
            continue
        standing = _pledge(position, pledge, delivered.get(pledge.id, []))
        if standing is not None and (states is None or not states.isdisjoint(standing.candidates)):
            found.append(standing)
    return Standings("pledges", position.on, tuple(found))


def _pledge(position: Position, pledge: Pledge, deliveries: list[Record]) -> Standing | None:
    holding = position.account.holding
    begun, span, undone = holding.start_days(pledge), holding.span_days(pledge), holding.undone(pledge)
    never = Periods.never()
    late = never if pledge.due is None or pledge.firmness == "discussed" else _after(pledge.due.first, pledge.due.last)
    units = position.account.book.units
    promised = pledge.promised
    unit = None if promised is None else units.canonical(promised.unit)
    edges = {BEGINNING, FOREVER}
    for record in deliveries:
        edges |= holding.acts(record).edges
        for step in position.account.steps(record):
            edges |= step.periods.edges
    ordered = sorted(edges)
    kept, part = never, never
    for start, end in itertools.pairwise(ordered):
        full, some = _kept(position, promised.bounds if promised else None, unit, deliveries, start)
        stretch = Periods(((start, end),), ((start, end),))
        kept |= stretch if full is YES else stretch.doubted() if full is MAYBE else never
        part |= stretch if some is YES else stretch.doubted() if some is MAYBE else never
    waiting = span - undone - kept
    days = {
        "open": waiting - late - part,
        "part_kept": (waiting & part) - late,
        "kept": (begun & kept) - undone,
        "overdue": waiting & late,
        "expired": (begun - span) - undone - kept,
        "void": begun & undone,
    }
    by = tuple(record.id for record in deliveries if has_begun(position, record)) + tuple(
        reversal.id for reversal in holding.reversals(pledge) if has_begun(position, reversal)
    )
    amount = None if promised is None else promised.bounds
    fields = {"givers": pledge.givers, "receivers": pledge.receivers, "by": by, "deal": pledge.deal}
    primary = None if amount is None else json_number(amount.value)
    return standing_of(position, pledge, days, **fields, amount=amount, primary=primary, unit=unit)


def _after(first: int, last: int) -> Periods:
    """The days after a day of which the earliest and the latest are known."""
    certain, possible = min(last + 1, FOREVER), min(first + 1, FOREVER)
    return Periods(
        ((certain, FOREVER),) if certain < FOREVER else (), ((possible, FOREVER),) if possible < FOREVER else ()
    )


def _kept(
    position: Position, promised: Bounds | None, unit: str | None, deliveries: list[Record], day: int
) -> tuple[Certainty, Certainty]:
    """Whether all, and whether a part but not all, of a promise is delivered on a day."""
    account = position.account
    acting = [(record, account.holding.acts(record).at(day)) for record in deliveries]
    acting = [(record, sure) for record, sure in acting if sure is not NO]
    if not acting:
        return NO, NO
    if promised is None or unit is None:
        return (YES if any(sure is YES for _, sure in acting) else MAYBE), NO
    sums = [_delivered(position, record, unit, day) for record, _ in acting]
    amount = total(sums)
    low = amount.low or 0
    full = YES if promised.high is not None and low >= promised.high else MAYBE
    if amount.high is not None and amount.high < (promised.low or 0):
        full = NO
    some = NO if full is YES else YES if full is NO and low > 0 else MAYBE
    return full, some


def _delivered(position: Position, record: Record, unit: str, day: int) -> Bounds:
    """How much of a unit a record delivers on a day; anything where it does not say."""
    units = position.account.book.units
    steps = [step for step in position.account.steps(record) if units.is_within(units.canonical(step.unit), unit)]
    if not steps:
        return Bounds(0, None)
    main = [step for step in steps if step.part_of is None] or steps
    return total(amount_on(step.periods, step.amount, day) for step in main)
