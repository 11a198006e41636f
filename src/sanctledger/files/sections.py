"""The sections of one ledger file: what it says of itself, and its records as they stand there."""

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
#: A format version; one of more digits is no slip that anybody would make.
_VERSION = re.compile(r"-?[0-9]{1,9}")


@attrs.frozen
class Raw:
    """A record as it stands in a file.

    Attributes:
        fields: Its fields, nothing read yet.
        place: Where it stands.
        section: The section that it stands in.
    """

    fields: dict[str, Any]
    place: Place
    section: str = "records"


@attrs.define
class Sections:
    """What one file holds.

    Attributes:
        path: The file.
        title: The ledger's title, where this file gives it.
        about: The reach of `about`, where this file gives it.
        units: The units that it declares.
        terms: The terms of scopes that it declares, by dimension and spelling.
        checks: The rules that it is to be held against, where this file says it.
        raws: Its records.
        findings: What is wrong with it.
        broken: The ids of records that cannot be read from it.
    """

    path: str
    title: str | None = None
    about: Decimal | None = None
    units: dict[str, Unit] = attrs.field(factory=dict)
    terms: dict[tuple[str, str], Term] = attrs.field(factory=dict)
    checks: Policy | None = None
    raws: list[Raw] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    broken: set[str] = attrs.field(factory=set)

    def complain(self, code: str, message: str, place: Place | None = None, hint: str | None = None) -> None:
        """Add an error."""
        self.findings.append(Finding(code, "error", message, None, None, place or Place(self.path), hint))

    def readable(self, header: Mapping[str, Any], place: Place) -> bool:
        """Whether the file is of a version that can be read: else a finding says so, and nothing else is read of it."""
        version = header.get("sanctledger")
        if version is None:
            return True
        text = in_short(version)
        number = int(text) if _VERSION.fullmatch(text) else None
        if number is None or number < 1:
            hint = f"write `sanctledger: {VERSION}`"
            self.complain("SL009", f"`sanctledger: {text}` is no format version", place, hint)
            return True
        if number > VERSION:
            message = f"the file is of format version {number}, and this library reads up to {VERSION}"
            self.complain("SL009", message, place, "install a newer sanctledger")
            return False
        return True

    def header(self, fields: Mapping[str, Any], place: Place) -> None:
        """Read the settings of the file."""
        for key in fields:
            if key not in SECTIONS and len(self.findings) < FAULTS:
                self.complain(
                    "SL002", f"unknown section `{cut(key)}`{did_you_mean(key, SECTIONS)}", locate(place, key, key=True)
                )
        title = fields.get("title")
        self.title = title if title and isinstance(title, str) else None
        if title and self.title is None:
            self.complain("SL004", f"`title`: {in_short(title)} should be text", locate(place, "title"))
        try:
            if fields.get("about") is not None:
                self.about = read_tolerance(in_short(fields["about"]))
        except ReadError as error:
            self.complain("SL004", f"`about`: {error}", locate(place, "about"))
        try:
            if fields.get("checks") is not None:
                self.checks = Policy.read(fields["checks"], place)
        except ReadError as error:
            self.complain("SL004", f"`checks`: {error}", locate(place, "checks"))
        self._units(fields.get("units") or {}, place)
        self._terms(fields.get("terms") or {}, place)

    def _units(self, units: Any, place: Place) -> None:
        if not isinstance(units, Mapping):
            self.complain("SL004", "`units` should map the names of units to what is said of them", place)
            return
        if len(units) > UNITS:
            hint = "declare fewer units: an amount may count in each of those that its unit is part of"
            self.complain("SL004", f"`units` declares {len(units):,} units, more than {UNITS:,}", place, hint)
            return
        for name, said in units.items():
            try:
                self.units[name] = Unit.read(name, said)
            except ReadError as error:
                self.complain("SL004", f"`units`: {error}", locate(place, f"units.{name}"))

    def _terms(self, terms: Any, place: Place) -> None:
        if not isinstance(terms, Mapping):
            self.complain("SL004", "`terms` should map dimensions to their terms, such as `goods`", place)
            return
        for dimension, said in terms.items():
            if not isinstance(said or {}, Mapping):
                message = f"`terms.{cut(dimension)}` should map terms to what is said of them"
                self.complain("SL004", message, locate(place, f"terms.{dimension}"))
                continue
            for term, fields in (said or {}).items():
                try:
                    self.terms[dimension, term] = Term.read(dimension, term, fields)
                except ReadError as error:
                    self.complain("SL004", f"`terms`: {error}", locate(place, f"terms.{dimension}.{term}"))


def from_tree(path: str, tree: Tree) -> Sections:
    """Return the sections of a YAML file."""
    found = Sections(path)
    place = Place(path, *tree.place(tree.root))
    if isinstance(tree.root, dict) and not found.readable(tree.root, place):
        found.broken |= _ids(tree.root)
        return found
    for fault in tree.faults:
        found.complain(fault.code, fault.message, Place(path, fault.line, fault.column), fault.hint)
    if tree.root is None:
        if not tree.faults:
            found.complain("SL001", "the file is empty", None, f"begin it with `sanctledger: {VERSION}`")
        return found
    if not isinstance(tree.root, dict):
        found.complain("SL001", "a ledger is a mapping of sections", None, f"begin it with `sanctledger: {VERSION}`")
        return found
    found.header({key: value for key, value in tree.root.items() if key not in RECORDS}, place)
    for section, kind in (("parties", None), ("sources", "source")):
        found.raws += (Raw(fields, at, section) for fields, at in _shorthand(found, tree, section, kind))
    records = tree.root.get("records")
    if records is not None and not isinstance(records, list):
        found.complain(
            "SL004",
            "`records` should be a list, each record beginning with `- kind:`",
            Place(path, *tree.place(tree.root)),
        )
        return found
    found.raws += (Raw(fields, at) for fields, at in _listed(found, tree, records or []))
    return found


def _ids(root: Mapping[str, Any]) -> set[str]:
    """Return the ids that a document seems to hold, where it cannot be read further."""
    found: list[Any] = []
    for section in RECORDS:
        listed = root.get(section)
        if isinstance(listed, dict):
            found += listed
        elif isinstance(listed, list):
            found += [fields.get("id") for fields in listed if isinstance(fields, dict)]
    return {one for one in found if isinstance(one, str)}


def _listed(found: Sections, tree: Tree, records: list[Any]) -> Iterator[tuple[dict[str, Any], Place]]:
    """Return the records of the section that lists them."""
    for number, fields in enumerate(records):
        if isinstance(fields, dict):
            yield fields, Place(found.path, *tree.place(fields))
        elif len(found.findings) < FAULTS:
            message = f"`{in_short(fields)}` under `records` is no record: a record is a mapping with `kind` and `id`"
            found.complain("SL004", message, locate(Place(found.path, *tree.place(tree.root)), f"records.{number}"))


def _shorthand(found: Sections, tree: Tree, section: str, kind: str | None) -> Iterator[tuple[dict[str, Any], Place]]:
    """Return the records of a section that maps ids to fields."""
    listed = tree.root.get(section)
    if listed is None:
        return
    at = Place(found.path, *tree.place(listed if isinstance(listed, dict) else tree.root))
    if not isinstance(listed, dict):
        found.complain("SL004", f"`{section}` should map ids to fields, such as `us: {{kind: state}}`", at)
        return
    for record_id, fields in listed.items():
        if len(found.findings) > FAULTS and not isinstance(fields, dict):
            continue
        if not isinstance(fields, dict):
            found.complain("SL004", f"`{section}.{cut(record_id)}` should be a mapping of fields", at)
        elif "id" in fields and fields["id"] != record_id:
            place = Place(found.path, *tree.place(fields))
            found.complain(
                "SL004", f"`{section}.{cut(record_id)}` has another `id` inside: `{in_short(fields['id'])}`", place
            )
        else:
            extra = {"id": record_id} if kind is None else {"kind": kind, "id": record_id}
            yield extra | fields, Place(found.path, *tree.place(fields))
