"""The amounts that records may contribute to promises, through time.

A record that may not have happened contributes its amount or nothing. For up to `_MOST_UNCERTAIN` such records, each
combination is one alternative, so that two promises are never credited with the same doubtful delivery. Beyond that
number, one alternative with wide bounds takes their place.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import attrs

from sanctledger.posting.included_totals import IncludedTotal
from sanctledger.values.bounds import NOTHING, Bounds, Number, add, times, total
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.periods import Certainty

#: Records that may not have happened and whose combinations are tried one by one.
_MOST_UNCERTAIN = 6
#: The promises that records deliver together, and a unit.
Key = tuple[tuple[str, ...], str]
Given = dict[Key, Bounds]


@attrs.frozen(eq=False)
class Contribution:
    """The amount that a record contributes to some promises on some days.

    Attributes:
        start: The number of the first day.
        end: The number of the day after the last.
        key: The promises, and the unit.
        record: The id of the record.
        sure: Whether the record surely happened.
        amount: The amount, if it happened.
        is_stated: Whether the record states an amount of the unit.
        total: The total that includes the record or is the record, if the total and another of its records contribute
            to the same promises. Such records are summed together, because a total already counts the records that it
            includes.
    """

    start: int
    end: int
    key: Key
    record: str
    sure: bool
    amount: Bounds
    is_stated: bool = True
    total: IncludedTotal | None = None


class _RunningSum:
    """A sum of amounts to which amounts are added and from which they are taken off."""

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


def alternatives_through_time(
    contributions: list[Contribution], totals: Mapping[str, IncludedTotal]
) -> Iterator[tuple[int, int, list[Given]]]:
    """Return the stretches of days on which nothing changes, each with the alternatives for the amounts given.

    Args:
        contributions: The contributions.
        totals: The total of each record that is a total or is included in one, by the id of the record.
    """
    contributions = _with_totals(contributions, totals)
    changes: dict[int, list[tuple[Contribution, int]]] = {BEGINNING: [], FOREVER: []}
    for one in contributions:
        changes.setdefault(one.start, []).append((one, 1))
        changes.setdefault(one.end, []).append((one, -1))
    sure: dict[Key, _RunningSum] = {}
    unsure: dict[Key, _RunningSum] = {}
    uncertain: dict[str, list[Contribution]] = {}
    within_totals: dict[tuple[Key, int], list[Contribution]] = {}
    for start, end in itertools.pairwise(sorted(changes)):
        for one, sign in changes[start]:
            if one.total is None:
                amount = one.amount if one.sure else one.amount.hull(NOTHING)
                (sure if one.sure else unsure).setdefault(one.key, _RunningSum()).change(amount, sign)
            else:
                _change(within_totals, (one.key, id(one.total)), one, sign)
            if not one.sure:
                _change(uncertain, one.record, one, sign)
        known = {key: running.bounds for key, running in sure.items()}
        yield start, end, _alternatives(known, unsure, uncertain, list(within_totals.values()), start)


def _with_totals(contributions: list[Contribution], totals: Mapping[str, IncludedTotal]) -> list[Contribution]:
    """Return the contributions; those that must be summed with a total carry the total."""
    together: dict[tuple[Key, int], set[str]] = {}
    for one in contributions:
        if one.is_stated and one.record in totals:
            together.setdefault((one.key, id(totals[one.record])), set()).add(one.record)
    several = {(key, record) for (key, _), records in together.items() if len(records) > 1 for record in records}
    return [
        attrs.evolve(one, total=totals[one.record]) if one.is_stated and (one.key, one.record) in several else one
        for one in contributions
    ]


_Place = TypeVar("_Place")


def _change(found: dict[_Place, list[Contribution]], place: _Place, one: Contribution, sign: int) -> None:
    """Add a contribution to a place, or take it away."""
    there = found.setdefault(place, [])
    if sign > 0:
        there.append(one)
    else:
        there.remove(one)
    if not there:
        del found[place]


def _alternatives(
    known: Given,
    unsure: dict[Key, _RunningSum],
    uncertain: dict[str, list[Contribution]],
    within_totals: list[list[Contribution]],
    day: int,
) -> list[Given]:
    """Return one alternative for each combination of the uncertain records; a single one if there are too many."""
    if len(uncertain) > _MOST_UNCERTAIN:
        more = {key: running.bounds for key, running in unsure.items()}
        return [_sum_of([known, more, *(_sum_with_total(ones, None, day) for ones in within_totals)])]
    amounts = [_sum_of([{one.key: one.amount} for one in ones if one.total is None]) for ones in uncertain.values()]
    found = []
    for chosen in itertools.product((False, True), repeat=len(amounts)):
        happened = set(itertools.compress(uncertain, chosen))
        with_totals = (_sum_with_total(ones, happened, day) for ones in within_totals)
        found.append(_sum_of([known, *itertools.compress(amounts, chosen), *with_totals]))
    return found


def _sum_with_total(contributions: list[Contribution], happened: set[str] | None, day: int) -> Given:
    """Return the amount that a total and the records that it includes contribute together.

    Args:
        contributions: Their contributions, all with the same key.
        happened: The uncertain records that happened; `None` if that is left open.
        day: The number of the day.
    """
    present = [one for one in contributions if one.sure or happened is None or one.record in happened]
    counting = {one.record: Certainty.MAYBE if happened is None and not one.sure else Certainty.YES for one in present}
    separate = total(
        one.amount if counting[one.record] is Certainty.YES else one.amount.hull(NOTHING) for one in present
    )
    key, including = contributions[0].key, contributions[0].total
    if including is None or len(counting) < 2:  # noqa: PLR2004 - one record alone is counted once
        return {key: separate}
    within = separate.intersect(including.among(key[1], counting, day))
    return {key: separate if within is None else within}


def _sum_of(parts: Iterable[Given]) -> Given:
    found: Given = {}
    for given in parts:
        for key, amount in given.items():
            found[key] = found[key] + amount if key in found else amount
    return found
