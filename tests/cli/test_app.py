"""The commands: what they print, the JSON that programs read, and the status that they exit with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl

Call = Callable[..., Any]
HEAD = "sanctledger: 1\nparties:\n  us: {kind: state}\n  by: {kind: state}\nsources:\n  s: {title: t, tier: primary}\n"


def written(folder: Path, records: str) -> str:
    path = folder / "ledger.yaml"
    path.write_text(HEAD + "records:\n" + records, "utf-8")
    return str(path)


# The figures that the first release promises.


@pytest.mark.parametrize(("known", "given"), [("2025-09-12", 52), ("2025-09-17", 51)])
def test_the_balance_by_deal_gives_what_was_known(sanctledger: Call, known: str, given: int):
    ran = sanctledger(
        "balance", "belarus", "us", "by", "--by", "deal", "--on", "2025-09-12", "--known", known, "--json"
    )
    (row,) = [row for row in ran.json()["rows"] if (row["deal"], row["unit"]) == ("minsk-2025-09", "prisoners")]
    assert ran.status == 0
    assert row["received"] == {"low": given, "high": given, "stated": given}
    assert row["records"][0] == "by-release-52"


@pytest.mark.parametrize(("reading", "low"), [("widest", 122), ("stated", 123)])
def test_the_reading_decides_what_rival_claims_do(sanctledger: Call, reading: str, low: int):
    ran = sanctledger(
        "balance", "belarus", "by", "us", "--by", "deal", "--on", "2025-12-20", "--reading", reading, "--json"
    )
    (row,) = [row for row in ran.json()["rows"] if (row["deal"], row["unit"]) == ("minsk-2025-12", "prisoners")]
    assert row["given"] == {"low": low, "high": 123, "stated": 123}


def test_the_json_of_a_balance_has_the_promised_keys_and_the_documented_ones(sanctledger: Call):
    answer = sanctledger("balance", "belarus", "us", "by", "--on", "2025-09-12", "--json").json()
    assert {key: answer[key] for key in ("on", "known", "reading", "a", "b")} == {
        "on": "2025-09-12", "known": None, "reading": "widest", "a": "us", "b": "by",
    }  # fmt: skip
    assert set(answer) - {"by"} == {"on", "known", "reading", "a", "b", "rows"}
    for row in answer["rows"]:
        assert set(row) - {"sense", "targets"} == {"unit", "given", "received", "net", "records"}
        for side in ("given", "received", "net"):
            assert set(row[side]) == {"low", "high", "stated"}
    units = {row["unit"] for row in answer["rows"]}
    assert {"in_force:asset_freeze", "prisoners"} <= units


def test_given_is_what_a_gave_b_roll_up_included(sanctledger: Call):
    question = "balance", "belarus", "us", "by", "--on", "2025-09-12", "--json"
    rolled = {row["unit"]: row["given"]["low"] for row in sanctledger(*question).json()["rows"]}
    named = {row["unit"]: row["given"]["low"] for row in sanctledger(*question, "--named").json()["rows"]}
    assert rolled["in_force:asset_freeze"] > 50
    assert "in_force:asset_freeze" not in named


def test_an_unbounded_end_is_null_in_json_and_or_more_in_tables(sanctledger: Call, tmp_path: Path):
    record = "  - {kind: release, id: r, from: 2025-01-01, giver: by, receiver: us, quantity: over 1000 prisoners}\n"
    question = "balance", written(tmp_path, record), "by", "us"
    row = sanctledger(*question, "--json").json()["rows"][0]
    assert (row["given"]["low"], row["given"]["high"]) == (1001, None)
    assert "1,001 or more" in sanctledger(*question).out


def test_bounds_print_as_low_to_high(sanctledger: Call):
    out = sanctledger("balance", "belarus", "by", "us", "--on", "2025-12-20", "--by", "deal", "--unit", "prisoners").out
    assert "122..123" in out


@pytest.mark.parametrize("question", [None, "sanctions", "easings", "concessions", "coercions", "pledges"])
def test_the_json_of_show_has_the_promised_keys(sanctledger: Call, question: str | None):
    asked = () if question is None else (question,)
    answer = sanctledger("show", "belarus", *asked, "--on", "2025-09-12", "--known", "2025-09-17", "--json").json()
    lists = [question] if question else ["sanctions", "easings", "concessions", "coercions", "pledges"]
    assert list(answer) == ["on", "known", "reading", *lists]
    assert (answer["on"], answer["known"], answer["reading"]) == ("2025-09-12", "2025-09-17", "widest")
    for name in lists:
        assert answer[name]
        for item in answer[name]:
            assert {"id", "kind", "state", "since", "until", "by"} <= set(item)
            assert isinstance(item["by"], list)
    for item in answer.get("sanctions", ()):
        assert set(item) - {"endings"} == {"id", "sender", "target", "kind", "state", "since", "until", "by", "deal"}
        assert ("endings" in item) == ("ended" in item["state"].split())


def test_a_state_that_is_not_certain_is_maybe_followed_by_the_candidates(sanctledger: Call, tmp_path: Path):
    path = written(
        tmp_path,
        "  - {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: by}\n"
        "  - {kind: general_license, id: a, from: 2020-02, eases: f}\n",
    )
    (item,) = sanctledger("show", path, "sanctions", "--on", "2020-02-10", "--json").json()["sanctions"]
    assert item["state"] == "maybe in_force eased"
    assert "maybe in_force or eased" in sanctledger("show", path, "sanctions", "--on", "2020-02-10").out


def test_explain_adds_every_record_and_source(sanctledger: Call):
    question = (
        "balance",
        "belarus",
        "by",
        "us",
        "--by",
        "deal",
        "--on",
        "2025-09-12",
        "--unit",
        "prisoners",
        "--explain",
    )
    text = sanctledger(*question).out
    assert "by-statkevich-back" in text
    assert "aljazeera-2025-09-16" in text
    explained = sanctledger(*question, "--json").json()["explanation"]
    assert {"by-release-52", "by-release-314"} <= {reason["record"] for reason in explained["reasons"]}


def test_moves_lists_each_act_once_within_the_window(sanctledger: Call):
    question = "moves", "belarus", "us", "by", "--since", "2025-11-04", "--until", "2025-11-23"
    answer = sanctledger(*question, "--json").json()
    assert [move["record"] for move in answer["moves"]] == [
        "us-delisting-belavia", "us-gl-12", "us-gl-12-owners", "by-pardon-2025-11-22",
    ]  # fmt: skip
    out = sanctledger(*question).out
    assert "lift" in out
    assert "31 prisoners" in out


def test_moves_says_where_there_are_none(sanctledger: Call):
    assert "no moves" in sanctledger("moves", "belarus", "us", "lv").out


def test_a_balance_of_nothing_says_so(sanctledger: Call):
    assert "nothing is recorded between them" in sanctledger("balance", "belarus", "va", "lv").out


def test_several_parties_are_named_with_commas_and_everybody_else_needs_no_name(sanctledger: Call):
    answer = sanctledger("balance", "belarus", "us,eu", "by", "--on", "2025-09-12", "--json").json()
    assert (answer["a"], answer["b"]) == ("eu,us", "by")
    alone = sanctledger("balance", "belarus", "by", "--on", "2025-09-12", "--json").json()
    assert alone["b"] is None
    assert "others" in sanctledger("balance", "belarus", "by", "--on", "2025-09-12").out


def test_only_the_standings_asked_for_count(sanctledger: Call):
    question = "balance", "belarus", "us", "by", "--on", "2025-09-12", "--json"
    assert sanctledger(*question, "--status", "scheduled", "--status", "disputed").json()["rows"] == []
    assert sanctledger(*question, "--status", "reported,confirmed").json()["rows"]


def test_the_day_is_today_where_none_is_named(sanctledger: Call):
    assert sanctledger("show", "belarus", "--json").json()["on"] == sl.load("belarus").at().on.isoformat()


# Status: 0 fine, 1 findings, 2 misuse.


def test_a_clean_ledger_exits_with_zero(sanctledger: Call, tmp_path: Path):
    path = written(tmp_path, "  - {kind: event, id: e, from: 2025-01-01, parties: [us, by], sources: [s]}\n")
    ran = sanctledger("check", path)
    assert (ran.status, ran.out) == (0, "no findings in 4 records\n")


def test_findings_exit_with_one_each_at_its_place(sanctledger: Call, tmp_path: Path):
    path = written(tmp_path, "  - {kind: event, id: e, from: 2025-01-01, parties: [us, bye], sources: [s]}\n")
    ran = sanctledger("check", path)
    assert ran.status == 1
    assert f"{path}:8:" in ran.out
    assert "did you mean `by`?" in ran.out
    shape = sanctledger("check", path, "--json")
    assert shape.status == 1
    (finding,) = shape.json()["findings"]
    assert (finding["code"], finding["record"], finding["place"]["line"]) == ("SL101", "e", 8)


def test_a_ledger_with_errors_answers_with_a_note_of_them(sanctledger: Call, tmp_path: Path):
    path = written(
        tmp_path, "  - {kind: asset_freeze, id: f, from: 2025-01-01, sender: us, target: by, sources: [no-such]}\n"
    )
    ran = sanctledger("balance", path, "us", "by")
    assert ran.status == 0
    assert "in_force:asset_freeze" in ran.out
    assert f"sanctledger check {path}" in ran.err


@pytest.mark.parametrize("command", [("balance", "us", "by"), ("show",), ("moves", "us", "by")])
def test_a_ledger_that_cannot_be_read_answers_nothing_and_exits_with_one(
    sanctledger: Call, tmp_path: Path, command: tuple[str, ...]
):
    path = written(tmp_path, "  - {kind: evnt, id: e}\n")
    ran = sanctledger(command[0], path, *command[1:])
    assert (ran.status, ran.out) == (1, "")
    assert "unknown kind `evnt`; did you mean `event`?" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("balance", "belarus", "us", "us"), "us stands on both sides"),
        (("balance", "belarus", "us", "bye"), "did you mean `by`?"),
        (("balance", "belaruss", "us", "by"), "did you mean `belarus`?"),
        (("balance", "belarus", "us", "by", "--on", "2025-13-01"), "write a day such as `2025-09-11`"),
        (("balance", "belarus", "us", "by", "--on", "2025-09"), "is not one day"),
        (("balance", "belarus", "us", "by", "--known", "soon"), "write a day such as"),
        (("balance", "belarus", "us", "by", "--status", "likely"), "choose among confirmed"),
        (("balance", "belarus", "us", "by", "--reading", "mean"), "'widest', 'stated'"),
        (("balance", "belarus", "us", "by", "--by", "year"), "'program'"),
        (("moves", "belarus", "us", "by", "--since", "soon"), "write a day such as"),
        (("show", "belarus", "wars"), "'sanctions'"),
        (("balance", __file__, "us", "by"), "ends in .yaml, .yml or .jsonl"),
        (("balance", "belarus"), "Missing argument"),
        (("frobnicate",), "No such command"),
        ((), "Usage"),
    ],
)
def test_misuse_exits_with_two_and_says_what_would_be_right(sanctledger: Call, arguments: tuple[str, ...], said: str):
    ran = sanctledger(*arguments)
    assert ran.status == 2
    assert said in ran.err + ran.out


def test_a_side_that_names_nobody_is_misuse(sanctledger: Call):
    assert sanctledger("balance", "belarus", "us", ",").status == 2


def test_the_version_is_printed(sanctledger: Call):
    ran = sanctledger("--version")
    assert (ran.status, ran.out) == (0, f"sanctledger {sl.__version__}\n")


@pytest.mark.parametrize("command", [(), ("check",), ("show",), ("balance",), ("moves",)])
def test_help_is_printed_and_fine(sanctledger: Call, command: tuple[str, ...]):
    ran = sanctledger(*command, "--help")
    assert ran.status == 0
    assert "Usage" in ran.out


def test_a_directory_is_read_as_one_ledger(sanctledger: Call, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "b.jsonl").write_text(
        '{"kind":"access","id":"x","from":"2025-01-01","giver":"by","receiver":"us"}\n', "utf-8"
    )
    (row,) = sanctledger("balance", str(tmp_path), "by", "us", "--json").json()["rows"]
    assert (row["unit"], row["records"]) == ("access", ["x"])


# What people see.


def test_nothing_is_coloured_where_nobody_watches(sanctledger: Call):
    for question in (("balance", "belarus", "us", "by"), ("show", "belarus"), ("moves", "belarus", "us", "by")):
        assert "\x1b" not in sanctledger(*question).out


def test_what_could_paint_over_a_terminal_is_shown_as_its_number(sanctledger: Call, tmp_path: Path):
    path = written(
        tmp_path,
        "  - kind: release\n    id: r\n    from: 2025-01-01\n    giver: by\n    receiver: us\n"
        '    note: "a\\e[31mb\\u202ec"\n    quantity: 5 prisoners\n',
    )
    out = sanctledger("balance", path, "by", "us", "--explain").out
    assert "\\u001b[31mb\\u202ec" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "no such file" not in sanctledger("balance", "\x1b[31m", "us").err
    assert "\x1b" not in sanctledger("balance", "\x1b[31m", "us").err


def test_a_report_shows_the_hint_below_its_finding(sanctledger: Call, tmp_path: Path):
    path = written(tmp_path, "  - {kind: event, id: e, gist: a, freed}\n")
    ran = sanctledger("check", path)
    assert ran.status == 1
    hint = 'quote a value that has a comma: `{title: "Prisoners, freed"}`; write a list in brackets: `[us, by]`'
    assert f"\n  = hint: {hint}\n" in ran.out
