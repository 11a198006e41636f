"""Records of kinds that the catalogue does not hold, kept as they stand in their files."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sanctledger.base.findings import Finding, Place
from sanctledger.base.words import nearest
from sanctledger.files.sections import Raw, Sections
from sanctledger.files.verbatim import own_lines
from sanctledger.files.write import kept_lines
from sanctledger.files.yaml_tree import grow
from sanctledger.records.kinds import Kinds
from sanctledger.records.record import Ref
from sanctledger.records.unknown_kinds import Kept

_ID = TypeAdapter(Ref)


class Keeper:
    """Keeps the records of unknown kinds that the files of one ledger hold."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._nearest: dict[str, str | None] = {}
        self._lines: dict[str, dict[tuple[int, int], str]] = {}

    def from_yaml(self, raw: Raw, found: Sections) -> Kept | None:
        """The record of a YAML file; `None` where it names no kind, or has no id to keep it by."""
        if not self._can(raw.fields):
            return None
        if found.path not in self._lines:
            self._lines[found.path] = own_lines(found.text)
        text = None if raw.lifted else self._lines[found.path].get((raw.place.line, raw.place.column))
        if text is None or not _says(text, raw):
            text = kept_lines(raw.fields, raw.section)
        return self._kept(raw.fields, text, "yaml", raw.section)

    def from_line(self, line: bytes) -> Kept | None:
        """The record of a line of JSON; `None` where it names no kind, or has no id to keep it by.

        Raises:
            ValueError: It holds half a character.
        """
        text = line.decode()
        fields = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        if not self._can(fields):
            return None
        texts = _texts(fields)
        try:
            json.dumps(texts, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("half a character (a lone surrogate) cannot stand in a ledger") from None
        return self._kept(texts, text if text.endswith("\n") else text + "\n", "jsonl")

    def _can(self, fields: dict[str, Any]) -> bool:
        kind, record_id = fields.get("kind"), fields.get("id")
        return isinstance(kind, str) and kind != "" and _is_id(record_id)

    def _kept(self, fields: dict[str, Any], text: str, syntax: Any, section: str = "records") -> Kept:
        kind, record_id = fields["kind"], fields["id"]
        if kind not in self._nearest:
            self._nearest[kind] = nearest(kind, self.kinds)
        fields = {"kind": kind, "id": record_id} | fields
        return Kept(record_id, kind, fields, text, syntax, section, self._nearest[kind])


def _is_id(given: Any) -> bool:
    try:
        _ID.validate_python(given, strict=True)
    except ValidationError:
        return False
    return True


def finding_of(kept: Kept, place: Place) -> Finding:
    """The finding that a record is kept."""
    message, hint = kept.said
    return Finding("SL010", "warning", message, kept.id, "kind", place, hint)


def _says(text: str, raw: Raw) -> bool:
    """Whether a record's own lines say by themselves what they say in their file."""
    tree = grow(f"{raw.section}:\n{text}")
    if tree.faults or not isinstance(tree.root, dict) or list(tree.root) != [raw.section]:
        return False
    content = tree.root[raw.section]
    if isinstance(content, list):
        return content == [raw.fields]
    if not isinstance(content, dict) or len(content) != 1:
        return False
    ((record_id, fields),) = content.items()
    return isinstance(fields, dict) and {"id": record_id} | fields == raw.fields


def _texts(value: Any) -> Any:
    """A value of JSON as a YAML file would hold it: every scalar as text."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value
