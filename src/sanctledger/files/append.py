"""Records appended to a file, with every byte of the file kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sanctledger.base.arguments import refusing
from sanctledger.base.common_errors import DuplicateId, UnknownFormat
from sanctledger.base.findings import InvalidLedger, Place, Report
from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.base.words import cut
from sanctledger.base.write_errors import CannotAppend
from sanctledger.files.insertion import InsertionPoint, line_break
from sanctledger.files.jsonl import Fields, parse_line, split_header
from sanctledger.files.load import JSONL, YAML
from sanctledger.files.lock import WAIT, locked
from sanctledger.files.ordinary import read_if_there
from sanctledger.files.replace import replace
from sanctledger.files.sections import RawRecord, Sections, sections_of
from sanctledger.files.write import broken_text, json_line, to_jsonl, to_yaml, yaml_item
from sanctledger.files.yaml_tree import parse_yaml
from sanctledger.posting.collection import checked
from sanctledger.records.record import Record
from sanctledger.records.settings import Settings
from sanctledger.records.tolerance import bound_by
from sanctledger.values.quantity import ABOUT

_BOM = b"\xef\xbb\xbf"


@refusing
def append(path: str | os.PathLike[str], *records: Record, wait: float = WAIT) -> Path:
    """Add records to the end of a `.yaml`, `.yml` or `.jsonl` file, and keep every byte of the file.

    - In YAML, new records follow the last record of `records`, with the indentation and line ends of the file. That
      holds for parties and sources too.
    - In JSON lines, each new record is a line below the last line.
    - If the file does not exist, it is created.

    Only one writer writes at a time. The old file stays complete until the new one is. Without records, nothing is
    written.

    Args:
        path: The file.
        records: The records. They may refer to records that are not in the file.
        wait: The number of seconds to wait for another writer; with 0, the lock is tried once.

    Returns:
        The path.

    Raises:
        UnknownFormat: The file name has none of these endings.
        ReadError: A value is not a record of a kind.
        DuplicateId: The id of a record is already in the file, or is given twice. The error names both places.
        InvalidLedger: The file cannot be read. The error has every finding with its place.
        CannotAppend: The file lists its records in brackets, or a new record would have another meaning there.
        BrokenText: A text has a lone surrogate, which no file can hold.
        LedgerBusy: Another writer held the file for the whole wait.
        NotWritable: The file is read-only, or no file can be made in its folder.
        OSError: The file cannot be written for another reason, such as a full disk. After any error the file is
            complete: the old file, or the new one if only the flush of the folder failed.
    """
    target = Path(path)
    if target.suffix not in YAML + JSONL:
        raise UnknownFormat(str(path))
    _check_ids(checked(records), {})
    if records:
        with locked(target, wait) as real:
            old = read_if_there(real)
            with CollectorPaused():
                new = _with_appended(str(path), old or b"", records)
            replace(real, new, is_new=old is None)
    return target


def _with_appended(path: str, old: bytes, records: Sequence[Record]) -> bytes:
    """Return the bytes of a file with records appended, after reading them back.

    Raises:
        CannotAppend: The new bytes do not give the old content and the new records.
    """
    bom = _BOM if old.startswith(_BOM) else b""
    read, extend = (_read_lines, _extend_lines) if path.endswith(JSONL) else (_read_yaml, _extend_yaml)
    text = _decoded(path, old.removeprefix(bom))
    if text.strip():
        before = read(path, text)
        _check_ids(records, {str(raw.fields.get("id")): str(raw.place) for raw in before.raws})
    else:
        before = Sections(path)
    try:
        longer = extend(path, text, records)
        new = bom + longer.encode()
    except UnicodeEncodeError as error:
        raise broken_text(records, error) from None
    _check_content(before, read(path, longer), records)
    return new


def _check_ids(records: Sequence[Record], taken: dict[str, str]) -> None:
    """Check that no id is used twice.

    Args:
        records: The new records.
        taken: The places of the ids that are already in use. The ids of the new records are added.

    Raises:
        DuplicateId: An id is used twice.
    """
    for number, record in enumerate(records, 1):
        here = f"new record {number} ({record})"
        if taken.setdefault(record.id, here) != here:
            raise DuplicateId(record.id, taken[record.id], here)


def _decoded(path: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        found = Sections(path)
        line = data.count(b"\n", 0, error.start) + 1
        found.add_error("SL001", "the file is not UTF-8 text", Place(path, line), "save it as UTF-8")
        raise InvalidLedger(Report.of(found.findings)) from None


def _read_yaml(path: str, text: str) -> Sections:
    """Return the content of a YAML text.

    Raises:
        InvalidLedger: The text has a fault.
    """
    found = sections_of(path, parse_yaml(text))
    Report.of(found.findings).raise_for_errors()
    return found


def _read_lines(path: str, text: str) -> Sections:
    """Return the content of JSON lines.

    Raises:
        InvalidLedger: A line has a fault.
    """
    found, lines = split_header(path, text.encode())
    for number, line in lines:
        try:
            fields = parse_line(line)
        except ValueError as error:
            hint = "the line may be torn: compare it with the file that it was copied from"
            found.add_error("SL001", f"the line is not JSON: {error}", Place(path, number), hint)
        else:
            if isinstance(fields, Fields) and fields.repeated is not None:
                message = f"the key `{cut(fields.repeated)}` appears twice in one mapping"
                found.add_error("SL007", message, Place(path, number), "keep one")
            elif isinstance(fields, dict):
                found.raws.append(RawRecord(fields, Place(path, number)))
            else:
                found.add_error("SL004", "the line is not a record: a record is an object", Place(path, number))
    Report.of(found.findings).raise_for_errors()
    return found


def _extend_yaml(path: str, text: str, records: Sequence[Record]) -> str:
    if not text.strip():
        return f"{text}{to_yaml((), Settings())}\nrecords:\n" + "\n".join(map(yaml_item, records))
    point = InsertionPoint.find(text)
    if isinstance(point, str):
        raise CannotAppend(path, point, "write each record below the other, after a dash; or load the file and save it")
    return point.insert(text, map(yaml_item, records))


def _extend_lines(_path: str, text: str, records: Sequence[Record]) -> str:
    ending = line_break(text)
    is_within_line = text and not text.endswith(("\n", "\r"))
    lines = [json_line(record.to_mapping()).rstrip("\n") for record in records]
    if not text.strip():
        lines.insert(0, to_jsonl((), Settings()).rstrip("\n"))
    return text + ending * bool(is_within_line) + "".join(line + ending for line in lines)


def _check_content(before: Sections, after: Sections, records: Sequence[Record]) -> None:
    """Check that a new text gives the content of the old text, followed by the new records.

    Raises:
        CannotAppend: The content would change, or a new record would be read differently.
    """
    count = len(before.raws)
    same = [raw.fields for raw in before.raws] == [raw.fields for raw in after.raws[:count]]
    head = _settings_of(before) == _settings_of(after)
    if not (same and head and len(after.raws) == count + len(records)):
        way_out = "check the last lines of the file, or load the file and save it"
        raise CannotAppend(after.path, "its content would change", way_out)
    context = None if after.about is None else {"about": after.about}
    for record, raw in zip(records, after.raws[count:], strict=True):
        try:
            again = type(record).model_validate(raw.fields, context=context)
        except ValidationError:
            again = None
        if again != bound_by(record, ABOUT if after.about is None else after.about):
            way_out = "load the file, add the record with `with_records`, and save"
            raise CannotAppend(after.path, f"record `{record.id}` would be read as a different record there", way_out)


def _settings_of(found: Sections) -> tuple[Any, ...]:
    return found.title, found.about, found.units, found.terms, found.checks
