"""Which easing reaches which sanction, and how two of them meet in time and in scope."""

from __future__ import annotations

import math

from sanctledger.account import Account
from sanctledger.checks.subjects import once, standing
from sanctledger.dates import FOREVER
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
    of = account.reaches.of
    return tuple((sanction, reach) for sanction in standing(account, Sanction) for reach in of(sanction))


@once
def reaches_by_easing(account: Account) -> dict[str, list[tuple[Sanction, Reach]]]:
    """The sanctions that each easing reaches, by its id."""
    found: dict[str, list[tuple[Sanction, Reach]]] = {}
    for sanction, reach in pairs(account):
        found.setdefault(reach.easing.id, []).append((sanction, reach))
    return found


def disjoint(account: Account, sanction: Sanction, easing: Easing) -> bool:
    """Whether the two certainly never act on the same day."""
    holding = account.holding
    if _meet(sanction, easing) and not (holding.reversals(sanction) or holding.reversals(easing) or easing.replaces):
        return bool(holding.replaced_by(easing)) and _apart(account, sanction, easing)
    return _apart(account, sanction, easing)


def _meet(one: Record, other: Record) -> bool:
    """Whether their own spans share a day."""
    (first, _), (_, end) = one.span.starts, one.span.ends
    (other_first, _), (_, other_end) = other.span.starts, other.span.ends
    return max(first, other_first) < min(end, other_end, FOREVER)


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
