"""Texts for people, without characters that change the display of other text."""

from __future__ import annotations

import unicodedata

#: Kinds of character that could paint over a report: controls, and those that turn the direction of writing.
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def shown(text: str) -> str:
    """Return the text on one line, with every character that could change a terminal written as its number."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def shown_lines(text: str) -> str:
    """Return the text with such characters replaced, and with its lines kept."""
    return "\n".join(map(shown, text.split("\n")))


def _shown(letter: str) -> str:
    if unicodedata.category(letter) not in HIDDEN:
        return letter
    return f"\\u{ord(letter):04x}" if letter <= "\uffff" else f"\\U{ord(letter):08x}"
