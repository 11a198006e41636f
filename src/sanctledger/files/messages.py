"""The validation errors of pydantic about a record, as findings in the words of an analyst."""

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


#: Words that people write instead of the name of a field, each with the fields that may be meant, likeliest first.
_SYNONYMS = {
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


def findings_of(error: ValidationError, cls: type[Record], record_id: str | None, place: Place) -> Iterator[Finding]:
    """Yield the findings in the validation error of one record, each at its field.

    Args:
        error: The validation error.
        cls: The class of the record.
        record_id: The id of the record, if it has one.
        place: The place of the record.
    """
    found = error.errors(include_url=False, include_input=True)
    with_inner_error = {one["loc"][:depth] for one in found[:RECORD_FINDINGS] for depth in range(len(one["loc"]))}
    for one in found[:RECORD_FINDINGS]:
        if one["type"] == "too_short" and one["loc"] in with_inner_error:
            continue  # the list is too short only because a wrong item was left out, and that item has its own finding
        path = [str(part) for part in one["loc"] if not str(part).startswith("function-")]
        if path and path[0] in kinds_of(cls):
            del path[0]
        if path[1:2] == ["matching"]:
            del path[1:3]  # in a file, a selector is the mapping itself
        context: dict[str, Any] = one.get("ctx", {})
        if "field" in context and not path:
            path = [str(context["field"])]
        field = ".".join(map(cut, path))
        at = locate(place, field, key=one["type"] in _NO_FIELD)
        if one["type"] in _NO_FIELD:
            message, hint = _message_about_unknown([cut(part) for part in path], cls)
            yield Finding("SL006", "error", message, record_id, field or None, at, hint)
            continue
        code, message = _code_and_message(one["type"], one["msg"], one.get("input"), path, cls)
        yield Finding(code, "error", message, record_id, field or None, at)
    if len(found) > RECORD_FINDINGS:
        message = f"there are {len(found) - RECORD_FINDINGS:,} more errors in the record"
        yield Finding("SL004", "error", message, record_id, None, place, "fix those above first")


def _code_and_message(kind: str, text: str, value: Any, path: list[str], cls: type[Record]) -> tuple[str, str]:
    path = [cut(part) for part in path]
    field = ".".join(path)
    if kind == "missing":
        return "SL005", f"{_names_of(cls, path)} is missing"
    if kind in ("two_ends", "empty_span"):
        return "SL008", text
    if value is None:
        return "SL004", f"`{field}` {_EMPTY}"
    return "SL004", f"`{field}`: {worded(kind, text, value)}"


def _message_about_unknown(path: list[str], cls: type[Record]) -> tuple[str, str | None]:
    """Return the message about a field that does not exist, and a hint with the fields that do."""
    *above, name = path
    if not above:
        for field in cls.model_fields.values():
            choices = [str(choice) for choice in getattr(field.validation_alias, "choices", ())]
            if name in choices:
                both = " and ".join(f"`{choice}`" for choice in choices)
                return f"{both} are one field, which is given twice", None
    known = _names_below(cls, tuple(above)) if above else field_names(cls)
    word = next((one for one in _SYNONYMS.get(name, ()) if one in known), name)
    meant = did_you_mean(word, known)
    own = known if above else [one for one in known if one not in (*field_names(Record), "kind")]
    hint = None if meant or not own else f"it has {', '.join(f'`{one}`' for one in own)}"
    if hint and not above:
        hint += ", and the fields of every record"
    return f"`{'.'.join(above) or kinds_of(cls)[0]}` has no field `{name}`{meant}", hint


def _names_of(cls: type[Record], path: list[str]) -> str:
    """Return the names of a field in a file: two if there is one for a single value and one for a list."""
    for field in cls.model_fields.values():
        choices = getattr(field.validation_alias, "choices", ())
        if path[-1] in choices:
            return " or ".join(f"`{'.'.join([*path[:-1], str(choice)])}`" for choice in reversed(choices))
    return f"`{'.'.join(path)}`"


def _names_below(cls: type[Record], path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the fields that a value inside a record may have, as written in files."""
    shape = _schema_of(cls)
    forms = [shape]
    for part in path:
        forms = [inner for form in forms for inner in _forms_of_member(shape, form, part)]
    return tuple(dict.fromkeys(name for form in forms for name in form.get("properties", ())))


def _forms_of_member(shape: dict[str, Any], form: dict[str, Any], part: str) -> Iterator[dict[str, Any]]:
    member = form.get("properties", {}).get(part)
    if member is None and part.isdecimal():
        member = form.get("items")
    if isinstance(member, dict):
        yield from _forms(shape, member)


def _forms(shape: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the forms that a value may have. The forms of the members of a list count too."""
    if "$ref" in schema:
        yield from _forms(shape, shape["$defs"][schema["$ref"].rpartition("/")[2]])
    for form in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _forms(shape, form)
    yield schema
    if isinstance(schema.get("items"), dict):
        yield from _forms(shape, schema["items"])


@lru_cache(maxsize=16)
def _schema_of(cls: type[Record]) -> dict[str, Any]:
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
