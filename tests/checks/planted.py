"""A mistake planted in a small ledger, and the nearest ledger without it."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import pytest
from stories import story

import sanctledger as sl
from sanctledger.checks import BUILT_IN, check
from sanctledger.posting.snapshot import Snapshot

TODAY = dt.date(2026, 6, 1)
Places = list[tuple[str | None, str | None]]


class Mistake(NamedTuple):
    """Records that break a rule, where it is found, and records near them that do not."""

    code: str
    records: str
    places: Places
    without: str
    settings: dict[str, Any] = {}  # noqa: RUF012 - never changed


def findings(ledger: sl.Ledger, today: dt.date = TODAY) -> tuple[sl.Finding, ...]:
    """All that the built-in rules find."""
    return check(Snapshot(ledger.record_index), BUILT_IN, today)


def places(ledger: sl.Ledger, code: str, today: dt.date = TODAY) -> Places:
    """Where one rule finds something: the records and fields."""
    return [(one.record, one.field) for one in findings(ledger, today) if one.code == code]


def each(mistakes: list[Mistake]) -> pytest.MarkDecorator:
    """One test for each of some mistakes."""
    names = [f"{one.code}-{number}" for number, one in enumerate(mistakes)]
    return pytest.mark.parametrize("mistake", mistakes, ids=names)


def is_found(mistake: Mistake) -> None:
    """The rule finds the mistake at its places, in a sentence, and nothing in the ledger without it."""
    ledger = story(mistake.records, **mistake.settings)
    found = [one for one in findings(ledger) if one.code == mistake.code]
    assert [(one.record, one.field) for one in found] == mistake.places
    for one in found:
        assert one.message
        assert not one.message.endswith(".")
        assert "\n" not in one.message
    assert places(story(mistake.without, **mistake.settings), mistake.code) == []
