"""Errors about a class that cannot be a kind: it is not a record class, or claims what another class has."""

from __future__ import annotations

import attrs

from sanctledger.base.common_errors import SanctledgerError
from sanctledger.base.words import cut


@attrs.define(auto_exc=True, slots=False)
class KindClash(SanctledgerError, ValueError):
    """Two classes claim one kind.

    Attributes:
        kind: The kind.
        first: The class that has it.
        second: The refused class.
    """

    kind: str
    first: type
    second: type

    def __str__(self) -> str:
        """Return the problem with both classes."""
        one, two = map(_named, (self.first, self.second))
        return f"kind `{self.kind}` belongs to {one}, so {two} cannot take it; give it another name"


@attrs.define(auto_exc=True, slots=False)
class InvalidKind(SanctledgerError, TypeError):
    """A class that cannot be a kind.

    Attributes:
        cls: The class, or the value that was given as one.
        problem: The problem, as a clause.
    """

    cls: object
    problem: str

    def __str__(self) -> str:
        """Return the problem, and how to write a kind."""
        named = _named(self.cls) if isinstance(self.cls, type) else cut(repr(self.cls))
        return (
            f"{named} {self.problem}; a kind is a subclass of a record family "
            'with a field such as `kind: Literal["potash_quota"] = "potash_quota"`'
        )


@attrs.define(auto_exc=True, slots=False)
class FieldClash(SanctledgerError, ValueError):
    """A class has a field whose name, or whose word in files, a base class has already.

    Attributes:
        field: The name, or the word.
        first: The class that has it.
        second: The refused class.
        taken_as: The use of the name in the base class, such as `a field` or `a property`.
    """

    field: str
    first: type
    second: type
    taken_as: str = "a field"

    def __str__(self) -> str:
        """Return the problem with both classes, and how an existing field may be changed."""
        one, two = map(_named, (self.first, self.second))
        narrowed = " (a field may be narrowed: to fewer words, or to one that is required)"
        return (
            f"`{self.field}` is {self.taken_as} of {one}, so {two} cannot have another; give it another name"
            f"{narrowed if self.taken_as == 'a field' else ''}"
        )


@attrs.define(auto_exc=True, slots=False)
class UnitClash(SanctledgerError, ValueError):
    """Two kinds give one unit different meanings.

    Attributes:
        unit: The unit.
        first: The class that declares it.
        second: The refused class.
    """

    unit: str
    first: type
    second: type

    def __str__(self) -> str:
        """Return the problem with both classes."""
        one, two = map(_named, (self.first, self.second))
        return f"the unit `{self.unit}` is declared by {one}, and {two} declares it otherwise; make them the same"


def _named(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
