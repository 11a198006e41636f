"""The targets of easings: which measures an easing reaches, and which reversals take that back.

An easing names sanctions by id, or selects them by kind, sender, target or program. Lists of senders and targets narrow
it, so a licence under a program may ease the measure against one bank alone. A selector takes the sanctions that are in
force on the day on which the easing starts.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import attrs

from sanctledger.posting.validity import Validity
from sanctledger.records.deals import Reversal
from sanctledger.records.easings import Easing, Selector
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import Certainty, Periods, intersection, run


class EasingTarget(NamedTuple):
    """The fact that an easing reaches a sanction, as a named tuple because a large ledger has very many.

    Attributes:
        easing: The easing.
        certainty: `MAYBE` if a selector may not have taken the sanction, because of uncertain days.
        senders: Lists of the senders for whom it eases; each list narrows the others, and an empty list does not.
        targets: Lists of the targets for whom it eases, in the same way.
    """

    easing: Easing
    certainty: Certainty
    senders: tuple[tuple[str, ...], ...] = ()
    targets: tuple[tuple[str, ...], ...] = ()

    def includes(self, sender: str, target: str) -> bool:
        """Return whether the easing reaches the measure by a sender against a target."""
        for some in self.senders:
            if some and sender not in some:
                return False
        for some in self.targets:  # noqa: SIM110 - half the time of a generator, and every measure asks
            if some and target not in some:
                return False
        return True


#: That no list narrows for whom an easing eases.
_ANYBODY: tuple[tuple[str, ...], ...] = ()


@attrs.frozen(eq=False, repr=False)
class EasingTargets:
    """The easings of a snapshot with the sanctions that they reach.

    Attributes:
        holding: The validity of the records.
    """

    validity: Validity
    _eased: dict[str, Mapping[str, tuple[EasingTarget, ...]]] = attrs.field(factory=dict, init=False)
    _sources: dict[str, Easing] = attrs.field(factory=dict, init=False)

    @cached_property
    def _sanctions(self) -> tuple[Sanction, ...]:
        return tuple(self.validity.versions.of(Sanction))

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
        """Return the sanctions that match every field of a selector, whatever their days."""
        if selector.is_empty:
            return ()
        pools = [
            [sanction for value in values for sanction in self._by_field.get((field, value), ())]
            for field in ("program", "authority", "list", "senders", "targets", "kind")
            if (values := getattr(selector, field))
        ]
        smallest = {sanction.id: sanction for sanction in min(pools, key=len)}
        return tuple(sanction for sanction in smallest.values() if selector.matches(sanction))

    def eased(self, easing: Easing) -> Mapping[str, tuple[EasingTarget, ...]]:
        """Return the targets of an easing by the id of the sanction."""
        known = self._eased.get(easing.id)
        if known is None:
            known = self._eased[easing.id] = self._find_eased(easing)
        return known

    def _find_eased(self, easing: Easing) -> Mapping[str, tuple[EasingTarget, ...]]:
        source = self._terms(easing)
        senders, targets = easing.senders or source.senders, easing.targets or source.targets
        found = self._by_name(easing, source.eases.sanctions, senders, targets)
        named = set(found)
        for selector in source.eases.matching:
            for sanction in self.selected(selector):
                taken = self._taken_at_start(source, sanction)
                if taken is not Certainty.NO and sanction.id not in named:
                    reach = EasingTarget(easing, taken, (senders, selector.senders), (targets, selector.targets))
                    found[sanction.id] = (*found.get(sanction.id, ()), reach)
        return found

    def _by_name(
        self, easing: Easing, ids: tuple[str, ...], senders: tuple[str, ...], targets: tuple[str, ...]
    ) -> dict[str, tuple[EasingTarget, ...]]:
        """Return the targets of an easing that names sanctions by id, for some senders and targets."""
        heads, latest = self.validity.versions.heads, self.validity.versions.latest
        named = [latest.get(one, one) for one in ids] if latest else ids
        row = easing, Certainty.YES, (senders,) if senders else _ANYBODY, (targets,) if targets else _ANYBODY
        sure = (tuple.__new__(EasingTarget, row),)  # as `_make`, in a third of the time: every easing makes one
        return {one: sure for one in named if isinstance(heads.get(one), Sanction)}

    def measures(self, easing: Easing) -> tuple[tuple[Sanction, str, str], ...]:
        """Return the measures that an easing reaches: the sanction, the sender and the target of each."""
        reached = []
        for sanction_id, easing_targets in self.eased(easing).items():
            for sanction in self.validity.versions.resolved((sanction_id,), Sanction):
                for sender, target in itertools.product(
                    dict.fromkeys(sanction.senders), dict.fromkeys(sanction.targets)
                ):
                    if any(reach.includes(sender, target) for reach in easing_targets):
                        reached.append((sanction, sender, target))
        return tuple(reached)

    def _terms(self, easing: Easing) -> Easing:
        """Return the easing itself or, if it names no sanctions, the easing that it replaces."""
        if not easing.eases.is_empty:
            return easing
        seen = {easing.id: easing}
        while easing.eases.is_empty:
            before = self.validity.versions.resolved(easing.replaces, Easing)
            if not before:
                break
            easing = self._sources.get(before[0].id, before[0])
            if easing.id in seen:
                return list(seen.values())[-1]
            seen[easing.id] = easing
        self._sources.update(dict.fromkeys(seen, easing))
        return easing

    def _taken_at_start(self, easing: Easing, sanction: Sanction) -> Certainty:
        """Return whether a sanction was in force on the day on which an easing started."""
        first, last = self.validity.span(easing).starts
        starts, acts = run(first, last + 1), self.validity.in_force(sanction)
        if intersection(starts, acts.certain) == starts:
            return Certainty.YES
        return Certainty.MAYBE if intersection(starts, acts.possible) else Certainty.NO

    @cached_property
    def by_sanction(self) -> Mapping[str, tuple[EasingTarget, ...]]:
        """Return the easings that reach each sanction, by the id of the sanction."""
        eased = self.all_eased
        found: dict[str, tuple[EasingTarget, ...]] = {}
        several: dict[str, list[EasingTarget]] = {}
        easings = (some for cls, some in self.validity.versions.columns.items() if issubclass(cls, Easing))
        for easing_id in (one for some in easings for one in some["id"]):
            for sanction_id, easing_targets in eased[easing_id].items():
                if sanction_id not in found:
                    found[sanction_id] = easing_targets
                elif sanction_id in several:
                    several[sanction_id] += easing_targets
                else:
                    several[sanction_id] = [*found[sanction_id], *easing_targets]
        return found | {sanction_id: tuple(easing_targets) for sanction_id, easing_targets in several.items()}

    @cached_property
    def all_eased(self) -> Mapping[str, Mapping[str, tuple[EasingTarget, ...]]]:
        """Return the targets of every easing, by the id of the easing and the id of the sanction.

        Records are read class by class, because most easings name their sanctions in one field.
        """
        for cls, some in self.validity.versions.columns.items():
            if issubclass(cls, Easing):
                fields = (some[field] for field in ("id", "eases", "senders", "targets"))
                for easing, easing_id, eases, senders, targets in zip(some.records, *fields, strict=True):
                    if easing_id in self._eased:
                        continue
                    if eases.sanctions and not eases.matching:
                        self._eased[easing_id] = self._by_name(easing, eases.sanctions, senders, targets)
                    else:
                        self._eased[easing_id] = self._find_eased(easing)
        return self._eased

    def of(self, sanction: Record) -> tuple[EasingTarget, ...]:
        """Return the easings that reach a sanction."""
        return self.reaching(sanction.id)

    def reaching(self, sanction_id: str) -> tuple[EasingTarget, ...]:
        """Return the easings that reach the sanction with an id."""
        return self.by_sanction.get(sanction_id, ())

    def undone_for(self, record: Record, sanction: Sanction, sender: str, target: str) -> Periods:
        """Return the days on which reversals take a record back for one measure.

        Args:
            record: The sanction itself, or an easing of it.
            sanction: The sanction.
            sender: The sender of the measure.
            target: The target of the measure.
        """
        if not self.validity.reversals(record):
            return Periods.never()
        return self.validity.taken_back(
            record, lambda one: one.quantity is None and self.concerns(one, record, sanction, sender, target)
        )

    def concerns(self, reversal: Reversal, of: Record, sanction: Sanction, sender: str, target: str) -> bool:
        """Return whether a reversal of an easing or a sanction concerns one measure.

        A reversal with `only` concerns the named sanctions, senders and targets; a list that is absent does not narrow
        it.
        """
        if not reversal.only:
            return True
        reached = self.measures(of) if isinstance(of, Easing) else ()
        sanctions = [one for one, _, _ in reached] or [sanction]
        named = set(reversal.only)
        restrained = {head.id for head in self.validity.versions.resolved(reversal.only, Sanction)}
        axes = (
            (bool(restrained), sanction.id in restrained),
            (any(not named.isdisjoint(one.senders) for one in sanctions), sender in named),
            (any(not named.isdisjoint(one.targets) for one in sanctions), target in named),
        )
        spoken = [of_restraint for speaks, of_restraint in axes if speaks]
        return bool(spoken) and all(spoken)
