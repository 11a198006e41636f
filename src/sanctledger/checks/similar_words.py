"""Similar words, found without comparing every word with every other."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from sanctledger.base.words import did_you_mean

#: Up to so many words are all compared; beyond, those that begin or end alike.
_ALL = 400


@attrs.frozen(init=False, eq=False)
class Words:
    """Known words, with a search for the word most similar to a misspelled one."""

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
        """Return a closing clause with the most similar known word; empty if there is none."""
        pool: Iterable[str] = self._words
        if self._alike:
            pool = dict.fromkeys(near for key in _edges(word) for near in self._alike.get(key, ())[:_ALL])
        return did_you_mean(word, pool)


def _edges(word: str) -> tuple[str, str]:
    return f"{word[:4]}*", f"*{word[-4:]}"


def differ_by_number(one: str, other: str) -> bool:
    """Return whether two words differ only in their digits: `tranche 1` and `tranche 2`."""
    return re.sub(r"\d+", "", one) == re.sub(r"\d+", "", other) and one != other
