"""The own lines of each record in a YAML text, every quote and comment of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sanctledger.files.yaml_tree import PARSER

#: How far the records of a section are indented in what the library writes.
INDENT = 2
#: What ends a line in YAML 1.1.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_REST = re.compile("[ \t]*(#[^\r\n\x85\u2028\u2029]*)?(?=[\r\n\x85\u2028\u2029]|\\Z)")


def own_lines(text: str) -> dict[tuple[int, int], str]:
    """The own lines of the records of a YAML text, by the line and column of each record's mapping, from 1.

    They are whole lines, moved sideways to where the library writes records, and not changed where they stand there: in
    `records` from the hyphen on, in `parties` and `sources` from the id on, with the comments inside and those below
    that are indented with them. A record that is not found cannot be told from what surrounds it.
    """
    found: dict[tuple[int, int], str] = {}
    try:
        found.update(_Reader(text).records())
    except yaml.YAMLError:
        return found
    return found


class _Reader:
    """Reads the outline of a text from the parser's events, and the lines of its records from the text itself."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[Any] = yaml.parse(text, Loader=PARSER)

    def records(self) -> Iterator[tuple[tuple[int, int], str]]:
        for event in self.events:
            if isinstance(event, CollectionStartEvent | ScalarEvent):
                break
        else:
            return
        if not isinstance(event, MappingStartEvent):
            return
        while not isinstance(key := next(self.events), MappingEndEvent):
            self._pass(key)
            section = key.value if isinstance(key, ScalarEvent) else None
            opened = next(self.events)
            if section == "records" and isinstance(opened, SequenceStartEvent):
                yield from self._listed(opened)
            elif section in ("parties", "sources") and isinstance(opened, MappingStartEvent):
                yield from self._named(opened)
            else:
                self._pass(opened)

    def _listed(self, opened: Any) -> Iterator[tuple[tuple[int, int], str]]:
        while not isinstance(item := next(self.events), SequenceEndEvent):
            end = self._pass(item)
            start = item.start_mark.index
            if opened.flow_style:
                lines: str | None = self._moved("- " + self.text[start:end])
            else:
                lines = self._block(self._hyphen(start, opened.start_mark.column), end, opened.start_mark.column)
            if lines is not None and isinstance(item, MappingStartEvent):
                yield _place(item), lines

    def _named(self, opened: Any) -> Iterator[tuple[tuple[int, int], str]]:
        while not isinstance(key := next(self.events), MappingEndEvent):
            self._pass(key)
            value = next(self.events)
            end = self._pass(value)
            start = key.start_mark.index
            if opened.flow_style:
                name, told = self.text[start : key.end_mark.index], self.text[value.start_mark.index : end]
                lines: str | None = self._moved(f"{name}: {told}")
            else:
                lines = self._block(start, end, key.start_mark.column)
            if lines is not None and isinstance(value, MappingStartEvent):
                yield _place(value), lines

    def _pass(self, event: Any) -> int:
        """Pass over the rest of a value: the index behind the last of it that is no comment."""
        end = self._end(event)
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            event = next(self.events)
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            end = max(end, self._end(event))
        return end

    def _end(self, event: Any) -> int:
        """The index behind an event, 0 for one that has no sign of its own in the text."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, CollectionStartEvent) or (isinstance(event, CollectionEndEvent) and start == end):
            return 0
        if start == end and self.text[start - 1 : start] not in (":", "-", "?"):
            return 0  # a value that is missing together with its sign
        return int(end)

    def _hyphen(self, index: int, column: int) -> int | None:
        """The index of the hyphen at a column that a value stands behind, on its line or above comments."""
        while index >= 0:
            first = self._line_start(index)
            if self.text[first : first + column + 1] == " " * column + "-":
                return first + column
            index = first - 1
        return None

    def _line_start(self, index: int) -> int:
        while index > 0 and not _BREAK.match(self.text[index - 1]):
            index -= 1
        return index

    def _block(self, start: int | None, end: int, column: int) -> str | None:
        """The lines from a hyphen or an id to the end of its value and the comments that go with it."""
        if start is None or self.text[start - column : start].strip(" "):
            return None
        if end == 0 or not _BREAK.match(self.text[end - 1]):
            rest = _REST.match(self.text, end)
            if rest is None:
                return None
            end = _behind_break(self.text, rest.end())
        end = self._with_comments(end, column)
        return _shifted(self.text[start - column : end], INDENT - column)

    def _with_comments(self, end: int, column: int) -> int:
        at = end
        while at < len(self.text) and (rest := _REST.match(self.text, at)) is not None:
            behind = _behind_break(self.text, rest.end())
            if rest[1]:
                if rest.start(1) - at <= column:
                    break
                end = behind
            at = behind
        return end

    def _moved(self, text: str) -> str:
        """What stood inside brackets, on lines of its own."""
        first, *others = _split(text)
        return _whole("".join([" " * INDENT + first, *(" " * (2 * INDENT) + line.lstrip(" ") for line in others)]))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _behind_break(text: str, index: int) -> int:
    found = _BREAK.match(text, index)
    return found.end() if found else index


def _split(text: str) -> list[str]:
    """The lines of a text, each with what ends it."""
    ends = [found.end() for found in _BREAK.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end]


def _shifted(text: str, by: int) -> str:
    """The text with all its lines moved to the right, or to the left as far as they go."""
    return _whole("".join(_indented(line, by) for line in _split(text)) if by else text)


def _indented(line: str, by: int) -> str:
    indent = len(line) - len(line.lstrip(" "))
    if _BREAK.fullmatch(line):
        return line
    # at the very beginning of a line, dots and hyphens would end the document
    return " " * max(indent + by, min(indent, 1)) + line[indent:]


def _whole(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
