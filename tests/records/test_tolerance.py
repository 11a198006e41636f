"""How far `about` reaches is the ledger's to say, however its records were made."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import record
from strategies import plain_ledgers

import sanctledger as sl
from sanctledger.records.settings import Settings
from sanctledger.records.tolerance import bound_by

PLAIN = "kind: release, id: r, from: 2020-01-01, giver: by, receiver: us"
RELEASE = record(f"{{{PLAIN}, quantity: about 300 prisoners}}")
OTHERS = [record("{kind: state, id: us}"), record("{kind: state, id: by}")]
FIVE = Settings(about=Decimal("0.05"))


def net(ledger: sl.Ledger) -> str:
    return str(ledger.at("2020-02-01").balance("by", "us")["prisoners"].given)


def test_a_record_that_joins_a_ledger_is_bound_by_its_tolerance():
    assert net(sl.Ledger([*OTHERS, RELEASE])) == "270..330"
    assert net(sl.Ledger([*OTHERS, RELEASE], FIVE)) == "285..315"
    assert net(sl.Ledger(OTHERS, FIVE).with_records(RELEASE)) == "285..315"


def test_a_record_of_a_ledger_with_another_tolerance_is_bound_anew():
    five = sl.Ledger([*OTHERS, RELEASE], FIVE)
    assert net(sl.Ledger(five.records)) == "270..330"
    assert sl.Ledger(five.records) == sl.Ledger([*OTHERS, RELEASE])


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_a_ledger_made_in_a_program_equals_what_it_saved(tmp_path: Path, ending: str):
    parts = record(f"{{{PLAIN}2, quantity: about 40 prisoners, of_which: [about 12 journalists]}}")
    pledge = record(
        "{kind: pledge, id: p, from: 2020-01-01, giver: by, receiver: us, promises: {quantity: about 90 prisoners}}"
    )
    ledger = sl.Ledger([*OTHERS, RELEASE, pledge, parts.replaced(id="q")], FIVE)
    assert sl.load(ledger.save(tmp_path / f"ledger.{ending}")) == ledger


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_a_record_can_be_appended_to_a_file_of_any_tolerance(tmp_path: Path, ending: str):
    path = sl.Ledger(OTHERS, FIVE).save(tmp_path / f"ledger.{ending}")
    sl.append(path, RELEASE)
    assert net(sl.load(path)) == "285..315"


def test_a_record_whose_bounds_fit_stays_the_same_object():
    assert bound_by(RELEASE, Decimal("0.10")) is RELEASE
    exact = record(f"{{{PLAIN}, quantity: 300 prisoners}}")
    assert bound_by(exact, Decimal("0.05")) is exact


@given(plain_ledgers(), st.integers(0, 50))
def test_any_ledger_with_any_tolerance_equals_what_it_saves(
    tmp_path_factory: pytest.TempPathFactory, plain: list[dict[str, Any]], percent: int
):
    ledger = sl.Ledger([sl.KINDS.make(one) for one in plain], Settings(about=Decimal(percent) / 100))
    folder = tmp_path_factory.mktemp("saved")
    for ending in ("yaml", "jsonl"):
        assert sl.load(ledger.save(folder / f"ledger.{ending}")) == ledger
