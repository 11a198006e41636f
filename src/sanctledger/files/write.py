"""Writing ledgers in one canonical form."""

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
from sanctledger.files.yaml_text import laid
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
    """Write records and what their ledger says of itself to a file, as its ending says: `.yaml`, `.yml` or `.jsonl`.

    The file holds the records in the order of their ids, with canonical spelling; read again it gives an equal ledger.
    The old file stays whole until the new one is complete, and no other writer comes between.

    Args:
        records: The records.
        settings: What their ledger says of itself.
        path: The file.
        origins: The files that the ledger stands in, as it last saw them; what it did not see is not undone.
        wait: How many seconds to wait for another writer.

    Returns:
        The path that was written.

    Raises:
        UnknownFormat: The name ends in none of these.
        BrokenText: A text holds a lone surrogate.
        LedgerBusy: Another was writing the file all the while.
        ChangedMeanwhile: The file was changed since.
        PartlyRead: Parts of the file could not be read, and would be lost.
        OneOfSeveral: The file is one of several that were read as one ledger.
        NotWritable: The file is read-only, or nothing can be made in its folder.
        OSError: The file cannot be written for another reason, such as a full disk. Whatever is raised, a whole
            file stands there: the old one, or the new one where only the folder could not be flushed.
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
        raise broken(held, error) from None
    with locked(target, wait) as real:
        if origins is not None:
            origins.check(target, data)
        replace(real, data)
        if origins is not None:
            origins.note(real, data, whole=True)
    return target


def broken(records: Iterable[Record], error: UnicodeEncodeError) -> BrokenText:
    """What a lone surrogate stands in: the first record that cannot be written, else what the ledger says of itself."""
    text = error.object[max(0, error.start - 20) : error.end + 20]
    for record in records:
        try:
            json_line(record.to_mapping()).encode()
        except UnicodeEncodeError:
            return BrokenText(text, f"record `{record.id}`")
    return BrokenText(text, "the head of the ledger")


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records as a file holds them: in the order of their ids."""
    return sorted(records, key=lambda record: record.id)


def to_jsonl(records: Iterable[Record], settings: Settings) -> str:
    """Return a ledger as JSON lines: a header, then one record a line, in the order of their ids."""
    lines = [json_line({"sanctledger": VERSION, **settings.to_mapping()})]
    lines += (json_line(record.to_mapping()) for record in in_order(records))
    return "".join(lines)


def json_line(fields: Mapping[str, Any]) -> str:
    """Return a record, or the head of a ledger, as one line."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


def to_yaml(records: Iterable[Record], settings: Settings) -> str:
    """Return a ledger as YAML: what it says of itself, parties, sources, then its records in the order of their ids."""
    return laid_out(settings.to_mapping(), ((record, record.to_mapping()) for record in in_order(records)))


def laid_out(header: Mapping[str, Any], written: Iterable[tuple[Record, dict[str, Any]]]) -> str:
    """Return the canonical form of a YAML file.

    Args:
        header: What it says of itself, without its version.
        written: Its records, in their order, each with the fields that are written.
    """
    return "".join(_sections(header, written))


def _sections(header: Mapping[str, Any], written: Iterable[tuple[Record, dict[str, Any]]]) -> Iterator[str]:
    yield laid({"sanctledger": VERSION, **header})
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
    """Records as a section holds them: a list, or a mapping by id; in `sources` the kind goes without saying."""
    if section == "records":
        return list(records)
    told = "source" if section == "sources" else None
    return {
        fields["id"]: {key: value for key, value in fields.items() if key != "id" and (key, value) != ("kind", told)}
        for fields in records
    }


def _without_head(content: dict[str, Any]) -> str:
    return laid(content).partition("\n")[2]


def item(record: Record) -> str:
    """Return a record as it stands in the list of records of a YAML file."""
    return _without_head({"records": [record.to_mapping()]})
