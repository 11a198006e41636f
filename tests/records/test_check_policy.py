"""Which rules a ledger is held against: selected, ignored, raised and lowered, in the file or for one check."""

from __future__ import annotations

from pathlib import Path

import pytest

import sanctledger as sl
from sanctledger.checks import BUILT_IN, Flaw, Rule
from sanctledger.records.allowance import Allowance
from sanctledger.records.check_policy import Policy

BARE = """\
sanctledger: 1
{checks}
parties:
  us: {{kind: state}}
  by: {{kind: state}}
records:
  - kind: release
    id: r
    from: 2020-01-01
    giver: by
    receiver: us
    quantity: 5 prisoners
    {more}
"""


def checked(tmp_path: Path, checks: str = "", more: str = "tags: x", **options) -> list[tuple[str, str, str]]:
    """The findings in a ledger whose one act names no source: code, severity and place."""
    file = tmp_path / "ledger.yaml"
    file.write_text(BARE.format(checks=f"checks: {checks}" if checks else "", more=more))
    found = sl.load(file).check(today="2026-01-01", **options)
    return [(one.code, one.severity, str(one.place).removeprefix(f"{tmp_path}/")) for one in found]


def test_without_a_policy_every_rule_counts_with_its_own_severity(tmp_path: Path):
    assert checked(tmp_path) == [("SL701", "warning", "ledger.yaml:7:5")]


@pytest.mark.parametrize("checks", ["{ignore: SL701}", "{ignore: [SL7]}", "{ignore: {SL701: a sketch}}"])
def test_what_is_ignored_is_left_out(tmp_path: Path, checks: str):
    assert checked(tmp_path, checks) == []


def test_only_selected_rules_are_asked(tmp_path: Path):
    assert checked(tmp_path, "{select: [SL1, SL2]}") == []
    assert checked(tmp_path, "{select: SL7}") == checked(tmp_path)


def test_the_longest_beginning_decides_the_severity(tmp_path: Path):
    assert checked(tmp_path, "{severity: {SL7: info, SL701: error}}")[0][:2] == ("SL701", "error")
    assert checked(tmp_path, "{severity: {SL7: info}}")[0][:2] == ("SL701", "info")


def test_an_ignore_that_silences_nothing_is_a_finding_at_its_place(tmp_path: Path):
    found = checked(tmp_path, "{ignore: [SL701, SL505]}")
    assert found == [("SL011", "warning", "ledger.yaml:2:26")]
    assert checked(tmp_path, "{ignore: {SL701: x, SL505: y}}") == [("SL011", "warning", "ledger.yaml:2:36")]


def test_an_ignore_of_a_rule_that_was_not_asked_is_no_finding(tmp_path: Path):
    assert checked(tmp_path, "{select: SL7, ignore: [SL701, SL505]}") == []


def test_findings_about_the_checks_can_be_ignored_and_lowered_too(tmp_path: Path):
    assert checked(tmp_path, "{ignore: [SL701, SL505, SL011]}") == []
    assert checked(tmp_path, "{ignore: [SL701, SL505], severity: {SL011: info}}")[0][1] == "info"


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        ("{ignore: SL999}", "no rule has the code SL999"),
        ("{select: [SL7, XY1]}", "no rule has the code XY1"),
        ("{severity: {SL004: info}}", "SL004 is about the text of a file, and always counts"),
        ("{ignore: SL102}", "SL102 is about the text of a file, and always counts"),
    ],
)
def test_a_code_of_no_rule_is_a_finding(tmp_path: Path, checks: str, message: str):
    file = tmp_path / "ledger.yaml"
    file.write_text(BARE.format(checks=f"checks: {checks}", more="tags: x"))
    (finding,) = sl.load(file).check(today="2026-01-01").of_code("SL014")
    assert finding.message.startswith(message)
    assert finding.place is not None
    assert finding.place.line == 2


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        ("x", "does not say which rules"),
        ("{ignroe: SL701}", "did you mean `ignore`?"),
        ("{ignore: sl701}", "does not say which rule is set aside"),
        ("{select: seven}", "is no code, nor the beginning of one"),
        ("{severity: {SL701: warn}}", "did you mean `warning`?"),
        ("{severity: SL701}", "does not say how grave"),
    ],
)
def test_a_policy_that_cannot_be_read_is_an_error_at_its_place(tmp_path: Path, checks: str, message: str):
    file = tmp_path / "ledger.yaml"
    file.write_text(BARE.format(checks=f"checks: {checks}", more="tags: x"))
    (finding,) = sl.read(file).report
    assert finding.code == "SL004"
    assert message in finding.message
    assert finding.place is not None
    assert finding.place.line == 2


# Allowances.


@pytest.mark.parametrize(
    "more",
    [
        "allow: {SL701: a sketch}",
        "allow: [{SL701: a sketch}]",
        "allow: [SL701]\n    note: a sketch",
        "allow: {SL701: x}",
    ],
)
def test_a_record_may_allow_a_finding_with_its_reason(tmp_path: Path, more: str):
    assert checked(tmp_path, more=more) == []


def test_an_allowance_without_a_reason_is_a_finding(tmp_path: Path):
    assert checked(tmp_path, more="allow: SL701") == [("SL013", "warning", "ledger.yaml:13:12")]


def test_an_allowance_that_silences_nothing_is_a_finding(tmp_path: Path):
    found = checked(tmp_path, more="allow: {SL701: a sketch, SL602: some}")
    assert found == [("SL012", "warning", "ledger.yaml:13:37")]


def test_an_allowance_of_no_rule_is_a_finding(tmp_path: Path):
    assert ("SL014", "warning", "ledger.yaml:13:18") in checked(tmp_path, more="allow: {SL7: a sketch}")


def test_an_allowance_silences_its_own_record_alone(tmp_path: Path):
    more = "allow: {SL701: x}\n  - {kind: event, id: e, from: 2020-01-01}"
    assert [code for code, *_ in checked(tmp_path, more=more)] == ["SL701"]


@pytest.mark.parametrize("allow", ["allow: {SL701: {a: b}}", "allow: [sl701]", "allow: [[SL701]]"])
def test_an_allowance_that_cannot_be_read_is_an_error(tmp_path: Path, allow: str):
    file = tmp_path / "ledger.yaml"
    file.write_text(BARE.format(checks="", more=allow))
    (finding,) = sl.read(file).report
    assert (finding.code, finding.field) == ("SL004", "allow.0")


# From Python.


def test_a_policy_given_to_a_check_stands_in_for_the_ledgers_own(tmp_path: Path):
    assert checked(tmp_path, "{ignore: SL701}", policy=Policy()) == checked(tmp_path)
    assert checked(tmp_path, policy=Policy(ignore=["SL701"])) == []


def test_wishes_add_to_a_policy_and_their_selection_goes_first():
    own = Policy(select=["SL7"], ignore=["SL701"], severity={"SL7": "info", "SL2": "info"})
    wished = own.with_wishes(Policy(select=["SL1"], ignore=[{"SL2": "x"}], severity={"SL7": "error"}))
    assert wished == Policy(["SL1"], [Allowance("SL701"), Allowance("SL2", "x")], {"SL2": "info", "SL7": "error"})
    assert own.with_wishes(Policy()) == own


def test_a_policy_and_an_allowance_read_back_what_they_write(tmp_path: Path):
    policy = Policy(["SL7"], ["SL702", {"SL703": "why"}], {"SL701": "error"})
    assert Policy.read(policy.to_json()) == policy
    text = BARE.format(checks="checks: {ignore: {SL701: sketch}}", more="allow: [SL602, {SL501: why}]")
    (tmp_path / "a.yaml").write_text(text)
    ledger = sl.load(tmp_path / "a.yaml")
    for ending in ("yaml", "jsonl"):
        assert sl.load(ledger.save(tmp_path / f"b.{ending}")) == ledger


def test_two_ledgers_with_other_checks_do_not_join():
    one, two = (sl.Ledger(settings=sl.Settings(checks=Policy(ignore=[code]))) for code in ("SL1", "SL2"))
    with pytest.raises(sl.errors.SettingsClash, match="checks"):
        _ = one | two
    assert (one | sl.Ledger()).settings.checks == (sl.Ledger() | one).settings.checks == one.settings.checks


def test_two_files_with_other_checks_are_an_error(tmp_path: Path):
    for name, code in (("a", "SL701"), ("b", "SL702")):
        (tmp_path / f"{name}.yaml").write_text(f"sanctledger: 1\nchecks: {{ignore: {code}}}\n")
    (finding,) = sl.read(tmp_path).report
    assert (finding.code, finding.message[:8]) == ("SL002", "`checks`")


def test_two_rules_of_one_code_are_refused():
    def find(_snapshot: object) -> list[Flaw]:
        return []

    with pytest.raises(sl.errors.RuleClash, match="SL101"):
        sl.Ledger().check((*BUILT_IN, Rule("SL101", "info", "mine", find)))
