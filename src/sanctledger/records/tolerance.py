"""The tolerance of amounts written with `about`.

The tolerance is a setting of the ledger, and a record may be made before it joins a ledger. So a ledger gives the
bounds
to its records, however they were made, and a file and a program with the same content give equal ledgers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from sanctledger.records.record import Record
from sanctledger.values.quantity import Quantity

Kind = TypeVar("Kind", bound=Record)


def bound_by(record: Kind, about: Decimal) -> Kind:
    """Return a record with the bounds of a tolerance for amounts with `about`; the record itself if nothing changes.

    Args:
        record: The record.
        about: The tolerance to each side, as a fraction.
    """
    names = _amount_fields(type(record))
    if all(one == one.within(about) for name in names for one in _approximate(record.__dict__.get(name))):
        return record
    return type(record).model_validate(record.to_mapping(), context={"about": about})


def all_bound_by(records: Mapping[str, Record], about: Decimal) -> dict[str, Record]:
    """Return the records of a ledger that `bound_by` changes, by id."""
    found = {}
    for record_id, record in records.items():
        if (again := bound_by(record, about)) is not record:
            found[record_id] = again
    return found


@cache
def _amount_fields(cls: type[object]) -> tuple[str, ...]:
    """Return the names of the fields of a class that may have an amount, directly or in a part."""
    fields = getattr(cls, "__pydantic_fields__", {})
    return tuple(name for name, field in fields.items() if _may_hold(field.annotation))


def _may_hold(hint: Any) -> bool:
    inner = getattr(hint, "__args__", ())
    if inner or not isinstance(hint, type):
        return any(map(_may_hold, inner))
    return hint is Quantity or bool(_amount_fields(hint))


def _approximate(value: object) -> Iterator[Quantity]:
    """Yield the amounts with `about` in the value of a field."""
    if isinstance(value, Quantity):
        if value.about is not None:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _approximate(one)
    else:
        for name in _amount_fields(type(value)):  # type: ignore[arg-type]  # a class can be hashed
            yield from _approximate(getattr(value, name))
