"""The collection of records of a ledger: each record has a kind and an id of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sanctledger.base.common_errors import DuplicateId, ReadError
from sanctledger.base.words import in_short
from sanctledger.records.record import Record


def by_id(records: Mapping[str, Record] | Iterable[Record]) -> Mapping[str, Record]:
    """Return the records by id, in the given order, as an immutable mapping.

    Raises:
        ReadError: A value is not a record of a kind, or its key is not its id.
        DuplicateId: Two records have one id.
    """
    if isinstance(records, Mapping):
        named = dict(records)
        for key, record in zip(named, checked(named.values()), strict=True):
            if key != record.id:
                raise ReadError(
                    key, f"is not the id of {record}", "name each record by its own id, or leave the names out"
                )
        return MappingProxyType(named)
    listed = checked(records)
    found = {record.id: record for record in listed}
    if len(found) < len(listed):
        raise _duplicate(listed)
    return MappingProxyType(found)


def _duplicate(records: Iterable[Record]) -> DuplicateId:
    """Return the error for the first repeated id, with the number of other repeated ids."""
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    for number, record in enumerate(records, 1):
        place = f"record {number} ({record})"
        if first.setdefault(record.id, place) != place:
            again.setdefault(record.id, place)
    twice, second = next(iter(again.items()))
    return DuplicateId(twice, first[twice], second, len(again) - 1)


def checked(given: Iterable[Record]) -> tuple[Record, ...]:
    """Return the given values if all are records of a kind; a record of a family alone could not be read from a file.

    Raises:
        ReadError: A value is not a record of a kind.
    """
    listed = tuple(given)
    for cls in dict.fromkeys(map(type, listed)):
        if not issubclass(cls, Record) or "kind" not in cls.model_fields:
            other = in_short(next(one for one in listed if type(one) is cls))
            is_none = "is of no kind" if issubclass(cls, Record) else "is no record"
            raise ReadError(other, is_none, "make one of a mapping with `KINDS.make`")
    return listed
