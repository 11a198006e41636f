"""A YAML text as mappings, lists and texts, built from the parser's events, with the place of each mapping.

Every scalar stays text: `NO` is Norway and `0841` keeps its zero. Nothing is expanded and nothing is executed.
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
#: The C parser where PyYAML was built with it: the same events, eight times faster.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: How many bytes may follow the end of the document: directives there are compared each with each.
_TAIL = 65_536
#: What declares prefixes of tags, before the document begins.
_DIRECTIVE = re.compile(rb"(?:\xef\xbb\xbf)?+(?:\s++|(?:#|%YAML)[^\r\n]*+)*+%TAG")
#: How deep the places of mappings are kept: the document, its sections, and their records.
_PLACED = 3


@attrs.frozen
class Fault:
    """Something in the text itself that a ledger may not hold.

    Attributes:
        line: The line, from 1.
        column: The column, from 1.
        message: What is wrong.
        hint: What to do about it.
        code: The code of the finding.
    """

    line: int
    column: int
    message: str
    hint: str | None = None
    code: str = "SL001"


@attrs.frozen
class Tree:
    """What a YAML text holds.

    Attributes:
        root: The document: mappings, lists and texts; `None` where a value is empty.
        places: The line and column of the outer mappings, by the identity of the mapping.
        faults: What the text may not hold.
    """

    root: Any
    places: dict[int, tuple[int, int]]
    faults: tuple[Fault, ...]

    def place(self, mapping: Any) -> tuple[int, int]:
        """Return the line and column of one of the outer mappings, from 1."""
        return self.places.get(id(mapping), (1, 1))


class _Stop(Exception):
    """Ends the reading of one text; never seen outside."""


class _TooLong(_Stop):
    """Ends it where no end of a text comes."""


class Feed:
    """Hands a text to the parser piece by piece, and stops where too much of it passes without an event.

    Attributes:
        silent: How many bytes have passed since the last event: whoever takes an event sets it to zero.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self.silent = 0

    def read(self, size: int) -> bytes:
        """Return the next piece."""
        piece = self._data[self._at : self._at + size]
        self._at += len(piece)
        self.silent += len(piece)
        if self.silent > LONGEST:
            raise _TooLong
        return piece


#: Stands where a mapping waits for its next key.
_NO_KEY: Any = object()
#: Stands for a key that cannot be used, so that its value has somewhere to go.
_UNUSABLE: Any = object()


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self) -> None:
        self.root: Any = None
        self.faults: list[Fault] = []
        self.places: dict[int, tuple[int, int]] = {}

    def fault(self, event: Any, message: str, hint: str | None = None, code: str = "SL001") -> None:
        """Add a fault at the place of an event."""
        self.fault_at(event.start_mark, message, hint, code)

    def fault_at(self, mark: Any, message: str, hint: str | None = None, code: str = "SL001") -> None:
        """Add a fault at a place; the one after the most that are told ends the reading."""
        place = mark.line + 1, mark.column + 1
        if len(self.faults) == FAULTS:
            message = f"there are more than {FAULTS} such faults: the rest of the file is not read"
            self.faults.append(Fault(*place, message, "fix those above first"))
            raise _Stop
        self.faults.append(Fault(*place, message, hint, code))

    def drive(self, get_event: Callable[[], Any], feed: Feed) -> None:  # noqa: C901, PLR0912, PLR0915 - one loop, for speed
        """Take events until the stream ends. All scalars of a file pass here, so the loop calls nothing for them."""
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
                message = f"what follows is a text, a comment or a gap of more than {LONGEST:,} bytes"
                self.fault_at(event.end_mark, message, "close its quote, or shorten it")
                raise
            feed.silent = 0
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if event.tag is not None or event.anchor is not None:
                    self.refuse(event)
                if type(container) is dict:
                    if key is _NO_KEY:
                        key = value
                        if value in container:
                            self.fault(
                                event, f"the key `{cut(value)}` stands twice in one mapping", "keep one", "SL007"
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
                    self.refuse(event)
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
                    self.fault(event, "a second document begins", "one file holds one; take out the `---`")
                    raise _Stop
            elif kind is DocumentEndEvent:
                feed.silent = LONGEST - _TAIL
            elif kind is StreamEndEvent:
                return

    def refuse(self, event: Any) -> None:
        """Add faults for what an event carries beside its value."""
        if event.tag is not None:
            self.fault(event, f"the tag `{cut(event.tag)}` has no meaning in a ledger", "leave it out")
        if event.anchor is not None:
            self.fault(event, f"the anchor `&{cut(event.anchor)}` has no meaning in a ledger", "write it out")


_COMMA = 'quote a value that holds a comma: `{title: "Prisoners, freed"}`; a list stands in brackets: `[us, by]`'


def grow(text: str | bytes) -> Tree:
    """Return the tree of a YAML text, with all that is wrong with the text itself."""
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
            builder.drive(parser.get_event, feed)
        finally:
            parser.dispose()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        builder.faults.append(Fault(*place, *_said(error)))
    except ReaderError as error:
        builder.faults.append(_unreadable(data, error))
    except _Stop:
        pass
    return Tree(builder.root, builder.places, tuple(builder.faults))


def _unreadable(data: bytes, error: ReaderError) -> Fault:
    before = data[: error.position]
    if error.encoding == "unicode":  # the parser in Python counts characters here
        before = data.decode("utf-8", "replace")[: error.position].encode()
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    if "octet" in error.reason or "utf" in error.encoding:
        return Fault(line, column, "the file is not UTF-8 text", "save it as UTF-8")
    character = error.character
    number = ord(character) if isinstance(character, str) else character
    return Fault(line, column, f"the character U+{number:04X} cannot stand in a ledger", "take it out")


def _said(error: MarkedYAMLError) -> tuple[str, str]:
    """What the parser found wrong, and what to do about it."""
    problem = ": ".join(part for part in (error.context, error.problem) if part)
    # PyYAML 6.0.4 stops at a depth of its own, which it may look ahead to before ours is seen.
    return _TOO_DEEP if "nesting depth" in problem else (problem, _advice(problem))


def _advice(said: str) -> str:
    if "block scalar" in said:
        return "an unquoted `>` or `|` opens a block of text: write `over 1000 prisoners`, or quote the value"
    if "mapping values are not allowed" in said:
        return "quote a value that holds a colon"
    if "found character '\\t'" in said or "cannot start any token" in said:
        return "indent with spaces, and quote a value that begins with a sign"
    return "check the indentation and the quotes around this place"
