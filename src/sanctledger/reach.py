"""Which restraints an easing reaches, and which reversals take that back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs

from sanctledger.easings import Easing, Selector
from sanctledger.exchange import Reversal
from sanctledger.holding import Holding
from sanctledger.periods import Certainty, Periods, intersection, joined, run
from sanctledger.record import Record
from sanctledger.sanctions import Sanction


@attrs.frozen
class Reach:
    """That an easing reaches a sanction.

    Attributes:
        easing: The easing.
        certainty: `MAYBE` where it was chosen by a selector of which it is unsure whether it then took the sanction in.
        senders: The senders for whom it eases; all where empty.
        targets: The targets for whom it eases; all where empty.
    """

    easing: Easing
    certainty: Certainty
    senders: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def includes(self, sender: str, target: str) -> bool:
        """Whether it reaches the restraint of this sender upon this target."""
        return (not self.senders or sender in self.senders) and (not self.targets or target in self.targets)


@attrs.frozen(eq=False, repr=False)
class Reaches:
    """Which easings reach which sanctions.

    Attributes:
        holding: When records hold.
    """

    holding: Holding
    _eased: dict[str, Mapping[str, Certainty]] = attrs.field(factory=dict, init=False)

    @cached_property
    def _sanctions(self) -> tuple[Sanction, ...]:
        return tuple(self.holding.lines.of(Sanction))

    @cached_property
    def _by_field(self) -> Mapping[tuple[str, str], tuple[Sanction, ...]]:
        found: dict[tuple[str, str], list[Sanction]] = {}
        for sanction in self._sanctions:
            for field in ("program", "authority", "list", "senders", "targets"):
                for value in getattr(sanction, field):
                    found.setdefault((field, value), []).append(sanction)
            found.setdefault(("kind", sanction.kind_name), []).append(sanction)
        return {key: tuple(sanctions) for key, sanctions in found.items()}

    def selected(self, selector: Selector) -> tuple[Sanction, ...]:
        """The sanctions that match every field of a selector, whenever they were in force."""
        if selector.is_empty:
            return ()
        pools = [
            [sanction for value in values for sanction in self._by_field.get((field, value), ())]
            for field in ("program", "authority", "list", "senders", "targets", "kind")
            if (values := getattr(selector, field))
        ]
        smallest = {sanction.id: sanction for sanction in min(pools, key=len)}
        return tuple(sanction for sanction in smallest.values() if selector.matches(sanction))

    def eased(self, easing: Easing) -> Mapping[str, Certainty]:
        """The sanctions that an easing eases, by id."""
        known = self._eased.get(easing.id)
        if known is None:
            known = self._eased[easing.id] = self._find_eased(easing)
        return known

    def _find_eased(self, easing: Easing) -> dict[str, Certainty]:
        source = self._terms(easing)
        found = dict.fromkeys(
            (head.id for head in self.holding.lines.resolved(source.eases.sanctions, Sanction)), Certainty.YES
        )
        for selector in source.eases.matching:
            for sanction in self.selected(selector):
                taken = self._taken_at_start(source, sanction)
                if taken is not Certainty.NO and found.get(sanction.id) is not Certainty.YES:
                    found[sanction.id] = taken
        return found

    def _terms(self, easing: Easing) -> Easing:
        """The easing itself, or the one whose place it takes where it says nothing of what it eases."""
        seen = {easing.id}
        while easing.eases.is_empty:
            before = self.holding.lines.resolved(easing.replaces, Easing)
            if not before or before[0].id in seen:
                break
            easing = before[0]
            seen.add(easing.id)
        return easing

    def _taken_at_start(self, easing: Easing, sanction: Sanction) -> Certainty:
        """Whether a sanction was in force on the day on which the easing started."""
        first, last = self.holding.span(easing).starts
        starts, acts = run(first, last + 1), self.holding.acts(sanction)
        if intersection(starts, acts.certain) == starts:
            return Certainty.YES
        return Certainty.MAYBE if intersection(starts, acts.possible) else Certainty.NO

    @cached_property
    def _by_sanction(self) -> Mapping[str, tuple[Reach, ...]]:
        found: dict[str, list[Reach]] = {}
        for easing in self.holding.lines.of(Easing):
            terms = self._terms(easing)
            for sanction_id, certainty in self.eased(easing).items():
                reach = Reach(easing, certainty, easing.senders or terms.senders, easing.targets or terms.targets)
                found.setdefault(sanction_id, []).append(reach)
        return {sanction_id: tuple(reaches) for sanction_id, reaches in found.items()}

    def of(self, sanction: Record) -> tuple[Reach, ...]:
        """The easings that reach a sanction."""
        return self._by_sanction.get(sanction.id, ())

    def undone_for(self, record: Record, sanction: Sanction, sender: str, target: str) -> Periods:
        """The days on which reversals take a record back for one restraint: an easing of it, or the sanction itself."""
        if not self.holding.reversals(record):
            return Periods.never()
        sanctions = [sanction]
        if isinstance(record, Easing):
            sanctions = [
                head for eased in self.eased(record) for head in self.holding.lines.resolved((eased,), Sanction)
            ]
        senders = frozenset(party for one in sanctions for party in one.senders)
        targets = frozenset(party for one in sanctions for party in one.targets)

        def names(reversal: Reversal) -> bool:
            """Whether a reversal concerns the restraint: it names its part on each axis that `only` speaks of."""
            if not reversal.only:
                return True
            named = set(reversal.only)
            restrained = {head.id for head in self.holding.lines.resolved(reversal.only, Sanction)}
            axes = (
                (bool(restrained), sanction.id in restrained),
                (not named.isdisjoint(senders), sender in named),
                (not named.isdisjoint(targets), target in named),
            )
            spoken = [of_restraint for speaks, of_restraint in axes if speaks]
            return bool(spoken) and all(spoken)

        def undone(taken: Record) -> Periods:
            return joined(
                self.holding.span_days(reversal) - undone(reversal)
                for reversal in self.holding.reversals(taken)
                if reversal.quantity is None and names(reversal)
            )

        return undone(record)
