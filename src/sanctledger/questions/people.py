"""The history of one person, and where the person is: free, held, exiled, dead or unknown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from sanctledger.base.answer import ListAnswer
from sanctledger.posting.disputes import Dispute
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation, explanation_of
from sanctledger.questions.record_state import disputes_of
from sanctledger.questions.whereabouts import PersonEvent, turns
from sanctledger.values.periods import Certainty

#: The places where a person may be.
PLACES = ("free", "held", "exiled", "dead", "unknown")


@attrs.frozen(repr=False)
class PersonHistory(ListAnswer[PersonEvent]):
    """The events of a person's life in the ledger, in the order of their days, and where the person is.

    Attributes:
        on: The day.
        known: The day of knowledge; `None` for everything.
        reading: The reading of rival claims.
        person: The id of the person.
        name: The name of the person.
        candidates: The places that the evidence allows: some of `free`, `held`, `exiled`, `dead` and `unknown`.
        by: The ids of the records that brought the person there.
        contested: The disputes about these records, such as whether a reversal has effect.
        items: The events.
    """

    JSON = (
        "on",
        "known",
        "reading",
        "person",
        "name",
        "state",
        "candidates",
        "by",
        "contested",
        "items",
    )

    on: dt.date
    known: dt.date | None
    reading: str
    person: str
    name: str | None
    candidates: tuple[str, ...]
    by: tuple[str, ...]
    contested: tuple[Dispute, ...]
    items: tuple[PersonEvent, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    @property
    def state(self) -> str:
        """Return the place of the person; if several are possible, `maybe` and the candidates."""
        return self.candidates[0] if len(self.candidates) == 1 else " ".join(("maybe", *self.candidates))

    def explain(self) -> Explanation:
        """Return the records of the history, with their sources."""
        return explanation_of(
            self._position, f"{self.person}, {self.state} on {self.on}", ((one.what, one.record) for one in self.items)
        )

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain mappings and lists; `contested` only if a statement contests a record."""
        shape: dict[str, Any] = super().to_json()
        return {key: value for key, value in shape.items() if key != "contested" or value}

    def __str__(self) -> str:
        """Return the place of the person, then the events, a line each."""
        lines = [f"{self.name or self.person}, {self.state} at the close of {self.on}"]
        for item in self.items:
            doubt = "" if item.certainty is Certainty.YES else "maybe "
            lines.append(f"  {item.day or 'no day'}: {doubt}{item.what} ({item.record})")
        lines += [f"  contested: {one}" for one in self.contested]
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the person, the place and the number of events."""
        return f"<PersonHistory of {self.person} on {self.on}: {self.state}, {len(self)}>"


def who(position: Position, person: str) -> PersonHistory:
    """Return the history of a person up to the day, and where the person is: free, held, exiled, dead or unknown.

    Events that may have happened by the day are included. The last event decides where the person is. If several
    events may be the last, there are several candidates.

    Args:
        position: The position.
        person: The id of the person; other parties have a history, too.

    Raises:
        UnknownRecord: The ledger has no such party.
    """
    (party,) = position.side(person, rollup=False)
    events = [
        event
        for record in position.snapshot.versions.heads.values()
        for event in turns(position, record, party)
        if event.certainty is not Certainty.NO
    ]
    events.sort(key=lambda event: (event._days, event._after != (), event.record))  # noqa: SLF001 - its own parts
    candidates, by = _whereabouts(events)
    head = position.snapshot.versions.head(party)
    return PersonHistory(
        position.on,
        position.known,
        position.reading.claims,
        party,
        getattr(head, "name", None),
        candidates,
        by,
        disputes_of(position, *(position.record(one) for one in by)),
        tuple(events),
        position=position,
    )


def _whereabouts(events: list[PersonEvent]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places of all events that may be the last one, and the ids of their records."""
    moves = [event for event in events if event.place is not None]

    def follows(later: PersonEvent, earlier: PersonEvent) -> bool:
        """Return whether one event certainly comes after another."""
        if later.certainty is not Certainty.YES:
            return False
        return earlier.record in later._after or later._days[0] > earlier._days[1]  # noqa: SLF001 - its own parts

    last = [one for one in moves if not any(follows(other, one) for other in moves if other is not one)]
    places = {place for one in last for place in one.places}
    if not any(one.certainty is Certainty.YES for one in moves):
        places.add("unknown")
    return tuple(place for place in PLACES if place in places), tuple(dict.fromkeys(one.record for one in last))
