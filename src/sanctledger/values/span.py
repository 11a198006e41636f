"""Spans: the time from one day up to, and not including, another."""

from __future__ import annotations

import re
from typing import Any

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema
from sanctledger.base.words import in_short
from sanctledger.values.dates import FOREVER, UncertainDate

ACCEPTED = "write `from 2025-09-12`, `from 2025-09-12 until 2025-09-25` or `from 2025-09-12 through 2025-09-24`"
_DATE = UncertainDate.__get_pydantic_json_schema__(None, None)  # type: ignore[arg-type] # it needs neither
_END = [_DATE, {"type": "null"}]
#: How a JSON Schema describes the dates of a mapping.
DATES_SCHEMA = {
    "from": _DATE | {"description": "The first day."},
    "until": {"anyOf": _END, "description": "The first day after it; open-ended if absent."},
    "through": {"anyOf": _END, "description": "The last day: another way to write `until`, one day later."},
}
_SPAN = re.compile(r"from (\S+)(?: (until|through) (\S+))?")


@refusing_methods()
@attrs.frozen(repr=False)
class Span:
    """The days from `start` up to and not including `end`; open-ended if there is no `end`.

    A span is never empty, so each end limits the other: if the start is in September and the end on the 10th, the start
    is
    before the 10th.

    Attributes:
        start: The first day.
        end: The first day after the span; `None` if it is open-ended. `unknown` is any day from the start on.
    """

    start: UncertainDate
    end: UncertainDate | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a span without a day."""
        if self.end is not None and self.end.last <= self.start.first:
            raise ReadError(
                str(self),
                "ends before it has begun",
                "`until` is the first day on which it no longer holds; for its last day write `through`",
            )

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read `from A`, `from A until B` or `from A through B`.

        Raises:
            ReadError: The text has none of these forms, or the span would be empty.
        """
        match = _SPAN.fullmatch(text.strip())
        if match is None:
            raise ReadError(text, "is not a span", ACCEPTED)
        start, word, end = match.groups()
        if end is None:
            return cls(UncertainDate.parse(start))
        until = UncertainDate.parse(end)
        return cls(UncertainDate.parse(start), through(until) if word == "through" else until)

    @classmethod
    def read(cls, raw: Any) -> Span:
        """Read a span from text or from a mapping with `from` and `until` or `through`.

        Raises:
            ReadError: The value is neither.
        """
        if isinstance(raw, Span):
            return raw
        if isinstance(raw, dict) and "from" in raw and raw.keys() <= {"from", "until", "through"}:
            ends = {key: UncertainDate.read(value) for key, value in raw.items() if value is not None}
            if len(ends) <= 2 and "from" in ends:  # noqa: PLR2004 - a start and one of the two kinds of end
                end = ends.get("until")
                return cls(ends["from"], through(ends["through"]) if "through" in ends else end)
        if isinstance(raw, str):
            return cls.parse(raw)
        raise ReadError(in_short(raw), "is not a span", ACCEPTED)

    @property
    def starts(self) -> tuple[int, int]:
        """Return the day numbers of the earliest and the latest possible start."""
        last = self.start.last
        return self.start.first, last if self.end is None else min(last, self.end.last - 1)

    @property
    def ends(self) -> tuple[int, int]:
        """Return the day numbers of the earliest and the latest possible end; `FOREVER` if there is no end."""
        if self.end is None:
            return FOREVER, FOREVER
        return max(self.end.first, self.start.first + 1), self.end.last

    def __str__(self) -> str:
        """Return the text that `parse` reads back."""
        return f"from {self.start}" if self.end is None else f"from {self.start} until {self.end}"

    def __repr__(self) -> str:
        """Return the constructor with the text."""
        return f"Span.parse({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold a span."""
        return text_schema(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        return {
            "title": "Span",
            "description": "A time from one day up to and not including another.",
            "anyOf": [
                {"type": "string", "examples": ["from 2025-09-12 until 2025-09-25", "from 2025-09-12"]},
                {
                    "type": "object",
                    "properties": DATES_SCHEMA,
                    "required": ["from"],
                    "additionalProperties": False,
                },
            ],
        }


def through(last: UncertainDate) -> UncertainDate | None:
    """Return the exclusive end that belongs to an inclusive last day; `None` at the end of the calendar.

    A last day with a time of day ends at that moment, so it no longer holds at the close of that day.
    """
    if "T" in last.text:
        return last
    if last.first >= FOREVER - 1:
        return None
    return last.day_after()
