"""JSON Lines: one record a line, read as bytes by pydantic's own parser."""

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
from sanctledger.files.kind_faults import Broken, made
from sanctledger.files.limits import DEEPEST, LONGEST
from sanctledger.files.messages import complaints, unknown_kind
from sanctledger.files.sections import RECORDS, Sections
from sanctledger.records.kind_checks import is_built_in
from sanctledger.records.kinds import Kinds
from sanctledger.records.record import Record
from sanctledger.records.settings import VERSION

_KIND = re.compile(rb'"kind"\s*:\s*"([^"\\]+)"')
_ID = re.compile(rb'"id"\s*:\s*"([^"\\]+)"')
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_BLANK = re.compile(rb"\s*")
#: How deep a line may nest: in YAML a record stands two levels down.
_DEEPEST = DEEPEST - 2
#: More digits than Python reads into a number.
_DIGITS = 4000


class Doubtful(ValueError):
    """A line that says more than its record shows, or more than is read at once; `read_slowly` tells what."""


def split(path: str, data: bytes) -> tuple[Sections, Iterator[tuple[int, bytes]]]:
    """Return the header of a file of JSON lines, and its other lines with their numbers."""
    found = Sections(path)
    lines = _lines(data.removeprefix(b"\xef\xbb\xbf"))
    first = next(lines, None)
    if first is None:
        found.complain("SL001", "the file is empty", None, f'begin it with {{"sanctledger": {VERSION}}}')
        return found, lines
    number, line = first
    if b'"sanctledger"' not in line:
        return found, _with(first, lines)
    place = Place(path, number)
    try:
        header = parsed(line)
    except ValueError as error:
        if _KIND.search(line) is not None:  # a record, then, that speaks of the format
            return found, _with(first, lines)
        found.complain("SL001", f"the first line is not JSON: {_said(error)}", place)
        return found, lines
    if not isinstance(header, Fields) or "sanctledger" not in header:
        return found, _with(first, lines)
    return found, _behind(found, header, place, lines)


def _behind(
    found: Sections, header: Fields, place: Place, lines: Iterator[tuple[int, bytes]]
) -> Iterator[tuple[int, bytes]]:
    """Return the lines behind a header, once it is read."""
    if not found.readable(header, place):
        found.broken |= set(_ids(lines))
        return iter(())
    found.header(header, place)
    if header.twice is not None:
        found.complain("SL007", _twice(header.twice), place, "keep one")
    for section in sorted(header.keys() & set(RECORDS)):
        message = f"the header of JSON lines holds no `{section}`"
        found.complain("SL002", message, place, "write each record on a line of its own")
    return lines


def _ids(lines: Iterable[tuple[int, bytes]]) -> Iterator[str]:
    """Return the ids that lines seem to hold, where they cannot be read further."""
    for _, line in lines:
        if match := _ID.search(line):
            yield match[1].decode("utf-8", "replace")


def _with(first: tuple[int, bytes], lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    yield first
    yield from lines


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; of one that is too long, a byte more than it may have."""
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
    """The object of a line.

    Attributes:
        twice: A key that stands twice in it, or in an object within it.
    """

    twice: str | None = None


def parsed(line: bytes) -> Any:
    """What a line says, with whatever Python would read too much into left as text.

    Raises:
        ValueError: It is not JSON, nested too deep, or not in UTF-8.
    """
    twice: list[str] = []

    def fields(pairs: list[tuple[str, Any]]) -> Fields:
        made = Fields(pairs)
        if len(made) < len(pairs):
            names = set[str]()
            twice.append(next(name for name, _ in pairs if name in names or names.add(name)))  # type: ignore[func-returns-value]
        made.twice = twice[0] if twice else None
        return made

    if _depth(line) > _DEEPEST:
        raise ValueError(f"it is nested more than {_DEEPEST} deep")
    parsed = json.loads(line.decode(), object_pairs_hook=fields, parse_int=_whole, parse_constant=_constant)
    if _HALF.search(line):
        try:
            json.dumps(parsed, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("it holds a lone surrogate, such as `\\ud83d` alone") from None
    return parsed


def _depth(line: bytes) -> int:
    """How deep a line may be nested at most: exact where it holds that many brackets at all."""
    if line.count(b"{") + line.count(b"[") <= _DEEPEST:
        return 0
    deepest = depth = 0
    for bracket in re.finditer(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', line, re.DOTALL):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(bracket[0], 0)
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"a number in it has more than {_DIGITS:,} digits")
    return int(digits)


def _constant(name: str) -> Any:
    raise ValueError(f"`{name}` is no number")


def _said(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"the byte 0x{error.object[error.start]:02x} is no UTF-8 text"
    return str(error)


def _twice(key: str) -> str:
    return f"the key `{cut(key)}` stands twice in one object"


class LineReader:
    """Reads records from lines, each by the validator of its own kind: no more validators are made than kinds occur.

    Attributes:
        faults: How many lines were not JSON.
    """

    def __init__(self, kinds: Kinds, context: Any) -> None:
        self.kinds = kinds
        self.context = context
        self.faults = 0
        self._readers: dict[bytes, Callable[..., Record]] = {}

    def read(self, line: bytes) -> Record:
        """Return the record of a line.

        Raises:
            pydantic.ValidationError: Its fields are not valid, or the first `"kind"` in the line is not its own.
            KeyError: The line names no kind of the catalogue.
            Doubtful: It is too long or too deep, or a key stands twice in it.
        """
        match = _KIND.search(line)
        name = match[1] if match else b""
        reader = self._readers.get(name)
        if reader is None:
            cls = self.kinds[name.decode("utf-8", "replace")]
            reader = self._readers[name] = (
                cls.__pydantic_validator__.validate_json if is_built_in(cls) else partial(_with_care, cls)
            )
        if len(line) > LONGEST:
            raise Doubtful
        record = reader(line, context=self.context)
        colons = line.count(b":")
        if colons != len(record.__pydantic_fields_set__) and colons != _keys(record, line):
            names = [part.rpartition(b'"')[2] for part in line.split(b'":')]
            plain = len(set(names)) == len(names) == colons - line.count(b"://") + 1 and b"\\" not in line
            if not plain or _depth(line):
                self._hold(line)
        return record

    @staticmethod
    def _hold(line: bytes) -> None:
        """Look at a line again, with care.

        Raises:
            Doubtful: It is too deep, or a key stands twice in it.
        """
        try:
            if parsed(line).twice is None:
                return
        except ValueError:
            pass
        raise Doubtful

    def read_slowly(self, line: bytes, place: Place) -> tuple[Record | None, list[Finding], str | None]:
        """Return the record of a line that could not be read at once,; what is said of it, and its id."""
        try:
            if len(line) > LONGEST and line.strip(b"\0"):
                raise ValueError(f"it is longer than {LONGEST:,} bytes")  # noqa: TRY301 - told as all else is
            fields = parsed(line)
        except ValueError as error:
            self.faults += 1
            at = place._replace(column=getattr(error, "colno", 1))
            return None, [_no_json(line, _said(error), at)], _id_in(line)
        if not isinstance(fields, Fields):
            self.faults += 1
            message = "the line is no record: a record is an object"
            return None, [Finding("SL004", "error", message, None, None, place)], None
        record_id = given if isinstance(given := fields.get("id"), str) else None
        if fields.twice is not None:
            return (
                None,
                [Finding("SL007", "error", _twice(fields.twice), record_id, None, place, "keep one")],
                record_id,
            )
        record, findings = self._valid(line, fields.get("kind"), record_id, place)
        return record, findings, record_id

    def id_of(self, line: bytes) -> str | None:
        """Return the id that a line gives, as far as it can be told without reading it."""
        if line.lstrip()[:1] != b"{":
            self.faults += 1
        return _id_in(line)

    def _valid(self, line: bytes, kind: Any, named: str | None, place: Place) -> tuple[Record | None, list[Finding]]:
        if not isinstance(kind, str) or kind not in self.kinds:
            return None, [unknown_kind(kind, named, place, self.kinds)]
        cls = self.kinds[kind]
        try:
            return made(lambda: cls.model_validate_json(line, context=self.context), cls, named, place), []
        except Broken as broken:
            return None, [broken.finding]
        except ValidationError as error:
            one = error.errors(include_url=False, include_input=False) if error.error_count() == 1 else []
            if one and (first := one[0])["type"] == "json_invalid":
                return None, [_no_json(line, first["ctx"]["error"], place)]
            return None, list(complaints(error, cls, named, place))


def _with_care(cls: type[Record], line: bytes, *, context: Any) -> Record:
    """The record of a line, by a kind of somebody else's; where that breaks off, it is read slowly, which tells why."""
    try:
        return made(lambda: cls.model_validate_json(line, context=context), cls, None, Place(""))
    except Broken:
        raise Doubtful from None


def _id_in(line: bytes) -> str | None:
    match = _ID.search(line)
    return match[1].decode("utf-8", "replace") if match else None


def _keys(record: Record, line: bytes) -> int:
    """At least so many keys does a line have. Each has a colon: if there are no more, none stands twice."""
    keys = len(record.__pydantic_fields_set__)
    fields = record.__dict__
    for citation in fields["sources"]:
        if citation.at is not None:
            keys += 2
    scope = fields.get("scope")
    if scope is not None and line.count(b'"scope"') == 1 and (b'"scope":{' in line or b'"scope": {' in line):
        keys += len(scope.terms)
    return keys


def _no_json(line: bytes, said: str, place: Place) -> Finding:
    hint = "the line may be torn: compare it with the file that it was copied from"
    if line.endswith((b"\0", b"\0\n")):
        hint = "it ends in empty bytes, as a crash leaves them: take them out, and see what is missing before them"
    elif not line.endswith(b"\n"):
        hint = "the file ends within this line: it may be torn; compare it with the file that it was copied from"
    return Finding("SL001", "error", f"the line is not JSON: {said}", None, None, place, hint)
