"""How restraints end, for the rules that look whether anything was left of them."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from sanctledger.posting.easing_targets import Reach
from sanctledger.posting.measure import LIFTED, OVER, Restraint
from sanctledger.posting.snapshot import Account
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Days, Periods, complement, intersection, joined, run


class End(NamedTuple):
    """How a restraint ends.

    Attributes:
        sender: Who restrains.
        target: Who is restrained.
        first: The number of the first day on which it may have begun.
        live: The days on which it may be neither lifted nor over.
        by: The ids of the records that may have ended it, in the order in which they may have.
    """

    sender: str
    target: str
    first: int
    live: Days
    by: tuple[str, ...]


def ends(account: Account, sanction: Sanction) -> list[End]:
    """How each restraint of a sanction ends."""
    reaches = account.reaches.of(sanction)
    if not _is_plain(account, sanction, reaches):
        return [derived(restraint) for restraint in account.restraints.of(sanction)]
    return [
        _plain(account, sanction, sender, target, [one for one in reaches if one.includes(sender, target)])
        for sender, target in itertools.product(dict.fromkeys(sanction.senders), dict.fromkeys(sanction.targets))
    ]


def _is_plain(account: Account, sanction: Sanction, reaches: tuple[Reach, ...]) -> bool:
    """Whether nothing ends a sanction but its own days and liftings that stand: no reversal, licence or successor."""
    cut_short = account.holding.cut_short
    return (
        sanction.id not in cut_short
        and not account.holding.is_taken_over(sanction)
        and all(
            certainty is Certainty.YES and not easing.expires and easing.id not in cut_short and not easing.replaces
            for easing, certainty, _, _ in reaches
        )
    )


def _plain(account: Account, sanction: Sanction, sender: str, target: str, reaches: list[Reach]) -> End:
    """How a restraint ends that only liftings end, and its own days: no derivation of its whole life is needed."""
    holding, span = account.holding, account.holding.span(sanction)
    first, last = span.starts[0], span.ends[1]
    lifted: list[Periods] = []
    by: set[tuple[int, str]] = set()
    for easing in (reach.easing for reach in reaches if reach.easing.lifts):
        whole, days = account.book.frees(sanction, (easing,), target), holding.span_days(easing)
        if whole is Certainty.YES and days.certain:
            lifted.append(days)
        if whole is not Certainty.NO:
            by |= {(max(first, start), easing.id) for start, end in days.possible if start < last and first < end}
    certain = joined(lifted).certain
    live = run(first, last)
    return End(
        sender,
        target,
        first,
        intersection(live, complement(certain)) if certain else live,
        tuple(easing_id for _, easing_id in sorted(by)),
    )


def derived(restraint: Restraint) -> End:
    """How a restraint ends, whatever ends it."""
    gone = {LIFTED, OVER}
    stretches = restraint.stretches
    ways = (way for stretch in stretches for way in stretch.because if way[0] in gone)
    live = [Periods((), run(one.start, one.end)) for one in stretches if not gone.issuperset(one.states)]
    by = dict.fromkeys(one for _, ids in dict.fromkeys(ways) for one in ids)
    first = stretches[0].start if stretches else FOREVER
    return End(restraint.sender, restraint.target, first, joined(live).possible, tuple(by))
