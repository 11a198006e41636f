"""What became of the pledges by a day: open, kept in part or whole, overdue, expired or void."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from sanctledger.bounds import NOTHING, Bounds, json_number, total
from sanctledger.dates import BEGINNING, FOREVER
from sanctledger.exchange import Pledge
from sanctledger.periods import Certainty, Periods, run
from sanctledger.position import Position
from sanctledger.questions.standing import Standing, Standings, has_begun, is_of_deal, standing_of, states_wanted
from sanctledger.record import Record

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
    kept, part, none = (_days_of(position, pledge, deliveries)[share] for share in _SHARES)
    waiting = span - undone
    days = {
        "open": (waiting & none) - late,
        "part_kept": (waiting & part) - late,
        "kept": (begun & kept) - undone,
        "overdue": (waiting - kept) & late,
        "expired": holding.over(pledge) - undone - kept,
        "void": begun & undone,
    }
    by = tuple(record.id for record in deliveries if holding.begun(record).at(position.day) is not NO) + tuple(
        reversal.id for reversal in holding.reversals(pledge) if has_begun(position, reversal)
    )
    promised = pledge.promised
    amount = None if promised is None else promised.bounds
    unit = None if promised is None else position.account.book.units.canonical(promised.unit)
    fields = {"givers": pledge.givers, "receivers": pledge.receivers, "by": by, "deal": pledge.deal}
    primary = None if amount is None else json_number(amount.value)
    return standing_of(position, pledge, days, **fields, amount=amount, primary=primary, unit=unit)


def _after(first: int, last: int) -> Periods:
    """The days after a day of which the earliest and the latest are known."""
    return Periods(run(min(last + 1, FOREVER), FOREVER), run(min(first + 1, FOREVER), FOREVER))


#: How much of a promise may be delivered.
_SHARES = ("all", "some", "nothing")
#: Deliveries that may not have happened and are still told apart; more are taken as any amount up to theirs.
_APART = 6


def _days_of(position: Position, pledge: Pledge, deliveries: list[Record]) -> dict[str, Periods]:
    """The days on which all, some or nothing of a promise is delivered. A delivery's own end takes nothing back."""
    holding = position.account.holding
    edges = {BEGINNING, FOREVER}
    for record in deliveries:
        edges |= holding.begun(record).edges
        for step in position.account.steps(record):
            edges |= step.periods.edges
    found = dict.fromkeys(_SHARES, Periods.never())
    for start, end in itertools.pairwise(sorted(edges)):
        shares = _shares(position, pledge, deliveries, start)
        days = Periods(run(start, end), run(start, end))
        for share in shares:
            found[share] |= days if len(shares) == 1 else days.doubted()
    return found


def _shares(position: Position, pledge: Pledge, deliveries: list[Record], day: int) -> set[str]:
    """How much of a promise may be delivered on a day: all, some, nothing."""
    holding = position.account.holding
    sure = [record for record in deliveries if holding.begun(record).at(day) is YES]
    maybe = [record for record in deliveries if holding.begun(record).at(day) is MAYBE]
    if pledge.promised is None:
        return {"all"} if sure else {"all", "nothing"} if maybe else {"nothing"}
    promised = pledge.promised.bounds
    unit = position.account.book.units.canonical(pledge.promised.unit)
    given = [_delivered(position, record, unit, day) for record in sure]
    unsure = [_delivered(position, record, unit, day) for record in maybe]
    if len(unsure) > _APART:
        given, unsure = [*given, total(unsure).hull(NOTHING)], []
    found: set[str] = set()
    for chosen in itertools.product((False, True), repeat=len(unsure)):
        amount = total([*given, *itertools.compress(unsure, chosen)])
        low, high = amount.low or 0, amount.high
        if high is None or high >= (promised.low or 0):
            found.add("all")
        if low == 0:
            found.add("nothing")
        if (high is None or high > 0) and (promised.high is None or low < promised.high):
            found.add("some")
    return found


def _delivered(position: Position, record: Record, unit: str, day: int) -> Bounds:
    """How much of a unit a record delivers on a day if it happened; anything where it does not say."""
    units = position.account.book.units
    steps = [step for step in position.account.steps(record) if units.is_within(units.canonical(step.unit), unit)]
    if not steps:
        return Bounds(0, None)
    main = [step for step in steps if step.part_of is None] or steps
    return total(step.amount for step in main if step.periods.at(day) is not NO)
