"""The ledger that a new one begins as: small, commented, and without a finding."""

from __future__ import annotations

from pathlib import Path

from sanctledger.base.common_errors import LedgerExists, UnknownFormat
from sanctledger.files.load import JSONL, YAML, PathLike, read_files
from sanctledger.files.write import to_jsonl

#: The ledger itself, in canonical form.
STARTER = Path(__file__).with_name("starter.yaml")


def start(path: PathLike) -> Path:
    """Write a small ledger to begin with, whose comments say what each part is for; as JSON lines, without comments.

    Returns:
        The path that was written.

    Raises:
        UnknownFormat: The name ends in none of the endings.
        LedgerExists: Something of that name is there already; it is left as it is.
        OSError: There is no such folder, or the file cannot be written; nothing is left of it.
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
