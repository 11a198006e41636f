"""Reciprocity: which moves answer which, after how many days, who acts first, and how often in kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from sanctledger.analysis.quotient import Quotient
from sanctledger.analysis.responses import DatedMove, Response, dated_moves, deals_of, responses
from sanctledger.base.answer import Answer, plain
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import so_many
from sanctledger.posting.position import Parties, Position
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.moves import Moves, moves
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import Day
from sanctledger.values.periods import Certainty

YES, MAYBE, NO = Certainty.YES, Certainty.MAYBE, Certainty.NO
_LONGEST = 36_525
_SIDES = ("given", "received", "together")


@attrs.frozen
class Reply:
    """How often one side answered the moves of the other.

    Attributes:
        side: The side that answers: `given` for the first side of the question, `received` for the second.
        moves: The number of moves of the other side.
        answered: How many of them were answered.
        in_kind: How many were answered in kind, within the window if there is one.
        rate: The share answered in kind, called the tit-for-tat rate; `None` if the other side made no move.
        good: The share of the benefits that were answered with a benefit.
        ill: The share of the burdens that were answered with a burden.
    """

    side: str
    moves: Bounds
    answered: Bounds
    in_kind: Bounds
    rate: Quotient | None
    good: Quotient | None
    ill: Quotient | None

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        return {field.name: plain(getattr(self, field.name)) for field in attrs.fields(type(self))}


@attrs.frozen
class Opening:
    """The side that acted first in a deal in which both sides acted.

    Attributes:
        deal: The deal.
        first: The possible answers: `given`, `received`, or `together` if both acted on one day.
    """

    deal: str
    first: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        return {"deal": self.deal, "first": list(self.first)}


@refusing_methods()
@attrs.frozen(repr=False)
class Reciprocity(Answer):
    """Which move of one side answers which move of the other.

    Attributes:
        moves: The moves of both sides, promises included.
        window: Within how many days a response is inferred if no record ties two moves; `None` to infer none.
        deeds: The records of the moves that can be answered: acts, not promises.
        answers: The responses, in the order of the moves that are answered.
        unanswered: The records of the moves that surely stay unanswered by the end of the time.
        open: Those of them whose window is not over by then.
        replies: How often the first side answered the second, and how often the second answered the first.
        openings: Which side acted first, for each deal.
    """

    moves: Moves = attrs.field(eq=False)
    window: int | None
    deeds: tuple[str, ...]
    answers: tuple[Response, ...]
    unanswered: tuple[str, ...]
    open: tuple[str, ...]
    replies: tuple[Reply, Reply]
    openings: tuple[Opening, ...]

    def __iter__(self) -> Iterator[Response]:
        """Return the responses."""
        return iter(self.answers)

    def __len__(self) -> int:
        """Return the number of responses."""
        return len(self.answers)

    def leads(self, side: str) -> Bounds:
        """Return in how many deals a side acted first: `given`, `received`, or `together` for both on one day.

        Raises:
            ReadError: There is no such side.
        """
        if side not in _SIDES:
            raise ReadError(side, "is not a side", f"choose among {', '.join(_SIDES)}")
        surely = sum(opening.first == (side,) for opening in self.openings)
        return Bounds(surely, sum(side in opening.first for opening in self.openings))

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each response."""
        flat = []
        for one in self.answers:
            shape = one.to_json()
            lag = shape.pop("lag")
            flat.append(shape | {"lag_low": lag["low"], "lag_high": lag["high"]})
        return flat

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the command line prints it."""
        shape = self.moves.to_json()
        return {key: shape[key] for key in ("on", "known", "reading", "a", "b", "since", "until")} | {
            "window": self.window,
            "deeds": list(self.deeds),
            "promises": [move.record for move in self.moves if move.does == "pledge"],
            **{name: plain(getattr(self, name)) for name in ("answers", "unanswered", "open", "replies", "openings")},
            "leads": {side: self.leads(side).to_json() for side in _SIDES},
        }

    def explain(self) -> Explanation:
        """Return the records and sources behind the moves."""
        return self.moves.explain()

    def __str__(self) -> str:
        """Return a line for each response, then the shares."""
        lines = [f"{self.moves.title} {self.moves.span}"]
        for one in self.answers:
            maybe = "" if one.certainty is YES else "maybe "
            kind = f", {one.response}," if one.response else ""
            lines.append(
                f"  {one.by} {maybe}answers {one.to}{kind} after {so_many(one.lag, 'day')} ({one.rule}: {one.why})"
            )
        lines += [f"  nothing answers {record}" for record in self.unanswered]
        for reply in self.replies:
            who = "the first side" if reply.side == "given" else "the second side"
            rate = "no share" if reply.rate is None else reply.rate
            lines.append(f"  {who} answered {reply.in_kind} of {reply.moves} in kind: {rate}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the sides, the time and the number of responses."""
        return f"<Reciprocity of {self.moves.title} {self.moves.span}: {so_many(len(self), 'answer')}>"


def reciprocity(  # noqa: PLR0913 - the question and its options
    position: Position,
    a: Parties,
    b: Parties | None = None,
    since: Day | None = None,
    until: Day | None = None,
    *,
    window: int | None = None,
    rollup: bool = True,
) -> Reciprocity:
    """Return which move of one side answers which move of the other, and how often in kind.

    Args:
        position: The position.
        a: The first side: a party or several.
        b: The second side; default: everybody else.
        since: The first day; default: the beginning.
        until: The first day after the last; default: the day after the position's own.
        window: A number of days. A move within it may answer another to which no record ties it, and only answers
            within it count for the rate. Default: nothing is inferred, and every answer in kind counts.
        rollup: Whether a party includes the parties that belong to it.

    Raises:
        UnknownRecord: The ledger has no such party.
        OverlappingSides: A party is on both sides.
        ReadError: The time between the two days is empty, or the window is not a number of days.
    """
    if window is not None and window not in range(_LONGEST + 1):
        raise ReadError(str(window), "is not a window", f"give a number of days, from 0 to {_LONGEST:,}")
    found = moves(position, a, b, since, until, rollup=rollup)
    dated = dated_moves(found)
    answers = tuple(responses(found, dated, window))
    answered = {one.to for one in answers}
    unanswered = [one for one in dated if one.id not in answered]
    end = min(found.until.toordinal(), position.day + 1)
    return Reciprocity(
        found,
        window,
        deeds=tuple(one.id for one in dated),
        answers=answers,
        unanswered=tuple(one.id for one in unanswered),
        open=tuple(one.id for one in unanswered if window is not None and one.last + window >= end),
        replies=(_reply("given", dated, answers, window), _reply("received", dated, answers, window)),
        openings=tuple(_openings(position, dated)),
    )


def _reply(side: str, dated: tuple[DatedMove, ...], answers: tuple[Response, ...], window: int | None) -> Reply:
    """Return how often a side answered the moves of the other side."""
    others = {one.id: one for one in dated if one.move.side != side}
    answers_to: dict[str, list[Response]] = {record: [] for record in others}
    for one in answers:
        if one.to in answers_to:
            answers_to[one.to].append(one)
    answered = {record: _greatest(one.certainty for one in found) for record, found in answers_to.items()}
    in_kind = {
        record: _greatest(one.within(window) for one in found if one.in_kind) for record, found in answers_to.items()
    }
    sure = {record for record, one in others.items() if one.is_sure}
    good, ill = (
        {record: in_kind[record] for record, one in others.items() if one.move.sense == sense}
        for sense in ("benefit", "burden")
    )
    rates = (_rate(some, sure) for some in (in_kind, good, ill))
    return Reply(side, Bounds(len(sure), len(others)), _count(answered, sure), _count(in_kind, sure), *rates)


def _greatest(certainties: Iterable[Certainty]) -> Certainty:
    found = set(certainties)
    return YES if YES in found else MAYBE if MAYBE in found else NO


def _count(answered: dict[str, Certainty], sure: set[str]) -> Bounds:
    """Return how many moves are answered: at least the sure moves with sure answers, at most all that may be."""
    return Bounds(
        sum(one is YES for record, one in answered.items() if record in sure),
        sum(one is not NO for one in answered.values()),
    )


def _rate(in_kind: dict[str, Certainty], sure: set[str]) -> Quotient | None:
    """Return the share of moves answered in kind, over all worlds in which there is a move to answer.

    A move that may not have been made lowers the share if it stays unanswered, and raises the share if it is answered.
    So the low end is the share in the world with only the former, and the high end in the world with only the latter.
    """
    if not in_kind:
        return None
    surely = [one for record, one in in_kind.items() if record in sure]
    maybe = [one for record, one in in_kind.items() if record not in sure]
    lows = [one is YES for one in surely] + [False for one in maybe if one is not YES]
    highs = [one is not NO for one in surely] + [True for one in maybe if one is not NO]
    return Quotient(_share(lows, if_empty=1), _share(highs, if_empty=0))


def _share(answered: list[bool], *, if_empty: int) -> Fraction:
    """Return the share of moves that are answered; a world without moves counts as if all its moves were alike."""
    return Fraction(sum(answered), len(answered)) if answered else Fraction(if_empty)


def _openings(position: Position, dated: tuple[DatedMove, ...]) -> Iterator[Opening]:
    """Return, for each deal in which both sides may have acted, which side may have acted first."""
    by_deal: dict[str, list[DatedMove]] = {}
    for one in dated:
        for deal in sorted(deals_of(position, one.record)):
            by_deal.setdefault(deal, []).append(one)
    for deal, own in by_deal.items():
        days = {side: _first_day([one for one in own if one.move.side == side]) for side in _SIDES[:2]}
        (a_low, a_high), (b_low, b_high) = days["given"], days["received"]
        if a_low is None or b_low is None:
            continue
        first = []
        if b_high is None or a_low < b_high:
            first.append("given")
        if a_high is None or b_low < a_high:
            first.append("received")
        if (a_high is None or b_low <= a_high) and (b_high is None or a_low <= b_high):
            first.append("together")
        yield Opening(deal, tuple(first))


def _first_day(dated: list[DatedMove]) -> tuple[int | None, int | None]:
    """Return the first day on which one of the moves may have been made, and that by which one surely was."""
    low = min((one.first for one in dated), default=None)
    return low, min((one.last for one in dated if one.is_sure), default=None)
