"""What every record says, the shorthands that files may use, and how a record is changed and written."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from pydantic import ValidationError
from stories import record

import sanctledger as sl
from sanctledger.records.kinds import KINDS

FREEZE = {"kind": "asset_freeze", "id": "f", "from": "2020-01-01", "sender": "us", "target": "by"}
RELEASE = {"kind": "release", "id": "r", "from": "2020-01-01", "giver": "by", "receiver": "us"}


def made(fields: dict[str, Any], **more: Any) -> Any:
    return KINDS.make(fields | more)


def refused(fields: dict[str, Any], **more: Any) -> str:
    with pytest.raises(ValidationError) as error:
        made(fields, **more)
    return str(error.value)


@pytest.mark.parametrize(
    ("fields", "plural", "singular"),
    [
        (FREEZE, "senders", "sender"),
        (FREEZE, "targets", "target"),
        (RELEASE, "givers", "giver"),
        (RELEASE, "receivers", "receiver"),
        (RELEASE | {"kind": "pledge"}, "givers", "giver"),
        (RELEASE | {"kind": "assertion", "quantity": "5 prisoners"}, "receivers", "receiver"),
        ({"kind": "waiver", "id": "w", "from": "2020", "eases": "f"}, "targets", "target"),
    ],
)
def test_a_list_of_one_may_be_written_in_the_singular(fields: dict[str, Any], plural: str, singular: str):
    rest = {key: value for key, value in fields.items() if key not in {plural, singular}}
    forms = [
        made(rest, **{singular: "x"}),
        made(rest, **{plural: "x"}),
        made(rest, **{plural: ["x"]}),
        made(rest, **{singular: ["x"]}),
    ]
    assert len(set(forms)) == 1
    assert getattr(forms[0], plural) == ("x",)
    assert forms[0].to_mapping()[plural] == ["x"]


@pytest.mark.parametrize(
    ("one", "other"), [("sender", "senders"), ("from", "start"), ("until", "end"), ("until", "through")]
)
def test_a_field_that_is_written_twice_is_refused(one: str, other: str):
    text = "us" if one == "sender" else "2021"
    assert other in refused(FREEZE | {one: text}, **{other: text}) or one in refused(
        FREEZE | {one: text}, **{other: text}
    )


def test_the_last_day_becomes_the_first_day_after_it():
    through = made(FREEZE, through="2020-02-01")
    assert through == made(FREEZE, until="2020-02-02")
    assert (through.end.text, through.through) == ("2020-02-02", None)
    assert through.to_mapping()["until"] == "2020-02-02"
    assert made(FREEZE, through="2020-02-01T18:00+03:00").end.text == "2020-02-01T18:00+03:00"
    assert made(FREEZE, through="9999-12-31").end is None


def test_a_span_that_holds_no_day_says_which_word_to_use():
    assert "for its last day write `through`" in refused(FREEZE, until="2020-01-01")


def test_a_change_is_a_new_record_that_is_checked_as_a_new_one_is():
    old = made(FREEZE, note="n")
    new = old.replaced(start="2020-02-01", senders=["eu"])
    assert (old.start.text, new.start.text, new.senders, new.note) == ("2020-01-01", "2020-02-01", ("eu",), "n")
    with pytest.raises(ValidationError):
        old.replaced(end="2019")
    with pytest.raises(ValidationError):
        old.replaced(senders=[])
    with pytest.raises(ValidationError):
        old.replaced(colour="red")


def test_a_change_keeps_an_end_that_was_written_as_a_last_day():
    assert made(FREEZE, through="2020-02-01").replaced(note="n").end == made(FREEZE, until="2020-02-02").end


def test_records_are_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        made(FREEZE).note = "x"


@pytest.mark.parametrize(
    "fields", [FREEZE, RELEASE | {"people": ["x"], "of_which": ["5 prisoners"], "conditions": ["exile"]}]
)
def test_records_are_values_equal_hashable_and_picklable(fields: dict[str, Any]):
    assert {made(fields), made(fields)} == {made(fields)}
    assert made(fields) != made(fields, note="n")
    assert pickle.loads(pickle.dumps(made(fields))) == made(fields)  # noqa: S301 - its own bytes


@pytest.mark.parametrize("value", [["losik"], {"low": 1, "unit": "USD"}])
def test_a_claim_is_hashable_whatever_it_claims(value: Any):
    claim = made({"kind": "claim", "id": "c", "about": "r", "field": "people"}, value=value)
    assert hash(claim) == hash(made({"kind": "claim", "id": "c", "about": "r", "field": "people"}, value=value))


@pytest.mark.parametrize("bad", ["", "a b", "-a", ".", "a/b", "x" * 201, "ä b"])
def test_an_id_is_letters_digits_hyphens_dots_and_underscores(bad: str):
    assert "id" in refused(FREEZE, id=bad)
    assert made(FREEZE, id="Größe-1.a_b:c").id == "Größe-1.a_b:c"


@pytest.mark.parametrize("field", ["senders", "targets"])
def test_a_sanction_has_a_sender_and_a_target(field: str):
    fields = {key: value for key, value in FREEZE.items() if key != field.removesuffix("s")}
    assert field in refused(fields)
    assert field in refused(fields, **{field: []})


def test_a_specific_licence_says_what_it_frees():
    fields = {"kind": "specific_license", "id": "x", "from": "2020", "eases": "f"}
    assert "scope" in refused(fields)
    assert made(fields, scope="all").scope.is_everything


def test_people_may_be_ids_or_say_what_became_of_them():
    release = record(
        "{kind: release, id: r, from: 2020, giver: by, receiver: us, people: [a, {person: b, outcome: exiled}]}"
    )
    assert [(one.person, one.outcome) for one in release.people] == [("a", None), ("b", "exiled")]  # type: ignore[attr-defined]
    assert release.to_mapping()["people"] == ["a", {"person": "b", "outcome": "exiled"}]
    assert made(RELEASE, people="a").people == made(RELEASE, people=["a"]).people


def test_parts_and_conditions_have_a_short_form():
    release = made(
        RELEASE, of_which=["5 political prisoners", {"quantity": "2 prisoners", "label": "Poles"}], conditions="exile"
    )
    assert [str(part.quantity) for part in release.of_which] == ["5 political prisoners", "2 prisoners"]
    assert release.to_mapping()["of_which"] == ["5 political prisoners", {"quantity": "2 prisoners", "label": "Poles"}]
    assert release.to_mapping()["conditions"] == ["exile"]


@pytest.mark.parametrize(
    ("eases", "ids", "selectors"),
    [
        ("f", ("f",), 0),
        (["f", "g"], ("f", "g"), 0),
        ({"program": "P", "sender": "us"}, (), 1),
        (["f", {"program": "P"}, {"kind": ["asset_freeze"]}], ("f",), 2),
    ],
)
def test_what_is_eased_is_named_by_id_or_chosen_by_a_selector(eases: Any, ids: tuple[str, ...], selectors: int):
    fields = {"kind": "waiver", "id": "w", "from": "2020"}
    waiver = made(fields, eases=eases)
    assert (waiver.eases.sanctions, len(waiver.eases.matching)) == (ids, selectors)
    assert made(fields, eases=waiver.to_mapping()["eases"]) == waiver


def test_a_selector_takes_no_field_that_it_does_not_know():
    assert "colour" in refused({"kind": "waiver", "id": "w", "from": "2020"}, eases={"program": "P", "colour": "red"})


def test_a_citation_is_an_id_with_or_without_a_place():
    event = made({"kind": "event", "id": "e"}, sources=["s", {"source": "t", "at": "p. 3"}, sl.Citation("u")])
    assert [str(one) for one in event.sources] == ["s", "t, p. 3", "u"]
    assert event.to_mapping()["sources"] == ["s", {"source": "t", "at": "p. 3"}, "u"]
    for bad in ("two words", "", {"at": "p. 3"}, {"source": "s", "page": "3"}, 5):
        assert "write the id of a source" in refused({"kind": "event", "id": "e"}, sources=[bad])


@pytest.mark.parametrize("raw", ["2020-01", "soon", "2020-01.."])
def test_the_day_on_which_it_was_known_is_one_day(raw: str):
    assert "write a day such as `2025-09-11`" in refused(FREEZE, recorded=raw)


def test_parties_have_memberships_owners_and_numbers():
    fields = {"kind": "company", "id": "c"}
    company = made(
        fields,
        member_of=["g", {"bloc": "eu", "from": "2004-05-01"}, {"party": "x", "through": "2020-01-31"}],
        owners=["a", {"party": "b", "share": "50..100"}, {"party": "d", "share": "33.4%", "from": "2020"}],
        identifiers={"LEI": "1", "IMO": "2"},
    )
    assert [one.party for one in company.member_of] == ["g", "eu", "x"]
    assert str(company.member_of[2].during) == "from 0001-01-01 until 2020-02-01"  # as one without dates: always
    assert company.member_of[2].to_json() == {"party": "x", "until": "2020-02-01"}
    assert [str(one.share) for one in company.owners] == ["0..100", "50..100", "33.4"]
    assert company.identifiers == (("IMO", "2"), ("LEI", "1"))
    assert made(company.to_mapping()) == company
    assert (company.label, made(fields, name="Firm").label) == ("c", "Firm")
    for share in ("101", "-1", "most", "50..101"):
        assert "percent" in refused(fields, owners=[{"party": "b", "share": share}]) or "write" in refused(
            fields, owners=[{"party": "b", "share": share}]
        )
    assert "write a bloc's id" in refused(fields, member_of=[{"from": "2004"}])
    assert "write an owner's id" in refused(fields, owners=[{"share": "5"}])


def test_an_owner_without_a_name_is_refused():
    assert "owner" in refused({"kind": "company", "id": "c"}, owners=[{"party": None, "share": "50"}])


def test_a_record_names_what_it_refers_to_and_of_which_family():
    pledge = made(
        RELEASE | {"kind": "pledge"},
        deal="d",
        verifier="v",
        promises={"kind": "release", "target": "t"},
        order={"after": "p"},
    )
    found = set(pledge.references())
    assert {
        ("givers", "by", "party"),
        ("deal", "d", "deal"),
        ("verifier", "v", "party"),
        ("order", "p", "record"),
    } <= found
    assert ("promises", "t", "party") in found


def test_every_kind_goes_through_its_mapping_and_back():
    for kind in sorted(KINDS):
        fields = {
            "id": "x", "from": "2020-01-01", "senders": ["us"], "targets": ["by"], "givers": ["us"],
            "receivers": ["by"], "quantity": "5 prisoners", "reverses": ["y"], "about": "y", "field": "from",
            "value": "2020", "act": "warns", "coder": "c", "scale": "s", "scope": "all", "title": "t", "eases": ["y"],
        }  # fmt: skip
        known = {field.serialization_alias or field.alias or name for name, field in KINDS[kind].model_fields.items()}
        one = KINDS.make({"kind": kind} | {key: value for key, value in fields.items() if key in known})
        assert KINDS.make(one.to_mapping()) == one
        assert next(iter(one.to_mapping())) == "kind"
        assert (str(one), one.kind_name) == (f"{kind} x", kind)
        assert one.replaced(note="n").note == "n"
        assert hash(one) == hash(KINDS.make(one.to_mapping()))
