"""Mappings, lists and texts as block YAML: what PyYAML writes, to the byte, without asking it about each plain word.

A ledger of tens of thousands of records is hundreds of thousands of short words. PyYAML's emitter looks at every letter
of each; here a word that is plain for sure is written as it stands, and only the rest is left to PyYAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

#: How wide a line grows before a text is folded.
_WIDTH = 120
#: How many levels lie between the margin of a value and that of what it is in.
_STEP = 2
#: A longer key may not stand on the line of its value.
_KEY = 100
#: A text of one line that may stand without quotes, apart from what a colon, a hash or a blank in it may mean.
_WORDS = re.compile(r"(?:[\w(/]|\.(?!\.\.))[\w -~]*")


class _Dumper(yaml.SafeDumper):
    """Writes texts without quotes wherever no reader of YAML would take them for anything else than words or dates."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - nothing is ever written as an alias
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """A text, in double quotes where it holds a line break that only YAML 1.1 takes for one: there it is escaped.

    Raises:
        UnicodeEncodeError: It holds a lone surrogate, which YAML would escape and nobody could read back.
    """
    text.encode()
    style = '"' if any(letter in text for letter in "\x85\u2028\u2029") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _write_nothing(dumper: yaml.SafeDumper, _nothing: None) -> yaml.Node:
    """What stands for a value that is left empty."""
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(type(None), _write_nothing)
_DATES = "tag:yaml.org,2002:timestamp"
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATES]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def laid(content: Mapping[str, Any]) -> str:
    """Return a mapping as block YAML, in its own order.

    Args:
        content: Texts, whole numbers, truths, nothing, and lists and mappings of these.

    Raises:
        UnicodeEncodeError: A text holds a lone surrogate.
    """
    return "".join(_mapping(content, 0)) if content else _dumped(content, 0)


def _mapping(content: Mapping[str, Any], margin: int) -> Iterator[str]:
    """Return the lines of a mapping, each with its end."""
    space = " " * margin
    for key, value in content.items():
        if _spelt(key, _KEY) != key:
            yield _dumped({key: value}, margin)
        elif word := _spelt(value, _WIDTH - margin - len(key) - 2):
            yield f"{space}{key}: {word}\n"
        elif value and isinstance(value, Mapping):
            yield f"{space}{key}:\n"
            yield from _mapping(value, margin + _STEP)
        elif value and isinstance(value, list):
            yield f"{space}{key}:\n"
            yield from _items(value, margin + _STEP)
        else:
            yield _dumped({key: value}, margin)


def _items(content: list[Any], margin: int) -> Iterator[str]:
    """Return the lines of a list, each with its end."""
    space = " " * margin
    for item in content:
        if word := _spelt(item, _WIDTH - margin - _STEP):
            yield f"{space}- {word}\n"
        elif item and isinstance(item, Mapping):
            yield f"{space}- {''.join(_mapping(item, margin + _STEP))[margin + _STEP :]}"
        else:
            yield _dumped([item], margin)


def _spelt(text: Any, room: int) -> str | None:
    """A text on one line, in quotes where it would mean something else without; nothing if that is not as simple."""
    if not isinstance(text, str) or len(text) > room or _WORDS.fullmatch(text) is None:
        return None
    if (
        text[-1] not in " :"
        and ": " not in text
        and " #" not in text
        and not any(pattern.match(text) for _, pattern in _meanings(text[0]))
    ):
        return text
    quoted = "'" + text.replace("'", "''") + "'"
    return quoted if len(quoted) <= room else None


def _meanings(first: str) -> list[tuple[str, re.Pattern[str]]]:
    """What a text with such a first letter may mean beside itself: a number, a truth, nothing."""
    known: dict[str | None, list[tuple[str, re.Pattern[str]]]] = _Dumper.yaml_implicit_resolvers
    return [*known.get(first, ()), *known.get(None, ())]


def _dumped(content: Any, margin: int) -> str:
    """Return the lines of a mapping or a list, as PyYAML writes them, behind a margin."""
    text: str = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH - margin)
    return text if not margin else "".join(_behind(" " * margin, line) for line in text.splitlines(keepends=True))


def _behind(space: str, line: str) -> str:
    return line if line == "\n" else space + line
