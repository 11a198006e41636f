"""The amounts of one promise on a day: promised, delivered, outstanding, overdue, lapsed and reversed.

The amount that is promised and not delivered is outstanding until the promise ends or is reversed. From then on it has
lapsed.
"""

from __future__ import annotations

import functools
from fractions import Fraction

import attrs

from sanctledger.questions.settlement.credits import PledgeCredits, promised_amount
from sanctledger.questions.settlement.implementation import NEXT_TO_NOTHING, fraction
from sanctledger.questions.settlement.pledge_status import PledgeDays
from sanctledger.records.deals import Pledge
from sanctledger.values.bounds import NOTHING, ONE, Bounds
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods, run

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES
#: The names of the amounts, in the order in which they are shown.
AMOUNTS = ("promised", "delivered", "outstanding", "overdue", "lapsed", "reversed")
_ONE_OR_NONE = Bounds(0, 1)


@attrs.frozen
class LegAmounts:
    """The amounts of a promise on a day, under one reading of the evidence; `Leg` explains each of them.

    Attributes:
        part: The ends of the fraction that is delivered: of the targets if there are several, otherwise of the amount.
    """

    promised: Bounds
    delivered: Bounds
    outstanding: Bounds
    overdue: Bounds
    lapsed: Bounds
    reversed: Bounds
    targets: int
    reached: Bounds | None
    part: tuple[Fraction, Fraction]


def leg_amounts(pledge_credits: PledgeCredits, pledge: Pledge, days: PledgeDays, day: int) -> LegAmounts:
    """Return the amounts of a promise on a day."""
    quantity = promised_amount(pledge_credits.snapshot, pledge)
    targets, reached = 0, None
    if quantity is None:
        named = () if pledge.promises is None else pledge.promises.targets
        promised, delivered = ONE, _delivered_without_amount(days, day)
        reversed_amount = _reversed_without_amount(pledge_credits, days, day)
        if len(named) > 1:
            targets, reached = len(named), _targets_reached(days, day)
    else:
        promised = quantity.bounds
        delivered = next(credit.alternatives for credit in days.credits if credit.start <= day < credit.end)
        reversed_amount = pledge_credits.lost(pledge, day)
    missing = functools.reduce(Bounds.hull, ((promised - amount).floored() for amount in delivered))
    first, last = pledge_credits.snapshot.validity.span(pledge).ends
    has_ended = (Periods(run(last, FOREVER), run(first, FOREVER)) | days.reversed).at(day)
    outstanding = _amount_if(missing, {NO: YES, MAYBE: MAYBE, YES: NO}[has_ended])
    parts = [fraction(amount, promised) for amount in delivered]
    part = min(low for low, _ in parts), max(high for _, high in parts)
    if quantity is None:
        part = _within_state(part if reached is None else fraction(reached, Bounds.exactly(targets)), days, day)
    return LegAmounts(
        promised,
        functools.reduce(Bounds.hull, delivered),
        outstanding,
        overdue=_amount_if(outstanding, days.late.at(day)),
        lapsed=_amount_if(missing, has_ended),
        reversed=reversed_amount,
        targets=targets,
        reached=reached,
        part=part,
    )


def _amount_if(amount: Bounds, holds: Certainty) -> Bounds:
    """Return an amount if something holds, and nothing if it does not."""
    return amount if holds is YES else NOTHING if holds is NO else amount.hull(NOTHING)


def _delivered_without_amount(days: PledgeDays, day: int) -> tuple[Bounds, ...]:
    """Return the alternatives of a promise without an amount: nothing, a part of one, or one."""
    nothing = (NOTHING,) if days.kept_at_all.at(day) is not YES else ()
    part = (_ONE_OR_NONE,) if days.partly_kept.at(day) is not NO else ()
    return (*nothing, *part, *((ONE,) if days.kept.at(day) is not NO else ()))


def _reversed_without_amount(pledge_credits: PledgeCredits, days: PledgeDays, day: int) -> Bounds:
    """Return how much of a promise without an amount was taken back: nothing, one, or a part if something is left."""
    left = [pledge_credits.remainders.of(record) for record in days.deliveries]
    if days.kept.at(day) is YES or all(one.reduced.at(day) is NO for one in left):
        return NOTHING
    is_gone = days.kept_at_all.at(day) is NO and days.once_kept.at(day) is YES
    return ONE if is_gone else _ONE_OR_NONE


def _targets_reached(days: PledgeDays, day: int) -> Bounds:
    """Return for how many targets a promise is kept whole, at least, and for how many it is kept at all, at most."""
    whole = sum(kept.at(day) is YES for kept, _ in days.by_target)
    return Bounds(whole, sum(at_all.at(day) is not NO for _, at_all in days.by_target))


def _within_state(part: tuple[Fraction, Fraction], days: PledgeDays, day: int) -> tuple[Fraction, Fraction]:
    """Return the fraction of a promise without an amount: above 0 if it is surely begun, below 1 if it is not whole."""
    low, high = part
    low = max(low, NEXT_TO_NOTHING) if days.kept_at_all.at(day) is YES else low
    return low, (min(high, 1 - NEXT_TO_NOTHING) if days.kept.at(day) is NO else high)
