"""What a measure reaches: dimensions, hierarchical terms, and what is taken out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.errors import ReadError
from sanctledger.textual import text_schema
from sanctledger.words import in_short

#: The dimensions that the library itself knows; custom kinds may use others.
_DIMENSIONS_SAID = {
    "action": "What is done, such as `export`.",
    "goods": "Goods and services, such as `aviation.parts` or `hs:8803`.",
    "sector": "Branches of the economy, such as `finance`.",
    "place": "Where.",
    "actor": "Who deals, such as `banks`.",
}
DIMENSIONS = tuple(_DIMENSIONS_SAID)
ACCEPTED = (
    "write dimensions and their terms, such as `{action: [export], goods: [aviation.parts]}`, "
    "with `excluding: [...]` for what is taken out, or as text `action=export; goods=aviation.parts`"
)
#: Code lists whose codes reach every code that begins with them.
_CODES = ("hs:", "eccn:")
_DIMENSION = re.compile(r"[a-z][a-z0-9_]*")
_TERM = re.compile(r"\w[\w.:/'&-]*(?: [\w.:/'&-]+)*")
_DEEPEST = 8


def reaches(term: str, other: str) -> bool:
    """Whether the first term reaches the second: they are one, or the second lies below it.

    Terms go down by dots (`aviation` reaches `aviation.parts`), HS and ECCN codes by prefix (`hs:88`, `hs:8803`).
    """
    if term == other:
        return True
    return other.startswith(term if term.startswith(_CODES) else f"{term}.")


@attrs.frozen(repr=False)
class Scope:
    """What a measure reaches, dimension by dimension, without what is taken out.

    A dimension that is absent means all of it; several terms of one dimension mean any of them. The empty scope reaches
    everything. Immutable, and equal to any scope written with the same terms in another order.

    Attributes:
        terms: Pairs of a dimension and its terms, sorted.
        excluding: The scopes that are taken out, sorted.
    """

    terms: tuple[tuple[str, frozenset[str]], ...] = ()
    excluding: tuple[Scope, ...] = ()

    @classmethod
    def of(cls, excluding: Iterable[Scope] = (), **dimensions: str | Iterable[str]) -> Scope:
        """A scope from keyword arguments: `Scope.of(action="export", goods=["aviation.parts"])`.

        Raises:
            ReadError: A dimension has no terms, or a term is malformed.
        """
        return cls.of_terms(dimensions, tuple(excluding))

    @classmethod
    def of_terms(cls, dimensions: Mapping[str, str | Iterable[str]], excluding: tuple[Scope, ...] = ()) -> Scope:
        """A scope from a mapping of dimensions to their terms.

        Raises:
            ReadError: A dimension has no terms, or a term is malformed.
        """
        pairs = tuple(sorted((name, _read_terms(name, terms)) for name, terms in dimensions.items()))
        return cls(pairs, tuple(sorted(set(excluding), key=str)))

    @classmethod
    def parse(cls, text: str) -> Scope:
        """Read `action=export,import; goods=aviation.parts; excluding (action=unblock)`, or `all`.

        Raises:
            ReadError: The text is none.
        """
        scope, rest = _parse(text.strip(), 0)
        if rest:
            raise ReadError(text, f"goes wrong at `{rest}`", ACCEPTED)
        return scope

    @classmethod
    def read(cls, raw: Any) -> Scope:
        """Read a scope from a mapping or from text.

        Raises:
            ReadError: It is neither, or nested deeper than a scope has reason to be.
        """
        return cls._read(raw, 0)

    @classmethod
    def _read(cls, raw: Any, depth: int) -> Scope:
        if isinstance(raw, Scope):
            return raw
        if isinstance(raw, str):
            return cls.parse(raw)
        if not isinstance(raw, Mapping):
            raise ReadError(in_short(raw), "is not a scope", ACCEPTED)
        if depth == 0 and (plain := _plain(raw)) is not None:
            return _shared(plain)
        if depth > _DEEPEST:
            raise ReadError("scope", f"is nested more than {_DEEPEST} deep", "write it flatter")
        taken = raw.get("excluding", ())
        taken = [taken] if isinstance(taken, (Mapping, str, Scope)) else taken
        if not isinstance(taken, Iterable):
            raise ReadError(in_short(taken), "is not a list of scopes", ACCEPTED)
        dimensions = {name: terms for name, terms in raw.items() if name != "excluding"}
        return cls.of_terms(dimensions, tuple(cls._read(scope, depth + 1) for scope in taken))

    @property
    def is_everything(self) -> bool:
        """Whether it reaches everything."""
        return not self.terms and not self.excluding

    def dimension(self, name: str) -> frozenset[str] | None:
        """The terms of a dimension; `None` where it is absent, which means all."""
        return dict(self.terms).get(name)

    def covers(self, activity: Mapping[str, str]) -> bool:
        """Whether it reaches an activity, given as one term a dimension.

        A dimension that the activity leaves open is covered only where the scope leaves it open too.
        """
        reached = all(
            name in activity and any(reaches(term, activity[name]) for term in terms) for name, terms in self.terms
        )
        return reached and not any(scope.covers(activity) for scope in self.excluding)

    def within(self, *others: Scope) -> bool:
        """Whether the others together reach all that this one reaches.

        Exact for any terms, under the rule that a term holds more than the terms below it that anyone has written:
        `aviation` is not within `aviation.parts` and `aviation.services` together.
        """
        if any(other.is_everything or other == self for other in others):
            return True
        return not any(
            self.covers(cell) and not any(other.covers(cell) for other in others) for cell in _cells((self, *others))
        )

    def intersects(self, other: Scope) -> bool:
        """Whether anything is reached by both."""
        return any(self.covers(cell) and other.covers(cell) for cell in _cells((self, other)))

    def minus(self, other: Scope) -> Scope:
        """What this one reaches and the other does not."""
        return attrs.evolve(self, excluding=tuple(sorted({*self.excluding, other}, key=str)))

    def __str__(self) -> str:
        """The text that `parse` reads back."""
        parts = [f"{name}={','.join(sorted(terms))}" for name, terms in self.terms]
        if self.excluding:
            parts.append("excluding " + " ".join(f"({scope})" for scope in self.excluding))
        return "; ".join(parts) or "all"

    def __repr__(self) -> str:
        """The constructor with the text."""
        return f"Scope.parse({str(self)!r})"

    def to_json(self) -> dict[str, Any]:
        """The mapping of the file format."""
        shape: dict[str, Any] = {name: sorted(terms) for name, terms in self.terms}
        if self.excluding:
            shape["excluding"] = [scope.to_json() for scope in self.excluding]
        return shape

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold a scope."""
        return text_schema(cls.read, cls.to_json)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        terms = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
        one = [{"type": "object"}, {"type": "string"}]
        taken = {
            "anyOf": [*one, {"type": "array", "items": {"anyOf": one}}],
            "description": "Scopes that are taken out.",
        }
        known = {name: terms | {"description": said} for name, said in _DIMENSIONS_SAID.items()}
        return {
            "title": "Scope",
            "description": "What is reached: a dimension and its terms; an absent dimension means all of it.",
            "anyOf": [
                {
                    "type": "object",
                    "properties": known | {"excluding": taken},
                    "propertyNames": {"pattern": f"^{_DIMENSION.pattern}$"},
                    "additionalProperties": terms,
                },
                {"type": "string", "examples": ["action=export; goods=aviation.parts", "all"]},
            ],
        }


#: Reaches everything.
EVERYTHING = Scope()


def _plain(raw: Mapping[Any, Any]) -> tuple[tuple[str, str | tuple[str, ...]], ...] | None:
    """A scope's mapping as a key to find its equal by, where it holds nothing but texts and lists of them."""
    pairs: list[tuple[str, str | tuple[str, ...]]] = []
    for name, terms in raw.items():
        if type(terms) is list and name != "excluding" and all(type(term) is str for term in terms):
            pairs.append((name, tuple(terms)))
        elif type(terms) is str and name != "excluding":
            pairs.append((name, terms))
        else:
            return None
    return tuple(pairs)


@lru_cache(maxsize=4096)
def _shared(plain: tuple[tuple[str, str | tuple[str, ...]], ...]) -> Scope:
    """One scope for all records that write it alike."""
    return Scope.of_terms(dict(plain))


def _read_terms(name: object, terms: Any) -> frozenset[str]:
    if not isinstance(name, str) or not _DIMENSION.fullmatch(name) or name == "excluding":
        raise ReadError(in_short(name), "is not the name of a dimension", ACCEPTED)
    listed = [terms] if isinstance(terms, str) else list(terms) if isinstance(terms, Iterable) else []
    if not listed:
        raise ReadError(name, "names no terms", "leave the dimension out where it means all")
    for term in listed:
        if not isinstance(term, str) or not _TERM.fullmatch(term) or term.endswith("."):
            raise ReadError(in_short(term), "is not a term", "write letters and digits, with dots between levels")
    return frozenset(listed)


def _written(scope: Scope) -> Iterator[tuple[str, str]]:
    for name, terms in scope.terms:
        for term in terms:
            yield name, term
    for taken in scope.excluding:
        yield from _written(taken)


def _cells(scopes: tuple[Scope, ...]) -> Iterator[dict[str, str]]:
    """One activity for each way in which the scopes can tell activities apart.

    In a dimension those are the written terms, each standing for what lies in it and in no written term below, and one
    term that nobody wrote.
    """
    written: dict[str, set[str]] = {}
    for scope in scopes:
        for name, term in _written(scope):
            written.setdefault(name, set()).add(term)
    choices = [[*sorted(terms), "\0"] for terms in written.values()]
    for cell in itertools.product(*choices):
        yield dict(zip(written, cell, strict=True))


def _parse(text: str, depth: int) -> tuple[Scope, str]:
    if depth > _DEEPEST:
        raise ReadError(text, f"is nested more than {_DEEPEST} deep", "write it flatter")
    dimensions: dict[str, list[str]] = {}
    taken: list[Scope] = []
    rest = text
    if match := re.match(r"\s*all(?=\s*(?:;|\)|$))\s*;?", rest):
        rest = rest[match.end() :]
    while match := re.match(r"\s*([a-z][a-z0-9_]*)\s*=\s*([^;()=]+)\s*;?", rest):
        if match[1] in dimensions:
            raise ReadError(text, f"names the dimension `{match[1]}` twice", "write its terms with commas")
        dimensions[match[1]] = [term.strip() for term in match[2].split(",")]
        rest = rest[match.end() :]
    if match := re.match(r"\s*excluding\s*(?=\()", rest):
        rest = rest[match.end() :]
        while rest.startswith("("):
            scope, rest = _parse(rest[1:], depth + 1)
            if not rest.startswith(")"):
                raise ReadError(text, "has a parenthesis that does not close", ACCEPTED)
            taken.append(scope)
            rest = rest[1:].lstrip()
    if rest == text and depth == 0:
        raise ReadError(text, "is not a scope", ACCEPTED)
    return Scope.of_terms(dimensions, tuple(taken)), rest.lstrip()
