"""The command that lists what a ledger holds."""

from __future__ import annotations

import pytest


def test_the_records_of_a_kind_are_listed_with_their_ids(sanctledger):
    ran = sanctledger("records", "belarus", "deal")
    assert ran.status == 0
    assert "4 of 356 records" in ran.out
    assert "minsk-2025-09" in ran.out
    listed = sanctledger("records", "belarus", "deal,company", "--json").json()
    assert {item["kind"] for item in listed} == {"deal", "company"}


def test_a_text_is_found_in_what_a_record_says(sanctledger):
    ran = sanctledger("records", "belarus", "--find", "STATKEVICH")
    assert "Mikola Statkevich" in ran.out
    assert "by-statkevich-back" in ran.out
    assert (
        "by-statkevich-back"
        not in sanctledger("records", "belarus", "--find", "statkevich", "--known", "2025-09-12").out
    )
    assert "0 of 356 records" in sanctledger("records", "belarus", "--find", "no such words").out


@pytest.mark.parametrize(
    ("asked", "said"),
    [(("deel",), "did you mean `deal`?"), (("deal", "--known", "2025-13-01"), "is not a day")],
)
def test_what_cannot_be_listed_is_said_in_a_line(sanctledger, asked, said):
    ran = sanctledger("records", "belarus", *asked)
    assert ran.status == 2
    assert said in ran.err


def test_a_wrong_choice_is_worded_for_people(sanctledger):
    ran = sanctledger("balance", "belarus", "us", "by", "--by", "deel")
    assert ran.status == 2
    assert "Invalid value for '--by': 'deel' is not one of" in ran.err
