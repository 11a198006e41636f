"""The laws of changes: where nothing changed every answer is the same, and all that came to be known is among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from laws.answers import position
from laws.universe import Plain, day, ledger_of
from strategies import plain_ledgers


@given(plain_ledgers(claims=2), st.integers(0, 5), st.integers(0, 5), st.sampled_from([None, 9, 10, 20]))
def test_where_nothing_changed_every_answer_is_the_same(
    plains: list[Plain], one: int, other: int, known: int | None
) -> None:
    ledger = ledger_of(plains)
    first, second = sorted((one, other))
    since = ledger.at(day(first), known=None if known is None else day(first))
    later = ledger.at(day(second), known=None if known is None else day(known))
    if not later.changes(since):
        before, after = position(since)[:3], position(later)[:3]
        assert before == after


@given(plain_ledgers(claims=2), st.integers(0, 5))
def test_nothing_changes_from_a_view_to_itself(plains: list[Plain], number: int) -> None:
    view = ledger_of(plains).at(day(number))
    assert not view.changes(view)


@given(plain_ledgers(claims=1), st.integers(0, 12))
def test_every_record_that_came_to_be_known_is_among_the_changes(plains: list[Plain], number: int) -> None:
    ledger = ledger_of(plains)
    since = ledger.at(day(number), known=day(number))
    later = ledger.at(day(20))
    told = {item.record for item in later.changes(since)}
    before, after = (view.snapshot.versions.heads for view in (since, later))
    new = {record for record in after.keys() - before.keys() if ledger[record].family != "party"}
    assert new <= told
