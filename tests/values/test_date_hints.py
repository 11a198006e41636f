"""A date that is written in another way is told with what it was probably meant as."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sanctledger as sl
from sanctledger.values.date_hints import meant


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("11/09/2025", ["2025-09-11", "2025-11-09"]),
        ("25.12.2025", ["2025-12-25"]),
        ("12-25-2025", ["2025-12-25"]),
        ("11-11-2025", ["2025-11-11"]),
        ("2025/09/11", ["2025-09-11"]),
        ("2025-9-1", ["2025-09-01"]),
        ("20250911", ["2025-09-11"]),
        ("9/2025", ["2025-09"]),
        ("11 September 2025", ["2025-09-11"]),
        ("11th of Sept. 2025", ["2025-09-11"]),
        ("September 11, 2025", ["2025-09-11"]),
        ("11-Sep-2025", ["2025-09-11"]),
        ("Sept 2025", ["2025-09"]),
        ("2025\N{EN DASH}09\N{EN DASH}11", ["2025-09-11"]),
        ("2025-09-11 18:00", ["2025-09-11T18:00"]),
        ("2025 Q3", ["2025-07..2025-09"]),
        ("Q1/2025", ["2025-01..2025-03"]),
        ("1990s", ["1990..1999"]),
        ("199X", ["1990..1999"]),
        ("circa 1960", ["1960~"]),
        ("about 9 May 2025", ["2025-05-09~"]),
        ("1958 to 1963", ["1958..1963"]),
        ("between 1 May 2025 and 3 May 2025", ["2025-05-01..2025-05-03"]),
        ("2025 or 2026", ["2025..2026"]),
        ("30/02/2025", []),
        ("summer 2025", []),
        ("25-09-11", []),
        ("today", []),
        ("13/13/2025", []),
    ],
)
def test_what_was_meant_is_in_the_way_out(written, likely):
    with pytest.raises(sl.errors.ReadError) as caught:
        sl.UncertainDate.parse(written)
    if likely:
        assert caught.value.accepted == "write " + " or ".join(f"`{one}`" for one in likely)
        assert [str(sl.UncertainDate.parse(one)) for one in likely] == likely
    else:
        assert "write a day (`2025-09-11`)" in caught.value.accepted


def test_one_day_is_told_where_one_day_is_asked_for():
    ledger = sl.load("belarus")
    with pytest.raises(sl.errors.ReadError, match="is not a day; write `2025-09-11` or `2025-11-09`"):
        ledger.at("11/09/2025")
    with pytest.raises(sl.errors.ReadError, match="write a day such as"):
        ledger.at("Sept 2025")


SPELT = "11 9 2025 1990 31 02 99 0 sep march of and or to between circa c. ~ ? .. - / . , T 18:00 Z q3 s x [ ] unknown"
WORDS = st.sampled_from([*SPELT.split(), " ", "\N{EN DASH}", "\N{ARABIC-INDIC DIGIT TWO}"])


@given(st.lists(WORDS, max_size=14).map("".join))
def test_whatever_is_written_is_a_date_or_an_error_with_a_way_out(text):
    try:
        sl.UncertainDate.parse(text)
    except sl.errors.ReadError as error:
        for likely in re.findall(r"`([0-9.~T:-]+)`", error.accepted) if "how a date" in error.problem else ():
            assert sl.UncertainDate.parse(likely)


@given(st.text(max_size=60))
def test_what_was_meant_has_the_form_of_a_date(text):
    for likely in meant(text):
        assert re.fullmatch(r"[0-9]{3,4}[0-9.~:T-]*", likely)
