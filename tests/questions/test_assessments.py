"""The assessments of one record by several coders, and how far they agree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from stories import story

import sanctledger as sl

DEAL = "- {kind: deal, id: deal, from: 2020-01-01, parties: [us, by]}\n"


def rated(name: str, coder: str, value: str, scale: str = "outcome", **fields: str) -> str:
    extra = "".join(f", {key}: {said}" for key, said in ({"recorded": "2020-02-01"} | fields).items())
    return f"- {{kind: assessment, id: {name}, about: deal, coder: {coder}, scale: {scale}, value: {value}{extra}}}\n"


THREE = rated("a", "hse", "failure") + rated("b", "ties", "failure") + rated("c", "gsdb", "success")


def of(*records: str, **axes: str) -> sl.Assessments:
    return story(DEAL + "".join(records)).at("2025-12-31", **axes).assessments("deal")


def test_ratings_are_grouped_by_scale_and_sorted_by_coder():
    found = of(THREE, rated("d", "hse", "9", "score of 16"))
    assert [scale.scale for scale in found] == ["outcome", "score of 16"]
    assert [(one.coder, one.value) for one in found["outcome"].ratings] == [
        ("gsdb", "success"),
        ("hse", "failure"),
        ("ties", "failure"),
    ]
    assert found[1].coders == 1


def test_agreement_is_the_exact_share_of_equal_pairs():
    (scale,) = of(THREE)
    assert scale.agreement.low == scale.agreement.high == Fraction(1, 3)
    assert scale.largest.low == Fraction(2, 3)
    (alone,) = of(rated("a", "hse", "failure"))
    assert (alone.agreement, alone.largest.low) == (None, Fraction(1))


def test_two_ratings_of_one_coder_are_not_a_pair():
    (scale,) = of(rated("a", "hse", "failure"), rated("b", "hse", "success"), rated("c", "ties", "success"))
    assert (scale.coders, scale.agreement.low) == (2, Fraction(1, 2))


def test_a_correction_counts_from_the_day_on_which_it_was_known():
    better = rated("c2", "gsdb", "failure", corrects="c", recorded="2021-01-01")
    assert of(THREE, better)[0].agreement.low == 1
    assert of(THREE, better, known="2020-12-31")[0].agreement.low == Fraction(1, 3)


def test_doubtful_ratings_and_claims_widen_agreement():
    (scale,) = of(THREE.replace("success", "success, status: disputed"))
    assert str(scale.agreement) == "1/3..1"
    claim = "- {kind: claim, id: k, about: c, field: value, value: failure, recorded: 2020-03-01}\n"
    (scale,) = of(THREE, claim)
    assert str(scale.agreement) == "1/3..1"
    assert scale.ratings[0].rivals == ("failure",)
    assert str(of(THREE, claim, reading="stated")[0].agreement) == "1/3"


def test_with_too_many_doubtful_ratings_agreement_is_zero_to_one():
    many = [rated(f"a{number}", f"x{number}", "success", status="disputed") for number in range(13)]
    assert str(of(*many)[0].agreement) == "0..1"


def test_any_version_of_a_record_can_be_named_and_a_record_without_assessments_has_none():
    ledger = story(DEAL + THREE + "- {kind: deal, id: d2, from: 2020-01-02, corrects: deal, recorded: 2020-05-01}\n")
    assert len(ledger.at("2025-12-31").assessments("d2")) == len(ledger.at("2025-12-31").assessments("deal")) == 1
    assert len(ledger.at("2025-12-31").assessments("us")) == 0
    with pytest.raises(sl.errors.UnknownRecord, match="no record `deall`"):
        ledger.at("2025-12-31").assessments("deall")


def test_rows_and_texts():
    found = of(THREE)
    assert next((row["coder"], row["value"], row["agreement"]) for row in found.rows()) == ("gsdb", "success", "1/3")
    assert repr(found) == "<Assessments of deal: 3 on 1 scale>"
    assert str(found).splitlines()[1:3] == ["  outcome (3 coders, agreement 1/3)", "    gsdb: success"]
    assert found.to_json()["scales"][0]["agreement"] == {"low": "1/3", "high": "1/3"}
