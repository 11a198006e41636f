"""What records bring to promises, day by day: all that may be given between two days on which anything changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import attrs

from sanctledger.posting.included_totals import IncludedTotal
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, times, total
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.periods import Certainty

#: Deliveries that may not have happened and are still told apart; more are taken as any amount up to theirs.
_APART = 6
#: The promises that records fill together, and a unit.
Key = tuple[tuple[str, ...], str]
Given = dict[Key, Bounds]


@attrs.frozen(eq=False)
class Piece:
    """An amount that a record gives on some days: for sure, or only if it happened.

    Attributes:
        start: The number of the first day.
        end: The number of the first day after them.
        key: The promises that it goes to, and the unit.
        record: The record.
        sure: Whether it happened for sure.
        amount: How much.
        told: Whether the record says how much of the unit it gives.
        nest: The total that it hangs together with, where more of that goes to the same promises.
    """

    start: int
    end: int
    key: Key
    record: str
    sure: bool
    amount: Bounds
    told: bool = True
    nest: IncludedTotal | None = None


class _Sum:
    """A running sum of bounds; an unsure amount counts from nothing."""

    def __init__(self) -> None:
        self._low: Number = 0
        self._high: Number = 0
        self._unbounded = 0

    def change(self, amount: Bounds, sign: int) -> None:
        self._low = add(self._low, times(amount.low or 0, sign))
        if amount.high is None:
            self._unbounded += sign
        else:
            self._high = add(self._high, times(amount.high, sign))

    @property
    def bounds(self) -> Bounds:
        return Bounds(self._low, None if self._unbounded else self._high)


def through_time(pieces: list[Piece], nests: Mapping[str, IncludedTotal]) -> Iterator[tuple[int, int, list[Given]]]:
    """Return the days between which nothing changes, with all that may be given in them, by pool and unit."""
    pieces = _nested(pieces, nests)
    changes: dict[int, list[tuple[Piece, int]]] = {BEGINNING: [], FOREVER: []}
    for piece in pieces:
        changes.setdefault(piece.start, []).append((piece, 1))
        changes.setdefault(piece.end, []).append((piece, -1))
    sure: dict[Key, _Sum] = {}
    unsure: dict[Key, _Sum] = {}
    doubted: dict[str, list[Piece]] = {}
    nested: dict[tuple[Key, int], list[Piece]] = {}
    for start, end in itertools.pairwise(sorted(changes)):
        for piece, sign in changes[start]:
            if piece.nest is None:
                amount = piece.amount if piece.sure else piece.amount.hull(NOTHING)
                (sure if piece.sure else unsure).setdefault(piece.key, _Sum()).change(amount, sign)
            else:
                _change(nested, (piece.key, id(piece.nest)), piece, sign)
            if not piece.sure:
                _change(doubted, piece.record, piece, sign)
        given = {key: running.bounds for key, running in sure.items()}
        yield start, end, _ways(given, unsure, doubted, list(nested.values()), start)


def _nested(pieces: list[Piece], nests: Mapping[str, IncludedTotal]) -> list[Piece]:
    """Return the pieces, those marked that a total and what it includes bring to the same promises."""
    together: dict[tuple[Key, int], set[str]] = {}
    for piece in pieces:
        if piece.told and piece.record in nests:
            together.setdefault((piece.key, id(nests[piece.record])), set()).add(piece.record)
    several = {(key, one) for (key, _), ids in together.items() if len(ids) > 1 for one in ids}
    return [
        attrs.evolve(piece, nest=nests[piece.record]) if piece.told and (piece.key, piece.record) in several else piece
        for piece in pieces
    ]


_Where = TypeVar("_Where")


def _change(found: dict[_Where, list[Piece]], where: _Where, piece: Piece, sign: int) -> None:
    """Add a piece to those that stand in a place, or take it away."""
    mine = found.setdefault(where, [])
    if sign > 0:
        mine.append(piece)
    else:
        mine.remove(piece)
    if not mine:
        del found[where]


def _ways(
    known: Given, unsure: dict[Key, _Sum], doubted: dict[str, list[Piece]], nested: list[list[Piece]], day: int
) -> list[Given]:
    """All that may be given: each choice among a few records that may not have happened; else their amounts at most."""
    if len(doubted) > _APART:
        more = {key: running.bounds for key, running in unsure.items()}
        return [_sum_of([known, more, *(_together(pieces, None, day) for pieces in nested)])]
    each = [
        _sum_of([{piece.key: piece.amount} for piece in pieces if piece.nest is None]) for pieces in doubted.values()
    ]
    found = []
    for chosen in itertools.product((False, True), repeat=len(each)):
        happened = set(itertools.compress(doubted, chosen))
        there = (_together(pieces, happened, day) for pieces in nested)
        found.append(_sum_of([known, *itertools.compress(each, chosen), *there]))
    return found


def _together(pieces: list[Piece], happened: set[str] | None, day: int) -> Given:
    """What a total and what it includes bring to some promises.

    Args:
        pieces: What they may bring.
        happened: The records that happened; `None` where that is open.
        day: The number of the day.
    """
    there = [piece for piece in pieces if piece.sure or happened is None or piece.record in happened]
    counting = {
        piece.record: Certainty.MAYBE if happened is None and not piece.sure else Certainty.YES for piece in there
    }
    apart = total(
        piece.amount if counting[piece.record] is Certainty.YES else piece.amount.hull(NOTHING) for piece in there
    )
    key, nest = pieces[0].key, pieces[0].nest
    both = None if nest is None or len(counting) < 2 else nest.among(key[1], counting, day)  # noqa: PLR2004 - no other
    within = None if both is None else apart.intersect(both)
    return {key: apart if within is None else within}


def _sum_of(some: Iterable[Given]) -> Given:
    found: Given = {}
    for given in some:
        for key, amount in given.items():
            found[key] = found[key] + amount if key in found else amount
    return found
