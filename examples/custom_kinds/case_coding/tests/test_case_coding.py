"""A table of cases becomes episodes and codings, nothing is guessed, and what cannot be read is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from case_coding import Episode, ObjectiveCoding, Problem, read_cases
from case_coding.table import names

import sanctledger as sl
from sanctledger.testing import check_kind

KINDS = sl.KINDS.with_kind(Episode).with_kind(ObjectiveCoding)
RECORDS, PROBLEMS = read_cases(Path(__file__).parent / "cases.csv", "GSDB V4")
LEDGER = sl.Ledger(RECORDS, kinds=KINDS)
EPISODES = {one.id: one for one in LEDGER if isinstance(one, Episode)}


@pytest.mark.parametrize("cls", [Episode, ObjectiveCoding])
def test_each_behaves_as_a_built_in_kind(cls: Any) -> None:
    check_kind(cls, KINDS)


def test_a_cell_with_several_names_is_split_and_a_name_with_a_comma_is_not() -> None:
    assert names("Korea, South, United States,Gambia, The") == ["Korea, South", "United States", "Gambia, The"]
    assert EPISODES["gsdb-2"].targets == ("korea-south",)
    assert EPISODES["gsdb-2"].senders == ("united-states", "eu")
    assert EPISODES["gsdb-3"].targets == ("gambia-the", "northland")


def test_each_objective_has_the_success_at_its_position() -> None:
    found = {(one.about, one.objective): one.value for one in LEDGER if isinstance(one, ObjectiveCoding)}
    assert found[("gsdb-2", "human_rights")] == "failed"
    assert found[("gsdb-2", "democracy")] == "success_total"
    assert {objective for about, objective in found if about == "gsdb-8"} == {"end_war", "democracy"}
    assert not [about for about, _ in found if about in ("gsdb-4", "gsdb-6", "gsdb-9")]


def test_years_stay_as_open_as_the_table_leaves_them() -> None:
    assert str(LEDGER["gsdb-1"].start) == "1990"
    assert LEDGER["gsdb-1"].span.end is not None
    assert str(LEDGER["gsdb-5"].start) == "1985..1986"
    assert [LEDGER[f"gsdb-{case}"].span.end for case in (3, 6, 7)] == [None] * 3


def test_what_cannot_be_read_is_told_by_line_and_column() -> None:
    assert [(one.line, one.column) for one in PROBLEMS] == [
        (5, "success"),
        (8, "end"),
        (10, "begin"),
        (10, "success"),
        (10, "trade"),
        (11, "case_id"),
    ]
    assert isinstance(PROBLEMS[0], Problem)


def test_the_ledger_has_no_errors_and_reads_back(tmp_path: Path) -> None:
    assert not LEDGER.check(today="2026-01-01").errors
    assert sl.load(LEDGER.save(tmp_path / "cases.yaml"), KINDS) == LEDGER


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("case_id,begin\n1,1990\n", "utf-8")
    with pytest.raises(ValueError, match="has no column sanctioned_state"):
        read_cases(path)
