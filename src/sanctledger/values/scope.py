"""What a measure reaches: dimensions, hierarchical terms, and what is taken out; and the algebra of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema
from sanctledger.base.words import in_short
from sanctledger.values.scope_difference import Node, Search, node
from sanctledger.values.scope_text import ACCEPTED, check_depth, json_schema, mapping_of
from sanctledger.values.terms import DIMENSION, is_term, upwards


@refusing_methods(constructor=False)
@attrs.frozen(repr=False, cache_hash=True)
class Scope:
    """What a measure reaches, dimension by dimension, without what is taken out.

    A dimension that is absent means all of it; several terms of one dimension mean any of them. The empty scope reaches
    everything. A term holds more than the terms below it that anyone has written: `aviation` is not within
    `aviation.parts` and `aviation.services` together. Under that rule scopes are an exact algebra of sets: `|`, `&`,
    `-` and `~` give scopes, `within`, `intersects` and `same_reach` compare them.

    Immutable, and equal to any scope written with the same terms in another order; of scopes that are written otherwise
    and reach the same, `same_reach` is true.

    Attributes:
        terms: Pairs of a dimension and its terms, sorted.
        excluding: The scopes that are taken out, sorted.
    """

    terms: tuple[tuple[str, frozenset[str]], ...] = ()
    excluding: tuple[Scope, ...] = ()

    @classmethod
    def of(cls, excluding: Iterable[Scope] = (), **dimensions: str | Iterable[str]) -> Scope:
        """Return a scope from keyword arguments: `Scope.of(action="export", goods=["aviation.parts"])`.

        Raises:
            ReadError: A dimension has no terms, or a term is malformed.
        """
        return cls.of_terms(dimensions, tuple(excluding))

    @classmethod
    def of_terms(cls, dimensions: Mapping[str, str | Iterable[str]], excluding: tuple[Scope, ...] = ()) -> Scope:
        """Return a scope from a mapping of dimensions to their terms.

        Raises:
            ReadError: A dimension has no terms, or a term is malformed.
        """
        pairs = tuple(sorted((name, _read_terms(name, terms)) for name, terms in dimensions.items()))
        return cls(pairs, _in_order(excluding))

    @classmethod
    def parse(cls, text: str) -> Scope:
        """Read `action=export,import; goods=aviation.parts; excluding (action=unblock)`, or `all`.

        Raises:
            ReadError: The text is none.
        """
        return cls._read(mapping_of(text), 0)

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
        check_depth("scope", depth)
        taken = raw.get("excluding", ())
        taken = [taken] if isinstance(taken, (Mapping, str, Scope)) else taken
        if not isinstance(taken, Iterable):
            raise ReadError(in_short(taken), "is not a list of scopes", ACCEPTED)
        dimensions = {name: terms for name, terms in raw.items() if name != "excluding"}
        return cls.of_terms(dimensions, tuple(cls._read(scope, depth + 1) for scope in taken))

    @property
    def is_everything(self) -> bool:
        """Return whether it is written as reaching everything: no dimension, and nothing taken out."""
        return not self.terms and not self.excluding

    @property
    def is_nothing(self) -> bool:
        """Return whether it reaches nothing at all: all that it names is taken out again.

        Raises:
            ScopeTooIntricate: It takes too many steps to tell.
        """
        return bool(self.excluding) and Search().is_empty(_node(self))

    @property
    def dimensions(self) -> frozenset[str]:
        """Return the dimensions that it writes, those of what it takes out included."""
        own = frozenset(name for name, _ in self.terms)
        return own.union(*(one.dimensions for one in self.excluding)) if self.excluding else own

    def dimension(self, name: str) -> frozenset[str] | None:
        """Return the terms of a dimension; `None` where it is absent, which means all."""
        return dict(self.terms).get(name)

    def covers(self, activity: Mapping[str, str]) -> bool:
        """Return whether it reaches an activity, given as one term a dimension.

        A dimension that the activity leaves open is covered only where the scope leaves it open too.
        """
        for name, terms in self.terms:
            if name not in activity or terms.isdisjoint(upwards(activity[name])):
                return False
        return not any(scope.covers(activity) for scope in self.excluding)

    # Comparing.

    def within(self, *others: Scope) -> bool:
        """Return whether the others together reach all that this one reaches.

        Raises:
            ScopeTooIntricate: It takes too many steps to tell.
        """
        if any(other.is_everything or other == self for other in others):
            return True
        return self.minus(*others).is_nothing

    def intersects(self, other: Scope) -> bool:
        """Return whether anything is reached by both.

        Raises:
            ScopeTooIntricate: It takes too many steps to tell.
        """
        return not self.intersection(other).is_nothing

    def same_reach(self, other: Scope) -> bool:
        """Return whether both reach the same, however they are written.

        Raises:
            ScopeTooIntricate: It takes too many steps to tell.
        """
        return self.within(other) and other.within(self)

    # Making scopes of scopes.

    def minus(self, *others: Scope) -> Scope:
        """What this one reaches and none of the others does."""
        return Scope(self.terms, _in_order((*self.excluding, *others)))

    def complement(self) -> Scope:
        """Return all that this one does not reach."""
        if not self.terms and len(self.excluding) == 1:
            return self.excluding[0]
        return Scope((), (self,))

    def union(self, *others: Scope) -> Scope:
        """What this one or any of the others reaches: everything without all that none of them reaches."""
        branches = dict.fromkeys(branch for scope in (self, *others) for branch in scope.branches)
        if EVERYTHING in branches:
            return EVERYTHING
        branches.pop(NOTHING, None)
        if len(branches) <= 1:
            return next(iter(branches), NOTHING)
        return Scope((), (Scope((), _in_order(branches)),))

    @property
    def branches(self) -> tuple[Scope, ...]:
        """Return the scopes of which it is the union; itself alone where it is written as none."""
        if not self.terms and len(self.excluding) == 1:
            out = self.excluding[0]
            if not out.terms and out.excluding:
                return out.excluding
        return (self,)

    def intersection(self, *others: Scope) -> Scope:
        """What this one and all the others reach."""
        found = self
        for other in others:
            met = _meeting(found.terms, other.terms)
            if met is None:
                return NOTHING
            found = Scope(met, _in_order((*found.excluding, *other.excluding)))
        return found

    def settled(self, holds: Callable[[str, frozenset[str]], bool | None]) -> Scope:
        """What is left of a scope where some of it is known of what it is asked about.

        Args:
            holds: Whether a dimension with its terms takes that in; `None` if that is not known, so that it stays.
        """
        terms: dict[str, frozenset[str]] = {}
        for name, some in self.terms:
            held = holds(name, some)
            if held is False:
                return NOTHING
            if held is None:
                terms[name] = some
        taken = (one.settled(holds) for one in self.excluding)
        return Scope.of_terms(terms, tuple(one for one in taken if one is not NOTHING))

    def narrowed(self, written: Scope) -> Scope:
        """This scope as a default to which something is written: a dimension that is written takes its own's place.

        What either takes out stays out. Of a union, each branch is narrowed.
        """
        if len(self.branches) > 1:
            first, *rest = (branch.narrowed(written) for branch in self.branches)
            return first.union(*rest)
        terms = tuple(sorted({**dict(self.terms), **dict(written.terms)}.items()))
        return Scope(terms, _in_order((*self.excluding, *written.excluding)))

    def __or__(self, other: Scope) -> Scope:
        """Return the union."""
        return self.union(other)

    def __and__(self, other: Scope) -> Scope:
        """Return the intersection."""
        return self.intersection(other)

    def __sub__(self, other: Scope) -> Scope:
        """Return the difference."""
        return self.minus(other)

    def __invert__(self) -> Scope:
        """Return the complement."""
        return self.complement()

    # As people write it.

    def __str__(self) -> str:
        """Return the text that `parse` reads back."""
        parts = [f"{name}={','.join(sorted(terms))}" for name, terms in self.terms]
        if self.excluding:
            parts.append("excluding " + " ".join(f"({scope})" for scope in self.excluding))
        return "; ".join(parts) or "all"

    @property
    def said(self) -> str:
        """Return the text for people: that of its branches, one or the other."""
        return " or ".join(map(str, self.branches))

    def __repr__(self) -> str:
        """Return the constructor with the text."""
        return f"Scope.parse({str(self)!r})"

    def to_json(self) -> dict[str, Any]:
        """Return the mapping of the file format."""
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
        return json_schema()


#: Reaches everything.
EVERYTHING = Scope()
#: Reaches nothing.
NOTHING = Scope((), (EVERYTHING,))


def _in_order(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    found = set(scopes)
    return tuple(sorted(found, key=str)) if len(found) > 1 else tuple(found)


def _node(scope: Scope) -> Node | None:
    return node(scope.terms, map(_node, scope.excluding))


def _meeting(
    one: tuple[tuple[str, frozenset[str]], ...], other: tuple[tuple[str, frozenset[str]], ...]
) -> tuple[tuple[str, frozenset[str]], ...] | None:
    """Return the terms of what lies in both, dimension by dimension; `None` if that is nothing."""
    met = dict(one)
    for name, terms in other:
        if name in met:
            ours = met[name]
            met[name] = frozenset(term for term in ours if not terms.isdisjoint(upwards(term))) | frozenset(
                term for term in terms if not ours.isdisjoint(upwards(term))
            )
            if not met[name]:
                return None
        else:
            met[name] = terms
    return tuple(sorted(met.items()))


def _plain(raw: Mapping[Any, Any]) -> tuple[tuple[str, str | tuple[str, ...]], ...] | None:
    """Return a scope's mapping as a key to find its equal by, where it holds nothing but texts and lists of them."""
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
    if not isinstance(name, str) or not DIMENSION.fullmatch(name) or name == "excluding":
        raise ReadError(in_short(name), "is not the name of a dimension", ACCEPTED)
    listed = [terms] if isinstance(terms, str) else list(terms) if isinstance(terms, Iterable) else []
    if not listed:
        raise ReadError(name, "names no terms", "leave the dimension out where it means all")
    for term in listed:
        if not is_term(term):
            raise ReadError(in_short(term), "is not a term", "write letters and digits, with dots between levels")
    return frozenset(listed)
