"""The list of kinds: every one, where it is from, and what it holds."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import packages
import pytest
import yaml

import sanctledger as sl
from sanctledger.base.plugins import PluginWarning
from sanctledger.records import crosswalk
from sanctledger.records.kind_pages import all_described, described
from sanctledger.records.kinds import KINDS

TOLLS = """
    from typing import ClassVar, Literal
    from pydantic import Field
    import sanctledger as sl
    from sanctledger.checks import Flaw, KindRule

    def high(toll, account):
        '''Tolls that are too high.'''
        if toll.rate is not None and toll.rate > 90:
            yield Flaw("it is too high", field="rate")

    class BridgeToll(sl.Sanction, frozen=True):
        '''Who crosses a bridge pays.'''
        kind: Literal["bridge_toll"] = "bridge_toll"
        display_name: ClassVar = "toll at a bridge"
        cameo: ClassVar = "163"
        dimensions: ClassVar = {"bridge": "Which bridges."}
        units: ClassVar = (sl.Unit("carts", one="cart"),)
        codes: ClassVar = {"gsdb": "trade"}
        rules: ClassVar = (KindRule("BT101", "warning", "no toll is too high", high),)
        rate: int | None = Field(default=None, ge=0, description="How much of a hundred.")
        paid_to: tuple[sl.UncertainDate, ...] = Field(default=(), max_length=3, description="Until when it is paid.")

    class Breaks(sl.Coercion, frozen=True):
        '''It breaks off when it is asked.'''
        kind: Literal["breaks"] = "breaks"
        when: Literal["read", "referred", "asked", "never"] = "never"

        def model_post_init(self, context):
            if self.when == "read":
                raise KeyError("no such thing")

        def references(self):
            if self.when == "referred":
                raise ZeroDivisionError
            yield from super().references()

        def entries(self, evidence):
            if self.when == "asked":
                raise RuntimeError("two\\nlines")
            return super().entries(evidence)
"""
YAML = """
parties:
  us: {kind: state}
  by: {kind: state}
sources:
  s: {title: A gazette, published: 2021-01-01, tier: primary}
records:
  - {kind: bridge_toll, id: t, from: 2021-01-01, sender: us, target: by, rate: 99, sources: [s], scope: {bridge: [old]}}
  - {kind: breaks, id: read, from: 2021-01-01, giver: us, receiver: by, when: read, sources: [s]}
  - {kind: breaks, id: referred, from: 2021-01-01, giver: us, receiver: by, when: referred, sources: [s]}
  - {kind: breaks, id: asked, from: 2021-01-01, giver: us, receiver: by, when: asked, sources: [s]}
  - {kind: breaks, id: never, from: 2021-01-01, giver: us, receiver: by, when: never, sources: [s]}
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    yield packages.offer(tmp_path, "toll-kinds", "sanctledger.kinds", {"tolls": "toll_kinds"}, toll_kinds=TOLLS)
    sys.modules.pop("toll_kinds", None)


def test_every_kind_stands_in_the_list_with_its_package_and_own_fields(shelf: Path, sanctledger):
    ran = sanctledger("kinds")
    assert ran.status == 0
    for kind in KINDS:
        assert f"\n{kind} " in f"\n{ran.out}"
    (line,) = [line for line in ran.out.splitlines() if line.startswith("bridge_toll ")]
    assert " ".join(line.split()) == "bridge_toll sanction toll-kinds 163 rate paid_to Who crosses a bridge pays."


def test_the_list_may_be_cut_to_a_family_or_a_package(shelf: Path, sanctledger):
    ran = sanctledger("kinds", "--package", "toll-kinds", "--family", "coercion", "--json")
    assert [one["kind"] for one in ran.json()] == ["breaks"]
    for part in ("family", "package"):
        ran = sanctledger("kinds", f"--{part}", "nothing")
        assert ran.status == 2
        assert ran.err.startswith(f"sanctledger: 'nothing' is no {part} of any kind; name one of ")


def test_one_kind_is_shown_with_all_that_it_says(shelf: Path, sanctledger):
    ran = sanctledger("kinds", "bridge_toll")
    assert ran.out.startswith("bridge_toll (toll at a bridge): sanction, from toll-kinds\nWho crosses a bridge pays.\n")
    for said in (
        "  gsdb trade  Global",
        "  bridge  Which bridges.",
        "  carts",
        "  BT101  no toll is too high",
        "required",
    ):
        assert said in ran.out
    assert "senders or sender" in ran.out
    assert "0 or more" in ran.out
    assert "at most 3 of it" in ran.out
    ran = sanctledger("kinds", "bridge_tool")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean `bridge_toll`?" in ran.err


def test_a_page_says_of_each_field_how_it_is_written_and_what_it_means():
    for page in all_described():
        assert page.package == "sanctledger"
        assert json.loads(json.dumps(page.to_json()))["kind"] == page.kind
        assert {field.name for field in page.fields} == KINDS[page.kind].model_fields.keys() - {"kind"}
        for field in page.fields:
            assert field.meaning.endswith(".")
            assert field.written
            assert field.words


def test_the_json_of_one_is_that_of_the_list(sanctledger):
    every = json.loads(sanctledger("kinds", "--json").out)
    assert json.loads(sanctledger("kinds", "wind_down", "--json").out) in every


def test_a_page_is_an_answer_like_others():
    page = described("asset_freeze")
    assert page.to_csv().startswith("name,words,written,required,default,limits,meaning,owner\r\nstart,from,date,True,")
    assert repr(page).startswith("<KindPage asset_freeze: sanction, from sanctledger, ")
    assert page.row()["cameo"] == "163"


# Codes elsewhere.


def test_the_shipped_crosswalk_is_of_kinds_that_there_are_and_guesses_nothing():
    file = Path(crosswalk.__file__).with_name("crosswalk.csv")
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert [row["kind"] for row in rows] == [row["kind"] for row in rows if row["kind"] in KINDS]
    assert len({row["kind"] for row in rows}) == len(rows) == 24
    assert "?" not in file.read_text("utf-8")
    assert set(rows[0]) - {"kind"} == set(crosswalk.VOCABULARIES) - {"cameo"}


def test_a_kind_has_the_codes_of_the_table_and_those_that_its_class_names(shelf: Path):
    assert described("travel_ban").codes == {
        "cameo": "163", "opensanctions": "Travel ban", "ist": "TB", "gsdb": "travel", "ties": "travel ban"
    }  # fmt: skip
    assert described("event").codes == {}
    assert described("bridge_toll", sl.Kinds.installed()).codes == {"cameo": "163", "gsdb": "trade"}


# Kinds that break off.


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_a_kind_that_breaks_off_breaks_no_other_record(shelf: Path, sanctledger, tmp_path: Path, ending: str):
    path = tmp_path / "ledger.yaml"
    path.write_text(YAML, "utf-8")
    if ending == "jsonl":
        plains = [raw for raw in YAML.splitlines() if raw.startswith("  - ")]
        path = tmp_path / "ledger.jsonl"

        made = [yaml.load(raw, yaml.BaseLoader)[0] for raw in plains]  # noqa: S506 - texts only
        made += [{"kind": "state", "id": "us"}, {"kind": "state", "id": "by"}]
        made.append({"kind": "source", "id": "s", "title": "x", "published": "2021-01-01", "tier": "primary"})
        path.write_text("".join(f"{json.dumps(one)}\n" for one in ({"sanctledger": 1}, *made)), "utf-8")
    ran = sanctledger("check", str(path), "--json")
    assert ran.status == 1
    found = {(one["code"], one["record"]): one["message"] for one in ran.json()["findings"]}
    assert found == {
        ("SL016", "read"): "the kind fails when the record is read: KeyError: 'no such thing'",
        ("SL016", "referred"): "the kind fails when the record is read: ZeroDivisionError:",
        ("SL016", "asked"): "the kind `breaks` fails when it is asked for its entries: RuntimeError: two lines",
        ("BT101", "t"): "it is too high",
    }


def test_a_record_whose_kind_breaks_off_counts_nowhere_and_a_warning_says_so(shelf: Path):
    kinds = sl.Kinds.installed()
    plains = [
        {"kind": "breaks", "id": when, "from": "2021", "giver": "us", "receiver": "by", "when": when}
        for when in ("asked", "never")
    ]
    ledger = sl.Ledger([kinds.make(plain) for plain in plains], kinds=kinds)
    said = "`breaks` of the package toll-kinds is left out: record `asked` counts nowhere: RuntimeError: two lines"
    with pytest.warns(PluginWarning, match=said):
        assert ledger.at("2022-01-01").balance("us", "by")["breaks"].given.low == 1


def test_a_class_that_cannot_be_described_is_left_out_of_the_schema(tmp_path: Path, monkeypatch, sanctledger):
    code = """
        from typing import Literal
        import sanctledger as sl

        class Shy(sl.Event, frozen=True):
            '''It says nothing of itself.'''
            kind: Literal["shy"] = "shy"

            @classmethod
            def __get_pydantic_json_schema__(cls, schema, handler):
                raise RuntimeError("no")

        class Bold(sl.Event, frozen=True):
            '''It does.'''
            kind: Literal["bold"] = "bold"
    """
    monkeypatch.syspath_prepend(
        packages.offer(tmp_path, "shy", "sanctledger.kinds", {"a": "shy_kinds"}, shy_kinds=code)
    )
    ran = sanctledger("schema")
    assert ran.status == 0
    assert {"bold", "event"} <= ran.json()["$defs"].keys()
    assert "shy" not in ran.json()["$defs"]
    assert ran.err == "note: `Shy` of the package shy is left out: RuntimeError: no\n"
    del sys.modules["shy_kinds"]


def test_what_a_kind_reaches_by_default_is_told():
    assert described("travel_ban").reaches == "action=enter,transit"
    assert described("sectoral").reaches == str(KINDS["sectoral"].default_scope)
    assert described("release").reaches is None
