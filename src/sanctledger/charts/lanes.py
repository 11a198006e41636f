"""The lanes of a timeline, one for each party: bars of its measures, and marks of its acts and pledges."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import attrs

from sanctledger.charts.short_numbers import briefly
from sanctledger.posting.measure import ENDED, STATES, Measure
from sanctledger.posting.position import Position
from sanctledger.questions.settlement.pledge_status import pledges
from sanctledger.records.acts import Act, Coercion
from sanctledger.records.deals import Pledge
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction

#: If a party has more bars than this, all measures of a kind share one bar.
_APART = 8


class StateShare(NamedTuple):
    """The share of the measures of a bar that is in one state, and whether that is certain."""

    state: str
    certain: bool
    part: Fraction


@attrs.frozen
class BarSpan:
    """A span of days in which no measure of a bar changes its state.

    Attributes:
        start: The number of the first day.
        end: The number of the first day after them.
        shares: The share of each state. Measures that have ended or not started have none.
    """

    start: int
    end: int
    shares: tuple[StateShare, ...]


@attrs.frozen
class Bar:
    """A bar of a timeline, for one measure or several.

    Attributes:
        label: The label.
        count: The number of measures.
        spans: The states of the measures through time.
    """

    label: str
    count: int
    spans: tuple[BarSpan, ...]


@attrs.frozen
class Mark:
    """The mark of an act or a pledge on a timeline.

    Attributes:
        sort: `concession`, `coercion` or `pledge`.
        record: The id of the record.
        first: The number of the first day on which it may have happened.
        last: The number of the last day on which it may have happened.
        amount: The amount; empty if the record has none.
        what: The unit of the amount, or the kind of the act if there is no amount.
        said: The same, in the singular or plural that the amount requires.
        kept: The number of the day since which a pledge is kept; `None` if it is not.
        certain: Whether it certainly happened.
    """

    sort: str
    record: str
    first: int
    last: int
    amount: str
    what: str
    said: str
    kept: int | None = None
    certain: bool = True


@attrs.frozen
class Lane:
    """The lane of one party in a timeline.

    Attributes:
        party: The id of the party.
        bars: The measures of the party.
        marks: The concessions, coercions and pledges of the party, in the order of their days.
    """

    party: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]

    @property
    def starts(self) -> tuple[int, ...]:
        """Return the numbers of the days on which acts may have begun and measures may have changed."""
        return (*(mark.first for mark in self.marks), *(span.start for bar in self.bars for span in bar.spans))

    def since(self, first: int) -> Lane:
        """Return the part of the lane from a day on."""
        bars = tuple(bar for bar in self.bars if bar.spans[-1].end > first)
        return attrs.evolve(self, bars=bars, marks=tuple(mark for mark in self.marks if mark.last >= first))


def lanes(position: Position, parties: frozenset[str] | None = None) -> tuple[Lane, ...]:
    """Return the lanes of a timeline up to the day of the position, in the order of the first days of the parties.

    Args:
        position: The position.
        parties: Only measures, acts and pledges with one of these parties on each side; default: all.
    """
    measures: dict[str, list[Measure]] = {}
    for measure in _measures(position):
        if _is_shown(position, parties, (measure.sender,), (measure.target,)):
            measures.setdefault(measure.sender, []).append(measure)
    marks: dict[str, list[Mark]] = {}
    for record, mark in _marks(position):
        if _is_shown(position, parties, record.givers, record.receivers):
            for giver in record.givers:
                marks.setdefault(giver, []).append(mark)
    made = [
        Lane(
            party,
            _bars(measures.get(party, []), position.day),
            tuple(sorted(marks.get(party, []), key=lambda mark: (mark.first, mark.record))),
        )
        for party in measures.keys() | marks.keys()
    ]
    return tuple(sorted(made, key=lambda lane: (min(lane.starts), lane.party)))


def _is_shown(position: Position, parties: frozenset[str] | None, *sides: tuple[str, ...]) -> bool:
    """Return whether one of these parties is on each side."""
    touched = position.snapshot.touched
    return parties is None or all(not touched(side, rollup=True).isdisjoint(parties) for side in sides)


def _measures(position: Position) -> Iterator[Measure]:
    """Return the measures that may have started by the day."""
    for sanction in position.snapshot.versions.of(Sanction):
        for measure in position.snapshot.measures.of(sanction):
            if measure.state_spans and measure.state_spans[0].start <= position.day:
                yield measure


def _marks(position: Position) -> Iterator[tuple[Act | Pledge, Mark]]:
    """Return the acts and pledges that may have happened by the day, with their marks."""
    for act in position.snapshot.versions.of(Act):
        if _starts(position, act)[0] <= position.day:
            yield act, _act(position, act)
    for record_state in pledges(position):
        pledge = position.record(record_state.id)
        if isinstance(pledge, Pledge):
            since = record_state.since if record_state.certain and record_state.state == "kept" else None
            yield pledge, _promise(position, pledge, None if since is None else since.toordinal())


def _starts(position: Position, record: Record) -> tuple[int, int]:
    return position.snapshot.validity.span(record).starts


def _amount(position: Position, record: Act | Pledge) -> tuple[str, str, str]:
    """Return the amount of a record, the unit, and the unit in the grammatical number; without an amount the kind."""
    quantity = record.promised if isinstance(record, Pledge) else position.snapshot.validity.quantity(record)
    if quantity is not None:
        units = position.snapshot.record_index.units
        unit = units.canonical(quantity.unit)
        return briefly(quantity.bounds), units.words(unit), units.words(unit, quantity.bounds)
    promised = record.promises.kind if isinstance(record, Pledge) and record.promises is not None else None
    what = (promised or record.kind_name).replace("_", " ")
    return "", what, what


def _act(position: Position, act: Act) -> Mark:
    sort = "coercion" if isinstance(act, Coercion) else "concession"
    certain = not position.snapshot.validity.is_doubtful(act)
    return Mark(sort, act.id, *_starts(position, act), *_amount(position, act), certain=certain)


def _promise(position: Position, pledge: Pledge, kept: int | None) -> Mark:
    certain = not position.snapshot.validity.is_doubtful(pledge)
    return Mark("pledge", pledge.id, *_starts(position, pledge), *_amount(position, pledge), kept, certain)


def _bars(measures: list[Measure], day: int) -> tuple[Bar, ...]:
    """Return the bars of the measures of a party: one for each kind and target, or for each kind if there are many."""
    groups: dict[str, list[Measure]] = {}
    for measure in measures:
        groups.setdefault(f"{_kind(measure)}: {measure.target}", []).append(measure)
    if len(groups) > _APART:
        groups = {}
        for measure in measures:
            groups.setdefault(_kind(measure), []).append(measure)
    bars = [
        Bar(label if len(members) == 1 else f"{label} ×{len(members)}", len(members), tuple(_spans(members, day)))  # noqa: RUF001 - the sign of times
        for label, members in groups.items()
    ]
    return tuple(sorted((bar for bar in bars if bar.spans), key=lambda bar: (bar.spans[0].start, bar.label)))


def _kind(measure: Measure) -> str:
    return measure.sanction.kind_name.replace("_", " ")


def _spans(measures: list[Measure], day: int) -> Iterator[BarSpan]:
    """Return the states of measures through time, up to the close of a day."""
    end = day + 1
    edges = {edge for one in measures for state_span in one.state_spans for edge in (state_span.start, state_span.end)}
    ordered = sorted({edge for edge in edges if edge < end} | {end})
    whole = len(measures)
    for start, stop in pairwise(ordered):
        shares: dict[tuple[str, bool], Fraction] = {}
        for measure in measures:
            state_span = measure.at(start)
            for state in () if state_span is None else state_span.states:
                if state_span is not None and state != ENDED:
                    key = state, state_span.is_certain
                    shares[key] = shares.get(key, Fraction(0)) + Fraction(1, whole * len(state_span.states))
        if shares:
            ordered_shares = sorted(shares.items(), key=lambda pair: (STATES.index(pair[0][0]), not pair[0][1]))
            yield BarSpan(start, stop, tuple(StateShare(*key, part) for key, part in ordered_shares))
