"""Errors: one base, a builtin for each, data to read, a sentence that helps, and values like any other."""

from __future__ import annotations

import copy
import pickle

import attrs

import sanctledger as sl
from sanctledger.base.common_errors import SanctledgerError
from sanctledger.base.findings import Finding, Report

REPORT = Report((Finding("SL001", "error", "broken"),))
#: Each error as it is raised, the builtin that a caller would catch, and what its sentence says.
EVERY: list[tuple[SanctledgerError, type[Exception], str]] = [
    (sl.errors.ReadError("soon", "is not a day", "write a day"), ValueError, "'soon' is not a day; write a day"),
    (
        sl.errors.ScopeTooIntricate(1000),
        ValueError,
        "these scopes take more than 1,000 steps to compare; write fewer scopes",
    ),
    (sl.errors.UnitMismatch("prisoners", "USD"), ValueError, "'prisoners' and 'USD' are different units"),
    (sl.errors.OverlappingSides(("us", "by")), ValueError, "us, by stand"),
    (sl.errors.UnknownKind("evnt", ("event",)), KeyError, "did you mean `event`?"),
    (sl.errors.KindClash("x", int, str), ValueError, "belongs to builtins.int, so builtins.str cannot take it"),
    (sl.errors.InvalidKind(int, "is not a record"), TypeError, "builtins.int is not a record"),
    (
        sl.errors.FieldClash("x", int, str),
        ValueError,
        "`x` is a field of builtins.int, so builtins.str cannot have another",
    ),
    (
        sl.errors.UnitClash("x", int, str),
        ValueError,
        "`x` is declared by builtins.int, and builtins.str declares it otherw",
    ),
    (sl.errors.UnknownRecord("belavi", ("belavia",)), KeyError, "did you mean `belavia`?"),
    (sl.errors.UnknownCode("sl110", ("SL101", "SL901")), KeyError, "there is no code `sl110`; did you mean `SL101`?"),
    (sl.errors.DuplicateId("x", "a:1:1", "b:2:2"), ValueError, "first at a:1:1, again at b:2:2"),
    (sl.errors.RuleClash("MY1", "that", "this"), ValueError, "two rules have the code MY1: 'that' and 'this'"),
    (sl.errors.SettingsClash("about", "10%", "20%"), ValueError, "`about` is 10% in one and 20% in the other"),
    (sl.errors.InvalidLedger(REPORT), ValueError, "error SL001: broken"),
    (sl.errors.LedgerNotFound("belaruss", ("belarus",)), FileNotFoundError, "did you mean `belarus`?"),
    (sl.errors.UnknownFormat("a.csv"), ValueError, "name a file that ends in .yaml, .yml or .jsonl"),
    (sl.errors.NotWritable("a.yaml", "is read-only"), PermissionError, "`a.yaml` is read-only; change that"),
    (sl.errors.LedgerExists("a.yaml"), FileExistsError, "`a.yaml` is there already, and was left as it is"),
    (
        sl.errors.Unformattable("a.yaml:3", "would lose the comment `# x`", "move it to a line of its own"),
        ValueError,
        "`a.yaml:3` would lose the comment `# x`; move it to a line of its own",
    ),
    (
        sl.errors.LedgerBusy("a.yaml", 2.0, "process 7 on desk"),
        TimeoutError,
        "written by process 7 on desk, which was not",
    ),
    (sl.errors.ChangedMeanwhile("a.yaml"), OSError, "`a.yaml` has changed since this ledger was read"),
    (sl.errors.OneOfSeveral("a.yaml", 3), ValueError, "`a.yaml` is one of the 3 files"),
    (
        sl.errors.PartlyRead("a.yaml", ("a.yaml:1:1: bad",)),
        ValueError,
        "fix it first, or save under another name:\na.yaml:1",
    ),
    (
        sl.errors.BrokenText("a\ud800", "record `x`"),
        ValueError,
        "record `x` holds the text 'a\\ud800', which has a lone surrogate",
    ),
    (
        sl.errors.CannotAppend("a.yaml", "it is full", "empty it"),
        ValueError,
        "nothing was added to `a.yaml`: it is full; empty",
    ),
    (sl.errors.MissingExtra("the command line", "cli"), ImportError, "pip install 'sanctledger[cli]'"),
]
IDS = [type(error).__name__ for error, _, _ in EVERY]


def test_every_error_is_tried_here_and_public():
    defined = {
        name
        for name, value in vars(sl.errors).items()
        if isinstance(value, type) and issubclass(value, SanctledgerError) and value is not SanctledgerError
    }
    assert defined == set(IDS)
    assert defined | {"SanctledgerError"} == set(sl.errors.__all__)
    assert all(f"── {name} (" in str(sl.errors.__doc__) for name in defined)


def test_an_error_is_of_the_base_and_of_the_builtin_that_a_caller_would_catch():
    for error, builtin, _ in EVERY:
        assert isinstance(error, SanctledgerError), repr(error)
        assert isinstance(error, builtin), repr(error)


def test_an_error_says_what_is_wrong_and_what_to_do():
    for error, _, text in EVERY:
        assert text in str(error) or text == "us, by stand"
        assert type(error).__name__ in repr(error)


def test_an_error_pickles_and_copies_with_its_data_and_equals_its_copy():
    for error, _, _ in EVERY:
        for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - its own bytes
            assert type(again) is type(error)
            assert str(again) == str(error)
            assert attrs.asdict(again) == attrs.asdict(error)
        assert copy.copy(error) == error


def test_a_writer_that_nobody_knows_is_another_program():
    assert "by another program, which was not done after 0.5 seconds; try again" in str(
        sl.errors.LedgerBusy("a.yaml", 0.5)
    )


def test_a_long_text_is_shown_by_its_beginning():
    assert str(sl.errors.ReadError("x" * 200, "is long", "cut it")) == f"'{'x' * 57}...' is long; cut it"
