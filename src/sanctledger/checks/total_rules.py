"""Rules about totals: their parts, and the records that they include, add up."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.checks.inclusion import amount_below
from sanctledger.checks.lookups import said
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.values.bounds import Bounds, add, total, write_number
from sanctledger.values.quantity import Quantity


def gap(one: Bounds, other: Bounds) -> str | None:
    """Return the smallest difference between two amounts, in words; `None` if they may be equal."""
    if one.low is not None and other.high is not None and one.low > other.high:
        return write_number(add(one.low, -other.high))
    if other.low is not None and one.high is not None and other.low > one.high:
        return write_number(add(other.low, -one.high))
    return None


def parts_do_not_add_up(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find amounts whose complete parts have another sum."""
    units = snapshot.record_index.units
    for act in snapshot.versions.saying("of_which", Act):
        if not (act.complete and act.quantity):
            continue
        whole = _stated(snapshot, act)
        parts = [snapshot.amounts.part(part) for part in act.of_which]
        strange = [number for number, part in enumerate(parts) if not units.is_within(part.unit, whole.unit)]
        for number in strange:
            part = said(snapshot, parts[number])
            message = f"its parts are complete, and one of them, {part}, is not counted in {whole.unit}"
            yield Flaw(message, act.id, f"of_which.{number}", "leave `complete` out, or count it in that unit")
        summed = total(part.bounds for part in parts)
        apart = gap(summed, whole.bounds)
        if apart is not None and not strange:
            message = f"its parts come to {summed} and not to {said(snapshot, whole)}: {apart} apart"
            yield Flaw(message, act.id, "of_which", "fix the parts or the whole, or leave `complete` out")


def _stated(snapshot: Snapshot, act: Act) -> Quantity:
    """Return the amount as the record states it, without claims, in its canonical unit."""
    quantity = act.quantity or snapshot.amounts.quantity(act)
    return Quantity(quantity.bounds, snapshot.record_index.units.canonical(quantity.unit))


def part_above_whole(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find parts that are larger than their amount."""
    for act in snapshot.versions.saying("of_which", Act):
        if act.quantity is None:
            continue
        whole = _stated(snapshot, act)
        for number, part in enumerate(act.of_which):
            low, high = part.quantity.bounds.low, whole.bounds.high
            amount = snapshot.amounts.part(part)
            if (
                low is not None
                and high is not None
                and low > high
                and _is_comparable(snapshot, amount.unit, whole.unit)
            ):
                message = f"a part of it, {said(snapshot, amount)}, is more than the whole, {said(snapshot, whole)}"
                yield Flaw(message, act.id, f"of_which.{number}", "fix the one or the other")


def _is_comparable(snapshot: Snapshot, unit: str, whole: str) -> bool:
    units = snapshot.record_index.units
    return units.is_within(unit, whole) or units.is_within(whole, unit)


def parts_overlap(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find amounts whose parts in their own unit add up to more than the whole, so that some must overlap."""
    for act in snapshot.versions.saying("of_which", Act):
        if act.complete or len(act.of_which) < 2 or act.quantity is None:  # noqa: PLR2004 - one part overlaps nothing
            continue
        whole = _stated(snapshot, act)
        parts = [part for part in map(snapshot.amounts.part, act.of_which) if part.unit == whole.unit]
        summed = total(part.bounds for part in parts)
        low, high = summed.low, whole.bounds.high
        if low is None or high is None or low <= high or any((part.bounds.low or 0) > high for part in parts):
            continue
        more = f"come to {summed}, which is more than {said(snapshot, whole)}"
        message = f"its parts in {whole.unit} {more}: some of them overlap"
        yield Flaw(message, act.id, "of_which", "nothing to do where they do; otherwise fix the parts or the whole")


def includes_more(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find totals that include records of a larger amount than their own."""
    for act in snapshot.versions.saying("includes", Act):
        whole = snapshot.amounts.quantity(act)
        below = amount_below(snapshot, act, whole.unit)
        if below.low is not None and whole.bounds.high is not None and below.low > whole.bounds.high:
            apart = gap(below, whole.bounds)
            includes = said(snapshot, Quantity(below, whole.unit))
            message = f"it counts {said(snapshot, whole)} and includes records of {includes}: {apart} too many"
            yield Flaw(message, act.id, "includes", "take out what it does not count, or fix the amounts")


def includes_later(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find totals that include records of a later day, whose amounts are missing until that day."""
    for act in snapshot.versions.saying("includes", Act):
        for number, named in enumerate(act.includes):
            for below in snapshot.versions.resolved((named,), Act):
                if below.start.first > act.start.last:
                    message = (
                        f"it is of {act.start} and includes `{below.id}` of {below.start}: in between neither counts it"
                    )
                    hint = "date the total to the last day that it counts, or take out what came later"
                    yield Flaw(message, act.id, f"includes.{number}", hint)


RULES = (
    Rule("SL411", "error", "parts that are complete add up to the whole", parts_do_not_add_up),
    Rule("SL412", "error", "no part is greater than the whole", part_above_whole),
    Rule("SL413", "info", "parts that do not overlap come to no more than the whole", parts_overlap),
    Rule("SL414", "warning", "a total counts at least what it includes", includes_more),
    Rule("SL417", "warning", "a total includes nothing that came later", includes_later),
)
