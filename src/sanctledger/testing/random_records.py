"""Records at random, of every kind: valid each by itself, with ids that nothing stands behind yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from pydantic import ValidationError

from sanctledger.base.arguments import refusing
from sanctledger.records.kind_checks import is_built_in, kinds_of, owner_of, words_of
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.testing import random_values as values
from sanctledger.testing.random_fields import of_field
from sanctledger.testing.random_values import SOMEBODY, Plain

#: Fields that other fields decide about, or that change what other records mean.
_APART = ("kind", "id", "start", "end", "through", "corrects", "amends")
#: What the fields of some kinds say together.
_TOGETHER: Mapping[str, Plain] = {"claim": {"field": "happened", "value": "no"}}
_OPTIONAL = 4
_STANDINGS = ["reported"] * 6 + ["confirmed", "disputed", "scheduled"]


@refusing
@st.composite
def plain_records(
    draw: st.DrawFn, cls: type[Record], fields: Mapping[str, st.SearchStrategy[Any]] | None = None
) -> Plain:
    """Return a record of a class as a file writes it; the ids that it names are made up, each another.

    Args:
        draw: What draws.
        cls: The class.
        fields: What to draw for some fields, by their names, in place of what their types read.
    """
    kind = draw(st.sampled_from(kinds_of(cls)))
    plain: Plain = {"kind": kind, "id": draw(st.sampled_from(["one", "two-2", "NO", "0841", "é.a:b"]))}
    plain |= draw(_time(cls))
    given = fields or {}
    free = [name for name in cls.model_fields if name not in _APART and not cls.model_fields[name].is_required()]
    needed = [name for name, field in cls.model_fields.items() if field.is_required() and name not in _APART]
    own = [name for name in free if not is_built_in(owner_of(cls, name))]  # what nobody else tries is drawn mostly
    apart: str | None = draw(st.none() | st.none() | st.sampled_from(own)) if own else None
    others = draw(st.lists(st.sampled_from(free), max_size=_OPTIONAL, unique=True))
    chosen = [*needed, *(name for name in own if name != apart), *others, *given]
    units = tuple(unit.unit for unit in cls.units)
    for name in dict.fromkeys(chosen):
        field = cls.model_fields[name]
        if name == "status":
            drawn = st.sampled_from(_STANDINGS)
        else:
            drawn = given[name] if name in given else of_field(field, tuple(cls.dimensions), units)
        plain[words_of(name, field)[0]] = draw(drawn)
    numbers = iter(range(10_000))
    told = {name: value for name, value in _TOGETHER.get(kind, {}).items() if name not in given}
    return dict(replaced(plain, lambda: f"id-{next(numbers)}")) | told


@st.composite
def _time(draw: st.DrawFn, cls: type[Record]) -> Plain:
    """Return the beginning of a record and, sometimes, its end, on a later day."""
    if not cls.model_fields["start"].is_required() and draw(st.booleans()):
        return {}
    first = draw(st.dates(values.FIRST, values.LAST - dt.timedelta(400)))
    latest = first + dt.timedelta(draw(st.sampled_from([0, 0, 0, 0, 1, 30])))
    time = {"from": str(first) if latest == first else f"{first}..{latest}"}
    if cls.family in ("sanction", "easing") and draw(st.booleans()):
        word = draw(st.sampled_from(["until", "through"]))
        time[word] = str(latest + dt.timedelta(draw(st.integers(1, 300))))
    return time


def replaced(value: Any, choose: Callable[[], str]) -> Any:
    """Return a value with every mark for an id replaced by what is chosen, one after the other."""
    if value == SOMEBODY:
        return choose()
    if isinstance(value, dict):
        return {key: replaced(part, choose) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [replaced(part, choose) for part in value]
    return value


@refusing
def from_kind(cls: type[Record], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Records of a kind, each valid by itself; what they name is made up.

    A field is filled by its type. Where its type is one that nobody else knows, give the field `examples`
    (`Field(examples=[...])`), or pass a strategy under its name. What is drawn is what a file would hold.

    Args:
        cls: The record class.
        **fields: What to draw for some fields, by their names.
    """
    return plain_records(cls, fields).map(lambda plain: _valid(cls, plain))


def _valid(cls: type[Record], plain: Plain) -> Record:
    try:
        return cls.model_validate(plain)
    except ValidationError:
        reject()


@refusing
def records(kinds: Kinds = KINDS) -> st.SearchStrategy[Record]:
    """Records of any kind of a catalogue, each valid by itself; what they name is made up."""
    return st.sampled_from(kinds.classes).flatmap(from_kind)
