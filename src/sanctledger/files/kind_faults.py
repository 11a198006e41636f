"""Kinds of other packages, met with care: one that breaks off while a record is read breaks no other record."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from sanctledger.base.findings import Finding, Place
from sanctledger.records.kind_checks import is_built_in
from sanctledger.records.record import Record


class Broken(Exception):
    """A kind of somebody else's broke off while a record was read.

    Attributes:
        finding: What there is to say of it.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def made(make: Callable[[], Record], cls: type[Record], named: str | None, place: Place) -> Record:
    """Return the record that a call makes.

    A kind of somebody else's is also asked what its record refers to, so that no question is the first to do so.

    Raises:
        pydantic.ValidationError: Its fields are not valid.
        Broken: The kind breaks off otherwise.
    """
    if is_built_in(cls):
        return make()
    try:
        record = make()
        tuple(record.references())
        hash(record.parties)
    except ValidationError:
        raise
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        message = f"the kind breaks off when the record is read: {said}"
        hint = "tell those who wrote it; until then the record is left out"
        raise Broken(Finding("SL016", "error", message, named, None, place, hint)) from error
    return record
