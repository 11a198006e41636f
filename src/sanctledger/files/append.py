"""Adding records to a file without touching what stands in it."""

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
from sanctledger.files.gap import Gap, line_break
from sanctledger.files.jsonl import Fields, parsed, split
from sanctledger.files.load import JSONL, YAML
from sanctledger.files.lock import WAIT, locked
from sanctledger.files.ordinary import read_if_there
from sanctledger.files.replace import replace
from sanctledger.files.sections import Raw, Sections, from_tree
from sanctledger.files.write import broken, item, json_line, to_jsonl, to_yaml
from sanctledger.files.yaml_tree import grow
from sanctledger.posting.collection import checked
from sanctledger.records.record import Record
from sanctledger.records.settings import Settings
from sanctledger.records.tolerance import bound_by
from sanctledger.values.quantity import ABOUT

_MARK = b"\xef\xbb\xbf"


@refusing
def append(path: str | os.PathLike[str], *records: Record, wait: float = WAIT) -> Path:
    """Add records at the end of a `.yaml`, `.yml` or `.jsonl` file, and leave every byte that stands in it as it is.

    In YAML they go below the last record of `records`, in the indentation and with the line ends of the file, parties
    and sources too; in JSON lines below the last line. A file that is not there is made. One writer at a time: another
    is waited for. The old file stays whole until the new one is complete. Without records, nothing happens.

    Args:
        path: The file.
        records: The records. They may name others that the file does not hold.
        wait: How many seconds to wait for another writer; 0 to ask once.

    Returns:
        The path.

    Raises:
        UnknownFormat: The name ends in none of these.
        ReadError: One of them is no record of a kind.
        DuplicateId: The file holds a record of one of the ids, or two are given; both places are named.
        InvalidLedger: The file cannot be read as it stands; the error carries every finding with its place.
        CannotAppend: The file lists its records in brackets, or would give a new one another meaning.
        BrokenText: A text holds a lone surrogate, which no file can hold.
        LedgerBusy: Another was writing the file all the while.
        NotWritable: The file is read-only, or nothing can be made in its folder.
        OSError: The file cannot be written for another reason, such as a full disk. Whatever is raised, a whole
            file stands there: the old one, or the new one where only the folder could not be flushed.
    """
    target = Path(path)
    if target.suffix not in YAML + JSONL:
        raise UnknownFormat(str(path))
    _see_apart(checked(records), {})
    if records:
        with locked(target, wait) as real:
            old = read_if_there(real)
            with CollectorPaused():
                new = _extended(str(path), old or b"", records)
            replace(real, new, is_new=old is None)
    return target


def _extended(path: str, old: bytes, records: Sequence[Record]) -> bytes:
    """What the file is to hold: every byte that it held, and the records, seen to be read back as what they are."""
    mark = _MARK if old.startswith(_MARK) else b""
    hold, extend = (_lines, _with_lines) if path.endswith(JSONL) else (_tree, _with_items)
    text = _decoded(path, old.removeprefix(mark))
    if text.strip():
        held = hold(path, text)
        _see_apart(records, {str(raw.fields.get("id")): str(raw.place) for raw in held.raws})
    else:
        held = Sections(path)
    try:
        longer = extend(path, text, records)
        new = mark + longer.encode()
    except UnicodeEncodeError as error:
        raise broken(records, error) from None
    _see_kept(held, hold(path, longer), records)
    return new


def _see_apart(records: Sequence[Record], taken: dict[str, str]) -> None:
    """See that no id is taken.

    Raises:
        DuplicateId: One is.
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
        found.complain("SL001", "the file is not UTF-8 text", Place(path, line), "save it as UTF-8")
        raise InvalidLedger(Report.of(found.findings)) from None


def _tree(path: str, text: str) -> Sections:
    """What a YAML text holds.

    Raises:
        InvalidLedger: Something in it cannot be read.
    """
    found = from_tree(path, grow(text))
    Report.of(found.findings).raise_for_errors()
    return found


def _lines(path: str, text: str) -> Sections:
    """What JSON lines hold.

    Raises:
        InvalidLedger: Something in them cannot be read.
    """
    found, lines = split(path, text.encode())
    for number, line in lines:
        try:
            fields = parsed(line)
        except ValueError as error:
            hint = "the line may be torn: compare it with the file that it was copied from"
            found.complain("SL001", f"the line is not JSON: {error}", Place(path, number), hint)
        else:
            if isinstance(fields, Fields) and fields.twice is not None:
                message = f"the key `{cut(fields.twice)}` stands twice in one mapping"
                found.complain("SL007", message, Place(path, number), "keep one")
            elif isinstance(fields, dict):
                found.raws.append(Raw(fields, Place(path, number)))
            else:
                found.complain("SL004", "the line is no record: a record is an object", Place(path, number))
    Report.of(found.findings).raise_for_errors()
    return found


def _with_items(path: str, text: str, records: Sequence[Record]) -> str:
    if not text.strip():
        return f"{text}{to_yaml((), Settings())}\nrecords:\n" + "\n".join(map(item, records))
    gap = Gap.find(text)
    if isinstance(gap, str):
        raise CannotAppend(path, gap, "write them below each other, each after a dash, or load the file and save it")
    return gap.filled(text, map(item, records))


def _with_lines(_path: str, text: str, records: Sequence[Record]) -> str:
    ending = line_break(text)
    begun = text and not text.endswith(("\n", "\r"))
    lines = [json_line(record.to_mapping()).rstrip("\n") for record in records]
    if not text.strip():
        lines.insert(0, to_jsonl((), Settings()).rstrip("\n"))
    return text + ending * bool(begun) + "".join(line + ending for line in lines)


def _see_kept(before: Sections, after: Sections, records: Sequence[Record]) -> None:
    """See that a text holds what it held, and then the records, each as it was given.

    Raises:
        CannotAppend: It does not.
    """
    held = len(before.raws)
    same = [raw.fields for raw in before.raws] == [raw.fields for raw in after.raws[:held]]
    head = _head(before) == _head(after)
    if not (same and head and len(after.raws) == held + len(records)):
        way_out = "see how its last lines end, or load the file and save it"
        raise CannotAppend(after.path, "what stands in it would no longer be read as it is", way_out)
    context = None if after.about is None else {"about": after.about}
    for record, raw in zip(records, after.raws[held:], strict=True):
        try:
            again = type(record).model_validate(raw.fields, context=context)
        except ValidationError:
            again = None
        if again != bound_by(record, ABOUT if after.about is None else after.about):
            way_out = "load the file, add the record with `with_records`, and save"
            raise CannotAppend(after.path, f"record `{record.id}` would be read as something else there", way_out)


def _head(found: Sections) -> tuple[Any, ...]:
    return found.title, found.about, found.units, found.terms, found.checks
