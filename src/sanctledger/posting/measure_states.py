"""The measures of each sanction, with their states through time: the entry point to everything about states.

`MeasureStates.of` returns the measures of a sanction, one for each sender and target. A sanction by two senders on
three targets is six measures, because an easing may reach one of them alone: the EU may delist one bank of a list.
`state_derivation` derives the states.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import attrs

from sanctledger.posting.easing_targets import EasingTargets
from sanctledger.posting.measure import Measure, Scenario
from sanctledger.posting.state_derivation import StateDerivation
from sanctledger.posting.validity import Validity
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import Certainty


@attrs.frozen(eq=False, repr=False)
class MeasureStates:
    """The measures of sanctions, with their states through time.

    Attributes:
        easing_targets: Which easings reach which sanctions.
    """

    easing_targets: EasingTargets
    _measures: dict[str, tuple[Measure, ...]] = attrs.field(factory=dict, init=False)
    _derivations: dict[tuple[str, str, str], StateDerivation] = attrs.field(factory=dict, init=False)

    @property
    def validity(self) -> Validity:
        """Return when records hold."""
        return self.easing_targets.validity

    def of(self, sanction: Sanction) -> tuple[Measure, ...]:
        """Return the measures of a sanction: one for each sender and target."""
        known = self._measures.get(sanction.id)
        if known is None:
            pairs = itertools.product(dict.fromkeys(sanction.senders), dict.fromkeys(sanction.targets))
            known = self._measures[sanction.id] = tuple(self._measure(sanction, *pair) for pair in pairs)
        return known

    def _measure(self, sanction: Sanction, sender: str, target: str) -> Measure:
        easings = [easing_target.easing for easing_target in self.easing_targets.of(sanction)]
        deals = {easing.id: easing.deal for easing in easings if easing.deal is not None}
        derivation = StateDerivation.of(self.easing_targets, sanction, sender, target)
        return Measure(sanction, sender, target, tuple(derivation.state_spans()), deals)

    def scenarios(self, sanction: Sanction, sender: str, target: str, day: int) -> tuple[Scenario, ...]:
        """Return a scenario for each way in which the hand-overs of a measure may have gone by a day.

        There is none before the first possible start. The sanction need not name the sender and the target itself.
        """
        return self._derivation(sanction, sender, target).scenarios_on(day)

    def states(
        self, sanction: Sanction, sender: str, target: str, day: int, started: Mapping[str, Certainty]
    ) -> frozenset[str]:
        """Return the states that one measure may be in on a day, if it has started.

        Args:
            sanction: The sanction.
            sender: The sender.
            target: The target.
            day: The number of the day.
            started: For some successors, by id, whether they are taken to have started by the day.
        """
        return self._derivation(sanction, sender, target).states_on(day, started)

    def edges(self, sanction: Sanction, sender: str, target: str) -> tuple[int, ...]:
        """Return the day numbers on which a fact about one measure changes, in order; the last is `FOREVER`."""
        return self._derivation(sanction, sender, target).edges

    def _derivation(self, sanction: Sanction, sender: str, target: str) -> StateDerivation:
        """Return the derivation for one measure, kept because many days are asked of it."""
        key = sanction.id, sender, target
        known = self._derivations.get(key)
        if known is None:
            known = self._derivations[key] = StateDerivation.of(self.easing_targets, sanction, sender, target)
        return known
