"""The records that totals include, followed to a limited number so that deep chains stay cheap."""

from __future__ import annotations

from sanctledger.base.graph import acyclic
from sanctledger.checks.lookups import once
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.values.bounds import NOTHING, Bounds, total

#: So many included records are followed to those that they include.
_FOLLOWED = 500


@once
def _links(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return the records that each act includes, by id, without links on a circle."""
    heads = snapshot.versions.resolved
    return acyclic(
        {act.id: [one.id for one in heads(act.includes, Act)] for act in snapshot.versions.saying("includes", Act)}
    )


@once
def _found(_snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """Return the cache of included records by act."""
    return {}


def included_by(snapshot: Snapshot, act: Act) -> frozenset[str]:
    """Return the ids of the records that an act includes, directly or through others."""
    links = _links(snapshot)
    if act.id not in links:
        return frozenset()
    found = _found(snapshot)
    if act.id not in found:
        below: dict[str, None] = {}
        waiting = list(links.get(act.id, ()))
        while waiting and len(below) < _FOLLOWED:
            one = waiting.pop()
            if one not in below:
                below[one] = None
                waiting += links.get(one, ())
        found[act.id] = frozenset(below).union(links.get(act.id, ()))
    return found[act.id]


def amount_below(snapshot: Snapshot, act: Act, unit: str) -> Bounds:
    """Return the amount in a unit that the nearest included records of an act state.

    If two of these records include the same record, the amount is at least the largest of them and at most their sum.
    """
    links = _links(snapshot).get(act.id, ())
    if not links:
        return NOTHING
    acts = snapshot.versions.resolved(links, Act)
    deeper = {one for below in acts for one in included_by(snapshot, below)}
    nearest = [below for below in acts if below.id not in deeper]
    amounts = [snapshot.amounts.totals.stated(below, unit) for below in nearest]
    summed = total(amounts)
    if sum(len(included_by(snapshot, below)) for below in nearest) == len(deeper):
        return summed
    return Bounds(max((amount.low or 0 for amount in amounts), default=0), summed.high)
