"""The responses among some moves: which move of one side answers which move of the other.

Three rules are tried, in this order:

- `explicit`: a promise that one of the two moves delivers names the other move, or the promise that it delivers.
- `deal`: both moves belong to one deal, and the other side did nothing more in the deal in between.
- `inferred`: no record ties the two, at most one of them belongs to a deal, and the later follows within the window.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Literal

import attrs

from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.acting_parties import roots
from sanctledger.questions.daybook import Daybook
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves, starts_of
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.record import Record
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.periods import Certainty

Rule = Literal["explicit", "deal", "inferred"]
#: The first word is the sense of the answer, the last that of the move that it answers.
ResponseKind = Literal["good for good", "ill for ill", "ill for good", "good for ill"]
_IN_KIND: tuple[ResponseKind, ...] = ("good for good", "ill for ill")
YES, MAYBE, NO = Certainty.YES, Certainty.MAYBE, Certainty.NO
_OTHER_SIDE = {"given": "received", "received": "given"}
#: The days on which a move may have been made, as the numbers of the first and the last, and the id of its record.
_Days = tuple[int, int, str]


@attrs.frozen
class Response:
    """A move of one side that answers a move of the other.

    Attributes:
        to: The record of the move that is answered.
        by: The record of the move that answers it.
        rule: How the response is known: `explicit`, `deal` or `inferred`.
        why: The reason, in words.
        lag: The days between the two moves, in the worlds in which one answers the other.
        response: Whether a benefit or a burden is returned, and for which of the two; `None` if that is not known of
            one of the moves.
        certainty: `YES` if the answer was surely made, and surely in the time that the rule allows.
    """

    to: str
    by: str
    rule: Rule
    why: str
    lag: Bounds
    response: ResponseKind | None
    certainty: Certainty

    @property
    def is_inferred(self) -> bool:
        """Return whether the window is the only reason."""
        return self.rule == "inferred"

    @property
    def in_kind(self) -> bool:
        """Return whether a benefit answers a benefit, or a burden a burden."""
        return self.response in _IN_KIND

    def within(self, window: int | None) -> Certainty:
        """Return whether the response came within some days; `None` allows any number of days."""
        if window is None:
            return self.certainty
        if self.lag.low is not None and self.lag.low > window:
            return NO
        return self.certainty if self.lag.high is not None and self.lag.high <= window else MAYBE

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        return {
            "to": self.to,
            "by": self.by,
            "rule": self.rule,
            "inferred": self.is_inferred,
            "why": self.why,
            "lag": self.lag.to_json(),
            "in_kind": self.in_kind,
            "response": self.response,
            "certainty": self.certainty.value,
        }


@attrs.frozen
class DatedMove:
    """A move that is an act and not only a promise, with the days on which it may have been made.

    Attributes:
        move: The move.
        record: The record of the move.
        first: The number of the first day, within the time of the question.
        last: The number of the last day.
    """

    move: Move
    record: Record
    first: int
    last: int

    @property
    def id(self) -> str:
        """Return the id of the record."""
        return self.move.record

    @property
    def is_sure(self) -> bool:
        """Return whether the move was surely made, within the time of the question."""
        return self.move.certainty is YES


def dated_moves(moves: Moves) -> tuple[DatedMove, ...]:
    """Return the moves that can be answered: no promises, and no measures that continue under a new authority."""
    since = BEGINNING if moves.since is None else moves.since.toordinal()
    found = []
    for move in moves:
        if move.does in ("pledge", "continue"):
            continue
        record = moves.position.record(move.record)
        first, last = starts_of(moves.position, record)
        found.append(DatedMove(move, record, max(first, since), min(last, moves.until.toordinal() - 1)))
    return tuple(found)


def responses(moves: Moves, dated: tuple[DatedMove, ...], window: int | None) -> Iterator[Response]:
    """Return the responses to each move, in the order of the moves.

    A move can only answer a move of the other side that came earlier or on the same day.

    Args:
        moves: The moves.
        dated: Those of them that can be answered.
        window: Within how many days a response is inferred; `None` to infer none.
    """
    position = moves.position
    deals = {one.id: deals_of(position, one.record) for one in dated}
    candidates = _Candidates(position, dated, deals, window)
    for to in dated:
        for by in candidates.of(to):
            lag = _lag(to, by)
            if to.move.side == by.move.side or (lag.high is not None and lag.high < 0):
                continue
            rule = _rule(position, to, by, deals, window)
            if rule is None:
                continue
            name, why = rule
            certainty = YES if by.is_sure and lag.low is not None and lag.low >= 0 else MAYBE
            found = Response(to.id, by.id, name, why, lag.floored(), _kind(to, by), certainty)
            if found.is_inferred:
                certainty = found.within(window)
            elif name == "deal":
                certainty = _lesser(certainty, candidates.is_before_next_turn(to, by))
            if certainty is not NO:
                yield attrs.evolve(found, certainty=certainty, lag=_clipped(found, window))


def _kind(to: DatedMove, by: DatedMove) -> ResponseKind | None:
    match by.move.sense, to.move.sense:
        case "benefit", "benefit":
            return "good for good"
        case "burden", "burden":
            return "ill for ill"
        case "burden", "benefit":
            return "ill for good"
        case "benefit", "burden":
            return "good for ill"
    return None


@attrs.frozen
class _Turns:
    """Pairs of days, sorted by the first day, from which the least second day after any day is looked up.

    Attributes:
        firsts: The first days, sorted.
        least: For each place in `firsts`, the two least second days from there on, each with the id of its record. Two
            are enough because a search leaves out one record.
    """

    firsts: list[int]
    least: list[list[tuple[int, str]]]

    @classmethod
    def of(cls, days: Iterable[_Days]) -> _Turns:
        ordered = sorted(days)
        least: list[list[tuple[int, str]]] = [[]]
        for _, second, record in reversed(ordered):
            least.append(sorted([*least[-1], (second, record)])[:2])
        return cls([first for first, _, _ in ordered], least[::-1])

    def next_after(self, day: int, record: str) -> list[int]:
        """Return the least second day of the pairs that begin after a day, one record left out; empty if none does."""
        return [second for second, of in self.least[bisect_right(self.firsts, day)] if of != record][:1]


@attrs.frozen
class _Candidates:
    """The moves that may answer each move: those of its deals, tied to it by a record, or close in time.

    Attributes:
        position: The position.
        dated: The moves.
        deals: The deals of each move, by the id of its record.
        window: The days of the window.
    """

    position: Position
    dated: tuple[DatedMove, ...]
    deals: dict[str, frozenset[str]]
    window: int | None

    def of(self, to: DatedMove) -> list[DatedMove]:
        """Return the moves that may answer a move, in order."""
        found = {at for deal in self.deals[to.id] for at in self._until_next_turn(to, deal)}
        found |= self._tied.get(to.record.id, set())
        if self.window is not None:
            found.update(self._days.between(to.first, to.last + self.window))
        return [self.dated[at] for at in sorted(found)]

    def is_before_next_turn(self, to: DatedMove, by: DatedMove) -> Certainty:
        """Return whether the side of `to` made no other move in their common deals before `by` answered."""
        found = YES
        for deal in self.deals[to.id] & self.deals[by.id]:
            sure, possible = self._turns[deal, to.move.side]
            if any(day < by.first for day in sure.next_after(to.last, to.id)):
                return NO
            if any(day < by.last for day in possible.next_after(to.first, to.id)):
                found = MAYBE
        return found

    @cached_property
    def _turns(self) -> dict[tuple[str, str], tuple[_Turns, _Turns]]:
        """Return the moves of each side of each deal: the sure ones by their first day, and all by their last day."""
        own: dict[tuple[str, str], list[DatedMove]] = {}
        for one in self.dated:
            for deal in self.deals[one.id]:
                own.setdefault((deal, one.move.side), []).append(one)
        return {
            key: (
                _Turns.of((one.first, one.last, one.id) for one in of_side if one.is_sure),
                _Turns.of((one.last, one.first, one.id) for one in of_side),
            )
            for key, of_side in own.items()
        }

    def _until_next_turn(self, to: DatedMove, deal: str) -> list[int]:
        """Return the moves of the other side in a deal until the side of `to` surely made its next move in the deal."""
        others = self._by_deal.get((deal, _OTHER_SIDE[to.move.side]))
        if others is None:
            return []
        sure, _ = self._turns[deal, to.move.side]
        return others.between(to.first, min(sure.next_after(to.last, to.id), default=FOREVER))

    @cached_property
    def _by_deal(self) -> dict[tuple[str, str], Daybook]:
        """Return the places of the moves of each side of each deal."""
        found: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
        for at, one in enumerate(self.dated):
            for deal in self.deals[one.id]:
                found.setdefault((deal, one.move.side), []).append((one.first, one.last, at))
        return {key: Daybook.of(days) for key, days in found.items()}

    @cached_property
    def _days(self) -> Daybook:
        return Daybook.of((one.first, one.last, at) for at, one in enumerate(self.dated))

    @cached_property
    def _tied(self) -> dict[str, set[int]]:
        """Return the places of the moves that an explicit rule may tie to a record, by the id of the record."""
        places: dict[str, set[int]] = {}
        for at, one in enumerate(self.dated):
            for record in (one.record, *_delivered(self.position, one.record)):
                places.setdefault(record.id, set()).add(at)
        found: dict[str, set[int]] = {}
        for at, one in enumerate(self.dated):
            for pledge in _delivered(self.position, one.record):
                order = pledge.order
                after = (*(() if order is None else order.after + order.alongside), *pledge.condition)
                for named in _heads(self.position, after):
                    for other in places.get(named.id, ()):
                        found.setdefault(self.dated[other].record.id, set()).add(at)
                for named in _heads(self.position, () if order is None else order.before):
                    found.setdefault(one.record.id, set()).update(places.get(named.id, ()))
        return found


def _delivered(position: Position, record: Record) -> tuple[Pledge, ...]:
    """Return the promises that a record delivers."""
    return position.snapshot.versions.resolved(getattr(record, "delivers", ()), Pledge)


def _heads(position: Position, texts: tuple[str, ...]) -> tuple[Record, ...]:
    """Return the records that some of these texts name; a condition may also be a sentence."""
    versions = position.snapshot.versions
    return versions.resolved(tuple(text for text in texts if versions.head(text) is not None), Record)


def _lesser(one: Certainty, other: Certainty) -> Certainty:
    return NO if NO in (one, other) else MAYBE if MAYBE in (one, other) else YES


def _clipped(one: Response, window: int | None) -> Bounds:
    """Return the lag of a response; an inferred lag is no longer than the window."""
    if not one.is_inferred:
        return one.lag
    within = one.lag.intersect(Bounds(0, window))
    return one.lag if within is None else within


def _lag(to: DatedMove, by: DatedMove) -> Bounds:
    """Return the days from one move to another; below zero if the other came first."""
    low = None if by.first <= BEGINNING or to.last >= FOREVER else by.first - to.last
    high = None if by.last >= FOREVER or to.first <= BEGINNING else by.last - to.first
    return Bounds(low, high)


def _rule(
    position: Position, to: DatedMove, by: DatedMove, deals: dict[str, frozenset[str]], window: int | None
) -> tuple[Rule, str] | None:
    """Return the first rule by which one move may answer another, with the reason in words; `None` if no rule holds."""
    if why := _explicit(position, to.record, by.record):
        return "explicit", why
    one, other = deals[to.id], deals[by.id]
    if one & other:
        return "deal", f"both belong to {', '.join(sorted(one & other))}"
    if window is None or (one and other):
        return None
    return "inferred", f"it follows within {so_many(window, 'day')}; no record ties them"


def deals_of(position: Position, record: Record) -> frozenset[str]:
    """Return the ids of the deals that a record names, or that a promise names that the record delivers or reverses."""
    records = [record, *(roots(position.snapshot, record) if isinstance(record, Reversal) else ())]
    pledges = [pledge for one in records for pledge in _delivered(position, one)]
    named = tuple(one.deal for one in (*records, *pledges) if one.deal is not None)
    return frozenset(deal.id for deal in position.snapshot.versions.resolved(named, Deal))


def _explicit(position: Position, to: Record, by: Record) -> str | None:
    """Return which promise ties an answer to the move that it answers, in words; `None` if no promise does."""
    delivered_to, delivered_by = _delivered(position, to), _delivered(position, by)
    for pledge in delivered_by:
        after, alongside = ((), ()) if pledge.order is None else (pledge.order.after, pledge.order.alongside)
        for how, ids in (("after", after), ("with", alongside), ("on condition of", pledge.condition)):
            if _names(position, ids, (to, *delivered_to)):
                return f"{pledge.id} was to be kept {how} it"
    for pledge in delivered_to:
        before = () if pledge.order is None else pledge.order.before
        if _names(position, before, (by, *delivered_by)):
            return f"{pledge.id} was to be kept before it"
    return None


def _names(position: Position, ids: tuple[str, ...], records: tuple[Record, ...]) -> bool:
    return any(head in records for head in _heads(position, ids))
