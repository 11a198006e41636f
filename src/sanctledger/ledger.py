"""What people hold: a set of records, and what it says of itself."""

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


#: So many states of knowledge are held ready: those asked of last, for a question on every day of years has thousands.
_HELD = 16


def _own(origins: Origins) -> Origins:
    """Return the origins of one ledger alone: no save of another ledger may change what this one has seen."""
    return origins.copy()


@refusing_methods()
@attrs.frozen(repr=False, hash=False)
class Ledger:
    """A set of dated, sourced records of what parties did to and for each other.

    Immutable: `with_records` and `|` return new ledgers. Two ledgers are equal where they hold equal records and say
    the same of themselves, whatever the order and wherever they were read from. Iterating gives the records.

    Attributes:
        records: The records by id.
        settings: What the ledger says of itself: title, units, terms, the reach of `about`.
        kinds: The catalogue that its records were read with.
        places: Where records stand in files, by id, for those that came from one.
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
        """Give amounts with `about` the bounds that the settings give them, whoever made the records."""
        if changed := all_bound_by(self.records, self.settings.about):
            object.__setattr__(self, "records", by_id({**self.records, **changed}))

    def __hash__(self) -> int:
        """By the ids that it holds."""
        return hash(frozenset(self.records))

    def __reduce__(self) -> tuple[Any, ...]:
        """What a copy or a pickle is made from: all but what was worked out."""
        given = dict(self.records), self.settings, self.kinds, dict(self.places), self.broken, self._locate
        return partial(Ledger, origins=self._origins), given

    # What it holds.

    @property
    def title(self) -> str | None:
        """Its title."""
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
        """Return whether it holds a record of that id; of a record, whether it holds one that is equal."""
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
            UnknownKind: The catalogue holds no such kind, and no record is of it.
        """
        found = tuple(record for record in self if record.kind_name == kind)
        if not found and kind not in self.kinds:
            raise UnknownKind(kind, tuple(self.kinds))
        return found

    @cached_property
    def record_index(self) -> RecordIndex:
        """Its records by link, with the days since which they are known."""
        settings = self.settings
        return RecordIndex(self.records, self.units, settings.about, self.broken, self.kinds, settings.terms)

    @cached_property
    def units(self) -> Units:
        """Return the units that it declares, and those that the kinds of its records declare and it does not."""
        declared = self.settings.units
        if not self.kinds.units.declared:
            return declared
        used = {type(record) for record in self.records.values()}
        return declared.beside(declared_units(cls for cls in self.kinds.own if cls in used))

    def links_from(self, record_id: str) -> tuple[Link, ...]:
        """What a record refers to: each link with the field that makes it, in the order of the fields.

        Raises:
            UnknownRecord: The ledger holds no such record.
        """
        return self.record_index.links_from(self[record_id].id)

    def links_to(self, record_id: str) -> tuple[Link, ...]:
        """What refers to a record: each link with the field that makes it, in the order of the records.

        Raises:
            UnknownRecord: The ledger holds no such record.
        """
        return self.record_index.links_to(self[record_id].id)

    def line(self, record_id: str, known: Day | None = None) -> tuple[Record, ...]:
        """Return a record and all that correct or amend it, as known on a day: the one that stands comes last.

        Raises:
            UnknownRecord: The ledger holds no such record.
            ReadError: The day cannot be read.
        """
        day = day_number(None if known is None else as_day(known))
        lines = self._snapshot(day, Reading()).versions
        return tuple(self[member] for member in lines.members(self[record_id].id))

    def history(self, record_id: str, known: Day | None = None, reading: Reading | str = Reading()) -> History:
        """What became of a record: its corrections and amendments, and all that others say of it or do to it.

        Claims, statements, assessments, deliveries, easings and reversals are among it, in the order in which they
        became known, each with the days for which it holds.

        Args:
            record_id: Any record of the line.
            known: Only what was known on this day; default: everything.
            reading: Which statuses count.

        Raises:
            UnknownRecord: The ledger holds no such record, or did not on the day.
            ReadError: The day or the reading cannot be read.
        """
        return history(self.at(dt.date.max, known, reading), record_id)

    def listing(
        self, what: str | Iterable[str] | None = None, *, find: str | None = None, known: Day | None = None
    ) -> Listing:
        """What it holds, a line a record in its own order, corrected records too.

        Args:
            what: Only the records of these kinds or families, such as `"deal"` or `("state", "sanction")`.
            find: Only those in whose id, names, identifiers, words, note or tags this text stands, in whatever case.
            known: Only what was known on this day; default: everything.

        Raises:
            UnknownRecord: There is no such kind or family.
            ReadError: The day cannot be read.
        """
        return listing(self.at(dt.date.max, known), what, find=find)

    def recorded(self, record_id: str) -> dt.date | None:
        """Return the day since which a record counts as known; `None` where nothing gives a day.

        It is the record's own `recorded`; if it has none, the earliest publication among its sources that is not
        before its start, else the latest day that its start may be. A record that replaces another is never known
        before it.

        Raises:
            UnknownRecord: The ledger holds no such record.
        """
        number = self.record_index.counts_from[self[record_id].id]
        return None if number >= FOREVER else dt.date.fromordinal(number)

    # Other ledgers.

    def with_records(self, *records: Record) -> Ledger:
        """Return a ledger that also holds these records.

        Raises:
            DuplicateId: One of them has an id that is taken; both places are named.
            ReadError: One of them is no record of a kind.
        """
        joined = dict(self.records)
        for number, record in enumerate(checked(records), 1):
            if record.id in joined:
                raise DuplicateId(record.id, self._where(record.id), f"new record {number} ({record})")
            joined[record.id] = record
        return attrs.evolve(self, records=joined)

    def __or__(self, other: Ledger) -> Ledger:
        """Return the records of both. A record that both hold alike counts once.

        Raises:
            DuplicateId: They hold different records under one id.
            SettingsClash: They give a unit or the word `about` two meanings.
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

        Read again, the file gives an equal ledger. The old file stays whole until the new one is complete; comments in
        it are not carried over.

        One writer at a time: another is waited for, and a file that somebody has changed since this ledger was read
        from it, or that could not be read whole, is left alone.

        Args:
            path: The file.
            wait: How many seconds to wait for another writer; 0 to ask once.

        Returns:
            The path that was written.

        Raises:
            UnknownFormat: The name ends in none of these.
            BrokenText: A text holds a lone surrogate, which no file can hold.
            LedgerBusy: Another was writing the file all the while.
            ChangedMeanwhile: The file has changed since this ledger, or one that it was made from, was read from it.
            PartlyRead: The ledger was read from this file, and not all of it could be read.
            OneOfSeveral: The file is one of several that were read as one ledger: all records would stand in it, and
                most of them twice.
            NotWritable: The file is read-only, or nothing can be made in its folder.
            OSError: The file cannot be written for another reason, such as a full disk. Whatever is raised, a whole
                file stands there: the old one, or the new one where only the folder could not be flushed.
        """
        return write(self, self.settings, path, origins=self._origins, wait=wait)

    # What it answers.

    def at(self, on: Day | None = None, known: Day | None = None, reading: Reading | str = Reading()) -> View:
        """Return the ledger at the close of a day.

        Args:
            on: The day; default: today. What starts on it counts, what ends on it does not.
            known: Only what was known on this day counts; default: everything.
            reading: Which statuses count, and what to do with rival claims: a `Reading`, or `"widest"` or `"stated"`.

        Raises:
            ReadError: A day or the reading cannot be read.
        """
        day = dt.date.today() if on is None else as_day(on)  # noqa: DTZ011 - the reader's own calendar
        asked, learnt = Reading.of(reading), None if known is None else as_day(known)
        return View(day, learnt, asked, self._snapshot(day_number(learnt), asked), self.title, self.at)

    def entries(self, known: Day | None = None, reading: Reading | str = Reading()) -> tuple[Entry, ...]:
        """Every double-entry line, in the order of the records: the table under every position.

        Raises:
            ReadError: The day or the reading cannot be read.
        """
        day = day_number(None if known is None else as_day(known))
        return self._snapshot(day, Reading.of(reading)).entries

    def check(
        self, rules: Iterable[Rule] | None = None, today: Day | None = None, policy: Policy | None = None
    ) -> Report:
        """Return all that the rules find wrong or doubtful, at once, each at its place.

        What the ledger's own `checks` and the allowances of its records set aside is left out.

        Args:
            rules: The rules; the built-in ones and those of its kinds if absent. Add your own with
                `(*sanctledger.checks.BUILT_IN, mine)`.
            today: The day from which what is overdue is judged; the day of the reader's calendar if absent.
            policy: Which rules to ask, and how gravely to take each: what the ledger says if absent.

        Raises:
            ReadError: The day cannot be read, or one of the rules is none.
            RuleClash: Two rules have one code.
        """
        judging = self.settings.checks if policy is None else policy
        day = None if today is None else as_day(today)
        with CollectorPaused():
            asked = rules_of(self.kinds) if rules is None else rules
            found = check(self._snapshot(FOREVER, Reading()), asked, day, judging)
            return Report.placed(found, self.places, self._locate, judging.place)

    def place(self, record_id: str | None, field: str | None = None) -> Place | None:
        """Where a record, or a field of it, stands in its file; `None` for what came from none."""
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
        """Its title, how many records it holds, and how many it keeps without knowing their kinds."""
        title = f" {self.title!r}" if self.title else ""
        return f"<Ledger{title}: {so_many(len(self), 'record')}>"


@attrs.frozen
class Loaded:
    """What was read: a ledger of all that could be, and what is wrong with the rest.

    Attributes:
        ledger: The ledger of the records that could be read.
        report: What is wrong with the text of the files; the ledger's own `check` finds the rest.
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
        path: A `.yaml` or `.jsonl` file, a directory of such files, or the name of a case: `belarus`, `iran`. A file or
            directory of that name goes before a case.
        kinds: The catalogue of kinds that records may be of.

    Raises:
        LedgerNotFound: There is neither a file, nor a directory, nor a case of that name.
        UnknownFormat: The file's name ends in none of the endings.
        InvalidLedger: Something in the files cannot be read; the error carries every finding with its place.
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
    """Return the ledger of all that can be read, and a report of what cannot.

    Args:
        path: As in `load`.
        kinds: As in `load`.

    Raises:
        LedgerNotFound: There is neither a file, nor a directory, nor a case of that name.
        UnknownFormat: The file's name ends in none of the endings.
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
