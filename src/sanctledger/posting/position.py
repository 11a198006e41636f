"""A position: a snapshot of the ledger at the close of a day. Every question is a function of a position."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import OverlappingSides, ReadError, UnknownRecord
from sanctledger.base.reading import Reading
from sanctledger.base.words import in_short, nearest, with_article
from sanctledger.posting.postings import Postings
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import by_name
from sanctledger.records.record import Record
from sanctledger.values.dates import FOREVER

#: One by its name, or several.
Names = str | Iterable[str]
#: A party by its id, or several.
Parties = Names


@refusing_methods()
@attrs.frozen(eq=False)
class Position:
    """A book at the close of a day, as known on a day, under a reading.

    Attributes:
        on: The day at whose close it stands.
        known: The last day whose knowledge counts; `None` for all that is known.
        reading: How the evidence is read.
        snapshot: The records as known on the day.
    """

    on: dt.date
    known: dt.date | None
    reading: Reading
    snapshot: Snapshot = attrs.field(repr=False, eq=False)

    @property
    def day(self) -> int:
        """Return the number of the day."""
        return self.on.toordinal()

    @property
    def axes(self) -> dict[str, str | None]:
        """Return the keys `on`, `known` (`None` for everything) and `reading` for JSON."""
        known = None if self.known is None else self.known.isoformat()
        return {"on": self.on.isoformat(), "known": known, "reading": self.reading.claims}

    def index(self, *, rollup: bool) -> Postings:
        """Return the entries by pair of parties and unit."""
        return self.snapshot.postings(rollup=rollup)

    @property
    def stated(self) -> Position:
        """Return the position under the stated reading."""
        return attrs.evolve(self, snapshot=self.snapshot.stated)

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
        if party not in known and party not in self.snapshot.named_parties:
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
