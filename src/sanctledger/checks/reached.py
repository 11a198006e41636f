"""Which easing reaches which sanction, and how two of them meet in time and in scope."""

from __future__ import annotations

from sanctledger.account import Account
from sanctledger.checks.subjects import once, standing
from sanctledger.errors import ScopeTooIntricate
from sanctledger.periods import intersection
from sanctledger.reach import Reach
from sanctledger.sanctions import Sanction
from sanctledger.scope import Scope


@once
def pairs(account: Account) -> tuple[tuple[Sanction, Reach], ...]:
    """Each sanction with each easing that reaches it."""
    reaches = account.reaches.by_sanction
    reached = [sanction for sanction in standing(account, Sanction) if sanction.id in reaches]
    return tuple([(sanction, reach) for sanction in reached for reach in reaches[sanction.id]])


@once
def reaches_by_easing(account: Account) -> dict[str, list[tuple[Sanction, Reach]]]:
    """The sanctions that each easing reaches, by its id."""
    found: dict[str, list[tuple[Sanction, Reach]]] = {}
    for sanction, reach in pairs(account):
        found.setdefault(reach.easing.id, []).append((sanction, reach))
    return found


@once
def disjoint(account: Account) -> frozenset[tuple[str, str]]:
    """The sanctions and easings of them that certainly never act on the same day, by their ids."""
    acts, cut_short, found = account.holding.acts, account.holding.cut_short, []
    for sanction, reach in pairs(account):
        easing = reach.easing
        until, till = sanction.end, easing.end
        if (
            (until is None or easing.start.first < until.last)
            and (till is None or sanction.start.first < till.last)
            and sanction.id not in cut_short
            and easing.id not in cut_short
        ):
            continue
        if not intersection(acts(sanction).possible, acts(easing).possible):
            found.append((sanction.id, easing.id))
    return frozenset(found)


def apart(one: Scope, other: Scope) -> bool:
    """Whether two scopes certainly have nothing in common."""
    try:
        return not one.intersects(other)
    except ScopeTooIntricate:
        return False
