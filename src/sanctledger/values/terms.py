"""The spelling of terms, and the order that the spelling gives them."""

from __future__ import annotations

import re
from functools import lru_cache

#: Code lists whose codes reach every code that begins with them.
CODES = ("hs:", "eccn:")
#: How many characters and how many dotted levels a term may have: every level is a term of its own.
LONGEST_TERM, DEEPEST_TERM = 200, 16
#: What a term looks like: words with dots between levels.
TERM = re.compile(r"\w[\w.:/'&-]*(?: [\w.:/'&-]+)*")
#: What the name of a dimension looks like.
DIMENSION = re.compile(r"[a-z][a-z0-9_]*")


def reaches(term: str, other: str) -> bool:
    """Return whether the first term reaches the second: they are equal, or the second is below the first.

    Terms have levels with dots (`aviation` reaches `aviation.parts`); HS and ECCN codes have prefixes (`hs:88`,
    `hs:8803`).
    """
    if term == other:
        return True
    return other.startswith(term if term.startswith(CODES) else f"{term}.")


@lru_cache(maxsize=1 << 16)
def upwards(term: str) -> tuple[str, ...]:
    """Return a term and every term that reaches it by spelling, the nearest first."""
    if term.startswith(CODES):
        shortest = term.index(":") + 1
        return tuple(term[:end] for end in range(len(term), shortest - 1, -1))
    ends = [at for at, letter in enumerate(term) if letter == "."]
    return (term, *(term[:end] for end in reversed(ends)))


def is_term(text: object) -> bool:
    """Return whether a text is spelled as a term: words, at most 16 levels and 200 characters."""
    return (
        isinstance(text, str)
        and len(text) <= LONGEST_TERM
        and text.count(".") < DEEPEST_TERM
        and TERM.fullmatch(text) is not None
        and not text.endswith(".")
    )
