"""The changes between two views of one ledger: records that began, ended, became known, were corrected or reversed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, get_args

import attrs

from sanctledger.base.answer import ListAnswer, Plain
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.field_changes import FieldChange, changes
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation, explanation_of
from sanctledger.questions.lists import coercions, concessions, easings, sanctions
from sanctledger.questions.one_line import cited_ids, learnt, summary_of
from sanctledger.questions.record_state import RecordState
from sanctledger.questions.record_states import RecordStates
from sanctledger.questions.settlement.pledge_status import pledges
from sanctledger.records.deals import Reversal
from sanctledger.records.record import Record
from sanctledger.records.sources import Claim, Source
from sanctledger.values.dates import BEGINNING, FOREVER, day_text
from sanctledger.values.periods import Certainty

What = Literal["opened", "closed", "learnt", "corrected", "amended", "retracted", "reversed", "changed"]


@attrs.frozen
class Change(Plain):
    """One difference between two views.

    Attributes:
        what: The class of the change:
            - `opened`: the record began between the two days, or may have.
            - `closed`: the record ended.
            - `learnt`: the record became known between the two days of knowledge. It had begun by the first day, begins
              only after the second, or has no day.
            - `corrected`, `amended`, `retracted`: another record took its place.
            - `reversed`: the record reverses another one, and did not at the first view.
            - `changed`: the record is in another state.
        record: The id of the record.
        kind: The kind of the record.
        certain: Whether the change is certain at the second view.
        day: The day of the change, as the ledger writes it; for a state, its first day; `None` if there is none.
        recorded: The day since which the record is known.
        says: The content of the record, or the two states, on one line.
        by: The ids of the records that caused the change.
        fields: The changed fields, for a correction.
        sources: The ids of the sources of the record.
    """

    what: What
    record: str
    kind: str
    certain: bool
    day: str | None
    recorded: str | None
    says: str
    by: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    sources: tuple[str, ...] = ()
    _rank: tuple[int, int] = attrs.field(default=(0, 0), eq=False, repr=False, alias="rank")


@refusing_methods()
@attrs.frozen(repr=False)
class Changes(ListAnswer[Change]):
    """The differences of a later view from an earlier one, in the order of their days; false if there are none.

    Attributes:
        since: The day of the first view.
        since_known: The day of knowledge of the first view; `None` for everything.
        on: The day of the second view.
        known: The day of knowledge of the second view; `None` for everything.
        reading: The reading of rival claims.
        items: The changes.
    """

    JSON = ("since", "since_known", "on", "known", "reading", "changes=items")

    since: dt.date
    since_known: dt.date | None
    on: dt.date
    known: dt.date | None
    reading: str
    items: tuple[Change, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    def __bool__(self) -> bool:
        """Return whether there is any change."""
        return bool(self.items)

    def of(self, what: What) -> tuple[Change, ...]:
        """Return the changes of one class.

        Raises:
            ReadError: There is no such class.
        """
        if what not in get_args(What):
            raise ReadError(str(what), "is not a sort of change", f"choose among {', '.join(get_args(What))}")
        return tuple(item for item in self.items if item.what == what)

    def explain(self) -> Explanation:
        """Return the records of the changes, with their sources."""
        return explanation_of(
            self._position, f"what changed since {self.since}", ((one.what, one.record) for one in self.items)
        )

    def __str__(self) -> str:
        """Return the changes, a line each."""
        lines = [f"from {self.since} to {self.on}"]
        for item in self.items:
            maybe = "" if item.certain else "maybe "
            says = f": {item.says}" if item.says else ""
            late = f", known since {item.recorded}" if item.recorded and item.recorded != item.day else ""
            lines.append(f"  {item.day or 'no day'}: {maybe}{item.what} {item.record} ({item.kind}{late}){says}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return both days and the number of changes."""
        return f"<Changes from {self.since} to {self.on}: {len(self)}>"


def changed(before: Position, after: Position) -> Changes:
    """Return the differences between two positions of one ledger.

    A record that had neither begun nor become known by the later day is left out, even if the later position knows the
    record in hindsight.

    Raises:
        ReadError: The second position is earlier than the first, by its day or by its day of knowledge.
    """
    if after.day < before.day or (after.known is not None and (before.known or dt.date.max) > after.known):
        text = f"{before.on} to {after.on}"
        raise ReadError(text, "goes back in time", "ask the later view what changed since the earlier one")
    found = [*_records(before, after), *_states(before, after)]
    found.sort(key=_order)
    return Changes(before.on, before.known, after.on, after.known, after.reading.claims, tuple(found), position=after)


def _order(one: Change) -> tuple[int, int, int, str, str]:
    """Return the sort key: the day, the class of the change, and the day since which it is known."""
    place, known = one._rank  # noqa: SLF001 - its own part
    return place, get_args(What).index(one.what), known, one.record, one.says


# Changes of records: new, begun, ended, replaced.


def _records(before: Position, after: Position) -> Iterator[Change]:
    was, now = before.snapshot.versions, after.snapshot.versions
    record_index, known_before = after.snapshot.record_index, before.snapshot.known
    for record in now.heads.values():
        members = [member for member in now.members(record.id) if record_index.counts_from[member] <= known_before]
        if record.id in was.heads:
            yield from _began_or_ended(before, after, record)
        elif record_index.counts_from[record.id] > known_before and members:
            yield _replaced(after, record, [record_index.records[member] for member in members])
            if record.start is not None:
                old = was.head(members[-1])
                yield from _began_or_ended(before, after, record, old)
        elif _is_news(after, record):
            yield _new_record(before, after, record)
            if record.start is not None:
                yield from _closed(after, record, after.snapshot.validity.expired_days(record).at(before.day))
    for record in was.heads.values():
        if now.head(record.id) is None:
            yield _withdrawn(after, record)


def _is_news(after: Position, record: Record) -> bool:
    """Return whether a new record is a change.

    - A source is a change only if it has a `recorded` day.
    - A claim is a change if the record that it is about is, or if the claim was known by the later day.
    - Any other record is a change if it had begun or was known by the later day.
    """
    if isinstance(record, Source):
        return record.recorded is not None
    about = after.snapshot.versions.head(record.about) if isinstance(record, Claim) else None
    if about is not None and not isinstance(about, Claim):
        return _is_news(after, about) or after.snapshot.record_index.counts_from[record.id] <= after.day
    begun = record.start is None or after.snapshot.validity.span(record).starts[0] <= after.day
    return begun or after.snapshot.record_index.counts_from[record.id] <= after.day


def _new_record(before: Position, after: Position, record: Record) -> Change:
    """Return the change of a record that was not known before: it began between the two days, or only became known."""
    validity = after.snapshot.validity
    started = Certainty.YES if record.start is None else validity.start_days(record).at(after.day)
    earlier = Certainty.YES if record.start is None else validity.start_days(record).at(before.day)
    what: What = "learnt"
    if started is not Certainty.NO and isinstance(record, Reversal):
        what = "reversed"
    elif started is not Certainty.NO and earlier is not Certainty.YES:
        what = "opened"
    return _change(after, what, record, certain=started is Certainty.YES)


def _began_or_ended(before: Position, after: Position, record: Record, old: Record | None = None) -> Iterator[Change]:
    """Return the changes of a record that began or ended between the two days."""
    if record.start is None:
        return
    then, now = before.snapshot.validity, after.snapshot.validity
    old = record if old is None else old
    started = now.start_days(record).at(after.day)
    if started is not Certainty.NO and then.start_days(old).at(before.day) is Certainty.NO:
        what: What = "reversed" if isinstance(record, Reversal) else "opened"
        yield _change(after, what, record, certain=started is Certainty.YES)
    yield from _closed(after, record, then.expired_days(old).at(before.day))


def _closed(after: Position, record: Record, ended_before: Certainty) -> Iterator[Change]:
    """Return the change of a record that reached its own end between the two days."""
    ended = after.snapshot.validity.expired_days(record).at(after.day)
    if ended is not Certainty.NO and ended_before is Certainty.NO:
        day, first = str(record.end), after.snapshot.validity.span(record).ends[0]
        yield _change(after, "closed", record, certain=ended is Certainty.YES, day=day, first=first)


def _replaced(after: Position, record: Record, olds: list[Record]) -> Change:
    """Return the change of a record that took the place of a record known before."""
    last = olds[-1]
    fields = changes(last.to_mapping(), record.to_mapping())
    apart = ("id", "corrects", "amends", "recorded")
    different = tuple(one for one in fields if one.field not in apart)
    what: What = "corrected" if record.corrects else "amended"
    says = f"{last.id}: {'; '.join(map(str, different)) or 'nothing otherwise'}"
    return _change(after, what, record, certain=True, says=says, by=(last.id,), fields=different)


def _withdrawn(after: Position, record: Record) -> Change:
    """Return the change of a record that no longer counts: retracted, or of a status that the reading leaves out."""
    members = after.snapshot.versions.members(record.id)
    last = after.snapshot.record_index.records[members[-1]]
    return _change(after, "retracted", last, certain=True, says=summary_of(after, record), by=(record.id,))


def _change(  # noqa: PLR0913 - what was found of one change
    after: Position,
    what: What,
    record: Record,
    *,
    certain: bool,
    says: str | None = None,
    by: tuple[str, ...] = (),
    fields: tuple[FieldChange, ...] = (),
    day: str | None = None,
    first: int | None = None,
) -> Change:
    start = None if record.start is None else str(record.start)
    place = first if first is not None else 0 if record.start is None else record.start.first
    since = learnt(after, record.id)
    said = summary_of(after, record) if says is None else says
    known = after.snapshot.record_index.counts_from.get(record.id, FOREVER)
    where = day if day is not None else start
    rank = (place, known)
    return Change(
        what, record.id, record.kind_name, certain, where, since, said, by, fields, cited_ids(record), rank=rank
    )


# Changes of states.


def _states(before: Position, after: Position) -> Iterator[Change]:
    for question in (sanctions, easings, concessions, coercions, pledges):
        yield from _changed_states(before, after, question(before), question(after))


_Key = tuple[str, tuple[str, ...], tuple[str, ...]]


def _changed_states(before: Position, after: Position, was: RecordStates, now: RecordStates) -> Iterator[Change]:
    """Return the changes of state; measures of one sanction that changed in the same way are one change."""
    by_id = {_key(before, after, item): item for item in was}
    groups: dict[tuple[str, str], list[RecordState]] = {}
    for item in now:
        old = by_id.get(_key(after, after, item))
        if old is not None and (old.state, old.amount) != (item.state, item.amount):
            groups.setdefault((item.id, _old_and_new(after, old, item)), []).append(item)
    for (record_id, says), items in groups.items():
        first = items[0]
        record = after.record(record_id)
        targets = ", ".join(dict.fromkeys(one for item in items for one in item.receivers))
        since = BEGINNING if first.since is None else first.since.toordinal()
        yield Change(
            "changed",
            record_id,
            record.kind_name,
            all(item.certain for item in items),
            day_text(since),
            learnt(after, record_id),
            f"{says} ({targets})" if was.question == "sanctions" else says,
            tuple(dict.fromkeys(one for item in items for one in item.by)),
            sources=cited_ids(record),
            rank=(since, after.snapshot.record_index.counts_from.get(record_id, FOREVER)),
        )


def _key(position: Position, after: Position, item: RecordState) -> _Key:
    """Return the id of a record at the later position and, for a sanction, its sides."""
    head = after.snapshot.versions.head(item.id)
    record_id = item.id if head is None else head.id
    if position.snapshot.versions.heads[item.id].family != "sanction":
        return record_id, (), ()
    givers, receivers = (tuple(map(after.snapshot.party_id, some)) for some in (item.givers, item.receivers))
    return record_id, givers, receivers


def _old_and_new(after: Position, old: RecordState, item: RecordState) -> str:
    says = [] if old.state == item.state else [f"{old.state} → {item.state}"]
    if old.amount != item.amount and old.amount is not None and item.amount is not None:
        unit = item.unit or old.unit or ""
        says.append(f"{old.amount} → {after.snapshot.record_index.units.said(item.amount, unit)}")
    return ", ".join(says) or f"{old.state}, in other units"
