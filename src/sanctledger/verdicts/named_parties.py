"""The parties that the terms of a scope name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Bloc, Party, State
from sanctledger.values.periods import Certainty
from sanctledger.values.terms import reaches
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, Belonging, Tie, either
from sanctledger.verdicts.ownership import BlockedOwners, OwnerTree
from sanctledger.verdicts.ownership_rules import OwnershipTest


def is_named(snapshot: Snapshot, party: str, held: Belonging, terms: Iterable[str]) -> Certainty:
    """Return whether terms name a party: by its id, its kind, its tags, or a party that it belongs to.

    The answer is `MAYBE` if the ledger says too little:

    - the party has no tags, or is a state that represents all its persons, and a term is not the id of a party;
    - the state of the party is unknown, and a term names a state or a bloc.

    Args:
        snapshot: The snapshot.
        party: The party.
        held: All that it belongs to on the day.
        terms: The terms.
    """
    head = snapshot.versions.head(party)
    tags = head.tags if isinstance(head, Party) else ()
    own = [*tags, *([head.kind_name] if isinstance(head, Party) else [])]
    best = either(*(YES if reaches(term, word) else NO for term in terms for word in own))
    best = either(best, *(tie.certainty for tie in _ties(snapshot, held.ties, terms)))
    named = [snapshot.versions.head(term) for term in terms]
    if best is NO and not held.is_settled and any(isinstance(one, (State, Bloc)) for one in named):
        return MAYBE
    if best is NO and (not tags or isinstance(head, (State, Bloc))):
        return MAYBE if None in named else NO
    return best


@attrs.frozen(eq=False)
class Partner:
    """A party through whom a measure reaches an activity, compared with the parties that scopes name.

    Attributes:
        party: The party.
        held: The states, blocs and groups that it belongs to on the day.
        owners: Its owners.
        members: A function of a group that returns the owners that are the group or belong to it.
        test: The ownership test of the sender. A party that a named party owns by this test is named too.
    """

    party: str
    held: Belonging
    owners: OwnerTree
    members: Callable[[str], Mapping[str, Certainty]]
    test: OwnershipTest

    def is_among(self, terms: Iterable[str]) -> Certainty:
        """Return whether the party is among those that terms name, or owned by them."""
        snapshot = self.owners.snapshot
        best = is_named(snapshot, self.party, self.held, terms)
        if best is YES or len(self.owners.stakes) == 1:
            return best
        named: dict[str, Certainty] = {}
        for term in terms:
            for owner, belongs in self.members(snapshot.party_id(term)).items():
                named[owner] = either(named.get(owner, NO), belongs)
        return either(best, BlockedOwners(self.owners, named, self.test).certainty)


def _ties(snapshot: Snapshot, ties: Mapping[str, Tie], terms: Iterable[str]) -> list[Tie]:
    found = (ties.get(snapshot.party_id(term)) for term in terms)
    return [tie for tie in found if tie is not None]
