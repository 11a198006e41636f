"""`settle`: its table, its JSON, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl

Call = Callable[..., Any]
LEDGER = """
sanctledger: 1
parties: {us: {kind: state}, by: {kind: state}, belavia: {kind: company, country: by}, iaea: {kind: organization}}
sources: {s: {title: t, tier: primary, published: 2020-01-01}}
units: {prisoners: {one: prisoner, is: benefit}}
records:
  - {kind: deal, id: d, from: 2020-01-01, parties: [us, by], sources: s}
  - {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: belavia, sources: s}
  - kind: pledge
    id: p
    from: 2020-01-01
    giver: by
    receiver: us
    quantity: 52 prisoners
    due: 2020-03-01
    order: {before: q}
    verifier: iaea
    if: the weather holds
    deal: d
    sources: s
  - {kind: pledge, id: q, from: 2020-01-01, giver: us, receiver: by, firmness: offered, deal: d, sources: s}
  - {kind: general_license, id: l, from: 2020-02-10, eases: f, delivers: q, deal: d, sources: s}
  - {kind: revocation, id: v, from: 2020-02-20, by: us, reverses: l, sources: s}
  - kind: release
    id: r
    from: 2020-02-25
    giver: by
    receiver: us
    quantity: 40 prisoners
    delivers: p
    deal: d
    verified_by: iaea
    sources: s
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "ledger.yaml"
    file.write_text(LEDGER, "utf-8")
    return str(file)


def test_an_open_state_is_shown_with_its_candidates(sanctledger: Call, path: str, tmp_path: Path):
    file = tmp_path / "ledger.yaml"
    file.write_text(file.read_text("utf-8").replace("40 prisoners", "40..52 prisoners"), "utf-8")
    assert "maybe part_kept or kept" in sanctledger("settle", path, "d", "--on", "2020-02-26").out


def test_it_prints_a_row_for_each_leg_and_what_the_numbers_do_not_say(sanctledger: Call, path: str):
    ran = sanctledger("settle", path, "d", "--on", "2020-06-01")
    assert ran.status == 0
    rows = [line.split() for line in ran.out.splitlines()]
    assert ["p", "by", "us", "prisoners", "52", "40", "12", "12", "0", "0", "overdue", "77%", "2", "r"] in rows
    assert ["q", "us", "by", "promise", "1", "0", "1", "0", "0", "1", "open,", "offered", "0%", "0", "l"] in rows
    assert ran.out.splitlines()[-8:] == [
        "firm promises: 38% delivered on average, 33% of the highest score",
        "first: us, by 15 days",
        "p: begun 55 days after the promise",
        "p: to come before q: broken",
        "p: if the weather holds",
        "p: verified by iaea: verified",
        "p: r came after the other side's v",
        "q: begun 40 days after the promise",
    ]


@pytest.mark.parametrize(
    ("days", "order", "told"),
    [
        (("2020-01-03", "2020-01-02"), "after", ["begun 2 days after the promise", "done 1 day after it was due"]),
        (("2019-12-30..2020-01-01", "2020-01-02"), "after", ["begun 0..2 days before the promise"]),
        (("2019-12-30..2020-01-03", "2020-01-02"), "after", ["begun from 2 days before to 2 days after the promise"]),
        (("2020-02-09", "2020-03-01"), "before", ["to come before l: kept, 1 day before it"]),
        (("2020-02-10", "2020-03-01"), "with", ["to come with l: kept, on one day"]),
        (("2020-02-12", "2020-03-01"), "after", ["to come after l: kept, 2 days after it"]),
    ],
)
def test_days_between_are_before_or_after_and_never_below_zero(
    sanctledger: Call, path: str, days: tuple[str, str], order: str, told: list[str]
):
    freed, due = days
    changed = LEDGER.replace("from: 2020-02-25", f"from: {freed}").replace("due: 2020-03-01", f"due: {due}")
    changed = changed.replace("quantity: 40", "quantity: 52").replace("order: {before: q}", f"order: {{{order}: l}}")
    Path(path).write_text(changed, encoding="utf-8")
    out = sanctledger("settle", path, "d", "--on", "2020-06-01").out.splitlines()
    assert [line for line in told if f"p: {line}" not in out] == []


def test_the_json_is_that_of_the_answer(sanctledger: Call, path: str):
    ran = sanctledger("settle", path, "d", "--on", "2020-06-01", "--json")
    assert ran.json() == sl.load(path).at("2020-06-01").settlement("d").to_json()


def test_explain_adds_the_records_and_sources(sanctledger: Call, path: str):
    assert "delivered: 40 prisoners by r" in sanctledger("settle", path, "d", "--on", "2020-06-01", "--explain").out
    told = sanctledger("settle", path, "d", "--on", "2020-06-01", "--explain", "--json").json()
    assert [reason["record"] for reason in told["explanation"]["reasons"]] == ["p", "r", "q", "l"]


def test_before_anything_was_promised_it_says_so(sanctledger: Call, path: str):
    ran = sanctledger("settle", path, "d", "--on", "2019-06-01")
    assert ran.out.splitlines()[-1] == "nothing was promised or done under it yet"


@pytest.mark.parametrize("deal", ["minsk", "f", "", "d "])
def test_an_id_that_is_not_a_deal_is_one_line_and_status_2(sanctledger: Call, path: str, deal: str):
    ran = sanctledger("settle", path, deal, "--on", "2020-06-01")
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)


def test_a_day_that_cannot_be_read_is_misuse(sanctledger: Call, path: str):
    assert sanctledger("settle", path, "d", "--on", "soon").status == 2
