"""The slots of a YAML text: each pair of a mapping and each item of a list, with where it begins and ends."""

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

#: What ends a line for a reader of YAML.
BREAKS = re.compile("[\n\x85\u2028\u2029]")


@attrs.define(eq=False)
class Slot:
    """A pair of a mapping or an item of a list, where it stands in a text. The root is the whole text.

    Attributes:
        start: The offset at which it begins: at its key, or at its dash.
        head: The offset at which its key ends; for an item, at which it begins.
        end: The offset behind its last letter; comments behind it are not in it.
        name: Its key; empty for an item.
        node: Its value.
        parent: The slot that it is in.
        children: The slots in it, in their order.
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
        """Return whether its value is a mapping or list with a line for each member."""
        return bool(self.children) and not self.node.flow_style

    @property
    def content(self) -> Any:
        """Its value as plain data, to compare it with others."""
        return _plain(self.node)

    def child(self, *names: str) -> Slot | None:
        """Return the pair in it that has the first of these names that any has."""
        for name in names:
            for child in self.children:
                if child.name == name:
                    return child
        return None

    def around(self, offset: int) -> Slot:
        """Return the innermost slot in it, or itself, in which an offset lies."""
        slot = self
        while (number := bisect_right(slot._starts, offset) - 1) >= 0 and offset < slot.children[number].end:
            slot = slot.children[number]
        return slot

    def beside(self, offset: int) -> tuple[Slot | None, Slot | None]:
        """Return the children that end before and begin after an offset."""
        after = bisect_right(self._starts, offset)
        before = bisect_right(self._ends, offset) - 1
        return (
            self.children[before] if before >= 0 else None,
            self.children[after] if after < len(self.children) else None,
        )

    def last_blocks(self) -> Iterator[Slot]:
        """Itself and its last members, going inward, as long as each has a line for each member."""
        slot = self
        while slot.is_block:
            yield slot
            slot = slot.children[-1]

    def innermost_last(self) -> Slot:
        """What stands last in it: itself, unless it has a line for each member."""
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
    """Return the slots of a text that reads without a fault, below the one that is the whole text.

    Args:
        text: The text; its lines end as Python's do.
        dashes: Where each item of its lists begins, where that is at hand.
    """
    if dashes is None:
        dashes = [one.start_mark.index for one in scan(text) if isinstance(one, BlockEntryToken)]
    node = yaml.compose(text, Loader=PARSER)
    root = Slot(0, 0, len(text) + 1, "", node, None)
    _fill(root, dashes)
    root.end = len(text) + 1
    return root


def scan(text: str) -> Iterator[Any]:
    """Return the tokens of a text, one after the other: all of them at once take fifty times the room of the text."""
    yield from yaml.scan(text, Loader=PARSER)


def _fill(slot: Slot, dashes: Sequence[int]) -> None:
    """Give a slot its members, and its end where that is the end of its last member."""
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
    """The lines of a text, by number from 0, and where each offset stands among them."""

    def __init__(self, text: str) -> None:
        self.texts = BREAKS.split(text)
        self._starts = [0, *(found.end() for found in BREAKS.finditer(text))]

    def number(self, offset: int) -> int:
        """Return the number of the line of an offset."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """Return the column of an offset, from 0."""
        return offset - self._starts[self.number(offset)]

    def before(self, offset: int) -> str:
        """What stands in the line of an offset before it."""
        number = self.number(offset)
        return self.texts[number][: offset - self._starts[number]]

    def start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._starts[self.number(offset)]

    def is_blank(self, number: int) -> bool:
        """Return whether there is a line of that number and nothing stands in it."""
        return 0 <= number < len(self.texts) - 1 and not self.texts[number].strip()
