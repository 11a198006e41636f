"""Who answered whom: which move answers which, how many days later, who leads, and how often like meets like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from sanctledger.analysis.quotient import Quotient
from sanctledger.analysis.responses import Answering, Deed, answers, bargains, deeds_of
from sanctledger.base.answer import Answer
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


@attrs.frozen
class Reply:
    """How one side answered what the other did.

    Attributes:
        side: `given` for the first side of the question, `received` for the second: the one that answers.
        moves: How many deeds of the other side there were.
        answered: How many of them were answered.
        in_kind: How many were answered in kind, good with good and ill with ill, within the window where one is given.
        rate: The share answered in kind: the tit-for-tat rate; `None` where the other side did nothing.
        good: The same of its good deeds alone: how many were answered with good.
        ill: The same of its ill deeds alone: how many were answered with ill.
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
        counts = {"moves": self.moves, "answered": self.answered, "in_kind": self.in_kind}
        rates = {"rate": self.rate, "good": self.good, "ill": self.ill}
        return (
            {"side": self.side}
            | {name: one.to_json() for name, one in counts.items()}
            | {name: None if one is None else one.to_json() for name, one in rates.items()}
        )


@attrs.frozen
class Opening:
    """Which side acted first in a deal in which both did.

    Attributes:
        deal: The deal.
        first: The sides that may have been first: `given`, `received`, or `together` on one day.
    """

    deal: str
    first: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        return {"deal": self.deal, "first": list(self.first)}


@refusing_methods()
@attrs.frozen(repr=False)
class Reciprocity(Answer):
    """Which move of one side answers which of the other.

    Attributes:
        moves: The moves of both sides, promises among them.
        window: Within how many days a move may answer another that nothing ties it to; `None` to infer nothing.
        deeds: The records of the moves that can be answered: those that are done, not only promised.
        answers: What answers what, in the order of what is answered.
        unanswered: The records of deeds that surely stay unanswered by the end of the time.
        open: Those of them whose window is not over by then.
        replies: How the first side answered the second, and the second the first.
        openings: Which side acted first, deal by deal.
    """

    moves: Moves = attrs.field(eq=False)
    window: int | None
    deeds: tuple[str, ...]
    answers: tuple[Answering, ...]
    unanswered: tuple[str, ...]
    open: tuple[str, ...]
    replies: tuple[Reply, Reply]
    openings: tuple[Opening, ...]

    def __iter__(self) -> Iterator[Answering]:
        """What answers what."""
        return iter(self.answers)

    def __len__(self) -> int:
        """Return how many answers there are."""
        return len(self.answers)

    def leads(self, side: str) -> Bounds:
        """In how many deals a side (`given` or `received`) acted first, or both at once (`together`).

        Raises:
            ReadError: There is no such side.
        """
        if side not in _SIDES:
            raise ReadError(side, "is no side", f"choose among {', '.join(_SIDES)}")
        surely = sum(opening.first == (side,) for opening in self.openings)
        return Bounds(surely, sum(side in opening.first for opening in self.openings))

    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping an answer."""
        flat = []
        for one in self.answers:
            shape = one.to_json()
            lag = shape.pop("lag")
            flat.append(shape | {"lag_low": lag["low"], "lag_high": lag["high"]})
        return flat

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the command line prints it."""
        shape = self.moves.to_json()
        head = {key: shape[key] for key in ("on", "known", "reading", "a", "b", "since", "until")}
        return head | {
            "window": self.window,
            "deeds": list(self.deeds),
            "promises": [move.record for move in self.moves if move.does == "pledge"],
            "answers": [one.to_json() for one in self.answers],
            "unanswered": list(self.unanswered),
            "open": list(self.open),
            "replies": [one.to_json() for one in self.replies],
            "openings": [one.to_json() for one in self.openings],
            "leads": {side: self.leads(side).to_json() for side in _SIDES},
        }

    def explain(self) -> Explanation:
        """Return the records and sources behind the moves."""
        return self.moves.explain()

    def __str__(self) -> str:
        """One line an answer, then the shares."""
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
            lines.append(f"  {who} answered {reply.in_kind} of {reply.moves} in kind: {_share(reply.rate)}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return how many answers, of whom."""
        return f"<Reciprocity of {self.moves.title} {self.moves.span}: {so_many(len(self), 'answer')}>"


_SIDES = ("given", "received", "together")


def _share(rate: Quotient | None) -> str:
    return "no share" if rate is None else str(rate)


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
    """Which move of one side answers which of the other, and how often like is answered with like.

    Args:
        position: The position.
        a: The first side: a party or several.
        b: The second side; default: everybody else.
        since: The first day; default: the beginning.
        until: The first day after the last; the day after the position's own if absent.
        window: Within how many days a move may answer another that no record ties it to, and within how many an answer
            in kind counts for the rate; if absent nothing is inferred, and any answer in kind counts.
        rollup: Whether what touches a party counts for the state that it belongs to.

    Raises:
        UnknownRecord: The ledger knows no such party.
        OverlappingSides: A party stands on both sides.
        ReadError: The time between the two days is empty, or the window is no number of days.
    """
    if window is not None and window not in range(_LONGEST + 1):
        raise ReadError(str(window), "is no window", f"give a number of days, from 0 to {_LONGEST:,}")
    found = moves(position, a, b, since, until, rollup=rollup)
    deeds = deeds_of(found)
    ties = tuple(answers(found, deeds, window))
    answered = {tie.to for tie in ties}
    unanswered = tuple(deed.move.record for deed in deeds if deed.move.record not in answered)
    end = min(found.until.toordinal(), position.day + 1)
    still = tuple(
        deed.move.record
        for deed in deeds
        if window is not None and deed.move.record not in answered and deed.last + window >= end
    )
    replies = (_reply("given", deeds, ties, window), _reply("received", deeds, ties, window))
    openings = tuple(_openings(position, deeds))
    return Reciprocity(
        found, window, tuple(deed.move.record for deed in deeds), ties, unanswered, still, replies, openings
    )


def _reply(side: str, deeds: tuple[Deed, ...], ties: tuple[Answering, ...], window: int | None) -> Reply:
    """How a side answered the deeds of the other."""
    others = [deed for deed in deeds if deed.move.side != side]
    answers_to: dict[str, list[Answering]] = {deed.move.record: [] for deed in deeds}
    for tie in ties:
        answers_to[tie.to].append(tie)
    told = {deed.move.record: _best(tie.certainty for tie in answers_to[deed.move.record]) for deed in others}
    kind = {
        deed.move.record: _best(tie.within(window) for tie in answers_to[deed.move.record] if tie.in_kind)
        for deed in others
    }
    sure = {deed.move.record: None for deed in others if deed.is_sure}
    counts = Bounds(len(sure), len(others))
    senses = {deed.move.record: deed.move.sense for deed in others}
    good, ill = ({one: kind[one] for one in kind if senses[one] == sense} for sense in ("benefit", "burden"))
    rates = (_rate(some, {one: None for one in sure if one in some}) for some in (kind, good, ill))
    return Reply(side, counts, _counts(told, sure), _counts(kind, sure), *rates)


def _best(certainties: Iterable[Certainty]) -> Certainty:
    found = set(certainties)
    return YES if YES in found else MAYBE if MAYBE in found else NO


def _counts(told: dict[str, Certainty], sure: dict[str, None]) -> Bounds:
    return Bounds(sum(told[one] is YES for one in sure), sum(one is not NO for one in told.values()))


def _rate(kind: dict[str, Certainty], sure: dict[str, None]) -> Quotient | None:
    """Return the share answered in kind, over all worlds in which there is anything to answer.

    What may not have been done lowers the share where it stays unanswered and raises it where it is answered, so the
    ends are those of the worlds that hold just these.
    """
    if not kind:
        return None
    unsure = [certainty for record, certainty in kind.items() if record not in sure]
    lows = [kind[record] is YES for record in sure] + [False for one in unsure if one is not YES]
    highs = [kind[record] is not NO for record in sure] + [True for one in unsure if one is not NO]
    return Quotient(_mean(lows, otherwise=1), _mean(highs, otherwise=0))


def _mean(answered: list[bool], *, otherwise: int) -> Fraction:
    """Return the share; where no such world holds a deed, all that may have been done are alike."""
    return Fraction(sum(answered), len(answered)) if answered else Fraction(otherwise)


def _openings(position: Position, deeds: tuple[Deed, ...]) -> Iterator[Opening]:
    """Which side may have acted first in each deal in which both may have acted."""
    by_deal: dict[str, list[Deed]] = {}
    for deed in deeds:
        for deal in sorted(bargains(position, deed.record)):
            by_deal.setdefault(deal, []).append(deed)
    for deal, own in by_deal.items():
        days = {side: _earliest([deed for deed in own if deed.move.side == side]) for side in _SIDES[:2]}
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


def _earliest(deeds: list[Deed]) -> tuple[int | None, int | None]:
    """Return the first day on which one of them may have been done, and that by which one surely was."""
    return min((deed.first for deed in deeds), default=None), min(
        (deed.last for deed in deeds if deed.is_sure), default=None
    )
