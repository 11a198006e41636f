"""A YAML text as mappings, lists and texts, built from the parser's events, with the place of each mapping.

Every scalar stays text: `NO` is Norway and `0841` keeps its zero. Nothing is expanded and nothing is executed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import yaml
from yaml import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

#: The C parser where PyYAML was built with it: the same events, eight times faster.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: How deep a file may nest. A record needs eight levels or so.
DEEPEST = 40
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
        """The line and column of one of the outer mappings, from 1."""
        return self.places.get(id(mapping), (1, 1))


class _Stop(Exception):
    """Ends the reading of one text; never seen outside."""


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
        mark = event.start_mark
        self.faults.append(Fault(mark.line + 1, mark.column + 1, message, hint, code))

    def drive(self, get_event: Callable[[], Any]) -> None:  # noqa: C901, PLR0912, PLR0915 - one loop, for speed
        """Take events until the stream ends. All scalars of a file pass here, so the loop calls nothing for them."""
        container: Any = None
        key: Any = _NO_KEY
        flow = False
        stack: list[tuple[Any, Any, bool]] = []
        documents = 0
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if event.tag is not None or event.anchor is not None:
                    self.refuse(event)
                if type(container) is dict:
                    if key is _NO_KEY:
                        key = value
                        if value in container:
                            self.fault(event, f"the key `{value}` stands twice in one mapping", "keep one", "SL007")
                            key = _UNUSABLE
                        continue
                    if not value and not event.style:
                        value = None
                        if flow:
                            self.fault(event, f"`{key}` has no value inside braces", _COMMA)
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
                    self.fault(event, f"nested more than {DEEPEST} deep", "a ledger needs no such depth")
                    raise _Stop
                stack.append((container, _NO_KEY, flow))
                container, key, flow = made, _NO_KEY, bool(event.flow_style)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, key, flow = stack.pop()
            elif kind is AliasEvent:
                self.fault(event, f"the alias `*{event.anchor}` has no meaning in a ledger", "write it out")
                if type(container) is dict:
                    key = _UNUSABLE if key is _NO_KEY else _NO_KEY
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.fault(event, "a second document begins", "one file holds one; take out the `---`")
                    raise _Stop
            elif kind is StreamEndEvent:
                return

    def refuse(self, event: Any) -> None:
        """Add faults for what an event carries beside its value."""
        if event.tag is not None:
            self.fault(event, f"the tag `{event.tag}` has no meaning in a ledger", "leave it out")
        if event.anchor is not None:
            self.fault(event, f"the anchor `&{event.anchor}` has no meaning in a ledger", "write it out")


_COMMA = 'quote a value that holds a comma: `{title: "Prisoners, freed"}`'


def grow(text: str) -> Tree:
    """The tree of a YAML text, with all that is wrong with the text itself."""
    builder = _Builder()
    try:
        parser = PARSER(text)
    except ReaderError as error:
        builder.faults.append(_unreadable(text, error))
        return Tree(None, {}, tuple(builder.faults))
    try:
        builder.drive(parser.get_event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        builder.faults.append(Fault(*place, _worded(error), _advice(error)))
    except ReaderError as error:
        builder.faults.append(_unreadable(text, error))
    except _Stop:
        pass
    finally:
        parser.dispose()
    return Tree(builder.root, builder.places, tuple(builder.faults))


def _unreadable(text: str, error: ReaderError) -> Fault:
    place = error.position if isinstance(error.position, int) else 0
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    character = error.character
    number = ord(character) if isinstance(character, str) else character
    return Fault(line, column, f"the character U+{number:04X} cannot stand in a ledger", "take it out")


def _worded(error: MarkedYAMLError) -> str:
    return ": ".join(part for part in (error.context, error.problem) if part)


def _advice(error: MarkedYAMLError) -> str | None:
    said = _worded(error)
    if "block scalar" in said:
        return "an unquoted `>` or `|` opens a block of text: write `over 1000 prisoners`, or quote the value"
    if "mapping values are not allowed" in said:
        return "quote a value that holds a colon"
    if "found character '\\t'" in said or "cannot start any token" in said:
        return "indent with spaces, and quote a value that begins with a sign"
    return "check the indentation and the quotes around this place"
