"""Who does what a record tells, and to whom: givers, senders, or who takes it back."""

from __future__ import annotations

from collections.abc import Iterable

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction

Parties = tuple[str, ...]


def doers(snapshot: Snapshot, record: Record) -> Parties:
    """Who does it: the givers, the senders, or the senders of what is eased; who takes something back, or did it."""
    return _sides(snapshot, record)[0]


def receivers(snapshot: Snapshot, record: Record) -> Parties:
    """To whom it is done: the receivers, the targets, or the targets of what is eased."""
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
    """Return the senders and the targets of some measures, each once, in their order."""
    pairs = [(sender, target) for _, sender, target in measures]
    return tuple(dict.fromkeys(sender for sender, _ in pairs)), tuple(dict.fromkeys(target for _, target in pairs))


def roots(snapshot: Snapshot, reversal: Reversal) -> tuple[Record, ...]:
    """What a reversal is about in the end, through the reversals that it reverses: each once, in their order."""
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
