"""The differences between two ledgers: records, settings, and the balances that changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from sanctledger.base.answer import Answer, Plain
from sanctledger.base.field_changes import FieldChange, said
from sanctledger.base.reading import Reading
from sanctledger.records.record import Record
from sanctledger.values.bounds import Bounds

_COLUMNS = ("change", "record", "kind", "field", "a", "b", "unit", "before", "after")


@attrs.frozen
class Changed(Plain):
    """A record that both ledgers have under one id, with different content.

    Attributes:
        id: The id.
        kind: The kind, in the new ledger.
        fields: The fields that differ.
    """

    id: str
    kind: str
    fields: tuple[FieldChange, ...]

    def __str__(self) -> str:
        """Return the id and the kind."""
        return f"{self.id} ({self.kind})"


@attrs.frozen
class Corrected(Plain):
    """A new record that replaces a record of the old ledger; the old record stays in the new ledger.

    Attributes:
        id: The id of the new record.
        kind: The kind of the new record.
        corrects: The ids of the records that were wrong.
        amends: The ids of the records whose facts have changed since.
        fields: The fields that differ from the replaced record, if there is only one.
    """

    id: str
    kind: str
    corrects: tuple[str, ...]
    amends: tuple[str, ...]
    fields: tuple[FieldChange, ...]

    def __str__(self) -> str:
        """Return a text such as `by-release-52b (release) corrects by-release-52`."""
        return f"{self.id} ({self.kind}) {_replaces(self)}"


@attrs.frozen
class Shift(Plain):
    """A closing balance that differs.

    Attributes:
        a: The first of two parties, in the order of their ids.
        b: The second party.
        unit: The unit.
        before: The net balance of the first party in the old ledger.
        after: The net balance of the first party in the new ledger.
    """

    a: str
    b: str
    unit: str
    before: Bounds
    after: Bounds

    def __str__(self) -> str:
        """Return a text such as `by and us, prisoners: 52 → 51`."""
        return f"{self.a} and {self.b}, {self.unit}: {self.before} → {self.after}"


@attrs.frozen(repr=False)
class Difference(Answer):
    """The differences of one ledger from another; false if there are none.

    Everything is in the order of ids. A record is in one of the four lists of records, or in none if both ledgers write
    the record alike.

    Attributes:
        on: The day at whose close the balances are compared.
        known: The day of knowledge for the balances; `None` for everything.
        reading: The reading of the evidence for the balances.
        added: The records that only the new ledger has, except those under `corrected`.
        corrected: The new records that correct or amend a record of the old ledger, directly or through others.
        changed: The records that both ledgers have, with different content.
        removed: The records that only the old ledger has.
        settings: The settings that differ: title, units, the tolerance of `about`, checks.
        balances: The balances that differ, between all parties that belong to no other.
    """

    on: dt.date
    known: dt.date | None = None
    reading: Reading = Reading()
    added: tuple[Record, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Record, ...] = ()
    settings: tuple[FieldChange, ...] = ()
    balances: tuple[Shift, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return any((self.added, self.corrected, self.changed, self.removed, self.settings, self.balances))

    @property
    def when(self) -> str:
        """Return the day and the reading of the balances: `at the close of 2025-12-31, as known on 2025-12-31`."""
        known = "" if self.known is None else f", as known on {self.known}"
        reading = "" if self.reading.claims == "widest" else ", stated reading"
        return f"at the close of {self.on}{known}{reading}"

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return all but the balances in words: headings such as `added (3)`, each with its lines.

        Empty headings are left out.
        """
        sections: dict[str, list[tuple[str, tuple[FieldChange, ...]]]] = {
            "added": [(_heading(one), ()) for one in self.added],
            "corrected": [(str(one), one.fields) for one in self.corrected],
            "changed": [(str(one), one.fields) for one in self.changed],
            "removed": [(_heading(one), ()) for one in self.removed],
            "settings": [(str(one), ()) for one in self.settings],
        }
        return tuple(
            (f"{name} ({len(ones):,})", tuple(line for head, fields in ones for line in (head, *_indented(fields))))
            for name, ones in sections.items()
            if ones
        )

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each record, field and balance that differs; all have the same keys."""
        found: list[dict[str, Any]] = []
        for change, records in (("added", self.added), ("removed", self.removed)):
            found += [_row(change, record=one.id, kind=one.kind_name) for one in records]
        for correction in self.corrected:
            about = {"record": correction.id, "kind": correction.kind}
            for field in ("corrects", "amends"):
                olds = getattr(correction, field)
                found += [_row("corrected", **about, field=field, after=" ".join(olds))] if olds else []
            found += [_row("corrected", **about, **_ends(one)) for one in correction.fields]
        for changed in self.changed:
            found += [_row("changed", record=changed.id, kind=changed.kind, **_ends(one)) for one in changed.fields]
        found += [_row("settings", **_ends(one)) for one in self.settings]
        for one in self.balances:
            ends = {"before": str(one.before), "after": str(one.after)}
            found.append(_row("balance", a=one.a, b=one.b, unit=one.unit, **ends))
        return found

    def to_json(self) -> dict[str, Any]:
        """Return the difference as plain mappings and lists."""
        return {
            "on": self.on.isoformat(),
            "known": None if self.known is None else self.known.isoformat(),
            "reading": self.reading.claims,
            "added": [_json(one) for one in self.added],
            "corrected": [one.to_json() for one in self.corrected],
            "changed": [one.to_json() for one in self.changed],
            "removed": [_json(one) for one in self.removed],
            "settings": [one.to_json() for one in self.settings],
            "balances": [one.to_json() for one in self.balances],
        }

    def __str__(self) -> str:
        """Return the difference in words: a heading for each list that is not empty, and its lines."""
        sections = self.sections
        if self.balances:
            sections += ((f"balances {self.when} ({len(self.balances):,})", tuple(map(str, self.balances))),)
        return "\n".join(line for head, lines in sections for line in (head, *(f"  {one}" for one in lines))) or (
            "nothing differs"
        )

    def __repr__(self) -> str:
        """Return the number of records of each list."""
        names = ("added", "corrected", "changed", "removed", "settings", "balances")
        counts = [
            f"{count:,} {name if count > 1 else name.removesuffix('s')}"
            for name in names
            if (count := len(getattr(self, name)))
        ]
        return f"<Difference: {', '.join(counts) or 'nothing differs'}>"


def _heading(record: Record) -> str:
    replaces = f" {_replaces(record)}" if record.replaces_records else ""
    return f"{record.id} ({record.kind_name}){replaces}"


def _replaces(record: Record | Corrected) -> str:
    parts = (("corrects", record.corrects), ("amends", record.amends))
    return " and ".join(f"{does} {', '.join(olds)}" for does, olds in parts if olds)


def _indented(fields: Iterable[FieldChange]) -> list[str]:
    return [f"  {field}" for field in fields]


def _json(record: Record) -> dict[str, Any]:
    return {"id": record.id, "kind": record.kind_name}


def _ends(field: FieldChange) -> dict[str, Any]:
    before = None if field.change == "added" else said(field.before)
    return {"field": field.field, "before": before, "after": None if field.change == "taken out" else said(field.after)}


def _row(change: str, **cells: Any) -> dict[str, Any]:
    return dict.fromkeys(_COLUMNS) | {"change": change} | cells
