"""The difference between two ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sanctledger.base.arguments import refusing
from sanctledger.base.field_changes import FieldChange, changes
from sanctledger.base.graph import closure
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
    """Return the differences between two ledgers: in records, in settings and in balances.

    Records are compared as a file writes them, and their order does not matter. Balances are compared for each pair of
    parties that belong to no other party; everything that belongs to a party counts for it.

    - A party that one ledger does not know has a balance of zero there.
    - A party whose record was corrected or amended has its later id.

    Args:
        old: The ledger before.
        new: The ledger after.
        on: The day at whose close balances are compared; default: today.
        known: Only records known on this day count in the balances; default: all records.
        reading: Which statuses count in the balances, and whether rival claims do, as for `Ledger.at`.

    Raises:
        ReadError: A day or the reading cannot be read.
    """
    before = old.at(on, known, reading)
    after = new.at(before.on, known, reading)
    olds, news = dict(old.records), dict(new.records)
    added = [news[one] for one in sorted(news.keys() - olds.keys())]
    replacing = _replacing(added, olds)
    both = [(olds[one], news[one]) for one in sorted(olds.keys() & news.keys())]
    return Difference(
        before.on,
        before.known,
        before.reading,
        added=tuple(one for one in added if one.id not in replacing),
        corrected=tuple(_corrected(one, olds | news) for one in added if one.id in replacing),
        changed=tuple(
            Changed(one.id, one.kind_name, fields) for was, one in both if was != one and (fields := _fields(was, one))
        ),
        removed=tuple(olds[one] for one in sorted(olds.keys() - news.keys())),
        settings=changes(_all_settings(old.settings), _all_settings(new.settings)),
        balances=_shifts(before, after),
    )


def _replacing(added: Iterable[Record], olds: Mapping[str, Record]) -> set[str]:
    """Return the ids of the new records that replace a record of the old ledger, directly or through other new ones."""
    successors: dict[str, list[str]] = {}
    for record in added:
        for replaced in record.replaces_records:
            successors.setdefault(replaced, []).append(record.id)
    first = [record_id for replaced, ids in successors.items() if replaced in olds for record_id in ids]
    return set(closure(first, lambda record_id: successors.get(record_id, ())))


def _corrected(record: Record, every: Mapping[str, Record]) -> Corrected:
    replaced = [every[one] for one in dict.fromkeys(record.replaces_records) if one in every]
    fields: tuple[FieldChange, ...] = ()
    if len(replaced) == 1:
        apart = ("id", "corrects", "amends")
        fields = tuple(one for one in _fields(replaced[0], record) if one.field not in apart)
    return Corrected(record.id, record.kind_name, record.corrects, record.amends, fields)


def _fields(was: Record, now: Record) -> tuple[FieldChange, ...]:
    return changes(was.to_mapping(), now.to_mapping())


def _all_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings as a file writes them, and the defaults of the settings that a file leaves out."""
    return {"units": {}, "terms": {}, "checks": {}, **settings.to_mapping(), "about": settings.tolerance}


def _shifts(before: View, after: View) -> tuple[Shift, ...]:
    old, new = before.snapshot, after.snapshot
    later = _later_ids(old, new)
    compared = tops(new).union(later.get(party, party) for party in tops(old))

    def later_id(party: str) -> str | None:
        name = later.get(party, party)
        return name if name in compared else None

    was = nets(before, later_id)
    now = nets(after, lambda party: party if party in compared else None)
    ends = {pair: (was.get(pair, NOTHING), now.get(pair, NOTHING)) for pair in was.keys() | now.keys()}
    moved = {pair: both for pair, both in ends.items() if both[0] != both[1]}
    return tuple(Shift(*pair, *moved[pair]) for pair in sorted(moved))


def _later_ids(old: Snapshot, new: Snapshot) -> dict[str, str]:
    """Return the ids that the parties of the old ledger have in the new one, by their old ids."""
    parties = new.record_index.parties
    later = {old.party_id(party): new.party_id(party) for party in parties}
    return later | {party: new.party_id(party) for party in parties if old.party_id(party) == party}
