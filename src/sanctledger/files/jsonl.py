"""JSON Lines: one record a line, read as bytes by pydantic's own parser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sanctledger.errors import did_you_mean
from sanctledger.files.complaints import complaints
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
            return found, lines[1:]
    return found, lines


def adapter_for(kinds: Kinds, data: bytes) -> TypeAdapter[list[Record]] | None:
    """An adapter for the kinds that a text may hold: building one for all of them takes longer than most files."""
    named = {name.decode("utf-8", "replace") for name in _KIND.findall(data)}
    present = tuple(dict.fromkeys(kinds[name] for name in named if name in kinds))
    return Kinds(present).adapter() if present else None


def records(
    lines: list[tuple[int, bytes]], adapter: TypeAdapter[list[Record]] | None, context: Any
) -> list[Record] | None:
    """The records of all lines at once; `None` where any of them has something wrong with it."""
    if not lines or adapter is None:
        return None
    text = b"[" + b",".join(line for _, line in lines) + b"]"
    try:
        found = adapter.validate_json(text, context=context)
    except ValidationError:
        return None
    return found if len(found) == len(lines) else None


def one_by_one(
    path: str, lines: Iterable[tuple[int, bytes]], kinds: Kinds, context: Any
) -> tuple[list[tuple[int, Record]], list[Finding], list[str]]:
    """The records of the lines that have nothing wrong, what is wrong with the others, and the ids of those."""
    good: list[tuple[int, Record]] = []
    findings: list[Finding] = []
    broken: list[str] = []
    for number, line in lines:
        place = Place(path, number)
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            hint = "the line may be torn: compare it with the file that it was copied from"
            findings.append(Finding("SL001", "error", f"the line is not JSON: {error}", None, None, place, hint))
            continue
        if not isinstance(fields, dict):
            findings.append(
                Finding("SL004", "error", "the line is no record: a record is an object", None, None, place)
            )
            continue
        record_id, kind = str(fields.get("id", "")) or None, fields.get("kind")
        if not isinstance(kind, str) or kind not in kinds:
            message = f"unknown kind `{kind}`{did_you_mean(str(kind), kinds)}" if kind else "`kind` is missing"
            findings.append(Finding("SL003", "error", message, record_id, "kind", place))
        else:
            try:
                good.append((number, kinds[kind].model_validate_json(line, context=context)))
                continue
            except ValidationError as error:
                findings += complaints(error, kinds[kind], record_id, place, lambda at, _field: at)
        if record_id:
            broken.append(record_id)
    return good, findings, broken
