"""Who does what a record tells, and to whom: givers, senders, or who takes it back."""

from __future__ import annotations

from sanctledger.account import Account
from sanctledger.concessions import Act
from sanctledger.easings import Easing
from sanctledger.exchange import Deal, Pledge, Reversal
from sanctledger.record import Record
from sanctledger.sanctions import Sanction

Parties = tuple[str, ...]


def doers(account: Account, record: Record) -> Parties:
    """Who does it: the givers, the senders, or the senders of what is eased; who takes something back, or did it."""
    return _sides(account, record)[0]


def receivers(account: Account, record: Record) -> Parties:
    """To whom it is done: the receivers, the targets, or the targets of what is eased."""
    return _sides(account, record)[1]


def _sides(account: Account, record: Record) -> tuple[Parties, Parties]:
    if isinstance(record, (Act, Pledge)):
        return record.givers, record.receivers
    if isinstance(record, Sanction):
        return record.senders, record.targets
    if isinstance(record, Easing):
        reached = account.reaches.restraints(record)
        senders, targets = (
            dict.fromkeys(party for one in reached for party in one[axis : axis + 1]) for axis in (1, 2)
        )
        return tuple(map(str, senders)) or record.senders, tuple(map(str, targets)) or record.targets
    if isinstance(record, Deal):
        return record.members, record.members
    if isinstance(record, Reversal):
        return _of_reversal(account, record)
    return (), ()


def _of_reversal(account: Account, reversal: Reversal) -> tuple[Parties, Parties]:
    did: dict[str, None] = {}
    took: dict[str, None] = {}
    seen, waiting = {reversal.id}, list(account.lines.resolved(reversal.reverses, Record))
    while waiting:
        record = waiting.pop()
        if record.id in seen:
            continue
        seen.add(record.id)
        if isinstance(record, Reversal):
            waiting += account.lines.resolved(record.reverses, Record)
        else:
            sides = _sides(account, record)
            did |= dict.fromkeys(sides[0])
            took |= dict.fromkeys(sides[1])
    return reversal.by or tuple(did), tuple(took)
