"""Rules about what may be counted twice: totals beside single records of the same giver, unit and time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import attrs

from sanctledger.account import Account
from sanctledger.bounds import NOTHING
from sanctledger.checks.inclusion import included_by
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.subjects import listed, once, standing
from sanctledger.concessions import Act

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


@attrs.frozen
class _Dated:
    """An act with the first and the last day on which it may have been done."""

    first: int
    last: int
    act: Act


@once
def _groups(account: Account) -> tuple[list[_Dated], ...]:
    """The acts that state an amount, by family, giver and unit, in the order of their first days."""
    groups: dict[tuple[str, str, str], list[_Dated]] = {}
    canonical = account.book.units.canonical
    for act in standing(account, Act):
        if act.quantity is not None:
            one, unit = _Dated(act.start.first, act.start.last, act), canonical(act.quantity.unit)
            for giver in act.givers:
                groups.setdefault((act.family, giver, unit), []).append(one)
    for group in groups.values():
        group.sort(key=lambda one: (one.first, one.last, one.act.id))
    return tuple(group for group in groups.values() if len(group) > 1)


def _totals(account: Account, *, named: bool) -> Iterator[tuple[Act, list[str]]]:
    """Acts with those that may be within them; `named` for acts that include something, the others otherwise."""
    found: dict[str, tuple[Act, dict[str, None]]] = {}
    for group in _groups(account):
        wanted = [total for total in group if bool(total.act.includes) is named]
        if not wanted:
            continue
        firsts = [one.first for one in group]
        for total in wanted:
            for other in _within(account, total, group, bisect_left(firsts, total.first)):
                found.setdefault(total.act.id, (total.act, {}))[1][other.id] = None
    for act, others in found.values():
        yield act, list(others)


def _within(account: Account, total: _Dated, group: list[_Dated], at: int) -> Iterator[Act]:
    """The acts of a group, from a place on, that may be within a total and that it does not include."""
    included: frozenset[str] | None = None
    found = 0
    for other in group[at : at + _LOOKED_AT]:
        if other.first > total.last or found == _FOUND:
            return
        if other.last > total.last or other is total or not _may_be_within(total, other):
            continue
        included = included_by(account, total.act) if included is None else included
        if other.act.id not in included and total.act.id not in included_by(account, other.act):
            found += 1
            yield other.act


def _may_be_within(total: _Dated, other: _Dated) -> bool:
    """Whether an act may be a part of another whose giver, unit and time it has."""
    act, single = total.act, other.act
    if set(act.receivers).isdisjoint(single.receivers):
        return False
    whole, part = (NOTHING if one.quantity is None else one.quantity.bounds for one in (act, single))
    if part.low is not None and whole.high is not None and part.low > whole.high:
        return False
    if act.deal is not None and single.deal is not None and act.deal != single.deal:
        return False
    if act.delivers and single.delivers and set(act.delivers).isdisjoint(single.delivers):
        return False
    if act.people and single.people and _persons(act).isdisjoint(_persons(single)):
        return False
    same_days = (total.first, total.last) == (other.first, other.last)
    return not same_days or _rank(act) > _rank(single)


def _persons(act: Act) -> set[str]:
    return {one.person for one in act.people}


def _rank(act: Act) -> tuple[object, ...]:
    """Of two acts on the same days, the greater is the total."""
    bounds = NOTHING if act.quantity is None else act.quantity.bounds
    return bounds.high is None, bounds.high or 0, bounds.low or 0, act.id


RULES = (
    Rule("SL415", "warning", "a total names the single records that it counts", counted_twice),
    Rule("SL416", "info", "a total names all the single records of its time", left_out),
)
