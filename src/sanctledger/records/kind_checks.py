"""The names that a record class claims: its kind, the names and words of its fields, its units."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from sanctledger.base.kind_errors import FieldClash, InvalidKind, UnitClash
from sanctledger.records.record import Record
from sanctledger.values.units import Unit, Units

#: The name of a kind, or of a dimension of a scope, as files write it.
_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: What the library itself calls a record by; a class may say it again.
_REDEFINED = ("kind",)


def is_built_in(cls: type) -> bool:
    """Return whether a class belongs to the library."""
    return cls.__module__.partition(".")[0] == "sanctledger"


def kinds_of(cls: object) -> tuple[str, ...]:
    """Return the kinds of a record class: the values of its `kind: Literal[...]`.

    Raises:
        InvalidKind: The class is not a record, or names no kind.
    """
    if not isinstance(cls, type) or not issubclass(cls, Record):
        raise InvalidKind(cls, "is not a record")
    field = cls.model_fields.get("kind")
    names = get_args(field.annotation) if field is not None else ()
    if not names or not all(isinstance(name, str) for name in names):
        raise InvalidKind(cls, "names no kind")
    return names


def words_of(name: str, field: FieldInfo) -> tuple[str, ...]:
    """Return the words with which a file may write a field; the canonical one comes first."""
    alias = field.validation_alias or field.alias
    if isinstance(alias, AliasChoices):
        return tuple(str(choice) for choice in alias.choices)
    return (alias if isinstance(alias, str) else name,)


def check_class(cls: type[Record]) -> None:
    """Check whether a custom class can be a kind: its statements about itself, and its fields.

    Raises:
        InvalidKind: A statement about its kind cannot be read.
        FieldClash: A field hides an attribute of a base class.
    """
    for name in kinds_of(cls):
        if not _NAME.fullmatch(name):
            raise InvalidKind(cls, f"calls its kind `{name}`, where small letters, digits and underscores are used")
    says = {
        "family": _NAME.fullmatch(str(cls.family)),
        "relations": all(getattr(one, "field", None) in cls.model_fields for one in cls.relations),
        "cameo": cls.cameo is None or re.fullmatch(r"\d{2,4}", str(cls.cameo)),
        "display_name": cls.display_name is None or str(cls.display_name).strip(),
        "dimensions": _all_texts(cls.dimensions) and all(map(_NAME.fullmatch, cls.dimensions)),
        "units": all(isinstance(unit, Unit) for unit in cls.units),
        "rules": all(hasattr(rule, "code") and hasattr(rule, "find") for rule in cls.rules),
        "codes": _all_texts(cls.codes),
    }
    for name, is_said in says.items():
        if not is_said:
            raise InvalidKind(cls, f"says `{name} = {getattr(cls, name)!r}`, which is not how that is said")
    _check_fields(cls)


def _all_texts(mapping: Any) -> bool:
    return isinstance(mapping, Mapping) and all(isinstance(text, str) for pair in mapping.items() for text in pair)


def _check_fields(cls: type[Record]) -> None:
    """Check that no field of a class hides an attribute of a base class.

    A field of a family may be narrowed: to some of its words, to a required field, or to another default.

    Raises:
        FieldClash: A field hides another field, a property, a method or a statement of a base class, or two fields have
            one word.
    """
    for number, owner in enumerate(lineage := _lineage(cls)):
        for name in _own_names(owner):
            for parent in lineage[number + 1 :]:
                _compare(owner, name, parent)
        for parent in lineage[number + 1 :]:
            for name in parent.model_fields.keys() - owner.model_fields.keys():
                raise FieldClash(name, owner_of(parent, name), owner)
    taken: dict[str, tuple[str, type[Record]]] = {}
    for name, field in cls.model_fields.items():
        for word in dict.fromkeys((*words_of(name, field), name)):
            other, owner = taken.setdefault(word, (name, owner_of(cls, name)))
            if other != name:
                raise FieldClash(word, owner, owner_of(cls, name), "a word for a field")


def _lineage(cls: type[Record]) -> list[type[Record]]:
    return [one for one in cls.__mro__ if issubclass(one, Record)]


def owner_of(cls: type[Record], name: str) -> type[Record]:
    """Return the class that declares a field: the nearest in the inheritance."""
    return next(one for one in _lineage(cls) if name in inspect.get_annotations(one))


def _own_names(cls: type[Record]) -> Iterator[str]:
    if not is_built_in(cls):
        yield from (name for name in inspect.get_annotations(cls) if name in cls.model_fields)


def _compare(cls: type[Record], name: str, parent: type[Record]) -> None:
    if name in _REDEFINED:
        return
    before = parent.model_fields.get(name)
    if before is not None:
        if not _narrows(cls.model_fields[name].annotation, before.annotation):
            raise FieldClash(name, owner_of(parent, name), cls)
    elif name in vars(parent):
        what = "a property" if isinstance(vars(parent)[name], property) else "a word"
        raise FieldClash(name, parent, cls, "a method" if callable(vars(parent)[name]) else what)


def _narrows(new: Any, old: Any) -> bool:
    """Return whether every value of a type is a value of the other."""
    if new == old:
        return True
    mine, theirs = _options(new), _options(old)
    return all(any(_within(one, other) for other in theirs) for one in mine)


def _options(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Annotated:
        return _options(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(option for one in get_args(annotation) for option in _options(one))
    return (annotation,)


def _within(new: Any, old: Any) -> bool:
    if new == old:
        return True
    if get_origin(new) is Literal:
        words = get_args(new)
        if get_origin(old) is Literal:
            return set(words) <= set(get_args(old))
        return isinstance(old, type) and all(isinstance(word, old) for word in words)
    return isinstance(new, type) and isinstance(old, type) and issubclass(new, old)


def declared_units(classes: Iterable[type[Record]]) -> Units:
    """Return the units that kinds declare.

    Raises:
        UnitClash: Two kinds give one unit different meanings.
    """
    units: dict[str, Unit] = {}
    said: dict[str, type[Record]] = {}
    for cls in classes:
        for unit in cls.units:
            if units.setdefault(unit.unit, unit) != unit:
                raise UnitClash(unit.unit, said[unit.unit], cls)
            said.setdefault(unit.unit, cls)
    return Units.of(units)
