"""What became of the pledges by a day: open, kept in part or whole, overdue, expired or void."""

from __future__ import annotations

import attrs

from sanctledger.posting.position import Names, Parties, Position
from sanctledger.posting.validity import claimed_date
from sanctledger.questions.filters import Filter
from sanctledger.questions.record_state import RecordState, has_begun, record_state_of
from sanctledger.questions.record_states import RecordStates
from sanctledger.questions.settlement.credits import Credit, Crediting
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
    snapshot, found = position.snapshot, []
    chosen, crediting = (
        Filter.read(position, PLEDGE_STATES, giver=giver, receiver=receiver, deal=deal, state=state, rollup=rollup),
        Crediting(snapshot),
    )
    for pledge in snapshot.versions.of(Pledge):
        if not chosen.takes(pledge) or not chosen.touches(pledge.givers, pledge.receivers):
            continue
        record_state = pledge_state(position, pledge, promise_of(crediting, pledge))
        if chosen.lets(record_state):
            found.append(record_state)
    return RecordStates("pledges", position.on, tuple(found), position)


@attrs.frozen(eq=False)
class PromiseDays:
    """On which days a promise stands, and how far it is kept: what its state and its settlement both rest on.

    Attributes:
        deliveries: The records that deliver it.
        credited: What it is credited with through time; none where no amount is promised.
        made: The days from its own on.
        waiting: The days on which it stands: made, not over, not taken back.
        ended: The days after its own end, or on which it is taken back.
        late: The days after its due day, where it was more than discussed.
        kept: The days on which all of it is delivered.
        part: The days on which some of it is, not all.
        once: The days from which all of a promise without an amount has been delivered, whatever was taken back since.
        some: The days on which some of it is, all or not.
        each: Where it has no amount, the same two for each of the targets that it names: the days on which all that was
            promised to one is delivered, and those on which some is.
    """

    deliveries: tuple[Record, ...]
    credited: tuple[Credit, ...]
    made: Periods
    waiting: Periods
    undone: Periods
    over: Periods
    late: Periods
    kept: Periods
    part: Periods
    once: Periods
    some: Periods
    each: tuple[tuple[Periods, Periods], ...] = ()


def promise_of(crediting: Crediting, pledge: Pledge) -> PromiseDays:
    """Return the days of a promise."""
    validity = crediting.snapshot.validity
    undone = validity.reversed_days(pledge)
    deliveries = crediting.delivering.get(pledge.id, ())
    promised = crediting.promised(pledge)
    if promised is None:
        credited: tuple[Credit, ...] = ()
        targets = () if pledge.promises is None else pledge.promises.targets
        once, each = _kept_for_each(crediting, targets, deliveries)
        kept, some = Periods.always() if deliveries else Periods.never(), joined(part for _, part in each)
        for whole, _ in each:
            kept &= whole
        is_one = all(crediting.undoing.is_one_piece(record, targets) for record in deliveries)
        part = Periods.never() if is_one else some - kept
    else:
        credited, once, each = crediting.of(pledge), Periods.never(), ()
        kept, part, some = _shares(credited, promised.bounds)
    return PromiseDays(
        deliveries,
        credited,
        made=validity.start_days(pledge),
        waiting=validity.span_days(pledge) - undone,
        undone=undone,
        over=validity.expired_days(pledge),
        late=_late(crediting, pledge),
        kept=kept,
        part=part,
        once=once,
        some=some,
        each=each,
    )


def _kept_for_each(
    crediting: Crediting, targets: tuple[str, ...], deliveries: tuple[Record, ...]
) -> tuple[Periods, tuple[tuple[Periods, Periods], ...]]:
    """The days from which a promise without an amount was once kept, and those on which it is kept for each target.

    For each are told the days on which it is kept whole and those on which it is kept at all. What names no targets is
    kept as if for one.
    """
    once = Periods.always() if deliveries else Periods.never()
    each = []
    for left in zip(*(crediting.undoing.left_for(record, targets) for record in deliveries), strict=True):
        once &= joined(one.once for one in left)
        each.append((joined(one.whole for one in left), joined(one.some for one in left)))
    return once, tuple(each)


def pledge_state(position: Position, pledge: Pledge, promise: PromiseDays) -> RecordState | None:
    """Return a pledge as it stands on the day of a position; `None` where it cannot have been made."""
    validity = position.snapshot.validity
    crediting = Crediting(position.snapshot)
    waiting, late, kept = promise.waiting, promise.late, promise.kept
    days = {
        "open": waiting - promise.some - kept - late,
        "part_kept": (waiting & promise.part) - late,
        "kept": (promise.made & kept) - promise.undone,
        "overdue": (waiting - kept) & late,
        "expired": promise.over - promise.undone - kept,
        "void": promise.made & promise.undone,
    }
    by = tuple(
        record.id for record in promise.deliveries if validity.started_days(record).at(position.day) is not NO
    ) + tuple(reversal.id for reversal in validity.reversals(pledge) if has_begun(position, reversal))
    promised = crediting.promised(pledge)
    written = Crediting(position.stated.snapshot).promised(pledge)
    amount = None if promised is None else promised.bounds
    unit = None if promised is None else promised.unit
    fields = {"givers": pledge.givers, "receivers": pledge.receivers, "by": by, "deal": pledge.deal}
    stated = None if written is None else json_number(written.bounds.value)
    back = (one for record in promise.deliveries for one in crediting.undoing.reimpositions(record))
    behind = *promise.deliveries, *back
    return record_state_of(position, pledge, days, *behind, **fields, amount=amount, stated=stated, unit=unit)


def _late(crediting: Crediting, pledge: Pledge) -> Periods:
    """The days after the day by which it was to be kept; rival claims about that day, and about how firm it is, widen.

    What was only discussed is never late.
    """
    validity = crediting.snapshot.validity
    firm = firmness_of(crediting, pledge)
    due = pledge.due
    for claim in validity.counted_claims(pledge, "due"):
        rival = claimed_date(claim)
        due = rival if due is None else due if rival is None else due.hull(rival)
    if due is None or firm is NO:
        return Periods.never()
    first, last = (min(day + 1, FOREVER) for day in (due.first, due.last))
    days = Periods(run(last, FOREVER), run(first, FOREVER))
    return days if firm is YES and pledge.due is not None else days.doubted()


def firmness_of(crediting: Crediting, pledge: Pledge) -> Certainty:
    """Return whether a promise was more than discussed: offered or agreed."""
    claimed = {str(claim.value) for claim in crediting.snapshot.validity.counted_claims(pledge, "firmness")}
    firm = {said != "discussed" for said in {pledge.firmness, *(claimed & set(FIRMNESSES))}}
    return MAYBE if len(firm) > 1 else YES if firm == {True} else NO


def _shares(credited: tuple[Credit, ...], promised: Bounds) -> tuple[Periods, Periods, Periods]:
    """Return the days on which all of what is promised is delivered, on which a part of it is, and on which any is."""
    every, part, some = list[Periods](), list[Periods](), list[Periods]()
    for credit in credited:
        days = Periods(run(credit.start, credit.end), run(credit.start, credit.end))
        shares = set[str]().union(*(_shares_of(amount, promised) for amount in credit.amounts))
        for share, found in (("all", every), ("part", part)):
            if share in shares:
                found.append(days if len(shares) == 1 else days.doubted())
        if any(amount.high != 0 for amount in credit.amounts):
            some.append(days if all(amount.low for amount in credit.amounts) else days.doubted())
    return joined(every), joined(part), joined(some)


def _shares_of(amount: Bounds, promised: Bounds) -> set[str]:
    """Return how much of what is promised an amount may be: all, a part, nothing."""
    low, high = amount.low or 0, amount.high
    found = set()
    if high is None or high >= (promised.low or 0):
        found.add("all")
    if low == 0 and promised.high != 0:
        found.add("nothing")
    if (high is None or high > 0) and (promised.high is None or low < promised.high):
        found.add("part")
    return found
