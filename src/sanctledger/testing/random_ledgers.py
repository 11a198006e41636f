"""Ledgers at random: records of any kinds that name each other, parties and sources, and no error in them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from hypothesis import assume, reject
from hypothesis import strategies as st
from pydantic import ValidationError

from sanctledger.base.arguments import refusing
from sanctledger.base.plugins import PluginWarning
from sanctledger.ledger import Ledger
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.testing.random_records import plain_records
from sanctledger.testing.random_values import Plain, days

#: The states that every made-up ledger has.
STATES = ("north", "south", "east")
#: Fields whose values have to fit those of other records, or of each other, to be no error.
_LEFT_OUT = {
    "concession": ("of_which", "complete", "includes"),
    "coercion": ("of_which", "complete", "includes"),
    "reversal": ("quantity", "only"),
    "party": ("owners", "member_of"),
}
_DEEPEST = 2
_TODAY = "2026-01-01"


@refusing
@st.composite
def ledgers(
    draw: st.DrawFn,
    kinds: Kinds = KINDS,
    *,
    of: type[Record] | None = None,
    fields: Mapping[str, st.SearchStrategy[Any]] | None = None,
    most: int = 4,
) -> Ledger:
    """Ledgers of some records that name each other, and in which a check finds no error.

    Args:
        draw: What draws.
        kinds: The catalogue of kinds that records may be of.
        of: A class of the catalogue of which there is to be a record at least.
        fields: What to draw for some fields of that class, by their names.
        most: How many records there are at most, beside the parties, the sources and what the others name.
    """
    web = _Web(draw, kinds, of, fields or {})
    for cls in draw(st.lists(st.sampled_from(web.classes), max_size=most)):
        web.add(cls)
    if of is not None:
        web.add(of)
    again: bool = draw(st.booleans())
    if web.acts and again:
        web.succeed(draw(st.sampled_from(web.acts)))
    ledger = web.ledger()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PluginWarning)  # a kind that breaks off is told of by those who try it
        errors = ledger.check(today=_TODAY).errors
    assume(all(error.code == "SL016" for error in errors))
    return ledger


class _Web:
    """The records of one ledger, as they are drawn: each names only those that are there."""

    def __init__(
        self, draw: st.DrawFn, kinds: Kinds, of: type[Record] | None, fields: Mapping[str, st.SearchStrategy[Any]]
    ) -> None:
        self.draw, self.kinds, self.of, self.fields = draw, kinds, of, fields
        self.plains: dict[str, Plain] = {}
        self.families: dict[str, list[str]] = {}
        self.classes = [cls for cls in kinds.classes if cls.family not in ("party", "source")]
        for name in STATES:
            self._put({"kind": "state", "id": name}, "party")
        self._put({"kind": "source", "id": "gazette", "published": "2014-05-01", "tier": "primary"}, "source")

    @property
    def acts(self) -> list[str]:
        """Return the ids of what is neither a party nor a source."""
        apart = {*self.families["party"], *self.families["source"]}
        return [name for name in self.plains if name not in apart]

    def _put(self, plain: Plain, family: str) -> None:
        self.plains[plain["id"]] = plain
        self.families.setdefault(family, []).append(plain["id"])

    def add(self, cls: type[Record], depth: int = 0) -> str:
        """Add a record of a class, and what it names if there is none yet; its id."""
        plain = dict(self.draw(plain_records(cls, self.fields if cls is self.of else None)))
        for name in _LEFT_OUT.get(cls.family, ()):
            plain.pop(name, None)
        try:
            families = {target: family for _, target, family in cls.model_validate(plain).references()}
        except ValidationError:
            reject()
        used: set[str] = set()
        chosen = {name: self._choose(family, depth, used) for name, family in families.items()}
        linked = {key: value for key, part in plain.items() if (value := _linked(part, chosen)) not in (None, [])}
        linked["id"] = f"{plain['kind']}-{len(self.plains)}"
        try:
            cls.model_validate(linked)
        except ValidationError:
            reject()
        self._put(linked, cls.family)
        return str(linked["id"])

    def _choose(self, family: str, depth: int, used: set[str]) -> str | None:
        """Return a record of a family to name, another for each place of one record where there are several."""
        there = self.acts if family == "record" else self.families.get(family, [])
        free = [name for name in there if name not in used]
        if free:
            target = self.draw(st.sampled_from(free))
        elif depth < _DEEPEST and (able := self._able(family)):
            target = self.add(self.draw(st.sampled_from(able)), depth + 1)
        else:
            return None
        used.add(target)
        return target

    def _able(self, family: str) -> list[type[Record]]:
        if family == "record":
            return [self.kinds["release"], self.kinds["event"]]
        return [cls for cls in self.kinds.classes if cls.family == family]

    def succeed(self, old: str) -> None:
        """Add a record that stands in for another, from a later day on."""
        plain = self.plains[old] | {"id": f"{old}-again", "corrects": [old], "recorded": self.draw(days())}
        plain = {key: value for key, value in plain.items() if key not in ("amends", "delivers")}
        family = next(family for family, names in self.families.items() if old in names)
        self._put(plain, family)

    def ledger(self) -> Ledger:
        """Return the ledger of what was drawn."""
        try:
            return Ledger([self.kinds.make(plain) for plain in self.plains.values()], kinds=self.kinds)
        except ValidationError:
            reject()


def _linked(value: Any, chosen: Mapping[str, str | None]) -> Any:
    """A value with its made-up ids replaced; what names nothing is left out, and what is no reference is a kind."""
    if isinstance(value, str):
        if not value.startswith("id-"):
            return value
        return chosen.get(value, "release")
    if isinstance(value, dict):
        parts = {key: _linked(part, chosen) for key, part in value.items()}
        return None if None in parts.values() else parts
    if isinstance(value, list):
        return [part for one in value if (part := _linked(one, chosen)) is not None]
    return value
