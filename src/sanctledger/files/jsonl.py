"""JSON lines: one record on each line, read as bytes by the parser of pydantic.

A line is read at once if its first `"kind"` gives its class, and if a count of its colons shows that no key appears
twice. Otherwise the line is read again, slowly, and every fault of the line becomes a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from pydantic import ValidationError

from sanctledger.base.findings import Finding, Place
from sanctledger.base.words import cut
from sanctledger.files.kind_faults import KindFailure, make_record
from sanctledger.files.limits import DEEPEST, LONGEST
from sanctledger.files.messages import findings_of, unknown_kind
from sanctledger.files.sections import RECORDS, Sections
from sanctledger.records.kind_checks import is_built_in
from sanctledger.records.kinds import Kinds
from sanctledger.records.record import Record
from sanctledger.records.settings import VERSION

_KIND = re.compile(rb'"kind"\s*:\s*"([^"\\]+)"')
_ID = re.compile(rb'"id"\s*:\s*"([^"\\]+)"')
_LONE_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_BLANK = re.compile(rb"\s*")
#: The deepest nesting of a line: in YAML a record is two levels below the document.
_DEEPEST = DEEPEST - 2
#: The largest number of digits in a whole number. Python refuses to read longer numbers.
_DIGITS = 4000


class NeedsSlowReading(ValueError):
    """A line that must be read again by `read_slowly`: it may be too long or too deep, or repeat a key."""


def split_header(path: str, data: bytes) -> tuple[Sections, Iterator[tuple[int, bytes]]]:
    """Return the header of a file of JSON lines, and its other lines.

    Returns:
        The header as sections, and the lines that are not blank, with their numbers from 1.
    """
    found = Sections(path)
    lines = _lines(data.removeprefix(b"\xef\xbb\xbf"))
    first = next(lines, None)
    if first is None:
        found.add_error("SL001", "the file is empty", None, f'begin it with {{"sanctledger": {VERSION}}}')
        return found, lines
    number, line = first
    if b'"sanctledger"' not in line:
        return found, _prepend(first, lines)
    place = Place(path, number)
    try:
        header = parse_line(line)
    except ValueError as error:
        if _KIND.search(line) is not None:  # the line is a record, with a text about the format
            return found, _prepend(first, lines)
        found.add_error("SL001", f"the first line is not JSON: {_reason(error)}", place)
        return found, lines
    if not isinstance(header, Fields) or "sanctledger" not in header:
        return found, _prepend(first, lines)
    return found, _after_header(found, header, place, lines)


def _after_header(
    found: Sections, header: Fields, place: Place, lines: Iterator[tuple[int, bytes]]
) -> Iterator[tuple[int, bytes]]:
    """Read a header and return the lines after it; no line if the format version cannot be read."""
    if not found.can_be_read(header, place):
        found.broken |= set(_ids(lines))
        return iter(())
    found.header(header, place)
    if header.repeated is not None:
        found.add_error("SL007", _repeated_key(header.repeated), place, "keep one")
    for section in sorted(header.keys() & set(RECORDS)):
        message = f"the header of JSON lines cannot hold `{section}`"
        found.add_error("SL002", message, place, "write each record on a line of its own")
    return lines


def _ids(lines: Iterable[tuple[int, bytes]]) -> Iterator[str]:
    """Yield the ids that lines seem to have, if the lines cannot be read."""
    for _, line in lines:
        if match := _ID.search(line):
            yield match[1].decode("utf-8", "replace")


def _prepend(first: tuple[int, bytes], lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    yield first
    yield from lines


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers from 1.

    A line that is too long is cut one byte after the limit, so that readers notice.
    """
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    stream = BytesIO(data)
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if line.isspace():
            start = stream.tell()
            number += data.count(b"\n", start, end := _BLANK.match(data, start - 1).end())  # type: ignore[union-attr]
            stream.seek(max(start, data.rfind(b"\n", start, end) + 1))
            continue
        yield number, line
        if len(line) > LONGEST:
            end = data.find(b"\n", stream.tell() - 1)
            stream.seek(end + 1 if end >= 0 else len(data))


class Fields(dict[str, Any]):
    """The JSON object of a line.

    Attributes:
        repeated: A key that appears twice in the object, or in an object within the object.
    """

    repeated: str | None = None


def parse_line(line: bytes) -> Any:
    """Return the JSON value of a line.

    Raises:
        ValueError: The line is not JSON, is nested too deep, or is not UTF-8.
    """
    repeated: list[str] = []

    def fields(pairs: list[tuple[str, Any]]) -> Fields:
        found = Fields(pairs)
        if len(found) < len(pairs):
            names = set[str]()
            repeated.append(next(name for name, _ in pairs if name in names or names.add(name)))  # type: ignore[func-returns-value]
        found.repeated = repeated[0] if repeated else None
        return found

    if _depth(line) > _DEEPEST:
        raise ValueError(f"it is nested more than {_DEEPEST} deep")
    value = json.loads(line.decode(), object_pairs_hook=fields, parse_int=_whole_number, parse_constant=_constant)
    if _LONE_SURROGATE.search(line):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("it holds a lone surrogate, such as `\\ud83d` alone") from None
    return value


def _depth(line: bytes) -> int:
    """Return the depth of nesting of a line; 0 if the line has too few brackets to be too deep."""
    if line.count(b"{") + line.count(b"[") <= _DEEPEST:
        return 0
    deepest = depth = 0
    for bracket in re.finditer(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', line, re.DOTALL):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(bracket[0], 0)
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest


def _whole_number(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"a number in it has more than {_DIGITS:,} digits")
    return int(digits)


def _constant(name: str) -> Any:
    raise ValueError(f"`{name}` is not a number")


def _reason(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"the byte 0x{error.object[error.start]:02x} is not UTF-8 text"
    return str(error)


def _repeated_key(key: str) -> str:
    return f"the key `{cut(key)}` appears twice in one object"


class LineReader:
    """A reader of records from lines, with the validator of each kind that occurs.

    Attributes:
        faults: The number of lines that were not JSON objects.
    """

    def __init__(self, kinds: Kinds, context: Any) -> None:
        self.kinds = kinds
        self.context = context
        self.faults = 0
        self._readers: dict[bytes, Callable[..., Record]] = {}

    def read(self, line: bytes) -> Record:
        """Return the record of a line.

        Raises:
            pydantic.ValidationError: The fields are not valid, or the first `"kind"` of the line is not that of the
                record.
            KeyError: The line names no kind of the catalogue.
            NeedsSlowReading: The line is too long or too deep, or repeats a key.
        """
        match = _KIND.search(line)
        name = match[1] if match else b""
        reader = self._readers.get(name)
        if reader is None:
            cls = self.kinds[name.decode("utf-8", "replace")]
            reader = self._readers[name] = (
                cls.__pydantic_validator__.validate_json if is_built_in(cls) else partial(_by_foreign_kind, cls)
            )
        if len(line) > LONGEST:
            raise NeedsSlowReading
        record = reader(line, context=self.context)
        colons = line.count(b":")
        if colons != len(record.__pydantic_fields_set__) and colons != _fewest_keys(record, line):
            names = [part.rpartition(b'"')[2] for part in line.split(b'":')]
            plain = len(set(names)) == len(names) == colons - line.count(b"://") + 1 and b"\\" not in line
            if not plain or _depth(line):
                self._check(line)
        return record

    @staticmethod
    def _check(line: bytes) -> None:
        """Check the depth and the keys of a line.

        Raises:
            NeedsSlowReading: The line is too deep, or repeats a key.
        """
        try:
            if parse_line(line).repeated is None:
                return
        except ValueError:
            pass
        raise NeedsSlowReading

    def read_slowly(self, line: bytes, place: Place) -> tuple[Record | None, list[Finding], str | None]:
        """Return the record of a line that could not be read at once.

        Returns:
            The record, if there is one; the findings about the line; and the id that the line gives.
        """
        try:
            if len(line) > LONGEST and line.strip(b"\0"):
                raise ValueError(f"it is longer than {LONGEST:,} bytes")  # noqa: TRY301 - reported like other faults
            fields = parse_line(line)
        except ValueError as error:
            self.faults += 1
            at = place._replace(column=getattr(error, "colno", 1))
            return None, [_not_json(line, _reason(error), at)], _id_in(line)
        if not isinstance(fields, Fields):
            self.faults += 1
            message = "the line is not a record: a record is an object"
            return None, [Finding("SL004", "error", message, None, None, place)], None
        record_id = given if isinstance(given := fields.get("id"), str) else None
        if fields.repeated is not None:
            return (
                None,
                [Finding("SL007", "error", _repeated_key(fields.repeated), record_id, None, place, "keep one")],
                record_id,
            )
        record, findings = self._validated(line, fields.get("kind"), record_id, place)
        return record, findings, record_id

    def id_of(self, line: bytes) -> str | None:
        """Return the id that a line seems to give, without reading the line."""
        if line.lstrip()[:1] != b"{":
            self.faults += 1
        return _id_in(line)

    def _validated(
        self, line: bytes, kind: Any, named: str | None, place: Place
    ) -> tuple[Record | None, list[Finding]]:
        if not isinstance(kind, str) or kind not in self.kinds:
            return None, [unknown_kind(kind, named, place, self.kinds)]
        cls = self.kinds[kind]
        try:
            return make_record(lambda: cls.model_validate_json(line, context=self.context), cls, named, place), []
        except KindFailure as broken:
            return None, [broken.finding]
        except ValidationError as error:
            one = error.errors(include_url=False, include_input=False) if error.error_count() == 1 else []
            if one and (first := one[0])["type"] == "json_invalid":
                return None, [_not_json(line, first["ctx"]["error"], place)]
            return None, list(findings_of(error, cls, named, place))


def _by_foreign_kind(cls: type[Record], line: bytes, *, context: Any) -> Record:
    """Return the record of a line whose kind is from another package.

    Raises:
        NeedsSlowReading: The kind fails. The slow reading reports the error.
    """
    try:
        return make_record(lambda: cls.model_validate_json(line, context=context), cls, None, Place(""))
    except KindFailure:
        raise NeedsSlowReading from None


def _id_in(line: bytes) -> str | None:
    match = _ID.search(line)
    return match[1].decode("utf-8", "replace") if match else None


def _fewest_keys(record: Record, line: bytes) -> int:
    """Return a lower bound for the number of keys in the line of a record.

    Each key has a colon. If the line has no more colons than that, no key appears twice.
    """
    keys = len(record.__pydantic_fields_set__)
    fields = record.__dict__
    for citation in fields["sources"]:
        if citation.at is not None:
            keys += 2
    scope = fields.get("scope")
    if scope is not None and line.count(b'"scope"') == 1 and (b'"scope":{' in line or b'"scope": {' in line):
        keys += len(scope.terms)
    return keys


def _not_json(line: bytes, reason: str, place: Place) -> Finding:
    hint = "the line may be torn: compare it with the file that it was copied from"
    if line.endswith((b"\0", b"\0\n")):
        hint = "it ends in zero bytes, as after a crash: remove them, and check whether text before them is missing"
    elif not line.endswith(b"\n"):
        hint = "the file ends within this line: it may be torn; compare it with the file that it was copied from"
    return Finding("SL001", "error", f"the line is not JSON: {reason}", None, None, place, hint)
