"""To whom a party belongs on a day: its states, and the blocs and groups of which it is a member."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Bloc, Party, State
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.span import Span

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


def both(*certainties: Certainty) -> Certainty:
    """How sure it is that all of several independent things hold."""
    if NO in certainties:
        return NO
    return MAYBE if MAYBE in certainties else YES


def either(*certainties: Certainty) -> Certainty:
    """How sure it is that any of several independent things holds."""
    if YES in certainties:
        return YES
    return MAYBE if MAYBE in certainties else NO


def during(span: Span | None, day: int | None) -> Certainty:
    """Whether a day lies in a dated relation; one without dates always holds, and so does any where no day is asked."""
    return YES if span is None or day is None else Periods.of(span).at(day)


@attrs.frozen
class Tie:
    """That one party belongs to another.

    Attributes:
        certainty: How sure it is on the day.
        path: The parties from the one to the other, both included.
    """

    certainty: Certainty
    path: tuple[str, ...]

    def __str__(self) -> str:
        """Return the path in words."""
        return " of ".join(self.path)


@attrs.frozen(eq=False)
class Belonging:
    """All to whom a party belongs on a day, itself included.

    Attributes:
        ties: The tie to each, by id.
        groups: The ties without those that lead through its state: itself, and what it is a member of.
        is_settled: Whether its state is known; if it is not, it may belong to any.
    """

    ties: dict[str, Tie]
    groups: dict[str, Tie]
    is_settled: bool


def belonging(snapshot: Snapshot, party: str, day: int | None) -> Belonging:
    """Return all to whom a party belongs on a day, or on any day if none is given.

    A party whose record names no country, and that is no state or bloc, is not settled.
    """
    here = snapshot.party_id(party)
    ties = _climbed(snapshot, here, day, countries=True)
    groups = _climbed(snapshot, here, day, countries=False)
    return Belonging(ties, groups, any(isinstance(snapshot.versions.head(one), (State, Bloc)) for one in ties))


def _climbed(snapshot: Snapshot, here: str, day: int | None, *, countries: bool) -> dict[str, Tie]:
    found = {here: Tie(YES, (here,))}
    waiting = [here]
    while waiting:
        at = waiting.pop(0)
        tie = found[at]
        for above, sure in _above(snapshot, at, day, countries=countries):
            certainty = both(tie.certainty, sure)
            known = found.get(above)
            if certainty is not NO and (known is None or (known.certainty is MAYBE and certainty is YES)):
                found[above] = Tie(certainty, (*tie.path, above))
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
