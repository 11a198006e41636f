"""Lines: a record and its successors, as known on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

import attrs

from sanctledger.actors import Party
from sanctledger.book import Book
from sanctledger.dates import FOREVER
from sanctledger.evidence import Source
from sanctledger.record import Record

Kind = TypeVar("Kind", bound=Record)


#: The fields that few records fill and that are asked for by name: all are looked up in one pass.
_SELDOM = (
    "end",
    "recorded",
    "reverses",
    "only",
    "replaces",
    "continues",
    "reimposes",
    "includes",
    "delivers",
    "of_which",
    "people",
)


def _is_background(record: Record) -> bool:
    """Whether a record only says who is who: no reading of the evidence leaves parties and sources out."""
    return isinstance(record, (Party, Source)) and record.standing != "retracted"


@attrs.frozen(repr=False)
class Lines:
    """The lines of a book, as known on a day, as far as some standings count.

    A line is a record and those that correct or amend it, one after the other. A reference to any of them names the
    line, and the line is its latest known member. A line whose latest member is retracted is not there.

    Attributes:
        book: The book.
        known: The number of the last day whose knowledge counts.
        standings: The standings that count.
    """

    book: Book
    known: int = FOREVER
    standings: frozenset[str] = frozenset({"confirmed", "reported", "scheduled", "disputed"})

    @cached_property
    def _latest(self) -> dict[str, str]:
        """For each known member of a line of several, the latest known one."""
        counts_from, known = self.book.counts_from, self.known
        group: dict[str, str] = {}

        def root(record_id: str) -> str:
            while (above := group.get(record_id, record_id)) != record_id:
                group[record_id] = group.get(above, above)
                record_id = above
            return record_id

        members: set[str] = set()
        for record_id, olds in self.book.predecessors.items():
            if counts_from[record_id] <= known:
                for old in olds:
                    members |= {record_id, old}
                    group[root(old)] = root(record_id)
        depth = self.book.generations
        latest: dict[str, tuple[int, int, str]] = {}
        for member in members:
            rank = (counts_from[member], depth.get(member, 0), member)
            top = root(member)
            latest[top] = max(latest.get(top, rank), rank)
        return {member: latest[root(member)][2] for member in members}

    @cached_property
    def heads(self) -> dict[str, Record]:
        """The latest known member of each line, by its own id."""
        counts_from, known, latest = self.book.counts_from, self.known, self._latest
        return {
            record_id: record
            for record_id, record in self.book.records.items()
            if counts_from[record_id] <= known
            and latest.get(record_id, record_id) == record_id
            and (record.standing in self.standings or _is_background(record))
        }

    def head(self, record_id: str) -> Record | None:
        """The latest known member of the line that an id names; `None` where there is none."""
        return self.heads.get(self._latest.get(record_id, record_id))

    def resolved(self, ids: tuple[str, ...], cls: type[Kind]) -> tuple[Kind, ...]:
        """The lines of a class that some ids name, each once."""
        if not ids:
            return ()
        if len(ids) == 1:
            only = self.head(ids[0])
            return (only,) if isinstance(only, cls) else ()
        found = {head.id: head for head in map(self.head, ids) if isinstance(head, cls)}
        return tuple(found.values())

    @cached_property
    def by_class(self) -> Mapping[type[Record], tuple[Record, ...]]:
        """The heads by their own class, in order: what asks for a class or two need not look at all records."""
        found: dict[type[Record], list[Record]] = {}
        for record in self.heads.values():
            found.setdefault(type(record), []).append(record)
        return {cls: tuple(records) for cls, records in found.items()}

    @cached_property
    def _saying(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = {field: [] for field in _SELDOM}
        fields_of = {
            cls: [field for field in _SELDOM if field in cls.model_fields or hasattr(cls, field)]
            for cls in self.by_class
        }
        for record in self.heads.values():
            for field in fields_of[type(record)]:
                if getattr(record, field):
                    found[field].append(record)
        return found

    def saying(self, field: str, cls: type[Kind]) -> Iterator[Kind]:
        """The heads of a class that say something in one of the fields that few records fill, in order."""
        return (record for record in self._saying[field] if isinstance(record, cls))

    def of(self, cls: type[Kind]) -> Iterator[Kind]:
        """The heads that are of a class, in order."""
        classes = {one for one in self.by_class if issubclass(one, cls)}
        if len(classes) < 2:  # noqa: PLR2004 - the heads of one class are in order as they are
            return iter([record for one in classes for record in self.by_class[one]])  # type: ignore[misc]  # of that class
        return (record for record in self.heads.values() if type(record) in classes)  # type: ignore[misc]

    def members(self, record_id: str) -> tuple[str, ...]:
        """The known members of the line that an id names, the first first."""
        latest = self._latest.get(record_id, record_id)
        ids = [member for member, top in self._latest.items() if top == latest] or [record_id]
        counts_from, depth = self.book.counts_from, self.book.generations
        return tuple(sorted(ids, key=lambda member: (counts_from[member], depth.get(member, 0), member)))

    def __repr__(self) -> str:
        """How many lines it holds."""
        return f"<Lines: {len(self.heads)} of {len(self.book.records)} record{'s' * (len(self.book.records) != 1)}>"
