"""The sections of one ledger file: its settings, and its records as written, not yet validated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from sanctledger.base.common_errors import ReadError
from sanctledger.base.findings import Finding, Place
from sanctledger.base.words import cut, did_you_mean, in_short
from sanctledger.files.limits import FAULTS, UNITS
from sanctledger.files.places import locate
from sanctledger.files.yaml_tree import Tree
from sanctledger.records.check_policy import Policy
from sanctledger.records.settings import VERSION
from sanctledger.values.quantity import read_tolerance
from sanctledger.values.units import Unit
from sanctledger.values.vocabulary import Term

SECTIONS = ("sanctledger", "title", "about", "checks", "parties", "sources", "units", "terms", "records")
#: The sections that hold records.
RECORDS = ("parties", "sources", "records")
#: A format version. More digits would not be a slip, but an attack.
_VERSION = re.compile(r"-?[0-9]{1,9}")


@attrs.frozen
class RawRecord:
    """A record as written in a file, not yet validated.

    Attributes:
        fields: The fields, as texts, lists and mappings.
        place: The place of the record.
        section: The section that holds the record.
    """

    fields: dict[str, Any]
    place: Place
    section: str = "records"


@attrs.define
class Sections:
    """The content of one file.

    Attributes:
        path: The file.
        title: The title of the ledger, if the file gives the title.
        about: The tolerance of the word `about`, if the file gives the tolerance.
        units: The units that the file declares, by name.
        terms: The terms of scopes that the file declares, by dimension and spelling.
        checks: The policy of checks, if the file gives a policy.
        raws: The records.
        findings: The findings about the file.
        broken: The ids of records that cannot be read.
    """

    path: str
    title: str | None = None
    about: Decimal | None = None
    units: dict[str, Unit] = attrs.field(factory=dict)
    terms: dict[tuple[str, str], Term] = attrs.field(factory=dict)
    checks: Policy | None = None
    raws: list[RawRecord] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    broken: set[str] = attrs.field(factory=set)

    def add_error(self, code: str, message: str, place: Place | None = None, hint: str | None = None) -> None:
        """Add an error."""
        self.findings.append(Finding(code, "error", message, None, None, place or Place(self.path), hint))

    def can_be_read(self, header: Mapping[str, Any], place: Place) -> bool:
        """Return whether this library can read the format version of the file; add a finding if not.

        If the version is not a number, the file is read all the same, next to the finding.
        """
        version = header.get("sanctledger")
        if version is None:
            return True
        text = in_short(version)
        number = int(text) if _VERSION.fullmatch(text) else None
        if number is None or number < 1:
            hint = f"write `sanctledger: {VERSION}`"
            self.add_error("SL009", f"`sanctledger: {text}` is not a format version", place, hint)
            return True
        if number > VERSION:
            message = f"the file is of format version {number}, and this library reads up to {VERSION}"
            self.add_error("SL009", message, place, "install a newer sanctledger")
            return False
        return True

    def header(self, fields: Mapping[str, Any], place: Place) -> None:
        """Read the settings of the file."""
        for key in fields:
            if key not in SECTIONS and len(self.findings) < FAULTS:
                self.add_error(
                    "SL002", f"unknown section `{cut(key)}`{did_you_mean(key, SECTIONS)}", locate(place, key, key=True)
                )
        title = fields.get("title")
        self.title = title if title and isinstance(title, str) else None
        if title and self.title is None:
            self.add_error("SL004", f"`title`: {in_short(title)} should be text", locate(place, "title"))
        try:
            if fields.get("about") is not None:
                self.about = read_tolerance(in_short(fields["about"]))
        except ReadError as error:
            self.add_error("SL004", f"`about`: {error}", locate(place, "about"))
        try:
            if fields.get("checks") is not None:
                self.checks = Policy.read(fields["checks"], place)
        except ReadError as error:
            self.add_error("SL004", f"`checks`: {error}", locate(place, "checks"))
        self._units(fields.get("units") or {}, place)
        self._terms(fields.get("terms") or {}, place)

    def _units(self, units: Any, place: Place) -> None:
        if not isinstance(units, Mapping):
            self.add_error("SL004", "`units` should map the names of units to their fields", place)
            return
        if len(units) > UNITS:
            hint = "declare fewer units: an amount may count in each of those that its unit is part of"
            self.add_error("SL004", f"`units` declares {len(units):,} units, more than {UNITS:,}", place, hint)
            return
        for name, fields in units.items():
            try:
                self.units[name] = Unit.read(name, fields)
            except ReadError as error:
                self.add_error("SL004", f"`units`: {error}", locate(place, f"units.{name}"))

    def _terms(self, terms: Any, place: Place) -> None:
        if not isinstance(terms, Mapping):
            self.add_error("SL004", "`terms` should map dimensions to their terms, such as `goods`", place)
            return
        for dimension, members in terms.items():
            if not isinstance(members or {}, Mapping):
                message = f"`terms.{cut(dimension)}` should map terms to their fields"
                self.add_error("SL004", message, locate(place, f"terms.{dimension}"))
                continue
            for term, fields in (members or {}).items():
                try:
                    self.terms[dimension, term] = Term.read(dimension, term, fields)
                except ReadError as error:
                    self.add_error("SL004", f"`terms`: {error}", locate(place, f"terms.{dimension}.{term}"))


def sections_of(path: str, tree: Tree) -> Sections:
    """Return the sections of a YAML file."""
    found = Sections(path)
    place = Place(path, *tree.place(tree.root))
    if isinstance(tree.root, dict) and not found.can_be_read(tree.root, place):
        found.broken |= _ids(tree.root)
        return found
    for fault in tree.faults:
        found.add_error(fault.code, fault.message, Place(path, fault.line, fault.column), fault.hint)
    if tree.root is None:
        if not tree.faults:
            found.add_error("SL001", "the file is empty", None, f"begin it with `sanctledger: {VERSION}`")
        return found
    if not isinstance(tree.root, dict):
        found.add_error("SL001", "a ledger is a mapping of sections", None, f"begin it with `sanctledger: {VERSION}`")
        return found
    found.header({key: value for key, value in tree.root.items() if key not in RECORDS}, place)
    for section, kind in (("parties", None), ("sources", "source")):
        found.raws += (RawRecord(fields, at, section) for fields, at in _shorthand(found, tree, section, kind))
    records = tree.root.get("records")
    if records is not None and not isinstance(records, list):
        found.add_error(
            "SL004",
            "`records` should be a list, each record beginning with `- kind:`",
            Place(path, *tree.place(tree.root)),
        )
        return found
    found.raws += (RawRecord(fields, at) for fields, at in _listed(found, tree, records or []))
    return found


def _ids(root: Mapping[str, Any]) -> set[str]:
    """Return the ids that a document seems to have, if the document cannot be read."""
    found: list[Any] = []
    for section in RECORDS:
        listed = root.get(section)
        if isinstance(listed, dict):
            found += listed
        elif isinstance(listed, list):
            found += [fields.get("id") for fields in listed if isinstance(fields, dict)]
    return {one for one in found if isinstance(one, str)}


def _listed(found: Sections, tree: Tree, records: list[Any]) -> Iterator[tuple[dict[str, Any], Place]]:
    """Yield the records of the section `records`, with their places."""
    for number, fields in enumerate(records):
        if isinstance(fields, dict):
            yield fields, Place(found.path, *tree.place(fields))
        elif len(found.findings) < FAULTS:
            message = f"`{in_short(fields)}` under `records` is not a record, which is a mapping with `kind` and `id`"
            found.add_error("SL004", message, locate(Place(found.path, *tree.place(tree.root)), f"records.{number}"))


def _shorthand(found: Sections, tree: Tree, section: str, kind: str | None) -> Iterator[tuple[dict[str, Any], Place]]:
    """Yield the records of a section that maps ids to fields, with their places.

    Args:
        found: The sections of the file, which take the findings.
        tree: The document.
        section: The name of the section.
        kind: The kind of a record that gives no kind, if the section has such a default.
    """
    listed = tree.root.get(section)
    if listed is None:
        return
    at = Place(found.path, *tree.place(listed if isinstance(listed, dict) else tree.root))
    if not isinstance(listed, dict):
        found.add_error("SL004", f"`{section}` should map ids to fields, such as `us: {{kind: state}}`", at)
        return
    for record_id, fields in listed.items():
        if len(found.findings) > FAULTS and not isinstance(fields, dict):
            continue
        if not isinstance(fields, dict):
            found.add_error("SL004", f"`{section}.{cut(record_id)}` should be a mapping of fields", at)
        elif "id" in fields and fields["id"] != record_id:
            place = Place(found.path, *tree.place(fields))
            found.add_error(
                "SL004", f"`{section}.{cut(record_id)}` has another `id` inside: `{in_short(fields['id'])}`", place
            )
        else:
            extra = {"id": record_id} if kind is None else {"kind": kind, "id": record_id}
            yield extra | fields, Place(found.path, *tree.place(fields))
