"""The JSON Schemas of records: all names of each field, and all types that a reader of YAML may give to a text.

The schemas of pydantic describe values in memory. A file may write a field under several names, and a validator of
YAML may take `2025` for a number. This module rewrites the schemas of pydantic accordingly.
"""

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


def ref(name: str, description: str | None = None) -> Schema:
    """Return a reference to a schema in `$defs`, with a description of its own if given."""
    return {"$ref": f"#/$defs/{name}"} | ({"description": description} if description else {})


#: The pattern of an id, written so that every validator reads the pattern alike.
ID = r"^[^\s!-/:-@\[-^`{-~][^\s!-,/;-@\[-^`{-~]*$"
#: The simple values in records. An empty value is null, or an empty text for validators that keep all values as text.
ATOMS: dict[str, Schema] = {
    "Empty": {"description": "Left empty.", "type": ["null", "string"], "maxLength": 0},
    "Id": {"description": "The name of a record.", "type": ["string", "number", "boolean"], "pattern": ID},
    "Ids": {"description": "Names of records, or one.", "anyOf": [ref("Id"), {"type": "array", "items": ref("Id")}]},
    "Text": {"description": "Words.", "type": ["string", "number", "boolean"], "minLength": 1},
    "Texts": {"description": "Words, or a list.", "anyOf": [ref("Text"), {"type": "array", "items": ref("Text")}]},
}
_OUR_ID = str(Ref.__metadata__[0].pattern)  # type: ignore[attr-defined] # the type is an annotated text
_PORTABLE = re.compile(r"(?:[^\\(]|\((?!\?)|\\[^wWdDbBpPAZz])*")
_BOOLEAN = r"^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[TtFfYyNn01])$"
_DROPPED = ("title", "format", "maxLength", "default")
_VALUES = (Allowance, Bounds, Citation, Membership, Ownership, Quantity, Scope, Span, UncertainDate)


class _AllNames(GenerateJsonSchema):
    """A generator of schemas with all names of each field, which never fails for a type without a schema."""

    def model_fields_schema(self, schema: core_schema.ModelFieldsSchema) -> JsonSchemaValue:
        """Return the fields of a record."""
        described = super().model_fields_schema(schema)
        for name, field in schema["fields"].items():
            _add_names(described, name, field.get("validation_alias"))
        return described

    def dataclass_args_schema(self, schema: core_schema.DataclassArgsSchema) -> JsonSchemaValue:
        """Return the fields of a value inside a record."""
        described = super().dataclass_args_schema(schema)
        for field in schema["fields"]:
            _add_names(described, field["name"], field.get("validation_alias"))
        return described

    def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> JsonSchemaValue:  # noqa: ARG002
        """Return the schema of any value, for a type that JSON Schema cannot describe."""
        return {}

    def emit_warning(self, kind: Any, detail: str) -> None:
        """Do nothing: the warnings are about defaults, which the schema leaves out anyway."""


def _add_names(described: Schema, name: str, alias: Any) -> None:
    """Add the other names of a field, such as its singular and its Python name, to the described fields."""
    choices = [alias] if isinstance(alias, str) else [str(path[0]) for path in alias or [[name]]]
    first, properties = choices[0], described["properties"]
    names = list(dict.fromkeys([*choices, name]))
    description = properties[first].get("description", "")
    for other in names[1:]:
        hidden = {} if other in choices else {"doNotSuggest": True}
        properties[other] = properties[first] | {"description": f"{description} The same as `{first}`."} | hidden
    if len(names) > 1 and first in described.get("required", ()):
        described["required"].remove(first)
        either: Schema = {"anyOf": [{"required": [one]} for one in names]}
        described.setdefault("allOf", []).append(either)


def definitions(kinds: Kinds) -> dict[str, Schema]:
    """Return the schemas of all kinds, by kind, and of the values in records, by the name of their class."""
    classes = sorted(kinds.classes, key=kinds_of)
    found, described = models_json_schema(
        [(cls, "validation") for cls in classes], schema_generator=_AllNames, ref_template="{model}"
    )
    models: dict[str, Schema] = described.get("$defs", {})
    own = {found[cls, "validation"]["$ref"]: cls for cls in classes}
    names = {name: name.rpartition("__")[2] for name in models if name not in own}
    values = {cls.__name__: _value(cls) for cls in _VALUES}
    written = _FileSchemas(names, values)
    result = ATOMS | {name: written.rewritten(schema) for name, schema in values.items()}
    result |= {names[name]: written.read(models[name]) for name in names}
    for model, cls in own.items():
        for kind in kinds_of(cls):
            result[kind] = _of_kind(written.read(models[model]), kind, cls)
    return result


def _value(cls: Any) -> Schema:
    described: Schema = cls.__get_pydantic_json_schema__(None, None)
    return described


def _of_kind(schema: Schema, kind: str, cls: type[Record]) -> Schema:
    description = meaning(cls)
    kept = [name for name in schema.get("required", ()) if name not in ("kind", "id")]
    properties = {"kind": {"const": kind, "description": description}}
    properties |= {name: value for name, value in schema["properties"].items() if name != "kind"}
    return schema | {"title": kind, "description": description, "properties": properties, "required": kept}


class _FileSchemas:
    """A rewriter of the schemas of pydantic into the schemas of files."""

    def __init__(self, names: dict[str, str], values: dict[str, Schema]) -> None:
        self.names = names
        self.values = {name: _bare(schema) for name, schema in values.items()}
        self.descriptions = {name: schema["description"] for name, schema in values.items()}

    def read(self, schema: Any) -> Any:
        """Return a schema as it applies to a YAML text, by reference if the schema is that of a known value."""
        if not isinstance(schema, dict):
            return schema
        if self.values.get(schema.get("title", "")) == _bare(schema):
            description = schema.get("description")
            return ref(schema["title"], None if description == self.descriptions[schema["title"]] else description)
        return self.rewritten(schema)

    def rewritten(self, schema: Schema) -> Schema:
        """Return a schema as it applies to a YAML text, never by reference."""
        result = {key: self._inner(key, value) for key, value in schema.items() if key not in _DROPPED}
        if isinstance(schema.get("default"), (str, bool)):
            result["default"] = schema["default"]
        if "enum" in result or "const" in result:
            return _choice(result)
        return _by_reference(_or_empty(result) if "anyOf" in result else _typed(result))

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


def _choice(schema: Schema) -> Schema:
    """Return the schema of a choice of words, with the values that a reader may take the words for."""
    words = schema.get("enum", [schema.get("const")])
    rest = {key: value for key, value in schema.items() if key not in ("type", "enum", "const")}
    return rest | {"enum": [*words, *_guesses(words)]}


def _guesses(words: list[Any]) -> Iterator[Any]:
    for word in words:
        if str(word).lower() in ("true", "false"):
            yield str(word).lower() == "true"
        elif str(word).isdecimal():
            yield int(word)


def _or_empty(schema: Schema) -> Schema:
    """Return a choice of schemas, with the empty value in the place of null."""
    forms = [form for form in schema["anyOf"] if form != {"type": "null"}]
    if len(forms) < len(schema["anyOf"]):
        forms.append(ref("Empty"))
    return schema | {"anyOf": forms}


def _by_reference(schema: Schema) -> Schema:
    """Return a reference to a simple value if the schema equals that of the value; otherwise the schema."""
    bare = _bare(schema)
    for name, atom in ATOMS.items():
        if bare == _bare(atom):
            return ref(name, schema.get("description"))
    return schema


def _typed(schema: Schema) -> Schema:
    """Return the schema of a text, number or boolean, with all types that readers of YAML may give to it."""
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
            "pattern": _BOOLEAN,
            "patternErrorMessage": "write true or false",
        }
    return schema
