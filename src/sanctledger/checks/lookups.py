"""Lookups that rules share: the current records, and the paths of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.columns import Columns
from sanctledger.records.easings import Eased
from sanctledger.records.record import Record
from sanctledger.values.quantity import Quantity

Kind = TypeVar("Kind", bound=Record)
Made = TypeVar("Made")
#: Fields whose name in Python differs from the file's, by the latter.
_IN_PYTHON = {"parties": ("members", "involved"), "from": ("start",), "until": ("end",), "with": ("alongside",)}
#: What the items of a list that name another record call it by.
_NAMING = ("source", "person", "party")


def once(make: Callable[[Snapshot], Made]) -> Callable[[Snapshot], Made]:
    """Return a function of a snapshot whose result is worked out once and kept with the snapshot."""
    made: WeakKeyDictionary[Snapshot, Made] = WeakKeyDictionary()

    def ask(snapshot: Snapshot) -> Made:
        try:
            return made[snapshot]
        except KeyError:
            return made.setdefault(snapshot, make(snapshot))

    return ask


def current(snapshot: Snapshot, *classes: type[Kind]) -> Iterator[Kind]:
    """Return the current, unretracted versions of records of some classes, class by class, in order."""
    for some in columns(snapshot, *classes):
        yield from some.records


def columns(snapshot: Snapshot, *classes: type[Kind]) -> Iterator[Columns[Kind]]:
    """Return the current records of some classes, class by class, with their fields side by side."""
    return (some for cls, some in snapshot.versions.columns.items() if issubclass(cls, classes))  # type: ignore[misc]  # of these


def doubted(snapshot: Snapshot, status: str) -> Iterator[Record]:
    """Return the current records with the status `disputed` or `scheduled`, class by class, in order."""
    for some in snapshot.versions.columns.values():
        if status in (said := some["status"]):
            yield from (record for record, one in zip(some.records, said, strict=True) if one == status)


def meet(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether two lists of ids have an id in common."""
    return some[0] in others if len(some) == 1 else not set(some).isdisjoint(others)


def path_to(record: Record, field: str, target: str) -> str:
    """Return the path at which a record names an id: `sources.2` for the third of several sources."""
    node: Any = record
    for part in field.split("."):
        node = node[int(part)] if part.isdecimal() and isinstance(node, tuple) else _attribute(node, part)
    below = _below(node, target)
    return field if below is None else f"{field}{below}"


def _attribute(node: Any, name: str) -> Any:
    for spelling in (name, *_IN_PYTHON.get(name, ())):
        found = getattr(node, spelling, None)
        if found is not None and not callable(found):
            return found
    return None


def _below(node: Any, target: str) -> str | None:
    if isinstance(node, tuple):
        if len(node) == 1 and _names(node[0], target):
            return ""
        for number, item in enumerate(node):
            below = "" if _names(item, target) else _below(item, target)
            if below is not None:
                return f".{number}{below}"
        return None
    if isinstance(node, Eased):
        return _below(node.sanctions, target)
    for name in ("sources", "targets", "before", "alongside", "after"):
        found = _below(getattr(node, name, None), target) if hasattr(node, name) else None
        if found is not None:
            return f".{'with' if name == 'alongside' else name}{found}"
    return None


def _names(item: Any, target: str) -> bool:
    return item == target or any(getattr(item, name, None) == target for name in _NAMING)


def said(snapshot: Snapshot, quantity: Quantity) -> str:
    """Return an amount as its record writes it, with the word for one if the amount is one: `1 prisoner`."""
    units = snapshot.record_index.units
    one = units[units.canonical(quantity.unit)].one
    return f"1 {one}" if one and quantity.bounds.value == 1 and quantity.about is None else str(quantity)


def listed(names: Iterable[str], at_most: int = 3) -> str:
    """Return some ids as a phrase: the first few in backticks, and the number of others."""
    ids = list(names)
    shown, more = [f"`{name}`" for name in ids[:at_most]], len(ids) - at_most
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
