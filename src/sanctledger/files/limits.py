"""How much a ledger file may ask of its reader: the numbers, and what is no text in UTF-8."""

from __future__ import annotations

#: How deep a file may nest. A record needs eight levels or so.
DEEPEST = 40
#: How many bytes one text of a YAML file, or one line of JSON lines, may have.
LONGEST = 1_000_000
#: How many units one file may declare.
UNITS = 1000
#: How many findings one file is given before the others are left untold, and how many one record.
FINDINGS, COMPLAINTS = 1000, 50
#: How many faults of one text are told before the rest of it is left unread.
FAULTS = 100

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "a zip archive"),
)


def foreign(data: bytes) -> str | None:
    """What the data are where they are plainly no UTF-8 text: the name of their encoding; `None` for all else."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if len(data) > 1 and 0 in data[:2] and any(data[:2]):
        return "UTF-16"  # without a mark: every letter of ASCII has an empty byte beside it
    return None
