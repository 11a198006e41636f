"""Versions: a record and its successors, as known on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TypeVar, get_args

import attrs

from sanctledger.base.words import so_many
from sanctledger.posting.record_index import RecordIndex
from sanctledger.records.columns import Columns
from sanctledger.records.entry import Status
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sources import Source
from sanctledger.values.dates import BEGINNING, FOREVER

Kind = TypeVar("Kind", bound=Record)

#: The statuses in which a record counts that only says who is who: no reading of the evidence leaves these out.
_WHO_IS_WHO = frozenset(get_args(Status)) - {"retracted"}


@attrs.frozen(repr=False)
class Versions:
    """The lines of a book, as known on a day, as far as some statuses count.

    A line is a record and those that correct or amend it, one after the other. A reference to any of them names the
    line, and the line is its latest known member. A line whose latest member is retracted is not there.

    Attributes:
        record_index: The book.
        known: The number of the last day whose knowledge counts.
        statuses: The statuses that count.
    """

    record_index: RecordIndex
    known: int = FOREVER
    statuses: frozenset[str] = frozenset({"confirmed", "reported", "scheduled", "disputed"})

    @cached_property
    def latest(self) -> dict[str, str]:
        """For each known member of a line of several, the latest known one."""
        if not self.record_index.predecessors:
            return {}
        counts_from, known = self.record_index.counts_from, self.known
        group: dict[str, str] = {}

        def root(record_id: str) -> str:
            while (above := group.get(record_id, record_id)) != record_id:
                group[record_id] = group.get(above, above)
                record_id = above
            return record_id

        members: set[str] = set()
        for record_id, olds in self.record_index.predecessors.items():
            if counts_from[record_id] <= known:
                for old in olds:
                    members |= {record_id, old}
                    group[root(old)] = root(record_id)
        depth = self.record_index.generations
        latest: dict[str, tuple[int, int, str]] = {}
        for member in members:
            rank = (counts_from[member], depth.get(member, 0), member)
            top = root(member)
            latest[top] = max(latest.get(top, rank), rank)
        return {member: latest[root(member)][2] for member in members}

    @cached_property
    def _left_out(self) -> frozenset[str]:
        """The ids of what does not stand: not known yet, replaced by a later member of its line, or not counted."""
        record_index, known = self.record_index, self.known
        found = {member for member, top in self.latest.items() if member != top}
        if known < FOREVER and known < max(record_index.days_of_knowledge, default=BEGINNING):
            found |= {record_id for record_id, day in record_index.counts_from.items() if day > known}
        for cls, some in record_index.columns.items():
            counted = _WHO_IS_WHO if issubclass(cls, (Party, Source)) else self.statuses
            if not counted.issuperset(some["status"]):
                found.update(one for one, said in zip(some["id"], some["status"], strict=True) if said not in counted)
        return frozenset(found)

    @cached_property
    def heads(self) -> Mapping[str, Record]:
        """Return the latest known member of each line, by its own id."""
        out = self._left_out
        if not out:
            return self.record_index.records
        return {record_id: record for record_id, record in self.record_index.records.items() if record_id not in out}

    def head(self, record_id: str) -> Record | None:
        """Return the latest known member of the line that an id names; `None` if there is none."""
        return self.heads.get(self.latest.get(record_id, record_id))

    def party_id(self, party: str) -> str:
        """Return the id that a party has now: that of its latest version; the given id if no record has it."""
        head = self.head(party)
        return party if head is None else head.id

    def resolved(self, ids: tuple[str, ...], cls: type[Kind]) -> tuple[Kind, ...]:
        """Return the lines of a class that some ids name, each once."""
        if not ids:
            return ()
        if len(ids) == 1:
            only = self.head(ids[0])
            return (only,) if isinstance(only, cls) else ()
        found = {head.id: head for head in map(self.head, ids) if isinstance(head, cls)}
        return tuple(found.values())

    @cached_property
    def columns(self) -> Mapping[type[Record], Columns[Record]]:
        """The heads by their own class, their fields side by side: what asks for a class or two looks at no others."""
        out, found = self._left_out, {}
        for cls, some in self.record_index.columns.items():
            status = some if out.isdisjoint(some["id"]) else Columns(cls, self._standing(some))
            if len(status):
                found[cls] = status
        return found

    def _standing(self, some: Columns[Record]) -> tuple[Record, ...]:
        return tuple(record for record in some.records if record.id not in self._left_out)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {record_id: number for number, record_id in enumerate(self.heads)}

    def saying(self, field: str, cls: type[Kind]) -> Iterator[Kind]:
        """Return the heads of a class that say something in a field, in order."""
        found = [list(some.saying(field)) for one, some in self.columns.items() if issubclass(one, cls)]
        groups = [records for records in found if records]
        if len(groups) < 2:  # noqa: PLR2004 - the heads of one class are in order as they are
            return iter(groups[0] if groups else ())  # type: ignore[arg-type]  # of that class
        return iter(sorted(chain.from_iterable(groups), key=lambda record: self._order[record.id]))  # type: ignore[arg-type]

    def of(self, cls: type[Kind]) -> Iterator[Kind]:
        """Return the heads that are of a class, in order."""
        classes = {one for one in self.columns if issubclass(one, cls)}
        if len(classes) < 2:  # noqa: PLR2004 - the heads of one class are in order as they are
            return iter([record for one in classes for record in self.columns[one].records])  # type: ignore[misc]  # of that class
        return (record for record in self.heads.values() if type(record) in classes)  # type: ignore[misc]

    def members(self, record_id: str) -> tuple[str, ...]:
        """Return the known members of the line that an id names, the first first."""
        latest = self.latest.get(record_id, record_id)
        ids = [member for member, top in self.latest.items() if top == latest] or [record_id]
        counts_from, depth = self.record_index.counts_from, self.record_index.generations
        return tuple(sorted(ids, key=lambda member: (counts_from[member], depth.get(member, 0), member)))

    def __repr__(self) -> str:
        """Return how many lines it holds."""
        return f"<Versions: {len(self.heads):,} of {so_many(len(self.record_index.records), 'record')}>"
