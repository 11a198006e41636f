"""Rules about the days since which records are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanctledger.checks.lookups import doubted
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.records.easings import Easing
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Source
from sanctledger.values.dates import BEGINNING, FOREVER, UncertainDate


def no_day(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find records without any day of knowledge, which no view with a day of knowledge contains."""
    record_index = snapshot.record_index
    for some in record_index.columns.values():
        for record_id, start, recorded in zip(some["id"], some["start"], some["recorded"], strict=True):
            undated = recorded is None and (start is None or start.last >= FOREVER)
            if undated and record_index.recorded(record_id) is None:
                message = "nothing says since when it could be known, so every view as known on a day leaves it out"
                yield Flaw(message, record_id, "recorded", "write `recorded`, or cite a source that has a day")


def _published(snapshot: Snapshot, record: Record) -> Iterator[UncertainDate | None]:
    """Return the day of publication of each source; `None` if that is not known."""
    for citation in record.sources:
        source = snapshot.record_index.records.get(citation.source)
        yield source.published if isinstance(source, Source) else None


def before_publication(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find records that were known before their own publication or that of any of their sources."""
    for record in snapshot.versions.saying("recorded", Record):
        if record.recorded is None or not record.sources or isinstance(record, (Party, Source)):
            continue
        day = record.recorded.toordinal()
        days = list(_published(snapshot, record))
        if any(one is None or one.first <= day for one in days):
            continue
        if any(one is not None and one.first <= day for one in (record.announced, record.published)):
            continue
        first = min(range(len(days)), key=lambda at: (days[at] or UncertainDate.parse("unknown")).first)
        message = (
            f"it is recorded as known on {record.recorded}, before the first of its sources came out ({days[first]})"
        )
        hint = "cite a source of that day, or write the day on which it became known"
        yield Flaw(message, record.id, f"sources.{first}", hint)


def still_scheduled(snapshot: Snapshot, today: dt.date) -> Iterator[Flaw]:
    """Find records that are still `scheduled` although their day has passed."""
    for record in doubted(snapshot, "scheduled"):
        if record.start is not None and record.start.last < today.toordinal():
            message = f"it was scheduled for {record.start}, that day has passed, and no record confirms it"
            hint = "let a record that is `reported` amend it, or one that is `retracted`"
            yield Flaw(message, record.id, "status", hint)


def unconfirmed_days(snapshot: Snapshot, today: dt.date) -> Iterator[Flaw]:
    """Find starts and ends that were in the future when recorded, have passed, and that no later source confirms."""
    now = today.toordinal()
    ending, dated = (snapshot.versions.saying(field, Record) for field in ("end", "recorded"))
    for record in {one.id: one for one in (*ending, *dated)}.values():
        learnt, start, end = snapshot.record_index.counting_from(record.id), record.start, record.end
        if (start is None or start.first <= learnt) and (end is None or end.first <= learnt):
            continue
        if record.status == "scheduled" or not isinstance(record, (Sanction, Easing, Act)):
            continue
        for field, day in (("from", start), ("until", end)):
            if day is None or day.first <= learnt or day.last >= now or day.first == BEGINNING:
                continue
            if not _is_confirmed(snapshot, record, day.first) and not _is_without_effect(snapshot, record, day.first):
                word = "start" if field == "from" else "end"
                message = f"its {word}, {day}, was in the future when it was recorded, and no later source confirms it"
                hint = "cite a source of that day or later, write `verified_on`, or let a later record amend it"
                yield Flaw(message, record.id, field, hint)


def _is_confirmed(snapshot: Snapshot, record: Record, day: int) -> bool:
    if record.verified_on is not None and record.verified_on.last >= day:
        return True
    return any(one is not None and one.last >= day for one in _published(snapshot, record))


def _is_without_effect(snapshot: Snapshot, record: Record, day: int) -> bool:
    """Return whether a record had ended in another way by a day: reversed, replaced or lifted."""
    if record.id in snapshot.validity.cut_short:
        possible = snapshot.validity.in_force(record).possible
        if not possible or possible[-1][1] < day:
            return True
    if not isinstance(record, Sanction):
        return False
    return any(reach.easing.lifts and reach.easing.start.first <= day for reach in snapshot.easing_targets.of(record))


RULES = (
    Rule("SL211", "warning", "every record could be known since some day", no_day),
    Rule("SL212", "info", "nothing is known before the first of its sources", before_publication),
    Rule("SL213", "warning", "what was scheduled is followed up once its day has passed", still_scheduled, dated=True),
    Rule("SL214", "info", "a day learnt before it came is confirmed by something later", unconfirmed_days, dated=True),
)
