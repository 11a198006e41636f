"""Dates that may be imprecise, in the forms of EDTF that ledgers need."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import suppress
from functools import lru_cache
from typing import Any, Literal, cast

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema
from sanctledger.base.words import in_short
from sanctledger.values.date_hints import meant

#: Day numbers (proleptic Gregorian ordinals) that stand for "no first day" and "no last day".
BEGINNING = 0
FOREVER = dt.date.max.toordinal() + 1

ACCEPTED = (
    "write a day (`2025-09-11`), a month (`2025-09`), a year (`2025`), one with `~` for about or `?` for doubted, "
    "a range (`2025-09-11..2025-09-16`, `..2025-09`, `2025-09..`) or `unknown`"
)
_DAY_ACCEPTED = "write a day such as `2025-09-11`"
_ONE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:T(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?P<zone>Z|[+-]\d{2}:\d{2})?)?)?)?(?P<mark>[~?%])?",
    re.ASCII,
)
_MONTHS = 12
#: How many characters a date may have; the longest range has some sixty.
_LONGEST = 100
_ONE_SHAPE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]+(Z|[+-][0-9:]+)?)?)?)?[~?%]?"
_SHAPE = rf"^\s*(unknown|{_ONE_SHAPE}|\[?({_ONE_SHAPE}\.\.({_ONE_SHAPE})?|\.\.{_ONE_SHAPE})\]?)\s*$"
#: How a JSON Schema describes a text that names one day.
DAY_SCHEMA = {
    "type": "string",
    "pattern": _SHAPE,
    "examples": ["2025-09-11"],
    "patternErrorMessage": _DAY_ACCEPTED.replace("`", ""),
}
Precision = Literal["day", "month", "year", "range", "unknown"]
#: One day, as a date or as a text that names it.
Day = dt.date | str


def as_day(value: Day) -> dt.date:
    """Return the day of a `date` or of an ISO text such as `2025-09-30`.

    Raises:
        ReadError: The text is not one day.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        date = UncertainDate.parse(value)
    except TypeError:
        raise ReadError(in_short(value), "is not a day", _DAY_ACCEPTED) from None
    except ReadError:
        days = _meant(value)
        way_out = _write(days) if days and all(day.precision == "day" for day in days) else _DAY_ACCEPTED
        raise ReadError(in_short(value), "is not a day", way_out) from None
    if date.earliest is None or date.earliest != date.latest:
        raise ReadError(str(value), "is not one day", _DAY_ACCEPTED)
    return date.earliest


def day_after(day: dt.date) -> dt.date:
    """Return the day after a day; for the last day of the calendar, that day itself."""
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def day_text(ordinal: int) -> str | None:
    """Return the ISO text of a day number; `None` for the two numbers that mean "no day"."""
    return dt.date.fromordinal(ordinal).isoformat() if BEGINNING < ordinal < FOREVER else None


def _clamped(ordinal: int) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if BEGINNING < ordinal < FOREVER else None


@refusing_methods()
@attrs.frozen(repr=False)
class UncertainDate:
    """A date that is known only between two days, both included.

    The text is kept as written, and two dates are equal if their texts are. Days are days of the issuing authority's
    calendar; a time of day and its zone stay in the text and have no further effect.

    Attributes:
        text: The date as written.
        earliest: The earliest possible day; `None` if there is no limit.
        latest: The latest possible day; `None` if there is no limit.
        precision: The precision of the text: a day, a month, a year, a range, or none.
        first: The day number of the earliest day; `BEGINNING` if there is none.
        last: The day number of the latest day; `FOREVER` if there is none.
    """

    text: str
    earliest: dt.date | None = attrs.field(eq=False)
    latest: dt.date | None = attrs.field(eq=False)
    precision: Precision = attrs.field(default="day", eq=False)
    first: int = attrs.field(init=False, eq=False)
    last: int = attrs.field(init=False, eq=False)

    @first.default
    def _first(self) -> int:
        return BEGINNING if self.earliest is None else self.earliest.toordinal()

    @last.default
    def _last(self) -> int:
        return FOREVER if self.latest is None else self.latest.toordinal()

    @classmethod
    def parse(cls, text: str) -> UncertainDate:
        """Read one of the forms of EDTF that the file format lists.

        Raises:
            ReadError: The text has none of these forms, or names a day that does not exist.
        """
        return _parse(text.strip())

    @classmethod
    def on(cls, day: dt.date) -> UncertainDate:
        """Return the date that is exactly one day."""
        return _parse(day.isoformat())

    @classmethod
    def between(cls, earliest: dt.date | None, latest: dt.date | None) -> UncertainDate:
        """Return the date between two days, written as a range."""
        if earliest is None and latest is None:
            return _parse("unknown")
        if earliest == latest and earliest is not None:
            return cls.on(earliest)
        ends = ["" if end is None else end.isoformat() for end in (earliest, latest)]
        return _parse("..".join(ends))

    @classmethod
    def read(cls, raw: Any) -> UncertainDate:
        """Read a date from text or from a `date`.

        Raises:
            ReadError: The value is neither.
        """
        if type(raw) is str:
            return _parse(raw.strip())
        if isinstance(raw, UncertainDate):
            return raw
        if isinstance(raw, dt.datetime):
            return _parse(raw.isoformat(timespec="minutes"))
        if isinstance(raw, dt.date):
            return cls.on(raw)
        raise ReadError(in_short(raw), "is not text", ACCEPTED)

    @property
    def is_exact(self) -> bool:
        """Return whether the date is one day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_doubted(self) -> bool:
        """Return whether the source marks the date as doubted (`?`, or `%` for doubted and approximate)."""
        return self.text.endswith(("?", "%"))

    def day_after(self) -> UncertainDate:
        """Return the date one day later: the exclusive end that belongs to an inclusive last day."""
        ends = [None if end is None else _clamped(end.toordinal() + 1) for end in (self.earliest, self.latest)]
        if ends[0] is None and self.earliest is not None:
            return _parse("unknown")
        return UncertainDate.between(*ends)

    def hull(self, other: UncertainDate) -> UncertainDate:
        """Return the narrowest date that includes both."""
        first, last = min(self.first, other.first), max(self.last, other.last)
        return UncertainDate.between(_clamped(first), _clamped(last))

    def __str__(self) -> str:
        """Return the text as written."""
        return self.text

    def __repr__(self) -> str:
        """Return the constructor with the text."""
        return f"UncertainDate.parse({self.text!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold a date."""
        return text_schema(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        return {
            "title": "UncertainDate",
            "type": "string",
            "pattern": _SHAPE,
            "patternErrorMessage": ACCEPTED.replace("`", ""),
            "description": "A day, month or year, about (~) or doubted (?), a range (a..b), or unknown.",
            "examples": ["2025-09-11", "2025-09", "2025-09~", "2025-09-11..2025-09-16", "2025-09..", "unknown"],
        }


def _unreadable(text: str) -> ReadError:
    if len(text) > _LONGEST:
        return ReadError(text, f"is longer than {_LONGEST} characters", ACCEPTED)
    if any(letter.isdecimal() and not letter.isascii() for letter in text):
        return ReadError(text, "is written in other digits than 0 to 9", ACCEPTED)
    likely = _meant(text)
    if likely:
        return ReadError(text, "is not how a date is written", _write(likely))
    start, _, end = text.partition("/")
    if start and end and _is_date(start) and _is_date(end):
        return ReadError(
            text,
            "is a time interval, not a date",
            f"write `from: {start}` and `through: {end}` for a time, `{start}..{end}` for one day between the two",
        )
    return ReadError(text, "is not a date", ACCEPTED)


def _is_date(text: str) -> bool:
    try:
        _one(text)
    except ReadError:
        return False
    return True


def _meant(text: str) -> list[UncertainDate]:
    """Return the dates that a text probably means, for a text that is not a date."""
    found = []
    for likely in meant(text) if len(text) <= _LONGEST else ():
        with suppress(ReadError):
            found.append(_parse(likely))
    return found


def _write(dates: list[UncertainDate]) -> str:
    return "write " + " or ".join(f"`{date}`" for date in dates)


@lru_cache(maxsize=65536)
def _parse(text: str) -> UncertainDate:
    if text == "unknown":
        return UncertainDate(text, None, None, "unknown")
    plain = text
    if text.startswith("[") and text.endswith("]"):
        plain = text[1:-1]
        if ".." not in plain:
            raise _unreadable(text)
    if len(text) > _LONGEST:
        raise _unreadable(text)
    start, dots, end = plain.partition("..")
    if not dots:
        return _one(text)
    if not start and not end:
        raise _unreadable(text)
    earliest = _one(start).earliest if start else None
    latest = _one(end).latest if end else None
    if earliest is not None and latest is not None and earliest > latest:
        raise ReadError(text, "has its ends in the wrong order", f"write `{end}..{start}`")
    return UncertainDate(plain, earliest, latest, "range")


def _one(text: str) -> UncertainDate:
    match = _ONE.fullmatch(text)
    if match is None:
        raise _unreadable(text)
    parts = match.groupdict()
    year, month, day = (int(parts[key]) if parts[key] else None for key in ("year", "month", "day"))
    year = cast("int", year)
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        dt.time(int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts["second"] or 0))
        earliest = dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ReadError(text, "names a day or time that does not exist", ACCEPTED) from None
    latest = _last_day(earliest, precision)
    if parts["mark"] in ("~", "%"):
        if parts["hour"]:
            raise ReadError(text, "is approximate and has a time of day", "leave the time of day out")
        widened = _step(earliest, precision, -1), _step(latest, precision, +1)
        return UncertainDate(text, *widened, precision)
    return UncertainDate(text, earliest, latest, precision)


def _last_day(day: dt.date, precision: Precision) -> dt.date:
    if precision == "day":
        return day
    month = day.month if precision == "month" else _MONTHS
    return dt.date(day.year, month, calendar.monthrange(day.year, month)[1])


def _step(day: dt.date, precision: Precision, by: int) -> dt.date | None:
    """Return the end of a date that is wider by one unit of its precision; `None` at the end of the calendar."""
    if precision == "day":
        return _clamped(day.toordinal() + by)
    months = day.year * _MONTHS + day.month - 1 + by * (1 if precision == "month" else _MONTHS)
    year, month = divmod(months, _MONTHS)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, 1 if by < 0 else calendar.monthrange(year, month + 1)[1])
