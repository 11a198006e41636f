"""Ownership: which owners of a party are blocked, through chains and in aggregate, on a day.

A party is owned if blocked owners hold enough of it for the test of the sender. The blocked parties are the least fixed
point of that rule, so owners in a circle never make each other blocked (Tarski 1955, doi:10.2140/pjm.1955.5.285). The
fixed point is computed twice:

- with the least that each share may be, for the parties that are certainly blocked;
- with the most that each share may be, for the parties that may be blocked.

A stake is counted once, when its owner turns out to be blocked. So the work grows with the number of stakes, not with
the number of stakes times the length of the chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Aircraft, Party, Vessel
from sanctledger.values.bounds import Number, add, times
from sanctledger.values.periods import Certainty
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, during
from sanctledger.verdicts.ownership_rules import OwnershipTest

WHOLE = 100


@attrs.frozen
class Stake:
    """A share of one party in another on a day.

    Attributes:
        owner: The owner.
        owned: The party that it owns a share of.
        low: The least percentage that the share may be.
        high: The greatest percentage that the share may be.
        holds: Whether the owner holds the share on the day.
        control: Whether control comes with the share.
    """

    owner: str
    owned: str
    low: Number
    high: Number
    holds: Certainty
    control: Certainty

    def __str__(self) -> str:
        """Return the stake as a sentence: who owns how much of whom."""
        share, details = self._wording
        return f"{self.owner} owns {share} of {self.owned}{details}"

    @property
    def briefly(self) -> str:
        """Return the owner and the share, to follow the sentence about another stake in the same party."""
        return f"{self.owner} {''.join(self._wording)}"

    @property
    def _wording(self) -> tuple[str, str]:
        """Return the share, and its details: control, and a date that is not certain."""
        share = f"{self.low} percent" if self.low == self.high else f"{self.low} to {self.high} percent"
        details = ""
        if self.control is not NO:
            details = " and controls it" if self.control is YES else " and may control it"
        return share, details if self.holds is YES else f"{details}, if held on the day"


@attrs.frozen(eq=False)
class OwnerTree:
    """All direct and indirect owners of a party on a day.

    Attributes:
        snapshot: The snapshot.
        party: The party.
        day: The number of the day; `None` for any day.
    """

    snapshot: Snapshot
    party: str
    day: int | None

    @cached_property
    def stakes(self) -> Mapping[str, tuple[Stake, ...]]:
        """Return the stakes in each party of the tree, by the id of the owned party; the party itself comes first."""
        found: dict[str, tuple[Stake, ...]] = {}
        level = [self.party]
        while level:
            for party in level:
                found[party] = tuple(self._stakes_in(party))
            owners = dict.fromkeys(stake.owner for party in level for stake in found[party])
            level = [owner for owner in owners if owner not in found]
        return found

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Return the place of each party in the order of `stakes`."""
        return {party: place for place, party in enumerate(self.stakes)}

    @cached_property
    def held_by(self) -> Mapping[str, tuple[Stake, ...]]:
        """Return the stakes of each owner of the tree, by the id of the owner."""
        found: dict[str, list[Stake]] = {}
        for stakes in self.stakes.values():
            for stake in stakes:
                found.setdefault(stake.owner, []).append(stake)
        return {owner: tuple(stakes) for owner, stakes in found.items()}

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
        """Return whether a party is a thing that is owned, such as a ship. Any interest in a thing counts."""
        return isinstance(self.snapshot.versions.head(party), (Vessel, Aircraft))


@attrs.define(eq=False)
class _Tally:
    """The stakes of blocked owners in one party, added up one by one.

    Attributes:
        test: The test of the sender.
        is_asset: Whether the party is a thing, in which any interest counts.
        certain: Whether to count the least of each share; otherwise the most.
        room: The most that blocked owners may hold together, since the others certainly hold the rest; `None` if the
            certain shares of all owners exceed the whole, so that they say nothing.
        is_enough: Whether the stakes counted so far meet the test.
    """

    test: OwnershipTest
    is_asset: bool
    certain: bool
    room: Number | None
    is_enough: bool = False
    _most: Number = 0
    _shares: dict[str, Number] = attrs.field(factory=dict)

    @classmethod
    def of(cls, stakes: Iterable[Stake], test: OwnershipTest, *, is_asset: bool, certain: bool) -> _Tally:
        """Return a tally of the stakes in a party, none of which is counted yet."""
        sure: Number = 0
        for stake in () if certain or is_asset else stakes:
            if stake.holds is YES:
                sure = add(sure, stake.low)
        room = None if certain or sure > WHOLE else add(WHOLE, times(sure, -1))
        return cls(test, is_asset, certain, room)

    def count(self, stake: Stake) -> None:
        """Count a stake of a blocked owner."""
        if self.certain and stake.holds is not YES:
            return
        if self.is_asset:
            self.is_enough = self.is_enough or bool(stake.high)
            return
        key = "" if self.test.aggregate else stake.owner
        self._shares[key] = add(self._shares.get(key, 0), stake.low if self.certain else stake.high)
        self._most = max(self._most, self._shares[key])
        if self.room is not None and stake.holds is YES:
            self.room = add(self.room, stake.low)
        controls = self.test.control and (stake.control is YES if self.certain else stake.control is not NO)
        is_met = self.test.met(self._most) and (self.room is None or self.test.met(self.room))
        self.is_enough = self.is_enough or controls or is_met


@attrs.frozen(eq=False)
class Blocked:
    """The parties of a tree of owners that are blocked, under one reading of their shares.

    Attributes:
        all: The blocked parties, by name or as owned.
        owned: The parties in which blocked owners hold enough for the test.
    """

    all: frozenset[str]
    owned: frozenset[str]


@attrs.frozen(eq=False)
class BlockedOwners:
    """The owners of a party that are blocked, given the owners that are blocked by name.

    Attributes:
        tree: The owners.
        named: How sure it is that each is blocked by name. An owner that is missing here is not.
        test: The test of the sender.
    """

    tree: OwnerTree
    named: Mapping[str, Certainty]
    test: OwnershipTest
    _joint: dict[str, tuple[Stake, ...]] = attrs.field(factory=dict, init=False)

    @cached_property
    def surely(self) -> Blocked:
        """Return the parties that are certainly blocked: by name, or owned with the least that each share may be."""
        return self._fixed_point([party for party, sure in self.named.items() if sure is YES], certain=True)

    @cached_property
    def possibly(self) -> Blocked:
        """Return the parties that may be blocked."""
        return self._fixed_point([party for party, sure in self.named.items() if sure is not NO], certain=False)

    @property
    def certainty(self) -> Certainty:
        """Return whether the party itself is blocked."""
        if self.tree.party in self.surely.all:
            return YES
        return MAYBE if self.tree.party in self.possibly.all else NO

    def _fixed_point(self, named: Iterable[str], *, certain: bool) -> Blocked:
        blocked, owned, tallies = set(named), set[str](), dict[str, _Tally]()
        waiting = list(blocked)
        while waiting:
            for stake in self.tree.held_by.get(waiting.pop(), ()):
                party = stake.owned
                tally = tallies.get(party)
                if tally is None:
                    tally = tallies[party] = self._tally(party, self.tree.stakes[party], certain=certain)
                tally.count(stake)
                if tally.is_enough:
                    owned.add(party)
                    if party not in blocked:
                        blocked.add(party)
                        waiting.append(party)
        return Blocked(frozenset(blocked), frozenset(owned))

    def _tally(self, party: str, stakes: Iterable[Stake], *, certain: bool) -> _Tally:
        return _Tally.of(stakes, self.test, is_asset=self.tree.is_asset(party), certain=certain)

    def _is_owned(self, party: str, stakes: Iterable[Stake], blocked: frozenset[str], *, certain: bool) -> bool:
        """Return whether the stakes of these blocked owners in a party are enough for the test."""
        listed = tuple(stakes)
        tally = self._tally(party, listed, certain=certain)
        for stake in listed:
            if stake.owner in blocked:
                tally.count(stake)
        return tally.is_enough

    def reached_from(self, target: str) -> tuple[Certainty, tuple[Stake, ...]]:
        """Return whether the party is blocked through a target, and the shortest chain of stakes from it to the party.

        The target is blocked by name. Each party of the chain is blocked, and the blocked owners of each party below
        the target hold enough of it for the test. A small share in a party that is blocked by name alone is not a link.
        """
        named = self.named.get(target, NO)
        if named is YES and target in self._sure_links:
            return YES, _chain(self._sure_links, target)
        if named is not NO and target in self._possible_links:
            return MAYBE, _chain(self._possible_links, target)
        return NO, ()

    @cached_property
    def _sure_links(self) -> dict[str, Stake | None]:
        return self._links(self.surely, certain=True)

    @cached_property
    def _possible_links(self) -> dict[str, Stake | None]:
        return self._links(self.possibly, certain=False)

    def _links(self, blocked: Blocked, *, certain: bool) -> dict[str, Stake | None]:
        """Return the stake through which each blocked owner reaches the party by the fewest links, the party first."""
        found: dict[str, Stake | None] = {self.tree.party: None}
        level = [self.tree.party]
        while level:
            stakes = [stake for party in level if party in blocked.owned for stake in self.tree.stakes.get(party, ())]
            level = []
            for stake in stakes:
                owner = stake.owner
                if owner in blocked.all and owner not in found and (not certain or self._is_sure(stake)):
                    found[owner] = stake
                    level.append(owner)
        return found

    def _is_sure(self, stake: Stake) -> bool:
        controls = self.test.control and stake.control is YES
        share = stake.high if self.tree.is_asset(stake.owned) else stake.low
        return stake.holds is YES and (bool(share) or controls)

    @cached_property
    def decisive(self) -> tuple[Stake, ...]:
        """Return the shares between bounds that decide who is blocked: those in parties left open by their stakes."""
        surely, possibly = self.surely.all, self.possibly.all
        open_in = [
            stakes
            for party, stakes in self.tree.stakes.items()
            if party in possibly
            and party not in surely
            and any(
                self._is_owned(party, stakes, blocked, certain=True)
                != self._is_owned(party, stakes, blocked, certain=False)
                for blocked in (surely, possibly)
            )
        ]
        return tuple(one for stakes in open_in for one in stakes if one.low != one.high and one.owner in possibly)

    def joint_stakes(self, stake: Stake) -> tuple[Stake, ...]:
        """Return the stakes that may have to be added up to meet the test in a party, a given stake among them.

        These are the stakes of all owners of the party that may be blocked. The answer is empty if the given stake
        surely meets the test alone, or may meet a test that adds no stakes up.
        """
        alone, owner = (stake,), frozenset((stake.owner,))
        if self._is_owned(stake.owned, alone, owner, certain=True):
            return ()
        if not self.test.aggregate and self._is_owned(stake.owned, alone, owner, certain=False):
            return ()
        known = self._joint.get(stake.owned)
        if known is None:
            held = self.tree.stakes[stake.owned]
            known = self._joint[stake.owned] = tuple(one for one in held if one.owner in self.possibly.all)
        return known


def _chain(links: Mapping[str, Stake | None], target: str) -> tuple[Stake, ...]:
    found: list[Stake] = []
    stake = links[target]
    while stake is not None:
        found.append(stake)
        stake = links[stake.owned]
    return tuple(found)
