"""The ends of measures, for rules about easings without effect."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from sanctledger.posting.easing_targets import EasingTarget
from sanctledger.posting.measure import ENDED, LIFTED, Measure
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Days, Periods, complement, intersection, joined, run


class End(NamedTuple):
    """The end of a measure.

    Attributes:
        sender: The party that imposes the measure.
        target: The party that the measure is imposed on.
        first: The number of the first day on which it may have begun.
        live: The days on which it may be neither lifted nor ended.
        by: The ids of the records that may have ended it, in the order in which they may have.
    """

    sender: str
    target: str
    first: int
    live: Days
    by: tuple[str, ...]


def ends(snapshot: Snapshot, sanction: Sanction) -> list[End]:
    """Return the end of each measure of a sanction."""
    reaches = snapshot.easing_targets.of(sanction)
    if not _is_plain(snapshot, sanction, reaches):
        return [derived(measure) for measure in snapshot.measures.of(sanction)]
    return [
        _plain(snapshot, sanction, sender, target, [one for one in reaches if one.includes(sender, target)])
        for sender, target in itertools.product(dict.fromkeys(sanction.senders), dict.fromkeys(sanction.targets))
    ]


def _is_plain(snapshot: Snapshot, sanction: Sanction, reaches: tuple[EasingTarget, ...]) -> bool:
    """Return whether only its own days and unreversed liftings end a sanction: no reversal, licence or successor."""
    cut_short = snapshot.validity.cut_short
    return (
        sanction.id not in cut_short
        and not snapshot.validity.is_taken_over(sanction)
        and all(
            certainty is Certainty.YES and not easing.expires and easing.id not in cut_short and not easing.replaces
            for easing, certainty, _, _ in reaches
        )
    )


def _plain(snapshot: Snapshot, sanction: Sanction, sender: str, target: str, reaches: list[EasingTarget]) -> End:
    """Return the end of a measure that only liftings and its own days end, without deriving its whole life."""
    validity, span = snapshot.validity, snapshot.validity.span(sanction)
    first, last = span.starts[0], span.ends[1]
    lifted: list[Periods] = []
    by: set[tuple[int, str]] = set()
    for easing in (reach.easing for reach in reaches if reach.easing.lifts):
        whole, days = snapshot.record_index.frees(sanction, (easing,), target), validity.span_days(easing)
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


def derived(measure: Measure) -> End:
    """Return the end of a measure, whatever ends it."""
    gone = {LIFTED, ENDED}
    state_spans = measure.state_spans
    ways = (way for state_span in state_spans for way in state_span.because if way[0] in gone)
    live = [Periods((), run(one.start, one.end)) for one in state_spans if not gone.issuperset(one.states)]
    by = dict.fromkeys(one for _, ids in dict.fromkeys(ways) for one in ids)
    first = state_spans[0].start if state_spans else FOREVER
    return End(measure.sender, measure.target, first, joined(live).possible, tuple(by))
