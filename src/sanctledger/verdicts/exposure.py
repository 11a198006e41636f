"""Who is reached: which measures touch a dealing, and through whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs

from sanctledger.posting.designations import Designations
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.parties import Bloc, Party, State
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import Certainty
from sanctledger.values.span import Span
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, Belonging, Tie, belonging, both, either
from sanctledger.verdicts.named_parties import Partner
from sanctledger.verdicts.ownership import Owned, Owners, Stake
from sanctledger.verdicts.ownership_rules import OwnershipRules, OwnershipTest
from sanctledger.verdicts.scope_match import Dealing


@attrs.frozen
class Reached:
    """Whether a measure reaches a dealing.

    Attributes:
        certainty: How sure it is.
        through: Through whom, in words.
        party: Through whom of the parties to it; `None` where nobody is named.
        decides: What would decide it, where it is open.
        chain: The stakes from the target down to the party, where it is reached as owned.
    """

    certainty: Certainty
    through: str
    party: str | None = None
    decides: str | None = None
    chain: tuple[Stake, ...] = ()


@attrs.frozen(eq=False)
class Contact:
    """The parties of a dealing, and all to whom and by whom they are held.

    Attributes:
        snapshot: The snapshot.
        designations: The sanctions by target.
        dealing: The dealing.
        rules: The ownership tests.
        day: The number of the day; `None` for any.
    """

    snapshot: Snapshot
    designations: Designations
    dealing: Dealing
    rules: OwnershipRules
    day: int | None
    _owned: dict[tuple[str, str, str], Owned] = attrs.field(factory=dict, init=False)

    @property
    def activity(self) -> Activity:
        """What is asked about."""
        return self.dealing.activity

    @cached_property
    def parties(self) -> dict[str, Belonging]:
        """Return the parties to the dealing, each with those to whom it belongs."""
        return {party: belonging(self.snapshot, party, self.day) for party in self.activity.parties}

    @cached_property
    def owners(self) -> dict[str, Owners]:
        """Return the owners of each party to the dealing."""
        return {party: Owners(self.snapshot, self.snapshot.party_id(party), self.day) for party in self.parties}

    @cached_property
    def _groups(self) -> dict[str, dict[str, Tie]]:
        """For each owner of any party, itself and the groups that it is a member of."""
        nodes = dict.fromkeys(node for owners in self.owners.values() for node in owners.stakes)
        return {node: belonging(self.snapshot, node, self.day).groups for node in nodes}

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Return the targets whose sanctions may reach the dealing, each once."""
        if not self.activity.counterparty and not self.activity.is_movement:
            return self.designations.targets
        found = dict.fromkeys(target for held in self.parties.values() for target in held.ties)
        found |= dict.fromkeys(target for groups in self._groups.values() for target in groups)
        if self.dealing.territory is not None:
            found |= dict.fromkeys(self.dealing.territory.ties)
        if not all(held.is_settled for held in self.parties.values()):
            found |= dict.fromkeys(self.designations.states)
        return tuple(found)

    def measures(self) -> Iterator[tuple[Sanction, str, str, str]]:
        """Return the measures that may touch it: sanction, sender, target by its id, and as the sanction names it."""
        seen: set[tuple[str, str]] = set()
        for target in self.targets:
            for sanction, named in self.designations.on(target, self.day):
                if (sanction.id, target) not in seen:
                    seen.add((sanction.id, target))
                    for sender in dict.fromkeys(sanction.senders):
                        yield sanction, sender, target, named

    def relations(self) -> Iterator[Span]:
        """Return the times of all memberships and shares of those who are near the dealing, whenever they hold."""
        near = {party for held in self.parties.values() for party in held.ties}
        near |= {party for groups in self._groups.values() for party in groups}
        if self.dealing.territory is not None:
            near |= set(self.dealing.territory.ties)
        for party in near:
            head = self.snapshot.versions.head(party)
            if isinstance(head, Party):
                times = [*(one.during for one in head.member_of), *(one.during for one in head.owners)]
                yield from (span for span in times if span is not None)

    # Through whom.

    def reached_by(self, sanction: Sanction, sender: str, target: str) -> dict[str | None, Reached]:
        """The ways in which a measure reaches the dealing, or may: the surest for each party through whom it does."""
        found: dict[str | None, Reached] = {}
        for way in self._ways(sanction, sender, target):
            known = found.get(way.party)
            if way.certainty is not NO and (known is None or (known.certainty is MAYBE and way.certainty is YES)):
                found[way.party] = way
        return found

    def with_partner(self, sender: str, party: str | None) -> Dealing:
        """The dealing as the scopes look at it that go by with whom it is, where it is reached through a party."""
        if party is None:
            return self.dealing
        groups = {node: self._groups[node] for node in self.owners[party].stakes}
        partner = Partner(party, self.parties[party], self.owners[party], groups, self.test_of(sender))
        return attrs.evolve(self.dealing, partner=partner)

    def _ways(self, sanction: Sanction, sender: str, target: str) -> Iterator[Reached]:
        for party, held in self.parties.items():
            if sanction.upon_third_parties and party not in self.activity.counterparty:
                continue
            if (tie := held.groups.get(target)) is not None:
                yield _through(tie, party, target)
            if sanction.reaches_nationals:
                yield from self._as_national(party, held, target)
            if sanction.reaches_owned or sanction.kind_name in self.rules.owned_kinds:
                yield from self._as_owned(party, sanction, sender, target)
        where = self.dealing.territory
        if sanction.reaches_nationals and where is not None and (tie := where.ties.get(target)) is not None:
            said = f"the place, {self.dealing.place}, lies in {target}"
            for with_whom in self.activity.counterparty or self.activity.parties or (None,):
                yield Reached(tie.certainty, said, with_whom, f"whether {tie} on the day")
        if not (self.activity.counterparty or self.activity.is_movement or sanction.upon_movers):
            yield Reached(MAYBE, "nobody is named on the other side", None, "the counterparty")

    def _as_national(self, party: str, held: Belonging, target: str) -> Iterator[Reached]:
        if (tie := held.ties.get(target)) is not None:
            yield Reached(tie.certainty, f"a person of {target}: {tie}", party, f"whether {tie} on the day")
        elif not held.is_settled and isinstance(self.snapshot.versions.head(target), (State, Bloc)):
            yield Reached(MAYBE, f"the state of {party} is not in the ledger", party, f"the country of {party}")

    def _as_owned(self, party: str, sanction: Sanction, sender: str, target: str) -> Iterator[Reached]:
        owners = self.owners[party]
        if len(owners.stakes) == 1:
            return
        test = self.test_of(sender)
        owned = self._owned_by(party, sender, sanction.kind_name, test)
        for node in owners.stakes:
            if node != owners.party and target in self._groups[node]:
                certainty, chain = owned.reached_from(node)
                if certainty is not NO:
                    beside = {stake: owned.beside(stake) for stake in chain}
                    said = "; ".join(_link(stake, others) for stake, others in beside.items())
                    what = " and ".join(f"the share of {one.owner} in {one.owned}" for one in owned.decisive) or said
                    yield Reached(certainty, f"owned by the test of {sender} ({test}): {said}", party, what, chain)

    def test_of(self, sender: str) -> OwnershipTest:
        """The ownership test of a sender on the day: by its id, its ISO code, its bloc, or those of its state."""
        names: list[str] = []
        for party in self.snapshot.rolled_up(sender):
            head = self.snapshot.versions.head(party)
            names.append(party)
            if isinstance(head, State) and head.iso is not None:
                names.append(head.iso.upper())
            if isinstance(head, Bloc) and (party.upper() == "EU" or head.name == "European Union"):
                names.append("EU")
        return self.rules.test_on(names, self._today)

    @property
    def _today(self) -> int:
        return 0 if self.day is None else self.day

    def _owned_by(self, party: str, sender: str, kind: str, test: OwnershipTest) -> Owned:
        key = party, sender, kind
        known = self._owned.get(key)
        if known is None:
            nodes = {node: self._is_named(node, sender, kind) for node in self.owners[party].stakes}
            known = self._owned[key] = Owned(self.owners[party], nodes, test)
        return known

    def _is_named(self, node: str, sender: str, kind: str) -> Certainty:
        """Return whether a measure of a sender and kind stands on a party by name or as a member of a group."""
        found = NO
        for target, tie in self._groups[node].items():
            for sanction, named in self.designations.on(target, self.day):
                if sanction.kind_name == kind and sender in sanction.senders:
                    found = either(found, both(tie.certainty, self.stands(sanction, sender, named)))
                    if found is YES:
                        return YES
        return found

    def stands(self, sanction: Sanction, sender: str, named: str) -> Certainty:
        """Return whether a measure is in force on paper on the day: neither over nor lifted."""
        if self.day is None:
            return MAYBE
        cases = self.snapshot.measures.scenarios(sanction, sender, named, self.day)
        states = {case.on_the_books for case in cases}
        return NO if not states else next(iter(states)) if len(states) == 1 else MAYBE


def _link(stake: Stake, others: tuple[Stake, ...]) -> str:
    """Return a stake of a chain in words, with those of others that count together with it."""
    return " and ".join([str(stake), *(other.briefly for other in others)])


def _through(tie: Tie, party: str, target: str) -> Reached:
    if len(tie.path) == 1:
        said = f"{party} is its target" if party == target else f"{party} is {target}, its target"
        return Reached(tie.certainty, said, party)
    said = f"whether {' was a member of '.join(tie.path)}"
    return Reached(tie.certainty, f"a member of its target: {tie}", party, said)
