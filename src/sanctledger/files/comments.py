"""The comments of a YAML text, each with the slot that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import attrs
from yaml.tokens import BlockEntryToken, DirectiveToken, ScalarToken

from sanctledger.files.slots import BREAKS, Lines, Slot, scan, slots

#: The position of a comment: above its slot, at the end of a line of its slot, or below the last member of its slot.
Where = Literal["above", "at_end", "below"]
#: The sign of a comment on the first line of a block of text or a directive, which the parser puts into the token.
_IN_TOKEN = re.compile(r"(?<=[ \t])#")


@attrs.frozen(eq=False)
class Comment:
    """A comment, with the slot that it belongs to.

    Attributes:
        text: The comment from its sign `#` on, without blanks at its end.
        offset: The index of the sign in the text.
        slot: The slot of the comment. A comment at the end of the file belongs to the root.
        where: The position of the comment at its slot.
        blank_before: Whether there is an empty line above the comment.
        blank_after: Whether there is an empty line below the comment.
    """

    text: str
    offset: int
    slot: Slot
    where: Where
    blank_before: bool = False
    blank_after: bool = False


def comments(text: str) -> tuple[Slot, list[Comment]]:
    """Return the slots of a text without faults, and its comments in their order.

    - A comment after a value on the same line belongs to that value.
    - A comment on a line of its own belongs to the next slot. If the comment is indented deeper than the next slot, it
      belongs to the end of the slot before.
    - A comment at the top of a file stays there.

    Args:
        text: The text, whose only line break is a line feed.
    """
    dashes: list[int] = []
    spans = list(_spans(text, dashes))
    root = slots(text, dashes)
    lines = Lines(text)
    found = [_comment_at(root, lines, text[start:end], start) for start, end in spans]
    return root, _attach_top(root, found)


def comment_texts(text: str) -> list[str]:
    """Return the comments of a text without faults, in their order, without their slots."""
    return [text[start:end].rstrip() for start, end in _spans(text, [])] if "#" in text else []


def _spans(text: str, dashes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each comment, which is between two tokens or on the first line of a token.

    Args:
        text: The text.
        dashes: A list to which the index of the dash of each item is added.
    """
    done = 0
    for token in scan(text):
        start = token.start_mark.index
        yield from _signs_between(text, done, start)
        done = max(done, token.end_mark.index)
        if isinstance(token, BlockEntryToken):
            dashes.append(start)
        elif isinstance(token, DirectiveToken) or (isinstance(token, ScalarToken) and token.style in ("|", ">")):
            end = _line_end(text, start)
            if sign := _IN_TOKEN.search(text, start, end):
                yield sign.start(), end
                done = max(done, end)
    yield from _signs_between(text, done, len(text))


def _signs_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (sign := text.find("#", start, end)) >= 0:
        start = _line_end(text, sign)
        yield sign, start


def _line_end(text: str, offset: int) -> int:
    found = BREAKS.search(text, offset)
    return found.start() if found else len(text)


def _comment_at(root: Slot, lines: Lines, text: str, offset: int) -> Comment:
    slot, where = _owner(root, lines, offset)
    number = lines.number(offset)
    return Comment(text.rstrip(), offset, slot, where, lines.is_blank(number - 1), lines.is_blank(number + 1))


def _owner(root: Slot, lines: Lines, offset: int) -> tuple[Slot, Where]:
    """Return the slot that a comment belongs to, and the position of the comment at the slot."""
    inner = root.around(offset)
    before, after = inner.neighbours(offset)
    if lines.before(offset).strip():
        if before is not None and before.end > lines.start(offset):
            return before.innermost_last(), "at_end"
        if before is None and inner is not root:
            return inner, "at_end"
    if inner is not root and not inner.children:
        return inner, "above"
    if before is not None and (inner is root or inner.is_block):
        depth = lines.column(offset)
        if depth > (lines.column(after.start) if after else 0):
            ended = [one for one in before.last_blocks() if lines.column(one.children[0].start) <= depth]
            if ended:
                return ended[-1], "below"
    return (inner, "below") if after is None else (after, "above")


def _attach_top(root: Slot, found: list[Comment]) -> list[Comment]:
    """Return the comments with those at the top of a file attached to the file, if the first slot may move."""
    if not root.children or root.children[0].name == "sanctledger":
        return found
    first = root.children[0]
    top = [number for number, one in enumerate(found) if one.offset < first.start]
    last = max((number for number in top if found[number].blank_after), default=len(top) - 1)
    for number in range(last + 1):
        found[number] = attrs.evolve(found[number], slot=root, where="above")
    return found
