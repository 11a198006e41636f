"""What holds of every case that ships: no mistakes, a source for all that counts, and nothing lost in writing."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

import sanctledger as sl
from sanctledger import cases

NAMES = cases.names()


@cache
def case(name: str) -> sl.Ledger:
    return sl.load(name)


def folder(name: str) -> Path:
    found = cases.path(name)
    assert found is not None
    return found


def test_two_cases_ship():
    assert NAMES == ("belarus", "iran")


@pytest.mark.parametrize("name", NAMES)
def test_a_check_finds_no_error_and_no_warning(name: str):
    assert not list(sl.read(name).report)
    found = [finding for finding in case(name).check() if finding.severity != "info"]
    assert [f"{finding.code} {finding.record}" for finding in found] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_record_but_parties_and_sources_names_a_source(name: str):
    told = [record for record in case(name) if record.family not in ("party", "source")]
    assert [record.id for record in told if not getattr(record, "sources", ())] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("day", ["2016-06-01", "2021-06-03", "2025-09-28", "2026-06-01"])
def test_every_figure_of_a_balance_leads_to_sources(name: str, day: str):
    view = case(name).at(day)
    states = [party.id for party in case(name).family("party") if party.kind_name in ("state", "bloc")]
    for party in states:
        for row in view.balance(party):
            reasons = row.explain().reasons
            assert reasons, (party, row.unit)
            assert all(reason.sources for reason in reasons), (party, row.unit)


@pytest.mark.parametrize("name", NAMES)
def test_what_rests_on_general_knowledge_says_so(name: str):
    said = re.compile(r"general knowledge|inferred", re.IGNORECASE)
    heads = {file: file.read_text("utf-8").partition("sanctledger: 1")[0] for file in folder(name).glob("*.yaml")}
    for record in case(name):
        citations = getattr(record, "sources", ())
        if record.family == "source" or "gk" not in [citation.source for citation in citations]:
            continue
        file = next(file for file in heads if f"    id: {record.id}\n" in file.read_text("utf-8"))
        assert said.search(f"{record.note or ''} {record.allow or ''}") or said.search(heads[file]), record.id


@pytest.mark.parametrize("name", NAMES)
def test_each_file_begins_with_what_was_chosen(name: str):
    for file in folder(name).glob("*.yaml"):
        assert file.read_text("utf-8").startswith("# "), file.name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_a_case_that_is_written_and_read_again_is_the_same_ledger(name: str, ending: str, tmp_path: Path):
    written = case(name).save(tmp_path / f"copy.{ending}")
    assert sl.load(written) == case(name)


@pytest.mark.parametrize("name", NAMES)
def test_putting_a_copy_in_canonical_order_loses_nothing_and_is_done_in_one_go(name: str, tmp_path: Path):
    copy = Path(shutil.copytree(folder(name), tmp_path / name))
    before = sorted(line.strip() for line in _lines(copy) if line.strip().startswith("#"))
    assert sl.fmt(copy)
    assert sl.load(copy) == case(name)
    assert sorted(line.strip() for line in _lines(copy) if line.strip().startswith("#")) == before
    assert not sl.fmt(copy)


def _lines(copy: Path) -> list[str]:
    return [line for file in sorted(copy.glob("*.yaml")) for line in file.read_text("utf-8").splitlines()]
