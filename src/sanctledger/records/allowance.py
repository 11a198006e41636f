"""Allowances: rules that are set aside, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import attrs
from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.pydantic_text import text_schema

#: What the code of a rule looks like: the letters of who made it, and a number.
CODE = re.compile(r"[A-Z]{2,10}[0-9]{1,5}")
ACCEPTED = "write a code with its reason, such as `{SL301: the notice was never published}`"


@refusing_methods()
@attrs.frozen
class Allowance:
    """A rule that is set aside, with the reason.

    Attributes:
        code: The code of the rule.
        reason: The reason; `None` if none is given.
    """

    code: str
    reason: str | None = None

    @classmethod
    def read(cls, raw: Any) -> Allowance:
        """Read an allowance from a code, or from a mapping of one code to its reason.

        Raises:
            ReadError: The value is neither.
        """
        if isinstance(raw, Allowance):
            return raw
        if isinstance(raw, str) and CODE.fullmatch(raw):
            return cls(raw)
        if isinstance(raw, Mapping) and len(raw) == 1:
            ((code, reason),) = raw.items()
            if isinstance(code, str) and CODE.fullmatch(code) and (reason is None or isinstance(reason, str)):
                return cls(code, reason or None)
        raise ReadError(str(raw), "does not say which rule is set aside", ACCEPTED)

    def to_json(self) -> str | dict[str, str]:
        """Return the code alone, or the mapping with the reason."""
        return self.code if self.reason is None else {self.code: self.reason}

    def __str__(self) -> str:
        """Return the code, and the reason in brackets."""
        return self.code if self.reason is None else f"{self.code} ({self.reason})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic model hold an allowance."""
        return text_schema(cls.read, cls.to_json)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the forms that are read."""
        code = {"type": "string", "pattern": f"^{CODE.pattern}$"}
        reason = {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "Why it is set aside."}
        one = {"type": "object", "propertyNames": code, "additionalProperties": reason, "maxProperties": 1}
        said = "The code of a rule that is set aside, or the code and why."
        return {"title": "Allowance", "description": said, "anyOf": [code, one]}


def one_by_one(raw: Any) -> Any:
    """Return allowances as a list, from one code, a list, or a mapping of codes to reasons."""
    if isinstance(raw, str):
        return [raw]
    return [{code: reason} for code, reason in raw.items()] if isinstance(raw, Mapping) else raw


def read_all(raw: Any) -> tuple[Allowance, ...]:
    """Return the allowances in one code, a list, or a mapping of codes to reasons.

    Raises:
        ReadError: One of them is not an allowance.
    """
    listed = one_by_one(raw)
    if not isinstance(listed, Iterable):
        raise ReadError(str(raw), "does not say which rules are set aside", ACCEPTED)
    return tuple(map(Allowance.read, listed))


#: Allowances as the field of a record.
Allowances = Annotated[
    tuple[Allowance, ...],
    BeforeValidator(one_by_one, json_schema_input_type=Allowance | list[Allowance] | dict[str, str | None]),
]
