"""A file as other readers of YAML see the file: all values as text, or typed by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def typed(text: str) -> Any:
    """Return the value that the core schema gives to a plain text."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _grown(node: yaml.Node, scalar: Callable[[yaml.ScalarNode], Any]) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _grown(value, scalar) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_grown(value, scalar) for value in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return scalar(node)


def as_text(text: str) -> Any:
    """Return the document with every value as text."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


def as_typed(text: str) -> Any:
    """Return the document with every plain value typed, and every key as text."""
    node = yaml.compose(text, yaml.BaseLoader)
    return None if node is None else _grown(node, lambda one: one.value if one.style else typed(one.value))


READERS = {"text": as_text, "typed": as_typed}
