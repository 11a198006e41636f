"""Findings and reports: all at once, in order, each at its place."""

from __future__ import annotations

import json

import pytest

import sanctledger as sl
from sanctledger.base.findings import Finding, Place, Report

ERROR = Finding("SL101", "error", "no such record", "f", "targets", Place("b.yaml", 3, 5), "did you mean `g`?")
EARLIER = Finding("SL004", "error", "bad", "e", None, Place("a.yaml", 9, 1))
WARNING = Finding("SL201", "warning", "odd", "g")
INFO = Finding("SL301", "info", "fyi")


def test_errors_come_first_then_the_order_of_places_and_each_finding_once():
    report = Report.of([INFO, WARNING, ERROR, EARLIER, ERROR])
    assert list(report) == [EARLIER, ERROR, WARNING, INFO]
    assert (len(report), report.errors, report.of_code("SL201")) == (4, (EARLIER, ERROR), (WARNING,))


def test_a_finding_is_one_line_with_its_place_code_record_field_and_hint():
    assert str(ERROR) == "b.yaml:3:5: error SL101 [f.targets]: no such record (did you mean `g`?)"
    assert str(WARNING) == "warning SL201 [g]: odd"
    assert str(INFO) == "info SL301: fyi"


def test_a_report_counts_by_severity():
    assert Report.of([ERROR, EARLIER, WARNING]).summary == "2 errors, 1 warning"
    assert Report().summary == "no findings"
    assert repr(Report.of([INFO])) == "<Report: 1 info>"
    assert str(Report.of([ERROR])).splitlines()[-1] == "1 error"


def test_only_errors_are_raised_and_the_error_carries_every_finding():
    Report.of([WARNING, INFO]).raise_for_errors()
    with pytest.raises(sl.errors.InvalidLedger) as raised:
        Report.of([WARNING, ERROR]).raise_for_errors()
    assert list(raised.value.report) == [ERROR, WARNING]


def test_two_reports_join():
    assert list(Report.of([WARNING]) | Report.of([ERROR])) == [ERROR, WARNING]


def test_a_report_has_flat_rows_and_json():
    report = Report.of([ERROR, INFO])
    assert report.rows()[0]["place"] == "b.yaml:3:5"
    assert report.rows()[1]["place"] is None
    assert json.loads(json.dumps(report.to_json()))["findings"][0] == {
        "code": "SL101", "severity": "error", "message": "no such record", "record": "f", "field": "targets",
        "place": {"path": "b.yaml", "line": 3, "column": 5, "end": None}, "hint": "did you mean `g`?",
    }  # fmt: skip


def test_places_are_in_the_order_of_files_lines_and_columns():
    places = [Place("b", 1, 1), Place("a", 2, 1), Place("a", 1, 9), Place("a", 1, 10)]
    assert [str(place) for place in sorted(places)] == ["a:1:9", "a:1:10", "a:2:1", "b:1:1"]
