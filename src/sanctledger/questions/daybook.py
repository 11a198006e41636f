"""An index of things by the days on which they may happen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import attrs

#: A thing whose possible days span more than this number is tried for every time.
_LONG = 31


@attrs.frozen
class Daybook:
    """The positions of things in a sequence, by the days on which the things may happen.

    Attributes:
        firsts: The first days of things whose day is known well, in order.
        near: The last days and the positions of these things, in the same order.
        vague: The days and the positions of the other things.
    """

    firsts: list[int]
    near: list[tuple[int, int]]
    vague: list[tuple[int, int, int]]

    @classmethod
    def of(cls, days: Iterable[tuple[int, int, int]]) -> Daybook:
        """Return the index of things, each given by a first day, a last day and a position.

        A position may occur repeatedly.
        """
        near: list[tuple[int, int, int]] = []
        vague: list[tuple[int, int, int]] = []
        for one in days:
            (near if one[1] - one[0] <= _LONG else vague).append(one)
        near.sort()
        return cls([first for first, _, _ in near], [(last, at) for _, last, at in near], vague)

    def between(self, first: int, last: int) -> list[int]:
        """Return the positions of things that may happen between two days, both included: in order, each once."""
        start, end = bisect_left(self.firsts, first - _LONG), bisect_right(self.firsts, last)
        found = {at for its_last, at in self.near[start:end] if its_last >= first}
        found.update(at for its_first, its_last, at in self.vague if its_first <= last and its_last >= first)
        return sorted(found)
