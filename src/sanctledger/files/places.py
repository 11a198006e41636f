"""The place of a field in its file, found by reading the record again when a finding needs the place.

Places of fields are not kept while a ledger is read, because most ledgers have few findings.
"""

from __future__ import annotations

import io
import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import yaml
from yaml.events import MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from sanctledger.base.findings import Place
from sanctledger.files.jsonl_places import locate_on_line
from sanctledger.files.limits import LONGEST
from sanctledger.files.yaml_tree import PARSER

_YAML = (".yaml", ".yml")
#: Line breaks, by whether the file is YAML: JSON has fewer than YAML 1.1.
_BREAKS = {True: re.compile("\r\n|[\n\r\x85\u2028\u2029]"), False: re.compile("\r\n|[\n\r]")}
#: A file of more bytes is not kept in memory, only the lines that are needed.
_LARGE = 8_000_000
#: The size of the blocks in which the lines of such a file are counted.
_BLOCK = 65_536
#: The largest number of parts in a name that has dots itself.
_DOTS = 8
#: The events that open a mapping or a list.
_OPEN = (MappingStartEvent, SequenceStartEvent)


@attrs.define(eq=False)
class _Node:
    """A value in a file, with its place.

    Attributes:
        value: The text, the members of a list, or the pairs of a mapping.
        start: The line and column of the first character, from 0.
        end: The line and column after the last character; for a mapping or list without brackets, equal to `start`.
        is_mapping: Whether the value is a mapping.
    """

    value: Any
    start: tuple[int, int]
    end: tuple[int, int]
    is_mapping: bool = False


def locate(place: Place, field: str, *, key: bool = False) -> Place:
    """Return the place of a field of a record; the place of the record if the file no longer has the field.

    Args:
        place: The place of the record.
        field: The path of the field, with its parts joined by dots, such as `sources.2` or `scope.excluding.0`.
        key: Whether to return the place of the name of the field, instead of that of its value.
    """
    if not place.path.endswith(_YAML):
        return locate_on_line(place, line_at(place) or "", field, key=key)
    node = _record(place)
    found = place
    parts = [part for part in field.split(".") if part]
    while parts and node is not None:
        # A name, such as that of a term, may have dots itself: the shortest name that exists is taken.
        ways = ((_child(node, ".".join(parts[:end])), end) for end in range(1, min(len(parts), _DOTS) + 1))
        step, length = next((way for way in ways if way[0] is not None), (None, 0))
        if step is None:
            break
        parts = parts[length:]
        name, node = step
        found = _placed(place, name if key or not (node.value or node.is_mapping) else node)
    return found


def locate_all(fields: Iterable[tuple[Place, str]]) -> Iterator[Place]:
    """Yield the places of fields of records, in the order of the arguments.

    Fields of the same file in a row are looked up in one state of the file: that at the first of them.
    """
    path, stat = None, None
    for place, field in fields:
        if not field or place.path.endswith(_YAML):
            yield locate(place, field) if field else place
            continue
        if place.path != path:
            path, stat = place.path, _stat(place.path)
        lines, at = _lines_of(place, stat)
        yield locate_on_line(place, lines[at] if 0 <= at < len(lines) else "", field)


def line_at(place: Place) -> str | None:
    """Return the line of a file at a place; `None` if the file no longer has that line."""
    lines, at = _lines_of(place, _stat(place.path))
    return lines[at] if 0 <= at < len(lines) else None


def _placed(record: Place, node: _Node) -> Place:
    (line, column), (last, end) = node.start, node.end
    return Place(record.path, record.line + line, column + 1, end + 1 if last == line and end > column else None)


def _child(node: _Node, part: str) -> tuple[_Node, _Node] | None:
    """Return the name and the value of a member.

    In a mapping, the member is found by its key, in plural or singular; in a list, by its number or its text.
    """
    if node.is_mapping:
        for key, value in node.value:
            if key.value in (part, part.removesuffix("s")):
                return key, value
    elif isinstance(node.value, list):
        for number, member in enumerate(node.value):
            if part in (str(number), member.value):
                return member, member
            if member.is_mapping and (inner := _child(member, part)) is not None:
                return inner
    return None


def _record(place: Place) -> _Node | None:
    """Return the record at a place, up to its first fault; `None` if it cannot be read."""
    try:
        return _cached_record(place, Path(place.path).stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=2)
def _cached_record(place: Place, _stamp: int) -> _Node | None:
    lines, at = _lines_of(place, _stat(place.path))
    if not 0 <= at < len(lines):
        return None
    first = " " * min(place.column - 1, LONGEST) + lines[at][place.column - 1 : LONGEST]
    parser = PARSER(_Lines(first, lines, at + 1))
    try:
        return _first_mapping(parser)
    except (yaml.YAMLError, UnicodeError, ValueError):
        return None
    finally:
        parser.dispose()


class _Lines(io.RawIOBase):
    """A stream of the lines that the parser needs, with at most the bytes that a record may have."""

    def __init__(self, first: str, lines: Sequence[str], at: int) -> None:
        super().__init__()
        self._left = 2 * LONGEST
        self._waiting = first.encode("utf-8", "replace") + b"\n"
        self._lines = lines
        self._at = at

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        if not self._waiting and self._at < len(self._lines) and self._left > 0:
            self._waiting = self._lines[self._at][:LONGEST].encode("utf-8", "replace") + b"\n"
            self._at += 1
        taken, self._waiting = self._waiting[:size], self._waiting[size:]
        self._left -= len(taken)
        return taken


def _first_mapping(parser: Any) -> _Node | None:
    """Return the first mapping of a text, up to the first fault of the text."""
    root: _Node | None = None
    stack: list[list[Any]] = []
    try:
        while (event := parser.get_event()) is not None:
            start, end = _place(event.start_mark), _place(event.end_mark)
            if isinstance(event, _OPEN):
                is_mapping = isinstance(event, MappingStartEvent)
                node = _Node([], start, start, is_mapping)
                root = root or node
                _add(stack, node)
                stack.append([node, None])
            elif isinstance(event, ScalarEvent):
                _add(stack, _Node(event.value, start, end))
            elif isinstance(event, (yaml.MappingEndEvent, SequenceEndEvent)):
                node, _ = stack.pop()
                if end != start:  # a bracket closes the value
                    node.end = end
                if not stack:
                    return root
    except yaml.YAMLError:
        pass  # the part before the fault is enough
    return root


def _place(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


def _add(stack: list[list[Any]], node: _Node) -> None:
    """Add a node to the open list or mapping: as a member, as a key, or as the value of the last key."""
    if not stack:
        return
    parent, key = stack[-1]
    if not parent.is_mapping:
        parent.value.append(node)
    elif key is None:
        stack[-1][1] = node
    else:
        parent.value.append((key, node))
        stack[-1][1] = None


def _stat(path: str) -> os.stat_result | None:
    try:
        return Path(path).stat()
    except (OSError, ValueError):
        return None


def _lines_of(place: Place, known: os.stat_result | None) -> tuple[Sequence[str], int]:
    """Return lines of a file, and the index among them of the line of a place.

    Args:
        place: The place.
        known: The status of the file; `None` if the file cannot be read.
    """
    if known is None:
        return (), 0
    try:
        if known.st_size > _LARGE:
            before = bisect_left(ends := _ends(place.path, known.st_mtime_ns), place.line - 1)
            skipped = ends[before - 1] if before else 0
            return _lines_from(place.path, known.st_mtime_ns, before), place.line - 1 - skipped
        return _lines(place.path, known.st_mtime_ns), place.line - 1
    except (OSError, ValueError):
        return (), 0


@lru_cache(maxsize=4)
def _lines(path: str, _stamp: int) -> list[str]:
    """Return the lines of a file, by the line breaks of its format."""
    return _BREAKS[path.endswith(_YAML)].split(Path(path).read_bytes().decode("utf-8-sig", "replace"))


@lru_cache(maxsize=2)
def _lines_from(path: str, _stamp: int, block: int) -> list[str]:
    """Return the lines of a large file that begin in a block, and the lines of the last record after the block."""
    with Path(path).open("rb") as file:
        file.seek(block * _BLOCK)
        data = file.read(_BLOCK) + (file.read(2 * LONGEST) if path.endswith(_YAML) else file.readline(LONGEST))
    text = data.decode("utf-8-sig", "replace")
    return [line.rstrip("\r") for line in text.split("\n")] if "\r" in text else text.split("\n")


@lru_cache(maxsize=4)
def _ends(path: str, _stamp: int) -> list[int]:
    r"""Return the number of line breaks up to the end of each block of a large file. Only `\n` counts."""
    found = [0]
    with Path(path).open("rb") as file:
        while data := file.read(_BLOCK):
            found.append(found[-1] + data.count(b"\n"))
    return found[1:]
