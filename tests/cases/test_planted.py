"""Mistakes planted in the shipped case, as a first-time writer makes them: one check leads to all of them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import sanctledger as sl
from sanctledger import cases


class Mistake(NamedTuple):
    """A change of a record of the case, and what is to be found.

    Attributes:
        what: What was done.
        record: The record.
        old: What stands in it.
        new: What is put in its place.
        code: The code of the finding.
        shown: What the line holds that the finding points at; what was put in if absent.
    """

    what: str
    record: str
    old: str
    new: str
    code: str
    shown: str = ""


MISTAKES = [
    Mistake("a party is misspelt", "uk-flight-belavia", "target: belavia", "target: belavai", "SL101"),
    Mistake("the days are swapped", "zapad-2025", "through: 2025-09-16", "through: 2025-09-11", "SL008"),
    Mistake("an amount is in another unit", "by-statkevich-back", "1 prisoners", "1 drones", "SL402"),
    Mistake("a unit is misspelt", "ru-drones-pl", "19 drones", "19 dronse", "SL901"),
    Mistake("a licence replaces itself", "us-gl-13", "announced: 2025-12-13", "replaces: [us-gl-13]", "SL104"),
    Mistake(
        "more is delivered than was pledged", "by-release-52", "quantity: 52", "quantity: 60", "SL501", "pledge-52"
    ),
    Mistake("parts do not come to the whole", "by-release-250", "235 prisoners", "225 prisoners", "SL411"),
    Mistake("a comma is not quoted", "minsk-2025-09", "paragraphs 1 and 2", "paragraphs 1, 2", "SL001"),
    Mistake("a day does not exist", "us-delisting-belavia", "from: 2025-11-04", "from: 2025-11-31", "SL004"),
    Mistake("a field is misspelt", "stock-2025-06-03", "holder: by", "hodler: by", "SL006"),
    Mistake("a kind does not exist", "by-release-123", "kind: release", "kind: relaese", "SL003"),
    Mistake("an id stands twice", "stock-2025-06-21", "id: stock-2025-06-21", "id: stock-2025-09-30", "SL102"),
    Mistake("a party gives to itself", "by-pardon-2025-09-16", "receiver: us", "receiver: by", "SL107"),
    Mistake("nobody says where it is from", "us-gl-11", "sources: [", "tags: [", "SL701", "kind: general_license"),
    Mistake("a value is none of the list", "pledge-belavia", "firmness: agreed", "firmness: agred", "SL004"),
    Mistake("it is kept before it was promised", "pledge-potash", "2025-12-13", "2025-12-20", "SL502", "pledge-potash"),
]


def planted(folder: Path, *mistakes: Mistake) -> Path:
    """A copy of the case with mistakes in it."""
    original = cases.path("belarus")
    assert original is not None
    copy = folder / "belarus"
    shutil.copytree(original, copy)
    for mistake in mistakes:
        file = home_of(mistake.record, copy)
        blocks = re.split(r"(?m)^(?=  - kind:)", file.read_text("utf-8"))
        (at,) = [number for number, block in enumerate(blocks) if f"    id: {mistake.record}\n" in block]
        assert mistake.old in blocks[at], mistake.what
        blocks[at] = blocks[at].replace(mistake.old, mistake.new, 1)
        file.write_text("".join(blocks), "utf-8")
    return copy


def home_of(record: str, folder: Path) -> Path:
    """The file that holds a record."""
    return next(file for file in sorted(folder.iterdir()) if f"    id: {record}\n" in file.read_text("utf-8"))


def is_led_to(mistake: Mistake, report: sl.Report) -> bool:
    """Whether a finding of its code points at the line of a mistake."""
    for finding in report.of_code(mistake.code):
        if finding.place is not None:
            line = Path(finding.place.path).read_text("utf-8").splitlines()[finding.place.line - 1]
            if (mistake.shown or mistake.new) in line:
                return True
    return False


def checked(path: Path) -> sl.Report:
    loaded = sl.read(path)
    return loaded.report | loaded.ledger.check(today="2026-06-01")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_a_mistake_alone_is_found_at_its_line(mistake: Mistake, tmp_path: Path):
    report = checked(planted(tmp_path, mistake))
    assert is_led_to(mistake, report), str(report)


def test_the_case_without_mistakes_has_none_of_these_findings(tmp_path: Path):
    report = checked(planted(tmp_path))
    assert [mistake.what for mistake in MISTAKES if is_led_to(mistake, report)] == []


def test_one_run_leads_to_all_of_them(tmp_path: Path):
    together = [mistake for mistake in MISTAKES if mistake.what != "an id stands twice"]
    twice = [mistake for mistake in MISTAKES if mistake.what == "an id stands twice"]
    path = planted(tmp_path, *together, *twice)
    report = checked(path)
    assert [mistake.what for mistake in MISTAKES if not is_led_to(mistake, report)] == []
    ran = subprocess.run(
        [sys.executable, "-m", "sanctledger", "check", str(path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    for mistake in MISTAKES:
        told = [block for block in ran.stdout.split("\n\n") if f"[{mistake.code}]" in block.partition(":")[0]]
        assert any((mistake.shown or mistake.new) in block and "^" in block for block in told), mistake.what


def test_a_record_with_a_bad_field_still_tells_of_the_ids_that_it_names(tmp_path: Path):
    both = [
        Mistake("a field is misspelt", "uk-flight-belavia", "    recorded:", "    recordde:", "SL006"),
        Mistake("a party is misspelt", "uk-flight-belavia", "target: belavia", "target: belavai", "SL101"),
        Mistake("a field is misspelt", "us-gl-11", "    link:", "    lnik:", "SL006"),
        Mistake("a party stands for a sanction", "us-gl-11", "eases: [us-sdn-belavia]", "eases: [belavia]", "SL103"),
    ]
    report = checked(planted(tmp_path, *both))
    assert [mistake.what for mistake in both if not is_led_to(mistake, report)] == []
    assert len(report.errors) == len(both)
    assert len(report.of_code("SL101")) == 1
