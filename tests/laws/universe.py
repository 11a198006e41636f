"""The small universe that laws are tried in: six days, a few parties and units, ledgers written as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sanctledger as sl
from sanctledger.settings import Settings
from sanctledger.units import Unit, Units

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
}
#: What each of these scopes reaches, of all that they can tell apart.
CELLS: Mapping[str, frozenset[str]] = {
    "all": frozenset({"export", "import", "rest"}),
    "export": frozenset({"export"}),
    "import": frozenset({"import"}),
    "trade": frozenset({"export", "import"}),
    "no export": frozenset({"import", "rest"}),
}
STATES = ("biting", "partly_eased", "eased", "lifted", "over")
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
