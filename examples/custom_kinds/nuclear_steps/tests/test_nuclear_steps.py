"""Steps count when they are taken, verified steps from the day of the verification, and doubt stays doubt."""

from __future__ import annotations

from pathlib import Path

from nuclear_steps import NuclearStep

import sanctledger as sl
from sanctledger.testing import check_kind

KINDS = sl.KINDS.with_kind(NuclearStep)
LEDGER = sl.load(Path(__file__).parent / "steps.yaml", KINDS)


def given(day: str, **axes: str) -> dict[str, str]:
    return {row.unit: str(row.given) for row in LEDGER.at(day, **axes).balance("ir", "e3-us")}


def test_it_behaves_as_a_built_in_kind() -> None:
    check_kind(NuclearStep)


def test_a_step_counts_from_its_day_and_is_verified_from_the_day_of_the_report() -> None:
    assert given("2016-01-01") == {"kg of uranium": "11,000 or more"}
    assert given("2016-01-16") == {"kg of uranium": "11,000 or more", "nuclear_step": "2", "verified steps": "2..3"}


def test_what_is_withdrawn_counts_no_longer() -> None:
    assert given("2021-03-01") == {"kg of uranium": "11,000 or more", "nuclear_step": "1", "verified steps": "1..2"}


def test_the_checks_tell_of_verifiers_at_odds() -> None:
    found = LEDGER.check(today="2022-01-01")
    assert [(one.code, one.record) for one in found] == [("NS101", "reactor")]


def test_the_units_come_with_the_kind() -> None:
    assert LEDGER.units["verified steps"].sense == "benefit"
    assert LEDGER.at("2016-02-01").balance("ir", "e3-us")["verified steps"].sense == "benefit"
