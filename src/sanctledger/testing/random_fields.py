"""What may stand in a field, by the type that it is annotated with."""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sanctledger.records.allowance import Allowance
from sanctledger.records.easings import Eased, Selector
from sanctledger.records.kind_checks import words_of
from sanctledger.records.parties import Membership, Ownership
from sanctledger.records.record import Citation, Ref
from sanctledger.testing import random_values as values
from sanctledger.testing.random_values import SOMEBODY, Plain
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import UncertainDate
from sanctledger.values.quantity import Quantity
from sanctledger.values.scope import Scope
from sanctledger.values.span import Span

_REF = str(Ref.__metadata__[0].pattern)  # type: ignore[attr-defined] # an annotated text
_NUMBERS = {int: st.integers, Decimal: st.decimals}


class Unknown(TypeError):
    """A type that nothing is known to stand for.

    Attributes:
        annotation: The type.
    """

    def __init__(self, annotation: Any) -> None:
        super().__init__(f"nothing is known to stand for {annotation}")
        self.annotation = annotation


def of_field(field: FieldInfo, dimensions: Sequence[str] = (), units: Sequence[str] = ()) -> st.SearchStrategy[Any]:
    """What may stand in a field of a record: its `examples` where it gives some, else what its type reads.

    Args:
        field: The field.
        dimensions: Dimensions that scopes of the record may have beside the library's own.
        units: The units that amounts of the record are in; some common ones where empty.

    Raises:
        Unknown: Nothing is known to stand for its type, and it gives no examples.
    """
    if field.examples:
        return st.sampled_from(field.examples)
    return _Types(tuple(dimensions), tuple(units) or ("prisoners", "USD")).of(field.annotation, field.metadata)


class _Types:
    """What may stand for each type, in records of one class."""

    def __init__(self, dimensions: tuple[str, ...], units: tuple[str, ...]) -> None:
        self.values: Mapping[Any, Callable[[], st.SearchStrategy[Any]]] = {
            UncertainDate: values.dates,
            dt.date: values.days,
            Quantity: lambda: values.quantities(units),
            Bounds: values.bounds,
            Scope: lambda: values.scopes(dimensions),
            Span: values.times,
            Citation: values.citations,
            Membership: values.memberships,
            Ownership: values.ownerships,
            Eased: lambda: st.just([SOMEBODY]),
            Selector: lambda: st.just({"program": ["P1"]}),
            Allowance: lambda: st.just({"SL702": "its source is lost"}),
            bool: st.booleans,
            Any: values.words,
        }

    def of(self, annotation: Any, metadata: Sequence[Any] = ()) -> st.SearchStrategy[Any]:
        """What may stand for a type."""
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self.of(args[0], (*metadata, *args[1:]))
        if origin is Literal:
            return st.sampled_from(args)
        if origin in (Union, types.UnionType):
            return st.one_of([self.of(one, metadata) for one in args if one is not type(None)])
        if origin in (tuple, frozenset, list, set):
            return self._several(args if origin is tuple else (args[0], ...), metadata)
        if annotation in self.values:
            return self.values[annotation]()
        return self._made(annotation, metadata)

    def _several(self, args: tuple[Any, ...], metadata: Sequence[Any]) -> st.SearchStrategy[Any]:
        if get_origin(args[0]) is tuple and args[1:] == (...,):  # pairs, which files write as a mapping
            return st.dictionaries(values.words(), values.words(), min_size=1, max_size=2)
        if args[0] is Allowance:
            return self.of(Allowance)
        if args[1:] != (...,) and len(args) > 1:
            return st.tuples(*map(self.of, args)).map(list)
        least = _limit(metadata, "min_length") or 1
        most = _limit(metadata, "max_length") or least + 1
        return st.lists(self.of(args[0]), min_size=least, max_size=min(most, least + 1))

    def _made(self, cls: Any, metadata: Sequence[Any]) -> st.SearchStrategy[Any]:
        if not isinstance(cls, type):
            raise Unknown(cls)
        if issubclass(cls, enum.Enum):
            return st.sampled_from([word.value for word in cls])
        if cls is str:
            return _text(metadata)
        if cls in _NUMBERS:
            return _number(cls, metadata)
        if is_dataclass(cls) or issubclass(cls, BaseModel):
            fields = getattr(cls, "__pydantic_fields__", None)
            if fields:
                return self._mapping(fields)
        raise Unknown(cls)

    def _mapping(self, fields: Mapping[str, FieldInfo]) -> st.SearchStrategy[Plain]:
        """Return a value with parts of its own, as a mapping; one part at least."""
        shapes = {
            words_of(name, field)[0]: (
                st.sampled_from(field.examples) if field.examples else self.of(field.annotation, field.metadata)
            )
            for name, field in fields.items()
        }
        needed = {words_of(name, field)[0] for name, field in fields.items() if field.is_required()}
        required = {name: shape for name, shape in shapes.items() if name in needed}
        optional = {name: shape for name, shape in shapes.items() if name not in needed}
        return st.fixed_dictionaries(required, optional=optional).filter(bool)


def _limit(metadata: Sequence[Any], *names: str) -> Any:
    found = (getattr(one, name, None) for one in metadata for name in names)
    return next((value for value in found if value is not None), None)


def _text(metadata: Sequence[Any]) -> st.SearchStrategy[str]:
    pattern = _limit(metadata, "pattern")
    if pattern == _REF:
        return st.just(SOMEBODY)
    if pattern is not None:
        return st.from_regex(pattern, fullmatch=True)
    most = _limit(metadata, "max_length")
    return values.words() if most is None else values.words().filter(lambda text: len(text) <= most)


def _number(cls: type, metadata: Sequence[Any]) -> st.SearchStrategy[Any]:
    low, high = _limit(metadata, "ge"), _limit(metadata, "le")
    above, below, step = _limit(metadata, "gt"), _limit(metadata, "lt"), _limit(metadata, "multiple_of")
    low = low if low is not None else above + 1 if above is not None else 0
    high = high if high is not None else below - 1 if below is not None else low + 1000
    if cls is int:
        return st.integers(int(low), int(high)).map(lambda n: n if step is None else n - n % step)
    return st.decimals(Decimal(low), Decimal(high), places=2).map(str)
