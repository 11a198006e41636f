"""The slots of a file matched with the slots of its canonical form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from yaml.nodes import MappingNode, SequenceNode

from sanctledger.files.slots import Slot

#: Names of fields that have another name in canonical form.
_SYNONYMS = {"start": "from", "end": "until", "through": "until"}
_SHORTHAND = ("parties", "sources")


def canonical_names(name: str) -> tuple[str, ...]:
    """Return the names that a field may have in canonical form: its own name, the plural, or a synonym."""
    return name, f"{name}s", _SYNONYMS.get(name, name)


def records_in(root: Slot) -> Iterator[tuple[str, Slot]]:
    """Yield the ids of the records of a file, each with the slot of the record."""
    for section in root.children:
        for record in section.children:
            if section.name in _SHORTHAND:
                yield record.name, record
            elif section.name == "records" and (named := record.child("id")):
                yield named.node.value, record


def matches(old: Slot, new: Slot) -> dict[Slot, Slot]:
    """Return the slots of a canonical form by the slots of the old file that they match.

    Records match by id, pairs of mappings by name, and items of lists by content, then by order. Slots without a match
    are left out.
    """
    found = {old: new}
    written = dict(records_in(new))
    for record_id, record in records_in(old):
        _match(record, written[record_id], found)
    for section in old.children:
        if match := new.child(section.name):
            found[section] = match
            if section.name not in (*_SHORTHAND, "records"):
                _match(section, match, found)
        elif section.children and section.children[0] in found:
            found[section] = found[section.children[0]].parent or new
    return found


def _match(old: Slot, new: Slot, found: dict[Slot, Slot]) -> None:
    found[old] = new
    for one, match in _members(old, new):
        _match(one, match, found)


def _members(old: Slot, new: Slot) -> Iterable[tuple[Slot, Slot]]:
    kinds = type(old.node), type(new.node)
    if kinds == (MappingNode, MappingNode):
        named = {one.name: one for one in new.children}
        pairs = []
        for one in old.children:
            match = next((named[name] for name in canonical_names(one.name) if name in named), None)
            if match is not None:
                pairs.append((one, match))
        return pairs
    if kinds == (SequenceNode, SequenceNode):
        return _items(old.children, new.children)
    if kinds == (MappingNode, SequenceNode) and len(new.children) == 1:
        return _members(old, new.children[0])
    if kinds[0] is SequenceNode and len(old.children) == 1:
        return [(old.children[0], new)]
    return []


def _items(old: Iterable[Slot], new: Iterable[Slot]) -> Iterator[tuple[Slot, Slot]]:
    """Yield pairs of equal items, then pairs of the other items in their order."""
    free: dict[Any, list[Slot]] = defaultdict(list)
    for item in new:
        free[item.content].append(item)
    others = []
    for one in old:
        if equal := free[one.content]:
            yield one, equal.pop(0)
        else:
            others.append(one)
    rest = sorted((item for items in free.values() for item in items), key=lambda item: item.start)
    yield from zip(others, rest, strict=False)
