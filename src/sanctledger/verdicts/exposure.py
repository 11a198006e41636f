"""Exposure: the measures that reach an activity, and the parties through which they reach it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cached_property, partial

import attrs

from sanctledger.posting.designations import Designations
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Bloc, Party, State
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import Certainty
from sanctledger.values.span import Span
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, Belonging, Tie, belonging, both, direct_groups, either
from sanctledger.verdicts.named_parties import Partner
from sanctledger.verdicts.ownership import BlockedOwners, OwnerTree, Stake
from sanctledger.verdicts.ownership_rules import OwnershipRules, OwnershipTest
from sanctledger.verdicts.scope_match import ActivityFacts

#: How many shares a reason lists at most: an owner may be one of thousands.
_LISTED = 20


@attrs.frozen
class Reached:
    """The way in which a measure reaches an activity, or may reach it.

    Attributes:
        certainty: How sure it is that the measure reaches the activity in this way.
        through: The way, in words.
        party: The party to the activity through which the measure reaches it; `None` if nobody is named.
        decides: The fact that would decide it, if it is open.
        chain: The stakes from the target down to the party, if the party is owned.
    """

    certainty: Certainty
    through: str
    party: str | None = None
    decides: str | None = None
    chain: tuple[Stake, ...] = ()


@attrs.frozen(eq=False)
class Relations:
    """The parties to an activity, the groups that they belong to, and their owners.

    Relations change on few days. Between two such days, verdicts on all days share them.

    Attributes:
        snapshot: The snapshot.
        facts: The facts about the activity.
        day: The number of the day; `None` for any day.
    """

    snapshot: Snapshot
    facts: ActivityFacts
    day: int | None
    _facts: dict[tuple[str, OwnershipTest], ActivityFacts] = attrs.field(factory=dict, init=False)
    _members: dict[tuple[str, str], dict[str, Certainty]] = attrs.field(factory=dict, init=False)

    @cached_property
    def parties(self) -> dict[str, Belonging]:
        """Return, for each party to the activity, all that it belongs to."""
        return {party: belonging(self.snapshot, party, self.day) for party in self.facts.activity.parties}

    @cached_property
    def owners(self) -> dict[str, OwnerTree]:
        """Return the owners of each party to the activity."""
        return {party: OwnerTree(self.snapshot, self.snapshot.party_id(party), self.day) for party in self.parties}

    @cached_property
    def _direct_members(self) -> dict[str, dict[str, Certainty]]:
        """Return the direct members of each group above the owners. The owners themselves are among the keys."""
        waiting = list(dict.fromkeys(owner for owners in self.owners.values() for owner in owners.stakes))
        found: dict[str, dict[str, Certainty]] = {owner: {} for owner in waiting}
        while waiting:
            party = waiting.pop()
            for group, certainty in direct_groups(self.snapshot, party, self.day):
                if certainty is not NO:
                    if group not in found:
                        found[group] = {}
                        waiting.append(group)
                    found[group][party] = either(found[group].get(party, NO), certainty)
        return found

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups of all owners, the owners themselves among them, each once."""
        return tuple(self._direct_members)

    def members(self, party: str, group: str) -> Mapping[str, Certainty]:
        """Return the owners of a party that belong to a group, directly or through others, and how sure that is.

        The party itself counts among its owners here, and each owner belongs to itself.
        """
        known = self._members.get((party, group))
        if known is None:
            found = {group: YES}
            for least in (YES, MAYBE):
                waiting = list(found)
                while waiting:
                    for member, certainty in self._direct_members.get(waiting.pop(), {}).items():
                        if member not in found and certainty in (YES, least):
                            found[member] = least
                            waiting.append(member)
            order = self.owners[party].order
            members = sorted(found.keys() & order.keys(), key=order.__getitem__)
            known = self._members[party, group] = {member: found[member] for member in members}
        return known

    def spans(self) -> Iterator[Span]:
        """Return the dates of all memberships and stakes of the parties near the activity."""
        near = {*self.groups, *(one for held in self.parties.values() for one in held.ties)}
        if self.facts.territory is not None:
            near |= set(self.facts.territory.ties)
        for party in near:
            head = self.snapshot.versions.head(party)
            if isinstance(head, Party):
                spans = [*(one.during for one in head.member_of), *(one.during for one in head.owners)]
                yield from (span for span in spans if span is not None)

    def facts_with(self, party: str, test: OwnershipTest) -> ActivityFacts:
        """Return the activity for scopes that name counterparties, if a measure reaches it through a party.

        Args:
            party: The party.
            test: The ownership test of the sender.
        """
        known = self._facts.get((party, test))
        if known is None:
            partner = Partner(party, self.parties[party], self.owners[party], partial(self.members, party), test)
            known = self._facts[party, test] = attrs.evolve(self.facts, partner=partner)
        return known


@attrs.frozen(eq=False)
class Contact:
    """The measures that may reach an activity on a day.

    Attributes:
        designations: The sanctions by target.
        relations: The parties to the activity and their relations.
        rules: The ownership tests.
        day: The number of the day; `None` for any day.
    """

    designations: Designations
    relations: Relations
    rules: OwnershipRules
    day: int | None
    _blocked: dict[tuple[str, str, str], BlockedOwners] = attrs.field(factory=dict, init=False)

    @property
    def snapshot(self) -> Snapshot:
        """Return the snapshot."""
        return self.relations.snapshot

    @property
    def facts(self) -> ActivityFacts:
        """Return the activity as scopes see it."""
        return self.relations.facts

    @property
    def activity(self) -> Activity:
        """Return the activity."""
        return self.facts.activity

    @cached_property
    def _listings(self) -> dict[tuple[str, str], dict[str, Certainty]]:
        """Return, for each sender and kind, how sure it is that a measure is in force on each group of the owners."""
        found: dict[tuple[str, str], dict[str, Certainty]] = {}
        for target in self.relations.groups:
            for sanction, named in self.designations.on(target, self.day):
                for sender in dict.fromkeys(sanction.senders):
                    listed = found.setdefault((sender, sanction.kind_name), {})
                    if listed.get(target) is not YES:
                        listed[target] = either(listed.get(target, NO), self.in_force(sanction, sender, named))
        return found

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Return the targets whose sanctions may reach the activity, each once."""
        if not self.activity.counterparty and not self.activity.is_movement:
            return self.designations.targets
        parties, territory = self.relations.parties.values(), self.facts.territory
        found = dict.fromkeys(target for held in parties for target in held.ties)
        found |= dict.fromkeys(self.relations.groups)
        if territory is not None:
            found |= dict.fromkeys(territory.ties)
        if not all(held.is_settled for held in parties):
            found |= dict.fromkeys(self.designations.states)
        return tuple(found)

    def measures(self) -> Iterator[tuple[Sanction, str, str, str]]:
        """Return the measures that may reach it: sanction, sender, target by its id, and as the sanction names it."""
        seen: set[tuple[str, str]] = set()
        for target in self.targets:
            for sanction, named in self.designations.on(target, self.day):
                if (sanction.id, target) not in seen:
                    seen.add((sanction.id, target))
                    for sender in dict.fromkeys(sanction.senders):
                        yield sanction, sender, target, named

    def reached_by(self, sanction: Sanction, sender: str, target: str) -> dict[str | None, Reached]:
        """Return the ways in which a measure reaches the activity, or may: the surest way for each party."""
        found: dict[str | None, Reached] = {}
        for way in self._ways(sanction, sender, target):
            known = found.get(way.party)
            if way.certainty is not NO and (known is None or (known.certainty is MAYBE and way.certainty is YES)):
                found[way.party] = way
        return found

    def facts_with(self, sender: str, party: str | None) -> ActivityFacts:
        """Return the activity for scopes that name counterparties, if a sender's measure reaches it through a party."""
        return self.facts if party is None else self.relations.facts_with(party, self.test_of(sender))

    def _ways(self, sanction: Sanction, sender: str, target: str) -> Iterator[Reached]:
        for party, held in self.relations.parties.items():
            if sanction.upon_third_parties and party not in self.activity.counterparty:
                continue
            if (tie := held.groups.get(target)) is not None:
                yield _through(tie, party, target)
            if sanction.reaches_nationals:
                yield from self._as_national(party, held, target)
            if sanction.reaches_owned or sanction.kind_name in self.rules.owned_kinds:
                yield from self._as_owned(party, sanction, sender, target)
        where = self.facts.territory
        if sanction.reaches_nationals and where is not None and (tie := where.ties.get(target)) is not None:
            said = f"the place, {self.facts.place}, lies in {target}"
            for with_whom in self.activity.counterparty or self.activity.parties or (None,):
                yield Reached(tie.certainty, said, with_whom, f"whether {tie.question}")
        if not (self.activity.counterparty or self.activity.is_movement or sanction.upon_movers):
            yield Reached(MAYBE, "no counterparty is named", None, "the counterparty")

    def _as_national(self, party: str, held: Belonging, target: str) -> Iterator[Reached]:
        if (tie := held.ties.get(target)) is not None:
            yield Reached(tie.certainty, f"{party} belongs to {target}: {tie}", party, f"whether {tie.question}")
        elif not held.is_settled and isinstance(self.snapshot.versions.head(target), (State, Bloc)):
            yield Reached(MAYBE, f"the ledger does not record the country of {party}", party, f"the country of {party}")

    def _as_owned(self, party: str, sanction: Sanction, sender: str, target: str) -> Iterator[Reached]:
        owners = self.relations.owners[party]
        if len(owners.stakes) == 1:
            return
        test = self.test_of(sender)
        blocked = self._blocked_owners(party, sender, sanction.kind_name, test)
        for node in self.relations.members(party, target):
            if node != owners.party:
                certainty, chain = blocked.reached_from(node)
                if certainty is not NO:
                    said = _chain_in_words(blocked, chain)
                    shares = [f"the share of {one.owner} in {one.owned}" for one in blocked.decisive[:_LISTED]]
                    what = " and ".join([*shares, *_others(len(blocked.decisive) - _LISTED)]) or said
                    yield Reached(certainty, f"owned by the test of {sender} ({test}): {said}", party, what, chain)

    def test_of(self, sender: str) -> OwnershipTest:
        """Return the ownership test of a sender on the day, by its id or ISO code, its bloc or its state."""
        names: list[str] = []
        for party in self.snapshot.rolled_up(sender):
            head = self.snapshot.versions.head(party)
            names.append(party)
            if isinstance(head, State) and head.iso is not None:
                names.append(head.iso.upper())
            if isinstance(head, Bloc) and (party.upper() == "EU" or head.name == "European Union"):
                names.append("EU")
        return self.rules.test_on(names, self.day or 0)

    def _blocked_owners(self, party: str, sender: str, kind: str, test: OwnershipTest) -> BlockedOwners:
        """Return the owners of a party that are blocked by measures of a sender and kind."""
        key = party, sender, kind
        known = self._blocked.get(key)
        if known is None:
            named: dict[str, Certainty] = {}
            for target, certainty in self._listings.get((sender, kind), {}).items():
                for node, belongs in self.relations.members(party, target).items():
                    named[node] = either(named.get(node, NO), both(belongs, certainty))
            known = self._blocked[key] = BlockedOwners(self.relations.owners[party], named, test)
        return known

    def in_force(self, sanction: Sanction, sender: str, named: str) -> Certainty:
        """Return whether a measure is in force on the day, eased or not: neither ended nor lifted."""
        if self.day is None:
            return MAYBE
        cases = self.snapshot.measures.scenarios(sanction, sender, named, self.day)
        states = {case.on_the_books for case in cases}
        return NO if not states else next(iter(states)) if len(states) == 1 else MAYBE


def _chain_in_words(blocked: BlockedOwners, chain: tuple[Stake, ...]) -> str:
    """Return the stakes of a chain in words, the longest chains without their middle."""
    if len(chain) <= 2 * _LISTED:
        return "; ".join(_link_in_words(blocked, stake) for stake in chain)
    first, last = ([_link_in_words(blocked, stake) for stake in some] for some in (chain[:_LISTED], chain[-_LISTED:]))
    return "; ".join([*first, f"{len(chain) - 2 * _LISTED:,} more links", *last])


def _link_in_words(blocked: BlockedOwners, stake: Stake) -> str:
    """Return a stake of a chain in words, with the stakes that count together with it."""
    joint = blocked.joint_stakes(stake)
    others = itertools.islice((one for one in joint if one is not stake), _LISTED)
    return " and ".join([str(stake), *(one.briefly for one in others), *_others(len(joint) - 1 - _LISTED)])


def _others(count: int) -> list[str]:
    return [f"{count:,} others"] if count > 0 else []


def _through(tie: Tie, party: str, target: str) -> Reached:
    if tie.is_direct:
        said = f"{party} is the target" if party == target else f"{party} is {target}, the target"
        return Reached(tie.certainty, said, party)
    return Reached(tie.certainty, f"a member of the target: {tie}", party, f"whether {tie.question}")
