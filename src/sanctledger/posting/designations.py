"""An index of the sanctions on each party by their days, so that a question about one party reads few sanctions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

import attrs

from sanctledger.posting.validity import Validity
from sanctledger.records.parties import Bloc, State
from sanctledger.records.sanctions import Sanction

#: A sanction, the target as it names it, and the day numbers from which and up to which it may run.
_Designation = tuple[int, int, Sanction, str]


@attrs.frozen(eq=False, repr=False)
class Designations:
    """The sanctions of an account by target.

    Attributes:
        validity: When records hold.
    """

    validity: Validity

    @cached_property
    def _by_target(self) -> dict[str, tuple[_Designation, ...]]:
        found: dict[str, list[_Designation]] = {}
        for sanction in self.validity.versions.of(Sanction):
            span = self.validity.span(sanction)
            first, last = span.starts[0], span.ends[1]
            for target in dict.fromkeys(sanction.targets):
                found.setdefault(self.validity.versions.party_id(target), []).append((first, last, sanction, target))
        return {target: tuple(sorted(all_of, key=lambda one: one[:2])) for target, all_of in found.items()}

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {target: [one[0] for one in all_of] for target, all_of in self._by_target.items()}

    @property
    def targets(self) -> tuple[str, ...]:
        """Return all parties that a sanction names as its target, by their current ids."""
        return tuple(self._by_target)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Return the targets that are states or blocs, to which others may belong."""
        return tuple(t for t in self._by_target if isinstance(self.validity.versions.head(t), (State, Bloc)))

    def on(self, target: str, day: int | None = None) -> Iterator[tuple[Sanction, str]]:
        """Return the sanctions on a party whose span may include a day, each with the id by which it names the party.

        Sanctions that are lifted or continued by others are included: only the span of a sanction counts. Without a
        day, all
        sanctions on the party are returned.
        """
        if day is None:
            yield from ((sanction, named) for _, _, sanction, named in self._by_target.get(target, ()))
            return
        begun = bisect_right(self._starts.get(target, []), day)
        for at in range(begun):
            _, last, sanction, named = self._by_target[target][at]
            if day < last:
                yield sanction, named
