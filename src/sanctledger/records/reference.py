"""References between records: the fields by which records of a class name others, and the families of the others."""

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

    A custom kind adds its fields to those of its family: `relations = (*Sanction.relations, Relation("holder",
    "party"))`.
    Checks, links and `references()` then follow them.

    Attributes:
        field: The name of the field.
        family: The family of the named records; `record` for any, `None` for the family of the record itself.
        spelling: The field in the spelling of the file; default: its name.
        inside: The attribute of the value that has the ids, if the value itself is not an id or a list of ids.
        by: The attribute by which each member of a list names a record, if the members are not ids.
        within: A function that finds ids deeper in a value: it yields, for each place, the field in the spelling of the
            file, the ids, and their family.
    """

    field: str
    family: str | None = "record"
    spelling: str | None = attrs.field(default=None, kw_only=True)
    inside: str | None = attrs.field(default=None, kw_only=True)
    by: str | None = attrs.field(default=None, kw_only=True)
    within: Callable[[Any], Iterable[Named]] | None = attrs.field(default=None, kw_only=True)

    def named(self, value: Any, own: str) -> Iterator[tuple[str, str, str]]:
        """Return the references in a value: the field in the spelling of the file, the id, and the family.

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
        """Return the references in many values: families, each with ids that should belong to it.

        Args:
            values: The values.
            own: The family of the records.
            lists: Whether every value is a list, so that none is a single id.
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
