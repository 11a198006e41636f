"""The small universe that laws are tried in: six days, a few parties and units, ledgers written as plain data."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import sanctledger as sl
from sanctledger.records.settings import Settings
from sanctledger.values.units import Unit, Units

#: A record as the file writes it.
Plain = dict[str, Any]

FIRST = dt.date(2025, 9, 8)
DAYS = range(6)
#: A start on this day lies before the universe.
EARLIER = -1
#: A start on this day lies beyond the universe; so does an end on the next, which stands for no end at all.
LATER = len(DAYS)
NEVER = LATER + 1

#: Each unit with the one that it is part of.
UNITS: Mapping[str, str | None] = {
    "prisoners": None,
    "political prisoners": "prisoners",
    "journalists": "political prisoners",
    "minors": "prisoners",
    "foreigners": None,
    "lithuanians": "foreigners",
}
#: Each party with the state that it belongs to.
COUNTRIES: Mapping[str, str | None] = {"us": None, "by": None, "eu": None, "belavia": "by", "crew": "belavia"}
SCOPES: Mapping[str, Plain | None] = {
    "all": None,
    "export": {"action": ["export"]},
    "import": {"action": ["import"]},
    "trade": {"action": ["export", "import"]},
    "no export": {"excluding": [{"action": ["export"]}]},
    "dealing": {"action": ["deal"]},
    "property": {"action": ["hold", "unblock"]},
    "entry": {"action": ["enter"]},
    "no transit": {"excluding": [{"action": ["transit"]}]},
    "potash": {"goods": ["potash"]},
    "no potash": {"excluding": [{"goods": ["potash"]}]},
    "no potash but granules": {"excluding": [{"goods": ["potash"], "excluding": [{"goods": ["potash.granules"]}]}]},
    "first quota": {"quota": ["first"]},
    "potash exports": {"action": ["export"], "goods": ["potash"], "excluding": [{"quota": ["first"]}]},
}
#: What the kinds of sanctions reach where they write no other action.
DEFAULTS: Mapping[str, Plain] = {
    "asset_freeze": {"action": ["deal", "hold", "unblock"]},
    "travel_ban": {"action": ["enter", "transit"]},
    "export_control": {"action": ["export"]},
}
#: What can be told apart in each dimension, and the terms that reach it.
_ATOMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "action": {
        "dealing of no sort": ("deal",),
        "export": ("export", "deal"),
        "import": ("import", "deal"),
        "hold": ("hold",),
        "unblock": ("unblock",),
        "enter": ("enter",),
        "transit": ("transit",),
        "another": (),
    },
    "goods": {"lumps": ("potash",), "granules": ("potash", "potash.granules"), "another": ()},
    "quota": {"first": ("first",), "another": ()},
}
#: All that can be told apart: one of each dimension.
CELLS = tuple(dict(zip(_ATOMS, chosen, strict=True)) for chosen in itertools.product(*_ATOMS.values()))


def reached(scope: Plain) -> frozenset[int]:
    """The numbers of the cells that a scope reaches, as the docs define it."""

    def holds(plain: Plain, cell: dict[str, str]) -> bool:
        named = (dimension for dimension in plain if dimension != "excluding")
        inside = all(not set(_ATOMS[name][cell[name]]).isdisjoint(plain[name]) for name in named)
        return inside and not any(holds(taken, cell) for taken in plain.get("excluding", ()))

    return frozenset(number for number, cell in enumerate(CELLS) if holds(scope, cell))


STATES = ("in_force", "partly_eased", "eased", "lifted", "ended")
COUNTED = STATES[:4]

_KIND_OF_PARTY = {"us": "state", "by": "state", "eu": "bloc", "belavia": "company", "crew": "group"}


def day(number: int) -> dt.date:
    """The day of that number."""
    return FIRST + dt.timedelta(days=number)


def parties(size: str | int | None = None) -> list[Plain]:
    """The parties, the group of some size."""
    found: list[Plain] = []
    for party, country in COUNTRIES.items():
        record: Plain = {"kind": _KIND_OF_PARTY[party], "id": party}
        if country is not None:
            record["country"] = country
        if party == "crew" and size is not None:
            record["size"] = size
        found.append(record)
    return found


SETTINGS = Settings(units=Units.of({name: Unit(name, part_of=whole) for name, whole in UNITS.items()}))


def ledger_of(plains: Iterable[Plain]) -> sl.Ledger:
    """The ledger of records written as plain data."""
    return sl.Ledger([sl.KINDS.make(plain) for plain in plains], settings=SETTINGS)


def chain(unit: str) -> tuple[str, ...]:
    """A unit and all of which it is a part."""
    found = [unit]
    while (whole := UNITS.get(found[-1])) is not None:
        found.append(whole)
    return tuple(found)


def belongs(party: str) -> tuple[str, ...]:
    """A party and all to whom it belongs."""
    found = [party]
    while (above := COUNTRIES.get(found[-1])) is not None:
        found.append(above)
    return tuple(found)
