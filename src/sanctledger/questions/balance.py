"""The balance of two sides at the close of a day, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Literal, get_args

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError, UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Parties, Position
from sanctledger.posting.postings import Counted, summed
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, json_number
from sanctledger.values.units import Sense

By = Literal["unit", "deal", "kind", "program"]
_SENSES: tuple[Sense | None, ...] = ("benefit", None, "burden")


@attrs.frozen
class Amount:
    """An amount between bounds, with the one value that the records state.

    Attributes:
        bounds: The smallest and the largest amount that the evidence allows.
        stated: The amount as the records state it, without rival claims; `None` if they do not state one value.
    """

    bounds: Bounds
    stated: Number | None

    @property
    def low(self) -> Number | None:
        """Return the smallest amount that the evidence allows."""
        return self.bounds.low

    @property
    def high(self) -> Number | None:
        """Return the largest amount that the evidence allows; `None` if nothing limits it."""
        return self.bounds.high

    def __neg__(self) -> Amount:
        """Return the opposite."""
        return Amount(-self.bounds, None if self.stated is None else -self.stated)

    def __sub__(self, other: Amount) -> Amount:
        """Return the difference."""
        both = self.stated is not None and other.stated is not None
        return Amount(self.bounds - other.bounds, add(self.stated or 0, -(other.stated or 0)) if both else None)

    def to_json(self) -> dict[str, int | str | None]:
        """Return the keys `low`, `high` and `stated`."""
        return self.bounds.to_json() | {"stated": json_number(self.stated)}

    def __str__(self) -> str:
        """Return the bounds."""
        return str(self.bounds)


#: An amount that is certainly zero.
NO_AMOUNT = Amount(NOTHING, 0)


@attrs.frozen
class BalanceRow:
    """The amounts of one unit that two sides gave each other or, for a burden, imposed on each other.

    Attributes:
        group: The deal, kind or program of the row; `None` if rows are not grouped, or for entries without a group.
        unit: The unit.
        sense: Whether the unit is a benefit or a burden to its receiver, if that is known.
        given: The amount from the first side to the second.
        received: The amount from the second side to the first.
        net: `given` less `received`.
    """

    group: str | None
    unit: str
    sense: Sense | None
    given: Amount
    received: Amount
    net: Amount
    _balance: Balance = attrs.field(eq=False, repr=False, alias="balance")

    @property
    def records(self) -> tuple[str, ...]:
        """Return the ids of the records behind the row: the records that count, then the records that changed them."""
        sides = [counted.entry for _, counted in self._counted]
        ids = [entry.record for entry in sides] + [other for entry in sides for other in entry.because]
        return tuple(dict.fromkeys(ids))

    @property
    def targets(self) -> int:
        """Return the number of parties that received something."""
        return len({receiver for _, counted in self._counted for receiver in counted.entry.receivers})

    @cached_property
    def _counted(self) -> tuple[tuple[str, Counted], ...]:
        return tuple(self._balance.counted(self.group, self.unit))

    def explain(self) -> Explanation:
        """Return the records and sources behind the row."""
        return self._balance.explanation(f"{self.unit}: {self.net} net", self._counted)

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain mappings and lists, with the group under its name."""
        by = self._balance.by
        group: dict[str, str | None] = {} if by == "unit" else {by: self.group}
        return {
            **group,
            "unit": self.unit,
            "sense": self.sense,
            "given": self.given.to_json(),
            "received": self.received.to_json(),
            "net": self.net.to_json(),
            "targets": self.targets,
            "records": list(self.records),
        }


@refusing_methods()
@attrs.frozen(repr=False)
class Balance(Answer):
    """The benefits that two sides gave each other and the burdens that they imposed, at the close of a day.

    Units are never added to each other. Benefits and burdens are in separate rows. A row of zeros is left out.

    Attributes:
        position: The position: the ledger at the close of the day.
        a: The parties of the first side.
        b: The parties of the second side; `None` for everybody else.
        by: The grouping of the rows, besides their unit.
        rollup: Whether acts that affect a party count for the state to which the party belongs.
        unit: The only unit to show; `None` for all units.
    """

    JSON = (
        "position.on",
        "position.known",
        "reading=position.reading.claims",
        "a",
        "b",
        "by",
        "rows=lines",
    )

    position: Position = attrs.field(eq=False)
    a: frozenset[str]
    b: frozenset[str] | None
    by: By = "unit"
    rollup: bool = True
    unit: str | None = None

    @cached_property
    def lines(self) -> tuple[BalanceRow, ...]:
        """Return the rows: by group, benefits before burdens, then by unit."""
        sums = self._sums(self.position)
        stated_position = self.position.stated
        stated = sums if stated_position.snapshot is self.position.snapshot else self._sums(stated_position)
        rows = []
        for key in sums.keys() | stated.keys():
            given, received = (
                Amount(one, other.value)
                for one, other in zip(sums.get(key, _ZERO), stated.get(key, _ZERO), strict=True)
            )
            if (given.bounds, received.bounds) != _ZERO:
                group, unit = key
                sense = self.position.snapshot.record_index.sense(unit)
                rows.append(BalanceRow(group, unit, sense, given, received, given - received, balance=self))
        return tuple(sorted(rows, key=_order))

    def _sums(self, position: Position) -> dict[tuple[str | None, str], tuple[Bounds, Bounds]]:
        index, day = position.index(rollup=self.rollup), position.day
        sums: dict[tuple[str | None, str], tuple[Bounds, Bounds]] = {}
        for side, (givers, receivers) in enumerate(((self.a, self.b), (self.b, self.a))):
            amounts: dict[tuple[str | None, str], Bounds]
            if self.by == "unit":
                amounts = {(None, unit): bounds for unit, bounds in index.given(givers, receivers, day).items()}
            else:
                amounts = self._grouped(index.counted(givers, receivers), day)
            for key, bounds in amounts.items():
                if self.unit is None or key[1] == self.unit:
                    pair = sums.get(key, _ZERO)
                    sums[key] = (bounds, pair[1]) if side == 0 else (pair[0], bounds)
        return sums

    def _grouped(self, entries: Iterable[Counted], day: int) -> dict[tuple[str | None, str], Bounds]:
        groups: dict[tuple[str | None, str], list[Counted]] = {}
        for counted in entries:
            for group in self._groups(counted):
                groups.setdefault((group, counted.unit), []).append(counted)
        return {key: summed(self.position.snapshot.joint_groups, some, day) for key, some in groups.items()}

    def _groups(self, counted: Counted) -> tuple[str | None, ...]:
        entry = counted.entry
        if self.by == "deal":
            head = self.position.snapshot.versions.head(entry.deal) if entry.deal else None
            return (entry.deal if head is None else head.id,)
        if self.by == "kind":
            return (entry.kind,)
        return entry.programs or (None,) if self.by == "program" else (None,)

    def counted(self, group: str | None, unit: str) -> Iterator[tuple[str, Counted]]:
        """Return the entries that a row counts on the day, each with its side."""
        index, day = self.position.index(rollup=self.rollup), self.position.day
        for side, givers, receivers in (("given", self.a, self.b), ("received", self.b, self.a)):
            for counted in index.counted(givers, receivers):
                if counted.unit == unit and group in self._groups(counted) and counted.on(day) != NOTHING:
                    yield side, counted

    def explanation(self, title: str, counted: Iterable[tuple[str, Counted]]) -> Explanation:
        """Return the records behind some entries, each with its sources."""
        position, reasons = self.position, []
        for side, one in counted:
            entry = one.entry
            reason = Reason.of(
                position,
                position.record(entry.record),
                side=side,
                unit=one.unit,
                amount=one.on(position.day),
                givers=entry.givers,
                receivers=entry.receivers,
                days=str(entry.periods),
                made_by=entry.because,
            )
            reasons.append(attrs.evolve(reason, deal=entry.deal))
        return Explanation(title, tuple(reasons))

    def explain(self) -> Explanation:
        """Return every record behind every row, with its sources."""
        counted = [pair for row in self.lines for pair in row._counted]  # noqa: SLF001 - its own rows
        return self.explanation(f"{self._title} at the close of {self.position.on}", counted)

    def __getitem__(self, name: str | None) -> BalanceRow:
        """Return the row of a unit, or the only row of a group if rows are grouped.

        If the ledger knows the unit or the group and the balance has no row for it, the row has amounts of zero. The
        name `None` stands for the entries without a group.

        Raises:
            UnknownRecord: The ledger has no such unit or group, or the group has rows of several units.
        """
        wanted = name
        if self.by == "unit" and isinstance(name, str):
            wanted = self.position.snapshot.record_index.units.canonical(name)
        matching = [row for row in self.lines if wanted == (row.unit if self.by == "unit" else row.group)]
        if len(matching) > 1:
            raise UnknownRecord(str(name), [row.unit for row in matching], "single row for")
        if matching:
            return matching[0]
        known = self._names()
        if wanted is not None and wanted not in known:
            raise UnknownRecord(str(name), sorted(known), self.by)
        group, unit = (None, str(wanted)) if self.by == "unit" else (wanted, self.unit or "")
        return BalanceRow(group, unit, None, NO_AMOUNT, NO_AMOUNT, NO_AMOUNT, balance=self)

    def _names(self) -> frozenset[str]:
        """Return the units, deals, kinds or programs of the ledger, whichever the rows are grouped by."""
        record_index = self.position.snapshot.record_index
        if self.by == "unit":
            return record_index.known_units | {entry.unit for entry in self.position.snapshot.entries}
        if self.by == "deal":
            return frozenset(record.id for record in record_index.family("deal"))
        if self.by == "kind":
            return frozenset(record.kind_name for record in record_index.records.values())
        return frozenset(
            program for record in record_index.records.values() for program in getattr(record, "program", ())
        )

    def __iter__(self) -> Iterator[BalanceRow]:
        """Return the rows."""
        return iter(self.lines)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    @property
    def _title(self) -> str:
        first = " ".join(sorted(self.a))
        return f"{first} and {'everybody else' if self.b is None else ' '.join(sorted(self.b))}"

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each row."""
        flat = []
        for row in self.lines:
            amounts = {"given": row.given, "received": row.received, "net": row.net}
            ends = {f"{name}_{end}": value for name, one in amounts.items() for end, value in one.to_json().items()}
            group: dict[str, str | None] = {} if self.by == "unit" else {self.by: row.group}
            flat.append({**group, "unit": row.unit, "sense": row.sense, **ends, "records": " ".join(row.records)})
        return flat

    def __str__(self) -> str:
        """Return the rows, a line each."""
        lines = [f"{self._title} at the close of {self.position.on}"]
        for row in self.lines:
            group = "" if self.by == "unit" else f"{row.group or 'none'}: "
            lines.append(f"  {group}{row.unit}: given {row.given}, received {row.received}, net {row.net}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the sides, the day and the number of rows."""
        return f"<Balance of {self._title} on {self.position.on}: {so_many(len(self), 'row')}>"


_ZERO = (NOTHING, NOTHING)


def _order(row: BalanceRow) -> tuple[Any, ...]:
    return (row.group is None, row.group or "", _SENSES.index(row.sense), row.unit)


def balance(  # noqa: PLR0913 - the question and its three options
    position: Position,
    a: Parties,
    b: Parties | None = None,
    *,
    by: By = "unit",
    rollup: bool = True,
    unit: str | None = None,
) -> Balance:
    """Return the benefits that two sides gave each other, and the burdens that they imposed, at the close of the day.

    There is a row for each unit; units are never added to each other.

    Args:
        position: The position.
        a: The first side: a party or several.
        b: The second side; default: everybody else.
        by: The grouping of the rows: `unit` alone, or `deal`, `kind` or `program` and unit. An entry with several
            programs counts in the row of each.
        rollup: Whether acts that affect a party count for the state to which the party belongs.
        unit: The only unit to show; default: all units.

    Raises:
        UnknownRecord: The ledger has no such party or unit.
        OverlappingSides: A party is on both sides.
        ReadError: `by` is not one of the four words.
    """
    if by not in get_args(By):
        raise ReadError(str(by), "is not a way to group a balance", f"choose among {', '.join(get_args(By))}")
    first, second = position.sides(a, b, rollup=rollup)
    record_index = position.snapshot.record_index
    canonical = None if unit is None else record_index.units.canonical(unit)
    if canonical is not None and canonical not in record_index.known_units:
        known = record_index.known_units.union(entry.unit for entry in position.snapshot.entries)
        if canonical not in known:
            raise UnknownRecord(canonical, sorted(known), "unit")
    return Balance(position, first, second, by, rollup, canonical)
