"""What is wrong or doubtful in a ledger, as data: every finding at once, each at its place."""

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
    """A place in a file.

    A named tuple, because a bulk load makes one a record.

    Attributes:
        path: The file, as it was named.
        line: The line, from 1.
        column: The column, from 1.
        end: The column behind its last character, for what ends on its line; `None` if that is not known.
    """

    path: str
    line: int = 1
    column: int = 1
    end: int | None = None

    def __str__(self) -> str:
        """`file:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


#: Finds fields in files: each is asked for by the place of its record.
Locate = Callable[[Iterable[tuple[Place, str]]], Iterator[Place]]


@attrs.frozen
class Finding:
    """One thing that is wrong or doubtful.

    Attributes:
        code: A stable code, such as `SL101`.
        severity: `error` where answers cannot be relied on, `warning` where they may mislead, `info` for the rest.
        message: What was found, in one sentence.
        record: The id of the record, if there is one.
        field: The path of the field in the record, such as `sources.2`.
        place: Where in which file, for what came from one.
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
        """Return the same, at a place."""
        return Finding(self.code, self.severity, self.message, self.record, self.field, place, self.hint)

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        place = None if self.place is None else self.place._asdict()
        return attrs.asdict(self, recurse=False) | {"place": place}

    def __str__(self) -> str:
        """One line: the place, the code, what, and what to do."""
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
        """Return the findings about records that came from files, each at the place of its field, and all others.

        Args:
            findings: The findings.
            places: Where records stand, by their ids.
            locate: What finds the fields; `None` for records that came from no file.
            settings: Where the ledger says of itself how it is to be checked.
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
        """Return a report of findings, each once."""

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
        """Raise one error that carries every finding, where any of them is an error.

        Raises:
            InvalidLedger: There are errors.
        """
        if self.errors:
            raise InvalidLedger(self)

    @property
    def summary(self) -> str:
        """Return how many findings of each severity."""
        counts = Counter(finding.severity for finding in self.findings)
        parts = [so_many(counts[name], name) for name in _RANK if counts[name]]
        return ", ".join(parts) or "no findings"

    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping a finding."""
        return [
            finding.to_json() | {"place": None if finding.place is None else str(finding.place)} for finding in self
        ]

    def to_json(self) -> dict[str, Any]:
        """Return the report as the command line prints it."""
        return {"findings": [finding.to_json() for finding in self.findings]}

    def __iter__(self) -> Iterator[Finding]:
        """Return the findings."""
        return iter(self.findings)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.findings)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        """Return the finding at a place, or the findings of a slice."""
        return self.findings[index]

    def __or__(self, other: Report) -> Report:
        """Return the findings of both."""
        return Report.of(self.findings + other.findings)

    def __str__(self) -> str:
        """One line a finding, then how many."""
        return "\n".join([*map(str, self.findings), self.summary])

    def __repr__(self) -> str:
        """Return how many findings there are."""
        return f"<Report: {self.summary}>"


@attrs.define(auto_exc=True, slots=False)
class InvalidLedger(SanctledgerError, ValueError):
    """A ledger with errors; it carries every finding, not only the first.

    Attributes:
        report: The findings.
    """

    report: Report

    def __str__(self) -> str:
        """Return all errors, a line each."""
        return str(self.report)
