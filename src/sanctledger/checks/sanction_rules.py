"""Rules about sanctions that continue or reimpose others, and about acts of a party towards itself."""

from __future__ import annotations

from collections.abc import Iterator
from operator import contains, itemgetter

from sanctledger.checks.lookups import columns, listed, meet, path_to
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge
from sanctledger.records.sanctions import Sanction


def strangers(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find sanctions that continue or reimpose one with which they share neither sender nor target."""
    for field, verb in (("continues", "continues"), ("reimposes", "reimposes")):
        for sanction in snapshot.versions.saying(field, Sanction):
            for old_id in getattr(sanction, field):
                for old in snapshot.versions.resolved((old_id,), Sanction):
                    if not (meet(old.senders, sanction.senders) or meet(old.targets, sanction.targets)):
                        message = f"it {verb} `{old_id}`, with which it shares neither a sender nor a target"
                        yield Flaw(message, sanction.id, path_to(sanction, field, old_id), _HINT)


_first = itemgetter(0)
_HINT = "it would take over all of that sanction's measures; name the sanction that it follows"


def to_oneself(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find sanctions, acts and pledges of a party towards itself, which no balance between two sides counts."""
    sides = (Sanction, "senders", "targets"), (Act, "givers", "receivers"), (Pledge, "givers", "receivers")
    for cls, giving, receiving in sides:
        for some in columns(snapshot, cls):
            all_givers, all_receivers = some[giving], some[receiving]
            if set(map(len, all_givers)) == {1} and not any(map(contains, all_receivers, map(_first, all_givers))):
                continue
            for record_id, givers, receivers in zip(some["id"], all_givers, all_receivers, strict=True):
                if givers[0] in receivers if len(givers) == 1 else meet(givers, receivers):
                    yield _to_oneself(record_id, receiving, givers, receivers)


def _to_oneself(record_id: str, field: str, givers: tuple[str, ...], receivers: tuple[str, ...]) -> Flaw:
    both = [party for party in receivers if party in givers]
    words = ("sender", "target") if field == "targets" else ("giver", "receiver")
    path = field if len(receivers) == 1 else f"{field}.{receivers.index(both[0])}"
    message = f"{listed(both)} is both {words[0]} and {words[1]}"
    return Flaw(message, record_id, path, f"name the other side, whom the {words[0]} does it to or for")


RULES = (
    Rule("SL107", "warning", "nobody gives to, or sanctions, themselves", to_oneself),
    Rule("SL311", "warning", "a sanction follows one with which it shares a sender or a target", strangers),
)
