"""Findings in the formats of people and programs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import packages
import pytest
from jsonschema import Draft4Validator

import sanctledger as sl
from sanctledger.base.findings import Finding, Place, Report
from sanctledger.cli.finding_formats import github, sarif
from sanctledger.cli.report import show_report

SCHEMA = Draft4Validator(json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text()))
SEVERE = Finding("SL101", "error", "there is no party `x`", "r", "targets.0", Place("a b.yaml", 2, 5, 9), "name one")
LIGHT = Finding("SL011", "info", "100% of it:\nnothing, really")


def as_sarif(*findings: Finding, titles: dict[str, str] | None = None) -> dict[str, Any]:
    log = sarif(Report.of(findings), titles or {}, "1.0")
    json.dumps(log)
    SCHEMA.validate(log)
    return log["runs"][0]


def shown(capsys: pytest.CaptureFixture[str], *findings: Finding) -> list[str]:
    show_report(Report.of(findings), None)
    return capsys.readouterr().out.splitlines()


# SARIF.


def test_sarif_is_valid_against_its_schema_also_where_nothing_is_known():
    assert as_sarif()["results"] == []
    run = as_sarif(SEVERE, LIGHT, titles={"SL101": "every id names a record"})
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SL011", "SL101"]
    assert [result["level"] for result in run["results"]] == ["error", "note"]
    assert run["results"][1]["locations"] == []


def test_sarif_says_where_in_which_file_with_the_end():
    (result,) = as_sarif(SEVERE)["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.yaml"
    assert location["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 5, "endColumn": 9}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "r.targets.0"
    assert result["message"]["text"] == "there is no party `x` (name one)"


def test_a_file_below_the_working_directory_is_named_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    near, far = (
        Finding("X1", "error", "m", place=Place(str(path))) for path in (tmp_path / "a" / "b.yaml", "/z/é.yaml")
    )
    uris = [
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in as_sarif(near, far)["results"]
    ]
    assert sorted(uris) == ["a/b.yaml", "file:///z/%C3%A9.yaml"]


# GitHub.


def test_an_annotation_names_its_place_and_keeps_to_one_line():
    severe, light = github(Report.of([SEVERE, LIGHT]))
    assert severe == ("::error file=a b.yaml,line=2,col=5,endColumn=9,title=SL101 r::there is no party `x` (name one)")
    assert light == "::notice title=SL011::100%25 of it:%0Anothing, really"


def test_no_record_can_write_a_command_of_its_own():
    evil = Finding("X1", "error", "\n::set-output name=x::y\r\x1b[2J", "a,b:c", None, Place("x,y:z.yaml"))
    (line,) = github(Report.of([evil]))
    assert len(line.splitlines()) == 1
    assert "file=x%2Cy%3Az.yaml,line=1,col=1,title=X1 a%2Cb%3Ac::" in line
    assert "\x1b" not in line


# People.


def test_the_line_is_shown_with_a_mark_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "x.yaml"
    file.write_text("a: 1\nb: misspelt # why\n")
    finding = Finding("SL101", "error", "there is no `misspelt`", "r", "b", Place(str(file), 2, 4, 12), "name one")
    assert shown(capsys, finding) == [
        "error[SL101]: there is no `misspelt`",
        f" --> {file}:2:4",
        "  |",
        "2 | b: misspelt # why",
        "  |    ^^^^^^^^ r.b",
        "  = hint: name one",
        "",
        "1 error",
    ]


@pytest.mark.parametrize(
    ("line", "column", "end", "expected"),
    [
        ("\tb: 监狱, c", 5, 7, ("    b: 监狱, c", "       ^^^^")),
        ("b: a\u202eb c", 4, 7, ("b: a\\u202eb c", "   ^^^^^^^^")),
        ("x" * 300 + "yy" + "z" * 300, 301, 303, ("…" + "x" * 50 + "yy" + "z" * 40 + "…", " " * 51 + "^^")),
        ("a: " + "b" * 500, 4, 504, ("a: " + "b" * 80 + "…", "   " + "^" * 81)),
        ("some-id: x", 1, None, ("some-id: x", "^^^^^^^")),
        ("", 1, None, None),
        ("a", 99, None, ("a", " ^")),
    ],
)
def test_a_mark_stands_below_what_it_marks(  # noqa: PLR0917 - a fixture more
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    line: str,
    column: int,
    end: int | None,
    expected: tuple[str, str] | None,
):
    file = tmp_path / "x.yaml"
    file.write_text(line + "\n")
    out = shown(capsys, Finding("X1", "error", "m", place=Place(str(file), 1, column, end)))
    excerpt = [one.removeprefix("1 | ").removeprefix("  | ").rstrip() for one in out[3:5]]
    assert excerpt == list(expected) if expected else "  |" not in out


def test_a_finding_without_a_place_names_its_record(capsys: pytest.CaptureFixture[str]):
    assert shown(capsys, Finding("X1", "info", "m", "r", "f"))[:2] == ["info[X1]: m", "--> r.f"]
    assert shown(capsys, Finding("X1", "info", "m"))[:2] == ["info[X1]: m", ""]


def test_a_file_that_is_gone_is_named_without_its_line(capsys: pytest.CaptureFixture[str]):
    out = shown(capsys, Finding("X1", "error", "m", place=Place("gone.yaml", 3, 4)))
    assert out == ["error[X1]: m", " --> gone.yaml:3:4", "", "1 error"]


# The command.

DRAFT = """\
sanctledger: 1
parties: {us: {kind: state}, by: {kind: state}}
records:
  - {kind: release, id: r, from: 2020-01-01, giver: by, receiver: uss, quantity: 5 prisoners}
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("draft.yaml").write_text(DRAFT)
    return "draft.yaml"


@pytest.mark.parametrize("form", ["text", "lines", "json", "sarif", "github"])
def test_every_format_has_every_finding_and_the_same_status(sanctledger, draft: str, form: str):
    ran = sanctledger("check", draft, "--format", form)
    assert ran.status == 1
    assert set(re.findall(r"SL\d{3}", ran.out)) >= {"SL101", "SL701"}
    assert ran.err == ""


def test_sarif_of_a_check_is_valid(sanctledger, draft: str):
    log = json.loads(sanctledger("check", draft, "--format", "sarif").out)
    SCHEMA.validate(log)
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["version"] == sl.__version__
    for result in log["runs"][0]["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_options_select_ignore_and_weigh(sanctledger, draft: str):
    def codes(*options: str) -> list[tuple[str, str]]:
        found = json.loads(sanctledger("check", draft, "--json", *options).out)["findings"]
        return [(one["code"], one["severity"]) for one in found]

    assert codes() == [("SL101", "error"), ("SL701", "warning")]
    assert codes("--select", "SL7") == [("SL701", "warning")]
    assert codes("--ignore", "SL101,sl701") == []
    assert codes("--select", "sl701,SL1", "--severity", "SL1=info", "--severity", "SL701=error") == [
        ("SL701", "error"),
        ("SL101", "info"),
    ]
    assert ("SL011", "warning") in codes("--ignore", "SL505")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--select", "SL999"], "no rule has the code SL999"),
        (["--ignore", "banana"], "no rule has the code BANANA"),
        (["--severity", "SL701"], "write SL702=warning"),
        (["--severity", "SL701=grave"], "is no severity"),
        (["--severity", "SL999=info"], "no rule has the code SL999"),
        (["--format", "xml"], "'xml'"),
    ],
)
def test_a_wrong_option_is_a_misuse_told_in_a_line(sanctledger, draft: str, options: list[str], said: str):
    ran = sanctledger("check", draft, *options)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())
    assert ran.out == ""


def test_the_rules_of_a_package_are_asked_and_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sanctledger):
    monkeypatch.syspath_prepend(tmp_path)
    packages.offer(tmp_path, "zz-rules", "sanctledger.rules", {"mine": "zz_rules:both"}, zz_rules=packages.RULES)
    (tmp_path / "a.yaml").write_text("sanctledger: 1\nparties: {xx: {kind: state}}\n")
    ran = sanctledger("check", str(tmp_path / "a.yaml"), "--format", "lines")
    assert "info ZZ101 [xx.name]: it has no name" in ran.out
    assert "error SL015: the rule ZZ102 fails: KeyError: 'x\\ny' (tell those who wrote it)" in ran.out
    assert ran.status == 1
    assert "Parties without a name." in sanctledger("explain", "zz101").out
    assert sanctledger("check", str(tmp_path / "a.yaml"), "--select", "ZZ101").status == 0
    sys.modules.pop("zz_rules")
