"""The changes of a holder's stock between two closings by recorded acts, with reversals counted in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from sanctledger.posting.postings import Counted, counted_in_all_units
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.daybook import Daybook
from sanctledger.records.acts import Act
from sanctledger.records.deals import Reversal
from sanctledger.records.record import Record
from sanctledger.values.bounds import NOTHING, Bounds, Number, total
from sanctledger.values.units import of_hostile_act

#: The numbers of the earliest and the latest possible day.
Between = tuple[int, int]


@attrs.frozen
class Flow:
    """The change of a stock by one recorded act between two closings.

    Attributes:
        record: The id of the act.
        kind: The kind of the act.
        givers: The parties that acted.
        receivers: The parties that the act was done to or for.
        day: The day of the act, as the ledger writes it.
        change: The change of the stock, negative if the act took from it; reversals are counted in.
        status: The status of the evidence.
        because: The ids of the other records that determine the amount: reversals, claims, totals that include the act.
    """

    record: str
    kind: str
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    day: str
    change: Bounds
    status: str
    because: tuple[str, ...] = ()

    @property
    def direction(self) -> str:
        """Return `in`, `out`, or `in or out` if the evidence leaves both open."""
        low, high = self.change.low, self.change.high
        if high is not None and high <= 0:
            return "out"
        return "in" if low is not None and low >= 0 else "in or out"


@attrs.frozen
class _Mover:
    """An act that moves a stock, with the entries that it has in the unit of the stock."""

    act: Act
    sign: int
    pieces: tuple[Counted, ...]

    @property
    def most(self) -> Number | None:
        """Return the largest amount that the act ever counts for; `None` if nothing limits it."""
        days = {edge for piece in self.pieces for edge in piece.entry.periods.edges}
        highs = [_on(self.pieces, day).high for day in days]
        return None if None in highs else max((high for high in highs if high is not None), default=0)


@attrs.frozen(eq=False)
class Flows:
    """The acts of a snapshot that change the stock of one holder in one unit.

    A record class states what an act does to the stocks of its givers and receivers (`givers_stock`,
    `receivers_stock`). If a concession names another holder of the given thing, the stock of that party falls.

    Attributes:
        snapshot: The snapshot.
        holder: The id of the holder; acts that affect a party belonging to the holder count.
        unit: The unit.
    """

    snapshot: Snapshot
    holder: str
    unit: str
    _movers: tuple[_Mover, ...]
    _silent: tuple[Act, ...]

    def between(self, earlier: Between, later: Between) -> tuple[Flow, ...]:
        """Return the change by each act from the close of one day to the close of another, in the order of days.

        Acts that certainly changed nothing are left out.

        Args:
            earlier: The earliest and the latest number of the first day.
            later: The earliest and the latest number of the second day.
        """
        found = []
        low, high = _stretch(earlier, later)
        for mover in (self._movers[at] for at in self._moving.between(low + 1, high)):
            change = self._moved(mover, earlier, later)
            if change != NOTHING:
                found.append((mover.act.start.first, self._flow(mover, change)))
        return tuple(flow for _, flow in sorted(found, key=lambda pair: (pair[0], pair[1].record)))

    def silent(self, earlier: Between, later: Between) -> tuple[str, ...]:
        """Return the ids of the acts that may have changed the stock in that time and state no amount."""
        low, high = _stretch(earlier, later)
        return tuple(self._silent[at].id for at in self._starting.between(low + 1, high))

    @cached_property
    def _moving(self) -> Daybook:
        """Return the days on which each act may begin or stop to count, in whole or in part."""
        return Daybook.of(
            (*days, at)
            for at, mover in enumerate(self._movers)
            for _, days, _ in self._turns(mover.act, self.snapshot.validity.reversals(mover.act), None)
        )

    @cached_property
    def _starting(self) -> Daybook:
        """Return the days on which each act without an amount may have been done."""
        spans = (self.snapshot.validity.span(act).starts for act in self._silent)
        return Daybook.of((*days, at) for at, days in enumerate(spans))

    def _flow(self, mover: _Mover, change: Bounds) -> Flow:
        act = mover.act
        entry = mover.pieces[0].entry
        because = tuple(dict.fromkeys(one for piece in mover.pieces for one in piece.entry.because))
        change = change if mover.sign > 0 else -change
        return Flow(act.id, act.kind_name, entry.givers, entry.receivers, str(act.start), change, act.status, because)

    # The change of an amount from one closing to another.

    def _moved(self, mover: _Mover, earlier: Between, later: Between) -> Bounds:
        """Return the amount of an act at the later closing less that at the earlier one, in the same possible world."""
        validity, act = self.snapshot.validity, mover.act
        reversals = validity.reversals(act)
        if not reversals and all(piece.entry.periods == validity.span_days(act) for piece in mover.pieces):
            span = validity.span(act)
            switched = switches(span.starts, span.ends, earlier, later)
            amount = total(piece.amount for piece in mover.pieces)
            ends = [amount if by > 0 else -amount if by < 0 else NOTHING for by in switched]
            return _hull([*ends, *([NOTHING] if validity.is_doubtful(act) else [])])
        stood = _over(mover.pieces, later) - _over(mover.pieces, earlier)
        within = stood.intersect(self._reach(mover, reversals, earlier, later))
        return stood if within is None else within

    def _reach(self, mover: _Mover, reversals: Iterable[Reversal], earlier: Between, later: Between) -> Bounds:
        """Return the limits of the change by an act: the beginnings and ends that may fall between the closings."""
        most = mover.most
        ordered = earlier[1] <= later[0]
        low, high = _stretch(earlier, later)
        rises, falls = [NOTHING], [NOTHING]
        for rising, (first, last), cap in self._turns(mover.act, reversals, most):
            if first <= high and last > low:
                one = Bounds(0, cap)
                rises += [one] if rising or not ordered else []
                falls += [one] if not rising or not ordered else []
        rise, fall = total(rises).high, total(falls).high
        return Bounds(None if fall is None else -fall, rise)

    def _turns(
        self, act: Act, reversals: Iterable[Reversal], most: Number | None
    ) -> Iterator[tuple[bool, Between, Number | None]]:
        """Return each beginning and end that may change the amount: whether it rises, when, and by how much at most."""
        validity = self.snapshot.validity
        span = validity.span(act)
        yield True, span.starts, most
        yield False, span.ends, most
        waiting: list[tuple[Record, bool]] = [(reversal, False) for reversal in reversals]
        seen: set[tuple[str, bool]] = set()
        while waiting:
            one, rises = waiting.pop()
            if (one.id, rises) in seen:
                continue
            seen.add((one.id, rises))
            quantity = validity.quantity(one)
            taken = most if quantity is None else quantity.bounds.high
            cap = min((end for end in (most, taken) if end is not None), default=None)
            span = validity.span(one)
            yield rises, span.starts, cap
            yield not rises, span.ends, cap
            waiting += [(above, not rises) for above in validity.reversals(one)]


@attrs.frozen(eq=False)
class Movements:
    """The acts of a snapshot that change stocks of any holder in any unit, found once for all questions.

    Attributes:
        snapshot: The snapshot.
    """

    snapshot: Snapshot
    _acts: dict[str, list[Act]]
    _pieces: dict[str, dict[str, list[Counted]]]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Movements:
        """Return the acts of a snapshot that change stocks."""
        acts: dict[str, list[Act]] = {}
        moving = set()
        for act in snapshot.versions.of(Act):
            if act.givers_stock or act.receivers_stock:
                moving.add(act.id)
                for party in snapshot.touched((*_held_by(act), *act.receivers), rollup=True):
                    acts.setdefault(party, []).append(act)
        pieces: dict[str, dict[str, list[Counted]]] = {}
        for counted in counted_in_all_units(snapshot.entries, snapshot.record_index.units):
            if counted.entry.record in moving:
                for unit in {counted.unit, of_hostile_act(counted.unit)[1]}:
                    pieces.setdefault(unit, {}).setdefault(counted.entry.record, []).append(counted)
        return cls(snapshot, acts, pieces)

    def flows(self, holder: str, unit: str) -> Flows:
        """Return the acts that change the stock of a holder, in a unit by its canonical name."""
        pieces = self._pieces.get(unit, {})
        acts = [(act, sign) for act in self._acts.get(holder, ()) if (sign := _sign(self.snapshot, holder, act))]
        movers = [_Mover(act, sign, tuple(pieces[act.id])) for act, sign in acts if act.id in pieces]
        kinds, named = {mover.act.kind_name for mover in movers}, any(mover.act.people for mover in movers)
        mute = [act for act, _ in acts if act.quantity is None and act.id not in pieces]
        silent = [act for act in mute if act.kind_name in kinds or (act.people and named)]
        return Flows(self.snapshot, holder, unit, tuple(movers), tuple(silent))


def _stretch(earlier: Between, later: Between) -> Between:
    """Return the time in which the stock may change between two closings: its first close and its last day."""
    return min(earlier[0], later[0]), max(earlier[1], later[1])


def _sign(snapshot: Snapshot, holder: str, act: Act) -> int:
    """Return 1 if an act adds to the stock of a holder, -1 if it takes from the stock, and 0 if neither or both."""
    gave, took = (holder in snapshot.touched(parties, rollup=True) for parties in (_held_by(act), act.receivers))
    return (act.givers_stock if gave else 0) + (act.receivers_stock if took else 0)


def _held_by(act: Act) -> tuple[str, ...]:
    """Return the parties that held the given thing: the givers, unless the act names another holder."""
    held_by: str | None = getattr(act, "held_by", None)
    return act.givers if held_by is None else (held_by,)


def switches(start: Between, end: Between, one: Between, other: Between) -> frozenset[int]:
    """Return the possible changes of a span from one day to the other: some of -1 (ended), 0 and 1 (began).

    Each day may be any day between its earliest and latest, independently, as long as the start comes before the end.
    """
    return frozenset(
        by
        for by, may in (
            (1, _begins(start, end, one, other) or _ends(start, end, other, one)),
            (-1, _begins(start, end, other, one) or _ends(start, end, one, other)),
            (0, _stays(start, end, one, other)),
        )
        if may
    )


def _begins(start: Between, end: Between, before: Between, on: Between) -> bool:
    """Return whether a span may include a day and begin after another day."""
    begun = max(start[0], before[0] + 1)
    day = max(on[0], begun)
    return begun <= start[1] and day <= on[1] and day < end[1]


def _ends(start: Between, end: Between, on: Between, after: Between) -> bool:
    """Return whether a span may include a day and have ended by another day."""
    day = max(on[0], start[0])
    ended = max(end[0], day + 1)
    return day <= on[1] and ended <= end[1] and ended <= after[1]


def _stays(start: Between, end: Between, one: Between, other: Between) -> bool:
    """Return whether a span may include both days, or neither."""
    days = [max(day[0], start[0]) for day in (one, other)]
    if days[0] <= one[1] and days[1] <= other[1] and max(days) < end[1]:
        return True
    if max(one[0], other[0]) < min(start[1], end[1] - 1):
        return True
    over = max(end[0], start[0] + 1)
    if over <= end[1] and over <= one[1] and over <= other[1]:
        return True
    return any(_passes(start, end, before, after) for before, after in ((one, other), (other, one)))


def _passes(start: Between, end: Between, before: Between, after: Between) -> bool:
    """Return whether a span may begin after one day and have ended by another."""
    begun = max(start[0], before[0] + 1)
    over = max(end[0], begun + 1)
    return begun <= start[1] and over <= end[1] and over <= after[1]


def _on(pieces: Iterable[Counted], day: int) -> Bounds:
    return total(piece.on(day) for piece in pieces)


def _over(pieces: tuple[Counted, ...], days: Between) -> Bounds:
    """Return the possible amounts on a day that is known only between two days."""
    edges = {edge for piece in pieces for edge in piece.entry.periods.edges if days[0] < edge <= days[1]}
    return _hull(_on(pieces, day) for day in sorted({days[0], *edges}))


def _hull(some: Iterable[Bounds]) -> Bounds:
    first, *others = some
    for other in others:
        first = first.hull(other)
    return first


def part_above(amount: Bounds) -> Bounds:
    """Return the part of an amount above zero."""
    low, high = amount.low, amount.high
    return Bounds(max(0, low or 0), None if high is None else max(0, high))


def net(flows: Iterable[Flow]) -> Bounds:
    """Return the sum of the changes by some acts."""
    return total(flow.change for flow in flows)


def gained(flows: Iterable[Flow]) -> Bounds:
    """Return the sum of the changes that added to the stock."""
    return total(part_above(flow.change) for flow in flows)


def lost(flows: Iterable[Flow]) -> Bounds:
    """Return the sum of the changes that took from the stock, as a positive amount."""
    return total(part_above(-flow.change) for flow in flows)
