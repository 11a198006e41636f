"""Rules about misleading text: ids that look alike, and texts with invisible characters."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, Literal, get_args, get_origin

import attrs

from sanctledger.checks.letters import UNSEEN, difference, folded, mixed, named, shape
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.record import Record
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import UncertainDate
from sanctledger.values.quantity import Quantity
from sanctledger.values.scope import Scope

#: Values whose texts are held to their form when they are read.
_FORMED = (UncertainDate, Quantity, Scope, Bounds, dt.date, Decimal, bool, int, type(None))


def alike_ids(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find ids that differ only by case or by look-alike letters, or that mix scripts within a word."""
    ids = snapshot.record_index.records.keys()
    if not _may_be_alike(ids):
        return
    told: set[str] = set()
    for group in sorted(_clashes(ids)):
        plain, *others = sorted(group, key=_oddness)
        for odd in others:
            if odd not in told:
                told.add(odd)
                by_case = folded(odd) == folded(plain)
                message = f"`{odd}` and `{plain}` differ by case alone"
                if not by_case or len(odd) != len(plain) or odd.lower() != plain.lower():
                    message = f"`{odd}` and `{plain}` look alike: {difference(odd, plain)}"
                yield Flaw(message, odd, "id", "give one of them another id, or make them one record")
    for record_id in ids:
        if record_id not in told and (letters := mixed(record_id)) is not None:
            message = f"`{record_id}` mixes letters of scripts that look alike: {letters}"
            yield Flaw(message, record_id, "id", "write each word in one script")


def _may_be_alike(ids: Collection[str]) -> bool:
    """Return whether some ids may look alike or mix scripts; ids of Latin letters are compared all at once."""
    text = "\n".join(ids)
    if not text.isascii():
        return True
    looks = [look for key in (shape, folded) if (look := key(text)) != text]  # the ids themselves all differ
    return any(len(set(look.split("\n"))) < len(ids) for look in looks)


def _oddness(record_id: str) -> tuple[bool, int, str]:
    signs = sum(letter.isupper() or letter.isdecimal() for letter in record_id)
    return not record_id.isascii(), signs, record_id


def _clashes(ids: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the groups of ids that look alike, or differ only by case."""
    groups: set[tuple[str, ...]] = set()
    for key in (shape, folded):
        first: dict[str, str] = {}
        shared: dict[str, list[str]] = {}
        for record_id in ids:
            look = key(record_id)
            known = first.setdefault(look, record_id)
            if known is not record_id:
                shared.setdefault(look, [known]).append(record_id)
        groups.update(tuple(sorted(group)) for group in shared.values())
    return groups


def unseen(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find texts with invisible characters that change what a reader sees."""
    yield from _unseen_of_settings(snapshot)
    for cls, some in snapshot.record_index.columns.items():
        for name in _texts(cls) & some.filled:
            if not _is_plain(some[name]):
                for record, value in zip(some.records, some[name], strict=True):
                    yield from (_unseen(record, path, letter) for path, letter in _odd(value, name))
        if not _is_plain(set(map(_AT, some.citations))):
            for record, cited in zip(some.records, some["sources"], strict=True):
                odd = _odd(tuple(map(_AT, cited)), "sources")
                yield from (_unseen(record, f"{path}.at", letter) for path, letter in odd)


def _unseen_of_settings(snapshot: Snapshot) -> Iterator[Flaw]:
    units = (
        (f"unit `{one.unit}`", text) for one in snapshot.record_index.units for text in (one.unit, one.one, one.name)
    )
    terms = ((f"{one.dimension} term `{one.term}`", one.name) for one in snapshot.record_index.terms)
    for subject, text in chain(units, terms):
        if text is not None and not text.isprintable() and (found := UNSEEN.search(text)):
            yield Flaw(f"the {subject} holds {named(found[0])}", hint=_TAKE_OUT)


_AT = attrgetter("at")


def _unseen(record: Record, path: str, letter: str) -> Flaw:
    return Flaw(f"`{path}` holds {named(letter)}, which is invisible", record.id, path, _TAKE_OUT)


def _is_plain(values: Collection[Any]) -> bool:
    """Return whether all texts in some values are visible, as far as one pass can see."""
    try:
        told = tuple(filter(None, values))
        if not told or isinstance(told[0], str):
            return "".join(told).isprintable()
        if isinstance(told[0], tuple):
            return _is_plain(tuple(chain.from_iterable(told)))
    except TypeError:  # some are of another type than the first
        return False
    cls: Any = type(told[0])
    names = () if issubclass(cls, _FORMED) else _members(cls)
    return set(map(type, told)) == {cls} and all(_is_plain(tuple(map(attrgetter(name), told))) for name in names)


_TAKE_OUT = "take it out: it can hide or turn around what stands beside it"


def _odd(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Return the paths of the texts in a value with an invisible character, and the first such character of each."""
    if isinstance(value, str):
        if not value.isprintable() and (found := UNSEEN.search(value)):
            yield path, found[0]
    elif isinstance(value, tuple):
        for number, member in enumerate(value):
            if not isinstance(member, str) or not member.isprintable():
                yield from _odd(member, f"{path}.{number}")
    elif not isinstance(value, _FORMED):
        cls: Any = type(value)
        for name in _members(cls):
            yield from _odd(getattr(value, name), f"{path}.{name}")


@cache
def _members(cls: Any) -> tuple[str, ...]:
    if dataclasses.is_dataclass(cls):
        return tuple(field.name for field in dataclasses.fields(cls))
    return tuple(field.name for field in attrs.fields(cls)) if attrs.has(cls) else ()


@cache
def _texts(cls: type[Record]) -> frozenset[str]:
    """Return the fields of a class that may have free text, without its sources."""
    return frozenset(
        name
        for name, field in cls.model_fields.items()
        if name != "sources"
        and not any(getattr(one, "pattern", None) for one in field.metadata)
        and _is_free(field.annotation)
    )


def _is_free(annotation: Any) -> bool:
    """Return whether a value of a type may be a text of any form."""
    origin = get_origin(annotation)
    if origin is Literal or annotation is Ellipsis:
        return False
    if origin is Annotated:
        base, *said = get_args(annotation)
        return not any(getattr(one, "pattern", None) for one in said) and _is_free(base)
    if origin is not None:
        return any(map(_is_free, get_args(annotation)))
    return not (isinstance(annotation, type) and issubclass(annotation, _FORMED))


RULES = (
    Rule("SL108", "warning", "no two ids are told apart by case or by look-alike letters alone", alike_ids),
    Rule("SL109", "warning", "no text holds characters that nobody sees", unseen),
)
