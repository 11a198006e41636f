"""The place of a field on a line of JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from sanctledger.base.findings import Place
from sanctledger.files.limits import LONGEST

#: Read the value at an index; return the value and the index of its end.
_READ = json.JSONDecoder(strict=False).raw_decode
_BLANK = frozenset(" \t\r\n")
_BLANKS = re.compile(r"[ \t\r\n]*")


def locate_on_line(place: Place, line: str, field: str, *, key: bool = False) -> Place:
    """Return the place of a field of the record on a line; the place of the line if the field is not found.

    Args:
        place: The place of the line.
        line: The line.
        field: The path of the field, with its parts joined by dots, such as `sources.2`.
        key: Whether to return the place of the name of the field, instead of that of its value.
    """
    quick = _by_pattern(line, field) if "." not in field and len(line) <= LONGEST else None
    if quick is not None:
        start, end = quick[0 if key else 1]
        return Place(place.path, place.line, start + 1, end + 1)
    found = place
    start = _BLANKS.match(line).end()  # type: ignore[union-attr]  # it matches everywhere
    for part in filter(None, field.split(".")):
        step = _child(line, start, part) if len(line) <= LONGEST else None
        if step is None:
            break
        name, value = step
        at = name if key else value
        start = value[0]
        found = Place(place.path, place.line, at[0] + 1, at[1] + 1)
    return found


def _by_pattern(line: str, field: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the spans of the name and the value of a field of the record itself, by one pattern.

    Returns:
        The spans; `None` if the field is absent, or the text before the field is too complex for the pattern.
    """
    name = _leading_to(field).match(line)
    if name is None:
        return None
    try:
        return name.span(1), (name.end(), _READ(line, name.end())[1])
    except (ValueError, RecursionError):
        return None


def _value(depth: int) -> str:
    """Return the pattern of a value that is nested at most so deep."""
    if not depth:
        return _PLAIN
    inner = _value(depth - 1)
    member = rf'"[^"\\]*+"{_WS}:{_WS}{inner}{_WS}'
    return (
        rf"(?:{_PLAIN}|\[{_WS}(?:{inner}{_WS}(?:,{_WS}{inner}{_WS})*+)?+\]"
        rf"|\{{{_WS}(?:{member}(?:,{_WS}{member})*+)?+\}})"
    )


_WS = r"[ \t\r\n]*+"
_PLAIN = r"""(?:"(?:[^"\\]++|\\["\\/bfnrtu])*+"|-?\d[\d.eE+-]*+|true|false|null)"""
_VALUE = _value(2)


@lru_cache(maxsize=256)
def _leading_to(field: str) -> re.Pattern[str]:
    """Return the pattern of an object up to the value of a field, whose name may be plural or singular."""
    names = "|".join(map(re.escape, dict.fromkeys((field, field.removesuffix("s")))))
    before = rf'(?!"(?:{names})"{_WS}:)"[^"\\]*+"{_WS}:{_WS}{_VALUE}{_WS},{_WS}'
    return re.compile(rf'{_WS}\{{{_WS}(?:{before})*+("(?:{names})"){_WS}:{_WS}')


def _child(line: str, start: int, part: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the spans of the name and the value of a member.

    In an object, the member is found by its key, in plural or singular; in a list, by its number or its text.
    """
    for number, (name, text, value) in enumerate(_members(line, start)):
        if line[start] == "{":
            if text in (part, part.removesuffix("s")):
                return name, value
        elif part == str(number) or line[value[0] : value[1]] == f'"{part}"':
            return value, value
        elif line[value[0]] == "{" and (inner := _child(line, value[0], part)) is not None:
            return inner
    return None


def _members(line: str, start: int) -> Iterator[tuple[tuple[int, int], object, tuple[int, int]]]:
    """Yield the members of the object or list that begins at an index, up to the first fault of the text.

    Yields:
        The span of the name, the name, and the span of the value. In a list, the name is the member itself.
    """
    if line[start : start + 1] not in ("{", "["):
        return
    at = _skip_blanks(line, start + 1)
    while line[at : at + 1] not in ("}", "]", ""):
        try:
            name = at
            value, end = _READ(line, at)
            named = (name, end)
            if line[start] == "{":
                at = _skip_blanks(line, _skip_blanks(line, end) + 1)  # after the colon
                _, end = _READ(line, at)
            yield named, value, (at, end)
        except (ValueError, RecursionError):
            return
        at = _skip_blanks(line, end)
        if line[at : at + 1] == ",":
            at = _skip_blanks(line, at + 1)


def _skip_blanks(line: str, at: int) -> int:
    if line[at : at + 1] not in _BLANK:
        return at
    return _BLANKS.match(line, at).end()  # type: ignore[union-attr]  # it matches everywhere
