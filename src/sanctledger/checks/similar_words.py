"""Words that are nearly the same, found without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from sanctledger.base.words import did_you_mean

#: Up to so many words are all compared; beyond, those that begin or end alike.
_ALL = 400


@attrs.frozen(init=False, eq=False)
class Words:
    """Known words, among which the nearest to a misspelt one is looked for."""

    _words: tuple[str, ...]
    _alike: dict[str, list[str]]

    def __init__(self, words: Iterable[str]) -> None:
        alike: dict[str, list[str]] = {}
        known = tuple(words)
        if len(known) > _ALL:
            for word in known:
                for key in _edges(word):
                    alike.setdefault(key, []).append(word)
        self.__attrs_init__(known, alike)

    def suggestion(self, word: str) -> str:
        """Return a closing clause that suggests the nearest known word, or nothing."""
        pool: Iterable[str] = self._words
        if self._alike:
            pool = dict.fromkeys(near for key in _edges(word) for near in self._alike.get(key, ())[:_ALL])
        return did_you_mean(word, pool)


def _edges(word: str) -> tuple[str, str]:
    return f"{word[:4]}*", f"*{word[-4:]}"


def differ_by_number(one: str, other: str) -> bool:
    """Return whether two words differ in nothing but their digits: `tranche 1` and `tranche 2`."""
    return re.sub(r"\d+", "", one) == re.sub(r"\d+", "", other) and one != other
