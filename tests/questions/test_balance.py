"""The balance of two sides: which entries count, how rows are grouped, and which records are behind them."""

from __future__ import annotations

from typing import Any

import pytest
from stories import given, story

import sanctledger as sl

FREEZE = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: belavia, program: [P, Q]}\n"
RELEASE = "- {kind: release, id: r, from: 2020-01-01, giver: by, receiver: us, quantity: 52 prisoners, deal: d}\n"
PAYMENT = "- {kind: payment, id: p, from: 2020-01-01, giver: us, receiver: by, quantity: 3 prisoners}\n"
DEAL = "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
DAY = "2021-01-01"


def table(ledger: sl.Ledger, a: str | list[str], b: str | list[str] | None = None, **how: Any) -> dict[Any, str]:
    balance = ledger.at(DAY).balance(a, b, **how)
    rows = {(row.group, row.unit) if balance.by != "unit" else row.unit: row for row in balance}
    return {key: f"{row.given} {row.received} {row.net}" for key, row in rows.items()}


def test_given_is_from_the_first_side_and_received_is_from_the_second():
    ledger = story(RELEASE + PAYMENT)
    assert table(ledger, "by", "us", unit="prisoners") == {"prisoners": "52 3 49"}
    assert table(ledger, "us", "by", unit="prisoners") == {"prisoners": "3 52 -49"}


def test_units_are_never_added_and_rows_of_zeros_are_left_out():
    assert table(story(RELEASE + FREEZE), "by", "us") == {
        "prisoners": "52 0 52",
        "political prisoners": "0..52 0 0..52",
        "in_force:asset_freeze": "0 1 -1",
    }
    assert table(story(), "by", "us") == {}


def test_benefits_come_before_burdens():
    senses = [
        row.sense
        for row in story(RELEASE + FREEZE + "- {kind: access, id: a, from: 2020-01-01, giver: by, receiver: us}")
        .at(DAY)
        .balance("us", "by")
    ]
    assert senses == ["benefit", "benefit", None, "burden"]


def test_acts_towards_a_company_count_for_its_state_unless_rollup_is_off():
    ledger = story(FREEZE)
    assert table(ledger, "us", "by") == {"in_force:asset_freeze": "1 0 1"}
    assert table(ledger, "us", "by", rollup=False) == {}
    assert table(ledger, "us", "belavia", rollup=False) == {"in_force:asset_freeze": "1 0 1"}


def test_a_company_named_with_its_state_counts_once():
    assert table(story(FREEZE), "us", ["by", "belavia"]) == {"in_force:asset_freeze": "1 0 1"}


def test_rollup_follows_every_country_above_and_stops_at_a_circle():
    ledger = story(
        "- {kind: company, id: branch, country: belavia}\n"
        "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: branch}\n"
    )
    assert table(ledger, "us", "by") == table(ledger, "us", "belavia") == {"in_force:asset_freeze": "1 0 1"}
    circle = story(
        "- {kind: state, id: x, country: y}\n- {kind: state, id: y, country: x}\n" + FREEZE.replace("belavia", "x")
    )
    assert table(circle, "us", "x") == {"in_force:asset_freeze": "1 0 1"}


def test_members_of_a_bloc_do_not_count_for_the_bloc():
    ledger = story("- {kind: state, id: pl, member_of: eu}\n" + FREEZE.replace("sender: us", "sender: pl"))
    assert table(ledger, "eu", "by") == {}
    assert table(ledger, ["eu", "pl"], "by") == {"in_force:asset_freeze": "1 0 1"}


def test_an_entry_of_several_givers_or_receivers_counts_once_in_a_question():
    ledger = story(
        "- {kind: release, id: r, from: 2020-01-01, givers: [by, ru], receivers: [us, eu], quantity: 5 prisoners}"
    )
    for a, b in ((["by", "ru"], ["us", "eu"]), ("by", ["us", "eu"]), (["by", "ru"], "us"), ("ru", "eu"), ("by", None)):
        assert table(ledger, a, b, unit="prisoners") == {"prisoners": "5 0 5"}


def test_an_entry_that_one_side_gave_partly_to_itself_counts_for_what_left_it():
    ledger = story("- {kind: payment, id: p, from: 2020-01-01, giver: us, receivers: [us, by], quantity: 5 USD}")
    assert table(ledger, "us", None) == table(ledger, "us", "by") == {"USD": "5 0 5"}
    assert table(ledger, ["us", "by"], None) == {}


def test_a_balance_with_everybody_else_leaves_out_what_stays_within_the_side():
    ledger = story(
        "- {kind: payment, id: p, from: 2020-01-01, giver: us, receiver: eu, quantity: 5 USD}\n"
        "- {kind: payment, id: q, from: 2020-01-01, giver: us, receiver: belavia, quantity: 3 USD}\n"
    )
    assert table(ledger, "us") == {"USD": "8 0 8"}
    assert table(ledger, ["us", "eu"]) == {"USD": "3 0 3"}
    assert table(ledger, "by") == {"USD": "0 3 -3"}


def test_an_unbounded_amount_within_a_side_leaves_what_left_it_bounded():
    ledger = story(
        "- {kind: payment, id: p, from: 2020-01-01, giver: us, receiver: eu, quantity: at least 5 USD}\n"
        "- {kind: payment, id: q, from: 2020-01-01, giver: us, receiver: by, quantity: 3 USD}\n"
    )
    assert table(ledger, ["us", "eu"]) == {"USD": "3 0 3"}


def test_rows_are_grouped_by_deal_kind_or_program_and_unit():
    ledger = story(DEAL + RELEASE + FREEZE)
    assert table(ledger, "by", "us", by="deal", unit="prisoners") == {("d", "prisoners"): "52 0 52"}
    assert table(ledger, "us", "by", by="kind") == {
        ("asset_freeze", "in_force:asset_freeze"): "1 0 1",
        ("release", "political prisoners"): "0 0..52 -52..0",
        ("release", "prisoners"): "0 52 -52",
    }
    by_deal = ledger.at(DAY).balance("us", "by", by="deal")
    assert [row.group for row in by_deal] == ["d", "d", None]


def test_an_entry_of_several_programs_counts_in_the_row_of_each():
    assert table(story(FREEZE), "us", "by", by="program") == {
        ("P", "in_force:asset_freeze"): "1 0 1",
        ("Q", "in_force:asset_freeze"): "1 0 1",
    }


def test_a_deal_is_grouped_under_its_current_version():
    ledger = story(DEAL + RELEASE + "- {kind: deal, id: d2, from: 2020-01-02, corrects: d, parties: [us, by]}")
    assert {row.group for row in ledger.at(DAY).balance("by", "us", by="deal")} == {"d2"}


def test_a_party_on_both_sides_is_an_error_that_names_it():
    view = story(FREEZE).at(DAY)
    with pytest.raises(
        sl.errors.OverlappingSides, match="us stands on both sides of the question; name it on one side only"
    ):
        view.balance(["us", "by"], ["us", "eu"])


def test_an_unknown_party_is_an_error_that_suggests_the_nearest():
    parties = "- {kind: state, id: ve, name: Venezuela, iso: VE, aliases: [Bolivarian Republic]}\n"
    parties += "- {kind: company, id: one, name: Bank}\n- {kind: company, id: two, name: Bank}\n"
    for name in ("venezuela", "VE", "Bolivarian republic"):
        with pytest.raises(sl.errors.UnknownRecord, match=f"no party `{name}`; did you mean `ve`"):
            story(parties).at("2025-01-01").balance("us", name)
    with pytest.raises(sl.errors.UnknownRecord, match=r"no party `Bank`$"):
        story(parties, cast="- {kind: state, id: us}\n").at("2025-01-01").balance("us", "Bank")
    with pytest.raises(sl.errors.UnknownRecord, match="no party `belavi`; did you mean `belavia`"):
        story(FREEZE).at(DAY).balance("us", "belavi")


@pytest.mark.parametrize("name", ["Ruritania", "ruritania", "Rurtania", "RR", "The Old Kingdom", "LAND"])
def test_a_party_is_suggested_by_its_names_and_code(name: str):
    land = "- {kind: state, id: land, name: Ruritania, iso: RR, aliases: [The Old Kingdom]}\n"
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `land`"):
        story(land).at(DAY).balance("us", name)


def test_an_explanation_writes_one_of_a_unit_in_the_singular():
    one = RELEASE.replace("52 prisoners", "1 prisoner")
    explained = story(one).at(DAY).balance("by", "us")["prisoners"].explain()
    assert "given: 1 prisoner by r" in str(explained)
    assert explained.reasons[0].to_json()["unit"] == "prisoners"
    assert "said" not in explained.reasons[0].to_json()


def test_a_party_that_records_name_needs_no_record_of_its_own():
    ledger = story("- {kind: asset_freeze, id: f, from: 2020-01-01, sender: uk, target: by}")
    assert table(ledger, "uk", "by") == {"in_force:asset_freeze": "1 0 1"}


def test_rows_can_be_grouped_in_four_ways():
    with pytest.raises(sl.errors.ReadError, match="choose among unit, deal, kind, program"):
        story().at(DAY).balance("us", "by", by="year")  # type: ignore[arg-type]


def test_a_group_counts_with_its_size():
    ledger = story("- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, targets: [listed, belavia]}")
    row = ledger.at(DAY).balance("us", "by")["in_force:asset_freeze"]
    assert (str(row.given), row.targets, row.records) == ("171", 2, ("f",))


def test_a_reading_of_confirmed_records_still_knows_who_the_parties_are():
    ledger = story(
        "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, targets: [listed, belavia], status: confirmed}"
    )
    assert given(ledger, DAY, "us", "by", "in_force:asset_freeze", reading=sl.Reading(statuses="confirmed")) == "171"


def test_a_reading_leaves_out_records_of_other_statuses():
    ledger = story(
        "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: by, status: confirmed}\n" + RELEASE
    )
    units = [row.unit for row in ledger.at(DAY, reading=sl.Reading(statuses=["confirmed"])).balance("us", "by")]
    assert units == ["in_force:asset_freeze"]


def test_a_row_is_found_by_its_unit_or_by_its_group_and_is_zero_where_there_is_none():
    ledger = story(DEAL + RELEASE + FREEZE)
    assert str(ledger.at(DAY).balance("us", "ru")["prisoners"].net) == "0"
    assert ledger.at(DAY).balance("us", "by", by="kind")["asset_freeze"].unit == "in_force:asset_freeze"
    with pytest.raises(KeyError):
        ledger.at(DAY).balance("us", "by", by="kind")["release"]


@pytest.mark.parametrize(
    ("by", "nearest"), [("unit", "prisoners"), ("deal", "d"), ("kind", "release"), ("program", "P")]
)
def test_a_row_of_an_unknown_name_is_an_error_and_not_zero(by: Any, nearest: str):
    balance = story(DEAL + RELEASE + FREEZE).at(DAY).balance("us", "ru", by=by)
    assert str(balance[nearest].net) == "0"
    with pytest.raises(sl.errors.UnknownRecord, match=f"no {by} `atlantis`"):
        balance["atlantis"]


def test_the_stated_value_is_absent_if_the_records_state_bounds():
    ledger = story(RELEASE.replace("52 prisoners", "51..52 prisoners"))
    row = ledger.at(DAY).balance("by", "us")["prisoners"]
    assert (row.given.low, row.given.high, row.given.stated) == (51, 52, None)
    assert (-row.given).stated is None


def test_an_answer_is_a_sequence_of_rows_with_text_and_repr():
    balance = story(FREEZE).at(DAY).balance("us", "by")
    assert (len(balance), [row.unit for row in balance]) == (1, ["in_force:asset_freeze"])
    assert repr(balance) == "<Balance of us and by on 2021-01-01: 1 row>"
    assert str(balance) == "us and by at the close of 2021-01-01\n  in_force:asset_freeze: given 1, received 0, net 1"
    by_kind = story(FREEZE).at(DAY).balance("us", by="kind")
    assert str(by_kind).splitlines()[1] == "  asset_freeze: in_force:asset_freeze: given 1, received 0, net 1"
    assert str(by_kind).startswith("us and everybody else")


def test_rows_are_flat_and_json_has_the_documented_shape():
    balance = story(DEAL + RELEASE).at(DAY).balance("by", "us", by="deal", unit="prisoners")
    assert balance.rows() == [
        {
            "deal": "d", "unit": "prisoners", "sense": "benefit",
            "given_low": 52, "given_high": 52, "given_stated": 52,
            "received_low": 0, "received_high": 0, "received_stated": 0,
            "net_low": 52, "net_high": 52, "net_stated": 52,
            "records": "r",
        }
    ]  # fmt: skip
    amount, zero = {"low": 52, "high": 52, "stated": 52}, {"low": 0, "high": 0, "stated": 0}
    assert balance.to_json() == {
        "on": DAY, "known": None, "reading": "widest", "a": "by", "b": "us", "by": "deal",
        "rows": [{
            "deal": "d", "unit": "prisoners", "sense": "benefit", "given": amount, "received": zero, "net": amount,
            "targets": 1, "records": ["r"],
        }],
    }  # fmt: skip


def test_the_unbounded_end_is_null_in_json():
    ledger = story(RELEASE.replace("52", "over 1000"))
    row = ledger.at(DAY).balance("by", "us", unit="prisoners").to_json()["rows"][0]
    assert row["given"] == {"low": 1001, "high": None, "stated": None}


def test_the_records_behind_a_row_come_in_the_order_of_the_parties_and_not_of_a_set():
    senders = [f"party-{number:02}" for number in range(12)]
    parties = "".join(f"- {{kind: state, id: {name}}}\n" for name in senders)
    freezes = "".join(
        f"- {{kind: asset_freeze, id: f-{name}, from: 2020-01-01, sender: {name}, target: by}}\n"
        for name in reversed(senders)
    )
    (row,) = story(parties + freezes).at(DAY).balance(senders, "by")
    assert row.records == tuple(f"f-{name}" for name in senders)
