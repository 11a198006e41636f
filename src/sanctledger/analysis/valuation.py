"""A named, versioned and cited table that turns moves into one scale."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import in_short, so_many
from sanctledger.values.bounds import Bounds, Number

if TYPE_CHECKING:
    from sanctledger.questions.move import Move

WEIGHT = "write a number such as `3`, `4..8` or `-5.5`, or one a unit such as `1 per prisoners`"
KEY = (
    "name a kind (`release`), a CAMEO code of two to four digits (`0841`), what a move does (`tighten`, `pledge`), "
    "both (`pledge:release`), a family (`concession`), or `benefit` and `burden` for all the rest"
)
_KEY = re.compile(r"\w+(?::\w+)?")
_CODE = re.compile(r"\d{2,4}", re.ASCII)


@refusing_methods()
@attrs.frozen
class Weight:
    """What one act is worth, or one unit of what it gives.

    Attributes:
        of: Which moves it weighs: a kind, a CAMEO code, what a move does, a family, or `benefit` or `burden`.
        amount: The weight; benefits are positive, burdens negative. Where it has two ends, it is one number that is
            not known better: the same for all moves that it weighs.
        per: The unit that it is the weight of; `None` where it is the weight of the act, however much it gave.
        why: Why it is so much, in the words of who set it.
    """

    of: str
    amount: Bounds
    per: str | None = None
    why: str | None = None

    @classmethod
    def read(cls, of: str, raw: Any, why: str | None = None) -> Weight:
        """Read a weight from a number, bounds, or a text such as `4..8` or `1 per prisoners`.

        Raises:
            ReadError: It is none of these, a float among them, or `of` is nothing that can be weighed.
        """
        if not _KEY.fullmatch(of):
            raise ReadError(of, "is nothing that a scale can weigh", KEY)
        amount, per = raw, None
        if isinstance(raw, str):
            amount, _, unit = (part.strip() for part in raw.partition(" per "))
            per = unit or None
            if raw.rstrip().endswith(" per"):
                raise ReadError(in_short(raw), "names no unit", WEIGHT)
        try:
            return cls(of, Bounds.read(amount), per, why)
        except ReadError:
            hint = " (a fraction is written as text or as a Decimal, so that it stays exact)"
            raise ReadError(in_short(raw), "is no weight", WEIGHT + hint * isinstance(raw, float)) from None

    @property
    def is_code(self) -> bool:
        """Return whether it weighs a CAMEO code."""
        return bool(_CODE.fullmatch(self.of))

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        return {"of": self.of, **self.amount.to_json(), "per": self.per, "why": self.why}

    def __str__(self) -> str:
        """What it weighs, and how much that is worth."""
        return f"{self.of}: {self.amount}{f' per {self.per}' if self.per else ''}"


@attrs.frozen
class Caveat:
    """What a reader of a valued answer has to know.

    Attributes:
        says: The warning, in a sentence.
        source: Who says so, or what it is counted from.
    """

    says: str
    source: str

    def to_json(self) -> dict[str, str]:
        """Its two attributes."""
        return {"says": self.says, "source": self.source}

    def __str__(self) -> str:
        """Return the warning and its source."""
        return f"{self.says} ({self.source})"


@attrs.frozen
class Scale:
    """The name under which an answer was valued.

    Attributes:
        name: The name of the valuation.
        version: Its version.
        citation: Where its weights are from.
    """

    name: str
    version: str
    citation: str

    def to_json(self) -> dict[str, str]:
        """Its three attributes."""
        return {"name": self.name, "version": self.version, "citation": self.citation}

    def __str__(self) -> str:
        """Return the name and the version."""
        return f"{self.name} ({self.version})"


def _named(_instance: object, attribute: Any, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        accepted = "a scale says its name, its version and where its weights are from, so that its answers can be cited"
        raise ReadError(in_short(value), f"is no {attribute.name} of a valuation", accepted)


@refusing_methods()
@attrs.frozen(repr=False)
class Valuation:
    """A named, versioned and cited table that turns moves into one scale.

    It never runs by itself: pass it, or its name, to `View.moves` or `View.break_even`. Make one of a table with `of`,
    from a file with `read`, or of a function with `by_function`.

    Attributes:
        name: Its name.
        version: Its version.
        citation: Where its weights are from.
        weights: The weights.
        function: What values a move instead of the weights: bounds, a whole number, a `Decimal`, or `None` for what it
            does not value.
        caveats: What the literature warns about, and what else a reader has to know.
    """

    name: str = attrs.field(validator=_named)
    version: str = attrs.field(validator=_named)
    citation: str = attrs.field(validator=_named)
    weights: tuple[Weight, ...] = ()
    function: Callable[[Move], Bounds | Number | None] | None = None
    caveats: tuple[Caveat, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse two weights for one thing, and a table of nothing."""
        if not self.weights and self.function is None:
            raise ReadError(self.name, "weighs nothing", "give it weights, or a function that values a move")
        seen: set[tuple[str, str | None]] = set()
        for weight in self.weights:
            if (weight.of, weight.per) in seen:
                raise ReadError(str(weight), "is weighed twice", "keep one weight; a range such as `4..8` holds both")
            seen.add((weight.of, weight.per))

    @classmethod
    def of(
        cls,
        name: str,
        weights: Mapping[str, Any],
        *,
        version: str,
        citation: str,
        caveats: Iterable[Caveat] = (),
    ) -> Valuation:
        """Return a valuation of a mapping: what is weighed, and its weight or weights.

        Args:
            name: Its name.
            weights: By kind, CAMEO code, what a move does, family, `benefit` or `burden`: a number, bounds, a text such
                as `4..8` or `1 per prisoners`, or a list of several in different units.
            version: Its version.
            citation: Where its weights are from.
            caveats: What a reader has to know.

        Raises:
            ReadError: A weight cannot be read, or the name, version or citation is missing.
        """
        found = [
            one if isinstance(one, Weight) else Weight.read(str(of), one)
            for of, raw in weights.items()
            for one in (raw if isinstance(raw, (list, tuple)) else (raw,))
        ]
        return cls(name, version, citation, tuple(found), caveats=tuple(caveats))

    @classmethod
    def by_function(
        cls,
        name: str,
        function: Callable[[Move], Bounds | Number | None],
        *,
        version: str,
        citation: str,
        caveats: Iterable[Caveat] = (),
    ) -> Valuation:
        """Return a valuation of a function that is asked of each move; `None` leaves a move unvalued.

        Raises:
            ReadError: The name, version or citation is missing.
        """
        return cls(name, version, citation, function=function, caveats=tuple(caveats))

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Valuation:
        """Read a valuation from a file of comma-separated values or YAML, told by its ending.

        Raises:
            ReadError: The file cannot be read as one; the error names the line if there is one to name.
            OSError: The file cannot be opened.
        """
        from sanctledger.analysis.valuation_files import read_valuation  # noqa: PLC0415 - it makes what this class is

        return read_valuation(path)

    @property
    def scale(self) -> Scale:
        """Return the name under which an answer is valued."""
        return Scale(self.name, self.version, self.citation)

    @cached_property
    def _by_key(self) -> dict[str, tuple[Weight, ...]]:
        found: dict[str, list[Weight]] = {}
        for weight in self.weights:
            found.setdefault(weight.of, []).append(weight)
        return {key: tuple(weights) for key, weights in found.items()}

    def weights_of(self, key: str) -> tuple[Weight, ...]:
        """Return the weights of a key; none if it is not weighed."""
        return self._by_key.get(key, ())

    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping a weight."""
        return [weight.to_json() for weight in self.weights]

    def to_json(self) -> dict[str, Any]:
        """Return the valuation as the command line prints it."""
        return {
            **self.scale.to_json(),
            "caveats": [caveat.to_json() for caveat in self.caveats],
            "weights": [weight.to_json() for weight in self.weights],
        }

    def __repr__(self) -> str:
        """Its name, version and how many weights."""
        what = so_many(len(self.weights), "weight") if self.function is None else "a function"
        return f"<Valuation {self.name} ({self.version}): {what}>"


def code_keys(code: str | None) -> tuple[str, ...]:
    """Return a CAMEO code and the wider ones that it falls back on: four digits, three, two."""
    return () if code is None else tuple(code[:end] for end in range(len(code), 1, -1))
