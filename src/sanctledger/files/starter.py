"""The starter of a new ledger: a small ledger with comments and without findings."""

from __future__ import annotations

from pathlib import Path

from sanctledger.base.common_errors import LedgerExists, UnknownFormat
from sanctledger.files.load import JSONL, YAML, PathLike, read_files
from sanctledger.files.write import to_jsonl

#: The starter ledger, in canonical form.
STARTER = Path(__file__).with_name("starter.yaml")


def start(path: PathLike) -> Path:
    """Write a small ledger to start from, with comments that explain each part; as JSON lines, without comments.

    Args:
        path: The file to make.

    Returns:
        The path that was written.

    Raises:
        UnknownFormat: The file name has none of the known endings.
        LedgerExists: A file of that name exists already, and is unchanged.
        OSError: There is no such folder, or the file cannot be written; no part of the file is left.
    """
    target = Path(path)
    if target.suffix in YAML:
        data = STARTER.read_bytes()
    elif target.suffix in JSONL:
        found = read_files(STARTER)
        data = to_jsonl(found.records.values(), found.settings).encode()
    else:
        raise UnknownFormat(str(path))
    try:
        file = target.open("xb")
    except FileExistsError:
        raise LedgerExists(str(path)) from None
    try:
        with file:
            file.write(data)
    except BaseException:
        target.unlink()
        raise
    return target
