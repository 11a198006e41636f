"""Scales as data: the shipped tables, reading a table, and the errors of wrong tables."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

import sanctledger as sl
from sanctledger.analysis import valuations as catalogue
from sanctledger.analysis.valuation import Caveat, code_keys

HEAD = "# name: mine\n# version: 2\n# citation: Own judgement, 2026\n"
PLOVER = Path(catalogue.__file__).parent / "scales" / "sources" / "plover-0.8.csv"


def read(folder: Path, name: str, text: str) -> sl.Valuation:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return sl.Valuation.read(file)


def test_the_shipped_scales_are_named_versioned_cited_and_warn():
    known = sl.valuations()
    assert list(known) == ["equal", "goldstein-gdelt", "goldstein-icews", "plover"]
    for valuation in known.values():
        assert valuation.version
        assert len(valuation.citation) > 40
        assert valuation.caveats
        assert all(caveat.source for caveat in valuation.caveats)
    assert repr(known) == "<Valuations: equal, goldstein-gdelt, goldstein-icews, plover>"
    assert {row["name"] for row in known.rows()} == set(known)
    assert known.to_json()[0]["name"] == "equal"


def test_the_two_tables_of_goldstein_differ_at_the_documented_codes():
    gdelt, icews = (
        {weight.of: weight.amount.value for weight in sl.valuations()[name].weights}
        for name in ("goldstein-gdelt", "goldstein-icews")
    )
    assert {code for code in icews if icews[code] != gdelt[code]} == {"164", "165"}
    assert (gdelt["164"], icews["164"]) == (-7, Decimal("-6.5"))
    assert (gdelt["165"], icews["165"]) == (Decimal("-6.5"), -7)
    assert not {code for code in icews if code.startswith(("01", "02"))}
    assert (gdelt["016"], gdelt["022"], gdelt["0841"], gdelt["163"]) == (-2, Decimal("3.2"), 7, -8)


def test_every_weight_of_plover_is_the_score_of_the_event_that_it_names():
    with PLOVER.open(encoding="utf-8") as file:
        scores = {row["event_mode"]: Decimal(row["score"]) for row in csv.DictReader(file)}
    assert scores["ACCUSE"] == 3
    for weight in sl.valuations()["plover"].weights:
        events = str(weight.why).split(". ")[0].split(" or ")
        ends = [scores[event] for event in events]
        assert (weight.amount.low, weight.amount.high) == (min(ends), max(ends)), weight


def test_every_built_in_kind_that_plover_names_is_a_kind_a_family_or_an_act():
    families = {cls.family for cls in sl.KINDS.values()}
    for weight in sl.valuations()["plover"].weights:
        assert weight.of in {*sl.KINDS, *families, "tighten"}


def test_a_table_of_values_is_read_exactly(tmp_path):
    valuation = read(
        tmp_path,
        "mine.csv",
        HEAD + "# caveat: Mind the gap. | Me\nof,weight,per,why\nrelease,1.5,prisoners,They matter\n0841,4..8,,\n",
    )
    assert repr(valuation) == "<Valuation mine (2): 2 weights>"
    assert [str(weight) for weight in valuation.weights] == ["release: 1.5 per prisoners", "0841: 4..8"]
    assert valuation.weights[0].why == "They matter"
    assert valuation.caveats == (Caveat("Mind the gap.", "Me"),)
    assert valuation.rows()[1] == {"of": "0841", "low": 4, "high": 8, "per": None, "why": None}


def test_a_table_may_be_yaml_and_codes_keep_their_zero(tmp_path):
    valuation = read(
        tmp_path,
        "mine.yaml",
        "name: mine\nversion: 2\ncitation: Own\ncaveats: [Mind the gap.]\nweights:\n"
        "  0841: 5.5\n  release: [1 per prisoners, {weight: 3, why: an act}]\n  pledge:release: 0..1\n",
    )
    assert [str(weight) for weight in valuation.weights] == [
        "0841: 5.5",
        "release: 1 per prisoners",
        "release: 3",
        "pledge:release: 0..1",
    ]
    assert valuation.caveats[0].source == "mine"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "of,weight\nrelease,1\n", "has no name"),
        ("a.csv", HEAD.replace("# citation: Own judgement, 2026\n", "") + "of,weight\nrelease,1\n", "has no citation"),
        ("a.csv", HEAD + "kind,weight\nrelease,1\n", "are not the columns of a.csv"),
        ("a.csv", HEAD + "of,weight\nrelease,many\n", "'many' (a.csv:5) is not a weight"),
        ("a.csv", HEAD + "of,weight\nre lease,1\n", "is not a key that a scale can weigh"),
        ("a.csv", HEAD + "of,weight\nrelease,1,prisoners\n", "has more cells than columns"),
        ("a.csv", HEAD + "of,weight\n", "weighs nothing"),
        ("a.csv", HEAD + "of,weight\nrelease,1\nrelease,2\n", "is weighed twice"),
        ("a.csv", HEAD + "of,weight\n,\n;\n", "(a.csv:6) is not a key"),
        ("a.yaml", "name: x\nversion: 1\ncitation: c\nweights: {release: [[1]]}\n", "is not a text"),
        ("a.yaml", "name: x\nversion: 1\ncitation: c\nweight: {release: 1}\n", "did you mean `weights`?"),
        ("a.yaml", "name: x\nname: y\n", "has `name` twice"),
        ("a.yaml", "- 1\n", "is not a mapping"),
        ("a.yaml", "", "is not a mapping"),
        ("a.yaml", "name: [\n", "is not YAML"),
        ("a.yaml", "name: x\nversion: 1\ncitation: c\nweights: {release: {per: USD}}\n", "is not a weight"),
        ("a.yaml", "name: x\nversion: 1\ncitation: c\nweights: {release: 1 per}\n", "names no unit"),
        ("a.txt", "", "is not a table of weights"),
    ],
)
def test_a_file_that_is_not_a_table_is_refused_with_a_way_out(tmp_path, name, text, says):
    with pytest.raises(sl.errors.ReadError) as refused:
        read(tmp_path, name, text)
    assert says in str(refused.value)


def test_a_file_that_is_too_large_or_not_text_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(sl.errors.ReadError, match="is not UTF-8"):
        sl.Valuation.read(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("x" * 1_000_001)
    with pytest.raises(sl.errors.ReadError, match="is too large"):
        sl.Valuation.read(tmp_path / "b.csv")


def test_a_float_is_refused_as_a_weight_and_a_decimal_is_accepted():
    with pytest.raises(sl.errors.ReadError, match=r"is not a weight.*stays exact"):
        sl.Valuation.of("mine", {"release": 0.5}, version="1", citation="c")
    valuation = sl.Valuation.of("mine", {"release": Decimal("0.5")}, version="1", citation="c")
    assert valuation.weights[0].amount == sl.Bounds.exactly(Decimal("0.5"))


def test_a_scale_without_name_version_or_citation_is_refused():
    with pytest.raises(sl.errors.ReadError, match="is not a citation of a valuation"):
        sl.Valuation.of("mine", {"release": 1}, version="1", citation=" ")


def test_a_code_falls_back_from_four_digits_to_two():
    assert code_keys("1631") == ("1631", "163", "16")
    assert code_keys("085") == ("085", "08")
    assert code_keys(None) == ()


def test_the_error_of_an_unknown_scale_names_the_nearest():
    with pytest.raises(
        sl.errors.UnknownRecord, match=r"the catalogue \(equal, .*\) holds no valuation `.*`; did you mean"
    ):
        _ = sl.valuations()["plovr"]
