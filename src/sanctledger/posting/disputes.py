"""Disputes about reversals: who accepts a reversal, who denies it, and whether its effect is open.

When the United States declared the snapback of UN sanctions on Iran in 2020, most members of the Security Council
denied its effect. The word of a party counts if the act was not the actor's alone to do, or if the party takes part in
the reversed measure. Then the reversal may or may not have effect, and every answer that depends on it is a pair of
bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

import attrs

from sanctledger.base.graph import closure
from sanctledger.posting.versions import Versions
from sanctledger.records.acts import Act
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Claim
from sanctledger.records.statements import Statement
from sanctledger.values.dates import FOREVER

Stance = Literal["accepts", "denies"]
#: What the act of a statement about a reversal says of its validity. All other acts say nothing of it: who condemns an
#: act, or warns of it, takes it to be in force.
STANCES: Mapping[str, Stance] = MappingProxyType({
    "accepts": "accepts",
    "announces": "accepts",
    "certifies": "accepts",
    "confirms": "accepts",
    "endorses": "accepts",
    "notifies": "accepts",
    "recognizes": "accepts",
    "contests": "denies",
    "denies": "denies",
    "disputes": "denies",
    "refuses": "denies",
    "rejects": "denies",
})  # fmt: skip
#: The words by which a claim says that something did not happen.
DENIALS = ("no", "false", "not", "never")


@attrs.frozen
class Dispute:
    """A dispute about the effect of a reversal, or of a sanction that reimposes another.

    Attributes:
        record: The id of the disputed record.
        accepted_by: The parties that accept it: the acting parties, then the parties of statements.
        denied_by: The parties that deny its effect.
        statements: The ids of the statements and claims on either side.
        opens: Whether the dispute leaves the effect open. A statement does if the act was not the actor's alone, or if
            the
            denying party shares in the reversed record. A claim that the act did not happen always does.
    """

    record: str
    accepted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    statements: tuple[str, ...]
    opens: bool

    def to_json(self) -> dict[str, Any]:
        """Return the dispute as plain mappings and lists."""
        shape = attrs.asdict(self)
        return {key: list(value) if isinstance(value, tuple) else value for key, value in shape.items()}

    def __str__(self) -> str:
        """Return the record, and the parties on each side."""
        accepted = f"accepted by {' '.join(self.accepted_by)}, " if self.accepted_by else ""
        return f"{self.record} {accepted}denied by {' '.join(self.denied_by) or 'a claim'}"


def disputes_of(versions: Versions, claims: Mapping[str, tuple[Claim, ...]]) -> dict[str, Dispute]:
    """Return the disputes about records, by the id of the disputed record.

    Args:
        versions: The records.
        claims: The rival claims about each record.
    """
    said: dict[str, list[Statement]] = {}
    for statement in versions.of(Statement):
        if statement.act.lower() in STANCES:
            for record in versions.resolved(statement.about, Record):
                said.setdefault(record.id, []).append(statement)
    denied = {
        record_id: [claim for claim in about if claim.field == "happened" and claim.value.lower() in DENIALS]
        for record_id, about in claims.items()
    }
    found = {}
    for record_id in said.keys() | {record_id for record_id, some in denied.items() if some}:
        record = versions.heads[record_id]
        if isinstance(record, Reversal) or (isinstance(record, Sanction) and record.reimposes):
            dispute = _dispute(versions, record, said.get(record_id, []), denied.get(record_id, []))
            if dispute is not None:
                found[record_id] = dispute
    return found


def _dispute(versions: Versions, record: Record, said: list[Statement], denied: list[Claim]) -> Dispute | None:
    """Return the dispute about one record; `None` if nobody denies its effect. The last statement of a party counts."""
    latest: dict[str, Stance] = {}
    said = sorted(said, key=lambda one: _said_on(versions, one))
    for statement in said:
        latest |= dict.fromkeys(statement.by, STANCES[statement.act.lower()])
    denying = [party for party, stance in latest.items() if stance == "denies"]
    claiming = sorted(claim.by for claim in denied if claim.by is not None)
    if not denying and not denied:
        return None
    did = record.by if isinstance(record, Reversal) else record.senders if isinstance(record, Sanction) else ()
    against = tuple(dict.fromkeys((*denying, *claiming)))
    accepting = dict.fromkeys((*did, *(party for party, stance in latest.items() if stance == "accepts")))
    return Dispute(
        record.id,
        tuple(party for party in accepting if party not in against),
        against,
        (*(statement.id for statement in said), *sorted(claim.id for claim in denied)),
        bool(denied) or any(_may_deny(versions, record, party) for party in denying),
    )


def _said_on(versions: Versions, statement: Statement) -> tuple[int, int, str]:
    known = versions.record_index.counts_from[statement.id]
    return (known if statement.start is None else min(statement.start.last, FOREVER)), known, statement.id


def _may_deny(versions: Versions, record: Record, party: str) -> bool:
    """Return whether the denial of a party leaves the effect of an act open.

    A party that reverses its own act decides alone. A reversal of what others gave or imposed can be denied, and so can
    an
    act of a body by a member of the body.
    """
    owners = {versions.party_id(owner) for owner in _owners(versions, record)}
    did = _doers(versions, record)
    own = {above for doer in did for above in _upwards(versions, doer)}
    mine = _upwards(versions, party)
    if not own.isdisjoint(mine):
        return False
    if any(own.isdisjoint(_upwards(versions, owner)) for owner in owners):
        return True
    return not owners.isdisjoint(bloc for one in mine for bloc in _blocs(versions, one))


def _upwards(versions: Versions, party: str) -> tuple[str, ...]:
    """Return a party, and the states that it belongs to."""
    found = [versions.party_id(party)]
    while isinstance(head := versions.head(found[-1]), Party) and head.country is not None:
        above = versions.party_id(head.country)
        if above in found:
            break
        found.append(above)
    return tuple(found)


def _blocs(versions: Versions, party: str) -> Iterator[str]:
    head = versions.head(party)
    if isinstance(head, Party):
        yield from (versions.party_id(membership.party) for membership in head.member_of)


def _doers(versions: Versions, record: Record) -> tuple[str, ...]:
    """Return the actors; if a reversal names nobody, the actors of the reversed record."""
    if isinstance(record, Reversal):
        return record.by or tuple(_owners(versions, record))
    return record.senders if isinstance(record, Sanction) else ()


def _owners(versions: Versions, record: Record) -> Iterable[str]:
    """Return the actors of the records that a record reverses, or the senders of the sanctions that it reimposes."""
    found: dict[str, None] = {}

    def reversed_by(record_id: str) -> tuple[Record, ...]:
        one = versions.heads[record_id]
        return versions.resolved(one.reverses, Record) if isinstance(one, Reversal) else ()

    def without_doers(record_id: str) -> list[str]:
        return [one.id for one in reversed_by(record_id) if not (isinstance(one, Reversal) and one.by)]

    for record_id in closure([record.id], without_doers):
        found |= dict.fromkeys(owner for one in reversed_by(record_id) for owner in _gave(versions, one))
    if isinstance(record, Sanction):
        found |= dict.fromkeys(record.senders)
    return found


def _gave(versions: Versions, record: Record) -> Iterable[str]:
    if isinstance(record, (Act, Pledge)):
        return record.givers
    if isinstance(record, Sanction):
        return record.senders
    if isinstance(record, Deal):
        return record.members
    if isinstance(record, Reversal):
        return record.by
    return _easers(versions, record) if isinstance(record, Easing) else ()


def _easers(versions: Versions, easing: Easing) -> tuple[str, ...]:
    """Return the senders of an easing: those that it names, else the senders of the eased sanctions."""
    seen = {easing.id}
    while easing.eases.is_empty and not easing.senders:
        before = [one for one in versions.resolved(easing.replaces, Easing) if one.id not in seen]
        if not before:
            break
        easing = before[0]
        seen.add(easing.id)
    if easing.senders:
        return easing.senders
    named = list(versions.resolved(easing.eases.sanctions, Sanction))
    for selector in easing.eases.matching:
        named += [sanction for sanction in versions.of(Sanction) if selector.matches(sanction)]
    return tuple(dict.fromkeys(sender for sanction in named for sender in sanction.senders))
