"""The stock of a holder: counts, the recorded flows between them, and the implied flows without a record."""

from __future__ import annotations

import pytest
from stories import story

import sanctledger as sl


def count(name: str, day: str, quantity: str, observer: str | None = "eu", **fields: str) -> str:
    said = {"holder": "by", "quantity": quantity} | ({"observer": observer} if observer else {}) | fields
    extra = "".join(f", {key}: {value}" for key, value in said.items())
    return f"- {{kind: observation, id: {name}, from: {day}{extra}}}\n"


def act(name: str, day: str, quantity: str | None, kind: str = "release", **fields: str) -> str:
    said = {"giver": "by", "receiver": "us"} | ({"quantity": quantity} if quantity else {}) | fields
    extra = "".join(f", {key}: {value}" for key, value in said.items())
    return f"- {{kind: {kind}, id: {name}, from: {day}{extra}}}\n"


COUNTS = count("c1", "2025-01-01", "100 prisoners") + count("c2", "2025-02-01", "90 prisoners")


def implied(*records: str, day: str = "2025-12-31", counts: str = COUNTS, **axes: str) -> str:
    (tally,) = story(counts + "".join(records)).at(day, **axes).stock("by", "prisoners")
    (interval,) = tally
    return f"{interval.outflow}, {interval.inflow}, {interval.implied}"


def test_without_records_the_implied_flow_is_the_difference_of_the_counts():
    assert implied() == "0, 0, -10"


def test_releases_go_out_and_detentions_come_in():
    assert implied(act("r", "2025-01-15", "30 prisoners")) == "30, 0, 20"
    assert implied(act("d", "2025-01-15", "30 prisoners", "detention")) == "0, 30, -40"
    assert implied(act("e", "2025-01-15", "3 prisoners", "expulsion")) == "3, 0, -7"
    assert implied(act("t", "2025-01-15", "3 prisoners", "threat")) == "0, 0, -10"


def test_a_count_is_taken_at_the_close_of_its_day():
    assert implied(act("r", "2025-01-01", "30 prisoners")) == "0, 0, -10"
    assert implied(act("r", "2025-01-02", "30 prisoners")) == "30, 0, 20"
    assert implied(act("r", "2025-02-01", "30 prisoners")) == "30, 0, 20"
    assert implied(act("r", "2025-02-02", "30 prisoners")) == "0, 0, -10"


def test_an_act_that_may_be_before_the_first_count_may_count_for_nothing():
    assert implied(act("r", "2025-01", "30 prisoners")) == "0..30, 0, -10..20"
    assert implied(act("r", "2025-01-02..2025-02-01", "30 prisoners")) == "30, 0, 20"
    vague = count("c1", "2025-01-01..2025-01-20", "100 prisoners") + count("c2", "2025-02-01", "90 prisoners")
    assert implied(act("r", "2025-01-15", "30 prisoners"), counts=vague) == "0..30, 0, -10..20"


def test_a_doubtful_act_may_count_for_nothing_and_one_before_both_counts_for_nothing_at_all():
    assert implied(act("r", "2025-01-15", "30 prisoners", status="disputed")) == "0..30, 0, -10..20"
    assert implied(act("r", "2024-01-15", "20..30 prisoners", status="disputed")) == "0, 0, -10"


def test_a_rearrest_is_an_inflow():
    back = "- {kind: rearrest, id: v, from: 2025-01-20, reverses: r, quantity: 4 prisoners}\n"
    assert implied(act("r", "2024-01-15", "30 prisoners"), back) == "0, 4, -14"
    assert implied(act("r", "2025-01-15", "30 prisoners"), back) == "26, 0, 16"
    assert implied(act("r", "2024-01-15", "20..30 prisoners"), back) == "0, 0..4, -14..-10"
    whole = "- {kind: rearrest, id: v, from: 2025-01-20, reverses: r}\n"
    assert implied(act("r", "2024-01-15", "30 prisoners"), whole) == "0, 30, -40"
    undone = "- {kind: revocation, id: w, from: 2025-01-25, reverses: v}\n"
    assert implied(act("r", "2024-01-15", "30 prisoners"), whole, undone) == "0, 0, -10"


def test_the_end_of_a_detention_is_an_outflow():
    assert implied(act("d", "2024-12-20", "7 prisoners", "detention", until="2025-01-10")) == "7, 0, -3"


def test_a_total_counts_only_the_amount_beyond_its_records():
    parts = act("a", "2025-01-10", "10 prisoners") + act("b", "2025-01-12", "5 prisoners")
    assert implied(parts, act("t", "2025-01-20", "20 prisoners", includes="[a, b]")) == "20, 0, 10"
    assert implied(parts, act("t", "2025-03-20", "20 prisoners", includes="[a, b]")) == "15, 0, 5"


def test_an_amount_of_the_whole_may_be_any_of_the_part():
    counts = COUNTS.replace("prisoners", "political prisoners")
    ledger = story(counts + act("r", "2025-01-15", "30 prisoners"))
    (interval,) = ledger.at("2025-12-31").stock("by", "political prisoners")["eu"]
    assert (str(interval.outflow), str(interval.implied)) == ("0..30", "-10..20")
    told = act("r", "2025-01-15", "30 prisoners", of_which="[{quantity: 12 political prisoners}]")
    (interval,) = story(counts + told).at("2025-12-31").stock("by", "political prisoners")["eu"]
    assert (str(interval.outflow), str(interval.implied)) == ("12", "2")


def test_claims_widen_the_implied_flow_and_do_not_count_under_the_stated_reading():
    claims = (
        "- {kind: claim, id: k, about: c2, field: quantity, value: 95 prisoners}\n"
        "- {kind: claim, id: l, about: r, field: quantity, value: 33 prisoners}\n"
    )
    release = act("r", "2025-01-15", "30 prisoners")
    assert implied(release, claims) == "30..33, 0, 20..28"
    assert implied(release, claims, reading="stated") == "30, 0, 20"
    (interval,) = story(COUNTS + release + claims).at("2025-12-31").stock("by", "prisoners")["eu"]
    assert interval.implied.stated == 20


def test_records_not_yet_known_do_not_count():
    late = act("r", "2025-01-15", "30 prisoners", recorded="2025-06-01")
    assert implied(late, known="2025-05-01") == "0, 0, -10"
    assert implied(late, known="2025-06-01") == "30, 0, 20"


def test_observers_are_kept_apart_and_shown_in_pairs():
    records = (
        COUNTS + count("d1", "2025-01-03", "140 prisoners", "ru") + count("n", "2025-01-01", "over 90 prisoners", None)
    )
    stock = story(records).at("2025-12-31").stock("by")
    assert [(tally.observer, len(tally), len(tally.intervals)) for tally in stock] == [
        ("eu", 2, 1),
        ("ru", 1, 0),
        (None, 1, 0),
    ]
    pairs = [(pair.one.record, pair.other.record, pair.apart, str(pair.difference)) for pair in stock.beside()]
    assert pairs == [("c1", "n", 0, "-9 or more"), ("c1", "d1", 2, "40"), ("n", "d1", 2, "49 or less")]
    assert [pair.other.record for pair in stock.beside(days=1)] == ["n"]


def test_counts_without_an_observer_are_not_taken_as_one_series():
    records = count("c1", "2025-01-01", "100 prisoners", None) + count("c2", "2025-02-01", "90 prisoners", None)
    (tally,) = story(records).at("2025-12-31").stock("by")
    assert (tally.observer, tally.intervals, tally.whole) == (None, (), None)


def test_disputed_and_undated_counts_are_shown_and_imply_nothing():
    between = count("c3", "2025-01-10", "50 prisoners", status="disputed")
    undated = count("c4", "unknown", "70 prisoners")
    (tally,) = story(COUNTS + between + undated).at("2025-12-31").stock("by")
    assert [one.record for one in tally.counts] == ["c4", "c1", "c3", "c2"]
    assert [(one.earlier.record, one.later.record) for one in tally] == [("c1", "c2")]
    with pytest.raises(sl.errors.ReadError, match="not known"):
        tally.between("c4", "c1")


def test_counts_later_than_the_view_are_left_out():
    (tally,) = story(COUNTS + act("r", "2025-01-15", "30 prisoners")).at("2025-01-20").stock("by")
    assert [one.record for one in tally.counts] == ["c1"]
    assert str(tally.carried) == "70"
    assert tally.carried.stated == 70


def test_any_two_counts_can_be_compared():
    third = count("c3", "2025-03-01", "120 prisoners")
    tally = story(COUNTS + third).at("2025-12-31").stock("by")["eu"]
    assert [str(one.implied) for one in tally] == ["-10", "30"]
    assert str(tally.whole.implied) == str(tally.between("2025-01-01", "c3").implied) == "20"
    assert str(tally.whole.unrecorded_in) == "20 or more"
    assert str(tally.whole.unrecorded_out) == "0 or more"
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `c3`"):
        tally.between("c1", "c33")


def test_counts_of_unknown_order_are_marked_and_correct():
    counts = count("c1", "2025-01-01..2025-01-10", "100 prisoners") + count("c2", "2025-01-05", "90 prisoners")
    (tally,) = story(counts + act("r", "2025-01-07", "30 prisoners")).at("2025-12-31").stock("by")
    (interval,) = tally
    assert not interval.ordered
    assert str(interval.implied) == "-40..-10"


def test_an_act_without_an_amount_is_named_if_its_kind_counts_elsewhere():
    records = COUNTS + act("r", "2025-01-15", "30 prisoners") + act("s", "2025-01-16", None)
    (interval,) = story(records).at("2025-12-31").stock("by")["eu"]
    assert interval.uncounted == ("s",)


def test_a_party_of_the_holder_changes_its_stock_and_a_receiver_of_money_gains():
    money = count("c1", "2025-01-01", "100 USD", holder="ru") + count("c2", "2025-02-01", "90 USD", holder="ru")
    paid = act("p", "2025-01-15", "30 USD", "payment", giver="belavia", receiver="ru")
    (interval,) = story(money + paid).at("2025-12-31").stock("ru")["eu"]
    assert (str(interval.inflow), str(interval.implied)) == ("30", "-40")
    own = count("c1", "2025-01-01", "100 USD") + count("c2", "2025-02-01", "90 USD")
    (interval,) = story(own + paid).at("2025-12-31").stock("by")["eu"]
    assert (str(interval.outflow), str(interval.implied)) == ("30", "20")


def test_the_holder_of_a_released_asset_loses_it_and_not_the_giver():
    counts = count("c1", "2025-01-01", "9 bn USD", holder="ru") + count("c2", "2025-02-01", "3 bn USD", holder="ru")
    freed = act("f", "2025-01-15", "6 bn USD", "asset_release", giver="us", receiver="by", held_by="ru")
    ledger = story(counts + freed)
    (interval,) = ledger.at("2025-12-31").stock("ru")["eu"]
    assert str(interval.implied) == "0"


def test_every_figure_is_explained_by_its_counts_and_acts():
    ledger = story(COUNTS + act("r", "2025-01-15", "30 prisoners", note="Told twice."))
    stock = ledger.at("2025-12-31").stock("by")
    (interval,) = stock["eu"]
    assert [(one.side, one.record) for one in interval.explain().reasons] == [
        ("earlier", "c1"),
        ("later", "c2"),
        ("out", "r"),
    ]
    assert [one.record for one in stock.explain().reasons] == ["c1", "c2", "r"]
    assert "out: 30 prisoners by r" in str(interval.explain())
    first, second = stock.rows()
    assert (first["count_low"], first["since"], first["implied_low"]) == (100, None, None)
    assert (second["since"], second["implied_low"], second["records"]) == ("c1", 20, "r")
    assert str(stock).splitlines()[-2:] == ["    out 30, in 0 recorded; 20 net unrecorded in", "    2025-02-01: 90"]
    assert repr(stock) == "<Stock of by on 2025-12-31: 2 counts by 1>"


def test_unknown_holders_units_and_observers_are_errors_with_a_suggestion():
    view = story(COUNTS).at("2025-12-31")
    with pytest.raises(sl.errors.UnknownRecord, match="no party `byy`"):
        view.stock("byy")
    with pytest.raises(sl.errors.UnknownRecord, match="no unit `prisonners`; did you mean `prisoners`"):
        view.stock("by", "prisonners")
    with pytest.raises(sl.errors.UnknownRecord, match="no count by the observer `viasna`"):
        view.stock("by")["viasna"]
    assert len(view.stock("us")) == 0
