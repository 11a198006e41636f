"""Who is bound: whether a sender's measures are law for somebody who acts, and by what."""

from __future__ import annotations

import attrs

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Bloc, State
from sanctledger.values.periods import Certainty
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, Belonging, belonging


@attrs.frozen
class Bound:
    """Whether a sender binds somebody.

    Attributes:
        certainty: How sure it is.
        by: By what, in words.
        decides: What would decide it, where it is open.
    """

    certainty: Certainty
    by: str
    decides: str | None = None


@attrs.frozen(eq=False)
class Binding:
    """Who binds the actor of an activity on a day.

    A state binds its persons, a bloc its members on that day and their persons, a public body the persons of its state;
    and each of them whoever acts within its territory, where the activity says that it is done there.

    Attributes:
        snapshot: The snapshot.
        activity: The activity.
        actor: To whom the actor belongs; `None` where nobody is named.
        place: To whom the place belongs; `None` if none is told, or no party of the ledger lies there.
    """

    snapshot: Snapshot
    activity: Activity
    actor: Belonging | None
    place: Belonging | None
    _known: dict[str, Bound] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, snapshot: Snapshot, activity: Activity, day: int | None) -> Binding:
        """Who binds the actor of an activity on a day, or on any if none is given."""
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
        best = Bound(NO, "neither its person nor within its territory")
        for name in jurisdiction:
            if self.actor is not None and (tie := self.actor.ties.get(name)) is not None:
                by = f"{self.activity.actor} is {name}" if tie.is_direct else f"a person of {name}: {tie}"
                if tie.certainty is YES:
                    return Bound(YES, by)
                best = Bound(MAYBE, by, f"whether {' was a member of '.join(tie.path)} on the day")
            if self.place is not None and (tie := self.place.ties.get(name)) is not None:
                by = f"done within {name}: {self.activity.place}"
                if tie.certainty is YES:
                    return Bound(YES, by)
                best = Bound(MAYBE, by, f"whether {' was a member of '.join(tie.path)} on the day")
        if best.certainty is NO and self.actor is None:
            return Bound(MAYBE, "nobody is named who acts", "the actor")
        if best.certainty is NO and self.actor is not None and not self.actor.is_settled:
            who = self.activity.actor
            return Bound(MAYBE, f"the state of {who} is not in the ledger", f"the country of {who}")
        return best

    def _jurisdiction(self, sender: str) -> tuple[str, ...]:
        """Return the parties whose persons a sender binds: itself, and for a public body its state."""
        here = self.snapshot.party_id(sender)
        if isinstance(self.snapshot.versions.head(here), (State, Bloc)):
            return (here,)
        return self.snapshot.rolled_up(here)

    def as_third_party(self, sender: str) -> Bound:
        """Return whether a measure for those whom its sender does not bind reaches the actor."""
        own = self.by(sender)
        if own.certainty is YES:
            return Bound(NO, "its own person: such measures are for others")
        return Bound(own.certainty if own.certainty is MAYBE else YES, "as a third party, by penalty", own.decides)


def territory(snapshot: Snapshot, place: str | None, day: int | None) -> Belonging | None:
    """To whom a place belongs: the party whose id begins it, as in `ua.crimea`."""
    if place is None:
        return None
    party = place.split(".")[0]
    head = snapshot.versions.head(party)
    return belonging(snapshot, party, day) if isinstance(head, (State, Bloc)) else None
