"""Rough sets of days: the days that certainly belong, and the days that possibly belong."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable
from typing import Any

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema
from sanctledger.base.words import in_short
from sanctledger.values.dates import BEGINNING, FOREVER, Day, UncertainDate, as_day, day_text
from sanctledger.values.span import Span

#: Disjoint runs of day numbers in order, each up to and not including its second number.
Days = tuple[tuple[int, int], ...]

ACCEPTED = "write `certain 2025-09-11/2025-09-25; possible 2025-09-11/..`, or `never`"
_NO_DAYS: Days = ()
_ALL_DAYS: Days = ((BEGINNING, FOREVER),)


class Certainty(enum.Enum):
    """The answers to a yes-or-no question: `YES`, `NO`, or `MAYBE` if the evidence leaves both open."""

    NO = "no"
    MAYBE = "maybe"
    YES = "yes"


def union(left: Days, right: Days) -> Days:
    """Return the days that are in at least one of two sets."""
    return _merged(left + right) if left and right else left or right


def _merged(runs: Days) -> Days:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def intersection(left: Days, right: Days) -> Days:
    """Return the days that are in both sets."""
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def complement(days: Days) -> Days:
    """Return the days that are not in a set."""
    gaps: list[tuple[int, int]] = []
    at = BEGINNING
    for start, end in days:
        if at < start:
            gaps.append((at, start))
        at = end
    if at < FOREVER:
        gaps.append((at, FOREVER))
    return tuple(gaps)


def run(start: int, end: int) -> Days:
    """Return the days from the first number until the day before the second; none if the second is not later."""
    return ((start, end),) if start < end else _NO_DAYS


def _has(days: Days, day: int) -> bool:
    for start, end in days:  # noqa: SIM110 - half the time of a generator, and every state of every day asks
        if start <= day < end:
            return True
    return False


@refusing_methods(constructor=False)
@attrs.frozen(repr=False)
class Periods:
    """A set of days with uncertain members: the days that certainly belong and the days that possibly belong.

    This is a rough set (Pawlak 1982, doi:10.1007/BF01001956). Union and intersection work on both parts, and difference
    crosses them, so that every result is right whatever the uncertain days turn out to be. Immutable.

    Attributes:
        certain: Disjoint runs of day numbers in order, each without its second number.
        possible: The same for the days that possibly belong; the certain days are always among them.
    """

    certain: Days = _NO_DAYS
    possible: Days = _NO_DAYS

    @classmethod
    def of(cls, span: Span) -> Periods:
        """Return the days of a span: certain from its latest start to its earliest end, possible from first to last."""
        (first_start, last_start), (first_end, last_end) = span.starts, span.ends
        return cls(run(last_start, first_end), run(first_start, last_end))

    @classmethod
    def starting(cls, span: Span) -> Periods:
        """Return the days from the start of a span on, whenever it ends."""
        first, last = span.starts
        return cls(run(last, FOREVER), run(first, FOREVER))

    @classmethod
    def always(cls) -> Periods:
        """Return all days."""
        return cls(_ALL_DAYS, _ALL_DAYS)

    @classmethod
    def never(cls) -> Periods:
        """Return the empty set."""
        return cls()

    def doubted(self) -> Periods:
        """Return the set with no day certain."""
        return Periods(_NO_DAYS, self.possible)

    def __or__(self, other: Periods) -> Periods:
        """Return the days that are in at least one of the sets."""
        return Periods(union(self.certain, other.certain), union(self.possible, other.possible))

    def __and__(self, other: Periods) -> Periods:
        """Return the days that are in both sets."""
        return Periods(intersection(self.certain, other.certain), intersection(self.possible, other.possible))

    def __sub__(self, other: Periods) -> Periods:
        """Return the days of the first set that are not in the second; certain only if certainly not in the second."""
        return Periods(
            intersection(self.certain, complement(other.possible)),
            intersection(self.possible, complement(other.certain)),
        )

    def holds(self, day: Day) -> Certainty:
        """Return whether a day belongs: `YES`, `MAYBE` or `NO`."""
        return self.at(as_day(day).toordinal())

    def at(self, ordinal: int) -> Certainty:
        """Return whether the day with a number belongs."""
        if _has(self.certain, ordinal):
            return Certainty.YES
        return Certainty.MAYBE if _has(self.possible, ordinal) else Certainty.NO

    @property
    def edges(self) -> set[int]:
        """Return the day numbers at which membership changes."""
        return {edge for run in self.certain + self.possible for edge in run}

    @property
    def is_never(self) -> bool:
        """Return whether no day possibly belongs."""
        return not self.possible

    @classmethod
    def parse(cls, text: str) -> Periods:
        """Read the text that `str` returns.

        Raises:
            ReadError: The text does not have that form, or a certain day is not possible.
        """
        if text.strip() == "never":
            return cls.never()
        parts = dict(part.strip().partition(" ")[::2] for part in text.split(";"))
        if not parts.keys() <= {"certain", "possible"} or not parts:
            raise ReadError(text, "is not a set of days", ACCEPTED)
        certain = _read_days(parts.get("certain", ""), text)
        possible = _read_days(parts["possible"], text) if "possible" in parts else certain
        if intersection(certain, possible) != certain:
            raise ReadError(text, "holds certain days that are not possible", ACCEPTED)
        return cls(certain, possible)

    @classmethod
    def read(cls, raw: Any) -> Periods:
        """Read a set of days from text or from a span.

        Raises:
            ReadError: The value is neither.
        """
        if isinstance(raw, Periods):
            return raw
        if isinstance(raw, Span):
            return cls.of(raw)
        if isinstance(raw, str):
            return cls.parse(raw)
        raise ReadError(in_short(raw), "is not a set of days", ACCEPTED)

    def __str__(self) -> str:
        """Return the certain days and, if they differ, the possible days, as `parse` reads them."""
        if not self.possible:
            return "never"
        if self.certain == self.possible:
            return f"certain {_write_days(self.certain)}"
        possible = f"possible {_write_days(self.possible)}"
        return f"certain {_write_days(self.certain)}; {possible}" if self.certain else possible

    def __repr__(self) -> str:
        """Return the constructor with the text."""
        return f"Periods.parse({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold a set of days."""
        return text_schema(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the form that is read."""
        return {
            "title": "Periods",
            "type": "string",
            "description": "The days that certainly belong and those that may; each run's last day is left out.",
            "examples": ["certain 2025-09-11/2025-09-25; possible 2025-09-11/..", "never"],
        }


def _write_days(days: Days) -> str:
    return ", ".join(f"{day_text(start) or '..'}/{day_text(end) or '..'}" for start, end in days)


def _read_days(text: str, whole: str) -> Days:
    days = _NO_DAYS
    for part in filter(None, (part.strip() for part in text.split(","))):
        ends = part.split("/")
        if len(ends) != 2:  # noqa: PLR2004 - a first day and the day after the last
            raise ReadError(whole, "is not a set of days", ACCEPTED)
        start = BEGINNING if ends[0] == ".." else UncertainDate.parse(ends[0]).first
        end = FOREVER if ends[1] == ".." else UncertainDate.parse(ends[1]).first
        if start >= end:
            raise ReadError(whole, "holds a run of days that ends before it begins", ACCEPTED)
        days = union(days, run(start, end))
    return days


def joined(parts: Iterable[Periods]) -> Periods:
    """Return the days that are in at least one of several sets."""
    some = [part for part in parts if part.possible]
    if len(some) < 2:  # noqa: PLR2004 - nothing to join
        return some[0] if some else Periods.never()
    certain, possible = (one.certain for one in some), (one.possible for one in some)
    return Periods(*(_merged(tuple(itertools.chain.from_iterable(days))) for days in (certain, possible)))
