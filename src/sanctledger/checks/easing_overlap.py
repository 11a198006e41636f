"""Which easing reaches which sanction, and how two of them meet in time and in scope."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sanctledger.base.errors import ScopeTooIntricate
from sanctledger.checks.lookups import columns, once
from sanctledger.posting.easing_targets import Reach
from sanctledger.posting.snapshot import Account
from sanctledger.records.easings import Easing
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import intersection
from sanctledger.values.scope import Scope


def met(account: Account, easing: Easing) -> list[tuple[Sanction, Reach]]:
    """The sanctions that an easing reaches, each with how."""
    heads: Any = account.lines.heads
    return [(heads[one], reach) for one, reaches in account.reaches.eased(easing).items() for reach in reaches]


@once
def liftings(account: Account) -> tuple[tuple[Sanction, Reach], ...]:
    """Each sanction with each lifting that reaches it."""
    heads: Any = account.lines.heads
    ids = [easing_id for some in columns(account, Easing) if some.cls.lifts for easing_id in some["id"]]
    eased = map(account.reaches.all_eased.__getitem__, ids)
    return tuple([(heads[one], reach) for by_id in eased for one, reaches in by_id.items() for reach in reaches])


@once
def never_together(account: Account) -> tuple[tuple[Sanction, Reach], ...]:
    """Each sanction with each easing of it that certainly never acts on a day on which the sanction does."""
    return tuple([pair for pair in _limited(account) if _never_meet(account, pair[0], pair[1].easing)])


def _limited(account: Account) -> Iterator[tuple[Sanction, Reach]]:
    """Each sanction with each easing that reaches it, where either ends or is cut short."""
    lines, cut_short = account.lines, tuple(account.holding.cut_short)
    easings = {one.id: one for one in (*lines.saying("end", Easing), *lines.resolved(cut_short, Easing))}
    for easing in easings.values():
        yield from met(account, easing)
    sanctions = {one.id: one for one in (*lines.saying("end", Sanction), *lines.resolved(cut_short, Sanction))}
    for sanction in sanctions.values():
        yield from ((sanction, one) for one in account.reaches.of(sanction) if one.easing.id not in easings)


def _never_meet(account: Account, sanction: Sanction, easing: Easing) -> bool:
    holding, both = account.holding, (sanction.id, easing.id)
    until, till = sanction.end, easing.end
    meet = (until is None or easing.start.first < until.last) and (till is None or sanction.start.first < till.last)
    if holding.cut_short.isdisjoint(both) and (meet or holding.claims.keys().isdisjoint(both)):
        return not meet
    return not intersection(holding.acts(sanction).possible, holding.acts(easing).possible)


@once
def disjoint(account: Account) -> frozenset[tuple[str, str]]:
    """The same, by their ids."""
    return frozenset((sanction.id, reach.easing.id) for sanction, reach in never_together(account))


def apart(one: Scope, other: Scope) -> bool:
    """Whether two scopes certainly have nothing in common."""
    try:
        return not one.intersects(other)
    except ScopeTooIntricate:
        return False
