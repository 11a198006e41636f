"""The commands that value moves, and list the scales."""

from __future__ import annotations

import pytest


def test_the_scales_are_listed_and_one_shows_its_weights(sanctledger):
    assert "goldstein-icews" in sanctledger("valuations").out
    shown = sanctledger("valuations", "plover").out
    assert "RETREAT: Release" in shown
    assert "ACCUSE" in shown
    assert {one["name"] for one in sanctledger("valuations", "--json").json()} >= {"equal", "plover"}
    assert sanctledger("valuations", "equal", "--json").json()["weights"][0]["of"] == "benefit"


def test_moves_are_valued_on_a_named_scale(sanctledger):
    ran = sanctledger(
        "moves", "belarus", "us", "by", "--on", "2025-12-31", "--since", "2025-09-01", "--valuation", "plover"
    )
    assert "on plover (0.8 draft, crosswalk 1)" in ran.out
    assert "beware: Easing does not cancel imposing" in ran.out
    assert "not valued: pledge-52 (pledge): a promise" in ran.out
    words = ("moves", "belarus", "us", "by", "--on", "2025-12-31", "--deal", "minsk-2025-09", "--json")
    shape = sanctledger(*words, "--valuation", "equal", "--promises").json()
    assert shape["scale"]["name"] == "equal"
    assert shape["promises"] is True
    assert "scale" not in sanctledger(*words).json()


def test_a_scale_may_be_a_file(sanctledger, tmp_path):
    (tmp_path / "mine.yaml").write_text("name: mine\nversion: 1\ncitation: me\nweights: {release: 1 per prisoners}\n")
    words = ("moves", "belarus", "us", "by", "--on", "2025-12-31", "--deal", "minsk-2025-09")
    assert "on mine (1)" in sanctledger(*words, "--valuation", str(tmp_path / "mine.yaml")).out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("moves", "belarus", "us", "by", "--valuation", "goldstein"), "did you mean `goldstein-"),
        (("moves", "belarus", "us", "by", "--valuation", "no.csv"), "no.csv: No such file"),
        (("moves", "belarus", "us", "by", "--deal", "minsk-2025-90"), "did you mean `minsk-2025-09`?"),
        (("valuations", "plovr"), "did you mean `plover`?"),
    ],
)
def test_a_wrong_name_is_one_line_and_status_2(sanctledger, words, says):
    ran = sanctledger(*words)
    assert ran.status == 2
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1
