"""The lists of sanctions, easings, concessions and coercions on a day, and their filters."""

from __future__ import annotations

import re

import pytest
from stories import story

import sanctledger as sl

FREEZE = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: belavia, program: P}\n"
LICENCE = "- {kind: general_license, id: a, from: 2020-02-01, until: 2020-06-01, eases: f}\n"


def easing_states(ledger: sl.Ledger, day: str) -> dict[str, str]:
    return {item.id: item.state for item in ledger.at(day).easings()}


def test_an_easing_is_in_force_and_then_expired():
    ledger = story(FREEZE + LICENCE)
    found = [easing_states(ledger, day) for day in ("2020-01-31", "2020-02-01", "2020-05-31", "2020-06-01")]
    assert found == [{}, {"a": "in_force"}, {"a": "in_force"}, {"a": "expired"}]


def test_a_licence_under_a_lifted_listing_is_without_effect_and_counts_nowhere():
    ledger = story(FREEZE + LICENCE + "- {kind: delisting, id: d, from: 2020-03-01, eases: f}")
    assert easing_states(ledger, "2020-03-01") == {"a": "without_effect", "d": "in_force"}
    assert [row.unit for row in ledger.at("2020-03-01").balance("us", "by")] == ["lifted:asset_freeze"]


@pytest.mark.parametrize(
    "idle",
    [
        "- {kind: lapse, id: x, from: 2020-03-01, eases: f}",
        "- {kind: withdrawal, id: x, from: 2020-03-01, reverses: f}",
        "- {kind: asset_freeze, id: x, from: 2020-03-01, sender: us, target: belavia, continues: f}",
    ],
)
def test_a_licence_is_without_effect_if_its_sanction_has_ended(idle: str):
    assert easing_states(story(FREEZE + LICENCE + idle), "2020-03-01")["a"] == "without_effect"


def test_a_licence_before_its_sanction_is_without_effect_until_the_sanction_begins():
    ledger = story(FREEZE + "- {kind: general_license, id: a, from: 2019-12-01, eases: f}")
    assert [easing_states(ledger, day)["a"] for day in ("2019-12-01", "2020-01-01")] == ["without_effect", "in_force"]


def test_a_replaced_licence_is_in_force_again_if_its_successor_is_revoked():
    ledger = story(
        FREEZE
        + LICENCE
        + """
- {kind: general_license, id: b, from: 2020-03-01, replaces: a}
- {kind: revocation, id: v, from: 2020-04-01, reverses: b}
"""
    )
    assert easing_states(ledger, "2020-03-01") == {"a": "replaced", "b": "in_force"}
    assert easing_states(ledger, "2020-04-01") == {"a": "in_force", "b": "reversed"}
    assert ledger.at("2020-03-01").easings().of("a")[0].by == ("b",)
    third = "- {kind: general_license, id: c, from: 2020-03-15, replaces: b}\n"
    chain = story(FREEZE + LICENCE + "- {kind: general_license, id: b, from: 2020-03-01, replaces: a}\n" + third)
    assert [one.by for one in chain.at("2020-04-01").easings()] == [("b",), ("c",), ()]
    assert ledger.at("2020-04-01").easings().of("b")[0].by == ("v",)


def test_a_replaced_licence_names_its_successor_when_that_is_replaced_in_turn():
    chain = """
- {kind: general_license, id: b, from: 2020-03-01, replaces: a}
- {kind: general_license, id: c, from: 2020-04-01, replaces: b}
"""
    found = {item.id: (item.state, item.by) for item in story(FREEZE + LICENCE + chain).at("2020-04-02").easings()}
    assert found == {"a": ("replaced", ("b",)), "b": ("replaced", ("c",)), "c": ("in_force", ())}


def test_an_easing_names_its_sanctions_and_targets():
    item = story(FREEZE + LICENCE).at("2020-02-01").easings()[0]
    assert (item.givers, item.receivers, item.concerns) == (("us",), ("belavia",), ("f",))


def test_easings_are_filtered_by_kind_and_by_state():
    view = story(FREEZE + LICENCE + "- {kind: delisting, id: d, from: 2020-03-01, eases: f}").at("2020-03-01")
    assert [item.id for item in view.easings(kind="delisting")] == ["d"]
    assert [item.id for item in view.easings(state="without_effect")] == ["a"]


def test_sanctions_are_filtered_by_sender_target_kind_program_and_state():
    view = story(
        FREEZE
        + """
- {kind: travel_ban, id: t, from: 2020-01-01, sender: eu, target: by, program: [Q, R]}
- {kind: delisting, id: d, from: 2020-02-01, eases: f}
"""
    ).at("2020-03-01")
    assert [item.id for item in view.sanctions()] == ["f", "t"]
    assert [item.id for item in view.sanctions(sender="us")] == ["f"]
    assert [item.id for item in view.sanctions(sender=["us", "eu"], kind="travel_ban")] == ["t"]
    assert [item.id for item in view.sanctions(program="R")] == ["t"]
    assert [item.id for item in view.sanctions(state=["lifted", "ended"])] == ["f"]


def test_a_state_includes_the_parties_that_belong_to_it_unless_rollup_is_off():
    view = story(FREEZE).at("2020-03-01")
    assert [item.target for item in view.sanctions(target="by")] == ["belavia"]
    assert len(view.sanctions(target="by", rollup=False)) == 0
    assert len(view.sanctions(target="belavia", rollup=False)) == 1


def test_a_party_is_found_by_the_id_of_any_version():
    view = story(FREEZE + "- {kind: company, id: belavia-ag, country: by, corrects: belavia}").at("2020-03-01")
    assert len(view.sanctions(target="belavia-ag")) == 1
    assert len(view.sanctions(target="belavia")) == 1


RELEASE = "- {kind: release, id: r, from: 2020-01-01, giver: by, receiver: us, quantity: 52 prisoners, deal: d}\n"
DEAL = "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"


def test_a_concession_is_in_effect_reversed_in_part_and_reversed_wholly():
    ledger = story(
        DEAL
        + RELEASE
        + """
- {kind: rearrest, id: p, from: 2020-02-01, reverses: r, quantity: 1 prisoners}
- {kind: withdrawal, id: w, from: 2020-03-01, reverses: r}
"""
    )

    def shown(day: str) -> tuple[str, str]:
        item = ledger.at(day).concessions().of("r")[0]
        return item.state, str(item.amount)

    assert shown("2020-01-31") == ("in_effect", "52")
    assert shown("2020-02-01") == ("part_reversed", "51")
    assert shown("2020-03-01") == ("reversed", "0")
    assert ledger.at("2020-03-01").concessions().of("r")[0].by == ("p", "w")


def test_a_concession_is_reversed_until_part_of_its_reversal_is_reversed():
    ledger = story(
        DEAL
        + RELEASE
        + """
- {kind: rearrest, id: v, from: 2020-02-01, reverses: r}
- {kind: withdrawal, id: w, from: 2020-03-01, reverses: v, quantity: 10 prisoners}
"""
    )
    states = [ledger.at(day).concessions()[0].state for day in ("2020-01-31", "2020-02-29", "2020-03-01")]
    assert states == ["in_effect", "reversed", "part_reversed"]


def test_a_concession_with_an_end_expires():
    ledger = story("- {kind: access, id: r, from: 2020-01-01, until: 2020-02-01, giver: by, receiver: us}")
    assert [ledger.at(day).concessions()[0].state for day in ("2020-01-31", "2020-02-01")] == ["in_effect", "expired"]


def test_concessions_are_filtered_by_kind_and_deal_and_coercions_are_separate():
    view = story(
        DEAL
        + RELEASE
        + """
- {kind: payment, id: p, from: 2020-01-01, giver: us, receiver: by, quantity: 5 USD}
- {kind: detention, id: x, from: 2020-01-01, giver: by, receiver: us, quantity: 3 prisoners}
"""
    ).at("2020-01-01")
    assert [item.id for item in view.concessions()] == ["r", "p"]
    assert [item.id for item in view.concessions(kind="payment")] == ["p"]
    assert [item.id for item in view.concessions(deal="d")] == ["r"]
    assert [item.id for item in view.coercions()] == ["x"]


def test_an_unknown_kind_is_an_error_and_a_known_kind_without_records_is_empty():
    view = story(RELEASE).at("2020-01-01")
    assert len(view.concessions(kind="handover")) == 0
    for question in (view.sanctions, view.easings, view.concessions, view.coercions):
        with pytest.raises(sl.errors.UnknownRecord, match="no kind `asset_freze`; did you mean `asset_freeze`"):
            question(kind=["release", "asset_freze"])


def test_a_deal_is_found_by_the_id_of_any_version():
    view = story(DEAL + RELEASE + "- {kind: deal, id: d2, from: 2020-01-01, corrects: d, parties: [us, by]}").at(
        "2020-02-01"
    )
    assert [item.id for item in view.concessions(deal="d2")] == ["r"]


def test_a_counted_act_has_its_unit_its_bounds_and_the_stated_value():
    view = story(
        RELEASE.replace(", deal: d", "") + "- {kind: claim, id: c, about: r, field: quantity, value: 50 prisoners}"
    ).at("2020-02-01")
    item = view.concessions()[0]
    assert (str(item.amount), item.stated, item.unit) == ("50..52", 52, "prisoners")
    shape = view.concessions().to_json()[0]
    assert shape["quantity"] == {"unit": "prisoners", "low": 50, "high": 52, "stated": 52}


def test_an_act_without_an_amount_is_one_of_its_kind():
    item = (
        story("- {kind: declaration, id: x, from: 2020-01-01, giver: by, receiver: us}")
        .at("2020-01-01")
        .concessions()[0]
    )
    assert (str(item.amount), item.unit) == ("1", "declaration")


def test_a_list_is_a_sequence_with_rows_and_json_and_a_repr_that_counts():
    statuses = story(FREEZE).at("2020-03-01").sanctions()
    assert len(statuses) == 1
    assert statuses[0] in list(statuses)
    assert statuses.rows() == [
        {
            "id": "f", "sender": "us", "target": "belavia", "kind": "asset_freeze", "state": "in_force",
            "since": "2020-01-01", "until": None, "by": "", "deal": None,
        }
    ]  # fmt: skip
    assert repr(statuses) == "<RecordStates of sanctions on 2020-03-01: 1>"


def test_rows_are_flat():
    view = story(RELEASE + DEAL).at("2020-02-01")
    (row,) = view.concessions().rows()
    assert (row["givers"], row["quantity_unit"], row["quantity_low"], row["quantity_high"]) == (
        "by",
        "prisoners",
        52,
        52,
    )
    assert all(value is None or isinstance(value, str | int) for value in row.values())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda view: view.sanctions(program="US-BRSU"), "program `US-BRSU`; did you mean `US-BRUS`?"),
        (lambda view: view.concessions(deal="minsk-2025-9"), "deal `minsk-2025-9`; did you mean `minsk-2025-09`?"),
        (lambda view: view.coercions(deal="minsk"), "deal `minsk`"),
        (lambda view: view.pledges(deal="minsk-2025-99"), "deal `minsk-2025-99`"),
    ],
    ids=["program", "concessions", "coercions", "pledges"],
)
def test_a_filter_with_an_unknown_name_is_an_error_and_not_an_empty_answer(asked, said: str):
    view = sl.load("belarus").at("2025-12-31")
    with pytest.raises(sl.errors.UnknownRecord, match=re.escape(said)):
        asked(view)


def test_a_deal_that_only_records_name_can_be_asked_for():
    ledger = story("- {kind: release, id: r, from: 2025-01-01, giver: by, receiver: us, deal: talks}")
    assert [one.id for one in ledger.at("2025-02-01").concessions(deal="talks")] == ["r"]


OPEN = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: belavia}\n"
AGAIN = "- {kind: asset_freeze, id: g, from: 2021-01-01, sender: us, target: belavia, "


@pytest.mark.parametrize(
    ("records", "endings"),
    [
        (OPEN, ()),
        (OPEN.replace("from: 2020-01-01", "from: 2020-01-01, until: 2021-01-01"), ("expired",)),
        (OPEN + "- {kind: lapse, id: l, from: 2021-01-01, eases: f}\n", ("lapsed",)),
        (OPEN + "- {kind: revocation, id: r, from: 2021-01-01, by: us, reverses: f}\n", ("revoked",)),
        (OPEN + AGAIN + "continues: f}\n", ("superseded",)),
        (OPEN.replace("from: 2020-01-01", "from: 2020-01-01, until: 2021-05..2021-07"), ("expired",)),
        (OPEN + "- {kind: delisting, id: d, from: 2021-01-01, eases: f}\n", ()),
        (
            OPEN.replace("from: 2020-01-01", "from: 2020-01-01, until: 2021-05..2021-07")
            + "- {kind: lapse, id: l, from: 2021-01-01, eases: f, status: disputed}\n",
            ("expired", "lapsed"),
        ),
    ],
    ids=range(8),
)
def test_an_ended_measure_shows_how_it_ended_or_may_have(records: str, endings: tuple[str, ...]):
    found = story(records).at("2021-06-01").sanctions()
    (freeze,) = found.of("f")
    assert freeze.endings == endings
    assert [item.get("endings", []) for item in found.to_json() if item["id"] == "f"] == [list(endings)]
    assert bool(endings) == ("ended" in freeze.candidates)
    assert ("ended (" in freeze.said) == bool(endings)
