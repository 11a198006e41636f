"""The history of one record: its versions, and the records that refer to it, in the order of knowledge."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from functools import partial

import attrs

from sanctledger.base.answer import ListAnswer, Plain
from sanctledger.base.field_changes import changes
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation, explanation_of
from sanctledger.questions.one_line import ALWAYS, cited_ids, summary_of
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Source
from sanctledger.values.dates import FOREVER, day_text

#: By the field of a link: its words for the record with the field, and for the record that is named.
_ROLES = {
    "about": ("is about", "is spoken of"),
    "deal": ("belongs to", "holds"),
    "delivers": ("delivers", "is delivered by"),
    "includes": ("includes", "is included in"),
    "replaces": ("replaces", "is replaced by"),
    "continues": ("continues", "is continued by"),
    "reimposes": ("reimposes", "is reimposed by"),
    "reverses": ("reverses", "is reversed by"),
    "eases": ("eases", "is eased by"),
    "only": ("is only for", "is singled out by"),
}
#: The words for records about a record, by family.
_ABOUT = {"claim": "is claimed otherwise by", "statement": "is spoken of by", "assessment": "is assessed by"}
#: Fields whose links make no chapter here: those between versions, and the sources.
_APART = ("corrects", "amends", "sources")


@attrs.frozen
class Chapter(Plain):
    """One event in the history of a record.

    Attributes:
        recorded: The day since which the event is known, as ISO text; `None` if no day is known.
        start: The day from which the event holds, as the ledger writes it.
        end: The first day on which it no longer holds; `None` if it is open-ended.
        what: The relation to the record: `is recorded`, `is corrected by`, `is reversed by`, `delivers` and others.
        record: The id of the record that reports the event; for an act of the record itself, the id of the other
            record.
        kind: The kind of that record.
        says: The content of that record on one line.
        status: The status of the evidence.
        sources: The ids of the sources.
    """

    recorded: str | None
    start: str | None
    end: str | None
    what: str
    record: str
    kind: str
    says: str
    status: str
    sources: tuple[str, ...]


@attrs.frozen(repr=False)
class History(ListAnswer[Chapter]):
    """The history of a record, in the order in which it became known.

    Events that are known since one day are in the order of their days.

    Attributes:
        id: The id that the question named.
        line: The ids of all versions of the record; the current version is the last.
        known: The day of knowledge; `None` for everything.
        items: The chapters.
    """

    id: str
    line: tuple[str, ...]
    known: dt.date | None
    items: tuple[Chapter, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    def explain(self) -> Explanation:
        """Return the records of the history, with their sources."""
        return explanation_of(self._position, f"history of {self.id}", ((one.what, one.record) for one in self.items))

    def __str__(self) -> str:
        """Return the chapters, a line each."""
        lines = [f"history of {self.id}"]
        for item in self.items:
            held = f" [{item.start}{f' until {item.end}' if item.end else ''}]" if item.start else ""
            says = f": {item.says}" if item.says else ""
            lines.append(f"  {item.recorded or 'no day'}: {item.what} {item.record}{held}{says}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the id and the number of chapters."""
        return f"<History of {self.id}: {len(self)}>"


def history(position: Position, record_id: str) -> History:
    """Return the history of one record: its versions, the records that refer to it, and the reversals of those records.

    Args:
        position: The position; its day of knowledge and its reading count, and its day does not.
        record_id: Any version of the record.

    Raises:
        UnknownRecord: The ledger has no such record, or the record was not known on the day.
    """
    snapshot, record_index = position.snapshot, position.snapshot.record_index
    counts_from = record_index.counts_from
    if record_id not in record_index.records or (counts_from[record_id] > snapshot.known and snapshot.known < FOREVER):
        raise position.unknown(record_id, "record", record_index.records)
    line = snapshot.versions.members(record_id)
    found = [
        *_versions(position, line),
        *_linked(position, line),
        *_consequences(position, snapshot.versions.head(line[-1])),
    ]
    found.sort(key=lambda pair: pair[0])
    return History(
        record_id, line, position.known, tuple(dict.fromkeys(chapter for _, chapter in found)), position=position
    )


_Placed = tuple[tuple[int, int, int, str], Chapter]


def _versions(position: Position, line: tuple[str, ...]) -> Iterator[_Placed]:
    records = position.snapshot.record_index.records
    for place, member in enumerate(line):
        record = records[member]
        olds = [records[old] for old in record.replaces_records if old in records]
        if not olds:
            yield _placed(position, record, "is recorded as", summary_of(position, record), -len(line) + place)
            continue
        says = ""
        if len(olds) == 1:
            fields = changes(olds[0].to_mapping(), record.to_mapping())
            says = "; ".join(str(one) for one in fields if one.field not in ("id", "corrects", "amends", "recorded"))
        what = "is corrected by" if record.corrects else "is amended by"
        if record.status == "retracted":
            what = "is retracted by"
        yield _placed(position, record, what, says or summary_of(position, record), -len(line) + place)


def _linked(position: Position, line: tuple[str, ...]) -> Iterator[_Placed]:
    lines, record_index = position.snapshot.versions, position.snapshot.record_index
    head = lines.head(line[-1])
    for member in line:
        for link in record_index.links_to(member):
            other, field = lines.heads.get(link.origin), link.field.partition(".")[0]
            if other is not None and other.id not in line and field not in _APART and not _is_actor(head, field):
                back = _ABOUT.get(other.family) if field == "about" else None
                back = back or _sequence(other, link.field, member, "before", "after")
                yield _placed(position, other, back or _role(field)[1], summary_of(position, other))
    if head is None:
        return
    for link in record_index.links_from(head.id):
        other, field = lines.head(link.target), link.field.partition(".")[0]
        if other is not None and other.id not in line and field not in _APART and not isinstance(other, Party | Source):
            since = _first_with(position, line, partial(_names, position, field, other))
            what = _sequence(head, link.field, link.target, "after", "before") or _role(field)[0]
            yield _placed(position, other, what, summary_of(position, other), since=(since,))
    yield from _easing_links(position, line, head)


def _first_with(position: Position, line: tuple[str, ...], has: Callable[[Record], bool]) -> Record:
    """Return the first of the latest versions that all have a property of the current version."""
    *before, first = (position.snapshot.record_index.records[member] for member in line)
    for member in reversed(before):
        if not has(member):
            break
        first = member
    return first


def _names(position: Position, field: str, other: Record, record: Record) -> bool:
    """Return whether a record names another record in a field."""
    links = position.snapshot.record_index.links_from(record.id)
    return any(
        link.field.partition(".")[0] == field and position.snapshot.versions.head(link.target) is other
        for link in links
    )


def _eases(position: Position, head: Easing, sanction: Sanction, record: Record) -> bool:
    """Return whether an earlier version of an easing eases a sanction, by name or by choice of the current version."""
    return (isinstance(record, Easing) and record.eases == head.eases) or _names(position, "eases", sanction, record)


def _easing_links(position: Position, line: tuple[str, ...], head: Record) -> Iterator[_Placed]:
    """Return the easings of a sanction, or the sanctions of an easing, by name or by choice."""
    lines = position.snapshot.versions
    if isinstance(head, Sanction):
        for reach in position.snapshot.easing_targets.of(head):
            yield _placed(position, reach.easing, _ROLES["eases"][1], summary_of(position, reach.easing))
    if isinstance(head, Easing):
        for sanction in lines.resolved(tuple(position.snapshot.easing_targets.eased(head)), Sanction):
            since = _first_with(position, line, partial(_eases, position, head, sanction))
            yield _placed(position, sanction, _ROLES["eases"][0], summary_of(position, sanction), since=(since,))


def _consequences(position: Position, head: Record | None) -> Iterator[_Placed]:
    """Return later reversals, reimpositions and continuations of the acts that are linked to a record."""
    snapshot = position.snapshot
    if head is None:
        return
    for reversal in snapshot.validity.reversals(head):
        yield from _reversals_after(position, (head, reversal), "has its reversal taken back by")
    if isinstance(head, Sanction):
        for easing in dict.fromkeys(reach.easing.id for reach in snapshot.easing_targets.of(head)):
            for one in snapshot.versions.resolved((easing,), Easing):
                yield from _reversals_after(position, (head, one), "has its easing taken back by", head)
    if isinstance(head, Easing):
        yield from _reimposed_after(position, head, "what it eased", head)
    for delivery in snapshot.versions.saying("delivers", Record) if isinstance(head, Pledge) else ():
        if head in snapshot.versions.resolved(getattr(delivery, "delivers", ()), Pledge):
            yield from _reversals_after(position, (head, delivery), "has its delivery taken back by")
            if isinstance(delivery, Easing):
                yield from _reimposed_after(position, delivery, "what its delivery eased", head)


def _reversals_after(
    position: Position, chain: tuple[Record, ...], what: str, of: Sanction | None = None
) -> Iterator[_Placed]:
    """Return the reversals of the last record of a chain, and their reversals in turn.

    For an easing, only reversals that concern one sanction count.
    """
    snapshot = position.snapshot
    for reversal in snapshot.validity.reversals(chain[-1]):
        if reversal in chain or (of is not None and not _concerns(position, reversal, chain[-1], of)):
            continue
        yield _placed(position, reversal, what, summary_of(position, reversal), since=chain)
        yield from _reversals_after(position, (*chain, reversal), "has that taken back in turn by", of)


def _concerns(position: Position, reversal: Reversal, of: Record, sanction: Sanction) -> bool:
    """Return whether a reversal reverses something for any measure of a sanction."""
    sides = itertools.product(sanction.senders, sanction.targets)
    return any(position.snapshot.easing_targets.concerns(reversal, of, sanction, *side) for side in sides)


def _reimposed_after(position: Position, easing: Easing, what: str, head: Record) -> Iterator[_Placed]:
    """Return the sanctions that reimpose or continue the measures of an easing."""
    snapshot = position.snapshot
    for sanction in snapshot.versions.resolved(tuple(snapshot.easing_targets.eased(easing)), Sanction):
        for verb, successors in (
            ("reimposed", snapshot.validity.reimposed_by(sanction)),
            ("continued", snapshot.validity.continued_by(sanction)),
        ):
            for one in successors:
                yield _placed(
                    position, one, f"{what} is {verb} by", summary_of(position, one), since=(head, easing, sanction)
                )


def _is_actor(head: Record | None, field: str) -> bool:
    """Return whether a link names a party as the actor; the acts of a party are not the history of its record."""
    return isinstance(head, Party | Source) and field not in ("about", "country", "member_of", "owners")


def _role(field: str) -> tuple[str, str]:
    known = _ROLES.get(field)
    word = field.replace("_", " ")
    return known or (f"names as {word}", f"is the {word} of")


def _sequence(pledge: Record, field: str, named: str, if_after: str, if_before: str) -> str | None:
    """Return the word for the order of a promise and another record; `None` if the link has no order.

    Args:
        pledge: The record of the link.
        field: The field of the link.
        named: The id that the link names.
        if_after: The word if the promise comes after the other record.
        if_before: The word if the promise comes before the other record.
    """
    if field != "order" or not isinstance(pledge, Pledge) or pledge.order is None:
        return None
    word = if_after if named in pledge.order.after else if_before if named in pledge.order.before else "with"
    return f"is to come {word}"


def _placed(  # noqa: PLR0913 - what was found of one chapter
    position: Position, record: Record, what: str, says: str, rank: int = 0, *, since: tuple[Record, ...] = ()
) -> _Placed:
    """Return a chapter with its sort key; an act on another record is known since both records are known."""
    counts_from = position.snapshot.record_index.counts_from
    known = max(counts_from[one.id] for one in (record, *since))
    first = 0 if record.start is None else record.start.first
    start, end = (None if one is None else str(one) for one in (record.start, record.end))
    known_since = day_text(known) if known > ALWAYS else None
    chapter = Chapter(
        known_since, start, end, what, record.id, record.kind_name, says, record.status, cited_ids(record)
    )
    return (known, rank, first, record.id), chapter
