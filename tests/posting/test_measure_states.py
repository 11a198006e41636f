"""The states of a measure, rule by rule: what `model.md` says in section 3, as small stories."""

from __future__ import annotations

import pytest
from stories import state_of, states_of, story

import sanctledger as sl
from sanctledger.base.common_errors import ScopeTooIntricate
from sanctledger.values.scope_difference import Search

FREEZE = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: belavia}\n"
LICENCE = "- {kind: general_license, id: a, from: 2020-02-01, until: 2020-06-01, eases: f}\n"
DELISTING = "- {kind: delisting, id: d, from: 2020-02-01, eases: f}\n"
#: The days that most stories are asked about: before, at the start, and the first of each month after.
DAYS = ["2019-12-31", "2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01", "2020-06-01"]


def test_a_restraint_bites_from_its_start_on_and_is_absent_before():
    assert states_of(story(FREEZE), DAYS[:3], "f") == ["absent", "in_force", "in_force"]


def test_what_starts_on_a_day_counts_and_what_ends_on_it_does_not():
    ledger = story("- {kind: asset_freeze, id: f, from: 2020-01-01, until: 2020-01-03, sender: us, target: by}")
    days = ["2019-12-31", "2020-01-01", "2020-01-02", "2020-01-03"]
    assert states_of(ledger, days, "f") == ["absent", "in_force", "in_force", "ended"]


@pytest.mark.parametrize(
    ("word", "end"),
    [("until", "2020-01-03T00:01-05:00"), ("until", "2020-01-03T18:00+02:00"), ("through", "2020-01-02")],
)
def test_a_time_of_day_decides_the_closing_position_of_its_day(word: str, end: str):
    ledger = story(f"""
- kind: flight_ban
  id: f
  from: 2020-01-01T18:00+03:00
  {word}: {end}
  sender: us
  target: by
""")
    assert states_of(ledger, ["2020-01-01", "2020-01-02", "2020-01-03"], "f") == ["in_force", "in_force", "ended"]


def test_a_licence_over_the_whole_scope_eases_for_its_time_and_the_sanction_stands():
    expected = ["absent", "in_force", "eased", "eased", "eased", "eased", "in_force"]
    assert states_of(story(FREEZE + LICENCE), DAYS, "f") == expected


def test_a_licence_with_a_carve_out_eases_in_part():
    licence = "- {kind: general_license, id: a, from: 2020-02-01, eases: f, scope: {excluding: [{action: unblock}]}}"
    assert state_of(story(FREEZE + licence), "2020-02-01", "f") == "partly_eased"


def test_easings_that_together_cover_the_scope_ease_it_while_they_overlap():
    ledger = story("""
- {kind: export_control, id: f, from: 2020-01-01, sender: us, target: by, scope: {goods: [a, b]}}
- {kind: general_license, id: x, from: 2020-02-01, eases: f, scope: {goods: a}}
- {kind: waiver, id: y, from: 2020-03-01, until: 2020-04-01, eases: f, scope: {goods: b}}
""")
    expected = ["in_force", "partly_eased", "eased", "partly_eased"]
    assert states_of(ledger, DAYS[1:5], "f") == expected


@pytest.mark.parametrize("kind", ["wind_down", "specific_license"])
def test_wind_downs_and_specific_licences_never_do_more_than_ease_in_part(kind: str):
    ledger = story(FREEZE + f"- {{kind: {kind}, id: a, from: 2020-02-01, until: 2020-03-01, eases: f, scope: all}}")
    assert states_of(ledger, DAYS[1:4], "f") == ["in_force", "partly_eased", "in_force"]


def test_a_specific_licence_adds_nothing_to_the_cover_of_others():
    ledger = story("""
- {kind: export_control, id: f, from: 2020-01-01, sender: us, target: by, scope: {goods: [a, b]}}
- {kind: general_license, id: x, from: 2020-02-01, eases: f, scope: {goods: a}}
- {kind: specific_license, id: y, from: 2020-02-01, eases: f, scope: {goods: b}}
""")
    assert state_of(ledger, "2020-02-01", "f") == "partly_eased"


@pytest.mark.parametrize(("kind", "state"), [("delisting", "lifted"), ("termination", "lifted"), ("lapse", "ended")])
def test_a_lifting_lifts_and_a_lapse_ends(kind: str, state: str):
    ledger = story(FREEZE + f"- {{kind: {kind}, id: d, from: 2020-02-01, eases: f}}")
    assert states_of(ledger, DAYS[1:4], "f") == ["in_force", state, state]


@pytest.mark.parametrize("kind", ["delisting", "termination", "lapse"])
def test_a_lifting_of_a_narrower_scope_eases_in_part(kind: str):
    ledger = story(FREEZE + f"- {{kind: {kind}, id: d, from: 2020-02-01, eases: f, scope: {{goods: aviation.parts}}}}")
    assert state_of(ledger, "2020-02-01", "f") == "partly_eased"


def test_what_is_lifted_is_over_once_the_sanction_would_have_ended_by_itself():
    ledger = story("""
- {kind: asset_freeze, id: f, from: 2020-01-01, until: 2020-04-01, sender: us, target: belavia}
- {kind: termination, id: d, from: 2020-02-01, eases: f}
""")
    assert states_of(ledger, DAYS[1:5], "f") == ["in_force", "lifted", "lifted", "ended"]


def test_a_lifting_that_is_reversed_bites_again_and_a_reversal_of_that_lifts_again():
    snapback = "- {kind: snapback, id: s, from: 2020-03-01, reverses: d}\n"
    withdrawal = "- {kind: withdrawal, id: w, from: 2020-04-01, reverses: s}\n"
    once, twice = story(FREEZE + DELISTING + snapback), story(FREEZE + DELISTING + snapback + withdrawal)
    assert states_of(once, DAYS[1:5], "f") == ["in_force", "lifted", "in_force", "in_force"]
    assert states_of(twice, DAYS[1:5], "f") == ["in_force", "lifted", "in_force", "lifted"]


def test_a_lapse_that_is_reversed_bites_again():
    lapse = "- {kind: lapse, id: d, from: 2020-02-01, eases: f}\n"
    lapse += "- {kind: snapback, id: s, from: 2020-03-01, reverses: d}"
    assert states_of(story(FREEZE + lapse), DAYS[1:4], "f") == ["in_force", "ended", "in_force"]


def test_a_sanction_that_is_reversed_is_over_and_bites_once_that_is_reversed():
    reversed_once = "- {kind: withdrawal, id: v, from: 2020-02-01, reverses: f}\n"
    back = "- {kind: withdrawal, id: w, from: 2020-03-01, reverses: v}\n"
    assert states_of(story(FREEZE + reversed_once + back), DAYS[1:4], "f") == ["in_force", "ended", "in_force"]


def test_another_sanction_that_reimposes_a_lifted_one_takes_its_place():
    again = "- {kind: asset_freeze, id: g, from: 2020-03-01, sender: us, target: belavia, reimposes: f}"
    ledger = story(FREEZE + DELISTING + again)
    assert states_of(ledger, DAYS[1:5], "f") == ["in_force", "lifted", "ended", "ended"]
    assert states_of(ledger, DAYS[1:5], "g") == ["absent", "absent", "in_force", "in_force"]


def test_a_sanction_that_continues_another_takes_over_from_its_start():
    ledger = story(
        FREEZE + "- {kind: asset_freeze, id: g, from: 2020-02-01, sender: us, target: belavia, continues: f}"
    )
    assert states_of(ledger, DAYS[1:4], "f") == ["in_force", "ended", "ended"]
    assert states_of(ledger, DAYS[1:4], "g") == ["absent", "in_force", "in_force"]


def test_a_sanction_that_continues_only_some_targets_leaves_the_others():
    ledger = story("""
- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, targets: [belavia, bank]}
- {kind: asset_freeze, id: g, from: 2020-02-01, sender: us, targets: [bank], continues: f}
""")
    assert state_of(ledger, "2020-03-01", "f", "belavia") == "in_force"
    assert state_of(ledger, "2020-03-01", "f", "bank") == "ended"


def test_a_replacing_licence_ends_the_old_one_and_does_not_revive_it_when_it_expires():
    new = "- {kind: general_license, id: b, from: 2020-03-01, until: 2020-04-01, eases: f, replaces: a}\n"
    assert states_of(story(FREEZE + LICENCE + new), DAYS[1:], "f") == [
        "in_force", "eased", "eased", "in_force", "in_force", "in_force",
    ]  # fmt: skip


def test_a_replacing_licence_that_is_revoked_gives_the_old_one_back():
    new = """
- {kind: wind_down, id: b, from: 2020-03-01, eases: f, replaces: a}
- {kind: revocation, id: v, from: 2020-04-01, reverses: b}
"""
    assert states_of(story(FREEZE + LICENCE + new), DAYS[1:], "f") == [
        "in_force", "eased", "partly_eased", "eased", "eased", "in_force",
    ]  # fmt: skip


def test_a_licence_that_says_nothing_of_what_it_eases_eases_what_the_replaced_one_did():
    new = "- {kind: general_license, id: b, from: 2020-03-01, replaces: a}\n"
    assert states_of(story(FREEZE + LICENCE + new), DAYS[2:], "f") == ["eased"] * 5


def test_a_hand_over_on_an_unsure_day_is_certain_where_both_ways_agree():
    same = "- {kind: general_license, id: b, from: 2020-02-15..2020-03-15, eases: f, replaces: a}\n"
    assert states_of(story(FREEZE + LICENCE + same), DAYS[2:], "f") == ["eased"] * 5


def test_a_hand_over_on_an_unsure_day_is_open_where_the_two_ways_differ():
    narrower = "- {kind: wind_down, id: b, from: 2020-02-15..2020-03-15, eases: f, replaces: a}\n"
    found = states_of(story(FREEZE + LICENCE + narrower), DAYS[2:5], "f")
    assert found == ["eased", "maybe partly_eased eased", "partly_eased"]


@pytest.mark.parametrize("field", ["continues", "reimposes"])
def test_a_hand_over_between_sanctions_on_an_unsure_day_leaves_exactly_one_in_force(field: str):
    lifted = DELISTING if field == "reimposes" else ""
    new = f"- {{kind: asset_freeze, id: g, from: 2020-02-15..2020-03-15, sender: us, target: belavia, {field}: f}}\n"
    ledger = story(FREEZE + lifted + new)
    before = "lifted" if lifted else "in_force"
    assert state_of(ledger, "2020-03-01", "f") == f"maybe {before} ended"
    assert state_of(ledger, "2020-03-01", "g") == "maybe in_force"
    assert (state_of(ledger, "2020-03-15", "f"), state_of(ledger, "2020-03-15", "g")) == ("ended", "in_force")


def test_a_disputed_sanction_is_never_certain():
    ledger = story("- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: by, status: disputed}")
    assert state_of(ledger, "2020-03-01", "f") == "maybe in_force"
    assert str(ledger.at("2020-03-01").balance("us", "by")["in_force:asset_freeze"].given) == "0..1"


def test_a_scheduled_licence_leaves_both_states_open():
    licence = "- {kind: general_license, id: a, from: 2020-02-01, eases: f, status: scheduled}"
    assert state_of(story(FREEZE + licence), "2020-02-01", "f") == "maybe in_force eased"


def test_an_imprecise_start_is_open_until_its_latest_day():
    ledger = story("- {kind: asset_freeze, id: f, from: 2020-02, sender: us, target: by}")
    days = ["2020-01-31", "2020-02-01", "2020-02-28", "2020-02-29"]
    assert states_of(ledger, days, "f") == ["absent", "maybe in_force", "maybe in_force", "in_force"]


def test_each_end_of_a_span_narrows_the_other():
    ledger = story("- {kind: asset_freeze, id: f, from: 2020-02, until: 2020-02-10, sender: us, target: by}")
    assert states_of(ledger, ["2020-02-08", "2020-02-09", "2020-02-10"], "f") == ["maybe in_force", "in_force", "ended"]


def test_an_end_of_unknown_day_may_be_any_day_from_the_start_on():
    ledger = story("- {kind: asset_freeze, id: f, from: 2020-01-01, until: unknown, sender: us, target: by}")
    assert states_of(ledger, ["2020-01-01", "2020-01-02", "2030-01-01"], "f") == [
        "in_force",
        "maybe in_force ended",
        "maybe in_force ended",
    ]


def test_senders_and_targets_are_restrained_each_for_itself():
    ledger = story("""
- {kind: asset_freeze, id: f, from: 2020-01-01, senders: [us, eu], targets: [belavia, bank]}
- {kind: general_license, id: a, from: 2020-02-01, eases: f, senders: [eu], targets: [bank]}
""")
    found = {(item.sender, item.target): item.state for item in ledger.at("2020-02-01").sanctions()}
    assert found == {
        ("us", "belavia"): "in_force",
        ("us", "bank"): "in_force",
        ("eu", "belavia"): "in_force",
        ("eu", "bank"): "eased",
    }


def test_only_narrows_a_reversal_on_each_axis_that_it_speaks_of():
    ledger = story("""
- {kind: asset_freeze, id: f, from: 2020-01-01, senders: [us, eu], targets: [belavia, bank]}
- {kind: asset_freeze, id: g, from: 2020-01-01, sender: us, target: belavia}
- {kind: delisting, id: d, from: 2020-02-01, eases: [f, g]}
- {kind: snapback, id: s, from: 2020-03-01, reverses: d, only: [eu, bank]}
- {kind: snapback, id: t, from: 2020-04-01, reverses: d, only: [g]}
""")
    assert _biting(ledger, "2020-02-01") == set()
    assert _biting(ledger, "2020-03-01") == {("f", "eu", "bank")}
    assert _biting(ledger, "2020-04-01") == {("f", "eu", "bank"), ("g", "us", "belavia")}


def test_only_a_sender_leaves_the_sanctions_of_others_alone():
    ledger = story("""
- {kind: asset_freeze, id: f, from: 2020-01-01, sender: eu, target: bank}
- {kind: asset_freeze, id: g, from: 2020-01-01, sender: us, target: bank}
- {kind: delisting, id: d, from: 2020-02-01, eases: [f, g]}
- {kind: snapback, id: s, from: 2020-03-01, reverses: d, only: [eu, bank]}
""")
    assert _biting(ledger, "2020-03-01") == {("f", "eu", "bank")}


def _biting(ledger: sl.Ledger, day: str) -> set[tuple[str, str | None, str | None]]:
    return {(item.id, item.sender, item.target) for item in ledger.at(day).sanctions(state="in_force")}


def test_claims_about_a_date_widen_it_under_the_hull_and_do_nothing_under_the_primary_reading():
    ledger = story(FREEZE + "- {kind: claim, id: c, about: f, field: from, value: 2019-12-01}")
    assert state_of(ledger, "2019-12-15", "f") == "maybe in_force"
    assert state_of(ledger, "2020-01-01", "f") == "in_force"
    assert state_of(ledger, "2019-12-15", "f", reading="stated") == "absent"


def test_a_claim_about_the_end_of_an_open_sanction_makes_every_later_day_open():
    ledger = story(FREEZE + "- {kind: claim, id: c, about: f, field: until, value: 2020-03-01}")
    assert states_of(ledger, ["2020-02-29", "2020-03-01"], "f") == ["in_force", "maybe in_force ended"]


def test_a_claim_that_it_did_not_happen_leaves_nothing_certain():
    ledger = story(FREEZE + "- {kind: claim, id: c, about: f, field: happened, value: no}")
    assert state_of(ledger, "2020-03-01", "f") == "maybe in_force"
    assert state_of(ledger, "2020-03-01", "f", reading="stated") == "in_force"


def test_the_states_of_a_restraint_are_shown_with_the_days_around_them_and_what_brought_them():
    item = story(FREEZE + LICENCE).at("2020-03-01").sanctions().of("f")[0]
    assert (str(item.since), str(item.until), item.by) == ("2020-02-01", "2020-06-01", ("a",))
    later = story(FREEZE + LICENCE).at("2020-06-01").sanctions().of("f")[0]
    assert (str(later.since), later.until, later.by) == ("2020-06-01", None, ())


def test_links_in_a_circle_do_nothing():
    ledger = story(
        FREEZE
        + """
- {kind: general_license, id: a, from: 2020-02-01, eases: f, replaces: b}
- {kind: general_license, id: b, from: 2020-03-01, eases: f, replaces: a}
"""
    )
    assert states_of(ledger, ["2020-02-01", "2020-03-01", "2021-01-01"], "f") == ["eased"] * 3


def test_more_unsure_hand_overs_than_are_derived_both_ways_still_give_sound_states():
    licences = "".join(
        f"- {{kind: general_license, id: n{i}, from: 2020-03, eases: f, scope: {{goods: g{i}}}, replaces: o{i}}}\n"
        f"- {{kind: general_license, id: o{i}, from: 2020-02-01, eases: f, scope: {{goods: g{i}}}}}\n"
        for i in range(8)
    )
    goods = ", ".join(f"g{i}" for i in range(8))
    ledger = story(
        f"- {{kind: export_control, id: f, from: 2020-01-01, sender: us, target: by, scope: {{goods: [{goods}]}}}}\n"
        + licences
    )
    assert state_of(ledger, "2020-02-29", "f") == "eased"
    assert "eased" in state_of(ledger, "2020-03-15", "f").split()
    assert state_of(ledger, "2020-03-31", "f") == "eased"


def test_a_cover_that_takes_too_long_to_tell_leaves_both_states_open(monkeypatch: pytest.MonkeyPatch):
    easings = "".join(
        f"- {{kind: general_license, id: e{goods}, from: 2020-02-01, eases: f, scope: {{goods: {goods}}}}}\n"
        for goods in "ab"
    )
    text = (
        "- {kind: export_control, id: f, from: 2020-01-01, sender: us, target: by, scope: {goods: [a, b]}}\n" + easings
    )
    monkeypatch.setattr(Search, "is_empty", too_intricate)
    (measure,) = story(text).at("2020-03-01").sanctions()
    assert (measure.certain, measure.candidates) == (False, ("partly_eased", "eased"))
    (measure,) = (
        story(FREEZE + "- {kind: delisting, id: d, from: 2020-02-01, eases: f, scope: {goods: a}}\n")
        .at("2020-03-01")
        .sanctions()
    )
    assert set(measure.candidates) >= {"partly_eased", "lifted"}


def too_intricate(*_: object) -> bool:
    raise ScopeTooIntricate(1)
