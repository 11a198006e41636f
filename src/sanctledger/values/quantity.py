"""Quantities: bounds in a unit, read as people write them."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Any

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError, UnitMismatch
from sanctledger.base.pydantic_text import contextual_schema
from sanctledger.base.words import in_short
from sanctledger.values.bounds import (
    ENDS_SCHEMA,
    Bounds,
    Number,
    add,
    digits_held,
    json_number,
    read_number,
    times,
    write_number,
)

ACCEPTED = (
    "write an amount and its unit, such as `52 prisoners`, `over 1000 prisoners`, `at most 30 prisoners`, "
    "`114..123 prisoners`, `about 300 prisoners` or `1.2 bn USD`"
)
#: How far `about` reaches to each side unless a ledger says otherwise.
ABOUT = Decimal("0.10")

_SIGNS = {
    "over": ">", "more than": ">", ">": ">",
    "at least": ">=", "≥": ">=", ">=": ">=",
    "under": "<", "fewer than": "<", "less than": "<", "<": "<",
    "at most": "<=", "up to": "<=", "≤": "<=", "<=": "<=",
    "about": "~", "around": "~", "~": "~",
}  # fmt: skip
_SCALES = {
    "thousand": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
#: Those that nobody takes for a unit; `5 m` may be metres.
_SCALE_WORDS = frozenset(_SCALES) - {"m"}
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_TEXT = re.compile(
    rf"(?:(?P<sign>{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))})\s*)?"
    rf"(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?(?P<more> or (?:more|less|fewer))?"
    rf"(?:\s(?P<scale>{'|'.join(_SCALES)}))?\s(?P<unit>\S.*)",
    re.ASCII,
)
_WORD = r"[\w'()/&%.:\u2019-]"  # U+2019 is the apostrophe that people type
_UNIT = re.compile(rf"[^\W\d_]{_WORD}*(?: {_WORD}+)*")
#: How many characters an amount with its unit may have, and the unit alone.
_LONGEST, _LONGEST_UNIT = 300, 200
_MONEY = re.compile(r"[A-Z]{3}")
#: A scale right behind its figure: `1.2bn USD`.
_STUCK = re.compile(rf"(?<=\d)(?:{'|'.join(_SCALES)})(?=\s|$)", re.ASCII)


def _within(amount: Bounds | Number) -> Bounds:
    return amount if isinstance(amount, Bounds) else Bounds.exactly(amount)


@refusing_methods(constructor=False)
@attrs.frozen(repr=False)
class Quantity:
    """An amount of one unit, between bounds.

    Quantities of one unit add and subtract as their bounds do; different units never do. Immutable.

    Attributes:
        bounds: The bounds of the amount, never below zero.
        unit: The name of the unit, such as `prisoners` or `USD`.
        about: The figure of a source that wrote `about`; the bounds are then the tolerance of that word.
    """

    bounds: Bounds = attrs.field(converter=_within)
    unit: str
    about: Number | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse amounts below zero and names that are not units."""
        if self.bounds.low is None or self.bounds.low < 0:
            raise ReadError(str(self.bounds), "goes below zero", "an amount is zero or more; who gave it says the rest")
        first, _, more = self.unit[:_LONGEST].partition(" ")
        if (
            len(self.unit) > _LONGEST_UNIT
            or not _UNIT.fullmatch(self.unit)
            or first == "or"
            or first in (_SCALES if more else _SCALE_WORDS)
        ):
            raise ReadError(self.unit, "is not the name of a unit", ACCEPTED)

    @classmethod
    def parse(cls, text: str, about: Decimal = ABOUT) -> Quantity:
        """Read an amount and its unit as people write them.

        For whole amounts, `over` and `under` exclude their end: `over 1000` is 1,001 or more. Money and amounts with a
        decimal
        fraction include it, because there is no next amount. `about` has a tolerance to each side, rounded outward to
        whole
        units.

        Args:
            text: Such as `52 prisoners`, `over 1000 prisoners`, `114..123 prisoners` or `1.2 bn USD`.
            about: The tolerance of the word `about`, as a fraction: `Decimal("0.1")` is ten percent.

        Raises:
            ReadError: The text has no such form; for words such as "dozens" the analyst must choose the bounds.
        """
        if len(text) > _LONGEST:
            raise ReadError(text, f"is longer than {_LONGEST} characters", ACCEPTED)
        return _parse(" ".join(text.split()), about)

    @classmethod
    def read(cls, raw: Any, about: Decimal = ABOUT) -> Quantity:
        """Read a quantity from text or from a mapping with `low`, `high` and `unit`.

        Raises:
            ReadError: The value is neither.
        """
        if isinstance(raw, str):
            return cls.parse(raw, about)
        if isinstance(raw, Quantity):
            return raw
        if isinstance(raw, dict) and raw.keys() <= {"low", "high", "unit"} and isinstance(raw.get("unit"), str):
            ends = {key: value for key, value in raw.items() if key != "unit"}
            if ends:
                bounds = Bounds.read(ends)
                return cls(Bounds(0 if bounds.low is None else bounds.low, bounds.high), raw["unit"])
        raise ReadError(in_short(raw), "is not a quantity", ACCEPTED + ", or a mapping with `low`, `high` and `unit`")

    def within(self, about: Decimal) -> Quantity:
        """Return the quantity with the bounds of a tolerance; unchanged if it was not written with `about`.

        Args:
            about: The tolerance to each side, as a fraction.
        """
        return self if self.about is None else Quantity(_around(self.about, about), self.unit, self.about)

    def __add__(self, other: Quantity) -> Quantity:
        """Return the sum of two quantities.

        Raises:
            UnitMismatch: Their units differ.
        """
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(self.bounds + self._same(other), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        """Return the rest of the first without the second, never below zero.

        Raises:
            UnitMismatch: Their units differ.
        """
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity((self.bounds - self._same(other)).floored(), self.unit)

    def _same(self, other: Quantity) -> Bounds:
        if self.unit != other.unit:
            raise UnitMismatch(self.unit, other.unit)
        return other.bounds

    def __str__(self) -> str:
        """Return the canonical text, which `parse` reads back."""
        low, high = self.bounds.low, self.bounds.high
        if self.about is not None:
            return f"about {write_number(self.about)} {self.unit}"
        if high is None:
            return f"at least {write_number(low or 0)} {self.unit}"
        if low == 0 and high != 0:
            return f"at most {write_number(high)} {self.unit}"
        return f"{self.bounds} {self.unit}"

    def __repr__(self) -> str:
        """Return the constructor with the text."""
        return f"Quantity.parse({str(self)!r})"

    def to_json(self) -> dict[str, Any]:
        """Return the keys `low`, `high` and `unit`."""
        return {"low": json_number(self.bounds.low), "high": json_number(self.bounds.high), "unit": self.unit}

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold a quantity; the validation context may carry the tolerance of `about`."""
        return contextual_schema(lambda raw, context: cls.read(raw, (context or {}).get("about", ABOUT)))

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        return {
            "title": "Quantity",
            "description": "An amount, or the bounds that it lies within, and its unit.",
            "anyOf": [
                {
                    "type": "string",
                    "pattern": r"[0-9][\s\S]*\s\S",
                    "examples": ["52 prisoners", "over 1000 prisoners", "1.2 bn USD"],
                    "patternErrorMessage": ACCEPTED.replace("`", ""),
                },
                {
                    "type": "object",
                    "properties": {
                        **ENDS_SCHEMA,
                        "unit": {"type": "string", "description": "What is counted, such as `prisoners` or `USD`."},
                    },
                    "required": ["unit"],
                    "additionalProperties": False,
                },
            ],
        }


def read_tolerance(text: str) -> Decimal:
    """Return the fraction of a setting such as `about: 10%`.

    Raises:
        ReadError: The text is not a percentage between 0 and 100.
    """
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)\s?%", text.strip(), re.ASCII)
    if match is None or Decimal(match[1]) > 100:  # noqa: PLR2004 - percent
        raise ReadError(text, "is not a tolerance", "write a percentage such as `10%`")
    return Decimal(match[1]) / 100


def is_money(unit: str) -> bool:
    """Return whether the unit is a currency code such as `USD`."""
    return bool(_MONEY.fullmatch(unit))


def _unreadable(text: str) -> ReadError:
    if re.match(r"[$€£¥]|[A-Z]{2,3}\$?\s?\d", text):
        return ReadError(text, "begins with a currency", "write the code behind the amount, such as `6 bn USD`")
    if re.fullmatch(rf"(?:\D{{0,10}}\s?)?{_NUMBER}", text):
        return ReadError(text, "has no unit", ACCEPTED)
    if (scale := _STUCK.search(text)) is not None:
        apart = f"{text[: scale.start()]} {text[scale.start() :]}"
        return ReadError(text, "has no space before its scale", f"write it with one, such as `{apart}`")
    if re.match(r"\d+\s?[-–—]\s?\d", text):  # noqa: RUF001 - the dashes that people write
        return ReadError(text, "is a range with a dash", "write it with two dots, such as `114..123 prisoners`")
    problem, hint = "is not a quantity", ACCEPTED
    if any(letter.isdecimal() and not letter.isascii() for letter in text):
        problem = "is written in other digits than 0 to 9"
    elif not re.search(r"\d", text):
        problem, hint = "names no figure", "write the bounds that you can defend, such as `24..99 prisoners`"
    return ReadError(text, problem, hint)


@lru_cache(maxsize=65536)
def _parse(text: str, about: Decimal) -> Quantity:
    match = _TEXT.fullmatch(text)
    if match is None:
        raise _unreadable(text)
    unit, sign = match["unit"], _SIGNS.get(match["sign"] or "", "")
    if unit in _SCALE_WORDS:
        raise ReadError(text, "has no unit", ACCEPTED)
    scale = _SCALES[match["scale"]] if match["scale"] else 1
    low = _scaled(match["low"], scale)
    if match["more"]:
        sign = (">=" if match["more"] == " or more" else "<=") if not sign else "both"
    if match["high"]:
        if sign:
            raise ReadError(text, "is a range with a word of its own", ACCEPTED)
        return Quantity(digits_held(Bounds(low, _scaled(match["high"], scale))), unit)
    if sign == "both":
        raise _unreadable(text)
    whole = isinstance(low, int) and not is_money(unit) and scale == 1
    if sign == "~":
        digits_held(Bounds.exactly(low))
        return Quantity(_around(low, about), unit, low)
    bounds = {
        "": lambda: Bounds.exactly(low),
        ">": lambda: Bounds(low + 1 if whole else low, None),
        ">=": lambda: Bounds(low, None),
        "<": lambda: Bounds(0, low - 1 if whole else low),
        "<=": lambda: Bounds(0, low),
    }[sign]()
    return Quantity(digits_held(bounds), unit)


def _scaled(text: str, scale: int) -> Number:
    return times(read_number(text, ACCEPTED), scale)


def _around(centre: Number, about: Decimal) -> Bounds:
    reach = times(centre, about)
    low, high = Decimal(add(centre, times(reach, -1))), Decimal(add(centre, reach))
    return Bounds(low.to_integral_value(ROUND_FLOOR), high.to_integral_value(ROUND_CEILING))
