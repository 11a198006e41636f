"""A measure: one sanction by one sender against one target, with its states through time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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
class Scenario:
    """One way in which the hand-overs of a measure may have gone by a day, and what follows from it.

    Each record comes with how sure it is, in this scenario, that it is in force; records that surely are not are left
    out.

    Attributes:
        running: Whether the day is within the sanction's own span and no reversal takes the sanction back.
        stopped_by: The ids of the records that may keep it from running: the sanction by its own end, its reversals.
        continued_by: The ids of the sanctions that continue the measure.
        reimposed_by: The ids of the sanctions that reimpose the measure after a lifting.
        lapses: The easings that record that all of the measure lapsed.
        liftings: The easings that lift all of the measure.
        easings: The easings that free part or all of what the measure reaches while it stays on the books.
    """

    running: Certainty
    stopped_by: tuple[str, ...]
    continued_by: tuple[tuple[str, Certainty], ...]
    reimposed_by: tuple[tuple[str, Certainty], ...]
    lapses: tuple[tuple[Easing, Certainty], ...]
    liftings: tuple[tuple[Easing, Certainty], ...]
    easings: tuple[tuple[Easing, Certainty], ...]

    @property
    def on_the_books(self) -> Certainty:
        """Return whether the measure is on the books: neither ended nor lifted, eased or not."""
        gone = any_of((*self.continued_by, *self.lapses, *self.liftings))
        if self.running is Certainty.NO or gone is Certainty.YES:
            return Certainty.NO
        return Certainty.YES if self.running is Certainty.YES and gone is Certainty.NO else Certainty.MAYBE

    @property
    def ended_by(self) -> tuple[str, ...]:
        """Return the ids of the records that may have ended or lifted the measure."""
        successors = (record_id for record_id, _ in self.continued_by)
        taken_back = (easing.id for easing, _ in (*self.lapses, *self.liftings))
        return tuple(dict.fromkeys((*self.stopped_by, *successors, *taken_back)))


def any_of(records: Iterable[tuple[object, Certainty]]) -> Certainty:
    """Return whether any of several records is in force, given how sure each of them is."""
    best = Certainty.NO
    for _, certainty in records:
        if certainty is Certainty.YES:
            return certainty
        if certainty is Certainty.MAYBE:
            best = certainty
    return best


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
