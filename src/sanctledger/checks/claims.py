"""Rules about rival claims: their field exists, and their value can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AliasChoices, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sanctledger.base.pydantic_text import worded
from sanctledger.base.words import did_you_mean, with_article
from sanctledger.checks.lookups import current, said
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.disputes import DENIALS
from sanctledger.posting.snapshot import Snapshot
from sanctledger.posting.validity import claimed_quantity
from sanctledger.records.record import Record
from sanctledger.records.sources import Claim
from sanctledger.values.quantity import Quantity

HAPPENED = "happened"
_YES_OR_NO = (*DENIALS, "yes", "true")


@lru_cache(maxsize=256)
def _fields(cls: type[Record]) -> Mapping[str, str]:
    """Return the fields that a claim may name, by each of their spellings."""
    found: dict[str, str] = {}
    for name, field in cls.model_fields.items():
        others = field.validation_alias
        spellings = others.choices if isinstance(others, AliasChoices) else [others]
        found |= dict.fromkeys([name, *(one for one in (field.alias, *spellings) if isinstance(one, str))], name)
    return MappingProxyType({spelling: name for spelling, name in found.items() if name not in ("id", "kind")})


@lru_cache(maxsize=1024)
def _adapter(cls: type[Record], name: str) -> TypeAdapter[Any]:
    field = cls.model_fields[name]
    of: Any = field.annotation
    return TypeAdapter(Annotated[of, *field.metadata] if field.metadata else of)


def _about(snapshot: Snapshot) -> Iterator[tuple[Claim, Record]]:
    for claim in current(snapshot, Claim):
        record = snapshot.versions.head(claim.about)
        if record is not None:
            yield claim, record


def unknown_fields(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find claims about a field that their record does not have."""
    for claim, record in _about(snapshot):
        fields = _fields(type(record))
        if claim.field != HAPPENED and claim.field.partition(".")[0] not in fields:
            close = did_you_mean(claim.field, (*fields, HAPPENED))
            message = f"`{record.id}`, {with_article(record.kind_name)}, has no field `{claim.field}`{close}"
            hint = f"name one of its fields, or `{HAPPENED}`; until then the claim does nothing"
            yield Flaw(message, claim.id, "field", hint)


def _as_written(value: str) -> object:
    """Return a claimed list or mapping, which a claim keeps as JSON text; any other value unchanged."""
    try:
        return json.loads(value) if value[:1] in ("[", "{") else value
    except ValueError:
        return value


def unreadable_values(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find claims with a value that cannot be read as the claimed field."""
    for claim, record in _about(snapshot):
        if claim.field == HAPPENED:
            if str(claim.value).casefold() not in _YES_OR_NO:
                message = f"`{claim.value}` says neither that `{record.id}` happened nor that it did not"
                yield Flaw(message, claim.id, "value", "write `no`")
            continue
        name = _fields(type(record)).get(claim.field)
        if name is None or _is_amount(snapshot, claim, name):
            continue
        try:
            _adapter(type(record), name).validate_python(
                _as_written(claim.value), context={"about": snapshot.record_index.about}
            )
        except ValidationError as error:
            wrong = _wrong(error.errors(include_url=False, include_context=False)[0])
            message = f"`{claim.field}` of `{record.id}` cannot be what it claims: {wrong}"
            hint = f"write it as `{claim.field}` is written; until then the claim does nothing"
            yield Flaw(message, claim.id, "value", hint)


def _wrong(error: ErrorDetails) -> str:
    """Return the problem with a claimed value, or with a field within it."""
    name = error["loc"][-1] if error["loc"] else ""
    if error["type"] == "missing":
        return f"`{name}` is missing"
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"it has no field `{name}`"
    return worded(error["type"], error["msg"], error["input"])


def _is_amount(snapshot: Snapshot, claim: Claim, name: str) -> bool:
    """Return whether a claim is about an amount and gives one."""
    return name == "quantity" and claimed_quantity(claim, snapshot.record_index.about) is not None


def other_units(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find claims of an amount in another unit than that of their record."""
    canonical = snapshot.record_index.units.canonical
    for claim, record in _about(snapshot):
        stated = getattr(record, "quantity", None)
        if claim.field != "quantity" or not isinstance(stated, Quantity):
            continue
        rival = claimed_quantity(claim, snapshot.record_index.about)
        if rival is not None and canonical(rival.unit) != canonical(stated.unit):
            what = f"it claims {said(snapshot, rival)}, and `{record.id}` is counted in {stated.unit}"
            hint = f"write the amount in {stated.unit}; a count of something else is a part under `of_which`, or a note"
            yield Flaw(f"{what}: the claim does nothing", claim.id, "value", hint)


RULES = (
    Rule("SL801", "error", "a claim is about a field that its record has", unknown_fields),
    Rule("SL802", "error", "a claim's value is one that its field reads", unreadable_values),
    Rule("SL803", "warning", "a claim counts in the unit of its record", other_units),
)
