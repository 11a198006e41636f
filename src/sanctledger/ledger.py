"""The ledger: its records and settings, the functions that load it, and the questions that need no day."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar, overload

import attrs

from sanctledger.base.arguments import refusing, refusing_methods
from sanctledger.base.common_errors import DuplicateId, UnknownKind, UnknownRecord
from sanctledger.base.findings import Finding, Locate, Place, Report
from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.base.reading import Reading
from sanctledger.base.words import so_many
from sanctledger.checks import Rule, check, rules_of
from sanctledger.checks.references import NAMING
from sanctledger.files.load import FilesRead, PathLike, note_flaws, read_files
from sanctledger.files.lock import WAIT
from sanctledger.files.origins import Origins
from sanctledger.files.places import located
from sanctledger.files.write import write
from sanctledger.posting.collection import by_id, checked
from sanctledger.posting.position import Books, day_number
from sanctledger.posting.record_index import Link, RecordIndex
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.history import History, history
from sanctledger.questions.listing import Listing, listing
from sanctledger.records.check_policy import Policy
from sanctledger.records.entry import Entry
from sanctledger.records.kind_checks import declared_units
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.records.settings import Settings
from sanctledger.records.tolerance import all_bound_by
from sanctledger.values.dates import FOREVER, Day, as_day
from sanctledger.values.units import Units
from sanctledger.view import View

Kind = TypeVar("Kind", bound=Record)
Other = TypeVar("Other")


#: The number of snapshots to keep, the last ones used. A question on every day of some years makes thousands.
_HELD = 16


def _own(origins: Origins) -> Origins:
    """Return a copy of the origins, so that saving another ledger does not change those of this one."""
    return origins.copy()


@refusing_methods()
@attrs.frozen(repr=False, hash=False)
class Ledger:
    """A set of dated, sourced records of what parties did to and for each other.

    Immutable: `with_records` and `|` return new ledgers. Two ledgers are equal if their records and settings are
    equal. Neither the order of the records nor the file matters. Iterating gives the records.

    Attributes:
        records: The records by id.
        settings: The settings: title, units, terms, the tolerance of `about`, checks.
        kinds: The catalogue that the records were read with.
        places: The file and line of each record that was read from a file, by id.
        broken: The ids of records that could not be read.
    """

    records: Mapping[str, Record] = attrs.field(default=(), converter=by_id)
    settings: Settings = attrs.field(default=Settings(), validator=attrs.validators.instance_of(Settings))
    kinds: Kinds = attrs.field(default=KINDS, eq=False)
    places: Mapping[str, Place] = attrs.field(factory=dict, eq=False)
    broken: frozenset[str] = attrs.field(default=frozenset(), eq=False)
    _locate: Locate | None = attrs.field(default=None, eq=False)
    _origins: Origins = attrs.field(factory=Origins, converter=_own, eq=False, kw_only=True)
    _snapshots: dict[tuple[int, Reading], Books] = attrs.field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Give each amount with `about` the bounds that the settings define, for records made in code as well."""
        if changed := all_bound_by(self.records, self.settings.about):
            object.__setattr__(self, "records", by_id({**self.records, **changed}))

    def __hash__(self) -> int:
        """Return a hash of the ids of the records."""
        return hash(frozenset(self.records))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts to copy or pickle: all but the derived snapshots."""
        given = dict(self.records), self.settings, self.kinds, dict(self.places), self.broken, self._locate
        return partial(Ledger, origins=self._origins), given

    # The records.

    @property
    def title(self) -> str | None:
        """Return the title; `None` if the ledger has none."""
        return self.settings.title

    def __getitem__(self, record_id: str) -> Record:
        """Return the record of an id.

        Raises:
            UnknownRecord: There is none.
        """
        try:
            return self.records[record_id]
        except KeyError:
            raise UnknownRecord(record_id, tuple(self.records)) from None

    @overload
    def get(self, record_id: str) -> Record | None: ...
    @overload
    def get(self, record_id: str, default: Other) -> Record | Other: ...
    def get(self, record_id: str, default: object = None) -> object:
        """Return the record of an id, or the default."""
        return self.records.get(record_id, default)

    def __contains__(self, asked: object) -> bool:
        """Return whether the ledger has a record with this id, or a record equal to this one."""
        return self.records.get(asked.id) == asked if isinstance(asked, Record) else asked in self.records

    def __iter__(self) -> Iterator[Record]:
        """Return the records."""
        return iter(self.records.values())

    def __len__(self) -> int:
        """Return how many records it holds."""
        return len(self.records)

    @overload
    def family(self, family: str) -> tuple[Record, ...]: ...
    @overload
    def family(self, family: type[Kind]) -> tuple[Kind, ...]: ...
    def family(self, family: str | type[Kind]) -> tuple[Record, ...]:
        """Return the records of a family in their order, by its name (`"sanction"`) or class.

        Raises:
            UnknownRecord: No kind of the catalogue and no record is of a family of that name.
        """
        if not isinstance(family, str):
            return tuple(record for record in self if isinstance(record, family))
        known = dict.fromkeys(one.family for one in (*self.kinds.classes, *self))
        if family not in known:
            raise UnknownRecord(family, tuple(known), "family")
        return tuple(record for record in self if record.family == family)

    def kind(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind (`"asset_freeze"`) in their order.

        Raises:
            UnknownKind: The kind is neither in the catalogue nor the kind of any record.
        """
        found = tuple(record for record in self if record.kind_name == kind)
        if not found and kind not in self.kinds:
            raise UnknownKind(kind, tuple(self.kinds))
        return found

    @cached_property
    def record_index(self) -> RecordIndex:
        """Return the records with their links and the days since which they are known."""
        settings = self.settings
        return RecordIndex(self.records, self.units, settings.about, self.broken, self.kinds, settings.terms)

    @cached_property
    def units(self) -> Units:
        """Return the units of the settings, and the units that only the kinds of the records declare."""
        declared = self.settings.units
        if not self.kinds.units.declared:
            return declared
        used = {type(record) for record in self.records.values()}
        return declared.beside(declared_units(cls for cls in self.kinds.own if cls in used))

    def links_from(self, record_id: str) -> tuple[Link, ...]:
        """Return the links from a record to others, each with its field, in the order of the fields.

        Raises:
            UnknownRecord: The ledger holds no such record.
        """
        return self.record_index.links_from(self[record_id].id)

    def links_to(self, record_id: str) -> tuple[Link, ...]:
        """Return the links from other records to a record, each with its field, in the order of the records.

        Raises:
            UnknownRecord: The ledger holds no such record.
        """
        return self.record_index.links_to(self[record_id].id)

    def line(self, record_id: str, known: Day | None = None) -> tuple[Record, ...]:
        """Return the versions of a record, as known on a day: with all that correct or amend it, the current one last.

        Raises:
            UnknownRecord: The ledger holds no such record.
            ReadError: The day cannot be read.
        """
        day = day_number(None if known is None else as_day(known))
        lines = self._books(day, Reading()).snapshot.versions
        return tuple(self[member] for member in lines.members(self[record_id].id))

    def history(self, record_id: str, known: Day | None = None, reading: Reading | str = Reading()) -> History:
        """Return the history of a record: its corrections and amendments, and the records that refer to it.

        Claims, statements, assessments, deliveries, easings and reversals are included. All are in the order in which
        they became known, each with the days for which it holds.

        Args:
            record_id: The id of any version of the record.
            known: Only what was known on this day; default: everything.
            reading: Which statuses count.

        Raises:
            UnknownRecord: The ledger has no such record, or it was not known on the day.
            ReadError: The day or the reading cannot be read.
        """
        return history(self.at(dt.date.max, known, reading), record_id)

    def listing(
        self, what: str | Iterable[str] | None = None, *, find: str | None = None, known: Day | None = None
    ) -> Listing:
        """Return the records of the ledger, one line each, in their order; corrected records are included.

        Args:
            what: Only records of these kinds or families, such as `"deal"` or `("state", "sanction")`.
            find: Only records that contain this text in their id, names, identifiers, one-line summary, note or tags.
                Upper and lower case are the same.
            known: Only what was known on this day; default: everything.

        Raises:
            UnknownRecord: There is no such kind or family.
            ReadError: The day cannot be read.
        """
        return listing(self.at(dt.date.max, known), what, find=find)

    def recorded(self, record_id: str) -> dt.date | None:
        """Return the day since which a record counts as known; `None` if nothing gives a day.

        The day is the first of these that exists:

        - the record's own `recorded`;
        - the earliest publication among its sources that is not before its start;
        - the latest day that its start may be.

        A record that replaces another is never known before that other record.

        Raises:
            UnknownRecord: The ledger holds no such record.
        """
        number = self.record_index.counts_from[self[record_id].id]
        return None if number >= FOREVER else dt.date.fromordinal(number)

    # Other ledgers.

    def with_records(self, *records: Record) -> Ledger:
        """Return a ledger that also holds these records.

        Raises:
            DuplicateId: An id is taken; the error names both places.
            ReadError: An argument is not a record of a kind.
        """
        joined = dict(self.records)
        for number, record in enumerate(checked(records), 1):
            if record.id in joined:
                raise DuplicateId(record.id, self._where(record.id), f"new record {number} ({record})")
            joined[record.id] = record
        return attrs.evolve(self, records=joined)

    def __or__(self, other: Ledger) -> Ledger:
        """Return a ledger with the records of both; a record that is equal in both counts once.

        Raises:
            DuplicateId: The two ledgers have different records under one id.
            SettingsClash: The two ledgers give a unit or the word `about` two meanings.
        """
        joined = dict(self.records)
        for record in other:
            if joined.setdefault(record.id, record) != record:
                raise DuplicateId(record.id, self._where(record.id), other._where(record.id))
        return Ledger(
            joined,
            settings=self.settings.merged(other.settings),
            kinds=self.kinds | other.kinds,
            places={**other.places, **self.places},
            broken=self.broken | other.broken,
            locate=self._locate or other._locate,
            origins=self._origins | other._origins,
        )

    def _where(self, record_id: str) -> str:
        place = self.places.get(record_id)
        return f"{self.records[record_id]} of {self!r}" if place is None else str(place)

    def save(self, path: str | os.PathLike[str], *, wait: float = WAIT) -> Path:
        """Write the ledger to a `.yaml`, `.yml` or `.jsonl` file, in canonical order and spelling.

        Loading the file gives an equal ledger. The old file is replaced only when the new one is complete. Comments of
        the old file are lost.

        One program writes at a time; `save` waits for another. The file is left alone if somebody has changed it since
        this ledger was read, or if part of it could not be read.

        Args:
            path: The file.
            wait: How many seconds to wait for another writer; 0 to ask once.

        Returns:
            The path that was written.

        Raises:
            UnknownFormat: The name has another ending.
            BrokenText: A text has a lone surrogate, which no file can contain.
            LedgerBusy: Another program was still writing the file when the time was up.
            ChangedMeanwhile: The file has changed since this ledger, or a ledger that it was made from, was read.
            PartlyRead: The ledger was read from this file, and part of the file could not be read.
            OneOfSeveral: The file is one of several that were read as one ledger. It would get the records of all of
                them, and most records would be in two files.
            NotWritable: The file is read-only, or its folder does not allow new files.
            OSError: The file cannot be written for another reason, such as a full disk. After any error the file is
                complete: the old one, or the new one if only the folder could not be flushed to disk.
        """
        return write(self, self.settings, path, origins=self._origins, wait=wait)

    # Questions.

    def at(self, on: Day | None = None, known: Day | None = None, reading: Reading | str = Reading()) -> View:
        """Return the ledger at the close of a day.

        Args:
            on: The day; default: today. Records that start on it count; records that end on it do not.
            known: Only what was known on this day counts; default: everything.
            reading: Which statuses count, and whether rival claims do: a `Reading`, `"widest"` or `"stated"`.

        Raises:
            ReadError: A day or the reading cannot be read.
        """
        day = dt.date.today() if on is None else as_day(on)  # noqa: DTZ011 - the reader's own calendar
        asked, learnt = Reading.of(reading), None if known is None else as_day(known)
        return View(day, learnt, asked, self._books(day_number(learnt), asked), self.title, self.at)

    def entries(self, known: Day | None = None, reading: Reading | str = Reading()) -> tuple[Entry, ...]:
        """Return all double-entry lines, in the order of the records. Every balance is a sum over these.

        Raises:
            ReadError: The day or the reading cannot be read.
        """
        day = day_number(None if known is None else as_day(known))
        return self._books(day, Reading.of(reading)).snapshot.entries

    def check(
        self, rules: Iterable[Rule] | None = None, today: Day | None = None, policy: Policy | None = None
    ) -> Report:
        """Return all problems that the rules find, each with its place in the files.

        Findings that the ledger's `checks` setting or a record's own allowance switches off are left out.

        Args:
            rules: The rules; default: the built-in rules and those of the ledger's kinds. Add your own with
                `(*sanctledger.checks.BUILT_IN, mine)`.
            today: The day by which promises may be overdue; default: today.
            policy: Which rules to apply, and how severe each is; default: the `checks` of the ledger.

        Raises:
            ReadError: The day cannot be read, or a rule is not a rule.
            RuleClash: Two rules have the same code.
        """
        judging = self.settings.checks if policy is None else policy
        day = None if today is None else as_day(today)
        with CollectorPaused():
            asked = rules_of(self.kinds) if rules is None else rules
            found = check(self._books(FOREVER, Reading()).snapshot, asked, day, judging)
            return Report.placed(found, self.places, self._locate, judging.place)

    def place(self, record_id: str | None, field: str | None = None) -> Place | None:
        """Return the place of a record, or of one of its fields, in its file; `None` if it was not read from a file."""
        place = None if record_id is None else self.places.get(record_id)
        if place is None or field is None or self._locate is None:
            return place
        return next(self._locate([(place, field)]))

    def _books(self, known: int, reading: Reading) -> Books:
        key = FOREVER if known >= FOREVER else self.record_index.last_learnt(known), reading
        books = self._snapshots.pop(key, None)
        if books is None:
            books = Books(Snapshot(self.record_index, *key))
        self._snapshots[key] = books
        for longest_unasked in list(self._snapshots)[:-_HELD]:
            self._snapshots.pop(longest_unasked, None)
        return books

    def __repr__(self) -> str:
        """Its title, how many records it holds, and how many it keeps without knowing their kinds."""
        title = f" {self.title!r}" if self.title else ""
        return f"<Ledger{title}: {so_many(len(self), 'record')}>"


@attrs.frozen
class Loaded:
    """A ledger of all records that could be read, with a report of the rest.

    Attributes:
        ledger: The ledger of the records that could be read.
        report: The errors in the text of the files. Problems of the records are found by `Ledger.check`.
    """

    ledger: Ledger
    report: Report


@refusing
def load(
    path: PathLike,
    kinds: Kinds = KINDS,
) -> Ledger:
    """Return the ledger of a file, of a directory read as one, or of a shipped case.

    Args:
        path: A `.yaml` or `.jsonl` file, a directory of such files, or the name of a case: `belarus`, `iran`. If a file
            or directory has the name of a case, the file or directory is read.
        kinds: The catalogue of the allowed kinds of records.

    Raises:
        LedgerNotFound: There is neither a file, nor a directory, nor a case of that name.
        UnknownFormat: The name of the file has another ending.
        InvalidLedger: Part of the files cannot be read; the error has every finding with its place.
    """
    loaded = read(path, kinds)
    if len(loaded.report):
        loaded.report.raise_for_errors()
    return loaded.ledger


@refusing
def read(
    path: PathLike,
    kinds: Kinds = KINDS,
) -> Loaded:
    """Return a ledger of the records that can be read, with a report of the rest.

    Args:
        path: As in `load`.
        kinds: As in `load`.

    Raises:
        LedgerNotFound: There is neither a file, nor a directory, nor a case of that name.
        UnknownFormat: The name of the file has another ending.
    """
    with CollectorPaused():
        files = read_files(path, kinds)
        ledger = Ledger(
            files.records,
            settings=files.settings,
            kinds=kinds,
            places=files.places,
            broken=files.broken,
            locate=located,
            origins=files.origins,
        )
        report = files.report(_partial_findings(ledger, files))
        note_flaws(ledger._origins, report)  # noqa: SLF001 - the ledger is made here
        return Loaded(ledger, report)


def _partial_findings(ledger: Ledger, files: FilesRead) -> list[Finding]:
    """Return the findings about ids in records that have a bad field, so that one check shows all mistakes."""
    if not files.partial:
        return []
    whole = attrs.evolve(
        ledger,
        records={**ledger.records, **{name: record for name, (record, _) in files.partial.items()}},
        places={**ledger.places, **{name: place for name, (_, place) in files.partial.items()}},
    )
    codes = {rule.code for rule in NAMING}
    found = whole.check(NAMING, policy=Policy())
    return [finding for finding in found if finding.record in files.partial and finding.code in codes]
