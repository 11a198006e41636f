"""Files in canonical order and spelling, with every comment that they hold."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sanctledger import cases
from sanctledger.base.arguments import refusing
from sanctledger.base.common_errors import Unformattable
from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.base.write_errors import ChangedMeanwhile
from sanctledger.files.comment_weaving import weave
from sanctledger.files.comments import Comment, comment_texts, comments
from sanctledger.files.load import JSONL, FilesRead, PathLike, files_of, read_files, read_texts
from sanctledger.files.lock import locked
from sanctledger.files.ordinary import read_bytes
from sanctledger.files.replace import replace
from sanctledger.files.slot_matching import entries, spelt
from sanctledger.files.slots import Lines, Slot
from sanctledger.files.write import by_id, to_jsonl, to_yaml, yaml_of_sections
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.records.settings import Settings

_BOM = b"\xef\xbb\xbf"


@refusing
def fmt(path: PathLike, *, check: bool = False, kinds: Kinds = KINDS) -> tuple[Path, ...]:
    """Put a ledger file, or each file of a directory, in canonical order and spelling, with every comment in it.

    The form is that of `Ledger.save`, with the comments of the file where they belong. Each file keeps its own records
    and its line endings. Nothing is written before the new form of every file has been read again and found to be the
    same ledger with the same comments.

    Args:
        path: A file or a directory; a shipped case is refused.
        check: Whether to write nothing, and only tell which files would change.
        kinds: The catalogue of kinds that records may be of.

    Returns:
        The files that changed, or would.

    Raises:
        LedgerNotFound: There is neither a file nor a directory of that name.
        UnknownFormat: The file's name ends in none of the endings.
        InvalidLedger: Something in the files cannot be read; nothing is written.
        Unformattable: The path names a shipped case, or a file would lose something; nothing is written.
        LedgerBusy: Another was writing a file all the while.
        ChangedMeanwhile: A file was changed by another while its form was worked out.
        NotWritable: A file is read-only, or nothing can be made in its folder.
        OSError: A file cannot be written for another reason; it is left as it was.
    """
    with CollectorPaused():
        changed = {file: (old, new) for file, (old, new) in forms(path, kinds).items() if old != new}
    if not check:
        for file, (old, new) in changed.items():
            with locked(file) as real:
                if read_bytes(real) != old:
                    raise ChangedMeanwhile(str(file))
                replace(real, new)
    return tuple(changed)


def forms(path: PathLike, kinds: Kinds = KINDS) -> dict[Path, tuple[bytes, bytes]]:
    """What each file of a ledger holds, and what it would hold in canonical form.

    Raises:
        LedgerNotFound: There is neither a file nor a directory of that name.
        UnknownFormat: The file's name ends in none of the endings.
        InvalidLedger: Something in the files cannot be read.
        Unformattable: The path names a shipped case, or a file would lose something.
    """
    if not Path(path).exists() and cases.path(os.fspath(path)):
        raise Unformattable(os.fspath(path), "is a case that ships with the library", "format a file of your own")
    try:
        old = {file: read_bytes(file) for file in files_of(path)}
    except OSError:
        read_files(path, kinds).report().raise_for_errors()
        raise
    whole = _sound(old, kinds)
    held: dict[str, list[Record]] = defaultdict(list)
    for record in by_id(whole.records.values()):
        held[whole.places[record.id].path].append(record)
    new = {}
    for file, data in old.items():
        settings = whole.settings if len(old) == 1 else read_texts({file: data}, kinds).settings
        new[file] = _form(file, data, held[str(file)], settings)
    if new != old:
        _hold(whole, new, kinds)
    return {file: (old[file], new[file]) for file in old}


def _sound(texts: Mapping[Path, bytes], kinds: Kinds) -> FilesRead:
    found = read_texts(texts, kinds)
    found.report().raise_for_errors()
    return found


def _form(file: Path, data: bytes, records: list[Record], settings: Settings) -> bytes:
    """Return the canonical form of a file, in the line endings that it has."""
    if file.suffix in JSONL:
        text, form = "", to_jsonl(records, settings)
    else:
        text = _read(data)
        form = to_yaml(records, settings)
        if form != text and comment_texts(text):
            form = _with_comments(file, text, records, settings)
    ending = "\r\n" if data.partition(b"\n")[0].endswith(b"\r") else "\n"
    return form.replace("\n", ending).encode()


def _with_comments(file: Path, text: str, records: list[Record], settings: Settings) -> str:
    root, found = comments(text)
    said = _said(root, found)
    header = settings.to_mapping() | ({"about": settings.tolerance} if "about" in said[""] else {})
    bare = yaml_of_sections(header, [(record, _fields(record, said[record.id])) for record in records])
    form = weave(bare, root, found)
    _keep(file, text, found, form)
    return form


def _read(data: bytes) -> str:
    return data.removeprefix(_BOM).decode().replace("\r\n", "\n").replace("\r", "\n")


def _said(root: Slot, found: Iterable[Comment]) -> Mapping[str, set[str]]:
    """Return the names of the fields that carry comments, by record; those of the file itself under no name."""
    of = {entry: record_id for record_id, entry in entries(root)} | {root: ""}
    said: dict[str, set[str]] = defaultdict(set)
    for comment in found:
        slot = comment.slot
        while slot.parent is not None:
            if slot.parent in of:
                said[of[slot.parent]].add(slot.name)
            slot = slot.parent
    return said


def _fields(record: Record, said: Iterable[str]) -> dict[str, Any]:
    """A record as the file writes it, with the fields that carry a comment even where they hold their default."""
    written, every = record.to_mapping(), record.model_dump(mode="json")
    more = {key for name in said for key in spelt(name) if every.get(key) not in (None, [])}
    if more <= written.keys():
        return written
    return {"kind": record.kind_name} | {key: every[key] for key in every if key in written or key in more}


def _keep(file: Path, text: str, found: list[Comment], form: str) -> None:
    """Refuse a form that does not hold every comment."""
    lost = Counter(one.text for one in found)
    lost.subtract(comment_texts(form))
    for one in found:
        if lost[one.text] > 0:
            place = f"{file}:{Lines(text).number(one.offset) + 1}"
            raise Unformattable(place, f"would lose the comment `{one.text}`", "move it to a line of its own")
    if any(lost.values()):
        raise Unformattable(str(file), "would gain a comment", "quote the texts in it that hold a `#`")


def _hold(whole: FilesRead, new: Mapping[Path, bytes], kinds: Kinds) -> None:
    """Refuse forms that are not the same ledger."""
    again = read_texts(new, kinds)
    if again.findings or again.records != whole.records or again.settings != whole.settings:
        changed = [record.id for record in whole.records.values() if again.records.get(record.id) != record]
        at = whole.places[changed[0]] if changed else next(iter(new))
        raise Unformattable(
            str(at), "would mean something else in the new form", "the file is left as it was; report this"
        )
