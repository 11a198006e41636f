"""An immutable catalogue of record classes by kind: the point at which analysts add their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Union, get_args

import attrs
from pydantic import Field, TypeAdapter

from sanctledger import actors, concessions, context, easings, evidence, exchange, sanctions
from sanctledger.errors import InvalidKind, KindClash, UnknownKind
from sanctledger.installed import plugins
from sanctledger.record import Record

#: The group of entry points under which a package offers its kinds.
GROUP = "sanctledger.kinds"


def kinds_of(cls: object) -> tuple[str, ...]:
    """The names of kind that a record class takes: the values of its `kind: Literal[...]`.

    Raises:
        InvalidKind: The class is no record, or names no kind.
    """
    if not isinstance(cls, type) or not issubclass(cls, Record):
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

    @classmethod
    def installed(cls) -> Kinds:
        """The built-in kinds, and those of every installed package that offers some.

        A package names them in its entry points of the group `sanctledger.kinds`: a record class, a list or tuple of
        them, a catalogue, or a module. What cannot be used, because it does not import, is no kind, or claims a kind
        that another class holds, is left out with a `PluginWarning`.
        """
        kinds = KINDS
        for plugin in plugins(GROUP, _is_kind):
            for offered in plugin.offers:
                for record_class in offered.classes if isinstance(offered, Kinds) else (offered,):
                    try:
                        more = kinds.with_kind(record_class)
                        record_class.model_rebuild()
                    except Exception as error:  # noqa: BLE001 - whatever another package's class does when it is built
                        plugin.leave_out(error)
                    else:
                        kinds = more
        return kinds

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


def _is_kind(value: Any) -> bool:
    """Whether a public name of a module is a record class with a kind of its own."""
    return isinstance(value, type) and issubclass(value, Record) and "kind" in value.model_fields


_BUILT_IN = (actors, evidence, sanctions, easings, concessions, exchange, context)

#: The built-in kinds.
KINDS = Kinds.of(cls for module in _BUILT_IN for cls in module.BUILT_IN)
