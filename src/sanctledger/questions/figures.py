"""How much of a promise is delivered, outstanding, overdue, lapsed and taken back on a day."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from sanctledger.bounds import NOTHING, ONE, Bounds
from sanctledger.dates import FOREVER
from sanctledger.exchange import Pledge
from sanctledger.periods import Certainty, Periods, run
from sanctledger.questions.crediting import Crediting
from sanctledger.questions.pledges import PromiseDays
from sanctledger.record import Record

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
    """

    promised: Bounds
    delivered: Bounds
    outstanding: Bounds
    overdue: Bounds
    lapsed: Bounds
    reversed: Bounds


def given_by(crediting: Crediting, record: Record, unit: str, day: int, *, counted: bool) -> tuple[Bounds, Bounds]:
    """How much a record gives on a day, and how much of it was taken back; one or nothing where no amount is asked."""
    if counted:
        return crediting.given(record, unit, day), crediting.taken_back(record, unit, day)
    if record.id not in crediting.account.lines.heads:
        return NOTHING, NOTHING
    left = crediting.undoing.left(record)
    whole, some, touched = (days.at(day) for days in (left.whole, left.some, left.touched))
    once = crediting.account.holding.start_days(record).at(day)
    stands = ONE if whole is YES else NOTHING if some is NO else ONE.hull(NOTHING)
    if touched is NO or whole is YES:
        return stands, NOTHING
    return stands, ONE if once is YES and some is NO else ONE.hull(NOTHING)


def figures_of(
    crediting: Crediting, pledge: Pledge, promise: PromiseDays, day: int
) -> tuple[Figures, tuple[Bounds, ...]]:
    """The amounts of a promise on a day, and all that may be delivered of it."""
    quantity = crediting.promised(pledge)
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
    first, last = crediting.account.holding.span(pledge).ends
    gone = (Periods(run(last, FOREVER), run(first, FOREVER)) | promise.undone).at(day)
    late = promise.late.at(day)
    lapsed = rest if gone is YES else NOTHING if gone is NO else rest.hull(NOTHING)
    outstanding = NOTHING if gone is YES else rest if gone is NO else rest.hull(NOTHING)
    overdue = NOTHING if late is NO else outstanding if late is YES else outstanding.hull(NOTHING)
    return Figures(promised, delivered, outstanding, overdue, lapsed, lost), ways


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
