"""A position: a snapshot of the ledger at the close of a day. Every question is a function of a position."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import OverlappingSides, ReadError, UnknownRecord
from sanctledger.base.reading import Reading
from sanctledger.base.words import in_short, nearest, with_article
from sanctledger.posting.designations import Designations
from sanctledger.posting.postings import Postings
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import by_name
from sanctledger.records.record import Record
from sanctledger.values.dates import FOREVER

#: One name or several.
Names = str | Iterable[str]
#: One id of a party or several.
Parties = Names


@attrs.frozen(eq=False, repr=False)
class Books:
    """A snapshot with its indexes, which are made when they are first used.

    Attributes:
        snapshot: The snapshot.
    """

    snapshot: Snapshot

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts of a copy or a pickle, without derived values."""
        return Books, (self.snapshot,)

    @cached_property
    def rolled_up(self) -> Postings:
        """Return the index in which acts that affect a party count for its state."""
        return Postings(self.snapshot, rollup=True)

    @cached_property
    def as_named(self) -> Postings:
        """Return the index in which only the named parties count."""
        return Postings(self.snapshot, rollup=False)

    @cached_property
    def designations(self) -> Designations:
        """Return the sanctions by target."""
        return Designations(self.snapshot)

    @cached_property
    def acting(self) -> frozenset[str]:
        """Return the ids that records use as parties, with or without a party record."""
        return frozenset(party for record in self.snapshot.versions.heads.values() for party in record.parties)

    @cached_property
    def stated(self) -> Books:
        """Return the books under the stated reading."""
        return self if self.snapshot.stated is self.snapshot else Books(self.snapshot.stated)


@refusing_methods()
@attrs.frozen(eq=False)
class Position:
    """The ledger at the close of a day, as known on a day, under a reading.

    Attributes:
        on: The day.
        known: The day of knowledge; `None` for everything.
        reading: The reading of the evidence.
        books: The snapshot with its indexes.
    """

    on: dt.date
    known: dt.date | None
    reading: Reading
    books: Books = attrs.field(repr=False, eq=False)

    @property
    def day(self) -> int:
        """Return the number of the day."""
        return self.on.toordinal()

    @property
    def snapshot(self) -> Snapshot:
        """Return the snapshot."""
        return self.books.snapshot

    @property
    def axes(self) -> dict[str, str | None]:
        """Return the keys `on`, `known` (`None` for everything) and `reading` for JSON."""
        known = None if self.known is None else self.known.isoformat()
        return {"on": self.on.isoformat(), "known": known, "reading": self.reading.claims}

    def index(self, *, rollup: bool) -> Postings:
        """Return the entries by pair of parties and unit."""
        return self.books.rolled_up if rollup else self.books.as_named

    @property
    def stated(self) -> Position:
        """Return the position under the stated reading."""
        return attrs.evolve(self, books=self.books.stated)

    def side(self, parties: Parties, *, rollup: bool) -> frozenset[str]:
        """Return the parties of one side of a question, without parties that count for another party of the side.

        Raises:
            UnknownRecord: The ledger has no party with that id.
            ReadError: No party is named, or the value is not an id.
        """
        snapshot = self.snapshot
        named = [parties] if isinstance(parties, str | Record) else list(parties)
        if not named:
            raise ReadError("", "names nobody", "name a party by its id, or several")
        for party in named:
            if not isinstance(party, str):
                raise ReadError(in_short(party), "is not the id of a party", "name a party by its id, such as `us`")
            self.check_party(party)
        ids = [snapshot.party_id(party) for party in named]
        if not rollup:
            return frozenset(ids)
        return frozenset(party for party in ids if not set(snapshot.rolled_up(party)[1:]).intersection(ids))

    def sides(self, a: Parties, b: Parties | None, *, rollup: bool) -> tuple[frozenset[str], frozenset[str] | None]:
        """Return both sides of a question; the second is `None` for everybody else.

        Raises:
            UnknownRecord: The ledger has no party with that id.
            ReadError: A side names nobody.
            OverlappingSides: A party is on both sides.
        """
        first = self.side(a, rollup=rollup)
        second = None if b is None else self.side(b, rollup=rollup)
        if second is not None and (shared := first & second):
            raise OverlappingSides(tuple(sorted(shared)))
        return first, second

    def check_party(self, party: str) -> None:
        """Check that the ledger has a party with an id, or that a record names the id as a party.

        Raises:
            UnknownRecord: Neither is the case.
        """
        known = self.snapshot.record_index.parties
        if party not in known and party not in self.books.acting:
            raise self.unknown(party, "party", known)

    def unknown(self, asked: object, what: str, known: Iterable[str]) -> UnknownRecord:
        """Return the error for an id without a record of a class on the day, with similar ids or the day of knowledge.

        Args:
            asked: The id, or the value that was given as one.
            what: The class, such as `deal`.
            known: The ids of that class.
        """
        wanted = asked if isinstance(asked, str) else in_short(asked)
        record_index, why = self.snapshot.record_index, ""
        if wanted in record_index.records:
            head, known_from = self.snapshot.versions.head(wanted), record_index.counts_from[wanted]
            if head is not None:
                why = f"it is {with_article(head.kind_name)}"
            elif known_from > self.snapshot.known:
                why = f"it is known from {dt.date.fromordinal(known_from)} on"
            else:
                why = "by its status it does not count"
        names = by_name(record_index.parties.values()) if what == "party" else {}
        named = names.get(wanted.casefold())
        if named is None and nearest(wanted, known := tuple(known)) is None:
            named = names.get(nearest(wanted.casefold(), names) or "")
        return UnknownRecord(wanted, tuple(known), what, named=named, why=why)

    def record(self, record_id: str) -> Record:
        """Return the record with an id, as known on the day, in its current version.

        Raises:
            UnknownRecord: The ledger has no such record, or the record was not known on the day.
        """
        head = self.snapshot.versions.head(record_id)
        if head is None:
            raise self.unknown(record_id, "record", self.snapshot.versions.heads)
        return head


def day_number(known: dt.date | None) -> int:
    """Return the number of a day of knowledge; `FOREVER` for everything."""
    return FOREVER if known is None else known.toordinal()
