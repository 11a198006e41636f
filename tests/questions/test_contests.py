"""Disputed reversals: which denials make a state uncertain, who says what, and which answers show the dispute."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stories import story

import sanctledger as sl
from sanctledger.posting.disputes import STANCES, Dispute

PARTIES = """
- {kind: state, id: ir}
- {kind: state, id: cn, member_of: un}
- {kind: state, id: uk}
- {kind: state, id: fr}
- {kind: organization, id: un}
- {kind: person, id: envoy, country: us}
"""
EMBARGO = "- {kind: arms_embargo, id: embargo, from: 2010-06-09, sender: un, target: ir}\n"
LIFTED = "- {kind: termination, id: lifted, from: 2016-01-16, eases: embargo}\n"
BACK = "- {kind: snapback, id: back, from: 2025-09-28, by: [uk, fr], reverses: lifted}\n"
IRAN = PARTIES + EMBARGO + LIFTED + BACK
DAYS = ["2012-01-01", "2020-01-01", "2025-09-28"]


def said(by: str, act: str, about: str = "back", day: str = "2025-09-28", name: str = "") -> str:
    name = name or f"{by}-{act}"
    return f"- {{kind: statement, id: {name}, from: {day}, by: {by}, about: {about}, act: {act}}}\n"


def embargo(*records: str, on: str = "2025-10-01", **axes: str) -> sl.RecordState:
    return story(IRAN + "".join(records)).at(on, **axes).sanctions().of("embargo")[0]


def test_a_reversal_that_nobody_denies_is_not_contested():
    item = embargo(said("us", "accepts"), said("ru", "condemns"), said("cn", "characterizes"))
    assert (item.state, item.contested) == ("in_force", ())


def test_a_denied_reversal_leaves_both_states_possible_and_names_the_parties():
    item = embargo(said("ru", "rejects"), said("ir", "denies"), said("us", "accepts"))
    assert item.state == "contested in_force lifted"
    assert (item.candidates, item.certain) == (("in_force", "lifted"), False)
    (dispute,) = item.contested
    assert dispute == Dispute(
        "back", ("uk", "fr", "us"), ("ir", "ru"), ("ir-denies", "ru-rejects", "us-accepts"), opens=True
    )
    assert str(dispute) == "back accepted by uk fr us, denied by ir ru"


def test_only_the_days_that_depend_on_it_are_contested():
    ledger = story(IRAN + said("ru", "rejects"))
    found = [(item.state, len(item.contested)) for day in DAYS for item in ledger.at(day).sanctions()]
    assert found == [("in_force", 0), ("lifted", 0), ("contested in_force lifted", 1)]


def test_before_the_statement_was_known_there_is_no_dispute():
    late = "- {kind: statement, id: s, from: 2025-10-05, by: ru, about: back, act: rejects, recorded: 2025-10-05}\n"
    assert embargo(late, known="2025-10-04").state == "in_force"
    assert embargo(late, known="2025-10-05").state == "contested in_force lifted"


def test_under_the_stated_reading_the_record_counts_and_the_dispute_is_shown():
    item = embargo(said("ru", "rejects"), reading="stated")
    assert (item.state, item.contested[0].denied_by) == ("in_force", ("ru",))


def test_the_last_statement_of_a_party_counts():
    changed = said("ru", "rejects") + said("ru", "accepts", day="2025-11-01")
    assert embargo(changed).contested == ()
    assert embargo(said("ru", "accepts") + said("ru", "rejects", day="2025-11-01")).contested[0].denied_by == ("ru",)


def test_a_claim_that_it_did_not_happen_counts_as_a_denial():
    item = embargo("- {kind: claim, id: c, about: back, field: happened, value: no, by: ir}\n")
    assert (item.state, item.contested[0].denied_by, item.contested[0].statements) == (
        "contested in_force lifted", ("ir",), ("c",)
    )  # fmt: skip
    nobody = embargo("- {kind: claim, id: c, about: back, field: happened, value: no}\n")
    assert str(nobody.contested[0]) == "back accepted by uk fr, denied by a claim"


OWN = """
- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: by}
- {kind: general_license, id: a, from: 2020-01-01, eases: f}
"""


@pytest.mark.parametrize("by", ["us", "envoy", ""])
def test_a_reversal_of_an_own_act_is_certain_whatever_others_say(by: str):
    back = f"- {{kind: revocation, id: back, from: 2021-01-01{f', by: {by}' if by else ''}, reverses: a}}\n"
    item = story(PARTIES + OWN + back + said("by", "rejects")).at("2021-06-01").sanctions()[0]
    assert (item.state, item.by) == ("in_force", ("back",))
    assert (item.contested[0].denied_by, item.contested[0].opens) == (("by",), False)


def test_a_party_to_the_reversed_act_can_deny_the_reversal():
    of_all = EMBARGO + LIFTED + BACK.replace("[uk, fr]", "un")
    assert story(PARTIES + of_all + said("ir", "rejects")).at("2025-10-01").sanctions()[0].state == "in_force"
    found = story(PARTIES + of_all + said("cn", "rejects")).at("2025-10-01").sanctions()[0]
    assert found.state == "contested in_force lifted"


def test_a_reimposition_can_be_contested_too():
    again = "- {kind: arms_embargo, id: again, from: 2025-09-28, sender: un, target: ir, reimposes: embargo}\n"
    ledger = story(PARTIES + EMBARGO + LIFTED + again + said("cn", "rejects", "again"))
    found = {item.id: item.state for item in ledger.at("2025-10-01").sanctions()}
    assert found == {"embargo": "contested lifted ended", "again": "contested in_force"}


def test_measures_on_other_targets_are_not_contested():
    two = EMBARGO.replace("target: ir", "targets: [ir, by]") + LIFTED + BACK.replace("reverses", "only: ir, reverses")
    found = {item.target: item for item in story(PARTIES + two + said("ru", "rejects")).at("2025-10-01").sanctions()}
    assert (found["ir"].state, found["by"].state) == ("contested in_force lifted", "lifted")
    assert found["by"].contested == ()


def test_a_dispute_shows_in_every_list_and_count():
    view = story(IRAN + said("ru", "rejects")).at("2025-10-01")
    assert view.easings()[0].state == "contested in_force reversed"
    balance = view.balance("un", "ir")
    assert [(row.unit, str(row.given)) for row in balance] == [
        ("lifted:arms_embargo", "0..1"), ("in_force:arms_embargo", "0..1")
    ]  # fmt: skip
    because = balance["in_force:arms_embargo"].explain().reasons[0].because
    assert [(other.says, other.id) for other in because] == [
        ("taken back by", "back"), ("denied by ru in", "ru-rejects")
    ]  # fmt: skip
    given = "- {kind: release, id: r, from: 2020-01-01, giver: ir, receiver: us}\n"
    again = "- {kind: rearrest, id: v, from: 2021-01-01, by: ru, reverses: r}\n"
    items = story(PARTIES + given + again + said("ir", "denies", "v")).at("2021-06-01").concessions()
    assert items[0].state == "contested in_effect reversed"


def test_a_filter_finds_contested_records():
    view = story(IRAN + said("ru", "rejects")).at("2025-10-01")
    assert [item.id for item in view.sanctions(state="contested")] == ["embargo"]
    assert [item.id for item in view.easings(state=["contested"])] == ["lifted"]
    assert len(story(IRAN).at("2025-10-01").sanctions(state="contested")) == 0
    with pytest.raises(sl.errors.ReadError, match="contested"):
        view.sanctions(state="disputed")


def test_a_promise_is_contested_if_the_reversal_of_its_delivery_is():
    deal = "- {kind: deal, id: d, from: 2015-07-14, parties: [un, ir]}\n"
    pledge = "- {kind: pledge, id: p, from: 2015-07-14, giver: un, receiver: ir, deal: d}\n"
    kept = IRAN.replace("eases: embargo", "eases: embargo, delivers: p")
    view = story(kept + deal + pledge + said("ru", "rejects")).at("2025-10-01")
    assert [item.state for item in view.pledges(state="contested")] == ["contested open kept"]
    leg = view.settlement("d")["p"]
    assert (leg.state, str(leg.delivered), str(leg.reversed)) == ("contested open kept", "0..1", "0..1")
    assert leg.to_json()["contested"][0]["denied_by"] == ["ru"]


def test_rows_and_json_have_a_dispute_only_if_there_is_one():
    view = story(IRAN + said("ru", "rejects")).at("2025-10-01")
    assert view.sanctions().to_json()[0]["contested"] == [
        {
            "record": "back", "accepted_by": ["uk", "fr"], "denied_by": ["ru"],
            "statements": ["ru-rejects"], "opens": True,
        }
    ]  # fmt: skip
    assert view.sanctions().rows()[0]["contested"] == "back accepted by uk fr, denied by ru"
    assert "contested" not in story(IRAN).at("2025-10-01").sanctions().to_json()[0]
    assert "contested" not in story(IRAN).at("2025-10-01").sanctions().rows()[0]


@pytest.mark.parametrize("act", sorted(STANCES))
def test_each_act_of_a_statement_has_the_position_in_the_table(act: str):
    assert (embargo(said("ru", act)).state == "contested in_force lifted") == (STANCES[act] == "denies")
    assert (embargo(said("ru", act.capitalize())).state == "in_force") == (STANCES[act] == "accepts")


def test_the_page_lists_the_acts_by_their_position():
    page = (Path(__file__).parents[2] / "docs/concepts/reversals.md").read_text("utf-8")
    for stance, words in (("accepts", "that it is valid"), ("denies", "that it is not")):
        (row,) = [line for line in page.splitlines() if line.strip().startswith(f"| {words} |")]
        assert re.findall(r"`(\w+)`", row) == sorted(act for act, says in STANCES.items() if says == stance)
