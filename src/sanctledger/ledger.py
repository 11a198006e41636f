"""The ledger: a set of records with its settings, and the functions that read one."""

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
from sanctledger.files.load import FilesRead, PathLike, note_errors, read_files
from sanctledger.files.lock import WAIT
from sanctledger.files.origins import Origins
from sanctledger.files.places import locate_all
from sanctledger.files.write import write
from sanctledger.posting.collection import by_id, checked
from sanctledger.posting.position import day_number
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
    """Return the origins of one ledger alone, so that a save of another ledger does not change them."""
    return origins.copy()


@refusing_methods()
@attrs.frozen(repr=False, hash=False)
class Ledger:
    """A set of dated, sourced records of what parties did to and for each other.

    A ledger is immutable: `with_records` and `|` return new ledgers. Two ledgers are equal if they have equal records
    and settings, whatever the order and the files. Iterating over a ledger returns its records.

    Attributes:
        records: The records by id.
        settings: The settings: title, units, terms, the tolerance of `about`.
        kinds: The catalogue of kinds with which the records were read.
        places: The places of records in files, by id, for records that come from a file.
        broken: The ids of records that could not be read.
    """

    records: Mapping[str, Record] = attrs.field(default=(), converter=by_id)
    settings: Settings = attrs.field(default=Settings(), validator=attrs.validators.instance_of(Settings))
    kinds: Kinds = attrs.field(default=KINDS, eq=False)
    places: Mapping[str, Place] = attrs.field(factory=dict, eq=False)
    broken: frozenset[str] = attrs.field(default=frozenset(), eq=False)
    _locate: Locate | None = attrs.field(default=None, eq=False)
    _origins: Origins = attrs.field(factory=Origins, converter=_own, eq=False, kw_only=True)
    _snapshots: dict[tuple[int, Reading], Snapshot] = attrs.field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Give amounts with `about` the bounds of the settings, however the records were made."""
        if changed := all_bound_by(self.records, self.settings.about):
            object.__setattr__(self, "records", by_id({**self.records, **changed}))

    def __hash__(self) -> int:
        """Return a hash of the ids."""
        return hash(frozenset(self.records))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts of a copy or a pickle, without derived values."""
        given = dict(self.records), self.settings, self.kinds, dict(self.places), self.broken, self._locate
        return partial(Ledger, origins=self._origins), given

    # The records.

    @property
    def title(self) -> str | None:
        """Return the title; `None` if there is none."""
        return self.settings.title

    def __getitem__(self, record_id: str) -> Record:
        """Return the record with an id.

        Raises:
            UnknownRecord: There is no such record.
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
        """Return the record with an id, or the default."""
        return self.records.get(record_id, default)

    def __contains__(self, asked: object) -> bool:
        """Return whether the ledger has a record with an id, or a record that equals the given one."""
        return self.records.get(asked.id) == asked if isinstance(asked, Record) else asked in self.records

    def __iter__(self) -> Iterator[Record]:
        """Return the records."""
        return iter(self.records.values())

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.records)

    @overload
    def family(self, family: str) -> tuple[Record, ...]: ...
    @overload
    def family(self, family: type[Kind]) -> tuple[Kind, ...]: ...
    def family(self, family: str | type[Kind]) -> tuple[Record, ...]:
        """Return the records of a family, given by its name (`"sanction"`) or class, in their order.

        Raises:
            UnknownRecord: Neither a kind of the catalogue nor a record belongs to a family of that name.
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
            UnknownKind: Neither the catalogue nor a record has such a kind.
        """
        found = tuple(record for record in self if record.kind_name == kind)
        if not found and kind not in self.kinds:
            raise UnknownKind(kind, tuple(self.kinds))
        return found

    @cached_property
    def record_index(self) -> RecordIndex:
        """Return the index of the records: their links and the days since which they are known."""
        settings = self.settings
        return RecordIndex(self.records, self.units, settings.about, self.broken, self.kinds, settings.terms)

    @cached_property
    def units(self) -> Units:
        """Return the declared units, and the units that kinds of its records declare."""
        declared = self.settings.units
        if not self.kinds.units.declared:
            return declared
        used = {type(record) for record in self.records.values()}
        return declared.beside(declared_units(cls for cls in self.kinds.own if cls in used))

    def links_from(self, record_id: str) -> tuple[Link, ...]:
        """Return the links from a record to others, each with its field, in the order of the fields.

        Raises:
            UnknownRecord: The ledger has no such record.
        """
        return self.record_index.links_from(self[record_id].id)

    def links_to(self, record_id: str) -> tuple[Link, ...]:
        """Return the links from other records to a record, each with its field, in the order of the records.

        Raises:
            UnknownRecord: The ledger has no such record.
        """
        return self.record_index.links_to(self[record_id].id)

    def line(self, record_id: str, known: Day | None = None) -> tuple[Record, ...]:
        """Return all versions of a record, as known on a day; the current version is the last.

        Raises:
            UnknownRecord: The ledger has no such record.
            ReadError: The day cannot be read.
        """
        day = day_number(None if known is None else as_day(known))
        lines = self._snapshot(day, Reading()).versions
        return tuple(self[member] for member in lines.members(self[record_id].id))

    def history(self, record_id: str, known: Day | None = None, reading: Reading | str = Reading()) -> History:
        """Return the history of a record: its versions, and the records that refer to it.

        Claims, statements, assessments, deliveries, easings and reversals are included, in the order in which they
        became known, each with the days for which it holds.

        Args:
            record_id: Any version of the record.
            known: Only records known on this day count; default: all records.
            reading: The statuses that count.

        Raises:
            UnknownRecord: The ledger has no such record, or the record was not known on the day.
            ReadError: The day or the reading cannot be read.
        """
        return history(self.at(dt.date.max, known, reading), record_id)

    def listing(
        self, what: str | Iterable[str] | None = None, *, find: str | None = None, known: Day | None = None
    ) -> Listing:
        """Return the records of the ledger, a line each, in their order, with all versions.

        Args:
            what: Only records of these kinds or families, such as `"deal"` or `("state", "sanction")`.
            find: Only records with this text in their id, names, identifiers, words, note or tags, in any case.
            known: Only records known on this day; default: all records.

        Raises:
            UnknownRecord: There is no such kind or family.
            ReadError: The day cannot be read.
        """
        return listing(self.at(dt.date.max, known), what, find=find)

    def recorded(self, record_id: str) -> dt.date | None:
        """Return the day since which a record counts as known; `None` if there is no such day.

        The day is the first of these that exists:

        - the field `recorded` of the record;
        - the earliest publication among its sources that is not before its start;
        - the latest day on which it may start.

        A record that replaces another is never known before the other.

        Raises:
            UnknownRecord: The ledger has no such record.
        """
        number = self.record_index.counts_from[self[record_id].id]
        return None if number >= FOREVER else dt.date.fromordinal(number)

    # Other ledgers.

    def with_records(self, *records: Record) -> Ledger:
        """Return a ledger with these records added.

        Raises:
            DuplicateId: An id is taken; the error names both places.
            ReadError: An argument is not a record.
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
            DuplicateId: The two have different records under one id.
            SettingsClash: The two give a unit or the word `about` different meanings.
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

        The file reads back as an equal ledger. The old file stays whole until the new one is complete; its comments are
        not kept.

        Writers take turns: `save` waits for another writer, and does not overwrite a file that has changed since this
        ledger was read from it, or that could not be read in full.

        Args:
            path: The file.
            wait: How many seconds to wait for another writer; 0 to ask once.

        Returns:
            The path that was written.

        Raises:
            UnknownFormat: The name has none of these endings.
            BrokenText: A text has a lone surrogate, which no file can store.
            LedgerBusy: Another program was still writing the file when the time was up.
            ChangedMeanwhile: The file has changed since this ledger, or a ledger that it was made from, was read.
            PartlyRead: The ledger was read from this file, and parts of the file could not be read.
            OneOfSeveral: The file is one of several that were read as one ledger; most records would be in two files.
            NotWritable: The file is read-only, or its folder does not allow new files.
            OSError: The file cannot be written for another reason, such as a full disk. Whatever is raised, there is a
                whole file: the old one, or the new one if only the folder could not be flushed.
        """
        return write(self, self.settings, path, origins=self._origins, wait=wait)

    # Questions.

    def at(self, on: Day | None = None, known: Day | None = None, reading: Reading | str = Reading()) -> View:
        """Return the ledger at the close of a day.

        Args:
            on: The day; default: today. Records that start on it count, records that end on it do not.
            known: Only records known on this day count; default: all records.
            reading: The statuses that count, and the use of rival claims: a `Reading`, or `"widest"` or `"stated"`.

        Raises:
            ReadError: A day or the reading cannot be read.
        """
        day = dt.date.today() if on is None else as_day(on)  # noqa: DTZ011 - the reader's own calendar
        asked, learnt = Reading.of(reading), None if known is None else as_day(known)
        return View(day, learnt, asked, self._snapshot(day_number(learnt), asked), self.title, self.at)

    def entries(self, known: Day | None = None, reading: Reading | str = Reading()) -> tuple[Entry, ...]:
        """Return every double-entry line, in the order of the records; every position is computed from this table.

        Raises:
            ReadError: The day or the reading cannot be read.
        """
        day = day_number(None if known is None else as_day(known))
        return self._snapshot(day, Reading.of(reading)).entries

    def check(
        self, rules: Iterable[Rule] | None = None, today: Day | None = None, policy: Policy | None = None
    ) -> Report:
        """Return all findings of the rules, each with its place.

        Findings that the `checks` of the ledger or the allowances of its records switch off are left out.

        Args:
            rules: The rules; default: the built-in rules and the rules of its kinds. Add your own with
                `(*sanctledger.checks.BUILT_IN, mine)`.
            today: The day on which overdue records are judged; default: today.
            policy: The rules to apply and their severities; default: the policy of the ledger.

        Raises:
            ReadError: The day cannot be read, or an argument of `rules` is not a rule.
            RuleClash: Two rules have the same code.
        """
        judging = self.settings.checks if policy is None else policy
        day = None if today is None else as_day(today)
        with CollectorPaused():
            asked = rules_of(self.kinds) if rules is None else rules
            found = check(self._snapshot(FOREVER, Reading()), asked, day, judging)
            return Report.placed(found, self.places, self._locate, judging.place)

    def place(self, record_id: str | None, field: str | None = None) -> Place | None:
        """Return the place of a record, or of one of its fields, in its file; `None` if it was not read from a file."""
        place = None if record_id is None else self.places.get(record_id)
        if place is None or field is None or self._locate is None:
            return place
        return next(self._locate([(place, field)]))

    def _snapshot(self, known: int, reading: Reading) -> Snapshot:
        key = FOREVER if known >= FOREVER else self.record_index.last_learnt(known), reading
        snapshot = self._snapshots.pop(key, None)
        if snapshot is None:
            snapshot = Snapshot(self.record_index, *key)
        self._snapshots[key] = snapshot
        for longest_unasked in list(self._snapshots)[:-_HELD]:
            self._snapshots.pop(longest_unasked, None)
        return snapshot

    def __repr__(self) -> str:
        """Return the title and the number of records."""
        title = f" {self.title!r}" if self.title else ""
        return f"<Ledger{title}: {so_many(len(self), 'record')}>"


@attrs.frozen
class Loaded:
    """The result of reading: a ledger of all records that could be read, and the findings about the rest.

    Attributes:
        ledger: The ledger.
        report: The findings about the text of the files; `Ledger.check` returns the findings about the records.
    """

    ledger: Ledger
    report: Report


@refusing
def load(
    path: PathLike,
    kinds: Kinds = KINDS,
) -> Ledger:
    """Return the ledger in a file, in all files of a directory, or in a shipped case.

    Args:
        path: A `.yaml` or `.jsonl` file, a directory of such files, or the name of a case: `belarus`, `iran`. A file or
            directory of that name is preferred to a case.
        kinds: The catalogue of kinds that records may have.

    Raises:
        LedgerNotFound: There is no file, directory or case of that name.
        UnknownFormat: The name of the file has none of the endings.
        InvalidLedger: Something in the files cannot be read; the error has every finding with its place.
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
    """Return a ledger of all records that can be read, and a report of all errors.

    Args:
        path: As in `load`.
        kinds: As in `load`.

    Raises:
        LedgerNotFound: There is no file, directory or case of that name.
        UnknownFormat: The name of the file has none of the endings.
    """
    with CollectorPaused():
        files = read_files(path, kinds)
        ledger = Ledger(
            files.records,
            settings=files.settings,
            kinds=kinds,
            places=files.places,
            broken=files.broken,
            locate=locate_all,
            origins=files.origins,
        )
        report = files.report(_partial_findings(ledger, files))
        note_errors(ledger._origins, report)  # noqa: SLF001 - the ledger is made here
        return Loaded(ledger, report)


def _partial_findings(ledger: Ledger, files: FilesRead) -> list[Finding]:
    """Return the findings about ids in records with a bad field, so that one check shows all mistakes."""
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
