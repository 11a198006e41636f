"""Scopes: the reach of a measure as dimensions with hierarchical terms and exclusions, and the algebra of scopes."""

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
    """The reach of a measure: dimensions with their terms, and exclusions.

    A dimension that is absent means all of it, and several terms of one dimension mean any of them. The empty scope
    reaches
    everything. A term contains more than all terms below it that anyone has written: `aviation` is not within
    `aviation.parts` and `aviation.services` together. Under that rule scopes are an exact algebra of sets: `|`, `&`,
    `-` and
    `~` return scopes, and `within`, `intersects` and `same_reach` compare them.

    Scopes are immutable. A scope equals any scope with the same terms in another order. Scopes that are written
    differently
    and reach the same are not equal; `same_reach` is true for them.

    Attributes:
        terms: Pairs of a dimension and its terms, sorted.
        excluding: The excluded scopes, sorted.
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
            ReadError: The text does not have that form.
        """
        return cls._read(mapping_of(text), 0)

    @classmethod
    def read(cls, raw: Any) -> Scope:
        """Read a scope from a mapping or from text.

        Raises:
            ReadError: The value is neither, or is nested too deeply.
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
        """Return whether the scope is written as reaching everything: no dimension, and nothing excluded."""
        return not self.terms and not self.excluding

    @property
    def is_nothing(self) -> bool:
        """Return whether the scope reaches nothing, because all that it names is excluded again.

        Raises:
            ScopeTooIntricate: The decision takes too many steps.
        """
        return bool(self.excluding) and Search().is_empty(_node(self))

    @property
    def dimensions(self) -> frozenset[str]:
        """Return the dimensions that the scope writes, also those of its exclusions."""
        own = frozenset(name for name, _ in self.terms)
        return own.union(*(one.dimensions for one in self.excluding)) if self.excluding else own

    def dimension(self, name: str) -> frozenset[str] | None:
        """Return the terms of a dimension; `None` if the dimension is absent, which means all terms."""
        return dict(self.terms).get(name)

    def covers(self, activity: Mapping[str, str]) -> bool:
        """Return whether the scope reaches an activity with one term for each dimension.

        A dimension that the activity leaves open is covered only if the scope leaves it open, too.
        """
        for name, terms in self.terms:
            if name not in activity or terms.isdisjoint(upwards(activity[name])):
                return False
        return not any(scope.covers(activity) for scope in self.excluding)

    # Comparing.

    def within(self, *others: Scope) -> bool:
        """Return whether other scopes together reach all that this scope reaches.

        Raises:
            ScopeTooIntricate: The decision takes too many steps.
        """
        if any(other.is_everything or other == self for other in others):
            return True
        return self.minus(*others).is_nothing

    def intersects(self, other: Scope) -> bool:
        """Return whether both scopes reach something in common.

        Raises:
            ScopeTooIntricate: The decision takes too many steps.
        """
        return not self.intersection(other).is_nothing

    def same_reach(self, other: Scope) -> bool:
        """Return whether both scopes reach the same, however they are written.

        Raises:
            ScopeTooIntricate: The decision takes too many steps.
        """
        return self.within(other) and other.within(self)

    # Making scopes of scopes.

    def minus(self, *others: Scope) -> Scope:
        """Return the part of this scope that no other scope reaches."""
        return Scope(self.terms, _in_order((*self.excluding, *others)))

    def complement(self) -> Scope:
        """Return everything that this scope does not reach."""
        if not self.terms and len(self.excluding) == 1:
            return self.excluding[0]
        return Scope((), (self,))

    def union(self, *others: Scope) -> Scope:
        """Return the scope that reaches all that this scope or another reaches."""
        branches = dict.fromkeys(branch for scope in (self, *others) for branch in scope.branches)
        if EVERYTHING in branches:
            return EVERYTHING
        branches.pop(NOTHING, None)
        if len(branches) <= 1:
            return next(iter(branches), NOTHING)
        return Scope((), (Scope((), _in_order(branches)),))

    @property
    def branches(self) -> tuple[Scope, ...]:
        """Return the scopes whose union this scope is; the scope alone if it is not written as a union."""
        if not self.terms and len(self.excluding) == 1:
            out = self.excluding[0]
            if not out.terms and out.excluding:
                return out.excluding
        return (self,)

    def intersection(self, *others: Scope) -> Scope:
        """Return the part that this scope and all others reach."""
        found = self
        for other in others:
            met = _meeting(found.terms, other.terms)
            if met is None:
                return NOTHING
            found = Scope(met, _in_order((*found.excluding, *other.excluding)))
        return found

    def settled(self, holds: Callable[[str, frozenset[str]], bool | None]) -> Scope:
        """Return the rest of a scope after some dimensions are decided.

        Args:
            holds: A function that returns whether a dimension with its terms applies; `None` if that is not known, so
                that the
                dimension stays.
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
        """Return this scope, as a default, with the dimensions that another scope writes in place of its own.

        Exclusions of both stay. Each branch of a union is narrowed.
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
        """Return the text for people, with `or` between branches."""
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
    """Return the terms of the intersection, dimension by dimension; `None` if the intersection is empty."""
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
    """Return the mapping of a scope as a key of a cache; `None` if it has more than texts and lists of texts."""
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
    """Return one scope for all records that write it alike."""
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
