"""The state of each pledge on a day: open, kept in part or whole, overdue, expired or void."""

from __future__ import annotations

import attrs

from sanctledger.posting.position import Names, Parties, Position
from sanctledger.posting.validity import claimed_date
from sanctledger.questions.filters import Filter
from sanctledger.questions.record_state import RecordState, has_begun, record_state_of
from sanctledger.questions.record_states import RecordStates
from sanctledger.questions.settlement.credits import Credit, PledgeCredits, promised_amount
from sanctledger.records.deals import FIRMNESSES, Pledge
from sanctledger.records.record import Record
from sanctledger.values.bounds import Bounds, json_number
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods, joined, run

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES

#: The states of a pledge.
PLEDGE_STATES = ("open", "part_kept", "kept", "overdue", "expired", "void")


def pledges(  # noqa: PLR0913 - one argument for each filter
    position: Position,
    *,
    giver: Parties | None = None,
    receiver: Parties | None = None,
    deal: str | None = None,
    state: Names | None = None,
    rollup: bool = True,
) -> RecordStates:
    """Return the pledges that may have been made, with their states on the day.

    A state is `open`, `part_kept`, `kept`, `overdue`, `expired` or `void`. A pledge is void if all of it is reversed,
    kept if its deliveries reach the promised amount, and overdue after its due day if it was more than discussed.

    Args:
        position: The position.
        giver: Only those by these parties.
        receiver: Only those that concern these parties.
        deal: Only those of this deal.
        state: Only those that may be in one of these states.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party, or deal.
        ReadError: There is no such state.
    """
    chosen = Filter.read(position, PLEDGE_STATES, giver=giver, receiver=receiver, deal=deal, state=state, rollup=rollup)
    pledge_credits, found = PledgeCredits(position.snapshot), []
    for pledge in position.snapshot.versions.of(Pledge):
        if not chosen.takes(pledge) or not chosen.touches(pledge.givers, pledge.receivers):
            continue
        record_state = pledge_state(position, pledge, pledge_days(pledge_credits, pledge), pledge_credits)
        if chosen.lets(record_state):
            found.append(record_state)
    return RecordStates("pledges", position.on, tuple(found), position)


@attrs.frozen(eq=False)
class PledgeDays:
    """The days on which a pledge is in force, late, and kept in part or whole.

    Attributes:
        deliveries: The records that deliver the pledge.
        credits: The credits through time; empty without a promised amount.
        made: The days from the day of the pledge on.
        in_force: The days on which the pledge is made and neither expired nor reversed.
        reversed: The days on which the pledge is reversed.
        expired: The days after the end of the pledge.
        late: The days after the due day, if the pledge was more than discussed.
        kept: The days on which all of the pledge is delivered.
        partly_kept: The days on which a part of the pledge is delivered.
        kept_at_all: The days on which a part or all of the pledge is delivered.
        once_kept: Without a promised amount, the days since all was first delivered, whatever was taken back.
        by_target: Without a promised amount, `kept` and `kept_at_all` for each target that the pledge names.
    """

    deliveries: tuple[Record, ...]
    credits: tuple[Credit, ...]
    made: Periods
    in_force: Periods
    reversed: Periods
    expired: Periods
    late: Periods
    kept: Periods
    partly_kept: Periods
    kept_at_all: Periods
    once_kept: Periods
    by_target: tuple[tuple[Periods, Periods], ...] = ()


def pledge_days(pledge_credits: PledgeCredits, pledge: Pledge) -> PledgeDays:
    """Return the days of a pledge."""
    validity = pledge_credits.snapshot.validity
    reversed_days = validity.reversed_days(pledge)
    deliveries = pledge_credits.deliveries.get(pledge.id, ())
    promised = promised_amount(pledge_credits.snapshot, pledge)
    found: tuple[Credit, ...] = ()
    once_kept, by_target = Periods.never(), tuple[tuple[Periods, Periods], ...]()
    if promised is None:
        targets = () if pledge.promises is None else pledge.promises.targets
        once_kept, by_target = _kept_by_target(pledge_credits, targets, deliveries)
        kept, at_all = Periods.always() if deliveries else Periods.never(), joined(days for _, days in by_target)
        for whole, _ in by_target:
            kept &= whole
        is_whole = all(pledge_credits.remainders.is_all_or_nothing(record, targets) for record in deliveries)
        partly = Periods.never() if is_whole else at_all - kept
    else:
        found = pledge_credits.of(pledge)
        kept, partly, at_all = _kept_by_amount(found, promised.bounds)
    return PledgeDays(
        deliveries,
        found,
        made=validity.start_days(pledge),
        in_force=validity.span_days(pledge) - reversed_days,
        reversed=reversed_days,
        expired=validity.expired_days(pledge),
        late=_late(pledge_credits, pledge),
        kept=kept,
        partly_kept=partly,
        kept_at_all=at_all,
        once_kept=once_kept,
        by_target=by_target,
    )


def _kept_by_target(
    pledge_credits: PledgeCredits, targets: tuple[str, ...], deliveries: tuple[Record, ...]
) -> tuple[Periods, tuple[tuple[Periods, Periods], ...]]:
    """Return the days from which a pledge without an amount was once kept, and its days for each target.

    The days for a target are those on which the pledge is kept whole and those on which it is kept at all. A pledge
    without targets counts as a pledge for one target.
    """
    once_kept = Periods.always() if deliveries else Periods.never()
    by_target = []
    for left in zip(*(pledge_credits.remainders.for_targets(record, targets) for record in deliveries), strict=True):
        once_kept &= joined(one.given for one in left)
        by_target.append((joined(one.whole for one in left), joined(one.remaining for one in left)))
    return once_kept, tuple(by_target)


def pledge_state(
    position: Position, pledge: Pledge, days: PledgeDays, pledge_credits: PledgeCredits
) -> RecordState | None:
    """Return the state of a pledge on the day of a position; `None` if it cannot have been made."""
    validity = position.snapshot.validity
    states = {
        "open": days.in_force - days.kept_at_all - days.kept - days.late,
        "part_kept": (days.in_force & days.partly_kept) - days.late,
        "kept": (days.made & days.kept) - days.reversed,
        "overdue": (days.in_force - days.kept) & days.late,
        "expired": days.expired - days.reversed - days.kept,
        "void": days.made & days.reversed,
    }
    begun = (record for record in days.deliveries if validity.started_days(record).at(position.day) is not NO)
    reversals = (reversal for reversal in validity.reversals(pledge) if has_begun(position, reversal))
    promised = promised_amount(position.snapshot, pledge)
    stated = promised_amount(position.stated.snapshot, pledge)
    reimposed = (one for record in days.deliveries for one in pledge_credits.remainders.reimpositions(record))
    return record_state_of(
        position,
        pledge,
        states,
        *days.deliveries,
        *reimposed,
        givers=pledge.givers,
        receivers=pledge.receivers,
        by=tuple(record.id for record in (*begun, *reversals)),
        deal=pledge.deal,
        amount=None if promised is None else promised.bounds,
        stated=None if stated is None else json_number(stated.bounds.value),
        unit=None if promised is None else promised.unit,
    )


def _late(pledge_credits: PledgeCredits, pledge: Pledge) -> Periods:
    """Return the days after the due day, widened by rival claims about the day and about the firmness.

    A pledge that was only discussed is never late.
    """
    validity = pledge_credits.snapshot.validity
    firm = firmness_of(pledge_credits, pledge)
    due = pledge.due
    for claim in validity.counted_claims(pledge, "due"):
        rival = claimed_date(claim)
        due = rival if due is None else due if rival is None else due.hull(rival)
    if due is None or firm is NO:
        return Periods.never()
    first, last = (min(day + 1, FOREVER) for day in (due.first, due.last))
    days = Periods(run(last, FOREVER), run(first, FOREVER))
    return days if firm is YES and pledge.due is not None else days.doubted()


def firmness_of(pledge_credits: PledgeCredits, pledge: Pledge) -> Certainty:
    """Return whether a pledge was more than discussed: offered or agreed."""
    claimed = {str(claim.value) for claim in pledge_credits.snapshot.validity.counted_claims(pledge, "firmness")}
    firm = {firmness != "discussed" for firmness in {pledge.firmness, *(claimed & set(FIRMNESSES))}}
    return MAYBE if len(firm) > 1 else YES if firm == {True} else NO


def _kept_by_amount(credited: tuple[Credit, ...], promised: Bounds) -> tuple[Periods, Periods, Periods]:
    """Return the days on which a promised amount is delivered whole, in part, and at all."""
    whole, partly, at_all = list[Periods](), list[Periods](), list[Periods]()
    for credit in credited:
        days = Periods(run(credit.start, credit.end), run(credit.start, credit.end))
        shares = set[str]().union(*(_shares_of(amount, promised) for amount in credit.alternatives))
        for share, found in (("all", whole), ("part", partly)):
            if share in shares:
                found.append(days if len(shares) == 1 else days.doubted())
        if any(amount.high != 0 for amount in credit.alternatives):
            at_all.append(days if all(amount.low for amount in credit.alternatives) else days.doubted())
    return joined(whole), joined(partly), joined(at_all)


def _shares_of(amount: Bounds, promised: Bounds) -> set[str]:
    """Return the shares of a promised amount that a delivered amount may be: all, a part, nothing."""
    low, high = amount.low or 0, amount.high
    found = set()
    if high is None or high >= (promised.low or 0):
        found.add("all")
    if low == 0 and promised.high != 0:
        found.add("nothing")
    if (high is None or high > 0) and (promised.high is None or low < promised.high):
        found.add("part")
    return found
