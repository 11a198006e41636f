"""Which move answers which: by a link of the records, by their deal, or by a rule of inference with its window."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Literal

import attrs

from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.daybook import Daybook
from sanctledger.questions.doers import roots
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves, starts_of
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.record import Record
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.periods import Certainty

Rule = Literal["explicit", "deal", "inferred"]
#: What answers what: the first word is of the answer.
Response = Literal["good for good", "ill for ill", "ill for good", "good for ill"]
RETURNED: tuple[Response, ...] = ("good for good", "ill for ill")
YES, MAYBE, NO = Certainty.YES, Certainty.MAYBE, Certainty.NO
_OTHER = {"given": "received", "received": "given"}


@attrs.frozen
class Answering:
    """That a move of one side answers one of the other, if that was made.

    Attributes:
        to: The record that is answered.
        by: The record that answers it.
        rule: How that is known: `explicit` where the records say so, `deal` where both belong to one, `inferred` by the
            rule of the window alone.
        why: What says so, in words.
        lag: The days between them, of the worlds in which it is an answer.
        response: Whether good is returned for good or ill for ill, and where not, which is done for which; `None` if
            it is not known whether one of them is good or ill.
        certainty: `YES` where the answer was surely made and surely lies in the time of the rule.
    """

    to: str
    by: str
    rule: Rule
    why: str
    lag: Bounds
    response: Response | None
    certainty: Certainty

    @property
    def is_inferred(self) -> bool:
        """Return whether nothing but the window says so."""
        return self.rule == "inferred"

    @property
    def in_kind(self) -> bool:
        """Return whether good is answered with good, or ill with ill."""
        return self.response in RETURNED

    def within(self, window: int | None) -> Certainty:
        """Return whether it answers within some days; `None` for however many."""
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
class Deed:
    """A move that is done and not only promised, with the days on which it may have been.

    Attributes:
        move: The move.
        record: Its record.
        first: The number of the first day, within the time that was asked about.
        last: The number of the last day.
    """

    move: Move
    record: Record
    first: int
    last: int

    @property
    def is_sure(self) -> bool:
        """Return whether it surely was done, in the time that was asked about."""
        return self.move.certainty is YES


def deeds_of(moves: Moves) -> tuple[Deed, ...]:
    """Return the moves that do good or ill now: no promises, and nothing that only goes on under a new authority."""
    since = BEGINNING if moves.since is None else moves.since.toordinal()
    found = []
    for move in moves:
        if move.does in ("pledge", "continue"):
            continue
        record = moves.position.record(move.record)
        first, last = starts_of(moves.position, record)
        found.append(Deed(move, record, max(first, since), min(last, moves.until.toordinal() - 1)))
    return tuple(found)


def answers(moves: Moves, deeds: tuple[Deed, ...], window: int | None) -> Iterator[Answering]:
    """Return all that answers each deed, in the order of the deeds.

    A deed answers an earlier one, or one of the same day, of the other side: where the records say so; else where both
    belong to one deal, and the other side did nothing more in it in between; else, where a window is given, where it
    follows within so many days and the two do not belong to deals.
    """
    position = moves.position
    deals = {deed.move.record: bargains(position, deed.record) for deed in deeds}
    near = _Near(position, deeds, deals, window)
    for to in deeds:
        for by in near.to(to):
            lag = _lag(to, by)
            if to.move.side == by.move.side or (lag.high is not None and lag.high < 0):
                continue
            rule = _rule(position, to, by, deals, window)
            if rule is None:
                continue
            name, why = rule
            certainty = YES if by.is_sure and lag.low is not None and lag.low >= 0 else MAYBE
            found = Answering(to.move.record, by.move.record, name, why, lag.floored(), _response(to, by), certainty)
            if found.is_inferred:
                certainty = found.within(window)
            elif name == "deal":
                certainty = _lesser(certainty, near.in_last_turn(to, by))
            if certainty is not NO:
                yield attrs.evolve(found, certainty=certainty, lag=_clipped(found, window))


def _response(to: Deed, by: Deed) -> Response | None:
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
class _Line:
    """Pairs of days in the order of the first, each with the least second days from there on, and whose they are."""

    starts: list[int]
    least: list[list[tuple[int, str]]]

    @classmethod
    def of(cls, days: Iterable[tuple[int, int, str]]) -> _Line:
        ordered = sorted(days)
        least: list[list[tuple[int, str]]] = [[]]
        for _, day, record in reversed(ordered):
            least.append(sorted([*least[-1], (day, record)])[:2])
        return cls([start for start, _, _ in ordered], least[::-1])

    def least_beyond(self, start: int, record: str) -> list[int]:
        """The least second day of those whose first comes after a day, one record left aside; empty without any."""
        return [day for day, whose in self.least[bisect_right(self.starts, start)] if whose != record][:1]


@attrs.frozen
class _Near:
    """The deeds that may answer each: of its deals, tied to it by a record, or close in time; no others are tried.

    Attributes:
        position: The position.
        deeds: The deeds.
        deals: The deals of each, by its record.
        window: The days of the window.
    """

    position: Position
    deeds: tuple[Deed, ...]
    deals: dict[str, frozenset[str]]
    window: int | None

    def to(self, deed: Deed) -> list[Deed]:
        """Return the deeds that may answer one, in order."""
        found = {at for deal in self.deals[deed.move.record] for at in self._in_turn(deed, deal)}
        found |= self._tied.get(deed.record.id, set())
        if self.window is not None:
            found.update(self._days.between(deed.first, deed.last + self.window))
        return [self.deeds[at] for at in sorted(found)]

    def in_last_turn(self, to: Deed, by: Deed) -> Certainty:
        """Whether the side of one deed did nothing more in the deals that both share before the other answered."""
        found = YES
        for deal in self.deals[to.move.record] & self.deals[by.move.record]:
            sure, possible = self._turns[deal, to.move.side]
            if any(at < by.first for at in sure.least_beyond(to.last, to.move.record)):
                return NO
            if any(at < by.last for at in possible.least_beyond(to.first, to.move.record)):
                found = MAYBE
        return found

    @cached_property
    def _turns(self) -> dict[tuple[str, str], tuple[_Line, _Line]]:
        """Return the deeds of each side of each deal: the sure ones by their first day, all by their last."""
        own: dict[tuple[str, str], list[Deed]] = {}
        for deed in self.deeds:
            for deal in self.deals[deed.move.record]:
                own.setdefault((deal, deed.move.side), []).append(deed)
        return {
            key: (
                _Line.of((deed.first, deed.last, deed.move.record) for deed in deeds if deed.is_sure),
                _Line.of((deed.last, deed.first, deed.move.record) for deed in deeds),
            )
            for key, deeds in own.items()
        }

    def _in_turn(self, deed: Deed, deal: str) -> list[int]:
        """Return the deeds of the other side in a deal until the side of one surely did something more in it."""
        others = self._of_deal.get((deal, _OTHER[deed.move.side]))
        if others is None:
            return []
        sure, _ = self._turns[deal, deed.move.side]
        return others.between(deed.first, min(sure.least_beyond(deed.last, deed.move.record), default=FOREVER))

    @cached_property
    def _of_deal(self) -> dict[tuple[str, str], Daybook]:
        """Return the deeds of each side of each deal."""
        found: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
        for at, deed in enumerate(self.deeds):
            for deal in self.deals[deed.move.record]:
                found.setdefault((deal, deed.move.side), []).append((deed.first, deed.last, at))
        return {key: Daybook.of(days) for key, days in found.items()}

    @cached_property
    def _days(self) -> Daybook:
        return Daybook.of((deed.first, deed.last, at) for at, deed in enumerate(self.deeds))

    @cached_property
    def _tied(self) -> dict[str, set[int]]:
        """Those whose pledges name a record, or what that delivers, or are named by what it delivers."""
        lines = self.position.snapshot.versions
        at_of: dict[str, set[int]] = {}
        for at, deed in enumerate(self.deeds):
            kept = lines.resolved(getattr(deed.record, "delivers", ()), Pledge)
            for one in (deed.record, *kept):
                at_of.setdefault(one.id, set()).add(at)
        found: dict[str, set[int]] = {}
        for at, deed in enumerate(self.deeds):
            for pledge in lines.resolved(getattr(deed.record, "delivers", ()), Pledge):
                order = pledge.order
                after = (*(() if order is None else order.after + order.alongside), *pledge.condition)
                for named in _heads(self.position, after):
                    for other in at_of.get(named.id, ()):
                        found.setdefault(self.deeds[other].record.id, set()).add(at)
                for named in _heads(self.position, () if order is None else order.before):
                    found.setdefault(deed.record.id, set()).update(at_of.get(named.id, ()))
        return found


def _heads(position: Position, ids: tuple[str, ...]) -> tuple[Record, ...]:
    """Return the records that some of these texts name."""
    lines = position.snapshot.versions
    return lines.resolved(tuple(one for one in ids if lines.head(one) is not None), Record)


def _lesser(one: Certainty, other: Certainty) -> Certainty:
    return NO if NO in (one, other) else MAYBE if MAYBE in (one, other) else YES


def _clipped(one: Answering, window: int | None) -> Bounds:
    """Return the lag of an answer; of one that is inferred no longer than the window."""
    if not one.is_inferred:
        return one.lag
    within = one.lag.intersect(Bounds(0, window))
    return one.lag if within is None else within


def _lag(to: Deed, by: Deed) -> Bounds:
    """Return the days from one deed to another; below zero where it came before."""
    low = None if by.first <= BEGINNING or to.last >= FOREVER else by.first - to.last
    high = None if by.last >= FOREVER or to.first <= BEGINNING else by.last - to.first
    return Bounds(low, high)


def _rule(
    position: Position, to: Deed, by: Deed, deals: dict[str, frozenset[str]], window: int | None
) -> tuple[Rule, str] | None:
    if why := _said(position, to.record, by.record):
        return "explicit", why
    one, other = deals[to.move.record], deals[by.move.record]
    if one & other:
        return "deal", f"both belong to {', '.join(sorted(one & other))}"
    if window is None or (one and other):
        return None
    return "inferred", f"it follows within {so_many(window, 'day')}; no record ties them"


def bargains(position: Position, record: Record) -> frozenset[str]:
    """The deals that a record names, and those of the pledges that it delivers and of what it takes back, by id."""
    lines = position.snapshot.versions
    told = [record, *(roots(position.snapshot, record) if isinstance(record, Reversal) else ())]
    pledges = [one for each in told for one in lines.resolved(getattr(each, "delivers", ()), Pledge)]
    named = tuple(one.deal for one in (*told, *pledges) if one.deal is not None)
    return frozenset(deal.id for deal in lines.resolved(named, Deal))


def _said(position: Position, to: Record, by: Record) -> str | None:
    """What the records say that ties an answer to what it answers; `None` where they say nothing."""
    lines = position.snapshot.versions
    kept, due = (lines.resolved(getattr(one, "delivers", ()), Pledge) for one in (to, by))
    answered, answering = (to, *kept), (by, *due)
    for pledge in due:
        after, alongside = ((), ()) if pledge.order is None else (pledge.order.after, pledge.order.alongside)
        for how, ids in (("after", after), ("with", alongside), ("on condition of", pledge.condition)):
            if _names(position, ids, answered):
                return f"{pledge.id} was to be kept {how} it"
    for pledge in kept:
        before = () if pledge.order is None else pledge.order.before
        if _names(position, before, answering):
            return f"{pledge.id} was to be kept before it"
    return None


def _names(position: Position, ids: tuple[str, ...], records: tuple[Record, ...]) -> bool:
    return any(head in records for head in _heads(position, ids))
