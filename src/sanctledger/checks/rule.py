"""A rule: a code, a severity, and a function that finds violations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, get_args

import attrs

from sanctledger.base.common_errors import ReadError
from sanctledger.base.findings import Finding, Severity
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.allowance import CODE
from sanctledger.records.record import Record


@attrs.frozen
class Flaw:
    """A violation of a rule, before it gets its code and place.

    Attributes:
        message: The finding in one sentence.
        record: The id of the record.
        field: The path of the field in the spelling of the file, such as `sources.2`.
        hint: What to do about it.
    """

    message: str
    record: str | None = None
    field: str | None = None
    hint: str | None = None


def _is_code(_rule: object, _attribute: Any, code: str) -> None:
    if not CODE.fullmatch(code):
        raise ReadError(code, "is no code of a rule", "write capital letters of your own and a number, such as MY101")


def _is_severity(_rule: object, _attribute: Any, severity: str) -> None:
    if severity not in get_args(Severity):
        raise ReadError(severity, "is no severity", f"choose among {', '.join(get_args(Severity))}")


Find = Callable[[Any, Snapshot], Iterable[Flaw]]


@attrs.frozen
class KindRule:
    """A rule that comes with a kind, in its `rules`; it is applied to each record of the kind alone.

    Attributes:
        code: The stable code, with letters of your own, such as `PQ101`.
        severity: The severity of a violation.
        title: The requirement, in a few words.
        find: A function of a record and a snapshot that finds the violations. A flaw without a record is about this
            record.

    Raises:
        ReadError: The code is not letters and a number, such as `PQ101`, or the severity is none of the three.
    """

    code: str = attrs.field(validator=_is_code)
    severity: Severity = attrs.field(validator=_is_severity)
    title: str
    find: Find

    def of(self, cls: type[Record]) -> Rule:
        """Return the rule for a whole ledger, applied to the current version of each record of a class."""

        @wraps(self.find)
        def find(snapshot: Snapshot) -> Iterator[Flaw]:
            for record in snapshot.versions.of(cls):
                for flaw in self.find(record, snapshot):
                    yield attrs.evolve(flaw, record=record.id) if flaw.record is None else flaw

        return Rule(self.code, self.severity, self.title, find)


@attrs.frozen
class Rule:
    """A rule for a ledger. Custom rules join the built-in ones: `ledger.check(rules=(*BUILT_IN, mine))`.

    Attributes:
        code: The stable code.
        severity: The severity of a violation.
        title: The requirement, in a few words.
        find: A function of a snapshot that finds the violations.
        dated: Whether `find` also takes the day of the check, for violations that depend on it.

    Raises:
        ReadError: The code is not letters and a number, such as `MY101`, or the severity is none of the three.
    """

    code: str = attrs.field(validator=_is_code)
    severity: Severity = attrs.field(validator=_is_severity)
    title: str
    find: Callable[..., Iterable[Flaw]]
    dated: bool = False

    def findings(self, snapshot: Snapshot, today: dt.date | None = None) -> Iterable[Finding]:
        """Return the violations as findings without a place.

        Args:
            snapshot: The snapshot.
            today: The day of the check; default: the current day.
        """
        day = today or dt.date.today()  # noqa: DTZ011 - the reader's own calendar
        code, severity = self.code, self.severity
        for flaw in self.find(snapshot, day) if self.dated else self.find(snapshot):
            yield Finding(code, severity, flaw.message, flaw.record, flaw.field, None, flaw.hint)
