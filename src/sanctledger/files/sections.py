"""The sections of one ledger file: what it says of itself, and its records as they stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from sanctledger.errors import ReadError
from sanctledger.files.limits import FAULTS
from sanctledger.files.locating import locate
from sanctledger.files.tree import Tree
from sanctledger.findings import Finding, Place
from sanctledger.policy import Policy
from sanctledger.quantity import read_tolerance
from sanctledger.settings import VERSION
from sanctledger.units import Unit
from sanctledger.words import cut, did_you_mean, in_short

SECTIONS = ("sanctledger", "title", "about", "checks", "parties", "sources", "units", "records")
#: So many digits no format version has.
_DIGITS = 10


@attrs.frozen
class Raw:
    """A record as it stands in a file.

    Attributes:
        fields: Its fields, nothing read yet.
        place: Where it stands.
    """

    fields: dict[str, Any]
    place: Place


@attrs.define
class Sections:
    """What one file holds.

    Attributes:
        path: The file.
        title: The ledger's title, where this file gives it.
        about: The reach of `about`, where this file gives it.
        units: The units that it declares.
        checks: The rules that it is to be held against, where this file says it.
        raws: Its records.
        findings: What is wrong with it.
    """

    path: str
    title: str | None = None
    about: Decimal | None = None
    units: dict[str, Unit] = attrs.field(factory=dict)
    checks: Policy | None = None
    raws: list[Raw] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)

    def complain(self, code: str, message: str, place: Place | None = None, hint: str | None = None) -> None:
        """Add an error."""
        self.findings.append(Finding(code, "error", message, None, None, place or Place(self.path), hint))

    def header(self, fields: Mapping[str, Any], place: Place) -> None:
        """Read what the file says of itself."""
        for key in fields:
            if key not in SECTIONS and len(self.findings) < FAULTS:
                self.complain(
                    "SL002", f"unknown section `{cut(key)}`{did_you_mean(key, SECTIONS)}", locate(place, key, key=True)
                )
        version = fields.get("sanctledger")
        if version is not None:
            self._version(version, place)
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

    def _units(self, units: Any, place: Place) -> None:
        if not isinstance(units, Mapping):
            self.complain("SL004", "`units` should map the names of units to what is said of them", place)
            return
        for name, said in units.items():
            try:
                self.units[name] = Unit.read(name, said)
            except ReadError as error:
                self.complain("SL004", f"`units`: {error}", locate(place, f"units.{name}"))

    def _version(self, version: Any, place: Place) -> None:
        text = in_short(version)
        if not (text.isascii() and text.isdecimal() and len(text) < _DIGITS) or int(text) < 1:
            self.complain(
                "SL009", f"`sanctledger: {text}` is no format version", place, f"write `sanctledger: {VERSION}`"
            )
        elif int(text) > VERSION:
            message = f"the file is of format version {text}, and this library reads up to {VERSION}"
            self.complain("SL009", message, place, "install a newer sanctledger")


def from_tree(path: str, tree: Tree) -> Sections:
    """The sections of a YAML file."""
    found = Sections(path)
    for fault in tree.faults:
        found.complain(fault.code, fault.message, Place(path, fault.line, fault.column), fault.hint)
    if tree.root is None:
        if not tree.faults:
            found.complain("SL001", "the file is empty", None, f"begin it with `sanctledger: {VERSION}`")
        return found
    if not isinstance(tree.root, dict):
        found.complain("SL001", "a ledger is a mapping of sections", None, f"begin it with `sanctledger: {VERSION}`")
        return found
    found.header(tree.root, Place(path, *tree.place(tree.root)))
    for section, kind in (("parties", None), ("sources", "source")):
        found.raws += _shorthand(found, tree, section, kind)
    records = tree.root.get("records")
    if records is not None and not isinstance(records, list):
        found.complain(
            "SL004",
            "`records` should be a list, each record beginning with `- kind:`",
            Place(path, *tree.place(tree.root)),
        )
        return found
    for number, fields in enumerate(records or ()):
        if isinstance(fields, dict):
            found.raws.append(Raw(fields, Place(path, *tree.place(fields))))
        elif len(found.findings) < FAULTS:
            message = f"`{in_short(fields)}` under `records` is no record: a record is a mapping with `kind` and `id`"
            found.complain("SL004", message, locate(Place(path, *tree.place(tree.root)), f"records.{number}"))
    return found


def _shorthand(found: Sections, tree: Tree, section: str, kind: str | None) -> Iterator[Raw]:
    """The records of a section that maps ids to fields."""
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
            yield Raw(extra | fields, Place(found.path, *tree.place(fields)))
