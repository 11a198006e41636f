"""The JSON Schema accepts every file that the library reads, and refuses errors within one record."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import strategies
import yaml
from files import yamls
from foreign import potash_quota
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import Field, StringConstraints

import sanctledger as sl
from sanctledger import cases
from sanctledger.files.sections import SECTIONS
from sanctledger.files.write import to_jsonl, to_yaml
from sanctledger.values.dates import _ONE

SCHEMA = sl.json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
HEAD = "sanctledger: 1\nrecords:\n"
SANCTION = "{kind: asset_freeze, id: a, sender: us, target: by, from: 2021, "
RELEASE = "{kind: release, id: a, giver: by, receiver: us, from: 2021, "
PLEDGE = "{kind: pledge, id: a, giver: by, receiver: us, from: 2021, "
LICENCE = "{kind: general_license, id: a, from: 2021, "


def objects(schema: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema inside a schema, with its path."""
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            yield from objects(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from objects(value, f"{path}/{number}")


def faults(text: str, validator: Draft202012Validator = VALIDATOR) -> dict[str, list[str]]:
    """Return the errors in a text, as each reader of YAML sees them."""
    found = {
        name: [error.message for error in validator.iter_errors(read(text))] for name, read in yamls.READERS.items()
    }
    return {name: errors for name, errors in found.items() if errors}


def reads(folder: Path, text: str, kinds: sl.Kinds = sl.KINDS) -> bool:
    path = folder / "ledger.yaml"
    path.write_text(text, "utf-8")
    return not sl.read(path, kinds).report.errors


# The schema itself.


def test_it_is_valid_against_its_meta_schema_and_names_itself():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == "urn:sanctledger:ledger:1"
    assert set(SCHEMA["properties"]) == set(SECTIONS)


def test_every_property_of_every_object_is_described():
    described = 0
    for path, schema in objects(SCHEMA):
        for name, field in schema.get("properties", {}).items() if not path.endswith("/if") else ():
            assert field.get("description", "").endswith((".", "`")), f"{path}: {name}"
            described += 1
    assert described > 2000


def test_every_kind_and_every_value_has_its_own_definition_with_a_description():
    assert set(sl.KINDS) <= set(SCHEMA["$defs"])
    assert {"Citation", "Quantity", "Scope", "UncertainDate", "Promise", "PersonMention"} <= set(SCHEMA["$defs"])
    for name, schema in SCHEMA["$defs"].items():
        assert schema["description"].endswith("."), name
        if name in sl.KINDS:
            assert schema["additionalProperties"] is False
            assert schema["title"] == name


def test_each_kind_is_offered_with_its_meaning():
    kind = SCHEMA["$defs"]["Record"]["properties"]["kind"]
    said = dict(zip(kind["enum"], kind["enumDescriptions"], strict=True))
    assert set(said) == set(sl.KINDS)
    assert said["release"] == "Detained persons are let go."


def test_every_reference_leads_somewhere_in_the_schema():
    for path, schema in objects(SCHEMA):
        if isinstance(target := schema.get("$ref"), str):
            assert target.removeprefix("#/$defs/") in SCHEMA["$defs"], path


def test_patterns_mean_the_same_to_every_validator():
    patterns = {schema["pattern"] for _, schema in objects(SCHEMA) if isinstance(schema.get("pattern"), str)}
    assert len(patterns) > 3
    for pattern in patterns:
        re.compile(pattern)
        assert not re.search(r"\\[wWdDbB]|\(\?", pattern), pattern


def test_it_is_the_same_bytes_each_time():
    code = "import json, sanctledger as sl; print(json.dumps(sl.json_schema()))"
    environment = os.environ | {"PYTHONHASHSEED": "1"}  # this process has another seed
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True)
    assert ran.stdout == json.dumps(SCHEMA) + "\n"


# What it accepts.


@pytest.mark.parametrize("path", sorted(Path(str(cases.path("belarus"))).rglob("*.yaml")), ids=lambda path: path.name)
def test_the_shipped_case_is_valid(path: Path):
    assert faults(path.read_text("utf-8")) == {}


def test_a_line_of_json_is_a_record():
    validator = Draft202012Validator(SCHEMA | {"$ref": "#/$defs/Record", "type": "object", "properties": {}})
    line = {key: value for key, value in validator.schema.items() if key != "additionalProperties"}
    ledger = sl.load("belarus")
    _, *lines = to_jsonl(ledger, ledger.settings).splitlines()
    assert len(lines) == len(ledger)
    for text in lines:
        Draft202012Validator(line).validate(json.loads(text))


@given(strategies.plain_ledgers())
def test_whatever_the_library_writes_is_valid(records: list[dict[str, Any]]):
    ledger = sl.Ledger([sl.KINDS.make(record) for record in records])
    assert faults(to_yaml(ledger, ledger.settings)) == {}
    assert faults(yaml.safe_dump({"records": records})) == {}


READ = {
    "an id of digits": "{kind: state, id: 123}",
    "an id that is a truth value": "{kind: state, id: true}",
    "an id in other letters": "{kind: person, id: Łukašenka-Мария}",
    "text that is a number": "{kind: state, id: a, name: 1984, iso: 007, aliases: [1.5, 0x1F]}",
    "text that is a truth value": "{kind: state, id: a, name: yes, note: true, tags: false}",
    "a year": SANCTION + "until: 2022}",
    "dates of all forms": SANCTION
    + "until: '2025-09-11T12:00+02:00', announced: 2021-01~, issued: '[2021..2022]', published: ..2021-05-06}",
    "an unknown date": SANCTION + "until: ' unknown ', recorded: 2021-01-01T12:00}",
    "python's names": "{kind: asset_freeze, id: a, sender: us, target: by, start: 2021, end: 2022}",
    "python's names of members": "{kind: deal, id: a, members: [us, by], people: a}",
    "lists": "{kind: asset_freeze, id: a, senders: [us], targets: [by, ru], from: 2021, tags: []}",
    "citations": "{kind: state, id: a, sources: [s, {source: t, at: 3}, 5]}",
    "one citation": "{kind: state, id: a, sources: {source: t, at: paragraph 1}}",
    "allowances": "{kind: state, id: a, allow: {SL301: because, SL302: 5}}",
    "an allowance": "{kind: state, id: a, allow: [SL301, {SL302: because}]}",
    "an allowed code": "{kind: state, id: a, allow: SL301}",
    "scopes": SANCTION + "scope: {goods: [hs:8803, 8803], place: x, other: y, excluding: [{action: a}, 'sector=b']}}",
    "a scope in words": SANCTION + "scope: 'action=export; excluding (goods=a)'}",
    "requirements": SANCTION + "requires: [a, {text: b, clarity: ambiguous}]}",
    "one condition": LICENCE + "eases: s, conditions: {text: a, by: us, sources: t}}",
    "selectors": LICENCE + "eases: [s, {program: [x, 5], sender: us}]}",
    "one selector": LICENCE + "eases: {program: x, kind: [asset_freeze], targets: [by]}}",
    "eased in full": LICENCE + "eases: {sanctions: [s], matching: [{authority: x}]}}",
    "nothing eased": LICENCE + "eases: {}}",
    "quantities": RELEASE + "quantity: over 1000 prisoners, of_which: [{quantity: 3 women}, 4 men]}",
    "bounds": RELEASE + "quantity: {low: 1.5, high: 1000, unit: tonnes}}",
    "one bound": RELEASE + "quantity: {low: '1,000', unit: tonnes}}",
    "complete": RELEASE + "complete: true}",
    "complete in words": RELEASE + "complete: Yes}",
    "complete as a digit": RELEASE + "complete: 1}",
    "people": RELEASE + "people: [b, {person: c, outcome: freed, sources: s}, 5]}",
    "sizes": "{kind: group, id: a, size: 170}",
    "sizes in words": "{kind: group, id: a, size: over 100}",
    "sizes with a fraction": "{kind: group, id: a, size: 1.5}",
    "sizes as bounds": "{kind: group, id: a, size: {low: 1, high: 5}}",
    "owners": "{kind: company, id: a, owners: [b, {party: c, share: 50%, from: 2004, until: 2005}, {party: d}]}",
    "memberships": "{kind: state, id: a, member_of: [eu, {bloc: nato, from: 2004}, {party: un, through: 2005-01}]}",
    "one owner": "{kind: company, id: a, owners: {party: c}, identifiers: {IMO: 123, LEI: x}}",
    "promises": PLEDGE + "promises: {kind: release, target: x, quantity: 5 men}, order: {with: b, after: [c]}, if: x}",
    "promises in python's words": PLEDGE + "order: {alongside: b}, condition: [x, 5]}",
    "claims of any value": "{kind: claim, id: a, about: b, field: quantity, value: {low: 1, unit: p}}",
    "claims of a number": "{kind: claim, id: a, about: b, field: from, value: 2021}",
    "claims of a truth value": "{kind: claim, id: a, about: b, field: happened, value: no}",
    "every status": "{kind: event, id: a, status: scheduled, link: inferred, deal: 5}",
    "what a release does not need": RELEASE + "held_by: x, via: [y], includes: b, delivers: [c]}",
}  # fmt: skip


@pytest.mark.parametrize("record", READ.values(), ids=READ)
def test_a_record_that_the_library_reads_is_valid(tmp_path: Path, record: str):
    text = f"{HEAD}  - {record}\n"
    assert reads(tmp_path, text)
    assert faults(text) == {}


WHOLE = {
    "sections left empty": "sanctledger:\ntitle:\nabout:\nchecks:\nparties:\nsources:\nunits:\nterms:\nrecords:\n",
    "terms": "terms:\n  goods:\n    a.b:\n    hs:88: {name: x, under: a}\n    c: {under: [a, b]}\n  place:\n",
    "nothing but a title": "title: 2021\n",
    "a version in quotes": "sanctledger: '1'\nabout: 12.5 %\n",
    "units": "units:\n  a:\n  b: {}\n  c: {one: 5, name: true, is: benefit, part_of: d}\n",
    "checks": "checks:\n  select: SL7\n  ignore: [SL301, {SL302: because}]\n  severity: {SL702: info}\n",
    "more checks": "checks:\n  select: [SL1, SL702]\n  ignore: {SL301: because, SL302: }\n  severity:\n",
    "parties": "parties:\n  us: {kind: state, id: us}\n  2021: {kind: group, size: 5}\n",
    "others among the parties": "parties:\n  s: {kind: source, tier: press}\nsources:\n  us: {kind: state}\n",
    "sources": "sources:\n  s: {title: 2021, url: x}\n  t: {kind: source, id: t, tier: press}\n",
    "fields left empty": HEAD + "  - kind: release\n    id: a\n    giver: by\n    receiver: us\n    from: 2021\n"
    "    until:\n    note:\n    link:\n    deal:\n    quantity:\n    recorded:\n    held_by:\n",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_sections_are_valid_in_every_form_that_is_read(tmp_path: Path, text: str):
    if text in (WHOLE["checks"], WHOLE["more checks"]):
        text = text.replace(": }", ":}").replace(":}", ": ''}")
    assert reads(tmp_path, text)
    assert faults(text) == {}


@given(
    st.from_regex(_ONE, fullmatch=True), st.sampled_from(["{}", " {}", "..{}", "{}..", "[{}..]", "{}..{}", "[{}..{}]"])
)
def test_every_date_that_is_read_is_valid(one: str, form: str):
    text = form.replace("{}", one)
    try:
        sl.UncertainDate.parse(text)
    except sl.errors.ReadError:
        return
    definition = Draft202012Validator(SCHEMA["$defs"]["UncertainDate"])
    assert definition.is_valid(text)
    assert definition.is_valid(yamls.typed(text.strip()))


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8))
def test_every_id_that_is_read_is_valid(text: str):
    try:
        sl.KINDS.make({"kind": "state", "id": text})
    except ValueError:
        return
    assert Draft202012Validator(SCHEMA["$defs"]["Id"]).is_valid(text)


# What it refuses.


REFUSED = {
    "an unknown kind": ("{kind: asset_frieze, id: a}", "'asset_frieze' is not one of"),
    "no kind": ("{id: a}", "'kind' is a required property"),
    "no id": ("{kind: state}", "'id' is a required property"),
    "no record": ("a word", "'a word' is not of type 'object'"),
    "an unknown field": (SANCTION + "tarjet: ru}", "'tarjet' was unexpected"),
    "a field of another family": (SANCTION + "quantity: 5 men}", "'quantity' was unexpected"),
    "no start": ("{kind: lapse, id: a}", "is not valid under any of the given schemas"),
    "no target": ("{kind: asset_freeze, id: a, from: 2021, sender: us}", "is not valid under any of the given schemas"),
    "no quantity": ("{kind: observation, id: a, from: 2021}", "'quantity' is a required property"),
    "no targets in a list": (SANCTION.replace("target: by", "targets: []") + "}", "is not valid under any"),
    "a mapping for a list": (SANCTION + "tags: {a: b}}", "is not valid under any"),
    "a list for a text": (SANCTION + "note: [a]}", "is not valid under any"),
    "a list for a date": (SANCTION + "review_by: [2021]}", "is not valid under any"),
    "a text for a mapping": (PLEDGE + "promises: release}", "is not valid under any"),
    "an unknown status": (SANCTION + "status: confrimed}", "'confrimed' is not one of"),
    "an unknown link": (SANCTION + "link: implicit}", "is not valid under any"),
    "an unknown tier": ("{kind: source, id: a, tier: primery}", "is not valid under any"),
    "an unknown firmness": (PLEDGE + "firmness: aggreed}", "'aggreed' is not one of"),
    "an unknown clarity": (SANCTION + "requires: [{text: a, clarity: murky}]}", "is not valid under any"),
    "no date": (SANCTION.replace("2021", "September") + "}", "'September' does not match"),
    "an interval": (SANCTION.replace("2021", "2021/2022") + "}", "'2021/2022' does not match"),
    "an amount without a figure": (RELEASE + "quantity: dozens}", "is not valid under any"),
    "an amount without a unit": (RELEASE + "quantity: 52}", "is not valid under any"),
    "an unknown part of an amount": (RELEASE + "quantity: {low: 1, unt: a}}", "is not valid under any"),
    "an unknown word in a list of people": (RELEASE + "people: [{name: a}]}", "is not valid under any"),
    "an unknown word in a citation": (SANCTION + "sources: [{source: a, page: 3}]}", "is not valid under any"),
    "neither true nor false": (RELEASE + "complete: maybe}", "'maybe' does not match"),
    "an id with spaces": ("{kind: state, id: a b}", "'a b' does not match"),
    "an unknown dimension in capitals": (SANCTION + "scope: {Goods: a}}", "is not valid under any"),
    "an owner without a name": ("{kind: company, id: a, owners: [{share: 5}]}", "is not valid under any"),
}


@pytest.mark.parametrize(("record", "said"), REFUSED.values(), ids=REFUSED)
def test_an_error_in_one_record_is_refused(tmp_path: Path, record: str, said: str):
    text = f"{HEAD}  - {record}\n"
    assert not reads(tmp_path, text)
    found = faults(text)
    assert set(found) == {"text", "typed"}
    for errors in found.values():
        assert any(said in error for error in errors), errors


@pytest.mark.parametrize(
    "text",
    [
        "record:\n  - {kind: state, id: a}\n",
        "sanctledger: 2\n",
        "about: ten percent\n",
        "about: 10\n",
        "records: {a: {kind: state}}\n",
        "parties: [{kind: state, id: a}]\n",
        "parties:\n  us: state\n",
        "parties:\n  us: {name: x}\n",
        "parties:\n  u s: {kind: state}\n",
        "sources:\n  s: {kind: sorce}\n",
        "sources:\n  s: {titel: x}\n",
        "units:\n  a: {is: good}\n",
        "units:\n  a: {two: b}\n",
        "units: [a]\n",
        "checks: {selekt: SL7}\n",
        "checks: {severity: {SL7: grave}}\n",
        "- a\n",
    ],
)
def test_an_error_in_a_section_is_refused(tmp_path: Path, text: str):
    assert not reads(tmp_path, text)
    assert "typed" in faults(text)


@given(strategies.plain_ledgers(), st.data())
def test_a_misspelt_field_of_any_record_is_refused(records: list[dict[str, Any]], data: st.DataObject):
    number = data.draw(st.integers(0, len(records) - 1))
    field = data.draw(st.sampled_from(sorted(records[number])))
    spoilt = {("x" + key if key == field else key): value for key, value in records[number].items()}
    assert faults(yaml.safe_dump({"records": [*records[:number], spoilt, *records[number + 1 :]]}))


# Kinds of one's own.


class _Odd:
    """A value that no JSON Schema describes."""


class Toll(sl.Coercion, frozen=True, arbitrary_types_allowed=True):
    """A toll is taken."""

    kind: Literal["toll", "duty"]  # type: ignore[assignment]
    level: Literal["1", "2", "true"] = Field(default="1", description="How high it is.")
    count: int | None = Field(default=None, description="How often.")
    price: Decimal = Field(default=Decimal(1), description="What it costs.")
    code: Annotated[str, StringConstraints(pattern=r"^\w+$")] = Field(default="a", description="Its code.")
    odd: _Odd | None = Field(default=None, description="Something else.")


KINDS = potash_quota.KINDS.with_kind(Toll)


@cache
def own_schema() -> dict[str, Any]:
    return sl.json_schema(KINDS)


def test_kinds_of_ones_own_are_part_of_it(tmp_path: Path):
    Draft202012Validator.check_schema(own_schema())
    validator = Draft202012Validator(own_schema())
    for record in (
        "{kind: potash_quota, id: q, from: 2021-01-01, sender: us, target: by, tonnes: 5 tonnes}",
        "{kind: exit_visas, id: v, from: 2021, giver: by, receiver: us, quantity: 3 prisoners, families: 2..3}",
        "{kind: toll, id: t, from: 2021, giver: by, receiver: us, level: 2, count: 5, price: 1.50, code: é}",
        "{kind: duty, id: t, from: 2021, giver: by, receiver: us, level: true, price: 1e5, code: 007}",
    ):
        text = f"{HEAD}  - {record}\n"
        assert reads(tmp_path, text, KINDS), record
        assert faults(text, validator) == {}, record
        assert faults(text), record
        assert faults(text.replace("from:", "form:"), validator), record


def test_the_meaning_of_a_custom_kind_is_shown():
    kind = own_schema()["$defs"]["Record"]["properties"]["kind"]
    assert kind["enumDescriptions"][kind["enum"].index("duty")] == "A toll is taken."
