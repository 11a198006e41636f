"""`diff`: what it prints of two ledgers, the statuses that it ends with, and what it does with wrong input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl

Call = Callable[..., Any]
HEAD = "sanctledger: 1\nparties:\n  us: {kind: state}\n  by: {kind: state}\nrecords:\n"
RELEASE = "  - {kind: release, id: r, from: 2025-09-11, giver: by, receiver: us, quantity: 52 prisoners}\n"
LATER = RELEASE.replace("id: r,", "id: r-b, corrects: r, recorded: 2025-09-16,").replace("52 p", "51 p")
CLAIM = "  - {kind: claim, id: c, from: 2025-09-12, about: r, field: quantity, value: 50 prisoners}\n"
ON = "--on", "2025-12-01"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], str]:
    """Writes a ledger and gives its path."""

    def write(name: str, records: str) -> str:
        path = tmp_path / name
        path.write_text(HEAD + records, "utf-8")
        return str(path)

    return write


def test_ledgers_that_are_alike_end_with_0(sanctledger: Call, file: Call):
    old, new = file("old.yaml", RELEASE + CLAIM), file("new.yaml", CLAIM + "  # in another order\n" + RELEASE)
    ran = sanctledger("diff", old, new, *ON)
    assert (ran.status, ran.out) == (0, f"{old} → {new}\nnothing differs\n")
    alike = sanctledger("diff", old, new, *ON, "--json")
    assert alike.status == 0
    assert not any(value for key, value in alike.json().items() if isinstance(value, list))


def test_ledgers_that_differ_end_with_1_and_are_told_in_words(sanctledger: Call, file: Call):
    old, new = file("old.yaml", RELEASE), file("new.yaml", RELEASE + LATER + "  - {kind: event, id: e}\n")
    ran = sanctledger("diff", old, new, *ON)
    assert (ran.status, ran.err) == (1, "")
    assert [line.strip() for line in ran.out.splitlines() if line and "─" not in line] == [
        f"{old} → {new}",
        "added (1)",
        "e (event)",
        "corrected (1)",
        "r-b (release) corrects r",
        "quantity: 52 prisoners → 51 prisoners",
        "recorded: added 2025-09-16",
        "balances at the close of 2025-12-01 (1)",
        "a    b    unit        net before   net after",
        "by   us   prisoners           52          51",
    ]


def test_the_json_is_that_of_the_library(sanctledger: Call, file: Call):
    old, new = file("old.yaml", RELEASE), file("new.yaml", RELEASE + LATER)
    answer = sanctledger("diff", old, new, *ON, "--json").json()
    assert answer == sl.difference(sl.load(old), sl.load(new), on=ON[1]).to_json()
    assert list(answer) == [
        "on",
        "known",
        "reading",
        "added",
        "corrected",
        "changed",
        "removed",
        "settings",
        "balances",
    ]


def test_balances_are_those_of_both_axes_and_of_the_reading(sanctledger: Call, file: Call):
    old, new = file("old.yaml", RELEASE), file("new.yaml", RELEASE + LATER)

    def balances(*options: str, of: str = new) -> list[tuple[int, int]]:
        answer = sanctledger("diff", old, of, *options, "--json").json()
        return [(one["after"]["low"], one["after"]["high"]) for one in answer["balances"]]

    assert balances(*ON, "--known", "2025-09-16") == [(51, 51)]
    assert balances(*ON, "--known", "2025-09-15") == []
    assert balances("--on", "2025-09-10") == []
    claimed = file("claimed.yaml", RELEASE + CLAIM)
    assert balances(*ON, of=claimed) == [(50, 52)]
    assert balances(*ON, "--reading", "stated", of=claimed) == []


@pytest.mark.parametrize("first", [True, False])
def test_a_ledger_that_cannot_be_read_is_told_on_the_error_stream(sanctledger: Call, file: Call, first: bool):
    good, bad = file("good.yaml", RELEASE), file("bad.yaml", RELEASE.replace("quantity", "quantty"))
    ran = sanctledger("diff", *((bad, good) if first else (good, bad)), *ON)
    assert (ran.status, ran.out) == (1, "")
    assert "SL006" in ran.err
    assert "bad.yaml" in ran.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("nowhere.yaml", "belarus", *ON),
        ("belarus", "nowhere.yaml", *ON),
        ("belarus",),
        (),
        ("belarus", "belarus", "--on", "never"),
        ("belarus", "belarus", *ON, "--known", "2025-13-01"),
        ("belarus", "belarus", *ON, "--reading", "worst"),
        ("belarus", "belarus", "belarus"),
    ],
)
def test_wrong_arguments_are_a_misuse(sanctledger: Call, wrong: tuple[str, ...]):
    ran = sanctledger("diff", *wrong)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err


def test_records_of_unknown_kinds_are_refused(sanctledger: Call, file: Call):
    old, new = file("old.yaml", "  - {kind: orbit, id: o}\n"), file("new.yaml", "  - {kind: orbit, id: o, of: sun}\n")
    refused = sanctledger("diff", old, new, *ON)
    assert (refused.status, refused.out) == (1, "")
    assert "SL003" in refused.err


def test_nothing_that_a_record_holds_paints_over_the_terminal(sanctledger: Call, file: Call):
    old, new = file("old.yaml", RELEASE), file("new.yaml", RELEASE + '  - {kind: event, id: e, note: "a"}\n')
    evil = file("evil.yaml", RELEASE + '  - {kind: event, id: e, note: "a\\e[2Jb\\nc [bold]d"}\n')
    out = sanctledger("diff", new, evil, *ON).out
    assert "\x1b" not in out
    assert r"note: a → a\u001b[2Jb\u000ac [bold]d" in out
    assert "added (1)" in sanctledger("diff", old, new, *ON).out
