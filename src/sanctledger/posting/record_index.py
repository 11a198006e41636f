"""An immutable index of records by id and by link, with the day since which each may be known."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from typing import Any

import attrs

from sanctledger.base.common_errors import ScopeTooIntricate, UnknownRecord
from sanctledger.base.graph import acyclic, bottom_up, closure
from sanctledger.base.words import so_many
from sanctledger.records.columns import Columns
from sanctledger.records.easings import Easing
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.parties import Party
from sanctledger.records.record import Citation, Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Source
from sanctledger.values.dates import BEGINNING, FOREVER, UncertainDate
from sanctledger.values.periods import Certainty
from sanctledger.values.quantity import ABOUT, Quantity
from sanctledger.values.scope import Scope
from sanctledger.values.scope_text import COUNTERPARTY
from sanctledger.values.units import RESTRAINT_UNITS, Sense, Units, of_hostile_act
from sanctledger.values.vocabulary import Terms


@attrs.frozen
class Link:
    """A reference from one record to another.

    Attributes:
        origin: The id of the record with the reference.
        field: The field.
        target: The id that the field names.
    """

    origin: str
    field: str
    target: str


@attrs.frozen(repr=False)
class RecordIndex:
    """An index of records, with the units in which they count.

    Attributes:
        records: The records by id.
        units: The declared units.
        about: The tolerance of the word `about`, as a fraction to each side.
        broken: The ids of records that could not be read; references to them are not reported as errors.
        kinds: The catalogue of kinds.
        terms: The terms of scopes that the library and the ledger declare.
    """

    records: Mapping[str, Record]
    units: Units = Units()
    about: Decimal = ABOUT
    broken: frozenset[str] = frozenset()
    kinds: Kinds = attrs.field(default=KINDS, eq=False)
    terms: Terms = Terms()
    _reaches: dict[Scope, Scope] = attrs.field(factory=dict, init=False, eq=False)
    _freed: dict[tuple[Scope, frozenset[Scope]], Certainty] = attrs.field(factory=dict, init=False, eq=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts of a copy or a pickle, without derived values."""
        given = dict(self.records), self.units, self.about, self.broken, self.kinds, self.terms
        return RecordIndex, given

    def __getitem__(self, record_id: str) -> Record:
        """Return the record with an id.

        Raises:
            UnknownRecord: There is no such record.
        """
        try:
            return self.records[record_id]
        except KeyError:
            raise UnknownRecord(record_id, tuple(self.records)) from None

    @cached_property
    def columns(self) -> Mapping[type[Record], Columns[Record]]:
        """Return the fields of the records, side by side, by class."""
        return Columns.by_class(self.records.values())

    def family(self, family: str) -> Iterator[Record]:
        """Return the records of a family, class by class in order."""
        return (record for cls, some in self.columns.items() if cls.family == family for record in some.records)

    def ids(self, family: str) -> Container[str]:
        """Return the ids of the records of a family; of all records for the family `record`."""
        return self.records.keys() if family == "record" else self._ids.get(family, ())

    @cached_property
    def _ids(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for cls, some in self.columns.items():
            found.setdefault(cls.family, set()).update(some["id"])
        return found

    # What scopes reach.

    def reach(self, record: Sanction | Easing) -> Scope:
        """Return the scope that a sanction reaches or an easing frees, with the terms below its own terms.

        Scopes must be compared in this form. For a sanction, the default scope of its kind is included. Scopes returned
        here
        can be compared exactly under the declared terms; other scopes cannot.
        """
        return self.resolved(record.scope_in_force if isinstance(record, Sanction) else record.scope)

    def resolved(self, scope: Scope) -> Scope:
        """Return a scope, such as that of an activity, with the terms below its own terms."""
        known = self._reaches.get(scope)
        if known is None:
            known = self._reaches[scope] = self.terms.resolved(scope)
        return known

    def frees(self, sanction: Sanction, easings: Iterable[Easing], target: str) -> Certainty:
        """Return whether easings together free all that a sanction reaches through a target.

        That is everything done with the target, or with what the target owns. The answer is `MAYBE` if the comparison
        takes too
        long.
        """

        def is_target(name: str, terms: frozenset[str]) -> bool | None:
            return True if name == COUNTERPARTY and target in terms else None

        reach, freeing = self.reach(sanction), [*map(self.reach, easings)]
        if any(COUNTERPARTY in scope.dimensions for scope in (reach, *freeing)):
            reach, *freeing = (scope.settled(is_target) for scope in (reach, *freeing))
        freed = frozenset(freeing)
        known = self._freed.get((reach, freed))
        if known is None:
            try:
                known = Certainty.YES if reach.within(*freed) else Certainty.NO
            except ScopeTooIntricate:
                known = Certainty.MAYBE
            self._freed[reach, freed] = known
        return known

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Return the parties by id."""
        kinds = (some.records for cls, some in self.columns.items() if issubclass(cls, Party))
        return {party.id: party for parties in kinds for party in parties}  # type: ignore[misc]  # of that class

    @cached_property
    def written_terms(self) -> dict[str, dict[str, None]]:
        """Return, by dimension, the terms that sanctions, their kinds and easings include or exclude."""
        found: dict[str, dict[str, None]] = {}
        scopes: dict[Scope, None] = {}
        for cls, some in self.columns.items():
            if issubclass(cls, (Sanction, Easing)):
                scopes.update(dict.fromkeys(some["scope"]))
            if issubclass(cls, Sanction):
                scopes[cls.default_scope] = None
        for scope in closure(scopes, lambda scope: scope.excluding):
            for name, terms in scope.terms:
                found.setdefault(name, {}).update(dict.fromkeys(sorted(terms)))
        return found

    @cached_property
    def known_units(self) -> frozenset[str]:
        """Return the units that are declared or used, with the units of the states of sanctions."""
        named = {unit.unit for unit in self.units}
        for cls, some in self.columns.items():
            parts = (part.quantity for record in some.saying("of_which") for part in getattr(record, "of_which", ()))
            for quantity in (*some["quantity"], *parts):
                if isinstance(quantity, Quantity):
                    unit = self.units.canonical(quantity.unit)
                    named.add(unit)
                    if cls.family == "coercion":
                        named |= {self.units.inflicted(record.kind_name, unit) for record in some.records}
            if cls.family == "sanction":
                kinds = {record.kind_name for record in some.records}
                named |= {f"{state}:{kind}" for kind in kinds for state in RESTRAINT_UNITS}
            elif cls.family in ("concession", "coercion"):
                named |= {record.kind_name for record in some.records}
        return frozenset(named.union(*map(self.units.wholes, named)))

    def sense(self, unit: str) -> Sense | None:
        """Return whether a unit is a benefit or a burden to its receiver, if that is known.

        Hostile acts are burdens.
        """
        kind = of_hostile_act(unit)[0].removesuffix(":") or unit
        hostile = unit not in self.units and kind in self.kinds and self.kinds[kind].family == "coercion"
        return "burden" if hostile else self.units.sense(unit)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return every reference from one record to another."""
        return tuple(
            Link(record.id, field, target)
            for record in self.records.values()
            for field, target, _ in record.references()
        )

    @cached_property
    def _links_from(self) -> dict[str, tuple[Link, ...]]:
        return _grouped((link.origin, link) for link in self.links)

    @cached_property
    def _links_to(self) -> dict[str, tuple[Link, ...]]:
        return _grouped((link.target, link) for link in self.links)

    def links_from(self, record_id: str) -> tuple[Link, ...]:
        """Return the references from a record."""
        return self._links_from.get(record_id, ())

    def links_to(self, record_id: str) -> tuple[Link, ...]:
        """Return the references to a record."""
        return self._links_to.get(record_id, ())

    @cached_property
    def _published(self) -> dict[str, int]:
        """Return the latest possible day of publication of each source, if that is known."""
        sources = ((one.id, one.published) for one in self.family("source"))
        return {source: day.last for source, day in sources if day is not None and day.latest is not None}

    def recorded(self, record_id: str) -> dt.date | None:
        """Return the day since which a record may be known, by itself; `None` if there is none.

        The day is the first of these that exists:

        - the field `recorded`;
        - the earliest publication among its sources that is not before its start; a publication known to a month or a
          year counts
          from the latest day;
        - the latest day on which the record may start.

        Parties and sources are always known, unless they have `recorded`.
        """
        day = self._own_day(self[record_id])
        return None if day == FOREVER else dt.date.fromordinal(day)

    def _own_day(self, record: Record) -> int:
        """Return the number of the day in `recorded`; `FOREVER` if there is none."""
        return self._day(record.recorded, record.start, record.sources, isinstance(record, (Party, Source)))

    def _day(
        self, recorded: dt.date | None, start: UncertainDate | None, cited: tuple[Citation, ...], is_background: bool
    ) -> int:
        if recorded is not None:
            return recorded.toordinal()
        if is_background:
            return dt.date.min.toordinal()
        first, day = BEGINNING if start is None else start.first, FOREVER
        for citation in cited:
            published = self._published.get(citation.source)
            if published is not None and first <= published < day:
                day = published
        return start.last if day == FOREVER and start is not None else day

    @cached_property
    def predecessors(self) -> dict[str, tuple[str, ...]]:
        """Return, for each record that replaces others, the replaced records, without links on a circle."""
        return acyclic(self.replacing)

    @cached_property
    def replacing(self) -> dict[str, list[str]]:
        """Return, for each record that corrects or amends others, these records as written, even on a circle."""
        return {
            record.id: [old for old in record.replaces_records if old in self.records]
            for some in self.columns.values()
            for field in ("corrects", "amends")
            for record in some.saying(field)
        }

    @cached_property
    def counts_from(self) -> dict[str, int]:
        """Return the day number since which each record is known.

        A successor is never known before its predecessors.
        """
        days: dict[str, int] = {}
        for some in self.columns.values():
            is_background = repeat(issubclass(some.cls, (Party, Source)))
            found = map(self._day, some["recorded"], some["start"], some["sources"], is_background)
            days.update(zip(some["id"], found, strict=True))
        for record_id in self.generations:
            days[record_id] = max(days[record_id], *(days[old] for old in self.predecessors[record_id]))
        return days

    def counting_from(self, record_id: str) -> int:
        """Return the day number since which one record is known."""
        if record_id in self.predecessors:
            return self.counts_from[record_id]
        return self._own_day(self[record_id])

    @cached_property
    def generations(self) -> dict[str, int]:
        """Return, for each record that replaces others, the number of replacements below it.

        Predecessors come first.
        """

        def replacing(record_id: str) -> list[str]:
            return [old for old in self.predecessors[record_id] if old in self.predecessors]

        depth: dict[str, int] = {}
        for start in self.predecessors:
            for record_id in bottom_up(start, replacing, depth):
                depth[record_id] = 1 + max(depth.get(old, 0) for old in self.predecessors[record_id])
        return depth

    @cached_property
    def days_of_knowledge(self) -> tuple[int, ...]:
        """Return the day numbers on which any record became known, in order."""
        return tuple(sorted(set(self.counts_from.values())))

    def last_learnt(self, day: int) -> int:
        """Return the number of the last day, up to a day, on which any record became known; 0 if there is none."""
        days = self.days_of_knowledge
        return days[at - 1] if (at := bisect_right(days, day)) else 0

    def __repr__(self) -> str:
        """Return the number of records."""
        return f"<Book: {so_many(len(self.records), 'record')}>"


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, tuple[Link, ...]]:
    groups: dict[str, list[Link]] = {}
    for key, link in pairs:
        groups.setdefault(key, []).append(link)
    return {key: tuple(links) for key, links in groups.items()}
