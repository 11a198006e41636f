"""The state of a promise: open, kept in part or whole, overdue, expired or void."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl

DAYS = ["2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01"]


def pledge(**fields: str) -> str:
    said = {"quantity": "10 prisoners"} | fields
    extra = "".join(f", {key}: {value}" for key, value in said.items() if value)
    return f"- {{kind: pledge, id: p, from: 2020-01-01, giver: by, receiver: us{extra}}}\n"


def delivery(name: str, day: str, quantity: str, **fields: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in fields.items())
    act = f"kind: release, id: {name}, from: {day}, giver: by, receiver: us, quantity: {quantity}, delivers: p"
    return f"- {{{act}{extra}}}\n"


def became(*records: str, days: list[str] = DAYS) -> list[str]:
    ledger = story("".join(records))
    return [ledger.at(day).pledges().of("p")[0].state for day in days]


def test_a_pledge_is_open_from_its_day_on_and_absent_before():
    ledger = story(pledge())
    assert len(ledger.at("2019-12-31").pledges()) == 0
    assert became(pledge()) == ["open"] * 5


def test_a_pledge_is_kept_in_part_and_then_wholly_by_what_delivers_it():
    records = pledge(), delivery("r", "2020-02-01", "4 prisoners"), delivery("s", "2020-03-01", "6 prisoners")
    assert became(*records) == ["open", "part_kept", "kept", "kept", "kept"]
    (item,) = story("".join(records)).at("2020-03-01").pledges()
    assert item.by == ("r", "s")
    assert (str(item.amount), item.unit) == ("10", "prisoners")


def test_after_a_reversed_delivery_the_pledge_is_open_again():
    back = "- {kind: rearrest, id: v, from: 2020-03-01, reverses: r}\n"
    part = "- {kind: rearrest, id: v, from: 2020-03-01, reverses: r, quantity: 1 prisoners}\n"
    kept = pledge(), delivery("r", "2020-02-01", "10 prisoners")
    assert became(*kept, back) == ["open", "kept", "open", "open", "open"]
    assert became(*kept, part) == ["open", "kept", "part_kept", "part_kept", "part_kept"]


def test_a_pledge_is_overdue_after_its_due_day_even_if_kept_in_part():
    late = (
        pledge(due="2020-03-01"),
        delivery("r", "2020-02-01", "4 prisoners"),
        delivery("s", "2020-05-01", "6 prisoners"),
    )
    assert became(*late) == ["open", "part_kept", "part_kept", "overdue", "kept"]
    assert became(pledge(due="2020-03-01"), days=["2020-03-01", "2020-03-02"]) == ["open", "overdue"]


def test_a_due_day_that_is_imprecise_leaves_open_whether_it_has_passed():
    assert became(pledge(due="2020-03"), days=["2020-03-01", "2020-03-02", "2020-04-01"]) == [
        "open",
        "maybe open overdue",
        "overdue",
    ]


@pytest.mark.parametrize(("firmness", "state"), [("discussed", "open"), ("offered", "overdue"), ("agreed", "overdue")])
def test_a_pledge_only_discussed_is_never_overdue(firmness: str, state: str):
    assert became(pledge(due="2020-02-01", firmness=firmness), days=["2020-03-01"]) == [state]


def test_a_pledge_with_an_end_expires_unless_it_was_kept():
    assert became(pledge(until="2020-03-01")) == ["open", "open", "expired", "expired", "expired"]
    assert became(pledge(until="2020-03-01"), delivery("r", "2020-02-01", "10 prisoners"))[2:] == ["kept"] * 3


def test_a_reversed_pledge_is_void_until_the_reversal_is_reversed():
    void = "- {kind: withdrawal, id: w, from: 2020-02-01, reverses: p}\n"
    back = "- {kind: withdrawal, id: x, from: 2020-04-01, reverses: w}\n"
    assert became(pledge(), void) == ["open", "void", "void", "void", "void"]
    assert became(pledge(), void, back) == ["open", "void", "void", "open", "open"]


def test_a_pledge_without_an_amount_is_kept_by_any_delivery():
    freeze = "- {kind: asset_freeze, id: f, from: 2019-01-01, sender: by, target: us}\n"
    licence = "- {kind: general_license, id: a, from: 2020-02-01, eases: f, delivers: p}\n"
    assert became(pledge(quantity=""), freeze, licence)[:2] == ["open", "kept"]


def test_the_amount_may_be_in_the_promised_act():
    promised = pledge(quantity="", promises="{kind: release, quantity: 10 prisoners}")
    assert became(promised, delivery("r", "2020-02-01", "4 prisoners"))[1] == "part_kept"


def test_a_delivery_counts_in_the_unit_of_the_promise_and_in_parts_of_it():
    assert became(pledge(), delivery("r", "2020-02-01", "10 political prisoners"))[1] == "kept"
    told = delivery("r", "2020-02-01", "20 prisoners", of_which="[{quantity: 10 political prisoners}]")
    assert became(pledge(quantity="10 political prisoners"), told)[1] == "kept"


def test_a_delivery_that_does_not_say_how_much_of_the_unit_leaves_it_open():
    state = became(pledge(), delivery("r", "2020-02-01", "10 USD"))[1]
    assert state == "maybe open part_kept kept"


def test_a_delivery_counts_through_whatever_total_includes_it():
    total = delivery("t", "2020-03-01", "10 prisoners", includes="r")
    assert became(pledge(), delivery("r", "2020-02-01", "4 prisoners"), total)[:3] == ["open", "part_kept", "kept"]


def test_a_pledge_with_a_certain_delivery_is_not_open():
    assert became(pledge(), delivery("r", "2020-02-01", "8..12 prisoners"))[1] == "maybe part_kept kept"


def test_a_delivery_that_may_not_have_happened_keeps_all_or_nothing():
    assert became(pledge(), delivery("r", "2020-02-01", "10 prisoners", status="scheduled"))[1] == "maybe open kept"


@pytest.mark.parametrize("unsure", ["from: 2020-02", "from: 2020-02-01, status: disputed"])
def test_a_pledge_without_an_end_never_expires_however_uncertain_its_start(unsure: str):
    ledger = story(
        f"- {{kind: pledge, id: p, {unsure}, giver: by, receiver: us}}\n"
        f"- {{kind: release, id: r, {unsure}, giver: by, receiver: us}}\n"
        "- {kind: asset_freeze, id: f, from: 2019-01-01, sender: us, target: by}\n"
        f"- {{kind: general_license, id: a, {unsure}, eases: f}}\n"
    )
    view = ledger.at("2020-02-10")
    found = [item.state for item in (*view.pledges(), *view.concessions(), *view.easings())]
    assert found == ["maybe open", "maybe in_effect", "maybe in_force"]


def test_pledges_are_filtered_by_deal_and_by_state():
    deal = "- {kind: deal, id: d, from: 2020-01-01, parties: [us, by]}\n"
    other = "- {kind: deal, id: other, from: 2020-01-01, parties: [us, by]}\n"
    view = story(deal + other + pledge(deal="d")).at("2020-01-01")
    assert [item.id for item in view.pledges(deal="d")] == ["p"]
    assert len(view.pledges(deal="other")) == 0
    assert len(view.pledges(state="kept")) == 0
    assert view.pledges().to_json()[0] == {
        "id": "p", "givers": ["by"], "receivers": ["us"], "kind": "pledge", "state": "open",
        "since": "2020-01-01", "until": None, "by": [],
        "quantity": {"unit": "prisoners", "low": 10, "high": 10, "stated": 10}, "deal": "d",
    }  # fmt: skip


def test_a_pledge_moves_no_balance():
    assert isinstance(story(pledge())["p"], sl.Pledge)
    assert story(pledge()).entries() == ()
