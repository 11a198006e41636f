"""Records and ledgers at random: of every kind, valid, and without an error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import sanctledger as sl
from sanctledger.records.kinds import KINDS
from sanctledger.testing import from_kind, ledgers, records


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_drawn(kind: str):
    @settings(max_examples=8)
    @given(from_kind(KINDS[kind]))
    def drawn(record: Any) -> None:
        assert record.kind_name == kind
        assert KINDS.make(record.to_mapping()) == record

    drawn()


@given(records())
def test_a_record_of_any_kind_is_a_record(record: sl.Record):
    assert record.kind_name in KINDS


@settings(max_examples=25)
@given(ledgers())
def test_a_ledger_has_no_error_and_names_nothing_that_is_not_there(ledger: sl.Ledger):
    assert not ledger.check(today="2026-01-01").errors
    assert all(target in ledger for record in ledger for _, target, _ in record.references())


def test_ledgers_hold_records_that_name_each_other():
    def eases(ledger: sl.Ledger) -> bool:
        return any(link.field == "eases" for one in ledger for link in ledger.links_from(one.id))

    assert eases(find(ledgers(), eases, settings=settings(max_examples=500, phases=[Phase.generate], database=None)))


@settings(max_examples=10)
@given(ledgers(of=KINDS["release"], fields={"quantity": st.just("5 prisoners")}))
def test_a_ledger_may_be_asked_to_hold_a_kind(ledger: sl.Ledger):
    assert any(str(getattr(one, "quantity", None)) == "5 prisoners" for one in ledger if one.kind_name == "release")
