"""What is left of terms when terms are taken out: the search beneath the algebra of scopes.

Whether anything is left is decided by splitting along one dimension after the other. Within a dimension, the written
terms fall into classes that no scope tells apart. Each class is looked at once, so that what counts is in how many
ways the scopes differ, and not how many terms they write. Of a dimension that is taken out and nowhere given back, the
least classes are enough: where more is taken, no more is left.

It is the question whether boxes cover a box, which is coNP-complete in the number of dimensions. So the number of steps
is bounded, and a comparison beyond the bound is refused rather than guessed.
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
    """Terms, and what is taken out of them; `None` where all of it is."""
    left = frozenset(one for one in taken if one is not None)
    return None if EVERYTHING in left else (terms, left)


@attrs.frozen
class _Taken:
    """What is taken out, by how it speaks of a dimension.

    Attributes:
        apart: What does not speak of it.
        inside: What speaks of it only within.
        under: What names terms of it, by the number of the term set.
    """

    apart: frozenset[Node]
    inside: tuple[Node, ...]
    under: dict[int, list[Node]]


@attrs.frozen(eq=False)
class _Split:
    """One dimension of what is left to look at.

    Attributes:
        name: The dimension.
        numbers: Its term sets, numbered.
        classes: The classes of its terms, each as the bits of the term sets that it lies in.
        sorted: What is taken out, once it is sorted by how it speaks of the dimension.
    """

    name: str
    numbers: dict[frozenset[str], int]
    classes: tuple[int, ...]
    sorted: dict[frozenset[Node], _Taken] = attrs.field(factory=dict, init=False)


@attrs.define(eq=False)
class Search:
    """The search for anything that a scope reaches.

    Attributes:
        most: The steps that it may take; as many more for each term of what it is asked of as that takes anyway.
        steps: The steps that it took: how often it looked at a scope or a term.
    """

    most: int = MOST
    steps: int = 0
    _last: int = attrs.field(default=0, init=False)
    _names: dict[Node, frozenset[str]] = attrs.field(factory=dict, init=False)

    def is_empty(self, scope: Node | None) -> bool:
        """Return whether nothing is reached.

        Raises:
            ScopeTooIntricate: It takes more steps than it may.
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
        """What is left to look at in each class of terms of one dimension; the likeliest to be left comes last.

        What is taken out in a dimension that nothing else speaks of takes nothing from elsewhere in it, and is let go.
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
        """Return how many of the scopes speak of each dimension."""
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
        """Number the term sets of a dimension; whether any stands where what is taken out is given back."""
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
        """Return a scope within one class of terms, without that dimension; `None` where it reaches nothing there."""
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
    """Return how many terms are written."""
    return sum(len(some) for _, some in scope[0]) + sum(map(_size, scope[1]))


def _bits(number: int) -> Iterator[int]:
    """Return the places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _least(classes: list[int]) -> list[int]:
    """The classes that lie in no more sets than they must: none of the others lies in a part of its sets only."""
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
