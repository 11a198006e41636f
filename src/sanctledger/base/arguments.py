"""Arguments of a wrong type: one refusal for all public callables.

Types are checked only after a call has failed. So a call that succeeds costs nothing more, and an argument that works
although its type is different keeps working. If all types are right, the first error is raised unchanged: a fault of
the
library is never blamed on its caller.
"""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import os
import sys
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from sanctledger.base.common_errors import SanctledgerError
from sanctledger.base.words import in_short

Made = TypeVar("Made", bound=Callable[..., Any])
Kind = TypeVar("Kind")

#: What Python raises when code meets a value of a type that it was not written for.
_ACCIDENTS = (AttributeError, LookupError, NameError, RecursionError, TypeError, ValueError, ArithmeticError)
_CALLED = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "`True` or `False`",
    Decimal: "a `Decimal`",
    dt.date: "a date",
    type(None): "`None`",
    os.PathLike: "a path",
}


def refusing(function: Made) -> Made:
    """Return the function with a sentence as the error for an argument of a wrong type.

    Raises:
        TypeError: The function failed, and the type of an argument is not that of its annotation.
    """

    @functools.wraps(function)
    def asked(*args: Any, **named: Any) -> Any:
        try:
            return function(*args, **named)
        except SanctledgerError:
            raise
        except _ACCIDENTS as error:
            wrong = _wrong(function, args, named)
            if wrong is None:
                raise
            raise TypeError(wrong) from error

    return typing.cast("Made", asked)


def refusing_methods(*, constructor: bool = True) -> Callable[[type[Kind]], type[Kind]]:
    """Return a class decorator that applies `refusing` to every public method of a class.

    Args:
        constructor: Whether to apply it to the constructor. Values that are made in inner loops leave theirs unchanged.
    """

    def with_refusals(cls: type[Kind]) -> type[Kind]:
        for name, member in list(vars(cls).items()):
            if name.startswith("_") and not (name == "__init__" and constructor):
                continue
            if isinstance(member, classmethod | staticmethod):
                setattr(cls, name, type(member)(refusing(member.__func__)))
            elif inspect.isfunction(member) and not inspect.isgeneratorfunction(member):
                setattr(cls, name, refusing(member))
        return cls

    return with_refusals


def _wrong(function: Callable[..., Any], args: tuple[Any, ...], named: Mapping[str, Any]) -> str | None:
    """Return the sentence on the first argument of a wrong type; `None` if all types are right."""
    signature = inspect.signature(function)
    try:
        given = signature.bind(*args, **named).arguments
    except TypeError:
        return None
    for name, value in given.items():
        parameter = signature.parameters[name]
        hint = _type_of(parameter.annotation, function)
        several = parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        values = value.values() if parameter.kind is parameter.VAR_KEYWORD else value if several else (value,)
        for one in values:
            if not _fits(one, hint):
                called = function.__qualname__.removesuffix(".__init__")
                return f"`{name}` of `{called}` is {_shown(one)}; write {_described(hint)}"
    return None


def _type_of(annotation: Any, function: Callable[..., Any]) -> Any:
    """Return the type of an annotation; `Any` if only type checkers know the name."""
    if annotation is inspect.Parameter.empty:  # `self` and `cls`
        return Any
    module = vars(sys.modules[function.__module__])
    public = sys.modules["sanctledger"]
    for known in ({}, {name: getattr(public, name) for name in public.__all__ if name not in module}):
        try:
            holder = types.SimpleNamespace(__annotations__={"it": annotation})
            return typing.get_type_hints(holder, module, known)["it"]
        except (NameError, TypeError):
            continue
    return Any


def _fits(value: Any, hint: Any) -> bool:
    """Return whether a value has a type, as far as that can be seen without using up the value."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is not None:
        return _fits_form(value, origin, inner)
    if hint is Any or isinstance(hint, TypeVar):
        return True
    if not isinstance(hint, type):
        return hint is not None or value is None
    if getattr(hint, "_is_protocol", False):
        return all(hasattr(value, name) for name in vars(hint) if not name.startswith("_"))
    return isinstance(value, int | float if hint is float else hint)


def _fits_form(value: Any, origin: Any, inner: tuple[Any, ...]) -> bool:
    """Return whether a value has a compound type, such as a union or a list of texts."""
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, one) for one in inner)
    if origin is typing.Annotated:
        return _fits(value, inner[0])
    if origin is typing.Literal:
        return any(type(value) is type(one) and value == one for one in inner)
    return isinstance(value, origin) and (origin is type or _members_fit(value, origin, inner))


def _members_fit(value: Any, origin: Any, inner: tuple[Any, ...]) -> bool:
    """Return whether the members of a collection have the announced types."""
    if issubclass(origin, Mapping):
        return all(_fits(key, inner[0]) and _fits(one, inner[1]) for key, one in value.items())
    if not issubclass(origin, Iterable) or not isinstance(value, Collection):
        return True
    return all(_fits(one, inner[0]) for one in value)


def _shown(value: object) -> str:
    """Return a value and its type, in short."""
    kind = type(value).__name__
    if value is None:
        return "`None`"
    if isinstance(value, str):
        return f"the text {in_short(value)!r}"
    if isinstance(value, int | float | bytes | list | tuple | dict):
        return f"`{in_short(value)}` ({kind})"
    return f"of type `{kind}`"


def _described(hint: Any) -> str:
    """Return what to write for a type, in words."""
    return " or ".join(dict.fromkeys(_words(hint)))


def _words(hint: Any) -> Iterator[str]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        for one in sorted(inner, key=lambda kind: kind is type(None)):
            yield from _words(one)
    elif origin is typing.Annotated:
        yield from _words(inner[0])
    elif origin is typing.Literal:
        yield from (f"`{one!r}`" for one in inner)
    elif origin is type:
        yield "a class"
    elif origin is Callable:
        yield "a function"
    elif origin is os.PathLike:
        yield "a path"
    elif origin is not None and issubclass(origin, Mapping):
        yield "a mapping"
    elif origin is not None and issubclass(origin, Iterable) and inner:
        yield f"a list, each member {_described(inner[0])}"
    else:
        yield _CALLED.get(hint, f"a `{getattr(hint, '__name__', hint)}`")
