"""`verdict`: its text, its JSON, its windows, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

import sanctledger as sl

LEDGER = """\
sanctledger: 1
records:
  - {kind: state, id: us}
  - {kind: company, id: bank, country: us}
  - {kind: company, id: t}
  - {kind: asset_freeze, id: s, from: 2020-01-01, sender: us, target: t}
  - {kind: general_license, id: gl, from: 2020-06-01, until: 2020-09-01, eases: s, conditions: [Report it]}
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "ledger.yaml"
    file.write_text(LEDGER, encoding="utf-8")
    return str(file)


ASKED = ("--actor", "bank", "--action", "finance", "--to", "t")


def test_it_says_the_verdict_first_and_then_why(sanctledger, path):
    ran = sanctledger("verdict", path, *ASKED, "--on", "2020-07-01")
    assert ran.status == 0
    assert ran.out.startswith("licensed: bank: finance with t, at the close of 2020-07-01\n  us: licensed\n")
    assert "freed by gl (general_license), until 2020-09-01" in ran.out
    assert "on condition: Report it" in ran.out
    assert "may change on 2020-09-01" in ran.out


def test_its_json_is_that_of_the_answer(sanctledger, path):
    ran = sanctledger("verdict", path, *ASKED, "--on", "2020-07-01", "--json")
    asked = sl.Activity(actor="bank", action="finance", counterparty="t")
    assert ran.json() == sl.load(path).at("2020-07-01").verdict(asked).to_json()
    assert {"verdict", "on", "by_authority", "reached_by", "freed_by", "conditions"} <= ran.json().keys()
    assert ran.json()["conditions"] == [{"text": "Report it", "by": None}]


def test_windows_are_a_table_of_days_and_their_json_the_answers(sanctledger, path):
    span = ("--windows", "--from", "2019-12-01", "--until", "2020-10-01")
    ran = sanctledger("verdict", path, *ASKED, *span)
    assert [line.split()[:4] for line in ran.out.splitlines()[3:]] == [
        ["2019-12-01", "2020-01-01", "31", "permitted"],
        ["2020-01-01", "2020-06-01", "152", "prohibited"],
        ["2020-06-01", "2020-09-01", "92", "licensed"],
        ["2020-09-01", "2020-10-01", "30", "prohibited"],
    ]
    told = sanctledger("verdict", path, *ASKED, *span, "--json").json()
    assert [one["verdict"] for one in told["windows"]] == ["permitted", "prohibited", "licensed", "prohibited"]
    assert sanctledger("verdict", path, *ASKED, "--windows", "--since", *span[2:], "--json").json() == told
    until_on = sanctledger("verdict", path, *ASKED, "--windows", "--from", "2019-12-01", "--on", "2020-01-01")
    assert until_on.out.count("permitted") == 1


def test_explain_adds_records_and_sources(sanctledger, path):
    assert "reached: 1 sanction by s" in sanctledger("verdict", path, *ASKED, "--on", "2020-07-01", "--explain").out
    told = sanctledger("verdict", path, *ASKED, "--on", "2020-07-01", "--explain", "--json").json()
    assert [one["record"] for one in told["explanation"]["reasons"]] == ["s", "gl"]


def test_other_dimensions_are_given_by_name(sanctledger, path):
    ran = sanctledger("verdict", path, *ASKED, "--dimension", "sector=mining", "--on", "2019-01-01")
    assert ran.out.startswith("permitted: bank: finance with t, sector mining")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--actor", "bnk"), "did you mean `bank`?"),
        (("--to", "tt"), "no party `tt`"),
        (("--action", "exprot"), "did you mean `export`?"),
        (("--goods", "a b."), "is not a term"),
        (("--began", "soon"), "is not a date"),
        (("--amount", "much"), "much"),
        (("--dimension", "sector"), "NAME=TERM"),
        (("--dimension", "goods=x"), "--goods"),
        (("--dimension", "counterparty=x"), "--to"),
        (("--windows",), "--from"),
        (("--from", "2020-01-01"), "--windows"),
        (("--until", "2020-01-01"), "--windows"),
        (("--windows", "--from", "2020-01-01", "--until", "2020-01-01"), "holds no day"),
        (("--on", "soon"), "soon"),
    ],
)
def test_wrong_input_is_told_and_ends_with_two(sanctledger, path, wrong, said):
    ran = sanctledger("verdict", path, *ASKED, *wrong)
    assert ran.status == 2
    assert said in " ".join(ran.err.replace("│", " ").split())


def test_a_dimension_that_is_nearly_one_of_the_ledger_is_told_and_one_of_its_own_is_not(sanctledger, tmp_path):
    fee = "  - {kind: travel_ban, id: b, from: 2020-01-01, sender: us, target: t, scope: {traveller: [tourist]}}\n"
    file = tmp_path / "ledger.yaml"
    file.write_text(LEDGER + fee, encoding="utf-8")
    asked = ("verdict", str(file), "--actor", "us", "--action", "enter", "--to", "t", "--on", "2020-07-01")
    slip = sanctledger(*asked, "--dimension", "traveler=tourist")
    assert slip.status == 2
    assert "'traveler' is not a dimension that the ledger knows" in slip.err
    assert "did you mean `traveller`?" in slip.err
    assert sanctledger(*asked, "--dimension", "traveller=student").out.startswith("permitted")
    assert sanctledger(*asked, "--dimension", "weather=rain").status == 0
