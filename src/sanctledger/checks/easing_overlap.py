"""The easings of each sanction, and their overlap in time and in scope."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sanctledger.base.common_errors import ScopeTooIntricate
from sanctledger.checks.lookups import columns, once
from sanctledger.posting.easing_targets import EasingTarget
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.easings import Easing
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import intersection
from sanctledger.values.scope import Scope


def met(snapshot: Snapshot, easing: Easing) -> list[tuple[Sanction, EasingTarget]]:
    """Return the sanctions that an easing reaches, each with its easing target."""
    heads: Any = snapshot.versions.heads
    return [(heads[one], reach) for one, reaches in snapshot.easing_targets.eased(easing).items() for reach in reaches]


@once
def liftings(snapshot: Snapshot) -> tuple[tuple[Sanction, EasingTarget], ...]:
    """Return each sanction with each lifting that reaches it."""
    heads: Any = snapshot.versions.heads
    ids = [easing_id for some in columns(snapshot, Easing) if some.cls.lifts for easing_id in some["id"]]
    eased = map(snapshot.easing_targets.all_eased.__getitem__, ids)
    return tuple([(heads[one], reach) for by_id in eased for one, reaches in by_id.items() for reach in reaches])


@once
def never_together(snapshot: Snapshot) -> tuple[tuple[Sanction, EasingTarget], ...]:
    """Return each sanction with each easing of it that is certainly never in force together with the sanction."""
    return tuple([pair for pair in _limited(snapshot) if _never_meet(snapshot, pair[0], pair[1].easing)])


def _limited(snapshot: Snapshot) -> Iterator[tuple[Sanction, EasingTarget]]:
    """Return each sanction with each easing of it, if either ends or is cut short."""
    lines, cut_short = snapshot.versions, tuple(snapshot.validity.cut_short)
    easings = {one.id: one for one in (*lines.saying("end", Easing), *lines.resolved(cut_short, Easing))}
    for easing in easings.values():
        yield from met(snapshot, easing)
    sanctions = {one.id: one for one in (*lines.saying("end", Sanction), *lines.resolved(cut_short, Sanction))}
    for sanction in sanctions.values():
        yield from ((sanction, one) for one in snapshot.easing_targets.of(sanction) if one.easing.id not in easings)


def _never_meet(snapshot: Snapshot, sanction: Sanction, easing: Easing) -> bool:
    validity, both = snapshot.validity, (sanction.id, easing.id)
    until, till = sanction.end, easing.end
    meet = (until is None or easing.start.first < until.last) and (till is None or sanction.start.first < till.last)
    if validity.cut_short.isdisjoint(both) and (meet or validity.claims.keys().isdisjoint(both)):
        return not meet
    return not intersection(validity.in_force(sanction).possible, validity.in_force(easing).possible)


@once
def disjoint(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Return the pairs of `never_together` by their ids."""
    return frozenset((sanction.id, reach.easing.id) for sanction, reach in never_together(snapshot))


def apart(one: Scope, other: Scope) -> bool:
    """Return whether two scopes certainly have nothing in common."""
    try:
        return not one.intersects(other)
    except ScopeTooIntricate:
        return False
