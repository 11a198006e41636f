"""What every kind promises: of one record, and of the entries that it yields in a ledger."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sanctledger.base.common_errors import SanctledgerError
from sanctledger.ledger import Ledger, load
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.entry import Entry
from sanctledger.records.kind_checks import is_built_in, words_of
from sanctledger.records.kinds import Kinds
from sanctledger.records.parts import Condition, Part, PersonMention
from sanctledger.records.record import Record
from sanctledger.testing.random_ledgers import STATES
from sanctledger.testing.random_values import FIRST, LAST, Plain
from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import intersection

#: Days on which positions are looked at.
_DAYS = tuple(FIRST + (LAST - FIRST) * part // 6 for part in range(7))


class Breach(AssertionError):
    """A promise that a kind does not keep.

    Attributes:
        said: What is wrong, in a clause.
        fix: What to do about it.
    """

    def __init__(self, said: str, fix: str) -> None:
        super().__init__(f"{said}; {fix}")
        self.said, self.fix = said, fix


# One record.


def writes_and_reads(record: Record, kinds: Kinds) -> None:
    """What a record writes reads back as an equal record."""
    plain = record.to_mapping()
    fix = "let every field read what it writes: use the library's own types, or give a type of yours a serializer"
    try:
        again = kinds.make(plain), type(record).model_validate_json(json.dumps(plain))
    except (ValidationError, SanctledgerError, TypeError) as error:
        raise Breach(f"a record is written as {plain}, and that does not read back: {in_a_line(error)}", fix) from None
    for one in again:
        if one != record:
            raise Breach(f"a record is written as {plain}, which reads back as another: {_differing(record, one)}", fix)
    if record.replaced() != record:
        raise Breach("a copy of a record without any change is another record", fix)


def never_changes(record: Record, _kinds: Kinds) -> None:
    """A record cannot be changed, in no part of it, and copies are equal to it."""
    for name, value in record:
        try:
            hash(value)
        except TypeError:
            fix = "write `tuple[X, ...]` for a list, a frozen dataclass for a mapping"
            raise Breach(f"the field `{name}` holds {type(value).__name__}, which can be changed", fix) from None
    try:
        record.id = "another"  # type: ignore[misc] # which is the point
    except ValidationError:
        pass
    else:
        raise Breach("its records can be changed", "write `class Name(Family, frozen=True)`")
    for again in (copy.copy(record), copy.deepcopy(record)):
        if again != record:
            raise Breach("a copy of a record is another record", "keep nothing in a record but its fields")


def names_what_it_refers_to(plain: Plain, cls: type[Record], kinds: Kinds) -> None:
    """Every id in a field of its own is told by `references()`, with a family that there is."""
    record = cls.model_validate(plain)
    told = {target: (field, family) for field, target, family in record.references()}
    families = {"record", *(one.family for one in kinds.classes)}
    for field, family in told.values():
        if family not in families:
            raise Breach(f"`{field}` names a {family}, and there is no such family", f"name one of {sorted(families)}")
    for word, name in _own_words(cls).items():
        silent = [text for text in _texts(plain.get(word)) if text.startswith("id-") and text not in told]
        if silent:
            fix = _mend_of_reference(cls, name, getattr(record, name))
            raise Breach(f"the field `{word}` holds the id of a record, and `references()` does not tell of it", fix)
    for party in record.parties:
        if party not in told:
            fix = "name in `parties` only what `relations` tell of"
            raise Breach(f"`parties` names `{party}`, and `references()` does not", fix)


def _mend_of_reference(cls: type[Record], name: str, value: Any) -> str:
    """How the ids in a field are told of: by what finds them in its parts, where the library brings that."""
    family = cls.__mro__[1].__name__
    finds = {PersonMention: "people_references", Condition: "condition_references", Part: "part_references"}
    find = finds.get(type(value[0])) if isinstance(value, tuple) and value else None
    if find is None:
        return f'add it: `relations = (*{family}.relations, Relation("{name}", "party"))`, or of another family'
    return (
        f'add it: `relations = (*{family}.relations, Relation("{name}", within=partial({find}, field="{name}")))`, '
        f"with `partial` from `functools` and `{find}` from `sanctledger.records.parts`"
    )


def _own_words(cls: type[Record]) -> dict[str, str]:
    own = [one for one in cls.__mro__ if issubclass(one, Record) and not is_built_in(one)]
    names = [name for one in own for name in one.__annotations__ if name in cls.model_fields and name != "kind"]
    return {words_of(name, cls.model_fields[name])[0]: name for name in names}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


# A ledger with records of the kind.


def yields_sound_entries(ledger: Ledger, cls: type[Record]) -> None:
    """An entry is an amount, not below zero, from parties to parties, on days on which its record holds."""
    snapshot = _snapshot(ledger)
    for record, entry in _entries(ledger, cls):
        about = f"`{entry.unit}` of `{record.id}`" if isinstance(entry, Entry) else f"`{record.id}`"
        if not isinstance(entry, Entry):
            raise Breach(f"{about} yields {entry!r}, which is no entry", "make each with `self.line(evidence, ...)`")
        if entry.record != record.id or entry.kind != record.kind_name:
            raise Breach(
                f"the entry {about} says that it is of another record", "make it with `self.line(evidence, ...)`"
            )
        if not entry.givers or not entry.receivers:
            raise Breach(f"the entry {about} has no giver or no receiver", "give it both, such as `self.givers`")
        if strangers := {*entry.givers, *entry.receivers} - {target for _, target, _ in record.references()}:
            fix = "give and receive only among the parties that the record names, and tell of them in `relations`"
            raise Breach(f"the entry {about} is of {sorted(strangers)}, whom the record does not name", fix)
        if entry.amount.low is None or entry.amount.low < 0:
            fix = "turn giver and receiver round, or cut it off with `.floored()`"
            raise Breach(f"the entry {about} has the amount {entry.amount}, which is below zero", fix)
        life = snapshot.validity.span_days(record)
        for said, days, bounds in (
            ("may hold", entry.periods.possible, life.possible),
            ("certainly holds", entry.periods.certain, life.certain),
        ):
            if intersection(days, bounds) != days:
                fix = "use `evidence.acts(self)`, or days within it: it knows of doubt, of ends and of reversals"
                raise Breach(f"the entry {about} {said} on days on which its record does not", fix)


def yields_the_same_again(ledger: Ledger, cls: type[Record]) -> None:
    """Asked again, a record yields the same; and it changes nothing when it is asked."""
    if _entries(ledger, cls) != _entries(ledger, cls):
        raise Breach(
            "a record yields other entries when it is asked again", "let `entries` hang on nothing but its record"
        )


def gives_what_the_other_receives(ledger: Ledger, _cls: type[Record]) -> None:
    """Seen from the other side, given is received and the net is opposite; likewise over any split of all parties."""
    for day in _DAYS:
        view = ledger.at(day)
        sides = [*combinations(STATES, 2), (STATES[0], STATES[1:])]
        for a, b in sides:
            there = {row.unit: (row.given.bounds, row.received.bounds, row.net.bounds) for row in view.balance(a, b)}
            back = {row.unit: (row.received.bounds, row.given.bounds, -row.net.bounds) for row in view.balance(b, a)}
            if there != back:
                fix = "let entries say who gave and who received, and nothing that hangs on who asks"
                raise Breach(f"on {day} a balance of {a} and {b} is not the opposite of that of {b} and {a}", fix)


def counts_what_was_known(ledger: Ledger, _cls: type[Record]) -> None:
    """A view as known on a day is the ledger cut to what was recorded by then."""
    for day in _DAYS[1:-1]:
        counted = [one for one in ledger if (since := ledger.recorded(one.id)) is not None and since <= day]
        if _lines(ledger.entries(known=day)) != _lines(Ledger(counted, ledger.settings, ledger.kinds).entries()):
            fix = "ask the evidence about other records, and nothing else"
            raise Breach(f"as known on {day} its entries are not those of the records of that day alone", fix)


def hangs_on_no_order(ledger: Ledger, _cls: type[Record]) -> None:
    """The order of records means nothing, nor do the files that they stand in."""
    shuffled = random.Random(len(ledger)).sample(list(ledger), len(ledger))  # noqa: S311 - no secret
    lines = _lines(ledger.entries())
    if _lines(Ledger(shuffled, ledger.settings, ledger.kinds).entries()) != lines:
        raise Breach("in another order the records yield other entries", "let `entries` hang on nothing but its record")
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("yaml", "jsonl"):
            again = load(ledger.save(Path(folder) / f"ledger.{ending}"), ledger.kinds)
            if again != ledger or _lines(again.entries()) != lines:
                fix = "let every field read what it writes"
                raise Breach(f"saved as {ending} and loaded again, the ledger is another one", fix)


def holds_back_where_in_doubt(ledger: Ledger, cls: type[Record]) -> None:
    """What is disputed is never certain, and what is retracted counts nowhere."""
    for record in _heads(ledger, cls):
        for status, said in (("disputed", "certainly holds"), ("retracted", "yields entries")):
            entries = [one for one in _with(ledger, record, status=status).entries() if one.record == record.id]
            if entries if status == "retracted" else any(entry.periods.certain for entry in entries):
                fix = "use `evidence.acts(self)` for the days of an entry"
                raise Breach(f"a record {said} although it is {status}", fix)


def ends_where_it_is_reversed(ledger: Ledger, cls: type[Record]) -> None:
    """A record that is taken back from its first day on counts nowhere."""
    for record in _heads(ledger, cls):
        alone = not ledger.links_to(record.id) and not record.replaces_records
        if record.start is None or record.start.first != record.start.last or not alone:
            continue
        plain = {"kind": "withdrawal", "id": "taken-back", "from": str(record.start), "reverses": [record.id]}
        taken = ledger.with_records(ledger.kinds.make(plain | {"recorded": str(FIRST)}))
        if left := [one for one in taken.entries() if one.record == record.id]:
            fix = "use `evidence.acts(self)` for the days of an entry: it is empty where the record is reversed"
            raise Breach(f"a record that is reversed from its first day on still yields {left[0].unit}", fix)


def widens_with_its_days(ledger: Ledger, cls: type[Record]) -> None:
    """An answer never narrows where the beginning of a record is known less exactly."""
    for record in _heads(ledger, cls):
        start = record.start
        if start is None or start.first != start.last:
            continue
        first = start.earliest
        if first is None:
            continue
        try:
            wider = _with(ledger, record, start=f"{first - dt.timedelta(20)}..{first + dt.timedelta(20)}")
        except ValidationError:
            continue
        for day in (*_DAYS, first, first + dt.timedelta(10), first + dt.timedelta(40)):
            for a, b in combinations(STATES, 2):
                wide = {row.unit: row.net.bounds for row in wider.at(day).balance(a, b)}
                for row in ledger.at(day).balance(a, b):
                    if not wide.get(row.unit, Bounds(0, 0)).contains(row.net.bounds):
                        fix = "widen the days and the amount of an entry with those of its record"
                        said = (
                            f"on {day} the net of {row.unit} is {row.net}, and {wide.get(row.unit)} where its `from` "
                        )
                        raise Breach(f"{said}is known less exactly", fix)


#: The laws of one record, and of a ledger.
OF_RECORDS: tuple[Callable[[Any, Kinds], None], ...] = (writes_and_reads, never_changes)
OF_LEDGERS: tuple[Callable[[Ledger, type[Record]], None], ...] = (
    yields_sound_entries,
    yields_the_same_again,
    holds_back_where_in_doubt,
    ends_where_it_is_reversed,
    gives_what_the_other_receives,
    counts_what_was_known,
    hangs_on_no_order,
    widens_with_its_days,
)


def _snapshot(ledger: Ledger) -> Snapshot:
    return ledger.at(LAST).snapshot


def _heads(ledger: Ledger, cls: type[Record]) -> list[Record]:
    return [one for one in _snapshot(ledger).versions.heads.values() if type(one) is cls]


def _entries(ledger: Ledger, cls: type[Record]) -> list[tuple[Record, Any]]:
    snapshot = _snapshot(ledger)
    return [(record, entry) for record in _heads(ledger, cls) for entry in record.entries(snapshot)]


def _with(ledger: Ledger, record: Record, **changes: Any) -> Ledger:
    """Return the ledger with a record changed."""
    others = [one for one in ledger if one.id != record.id]
    return Ledger([*others, record.replaced(**changes)], ledger.settings, ledger.kinds)


def _lines(entries: tuple[Entry, ...]) -> set[tuple[Any, ...]]:
    """Entries without their order, and without the day since which they are known."""
    return {
        (one.record, one.givers, one.receivers, one.unit, one.amount, one.periods, one.part_of, frozenset(one.because))
        for one in entries
    }


def _differing(one: Record, other: Record) -> str:
    parts = [name for name, value in one if getattr(other, name, None) != value]
    return ", ".join(f"`{name}` is {getattr(other, name, None)!r}" for name in parts) or "by its class"


def in_a_line(error: Exception) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split("\nFor further information", 1)[0].split())
