"""How a value that people write as text enters and leaves pydantic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

from sanctledger.errors import ReadError


def text_schema(read: Callable[[Any], Any], write: Callable[[Any], Any] = str) -> core_schema.CoreSchema:
    """A core schema for a value class: `read` takes whatever stands there, `write` gives its JSON form.

    A `ReadError` becomes one pydantic error of type `sanctledger_read` whose message is that error's sentence.
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
    """Like `text_schema`, for a value whose reading depends on the validation context, which `read` gets second."""

    def validate(raw: Any, info: core_schema.ValidationInfo) -> Any:
        try:
            return read(raw, info.context)
        except ReadError as error:
            raise PydanticCustomError("sanctledger_read", "{sentence}", {"sentence": str(error)}) from None

    return core_schema.with_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(write, when_used="json"),
    )
