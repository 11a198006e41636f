"""What was done between two days: each act once, dated, with its code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import attrs

from sanctledger.concessions import Act, Coercion
from sanctledger.dates import BEGINNING, FOREVER, day_after
from sanctledger.easings import Easing
from sanctledger.errors import ReadError, ScopeTooIntricate
from sanctledger.exchange import Deal, Pledge, Reversal
from sanctledger.periods import Certainty, intersection, run
from sanctledger.position import Position
from sanctledger.quantity import Quantity
from sanctledger.record import Record
from sanctledger.sanctions import Sanction
from sanctledger.tabular import Answer

Doing = Literal[
    "impose", "continue", "reimpose", "ease", "lift", "lapse", "tighten", "reverse", "concede", "coerce", "pledge"
]
#: Promises, by the family of what is promised: to ease restraints, to release, anything else (CAMEO 1.1b3).
_PROMISE_CODES = {"easing": "0354", "release": "0353"}
_TIGHTENING = "163"


@attrs.frozen
class Move:
    """One act of a party towards another.

    Attributes:
        day: The day on which it was done, as the ledger writes it.
        side: `given` where the first side of the question acted, `received` where the second did.
        record: The id of its record.
        kind: The kind of its record.
        does: What it does: impose, continue, reimpose, ease, lift, lapse, tighten, reverse, concede, coerce, pledge.
        givers: Who acted.
        receivers: Upon whom or for whom.
        quantity: How much, where it is an amount.
        cameo: Its CAMEO code; `None` where the code is not settled.
        deal: Its deal.
        link: How strongly it is tied to that deal.
        answers: The records that it answers: the pledges that it keeps, what it reverses.
        standing: How sure it is.
        certainty: `MAYBE` where it may not have happened, or not between the two days.
    """

    day: str
    side: str
    record: str
    kind: str
    does: Doing
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    quantity: Quantity | None
    cameo: str | None
    deal: str | None
    link: str | None
    answers: tuple[str, ...]
    standing: str
    certainty: Certainty

    def to_json(self) -> dict[str, Any]:
        """The move as the command line prints it."""
        shape = attrs.asdict(self, recurse=False)
        return shape | {
            "givers": list(self.givers),
            "receivers": list(self.receivers),
            "answers": list(self.answers),
            "quantity": None if self.quantity is None else self.quantity.to_json(),
            "certainty": self.certainty.value,
        }

    def row(self) -> dict[str, Any]:
        """One flat mapping."""
        return self.to_json() | {
            "givers": " ".join(self.givers),
            "receivers": " ".join(self.receivers),
            "answers": " ".join(self.answers),
            "quantity": None if self.quantity is None else str(self.quantity),
        }


@attrs.frozen(repr=False)
class Moves(Answer):
    """The acts of two sides towards each other between two days, in the order of their days.

    Attributes:
        on: The day of the view.
        known: The last day whose knowledge counts.
        reading: How rival claims are read.
        a: The first side.
        b: The second side; `None` for everybody else.
        since: The first day; `None` for the beginning.
        until: The first day after the last.
        items: The moves.
    """

    on: dt.date
    known: dt.date | None
    reading: str
    a: frozenset[str]
    b: frozenset[str] | None
    since: dt.date | None
    until: dt.date
    items: tuple[Move, ...]

    def __iter__(self) -> Iterator[Move]:
        """The moves."""
        return iter(self.items)

    def __len__(self) -> int:
        """How many moves there are."""
        return len(self.items)

    def __getitem__(self, index: int) -> Move:
        """The move at a place."""
        return self.items[index]

    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping a move."""
        return [move.row() for move in self.items]

    def to_json(self) -> dict[str, Any]:
        """The answer as the command line prints it."""
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

    def __repr__(self) -> str:
        """How many moves, from when until when."""
        return f"<Moves from {self.since or 'the beginning'} until {self.until}: {len(self)}>"


def moves(  # noqa: PLR0913 - the question and its options
    position: Position,
    a: str | Iterable[str],
    b: str | Iterable[str] | None = None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    rollup: bool = True,
) -> Moves:
    """What two sides did to and for each other from one day up to and not including another.

    An act that was later reversed was still done; the reversal is a move of its own.

    Args:
        position: The position.
        a: The first side: a party or several.
        b: The second side; everybody else where absent.
        since: The first day; the beginning where absent.
        until: The first day after the last; the day after the position's own where absent.
        rollup: Whether what touches a party counts for the state that it belongs to.

    Raises:
        UnknownRecord: The ledger knows no such party.
        OverlappingSides: A party stands on both sides.
        ReadError: The time between the two days is empty.
    """
    first, second = position.sides(a, b, rollup=rollup)
    end = until or day_after(position.on)
    if since is not None and since >= end:
        raise ReadError(
            f"{since} until {end}", "holds no day", "`until` is the first day after the last; name a later one"
        )
    window = run(BEGINNING if since is None else since.toordinal(), end.toordinal())
    found = []
    for record in position.account.lines.heads.values():
        done = _done(position, record)
        if done is None:
            continue
        does, givers, receivers = done
        side = _side(position, first, second, givers, receivers, rollup=rollup)
        certainty = _within(position, record, window)
        if side is not None and certainty is not Certainty.NO:
            found.append((_starts(position, record), _move(position, record, does, givers, receivers, side, certainty)))
    found.sort(key=lambda pair: (pair[0], pair[1].record))
    items = tuple(move for _, move in found)
    reading = position.reading.claims
    return Moves(position.on, position.known, reading, first, second, since, end, items)


def _move(  # noqa: PLR0913, PLR0917 - what was found of one move
    position: Position,
    record: Record,
    does: Doing,
    givers: tuple[str, ...],
    receivers: tuple[str, ...],
    side: str,
    certainty: Certainty,
) -> Move:
    quantity = position.account.holding.quantity(record)
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
        _code(record, does),
        record.deal,
        record.link,
        answers,
        record.standing,
        certainty,
    )


def _starts(position: Position, record: Record) -> tuple[int, int]:
    return position.account.holding.span(record).starts


def _within(position: Position, record: Record, window: tuple[tuple[int, int], ...]) -> Certainty:
    first, last = _starts(position, record)
    starts = run(first, min(last + 1, FOREVER))
    inside = intersection(starts, window)
    if not inside:
        return Certainty.NO
    surely = inside == starts and not position.account.holding.is_doubtful(record)
    return Certainty.YES if surely else Certainty.MAYBE


def _side(  # noqa: PLR0913 - the two sides of the question and of the act
    position: Position,
    a: frozenset[str],
    b: frozenset[str] | None,
    givers: tuple[str, ...],
    receivers: tuple[str, ...],
    *,
    rollup: bool,
) -> str | None:
    def touches(parties: tuple[str, ...], side: frozenset[str] | None) -> bool:
        if side is not None:
            return not position.account.touched(parties, rollup=rollup).isdisjoint(side)
        return any(position.account.touched([party], rollup=rollup).isdisjoint(a) for party in parties)

    if touches(givers, a) and touches(receivers, b):
        return "given"
    return "received" if touches(givers, b) and touches(receivers, a) else None


def _done(position: Position, record: Record) -> tuple[Doing, tuple[str, ...], tuple[str, ...]] | None:
    """What a record does, who did it and to whom; `None` where it is no act."""
    if isinstance(record, Sanction):
        does: Doing = "reimpose" if record.reimposes else "continue" if record.continues else "impose"
        return does, record.senders, record.targets
    if isinstance(record, Act):
        return "coerce" if isinstance(record, Coercion) else "concede", record.givers, record.receivers
    if isinstance(record, Pledge):
        return "pledge", record.givers, record.receivers
    if isinstance(record, Easing):
        return (_eases(position, record), *_parties(position.account.reaches.restraints(record)))
    if isinstance(record, Reversal):
        return _reverses(position, record)
    return None


def _eases(position: Position, easing: Easing) -> Doing:
    if easing.lifts:
        return "lapse" if easing.expires else "lift"
    for before in position.account.lines.resolved(easing.replaces, Easing):
        if not before.lifts and _narrows(position, easing, before):
            return "tighten"
    return "ease"


def _narrows(position: Position, easing: Easing, before: Easing) -> bool:
    """Whether a licence frees less than the one before: a part of its restraints or scope, or only a winding down."""
    if easing.partial and not before.partial:
        return True
    now, then = (_restraints(position, one) for one in (easing, before))
    if not now <= then:
        return False
    book = position.account.book
    frees, freed = book.reach(easing), book.reach(before)
    reached = dict.fromkeys(book.reach(sanction) for sanction, *_ in position.account.reaches.restraints(easing))
    try:
        if not all((reach & frees).within(freed) for reach in reached):
            return False
        return now != then or not all((reach & freed).within(frees) for reach in reached)
    except ScopeTooIntricate:  # of what cannot be compared, nothing is said
        return False


def _restraints(position: Position, easing: Easing) -> frozenset[tuple[str, str, str]]:
    """The restraints that an easing reaches: sanction, sender and target of each."""
    reached = position.account.reaches.restraints(easing)
    return frozenset((sanction.id, sender, target) for sanction, sender, target in reached)


def _parties(reached: Iterable[tuple[Sanction, str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The senders and the targets of some restraints, each once."""
    restraints = list(reached)
    return (
        tuple(dict.fromkeys(sender for _, sender, _ in restraints)),
        tuple(dict.fromkeys(target for _, _, target in restraints)),
    )


def _reverses(position: Position, reversal: Reversal) -> tuple[Doing, tuple[str, ...], tuple[str, ...]]:
    """The parties of a reversal: who reverses, and those whom the reversed records concern as far as it reaches."""
    givers: dict[str, None] = dict.fromkeys(reversal.by)
    receivers: dict[str, None] = {}
    seen = {reversal.id}
    waiting = list(position.account.lines.resolved(reversal.reverses, Record))
    while waiting:
        record = waiting.pop()
        if record.id in seen:
            continue
        seen.add(record.id)
        if isinstance(record, Reversal):
            waiting += position.account.lines.resolved(record.reverses, Record)
            continue
        gave, took = _concerned(position, reversal, record)
        if not reversal.by:
            givers |= dict.fromkeys(gave)
        receivers |= dict.fromkeys(took)
    return "reverse", tuple(givers), tuple(receivers)


def _concerned(position: Position, reversal: Reversal, record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who did what a reversal takes back, and to whom, as far as the reversal concerns them."""
    reaches = position.account.reaches
    if isinstance(record, Easing):
        return _parties(one for one in reaches.restraints(record) if reaches.concerns(reversal, record, *one))
    if isinstance(record, Sanction):
        all_of_it = ((record, sender, target) for sender in record.senders for target in record.targets)
        return _parties(one for one in all_of_it if reaches.concerns(reversal, record, *one))
    if isinstance(record, Deal):
        return (), tuple(party for party in record.members if party not in reversal.by)
    done = _done(position, record)
    return ((), ()) if done is None else done[1:]


def _code(record: Record, does: Doing) -> str | None:
    if does == "tighten":
        return _TIGHTENING
    if isinstance(record, Pledge):
        promised = record.promises.kind if record.promises is not None else None
        if promised in ("release", "pardon", "clemency", "handover", "asset_release"):
            return _PROMISE_CODES["release"]
        if promised in ("general_license", "specific_license", "waiver", "suspension", "delisting", "termination"):
            return _PROMISE_CODES["easing"]
        return None
    return record.cameo
