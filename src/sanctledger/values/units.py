"""The units that a ledger declares: their names, and the units of which they are a part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, get_args

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.graph import acyclic
from sanctledger.values.bounds import Bounds

Sense = Literal["benefit", "burden"]
_FIELDS = ("one", "name", "is", "part_of")
ACCEPTED = "write fields such as `{one: prisoner, is: benefit, part_of: prisoners}`"
#: Prefixes of the units that count measures, with whether they are benefits or burdens to the target.
RESTRAINT_UNITS: Mapping[str, Sense] = {
    "in_force": "burden",
    "partly_eased": "burden",
    "eased": "benefit",
    "lifted": "benefit",
}


def of_hostile_act(name: str) -> tuple[str, str]:
    """Return the kind of hostile acts that a unit counts, with a colon, and their unit.

    An empty kind for other units.
    """
    kind, colon, unit = name.partition(":")
    return (kind + colon, unit) if colon and kind not in RESTRAINT_UNITS else ("", name)


@refusing_methods(constructor=False)
@attrs.frozen
class Unit:
    """A unit that a ledger declares.

    Attributes:
        unit: The unit, as amounts write it.
        one: The word for one of it; amounts with that word have this unit.
        name: The name to show.
        sense: Whether the unit is a benefit or a burden to its receiver; `None` if that is not stated.
        part_of: The unit that contains this unit.
    """

    unit: str
    one: str | None = None
    name: str | None = None
    sense: Sense | None = None
    part_of: str | None = None

    @classmethod
    def read(cls, unit: str, raw: Any) -> Unit:
        """Read the fields of a unit in a ledger.

        Raises:
            ReadError: The value is not a mapping, or has other fields.
        """
        fields = {} if raw in (None, "") else raw
        if not isinstance(fields, Mapping) or not fields.keys() <= set(_FIELDS):
            raise ReadError(unit, "is not declared as a unit is", ACCEPTED)
        if not all(isinstance(value, str) for value in fields.values()):
            raise ReadError(unit, "has a field that is not text", ACCEPTED)
        sense = fields.get("is")
        if sense is not None and sense not in get_args(Sense):
            raise ReadError(str(sense), "is neither `benefit` nor `burden`", ACCEPTED)
        return cls(unit, fields.get("one"), fields.get("name"), sense, fields.get("part_of"))

    def to_json(self) -> dict[str, str]:
        """Return the given fields, as the file writes them."""
        fields = {"one": self.one, "name": self.name, "is": self.sense, "part_of": self.part_of}
        return {key: value for key, value in fields.items() if value is not None}


@refusing_methods(constructor=False)
@attrs.frozen
class Units:
    """The units that a ledger declares. Immutable; a unit without a declaration is known by its name alone.

    Attributes:
        declared: The units, sorted by name.
    """

    declared: tuple[Unit, ...] = ()

    @classmethod
    def of(cls, units: Mapping[str, Unit]) -> Units:
        """Return the units by name."""
        return cls(tuple(units[name] for name in sorted(units)))

    def inflicted(self, kind: str, unit: str) -> str:
        """Return the unit in which hostile acts of a kind count, so that they never add to given amounts.

        The unit has the kind in front, as in `detention:prisoners`. A unit that counts acts, or that is a burden
        anyway, stays.
        """
        return unit if unit == kind or self.sense(unit) == "burden" else f"{kind}:{unit}"

    def bare(self, name: str) -> str:
        """Return a unit without the kind of hostile acts in front."""
        return name if name in self._by_name else of_hostile_act(name)[1]

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        return {unit.unit: unit for unit in self.declared}

    @cached_property
    def _singular(self) -> dict[str, str]:
        return {unit.one: unit.unit for unit in self.declared if unit.one}

    def __getitem__(self, name: str) -> Unit:
        """Return the unit with a name, declared or not."""
        return self._by_name.get(name) or Unit(name)

    def __contains__(self, name: str) -> bool:
        """Return whether a unit with a name is declared."""
        return name in self._by_name

    def __iter__(self) -> Iterator[Unit]:
        """Return the declared units."""
        return iter(self.declared)

    def beside(self, others: Units) -> Units:
        """Return these units and those of others that these do not name, neither as a unit nor as the word for one."""
        more = {unit.unit: unit for unit in others if unit.unit not in self and unit.unit not in self._singular}
        return Units.of(more | self._by_name) if more else self

    def canonical(self, name: str) -> str:
        """Return the unit that a name means: `prisoner` means `prisoners` if that is declared as its singular."""
        if name in self._by_name:
            return name
        kind, unit = of_hostile_act(name)
        return kind + self._singular.get(unit, unit)

    def wholes(self, name: str) -> tuple[str, ...]:
        """Return the units that contain a unit, the nearest first; units that contain each other count as separate."""
        kind, unit = ("", name) if name in self._by_name else of_hostile_act(name)
        found: list[str] = []
        while above := self._whole_of.get(unit):
            unit = above[0]
            found.append(kind + unit)
        return tuple(found)

    @cached_property
    def _whole_of(self) -> dict[str, tuple[str, ...]]:
        return acyclic({unit.unit: [self.canonical(unit.part_of)] for unit in self.declared if unit.part_of})

    @cached_property
    def _under(self) -> dict[str, tuple[str, ...]]:
        """Return, for each unit that no other contains, the declared units that it contains."""
        under: dict[str, list[str]] = {}
        for unit in self.declared:
            if wholes := self.wholes(unit.unit):
                under.setdefault(wholes[-1], []).append(unit.unit)
        return {top: tuple(names) for top, names in under.items()}

    def beside_or_below(self, name: str) -> tuple[str, ...]:
        """Return the declared units that an amount of a unit may have, too, and need not have.

        They are the parts of the unit, and other parts of the units that contain it: a political prisoner may be a
        journalist,
        and some of the fishermen who are freed may be.
        """
        kind, unit = ("", name) if name in self._by_name else of_hostile_act(name)
        wholes = self.wholes(unit)
        found = tuple(one for one in self._under.get((unit, *wholes)[-1], ()) if one != unit and one not in wholes)
        return tuple(kind + one for one in found) if kind else found

    def overlap(self, one: str, other: str) -> bool:
        """Return whether an amount may be of both units: both are parts of one whole, or one is a part of the other."""
        return (one, *self.wholes(one))[-1] == (other, *self.wholes(other))[-1]

    def is_within(self, name: str, whole: str) -> bool:
        """Return whether every amount of the first unit is an amount of the second."""
        return name == whole or whole in self.wholes(name)

    def sense(self, name: str) -> Sense | None:
        """Return whether a unit is a benefit or a burden to its receiver, if that is known."""
        prefix = name.partition(":")[0]
        if prefix in RESTRAINT_UNITS:
            return RESTRAINT_UNITS[prefix]
        for unit in (name, *self.wholes(name)):
            if self[unit].sense:
                return self[unit].sense
        return None

    def said(self, amount: Bounds, name: str) -> str:
        """Return an amount and its unit in words: `1 prisoner`, `51..52 prisoners`."""
        return f"{amount} {self.label(self.canonical(name), amount)}"

    def label(self, name: str, amount: Bounds | None = None) -> str:
        """Return the name to show for an amount: the word for one if the amount is exactly one."""
        kind, bare = ("", name) if name in self._by_name else of_hostile_act(name)
        unit = self[bare]
        if amount is not None and amount.value == 1 and unit.one:
            return kind + unit.one
        return kind + (unit.name or bare)

    def words(self, name: str, amount: Bounds | None = None) -> str:
        """Return the name of a unit for people.

        A unit that is the kind of an act, such as a licence, has no underscores.
        """
        return self.label(name, amount).replace("_", " ")

    def one(self, name: str) -> str:
        """Return the word for one of a unit, for people: `prisoner` for `prisoners`."""
        return self.words(name, Bounds.exactly(1))
