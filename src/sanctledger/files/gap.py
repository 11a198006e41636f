"""Where new records go in a YAML text: below the last of its list, in that list's own indentation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs
import yaml

from sanctledger.files.yaml_tree import PARSER

#: What ends a line in YAML 1.1.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_INDENTED = 2


@attrs.frozen
class Gap:
    """The place in a text at which records can be put in.

    Attributes:
        at: The index of the first character behind it: the beginning of a line, or the end of the text.
        column: How far the dashes of the list are indented.
        headed: Whether the list's own heading stands already.
        close: Whether the first new record follows at once: nothing stands above it, or a text that holds all empty
            lines below it.
        apart: Whether the records of the list stand an empty line apart.
    """

    at: int
    column: int = _INDENTED
    headed: bool = True
    close: bool = True
    apart: bool = True

    @classmethod
    def find(cls, text: str) -> Gap | str:
        """Return the place in a text that can be read; if it has none, why, as a clause."""
        root: Any = yaml.compose(text, Loader=PARSER)
        if root.flow_style:
            return "all of it stands in braces"
        listed = next((value for key, value in root.value if key.value == "records"), None)
        if listed is None:
            return cls(root.end_mark.index, headed=False)
        if isinstance(listed, yaml.ScalarNode):
            return cls(_below(text, listed.end_mark.index, 1))
        if listed.flow_style:
            return "its `records` stand in brackets"
        column = listed.start_mark.column
        *before, last = listed.value
        apart = not last.flow_style
        if before:
            between = text[_end(text, before[-1]) : last.start_mark.index]
            apart = any(not line.strip() for line in _BREAK.split(between)[1:-1])
        close = _keeps(text, _leaf(last))
        return cls(_below(text, _end(text, last), max(column, 1)), column, close=close, apart=apart)

    def filled(self, text: str, items: Iterable[str]) -> str:
        """Return the text with these items put in, each as it stands in a list that is indented by two."""
        lines = [] if self.headed else ["records:"]
        if not self.headed and text[: self.at].strip():
            lines.insert(0, "")
        for number, item in enumerate(items):
            lines += [""] * (self.apart and (number > 0 or not self.close))
            lines += [" " * self.column + line[_INDENTED:] if line else line for line in item.splitlines()]
        ending = line_break(text[: self.at])
        begun = self.at > 0 and not _BREAK.match(text, self.at - 1)
        return text[: self.at] + ending * begun + "".join(line + ending for line in lines) + text[self.at :]


def line_break(text: str) -> str:
    """How the last line of a text ends, else how lines end here."""
    last = text.rfind("\n")
    if last < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text[last - 1 : last] == "\r" else "\n"


def _leaf(node: Any) -> Any:
    """Return the last value in a node that is written in a block."""
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _keeps(text: str, leaf: Any) -> bool:
    """Return whether a value is a block of text that the empty lines below belong to."""
    start: int = leaf.start_mark.index
    is_block = isinstance(leaf, yaml.ScalarNode) and leaf.style in ("|", ">")
    return is_block and "+" in re.split(r"\s", text[start : start + 4], maxsplit=1)[0]


def _end(text: str, node: Any) -> int:
    """Behind the last character of what a node holds; behind the empty lines that are part of it too."""
    leaf = _leaf(node)
    start: int = leaf.start_mark.index
    end: int = leaf.end_mark.index
    if _keeps(text, leaf) or not isinstance(leaf, yaml.ScalarNode) or leaf.style not in ("|", ">"):
        return end
    return start + len(text[start:end].rstrip())


def _below(text: str, at: int, deep: int) -> int:
    """The beginning of the line below a place, and below the comments that follow and are indented at least so far."""
    if at == 0 or not _BREAK.match(text, at - 1):
        at = _line_end(text, at)
    found = ahead = at
    while ahead < len(text):
        start, ahead = ahead, _line_end(text, ahead)
        line = text[start:ahead].strip()
        if line and not (line.startswith("#") and text[start : start + deep].isspace()):
            break
        if line:
            found = ahead
    return found


def _line_end(text: str, at: int) -> int:
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)
