"""What the acts of a ledger come to between two days, to hold published figures against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from sanctledger.account import Account
from sanctledger.bounds import NOTHING, Bounds, total
from sanctledger.checks.inclusion import amount_below
from sanctledger.checks.subjects import standing
from sanctledger.concessions import Act, Coercion


@attrs.frozen
class Window:
    """Two days of each of which the earliest and the latest may be known: from the one up to, and without, the other.

    Attributes:
        starts: The numbers of the first day.
        ends: The numbers of the first day after the last.
    """

    starts: tuple[int, int]
    ends: tuple[int, int]

    def holds(self, first: int, last: int) -> bool | None:
        """Whether a day between two lies within; `None` where that is not known."""
        if last < self.starts[0] or first >= self.ends[1]:
            return False
        return True if first >= self.starts[1] and last < self.ends[0] else None


@attrs.frozen
class Flow:
    """Acts that opened within a window.

    Attributes:
        amount: What they come to.
        records: Their ids.
    """

    amount: Bounds
    records: tuple[str, ...]


@attrs.frozen(init=False, eq=False)
class Flows:
    """The acts of an account by who did them."""

    _account: Account
    _by_giver: dict[str, list[Act]]
    _amounts: dict[tuple[str, str], Bounds | None]
    _days: dict[str, tuple[int, int]]

    def __init__(self, account: Account) -> None:
        by_giver: dict[str, list[Act]] = {}
        for act in standing(account, Act):
            for giver in account.touched(act.givers, rollup=True):
                by_giver.setdefault(giver, []).append(act)
        self.__attrs_init__(account, by_giver, {}, {})

    def of(self, givers: Iterable[str], receivers: Iterable[str], unit: str, window: Window, *, hostile: bool) -> Flow:
        """What some givers did to or for some receivers within a window, in a unit.

        Args:
            givers: Who did it; what touches a party counts for its state.
            receivers: For whom or to whom; anybody where none is named.
            unit: The unit.
            window: When it opened.
            hostile: Whether coercions are meant, or concessions.
        """
        amounts, records = [], []
        wanted = {self._account.party_id(party) for party in receivers}
        for act in self._acts(givers):
            if isinstance(act, Coercion) is not hostile:
                continue
            first, last = self._opening(act)
            within = window.holds(first, last)
            if within is False:
                continue
            if wanted and wanted.isdisjoint(self._account.touched(act.receivers, rollup=True)):
                continue
            amount = self._amount(act, unit)
            if amount is not None:
                amounts.append(amount if within else amount.hull(NOTHING))
                records.append(act.id)
        return Flow(total(amounts), tuple(records))

    def _acts(self, givers: Iterable[str]) -> Iterator[Act]:
        seen: set[str] = set()
        for giver in givers:
            for act in self._by_giver.get(self._account.party_id(giver), ()):
                if act.id not in seen:
                    seen.add(act.id)
                    yield act

    def _opening(self, act: Act) -> tuple[int, int]:
        days = self._days.get(act.id)
        if days is None:
            days = self._days[act.id] = self._account.holding.span(act).starts
        return days

    def _amount(self, act: Act, unit: str) -> Bounds | None:
        key = act.id, unit
        if key not in self._amounts:
            self._amounts[key] = self._worked_out(act, unit)
        return self._amounts[key]

    def _worked_out(self, act: Act, unit: str) -> Bounds | None:
        """How much of a unit an act moved when it opened: at most as stated, at least without what was taken back."""
        account = self._account
        units, amounts = account.book.units, account.amounts
        quantity = amounts.quantity(act)
        parts = [part.bounds for part in map(amounts.part, act.of_which) if units.is_within(part.unit, unit)]
        if units.is_within(quantity.unit, unit):
            stated = quantity.bounds
        elif units.is_within(unit, quantity.unit):
            low, high = max((part.low or 0 for part in parts), default=0), quantity.bounds.high
            stated = Bounds(low if high is None else min(low, high), high)
        elif parts:
            stated = Bounds(max(part.low or 0 for part in parts), total(parts).high)
        else:
            return None
        gross = (stated - amount_below(account, act, unit)).floored()
        low = (stated - amount_below(account, act, quantity.unit)).floored().low or 0
        if account.holding.is_doubtful(act) or account.holding.reversals(act):
            low = 0
        return Bounds(min(low, gross.low or 0), gross.high)
