"""A measure: one sanction by one sender against one target, with its states through time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from sanctledger.records.easings import Easing
from sanctledger.records.entry_context import StateDays
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import Certainty, Days, Periods, run, union

IN_FORCE, PARTLY, EASED, LIFTED, ENDED = STATES = ("in_force", "partly_eased", "eased", "lifted", "ended")


@attrs.frozen
class StateSpan:
    """A span of days on which nothing changes for a measure.

    Attributes:
        start: The number of the first day.
        end: The number of the first day after the span.
        states: The possible states, in the order of `STATES`.
        begun: Whether the measure has certainly begun.
        because: For each state, the ids of the records that cause it.
    """

    start: int
    end: int
    states: tuple[str, ...]
    begun: bool
    because: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def is_certain(self) -> bool:
        """Return whether the state is certain."""
        return self.begun and len(self.states) == 1

    @property
    def label(self) -> str:
        """Return the state; if several are possible, `maybe` and the candidates."""
        return self.states[0] if self.is_certain else " ".join(("maybe", *self.states))

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the records that cause any of the states."""
        return tuple(dict.fromkeys(record_id for _, ids in self.because for record_id in ids))

    def follows(self, other: StateSpan) -> bool:
        """Return whether a span continues another one with the same states for the same reasons."""
        return self.start == other.end and (self.states, self.begun) == (other.states, other.begun)


@attrs.frozen
class Case:
    """The facts of a measure on a day, given one way in which its hand-overs may have gone.

    Attributes:
        stands: Whether the measure is in force on paper: neither ended nor lifted.
        ended_by: The ids of the records that may have ended or lifted the measure.
        easings: The easings that may be in force for it, each with its certainty.
    """

    stands: Certainty
    ended_by: tuple[str, ...]
    easings: tuple[tuple[Easing, Certainty], ...]


@attrs.frozen(eq=False)
class Measure:
    """One sanction by one sender against one target, with its states through time.

    Attributes:
        sanction: The sanction.
        sender: The party that imposes the measure.
        target: The party that the measure is imposed on.
        stretches: The spans of its life in order, from the first day on which it may have begun.
        deals: The deals of the easings that reach it, by the id of the easing.
    """

    sanction: Sanction
    sender: str
    target: str
    state_spans: tuple[StateSpan, ...]
    deals: Mapping[str, str]

    def at(self, day: int) -> StateSpan | None:
        """Return the span that includes a day; `None` before the measure has begun."""
        return next((state_span for state_span in self.state_spans if state_span.start <= day < state_span.end), None)

    def stay(self, day: int) -> tuple[int, int]:
        """Return the days around a day on which the state has the same label: the first, and the first after them."""
        index = next(i for i, state_span in enumerate(self.state_spans) if state_span.start <= day < state_span.end)
        first = last = index
        while first and self.state_spans[first].follows(self.state_spans[first - 1]):
            first -= 1
        while last + 1 < len(self.state_spans) and self.state_spans[last + 1].follows(self.state_spans[last]):
            last += 1
        return self.state_spans[first].start, self.state_spans[last].end

    def state_days(self) -> Iterator[StateDays]:
        """Return the days of each state that the measure may ever be in, for each set of records that causes it."""
        certain: dict[tuple[str, tuple[str, ...]], Days] = {}
        possible: dict[tuple[str, tuple[str, ...]], Days] = {}
        for state_span in self.state_spans:
            days = run(state_span.start, state_span.end)
            for way in state_span.because:
                possible[way] = union(possible.get(way, ()), days)
                if state_span.is_certain:
                    certain[way] = union(certain.get(way, ()), days)
        for way in sorted(possible, key=lambda way: STATES.index(way[0])):
            state, because = way
            deals = {self.deals[record_id] for record_id in because if record_id in self.deals}
            deal = deals.pop() if len(deals) == 1 else None
            periods = Periods(certain.get(way, ()), possible[way])
            yield StateDays(self.sender, self.target, state, periods, because, deal)
