"""Which slot of a file in canonical form says what a slot of the file said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from yaml.nodes import MappingNode, SequenceNode

from sanctledger.files.slots import Slot

#: Names of fields that the canonical form writes as another.
_OTHERWISE = {"start": "from", "end": "until", "through": "until"}
_SHORTHAND = ("parties", "sources")


def spelt(name: str) -> tuple[str, ...]:
    """Return the names that a field may have in canonical form: its own, its plural, or the one for the same thing."""
    return name, f"{name}s", _OTHERWISE.get(name, name)


def entries(root: Slot) -> Iterator[tuple[str, Slot]]:
    """Return the records of a file with their ids."""
    for section in root.children:
        for entry in section.children:
            if section.name in _SHORTHAND:
                yield entry.name, entry
            elif section.name == "records" and (named := entry.child("id")):
                yield named.node.value, entry


def matches(old: Slot, new: Slot) -> dict[Slot, Slot]:
    """For slots of a file, those of its canonical form that say the same."""
    found = {old: new}
    written = dict(entries(new))
    for record_id, entry in entries(old):
        _match(entry, written[record_id], found)
    for section in old.children:
        if twin := new.child(section.name):
            found[section] = twin
            if section.name not in (*_SHORTHAND, "records"):
                _match(section, twin, found)
        elif section.children and section.children[0] in found:
            found[section] = found[section.children[0]].parent or new
    return found


def _match(old: Slot, new: Slot, found: dict[Slot, Slot]) -> None:
    found[old] = new
    for one, twin in _members(old, new):
        _match(one, twin, found)


def _members(old: Slot, new: Slot) -> Iterable[tuple[Slot, Slot]]:
    kinds = type(old.node), type(new.node)
    if kinds == (MappingNode, MappingNode):
        named = {one.name: one for one in new.children}
        twins = [(one, next((named[name] for name in spelt(one.name) if name in named), None)) for one in old.children]
        return [(one, twin) for one, twin in twins if twin is not None]
    if kinds == (SequenceNode, SequenceNode):
        return _items(old.children, new.children)
    if kinds == (MappingNode, SequenceNode) and len(new.children) == 1:
        return _members(old, new.children[0])
    if kinds[0] is SequenceNode and len(old.children) == 1:
        return [(old.children[0], new)]
    return []


def _items(old: Iterable[Slot], new: Iterable[Slot]) -> Iterator[tuple[Slot, Slot]]:
    """Items that are alike, then the others in their order."""
    free: dict[Any, list[Slot]] = defaultdict(list)
    for item in new:
        free[item.content].append(item)
    others = []
    for one in old:
        if alike := free[one.content]:
            yield one, alike.pop(0)
        else:
            others.append(one)
    rest = sorted((item for items in free.values() for item in items), key=lambda item: item.start)
    yield from zip(others, rest, strict=False)
