"""Comments put into a text that has none, each at the slot that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import attrs
from yaml.nodes import CollectionNode

from sanctledger.files.comments import Comment
from sanctledger.files.slot_matching import matches
from sanctledger.files.slots import Lines, Slot, slots


def weave(text: str, root: Slot, found: Iterable[Comment]) -> str:
    """Return a file in canonical form, with the comments of the file as it was.

    A comment stays with what it belonged to; if that is not written any more, with what that was a part of. Several
    comments for the end of one line stand above it.

    Args:
        text: The canonical form; its lines end as Python's do.
        root: The slots of the file as it was.
        found: The comments of the file as it was, in their order.
    """
    loom = _Loom(text)
    twins = matches(root, loom.root)
    for comment in found:
        slot: Slot = comment.slot
        while slot not in twins and slot.parent is not None:
            slot = slot.parent
        twin, kept = twins[slot], slot is comment.slot
        if slot is root and (comment.where != "above" or not kept):
            loom.end.append(comment)
        elif comment.where == "beside":
            loom.beside[loom.closing_line(twin)].append((comment, twin))
        elif comment.where == "behind" and kept and twin.is_block:
            loom.behind[loom.lines.number(twin.end - 1)].append((loom.indent(twin), comment))
        else:
            plain = comment.where == "behind"
            loom.above[loom.opening_line(twin)].append(attrs.evolve(comment, blank_after=False) if plain else comment)
    return loom.woven()


class _Loom:
    """A text, and what is to be put in at its lines."""

    def __init__(self, text: str) -> None:
        self.root = slots(text)
        self.lines = Lines(text)
        self.above: dict[int, list[Comment]] = defaultdict(list)
        self.beside: dict[int, list[tuple[Comment, Slot]]] = defaultdict(list)
        self.behind: dict[int, list[tuple[int, Comment]]] = defaultdict(list)
        self.end: list[Comment] = []

    def opening_line(self, slot: Slot) -> int:
        """Return the line in which a slot begins."""
        return self.lines.number(slot.start)

    def closing_line(self, slot: Slot) -> int:
        """Return the line at whose end a comment belongs to a slot: that of its key, or the last of its text."""
        block = isinstance(slot.node, CollectionNode) and slot.is_block
        return self.lines.number(slot.head if block else max(slot.start, slot.end - 1))

    def indent(self, slot: Slot) -> int:
        """How far the members of a slot are indented."""
        return self.lines.column(slot.children[0].start)

    def woven(self) -> str:
        """Return the text with all that is put in."""
        for several in self.beside.values():
            if len(several) > 1:
                for comment, slot in several:
                    self.above[self.opening_line(slot)].append(attrs.evolve(comment, blank_after=False))
        made: list[str] = []
        for number, line in enumerate(self.lines.texts[:-1]):
            margin = " " * (len(line) - len(line.lstrip(" ")))
            for comment in sorted(self.above[number], key=lambda one: one.offset):
                made += [margin + comment.text, *([""] if comment.blank_after else [])]
            beside = self.beside[number]
            made.append(f"{line}  {beside[0][0].text}" if len(beside) == 1 else line)
            for indent, comment in sorted(self.behind[number], key=lambda one: (-one[0], one[1].offset)):
                made += [*([""] if comment.blank_before else []), " " * indent + comment.text]
        for comment in self.end:
            made += [*([""] if comment.blank_before else []), comment.text]
        return "\n".join([*made, ""])
