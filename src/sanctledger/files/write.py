"""Ledgers written to files, in one canonical form."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sanctledger.base.common_errors import UnknownFormat
from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.base.write_errors import BrokenText
from sanctledger.files.lock import WAIT, locked
from sanctledger.files.origins import Origins
from sanctledger.files.replace import replace
from sanctledger.files.yaml_text import block_yaml
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.settings import VERSION, Settings
from sanctledger.records.sources import Source


def write(
    records: Iterable[Record],
    settings: Settings,
    path: str | os.PathLike[str],
    *,
    origins: Origins | None = None,
    wait: float = WAIT,
) -> Path:
    """Write the records and settings of a ledger to a file: YAML for `.yaml` and `.yml`, JSON lines for `.jsonl`.

    Records are written in the order of their ids, in canonical spelling. Reading the file gives an equal ledger. The
    old file stays complete until the new one is, and no other writer can write in between.

    Args:
        records: The records.
        settings: The settings of their ledger.
        path: The file.
        origins: The files of the ledger, as the ledger last read or saved them. If the file has changed since, the
            write is refused, because it would undo the change.
        wait: The number of seconds to wait for another writer.

    Returns:
        The path that was written.

    Raises:
        UnknownFormat: The file name has none of these endings.
        BrokenText: A text has a lone surrogate.
        LedgerBusy: Another writer held the file for the whole wait.
        ChangedMeanwhile: The file was changed after the ledger last read or saved it.
        PartlyRead: Parts of the file could not be read, and would be lost.
        OneOfSeveral: The file is one of several that were read as one ledger.
        NotWritable: The file is read-only, or no file can be made in its folder.
        OSError: The file cannot be written for another reason, such as a full disk. After any error the file is
            complete: the old file, or the new one if only the flush of the folder failed.
    """
    target = Path(path)
    held = list(records)
    try:
        with CollectorPaused():
            if target.suffix in (".yaml", ".yml"):
                data = to_yaml(held, settings).encode()
            elif target.suffix == ".jsonl":
                data = to_jsonl(held, settings).encode()
            else:
                raise UnknownFormat(str(path))
    except UnicodeEncodeError as error:
        raise broken_text(held, error) from None
    with locked(target, wait) as real:
        if origins is not None:
            origins.check(target, data)
        replace(real, data)
        if origins is not None:
            origins.note(real, data, whole=True)
    return target


def broken_text(records: Iterable[Record], error: UnicodeEncodeError) -> BrokenText:
    """Return the error about a lone surrogate, with its place: the first record that has one, or the settings."""
    text = error.object[max(0, error.start - 20) : error.end + 20]
    for record in records:
        try:
            json_line(record.to_mapping()).encode()
        except UnicodeEncodeError:
            return BrokenText(text, f"record `{record.id}`")
    return BrokenText(text, "the head of the ledger")


def by_id(records: Iterable[Record]) -> list[Record]:
    """Return records in the order of their ids."""
    return sorted(records, key=lambda record: record.id)


def to_jsonl(records: Iterable[Record], settings: Settings) -> str:
    """Return a ledger as JSON lines: a line of settings, then a line for each record, in the order of their ids."""
    lines = [json_line({"sanctledger": VERSION, **settings.to_mapping()})]
    lines += (json_line(record.to_mapping()) for record in by_id(records))
    return "".join(lines)


def json_line(fields: Mapping[str, Any]) -> str:
    """Return the fields of a record, or the settings of a ledger, as one line of JSON."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


def to_yaml(records: Iterable[Record], settings: Settings) -> str:
    """Return a ledger as YAML: settings, parties, sources, then the other records, each in the order of their ids."""
    return yaml_of_sections(settings.to_mapping(), ((record, record.to_mapping()) for record in by_id(records)))


def yaml_of_sections(header: Mapping[str, Any], written: Iterable[tuple[Record, dict[str, Any]]]) -> str:
    """Return the canonical form of a YAML file.

    Args:
        header: The settings of the file, without its format version.
        written: The records in the order of the file, each with the fields to write.
    """
    return "".join(_sections(header, written))


def _sections(header: Mapping[str, Any], written: Iterable[tuple[Record, dict[str, Any]]]) -> Iterator[str]:
    yield block_yaml({"sanctledger": VERSION, **header})
    sections: dict[str, list[dict[str, Any]]] = {"parties": [], "sources": [], "records": []}
    for record, fields in written:
        sections[_section_of(record)].append(fields)
    for section, members in sections.items():
        if members:
            text = _without_head({section: _content(members, section)})
            yield f"\n{section}:\n" + (text.replace("\n  - ", "\n\n  - ") if section == "records" else text)


def _section_of(record: Record) -> str:
    return "parties" if isinstance(record, Party) else "sources" if isinstance(record, Source) else "records"


def _content(records: Iterable[Mapping[str, Any]], section: str) -> Any:
    """Return the content of a section: a list of records, or a mapping by id. In `sources` the kind is left out."""
    if section == "records":
        return list(records)
    default = "source" if section == "sources" else None
    return {
        fields["id"]: {key: value for key, value in fields.items() if key != "id" and (key, value) != ("kind", default)}
        for fields in records
    }


def _without_head(content: dict[str, Any]) -> str:
    return block_yaml(content).partition("\n")[2]


def yaml_item(record: Record) -> str:
    """Return a record as an item of the list `records` in a YAML file, indented by two."""
    return _without_head({"records": [record.to_mapping()]})
