"""The JSON Schema of a ledger file, from which editors complete, explain and check what is written."""

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
    """Return a JSON Schema, draft 2020-12, of a YAML ledger file, every field described.

    It accepts every file that the library reads, whether a validator keeps each value as text or guesses its type as
    YAML 1.2 does, with one exception: a text such as `null` or `~` needs quotes there. It refuses unknown sections,
    kinds and fields, fields that are missing, and words that a field does not know; what hangs on several records is
    for `Ledger.check`. `#/$defs/Record` alone describes a line of a JSON Lines file after the first.

    Args:
        kinds: The catalogue of kinds that records may be of.
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
            "description": "How far the word `about` reaches to each side of a figure, such as `10%`.",
            "type": ["string", "null"],
            "pattern": r"^(\s*[0-9]{1,3}(\.[0-9]{1,4})?\s?%\s*)?$",
            "patternErrorMessage": "write a percentage such as 10%",
        },
        "checks": ref("Checks", "Which rules the ledger is held against, and how gravely each is taken."),
        "parties": _by_id("Who acts: ids, each with what is said of the party.", "PartyFields"),
        "sources": _by_id("Where it is from: ids, each with what is said of the source.", "SourceFields"),
        "units": _by_name("The units that amounts are counted in, each with what is said of it.", "Unit"),
        "terms": _terms(),
        "records": {
            "description": "What was done, promised, said or counted: a list, each record with its kind and id.",
            **_or_empty("array", items=ref("Record")),
        },
    }


def _terms() -> Schema:
    about = "The terms of scopes: dimensions such as `goods`, each with its terms and what is said of them."
    one = _or_empty("object", additionalProperties=ref("Term"), propertyNames={"pattern": "[^.]$"})
    names = {"pattern": f"^{DIMENSION.pattern}$", "patternErrorMessage": "write a word such as goods"}
    return {"description": about, **_or_empty("object", additionalProperties=one, propertyNames=names)}


def _or_empty(form: str, **said: Any) -> Schema:
    """Return a list or a mapping, or nothing, written so that an error within it is told as such."""
    return {"type": [form, "null", "string"], "maxLength": 0, **said}


def _by_name(said: str, shape: str, **names: Any) -> Schema:
    return {"description": said, **_or_empty("object", additionalProperties=ref(shape), **names)}


def _by_id(said: str, shape: str) -> Schema:
    return _by_name(said, shape, propertyNames={"pattern": ID})


def _shapes(kinds: Kinds) -> dict[str, Schema]:
    """Return the forms in which records, units and terms stand in the sections."""
    every, parties = sorted(kinds), sorted(kind for kind, cls in kinds.items() if cls.family == "party")
    named = ref("Id", "The name that other records call it by: letters, digits, hyphens.")
    unsaid = {"if": {"type": "object", "not": {"required": ["kind"]}}, "then": ref("source")}
    return {
        "Record": {
            "description": "A record: its kind, its id, and the fields of that kind.",
            "type": "object",
            "properties": {"kind": _kind(kinds, every), "id": named},
            "required": ["kind", "id"],
            "allOf": [_case(kind) for kind in every],
        },
        "PartyFields": {
            "description": "A party under its id.",
            "type": "object",
            "properties": {"kind": _kind(kinds, parties)},
            "required": ["kind"],
            "allOf": [*(_case(kind) for kind in parties), *_others(kinds, parties)],
        },
        "SourceFields": {
            "description": "A source under its id.",
            "type": "object",
            "properties": {"kind": _kind(kinds, ["source"])},
            "allOf": [unsaid, _case("source"), *_others(kinds, ["source"])],
        },
        "Checks": _checks(),
        "FieldsByKind": {
            "description": "The fields that go with each kind.",
            "allOf": [_case(kind) for kind in every],
        },
        "Term": {
            "description": "What is said of a term.",
            **_or_empty(
                "object",
                properties={
                    "name": _TEXT | {"description": "The name to show."},
                    "under": {
                        "description": "The terms that reach it although its spelling does not say so.",
                        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                    },
                },
                additionalProperties=False,
            ),
        },
        "Unit": {
            "description": "What is said of a unit.",
            **_or_empty(
                "object",
                properties={
                    "one": _TEXT | {"description": "The word for one of it, such as `prisoner`."},
                    "name": _TEXT | {"description": "The name to show."},
                    "is": {
                        "description": "Whether it is a benefit or a burden to who receives it.",
                        "enum": ["benefit", "burden"],
                    },
                    "part_of": _TEXT | {"description": "The unit whose amounts its own are a part of."},
                },
                additionalProperties=False,
            ),
        },
    }


def _checks() -> Schema:
    code = {"type": "string", "pattern": f"^{CODE.pattern}$", "patternErrorMessage": "write a code such as SL301"}
    set_aside = {"type": "object", "additionalProperties": {"anyOf": [ref("Text"), ref("Empty")]}}
    graver = {"type": "object", "propertyNames": code, "additionalProperties": {"enum": list(get_args(Severity))}}
    listed = {"type": "array", "items": ref("Allowance")}
    said = {
        "select": "The rules to hold it against, by codes or their beginnings; default: all.",
        "ignore": "The rules whose findings are left out, each with its reason.",
        "severity": "How gravely rules are taken: `error`, `warning` or `info`.",
    }
    forms: dict[str, list[Schema]] = {
        "select": [code, {"type": "array", "items": code}],
        "ignore": [code, listed, set_aside],
        "severity": [graver],
    }
    parts = {part: {"description": said[part], "anyOf": [*forms[part], ref("Empty")]} for part in said}
    about = "Which rules the ledger is held against."
    return {"description": about, **_or_empty("object", properties=parts, additionalProperties=False)}


def _kind(kinds: Kinds, suggested: list[str]) -> Schema:
    """Return a choice of kind: some are suggested, and any other is taken."""
    choice: Schema = {"enum": suggested, "enumDescriptions": [meaning(kinds[name]) for name in suggested]}
    rest = _rest(kinds, suggested)
    said = {"description": "What sort of record it is."}
    return said | ({"anyOf": [choice, {"type": "string", "pattern": rest}]} if rest else choice)


def _rest(kinds: Kinds, suggested: list[str]) -> str | None:
    """Return a pattern of all other kinds: editors suggest what an `enum` or a `const` holds, and no pattern."""
    others = sorted(set(kinds) - set(suggested))
    return f"^({'|'.join(map(re.escape, others))})$" if others else None


def _case(kind: str) -> Schema:
    told = {"type": "object", "properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": told, "then": ref(kind)}


def _others(kinds: Kinds, suggested: list[str]) -> list[Schema]:
    """What holds of a kind that is taken and not suggested: a section is only a shorter way to write records."""
    rest = _rest(kinds, suggested)
    told = {"type": "object", "properties": {"kind": {"type": "string", "pattern": rest}}, "required": ["kind"]}
    return [{"if": told, "then": ref("FieldsByKind")}] if rest else []
