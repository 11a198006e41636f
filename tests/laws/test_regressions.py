"""Small ledgers in which a law once failed, each by the rule that it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from laws.answers import ZERO, amounts
from laws.universe import Plain, ledger_of, parties

import sanctledger as sl
from sanctledger.records.settings import Settings
from sanctledger.values.bounds import Bounds
from sanctledger.values.units import Unit, Units

ON = "2025-09-10"


def release(record_id: str, quantity: str, **fields: object) -> Plain:
    return _record("release", record_id, givers=["by"], receivers=["us"], quantity=quantity, **fields)


def reversal(record_id: str, of: str | list[str], **fields: object) -> Plain:
    return _record("rearrest", record_id, reverses=of, **fields)


def _record(kind: str, record_id: str, **fields: object) -> Plain:
    return {"kind": kind, "id": record_id, "from": ON, **fields}


def given(unit: str, *plains: Plain) -> str:
    """What `by` gave `us` on the day, of a unit."""
    rows = amounts(ledger_of([*parties(), *plains]).at(ON), (["by"], ["us"]))
    return str(rows.get(unit, ZERO)[0])


def test_a_told_part_in_another_unit_counts_for_its_own_parts_as_anything_up_to_all_of_it() -> None:
    freed = release("a", "5 prisoners", of_which=["2 foreigners"])
    assert given("foreigners", freed) == "2"
    assert given("lithuanians", freed) == "0..2"


def test_an_included_part_may_hold_parts_of_its_own_that_its_record_does_not_tell() -> None:
    part = release("a", "1 journalists", of_which=["1 foreigners"])
    total = release("t", "2 foreigners", of_which=["1 lithuanians"], includes=["a"])
    assert given("lithuanians", part, total) == "0..2"  # who is freed in `a` may be the one, or not even a Lithuanian


def test_a_partial_reversal_says_nothing_of_what_is_counted_in_another_unit() -> None:
    paid = _record("payment", "b", givers=["by"], receivers=["us"], quantity="100 USD")
    plains = [release("a", "5 prisoners"), paid, reversal("v", ["a", "b"]), reversal("w", "v", quantity="2 prisoners")]
    assert given("prisoners", *plains) == "2"
    assert given("USD", *plains) == "0"


def test_what_is_left_of_a_reversal_of_a_reversal_still_gives_back() -> None:
    plains = [
        release("a", "5 prisoners"),
        reversal("v", "a"),
        reversal("w", "v"),
        reversal("x", "w", quantity="2 prisoners"),
    ]
    assert given("prisoners", *plains) == "3"


def test_what_was_given_back_of_a_whole_reversal_is_what_is_left_however_much_there_was() -> None:
    plains = [release("a", "50..60 prisoners"), reversal("v", "a"), reversal("w", "v", quantity="2 prisoners")]
    assert given("prisoners", *plains) == "2"


@pytest.mark.parametrize("parts", [[], ["0 political prisoners"], ["1 political prisoners"]])
def test_a_total_without_an_upper_end_has_none_either_less_what_it_includes(parts: list[str]) -> None:
    listed = release("z", "3 prisoners")
    assert given("prisoners", listed, release("a", "at least 1 prisoners", of_which=parts, includes="z")) == "3 or more"


def test_a_total_without_an_upper_end_has_none_either_less_what_was_taken_back() -> None:
    listed = release("z", "30 prisoners")
    plains = [listed, release("a", "at least 1 prisoners", includes="z"), reversal("v", "a", quantity="2 prisoners")]
    assert given("prisoners", *plains) == "30 or more"


def test_the_ledger_knows_the_unit_of_a_record_that_was_taken_back_from_its_start() -> None:
    ledger = ledger_of([*parties(), release("a", "5 USD"), reversal("v", "a")])
    assert str(ledger.at(ON).balance("by", "us")["USD"].given) == "0"


def test_the_ledger_knows_the_unit_of_a_record_before_it_is_known() -> None:
    ledger = ledger_of([*parties(), release("a", "5 USD")])
    assert str(ledger.at(ON, known="2025-09-09").balance("by", "us")["USD"].given) == "0"


def test_the_ledger_knows_every_state_that_its_restraints_could_be_in() -> None:
    freeze = _record("asset_freeze", "s", senders=["us"], targets=["by"])
    assert str(ledger_of([*parties(), freeze]).at(ON).balance("us", "by")["lifted:asset_freeze"].given) == "0"


def test_a_part_is_less_those_of_its_kind_whom_the_included_records_may_hold() -> None:
    listed = release("z", "3 prisoners")
    whole = release("a", "10 prisoners", of_which=["4 political prisoners"], includes="z")
    back = reversal("v", "z")
    assert given("prisoners", whole, listed, back) == "7"
    # how many of the three were political nobody says; the others are the four less those
    assert Bounds.parse(given("political prisoners", whole, listed, back)).contains(Bounds(1, 4))


def test_a_part_is_never_more_than_what_is_left_of_its_whole() -> None:
    freed = release("a", "5 prisoners", of_which=["at least 1 political prisoners"])
    assert given("political prisoners", freed, reversal("v", "a", quantity="5 prisoners")) == "0"


@pytest.mark.parametrize("text", ["\x85", "a\x85b", "a\n\x85\nb"])
def test_a_text_with_a_next_line_character_is_read_as_it_was_written(text: str, tmp_path: Path) -> None:
    ledger = sl.Ledger([sl.KINDS.make({"kind": "event", "id": "a", "note": text})])
    assert sl.load(ledger.save(tmp_path / "ledger.yaml")) == ledger


@pytest.mark.parametrize("value", [52, 0, {"low": 1, "high": 2, "unit": "prisoners"}, [1, "a"], False])
def test_the_value_of_a_claim_is_the_same_from_json_as_from_yaml(value: object, tmp_path: Path) -> None:
    claim = {"kind": "claim", "id": "c", "about": "a", "field": "quantity", "value": value}
    ledger = sl.Ledger([sl.KINDS.make(claim)])
    from_json = sl.load(ledger.save(tmp_path / "ledger.jsonl"))
    assert sl.load(from_json.save(tmp_path / "ledger.yaml")) == from_json


def test_a_licence_that_may_have_ended_before_its_start_is_sure_leaves_nothing_eased_for_sure() -> None:
    freeze = _record("asset_freeze", "s", senders=["us"], targets=["by"])
    before = _record("general_license", "e", eases="s")
    after = _record("general_license", "f", eases="s", replaces="e")
    after |= {"from": "2025-09-11..2025-09-15", "until": "2025-09-12.."}
    view = ledger_of([*parties(), freeze, before, after]).at("2025-09-13")
    # from the 11th until the 12th, it has ended, and what it replaced does not revive; from the 14th, that still holds
    assert view.sanctions()[0].candidates == ("in_force", "eased")


def test_only_speaks_of_the_targets_of_all_that_a_licence_eases() -> None:
    freezes = [_record("asset_freeze", name, senders=["us"], targets=[of]) for name, of in (("s", "by"), ("r", "eu"))]
    licence = _record("general_license", "e", eases=["s", "r"])
    back = _record("snapback", "v", reverses=["e"], only=["by", "us"])
    states = {
        one.id: one.state for one in ledger_of([*parties(), *freezes, licence, back]).at("2025-09-13").sanctions()
    }
    assert states == {"s": "in_force", "r": "eased"}


def test_what_an_included_record_says_of_parts_of_its_parts_is_taken_from_a_total_once() -> None:
    listed = release("z", "6 prisoners", of_which=["4 political prisoners", "2 journalists"])
    whole = release("a", "10 prisoners", of_which=["8 political prisoners"], includes="z")
    assert given("political prisoners", whole, listed) == "8"


def test_a_part_is_less_those_of_its_kind_whom_the_included_records_may_hold_beyond_the_ones_they_tell() -> None:
    listed = release("z", "6 prisoners", of_which=["2 journalists"])
    whole = release("a", "10 prisoners", of_which=["8 political prisoners"], includes="z")
    # of the six, two to six were political: so were two to four of the four others
    assert given("political prisoners", whole, listed, reversal("v", "z")) == "2..4"


def test_told_parts_of_parts_leave_what_they_leave_of_a_unit_between() -> None:
    names = ("people", "prisoners", "political prisoners", "journalists")
    units = {name: Unit(name, part_of=whole) for name, whole in zip(names, (None, *names), strict=False)}
    freed = release("a", "10 people", of_which=["4 political prisoners", "2 journalists"])
    made = [sl.KINDS.make(plain) for plain in (*parties(), freed)]
    row = sl.Ledger(made, settings=Settings(units=Units.of(units))).at(ON).balance("by", "us")["prisoners"]
    assert str(row.given) == "4..10"


def test_of_two_parts_in_one_unit_either_may_hold_what_is_included_or_was_taken_back() -> None:
    parts = ["4 political prisoners", "5 political prisoners"]
    listed = release("z", "3 political prisoners")
    whole = release("a", "10 prisoners", of_which=parts, includes="z")
    assert Bounds.parse(given("political prisoners", whole, listed)).contains(9)
    back = reversal("v", "a", quantity="2 political prisoners")
    assert Bounds.parse(given("political prisoners", release("a", "10 prisoners", of_which=parts), back)).contains(7)


def test_what_is_counted_in_another_unit_is_not_bounded_by_that_of_the_total() -> None:
    listed = release("z", "4..6 foreigners", of_which=["2 prisoners"])
    whole = release("a", "3..4 prisoners", of_which=["1 foreigners", "1 foreigners"], includes="z")
    assert Bounds.parse(given("foreigners", whole, listed)).contains(6)


def test_a_total_of_a_part_holds_anything_of_a_record_of_the_whole_that_it_includes() -> None:
    listed, whole = release("z", "6 prisoners"), release("a", "8 political prisoners", includes="z")
    # the total holds the political ones of the six, and nobody says how many these are
    assert given("prisoners", whole, listed) == "8..14"
    assert given("political prisoners", whole, listed, reversal("v", "z")) == "2..8"


def test_what_a_total_of_a_part_leaves_of_a_wider_record_is_included_in_a_total_above_both() -> None:
    listed = release("z", "6 prisoners", of_which=["5 political prisoners"])
    middle = release("m", "8 political prisoners", includes="z")
    assert given("prisoners", listed, middle, release("a", "20 prisoners", includes="m")) == "20"


def test_a_part_of_nothing_is_told_and_leaves_nothing_open() -> None:
    assert given("political prisoners", release("a", "17 prisoners", of_which=["0 political prisoners"])) == "0"
    listed = release("z", "6 prisoners", of_which=["4 political prisoners"])
    whole = release("a", "10 prisoners", of_which=["4 political prisoners"], includes="z")
    assert given("political prisoners", whole, listed) == "4"  # all four are among the six, and none among the others
