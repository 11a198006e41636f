"""Which easing reaches which sanction, and how two of them meet in time and in scope."""

from __future__ import annotations

import math

from sanctledger.account import Account
from sanctledger.checks.subjects import once, standing
from sanctledger.dates import BEGINNING, FOREVER
from sanctledger.easings import Easing
from sanctledger.periods import intersection
from sanctledger.reach import Reach
from sanctledger.record import Record
from sanctledger.sanctions import Sanction
from sanctledger.scope import Scope, reaches

#: Beyond so many activities that two scopes can tell apart, only what they name outright is compared.
_CELLS = 5_000


@once
def pairs(account: Account) -> tuple[tuple[Sanction, Reach], ...]:
    """Each sanction with each easing that reaches it."""
    reaches = account.reaches.by_sanction
    return tuple(
        (sanction, reach) for sanction in standing(account, Sanction) for reach in reaches.get(sanction.id, ())
    )


@once
def reaches_by_easing(account: Account) -> dict[str, list[tuple[Sanction, Reach]]]:
    """The sanctions that each easing reaches, by its id."""
    found: dict[str, list[tuple[Sanction, Reach]]] = {}
    for sanction, reach in pairs(account):
        found.setdefault(reach.easing.id, []).append((sanction, reach))
    return found


@once
def _disjoint(_account: Account) -> dict[tuple[str, str], bool]:
    """What was found of each pair, so that each is looked at once."""
    return {}


def disjoint(account: Account, sanction: Sanction, easing: Easing) -> bool:
    """Whether the two certainly never act on the same day."""
    known, pair = _disjoint(account), (sanction.id, easing.id)
    if pair not in known:
        known[pair] = _are_disjoint(account, sanction, easing)
    return known[pair]


def _are_disjoint(account: Account, sanction: Sanction, easing: Easing) -> bool:
    holding = account.holding
    if _meet(sanction, easing) and not (holding.reversals(sanction) or holding.reversals(easing) or easing.replaces):
        return bool(holding.replaced_by(easing)) and _apart(account, sanction, easing)
    return _apart(account, sanction, easing)


def _meet(one: Record, other: Record) -> bool:
    """Whether their own spans share a day."""
    first, end = _reach(one)
    other_first, other_end = _reach(other)
    return max(first, other_first) < min(end, other_end)


def _reach(record: Record) -> tuple[int, int]:
    """The first day on which a record may hold by its own words, and the first after the last."""
    start, end = record.start, record.end
    return BEGINNING if start is None else start.first, FOREVER if end is None else end.last


def _apart(account: Account, sanction: Sanction, easing: Easing) -> bool:
    acts = account.holding.acts
    return not intersection(acts(sanction).possible, acts(easing).possible)


def apart(one: Scope, other: Scope) -> bool:
    """Whether two scopes certainly have nothing in common."""
    theirs = dict(other.terms)
    for name, terms in one.terms:
        if name in theirs and not any(
            reaches(term, another) or reaches(another, term) for term in terms for another in theirs[name]
        ):
            return True
    if not (one.excluding or other.excluding):
        return False
    return _cells(one, other) <= _CELLS and not one.intersects(other)


def _cells(*scopes: Scope) -> int:
    """How many activities the scopes can tell apart, at most."""
    written: dict[str, int] = {}
    waiting = list(scopes)
    while waiting:
        scope = waiting.pop()
        waiting += scope.excluding
        for name, terms in scope.terms:
            written[name] = written.get(name, 1) + len(terms)
    return math.prod(written.values())
