"""Errors in the kinds of other packages: if a kind fails while a record is read, all other records are still read."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from sanctledger.base.findings import Finding, Place
from sanctledger.records.kind_checks import is_built_in
from sanctledger.records.record import Record


class KindFailure(Exception):
    """The kind of another package raised an unexpected error while a record was read.

    Attributes:
        finding: The finding that reports the error.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def make_record(make: Callable[[], Record], cls: type[Record], named: str | None, place: Place) -> Record:
    """Return the record that a call makes, and report errors in the code of its kind.

    For kinds of other packages, the references and parties of the record are computed here too. So an error in them is
    reported when the file is read, not by the first question.

    Args:
        make: The call.
        cls: The class of the record.
        named: The id of the record, if it has one.
        place: The place of the record.

    Raises:
        pydantic.ValidationError: The fields of the record are not valid.
        KindFailure: The code of the kind raised another error.
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
        text = " ".join(f"{type(error).__name__}: {error}".split())
        message = f"the kind fails when the record is read: {text}"
        hint = "report the error to the authors of the kind; the record is left out"
        raise KindFailure(Finding("SL016", "error", message, named, None, place, hint)) from error
    return record
