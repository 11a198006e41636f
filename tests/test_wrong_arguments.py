"""Every public callable, called with values of wrong types: what is refused is refused in a sentence."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import linecache
import re
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import sanctledger as sl
from sanctledger import charts, testing
from sanctledger.base.common_errors import SanctledgerError
from sanctledger.records.allowance import Allowance
from sanctledger.verdicts.ownership_rules import OwnershipTest

HOME = str(Path(sl.__file__).parent)
LONG = "x" * 5_000
#: Values that nobody means; each is given for each argument, whatever the argument accepts.
WRONG: tuple[Any, ...] = (
    None,
    3,
    3.5,
    object(),
    b"x",
    [],
    {},
    [3],
    {"x": 3},
    lambda *_: 3,
    "a text",
    "",
    LONG,
    dt.datetime(2025, 1, 1),  # noqa: DTZ001 - a naive one is the point
)
#: Data classes that only the library fills: a constructor without a check is no question that somebody asks.
MADE_BY_HAND = (
    sl.Ledger,
    sl.Bounds,
    sl.Quantity,
    sl.UncertainDate,
    sl.Span,
    sl.Periods,
    sl.Scope,
    sl.Units,
    sl.Terms,
    sl.Kinds,
    sl.Policy,
    sl.Valuation,
    sl.View,
    sl.Activity,
    Allowance,
    sl.Citation,
    sl.OwnershipRules,
    OwnershipTest,
    sl.Reading,
    sl.Settings,
    sl.Term,
    sl.Unit,
    sl.Weight,
)


@functools.cache
def _ledger() -> sl.Ledger:
    return sl.load("belarus")


@functools.cache
def _view() -> sl.View:
    return _ledger().at("2025-12-31")


@functools.cache
def _instances() -> tuple[Any, ...]:
    """One of each public class that has methods: values, ledgers, and every answer."""
    ledger, view = _ledger(), _view()
    answers = (
        view.balance("us", "by"),
        view.moves("us", "by"),
        view.reciprocity("us", "by"),
        view.settlement("minsk-2025-09"),
        view.sanctions(),
        view.changes("2025-01-01"),
        view.series(lambda one: len(one.sanctions()), "2025-09-01", "2025-09-20"),
        view.assessments("minsk-2025-09"),
        ledger.history("minsk-2025-09"),
        ledger.listing(),
        ledger.check(),
        sl.difference(ledger, ledger),
    )
    values = (
        sl.Bounds.parse("2..5"),
        sl.Quantity.parse("5 prisoners"),
        sl.UncertainDate.parse("2025-09"),
        sl.Periods.always(),
        sl.Scope.of(goods="oil"),
        ledger.units,
        ledger.settings.terms,
        sl.KINDS,
        sl.Policy(),
        sl.Reading(),
        ledger.settings,
        sl.OwnershipRules(),
        sl.valuations()[next(iter(sl.valuations()))],
        ledger["minsk-2025-09"],
    )
    return (ledger, view, *answers, *values)


SAMPLES: dict[str, Any] = {
    "a": "us",
    "b": "by",
    "about": "minsk-2025-09",
    "deal": "minsk-2025-09",
    "holder": "by",
    "person": "by",
    "record_id": "minsk-2025-09",
    "start": "2025-01-01",
    "end": "2025-02-01",
    "since": "2025-01-01",
    "day": "2025-01-01",
    "question": lambda view: len(view.sanctions()),
    "activity": {"actor": "us", "act": "supply"},
    "activities": [{"actor": "us", "act": "supply"}],
    "dimension": "goods",
    "term": "oil",
    "kind": "deal",
    "family": "deal",
    "path": "belarus",
    "code": "SL101",
    "citation": "nobody",
    "version": "1",
    "weights": {"prisoners": 1},
    "function": lambda move: 1,
    "caveats": [],
    "title": "a title",
    "name": "prisoners",
    "whole": "prisoners",
}


def _sample(name: str, annotation: str) -> Any:
    kind = annotation.strip("'")
    for one in _instances():
        if type(one).__name__ == kind:
            return one
    if name in SAMPLES:
        return SAMPLES[name]
    return {
        "Number | Bounds": 3,
        "Number": 3,
        "int": 3,
        "dt.date": dt.date(2025, 1, 1),
        "dt.date | None": dt.date(2025, 1, 1),
    }.get(kind, "2025-01-01")


def _callables() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in (sl, charts, testing):
        for name in module.__all__:
            made = getattr(module, name)
            if made in MADE_BY_HAND if inspect.isclass(made) else inspect.isfunction(made):
                yield name, made
    for one in (*_instances(), *MADE_BY_HAND):
        yield from _methods(one)


def _methods(one: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public methods of an object; of a class, those that need no object. Nothing is saved."""
    cls = one if inspect.isclass(one) else type(one)
    asked = (classmethod, staticmethod) if inspect.isclass(one) else (classmethod, staticmethod, types.FunctionType)
    for name in dir(cls):
        if name.startswith("_") or name == "save" or not isinstance(inspect.getattr_static(cls, name), asked):
            continue
        method = getattr(one, name)
        if str(getattr(method, "__module__", "")).startswith("sanctledger"):
            yield f"{cls.__name__}.{name}", method


def _calls(function: Callable[..., Any]) -> Iterator[tuple[str, Any, tuple[Any, ...], dict[str, Any]]]:
    """Each argument with each wrong value, the others as they should be."""
    parameters = inspect.signature(function).parameters.values()
    wrong = (*WRONG, _ledger(), _view())
    for tried in parameters:
        others, named = [], {}
        for one in parameters:
            if one is tried or one.default is not one.empty or one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD):
                continue
            if one.kind is one.POSITIONAL_ONLY:
                others.append(_sample(one.name, str(one.annotation)))
            else:
                named[one.name] = _sample(one.name, str(one.annotation))
        for value in wrong:
            if tried.kind in (tried.VAR_POSITIONAL, tried.POSITIONAL_ONLY):
                before = [
                    named[one.name] for one in parameters if one.name in named and one.kind is not one.KEYWORD_ONLY
                ]
                after = {name: one for name, one in named.items() if one not in before}
                yield tried.name, value, (*before, value), after
            elif tried.kind is tried.VAR_KEYWORD:
                yield tried.name, value, (), {**named, "surely_none": value}
            else:
                yield tried.name, value, tuple(others), {**named, tried.name: value}


def _fault(error: Exception, name: str) -> str | None:
    """Why an error is not one that somebody meant to raise, in a sentence."""
    try:
        text = str(error)
    except Exception as broken:  # noqa: BLE001 - a message that cannot be made is a fault, too
        return f"has no message: {broken!r}"
    if isinstance(error, ValidationError | OSError | testing.KindFault):
        return None  # a record lists its fields, a file system speaks for itself
    if not isinstance(error, TypeError | ValueError | SanctledgerError):
        return f"is {type(error).__name__}: {text[:100]}"
    if "_empty" in text or (len(text) > 4000 and not isinstance(error, sl.errors.InvalidLedger)):
        return f"is no sentence on an argument: {text[:100]}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    line = linecache.getline(last.filename, last.lineno or 0).strip()
    meant = isinstance(error, SanctledgerError) or (last.filename.startswith(HOME) and line.startswith("raise "))
    if meant or name in text:
        return None if len(text.split()) > 3 else f"is no sentence: {text!r}"
    return f"is an accident: {type(error).__name__}: {text[:100]}"


def _faults(callables: Iterator[tuple[str, Callable[..., Any]]]) -> list[str]:
    found = []
    for label, function in dict(callables).items():
        for name, value, args, named in _calls(function):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    function(*args, **named)
            except Exception as error:  # noqa: BLE001 - whatever comes is what is judged
                if fault := _fault(error, name):
                    found.append(f"{label}({name}={str(value)[:30]!r} [{type(value).__name__}]) {fault}")
    return found


def test_no_wrong_argument_fails_by_accident(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    faults = _faults(_callables())
    assert not faults, f"{len(faults)} calls fail by accident:\n" + "\n".join(faults)


def test_a_refusal_names_the_argument_what_was_given_and_what_to_write():
    ledger = _ledger()
    for ask, sentence in (
        (lambda: sl.load(3), "`path` of `load` is `3` (int); write a text or a path"),
        (lambda: sl.difference(ledger, "belarus"), "`new` of `difference` is the text 'belarus'; write a `Ledger`"),
        (lambda: sl.Terms.of(3), "`terms` of `Terms.of` is `3` (int); write a list, each member a `Term`"),
        (lambda: sl.Bounds.exactly(1).hull(None), "`other` of `Bounds.hull` is `None`; write a `Bounds`"),
    ):
        with pytest.raises(TypeError, match=re.escape(sentence)) as caught:
            ask()
        assert caught.value.__cause__ is not None


def test_a_fault_that_is_not_the_callers_is_raised_as_it_was():
    def question(view):
        return view.no_such_thing

    with pytest.raises(AttributeError, match="no_such_thing"):
        _view().series(question, "2025-01-01", "2025-01-03")
    with pytest.raises(TypeError, match="unexpected keyword argument 'nothing'"):
        _ledger().at(nothing=3)
