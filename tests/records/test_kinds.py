"""The catalogue of kinds: the built-in ones, and those that an analyst brings."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

import pytest
from foreign import potash_quota
from foreign.potash_quota import ExitVisas, PotashQuota
from jsonschema import Draft202012Validator
from pydantic import ValidationError

import sanctledger as sl
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record

FAMILIES = {
    "party": "state bloc organization company person vessel aircraft group",
    "source": "source",
    "sanction": "asset_freeze travel_ban export_control import_restriction financial_restriction arms_embargo "
    "arms_restriction transport_restriction investment_ban services_ban claims_prohibition debarment sectoral "
    "aid_suspension trade_embargo flight_ban oil_embargo military_cooperation diplomatic border_closure "
    "airspace_closure sponsor_listing membership_suspension secondary",
    "easing": "general_license specific_license wind_down exemption derogation waiver suspension non_enforcement "
    "delisting termination lapse",
    "concession": "release pardon clemency handover asset_release payment diplomatic_step access declaration "
    "dismantlement trade_step policy_step ceasefire_step",
    "coercion": "detention expulsion seizure incursion threat",
    "pledge": "pledge",
    "deal": "deal",
    "reversal": "snapback revocation rearrest withdrawal reclosure",
    "observation": "observation assertion",
    "claim": "claim",
    "statement": "statement",
    "assessment": "assessment",
    "event": "event",
}
EVERY = sorted(KINDS)


def test_every_kind_of_the_model_is_built_in_and_in_its_family():
    found: dict[str, set[str]] = {}
    for kind, cls in KINDS.items():
        found.setdefault(cls.family, set()).add(kind)
    assert found == {family: set(kinds.split()) for family, kinds in FAMILIES.items()}


def test_every_kind_is_frozen_and_refuses_what_it_does_not_know():
    for kind in EVERY:
        cls = KINDS[kind]
        assert cls.model_config["frozen"]
        assert cls.model_config["extra"] == "forbid"
        with pytest.raises(ValidationError, match="no_such_field"):
            cls.model_validate({"id": "x", "no_such_field": "1"})


def test_every_kind_and_each_of_its_fields_is_described_in_sentences():
    for kind in EVERY:
        cls = KINDS[kind]
        assert (cls.__doc__ or "").strip().endswith(".")
        for name, field in cls.model_fields.items():
            if name != "kind":
                assert (field.description or "").endswith("."), name


def test_every_kind_has_a_schema_with_its_kind_in_it():
    for kind in EVERY:
        schema = KINDS[kind].model_json_schema()
        Draft202012Validator.check_schema(schema)
        assert schema["properties"]["kind"]["const"] == kind
        assert schema["additionalProperties"] is False


def test_every_kind_holds_one_class_and_one_name():
    for kind in EVERY:
        assert get_args(KINDS[kind].model_fields["kind"].annotation) == (kind,)


def test_a_catalogue_is_a_mapping_that_never_changes():
    more = KINDS.with_kind(PotashQuota)
    assert ("potash_quota" in more, "potash_quota" in KINDS) == (True, False)
    assert len(more) == len(KINDS) + 1
    assert more.with_kind(PotashQuota) is more
    assert Kinds.of(more.classes) == more
    assert repr(KINDS) == f"<Kinds: {len(KINDS)} kinds of {len(FAMILIES)} families>"


def test_an_unknown_kind_suggests_the_nearest_and_the_door_for_ones_own():
    with pytest.raises(sl.errors.UnknownKind, match=r"did you mean `asset_freeze`\? \(a kind of your own joins with"):
        KINDS["asset_frieze"]
    with pytest.raises(KeyError):
        KINDS.make({"id": "x"})


def test_two_classes_for_one_kind_clash_and_both_are_named():
    class Potash(sl.Sanction, frozen=True):
        kind: Literal["potash_quota"] = "potash_quota"

    with pytest.raises(sl.errors.KindClash) as clash:
        potash_quota.KINDS.with_kind(Potash)
    assert "foreign.potash_quota.PotashQuota" in str(clash.value)
    assert "Potash cannot take it" in str(clash.value)


class _Nameless(sl.Sanction, frozen=True):
    pass


class _Open(sl.Record, frozen=True):
    kind: str = "open"


class _Numbered(sl.Record, frozen=True):
    kind: Literal[1] = 1


@pytest.mark.parametrize("cls", [dict, _Nameless, _Open, _Numbered])
def test_a_class_that_is_no_kind_is_refused_with_how_one_is_written(cls: Any):
    with pytest.raises(sl.errors.InvalidKind, match=r'such as `kind: Literal\["potash_quota"\] = "potash_quota"`'):
        KINDS.with_kind(cls)


def test_one_class_may_take_several_kinds():
    class Fish(sl.Sanction, frozen=True):
        kind: Literal["cod_quota", "herring_quota"]

    kinds = KINDS.with_kind(Fish)
    assert kinds["cod_quota"] is kinds["herring_quota"] is Fish


def test_an_adapter_tells_records_by_their_kind():
    both = Kinds.of([KINDS["event"], KINDS["state"]]).adapter()
    assert isinstance(both.validate_python({"kind": "state", "id": "us"}), sl.Party)
    assert isinstance(both.validate_python({"kind": "event", "id": "e"}), sl.Event)
    assert isinstance(Kinds.of([KINDS["event"]]).adapter().validate_python({"kind": "event", "id": "e"}), sl.Event)


# Kinds from outside the package.

YAML = """
sanctledger: 1
parties:
  us: {kind: state}
  by: {kind: state}
records:
  - {kind: potash_quota, id: q, from: 2021-01-01, sender: us, target: by, tonnes: 5 tonnes}
  - {kind: exit_visas, id: v, from: 2021-01-01, giver: by, receiver: us, quantity: 3 prisoners, families: 2..3}
  - {kind: general_license, id: a, from: 2021-06-01, eases: q}
"""


def foreign_balance(ledger: sl.Ledger) -> dict[str, str]:
    return {row.unit: f"{row.given} {row.received}" for row in ledger.at("2022-01-01").balance("us", "by")}


def test_kinds_of_a_foreign_module_load_yield_entries_and_show_in_a_balance(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    path.write_text(YAML, "utf-8")
    ledger = sl.load(path, potash_quota.KINDS)
    assert isinstance(ledger["q"], PotashQuota)
    assert isinstance(ledger["v"], ExitVisas)
    assert foreign_balance(ledger) == {"eased:potash_quota": "1 0", "families": "0 2..3", "prisoners": "0 3"}
    assert ledger.at("2021-02-01").sanctions(kind="potash_quota")[0].state == "in_force"
    for ending in ("yaml", "jsonl"):
        again = sl.load(ledger.save(tmp_path / f"saved.{ending}"), potash_quota.KINDS)
        assert again == ledger
        assert foreign_balance(again) == foreign_balance(ledger)


def test_without_its_kind_a_foreign_record_is_a_finding(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    path.write_text(YAML, "utf-8")
    assert {one.record for one in sl.read(path).report.of_code("SL003")} == {"q", "v"}


def test_a_kind_may_come_from_any_package_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "elsewhere_kinds"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from typing import Literal\nimport sanctledger as sl\n"
        "class Toll(sl.Coercion, frozen=True):\n    '''A toll.'''\n    kind: Literal['toll'] = 'toll'\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    cls = importlib.import_module("elsewhere_kinds").Toll
    try:
        kinds = sl.KINDS.with_kind(cls)
        ledger = sl.Ledger(
            [kinds.make({"kind": "toll", "id": "t", "from": "2021", "giver": "by", "receiver": "us"})], kinds=kinds
        )
        assert str(ledger.at("2022-01-01").balance("by", "us")["toll"].given) == "1"
    finally:
        del sys.modules["elsewhere_kinds"]


def test_a_record_class_says_what_it_yields():
    class Silent(sl.Event, frozen=True):
        kind: Literal["silent"] = "silent"  # type: ignore[assignment]
        cameo: ClassVar[str | None] = None

    kinds = KINDS.with_kind(Silent)
    ledger = sl.Ledger([kinds.make({"kind": "silent", "id": "s"})], kinds=kinds)
    assert ledger.entries() == ()
    assert issubclass(Silent, Record)
