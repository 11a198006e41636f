"""Hints for texts that are not dates: the dates that people probably meant, in the forms that are read."""

from __future__ import annotations

import re
from collections.abc import Callable

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_NAMES)})[a-z]*\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
_PART = r"[^,;]+?"
_MOST_DAYS, _MOST_MONTHS = 31, 12
#: How many characters a day, a month or a year has at most.
_WHOLE_DAY = len("2025-09-11")
Parts = dict[str, str]


def _iso(parts: Parts) -> list[str]:
    month = parts["month"]
    number = _NAMES.index(month) + 1 if month in _NAMES else int(month)
    day = f"-{int(parts['day']):02}" if parts.get("day") else ""
    return [f"{parts['year']}-{number:02}{day}"]


def _either_order(parts: Parts) -> list[str]:
    """Return both readings of a day and a month in unknown order: day first, then month first."""
    pairs = dict.fromkeys([(parts["one"], parts["other"]), (parts["other"], parts["one"])])
    fit = [(day, month) for day, month in pairs if 0 < int(month) <= _MOST_MONTHS and 0 < int(day) <= _MOST_DAYS]
    return [f"{parts['year']}-{int(month):02}-{int(day):02}" for day, month in fit]


def _quarter(parts: Parts) -> list[str]:
    last = int(parts["quarter"]) * 3
    return [f"{parts['year']}-{last - 2:02}..{parts['year']}-{last:02}"]


def _decade(parts: Parts) -> list[str]:
    return [f"{parts['decade']}0..{parts['decade']}9"]


def _between(parts: Parts) -> list[str]:
    ends = [(start, end) for start in meant(parts["start"]) for end in meant(parts["end"])]
    return [f"{start}..{end}" for start, end in ends if max(len(start), len(end)) <= _WHOLE_DAY][:1]


def _about(parts: Parts) -> list[str]:
    return [f"{one}~" for one in meant(parts["one"])[:1] if len(one) <= _WHOLE_DAY]


def _at(parts: Parts) -> list[str]:
    return [f"{one}T{parts['time']}" for one in meant(parts["one"])[:1] if len(one) == _WHOLE_DAY]


#: Ways of writing dates, each with what it means.
_WAYS: tuple[tuple[re.Pattern[str], Callable[[Parts], list[str]]], ...] = tuple(
    (re.compile(pattern, re.ASCII), meaning)
    for pattern, meaning in (
        (r"(?P<same>\d{4}(?:-\d{2}(?:-\d{2})?)?)", lambda parts: [parts["same"]]),
        (r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})(?:[-/. ](?P<day>\d{1,2}))?", _iso),
        (r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", _iso),
        (r"(?P<one>\d{1,2})[-/. ](?P<other>\d{1,2})[-/. ](?P<year>\d{4})", _either_order),
        (r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})", _iso),
        (rf"{_DAY}[-. ]+(?:of )?{_MONTH}[-, ]+{_YEAR}", _iso),
        (rf"{_MONTH}[-. ]+{_DAY},? +{_YEAR}", _iso),
        (rf"{_YEAR}[-. ]+{_MONTH}[-. ]+{_DAY}", _iso),
        (rf"{_MONTH}[-, ]+{_YEAR}", _iso),
        (r"(?P<year>\d{4})[- ]?q(?P<quarter>[1-4])", _quarter),
        (r"q(?P<quarter>[1-4])[-/ ]?(?P<year>\d{4})", _quarter),
        (r"(?P<decade>\d{3})(?:0s|x|u)", _decade),
        (rf"(?:between )?(?P<start>{_PART}) (?:and|or|to) (?P<end>{_PART})", _between),
        (rf"(?:circa|ca\.?|c\.|about|around|approximately|approx\.?|~)\s*(?P<one>{_PART})", _about),
        (rf"(?P<one>{_PART})[ t](?P<time>\d{{2}}:\d{{2}}(?::\d{{2}})?)", _at),
    )
)
#: So many readings of one text are told.
_MOST = 2


def meant(text: str) -> tuple[str, ...]:
    """Return the dates that a text probably means, the likeliest first; empty if there is no good guess.

    Each result has the form of a date or of a range. It need not exist: a 31st of February stays what it is.
    """
    plain = " ".join(re.sub("[\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}]", "-", text).casefold().split())
    for pattern, meaning in _WAYS:
        match = pattern.fullmatch(plain)
        if match is not None:
            parts = {name: part for name, part in match.groupdict().items() if part is not None}
            if "month" in parts and parts["month"].isdecimal() and not 0 < int(parts["month"]) <= _MOST_MONTHS:
                continue
            return tuple(meaning(parts))[:_MOST]
    return ()
