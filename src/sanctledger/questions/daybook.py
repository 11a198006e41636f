"""Which things may fall into a time, found without trying them all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import attrs

#: What is known no better than this many days is tried whatever the time.
_LONG = 31


@attrs.frozen
class Daybook:
    """The places of things in a sequence, by the days on which they may be.

    Attributes:
        firsts: The first days of those that are known well, in order.
        near: Their last days and their places, in the same order.
        vague: The days and the places of the others.
    """

    firsts: list[int]
    near: list[tuple[int, int]]
    vague: list[tuple[int, int, int]]

    @classmethod
    def of(cls, days: Iterable[tuple[int, int, int]]) -> Daybook:
        """That of a first day, a last day and a place for each; a place may stand more than once."""
        near: list[tuple[int, int, int]] = []
        vague: list[tuple[int, int, int]] = []
        for one in days:
            (near if one[1] - one[0] <= _LONG else vague).append(one)
        near.sort()
        return cls([first for first, _, _ in near], [(last, at) for _, last, at in near], vague)

    def between(self, first: int, last: int) -> list[int]:
        """Return the places of what may fall on one of some days, both ends included: in order, each once."""
        start, end = bisect_left(self.firsts, first - _LONG), bisect_right(self.firsts, last)
        found = {at for its_last, at in self.near[start:end] if its_last >= first}
        found.update(at for its_first, its_last, at in self.vague if its_first <= last and its_last >= first)
        return sorted(found)
