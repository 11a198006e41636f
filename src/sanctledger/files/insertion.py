"""The point at which new records are inserted into a YAML text: below the last record of the list `records`.

Files are written by people, so the point depends on the layout of the file: its indentation, its line ends, comments
below the last record, and texts that own the empty lines below them. Each rule here has such a file among the tests of
appending, which demand that no other byte of the file changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs
import yaml

from sanctledger.files.yaml_tree import PARSER

#: The line breaks of YAML 1.1.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
#: The indentation of a list in canonical form.
_CANONICAL = 2


@attrs.frozen
class InsertionPoint:
    """The point in a text at which records can be inserted.

    Attributes:
        at: The index of the point in the text: the beginning of a line, or the end of the text.
        column: The indentation of the dashes of the list.
        has_heading: Whether the text already has the line `records:`.
        is_close: Whether the first new record follows without an empty line. That is so if the list is empty, or if
            the text above owns every empty line below it.
        is_spaced: Whether empty lines separate the records of the list.
    """

    at: int
    column: int = _CANONICAL
    has_heading: bool = True
    is_close: bool = True
    is_spaced: bool = True

    @classmethod
    def find(cls, text: str) -> InsertionPoint | str:
        """Return the insertion point of a text without faults.

        Returns:
            The point. If the text has none, because its list is in brackets, the reason as a clause.
        """
        root: Any = yaml.compose(text, Loader=PARSER)
        if root.flow_style:
            return "the whole file is in braces"
        listed = next((value for key, value in root.value if key.value == "records"), None)
        if listed is None:
            return cls(root.end_mark.index, has_heading=False)
        if isinstance(listed, yaml.ScalarNode):
            return cls(_below(text, listed.end_mark.index, 1))
        if listed.flow_style:
            return "its `records` are in brackets"
        column = listed.start_mark.column
        *before, last = listed.value
        is_spaced = not last.flow_style
        if before:
            between = text[_end(text, before[-1]) : last.start_mark.index]
            is_spaced = any(not line.strip() for line in _BREAK.split(between)[1:-1])
        is_close = _owns_empty_lines(text, _last_value(last))
        return cls(_below(text, _end(text, last), max(column, 1)), column, is_close=is_close, is_spaced=is_spaced)

    def insert(self, text: str, items: Iterable[str]) -> str:
        """Return a text with items inserted at this point.

        Args:
            text: The text that the point was found in.
            items: The items, each as written in a list that is indented by two.
        """
        lines = [] if self.has_heading else ["records:"]
        if not self.has_heading and text[: self.at].strip():
            lines.insert(0, "")
        for number, item in enumerate(items):
            lines += [""] * (self.is_spaced and (number > 0 or not self.is_close))
            lines += [" " * self.column + line[_CANONICAL:] if line else line for line in item.splitlines()]
        ending = line_break(text[: self.at])
        is_within_line = self.at > 0 and not _BREAK.match(text, self.at - 1)
        return text[: self.at] + ending * is_within_line + "".join(line + ending for line in lines) + text[self.at :]


def line_break(text: str) -> str:
    r"""Return the end of the last line of a text; of a text without `\n`, the end that it has or `\n`."""
    last = text.rfind("\n")
    if last < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text[last - 1 : last] == "\r" else "\n"


def _last_value(node: Any) -> Any:
    """Return the last value in a node: a scalar, or a list or mapping in brackets."""
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _owns_empty_lines(text: str, leaf: Any) -> bool:
    """Return whether a value is a block of text that owns the empty lines below it (`|+` or `>+`)."""
    start: int = leaf.start_mark.index
    is_block = isinstance(leaf, yaml.ScalarNode) and leaf.style in ("|", ">")
    return is_block and "+" in re.split(r"\s", text[start : start + 4], maxsplit=1)[0]


def _end(text: str, node: Any) -> int:
    """Return the index after the last character of a node, and after the empty lines that the node owns."""
    leaf = _last_value(node)
    start: int = leaf.start_mark.index
    end: int = leaf.end_mark.index
    if _owns_empty_lines(text, leaf) or not isinstance(leaf, yaml.ScalarNode) or leaf.style not in ("|", ">"):
        return end
    return start + len(text[start:end].rstrip())


def _below(text: str, at: int, depth: int) -> int:
    """Return the index of the first line below an index, and below the comments that belong to the list.

    A comment below the last record belongs to the list if it is indented at least as deep as the list.
    """
    if at == 0 or not _BREAK.match(text, at - 1):
        at = _line_end(text, at)
    found = ahead = at
    while ahead < len(text):
        start, ahead = ahead, _line_end(text, ahead)
        line = text[start:ahead].strip()
        if line and not (line.startswith("#") and text[start : start + depth].isspace()):
            break
        if line:
            found = ahead
    return found


def _line_end(text: str, at: int) -> int:
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)
