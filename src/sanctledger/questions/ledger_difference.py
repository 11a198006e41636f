"""What changed between two ledgers: records, what the ledgers say of themselves, and the balances that moved."""

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
    """A record that both ledgers hold under one id and that says something else in each.

    Attributes:
        id: Its id.
        kind: Its kind, in the new ledger.
        fields: What it says otherwise.
    """

    id: str
    kind: str
    fields: tuple[FieldChange, ...]

    def __str__(self) -> str:
        """Its id and kind."""
        return f"{self.id} ({self.kind})"


@attrs.frozen
class Corrected(Plain):
    """A new record that takes the place of one of the old ledger, which stays beside it.

    Attributes:
        id: The id of the new record.
        kind: Its kind.
        corrects: The ids of the records that it replaces because they were wrong.
        amends: The ids of the records that it replaces because the world has changed them.
        fields: What it says otherwise than the record that it replaces, if that is one.
    """

    id: str
    kind: str
    corrects: tuple[str, ...]
    amends: tuple[str, ...]
    fields: tuple[FieldChange, ...]

    def __str__(self) -> str:
        """`by-release-52b (release) corrects by-release-52`."""
        return f"{self.id} ({self.kind}) {_replaces(self)}"


@attrs.frozen
class Shift(Plain):
    """A closing balance that moved.

    Attributes:
        a: The first of two parties, in the order of their ids.
        b: The second.
        unit: The unit.
        before: What the first gave the second, less what it received, by the old ledger.
        after: The same by the new ledger.
    """

    a: str
    b: str
    unit: str
    before: Bounds
    after: Bounds

    def __str__(self) -> str:
        """`by and us, prisoners: 52 → 51`."""
        return f"{self.a} and {self.b}, {self.unit}: {self.before} → {self.after}"


@attrs.frozen(repr=False)
class Difference(Answer):
    """What changed from one ledger to another. It is false where nothing did.

    Everything stands in the order of its ids. A record is in one of the four lists of records, or in none where both
    ledgers write it alike.

    Attributes:
        on: The day at whose close the balances are compared.
        known: Only what was known on this day counts in the balances; `None` for everything.
        reading: How the evidence is read for the balances.
        added: The records that only the new ledger holds, but for those under `corrected`.
        corrected: The new records that correct or amend one of the old ledger, or one that does.
        changed: The records that both hold and that say something else.
        removed: The records that only the old ledger holds.
        settings: What the ledgers say otherwise of themselves: title, units, the reach of `about`, checks.
        balances: The balances that moved, between all parties that belong to no other.
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
        """What the balances are those of: `at the close of 2025-12-31, as known on 2025-12-31`."""
        known = "" if self.known is None else f", as known on {self.known}"
        reading = "" if self.reading.claims == "widest" else ", stated reading"
        return f"at the close of {self.on}{known}{reading}"

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All but the balances in words: headings such as `added (3)`, each with its lines, empty ones left out."""
        told: dict[str, list[tuple[str, tuple[FieldChange, ...]]]] = {
            "added": [(_told(one), ()) for one in self.added],
            "corrected": [(str(one), one.fields) for one in self.corrected],
            "changed": [(str(one), one.fields) for one in self.changed],
            "removed": [(_told(one), ()) for one in self.removed],
            "settings": [(str(one), ()) for one in self.settings],
        }
        return tuple(
            (f"{name} ({len(ones):,})", tuple(line for head, fields in ones for line in (head, *_indented(fields))))
            for name, ones in told.items()
            if ones
        )

    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping for each record, field and balance that differs, all with the same keys; amounts as text."""
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
        """Return the difference as the command line prints it."""
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
        """In words: a heading for each list that holds something, and its lines."""
        sections = self.sections
        if self.balances:
            sections += ((f"balances {self.when} ({len(self.balances):,})", tuple(map(str, self.balances))),)
        return "\n".join(line for head, lines in sections for line in (head, *(f"  {one}" for one in lines))) or (
            "nothing differs"
        )

    def __repr__(self) -> str:
        """Return how many of each."""
        names = ("added", "corrected", "changed", "removed", "settings", "balances")
        counts = [
            f"{count:,} {name if count > 1 else name.removesuffix('s')}"
            for name in names
            if (count := len(getattr(self, name)))
        ]
        return f"<Difference: {', '.join(counts) or 'nothing differs'}>"


def _told(record: Record) -> str:
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
