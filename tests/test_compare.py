"""Two ledgers held against each other: what is told of records, settings and balances, and in which words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from stories import CAST, PRISONERS, story

import sanctledger as sl
from sanctledger.base.field_changes import changes

ON = "2025-12-01"
UNITS = {"prisoners": PRISONERS["prisoners"]}
RELEASE = "- {kind: release, id: r, from: 2025-09-11, giver: by, receiver: us, quantity: 52 prisoners}\n"
LATER = RELEASE.replace("id: r,", "id: r-b, corrects: r,").replace("52 p", "51 p")


def ledger(text: str = "", **given: Any) -> sl.Ledger:
    """The ledger of some records, with the usual cast and one unit."""
    return story(text, **({"units": UNITS} | given))


def told(old: str, new: str, **axes: str) -> sl.Difference:
    return sl.difference(ledger(old), ledger(new), **({"on": ON} | axes))


def moved(found: sl.Difference) -> list[str]:
    return [str(one) for one in found.balances]


# Fields.


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({"quantity": "52 prisoners"}, {"quantity": "51 prisoners"}, "quantity: 52 prisoners → 51 prisoners"),
        ({}, {"until": "2025-12-31"}, "until: added 2025-12-31"),
        ({"note": "so it is said"}, {}, "note: taken out"),
        ({"tags": ["a", "b"]}, {"tags": ["b", "c"]}, "tags: added c; taken out a"),
        ({"tags": ["a", "b"]}, {"tags": ["b", "a"]}, "tags: a, b → b, a"),
        ({"tags": ["a"]}, {"tags": ["a", "a"]}, "tags: a → a, a"),
        ({"tags": ["a"]}, {"tags": []}, "tags: taken out a"),
        ({}, {"tags": ["a", "b"]}, "tags: added a, b"),
        ({}, {"scope": {"goods": ["a", "b"]}}, "scope: added {goods: [a, b]}"),
        ({"scope": {"goods": ["a"]}}, {"scope": {"goods": ["a", "b"]}}, "scope.goods: added b"),
        ({"scope": {"goods": ["a"]}}, {"scope": "a"}, "scope: {goods: [a]} → a"),
        ({"complete": False}, {"complete": True}, "complete: false → true"),
        ({"x": ""}, {"x": "y"}, "x: nothing → y"),
        ({"x": None}, {}, "x: taken out"),
        ({}, {"x": None}, "x: added nothing"),
    ],
)
def test_a_field_is_told_in_the_words_of_the_file(before: dict[str, object], after: dict[str, object], line: str):
    (change,) = changes(before, after)
    assert str(change) == line


def test_fields_that_say_the_same_are_not_told():
    assert changes({"a": "1", "b": {"c": ["d"]}}, {"b": {"c": ["d"]}, "a": "1"}) == ()


# Records.


def test_a_record_is_told_as_added_removed_or_changed():
    event = "- {kind: event, id: e, from: 2025-01-01}\n"
    found = told(RELEASE + event, RELEASE.replace("52", "51") + event.replace("id: e", "id: f"))
    assert ([one.id for one in found.added], [one.id for one in found.removed]) == (["f"], ["e"])
    (changed,) = found.changed
    assert (str(changed), [str(one) for one in changed.fields]) == (
        "r (release)",
        ["quantity: 52 prisoners → 51 prisoners"],
    )
    assert found.corrected == ()


def test_a_correction_is_told_as_such_with_what_it_says_otherwise():
    found = told(RELEASE, RELEASE + LATER)
    assert (found.added, found.changed, found.removed) == ((), (), ())
    (corrected,) = found.corrected
    assert str(corrected) == "r-b (release) corrects r"
    assert [str(one) for one in corrected.fields] == ["quantity: 52 prisoners → 51 prisoners"]
    assert moved(found) == ["by and us, prisoners: 52 → 51"]


def test_what_corrects_a_correction_is_one_too_and_what_corrects_a_new_record_is_added():
    again = LATER.replace("id: r-b, corrects: r,", "id: r-c, amends: r-b,")
    new = RELEASE.replace("id: r,", "id: s,") + LATER.replace("id: r-b, corrects: r,", "id: s-b, corrects: s,")
    found = told(RELEASE, RELEASE + LATER + again + new)
    assert [str(one) for one in found.corrected] == ["r-b (release) corrects r", "r-c (release) amends r-b"]
    assert found.sections[0] == ("added (2)", ("s (release)", "s-b (release) corrects s"))


def test_a_correction_of_several_names_them_and_compares_with_none():
    several = LATER.replace("corrects: r,", "corrects: [r, q], amends: p,")
    old = RELEASE + RELEASE.replace("id: r", "id: q") + RELEASE.replace("id: r", "id: p")
    (corrected,) = told(old, old + several).corrected
    assert str(corrected) == "r-b (release) corrects r, q and amends p"
    assert corrected.fields == ()


def test_a_correction_may_come_for_a_record_that_goes():
    found = told(RELEASE, LATER)
    assert [one.id for one in found.corrected] == ["r-b"]
    assert [one.id for one in found.removed] == ["r"]
    assert found.corrected[0].fields[0].before == "52 prisoners"


def test_a_chain_of_thousands_of_corrections_is_followed():
    chain = [
        {"kind": "event", "id": f"e{number}", "from": "2025-01-01"} | ({"corrects": f"e{number - 1}"} if number else {})
        for number in range(3_000)
    ]
    made = [sl.KINDS.make(plain) for plain in chain]
    assert len(sl.difference(sl.Ledger(made[:1]), sl.Ledger(made), on=ON).corrected) == 2_999


def test_another_kind_is_a_change():
    (changed,) = told(RELEASE, RELEASE.replace("kind: release", "kind: pardon")).changed
    assert str(changed.fields[0]) == "kind: release → pardon"


# What a ledger says of itself.


def test_settings_are_told_field_by_field():
    old = ledger(RELEASE, about=Decimal("0.1"))
    units = {"journalists": {"is": "benefit"}, "prisoners": {"one": "inmate", "is": "benefit"}}
    new = ledger(RELEASE, about=Decimal("0.2"), units=units)
    assert [str(one) for one in sl.difference(old, new, on=ON).settings] == [
        "units.prisoners.one: prisoner → inmate",
        "units.journalists: added {is: benefit}",
        "about: 10% → 20%",
    ]


def test_a_wider_about_moves_balances_and_changes_no_record():
    release = RELEASE.replace("52 p", "about 300 p")
    found = sl.difference(ledger(release, about=Decimal("0.1")), ledger(release, about=Decimal("0.2")), on=ON)
    assert found.changed == ()
    assert moved(found) == ["by and us, prisoners: 270..330 → 240..360"]


# Balances.


def test_balances_are_asked_on_both_axes():
    later = LATER.replace("corrects: r,", "corrects: r, recorded: 2025-09-16,")
    old, new = RELEASE, RELEASE + later
    assert moved(told(old, new, known="2025-09-16")) == ["by and us, prisoners: 52 → 51"]
    assert moved(told(old, new, known="2025-09-15")) == []
    assert moved(told(old, new, on="2025-09-10")) == []
    assert told(old, new, known="2025-09-15").corrected


def test_the_reading_decides_what_rival_claims_do_to_balances():
    claim = "- {kind: claim, id: c, from: 2025-09-12, about: r, field: quantity, value: 50 prisoners}\n"
    assert moved(told(RELEASE, RELEASE + claim)) == ["by and us, prisoners: 52 → 50..52"]
    found = told(RELEASE, RELEASE + claim, reading="stated")
    assert (moved(found), found.when) == ([], f"at the close of {ON}, stated reading")


def test_a_party_that_one_ledger_does_not_know_gave_nothing_by_it():
    third = "- {kind: state, id: lv}\n"
    release = RELEASE.replace("giver: by", "giver: lv")
    old, new = ledger(), ledger(release, cast=CAST + third)
    assert moved(sl.difference(old, new, on=ON)) == ["lv and us, prisoners: 0 → 52"]
    assert moved(sl.difference(new, old, on=ON)) == ["lv and us, prisoners: 52 → 0"]


def test_companies_count_for_their_states_and_a_company_that_moves_moves_balances():
    freeze = "- {kind: asset_freeze, id: f, from: 2025-01-01, sender: us, target: belavia}\n"
    cast = CAST.replace("id: belavia, country: by", "id: belavia, country: ru")
    assert moved(told("", freeze)) == ["by and us, in_force:asset_freeze: 0 → -1"]
    assert moved(sl.difference(ledger(freeze), ledger(freeze, cast=cast), on=ON)) == [
        "by and us, in_force:asset_freeze: -1 → 0",
        "ru and us, in_force:asset_freeze: 0 → -1",
    ]


def test_a_country_that_has_no_record_has_the_balances_of_those_who_belong_to_it():
    freeze = "- {kind: asset_freeze, id: f, from: 2025-01-01, sender: us, target: belavia}\n"
    cast = CAST.replace("id: belavia, country: by", "id: belavia, country: lv")
    assert moved(sl.difference(ledger(cast=cast), ledger(freeze, cast=cast), on=ON)) == [
        "lv and us, in_force:asset_freeze: 0 → -1"
    ]


@pytest.mark.parametrize("does", ["corrects", "amends"])
def test_a_party_goes_by_its_later_id(does: str):
    cast = CAST + f"- {{kind: state, id: belarus, {does}: by, name: Belarus}}\n"
    assert moved(sl.difference(ledger(RELEASE), ledger(RELEASE, cast=cast), on=ON)) == []
    assert moved(sl.difference(ledger(RELEASE, cast=cast), ledger(RELEASE), on=ON)) == []
    more = ledger(RELEASE.replace("52", "53"), cast=cast)
    assert moved(sl.difference(ledger(RELEASE), more, on=ON)) == ["belarus and us, prisoners: 52 → 53"]
    assert moved(sl.difference(more, ledger(RELEASE), on=ON)) == ["by and us, prisoners: 53 → 52"]


def test_two_parties_that_turn_out_to_be_one_have_one_balance():
    cast = CAST + "- {kind: state, id: union, corrects: [by, ru]}\n"
    both = RELEASE.replace("giver: by", "givers: [by, ru]")
    assert moved(sl.difference(ledger(both), ledger(both, cast=cast), on=ON)) == []


# Forms.


def test_its_forms_say_the_same():
    found = told(RELEASE, LATER + "- {kind: event, id: e}\n")
    assert bool(found)
    assert repr(found) == "<Difference: 1 added, 1 corrected, 1 removed, 1 balance>"
    assert str(found).splitlines() == [
        "added (1)",
        "  e (event)",
        "corrected (1)",
        "  r-b (release) corrects r",
        "    quantity: 52 prisoners → 51 prisoners",
        "removed (1)",
        "  r (release)",
        f"balances at the close of {ON} (1)",
        "  by and us, prisoners: 52 → 51",
    ]
    assert [[value for value in row.values() if value is not None] for row in found.rows()] == [
        ["added", "e", "event"],
        ["removed", "r", "release"],
        ["corrected", "r-b", "release", "corrects", "r"],
        ["corrected", "r-b", "release", "quantity", "52 prisoners", "51 prisoners"],
        ["balance", "by", "us", "prisoners", "52", "51"],
    ]
    assert len({tuple(row) for row in found.rows()}) == 1
    assert json.loads(json.dumps(found.to_json()))["balances"] == [
        {
            "a": "by",
            "b": "us",
            "unit": "prisoners",
            "before": {"low": 52, "high": 52},
            "after": {"low": 51, "high": 51},
        }
    ]
    assert found.to_csv().splitlines()[0] == "change,record,kind,field,a,b,unit,before,after"
    assert "<caption>Difference: 1 added" in found._repr_html_()


def test_a_wrong_day_or_reading_is_refused():
    with pytest.raises(sl.errors.ReadError):
        told("", "", on="never")
    with pytest.raises(sl.errors.ReadError):
        told("", "", reading="worst")


def test_a_total_that_adds_nothing_bounds_what_it_includes_here_as_in_a_balance():
    units = {**PRISONERS, "journalists": {"part_of": "political prisoners"}, "minors": {"part_of": "prisoners"}}
    some = (
        "- {kind: release, id: a, from: 2025-09-08, giver: by, receiver: us, quantity: 1 minors, "
        "of_which: [at least 0 journalists]}\n"
    )
    whole = (
        "- {kind: release, id: t, from: 2025-09-08, giver: by, receiver: us, quantity: 1 prisoners, "
        "of_which: [0 political prisoners], includes: a}\n"
    )
    old, new = story(some, units=units), story(some + whole, units=units)
    asked = [ledger.at(ON).balance("by", "us")["journalists"].given for ledger in (old, new)]
    assert [str(one) for one in asked] == ["0 or more", "0..1"]
    assert "by and us, journalists: 0 or more → 0..1" in moved(sl.difference(old, new, on=ON))
