"""A YAML text as mappings, lists and texts, built from the parser's events, with the place of each mapping.

Every scalar stays text: `NO` is Norway and `0841` keeps its zero. Nothing is expanded and nothing is executed.
"""

from __future__ import annotations

from typing import Any

import attrs
import yaml

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
    """

    line: int
    column: int
    message: str
    hint: str | None = None


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
    pass


class _Builder:
    """Builds the tree from events. One method an event, so that the loop stays flat and fast."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.places: dict[int, tuple[int, int]] = {}
        self.root: Any = None
        self.stack: list[tuple[Any, bool]] = []
        self.keys: list[Any] = []
        self.documents = 0

    def fault(self, mark: Any, message: str, hint: str | None = None) -> None:
        self.faults.append(Fault(mark.line + 1, mark.column + 1, message, hint))

    def put(self, value: Any, mark: Any, *, flow: bool = False) -> None:
        if not self.stack:
            self.root = value
            return
        container, in_flow = self.stack[-1]
        if type(container) is list:
            container.append(value)
            return
        key = self.keys[-1]
        if key is _NO_KEY:
            if type(value) is not str:
                self.fault(mark, "a key must be text", "write the key as a word")
                value = _Unusable()
            elif value in container:
                self.fault(mark, f"the key `{value}` stands twice in one mapping", "keep one of them")
                value = _Unusable()
            self.keys[-1] = value
            return
        self.keys[-1] = _NO_KEY
        if value is None and (in_flow or flow):
            hint = 'quote a value that holds a comma: `{title: "Prisoners, freed"}`'
            self.fault(mark, f"`{key}` has no value inside braces", hint)
        if type(key) is str:
            container[key] = value

    def scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refuse(event)
        value = event.value
        self.put(value if value or event.style else None, event.start_mark)

    def open(self, event: Any, container: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refuse(event)
        if len(self.stack) >= DEEPEST:
            self.fault(event.start_mark, f"nested more than {DEEPEST} deep", "a ledger needs no such depth")
            raise _Stop
        if len(self.stack) <= _PLACED and type(container) is dict:
            mark = event.start_mark
            self.places[id(container)] = (mark.line + 1, mark.column + 1)
        self.put(container, event.start_mark)
        self.stack.append((container, bool(event.flow_style)))
        self.keys.append(_NO_KEY)

    def close(self) -> None:
        self.stack.pop()
        self.keys.pop()

    def refuse(self, event: Any) -> None:
        if event.tag is not None:
            self.fault(event.start_mark, f"the tag `{event.tag}` has no meaning in a ledger", "leave it out")
        if event.anchor is not None:
            self.fault(event.start_mark, f"the anchor `&{event.anchor}` has no meaning in a ledger", "write it out")


class _Unusable:
    """Stands for a key that cannot be used, so that its value has somewhere to go."""


_NO_KEY: Any = object()


def grow(text: str) -> Tree:
    """The tree of a YAML text, with all that is wrong with the text itself."""
    builder = _Builder()
    parser = PARSER(text)
    try:
        _drive(parser, builder)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        builder.faults.append(Fault(*place, _worded(error), _advice(error)))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = (
            f"the character U+{ord(error.character):04X} cannot stand in a ledger" if error.character else "unreadable"
        )
        builder.faults.append(Fault(line, 1, message, "take it out"))
    except _Stop:
        pass
    finally:
        parser.dispose()
    return Tree(builder.root, builder.places, tuple(builder.faults))


def _drive(parser: Any, builder: _Builder) -> None:
    get_event, scalar, opened, close = parser.get_event, builder.scalar, builder.open, builder.close
    while True:
        event = get_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            scalar(event)
        elif kind is yaml.MappingStartEvent:
            opened(event, {})
        elif kind is yaml.SequenceStartEvent:
            opened(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            close()
        elif kind is yaml.AliasEvent:
            builder.fault(event.start_mark, f"the alias `*{event.anchor}` has no meaning in a ledger", "write it out")
            builder.put(None if builder.stack and type(builder.stack[-1][0]) is list else "", event.start_mark)
        elif kind is yaml.DocumentStartEvent:
            builder.documents += 1
            if builder.documents > 1:
                builder.fault(event.start_mark, "a second document begins", "one file holds one; take out the `---`")
                raise _Stop
        elif kind is yaml.StreamEndEvent:
            return


def _worded(error: yaml.MarkedYAMLError) -> str:
    return ": ".join(part for part in (error.context, error.problem) if part)


def _advice(error: yaml.MarkedYAMLError) -> str | None:
    said = _worded(error)
    if "block scalar" in said:
        return "an unquoted `>` or `|` opens a block of text: write `over 1000 prisoners`, or quote the value"
    if "mapping values are not allowed" in said:
        return "quote a value that holds a colon"
    if "found character '\\t'" in said or "cannot start any token" in said:
        return "indent with spaces, and quote a value that begins with a sign"
    return "check the indentation and the quotes around this place"
