"""What targets own: the 50 percent rule through chains, in aggregate, as of a day, between its bounds.

The set of those owned is the least fixed point of the sender's test, so owners in a circle never make each other
blocked. It is found twice: with the least that every share may be, for those who are certainly owned, and with the
most, for those who may be (Tarski 1955, doi:10.2140/pjm.1955.5.285).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Aircraft, Party, Vessel
from sanctledger.values.bounds import Number, add
from sanctledger.values.periods import Certainty
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, during
from sanctledger.verdicts.ownership_rules import OwnershipTest

WHOLE = 100
#: Whether a party with these stakes in it is owned by some who are blocked.
_IsOwned = Callable[[tuple["Stake", ...], set[str]], bool]


@attrs.frozen
class Stake:
    """A share of one party in another on a day.

    Attributes:
        owner: The owner.
        owned: What it owns.
        low: The least percentage that it may be.
        high: The most that it may be.
        holds: Whether it is held on the day.
        control: Whether it comes with control.
    """

    owner: str
    owned: str
    low: Number
    high: Number
    holds: Certainty
    control: Certainty

    def __str__(self) -> str:
        """Who owns how much of whom."""
        share, of_what = self._told
        return f"{self.owner} owns {share} of {self.owned}{of_what}"

    @property
    def briefly(self) -> str:
        """Who owns how much, behind the words of another stake in the same party."""
        return f"{self.owner} {''.join(self._told)}"

    @property
    def _told(self) -> tuple[str, str]:
        """Return how much, and what else is to be said of it."""
        share = f"{self.low} percent" if self.low == self.high else f"{self.low} to {self.high} percent"
        how = ""
        if self.control is not NO:
            how = " and controls it" if self.control is YES else " and may control it"
        return share, how if self.holds is YES else f"{how}, if on that day"


@attrs.frozen(eq=False)
class Owners:
    """All who own a party, through however many others, on a day.

    Attributes:
        snapshot: The snapshot.
        party: The party.
        day: The number of the day; `None` for any.
    """

    snapshot: Snapshot
    party: str
    day: int | None

    @cached_property
    def stakes(self) -> Mapping[str, tuple[Stake, ...]]:
        """The stakes in each party of the tree of owners, by the id of what is owned; the party itself comes first."""
        found: dict[str, tuple[Stake, ...]] = {}
        waiting = [self.party]
        while waiting:
            at = waiting.pop(0)
            if at not in found:
                found[at] = tuple(self._stakes_in(at))
                waiting += [stake.owner for stake in found[at]]
        return found

    def _stakes_in(self, party: str) -> Iterator[Stake]:
        head = self.snapshot.versions.head(party)
        for owner in head.owners if isinstance(head, Party) else ():
            holds = during(owner.during, self.day)
            if holds is not NO:
                low, high = owner.share.low, owner.share.high
                control = MAYBE if owner.control is None else YES if owner.control else NO
                yield Stake(
                    self.snapshot.party_id(owner.party),
                    party,
                    0 if low is None else low,
                    WHOLE if high is None else high,
                    holds,
                    control,
                )

    def is_asset(self, party: str) -> bool:
        """Return whether a party is a thing that is owned, such as a ship, in which any interest counts."""
        return isinstance(self.snapshot.versions.head(party), (Vessel, Aircraft))


@attrs.frozen(eq=False)
class Owned:
    """Who among the owners of a party is blocked, given who is so by name.

    Attributes:
        owners: The owners.
        named: How sure it is that each is blocked by name; those that are left out are not.
        test: The test of the sender.
    """

    owners: Owners
    named: Mapping[str, Certainty]
    test: OwnershipTest

    @cached_property
    def surely(self) -> frozenset[str]:
        """Those who are blocked whatever is so: by name, or owned with the least that each share may be."""
        return self._fixed(frozenset(one for one, sure in self.named.items() if sure is YES), self._surely_owned)

    @cached_property
    def possibly(self) -> frozenset[str]:
        """Those who may be blocked."""
        return self._fixed(frozenset(one for one, sure in self.named.items() if sure is not NO), self._possibly_owned)

    @cached_property
    def _surely_held(self) -> frozenset[str]:
        """Those in whom the certainly blocked hold enough for the test, blocked by name or not."""
        stakes, blocked = self.owners.stakes, set(self.surely)
        return frozenset(one for one, held in stakes.items() if self._surely_owned(held, blocked))

    @cached_property
    def _possibly_held(self) -> frozenset[str]:
        """Those in whom the blocked may hold enough for the test."""
        stakes, blocked = self.owners.stakes, set(self.possibly)
        return frozenset(one for one, held in stakes.items() if self._possibly_owned(held, blocked))

    def _fixed(self, seed: frozenset[str], is_owned: _IsOwned) -> frozenset[str]:
        blocked = set(seed)
        while True:
            more = [
                one for one, stakes in self.owners.stakes.items() if one not in blocked and is_owned(stakes, blocked)
            ]
            if not more:
                return frozenset(blocked)
            blocked.update(more)

    def _surely_owned(self, stakes: tuple[Stake, ...], blocked: set[str]) -> bool:
        held = [stake for stake in stakes if stake.owner in blocked and stake.holds is YES]
        if not held:
            return False
        if self.owners.is_asset(held[0].owned):
            return any(stake.high for stake in held)
        if self.test.control and any(stake.control is YES for stake in held):
            return True
        return self._is_met([(stake.owner, stake.low) for stake in held])

    def _possibly_owned(self, stakes: tuple[Stake, ...], blocked: set[str]) -> bool:
        held = [stake for stake in stakes if stake.owner in blocked]
        if not held:
            return False
        if self.owners.is_asset(held[0].owned):
            return any(stake.high for stake in held)
        if self.test.control and any(stake.control is not NO for stake in held):
            return True
        lows = [stake for stake in stakes if stake.holds is YES]
        if _total(stake.low for stake in lows) > WHOLE:
            return self._is_met([(stake.owner, stake.high) for stake in held])
        room = WHOLE - _total(stake.low for stake in lows if stake.owner not in blocked)
        if self.test.aggregate:
            most = min(room, _total(stake.high for stake in held))
            return self.test.met(most)
        return self._is_met([(stake.owner, min(room, stake.high)) for stake in held])

    def _is_met(self, shares: list[tuple[str, Number]]) -> bool:
        if self.test.aggregate:
            return self.test.met(_total(share for _, share in shares))
        by_owner: dict[str, Number] = {}
        for owner, share in shares:
            by_owner[owner] = add(by_owner.get(owner, 0), share)
        return any(self.test.met(share) for share in by_owner.values())

    def reached_from(self, target: str) -> tuple[Certainty, tuple[Stake, ...]]:
        """Return whether the party is blocked through a target that is so by name, and the chain from the target down.

        It is where a chain of stakes leads to it from the target, through blocked parties in each of whom those who are
        blocked hold enough for the test. A small share in somebody who is blocked by name alone is no such link.
        """
        if self.named.get(target, NO) is NO:
            return NO, ()
        chain = self._chain(target, self.surely, self._surely_held, certain=True)
        if chain is not None and self.named[target] is YES:
            return YES, chain
        chain = self._chain(target, self.possibly, self._possibly_held, certain=False)
        return (NO, ()) if chain is None else (MAYBE, chain)

    @cached_property
    def decisive(self) -> tuple[Stake, ...]:
        """The shares between bounds on which it hangs who is blocked: those in a party that they alone leave open."""
        open_in = [
            stakes
            for node, stakes in self.owners.stakes.items()
            if node in self.possibly - self.surely
            and any(
                self._surely_owned(stakes, set(blocked)) != self._possibly_owned(stakes, set(blocked))
                for blocked in (self.surely, self.possibly)
            )
        ]
        return tuple(one for stakes in open_in for one in stakes if one.low != one.high and one.owner in self.possibly)

    def beside(self, stake: Stake) -> tuple[Stake, ...]:
        """The stakes of others who may be blocked without which this one alone would not surely meet the test."""
        alone, blocked = (stake,), {stake.owner}
        if self._surely_owned(alone, blocked) or (not self.test.aggregate and self._possibly_owned(alone, blocked)):
            return ()
        held = self.owners.stakes[stake.owned]
        return tuple(one for one in held if one is not stake and one.owner in self.possibly)

    def _chain(
        self, target: str, blocked: frozenset[str], held: frozenset[str], *, certain: bool
    ) -> tuple[Stake, ...] | None:
        """Return the shortest chain of stakes from a target down to the party through those held, if there is one."""
        paths: dict[str, tuple[Stake, ...]] = {self.owners.party: ()}
        waiting = [self.owners.party]
        while waiting:
            at = waiting.pop(0)
            if at == target:
                return paths[at]
            for stake in self.owners.stakes.get(at, ()) if at in held else ():
                if stake.owner in blocked and stake.owner not in paths and (not certain or self._is_sure(stake)):
                    paths[stake.owner] = (stake, *paths[at])
                    waiting.append(stake.owner)
        return None

    def _is_sure(self, stake: Stake) -> bool:
        controls = self.test.control and stake.control is YES
        some = bool(stake.high) if self.owners.is_asset(stake.owned) else bool(stake.low)
        return stake.holds is YES and (some or controls)


def _total(shares: Iterable[Number]) -> Number:
    whole: Number = 0
    for share in shares:
        whole = add(whole, share)
    return whole
