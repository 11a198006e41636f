"""Files put in canonical order and spelling, with all their comments.

A formatted file and a saved file have the same form. So a diff of two versions shows changes of facts alone, no matter
whether a person or a program wrote them. The price is that records move, and that comments must move with them. The
work has three steps:

1. `comments` finds each comment and the slot that it belongs to: a pair of a mapping or an item of a list.
2. `slot_matching` finds the slot with the same meaning in the canonical form.
3. `comment_placement` puts each comment at that slot.

Before a file is written, the new form is read again. It must give the same records, settings and comments.
"""

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
from sanctledger.files.comment_placement import place_comments
from sanctledger.files.comments import Comment, comment_texts, comments
from sanctledger.files.load import JSONL, FilesRead, PathLike, files_of, read_files, read_texts
from sanctledger.files.lock import locked
from sanctledger.files.ordinary import read_bytes
from sanctledger.files.replace import replace
from sanctledger.files.slot_matching import canonical_names, records_in
from sanctledger.files.slots import Lines, Slot
from sanctledger.files.write import by_id, to_jsonl, to_yaml, yaml_of_sections
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.records.settings import Settings

_BOM = b"\xef\xbb\xbf"


@refusing
def fmt(path: PathLike, *, check: bool = False, kinds: Kinds = KINDS) -> tuple[Path, ...]:
    """Put a ledger file, or each file of a directory, in canonical order and spelling, with all comments.

    The form is that of `Ledger.save`. Comments stay with the fields or records that they belong to. Each file keeps its
    own records and its line ends. No file is written until the new form of every file has been read again and gives the
    same ledger with the same comments.

    Args:
        path: A file or a directory. A shipped case is refused.
        check: Whether to write nothing, and only return the files that would change.
        kinds: The catalogue of kinds.

    Returns:
        The files that changed; with `check`, the files that would change.

    Raises:
        LedgerNotFound: There is no file or directory of that name.
        UnknownFormat: The file name has none of the known endings.
        InvalidLedger: A file has errors; nothing is written.
        Unformattable: The path names a shipped case, or a file would lose content; nothing is written.
        LedgerBusy: Another writer held a file for the whole wait.
        ChangedMeanwhile: Another writer changed a file while its form was computed.
        NotWritable: A file is read-only, or no file can be made in its folder.
        OSError: A file cannot be written for another reason; the file is unchanged.
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
    """Return the bytes of each file of a ledger, and the bytes of its canonical form.

    Raises:
        LedgerNotFound: There is no file or directory of that name.
        UnknownFormat: The file name has none of the known endings.
        InvalidLedger: A file has errors.
        Unformattable: The path names a shipped case, or a file would lose content.
    """
    if not Path(path).exists() and cases.path(os.fspath(path)):
        raise Unformattable(os.fspath(path), "is a case that ships with the library", "format a file of your own")
    try:
        old = {file: read_bytes(file) for file in files_of(path)}
    except OSError:
        read_files(path, kinds).report().raise_for_errors()
        raise
    ledger = _read_without_errors(old, kinds)
    records_of: dict[str, list[Record]] = defaultdict(list)
    for record in by_id(ledger.records.values()):
        records_of[ledger.places[record.id].path].append(record)
    new = {}
    for file, data in old.items():
        settings = ledger.settings if len(old) == 1 else read_texts({file: data}, kinds).settings
        new[file] = _form(file, data, records_of[str(file)], settings)
    if new != old:
        _check_meaning(ledger, new, kinds)
    return {file: (old[file], new[file]) for file in old}


def _read_without_errors(texts: Mapping[Path, bytes], kinds: Kinds) -> FilesRead:
    found = read_texts(texts, kinds)
    found.report().raise_for_errors()
    return found


def _form(file: Path, data: bytes, records: list[Record], settings: Settings) -> bytes:
    """Return the canonical form of a file, with the line ends of the file."""
    if file.suffix in JSONL:
        text, form = "", to_jsonl(records, settings)
    else:
        text = _text_of(data)
        form = to_yaml(records, settings)
        if form != text and comment_texts(text):
            form = _with_comments(file, text, records, settings)
    ending = "\r\n" if data.partition(b"\n")[0].endswith(b"\r") else "\n"
    return form.replace("\n", ending).encode()


def _with_comments(file: Path, text: str, records: list[Record], settings: Settings) -> str:
    root, found = comments(text)
    commented = _commented_fields(root, found)
    header = settings.to_mapping() | ({"about": settings.tolerance} if "about" in commented[""] else {})
    bare = yaml_of_sections(header, [(record, _fields(record, commented[record.id])) for record in records])
    form = place_comments(bare, root, found)
    _check_comments(file, text, found, form)
    return form


def _text_of(data: bytes) -> str:
    return data.removeprefix(_BOM).decode().replace("\r\n", "\n").replace("\r", "\n")


def _commented_fields(root: Slot, found: Iterable[Comment]) -> Mapping[str, set[str]]:
    """Return the names of the fields that have comments, by record id. The empty id is that of the file itself."""
    of = {entry: record_id for record_id, entry in records_in(root)} | {root: ""}
    commented: dict[str, set[str]] = defaultdict(set)
    for comment in found:
        slot = comment.slot
        while slot.parent is not None:
            if slot.parent in of:
                commented[of[slot.parent]].add(slot.name)
            slot = slot.parent
    return commented


def _fields(record: Record, commented: Iterable[str]) -> dict[str, Any]:
    """Return the fields of a record to write. Fields with a comment are written even if they have their default."""
    written, every = record.to_mapping(), record.model_dump(mode="json")
    more = {key for name in commented for key in canonical_names(name) if every.get(key) not in (None, [])}
    if more <= written.keys():
        return written
    return {"kind": record.kind_name} | {key: every[key] for key in every if key in written or key in more}


def _check_comments(file: Path, text: str, found: list[Comment], form: str) -> None:
    """Check that a form has every comment of the file, and no other.

    Raises:
        Unformattable: A comment would be lost or gained.
    """
    lost = Counter(one.text for one in found)
    lost.subtract(comment_texts(form))
    for one in found:
        if lost[one.text] > 0:
            place = f"{file}:{Lines(text).number(one.offset) + 1}"
            raise Unformattable(place, f"would lose the comment `{one.text}`", "move it to a line of its own")
    if any(lost.values()):
        raise Unformattable(str(file), "would gain a comment", "quote each text in the file that has a `#`")


def _check_meaning(ledger: FilesRead, new: Mapping[Path, bytes], kinds: Kinds) -> None:
    """Check that new forms of all files give the same ledger.

    Raises:
        Unformattable: A record or a setting would change.
    """
    again = read_texts(new, kinds)
    if again.findings or again.records != ledger.records or again.settings != ledger.settings:
        changed = [record.id for record in ledger.records.values() if again.records.get(record.id) != record]
        at = ledger.places[changed[0]] if changed else next(iter(new))
        raise Unformattable(
            str(at), "would have another meaning in the new form", "the file is unchanged; please report this"
        )
