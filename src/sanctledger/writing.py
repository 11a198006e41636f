"""Writing ledgers in one canonical form."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from sanctledger.actors import Party
from sanctledger.errors import UnknownFormat
from sanctledger.evidence import Source
from sanctledger.record import Record
from sanctledger.replacing import replace
from sanctledger.settings import VERSION, Settings


def write(records: Iterable[Record], settings: Settings, path: str | os.PathLike[str]) -> Path:
    """Write records and what their ledger says of itself to a file, as its ending says: `.yaml`, `.yml` or `.jsonl`.

    The file holds the records in the order of their ids, with canonical spelling; read again it gives an equal ledger.
    The old file stays whole until the new one is complete.

    Returns:
        The path that was written.

    Raises:
        UnknownFormat: The name ends in none of these.
        NotWritable: The file is read-only, or nothing can be made in its folder.
        OSError: The file cannot be written for another reason; the old one is left as it was.
    """
    target = Path(path)
    if target.suffix in (".yaml", ".yml"):
        text = to_yaml(records, settings)
    elif target.suffix == ".jsonl":
        text = to_jsonl(records, settings)
    else:
        raise UnknownFormat(str(path))
    replace(target, text.encode())
    return target


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records as a file holds them: in the order of their ids."""
    return sorted(records, key=lambda record: record.id)


def to_jsonl(records: Iterable[Record], settings: Settings) -> str:
    """A ledger as JSON lines: a header, then one record a line, in the order of their ids."""
    header = {"sanctledger": VERSION, **settings.to_mapping()}
    lines = [header, *(record.to_mapping() for record in in_order(records))]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


class _Dumper(yaml.SafeDumper):
    """Writes texts without quotes wherever no reader of YAML would take them for anything else than words or dates."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - nothing is ever written as an alias
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """A text, in double quotes where it holds a line break that only YAML 1.1 takes for one: there it is escaped."""
    style = '"' if any(letter in text for letter in "\x85\u2028\u2029") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)
_DATES = "tag:yaml.org,2002:timestamp"
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATES]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def to_yaml(records: Iterable[Record], settings: Settings) -> str:
    """A ledger as YAML: what it says of itself, parties, sources, then its records in the order of their ids."""
    return laid_out(settings.to_mapping(), ((record, record.to_mapping()) for record in in_order(records)))


def laid_out(header: Mapping[str, Any], written: Iterable[tuple[Record, dict[str, Any]]]) -> str:
    """The canonical form of a YAML file.

    Args:
        header: What it says of itself, without its version.
        written: Its records, in their order, each with the fields that are written.
    """
    return "".join(_sections(header, written))


def _sections(header: Mapping[str, Any], written: Iterable[tuple[Record, dict[str, Any]]]) -> Iterator[str]:
    yield _dump({"sanctledger": VERSION, **header})
    parties, sources, others = dict[str, Any](), dict[str, Any](), list[dict[str, Any]]()
    for record, fields in written:
        if isinstance(record, Party):
            parties[record.id] = _without(fields, "id")
        elif isinstance(record, Source):
            sources[record.id] = _without(fields, "id", "kind")
        else:
            others.append(fields)
    for section, content in (("parties", parties), ("sources", sources)):
        if content:
            yield "\n" + _dump({section: content})
    if others:
        yield "\n" + _dump({"records": others}).replace("\n  - ", "\n\n  - ").replace("\n\n", "\n", 1)


def _without(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in names}


def _dump(content: dict[str, Any]) -> str:
    dumped: str = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return dumped
