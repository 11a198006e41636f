"""The closing balances of all pairs of parties at once, in one pass over the entries."""

from __future__ import annotations

from collections.abc import Callable

from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.posting.position import Position
from sanctledger.posting.postings import Counted, counted_in_all_units, summed
from sanctledger.posting.snapshot import Snapshot
from sanctledger.values.bounds import NOTHING, Bounds
from sanctledger.values.periods import Certainty

#: Two parties in the order of their names, and a unit.
Pair = tuple[str, str, str]


def tops(snapshot: Snapshot) -> frozenset[str]:
    """Return the parties of entries that belong to no other party: states, blocs, and parties without a country."""
    named = {party for entry in snapshot.entries for party in (*entry.givers, *entry.receivers)}
    return frozenset(snapshot.rolled_up(party)[-1] for party in named)


def nets(position: Position, named: Callable[[str], str | None]) -> dict[Pair, Bounds]:
    """Return the net balance of each pair of parties and unit: given by the first less received by the first.

    Acts that affect a party count for the parties to which it belongs. A pair and unit without an entry is left out.

    Args:
        position: The position.
        named: A function that returns the name to show for a party; `None` if the party is to be left out.
    """
    snapshot, day = position.snapshot, position.day
    sides: dict[tuple[str, ...], list[str]] = {}

    def side(parties: tuple[str, ...]) -> list[str]:
        found = sides.get(parties)
        if found is None:
            names = (named(above) for party in parties for above in snapshot.rolled_up(party))
            found = sides[parties] = [name for name in dict.fromkeys(names) if name is not None]
        return found

    given: dict[Pair, list[Counted]] = {}
    with CollectorPaused():
        for counted in counted_in_all_units(snapshot.entries, snapshot.record_index.units):
            if counted.entry.periods.at(day) is not Certainty.NO:
                receivers = side(counted.entry.receivers)
                for giver in side(counted.entry.givers):
                    for receiver in receivers:
                        if giver != receiver:
                            given.setdefault((giver, receiver, counted.unit), []).append(counted)
    sums = {
        pair: come_to
        for pair, some in given.items()
        if (come_to := summed(snapshot.joint_groups, some, day)) != NOTHING
    }
    pairs = {(min(a, b), max(a, b), unit) for a, b, unit in sums}
    return {(a, b, unit): sums.get((a, b, unit), NOTHING) - sums.get((b, a, unit), NOTHING) for a, b, unit in pairs}
