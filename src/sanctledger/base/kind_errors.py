"""Errors about a class that cannot be a kind: it is not a record class, or takes what another class has."""

from __future__ import annotations

import attrs

from sanctledger.base.common_errors import SanctledgerError
from sanctledger.base.words import cut


@attrs.define(auto_exc=True, slots=False)
class KindClash(SanctledgerError, ValueError):
    """Two classes claim one kind.

    Attributes:
        kind: The kind.
        first: The class that holds it.
        second: The class that was refused.
    """

    kind: str
    first: type
    second: type

    def __str__(self) -> str:
        """Names both classes."""
        one, two = map(_named, (self.first, self.second))
        return f"kind `{self.kind}` belongs to {one}, so {two} cannot take it; give it another name"


@attrs.define(auto_exc=True, slots=False)
class InvalidKind(SanctledgerError, TypeError):
    """A class that cannot be a kind.

    Attributes:
        cls: The class, or what else stood for one.
        problem: What it lacks.
    """

    cls: object
    problem: str

    def __str__(self) -> str:
        """Says what the class lacks, and how a kind is written."""
        named = _named(self.cls) if isinstance(self.cls, type) else cut(repr(self.cls))
        return (
            f"{named} {self.problem}; a kind is a subclass of a record family "
            'with a field such as `kind: Literal["potash_quota"] = "potash_quota"`'
        )


@attrs.define(auto_exc=True, slots=False)
class FieldClash(SanctledgerError, ValueError):
    """A class has a field whose name, or whose word in files, is taken by a class that it builds on.

    Attributes:
        field: The name, or the word.
        first: The class that has it.
        second: The class that was refused.
        taken_as: What it is there, such as `a field` or `a property`.
    """

    field: str
    first: type
    second: type
    taken_as: str = "a field"

    def __str__(self) -> str:
        """Names both classes, and what may be changed about a field that there is."""
        one, two = map(_named, (self.first, self.second))
        narrowed = " (a field may be narrowed: to fewer words, or to one that is required)"
        return (
            f"`{self.field}` is {self.taken_as} of {one}, so {two} cannot have another; give it another name"
            f"{narrowed if self.taken_as == 'a field' else ''}"
        )


@attrs.define(auto_exc=True, slots=False)
class UnitClash(SanctledgerError, ValueError):
    """Two kinds declare one unit, and do not mean the same by it.

    Attributes:
        unit: The unit.
        first: The class that declares it.
        second: The class that was refused.
    """

    unit: str
    first: type
    second: type

    def __str__(self) -> str:
        """Names both classes."""
        one, two = map(_named, (self.first, self.second))
        return f"the unit `{self.unit}` is declared by {one}, and {two} declares it otherwise; make them the same"


def _named(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
