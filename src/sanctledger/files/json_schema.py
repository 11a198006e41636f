"""The JSON Schema of a ledger file, with which editors complete, explain and check ledgers."""

from __future__ import annotations

import re
from typing import Any, get_args

from sanctledger.base.arguments import refusing
from sanctledger.base.findings import Severity
from sanctledger.files.schema_fields import ID, Schema, definitions, ref
from sanctledger.records.allowance import CODE
from sanctledger.records.kind_pages import meaning
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.settings import VERSION
from sanctledger.values.terms import DIMENSION

_TEXT = {"type": ["string", "number", "boolean"]}


@refusing
def json_schema(kinds: Kinds = KINDS) -> dict[str, Any]:
    """Return a JSON Schema, draft 2020-12, of a YAML ledger file, with a description of every field.

    The schema accepts every file that the library reads. That holds for validators that keep each value as text, and
    for validators that guess types as YAML 1.2 does, with one exception: for the latter, a text such as `null` or `~`
    needs quotes.

    The schema refuses unknown sections, kinds and fields, missing fields, and unknown words. Rules about several
    records are left to `Ledger.check`. `#/$defs/Record` alone describes a line of a JSON lines file after the first.

    Args:
        kinds: The catalogue of kinds.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sanctledger:ledger:{VERSION}",
        "title": "A ledger of sanctions, easings and concessions",
        "description": "Who gave what to whom: parties, sources and records, each dated and sourced.",
        "type": "object",
        "properties": _sections(),
        "additionalProperties": False,
        "$defs": dict(sorted((_shapes(kinds) | definitions(kinds)).items())),
    }


def _sections() -> dict[str, Schema]:
    return {
        "sanctledger": {
            "description": f"The version of the file format: {VERSION}.",
            "type": ["integer", "string", "null"],
            "minimum": 1,
            "maximum": VERSION,
        },
        "title": _TEXT | {"description": "The title of the ledger.", "type": [*_TEXT["type"], "null"]},
        "about": {
            "description": "The tolerance of the word `about` on each side of a figure, such as `10%`.",
            "type": ["string", "null"],
            "pattern": r"^(\s*[0-9]{1,3}(\.[0-9]{1,4})?\s?%\s*)?$",
            "patternErrorMessage": "write a percentage such as 10%",
        },
        "checks": ref("Checks", "The rules that the ledger is checked with, and the severity of each."),
        "parties": _by_id("The parties: ids, each with the fields of the party.", "PartyFields"),
        "sources": _by_id("The sources: ids, each with the fields of the source.", "SourceFields"),
        "units": _by_name("The units of amounts: names, each with the fields of the unit.", "Unit"),
        "terms": _terms(),
        "records": {
            "description": "The acts, promises, statements and counts: a list of records, each with its kind and id.",
            **_or_empty("array", items=ref("Record")),
        },
    }


def _terms() -> Schema:
    about = "The terms of scopes: dimensions such as `goods`, each with its terms and their fields."
    one = _or_empty("object", additionalProperties=ref("Term"), propertyNames={"pattern": "[^.]$"})
    names = {"pattern": f"^{DIMENSION.pattern}$", "patternErrorMessage": "write a word such as goods"}
    return {"description": about, **_or_empty("object", additionalProperties=one, propertyNames=names)}


def _or_empty(form: str, **keywords: Any) -> Schema:
    """Return the schema of a list or a mapping that may be empty.

    A choice of schemas (`anyOf`) would do too, but validators report an error inside a choice less precisely.
    """
    return {"type": [form, "null", "string"], "maxLength": 0, **keywords}


def _by_name(description: str, shape: str, **names: Any) -> Schema:
    return {"description": description, **_or_empty("object", additionalProperties=ref(shape), **names)}


def _by_id(description: str, shape: str) -> Schema:
    return _by_name(description, shape, propertyNames={"pattern": ID})


def _shapes(kinds: Kinds) -> dict[str, Schema]:
    """Return the schemas of records, units and terms as they are written in the sections."""
    every, parties = sorted(kinds), sorted(kind for kind, cls in kinds.items() if cls.family == "party")
    named = ref("Id", "The name by which other records refer to this record: letters, digits, hyphens.")
    without_kind = {"if": {"type": "object", "not": {"required": ["kind"]}}, "then": ref("source")}
    return {
        "Record": {
            "description": "A record: its kind, its id, and the fields of that kind.",
            "type": "object",
            "properties": {"kind": _kind(kinds, every), "id": named},
            "required": ["kind", "id"],
            "allOf": [_if_kind(kind) for kind in every],
        },
        "PartyFields": {
            "description": "A party under its id.",
            "type": "object",
            "properties": {"kind": _kind(kinds, parties)},
            "required": ["kind"],
            "allOf": [*(_if_kind(kind) for kind in parties), *_others(kinds, parties)],
        },
        "SourceFields": {
            "description": "A source under its id.",
            "type": "object",
            "properties": {"kind": _kind(kinds, ["source"])},
            "allOf": [without_kind, _if_kind("source"), *_others(kinds, ["source"])],
        },
        "Checks": _checks(),
        "FieldsByKind": {
            "description": "The fields of each kind.",
            "allOf": [_if_kind(kind) for kind in every],
        },
        "Term": {
            "description": "The fields of a term.",
            **_or_empty(
                "object",
                properties={
                    "name": _TEXT | {"description": "The name to show."},
                    "under": {
                        "description": "The wider terms that include this term, besides those that its spelling shows.",
                        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                    },
                },
                additionalProperties=False,
            ),
        },
        "Unit": {
            "description": "The fields of a unit.",
            **_or_empty(
                "object",
                properties={
                    "one": _TEXT | {"description": "The word for a single piece, such as `prisoner`."},
                    "name": _TEXT | {"description": "The name to show."},
                    "is": {
                        "description": "Whether an amount is a benefit or a burden for its receiver.",
                        "enum": ["benefit", "burden"],
                    },
                    "part_of": _TEXT | {"description": "The wider unit, whose amounts include those of this unit."},
                },
                additionalProperties=False,
            ),
        },
    }


def _checks() -> Schema:
    code = {"type": "string", "pattern": f"^{CODE.pattern}$", "patternErrorMessage": "write a code such as SL301"}
    ignored = {"type": "object", "additionalProperties": {"anyOf": [ref("Text"), ref("Empty")]}}
    severities = {"type": "object", "propertyNames": code, "additionalProperties": {"enum": list(get_args(Severity))}}
    listed = {"type": "array", "items": ref("Allowance")}
    descriptions = {
        "select": "The rules to check, by codes or the beginnings of codes; default: all.",
        "ignore": "The rules whose findings are left out, each with the reason.",
        "severity": "The severity of rules: `error`, `warning` or `info`.",
    }
    forms: dict[str, list[Schema]] = {
        "select": [code, {"type": "array", "items": code}],
        "ignore": [code, listed, ignored],
        "severity": [severities],
    }
    parts = {part: {"description": descriptions[part], "anyOf": [*forms[part], ref("Empty")]} for part in descriptions}
    about = "The rules that the ledger is checked with."
    return {"description": about, **_or_empty("object", properties=parts, additionalProperties=False)}


def _kind(kinds: Kinds, suggested: list[str]) -> Schema:
    """Return the schema of a kind: editors suggest certain kinds, and every other kind is accepted."""
    choice: Schema = {"enum": suggested, "enumDescriptions": [meaning(kinds[name]) for name in suggested]}
    rest = _rest(kinds, suggested)
    description = {"description": "The kind of the record."}
    return description | ({"anyOf": [choice, {"type": "string", "pattern": rest}]} if rest else choice)


def _rest(kinds: Kinds, suggested: list[str]) -> str | None:
    """Return a pattern of all other kinds, because editors suggest the values of an `enum`, but not of a pattern."""
    others = sorted(set(kinds) - set(suggested))
    return f"^({'|'.join(map(re.escape, others))})$" if others else None


def _if_kind(kind: str) -> Schema:
    has_kind = {"type": "object", "properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": has_kind, "then": ref(kind)}


def _others(kinds: Kinds, suggested: list[str]) -> list[Schema]:
    """Return the schema of the kinds that a section accepts and editors do not suggest, if there are such kinds."""
    rest = _rest(kinds, suggested)
    has_kind = {"type": "object", "properties": {"kind": {"type": "string", "pattern": rest}}, "required": ["kind"]}
    return [{"if": has_kind, "then": ref("FieldsByKind")}] if rest else []
