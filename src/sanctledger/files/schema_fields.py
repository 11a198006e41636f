"""Records as JSON Schema describes them: by every spelling that is read, and as any reader of YAML types a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from sanctledger.records.allowance import Allowance
from sanctledger.records.kind_pages import meaning
from sanctledger.records.kinds import Kinds, kinds_of
from sanctledger.records.parties import Membership, Ownership
from sanctledger.records.record import Citation, Record, Ref
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import UncertainDate
from sanctledger.values.quantity import Quantity
from sanctledger.values.scope import Scope
from sanctledger.values.span import Span

Schema = dict[str, Any]


def ref(name: str, said: str | None = None) -> Schema:
    """What stands under a name in `$defs`, with words of its own."""
    return {"$ref": f"#/$defs/{name}"} | ({"description": said} if said else {})


#: An id, in the part of the language of patterns that means the same to every validator.
ID = r"^[^\s!-/:-@\[-^`{-~][^\s!-,/;-@\[-^`{-~]*$"
#: The values that every record is made of; an empty one is nothing, or a text without letters where all is text.
ATOMS: dict[str, Schema] = {
    "Empty": {"description": "Left empty.", "type": ["null", "string"], "maxLength": 0},
    "Id": {"description": "The name of a record.", "type": ["string", "number", "boolean"], "pattern": ID},
    "Ids": {"description": "Names of records, or one.", "anyOf": [ref("Id"), {"type": "array", "items": ref("Id")}]},
    "Text": {"description": "Words.", "type": ["string", "number", "boolean"], "minLength": 1},
    "Texts": {"description": "Words, or a list.", "anyOf": [ref("Text"), {"type": "array", "items": ref("Text")}]},
}
_OUR_ID = str(Ref.__metadata__[0].pattern)  # type: ignore[attr-defined] # an annotated text
_PORTABLE = re.compile(r"(?:[^\\(]|\((?!\?)|\\[^wWdDbBpPAZz])*")
_TRUTH = r"^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[TtFfYyNn01])$"
_DROPPED = ("title", "format", "maxLength", "default")
_VALUES = (Allowance, Bounds, Citation, Membership, Ownership, Quantity, Scope, Span, UncertainDate)


class _Spelled(GenerateJsonSchema):
    """Describes every name by which a field may be written, and never fails for a type that it cannot describe."""

    def model_fields_schema(self, schema: core_schema.ModelFieldsSchema) -> JsonSchemaValue:
        """Return the fields of a record."""
        described = super().model_fields_schema(schema)
        for name, field in schema["fields"].items():
            _add_spellings(described, name, field.get("validation_alias"))
        return described

    def dataclass_args_schema(self, schema: core_schema.DataclassArgsSchema) -> JsonSchemaValue:
        """Return the fields of what a record is made of."""
        described = super().dataclass_args_schema(schema)
        for field in schema["fields"]:
            _add_spellings(described, field["name"], field.get("validation_alias"))
        return described

    def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> JsonSchemaValue:  # noqa: ARG002
        """Anything, where a kind of somebody's own holds what JSON Schema cannot describe."""
        return {}

    def emit_warning(self, kind: Any, detail: str) -> None:
        """Nothing: what is left out is a default that is not shown either."""


def _add_spellings(described: Schema, name: str, alias: Any) -> None:
    """Add the singular and the Python name of a field beside the name that the file writes first."""
    choices = [alias] if isinstance(alias, str) else [str(path[0]) for path in alias or [[name]]]
    first, properties = choices[0], described["properties"]
    spellings = list(dict.fromkeys([*choices, name]))
    said = properties[first].get("description", "")
    for other in spellings[1:]:
        hidden = {} if other in choices else {"doNotSuggest": True}
        properties[other] = properties[first] | {"description": f"{said} The same as `{first}`."} | hidden
    if len(spellings) > 1 and first in described.get("required", ()):
        described["required"].remove(first)
        either: Schema = {"anyOf": [{"required": [one]} for one in spellings]}
        described.setdefault("allOf", []).append(either)


def definitions(kinds: Kinds) -> dict[str, Schema]:
    """Return a schema for each kind by its name, and for each value that records hold by that of its class."""
    classes = sorted(kinds.classes, key=kinds_of)
    found, described = models_json_schema(
        [(cls, "validation") for cls in classes], schema_generator=_Spelled, ref_template="{model}"
    )
    models: dict[str, Schema] = described.get("$defs", {})
    own = {found[cls, "validation"]["$ref"]: cls for cls in classes}
    names = {name: name.rpartition("__")[2] for name in models if name not in own}
    values = {cls.__name__: _value(cls) for cls in _VALUES}
    written = _Written(names, values)
    made = ATOMS | {name: written.within(schema) for name, schema in values.items()}
    made |= {names[name]: written.read(models[name]) for name in names}
    for model, cls in own.items():
        for kind in kinds_of(cls):
            made[kind] = _of_kind(written.read(models[model]), kind, cls)
    return made


def _value(cls: Any) -> Schema:
    described: Schema = cls.__get_pydantic_json_schema__(None, None)
    return described


def _of_kind(schema: Schema, kind: str, cls: type[Record]) -> Schema:
    said = meaning(cls)
    kept = [name for name in schema.get("required", ()) if name not in ("kind", "id")]
    properties = {"kind": {"const": kind, "description": said}}
    properties |= {name: value for name, value in schema["properties"].items() if name != "kind"}
    return schema | {"title": kind, "description": said, "properties": properties, "required": kept}


class _Written:
    """Rewrites what pydantic reads into what may stand in a file."""

    def __init__(self, names: dict[str, str], values: dict[str, Schema]) -> None:
        self.names = names
        self.values = {name: _bare(schema) for name, schema in values.items()}
        self.said = {name: schema["description"] for name, schema in values.items()}

    def read(self, schema: Any) -> Any:
        """Return a schema as it holds for a text of YAML."""
        if not isinstance(schema, dict):
            return schema
        if self.values.get(schema.get("title", "")) == _bare(schema):
            said = schema.get("description")
            return ref(schema["title"], None if said == self.said[schema["title"]] else said)
        return self.within(schema)

    def within(self, schema: Schema) -> Schema:
        """Return a schema that is not to be looked up among the values."""
        made = {key: self._inner(key, value) for key, value in schema.items() if key not in _DROPPED}
        if isinstance(schema.get("default"), (str, bool)):
            made["default"] = schema["default"]
        if "enum" in made or "const" in made:
            return _among(made)
        return _hoisted(_or_empty(made) if "anyOf" in made else _typed(made))

    def _inner(self, key: str, value: Any) -> Any:
        if key == "$ref":
            return f"#/$defs/{self.names.get(value, value)}"
        if key in ("properties", "$defs", "patternProperties"):
            return {name: self.read(schema) for name, schema in value.items()}
        if key in ("anyOf", "oneOf", "allOf", "prefixItems"):
            return [self.read(schema) for schema in value]
        return self.read(value) if key in ("items", "additionalProperties", "not", "contains") else value


def _bare(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in ("title", "description", "default")}


def _among(schema: Schema) -> Schema:
    """One of some words, or what a reader that guesses types makes of the word."""
    words = schema.get("enum", [schema.get("const")])
    rest = {key: value for key, value in schema.items() if key not in ("type", "enum", "const")}
    return rest | {"enum": [*words, *_guessed(words)]}


def _guessed(words: list[Any]) -> Iterator[Any]:
    for word in words:
        if str(word).lower() in ("true", "false"):
            yield str(word).lower() == "true"
        elif str(word).isdecimal():
            yield int(word)


def _or_empty(schema: Schema) -> Schema:
    """One of some forms, of which one may be nothing at all."""
    forms = [form for form in schema["anyOf"] if form != {"type": "null"}]
    if len(forms) < len(schema["anyOf"]):
        forms.append(ref("Empty"))
    return schema | {"anyOf": forms}


def _hoisted(schema: Schema) -> Schema:
    """Return a schema by its name, if it is one of those that every record is made of."""
    bare = _bare(schema)
    for name, atom in ATOMS.items():
        if bare == _bare(atom):
            return ref(name, schema.get("description"))
    return schema


def _typed(schema: Schema) -> Schema:
    """Return the same text, number or truth value, as readers of YAML may type it."""
    kind = schema.get("type")
    if kind == "string":
        rest = {key: value for key, value in schema.items() if key != "pattern"}
        pattern = ID if schema.get("pattern") == _OUR_ID else schema.get("pattern")
        if pattern is not None and _PORTABLE.fullmatch(pattern):
            rest["pattern"] = pattern
            guesses = {"integer": "2025", "number": "1.5", "boolean": "true"}
            found = [name for name, text in guesses.items() if re.search(pattern, text)]
        else:
            found = ["number", "boolean"]
        types = ["string", *(name for name in found if name != "integer" or "number" not in found)]
        return rest | {"type": types[0] if len(types) == 1 else types}
    if kind in ("integer", "number"):
        return schema | {"type": ["number", "string"]}
    if kind == "boolean":
        return schema | {
            "type": ["boolean", "string", "integer"],
            "pattern": _TRUTH,
            "patternErrorMessage": "write true or false",
        }
    return schema
