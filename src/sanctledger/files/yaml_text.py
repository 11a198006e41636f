"""Block YAML of mappings, lists and texts, byte for byte as PyYAML's emitter in Python writes it, only faster.

A ledger of tens of thousands of records has hundreds of thousands of short words, and PyYAML examines each letter.
This module writes a word directly if it is surely plain, and leaves every other value to PyYAML.

`yaml.CSafeDumper` is not used, for two reasons: libyaml writes a list in a mapping without indentation and has no
option to change that, so every saved ledger would change; and it takes 1.3 to 1.8 times as long for the shipped cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

#: The width of a line, after which a text is folded.
_WIDTH = 120
#: The indentation of a value, relative to the mapping or list that holds the value.
_STEP = 2
#: The longest key that is written on the line of its value.
_KEY = 100
#: A text of one line that may need no quotes. Colons, hashes and blanks in the text are checked separately.
_WORDS = re.compile(r"(?:[\w(/]|\.(?!\.\.))[\w -~]*")


class _Dumper(yaml.SafeDumper):
    """A dumper that leaves out quotes if every reader of YAML takes the text for words or a date."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - no value is ever written as an alias
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """Return the node of a text.

    If the text has a line break of YAML 1.1 alone, double quotes are used, because they escape the break.

    Raises:
        UnicodeEncodeError: The text has a lone surrogate. YAML would escape it, and no reader could read it back.
    """
    text.encode()
    style = '"' if any(letter in text for letter in "\x85\u2028\u2029") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _write_none(dumper: yaml.SafeDumper, _none: None) -> yaml.Node:
    """Return the node of `None`: an empty value."""
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(type(None), _write_none)
_DATES = "tag:yaml.org,2002:timestamp"
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATES]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def block_yaml(content: Mapping[str, Any]) -> str:
    """Return a mapping as block YAML, with the keys in the order of the mapping.

    Args:
        content: A mapping whose values are texts, whole numbers, booleans, `None`, or lists and mappings of these.

    Raises:
        UnicodeEncodeError: A text has a lone surrogate.
    """
    return "".join(_mapping(content, 0)) if content else _by_pyyaml(content, 0)


def _mapping(content: Mapping[str, Any], margin: int) -> Iterator[str]:
    """Yield the lines of a mapping, each with its line end."""
    space = " " * margin
    for key, value in content.items():
        if _on_one_line(key, _KEY) != key:
            yield _by_pyyaml({key: value}, margin)
        elif word := _on_one_line(value, _WIDTH - margin - len(key) - 2):
            yield f"{space}{key}: {word}\n"
        elif value and isinstance(value, Mapping):
            yield f"{space}{key}:\n"
            yield from _mapping(value, margin + _STEP)
        elif value and isinstance(value, list):
            yield f"{space}{key}:\n"
            yield from _items(value, margin + _STEP)
        else:
            yield _by_pyyaml({key: value}, margin)


def _items(content: list[Any], margin: int) -> Iterator[str]:
    """Yield the lines of a list, each with its line end."""
    space = " " * margin
    for item in content:
        if word := _on_one_line(item, _WIDTH - margin - _STEP):
            yield f"{space}- {word}\n"
        elif item and isinstance(item, Mapping):
            yield f"{space}- {''.join(_mapping(item, margin + _STEP))[margin + _STEP :]}"
        else:
            yield _by_pyyaml([item], margin)


def _on_one_line(text: Any, room: int) -> str | None:
    """Return a text as written on one line, quoted if a reader would otherwise take the text for another value.

    Returns:
        The written text; `None` if the text needs PyYAML, because it is long or has unusual characters.
    """
    if not isinstance(text, str) or len(text) > room or _WORDS.fullmatch(text) is None:
        return None
    if (
        text[-1] not in " :"
        and ": " not in text
        and " #" not in text
        and not any(pattern.match(text) for _, pattern in _other_values(text[0]))
    ):
        return text
    quoted = "'" + text.replace("'", "''") + "'"
    return quoted if len(quoted) <= room else None


def _other_values(first: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the patterns of numbers, booleans and empty values that may begin with a letter."""
    known: dict[str | None, list[tuple[str, re.Pattern[str]]]] = _Dumper.yaml_implicit_resolvers
    return [*known.get(first, ()), *known.get(None, ())]


def _by_pyyaml(content: Any, margin: int) -> str:
    """Return the lines of a mapping or a list as PyYAML writes them, indented by a margin."""
    text: str = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH - margin)
    if not margin:
        return text
    return "".join(line if line == "\n" else " " * margin + line for line in text.splitlines(keepends=True))
