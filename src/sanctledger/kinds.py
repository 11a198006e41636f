"""An immutable catalogue of record classes by kind: the point at which analysts add their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Union, get_args

import attrs
from pydantic import Field, TypeAdapter

from sanctledger import actors, concessions, context, easings, evidence, exchange, sanctions
from sanctledger.errors import InvalidKind, KindClash, UnknownKind
from sanctledger.record import Record


def kinds_of(cls: type[Record]) -> tuple[str, ...]:
    """The names of kind that a record class takes: the values of its `kind: Literal[...]`.

    Raises:
        InvalidKind: The class is no record, or names no kind.
    """
    if not issubclass(cls, Record):
        raise InvalidKind(cls, "is not a record")
    field = cls.model_fields.get("kind")
    names = get_args(field.annotation) if field is not None else ()
    if not names or not all(isinstance(name, str) for name in names):
        raise InvalidKind(cls, "names no kind")
    return names


@attrs.frozen(repr=False)
class Kinds(Mapping[str, type[Record]]):
    """Record classes by the name of their kind.

    Immutable: `with_kind` returns a catalogue that holds one class more. Built-in kinds came in by the same door as
    yours do.

    Attributes:
        classes: The record classes, in the order in which they joined.
    """

    classes: tuple[type[Record], ...] = ()

    @classmethod
    def of(cls, classes: Iterable[type[Record]]) -> Kinds:
        """A catalogue of these classes.

        Raises:
            InvalidKind: One of them cannot be a kind.
            KindClash: Two of them claim one kind.
        """
        joined = tuple(dict.fromkeys(classes))
        held: dict[str, type[Record]] = {}
        for record_class in joined:
            for name in kinds_of(record_class):
                if held.setdefault(name, record_class) is not record_class:
                    raise KindClash(name, held[name], record_class)
        return cls(joined)

    def with_kind(self, cls: type[Record]) -> Kinds:
        """A catalogue that also holds this class.

        Raises:
            InvalidKind: The class is no record, or has no `kind: Literal[...]` field.
            KindClash: Another class holds its kind already.
        """
        return self if cls in self.classes else self.of((*self.classes, cls))

    @cached_property
    def _by_name(self) -> dict[str, type[Record]]:
        return {name: cls for cls in self.classes for name in kinds_of(cls)}

    def __getitem__(self, kind: str) -> type[Record]:
        """The class of a kind.

        Raises:
            UnknownKind: The catalogue does not hold it.
        """
        try:
            return self._by_name[kind]
        except KeyError:
            raise UnknownKind(kind, tuple(self._by_name)) from None

    def __iter__(self) -> Iterator[str]:
        """The names of the kinds."""
        return iter(self._by_name)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(self._by_name)

    def __repr__(self) -> str:
        """How many kinds, of which families."""
        families = dict.fromkeys(cls.family for cls in self.classes)
        return f"<Kinds: {len(self)} kinds of {len(families)} families>"

    def make(self, fields: Mapping[str, Any], *, context: Mapping[str, Any] | None = None) -> Record:
        """The record that a mapping of fields describes, its `kind` among them.

        Raises:
            UnknownKind: Its kind is absent or not in the catalogue.
            pydantic.ValidationError: Its fields are not valid.
        """
        return self[str(fields.get("kind", ""))].model_validate(fields, context=context)

    def adapter(self) -> TypeAdapter[Record]:
        """A pydantic adapter that reads records of these kinds, each told by its `kind`."""
        if len(self.classes) == 1:
            return TypeAdapter(self.classes[0])
        told_by_kind: Any = Annotated[Union[self.classes], Field(discriminator="kind")]  # noqa: UP007 - made at run time
        return TypeAdapter(told_by_kind)


_BUILT_IN = (actors, evidence, sanctions, easings, concessions, exchange, context)

#: The built-in kinds.
KINDS = Kinds.of(cls for module in _BUILT_IN for cls in module.BUILT_IN)
