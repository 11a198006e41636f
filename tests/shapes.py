"""Ledgers in which very many records hang on one: what grows with them may grow no faster than they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import sanctledger as sl

Plain = dict[str, Any]
SIDES = {"givers": "by", "receivers": "us", "sources": "wire"}


def _day(number: int) -> str:
    return (dt.date(2000, 1, 1) + dt.timedelta(days=number)).isoformat()


def _freeze() -> Plain:
    return {"kind": "asset_freeze", "id": "ban", "from": _day(0), "senders": "us", "targets": "by", "sources": "wire"}


def _released(number: int, **said: Any) -> Plain:
    one = {"kind": "release", "id": f"release-{number}", "from": _day(2 * number), "quantity": "1 prisoners"}
    return {**one, **SIDES, **said}


def replaced_licences(count: int) -> Iterator[Plain]:
    """A chain of licences, each of which replaces the one before, until the sanction is lifted."""
    yield _freeze()
    for number in range(count):
        old = {"replaces": f"gl-{number - 1}"} if number else {}
        one = {"kind": "general_license", "id": f"gl-{number}", "from": _day(number + 1), "eases": "ban"}
        yield {**one, "sources": "wire", **old}
    yield {"kind": "delisting", "id": "off", "from": _day(count + 1), "eases": "ban", "sources": "wire"}


def partial_reversals(count: int) -> Iterator[Plain]:
    """A release of which somebody is taken back every day."""
    yield _released(0, id="release", quantity=f"{2 * count} prisoners")
    for number in range(count):
        one = {"kind": "rearrest", "id": f"rearrest-{number}", "from": _day(number + 1), "by": "by"}
        yield {**one, "reverses": "release", "quantity": "1 prisoners", "sources": "wire"}


def deliveries(count: int) -> Iterator[Plain]:
    """A pledge that is kept one by one."""
    pledge = {"kind": "pledge", "id": "pledge", "from": _day(0), "due": _day(9), "quantity": f"{2 * count} prisoners"}
    yield {**pledge, **SIDES}
    yield from (_released(number, delivers="pledge") for number in range(count))


def assertions(count: int) -> Iterator[Plain]:
    """A total that is published after every release."""
    for number in range(count):
        yield _released(number)
        one = {"kind": "assertion", "id": f"total-{number}", "from": _day(0), "until": _day(2 * number + 1)}
        yield {**one, **SIDES, "quantity": f"{number + 1} prisoners"}


def observations(count: int) -> Iterator[Plain]:
    """A stock that is counted after every release."""
    for number in range(count):
        yield _released(number)
        one = {"kind": "observation", "id": f"count-{number}", "from": _day(2 * number), "holder": "by"}
        yield {**one, "observer": "us", "quantity": f"{2 * count - number} prisoners", "sources": "wire"}


def arrests(count: int) -> Iterator[Plain]:
    """A person who is let go and arrested again, over and over."""
    yield {"kind": "person", "id": "someone"}
    for number in range(count):
        yield _released(number, people="someone")
        one = {"kind": "detention", "id": f"arrest-{number}", "from": _day(2 * number + 1), "givers": "by"}
        yield {**one, "receivers": "someone", "quantity": "1 prisoners", "sources": "wire"}


def rivals(count: int) -> Iterator[Plain]:
    """A sanction that many records correct."""
    yield _freeze()
    yield from ({**_freeze(), "id": f"ban-{number}", "corrects": "ban"} for number in range(count))


def amendments(count: int) -> Iterator[Plain]:
    """A line of many records."""
    yield _freeze()
    for number in range(count):
        old = f"ban-{number - 1}" if number else "ban"
        yield {**_freeze(), "id": f"ban-{number}", "amends": old, "recorded": _day(number + 1)}


def included(count: int) -> Iterator[Plain]:
    """A total that names all that it counts."""
    yield from (_released(number) for number in range(count))
    ids = [f"release-{number}" for number in range(count)]
    yield _released(0, id="total", quantity=f"{count} prisoners", until=_day(3 * count), includes=ids)


def bargain(count: int) -> Iterator[Plain]:
    """A deal of many steps, of one side and of the other in turn, each promised and kept."""
    yield {"kind": "deal", "id": "deal", "from": _day(0), "parties": ["us", "by"], "sources": "wire"}
    for number in range(count):
        sides = SIDES if number % 2 else {**SIDES, "givers": "us", "receivers": "by"}
        after = {"order": {"after": [f"pledge-{number - 1}"]}} if number else {}
        pledge = {"kind": "pledge", "id": f"pledge-{number}", "from": _day(0), "due": _day(2 * number + 5)}
        yield {**pledge, **sides, **after, "quantity": "2 prisoners", "deal": "deal"}
        yield _released(number, delivers=f"pledge-{number}", **sides)


def ratings(count: int) -> Iterator[Plain]:
    """A sanction that many coders assess on one scale."""
    yield _freeze()
    for number in range(count):
        one = {"kind": "assessment", "id": f"rating-{number}", "about": "ban", "coder": f"coder-{number}"}
        yield {**one, "scale": "success", "value": str(number % 4), "sources": "wire"}


SHAPES: tuple[Callable[[int], Iterator[Plain]], ...] = (
    replaced_licences,
    partial_reversals,
    deliveries,
    assertions,
    observations,
    arrests,
    rivals,
    amendments,
    included,
    bargain,
)


def ledger(shape: Callable[[int], Iterator[Plain]], count: int) -> sl.Ledger:
    """The ledger of a shape, with its two states and its source."""
    cast: list[Plain] = [{"kind": "state", "id": "us"}, {"kind": "state", "id": "by"}]
    cast.append({"kind": "source", "id": "wire", "published": _day(0), "tier": "press"})
    return sl.Ledger([sl.KINDS.make(plain) for plain in (*cast, *shape(count))])
