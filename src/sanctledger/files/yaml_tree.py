"""A YAML text as mappings, lists and texts, built from the events of the parser, with the place of each mapping.

Every scalar stays text: `NO` is Norway, and `0841` keeps its zero. Aliases are not expanded, and tags execute nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import attrs
import yaml
from yaml import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from sanctledger.base.words import cut
from sanctledger.files.limits import DEEPEST, FAULTS, LONGEST

_TOO_DEEP = (f"nested more than {DEEPEST} deep", "a ledger needs no such depth")
#: The parser in C, if PyYAML has it: the same events, eight times faster.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The largest number of bytes after the end of the document. The parser compares directives there in quadratic time.
_TAIL = 65_536
#: A declaration of a prefix of tags, before the document.
_DIRECTIVE = re.compile(rb"(?:\xef\xbb\xbf)?+(?:\s++|(?:#|%YAML)[^\r\n]*+)*+%TAG")
#: The depth to which places of mappings are kept: the document, its sections, and their records.
_PLACED = 3


@attrs.frozen
class Fault:
    """A fault of the text itself, which no ledger may have.

    Attributes:
        line: The line, from 1.
        column: The column, from 1.
        message: The problem.
        hint: The way to fix the problem.
        code: The code of the finding.
    """

    line: int
    column: int
    message: str
    hint: str | None = None
    code: str = "SL001"


@attrs.frozen
class Tree:
    """The content of a YAML text.

    Attributes:
        root: The document: mappings, lists and texts, with `None` for an empty value.
        places: The line and column of each outer mapping, by the identity of the mapping.
        faults: The faults of the text, in order.
    """

    root: Any
    places: dict[int, tuple[int, int]]
    faults: tuple[Fault, ...]

    def place(self, mapping: Any) -> tuple[int, int]:
        """Return the line and column of one of the outer mappings, from 1."""
        return self.places.get(id(mapping), (1, 1))


class _Stop(Exception):
    """The reading of a text ends early; never raised to callers."""


class _TooLong(_Stop):
    """The reading of a text ends because a scalar, a comment or a gap is too long."""


class Feed:
    """A stream that gives a text to the parser in parts, and stops if too many bytes pass without an event.

    Attributes:
        since_event: The number of bytes since the last event. The caller that takes an event sets the number to zero.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self.since_event = 0

    def read(self, size: int) -> bytes:
        """Return the next part of the text.

        Raises:
            _TooLong: Too many bytes have passed without an event.
        """
        part = self._data[self._at : self._at + size]
        self._at += len(part)
        self.since_event += len(part)
        if self.since_event > LONGEST:
            raise _TooLong
        return part


#: The key of a mapping that waits for its next key.
_NO_KEY: Any = object()
#: The key of a value that is to be dropped, because its real key cannot be used.
_UNUSABLE: Any = object()


class _Builder:
    """A builder of the tree from the events of the parser."""

    def __init__(self) -> None:
        self.root: Any = None
        self.faults: list[Fault] = []
        self.places: dict[int, tuple[int, int]] = {}

    def fault(self, event: Any, message: str, hint: str | None = None, code: str = "SL001") -> None:
        """Add a fault at the place of an event."""
        self.fault_at(event.start_mark, message, hint, code)

    def fault_at(self, mark: Any, message: str, hint: str | None = None, code: str = "SL001") -> None:
        """Add a fault at a place.

        Raises:
            _Stop: The text has more faults than are reported.
        """
        place = mark.line + 1, mark.column + 1
        if len(self.faults) == FAULTS:
            message = f"there are more than {FAULTS} such faults: the rest of the file is not read"
            self.faults.append(Fault(*place, message, "fix those above first"))
            raise _Stop
        self.faults.append(Fault(*place, message, hint, code))

    def build(self, get_event: Callable[[], Any], feed: Feed) -> None:  # noqa: C901, PLR0912, PLR0915 - one loop, for speed
        """Build the tree from events until the stream ends.

        Every scalar of a file passes through this loop, so the loop calls no function for a scalar.
        """
        container: Any = None
        key: Any = _NO_KEY
        flow = False
        stack: list[tuple[Any, Any, bool]] = []
        documents = 0
        event: Any = None
        while True:
            try:
                event = get_event()
            except _TooLong:
                message = f"a text, a comment or a gap of more than {LONGEST:,} bytes follows"
                self.fault_at(event.end_mark, message, "close its quote, or shorten it")
                raise
            feed.since_event = 0
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if event.tag is not None or event.anchor is not None:
                    self.refuse_tag_and_anchor(event)
                if type(container) is dict:
                    if key is _NO_KEY:
                        key = value
                        if value in container:
                            self.fault(
                                event, f"the key `{cut(value)}` appears twice in one mapping", "keep one", "SL007"
                            )
                            key = _UNUSABLE
                        continue
                    if not value and not event.style:
                        value = None
                        if flow and key is not _UNUSABLE:
                            self.fault(event, f"`{cut(key)}` has no value inside braces", _COMMA)
                    if key is not _UNUSABLE:
                        container[key] = value
                    key = _NO_KEY
                elif type(container) is list:
                    container.append(value if value or event.style else None)
                else:
                    self.root = value if value or event.style else None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                made: Any = {} if kind is MappingStartEvent else []
                if event.tag is not None or event.anchor is not None:
                    self.refuse_tag_and_anchor(event)
                if type(container) is dict:
                    if key is _NO_KEY:
                        self.fault(event, "a key must be text", "write the key as a word")
                        stack.append((container, _UNUSABLE, flow))
                        container, key, flow = made, _NO_KEY, bool(event.flow_style)
                        continue
                    if key is not _UNUSABLE:
                        container[key] = made
                elif type(container) is list:
                    container.append(made)
                else:
                    self.root = made
                depth = len(stack)
                if depth <= _PLACED:
                    mark = event.start_mark
                    self.places[id(made)] = (mark.line + 1, mark.column + 1)
                elif depth >= DEEPEST:
                    self.fault(event, *_TOO_DEEP)
                    raise _Stop
                stack.append((container, _NO_KEY, flow))
                container, key, flow = made, _NO_KEY, bool(event.flow_style)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, key, flow = stack.pop()
            elif kind is AliasEvent:
                self.fault(event, f"the alias `*{cut(event.anchor)}` has no meaning in a ledger", "write it out")
                if type(container) is dict:
                    key = _UNUSABLE if key is _NO_KEY else _NO_KEY
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.fault(event, "a second document begins", "one file holds one document; remove the `---`")
                    raise _Stop
            elif kind is DocumentEndEvent:
                feed.since_event = LONGEST - _TAIL
            elif kind is StreamEndEvent:
                return

    def refuse_tag_and_anchor(self, event: Any) -> None:
        """Add faults for the tag and the anchor of an event."""
        if event.tag is not None:
            self.fault(event, f"the tag `{cut(event.tag)}` has no meaning in a ledger", "leave it out")
        if event.anchor is not None:
            self.fault(event, f"the anchor `&{cut(event.anchor)}` has no meaning in a ledger", "write it out")


_COMMA = 'quote a value that has a comma: `{title: "Prisoners, freed"}`; write a list in brackets: `[us, by]`'


def parse_yaml(text: str | bytes) -> Tree:
    """Return the tree of a YAML text, with the faults of the text itself."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    builder = _Builder()
    if (directive := _DIRECTIVE.match(data, 0, LONGEST)) is not None:
        line = data.count(b"\n", 0, directive.end()) + 1
        message = "the directive `%TAG` has no meaning in a ledger"
        return Tree(None, {}, (Fault(line, 1, message, "leave it out"),))
    feed = Feed(data)
    try:
        parser = PARSER(feed)
        try:
            builder.build(parser.get_event, feed)
        finally:
            parser.dispose()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        builder.faults.append(Fault(*place, *_problem_and_hint(error)))
    except ReaderError as error:
        builder.faults.append(_unreadable_character(data, error))
    except _Stop:
        pass
    return Tree(builder.root, builder.places, tuple(builder.faults))


def _unreadable_character(data: bytes, error: ReaderError) -> Fault:
    before = data[: error.position]
    if error.encoding == "unicode":  # the parser in Python counts characters, not bytes
        before = data.decode("utf-8", "replace")[: error.position].encode()
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    if "octet" in error.reason or "utf" in error.encoding:
        return Fault(line, column, "the file is not UTF-8 text", "save it as UTF-8")
    character = error.character
    number = ord(character) if isinstance(character, str) else character
    return Fault(line, column, f"the character U+{number:04X} cannot be in a ledger", "remove it")


def _problem_and_hint(error: MarkedYAMLError) -> tuple[str, str]:
    """Return the problem that the parser found, and the way to fix the problem."""
    problem = ": ".join(part for part in (error.context, error.problem) if part)
    # PyYAML 6.0.4 has its own limit of depth, and may reach that limit before this module sees the event.
    return _TOO_DEEP if "nesting depth" in problem else (problem, _hint(problem))


def _hint(problem: str) -> str:
    if "block scalar" in problem:
        return "an unquoted `>` or `|` opens a block of text: write `over 1000 prisoners`, or quote the value"
    if "mapping values are not allowed" in problem:
        return "quote a value that holds a colon"
    if "found character '\\t'" in problem or "cannot start any token" in problem:
        return "indent with spaces, and quote a value that begins with a sign"
    return "check the indentation and the quotes around this place"
