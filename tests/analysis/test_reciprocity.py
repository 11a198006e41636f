"""Which move answers which: by links of the records, by a common deal, or by a window that the answer names."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl

DEAL = "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
RELEASE = "- {kind: release, id: r, from: 2020-01-15, giver: by, receiver: us, quantity: 5 prisoners}\n"
FREEZE = "- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: belavia}\n"
LICENCE = FREEZE + "- {kind: general_license, id: a, from: 2020-02-01, eases: f}\n"
DETENTION = "- {kind: detention, id: t, from: 2020-02-05, giver: by, receiver: us}\n"


def asked(text: str, **options: object) -> sl.Reciprocity:
    return story(text).at("2021-01-01").reciprocity("us", "by", since="2020-01-01", **options)  # type: ignore[arg-type]


def ties(found: sl.Reciprocity) -> list[tuple[str, str, str, str, bool]]:
    return [(one.to, one.by, one.rule, str(one.lag), one.in_kind) for one in found]


def test_nothing_is_inferred_without_a_window():
    found = asked(RELEASE + LICENCE)
    assert (len(found), found.unanswered, found.window) == (0, ("r", "a"), None)


def test_within_a_window_an_answer_is_inferred_and_marked():
    found = asked(RELEASE + LICENCE, window=30)
    assert ties(found) == [("r", "a", "inferred", "17", True)]
    assert found.answers[0].is_inferred
    assert "within 30 days" in found.answers[0].why
    assert len(asked(RELEASE + LICENCE, window=16)) == 0


def test_moves_of_one_deal_answer_each_other_and_moves_of_two_deals_never():
    text = DEAL + RELEASE.replace("id: r", "id: r, deal: d") + LICENCE.replace("id: a", "id: a, deal: d")
    assert ties(asked(text)) == [("r", "a", "deal", "17", True)]
    other = text.replace("id: a, deal: d", "id: a, deal: e") + DEAL.replace("id: d", "id: e")
    assert ties(asked(other, window=99)) == []
    assert [(one.deal, one.first) for one in asked(text).openings] == [("d", ("received",))]
    assert str(asked(text).leads("received")) == "1"
    assert str(asked(text).leads("given")) == "0"


def test_within_a_deal_a_move_answers_the_last_turn_of_the_other_side():
    text = DEAL + RELEASE.replace("id: r", "id: r, deal: d") + LICENCE.replace("id: a", "id: a, deal: d")
    text += RELEASE.replace("id: r, from: 2020-01-15", "id: s, deal: d, from: 2020-01-20")
    assert [(one.to, one.by) for one in asked(text)] == [("s", "a")]
    maybe = text.replace("id: s,", "id: s, status: disputed,")
    assert [(one.to, one.by, one.certainty) for one in asked(maybe)] == [
        ("r", "a", sl.Certainty.MAYBE),
        ("s", "a", sl.Certainty.YES),
    ]
    later = text.replace("from: 2020-01-20", "from: 2020-03-01")
    assert [(one.to, one.by) for one in asked(later)] == [("r", "a"), ("a", "s")]


def test_a_pledge_that_names_the_other_move_makes_the_answer_explicit():
    pledge = "- {kind: pledge, id: p, from: 2020-01-01, giver: us, receiver: by, %s}\n"
    kept = LICENCE.replace("id: a", "id: a, delivers: p")
    for said in ("order: {after: r}", "order: {with: [r]}", "if: r", "if: [r, the weather]"):
        assert ties(asked(RELEASE + kept + pledge % said)) == [("r", "a", "explicit", "17", True)]
    release = RELEASE.replace("id: r", "id: r, delivers: q")
    theirs = "- {kind: pledge, id: q, from: 2020-01-01, giver: by, receiver: us, order: {before: p}}\n"
    assert ties(asked(release + kept + theirs + pledge % "firmness: agreed"))[0][2] == "explicit"


def test_a_burden_for_a_benefit_is_not_an_answer_in_kind():
    found = asked(LICENCE + DETENTION, window=10)
    assert ties(found) == [("a", "t", "inferred", "4", False)]
    reply = found.replies[1]
    assert (str(reply.moves), str(reply.answered), str(reply.in_kind), str(reply.rate)) == ("1", "1", "0", "0")


def test_benefits_and_burdens_have_shares_of_their_own():
    caught = (
        "- {kind: detention, id: caught, from: 2020-05-01, giver: by, receiver: us, quantity: 1 prisoner, deal: d}\n"
    )
    back = "- {kind: travel_ban, id: back, from: 2020-06-01, sender: us, target: by, deal: d}\n"
    deal = "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
    freed = "- {kind: release, id: freed, from: 2020-02-01, giver: by, receiver: us, quantity: 2 prisoners, deal: d}\n"
    ban = "- {kind: travel_ban, id: ban, from: 2020-03-01, sender: us, target: by, deal: d}\n"
    found = asked(deal + freed + ban + caught + back)
    kinds = {(one.by, one.to): one.response for one in found}
    assert kinds["ban", "freed"] == "ill for good"
    assert kinds["back", "caught"] == "ill for ill"
    reply = found.replies[0]
    assert [str(rate) for rate in (reply.rate, reply.good, reply.ill)] == ["0.5", "0", "1"]


def test_the_rate_is_the_share_answered_in_kind():
    text = RELEASE + LICENCE + RELEASE.replace("id: r, from: 2020-01-15", "id: s, from: 2020-06-01")
    found = asked(text, window=30)
    assert str(found.replies[0].rate) == "0.5"
    assert found.unanswered == ("a", "s")
    assert found.open == ()
    assert str(found.replies[1].rate) == "0"


def test_a_move_whose_window_is_not_over_is_open():
    late = RELEASE.replace("2020-01-15", "2020-12-20")
    assert asked(late, window=30).open == ("r",)
    assert asked(late, window=5).open == ()


def test_imprecise_days_give_lags_between_bounds_and_possible_answers():
    text = DEAL + RELEASE.replace("id: r, from: 2020-01-15", "id: r, deal: d, from: 2020-01")
    text += LICENCE.replace("id: a, from: 2020-02-01", "id: a, deal: d, from: 2020-01-20")
    found = asked(text)
    by = {(one.to, one.by): one for one in found}
    assert (str(by["r", "a"].lag), by["r", "a"].certainty) == ("0..19", sl.Certainty.MAYBE)
    assert (str(by["a", "r"].lag), by["a", "r"].certainty) == ("0..11", sl.Certainty.MAYBE)
    assert found.openings[0].first == ("given", "received", "together")
    assert str(found.leads("given")) == "0..1"
    assert found.unanswered == ()
    assert str(found.replies[0].rate) == "0..1"


def test_a_move_that_may_not_have_been_made_leaves_the_share_open():
    text = DEAL + RELEASE.replace("id: r", "id: r, deal: d")
    text += LICENCE.replace("id: a", "id: a, deal: d, status: disputed")
    found = asked(text)
    assert found.answers[0].certainty is sl.Certainty.MAYBE
    assert str(found.replies[0].rate) == "0..1"
    assert str(found.replies[1].moves) == "0..1"
    assert str(found.replies[1].rate) == "0"


def test_promises_and_continued_measures_answer_nothing():
    text = RELEASE + FREEZE
    text += "- {kind: pledge, id: p, from: 2020-01-20, giver: us, receiver: by}\n"
    text += "- {kind: asset_freeze, id: g, from: 2020-01-25, sender: us, target: belavia, continues: f}\n"
    found = asked(text, window=99)
    assert (found.deeds, len(found)) == (("r",), 0)
    assert found.to_json()["promises"] == ["p"]


def test_a_reversal_of_an_act_of_a_deal_is_a_move_of_the_deal():
    text = DEAL + RELEASE.replace("id: r", "id: r, deal: d") + LICENCE.replace("id: a", "id: a, deal: d")
    back = "- {kind: rearrest, id: x, from: 2020-03-01, by: by, reverses: r}\n"
    assert ("a", "x", "deal", "29", False) in ties(asked(text + back))


def test_errors_name_a_way_out():
    with pytest.raises(sl.errors.ReadError, match="is not a window"):
        asked(RELEASE, window=-1)
    with pytest.raises(sl.errors.ReadError, match="'3d' is not a window; give a number of days"):
        asked(RELEASE, window="3d")  # type: ignore[arg-type]
    with pytest.raises(sl.errors.ReadError, match="is not a side"):
        asked(RELEASE).leads("us")
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `belavia`"):
        story(RELEASE).at("2021-01-01").reciprocity("us", "belavai")


def test_the_answer_reads_in_words_rows_and_json():
    found = asked(RELEASE + LICENCE, window=30)
    assert (
        "a answers r, good for good, after 17 days (inferred: it follows within 30 days; no record ties them)"
        in str(found)
    )
    assert "nothing answers a" in str(found)
    assert "the first side answered 1 of 1 in kind: 1" in str(found)
    assert repr(found) == "<Reciprocity of us and by from 2020-01-01 until 2021-01-02: 1 answer>"
    assert found.rows()[0]["lag_low"] == 17
    assert found.to_json()["answers"][0]["inferred"] is True
    assert [reason.record for reason in found.explain().reasons] == ["r", "a"]
