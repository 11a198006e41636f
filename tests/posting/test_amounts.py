"""How much an act gives: what a total already counts, what was taken back, and the parts of an amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs
from stories import given, story

import sanctledger as sl
from sanctledger.records.entry import Entry
from sanctledger.records.record import EntryContext


def release(name: str, quantity: str, day: str = "2020-01-01", **more: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"- {{kind: release, id: {name}, from: {day}, giver: by, receiver: us, quantity: {quantity}{extra}}}\n"


def prisoners(ledger: sl.Ledger, day: str = "2021-01-01", unit: str = "prisoners", **axes: str) -> str:
    return given(ledger, day, "by", "us", unit, **axes)


def test_a_total_adds_only_what_it_leaves_beyond_the_records_that_it_includes():
    ledger = story(
        release("r", "30 prisoners") + release("s", "20 prisoners") + release("t", "100 prisoners", includes="[r, s]")
    )
    assert prisoners(ledger) == "100"
    assert {entry.record: str(entry.amount) for entry in ledger.entries() if entry.unit == "prisoners"} == {
        "r": "30",
        "s": "20",
        "t": "50",
    }


def test_what_a_total_includes_through_another_counts_once():
    text = release("r", "30 prisoners") + release("m", "50 prisoners", includes="[r]")
    assert prisoners(story(text + release("t", "100 prisoners", includes="[m]"))) == "100"
    assert prisoners(story(text + release("t", "100 prisoners", includes="[m, r]"))) == "100"


def test_a_total_below_what_it_includes_adds_nothing_and_never_less_than_nothing():
    ledger = story(release("r", "30 prisoners") + release("t", "10 prisoners", includes="[r]"))
    assert prisoners(ledger) == "30"


def test_a_total_counts_what_it_includes_as_recorded_and_not_as_later_reversed():
    ledger = story(
        release("r", "30 prisoners")
        + release("t", "100 prisoners", includes="[r]")
        + "- {kind: rearrest, id: v, from: 2020-06-01, reverses: r}\n"
    )
    assert prisoners(ledger, "2020-05-31") == "100"
    assert prisoners(ledger, "2020-06-01") == "70"


def test_a_total_includes_amounts_of_the_parts_of_its_unit_and_of_no_other():
    parts = release("r", "10 political prisoners") + release("x", "5 USD")
    ledger = story(parts + release("t", "100 prisoners", includes="[r, x]"))
    assert prisoners(ledger) == "100"
    assert prisoners(ledger, unit="USD") == "5"


def test_two_totals_that_share_a_record_stay_within_sound_bounds():
    ledger = story(
        release("r", "10 prisoners")
        + release("a", "30 prisoners", includes="[r]")
        + release("b", "40 prisoners", includes="[r]")
        + release("t", "100 prisoners", includes="[a, b]")
    )
    assert prisoners(ledger) == "100"


def test_a_total_and_the_unsure_records_that_it_includes_come_to_the_total():
    ledger = story(release("r", "10..20 prisoners") + release("t", "100..110 prisoners", includes="[r]"))
    assert prisoners(ledger) == "100..110"
    assert [str(entry.amount) for entry in ledger.entries()] == ["10..20", "80..100"]


def test_what_is_taken_back_of_an_included_record_is_taken_from_what_it_and_its_total_come_to():
    text = release("r", "10..20 prisoners") + release("t", "100 prisoners", includes="[r]")
    back = "- {kind: rearrest, id: v, from: 2020-06-01, reverses: r, quantity: 2 prisoners}\n"
    assert prisoners(story(text + back)) == "98"


def test_a_kind_that_says_by_itself_what_it_yields_is_summed_as_it_says():
    class Twice(sl.Concession, frozen=True):
        """Counts twice what it states."""

        kind: Literal["twice"] = "twice"

        def entries(self, evidence: EntryContext) -> Iterator[Entry]:
            for entry in super().entries(evidence):
                yield attrs.evolve(entry, amount=entry.amount + entry.amount)

    fields = {"givers": ["by"], "receivers": ["us"], "from": "2020-01-01"}
    kinds = sl.KINDS.with_kind(Twice)
    records = [
        kinds.make({"kind": "state", "id": "by"}),
        kinds.make({"kind": "state", "id": "us"}),
        kinds.make({"kind": "twice", "id": "r", "quantity": "10..20 prisoners", **fields}),
        kinds.make({"kind": "release", "id": "t", "quantity": "100 prisoners", "includes": ["r"], **fields}),
    ]
    row = sl.Ledger(records, kinds=kinds).at("2021-01-01").balance("by", "us")["prisoners"]
    assert str(row.given) == "100..130"


def test_a_total_and_a_record_that_may_not_have_happened_come_to_what_the_total_leaves_or_more():
    text = release("r", "10..20 prisoners", status="disputed") + release("t", "100 prisoners", includes="[r]")
    assert prisoners(story(text)) == "80..100"


def test_a_part_of_a_total_and_those_included_who_are_all_of_it_come_to_no_more_than_the_total():
    text = release("r", "10..20 political prisoners") + release("t", "100 prisoners", includes="[r]")
    assert prisoners(story(text), unit="political prisoners") == "10..100"


def test_includes_in_a_circle_do_nothing():
    ledger = story(release("a", "10 prisoners", includes="[b]") + release("b", "20 prisoners", includes="[a]"))
    assert prisoners(ledger) == "30"


def test_a_partial_reversal_takes_its_amount_from_its_day_on():
    ledger = story(
        release("r", "52 prisoners") + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 1 prisoners}"
    )
    assert [prisoners(ledger, day) for day in ("2020-01-31", "2020-02-01")] == ["52", "51"]


def test_partial_reversals_add_up_and_never_go_below_zero():
    ledger = story(
        release("r", "10 prisoners")
        + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 6 prisoners}\n"
        + "- {kind: rearrest, id: w, from: 2020-03-01, reverses: r, quantity: 6 prisoners}\n"
    )
    assert [prisoners(ledger, day) for day in ("2020-02-01", "2020-03-01")] == ["4", "0"]


def test_a_reversal_of_unsure_day_or_standing_makes_what_it_takes_unsure():
    unsure = "- {kind: rearrest, id: v, from: 2020-02, reverses: r, quantity: 2..3 prisoners}\n"
    ledger = story(release("r", "10 prisoners") + unsure)
    assert [prisoners(ledger, day) for day in ("2020-01-31", "2020-02-01", "2020-02-29")] == ["10", "7..10", "7..8"]
    disputed = unsure.replace("2020-02,", "2020-02-01, status: disputed,")
    assert prisoners(story(release("r", "10 prisoners") + disputed), "2020-02-01") == "7..10"


def test_a_reversal_by_an_unbounded_amount_takes_anything_down_to_zero():
    ledger = story(
        release("r", "10 prisoners")
        + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: at least 4 prisoners}"
    )
    assert prisoners(ledger, "2020-02-01") == "0..6"


def test_a_reversal_in_another_unit_takes_nothing():
    ledger = story(
        release("r", "10 prisoners") + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 4 USD}"
    )
    assert prisoners(ledger, "2020-02-01") == "10"


def test_a_reversal_of_all_of_it_takes_all_and_its_own_reversal_gives_it_back():
    whole = "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r}\n"
    back = "- {kind: withdrawal, id: w, from: 2020-03-01, reverses: v}\n"
    ledger = story(release("r", "10 prisoners") + whole + back)
    assert [prisoners(ledger, day) for day in ("2020-01-31", "2020-02-01", "2020-03-01")] == ["10", "0", "10"]


def test_a_reversal_that_is_taken_back_in_part_still_takes_the_rest():
    partial = "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 6 prisoners}\n"
    back = "- {kind: withdrawal, id: w, from: 2020-03-01, reverses: v, quantity: 2 prisoners}\n"
    ledger = story(release("r", "10 prisoners") + partial + back)
    assert [prisoners(ledger, day) for day in ("2020-02-01", "2020-03-01")] == ["4", "6"]
    whole = partial.replace(", quantity: 6 prisoners", "")
    ledger = story(release("r", "10 prisoners") + whole + back)
    assert [prisoners(ledger, day) for day in ("2020-02-01", "2020-03-01")] == ["0", "2"]


def test_a_reversal_of_a_reversal_in_another_unit_does_nothing():
    ledger = story(
        release("r", "10 prisoners")
        + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r}\n"
        + "- {kind: withdrawal, id: w, from: 2020-03-01, reverses: v, quantity: 5 USD}\n"
    )
    assert prisoners(ledger, "2020-03-01") == "0"


PARTS = "[{quantity: 40 political prisoners}, {quantity: 6 prisoners, label: Lithuanians}]"


def test_parts_count_in_their_own_units_and_never_add_to_the_whole():
    ledger = story(release("r", "52 prisoners", of_which=PARTS))
    assert prisoners(ledger) == "52"
    assert prisoners(ledger, unit="political prisoners") == "40"
    assert {entry.part_of for entry in ledger.entries() if entry.unit == "political prisoners"} == {"prisoners"}


def test_the_parts_of_what_was_taken_back_in_part_are_open_by_as_much():
    ledger = story(
        release("r", "52 prisoners", of_which=PARTS)
        + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 1 prisoners}"
    )
    assert prisoners(ledger, unit="political prisoners") == "39..40"


def test_a_part_loses_what_cannot_have_been_taken_from_the_rest():
    ledger = story(
        release("r", "52 prisoners", of_which=PARTS)
        + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 20 prisoners}"
    )
    assert prisoners(ledger, unit="political prisoners") == "20..32"


def test_a_reversal_in_the_unit_of_a_part_takes_from_that_part():
    ledger = story(
        release("r", "52 prisoners", of_which=PARTS)
        + "- {kind: rearrest, id: v, from: 2020-02-01, reverses: r, quantity: 3 political prisoners}"
    )
    assert prisoners(ledger) == "49"
    assert prisoners(ledger, unit="political prisoners") == "37"


def test_an_amount_of_the_part_counts_for_the_whole_and_one_of_the_whole_may_be_of_the_part():
    ledger = story(release("r", "10 political prisoners") + release("s", "5 prisoners"))
    assert prisoners(ledger) == "15"
    assert prisoners(ledger, unit="political prisoners") == "10..15"


def test_the_word_for_one_of_a_unit_is_that_unit():
    ledger = story(release("r", "1 prisoner") + release("s", "2 prisoners"))
    assert prisoners(ledger) == "3"
    assert [row.unit for row in ledger.at("2021-01-01").balance("by", "us", unit="prisoner")] == ["prisoners"]


def test_a_row_is_found_by_the_word_for_one():
    assert prisoners(story(release("r", "3 prisoners")), unit="prisoner") == "3"


def test_units_that_are_part_of_each_other_count_once():
    units = {"cells": {"part_of": "wards"}, "wards": {"part_of": "cells"}}
    assert given(story(release("r", "5 cells"), units=units), "2021-01-01", "by", "us", "cells") == "5"


def test_claims_about_an_amount_widen_it_and_those_in_another_unit_do_nothing():
    claims = (
        "- {kind: claim, id: c, about: r, field: quantity, value: 122 prisoners}\n"
        "- {kind: claim, id: x, about: r, field: quantity, value: 5 USD}\n"
        "- {kind: claim, id: y, about: r, field: quantity, value: dozens}\n"
    )
    ledger = story(release("r", "123 prisoners") + claims)
    assert prisoners(ledger) == "122..123"
    assert prisoners(ledger, reading="stated") == "123"
    assert ledger.at("2021-01-01").balance("by", "us")["prisoners"].given.stated == 123


def test_about_in_a_claim_reaches_as_far_as_the_ledger_says():
    claim = "- {kind: claim, id: c, about: r, field: quantity, value: about 100 prisoners}\n"
    assert prisoners(story(release("r", "100 prisoners") + claim)) == "90..110"
    assert prisoners(story(release("r", "100 prisoners") + claim, about=Decimal("0.2"))) == "80..120"


def test_claims_about_the_size_of_a_group_widen_what_is_done_to_it():
    freeze = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: listed}\n"
    claims = (
        "- {kind: claim, id: c, about: listed, field: size, value: '168'}\n"
        "- {kind: claim, id: d, about: listed, field: size, value: many}\n"
    )
    unit = "in_force:asset_freeze"
    assert given(story(freeze), "2021-01-01", "us", "by", unit) == "170"
    assert given(story(freeze + claims), "2021-01-01", "us", "by", unit) == "168..170"


def test_an_unbounded_amount_stays_unbounded_in_every_sum():
    ledger = story(release("r", "over 1000 prisoners") + release("s", "5 prisoners"))
    assert prisoners(ledger) == "1,006 or more"


def test_amounts_with_fractions_stay_exact():
    ledger = story(
        "".join(
            f"- {{kind: payment, id: p{i}, from: 2020-01-01, giver: us, receiver: by, quantity: 0.1 USD}}\n"
            for i in range(3)
        )
    )
    assert given(ledger, "2021-01-01", "us", "by", "USD") == "0.3"
