"""The events of a person's life that one record reports: detained, released, expelled, listed, present."""

from __future__ import annotations

import json
from collections.abc import Iterator

import attrs

from sanctledger.base.answer import Plain
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Cited, cited, described
from sanctledger.questions.one_line import learnt
from sanctledger.records import parties as actors
from sanctledger.records.acts import Act, Clemency, Coercion, Detention, Expulsion, Handover, Pardon, Release
from sanctledger.records.deals import Deal, Pledge, Rearrest, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.parts import PersonMention
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Claim
from sanctledger.records.statements import Event, Statement
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import Certainty, Periods

#: The place of a person after an outcome; other outcomes leave the place open.
OUTCOMES = {
    **dict.fromkeys(("freed", "released", "free", "pardoned"), "free"),
    **dict.fromkeys(("exiled", "expelled", "deported"), "exiled"),
    **dict.fromkeys(("died", "dead", "killed", "executed"), "dead"),
    **dict.fromkeys(("detained", "arrested", "rearrested", "re-arrested", "held", "imprisoned", "jailed"), "held"),
}
#: Outcomes that do not change the place of a person.
NO_MOVE = ("charged", "sentenced", "listed", "present")
#: The word and the place for a person, by the kind of a record without an outcome.
_KINDS: tuple[tuple[type[Record], str, str | None], ...] = (
    (Detention, "detained", "held"),
    (Expulsion, "expelled", "exiled"),
    (Release, "released", "free"),
    (Pardon, "pardoned", "free"),
    (Handover, "handed over", "unknown"),
    (Clemency, "granted clemency", None),
)
#: The word for a reversal that is not a re-arrest, by the place of the person afterwards.
_REVERSED = {"free": "let go", "held": "held again"}


@attrs.frozen
class PersonEvent(Plain):
    """One event of a person's life, as a record reports it.

    Attributes:
        record: The id of the record.
        kind: The kind of the record.
        day: The day of the event, as the ledger writes it; `None` if there is none.
        end: The first day on which the record no longer holds; `None` if it is open-ended.
        what: The outcome for the person as recorded; default: a word for the kind of the record.
        place: The place of the person afterwards: `free`, `held`, `exiled`, `dead`, `unknown`; `None` if the event does
            not change the place.
        certainty: Whether the event has happened by the day of the view.
        status: The status of the evidence.
        recorded: The day since which the record is known.
        note: The remark on this person; default: the note of the record, if the record names nobody else.
        sources: The sources for this person; default: the sources of the record.
    """

    record: str
    kind: str
    day: str | None
    end: str | None
    what: str
    place: str | None
    certainty: Certainty
    status: str
    recorded: str | None
    note: str | None
    sources: tuple[Cited, ...]
    _days: tuple[int, int] = attrs.field(repr=False, alias="days")
    _after: tuple[str, ...] = attrs.field(repr=False, alias="after")
    _ended: Certainty = attrs.field(repr=False, alias="ended")

    @property
    def places(self) -> tuple[str, ...]:
        """Return the places where the person may be afterwards; after an event with an end, it may be unknown."""
        if self.place is None or self._ended is Certainty.NO:
            return () if self.place is None else (self.place,)
        return ("unknown",) if self._ended is Certainty.YES else (self.place, "unknown")


def turns(position: Position, record: Record, party: str) -> Iterator[PersonEvent]:
    """Return the events of a person that one record reports."""
    named = [one for one in getattr(record, "people", ()) if position.snapshot.party_id(one.person) == party]
    if isinstance(record, Act):
        yield from _events_of_act(position, record, party, named)
    elif isinstance(record, Reversal):
        yield from _events_of_reversal(position, record, party, named)
    elif isinstance(record, Claim):
        yield from _events_of_claim(position, record, party)
    elif named:
        what = f"at the {record.kind_name}" if isinstance(record, Deal | Event) else "named"
        for one in named:
            yield _event(position, record, one.outcome or what, OUTCOMES.get((one.outcome or "").lower()), one)
    elif (word := _relation(position, record, party)) is not None:
        yield _event(position, record, word, None)


def _relation(position: Position, record: Record, party: str) -> str | None:
    """Return how a record without a list of people concerns a person; `None` if it does not."""
    if isinstance(record, Sanction):
        return f"put under {_kind(record)}" if _is_among(position, record.targets, party) else None
    if isinstance(record, Easing):
        reached = position.snapshot.easing_targets.measures(record)
        return f"eased by {_kind(record)}" if any(target == party for _, _, target in reached) else None
    if isinstance(record, Pledge):
        promised = record.promises is not None and _is_among(position, record.promises.targets, party)
        return "promised for" if promised else None
    if isinstance(record, Statement):
        if _is_among(position, record.by, party):
            return record.act
        return "spoken of" if _is_among(position, record.about, party) else None
    return None


def _kind(record: Record) -> str:
    """Return the kind of a record in words."""
    return record.kind_name.replace("_", " ")


def _is_among(position: Position, parties: tuple[str, ...], party: str) -> bool:
    return party in map(position.snapshot.party_id, parties)


def _events_of_act(position: Position, act: Act, party: str, named: list[PersonMention]) -> Iterator[PersonEvent]:
    """Return the events of a person that an act reports: the act names the person, or has no other object."""
    default = _kind_outcome(act)
    if not named and isinstance(act, Coercion) and _is_among(position, act.receivers, party):
        alone = isinstance(position.snapshot.versions.head(party), actors.Person | actors.Group | None)
        yield _event(position, act, *(default if alone else (f"struck by {act.kind_name}", None)))
    elif not named and _is_among(position, act.givers, party):
        yield _event(position, act, f"did {_kind(act)}", None)
    for one in named:
        if one.outcome is None:
            yield _event(position, act, *default, one)
        else:
            word = one.outcome.lower()
            place = None if word in NO_MOVE else OUTCOMES.get(word, "unknown")
            yield _event(position, act, one.outcome, place, one)


def _events_of_reversal(
    position: Position, reversal: Reversal, party: str, named: list[PersonMention]
) -> Iterator[PersonEvent]:
    """Return the events of a person in a reversal, if it names the person or reverses all of an act that does."""
    places = set(_places_after(position, reversal, party))
    if not named and not (places and reversal.is_whole and not reversal.people):
        return
    rearrested = isinstance(reversal, Rearrest)
    place = "held" if rearrested else next((one for one in ("held", "free", "unknown") if one in places), None)
    what = "re-arrested" if rearrested else _REVERSED.get(place or "", reversal.kind_name)
    after = tuple(head.id for head in position.snapshot.versions.resolved(reversal.reverses, Record))
    people: list[PersonMention | None] = [*named] or [None]
    for one in people:
        outcome = one and one.outcome
        where = OUTCOMES.get(outcome.lower(), "unknown") if outcome else place
        yield _event(position, reversal, outcome or what, where, one, after)


def _places_after(position: Position, reversal: Reversal, party: str) -> Iterator[str]:
    """Return the possible places of a person after a reversal, through chains of reversals."""
    waiting, seen = [(reversal, True)], {reversal.id}
    while waiting:
        one, is_odd = waiting.pop()
        for record in position.snapshot.versions.resolved(one.reverses, Record):
            if isinstance(record, Act) and _names(position, record, party):
                back = "held" if isinstance(record, Release | Pardon | Handover) else "unknown"
                back = "free" if isinstance(record, Detention) else back
                yield back if is_odd else _kind_outcome(record)[1] or "unknown"
            elif isinstance(record, Reversal) and record.id not in seen:
                seen.add(record.id)
                names_them = _is_among(position, tuple(one.person for one in record.people), party)
                if names_them and isinstance(record, Rearrest):
                    yield "free" if is_odd else "held"
                if names_them or (record.is_whole and not record.people):
                    waiting.append((record, not is_odd))


def _kind_outcome(act: Act) -> tuple[str, str | None]:
    """Return the word for an act, and the place of people whose own outcome is not recorded."""
    return next(((what, place) for cls, what, place in _KINDS if isinstance(act, cls)), (act.kind_name, None))


def _names(position: Position, act: Act, party: str) -> bool:
    people = tuple(one.person for one in act.people)
    return _is_among(position, (*people, *(act.receivers if isinstance(act, Coercion) else ())), party)


def _events_of_claim(position: Position, claim: Claim, party: str) -> Iterator[PersonEvent]:
    """Return the events of a person in a rival account of the people of an act; such an event is never certain."""
    act = position.snapshot.versions.head(claim.about)
    if claim.field != "people" or not isinstance(act, Act):
        return
    try:
        claimed = json.loads(claim.value)
    except ValueError:
        claimed = [claim.value]
    for entry in claimed if isinstance(claimed, list) else [claimed]:
        one = entry if isinstance(entry, dict) else {"person": entry}
        if position.snapshot.party_id(str(one.get("person"))) != party:
            continue
        default = _kind_outcome(act)
        outcome = one.get("outcome")
        what, place = (outcome, OUTCOMES.get(str(outcome).lower(), "unknown")) if outcome else default
        counts = position.reading.claims == "widest"
        event = _event(position, act, f"claimed to be {what}", place if counts else None)
        doubt = event.certainty if event.certainty is Certainty.NO else Certainty.MAYBE
        since = learnt(position, claim.id)
        yield attrs.evolve(
            event,
            record=claim.id,
            kind=claim.kind_name,
            status=claim.status,
            recorded=since,
            certainty=doubt,
            note=claim.note,
            sources=cited(position, claim),
        )


def _event(  # noqa: PLR0913, PLR0917 - what was found of one turn
    position: Position,
    record: Record,
    what: str,
    place: str | None,
    one: PersonMention | None = None,
    after: tuple[str, ...] = (),
) -> PersonEvent:
    validity = position.snapshot.validity
    start, end = (None if day is None else str(day) for day in (record.start, record.end))
    begun = Periods.always() if record.start is None else validity.start_days(record)
    days = validity.span(record).starts if record.start is not None else (0, FOREVER)
    ended = Certainty.NO if record.start is None else _has_ended(validity.span(record).ends, position.day)
    note, sources = record.note, cited(position, record)
    if one is not None:
        alone = len(getattr(record, "people", ())) == 1
        note, sources = one.note or (note if alone else None), described(position, one.sources) or sources
    return PersonEvent(
        record.id,
        record.kind_name,
        start,
        end,
        what,
        place,
        begun.at(position.day),
        record.status,
        learnt(position, record.id),
        note,
        sources,
        days=days,
        after=after,
        ended=ended,
    )


def _has_ended(ends: tuple[int, int], day: int) -> Certainty:
    """Return whether an event has ended by a day, if it happened at all."""
    first, last = ends
    return Certainty.YES if day >= last else Certainty.MAYBE if day >= first else Certainty.NO
