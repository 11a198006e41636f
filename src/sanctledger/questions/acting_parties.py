"""The actors and receivers of any record: givers, senders, or the party that reverses."""

from __future__ import annotations

from collections.abc import Iterable

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction

Parties = tuple[str, ...]


def acting_parties(snapshot: Snapshot, record: Record) -> Parties:
    """Return the actors: givers, senders, senders of an eased sanction, or the party that reverses something."""
    return _sides(snapshot, record)[0]


def receivers(snapshot: Snapshot, record: Record) -> Parties:
    """Return the parties that an act is done to: receivers, targets, or targets of an eased sanction."""
    return _sides(snapshot, record)[1]


def _sides(snapshot: Snapshot, record: Record) -> tuple[Parties, Parties]:
    if isinstance(record, (Act, Pledge)):
        return record.givers, record.receivers
    if isinstance(record, Sanction):
        return record.senders, record.targets
    if isinstance(record, Easing):
        senders, targets = parties_of(snapshot.easing_targets.measures(record))
        return senders or record.senders, targets or record.targets
    if isinstance(record, Deal):
        return record.members, record.members
    if isinstance(record, Reversal):
        return _of_reversal(snapshot, record)
    return (), ()


def _of_reversal(snapshot: Snapshot, reversal: Reversal) -> tuple[Parties, Parties]:
    sides = [_sides(snapshot, record) for record in roots(snapshot, reversal)]
    did, took = (tuple(dict.fromkeys(party for side in sides for party in side[place])) for place in (0, 1))
    return reversal.by or did, took


def parties_of(measures: Iterable[tuple[Sanction, str, str]]) -> tuple[Parties, Parties]:
    """Return the senders and the targets of some measures, each party once, in order."""
    pairs = [(sender, target) for _, sender, target in measures]
    return tuple(dict.fromkeys(sender for sender, _ in pairs)), tuple(dict.fromkeys(target for _, target in pairs))


def roots(snapshot: Snapshot, reversal: Reversal) -> tuple[Record, ...]:
    """Return the records at the root of a chain of reversals, each once, in order."""
    found: dict[str, Record] = {}
    waiting = [reversal]
    seen = {reversal.id}
    while waiting:
        for record in snapshot.versions.resolved(waiting.pop(0).reverses, Record):
            if not isinstance(record, Reversal):
                found[record.id] = record
            elif record.id not in seen:
                seen.add(record.id)
                waiting.append(record)
    return tuple(found.values())
