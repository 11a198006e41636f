"""Rules about double counting: totals next to single records of the same giver, unit and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from sanctledger.checks.inclusion import included_by
from sanctledger.checks.lookups import columns, listed, once
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import BEGINNING

#: So many records of a total's own time are looked at, and so many found, before it is let go.
_LOOKED_AT, _FOUND = 60, 4


def counted_twice(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find totals and single records of the same giver, receiver, unit and time, if neither includes the other."""
    for act, others in _totals(snapshot, named=False):
        message = f"it may count what {listed(others)} count{'s' * (len(others) == 1)} too: same giver, unit and time"
        hint = "name under `includes` what it counts; where they are apart, narrow its days or its deal, or `allow` it"
        yield Flaw(message, act.id, "quantity", hint)


def left_out(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find totals that include some records of their giver, receiver, unit and time, and leave others out."""
    for act, others in _totals(snapshot, named=True):
        message = f"it includes some records of its giver, unit and time, and not {listed(others)}"
        yield Flaw(message, act.id, "includes", "nothing to do where it does not count them; otherwise name them too")


class _Dated(NamedTuple):
    """An act with its first and last possible day, and whether its group has its unit."""

    first: int
    last: int
    id: str
    act: Act
    bounds: Bounds
    is_whole: bool


@once
def _groups(snapshot: Snapshot) -> tuple[list[_Dated], ...]:
    """Return the acts with an amount, by family, giver, receiver and unit, in the order of their first days.

    An act in a part of a unit is in the groups of both units, because a total of the whole may include it.
    """
    groups: defaultdict[tuple[str, ...], list[_Dated]] = defaultdict(list)
    made = tuple.__new__  # as `_make`, in a third of the time

    @cache
    def units(name: str) -> tuple[str, ...]:
        unit = snapshot.record_index.units.canonical(name)
        return unit, *snapshot.record_index.units.wholes(unit)

    for some in columns(snapshot, Act):
        family = some.cls.family
        rows = (some[field] for field in ("id", "start", "quantity", "receivers", "givers"))
        for act, act_id, start, quantity, receivers, givers in zip(some.records, *rows, strict=True):
            if quantity is not None:
                own = units(quantity.unit)
                for unit in own:
                    one = made(_Dated, (start.first, start.last, act_id, act, quantity.bounds, unit == own[0]))
                    for giver in givers:
                        for receiver in receivers:
                            groups[family, giver, receiver, unit].append(one)
    several = tuple(group for group in groups.values() if len(group) > 1)
    for group in several:
        group.sort()  # by their days and ids, of which no two acts have the same
    return several


def _totals(snapshot: Snapshot, *, named: bool) -> Iterator[tuple[Act, list[str]]]:
    """Return acts with the acts that may be part of them; `named` for acts that include something, else the others."""
    found: dict[str, tuple[Act, dict[str, None]]] = {}
    including = {act.id for act in snapshot.versions.saying("includes", Act)}
    for group in _groups(snapshot) if including or not named else ():
        first, at = BEGINNING - 1, 0
        for place, total in enumerate(group):
            if total.first != first:
                first, at = total.first, place
            has_company = at < place or (place + 1 < len(group) and group[place + 1].first <= total.last)
            if has_company and total.is_whole and (total.id in including) is named:
                for other in _within(snapshot, total, group, at):
                    found.setdefault(total.id, (total.act, {}))[1][other.id] = None
    for act, others in found.values():
        yield act, list(others)


def _within(snapshot: Snapshot, total: _Dated, group: list[_Dated], at: int) -> Iterator[Act]:
    """Return the acts of a group, from a position on, that may be part of a total and that it does not include."""
    included: frozenset[str] | None = None
    found = 0
    latest, high = total.last, total.bounds.high
    for other in islice(group, at, at + _LOOKED_AT):
        first, last, other_id, act, bounds, _ = other
        if first > latest or found == _FOUND:
            return
        if last > latest or other is total:
            continue
        if high is not None and bounds.low is not None and bounds.low > high:
            continue
        if not _may_be_within(total, other):
            continue
        included = included_by(snapshot, total.act) if included is None else included
        if other_id not in included and total.id not in included_by(snapshot, act):
            found += 1
            yield act


def _may_be_within(total: _Dated, other: _Dated) -> bool:
    """Return whether an act may be part of another with the same giver, receiver and time and no smaller amount."""
    if total[:2] == other[:2] and _rank(total) <= _rank(other):
        return False
    act, single = total.act, other.act
    if act.deal is not None and single.deal is not None and act.deal != single.deal:
        return False
    if act.delivers and single.delivers and set(act.delivers).isdisjoint(single.delivers):
        return False
    return not (act.people and single.people) or not _persons(act).isdisjoint(_persons(single))


def _persons(act: Act) -> set[str]:
    return {one.person for one in act.people}


def _rank(one: _Dated) -> tuple[object, ...]:
    """Return the sort key: of two acts on the same days, the larger is the total."""
    bounds = one.bounds
    return bounds.high is None, bounds.high or 0, bounds.low or 0, one.id


RULES = (
    Rule("SL415", "warning", "a total names the single records that it counts", counted_twice),
    Rule("SL416", "info", "a total names all the single records of its time", left_out),
)
