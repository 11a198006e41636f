"""How much of a promise is delivered, outstanding, overdue, lapsed and taken back on a day."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from sanctledger.questions.settlement.credits import Crediting
from sanctledger.questions.settlement.implementation import NEXT_TO_NOTHING, Part, fraction
from sanctledger.questions.settlement.pledge_status import PromiseDays
from sanctledger.records.deals import Pledge
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, ONE, Bounds
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods, run

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES
FIGURES = ("promised", "delivered", "outstanding", "overdue", "lapsed", "reversed")


@attrs.frozen
class Figures:
    """The amounts of a leg: in every world, what was promised is delivered, outstanding or lapsed, or more was given.

    Attributes:
        promised: How much was promised.
        delivered: How much is delivered and not taken back, what goes beyond the promise included.
        outstanding: How much is still to be delivered.
        overdue: How much of that is late.
        lapsed: How much will not be delivered any more, because the promise has run out or was taken back.
        reversed: How much was delivered once and taken back.
        targets: How many targets a promise without an amount names; 0 where not several.
        reached: For how many of these it is kept; `None` where they are not several.
        part: The part of the promise that is delivered: of its targets, where they are several, else of its amount.
    """

    promised: Bounds
    delivered: Bounds
    outstanding: Bounds
    overdue: Bounds
    lapsed: Bounds
    reversed: Bounds
    targets: int
    reached: Bounds | None
    part: Part


def given_by(crediting: Crediting, record: Record, unit: str, day: int, *, counted: bool) -> tuple[Bounds, Bounds]:
    """How much a record gives on a day, and how much of it was taken back; one or nothing where no amount is asked."""
    if counted:
        return crediting.given(record, unit, day), crediting.taken_back(record, unit, day)
    if record.id not in crediting.snapshot.versions.heads:
        return NOTHING, NOTHING
    left = crediting.undoing.left(record)
    whole, some, touched = (days.at(day) for days in (left.whole, left.some, left.touched))
    once = crediting.snapshot.validity.start_days(record).at(day)
    stands = ONE if whole is YES else NOTHING if some is NO else ONE.hull(NOTHING)
    if touched is NO or whole is YES:
        return stands, NOTHING
    return stands, ONE if once is YES and some is NO else ONE.hull(NOTHING)


def figures_of(crediting: Crediting, pledge: Pledge, promise: PromiseDays, day: int) -> Figures:
    """Return the amounts of a promise on a day."""
    quantity = crediting.promised(pledge)
    targets = len(_targets(pledge)) if quantity is None else 0
    reached = _reached(promise, day) if targets else None
    if quantity is None:
        promised, held, part = ONE, promise.kept.at(day), promise.part.at(day)
        ways: tuple[Bounds, ...] = (
            *((NOTHING,) if promise.some.at(day) is not YES else ()),
            *((ONE.hull(NOTHING),) if part is not NO else ()),
            *((ONE,) if held is not NO else ()),
        )
        lost = _lost(crediting, promise, day, held)
    else:
        promised = quantity.bounds
        ways = next(credit.amounts for credit in promise.credited if credit.start <= day < credit.end)
        lost = crediting.lost(pledge, day)
    delivered, rest = _hull(ways), _hull((promised - amount).floored() for amount in ways)
    first, last = crediting.snapshot.validity.span(pledge).ends
    gone = (Periods(run(last, FOREVER), run(first, FOREVER)) | promise.undone).at(day)
    late = promise.late.at(day)
    lapsed = rest if gone is YES else NOTHING if gone is NO else rest.hull(NOTHING)
    outstanding = NOTHING if gone is YES else rest if gone is NO else rest.hull(NOTHING)
    overdue = NOTHING if late is NO else outstanding if late is YES else outstanding.hull(NOTHING)
    parts = [fraction(amount, promised) for amount in ways]
    share = min(low for low, _ in parts), max(high for _, high in parts)
    if quantity is None:
        share = _within(promise, day, share if reached is None else fraction(reached, Bounds.exactly(targets)))
    return Figures(promised, delivered, outstanding, overdue, lapsed, lost, targets, reached, share)


def _within(promise: PromiseDays, day: int, part: Part) -> Part:
    """The part of a promise without an amount: above nothing where some is surely kept, below all where not whole."""
    low, high = part
    low = max(low, NEXT_TO_NOTHING) if promise.some.at(day) is YES else low
    return low, (min(high, 1 - NEXT_TO_NOTHING) if promise.kept.at(day) is NO else high)


def _targets(pledge: Pledge) -> tuple[str, ...]:
    """Return the targets that a promise names, where these are several: of one, all is said by the amount."""
    targets = () if pledge.promises is None else pledge.promises.targets
    return targets if len(targets) > 1 else ()


def _reached(promise: PromiseDays, day: int) -> Bounds:
    """For how many of its targets a promise is kept whole, at the least, and for how many at all, at the most."""
    whole = sum(days.at(day) is YES for days, _ in promise.each)
    return Bounds(whole, sum(days.at(day) is not NO for _, days in promise.each))


def _lost(crediting: Crediting, promise: PromiseDays, day: int, held: Certainty) -> Bounds:
    """How much of what kept a promise without an amount was taken back: one, nothing, or a part where some is left."""
    left = [crediting.undoing.left(record) for record in promise.deliveries]
    if held is YES or all(one.touched.at(day) is NO for one in left):
        return NOTHING
    is_gone = promise.some.at(day) is NO and promise.once.at(day) is YES
    return ONE if is_gone else ONE.hull(NOTHING)


def _hull(some: Iterable[Bounds]) -> Bounds:
    first, *others = some
    for other in others:
        first = first.hull(other)
    return first
