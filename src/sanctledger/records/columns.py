"""Records of one class with their fields as columns, so that one pass reads a field of all records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress, repeat
from operator import attrgetter, itemgetter
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

import attrs
from pydantic.fields import FieldInfo

from sanctledger.records.record import Citation, Record

Kind = TypeVar("Kind", bound=Record)
#: So many records are turned into columns together.
_ROWS = 256


def _is_one(field: FieldInfo) -> bool:
    """Return whether a field has only one possible value, as `kind` does."""
    return get_origin(field.annotation) is Literal and get_args(field.annotation) == (field.default,)


@attrs.frozen(eq=False, repr=False)
class Columns(Generic[Kind]):
    """The records of one class, in order, with the values of each field.

    All fields with a value in any of the records are read together, once, when the first of them is needed.

    Attributes:
        cls: The class.
        records: The records.
    """

    cls: type[Kind]
    records: tuple[Kind, ...]

    @staticmethod
    def by_class(records: Iterable[Record]) -> Mapping[type[Record], Columns[Record]]:
        """Return some records by class, each class in the order of its first record."""
        found: dict[type[Record], list[Record]] = {}
        for record in records:
            found.setdefault(type(record), []).append(record)
        return {one: Columns(one, tuple(members)) for one, members in found.items()}

    @cached_property
    def filled(self) -> frozenset[str]:
        """Return the fields with a value in any of the records."""
        fields = self.cls.model_fields
        made = [name for name, field in fields.items() if field.default_factory is not None]
        said = frozenset(made).union(*[record.__pydantic_fields_set__ for record in self.records])
        return frozenset(name for name in said & fields.keys() if not _is_one(fields[name]))

    @cached_property
    def _read(self) -> Mapping[str, Sequence[Any]]:
        names = tuple(self.filled)
        held = [record.__dict__ for record in self.records]
        if len(names) < 2:  # noqa: PLR2004 - one name alone is no row
            return {name: tuple(map(itemgetter(name), held)) for name in names}
        row, read = itemgetter(*names), tuple(list[Any]() for _ in names)
        for at in range(0, len(held), _ROWS):  # few rows at a time stay where the processor finds them again
            for column, said in zip(read, zip(*map(row, held[at : at + _ROWS]), strict=True), strict=True):
                column.extend(said)
        return dict(zip(names, map(tuple, read), strict=True))

    def __getitem__(self, field: str) -> Sequence[Any]:
        """Return the value of a field in each record, in order; `None` for each if the class has no such field."""
        if field in self.filled:
            return self._read[field]
        known = self.cls.model_fields.get(field)
        if known is not None:
            return tuple(repeat(known.get_default(), len(self.records)))
        if hasattr(self.cls, field):
            return tuple(map(attrgetter(field), self.records))
        return tuple(repeat(None, len(self.records)))

    def holds_lists(self, field: str) -> bool:
        """Return whether the value of a field is a list, possibly empty, in every record."""
        known = self.cls.model_fields.get(field)
        return known is not None and get_origin(known.annotation) is tuple

    def says(self, field: str) -> bool:
        """Return whether any of the records may have a value in a field."""
        if field in self.filled:
            return True
        known = self.cls.model_fields.get(field)
        return hasattr(self.cls, field) if known is None else bool(known.get_default())

    def saying(self, field: str) -> Iterable[Kind]:
        """Return the records with a value in a field."""
        return compress(self.records, self[field]) if self.says(field) else ()

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Return the citations of the records, each object once."""
        cited = list(chain.from_iterable(self["sources"]))
        return tuple(dict(zip(map(id, cited), cited, strict=True)).values())

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.records)

    def __repr__(self) -> str:
        """Return the class and the number of records."""
        return f"<Columns: {len(self)} of {self.cls.__name__}>"
