"""Values written as text, as pydantic reads and writes them, with its messages in words for analysts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

from sanctledger.base.common_errors import ReadError
from sanctledger.base.slug import slug
from sanctledger.base.words import did_you_mean, in_short

_SAID = {
    "string_pattern_mismatch": "is no id: write letters, digits, hyphens, dots and underscores",
    "bool_parsing": "is neither yes nor no: write `true` or `false`",
    "bool_type": "is neither yes nor no: write `true` or `false`",
    "string_type": "is no text",
    "string_too_long": "is too long for an id: write at most 200 characters",
    "tuple_type": "is no list",
    "list_type": "is no list",
    "dict_type": "is no mapping: write its fields, such as `{name: value}`",
    "model_type": "is no mapping: write its fields, such as `{name: value}`",
    "dataclass_type": "is no mapping: write its fields, such as `{name: value}`",
}
_OF_ITS_OWN = {
    "too_short": "names nothing: leave it out, or name at least one",
    "string_too_short": "is empty",
    "string_unicode": "holds a lone surrogate: write it again",
}
#: Words of pydantic's that mean something to programmers only.
_PROGRAMMED = re.compile(r"^(?:Value error, |Assertion failed, |Input )|, unable to .*")


def worded(kind: str, said: str, given: Any) -> str:
    """Return an error of pydantic as a clause for an analyst.

    Args:
        kind: The type of the error.
        said: The message of pydantic.
        given: The value.
    """
    if kind == "sanctledger_read":
        return said
    if kind in _OF_ITS_OWN:
        return _OF_ITS_OWN[kind]
    shown = written(given)
    if kind == "literal_error":
        expected = said.removeprefix("Input should be ").replace("'", "`")
        return f"{shown} should be {expected}{did_you_mean(in_short(given), expected.split('`')[1::2])}"
    if kind in _SAID:
        return f"{shown} {_SAID[kind]}{_such_as(given) if kind == 'string_pattern_mismatch' else ''}"
    plain = _PROGRAMMED.sub("", said).replace("'", "`")
    if said.startswith("Input "):
        return f"{shown} {plain}"
    return f"{shown}: {plain[:1].lower()}{plain[1:]}"


def _such_as(given: Any) -> str:
    """Return a suggested id for a text that is not an id, if one can be made from it."""
    try:
        return f", such as `{in_short(slug(given))}`"
    except ReadError:
        return ""


def written(given: Any) -> str:
    """Return a value as a message shows it: a text in quotes, a mapping or a list as in a file; long values are cut."""
    shown = in_short(given)
    if isinstance(given, str):
        return repr(shown)
    return f"`{shown}`" if isinstance(given, dict | list | tuple) else shown


def text_schema(read: Callable[[Any], Any], write: Callable[[Any], Any] = str) -> core_schema.CoreSchema:
    """Return a core schema for a value class, with a function that reads any value and one that writes its JSON form.

    A `ReadError` becomes a pydantic error of type `sanctledger_read` with the same sentence.
    """

    def validate(raw: Any) -> Any:
        try:
            return read(raw)
        except ReadError as error:
            raise PydanticCustomError("sanctledger_read", "{sentence}", {"sentence": str(error)}) from None

    return core_schema.no_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(write, when_used="json"),
    )


def contextual_schema(read: Callable[[Any, Any], Any], write: Callable[[Any], Any] = str) -> core_schema.CoreSchema:
    """Return a core schema like `text_schema`, for a value whose reading depends on the validation context.

    The function `read` gets the context as its second argument.
    """

    def validate(raw: Any, info: core_schema.ValidationInfo) -> Any:
        try:
            return read(raw, info.context)
        except ReadError as error:
            raise PydanticCustomError("sanctledger_read", "{sentence}", {"sentence": str(error)}) from None

    return core_schema.with_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(write, when_used="json"),
    )
