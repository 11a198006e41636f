"""What a ledger holds: its records on a line each, so that a stranger finds the ids to ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from sanctledger.base.answer import ListAnswer, Plain
from sanctledger.base.common_errors import UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation, told_of
from sanctledger.questions.filters import names_of
from sanctledger.questions.one_line import cited_ids, learnt, told
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.values.dates import FOREVER


@attrs.frozen
class Listed(Plain):
    """One record of a listing.

    Attributes:
        id: Its id.
        kind: Its kind.
        family: The family of its kind.
        start: The day from which it holds, as the ledger writes it; `None` where it says none.
        end: The first day on which it no longer holds; `None` where it is open-ended.
        says: What it says, on one line: the name of a party, who restrains whom, how much was given.
        deal: The deal that it belongs to.
        recorded: The day since which it is known, as ISO text; `None` where no day is known.
        status: How sure it is.
        sources: The ids of its sources.
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
    """Records of a ledger, in its order: every line's every member, corrected ones too.

    Attributes:
        known: The last day whose knowledge counts; `None` for all that is known.
        items: The records.
    """

    known: dt.date | None
    items: tuple[Listed, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(item.id for item in self.items)

    def explain(self) -> Explanation:
        """Return the records, with their sources."""
        return told_of(self._position, "records", ((item.kind, item.id) for item in self.items))

    def to_json(self) -> list[dict[str, Any]]:
        """Return the rows as the command line prints them."""
        return [item.to_json() for item in self.items]

    def __str__(self) -> str:
        """One line a record."""
        return "\n".join(f"{item.id} ({item.kind}){f': {item.says}' if item.says else ''}" for item in self.items)

    def __repr__(self) -> str:
        """Return how many records."""
        return f"<Listing: {so_many(len(self), 'record')}>"


def listing(position: Position, what: str | Iterable[str] | None = None, *, find: str | None = None) -> Listing:
    """Return the records of a ledger, or some of them.

    Args:
        position: The position; only its knowledge day and its reading matter, not its day.
        what: Only those of these kinds or families; default: all.
        find: Only those in whose id, names, identifiers, words, note or tags this text stands, in whatever case.

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
        says = told(position, record)
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
