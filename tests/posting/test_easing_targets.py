"""Which sanctions an easing reaches: by id, or by a selector that is taken on the day on which it starts."""

from __future__ import annotations

import pytest
from stories import state_of, story

import sanctledger as sl

SANCTIONS = """
- kind: asset_freeze
  id: f
  from: 2020-01-01
  sender: us
  target: belavia
  program: [P, Q]
  authority: E.O. 1
  list: SDN
- {kind: travel_ban, id: g, from: 2020-01-01, sender: us, target: by, program: P}
- {kind: asset_freeze, id: h, from: 2020-01-01, sender: eu, target: belavia, program: P}
- {kind: asset_freeze, id: late, from: 2020-04-01, sender: us, target: bank, program: P}
- {kind: asset_freeze, id: early, from: 2019-01-01, until: 2019-06-01, sender: us, target: bank, program: P}
"""


def eased(eases: str, *, day: str = "2020-06-01", start: str = "2020-02-01", more: str = "") -> set[str]:
    ledger = story(SANCTIONS + f"- {{kind: waiver, id: w, from: {start}, eases: {eases}}}\n" + more)
    return {item.id for item in ledger.at(day).sanctions(state="eased")}


@pytest.mark.parametrize(
    ("eases", "expected"),
    [
        ("f", {"f"}),
        ("[f, h]", {"f", "h"}),
        ("{program: P}", {"f", "g", "h"}),
        ("{program: [Q, R]}", {"f"}),
        ("{program: P, sender: us}", {"f", "g"}),
        ("{program: P, sender: us, kind: travel_ban}", {"g"}),
        ("{authority: E.O. 1}", {"f"}),
        ("{list: SDN}", {"f"}),
        ("{target: belavia}", {"f", "h"}),
        ("[h, {list: SDN}]", {"f", "h"}),
        ("[f, {program: Q}]", {"f"}),
        ("[{program: Q}, {kind: travel_ban}]", {"f", "g"}),
        ("{program: none}", set()),
        ("{}", set()),
        ("gone", set()),
    ],
)
def test_a_selector_takes_what_matches_every_field_and_any_value_of_each(eases: str, expected: set[str]):
    assert eased(eases) == expected


def test_a_selector_is_taken_on_the_day_on_which_it_starts():
    assert eased("{program: P}", start="2020-05-01") == {"f", "g", "h", "late"}
    assert eased("{program: P}", start="2020-02-01") == {"f", "g", "h"}
    assert eased("late", start="2020-02-01") == {"late"}


def test_a_sanction_that_may_or_may_not_have_been_in_force_at_the_start_is_maybe_taken():
    ledger = story("""
- {kind: asset_freeze, id: f, from: 2020-02, sender: us, target: by, program: P}
- {kind: waiver, id: w, from: 2020-02-10, eases: {program: P}}
""")
    assert state_of(ledger, "2020-06-01", "f") == "maybe in_force eased"
    assert ledger.at("2020-06-01").easings()[0].concerns == ("f",)


def test_an_id_beside_a_selector_is_taken_for_sure():
    ledger = story("""
- {kind: asset_freeze, id: f, from: 2020-02, sender: us, target: by, program: P}
- {kind: waiver, id: w, from: 2020-02-10, eases: [f, {program: P}]}
""")
    assert state_of(ledger, "2020-06-01", "f") == "eased"


def test_a_sanction_that_was_reversed_before_the_start_is_not_taken():
    assert eased("{list: SDN}", more="- {kind: withdrawal, id: v, from: 2020-01-15, reverses: f}\n") == set()


def test_a_replacing_licence_without_terms_of_its_own_takes_those_of_the_one_before():
    new = "- {kind: waiver, id: x, from: 2020-05-01, replaces: w}\n"
    new += "- {kind: waiver, id: y, from: 2020-05-15, replaces: x}\n"
    assert eased("{program: P, sender: us}", more=new) == {"f", "g"}
    narrowed = "- {kind: waiver, id: x, from: 2020-05-01, replaces: w, eases: g}\n"
    assert eased("{program: P, sender: us}", more=narrowed) == {"g"}


def test_a_licence_without_terms_and_without_a_predecessor_eases_nothing():
    alone = "- {kind: waiver, id: w, from: 2020-02-01}\n- {kind: waiver, id: x, from: 2020-03-01, replaces: x}"
    assert {item.state for item in story(SANCTIONS + alone).at("2020-06-01").easings()} == {"without_effect"}


def test_a_corrected_sanction_is_reached_by_the_id_of_any_member_of_its_line():
    ledger = story(
        SANCTIONS
        + """
- {kind: asset_freeze, id: f2, corrects: f, from: 2020-01-05, sender: us, target: belavia, program: P}
- {kind: waiver, id: w, from: 2020-02-01, eases: f}
"""
    )
    assert state_of(ledger, "2020-06-01", "f2") == "eased"


def test_what_a_selector_names_is_what_the_kind_calls_it():
    assert issubclass(sl.KINDS["waiver"], sl.Easing)
    assert eased("{kind: [travel_ban, asset_freeze]}") == {"f", "g", "h"}
