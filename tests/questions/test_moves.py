"""The moves between two days: each act once, with its day, code and side."""

from __future__ import annotations

from typing import Any

import pytest
from stories import story

import sanctledger as sl

FREEZE = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, targets: [belavia, bank]}\n"
LICENCE = "- {kind: general_license, id: a, from: 2020-02-01, eases: f}\n"
RELEASE = "- {kind: release, id: r, from: 2020-01-15, giver: by, receiver: us, quantity: 5 prisoners}\n"


def moves(text: str, **question: Any) -> dict[str, sl.Move]:
    return {move.record: move for move in story(text).at("2021-01-01").moves("us", "by", **question)}


def does(text: str, **question: Any) -> dict[str, str]:
    return {record: move.does for record, move in moves(text, **question).items()}


def test_each_act_is_one_move_in_the_order_of_days_on_the_side_that_acted():
    found = story(FREEZE + RELEASE + LICENCE).at("2021-01-01").moves("us", "by")
    assert [(move.day, move.side, move.does, move.record) for move in found] == [
        ("2020-01-01", "given", "impose", "f"),
        ("2020-01-15", "received", "concede", "r"),
        ("2020-02-01", "given", "ease", "a"),
    ]


def test_the_window_begins_with_its_first_day_and_ends_before_its_last():
    text = RELEASE + FREEZE
    assert list(moves(text, since="2020-01-01", until="2020-01-15")) == ["f"]
    assert list(moves(text, since="2020-01-15")) == ["r"]
    assert list(moves(text, since="2020-01-01", until="2020-01-16")) == ["f", "r"]


def test_the_window_ends_with_the_day_of_the_view_by_default():
    ledger = story(RELEASE)
    assert [len(ledger.at(day).moves("us", "by")) for day in ("2020-01-14", "2020-01-15")] == [0, 1]


@pytest.mark.parametrize(
    ("record", "expected", "code"),
    [
        ("- {kind: asset_freeze, id: x, from: 2020-03-01, sender: us, target: by}", "impose", "163"),
        ("- {kind: aid_suspension, id: x, from: 2020-03-01, sender: us, target: by}", "impose", "162"),
        ("- {kind: diplomatic, id: x, from: 2020-03-01, sender: us, target: by}", "impose", "161"),
        ("- {kind: asset_freeze, id: x, from: 2020-03-01, sender: us, target: bank, continues: f}", "continue", "163"),
        ("- {kind: asset_freeze, id: x, from: 2020-03-01, sender: us, target: bank, reimposes: f}", "reimpose", "163"),
        ("- {kind: general_license, id: x, from: 2020-03-01, eases: f}", "ease", "085"),
        ("- {kind: delisting, id: x, from: 2020-03-01, eases: f}", "lift", "081"),
        ("- {kind: termination, id: x, from: 2020-03-01, eases: f}", "lift", "085"),
        ("- {kind: snapback, id: x, from: 2020-03-01, by: us, reverses: a}", "reverse", "163"),
        ("- {kind: rearrest, id: x, from: 2020-03-01, by: by, reverses: r}", "reverse", "173"),
        ("- {kind: release, id: x, from: 2020-03-01, giver: by, receiver: us}", "concede", "0841"),
        ("- {kind: payment, id: x, from: 2020-03-01, giver: us, receiver: by}", "concede", "071"),
        ("- {kind: declaration, id: x, from: 2020-03-01, giver: by, receiver: us}", "concede", None),
        ("- {kind: detention, id: x, from: 2020-03-01, giver: by, receiver: us}", "coerce", "173"),
        ("- {kind: threat, id: x, from: 2020-03-01, giver: us, receiver: by}", "coerce", "130"),
        ("- {kind: pledge, id: x, from: 2020-03-01, giver: us, receiver: by}", "pledge", None),
        (
            "- {kind: pledge, id: x, from: 2020-03-01, giver: us, receiver: by, promises: {kind: release}}",
            "pledge",
            "0353",
        ),
        (
            "- {kind: pledge, id: x, from: 2020-03-01, giver: us, receiver: by, promises: {kind: waiver}}",
            "pledge",
            "0354",
        ),
    ],
)
def test_every_act_has_its_verb_and_the_cameo_code_of_its_kind(record: str, expected: str, code: str | None):
    move = moves(FREEZE + LICENCE + RELEASE + record)["x"]
    assert (move.does, move.cameo) == (expected, code)


def test_records_that_are_not_acts_are_not_moves():
    text = (
        "- {kind: event, id: e, from: 2020-01-01, parties: [us, by]}\n"
        "- {kind: statement, id: s, from: 2020-01-01, by: us, act: warns}\n"
        "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
        "- {kind: observation, id: o, from: 2020-01-01, holder: by, quantity: 5 prisoners}\n"
    )
    assert moves(text) == {}


def test_a_wind_down_that_replaces_a_wider_licence_tightens():
    new = "- {kind: wind_down, id: b, from: 2020-03-01, replaces: a}\n"
    move = moves(FREEZE + LICENCE + new)["b"]
    assert (move.does, move.cameo) == ("tighten", "163")


def test_a_licence_that_narrows_tightens_and_one_that_widens_eases():
    narrow = "- {kind: general_license, id: b, from: 2020-03-01, replaces: a, scope: {goods: parts}}\n"
    wide = "- {kind: general_license, id: c, from: 2020-04-01, replaces: b}\n"
    same = "- {kind: general_license, id: d, from: 2020-05-01, replaces: c}\n"
    found = does(FREEZE + LICENCE + narrow + wide + same)
    assert {record: found[record] for record in "abcd"} == {"a": "ease", "b": "tighten", "c": "ease", "d": "ease"}


@pytest.mark.parametrize("narrower", ["targets: belavia", "eases: f"])
def test_a_licence_for_fewer_parties_or_sanctions_tightens(narrower: str):
    more = "- {kind: travel_ban, id: g, from: 2020-01-01, sender: us, targets: [belavia, bank]}\n"
    licence = "- {kind: general_license, id: a, from: 2020-02-01, eases: [f, g]}\n"
    new = f"- {{kind: general_license, id: b, from: 2020-03-01, replaces: a, {narrower}}}\n"
    assert does(FREEZE + more + licence + new)["b"] == "tighten"


def test_a_reversed_act_is_a_move_and_the_reversal_names_it():
    found = moves(RELEASE + "- {kind: rearrest, id: v, from: 2020-03-01, by: by, reverses: r, quantity: 1 prisoners}")
    assert list(found) == ["r", "v"]
    assert (found["v"].answers, str(found["v"].quantity)) == (("r",), "1 prisoners")
    assert (found["v"].givers, found["v"].receivers) == (("by",), ("us",))


def test_a_reversal_of_several_names_their_parties_in_the_order_in_which_it_names_them():
    lands = "".join(f"- {{kind: state, id: {one}}}\n" for one in ("zz", "aa"))
    acts = "".join(
        f"- {{kind: release, id: r-{one}, from: 2020-01-15, giver: {one}, receiver: us, quantity: 1 prisoners}}\n"
        for one in ("zz", "aa")
    )
    ledger = story(lands + acts + "- {kind: rearrest, id: v, from: 2020-03-01, reverses: [r-zz, r-aa]}\n")
    found = {move.record: move for move in ledger.at("2021-01-01").moves(["zz", "aa"], "us")}
    assert found["v"].givers == ("zz", "aa")


def test_a_reversal_without_an_actor_is_an_act_of_the_parties_of_the_reversed_act():
    found = moves(
        FREEZE
        + "- {kind: withdrawal, id: v, from: 2020-03-01, reverses: f}\n"
        + "- {kind: withdrawal, id: w, from: 2020-04-01, reverses: v}\n"
    )
    for record in ("v", "w"):
        assert (found[record].givers, found[record].receivers) == (("us",), ("belavia", "bank"))


def test_an_easing_has_the_senders_and_targets_that_it_names():
    both = "- {kind: asset_freeze, id: f, from: 2020-01-01, senders: [us, eu], targets: [belavia, bank]}\n"
    move = moves(both + "- {kind: waiver, id: x, from: 2020-02-01, eases: f, senders: us, targets: bank}")["x"]
    assert (move.givers, move.receivers) == (("us",), ("bank",))


def test_a_move_with_an_uncertain_day_is_certain_only_within_the_window():
    text = RELEASE.replace("2020-01-15", "2020-01")
    assert moves(text)["r"].certainty is sl.Certainty.YES
    assert moves(text, since="2020-01-15")["r"].certainty is sl.Certainty.MAYBE
    assert moves(text, since="2020-02-01") == {}


def test_a_disputed_act_may_have_been_done():
    assert moves(RELEASE.replace("id: r", "id: r, status: disputed"))["r"].certainty is sl.Certainty.MAYBE


def test_a_corrected_act_is_one_move_as_known_on_the_day():
    text = (
        RELEASE
        + "- {kind: release, id: s, corrects: r, from: 2020-01-16, giver: by, receiver: us, quantity: 6 prisoners}\n"
    )
    found = story(text).at("2021-01-01").moves("us", "by")
    assert [(move.record, move.day, str(move.quantity)) for move in found] == [("s", "2020-01-16", "6 prisoners")]
    then = story(text).at("2021-01-01", "2020-01-15").moves("us", "by")
    assert [(move.record, str(move.quantity)) for move in then] == [("r", "5 prisoners")]


def test_a_pledge_has_its_amount_and_a_delivery_the_pledge_that_it_answers():
    text = (
        "- {kind: pledge, id: p, from: 2020-01-01, giver: by, receiver: us, promises: {quantity: 5 prisoners}}\n"
        + RELEASE.replace("id: r", "id: r, delivers: p")
    )
    found = moves(text)
    assert (str(found["p"].quantity), found["r"].answers) == ("5 prisoners", ("p",))


def test_moves_with_everybody_else_and_without_rollup():
    view = story(FREEZE).at("2021-01-01")
    assert [move.side for move in view.moves("us")] == ["given"]
    assert [move.side for move in view.moves("bank")] == ["received"]
    assert len(view.moves("us", "by", rollup=False)) == 0
    assert len(view.moves("us", "bank", rollup=False)) == 1
    assert len(view.moves("us", "ru")) == 0


def test_an_act_within_one_side_is_not_a_move():
    view = story("- {kind: payment, id: p, from: 2020-01-01, giver: us, receiver: eu}").at("2021-01-01")
    assert len(view.moves(["us", "eu"])) == 0


def test_a_party_on_both_sides_is_an_error():
    with pytest.raises(sl.errors.OverlappingSides, match="us stands on both sides"):
        story().at("2021-01-01").moves("us", ["us", "by"])


def test_moves_are_a_sequence_with_rows_and_json():
    found = story(RELEASE).at("2021-01-01").moves("us", "by", since="2020-01-01")
    assert found[0] in list(found)
    assert repr(found) == "<Moves of us and by from 2020-01-01 until 2021-01-02: 1>"
    shape = found.to_json()
    assert {key: shape[key] for key in ("on", "known", "reading", "a", "b", "since", "until")} == {
        "on": "2021-01-01", "known": None, "reading": "widest", "a": "us", "b": "by",
        "since": "2020-01-01", "until": "2021-01-02",
    }  # fmt: skip
    assert shape["moves"] == [
        {
            "day": "2020-01-15", "side": "received", "record": "r", "kind": "release", "does": "concede",
            "givers": ["by"], "receivers": ["us"], "quantity": {"low": 5, "high": 5, "unit": "prisoners"},
            "cameo": "0841", "deal": None, "link": None, "answers": [], "status": "reported", "certainty": "yes",
            "sense": "benefit",
        }
    ]  # fmt: skip
    (row,) = found.rows()
    assert (row["givers"], row["quantity"]) == ("by", "5 prisoners")
