"""Affiliation: the states, blocs and groups that a party belongs to on a day."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise

import attrs

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Bloc, Party, State
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.span import Span

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES
#: How many parties at each end of a path a reason names.
_NAMED = 20


def both(*certainties: Certainty) -> Certainty:
    """Return how sure it is that all of several independent facts hold."""
    if NO in certainties:
        return NO
    return MAYBE if MAYBE in certainties else YES


def either(*certainties: Certainty) -> Certainty:
    """Return how sure it is that at least one of several independent facts holds."""
    if YES in certainties:
        return YES
    return MAYBE if MAYBE in certainties else NO


def during(span: Span | None, day: int | None) -> Certainty:
    """Return whether a relation holds on a day. It always does if it has no dates, or if no day is given."""
    return YES if span is None or day is None else Periods.of(span).at(day)


@attrs.frozen
class Tie:
    """The membership of a party in another, direct or through others.

    Attributes:
        certainty: How sure the membership is on the day.
        party: The party that the other belongs to.
        below: The tie to the party just below, through which it belongs; `None` if both are the same party.
    """

    certainty: Certainty
    party: str
    below: Tie | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def path(self) -> tuple[str, ...]:
        """Return the parties from the member to the group, both included."""
        found = [self.party]
        tie = self.below
        while tie is not None:
            found.append(tie.party)
            tie = tie.below
        return tuple(reversed(found))

    @property
    def is_direct(self) -> bool:
        """Return whether both are the same party."""
        return self.below is None

    @property
    def question(self) -> str:
        """Return the words of an open question: `acme belonged to pl and pl belonged to eu on the day`."""
        return f"{' and '.join(f'{one} belonged to {group}' for one, group in pairwise(self._named))} on the day"

    def __str__(self) -> str:
        """Return the path in words, such as `acme of pl of eu`."""
        return " of ".join(self._named)

    @property
    def _named(self) -> tuple[str, ...]:
        """Return the path as reasons name it: of a very long path only both ends."""
        path = self.path
        others = len(path) - 2 * _NAMED
        return path if others <= 0 else (*path[:_NAMED], f"{others:,} others", *path[-_NAMED:])


@attrs.frozen(eq=False)
class Belonging:
    """All parties, states and blocs that a party belongs to on a day, itself included.

    Attributes:
        ties: The tie to each, by its id.
        groups: The ties that do not lead through a country: the party itself, and the groups that it is a member of.
        is_settled: Whether the state of the party is known. If not, the party may belong to any state.
    """

    ties: dict[str, Tie]
    groups: dict[str, Tie]
    is_settled: bool


def belonging(snapshot: Snapshot, party: str, day: int | None) -> Belonging:
    """Return all that a party belongs to on a day, or on any day if none is given.

    A party is not settled if its record names no country and it is not a state or a bloc.
    """
    ties = _climbed(snapshot, party, day, countries=True)
    is_settled = any(isinstance(snapshot.versions.head(one), (State, Bloc)) for one in ties)
    return Belonging(ties, _climbed(snapshot, party, day, countries=False), is_settled)


def direct_groups(snapshot: Snapshot, party: str, day: int | None) -> Iterator[tuple[str, Certainty]]:
    """Return the groups that a party is a direct member of, each with how sure that is on the day."""
    yield from _above(snapshot, party, day, countries=False)


def _climbed(snapshot: Snapshot, party: str, day: int | None, *, countries: bool) -> dict[str, Tie]:
    here = snapshot.party_id(party)
    found = {here: Tie(YES, here)}
    waiting = deque([here])
    while waiting:
        at = waiting.popleft()
        tie = found[at]
        for above, sure in _above(snapshot, at, day, countries=countries):
            certainty = both(tie.certainty, sure)
            known = found.get(above)
            if certainty is not NO and (known is None or (known.certainty is MAYBE and certainty is YES)):
                found[above] = Tie(certainty, above, tie)
                waiting.append(above)
    return found


def _above(snapshot: Snapshot, party: str, day: int | None, *, countries: bool) -> Iterator[tuple[str, Certainty]]:
    head = snapshot.versions.head(party)
    if not isinstance(head, Party):
        return
    if countries and head.country is not None:
        yield snapshot.party_id(head.country), YES
    for member in head.member_of:
        yield snapshot.party_id(member.party), during(member.during, day)
