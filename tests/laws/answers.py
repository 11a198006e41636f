"""What a view answers, as plain values that two views can be compared by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from laws.universe import COUNTRIES, DAYS, day

import sanctledger as sl
from sanctledger.records.entry import Entry
from sanctledger.values.bounds import NOTHING, Bounds

Amounts = dict[str, tuple[Bounds, Bounds, Bounds]]
Sides = tuple[list[str], list[str] | None]

SIDES: tuple[Sides, ...] = (
    (["us"], ["by"]),
    (["belavia"], ["us", "eu"]),
    (["us", "eu"], None),
    (["crew"], ["by"]),
)
EVERYBODY = tuple(COUNTRIES)
ZERO = (NOTHING, NOTHING, NOTHING)


def amounts(view: sl.View, sides: Sides, **options: Any) -> Amounts:
    """What two sides gave each other: given, received and net, by group and unit."""
    rows = view.balance(*sides, **options)
    return {
        row.unit if row.group is None else f"{row.group} {row.unit}": (
            row.given.bounds,
            row.received.bounds,
            row.net.bounds,
        )
        for row in rows
    }


def states(view: sl.View) -> dict[tuple[str, ...], tuple[tuple[str, ...], bool]]:
    """The candidates of each measure, and whether the one is certain."""
    return {
        (one.id, *one.givers, *one.receivers): (tuple(sorted(one.candidates)), one.certain) for one in view.sanctions()
    }


def statuses(view: sl.View) -> set[tuple[Any, ...]]:
    """What stands of easings, concessions and coercions."""
    found = [*view.easings(), *view.concessions(), *view.coercions()]
    return {(one.id, one.candidates, one.certain, one.since, one.until, one.amount, frozenset(one.by)) for one in found}


def position(view: sl.View) -> tuple[Any, ...]:
    """All that a view answers about positions."""
    return (
        [amounts(view, sides, rollup=rollup) for sides in SIDES for rollup in (True, False)],
        [amounts(view, SIDES[0], by=by) for by in ("kind", "program", "deal")],
        states(view),
        statuses(view),
    )


def positions(ledger: sl.Ledger, **axes: Any) -> list[tuple[Any, ...]]:
    """All that a ledger answers about positions, day by day."""
    return [position(ledger.at(day(number), **axes)) for number in DAYS]


def balances(ledger: sl.Ledger) -> list[list[Amounts]]:
    """What a ledger answers about amounts alone, day by day."""
    return [
        [amounts(ledger.at(day(number)), sides, rollup=rollup) for sides in SIDES for rollup in (True, False)]
        for number in DAYS
    ]


def lines(entries: Iterable[Entry]) -> set[tuple[Any, ...]]:
    """Entries without their order, and without the day since which they are known."""
    return {
        (
            entry.record,
            entry.givers,
            entry.receivers,
            entry.unit,
            entry.amount,
            entry.periods,
            entry.part_of,
            entry.status,
            frozenset(entry.because),
        )
        for entry in entries
    }
