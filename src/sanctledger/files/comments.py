"""The comments of a YAML text, and the slot that each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import attrs
from yaml.tokens import BlockEntryToken, DirectiveToken, ScalarToken

from sanctledger.files.slots import BREAKS, Lines, Slot, scan, slots

#: Where a comment stands: above its slot, at the end of its line, or behind the last member of it.
Where = Literal["above", "beside", "behind"]
#: A comment in the line that opens a block of text or gives a directive: for the parser, that is a part of the token.
_IN_TOKEN = re.compile(r"(?<=[ \t])#")


@attrs.frozen(eq=False)
class Comment:
    """A comment, and what it belongs to.

    Attributes:
        text: It, from its sign on, without blanks at its end.
        offset: The place of its sign in the text.
        slot: What it belongs to; the root for what stands at the end of the file.
        where: Where it stands as to that.
        blank_before: Whether an empty line stands above it.
        blank_after: Whether an empty line stands below it.
    """

    text: str
    offset: int
    slot: Slot
    where: Where
    blank_before: bool = False
    blank_after: bool = False


def comments(text: str) -> tuple[Slot, list[Comment]]:
    """Return the slots of a text that reads without a fault, and its comments in their order.

    A comment on a line of its own belongs to what comes next, unless it is indented deeper: then it stands at the end
    of what comes before. A comment behind something belongs to that. What stands at the top of a file stays there.

    Args:
        text: The text; its lines end as Python's do.
    """
    dashes: list[int] = []
    spans = list(_spans(text, dashes))
    root = slots(text, dashes)
    lines = Lines(text)
    found = [_placed(root, lines, text[start:end], start) for start, end in spans]
    return root, _topped(root, found)


def comment_texts(text: str) -> list[str]:
    """Return the comments of a text that reads without a fault, in their order, wherever they belong."""
    return [text[start:end].rstrip() for start, end in _spans(text, [])] if "#" in text else []


def _spans(text: str, dashes: list[int]) -> Iterator[tuple[int, int]]:
    """Where each comment begins and ends: it stands between two tokens, or in the first line of one.

    Args:
        text: The text.
        dashes: Takes up where each item of a list begins.
    """
    done = 0
    for token in scan(text):
        start = token.start_mark.index
        yield from _between(text, done, start)
        done = max(done, token.end_mark.index)
        if isinstance(token, BlockEntryToken):
            dashes.append(start)
        elif isinstance(token, DirectiveToken) or (isinstance(token, ScalarToken) and token.style in ("|", ">")):
            end = _line_end(text, start)
            if sign := _IN_TOKEN.search(text, start, end):
                yield sign.start(), end
                done = max(done, end)
    yield from _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (sign := text.find("#", start, end)) >= 0:
        start = _line_end(text, sign)
        yield sign, start


def _line_end(text: str, offset: int) -> int:
    found = BREAKS.search(text, offset)
    return found.start() if found else len(text)


def _placed(root: Slot, lines: Lines, text: str, offset: int) -> Comment:
    slot, where = _owner(root, lines, offset)
    number = lines.number(offset)
    return Comment(text.rstrip(), offset, slot, where, lines.is_blank(number - 1), lines.is_blank(number + 1))


def _owner(root: Slot, lines: Lines, offset: int) -> tuple[Slot, Where]:
    inner = root.around(offset)
    before, after = inner.beside(offset)
    if lines.before(offset).strip():
        if before is not None and before.end > lines.start(offset):
            return before.innermost_last(), "beside"
        if before is None and inner is not root:
            return inner, "beside"
    if inner is not root and not inner.children:
        return inner, "above"
    if before is not None and (inner is root or inner.is_block):
        depth = lines.column(offset)
        if depth > (lines.column(after.start) if after else 0):
            ended = [one for one in before.last_blocks() if lines.column(one.children[0].start) <= depth]
            if ended:
                return ended[-1], "behind"
    return (inner, "behind") if after is None else (after, "above")


def _topped(root: Slot, found: list[Comment]) -> list[Comment]:
    """Give what stands at the top of a file to the file, where what it stands above may go elsewhere."""
    if not root.children or root.children[0].name == "sanctledger":
        return found
    first = root.children[0]
    top = [number for number, one in enumerate(found) if one.offset < first.start]
    last = max((number for number in top if found[number].blank_after), default=len(top) - 1)
    for number in range(last + 1):
        found[number] = attrs.evolve(found[number], slot=root, where="above")
    return found
