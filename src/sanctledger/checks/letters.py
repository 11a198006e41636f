"""Letters that look like others, and invisible characters."""

from __future__ import annotations

import re
import unicodedata

#: Letters of other scripts, and signs, with the Latin letters that readers take them for (after Unicode's UTS 39).
_ALIKE = {
    "аеорсухѕіјԁһԛԝӏѵгкАВЕКМНОРСТУХІЈЅԚԜҮ": "aeopcyxsijdhqwlvrkABEKMHOPCTYXIJSQWY",
    "αικνορυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ": "aikvopuxyABEZHIKMNOPTYX",
    "օսհոցզՕՍԼ": "ouhngqOUL",
    "\u0131\u0261\u0251\u01c0": "igal",
}
_SHAPES = str.maketrans(
    {one: other for ours, theirs in _ALIKE.items() for one, other in zip(ours, theirs, strict=True)}
)
_SIGNS = str.maketrans("I10", "llO")
_WORD = re.compile(r"[^\W\d_]+")
#: Scripts that share many shapes: one word is written in one of them.
_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
#: Controls but tabs and line ends, separators that look like a line end, what turns the direction of writing, what
#: stands for no character. Marks that Persian and Arabic need are none of these.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "\U000e0000-\U000e007f]"
)


def shape(text: str) -> str:
    """Return the appearance of a text: texts that look alike have one shape, whatever their case."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text)
        text = "".join(letter for letter in plain if not _is_unseen(letter)).translate(_SHAPES)
    return text.translate(_SIGNS).casefold()


def folded(text: str) -> str:
    """Return a text without its case."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"


def named(letter: str) -> str:
    """Return a letter so that it cannot be mistaken: a plain letter itself, another by its number and name."""
    if letter.isascii() and letter.isprintable():
        return f"`{letter}`"
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()


def difference(one: str, other: str) -> str:
    """Return the letters in which two texts that look alike differ, in words."""
    if len(one) == len(other):
        pairs = dict.fromkeys(pair for pair in zip(one, other, strict=True) if pair[0] != pair[1])
        said = [f"{named(left)} for {named(right)}" for left, right in list(pairs)[:3]]
        return f"`{one}` has {', '.join(said)}"
    odd = list(dict.fromkeys(letter for letter in one + other if not letter.isascii()))
    return f"there is {', '.join(map(named, odd[:3]))} in them"


def mixed(text: str) -> str | None:
    """Return the letters with which a word mixes scripts that look alike, in words; `None` if it does not."""
    for word in () if text.isascii() else _WORD.findall(text):
        scripts: dict[str, str] = {}
        for letter in word:
            script = unicodedata.name(letter, "").partition(" ")[0]
            if script in _SCRIPTS:
                scripts.setdefault(script, letter)
        if len(scripts) > 1:
            return " and ".join(named(letter) for letter in scripts.values())
    return None
