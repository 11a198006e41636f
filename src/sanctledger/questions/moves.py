"""The moves of two sides between two days: each act once, with its day and its code."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.common_errors import ReadError
from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.posting.position import Parties, Position
from sanctledger.questions.act_codes import code_of
from sanctledger.questions.act_roles import Doing, done, sense_of, side_of
from sanctledger.questions.acting_parties import roots
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.questions.move import Move
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.record import Record
from sanctledger.values.bounds import ONE
from sanctledger.values.dates import BEGINNING, FOREVER, Day, as_day, day_after
from sanctledger.values.periods import Certainty, intersection, run


@attrs.frozen(repr=False)
class Moves(Answer):
    """The acts of two sides towards each other between two days, in the order of their days.

    Attributes:
        position: The position.
        a: The first side.
        b: The second side; `None` for everybody else.
        since: The first day; `None` for the beginning.
        until: The first day after the last.
        deal: The deal of the acts; `None` for all acts.
        items: The moves.
    """

    position: Position = attrs.field(eq=False)
    a: frozenset[str]
    b: frozenset[str] | None
    since: dt.date | None
    until: dt.date
    deal: str | None
    items: tuple[Move, ...]

    @property
    def on(self) -> dt.date:
        """Return the day of the view."""
        return self.position.on

    @property
    def known(self) -> dt.date | None:
        """Return the day of knowledge; `None` for everything."""
        return self.position.known

    @property
    def reading(self) -> str:
        """Return the name of the reading of rival claims."""
        return self.position.reading.claims

    def __iter__(self) -> Iterator[Move]:
        """Return the moves."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return the number of moves."""
        return len(self.items)

    def __getitem__(self, index: int) -> Move:
        """Return the move at an index."""
        return self.items[index]

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each move."""
        return [move.row() for move in self.items]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain mappings and lists."""
        return {
            "on": self.on.isoformat(),
            "known": None if self.known is None else self.known.isoformat(),
            "reading": self.reading,
            "a": ",".join(sorted(self.a)),
            "b": None if self.b is None else ",".join(sorted(self.b)),
            "since": None if self.since is None else self.since.isoformat(),
            "until": self.until.isoformat(),
            "moves": [move.to_json() for move in self.items],
        }

    def explain(self) -> Explanation:
        """Return the records and sources behind the moves."""
        return Explanation(f"{self.title} {self.span}", tuple(reason_of(self.position, move) for move in self.items))

    @property
    def title(self) -> str:
        """Return both sides in words."""
        first = " ".join(sorted(self.a))
        return f"{first} and {'everybody else' if self.b is None else ' '.join(sorted(self.b))}"

    @property
    def span(self) -> str:
        """Return the time between the two days in words."""
        return f"from {self.since or 'the beginning'} until {self.until}"

    def __str__(self) -> str:
        """Return the two sides and the time, then a line for each move."""
        lines = [f"{self.title} {self.span}"]
        for move in self.items:
            maybe = "" if move.certainty is Certainty.YES else "maybe "
            lines.append(f"  {move.day} {' '.join(move.givers)} {maybe}{move.does} {move.record}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the sides, the time and the number of moves."""
        return f"<Moves of {self.title} {self.span}: {len(self)}>"


def moves(  # noqa: PLR0913 - the question and its options
    position: Position,
    a: Parties,
    b: Parties | None = None,
    since: Day | None = None,
    until: Day | None = None,
    *,
    rollup: bool = True,
    deal: str | None = None,
) -> Moves:
    """Return the acts of two sides towards each other, from one day to the day before another, in the order of days.

    An act that was reversed later is still a move; the reversal is a move of its own.

    Args:
        position: The position.
        a: The first side: a party or several.
        b: The second side; default: everybody else.
        since: The first day; default: the beginning.
        until: The first day after the last; default: the day after the day of the position.
        rollup: Whether acts that affect a party count for the state to which the party belongs.
        deal: Only the moves of this deal: records that name the deal, deliver its pledges, or reverse such records.

    Raises:
        UnknownRecord: The ledger has no such party or deal.
        OverlappingSides: A party is on both sides.
        ReadError: There is no day between the two days.
    """
    first, second = position.sides(a, b, rollup=rollup)
    start = None if since is None else as_day(since)
    end = day_after(position.on) if until is None else as_day(until)
    if start is not None and start >= end:
        raise ReadError(
            f"{start} until {end}", "holds no day", "`until` is the first day after the last; name a later one"
        )
    bargain = None if deal is None else deal_named(position, deal)
    window = run(BEGINNING if start is None else start.toordinal(), end.toordinal())
    found = []
    with CollectorPaused():
        for record in position.snapshot.versions.heads.values():
            act = done(position, record)
            if act is None or (bargain is not None and not belongs(position, record, bargain)):
                continue
            side = side_of(position, first, second, act[1], act[2], rollup=rollup)
            certainty = _within(position, record, window)
            if side is not None and certainty is not Certainty.NO:
                found.append((starts_of(position, record), _move(position, record, *act, side, certainty)))
    found.sort(key=lambda pair: (pair[0], pair[1].record))
    items = tuple(move for _, move in found)
    return Moves(position, first, second, start, end, None if bargain is None else bargain.id, items)


def deal_named(position: Position, deal: str) -> Deal:
    """Return the deal with an id, as known on the day.

    Raises:
        UnknownRecord: The ledger has no such deal, or the deal was not known on the day.
    """
    found = position.snapshot.versions.resolved((deal,), Deal)
    if not found:
        raise position.unknown(deal, "deal", [one.id for one in position.snapshot.versions.of(Deal)])
    return found[0]


def pairs_of(position: Position, deal: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of parties of a deal, in the order in which the deal names them.

    Raises:
        UnknownRecord: The ledger has no such deal.
        ReadError: The deal names fewer than two parties.
    """
    members = deal_named(position, deal).members
    if len(members) < 2:  # noqa: PLR2004 - a bargain has two sides
        raise ReadError(deal, "names fewer than two parties", "name them under `parties` of the deal")
    return tuple(itertools.combinations(members, 2))


def belongs(position: Position, record: Record, deal: Deal) -> bool:
    """Return whether a record names a deal, delivers a pledge of the deal, or reverses such a record."""
    lines = position.snapshot.versions
    if isinstance(record, Reversal) and any(belongs(position, one, deal) for one in roots(position.snapshot, record)):
        return True
    pledges = lines.resolved(getattr(record, "delivers", ()), Pledge)
    named = [one.deal for one in (record, *pledges) if one.deal is not None]
    return deal in lines.resolved(tuple(named), Deal)


def _move(  # noqa: PLR0913, PLR0917 - what was found of one move
    position: Position,
    record: Record,
    does: Doing,
    givers: tuple[str, ...],
    receivers: tuple[str, ...],
    side: str,
    certainty: Certainty,
) -> Move:
    quantity = position.snapshot.validity.quantity(record)
    if isinstance(record, Pledge) and record.promised is not None:
        quantity = record.promised
    answers = (*getattr(record, "delivers", ()), *(record.reverses if isinstance(record, Reversal) else ()))
    return Move(
        str(record.start),
        side,
        record.id,
        record.kind_name,
        does,
        givers,
        receivers,
        quantity,
        code_of(position, record, does),
        record.deal,
        record.link,
        answers,
        record.status,
        certainty,
        sense_of(position, record),
    )


def reason_of(position: Position, move: Move) -> Reason:
    """Return the record behind a move, with the claims that widen the record and their sources."""
    record = position.record(move.record)
    return Reason.of(
        position,
        record,
        side=move.side,
        unit=move.kind if move.quantity is None else move.quantity.unit,
        amount=ONE if move.quantity is None else move.quantity.bounds,
        givers=move.givers,
        receivers=move.receivers,
        days=move.day,
        made_by=position.snapshot.validity.widening(record),
    )


def starts_of(position: Position, record: Record) -> tuple[int, int]:
    """Return the numbers of the first and the last day on which a record may start, with claims that count."""
    return position.snapshot.validity.span(record).starts


def _within(position: Position, record: Record, window: tuple[tuple[int, int], ...]) -> Certainty:
    first, last = starts_of(position, record)
    starts = run(first, min(last + 1, FOREVER))
    inside = intersection(starts, window)
    if not inside:
        return Certainty.NO
    surely = inside == starts and not position.snapshot.validity.is_doubtful(record)
    return Certainty.YES if surely else Certainty.MAYBE
