"""What pydantic says of a record, in an analyst's words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from sanctledger.base.findings import Finding, Place
from sanctledger.base.pydantic_text import worded
from sanctledger.base.words import cut, did_you_mean, in_short
from sanctledger.files.limits import RECORD_FINDINGS
from sanctledger.files.places import locate
from sanctledger.records.kinds import Kinds, kinds_of
from sanctledger.records.record import Record

_NO_FIELD = ("extra_forbidden", "unexpected_keyword_argument")
_EMPTY = "has no value: fill it, or leave the whole line out"


def field_names(cls: type[Record]) -> tuple[str, ...]:
    """Return the names by which a file may write the fields of a class."""
    names: list[str] = []
    for name, field in cls.model_fields.items():
        names.append(field.serialization_alias or field.alias or name)
    return tuple(names)


#: Words that people write for a field, each with the fields that they mean by it: the first that there is.
_MEANT = {
    **dict.fromkeys(("date", "day", "on", "begin", "begins", "starts", "effective"), ("from", "published")),
    **dict.fromkeys(("ends", "expires", "expiry"), ("until",)),
    **dict.fromkeys(("amount", "count", "number", "size"), ("quantity", "share")),
    **dict.fromkeys(("against", "recipient"), ("targets", "receivers")),
    **dict.fromkeys(("imposed_by", "issuer", "author"), ("senders", "publisher", "by")),
    **dict.fromkeys(("lifts", "suspends", "licenses"), ("eases",)),
    **dict.fromkeys(("comment", "description", "remark"), ("note",)),
    "deadline": ("due", "review_by"),
    "donor": ("givers",),
    "standing": ("status",),
    "to": ("receivers", "until"),
}


def complaints(error: ValidationError, cls: type[Record], record_id: str | None, place: Place) -> Iterator[Finding]:
    """Return the findings that one record's validation error amounts to, each at its field."""
    found = error.errors(include_url=False, include_input=True)
    within = {one["loc"][:depth] for one in found[:RECORD_FINDINGS] for depth in range(len(one["loc"]))}
    for one in found[:RECORD_FINDINGS]:
        if one["type"] == "too_short" and one["loc"] in within:
            continue  # the list is short only because an item of it is wrong, which is told already
        path = [str(part) for part in one["loc"] if not str(part).startswith("function-")]
        if path and path[0] in kinds_of(cls):
            del path[0]
        if path[1:2] == ["matching"]:
            del path[1:3]  # a selector stands in the file as the mapping itself
        context: dict[str, Any] = one.get("ctx", {})
        if "field" in context and not path:
            path = [str(context["field"])]
        field = ".".join(map(cut, path))
        at = locate(place, field, key=one["type"] in _NO_FIELD)
        if one["type"] in _NO_FIELD:
            message, hint = _unknown([cut(part) for part in path], cls)
            yield Finding("SL006", "error", message, record_id, field or None, at, hint)
            continue
        code, message = _worded(one["type"], one["msg"], one.get("input"), path, cls)
        yield Finding(code, "error", message, record_id, field or None, at)
    if len(found) > RECORD_FINDINGS:
        message = f"there are {len(found) - RECORD_FINDINGS:,} more mistakes in the record"
        yield Finding("SL004", "error", message, record_id, None, place, "fix those that are told first")


def _worded(kind: str, said: str, given: Any, path: list[str], cls: type[Record]) -> tuple[str, str]:
    path = [cut(part) for part in path]
    field = ".".join(path)
    if kind == "missing":
        return "SL005", f"{_spelt(cls, path)} is missing"
    if kind in ("two_ends", "empty_span"):
        return "SL008", said
    if given is None:
        return "SL004", f"`{field}` {_EMPTY}"
    return "SL004", f"`{field}`: {worded(kind, said, given)}"


def _unknown(path: list[str], cls: type[Record]) -> tuple[str, str | None]:
    """What is wrong with a field that a record, or a value in it, does not have, and the fields that it does have."""
    *above, name = path
    if not above:
        for field in cls.model_fields.values():
            choices = [str(choice) for choice in getattr(field.validation_alias, "choices", ())]
            if name in choices:
                return f"{' and '.join(f'`{choice}`' for choice in choices)} are one field, and it is given twice", None
    known = _names_below(cls, tuple(above)) if above else field_names(cls)
    word = next((one for one in _MEANT.get(name, ()) if one in known), name)
    meant = did_you_mean(word, known)
    own = known if above else [one for one in known if one not in (*field_names(Record), "kind")]
    hint = None if meant or not own else f"it has {', '.join(f'`{one}`' for one in own)}"
    if hint and not above:
        hint += ", and what every record has"
    return f"`{'.'.join(above) or kinds_of(cls)[0]}` has no field `{name}`{meant}", hint


def _spelt(cls: type[Record], path: list[str]) -> str:
    """Return a field in the words of a file: where there are two, for one party and for several, both."""
    for field in cls.model_fields.values():
        choices = getattr(field.validation_alias, "choices", ())
        if path[-1] in choices:
            return " or ".join(f"`{'.'.join([*path[:-1], str(choice)])}`" for choice in reversed(choices))
    return f"`{'.'.join(path)}`"


def _names_below(cls: type[Record], path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the fields that a value inside a record may have, in the file's spelling."""
    shape = _shape(cls)
    options = [shape]
    for part in path:
        options = [inner for option in options for inner in _below(shape, option, part)]
    return tuple(dict.fromkeys(name for option in options for name in option.get("properties", ())))


def _below(shape: dict[str, Any], option: dict[str, Any], part: str) -> Iterator[dict[str, Any]]:
    member = option.get("properties", {}).get(part)
    if member is None and part.isdecimal():
        member = option.get("items")
    if isinstance(member, dict):
        yield from _options(shape, member)


def _options(shape: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the forms that a value may have; a list stands for its members too, since one may be written alone."""
    if "$ref" in schema:
        yield from _options(shape, shape["$defs"][schema["$ref"].rpartition("/")[2]])
    for option in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _options(shape, option)
    yield schema
    if isinstance(schema.get("items"), dict):
        yield from _options(shape, schema["items"])


@lru_cache(maxsize=16)
def _shape(cls: type[Record]) -> dict[str, Any]:
    return cls.model_json_schema()


def unknown_kind(kind: Any, record_id: str | None, place: Place, kinds: Kinds) -> Finding:
    """Return the finding about a record whose kind is missing, or is not in the catalogue.

    Args:
        kind: The kind as the file writes it.
        record_id: The id of the record, if it has one.
        place: The place of the record.
        kinds: The catalogue.
    """
    at = locate(place, "kind")
    if not kind:
        return Finding("SL003", "error", "`kind` is missing", record_id, "kind", at)
    shown = in_short(kind)
    nearest = did_you_mean(shown, kinds)
    hint = None if nearest else "install the package that brings the kind, or pass a catalogue that has it"
    return Finding("SL003", "error", f"unknown kind `{shown}`{nearest}", record_id, "kind", at, hint)
