"""The slots of a YAML text: each pair of a mapping and each item of a list, with its start and its end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs
import yaml
from yaml.nodes import CollectionNode, MappingNode, ScalarNode, SequenceNode
from yaml.tokens import BlockEntryToken

from sanctledger.files.yaml_tree import PARSER

#: Line breaks for a reader of YAML.
BREAKS = re.compile("[\n\x85\u2028\u2029]")


@attrs.define(eq=False)
class Slot:
    """A pair of a mapping or an item of a list, with its place in a text. The root slot is the whole text.

    Attributes:
        start: The index of the first character: of the key, or of the dash.
        head: The index after the key; for an item, equal to `start`.
        end: The index after the last character of the value, without later comments.
        name: The key; empty for an item.
        node: The value.
        parent: The slot around this slot; `None` for the root.
        children: The slots inside this slot, in their order.
    """

    start: int
    head: int
    end: int
    name: str
    node: Any
    parent: Slot | None
    children: list[Slot] = attrs.field(factory=list, init=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [child.start for child in self.children]

    @cached_property
    def _ends(self) -> list[int]:
        return [child.end for child in self.children]

    @property
    def is_block(self) -> bool:
        """Return whether the value is a mapping or list with members on lines of their own."""
        return bool(self.children) and not self.node.flow_style

    @property
    def content(self) -> Any:
        """Return the value as plain data that can be compared and hashed."""
        return _plain(self.node)

    def child(self, *names: str) -> Slot | None:
        """Return the child with the first of these names that a child has; `None` if no child has such a name."""
        for name in names:
            for child in self.children:
                if child.name == name:
                    return child
        return None

    def around(self, offset: int) -> Slot:
        """Return the innermost slot around an index, which is inside this slot."""
        slot = self
        while (number := bisect_right(slot._starts, offset) - 1) >= 0 and offset < slot.children[number].end:
            slot = slot.children[number]
        return slot

    def neighbours(self, offset: int) -> tuple[Slot | None, Slot | None]:
        """Return the last child that ends before an index, and the first that begins after the index."""
        after = bisect_right(self._starts, offset)
        before = bisect_right(self._ends, offset) - 1
        return (
            self.children[before] if before >= 0 else None,
            self.children[after] if after < len(self.children) else None,
        )

    def last_blocks(self) -> Iterator[Slot]:
        """Yield this slot and its last children inward, as long as they have members on lines of their own."""
        slot = self
        while slot.is_block:
            yield slot
            slot = slot.children[-1]

    def innermost_last(self) -> Slot:
        """Return the innermost last child; this slot if its members have no lines of their own."""
        last = self
        while last.is_block:
            last = last.children[-1]
        return last


def _plain(node: Any) -> Any:
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return tuple(map(_plain, node.value))
    return frozenset((_plain(key), _plain(value)) for key, value in node.value)


def slots(text: str, dashes: Sequence[int] | None = None) -> Slot:
    """Return the root slot of a text without faults, with all slots inside.

    Args:
        text: The text, whose only line break is a line feed.
        dashes: The index of the dash of each item, if the caller has scanned the text already.
    """
    if dashes is None:
        dashes = [one.start_mark.index for one in scan(text) if isinstance(one, BlockEntryToken)]
    node = yaml.compose(text, Loader=PARSER)
    root = Slot(0, 0, len(text) + 1, "", node, None)
    _fill(root, dashes)
    root.end = len(text) + 1
    return root


def scan(text: str) -> Iterator[Any]:
    """Yield the tokens of a text one by one, because a list of them takes fifty times the memory of the text."""
    yield from yaml.scan(text, Loader=PARSER)


def _fill(slot: Slot, dashes: Sequence[int]) -> None:
    """Add the children of a slot; a slot with members on lines of their own ends with its last child."""
    node = slot.node
    if not isinstance(node, CollectionNode):
        return
    for member in node.value:
        key, value = member if isinstance(node, MappingNode) else (None, member)
        begin = value.start_mark.index
        if key is not None:
            start, head, name = key.start_mark.index, key.end_mark.index, key.value
        else:
            start = begin if node.flow_style else dashes[bisect_left(dashes, begin) - 1]
            head, name = start, ""
        child = Slot(start, head, max(head, value.end_mark.index), name, value, slot)
        _fill(child, dashes)
        slot.children.append(child)
    if slot.is_block:
        slot.end = slot.children[-1].end


class Lines:
    """The lines of a text, with the number of the line, from 0, of each index."""

    def __init__(self, text: str) -> None:
        self.texts = BREAKS.split(text)
        self._starts = [0, *(found.end() for found in BREAKS.finditer(text))]

    def number(self, offset: int) -> int:
        """Return the number of the line of an index."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """Return the column of an index, from 0."""
        return offset - self._starts[self.number(offset)]

    def before(self, offset: int) -> str:
        """Return the part of a line before an index."""
        number = self.number(offset)
        return self.texts[number][: offset - self._starts[number]]

    def start(self, offset: int) -> int:
        """Return the index of the beginning of a line."""
        return self._starts[self.number(offset)]

    def is_blank(self, number: int) -> bool:
        """Return whether there is a line of that number, and the line is blank."""
        return 0 <= number < len(self.texts) - 1 and not self.texts[number].strip()
