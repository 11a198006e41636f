"""Ids made from names."""

from __future__ import annotations

import unicodedata

from sanctledger.base.arguments import refusing
from sanctledger.base.common_errors import ReadError

#: How long an id may be.
_LONGEST = 200


@refusing
def slug(name: str) -> str:
    """Return an id made from a name: its letters and digits in lower case, with a hyphen for anything between them.

    Letters of any script stay and are composed (NFC), so that a name gives one id however its accents are stored. Two
    names
    may give one id, and a name may change: if a list has numbers, make ids from those.

    Args:
        name: The name as written.

    Raises:
        ReadError: The name has no letter or digit.
    """
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())
    parts = "".join(letter if _stays(letter) else " " for letter in composed).split()
    made = "-".join(stripped for part in parts if (stripped := part.lstrip(_marks(part))))[:_LONGEST].rstrip("-")
    if not made:
        raise ReadError(name, "holds nothing that an id could be made of", "give it one with letters or digits")
    return made


def _stays(letter: str) -> bool:
    """Return whether a character may be in an id: letters, their marks, and digits."""
    return (category := unicodedata.category(letter))[0] in "LM" or category == "Nd"


def _marks(part: str) -> str:
    """Return the marks in a part; a mark at the beginning belongs to no letter."""
    return "".join(letter for letter in part if unicodedata.category(letter)[0] == "M")
