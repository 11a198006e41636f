"""What reaches a terminal: nothing that a record, a file name or an argument holds can paint over the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanctledger.base.showing import shown, shown_lines

Call = Callable[..., Any]
EVIL = "\x1b[2J\x9b1m\x07\x7f\u202e\u2066\u2028\U000e0041"
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
QUOTED = json.dumps(EVIL).replace("\\udb40\\udc41", "\\U000E0041").replace("\x7f", "\\x7f")
LEDGER = f"""
title: {QUOTED}
units: {{prisoners: {{one: prisoner, name: {QUOTED}}}}}
parties:
  us: {{kind: state, name: {QUOTED}}}
  by: {{kind: state, aliases: [{QUOTED}]}}
sources:
  s: {{title: {QUOTED}, publisher: {QUOTED}, url: {QUOTED}}}
records:
  - {{kind: release, id: r, from: 2025-01-01, giver: by, receiver: us, quantity: 5 prisoners, note: {QUOTED},
     sources: [{{source: s, at: {QUOTED}}}], tags: [{QUOTED}]}}
  - {{kind: pledge, id: p, from: 2025-01-01, giver: us, receiver: by, quantity: 2 prisoners, if: {QUOTED}}}
"""


def paints(text: str) -> set[str]:
    return {letter for letter in text if letter != "\n" and unicodedata.category(letter) in HIDDEN}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("evil") / "a\x1b[31m\u202eb.yaml"
    path.write_text(LEDGER, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    "question",
    [
        ("check", "{}"),
        ("check", "{}", "--json"),
        ("show", "{}"),
        ("show", "{}", "pledges", "--json"),
        ("balance", "{}", "by", "us", "--explain"),
        ("balance", "{}", "by", "us", "--explain", "--json"),
        ("moves", "{}", "by", "us"),
        ("moves", "{}", "by", "us", "--json"),
        ("balance", "{}", EVIL, "us"),
        ("balance", "{}", "us", "by", "--by", EVIL),
        ("balance", "{}", "us", "by", "--on", EVIL),
        ("balance", "{}", "us", "by", "--unit", EVIL),
        ("balance", "{}", "us", "by", "--status", EVIL),
        ("show", "{}", EVIL),
        ("show", "{}", f"--{EVIL}"),
        ("explain", EVIL),
        (EVIL,),
        ("check", EVIL),
        ("check", f"{{}}{EVIL}"),
        ("fmt", EVIL),
    ],
)
def test_no_output_paints(sanctledger: Call, ledger: str, question: tuple[str, ...]):
    ran = sanctledger(*(part.format(ledger) for part in question))
    assert ran.out + ran.err
    assert paints(ran.out + ran.err) == set()


def test_json_with_escapes_says_the_same(sanctledger: Call, ledger: str):
    rows = sanctledger("balance", ledger, "by", "us", "--explain", "--json").json()
    assert EVIL in [reason["note"] for reason in _reasons(rows)]


def _reasons(shape: Any) -> list[dict[str, Any]]:
    if isinstance(shape, dict):
        found = shape.get("reasons", [])
        return [*found, *(reason for value in shape.values() for reason in _reasons(value))]
    return [reason for value in shape for reason in _reasons(value)] if isinstance(shape, list) else []


def test_wrong_arguments_are_told_to_a_shell_too(ledger: str):
    command = [sys.executable, "-m", "sanctledger", "show", ledger, "\x1b[2J"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 2
    assert paints(ran.stdout + ran.stderr) == set()
    assert "Traceback" not in ran.stderr


def test_a_text_cannot_forge_a_line():
    assert shown("a\nno findings\r\x85b") == "a\\u000ano findings\\u000d\\u0085b"
    assert shown_lines("a\n\x1bb") == "a\n\\u001bb"
    assert shown("\U000e0041é\u0645") == "\\U000e0041é\u0645"


def test_a_note_of_several_lines_stays_below_its_record(sanctledger: Call, tmp_path: Path):
    record = '{kind: release, id: r, from: 2025, giver: by, receiver: us, note: "a\\nno findings"}'
    (path := tmp_path / "a.yaml").write_text(
        f"parties: {{us: {{kind: state}}, by: {{kind: state}}}}\nrecords: [{record}]\n"
    )
    assert "\n    note: a\n      no findings\n" in sanctledger("balance", str(path), "by", "us", "--explain").out


@pytest.mark.parametrize("question", [("who", "bae"), ("who", "bae", "--json"), ("check",)])
def test_letters_that_the_output_cannot_write_are_escaped(tmp_path: Path, question: tuple[str, ...]):
    (path := tmp_path / "a.yaml").write_text(
        "parties: {kp: {kind: state}, bae: {kind: person, name: 배준호 😀, country: kp}}\n"
        "records:\n- {kind: detention, id: 구금, from: 2012, giver: kp, receiver: bae, people: [bae]}\n",
        encoding="utf-8",
    )
    name, *rest = question
    command = [sys.executable, "-m", "sanctledger", name, str(path), *rest]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, capture_output=True, encoding="ascii", env=environment, check=False)
    assert "Traceback" not in ran.stderr
    assert "\\uad6c\\uae08" in ran.stdout
    if "--json" in question:
        assert json.loads(ran.stdout)["name"] == "배준호 😀"
