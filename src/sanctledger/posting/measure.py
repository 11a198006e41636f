"""One sanction by one sender on one target, and its states through time."""

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
    """Days between which nothing changes for a measure.

    Attributes:
        start: The number of the first day.
        end: The number of the first day after them.
        states: The states that it may be in, in the order of `STATES`.
        begun: Whether its life has certainly begun.
        because: For each of these states, the ids of the records that brought it about.
    """

    start: int
    end: int
    states: tuple[str, ...]
    begun: bool
    because: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def is_certain(self) -> bool:
        """Return whether it is in one state for sure."""
        return self.begun and len(self.states) == 1

    @property
    def label(self) -> str:
        """Return the state, or `maybe` and the candidates."""
        return self.states[0] if self.is_certain else " ".join(("maybe", *self.states))

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the records that brought any of its states about."""
        return tuple(dict.fromkeys(record_id for _, ids in self.because for record_id in ids))

    def follows(self, other: StateSpan) -> bool:
        """Return whether it only goes on with what another stretch says."""
        return self.start == other.end and (self.states, self.begun) == (other.states, other.begun)


@attrs.frozen
class Case:
    """What may be so of a measure on a day, given how its hand-overs have gone.

    Attributes:
        stands: Whether it is in force on paper: neither over nor lifted.
        ended_by: The ids of the records that may have ended or lifted it.
        easings: The easings that may act on it while it stands, and how sure each is.
    """

    stands: Certainty
    ended_by: tuple[str, ...]
    easings: tuple[tuple[Easing, Certainty], ...]


@attrs.frozen(eq=False)
class Measure:
    """One sanction by one sender on one target, and its states through time.

    Attributes:
        sanction: The sanction.
        sender: Who restrains.
        target: Who is restrained.
        stretches: Its life from the first day on which it may have begun, in order.
        deals: The deals of the easings that reach it, by the easing's id.
    """

    sanction: Sanction
    sender: str
    target: str
    state_spans: tuple[StateSpan, ...]
    deals: Mapping[str, str]

    def at(self, day: int) -> StateSpan | None:
        """What it is on a day; `None` where its life has not begun."""
        return next((state_span for state_span in self.state_spans if state_span.start <= day < state_span.end), None)

    def stay(self, day: int) -> tuple[int, int]:
        """The days around a day on which its state is said in the same words: the first, and the first after them."""
        index = next(i for i, state_span in enumerate(self.state_spans) if state_span.start <= day < state_span.end)
        first = last = index
        while first and self.state_spans[first].follows(self.state_spans[first - 1]):
            first -= 1
        while last + 1 < len(self.state_spans) and self.state_spans[last + 1].follows(self.state_spans[last]):
            last += 1
        return self.state_spans[first].start, self.state_spans[last].end

    def state_days(self) -> Iterator[StateDays]:
        """For each state that it may ever be in, and each set of records that brings it about, the days."""
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
