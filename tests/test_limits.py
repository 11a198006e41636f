"""What a small input may ask for is bounded, and a message says what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories import record

import sanctledger as sl
from sanctledger.cli import report as reports
from sanctledger.cli.report import SHOWN
from sanctledger.files.limits import UNITS
from sanctledger.questions.series import LONGEST
from sanctledger.records.sanctions import WIDEST
from sanctledger.values.terms import DEEPEST_TERM, LONGEST_TERM, is_term


def test_a_term_has_a_bounded_number_of_levels_and_characters():
    assert is_term(".".join("a" * DEEPEST_TERM))
    assert not is_term(".".join("a" * (DEEPEST_TERM + 1)))
    assert is_term("a" * LONGEST_TERM)
    assert not is_term("a" * (LONGEST_TERM + 1))
    with pytest.raises(sl.errors.ReadError, match="is not a term") as raised:
        sl.Scope.of_terms({"goods": ".".join("a" * 5000)})
    assert len(str(raised.value)) < 300


def test_a_sanction_has_a_bounded_number_of_measures():
    def made(senders: int, targets: int) -> sl.Record:
        plain = {"kind": "asset_freeze", "id": "f", "from": "2020-01-01"}
        sides = {"senders": [f"s{n}" for n in range(senders)], "targets": [f"t{n}" for n in range(targets)]}
        return sl.KINDS.make(plain | sides)

    assert len(made(1, WIDEST).targets) == WIDEST  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match=r"800 senders by 800 targets.* write several records"):
        made(800, 800)


def test_a_file_declares_a_bounded_number_of_units(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    chain = "".join(f"  u{n}: {{part_of: u{n + 1}}}\n" for n in range(UNITS + 1))
    path.write_text(f"sanctledger: 1\nunits:\n{chain}", "utf-8")
    (finding,) = sl.read(path).report
    assert (finding.code, finding.message) == ("SL004", "`units` declares 1,001 units, more than 1,000")
    assert finding.hint


def test_a_series_asks_about_a_bounded_number_of_days():
    view = sl.Ledger([record("{kind: event, id: e}")]).at("2020-01-01")
    with pytest.raises(sl.errors.ReadError, match=r"more than 36,600 days; name a shorter time, or ask `every` month"):
        view.series(lambda _: 1, "0001-01-01", "9999-01-01")
    asked = view.series(lambda _: 1, "0001-01-01", "9999-01-01", "year")
    assert len(asked) == 9998 < LONGEST


def test_a_report_shows_the_first_findings_and_counts_the_others(capsys: pytest.CaptureFixture[str]):
    found = [sl.Finding("SL701", "warning", f"finding {n:04}", f"r{n}") for n in range(SHOWN + 7)]
    report = sl.Report.of(found)
    reports.show_report(report, 1)
    out = capsys.readouterr().out
    assert out.count("warning[SL701]") == SHOWN
    assert "7 more findings: SL701 (7)" in out
    assert "`--format lines`" in out
    assert f"{SHOWN + 7} warnings in 1 record" in out
    reports.show_report(report, 1, lines=True)
    assert capsys.readouterr().out.count("SL701") == SHOWN + 7
