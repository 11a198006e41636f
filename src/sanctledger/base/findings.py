"""Findings: everything wrong or doubtful in a ledger, as data, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, overload

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import SanctledgerError
from sanctledger.base.words import so_many

Severity = Literal["error", "warning", "info"]
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


class Place(NamedTuple):
    """A place in a file, as a named tuple because a large load makes one for each record.

    Attributes:
        path: The file, by the name that was given.
        line: The line, from 1.
        column: The column, from 1.
        end: The column after the last character on the same line; `None` if that is not known.
    """

    path: str
    line: int = 1
    column: int = 1
    end: int | None = None

    def __str__(self) -> str:
        """Return `file:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


#: Finds fields in files: each is asked for by the place of its record.
Locate = Callable[[Iterable[tuple[Place, str]]], Iterator[Place]]


@attrs.frozen
class Finding:
    """Something wrong or doubtful in a ledger.

    Attributes:
        code: A stable code, such as `SL101`.
        severity: `error` if answers cannot be relied on, `warning` if they may mislead, `info` for the rest.
        message: The finding in one sentence.
        record: The id of the record, if there is one.
        field: The path of the field in the record, such as `sources.2`.
        place: The place in a file, if the ledger comes from a file.
        hint: What to do about it.
    """

    code: str
    severity: Severity
    message: str
    record: str | None = None
    field: str | None = None
    place: Place | None = None
    hint: str | None = None

    def at(self, place: Place) -> Finding:
        """Return the finding with a place."""
        return Finding(self.code, self.severity, self.message, self.record, self.field, place, self.hint)

    def to_json(self) -> dict[str, Any]:
        """Return the finding as plain mappings."""
        place = None if self.place is None else self.place._asdict()
        return attrs.asdict(self, recurse=False) | {"place": place}

    def __str__(self) -> str:
        """Return one line: the place, the code, the message and the hint."""
        at = f"{self.place}: " if self.place else ""
        where = f" [{self.record}{'.' + self.field if self.field else ''}]" if self.record else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{at}{self.severity} {self.code}{where}: {self.message}{hint}"


@refusing_methods()
@attrs.frozen(repr=False)
class Report(Answer):
    """Findings, errors first, then in the order of their places.

    Attributes:
        findings: The findings.
    """

    findings: tuple[Finding, ...] = ()

    @classmethod
    def placed(
        cls, findings: Iterable[Finding], places: Mapping[str, Place], locate: Locate | None, settings: Place | None
    ) -> Report:
        """Return the findings with the places of their fields, if their records come from files.

        Args:
            findings: The findings.
            places: The places of records, by id.
            locate: The function that finds fields in files; `None` if no record comes from a file.
            settings: The place of the settings for checks.
        """
        known, unknown = [], []
        for finding in findings:
            elsewhere = None if locate is None else settings
            place = elsewhere if finding.record is None else places.get(finding.record)
            if place is None:
                unknown.append(finding)
            else:
                known.append((place, finding))
        known.sort(key=lambda one: one[0][:3])  # in the order of their places, each part of a file is looked at once
        asked = ((place, finding.field or "") for place, finding in known)
        found = (place for place, _ in asked) if locate is None else locate(asked)
        return cls.of([*unknown, *(finding.at(place) for (_, finding), place in zip(known, found, strict=True))])

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """Return a report of findings, without duplicates."""

        def rank(finding: Finding) -> tuple[Any, ...]:
            place = finding.place or Place("", 0, 0)
            return _RANK[finding.severity], place[:3], finding.code, finding.record or "", finding.message

        return cls(tuple(sorted(dict.fromkeys(findings), key=rank)))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def of_code(self, code: str) -> tuple[Finding, ...]:
        """Return the findings of one code."""
        return tuple(finding for finding in self.findings if finding.code == code)

    def raise_for_errors(self) -> None:
        """Raise one error with every finding, if one of them is an error.

        Raises:
            InvalidLedger: There are errors.
        """
        if self.errors:
            raise InvalidLedger(self)

    @property
    def summary(self) -> str:
        """Return the number of findings of each severity, in words."""
        counts = Counter(finding.severity for finding in self.findings)
        parts = [so_many(counts[name], name) for name in _RANK if counts[name]]
        return ", ".join(parts) or "no findings"

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each finding."""
        return [
            finding.to_json() | {"place": None if finding.place is None else str(finding.place)} for finding in self
        ]

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain mappings and lists."""
        return {"findings": [finding.to_json() for finding in self.findings]}

    def __iter__(self) -> Iterator[Finding]:
        """Return the findings."""
        return iter(self.findings)

    def __len__(self) -> int:
        """Return the number of findings."""
        return len(self.findings)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        """Return the finding at an index, or the findings of a slice."""
        return self.findings[index]

    def __or__(self, other: Report) -> Report:
        """Return the findings of both."""
        return Report.of(self.findings + other.findings)

    def __str__(self) -> str:
        """Return the findings, a line each, then their number."""
        return "\n".join([*map(str, self.findings), self.summary])

    def __repr__(self) -> str:
        """Return the number of findings."""
        return f"<Report: {self.summary}>"


@attrs.define(auto_exc=True, slots=False)
class InvalidLedger(SanctledgerError, ValueError):
    """A ledger with errors; the exception has every finding, not only the first.

    Attributes:
        report: The findings.
    """

    report: Report

    def __str__(self) -> str:
        """Return all errors, a line each."""
        return str(self.report)
