"""The limits of a ledger file, so that no file can exhaust its reader, and the formats that are not UTF-8 text."""

from __future__ import annotations

#: The deepest nesting of a file. A record needs about eight levels.
DEEPEST = 40
#: The largest number of bytes in one text of a YAML file, or in one line of JSON lines.
LONGEST = 1_000_000
#: The largest number of units that one file may declare.
UNITS = 1000
#: The largest number of findings shown for one file, and for one record.
FINDINGS, RECORD_FINDINGS = 1000, 50
#: The number of faults in one text after which the rest of the text is not read.
FAULTS = 100

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "a zip archive"),
)


def other_format(data: bytes) -> str | None:
    """Return the name of the encoding or format of data that are clearly not UTF-8 text.

    Returns:
        The name, such as `UTF-16`; `None` if the data may be UTF-8 text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if len(data) > 1 and 0 in data[:2] and any(data[:2]):
        return "UTF-16"  # without a byte order mark, an ASCII letter is next to an empty byte
    return None
