"""The search for the rest of a scope after exclusions, beneath the algebra of scopes.

The search splits along one dimension after another. Within a dimension, the written terms fall into classes that no
scope distinguishes, and each class is tried once. So the cost depends on the differences between scopes and not on the
number of terms. For a dimension that is only excluded, the smallest classes are enough: if more is excluded, no more is
left.

Deciding whether boxes cover a box is coNP-complete in the number of dimensions. So the number of steps is limited, and
a
comparison beyond the limit raises an error instead of guessing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from sanctledger.base.common_errors import ScopeTooIntricate
from sanctledger.values.terms import upwards

Terms: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
#: Terms by dimension, and what is taken out of them.
Node: TypeAlias = "tuple[Terms, frozenset[Node]]"

EVERYTHING: Node = ((), frozenset())
#: Steps that one comparison may take: so many, and some for each term that is written. A fraction of a second.
MOST = 60_000
_A_TERM = 20
#: Up to so many classes of a dimension are compared with each other to find the least.
_COMPARED = 64


def node(terms: Terms, taken: Iterable[Node | None]) -> Node | None:
    """Return terms with exclusions; `None` if the exclusions remove all of them."""
    left = frozenset(one for one in taken if one is not None)
    return None if EVERYTHING in left else (terms, left)


@attrs.frozen
class _Taken:
    """The exclusions, sorted by their use of one dimension.

    Attributes:
        apart: The exclusions that do not use the dimension.
        inside: The exclusions that use the dimension only in exclusions of their own.
        under: The exclusions with terms of the dimension, by the number of the term set.
    """

    apart: frozenset[Node]
    inside: tuple[Node, ...]
    under: dict[int, list[Node]]


@attrs.frozen(eq=False)
class _Split:
    """One dimension of the search.

    Attributes:
        name: The dimension.
        numbers: The term sets of the dimension, numbered.
        classes: The classes of terms, each as the bits of the term sets that contain the class.
        sorted: The exclusions, once sorted by their use of the dimension.
    """

    name: str
    numbers: dict[frozenset[str], int]
    classes: tuple[int, ...]
    sorted: dict[frozenset[Node], _Taken] = attrs.field(factory=dict, init=False)


@attrs.define(eq=False)
class Search:
    """The search for anything that a scope reaches.

    Attributes:
        most: The largest number of steps; each written term allows some more.
        steps: The number of steps so far: scopes and terms looked at.
    """

    most: int = MOST
    steps: int = 0
    _last: int = attrs.field(default=0, init=False)
    _names: dict[Node, frozenset[str]] = attrs.field(factory=dict, init=False)

    def is_empty(self, scope: Node | None) -> bool:
        """Return whether a scope reaches nothing.

        Raises:
            ScopeTooIntricate: The decision takes too many steps.
        """
        self._last = self.steps + self.most + (0 if scope is None else _A_TERM * _size(scope))
        waiting, seen = [scope], {scope}
        while waiting:
            left = waiting.pop()
            if left is None:
                continue
            if not left[1]:
                return False
            for part in self._parts(left):
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)
        return True

    def _parts(self, left: Node) -> Iterator[Node | None]:
        """Return the rest in each class of terms of one dimension; the class with the most promising rest comes last.

        An exclusion in a dimension that no other part uses removes nothing elsewhere and is dropped.
        """
        terms, taken = left
        counts = self._counts(left)
        binding = frozenset(one for one in taken if all(counts[name] > 1 for name, _ in one[0]))
        if len(binding) < len(taken):
            yield terms, binding
            return
        own = {name for name, _ in terms}
        widest = max(sorted(counts), key=lambda name: counts[name] - (name in own))
        split = self._split(left, widest)
        for lies_in in split.classes:
            yield self._within(left, split, lies_in)

    def _counts(self, left: Node) -> dict[str, int]:
        """Return the number of scopes that use each dimension."""
        self.steps += len(left[1])
        counts = {name: 1 for name, _ in left[0]}
        for one in left[1]:
            for name in self._dimensions(one):
                counts[name] = counts.get(name, 0) + 1
        return counts

    def _dimensions(self, scope: Node) -> frozenset[str]:
        known = self._names.get(scope)
        if known is None:
            own = frozenset(name for name, _ in scope[0])
            known = self._names[scope] = own.union(*map(self._dimensions, scope[1]))
        return known

    def _split(self, scope: Node, name: str) -> _Split:
        numbers: dict[frozenset[str], int] = {}
        inner = self._number(scope, name, numbers, 0)
        written: dict[str, int] = {}
        for terms, number in numbers.items():
            for term in terms:
                written[term] = written.get(term, 0) | 1 << number
        self.steps += len(written)
        classes = {0}
        for term in written:
            lies_in = 0
            for above in upwards(term):
                lies_in |= written.get(above, 0)
            classes.add(lies_in)
        own = dict(scope[0]).get(name)
        if own is not None:
            bit = 1 << numbers[own]
            classes = {lies_in for lies_in in classes if lies_in & bit}
        ordered = sorted(classes, key=int.bit_count)
        if not inner:
            ordered = _least(ordered)
        return _Split(name, numbers, tuple(reversed(ordered)))

    def _number(self, scope: Node, name: str, numbers: dict[frozenset[str], int], depth: int) -> bool:
        """Number the term sets of a dimension, and return whether one of them is in an exclusion of an exclusion."""
        inner = False
        for dimension, terms in scope[0]:
            if dimension == name:
                numbers.setdefault(terms, len(numbers))
                inner = depth > 1
        for one in scope[1]:
            if name in self._dimensions(one):
                inner |= self._number(one, name, numbers, depth + 1)
        return inner

    def _within(self, scope: Node, split: _Split, lies_in: int) -> Node | None:
        """Return a scope within one class of terms, without that dimension; `None` if it reaches nothing there."""
        self.steps += 1
        if self.steps > self._last:
            raise ScopeTooIntricate(self._last)
        terms, taken = scope
        for name, some in terms:
            if name == split.name:
                if not lies_in >> split.numbers[some] & 1:
                    return None
                terms = tuple(pair for pair in terms if pair[0] != name)
        if not taken:
            return terms, taken
        sorts = self._sorts(taken, split)
        near = [*sorts.inside, *(one for number in _bits(lies_in) for one in sorts.under.get(number, ()))]
        return node(terms, sorts.apart.union(part for one in near if (part := self._within(one, split, lies_in))))

    def _sorts(self, taken: frozenset[Node], split: _Split) -> _Taken:
        found = split.sorted.get(taken)
        if found is None:
            self.steps += len(taken)
            apart, inside = list[Node](), list[Node]()
            under: dict[int, list[Node]] = {}
            for one in taken:
                own = next((some for name, some in one[0] if name == split.name), None)
                if own is not None:
                    under.setdefault(split.numbers[own], []).append(one)
                else:
                    (inside if split.name in self._dimensions(one) else apart).append(one)
            found = split.sorted[taken] = _Taken(frozenset(apart), tuple(inside), under)
        return found


def _size(scope: Node) -> int:
    """Return the number of written terms."""
    return sum(len(some) for _, some in scope[0]) + sum(map(_size, scope[1]))


def _bits(number: int) -> Iterator[int]:
    """Return the positions of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _least(classes: list[int]) -> list[int]:
    """Return the smallest classes: those whose term sets are not a superset of those of another class."""
    first = classes[0]
    if all(lies_in & first == first for lies_in in classes):
        return [first]
    if len(classes) > _COMPARED:
        return classes
    least: list[int] = []
    for lies_in in classes:
        if not any(lies_in & one == one for one in least):
            least.append(lies_in)
    return least
