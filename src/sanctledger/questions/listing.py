"""The listing of a ledger: its records, a line each, with the ids that questions take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from sanctledger.base.answer import ListAnswer, Plain
from sanctledger.base.common_errors import UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation, explanation_of
from sanctledger.questions.filters import names_of
from sanctledger.questions.one_line import cited_ids, learnt, summary_of
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.values.dates import FOREVER


@attrs.frozen
class Listed(Plain):
    """One record of a listing.

    Attributes:
        id: The id.
        kind: The kind.
        family: The family of the kind.
        start: The first day of the record, as the ledger writes it; `None` if the record has none.
        end: The first day on which the record no longer holds; `None` if it is open-ended.
        says: The content on one line: the name of a party, the sides of a measure, the amount given.
        deal: The deal of the record.
        recorded: The day since which the record is known, as ISO text; `None` if no day is known.
        status: The status of the evidence.
        sources: The ids of the sources.
    """

    id: str
    kind: str
    family: str
    start: str | None
    end: str | None
    says: str
    deal: str | None
    recorded: str | None
    status: str
    sources: tuple[str, ...]


@attrs.frozen(repr=False)
class Listing(ListAnswer[Listed]):
    """The records of a ledger in their order, with all versions of each.

    Attributes:
        known: The day of knowledge; `None` for everything.
        items: The records.
    """

    known: dt.date | None
    items: tuple[Listed, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the records."""
        return tuple(item.id for item in self.items)

    def explain(self) -> Explanation:
        """Return the records, with their sources."""
        return explanation_of(self._position, "records", ((item.kind, item.id) for item in self.items))

    def to_json(self) -> list[dict[str, Any]]:
        """Return the records as plain mappings and lists."""
        return [item.to_json() for item in self.items]

    def __str__(self) -> str:
        """Return the records, a line each."""
        return "\n".join(f"{item.id} ({item.kind}){f': {item.says}' if item.says else ''}" for item in self.items)

    def __repr__(self) -> str:
        """Return the number of records."""
        return f"<Listing: {so_many(len(self), 'record')}>"


def listing(position: Position, what: str | Iterable[str] | None = None, *, find: str | None = None) -> Listing:
    """Return the records of a ledger, or some of them.

    Args:
        position: The position; its day of knowledge and its reading count, and its day does not.
        what: Only records of these kinds or families; default: all.
        find: Only records with this text in their id, names, identifiers, words, note or tags, in any case.

    Raises:
        UnknownRecord: There is no such kind or family.
    """
    snapshot, record_index = position.snapshot, position.snapshot.record_index
    chosen = names_of(what)
    kinds = {name: record_index.kinds[name] for name in record_index.kinds} if chosen is not None else {}
    choices = sorted({*kinds, *(cls.family for cls in kinds.values())})
    for name in sorted(chosen or ()):
        if name not in choices:
            raise UnknownRecord(name, choices, "kind or family")
    sought, found = None if find is None else find.casefold(), []
    for record in record_index.records.values():
        if chosen is not None and chosen.isdisjoint((record.kind_name, record.family)):
            continue
        if snapshot.known < FOREVER and record_index.counts_from[record.id] > snapshot.known:
            continue
        says = summary_of(position, record)
        if sought is None or any(sought in text.casefold() for text in _texts(record, says)):
            found.append(_listed(position, record, says))
    return Listing(position.known, tuple(found), position=position)


def _listed(position: Position, record: Record, says: str) -> Listed:
    start, end = record.start, record.end
    return Listed(
        record.id,
        record.kind_name,
        record.family,
        None if start is None else str(start),
        None if end is None else str(end),
        says,
        record.deal,
        learnt(position, record.id),
        record.status,
        cited_ids(record),
    )


def _texts(record: Record, says: str) -> Iterator[str]:
    yield record.id
    yield says
    yield record.note or ""
    yield from record.tags
    if isinstance(record, Party):
        yield from record.aliases
        yield from (number for _, number in record.identifiers)
