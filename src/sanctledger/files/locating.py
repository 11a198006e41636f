"""The place of a field in its file, looked up again when a finding needs it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sanctledger.files.tree import PARSER
from sanctledger.findings import Place


def locate(place: Place, field: str, *, key: bool = False) -> Place:
    """Where a field of the record at a place stands; the record's own place where the file no longer shows it.

    Args:
        place: Where the record stands.
        field: The path of the field, its parts joined by dots, such as `sources.2` or `scope.excluding.0`.
        key: Whether the place of the field's name is asked for, instead of its value's.
    """
    path = Path(place.path)
    if path.suffix not in (".yaml", ".yml"):
        return place
    try:
        stamp = path.stat().st_mtime_ns
        record = _mappings(place.path, stamp).get((place.line, place.column))
    except (OSError, ValueError, yaml.YAMLError):
        return place
    node = record
    found = place
    for part in filter(None, field.split(".")):
        step = _child(node, part)
        if step is None:
            break
        name, node = step
        mark = name.start_mark if node is None or key else node.start_mark
        found = Place(place.path, mark.line + 1, mark.column + 1)
    return found


def _child(node: Any, part: str) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if getattr(key, "value", None) in (part, part.removesuffix("s")):
                empty = isinstance(value, yaml.ScalarNode) and not value.value
                return key, None if empty else value
    if isinstance(node, yaml.SequenceNode) and part.isdecimal() and int(part) < len(node.value):
        return node.value[int(part)], node.value[int(part)]
    return None


@lru_cache(maxsize=4)
def _mappings(path: str, _stamp: int) -> dict[tuple[int, int], Any]:
    """Every mapping of a file by its line and column, from 1."""
    root = yaml.compose(Path(path).read_text("utf-8-sig"), Loader=PARSER)
    found = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            found[node.start_mark.line + 1, node.start_mark.column + 1] = node
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return found
