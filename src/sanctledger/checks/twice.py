"""Rules about what may be counted twice: totals beside single records of the same giver, unit and time."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from sanctledger.account import Account
from sanctledger.bounds import NOTHING, Bounds
from sanctledger.checks.inclusion import included_by
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.subjects import listed, meet, once, standing
from sanctledger.concessions import Act
from sanctledger.dates import BEGINNING

#: So many records of a total's own time are looked at, and so many found, before it is let go.
_LOOKED_AT, _FOUND = 60, 4


def counted_twice(account: Account) -> Iterator[Flaw]:
    """Totals and single records of the same giver, receiver, unit and time, of which neither includes the other."""
    for act, others in _totals(account, named=False):
        message = f"it may count what {listed(others)} count{'s' * (len(others) == 1)} too: same giver, unit and time"
        hint = "name under `includes` what it counts; where they are apart, narrow its days or its deal, or `allow` it"
        yield Flaw(message, act.id, "quantity", hint)


def left_out(account: Account) -> Iterator[Flaw]:
    """Totals that include some records of their giver, receiver, unit and time, and not others."""
    for act, others in _totals(account, named=True):
        message = f"it includes some records of its giver, unit and time, and not {listed(others)}"
        yield Flaw(message, act.id, "includes", "nothing to do where it does not count them; otherwise name them too")


class _Dated(NamedTuple):
    """An act with the first and the last day on which it may have been done."""

    first: int
    last: int
    id: str
    act: Act


@once
def _groups(account: Account) -> tuple[list[_Dated], ...]:
    """The acts that state an amount, by family, giver and unit, in the order of their first days."""
    groups: dict[tuple[str, str, str], list[_Dated]] = {}
    canonical = account.book.units.canonical
    for act in standing(account, Act):
        quantity, start = act.quantity, act.start
        if quantity is not None:
            one, unit = _Dated(start.first, start.last, act.id, act), canonical(quantity.unit)
            for giver in act.givers:
                groups.setdefault((act.family, giver, unit), []).append(one)
    for group in groups.values():
        group.sort(key=itemgetter(0, 1, 2))
    return tuple(group for group in groups.values() if len(group) > 1)


def _totals(account: Account, *, named: bool) -> Iterator[tuple[Act, list[str]]]:
    """Acts with those that may be within them; `named` for acts that include something, the others otherwise."""
    found: dict[str, tuple[Act, dict[str, None]]] = {}
    including = {act.id for act in account.lines.saying("includes", Act)}
    for group in _groups(account) if including or not named else ():
        first, at = BEGINNING - 1, 0
        for place, total in enumerate(group):
            if total.first != first:
                first, at = total.first, place
            has_company = at < place or (place + 1 < len(group) and group[place + 1].first <= total.last)
            if has_company and (total.id in including) is named:
                for other in _within(account, total, group, at):
                    found.setdefault(total.id, (total.act, {}))[1][other.id] = None
    for act, others in found.values():
        yield act, list(others)


def _within(account: Account, total: _Dated, group: list[_Dated], at: int) -> Iterator[Act]:
    """The acts of a group, from a place on, that may be within a total and that it does not include."""
    included: frozenset[str] | None = None
    found = 0
    for place in range(at, min(at + _LOOKED_AT, len(group))):
        other = group[place]
        if other.first > total.last or found == _FOUND:
            return
        if other is total or other.last > total.last or not _may_be_within(total, other):
            continue
        included = included_by(account, total.act) if included is None else included
        if other.act.id not in included and total.act.id not in included_by(account, other.act):
            found += 1
            yield other.act


def _may_be_within(total: _Dated, other: _Dated) -> bool:
    """Whether an act may be a part of another whose giver, unit and time it has."""
    act, single = total.act, other.act
    if not meet(act.receivers, single.receivers):
        return False
    whole, part = _bounds(act), _bounds(single)
    if part.low is not None and whole.high is not None and part.low > whole.high:
        return False
    if act.deal is not None and single.deal is not None and act.deal != single.deal:
        return False
    if act.delivers and single.delivers and set(act.delivers).isdisjoint(single.delivers):
        return False
    if act.people and single.people and _persons(act).isdisjoint(_persons(single)):
        return False
    same_days = total[:2] == other[:2]
    return not same_days or _rank(act) > _rank(single)


def _bounds(act: Act) -> Bounds:
    return NOTHING if act.quantity is None else act.quantity.bounds


def _persons(act: Act) -> set[str]:
    return {one.person for one in act.people}


def _rank(act: Act) -> tuple[object, ...]:
    """Of two acts on the same days, the greater is the total."""
    bounds = _bounds(act)
    return bounds.high is None, bounds.high or 0, bounds.low or 0, act.id


RULES = (
    Rule("SL415", "warning", "a total names the single records that it counts", counted_twice),
    Rule("SL416", "info", "a total names all the single records of its time", left_out),
)
