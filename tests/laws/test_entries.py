"""Entries are the one primitive: every position is a sum over them."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from laws.answers import SIDES, ZERO, Sides, amounts
from laws.oracle import Item, gave
from laws.universe import DAYS, STATES, UNITS, Plain, chain, day, ledger_of
from strategies import plain_ledgers

import sanctledger as sl
from sanctledger.records.entry import Entry
from sanctledger.values.bounds import NOTHING, Bounds, total
from sanctledger.values.periods import Certainty

#: Units that no other is a part of, nor they of another: what an entry counts is its own amount there.
ALONE = (
    "release",
    "payment",
    *(f"{state}:{kind}" for state in STATES for kind in ("asset_freeze", "travel_ban", "export_control")),
)


def counts(entry: Entry, sides: Sides, *, rollup: bool) -> bool:
    """Whether an entry counts as given by the first side to the second."""
    item = Item(entry.record, entry.givers, entry.receivers, {entry.unit: 1})
    return bool(gave([item], *sides, rollup=rollup))


def scanned(ledger: sl.Ledger, sides: Sides, unit: str, number: int, *, rollup: bool) -> Bounds:
    """The sum over all entries, one after the other."""
    found = []
    for entry in ledger.entries():
        holds = entry.periods.holds(day(number))
        if entry.unit == unit and holds is not Certainty.NO and counts(entry, sides, rollup=rollup):
            found.append(entry.amount if holds is Certainty.YES else entry.amount.hull(NOTHING))
    return total(found)


@given(plain_ledgers(), st.sampled_from(SIDES), st.booleans(), st.sampled_from(DAYS))
def test_an_answer_is_the_sum_over_a_plain_scan_of_the_entries(
    plains: list[Plain], sides: Sides, rollup: bool, number: int
) -> None:
    ledger = ledger_of(plains)
    rows = amounts(ledger.at(day(number)), sides, rollup=rollup)
    for unit in ALONE:
        told, summed = rows.get(unit, ZERO)[0], scanned(ledger, sides, unit, number, rollup=rollup)
        assert told == summed or (hang_together(plains) and summed.contains(told)), (unit, told, summed)


def hang_together(plains: list[Plain]) -> bool:
    """Whether sanctions continue each other: while one takes over they are not summed as if each were independent."""
    return any("continues" in plain for plain in plains)


@given(plain_ledgers(), st.sampled_from(SIDES), st.booleans(), st.sampled_from(DAYS))
def test_a_unit_counts_its_own_entries_and_those_of_its_parts(
    plains: list[Plain], sides: Sides, rollup: bool, number: int
) -> None:
    ledger = ledger_of(plains)
    rows = amounts(ledger.at(day(number)), sides, rollup=rollup)
    for unit in UNITS:
        row = rows.get(unit, ZERO)[0]
        least = Bounds(0, 0)
        for entry in ledger.entries():
            whole = entry.part_of is None and unit in chain(entry.unit)
            if whole and entry.periods.holds(day(number)) is Certainty.YES and counts(entry, sides, rollup=rollup):
                least += Bounds(entry.amount.low, entry.amount.low)
        assert (row.low or 0) >= (least.low or 0)


@given(plain_ledgers(), st.sampled_from(SIDES), st.booleans())
def test_the_position_of_a_day_less_that_of_the_day_before_is_what_opens_and_closes_on_it(
    plains: list[Plain], sides: Sides, rollup: bool
) -> None:
    assume(not hang_together(plains))
    ledger = ledger_of(plains)
    entries = [entry for entry in ledger.entries() if counts(entry, sides, rollup=rollup)]
    for number in DAYS[1:]:
        today, before = (amounts(ledger.at(day(n)), sides, rollup=rollup) for n in (number, number - 1))
        for unit in ALONE:
            low = high = 0
            for entry in entries:
                if entry.unit == unit:
                    low += int(entry.amount.low or 0) * _opens(entry, number, Certainty.YES)
                    high += int(entry.amount.high or 0) * _opens(entry, number, Certainty.YES, Certainty.MAYBE)
            one, other = today.get(unit, ZERO)[0], before.get(unit, ZERO)[0]
            assert (one.low or 0) - (other.low or 0) == low
            assert None in (one.high, other.high) or (one.high or 0) - (other.high or 0) == high


def _opens(entry: Entry, number: int, *sure: Certainty) -> int:
    """One where it begins to hold on a day, less one where it ceases to."""
    now, before = (entry.periods.holds(day(n)) in sure for n in (number, number - 1))
    return now - before
