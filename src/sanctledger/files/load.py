"""Ledgers read from a file, from a directory of files, or from a shipped case."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs
from pydantic import ValidationError

from sanctledger import cases
from sanctledger.base.common_errors import DuplicateId, LedgerNotFound, UnknownFormat
from sanctledger.base.findings import Finding, Place, Report
from sanctledger.files import jsonl
from sanctledger.files.kind_faults import KindFailure, make_record
from sanctledger.files.limits import FAULTS, FINDINGS, other_format
from sanctledger.files.messages import findings_of, unknown_kind
from sanctledger.files.ordinary import read_bytes
from sanctledger.files.origins import Origins
from sanctledger.files.places import locate
from sanctledger.files.sections import RawRecord, Sections, sections_of
from sanctledger.files.yaml_tree import parse_yaml
from sanctledger.records.check_policy import Policy
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.records.settings import Settings
from sanctledger.values.quantity import ABOUT
from sanctledger.values.units import Unit, Units
from sanctledger.values.vocabulary import Term, Terms

YAML = (".yaml", ".yml")
JSONL = (".jsonl",)
_FIX_FIRST = "fix those above first"
PathLike = str | os.PathLike[str]


@attrs.frozen(eq=False)
class FilesRead:
    """The content of the files of one ledger, as read: the records, the settings, the places and the findings.

    Attributes:
        records: The records that could be read, by id.
        settings: The settings that the files give.
        places: The places of the records, by id.
        broken: The ids of records that could not be read.
        origins: The files as they were when they were read.
        partial: Records with a bad field, made without that field, with their places.
        findings: The findings about the text of the files.
    """

    records: dict[str, Record]
    settings: Settings
    places: dict[str, Place]
    broken: frozenset[str]
    origins: Origins
    partial: dict[str, tuple[Record, Place]]
    findings: tuple[Finding, ...]

    def report(self, more: Iterable[Finding] = ()) -> Report:
        """Return these findings and more, in order."""
        return Report.of([*self.findings, *more])


def note_errors(origins: Origins, report: Report) -> None:
    """Note in the origins of a ledger which files have errors: a save must not overwrite them."""
    for path, errors in groupby(report.errors, key=lambda error: error.place and error.place.path):
        origins.note_errors(path or "", map(str, errors))


def read_files(path: PathLike, kinds: Kinds = KINDS) -> FilesRead:
    """Read a file, a directory of files, or a shipped case.

    Args:
        path: As in `sanctledger.load`.
        kinds: As in `sanctledger.load`.

    Raises:
        LedgerNotFound: There is no file, directory or case of that name.
        UnknownFormat: The file name has none of the known endings.
    """
    reader = _FilesReader(kinds)
    for file in files_of(path):
        reader.read_file(file)
    return reader.read()


def read_texts(texts: Mapping[Path, bytes], kinds: Kinds = KINDS) -> FilesRead:
    """Read texts as if they were in files of these names, which need not exist."""
    reader = _FilesReader(kinds)
    for file, data in texts.items():
        reader.read_text(file, data)
    return reader.read()


def files_of(path: PathLike) -> list[Path]:
    """Return the files of a ledger.

    Raises:
        LedgerNotFound: There is neither a file, nor a directory, nor a case of that name.
        UnknownFormat: The file's name ends in none of the endings.
    """
    named = Path(path)
    if not named.exists() or path == "":
        case = cases.path(os.fspath(path))
        if case is None:
            raise LedgerNotFound(os.fspath(path), cases.names())
        named = case
    if named.is_dir():
        found = sorted(
            file
            for file in named.rglob("*")
            if file.suffix in YAML + JSONL and not file.is_dir() and not _is_hidden(file.relative_to(named))
        )
        if not found:
            raise LedgerNotFound(str(named), cases.names(), is_empty=True)
        return found
    if named.suffix not in YAML + JSONL:
        raise UnknownFormat(str(named))
    return [named]


def _is_hidden(file: Path) -> bool:
    """Return whether a file is hidden, or in a hidden directory of a tool, such as `.github`."""
    return any(part.startswith(".") for part in file.parts)


class _FilesReader:
    """A reader of the files of one ledger, which collects sections, then records, with their findings."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self.findings: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.sections: list[Sections] = []
        self.lines: list[tuple[str, Iterable[tuple[int, bytes]]]] = []
        self.records: dict[str, Record] = {}
        self.places: dict[str, Place] = {}
        self.broken: set[str] = set()
        self.origins = Origins()
        self.partial: dict[str, tuple[Record, Place]] = {}

    def read_file(self, file: Path) -> None:
        """Read a file."""
        try:
            data = read_bytes(file)
        except OSError as error:
            found = Sections(str(file))
            found.add_error("SL001", f"the file cannot be read: {error.strerror}")
            self.origins.note(file, b"")
            self._add_sections(found)
        else:
            self.read_text(file, data)

    def read_text(self, file: Path, data: bytes) -> None:
        """Read the text of a file."""
        path = str(file)
        self.origins.note(file, data)
        found = Sections(path)
        if (name := other_format(data)) is not None:
            found.add_error("SL001", f"the file is {name}, not UTF-8 text", None, "save it as UTF-8")
        elif file.suffix in JSONL:
            found, lines = jsonl.split_header(path, data)
            self.lines.append((path, lines))
        else:
            found = sections_of(path, parse_yaml(data))
        self._add_sections(found)

    def _add_sections(self, found: Sections) -> None:
        self.sections.append(found)
        self.broken |= found.broken
        self.add_findings(found.path, found.findings)

    def add_findings(self, path: str, findings: Iterable[Finding]) -> None:
        """Add findings about a file, up to the limit for one file."""
        if self._is_full(path):
            return
        for finding in findings:
            self.counts[path] += 1
            if self._is_full(path):
                message = f"there are more than {FINDINGS:,} findings in this file: the others are not shown"
                self.findings.append(Finding("SL001", "error", message, None, None, finding.place, _FIX_FIRST))
                return
            self.findings.append(finding)

    def _is_full(self, path: str) -> bool:
        return self.counts[path] > FINDINGS

    def read(self) -> FilesRead:
        """Return the content of all files that were given to this reader."""
        settings = self._settings()
        context = None if settings.about == ABOUT else {"about": settings.about}
        for found in self.sections:
            for raw in found.raws:
                self._read_raw(raw, context)
        for path, lines in self.lines:
            self._read_lines(path, lines, context)
        broken = frozenset(self.broken - self.places.keys())
        partial = {name: found for name, found in self.partial.items() if name in broken}
        return FilesRead(self.records, settings, self.places, broken, self.origins, partial, tuple(self.findings))

    def _settings(self) -> Settings:
        title = about = checks = None
        units: dict[str, Unit] = {}
        terms: dict[tuple[str, str], Term] = {}
        first: dict[str, str] = {}
        for found in self.sections:
            for setting, value, before in (
                ("title", found.title, title),
                ("about", found.about, about),
                ("checks", found.checks, checks),
            ):
                if value is not None and before is not None and value != before:
                    self._clash(found.path, setting, first[setting])
                elif value is not None:
                    first[setting] = found.path
            title, about = title or found.title, about if about is not None else found.about
            checks = checks or found.checks
            for name, unit in found.units.items():
                if units.setdefault(name, unit) != unit:
                    self._clash(found.path, f"units.{name}", first[f"units.{name}"])
                first.setdefault(f"units.{name}", found.path)
            for key, term in found.terms.items():
                name = f"terms.{key[0]}.{key[1]}"
                if terms.setdefault(key, term) != term:
                    self._clash(found.path, name, first[name])
                first.setdefault(name, found.path)
        return Settings(
            title, ABOUT if about is None else about, Units.of(units), checks or Policy(), Terms.of(terms.values())
        )

    def _clash(self, path: str, setting: str, first: str) -> None:
        message = f"`{setting}` differs from the value in {first}"
        self.findings.append(Finding("SL002", "error", message, None, None, Place(path), "write it in one file only"))

    def _read_raw(self, raw: RawRecord, context: Any) -> None:
        fields, place = raw.fields, raw.place
        kind, record_id = fields.get("kind"), fields.get("id")
        named = record_id if isinstance(record_id, str) else None
        cls = self.kinds.get(kind) if isinstance(kind, str) else None
        if cls is None:
            if not self._is_full(place.path):
                self.add_findings(place.path, [unknown_kind(kind, named, place, self.kinds)])
        else:
            try:
                record = make_record(lambda: cls.model_validate(fields, context=context), cls, named, place)
            except KindFailure as broken:
                self.add_findings(place.path, [broken.finding])
            except ValidationError as error:
                self.add_findings(place.path, findings_of(error, cls, named, place))
                if not self._is_full(place.path):
                    self.add_findings(place.path, self._broken_rules(error, cls, raw, context))
            else:
                self._add(record, place)
                return
        if named:
            self.broken.add(named)

    def _broken_rules(self, error: ValidationError, cls: type[Record], raw: RawRecord, context: Any) -> list[Finding]:
        """Return the findings about a whole record that has bad fields.

        Rules about a whole record are not tried while a field is bad, so the record is read again without bad fields.
        The record of the good fields is kept for the checks.
        """
        bad = {str(one["loc"][0]) for one in error.errors() if one["loc"]}
        rest = {key: value for key, value in raw.fields.items() if key not in bad}
        try:
            record = make_record(lambda: cls.model_validate(rest, context=context), cls, None, raw.place)
        except KindFailure:
            return []
        except ValidationError as second:
            found = findings_of(second, cls, str(raw.fields.get("id")), raw.place)
            return [finding for finding in found if finding.code == "SL008"]
        self.partial[record.id] = record, raw.place
        return []

    def _read_lines(self, path: str, lines: Iterable[tuple[int, bytes]], context: Any) -> None:
        reader = jsonl.LineReader(self.kinds, context)
        for number, line in lines:
            place = Place(path, number)
            try:
                self._add(reader.read(line), place)
            except (ValueError, KeyError):
                record: Record | None = None
                record_id = None
                if self._is_full(path):
                    record_id = reader.id_of(line)
                else:
                    record, findings, record_id = reader.read_slowly(line, place)
                    self.add_findings(path, findings)
                if record is not None:
                    self._add(record, place)
                    continue
                if record_id is not None:
                    self.broken.add(record_id)
                if reader.faults > FAULTS:
                    message = f"more than {FAULTS} lines are not JSON: the rest of the file is not read"
                    self.add_findings(path, [Finding("SL001", "error", message, None, None, place, _FIX_FIRST)])
                    return

    def _add(self, record: Record, place: Place) -> None:
        """Add a record; if its id is already in use, add a finding instead."""
        record_id = record.id
        if self.places.setdefault(record_id, place) is place:
            self.records[record_id] = record
        elif not self._is_full(place.path):
            message = str(DuplicateId(record_id, str(self.places[record_id]), str(place)))
            self.add_findings(place.path, [Finding("SL102", "error", message, record_id, "id", locate(place, "id"))])
