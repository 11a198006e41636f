"""The description of a kind: its package, its meaning, its fields, its codes in other vocabularies."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, get_args, get_origin

import attrs
from pydantic.fields import FieldInfo

from sanctledger.base.answer import Answer
from sanctledger.base.words import so_many
from sanctledger.records.crosswalk import codes
from sanctledger.records.kind_checks import words_of
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction

_SAID = {
    "UncertainDate": "date",
    "date": "day",
    "Quantity": "amount",
    "Bounds": "amount without a unit",
    "Scope": "scope",
    "Eased": "ids or selectors",
    "Allowance": "allowances",
    "Citation": "source",
    "bool": "true or false",
    "int": "whole number",
    "Decimal": "number",
    "Any": "anything",
}
_LIMITS = {"min_length": "at least {} of it", "max_length": "at most {} of it", "pattern": "like {}"} | {
    "ge": "{} or more",
    "gt": "over {}",
    "le": "{} or less",
    "lt": "under {}",
    "multiple_of": "a multiple of {}",
}


@attrs.frozen
class KindField:
    """A field of a kind.

    Attributes:
        name: The name in Python.
        words: The words with which a file may write it; the canonical one comes first.
        written: The form of its value, in a few words.
        required: Whether a record of the kind must have it.
        default: The value if the record does not have it; `None` for no value.
        limits: Further conditions on the value; empty if there are none.
        meaning: The meaning.
        owner: The class that declares it.
    """

    name: str
    words: tuple[str, ...]
    written: str
    required: bool
    default: str | None
    limits: str
    meaning: str
    owner: str

    def row(self) -> dict[str, Any]:
        """Return the field as one flat mapping."""
        return attrs.asdict(self, recurse=False) | {"words": " or ".join(self.words)}

    def to_json(self) -> dict[str, Any]:
        """Return the field as plain mappings and lists."""
        return attrs.asdict(self, recurse=False) | {"words": list(self.words)}


@attrs.frozen(repr=False)
class KindPage(Answer):
    """The description of one kind.

    Attributes:
        kind: The name of the kind.
        name: The name to show.
        family: The family.
        package: The package of the kind.
        cls: The class, with its module.
        meaning: The meaning of a record of the kind, in a sentence or two.
        codes: The nearest codes in other vocabularies, CAMEO among them.
        reaches: The reach of a sanction of the kind without a scope of its own; `None` for other families.
        dimensions: The dimensions that the kind adds to scopes, each with its meaning.
        units: The units that the kind declares.
        rules: The rules that the kind adds, by code, each with its title.
        fields: The fields; those of the class itself come first.
    """

    kind: str
    name: str
    family: str
    package: str
    cls: str
    meaning: str
    codes: dict[str, str]
    reaches: str | None
    dimensions: dict[str, str]
    units: tuple[str, ...]
    rules: dict[str, str]
    fields: tuple[KindField, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each field."""
        return [field.row() for field in self.fields]

    @property
    def own(self) -> tuple[str, ...]:
        """Return the words of the fields that the class itself declares."""
        return tuple(field.words[0] for field in self.fields if field.owner == self.cls)

    def row(self) -> dict[str, Any]:
        """Return the kind as one flat mapping, without its fields."""
        return {
            "kind": self.kind,
            "name": self.name,
            "family": self.family,
            "package": self.package,
            "cameo": self.codes.get("cameo"),
            "fields": " ".join(self.own),
            "meaning": self.meaning,
        }

    def to_json(self) -> dict[str, Any]:
        """Return the kind as plain mappings and lists."""
        shape = attrs.asdict(self, recurse=False)
        return shape | {"units": list(self.units), "fields": [field.to_json() for field in self.fields]}

    def __repr__(self) -> str:
        """Return the name, the family and the package."""
        return f"<KindPage {self.kind}: {self.family}, from {self.package}, {so_many(len(self.fields), 'field')}>"


def described(kind: str, kinds: Kinds = KINDS) -> KindPage:
    """Return the description of a kind.

    Raises:
        UnknownKind: The catalogue has no such kind.
    """
    cls = kinds[kind]
    return KindPage(
        kind,
        kinds.display_name(kind),
        cls.family,
        kinds.package(kind),
        _named(cls),
        meaning(cls),
        codes(kind, cls),
        str(cls.default_scope) if issubclass(cls, Sanction) else None,
        dict(cls.dimensions),
        tuple(unit.unit for unit in cls.units),
        {rule.code: rule.title for rule in cls.rules},
        tuple(_fields(cls)),
    )


def all_described(kinds: Kinds = KINDS) -> tuple[KindPage, ...]:
    """Return the descriptions of all kinds of a catalogue, in its order."""
    return tuple(described(kind, kinds) for kind in kinds)


def meaning(cls: type[Record]) -> str:
    """Return the meaning of a record class: the first paragraph of its docstring."""
    return " ".join((cls.__doc__ or cls.__name__).split("\n\n")[0].split())


def _named(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _fields(cls: type[Record]) -> Iterable[KindField]:
    """Return the fields of a class: its own first, then those of each base class."""
    lineage = [one for one in cls.__mro__ if issubclass(one, Record)]
    found = [
        (next(number for number, one in enumerate(lineage) if name in one.__annotations__), name, field)
        for name, field in cls.model_fields.items()
        if name != "kind"
    ]
    for number, name, field in sorted(found, key=lambda one: one[0]):
        yield KindField(
            name,
            words_of(name, field),
            _written(field.annotation, field.metadata),
            field.is_required(),
            _default(field),
            ", ".join(_limits(field)),
            field.description or "",
            _named(lineage[number]),
        )


def _default(field: FieldInfo) -> str | None:
    if field.is_required() or field.default_factory is not None or field.default in (None, ()):
        return None
    return str(field.default).lower() if isinstance(field.default, bool) else str(field.default)


def _limits(field: FieldInfo) -> Iterable[str]:
    plain = dict.fromkeys(("min_length",), 1) if str in (field.annotation, *get_args(field.annotation)) else {}
    for one in field.metadata:
        for name, words in _LIMITS.items():
            value = getattr(one, name, None)
            if value not in (None, plain.get(name)) and not (
                name in ("pattern", "max_length") and _is_id(field.metadata)
            ):
                yield words.format(value)


def _is_id(metadata: Sequence[Any]) -> bool:
    return any(getattr(one, "pattern", None) == _ID for one in metadata)


_ID = r"^\w[\w.:-]*$"


def _written(annotation: Any, metadata: Sequence[Any] = ()) -> str:
    """Return the form of a value in a few words."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _written(args[0], args[1:])
    if origin is Literal:
        return _either(f"`{word}`" for word in args)
    if origin in (tuple, frozenset):
        return "mapping of texts" if get_origin(args[0]) is tuple else f"{_written(args[0])}, or a list"
    if args:
        return _either(_written(arg, metadata) for arg in args if arg is not type(None))
    return ("id" if _is_id(metadata) else "text") if annotation is str else _of_class(annotation)


def _of_class(cls: Any) -> str:
    if isinstance(cls, type) and issubclass(cls, enum.Enum):
        return _either(f"`{word.value}`" for word in cls)
    name = getattr(cls, "__name__", str(cls))
    return _SAID.get(name, name.lower())


def _either(words: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(words))
