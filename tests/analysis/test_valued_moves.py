"""Moves on a scale: the worth of each, what counts once, the unvalued moves, and the warnings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Literal

import pytest
from stories import PRISONERS, story

import sanctledger as sl
from sanctledger.analysis.move_worth import Worth
from sanctledger.analysis.valued_moves import ValuedMoves

FREEZE = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, targets: [belavia]}\n"
LICENCE = "- {kind: general_license, id: a, from: 2020-02-01, eases: f, scope: {goods: [aviation]}}\n"
RELEASE = "- {kind: release, id: r, from: 2020-01-15, giver: by, receiver: us, quantity: 5 prisoners}\n"
PLEDGE = (
    "- {kind: pledge, id: p, from: 2020-01-02, giver: by, receiver: us, quantity: 8 prisoners, "
    "promises: {kind: release}}\n"
)


def moves(text: str, valuation: Any, **options: Any) -> ValuedMoves:
    scale = valuation if isinstance(valuation, (str, sl.Valuation)) else mine(valuation)
    return story(text).at("2021-01-01").moves("us", "by", valuation=scale, **options)


def mine(weights: dict[str, Any]) -> sl.Valuation:
    return sl.Valuation.of("mine", weights, version="1", citation="a test")


def values(found: ValuedMoves) -> dict[str, str | None]:
    return {move.record: None if move.value is None else str(move.value) for move in found}


def test_nothing_is_valued_unless_a_scale_is_named():
    found = story(FREEZE).at("2021-01-01").moves("us", "by")
    assert not isinstance(found, ValuedMoves)
    assert "scale" not in found.to_json()
    assert "worth" not in found[0].to_json()


def test_goldstein_values_by_code_and_the_answer_names_its_scale():
    found = moves(FREEZE + LICENCE + RELEASE, "goldstein-gdelt")
    assert values(found) == {"f": "-8", "r": "7", "a": "7"}
    assert found.scale.name == "goldstein-gdelt"
    assert "Goldstein" in found.scale.citation
    assert (str(found.given.total), str(found.given.benefits), str(found.given.burdens)) == ("-1", "7", "-8")
    assert (str(found.received.total), str(found.net)) == ("7", "-8")
    assert any("Easing does not cancel imposing" in warning.says for warning in found.warnings)
    assert any("A promise scores as much" in warning.says for warning in found.warnings)
    assert any("Counted once each, however much they gave: r." in warning.says for warning in found.warnings)


def test_a_weight_per_unit_counts_the_amount_and_the_nearest_key_wins():
    found = moves(RELEASE, {"0841": 100, "release": "2 per prisoners"})
    assert values(found) == {"r": "10"}
    assert found[0].worth == Worth(
        sl.Bounds.exactly(10), sl.Bounds.exactly(2), "prisoners", "release", sl.Bounds.exactly(5)
    )


def test_a_move_not_counted_in_the_unit_uses_the_next_key_or_is_left_out_with_the_reason():
    assert values(moves(RELEASE, {"release": "1 per USD", "0841": 3})) == {"r": "3"}
    found = moves(RELEASE, {"release": "1 per USD"})
    assert [one.why for one in found.unvalued] == ["weighed per USD, and not counted in that"]
    assert any("nothing is counted in that here" in one.says for one in found.warnings)


def test_the_answer_warns_of_a_wider_code():
    found = moves(RELEASE, {"08": 1})
    assert values(found) == {"r": "1"}
    assert any(one.says == "Weighed by a wider code: 0841 as 08." for one in found.warnings)


def test_interval_weights_are_one_number_on_both_sides():
    text = RELEASE + "- {kind: release, id: s, from: 2020-01-16, giver: us, receiver: by}\n"
    found = moves(text, {"release": "4..8"})
    assert (str(found.given.total), str(found.received.total), str(found.net)) == ("4..8", "4..8", "0")


def test_a_move_that_may_not_have_happened_counts_from_zero_on():
    text = RELEASE.replace("id: r", "id: r, status: disputed")
    assert values(moves(text, {"release": "-2..3"})) == {"r": "-2..3"}
    assert values(moves(text, {"release": 3})) == {"r": "0..3"}
    confirmed = story(text).at("2021-01-01", reading=sl.Reading("widest", ["confirmed"]))
    assert len(confirmed.moves("us", "by", valuation="plover")) == 0


def test_a_promise_counts_only_on_request_and_less_its_deliveries():
    delivery = RELEASE.replace("id: r", "id: r, delivers: p")
    weights = {"release": "1 per prisoners"}
    assert [one.why for one in moves(PLEDGE, weights).unvalued] == ["a promise; it counts where promises are asked for"]
    assert values(moves(PLEDGE, weights, promises=True)) == {"p": "8"}
    assert values(moves(PLEDGE + delivery, weights, promises=True)) == {"p": "3", "r": "5"}
    maybe = delivery.replace("id: r", "id: r, status: disputed")
    assert values(moves(PLEDGE + maybe, weights, promises=True)) == {"p": "3..8", "r": "0..5"}


def test_a_promise_is_weighed_as_a_promise_if_the_scale_weighs_promises():
    assert values(moves(PLEDGE, {"pledge:release": 2, "pledge": 1, "release": 5}, promises=True)) == {"p": "2"}
    assert values(moves(PLEDGE, {"pledge": 1, "release": 5}, promises=True)) == {"p": "1"}
    assert values(moves(PLEDGE, {"0353": 4, "release": 5}, promises=True)) == {"p": "4"}
    assert values(moves(PLEDGE, "goldstein-gdelt", promises=True)) == {"p": "7"}


def test_a_promise_that_was_only_discussed_does_not_count():
    found = moves(PLEDGE.replace("id: p", "id: p, firmness: discussed"), {"pledge": 1}, promises=True)
    assert [one.why for one in found.unvalued] == ["only discussed, and no promise yet"]


def test_a_kept_promise_without_an_amount_is_not_a_second_act():
    pledge = PLEDGE.replace(" quantity: 8 prisoners,", "")
    delivery = RELEASE.replace("id: r", "id: r, delivers: p")
    assert values(moves(pledge + delivery, "plover", promises=True)) == {"p": "0", "r": "6.5"}


def test_a_total_counts_only_what_it_does_not_already_count():
    whole = "- {kind: release, id: t, from: 2020-03-01, giver: by, receiver: us, quantity: 7 prisoners, includes: r}\n"
    assert values(moves(RELEASE + whole, {"release": "1 per prisoners"})) == {"r": "5", "t": "2"}
    assert values(moves(RELEASE + whole, {"release": 1})) == {"r": "1", "t": "1"}
    same = whole.replace("7 prisoners", "5 prisoners")
    assert values(moves(RELEASE + same, {"release": 1})) == {"r": "1", "t": "0"}


def test_a_reversal_takes_back_no_more_than_there_was():
    back = "- {kind: rearrest, id: x, from: 2020-03-01, by: by, reverses: r}\n"
    assert values(moves(RELEASE + back, {"rearrest": "-1 per prisoners"})) == {"r": None, "x": "-5"}
    some = back.replace("reverses: r", "reverses: r, quantity: 2 prisoners")
    assert values(moves(RELEASE + some, {"rearrest": "-1 per prisoners"})) == {"r": None, "x": "-2"}
    more = back.replace("reverses: r", "reverses: r, quantity: 9 prisoners")
    assert values(moves(RELEASE + more, {"rearrest": "-1 per prisoners"})) == {"r": None, "x": "-5"}


def test_a_reversal_that_benefits_its_receiver_is_worth_an_easing():
    lifted = "- {kind: revocation, id: x, from: 2020-03-01, by: us, reverses: f}\n"
    found = moves(FREEZE + lifted, "goldstein-gdelt")
    assert (found[1].sense, found[1].cameo, values(found)["x"]) == ("benefit", "085", "7")
    assert values(moves(FREEZE + lifted, "equal")) == {"f": "-1", "x": "1"}


def test_a_narrower_licence_is_a_burden_and_a_continued_measure_is_not_a_new_act():
    text = (
        FREEZE
        + LICENCE
        + "- {kind: wind_down, id: w, from: 2020-03-01, eases: f, replaces: a}\n"
        + "- {kind: asset_freeze, id: g, from: 2020-06-01, sender: us, target: belavia, continues: f}\n"
    )
    found = moves(text, "plover")
    assert values(found) == {"f": "-6", "a": "4.5", "w": "-6", "g": None}
    assert [one.why for one in found.unvalued] == ["a measure that goes on under a new authority is no new act"]


def test_a_part_counts_by_its_amount_and_a_part_without_an_amount_may_be_any_number():
    with_part = RELEASE.replace("5 prisoners", "5 prisoners, of_which: [{quantity: 2 political prisoners}]")
    assert PRISONERS["political prisoners"]["part_of"] == "prisoners"
    weights = {"release": "1 per political prisoners"}
    assert values(moves(with_part, weights)) == {"r": "2"}
    assert values(moves(RELEASE, weights)) == {"r": "0..5"}


def test_of_several_weights_the_nearest_unit_counts_and_the_act_before_a_guess():
    weights = {"release": ["1 per political prisoners", "3 per prisoners"]}
    assert values(moves(RELEASE, weights)) == {"r": "15"}
    assert values(moves(RELEASE.replace("5 prisoners", "5 political prisoners"), weights)) == {"r": "5"}
    assert values(moves(RELEASE, {"release": ["1 per political prisoners", "9"]})) == {"r": "9"}


def test_a_function_values_each_move_or_leaves_it():
    scale = sl.Valuation.by_function(
        "fun", lambda move: Decimal("1.5") if move.kind == "release" else None, version="1", citation="a test"
    )
    found = moves(FREEZE + RELEASE, scale)
    assert values(found) == {"f": None, "r": "1.5"}
    assert [one.why for one in found.unvalued] == ["the function does not value it"]
    assert repr(scale) == "<Valuation fun (1): a function>"
    wrong = sl.Valuation.by_function("fun", lambda _move: 0.5, version="1", citation="c")  # type: ignore[arg-type,return-value]
    with pytest.raises(sl.errors.ReadError, match="is not a weight"):
        moves(RELEASE, wrong)


def test_the_answer_warns_of_a_misspelt_kind_or_unit_in_a_scale():
    found = moves(RELEASE, {"relase": 1, "release": "1 per prisonrs"})
    said = [one.says for one in found.warnings]
    assert "The scale weighs `relase`, and there is no `relase` here; did you mean `release`?" in said
    assert any("did you mean `prisoners`?" in one for one in said)


class PotashQuota(sl.Concession, frozen=True):
    """A share of a market is opened."""

    kind: Literal["potash_quota"] = "potash_quota"
    cameo: ClassVar[str | None] = "061"


def test_a_custom_kind_and_a_promise_of_it_are_valued_by_its_code():
    text = (
        "- {kind: potash_quota, id: q, from: 2020-01-01, giver: us, receiver: by}\n"
        "- {kind: pledge, id: p, from: 2020-01-02, giver: us, receiver: by, promises: {kind: potash_quota}}\n"
    )
    view = story(text, kinds=sl.KINDS.with_kind(PotashQuota)).at("2021-01-01")
    found = view.moves("us", "by", valuation="goldstein-gdelt", promises=True)
    assert [(move.record, move.cameo, str(move.value)) for move in found] == [("q", "061", "6.4"), ("p", "0311", "5.2")]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("release", "0353"),
        ("asset_release", "0353"),
        ("general_license", "0354"),
        ("delisting", "0351"),
        ("diplomatic_step", "032"),
        ("trade_step", "0311"),
        ("payment", "0331"),
        ("policy_step", "0342"),
        ("access", "0355"),
        ("ceasefire_step", "0356"),
        ("dismantlement", "030"),
        ("asset_freeze", "1312"),
        ("aid_suspension", "1311"),
        ("diplomatic", "1313"),
        ("detention", "130"),
        ("incursion", None),
        ("no_such_kind", None),
    ],
)
def test_a_promise_has_the_code_of_the_intent_to_do_what_it_promises(kind, code):
    text = PLEDGE.replace("kind: release", f"kind: {kind}")
    assert moves(text, "equal")[0].cameo == code


def test_a_promise_to_sanction_a_third_party_is_not_a_threat():
    pledge = PLEDGE.replace("{kind: release}", "{kind: asset_freeze, target: ru}").replace(
        "quantity: 8 prisoners, ", ""
    )
    (move,) = moves(pledge, "equal", promises=True)
    assert (move.cameo, move.sense, move.value) == (None, None, None)


def test_the_moves_of_a_deal_name_it_or_deliver_its_promises():
    text = (
        "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
        + PLEDGE.replace("id: p", "id: p, deal: d")
        + RELEASE.replace("id: r", "id: r, delivers: p")
        + FREEZE
    )
    assert [move.record for move in moves(text, "equal", deal="d")] == ["p", "r"]
    with pytest.raises(sl.errors.UnknownRecord, match="the ledger holds no deal `e`"):
        moves(text, "equal", deal="e")


def test_the_answer_explains_itself_in_words_rows_and_json():
    found = moves(RELEASE + PLEDGE, "equal")
    assert "by concede r: 1" in str(found)
    assert "pledge p: not valued" in str(found)
    assert "on equal (1): given 0, received 1, net -1" in str(found)
    assert repr(found) == "<ValuedMoves of us and by from the beginning until 2021-01-02 on equal: 2>"
    assert [row.get("value_low") for row in found.rows()] == [None, 1]
    shape = found.to_json()
    assert shape["net"] == {"low": -1, "high": -1}
    assert shape["moves"][1]["worth"]["of"] == "benefit"
    assert shape["unvalued"][0]["record"] == "p"
    assert [reason.record for reason in found.explain().reasons] == ["p", "r"]


@pytest.mark.parametrize(
    ("later", "renews"),
    [
        ("{kind: general_license, id: b, from: 2020-06-01, replaces: a, scope: {goods: [aviation]}}", True),
        ("{kind: general_license, id: b, from: 2020-05, replaces: a, scope: {goods: [aviation]}}", True),
        ("{kind: general_license, id: b, from: 2020-07-01, replaces: a, scope: {goods: [aviation]}}", False),
        ("{kind: general_license, id: b, from: 2020-06-01, replaces: a}", False),
        ("{kind: wind_down, id: b, from: 2020-06-01, replaces: a, scope: {goods: [aviation]}}", False),
        ("{kind: delisting, id: b, from: 2020-06-01, replaces: a, eases: f}", False),
        ("{kind: general_license, id: b, from: 2020-06-01, eases: f, scope: {goods: [aviation]}}", False),
    ],
)
def test_the_answer_warns_of_an_easing_that_only_renews_the_one_before(later: str, renews: bool):
    first = LICENCE.replace("from: 2020-02-01", "from: 2020-02-01, until: 2020-06-01")
    found = moves(f"{FREEZE}{first}- {later}\n", "goldstein-gdelt")
    warned = "Counted as new acts, though each only renews the easing before it: b."
    assert (warned in [warning.says for warning in found.warnings]) is renews
