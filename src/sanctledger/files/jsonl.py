"""JSON Lines: one record a line, read as bytes by pydantic's own parser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from sanctledger.errors import did_you_mean
from sanctledger.files.complaints import complaints
from sanctledger.files.locating import locate
from sanctledger.files.sections import Sections
from sanctledger.findings import Finding, Place
from sanctledger.kinds import Kinds
from sanctledger.record import Record

_KIND = re.compile(rb'"kind"\s*:\s*"([^"\\]+)"')


def split(path: str, data: bytes) -> tuple[Sections, list[tuple[int, bytes]]]:
    """The header of a file of JSON lines, and its other lines with their numbers."""
    found = Sections(path)
    lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if line and not line.isspace()]
    if lines and b'"sanctledger"' in lines[0][1]:
        number, first = lines[0]
        try:
            header = json.loads(first)
        except ValueError as error:
            found.complain("SL001", f"the first line is not JSON: {error}", Place(path, number))
            return found, lines[1:]
        if isinstance(header, dict) and "sanctledger" in header:
            found.header(header, Place(path, number))
            for section in sorted(header.keys() & {"parties", "sources", "records"}):
                message = f"the header of JSON lines holds no `{section}`"
                found.complain("SL002", message, Place(path, number), "write each record on a line of its own")
            return found, lines[1:]
    return found, lines


class LineReader:
    """Reads records from lines, each by the validator of its own kind: no more validators are made than kinds occur."""

    def __init__(self, kinds: Kinds, context: Any) -> None:
        self.kinds = kinds
        self.context = context
        self._readers: dict[bytes, Callable[..., Record]] = {}

    def read(self, line: bytes) -> Record:
        """The record of a line.

        Raises:
            pydantic.ValidationError: Its fields are not valid, or the first `"kind"` in the line is not its own.
            KeyError: The line names no kind of the catalogue.
        """
        match = _KIND.search(line)
        name = match[1] if match else b""
        reader = self._readers.get(name)
        if reader is None:
            cls = self.kinds[name.decode("utf-8", "replace")]
            reader = self._readers[name] = cls.__pydantic_validator__.validate_json
        return reader(line, context=self.context)

    def read_slowly(self, line: bytes, place: Place) -> tuple[Record | None, list[Finding], str | None]:
        """The record of a line that could not be read at once; else what is wrong with it, and its id."""
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as said:
            at = place._replace(column=getattr(said, "colno", 1))
            hint = "the line may be torn: compare it with the file that it was copied from"
            return None, [Finding("SL001", "error", f"the line is not JSON: {said}", None, None, at, hint)], None
        if not isinstance(fields, dict):
            message = "the line is no record: a record is an object"
            return None, [Finding("SL004", "error", message, None, None, place)], None
        given, kind = fields.get("id"), fields.get("kind")
        record_id = given if isinstance(given, str) else None
        if not isinstance(kind, str) or kind not in self.kinds:
            message = f"unknown kind `{kind}`{did_you_mean(str(kind), self.kinds)}" if kind else "`kind` is missing"
            return None, [Finding("SL003", "error", message, record_id, "kind", locate(place, "kind"))], record_id
        try:
            return self.kinds[kind].model_validate_json(line, context=self.context), [], record_id
        except ValidationError as error:
            found = complaints(error, self.kinds[kind], record_id, place)
            return None, list(found), record_id
