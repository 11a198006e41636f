"""Words in messages: long texts are cut, and misspelled words get a suggestion."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

#: How many characters of what is wrong a message shows: a line's worth.
_SHOWN = 60
#: How deep a value within values is shown.
_DEEPEST = 6
#: Beyond so many letters nothing is taken for a misspelt word.
_LONGEST_WORD = 200
#: Words of up to so many letters are like none that differs by a letter.
_SHORTEST = 4


def cut(text: str) -> str:
    """Return a text short enough to be shown in a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def in_short(value: object) -> str:
    """Return a value as text, cut before all of it is written out, because a value in a file may have any size."""
    if isinstance(value, str):
        return cut(value)
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return f"a number of more than {_SHOWN} digits"
    return _listed(value, _SHOWN) if isinstance(value, dict | list | tuple) else cut(str(value))


def _listed(value: dict[object, object] | list[object] | tuple[object, ...], room: int, depth: int = 1) -> str:
    """Return a mapping or a list as in a file, with closed brackets and no more than fits."""
    inside, left = "", room - len("[]")
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        gap = ", " if inside else ""
        free = left - len(inside) - len(gap)
        if free <= len("...") or depth > _DEEPEST:
            inside = f"{inside[: left - 3]}..."
            break
        name = f"{in_short(key)}: " if isinstance(value, dict) else ""
        if isinstance(member, dict | list | tuple):
            text = name + _listed(member, max(free - len(name), len("[...]")), depth + 1)
        else:
            text = name + in_short(member)
        inside += gap + (text if len(text) <= free else f"{text[: free - 3]}...")
    return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"


def so_many(count: object, noun: str) -> str:
    """Return a count, or the bounds of one, with its noun: `1 record`, `0 records`, `1,200 records`, `1..2 records`."""
    written = f"{count:,}" if isinstance(count, int) else str(count)
    return f"{written} {noun}{'s' * (written != '1')}"


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the known word that is most similar to a word; `None` if no known word is similar enough."""
    return _nearest(word, tuple(known)) if isinstance(word, str) and len(word) <= _LONGEST_WORD else None


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    import difflib  # noqa: PLC0415 - takes longer to import than most files to read, and few need it

    small = word.casefold()
    for one in known:
        if one.casefold() == small:
            return one
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return a closing clause with the most similar known word; empty if there is none."""
    best = nearest(word, known)
    same = best is not None and best != word and _composed(str(word)) == _composed(best)
    return f"; did you mean `{best}`{', with its accents stored in another form' if same else ''}?" if best else ""


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def with_article(name: str) -> str:
    """Return the name of a kind or family with its article: `a release`, `an asset_freeze`."""
    return f"{'an' if name[:1] in 'aeio' else 'a'} {name}"


def spellings(word: str) -> Iterator[str]:
    """Return keys of which two similar words share one: words one letter apart, or equal but for their form.

    Words of fewer than four letters are similar to none (Garbe's symmetric delete: a letter is left out of each).
    """
    plain = re.sub(r"[\s_-]+", " ", word.casefold()).strip()
    yield plain
    if len(plain) > _SHORTEST:
        for at in range(len(plain)):
            yield plain[:at] + plain[at + 1 :]
    if plain.endswith("ies"):
        yield plain[:-3] + "y"
