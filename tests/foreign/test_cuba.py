"""Cuba, a ledger written from the page of the format alone: every answer is worked out by hand in the comments."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import sanctledger as sl

HERE = Path(__file__).parent


@cache
def ledger() -> sl.Ledger:
    return sl.load(HERE / "cuba.yaml")


def test_a_check_finds_nothing():
    assert not list(ledger().check())


# The delisting lives from the 14th to the 19th. The list is dropped on the 14th and back on 6 February, or, by one
# account, on 31 January.
@pytest.mark.parametrize(
    ("day", "reading", "sponsor", "restricted"),
    [
        ("2025-01-13", "widest", {"in_force"}, {"in_force"}),
        ("2025-01-14", "widest", {"lifted"}, {"lifted"}),
        ("2025-01-19", "widest", {"lifted"}, {"lifted"}),
        ("2025-01-20", "widest", {"in_force"}, {"lifted"}),
        ("2025-01-30", "widest", {"in_force"}, {"lifted"}),
        ("2025-01-31", "widest", {"in_force"}, {"in_force", "lifted"}),
        ("2025-02-05", "stated", {"in_force"}, {"lifted"}),
        ("2025-02-06", "widest", {"in_force"}, {"in_force"}),
    ],
)
def test_states_on_days(day: str, reading: str, sponsor: set[str], restricted: set[str]):
    sanctions = ledger().at(day, reading=reading).sanctions()
    assert {state for item in sanctions.of("us-sponsor") for state in item.candidates} == sponsor
    assert {state for item in sanctions.of("us-restricted-list") for state in item.candidates} == restricted


# 127 by the 19th at the latest, 426 more by 10 March at the latest: 553. One taken back: 552.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-14", None),
        ("2025-01-16", "0..127"),
        ("2025-01-19", "127"),
        ("2025-01-20", "127"),
        ("2025-02-01", "127..553"),
        ("2025-03-10", "553"),
        ("2025-04-28", "553"),
        ("2025-04-29", "552"),
    ],
)
def test_prisoners_freed_by_a_day(day: str, expected: str | None):
    rows = {row.unit: str(row.given) for row in ledger().at(day).balance("cu", "us")}
    assert rows.get("prisoners") == expected


@pytest.mark.parametrize(
    ("day", "cuba", "america"),
    [
        ("2025-01-14", "open", "kept"),
        ("2025-01-19", "part_kept", "kept"),
        ("2025-01-20", "part_kept", "open"),  # undone
        ("2025-03-10", "kept", "open"),  # Cuba goes on to deliver after the other side has withdrawn
        ("2025-04-29", "part_kept", "open"),  # 552 of 553
    ],
)
def test_the_promises_of_both_sides(day: str, cuba: str, america: str):
    pledges = ledger().at(day).pledges()
    (ours,), (theirs,) = pledges.of("cu-553"), pledges.of("us-delist")
    assert (ours.state, theirs.state) == (cuba, america)


# 2 measures of the list: GAESA and Gaviota; the listing as a sponsor is a third measure, of another kind.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-13", {"in_force:financial_restriction": "2", "in_force:sponsor_listing": "1"}),
        ("2025-01-15", {"lifted:financial_restriction": "2", "lifted:sponsor_listing": "1", "prisoners": "0"}),
        ("2025-02-07", {"in_force:financial_restriction": "2", "in_force:sponsor_listing": "1", "prisoners": "0"}),
    ],
)
def test_what_the_united_states_gave(day: str, expected: dict[str, str]):
    rows = {row.unit: str(row.given) for row in ledger().at(day).balance("us", "cu")}
    rows.pop("political prisoners", None)
    assert rows == expected


# 1,161 and then 1,152; of the 553 let go between anything from none to all may have been among those counted:
# -9..544.
def test_the_stock_of_political_prisoners_implies_new_arrests():
    (tally,) = ledger().at("2025-04-01").stock("cu", "political prisoners")
    (interval,) = tally.intervals
    assert (str(interval.outflow), str(interval.implied)) == ("0..553", "-9..544")


# Of 553 promised 127 and 426 were let go and one taken back: 552 delivered, 1 reversed, 1 outstanding. Both legs of
# the United States were delivered and taken back. It moved first, on 14 January; Cuba on some day from the 15th to
# the 19th: 1 to 5 days later.
def test_the_settlement_of_the_bargain():
    settlement = ledger().at("2025-05-01").settlement("jubilee")
    figures = {
        leg.id: tuple(str(one) for one in (leg.promised, leg.delivered, leg.outstanding, leg.reversed))
        for leg in settlement
    }
    assert figures == {
        "cu-553": ("553", "552", "1", "1"),
        "us-delist": ("1", "0", "1", "1"),
        "us-drop-list": ("1", "0", "1", "1"),
    }
    assert str(settlement.first) == "us, by 1..5 days"
    # 552 of 553 scores 2 of 3 and the others nothing: 2 of 9
    assert [str(leg.score) for leg in settlement] == ["2", "0", "0"]


def test_cuba_went_on_after_the_other_side_had_withdrawn():
    leg = ledger().at("2025-05-01").settlement("jubilee")["cu-553"]
    rest = next(delivery for delivery in leg.deliveries if delivery.record == "cu-rest")
    first = next(delivery for delivery in leg.deliveries if delivery.record == "cu-first")
    assert (rest.after_withdrawal, first.after_withdrawal) == (sl.Certainty.YES, sl.Certainty.NO)
    assert "us-undo" in rest.withdrawn


# The same as the table of prisoners by day above, as steps: nothing, then 0..127 while the first may be on their way.
def test_the_prisoners_as_a_series():
    series = (
        ledger()
        .at("2025-05-01")
        .series(lambda view: view.balance("cu", "us", unit="prisoners")["prisoners"].given, "2025-01-15", "2025-05-01")
    )
    assert [(str(step.start), str(step.amount)) for step in series] == [
        ("2025-01-15", "0..127"),
        ("2025-01-19", "127"),
        ("2025-01-21", "127..553"),
        ("2025-03-10", "553"),
        ("2025-04-29", "552"),
    ]


# Ferrer is let go with the first and taken back in April; until then he is free, as known from the 19th on.
@pytest.mark.parametrize(
    ("day", "state"), [("2025-01-20", "free"), ("2025-04-28", "free"), ("2025-04-29", "held"), ("2025-06-01", "held")]
)
def test_what_became_of_a_person(day: str, state: str):
    history = ledger().at(day).who("ferrer")
    assert history.state == state
    assert next(iter(history)).what == "freed"


# On the 20th, as known then: the revocation, and with it the measure, the promise and the delisting that it undoes.
def test_what_changed_on_the_day_of_the_undoing():
    changes = ledger().at("2025-01-20", "2025-01-20").changes("2025-01-19")
    assert [(change.what, change.record) for change in changes] == [
        ("reversed", "us-undo"),
        ("changed", "us-sponsor"),
        ("changed", "us-delist"),
        ("changed", "us-delisting"),
    ]


# On Goldstein's scale as GDELT tabulates it: a delisting 5 and an easing 7, each undone at -8, which makes -4; two
# releases at 7 and a re-arrest at -5, which makes 9. What was promised counts for nothing.
def test_the_bargain_on_a_scale():
    moves = ledger().at("2025-06-01").moves("us", "cu", deal="jubilee", valuation="goldstein-gdelt")
    assert (str(moves.given.total), str(moves.received.total), str(moves.net)) == (
        "-4",
        "9",
        "-13",
    )


def test_nothing_is_implied_where_one_side_took_all_back():
    assert not list(ledger().at("2025-06-01").implied_rates("jubilee"))


# The first releases answer the delisting of the 14th in kind, and the undoing answers the releases, not in kind.
def test_who_answered_whom():
    answers = {(one.by, one.to): one.in_kind for one in ledger().at("2025-06-01").reciprocity("us", "cu").answers}
    assert answers["cu-first", "us-delisting"]
    assert not answers["us-undo", "cu-first"]
