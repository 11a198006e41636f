"""Tells the docs builder about fields: what an attrs class takes, how a record's field is written in a file.

It reads the source and imports nothing. Templates find what it prepares in `extra["fields"]` of a class or field.
"""

from __future__ import annotations

import ast
import copy
import dataclasses
from typing import TYPE_CHECKING, Any, TypeGuard

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTRS_CLASSES = {"attrs.define", "attrs.frozen", "attrs.mutable"}
LIMITS = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "pattern")
FAMILY = "family"  # the class variable by which a record class says that it begins a family

Type = str | griffe.Expr | None


class FieldsExtension(griffe.Extension):
    """Prepares attrs classes and pydantic models once a package is read."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Prepare every class of the package; to come after the extension for pydantic."""
        for cls in list(_classes(pkg)):
            if "pydantic-model" in cls.labels:
                _prepare_model(cls)
            elif any(decorator.callable_path in ATTRS_CLASSES for decorator in cls.decorators):
                _prepare_attrs(cls)


def _classes(scope: griffe.Module | griffe.Class) -> Iterator[griffe.Class]:
    for member in scope.members.values():
        if isinstance(member, griffe.Class):
            yield member
        if isinstance(member, griffe.Class | griffe.Module):
            yield from _classes(member)


# --- attrs


def _prepare_attrs(cls: griffe.Class) -> None:
    """Give the class the `__init__` that attrs will make, and its fields the defaults that they have."""
    found: dict[str, griffe.Parameter] = {}
    for owner in [*reversed(cls.mro()), cls]:
        for field in owner.members.values():
            if _is_field(field):
                found.pop(field.name, None)
                parameter = _parameter(field)
                if parameter is not None:
                    found[field.name] = parameter
    ordered = sorted(found.values(), key=lambda parameter: parameter.kind is griffe.ParameterKind.keyword_only)
    if "__init__" not in cls.members:
        this = griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword)
        cls.set_member("__init__", griffe.Function("__init__", parameters=griffe.Parameters(this, *ordered)))
    for field in cls.members.values():
        if _is_field(field):
            field.extra["fields"]["default"] = field.value = _default(field)


def _is_field(member: griffe.Object | griffe.Alias) -> TypeGuard[griffe.Attribute]:
    return (
        isinstance(member, griffe.Attribute)
        and member.annotation is not None
        and "instance-attribute" in member.labels
        and "property" not in member.labels
    )


def _arguments(value: Type) -> dict[str, Any] | None:
    """The named arguments of a call of `attrs.field` or `attrs.Factory`; nothing for other values."""
    if not isinstance(value, griffe.ExprCall) or value.canonical_path not in {"attrs.field", "attrs.Factory"}:
        return None
    named = {each.name: each.value for each in value.arguments if isinstance(each, griffe.ExprKeyword)}
    if value.canonical_path == "attrs.Factory":
        named["factory"] = value.arguments[0]
    return named


def _default(field: griffe.Attribute) -> Type:
    arguments = _arguments(field.value)
    if arguments is None:
        return field.value
    if "factory" in arguments:
        return f"{arguments['factory']}()"
    default: Type = arguments.get("default")
    return default


def _parameter(field: griffe.Attribute) -> griffe.Parameter | None:
    arguments = _arguments(field.value) or {}
    if arguments.get("init") == "False":
        return None
    name = ast.literal_eval(arguments["alias"]) if "alias" in arguments else field.name.lstrip("_")
    keyword_only = arguments.get("kw_only") == "True"
    kind = griffe.ParameterKind.keyword_only if keyword_only else griffe.ParameterKind.positional_or_keyword
    return griffe.Parameter(name, annotation=field.annotation, kind=kind, default=_default(field))


# --- pydantic


def _prepare_model(cls: griffe.Class) -> None:
    """Say which fields its table shows, which kinds it stands for, and whose fields it has besides."""
    lineage = [cls, *cls.mro()]
    family = next((at for at, each in enumerate(lineage[1:], 1) if FAMILY in each.members), len(lineage))
    shown: dict[str, griffe.Attribute] = {}
    for owner in lineage[:family]:
        for member in owner.members.values():
            if isinstance(member, griffe.Attribute) and "pydantic-field" in member.labels:
                shown.setdefault(member.name, _prepare_field(member))
    kind = shown.pop("kind", None)
    cls.extra["fields"] = {
        "shown": list(shown.values()),
        "kinds": [] if kind is None else _texts(kind.annotation),
        "besides": [each for each in lineage[family:] if FAMILY in each.members],
    }


def _prepare_field(field: griffe.Attribute) -> griffe.Attribute:
    if "words" not in field.extra["fields"]:
        constraints = field.extra["griffe_pydantic"].get("constraints", {})
        field.annotation = _plain(field.annotation)
        field.extra["fields"].update(
            meaning=field.docstring.value if field.docstring else "",
            words=_words(field.name, constraints),
            default=field.value if field.value is not None else _made(constraints),
            limits={name: str(constraints[name]) for name in LIMITS if name in constraints},
        )
        field.docstring = None  # its meaning stands in the table of its class: no section of its own beside that
    return field


def _made(constraints: dict[str, Any]) -> str | None:
    return f"{constraints['default_factory']}()" if "default_factory" in constraints else None


def _words(name: str, constraints: dict[str, Any]) -> list[str]:
    """How the field is spelt in a file: by its alias, or by any one of several."""
    spelt = str(constraints.get("validation_alias") or constraints.get("alias") or repr(name))
    words = _texts(spelt)
    if spelt.startswith("one_or_many("):
        words += [word.removesuffix("s") for word in words]
    return words or [name]


def _texts(expression: Type) -> list[str]:
    """The texts that an expression quotes, such as the members of a `Literal`."""
    constants = (node for node in ast.walk(ast.parse(str(expression))) if isinstance(node, ast.Constant))
    return [constant.value for constant in constants if isinstance(constant.value, str)]


def _plain(annotation: Type) -> Type:
    """The type without the validators that `Annotated` hangs on it, also where they stand behind a name."""
    if isinstance(annotation, griffe.ExprName):
        meant = _meant(annotation)
        return _plain(meant) if _is_annotated(meant) else annotation
    if _is_annotated(annotation) and isinstance(annotation.slice, griffe.ExprTuple):
        return _plain(annotation.slice.elements[0])
    if not isinstance(annotation, griffe.Expr) or not dataclasses.is_dataclass(annotation):
        return annotation
    plain = copy.copy(annotation)
    for part in dataclasses.fields(annotation):
        value = getattr(annotation, part.name)
        if isinstance(value, griffe.Expr):
            setattr(plain, part.name, _plain(value))
        elif isinstance(value, list):
            setattr(plain, part.name, [_plain(each) if isinstance(each, griffe.Expr) else each for each in value])
    return plain


def _meant(name: griffe.ExprName) -> Type:
    """What a name stands for, where it is a variable of the package."""
    scope = name.parent
    try:
        found = scope.modules_collection[name.canonical_path] if isinstance(scope, griffe.Object) else None
    except (KeyError, griffe.AliasResolutionError):
        return None
    return found.value if isinstance(found, griffe.Attribute) else None


def _is_annotated(value: Any) -> TypeGuard[griffe.ExprSubscript]:
    return isinstance(value, griffe.ExprSubscript) and value.canonical_path == "typing.Annotated"
