"""The written forms of a scope: a text, a mapping, and the JSON Schema of both."""

from __future__ import annotations

import re
from typing import Any

from sanctledger.base.common_errors import ReadError
from sanctledger.values.terms import DIMENSION

#: The dimensions that the library itself knows; custom kinds may use others.
_SAID = {
    "action": "What is done, such as `export`.",
    "goods": "Goods and services, such as `aviation.parts` or `hs:8803`.",
    "sector": "Branches of the economy, such as `finance`.",
    "place": "Where.",
    "actor": "Who deals, such as `banks`.",
    "counterparty": "With whom, by id: a party, and whom it owns.",
}
DIMENSIONS = tuple(_SAID)
#: Those whose terms name parties.
PARTIES = ACTOR, COUNTERPARTY = "actor", "counterparty"
ACCEPTED = (
    "write dimensions and their terms, such as `{action: [export], goods: [aviation.parts]}`, "
    "with `excluding: [...]` for what is taken out, or as text `action=export; goods=aviation.parts`"
)
#: How deep scopes may be nested.
DEEPEST = 8


def check_depth(text: str, depth: int) -> None:
    """Check that a scope is not nested too deeply.

    Raises:
        ReadError: The scope is nested too deeply.
    """
    if depth > DEEPEST:
        raise ReadError(text, f"is nested more than {DEEPEST} deep", "write it flatter")


def mapping_of(text: str) -> dict[str, Any]:
    """Return the mapping of a text such as `action=export; excluding (goods=aviation)`.

    Raises:
        ReadError: The text is not a scope.
    """
    mapping, rest = _parse(text.strip(), 0)
    if rest:
        raise ReadError(text, f"goes wrong at `{rest}`", ACCEPTED)
    return mapping


def _parse(text: str, depth: int) -> tuple[dict[str, Any], str]:
    check_depth(text, depth)
    mapping: dict[str, Any] = {}
    taken: list[Any] = []
    rest = text
    if match := re.match(r"\s*all(?=\s*(?:;|\)|$))\s*;?", rest):
        rest = rest[match.end() :]
    while match := re.match(r"\s*([a-z][a-z0-9_]*)\s*=\s*([^;()=]+)\s*;?", rest):
        if match[1] in mapping:
            raise ReadError(text, f"names the dimension `{match[1]}` twice", "write its terms with commas")
        if match[1] == "excluding":
            raise ReadError(match[1], "is not the name of a dimension", ACCEPTED)
        mapping[match[1]] = [term.strip() for term in match[2].split(",")]
        rest = rest[match.end() :]
    if match := re.match(r"\s*excluding\s*(?=\()", rest):
        rest = rest[match.end() :]
        while rest.startswith("("):
            inner, rest = _parse(rest[1:], depth + 1)
            if not rest.startswith(")"):
                raise ReadError(text, "has a parenthesis that does not close", ACCEPTED)
            taken.append(inner)
            rest = rest[1:].lstrip()
    if rest == text and depth == 0:
        raise ReadError(text, "is not a scope", ACCEPTED)
    return mapping | ({"excluding": taken} if taken else {}), rest.lstrip()


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the forms that are read."""
    terms = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    one = [{"type": "object"}, {"type": "string"}]
    taken = {
        "anyOf": [*one, {"type": "array", "items": {"anyOf": one}}],
        "description": "Scopes that are taken out.",
    }
    known = {name: terms | {"description": said} for name, said in _SAID.items()}
    return {
        "title": "Scope",
        "description": "What is reached: a dimension and its terms; an absent dimension means all of it.",
        "anyOf": [
            {
                "type": "object",
                "properties": known | {"excluding": taken},
                "propertyNames": {"pattern": f"^{DIMENSION.pattern}$"},
                "additionalProperties": terms,
            },
            {"type": "string", "examples": ["action=export; goods=aviation.parts", "all"]},
        ],
    }
