"""Ids made of names: always ids, whatever script and form the name is written in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sanctledger as sl


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("AL-ZAWAHIRI, Dr. Ayman", "al-zawahiri-dr-ayman"),
        (" I. ASH", "i-ash"),
        ("CIMEX, S.A.", "cimex-s-a"),
        ("O'Brien & Sons (HK) \u201cLtd\u201d", "o-brien-sons-hk-ltd"),
        ("\u0411\u0435\u043b\u0430\u0432\u0438\u0430", "\u0431\u0435\u043b\u0430\u0432\u0438\u0430"),
        ("\u0628\u0646 \u0644\u0627\u062f\u0646\u200e", "\u0628\u0646-\u0644\u0627\u062f\u0646"),
        ("\u4e2d\u00b7\u56fd", "\u4e2d-\u56fd"),
        ("e\u0301cole", "\u00e9cole"),
        ("\u0301a", "a"),
    ],
)
def test_letters_and_digits_stay_and_a_hyphen_stands_for_what_is_between(name: str, made: str):
    assert sl.slug(name) == made


@given(st.text(max_size=300))
@example("\u0130\u00b2\u2167")
@example("\u0345\u0391")
def test_it_is_an_id_the_same_for_every_form_of_a_name_and_for_itself(name: str):
    try:
        made = sl.slug(name)
    except sl.errors.ReadError:
        assert not any(unicodedata.category(letter)[0] == "L" for letter in name)
        return
    assert sl.KINDS.make({"kind": "person", "id": made}).id == made
    assert sl.slug(unicodedata.normalize("NFD", name)) == made
    assert sl.slug(made) == made


@pytest.mark.parametrize("name", ["", " ", "--", "\u200f", "\u0301", "..."])
def test_a_name_without_a_letter_or_digit_is_refused(name: str):
    with pytest.raises(sl.errors.ReadError, match="nothing that an id could be made of"):
        sl.slug(name)
