"""Versions of records: a record with the records that correct or amend it, as known on a day."""

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
    """The current versions of records, as known on a day, for some statuses.

    A record and those that correct or amend it, one after another, are versions of one record. A reference to any
    version
    names the current one: the latest known version. A record whose current version is retracted is absent.

    Attributes:
        record_index: The index of all records.
        known: The number of the day of knowledge.
        statuses: The statuses that count.
    """

    record_index: RecordIndex
    known: int = FOREVER
    statuses: frozenset[str] = frozenset({"confirmed", "reported", "scheduled", "disputed"})

    @cached_property
    def latest(self) -> dict[str, str]:
        """Return, for each known version of a record with several, the id of the latest."""
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
        """Return the ids of versions that do not count: not known yet, replaced, retracted, or of another status."""
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
        """Return the current versions by their own ids."""
        out = self._left_out
        if not out:
            return self.record_index.records
        return {record_id: record for record_id, record in self.record_index.records.items() if record_id not in out}

    def head(self, record_id: str) -> Record | None:
        """Return the current version of the record with an id; `None` if there is none."""
        return self.heads.get(self.latest.get(record_id, record_id))

    def party_id(self, party: str) -> str:
        """Return the id that a party has now: that of its latest version; the given id if no record has it."""
        head = self.head(party)
        return party if head is None else head.id

    def resolved(self, ids: tuple[str, ...], cls: type[Kind]) -> tuple[Kind, ...]:
        """Return the current versions of some ids that are of a class, each once."""
        if not ids:
            return ()
        if len(ids) == 1:
            only = self.head(ids[0])
            return (only,) if isinstance(only, cls) else ()
        found = {head.id: head for head in map(self.head, ids) if isinstance(head, cls)}
        return tuple(found.values())

    @cached_property
    def columns(self) -> Mapping[type[Record], Columns[Record]]:
        """Return the fields of the current versions, side by side, by class, so that a question reads few classes."""
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
        """Return the current versions of a class with a value in a field, in order."""
        found = [list(some.saying(field)) for one, some in self.columns.items() if issubclass(one, cls)]
        groups = [records for records in found if records]
        if len(groups) < 2:  # noqa: PLR2004 - the heads of one class are in order as they are
            return iter(groups[0] if groups else ())  # type: ignore[arg-type]  # of that class
        return iter(sorted(chain.from_iterable(groups), key=lambda record: self._order[record.id]))  # type: ignore[arg-type]

    def of(self, cls: type[Kind]) -> Iterator[Kind]:
        """Return the current versions of a class, in order."""
        classes = {one for one in self.columns if issubclass(one, cls)}
        if len(classes) < 2:  # noqa: PLR2004 - the heads of one class are in order as they are
            return iter([record for one in classes for record in self.columns[one].records])  # type: ignore[misc]  # of that class
        return (record for record in self.heads.values() if type(record) in classes)  # type: ignore[misc]

    def members(self, record_id: str) -> tuple[str, ...]:
        """Return the ids of the known versions of a record, in the order of replacement."""
        latest = self.latest.get(record_id, record_id)
        ids = [member for member, top in self.latest.items() if top == latest] or [record_id]
        counts_from, depth = self.record_index.counts_from, self.record_index.generations
        return tuple(sorted(ids, key=lambda member: (counts_from[member], depth.get(member, 0), member)))

    def __repr__(self) -> str:
        """Return the number of records."""
        return f"<Versions: {len(self.heads):,} of {so_many(len(self.record_index.records), 'record')}>"
