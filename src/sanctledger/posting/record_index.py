"""Records by id and link, with the day since which each could be known. A book never changes."""

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
    """That one record refers to another.

    Attributes:
        origin: The id of the record that refers.
        field: The field in which it does.
        target: The id that it names.
    """

    origin: str
    field: str
    target: str


@attrs.frozen(repr=False)
class RecordIndex:
    """Records by id, and the units that they are counted in.

    Attributes:
        records: The records by id.
        units: The declared units.
        about: How far the word `about` reaches to each side, as a fraction.
        broken: The ids of records that could not be read; references to them are no further mistake.
        kinds: The catalogue of kinds that the ledger knows.
        terms: The terms of scopes: those that the library knows, and those that the ledger declares.
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
        """What a copy or a pickle is made from: all but what was worked out."""
        given = dict(self.records), self.units, self.about, self.broken, self.kinds, self.terms
        return RecordIndex, given

    def __getitem__(self, record_id: str) -> Record:
        """Return the record of that id.

        Raises:
            UnknownRecord: There is none.
        """
        try:
            return self.records[record_id]
        except KeyError:
            raise UnknownRecord(record_id, tuple(self.records)) from None

    @cached_property
    def columns(self) -> Mapping[type[Record], Columns[Record]]:
        """Return the records by their own class, their fields side by side."""
        return Columns.by_class(self.records.values())

    def family(self, family: str) -> Iterator[Record]:
        """Return the records of a family, class by class in order."""
        return (record for cls, some in self.columns.items() if cls.family == family for record in some.records)

    def ids(self, family: str) -> Container[str]:
        """Return the ids of the records of a family; of all where it is `record`."""
        return self.records.keys() if family == "record" else self._ids.get(family, ())

    @cached_property
    def _ids(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for cls, some in self.columns.items():
            found.setdefault(cls.family, set()).update(some["id"])
        return found

    # What scopes reach.

    def reach(self, record: Sanction | Easing) -> Scope:
        """What a sanction reaches or an easing frees, with the terms below its own that library and ledger know.

        This is the one door to comparing scopes: of a sanction, the default of its kind is taken in. Compared with each
        other, such scopes are exact under the terms that the ledger declares; compare none that has not come through.
        """
        return self.resolved(record.scope_in_force if isinstance(record, Sanction) else record.scope)

    def resolved(self, scope: Scope) -> Scope:
        """Any scope, such as that of an activity, with the terms below its own that library and ledger know."""
        known = self._reaches.get(scope)
        if known is None:
            known = self._reaches[scope] = self.terms.resolved(scope)
        return known

    def frees(self, sanction: Sanction, easings: Iterable[Easing], target: str) -> Certainty:
        """Return whether easings together free all that a sanction reaches through a target.

        All of that is with the target, or with what it owns. `MAYBE` where it takes too long to tell.
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
        """By dimension, the terms that its sanctions, their kinds and its easings write or take out."""
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
        """Return the units that it declares or counts in, those of the states of its sanctions included."""
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
        """Whether a unit is a benefit or a burden to who receives it, if that is known; a hostile act is a burden."""
        kind = of_hostile_act(unit)[0].removesuffix(":") or unit
        hostile = unit not in self.units and kind in self.kinds and self.kinds[kind].family == "coercion"
        return "burden" if hostile else self.units.sense(unit)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference from one record to another."""
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
        """What a record refers to."""
        return self._links_from.get(record_id, ())

    def links_to(self, record_id: str) -> tuple[Link, ...]:
        """What refers to a record."""
        return self._links_to.get(record_id, ())

    @cached_property
    def _published(self) -> dict[str, int]:
        """Return the latest day number on which each source may have come out, if that is known."""
        sources = ((one.id, one.published) for one in self.family("source"))
        return {source: day.last for source, day in sources if day is not None and day.latest is not None}

    def recorded(self, record_id: str) -> dt.date | None:
        """Return the day on which a record could be known, by itself: as it says, or by the default of its family.

        The default is the earliest publication among its sources that is not before its start; else the latest day
        that its start may be. Publications known to a month or year count from their latest day. `None` where neither
        gives a day. Parties and sources are always known unless they say otherwise.
        """
        day = self._own_day(self[record_id])
        return None if day == FOREVER else dt.date.fromordinal(day)

    def _own_day(self, record: Record) -> int:
        """Return the day number that `recorded` gives; `FOREVER` for none."""
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
        """For each record that replaces others, those that it replaces; links on a cycle left out."""
        return acyclic(self.replacing)

    @cached_property
    def replacing(self) -> dict[str, list[str]]:
        """For each record that corrects or amends others, those, as written: even where the links lead in a circle."""
        return {
            record.id: [old for old in record.replaces_records if old in self.records]
            for some in self.columns.values()
            for field in ("corrects", "amends")
            for record in some.saying(field)
        }

    @cached_property
    def counts_from(self) -> dict[str, int]:
        """The day number from which each record counts: its own, and for a successor not before its predecessors'."""
        days: dict[str, int] = {}
        for some in self.columns.values():
            is_background = repeat(issubclass(some.cls, (Party, Source)))
            found = map(self._day, some["recorded"], some["start"], some["sources"], is_background)
            days.update(zip(some["id"], found, strict=True))
        for record_id in self.generations:
            days[record_id] = max(days[record_id], *(days[old] for old in self.predecessors[record_id]))
        return days

    def counting_from(self, record_id: str) -> int:
        """Return the day number from which one record counts."""
        if record_id in self.predecessors:
            return self.counts_from[record_id]
        return self._own_day(self[record_id])

    @cached_property
    def generations(self) -> dict[str, int]:
        """For each record that replaces others, how many replacements lie below it; predecessors come first."""

        def replacing(record_id: str) -> list[str]:
            return [old for old in self.predecessors[record_id] if old in self.predecessors]

        depth: dict[str, int] = {}
        for start in self.predecessors:
            for record_id in bottom_up(start, replacing, depth):
                depth[record_id] = 1 + max(depth.get(old, 0) for old in self.predecessors[record_id])
        return depth

    @cached_property
    def days_of_knowledge(self) -> tuple[int, ...]:
        """Return the day numbers on which anything was learnt, in order."""
        return tuple(sorted(set(self.counts_from.values())))

    def last_learnt(self, day: int) -> int:
        """Return the number of the last day, up to a day, on which anything was learnt; 0 where nothing was by then."""
        days = self.days_of_knowledge
        return days[at - 1] if (at := bisect_right(days, day)) else 0

    def __repr__(self) -> str:
        """Return how many records it holds."""
        return f"<Book: {so_many(len(self.records), 'record')}>"


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, tuple[Link, ...]]:
    groups: dict[str, list[Link]] = {}
    for key, link in pairs:
        groups.setdefault(key, []).append(link)
    return {key: tuple(links) for key, links in groups.items()}
