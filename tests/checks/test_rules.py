"""Rules of one's own: given to a check, or brought by an installed package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import packages
import pytest
from packages import RULES
from stories import story

import sanctledger as sl
from sanctledger.base.plugins import PluginWarning
from sanctledger.checks import BUILT_IN, Flaw, Rule, installed_rules
from sanctledger.records.check_policy import Policy


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("zz_rules", None)


def test_without_packages_the_installed_rules_are_the_built_in_ones():
    assert installed_rules() == BUILT_IN


@pytest.mark.filterwarnings("ignore::sanctledger.base.plugins.PluginWarning")
@pytest.mark.parametrize("value", ["zz_rules:NAMED", "zz_rules:both", "zz_rules", "zz_rules:odd"])
def test_a_package_brings_its_rules(shelf: Path, value: str):
    packages.offer(shelf, "zz-rules", "sanctledger.rules", {"mine": value}, zz_rules=RULES)
    rules = installed_rules()
    assert next(rule.code for rule in rules if rule.code.startswith("ZZ")) == "ZZ101"
    assert [rule for rule in rules if rule.code == "SL101"] == [rule for rule in BUILT_IN if rule.code == "SL101"]
    found = story("- {kind: state, id: xx}").check(rules, policy=Policy(["ZZ101"]))
    assert ("ZZ101", "xx") in {(finding.code, finding.record) for finding in found}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("zz_rules:TAKEN", "two rules have the code SL101"),
        ("zz_rules:odd", "7 is no rule"),
        ("zz_rules:gone", "has no attribute"),
        ("gone_rules", "No module named"),
    ],
)
def test_what_cannot_be_used_is_left_out_with_a_warning(shelf: Path, value: str, said: str):
    packages.offer(shelf, "zz-rules", "sanctledger.rules", {"mine": value}, zz_rules=RULES)
    with pytest.warns(PluginWarning, match=said):
        assert {rule.code for rule in installed_rules()} >= {rule.code for rule in BUILT_IN}


def test_a_rule_of_ours_that_broke_off_would_be_seen(monkeypatch: pytest.MonkeyPatch):
    def broken(_snapshot: object) -> Iterator[Flaw]:
        raise ZeroDivisionError

    ours = Rule("SL101", "info", "it works", broken)
    monkeypatch.setattr("sanctledger.checks.rules.BUILT_IN", (ours,))
    with pytest.raises(ZeroDivisionError):
        sl.Ledger().check([ours])


@pytest.mark.parametrize(("code", "severity"), [("my101", "info"), ("101", "info"), ("MY101", "grave"), ("MY", "info")])
def test_a_rule_needs_a_code_and_a_severity(code: str, severity: str):
    with pytest.raises(sl.errors.ReadError):
        Rule(code, severity, "mine", lambda _snapshot: ())
