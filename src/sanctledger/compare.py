"""Two ledgers held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sanctledger.base.arguments import refusing
from sanctledger.base.field_changes import FieldChange, changes
from sanctledger.base.reading import Reading
from sanctledger.ledger import Ledger
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.ledger_difference import Changed, Corrected, Difference, Shift
from sanctledger.questions.net_positions import nets, tops
from sanctledger.records.record import Record
from sanctledger.records.settings import Settings
from sanctledger.values.bounds import NOTHING
from sanctledger.values.dates import Day
from sanctledger.view import View


@refusing
def difference(
    old: Ledger, new: Ledger, on: Day | None = None, known: Day | None = None, reading: Reading | str = Reading()
) -> Difference:
    """What changed from one ledger to another: records, what the ledgers say of themselves, and balances.

    Records are compared as a file writes them, whatever their order. The balances are those of each two parties that
    belong to no other, with all that belongs to them; whom a ledger does not know gave and received nothing by it, and
    a party whose record was corrected or amended goes by its later id.

    Args:
        old: The ledger before.
        new: The ledger after.
        on: The day at whose close balances are compared; default: today.
        known: Only what was known on this day counts in the balances; default: everything.
        reading: Which statuses count in them, and what to do with rival claims, as for `Ledger.at`.

    Raises:
        ReadError: A day or the reading cannot be read.
    """
    before = old.at(on, known, reading)
    after = new.at(before.on, known, reading)
    olds, news = dict(old.records), dict(new.records)
    added = [news[one] for one in sorted(news.keys() - olds.keys())]
    standing_in = _standing_in(added, olds)
    both = [(olds[one], news[one]) for one in sorted(olds.keys() & news.keys())]
    return Difference(
        before.on,
        before.known,
        before.reading,
        added=tuple(one for one in added if one.id not in standing_in),
        corrected=tuple(_corrected(one, olds | news) for one in added if one.id in standing_in),
        changed=tuple(
            Changed(one.id, one.kind_name, fields) for was, one in both if was != one and (fields := _fields(was, one))
        ),
        removed=tuple(olds[one] for one in sorted(olds.keys() - news.keys())),
        settings=changes(_said_of_itself(old.settings), _said_of_itself(new.settings)),
        balances=_shifts(before, after),
    )


def _standing_in(added: Iterable[Record], olds: Mapping[str, Record]) -> set[str]:
    """Return the ids of the new records that replace one of the old ledger, or one that does."""
    successors: dict[str, list[str]] = {}
    for record in added:
        for replaced in record.replaces_records:
            successors.setdefault(replaced, []).append(record.id)
    found: set[str] = set()
    waiting = [record_id for replaced, ids in successors.items() if replaced in olds for record_id in ids]
    while waiting:
        if (record_id := waiting.pop()) not in found:
            found.add(record_id)
            waiting += successors.get(record_id, ())
    return found


def _corrected(record: Record, every: Mapping[str, Record]) -> Corrected:
    replaced = [every[one] for one in dict.fromkeys(record.replaces_records) if one in every]
    fields: tuple[FieldChange, ...] = ()
    if len(replaced) == 1:
        apart = ("id", "corrects", "amends")
        fields = tuple(one for one in _fields(replaced[0], record) if one.field not in apart)
    return Corrected(record.id, record.kind_name, record.corrects, record.amends, fields)


def _fields(was: Record, now: Record) -> tuple[FieldChange, ...]:
    return changes(was.to_mapping(), now.to_mapping())


def _said_of_itself(settings: Settings) -> dict[str, Any]:
    """Return the settings as the file writes them, with what goes without saying."""
    return {"units": {}, "terms": {}, "checks": {}, **settings.to_mapping(), "about": settings.tolerance}


def _shifts(before: View, after: View) -> tuple[Shift, ...]:
    old, new = before.snapshot, after.snapshot
    later = _later_ids(old, new)
    told = tops(new).union(later.get(party, party) for party in tops(old))

    def by_now(party: str) -> str | None:
        name = later.get(party, party)
        return name if name in told else None

    was = nets(before, by_now)
    now = nets(after, lambda party: party if party in told else None)
    ends = {pair: (was.get(pair, NOTHING), now.get(pair, NOTHING)) for pair in was.keys() | now.keys()}
    moved = {pair: both for pair, both in ends.items() if both[0] != both[1]}
    return tuple(Shift(*pair, *moved[pair]) for pair in sorted(moved))


def _later_ids(old: Snapshot, new: Snapshot) -> dict[str, str]:
    """Return the ids by which the parties of the old ledger go in the new one."""
    parties = new.record_index.parties
    later = {old.party_id(party): new.party_id(party) for party in parties}
    return later | {party: new.party_id(party) for party in parties if old.party_id(party) == party}
