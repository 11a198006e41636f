"""What pydantic says of a record, in an analyst's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from sanctledger.errors import did_you_mean
from sanctledger.findings import Finding, Place
from sanctledger.kinds import kinds_of
from sanctledger.record import Record
from sanctledger.textual import worded

Locate = Callable[[Place, str], Place]


def field_names(cls: type[Record]) -> tuple[str, ...]:
    """The names by which a file may write the fields of a class."""
    names: list[str] = []
    for name, field in cls.model_fields.items():
        names.append(field.serialization_alias or field.alias or name)
    return tuple(names)


def complaints(
    error: ValidationError, cls: type[Record], record_id: str | None, place: Place, locate: Locate
) -> Iterator[Finding]:
    """The findings that one record's validation error amounts to, each at its field."""
    found = error.errors(include_url=False, include_input=True)
    places = [one["loc"] for one in found]
    for one in found:
        if one["type"] == "too_short" and any(place[: len(one["loc"])] == one["loc"] != place for place in places):
            continue  # the list is short only because an item of it is wrong, which is told already
        path = [str(part) for part in one["loc"] if not str(part).startswith("function-")]
        if path and path[0] in kinds_of(cls):
            del path[0]
        if path[1:2] == ["matching"]:
            del path[1:3]  # a selector stands in the file as the mapping itself
        context: dict[str, Any] = one.get("ctx", {})
        if "field" in context and not path:
            path = [str(context["field"])]
        field = ".".join(path)
        code, message = _worded(one["type"], one["msg"], one.get("input"), path, cls)
        yield Finding(code, "error", message, record_id, field or None, locate(place, field))


def _worded(kind: str, said: str, given: Any, path: list[str], cls: type[Record]) -> tuple[str, str]:
    name = path[-1] if path else ""
    if kind == "missing":
        return "SL005", f"`{name}` is missing"
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        of = kinds_of(cls)[0] if len(path) == 1 else ".".join(path[:-1])
        hint = did_you_mean(name, field_names(cls)) if len(path) == 1 else ""
        return "SL006", f"`{of}` has no field `{name}`{hint}"
    if kind in ("two_ends", "empty_span"):
        return "SL008", said
    return "SL004", f"`{'.'.join(path)}`: {worded(kind, said, given)}"
