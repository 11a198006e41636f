"""The comments of a file, put into its canonical form at the slots that they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import attrs
from yaml.nodes import CollectionNode

from sanctledger.files.comments import Comment
from sanctledger.files.slot_matching import matches
from sanctledger.files.slots import Lines, Slot, slots


def place_comments(text: str, root: Slot, found: Iterable[Comment]) -> str:
    """Return the canonical form of a file with the comments of the old file.

    A comment stays with its slot. If the slot is not written in canonical form, the comment moves to the slot around
    it. If several comments belong to the end of one line, they are placed above the line.

    Args:
        text: The canonical form, whose only line break is a line feed.
        root: The slots of the old file.
        found: The comments of the old file, in their order.
    """
    result = _CommentedText(text)
    matched = matches(root, result.root)
    for comment in found:
        slot: Slot = comment.slot
        while slot not in matched and slot.parent is not None:
            slot = slot.parent
        match, kept = matched[slot], slot is comment.slot
        if slot is root and (comment.where != "above" or not kept):
            result.file_end.append(comment)
        elif comment.where == "at_end":
            result.at_end[result.closing_line(match)].append((comment, match))
        elif comment.where == "below" and kept and match.is_block:
            result.below[result.lines.number(match.end - 1)].append((result.indent(match), comment))
        else:
            moved = attrs.evolve(comment, blank_after=False) if comment.where == "below" else comment
            result.above[result.opening_line(match)].append(moved)
    return result.text()


class _CommentedText:
    """A text, with the comments to be placed at its lines."""

    def __init__(self, text: str) -> None:
        self.root = slots(text)
        self.lines = Lines(text)
        self.above: dict[int, list[Comment]] = defaultdict(list)
        self.at_end: dict[int, list[tuple[Comment, Slot]]] = defaultdict(list)
        self.below: dict[int, list[tuple[int, Comment]]] = defaultdict(list)
        self.file_end: list[Comment] = []

    def opening_line(self, slot: Slot) -> int:
        """Return the number of the line on which a slot begins."""
        return self.lines.number(slot.start)

    def closing_line(self, slot: Slot) -> int:
        """Return the number of the line whose end belongs to a slot: that of its key, or the last of its text."""
        block = isinstance(slot.node, CollectionNode) and slot.is_block
        return self.lines.number(slot.head if block else max(slot.start, slot.end - 1))

    def indent(self, slot: Slot) -> int:
        """Return the indentation of the members of a slot."""
        return self.lines.column(slot.children[0].start)

    def text(self) -> str:
        """Return the text with all comments."""
        for several in self.at_end.values():
            if len(several) > 1:
                for comment, slot in several:
                    self.above[self.opening_line(slot)].append(attrs.evolve(comment, blank_after=False))
        written: list[str] = []
        for number, line in enumerate(self.lines.texts[:-1]):
            margin = " " * (len(line) - len(line.lstrip(" ")))
            for comment in sorted(self.above[number], key=lambda one: one.offset):
                written += [margin + comment.text, *([""] if comment.blank_after else [])]
            at_end = self.at_end[number]
            written.append(f"{line}  {at_end[0][0].text}" if len(at_end) == 1 else line)
            for indent, comment in sorted(self.below[number], key=lambda one: (-one[0], one[1].offset)):
                written += [*([""] if comment.blank_before else []), " " * indent + comment.text]
        for comment in self.file_end:
            written += [*([""] if comment.blank_before else []), comment.text]
        return "\n".join([*written, ""])
