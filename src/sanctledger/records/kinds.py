"""The catalogue of kinds: an immutable mapping of record classes, to which analysts add their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Union

import attrs
from pydantic import Field, TypeAdapter

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import UnknownKind
from sanctledger.base.kind_errors import KindClash
from sanctledger.base.plugins import plugins
from sanctledger.records import acts as concessions
from sanctledger.records import deals as exchange
from sanctledger.records import easings, sanctions
from sanctledger.records import parties as actors
from sanctledger.records import sources as evidence
from sanctledger.records import statements as context
from sanctledger.records.kind_checks import check_class, declared_units, is_built_in, kinds_of
from sanctledger.records.record import Record
from sanctledger.values.units import Units

__all__ = ["GROUP", "KINDS", "Kinds", "kinds_of"]

#: The group of entry points under which a package offers its kinds.
GROUP = "sanctledger.kinds"


@refusing_methods()
@attrs.frozen(repr=False)
class Kinds(Mapping[str, type[Record]]):
    """Record classes by the name of their kind.

    A catalogue is immutable: `with_kind` returns a catalogue with one class more. Built-in and custom kinds join in the
    same
    way.

    Attributes:
        classes: The record classes, in the order in which they joined.
    """

    classes: tuple[type[Record], ...] = ()
    _packages: Mapping[type[Record], str] = attrs.field(factory=dict, eq=False)

    @classmethod
    def of(cls, classes: Iterable[type[Record]]) -> Kinds:
        """Return a catalogue of these classes.

        Raises:
            InvalidKind: One of them cannot be a kind.
            KindClash: Two of them claim one kind.
            FieldClash: A field of one hides another.
            UnitClash: Two of them give one unit different meanings.
        """
        joined = tuple(dict.fromkeys(classes))
        held: dict[str, type[Record]] = {}
        for record_class in joined:
            for name in kinds_of(record_class):
                if held.setdefault(name, record_class) is not record_class:
                    raise KindClash(name, held[name], record_class)
            if not is_built_in(record_class):
                check_class(record_class)
        declared_units(joined)
        return cls(joined)

    @classmethod
    def installed(cls) -> Kinds:
        """Return the built-in kinds and those of every installed package that offers kinds.

        A package names its kinds in the entry points of the group `sanctledger.kinds`: a record class, a list or tuple
        of
        classes, a catalogue, or a module. What cannot be used is left out with a `PluginWarning`: a module that does
        not import,
        a value that is not a kind, or a kind that another class claims.
        """
        kinds = KINDS
        packages: dict[type[Record], str] = {}
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
                        if not is_built_in(record_class):
                            packages.setdefault(record_class, plugin.package)
        return attrs.evolve(kinds, packages=packages)

    def with_kind(self, cls: type[Record]) -> Kinds:
        """Return a catalogue with one more class.

        Raises:
            InvalidKind: The class is not a record, or has no `kind: Literal[...]` field.
            KindClash: Another class claims its kind.
            FieldClash: A field hides one of a base class.
            UnitClash: The class and another one give a unit different meanings.
        """
        return self if cls in self.classes else attrs.evolve(self.of((*self.classes, cls)), packages=self._packages)

    def __or__(self, other: Kinds) -> Kinds:
        """Return a catalogue of the classes of both.

        Raises:
            KindClash: Both have different classes for one kind.
        """
        both = self.of((*self.classes, *other.classes))
        return attrs.evolve(both, packages={**other._packages, **self._packages})

    @cached_property
    def own(self) -> tuple[type[Record], ...]:
        """Return the classes that are not built in, in the order in which they joined."""
        return tuple(cls for cls in self.classes if not is_built_in(cls))

    @cached_property
    def units(self) -> Units:
        """Return the units that its kinds declare."""
        return declared_units(self.own)

    def package(self, kind: str) -> str:
        """Return the package of a kind: the name under which it was installed, or that of its module.

        Raises:
            UnknownKind: The catalogue has no such kind.
        """
        cls = self[kind]
        return self._packages.get(cls) or cls.__module__.partition(".")[0]

    def display_name(self, kind: str) -> str:
        """Return the name to show for a kind: that of its class, or the kind in words.

        Raises:
            UnknownKind: The catalogue has no such kind.
        """
        return self[kind].display_name or kind.replace("_", " ")

    @cached_property
    def _by_name(self) -> dict[str, type[Record]]:
        return {name: cls for cls in self.classes for name in kinds_of(cls)}

    def __getitem__(self, kind: str) -> type[Record]:
        """Return the class of a kind.

        Raises:
            UnknownKind: The catalogue has no such kind.
        """
        try:
            return self._by_name[kind]
        except KeyError:
            raise UnknownKind(kind, tuple(self._by_name)) from None

    def __iter__(self) -> Iterator[str]:
        """Return the names of the kinds."""
        return iter(self._by_name)

    def __len__(self) -> int:
        """Return the number of kinds."""
        return len(self._by_name)

    def __repr__(self) -> str:
        """Return the number of kinds and of families."""
        families = dict.fromkeys(cls.family for cls in self.classes)
        return f"<Kinds: {len(self)} kinds of {len(families)} families>"

    def make(self, fields: Mapping[str, Any], *, context: Mapping[str, Any] | None = None) -> Record:
        """Return the record with the fields of a mapping, `kind` among them.

        Raises:
            UnknownKind: The kind is absent or not in the catalogue.
            pydantic.ValidationError: The fields are not valid.
        """
        return self[str(fields.get("kind", ""))].model_validate(fields, context=context)

    def adapter(self) -> TypeAdapter[Record]:
        """Return a pydantic adapter that reads records of these kinds and recognizes each by its `kind`."""
        if len(self.classes) == 1:
            return TypeAdapter(self.classes[0])
        told_by_kind: Any = Annotated[Union[self.classes], Field(discriminator="kind")]  # noqa: UP007 - made at run time
        return TypeAdapter(told_by_kind)


def _is_kind(value: Any) -> bool:
    """Return whether a public name of a module is a record class with a kind of its own."""
    return isinstance(value, type) and issubclass(value, Record) and "kind" in value.model_fields


_BUILT_IN = (actors, evidence, sanctions, easings, concessions, exchange, context)

#: The built-in kinds.
KINDS = Kinds.of(cls for module in _BUILT_IN for cls in module.BUILT_IN)
