"""Jurisdiction: whether the measures of a sender bind the actor of an activity, and why."""

from __future__ import annotations

import attrs

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Bloc, State
from sanctledger.values.periods import Certainty
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, Belonging, belonging


@attrs.frozen
class Bound:
    """Whether a sender binds an actor.

    Attributes:
        certainty: How sure it is that the sender binds the actor.
        by: The reason, in words.
        decides: The fact that would decide it, if it is open.
    """

    certainty: Certainty
    by: str
    decides: str | None = None


@attrs.frozen(eq=False)
class Binding:
    """The senders that bind the actor of an activity on a day.

    - A state binds its persons.
    - A bloc binds its members on that day, and their persons.
    - A public body binds the persons of its state.
    - Each of them binds everybody who acts within its territory, if the activity names the place.

    Attributes:
        snapshot: The snapshot.
        activity: The activity.
        actor: All that the actor belongs to; `None` if no actor is named.
        place: All that the place belongs to; `None` if no place is named, or the place is not in the ledger.
    """

    snapshot: Snapshot
    activity: Activity
    actor: Belonging | None
    place: Belonging | None
    _known: dict[str, Bound] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, snapshot: Snapshot, activity: Activity, day: int | None) -> Binding:
        """Return the senders that bind the actor of an activity on a day, or on any day if none is given."""
        actor = None if activity.actor is None else belonging(snapshot, activity.actor, day)
        return cls(snapshot, activity, actor, territory(snapshot, activity.place, day))

    def by(self, sender: str) -> Bound:
        """Return whether a sender binds the actor."""
        known = self._known.get(sender)
        if known is None:
            known = self._known[sender] = self._found(sender)
        return known

    def _found(self, sender: str) -> Bound:
        jurisdiction = self._jurisdiction(sender)
        best = Bound(NO, "the actor is not a person of the sender and does not act within its territory")
        for name in jurisdiction:
            if self.actor is not None and (tie := self.actor.ties.get(name)) is not None:
                by = f"the actor is {name} itself" if tie.is_direct else f"the actor belongs to {name}: {tie}"
                if tie.certainty is YES:
                    return Bound(YES, by)
                best = Bound(MAYBE, by, f"whether {tie.question}")
            if self.place is not None and (tie := self.place.ties.get(name)) is not None:
                by = f"done within {name}: {self.activity.place}"
                if tie.certainty is YES:
                    return Bound(YES, by)
                best = Bound(MAYBE, by, f"whether {tie.question}")
        if best.certainty is NO and self.actor is None:
            return Bound(MAYBE, "no actor is named", "the actor")
        if best.certainty is NO and self.actor is not None and not self.actor.is_settled:
            who = self.activity.actor
            return Bound(MAYBE, f"the ledger does not record the country of {who}", f"the country of {who}")
        return best

    def _jurisdiction(self, sender: str) -> tuple[str, ...]:
        """Return the parties whose persons a sender binds: itself, and the state of a public body."""
        here = self.snapshot.party_id(sender)
        if isinstance(self.snapshot.versions.head(here), (State, Bloc)):
            return (here,)
        return self.snapshot.rolled_up(here)

    def as_third_party(self, sender: str) -> Bound:
        """Return whether a measure on third parties, which its sender does not bind, applies to the actor."""
        own = self.by(sender)
        if own.certainty is YES:
            return Bound(NO, "the actor is a person of the sender, and the measure is for third parties")
        certainty = MAYBE if own.certainty is MAYBE else YES
        return Bound(certainty, "the actor as a third party, under threat of penalties", own.decides)


def territory(snapshot: Snapshot, place: str | None, day: int | None) -> Belonging | None:
    """Return all that a place belongs to: the party whose id begins it, as in `ua.crimea`, and its blocs."""
    if place is None:
        return None
    party = place.split(".")[0]
    head = snapshot.versions.head(party)
    return belonging(snapshot, party, day) if isinstance(head, (State, Bloc)) else None
