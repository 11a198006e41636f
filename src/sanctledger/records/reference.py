"""How records of a class name others: in which field, and of which family what they name should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

#: What is named: the field in the file's spelling, one id or several, and the family that they should be of.
Named = tuple[str, str | Iterable[str] | None, str]


@attrs.frozen
class Relation:
    """A field by which the records of a class name others.

    A kind of your own adds its fields to those of its family: `relations = (*Sanction.relations, Relation("holder",
    "party"))`. Checks, links and `references()` then follow them.

    Attributes:
        field: The name of the field.
        family: The family that what it names should be of; `record` for any, `None` for the record's own.
        spelling: The field in the file's spelling; its name if absent.
        inside: The attribute of the field's value that holds the ids, where that is no id or list of ids itself.
        by: The attribute by which each member of a list names a record, where the members are no ids.
        within: What finds the ids in a value that holds them deeper: it is given the value and yields, for each place,
            the field in the file's spelling, the ids, and their family.
    """

    field: str
    family: str | None = "record"
    spelling: str | None = attrs.field(default=None, kw_only=True)
    inside: str | None = attrs.field(default=None, kw_only=True)
    by: str | None = attrs.field(default=None, kw_only=True)
    within: Callable[[Any], Iterable[Named]] | None = attrs.field(default=None, kw_only=True)

    def named(self, value: Any, own: str) -> Iterator[tuple[str, str, str]]:
        """What a value of the field names: the field in the file's spelling, the id, and the family.

        Args:
            value: The value.
            own: The family of the record.
        """
        value = value if self.inside is None else getattr(value, self.inside)
        if self.within is not None:
            for spelling, ids, family in self.within(value) if value else ():
                for one in (ids,) if isinstance(ids, str) else ids or ():
                    yield spelling, one, family
        elif value:
            spelling, family = self.spelling or self.field, self.family or own
            for one in (value,) if isinstance(value, str) else value:
                yield spelling, one if self.by is None else getattr(one, self.by), family

    def all_named(self, values: Iterable[Any], own: str, *, lists: bool = False) -> Iterator[tuple[str, Iterable[str]]]:
        """What many values of the field name: families, each with ids that should be of it.

        Args:
            values: The values.
            own: The family of the records.
            lists: Whether every value is a list, and so none an id alone.
        """
        held: Iterable[Any] = filter(None, values if self.inside is None else map(attrgetter(self.inside), values))
        if self.within is not None:
            for _, ids, family in chain.from_iterable(map(self.within, held)):
                yield family, (ids,) if isinstance(ids, str) else ids or ()
            return
        if not lists:
            held = ((one,) if isinstance(one, str) else one for one in held)
        members = chain.from_iterable(held)
        yield self.family or own, members if self.by is None else map(attrgetter(self.by), members)
