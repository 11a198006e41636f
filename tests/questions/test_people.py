"""The history of one person, and where the person is."""

from __future__ import annotations

from typing import Literal

import pytest
from stories import CAST, story

import sanctledger as sl

PEOPLE = "- {kind: person, id: ann, name: Ann, country: by}\n- {kind: person, id: bob, country: by}\n"
ARREST = "- {kind: detention, id: d, from: 2020-01-01, giver: by, receiver: ann}\n"


def release(name: str, day: str, outcome: str | None = None, **fields: str) -> str:
    who = f"{{person: ann, outcome: {outcome}}}" if outcome else "ann"
    extra = "".join(f", {key}: {value}" for key, value in fields.items())
    return f"- {{kind: release, id: {name}, from: {day}, giver: by, receiver: us, people: [{who}]{extra}}}\n"


def who(*records: str, day: str = "2025-12-31", **axes: str) -> sl.PersonHistory:
    return story("".join(records), cast=CAST + PEOPLE).at(day, **axes).who("ann")


def test_without_records_the_place_is_unknown():
    assert who().state == "unknown"
    assert len(who()) == 0


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (None, "free"),
        ("freed", "free"),
        ("exiled", "exiled"),
        ("Expelled", "exiled"),
        ("died", "dead"),
        ("refused", "unknown"),
        ("promoted", "unknown"),
    ],
)
def test_the_outcome_of_a_release_decides_the_place(outcome, state):
    assert who(ARREST).state == "held"
    assert who(ARREST, release("r", "2021-01-01", outcome)).state == state


def test_the_outcome_is_as_recorded_and_by_default_a_word_for_the_kind():
    found = who(ARREST, release("r", "2021-01-01", "Expelled"), release("s", "2022-01-01"))
    assert [item.what for item in found] == ["detained", "Expelled", "released"]


def test_an_outcome_without_a_place_changes_none():
    assert who(ARREST, release("r", "2021-01-01", "charged")).state == "held"


def test_a_person_arrested_again_is_held_even_on_the_same_day():
    back = "- {kind: rearrest, id: v, from: 2021-01-01, reverses: r, people: [ann], quantity: 1 prisoners}\n"
    freed = release("r", "2021-01-01", "refused", quantity="52 prisoners")
    assert who(ARREST, freed, back).state == "held"
    whole = "- {kind: rearrest, id: v, from: 2021-05-01, reverses: r}\n"
    found = who(ARREST, release("r", "2021-01-01"), whole)
    assert (found.state, found[-1].what, found.by) == ("held", "re-arrested", ("v",))


def test_a_reversal_of_a_reversal_restores_the_place():
    again = "- {kind: withdrawal, id: w, from: 2021-06-01, by: by, reverses: v}\n"
    for named in ("", ", people: [ann]"):
        back = f"- {{kind: rearrest, id: v, from: 2021-05-01, reverses: r{named}}}\n"
        told = who(ARREST, release("r", "2020-06-01"), back, again)
        assert (told.state, told.by) == ("free", ("w",))
    let_go = "- {kind: revocation, id: v, from: 2021-05-01, reverses: d}\n"
    assert who(ARREST, let_go).state == "free"
    assert who(ARREST, let_go, again).state == "held"


def test_after_an_own_kind_of_rearrest_the_person_is_held():
    class Roundup(sl.KINDS["rearrest"], frozen=True):  # type: ignore[misc]  # a class from a mapping
        """People are taken from their homes again."""

        kind: Literal["roundup"] = "roundup"

    kinds = sl.KINDS.with_kind(Roundup)
    back = "- {kind: roundup, id: v, from: 2021-05-01, by: by, reverses: r, people: [ann]}\n"
    told = (
        story(ARREST + release("r", "2020-06-01") + back, cast=CAST + PEOPLE, kinds=kinds).at("2025-12-31").who("ann")
    )
    assert told.state == "held"


def test_the_word_for_another_reversal_depends_on_the_place():
    let_go = "- {kind: withdrawal, id: v, from: 2020-05-01, reverses: d}\n"
    back = "- {kind: revocation, id: w, from: 2021-05-01, reverses: r}\n"
    found = who(ARREST, let_go, release("r", "2021-01-01"), back)
    assert [item.what for item in found] == ["detained", "let go", "released", "held again"]


def test_a_party_that_denies_a_release_is_named():
    freed = "- {kind: withdrawal, id: v, from: 2020-05-01, by: us, reverses: d}\n"
    denied = "- {kind: statement, id: s, from: 2020-05-02, by: by, about: v, act: rejects}\n"
    found = who(ARREST, freed, denied)
    assert (found.candidates, [str(one) for one in found.contested]) == (
        ("free", "held"),
        ["v accepted by us, denied by by"],
    )
    assert "contested: v accepted by us, denied by by" in str(found)
    assert found.to_json()["contested"][0]["statements"] == ["s"]
    assert "contested" not in who(ARREST, freed).to_json()


def test_a_detention_towards_a_state_gives_it_no_place():
    record = "- {kind: detention, id: d, from: 2020-01-01, giver: by, receiver: us, quantity: 3 prisoners}\n"
    found = story(record).at("2025-01-01").who("us")
    assert ([item.what for item in found], found.state) == (["struck by detention"], "unknown")


def test_a_reversal_of_others_or_of_an_amount_is_not_in_her_history():
    other = "- {kind: rearrest, id: v, from: 2021-05-01, reverses: r, people: [bob]}\n"
    some = "- {kind: rearrest, id: v, from: 2021-05-01, reverses: r, quantity: 1 prisoners}\n"
    for back in (other, some):
        assert who(release("r", "2021-01-01", quantity="5 prisoners"), back).state == "free"


def test_records_of_unknown_order_leave_several_candidates():
    found = who(release("r", "2021-01-01..2021-02-01"), ARREST.replace("2020-01-01", "2021-01-15"))
    assert found.candidates == ("free", "held")
    assert found.state == "maybe free held"


def test_a_disputed_event_does_not_remove_a_certain_candidate():
    found = who(ARREST, release("r", "2021-01-01", status="disputed"))
    assert found.candidates == ("free", "held")
    assert who(release("r", "2021-01-01", status="disputed")).candidates == ("free", "unknown")


def test_after_the_end_of_a_detention_the_place_is_unknown():
    ended = ARREST.replace("}", ", until: 2020-06-01}")
    assert who(ended, day="2020-05-31").state == "held"
    assert who(ended).state == "unknown"
    vague = ARREST.replace("}", ", until: 2020-06}")
    assert who(vague, day="2020-06-15").candidates == ("held", "unknown")


def test_future_and_unknown_events_are_left_out():
    records = ARREST, release("r", "2021-01-01", recorded="2021-03-01")
    assert who(*records, day="2020-12-31").state == "held"
    assert who(*records, known="2021-02-01").state == "held"
    assert who(*records, known="2021-03-01").state == "free"


def test_rival_claims_about_people_are_uncertain_and_change_nothing_under_the_stated_reading():
    claim = "- {kind: claim, id: c, about: r, field: people, value: [{person: ann, outcome: exiled}]}\n"
    claim += "- {kind: claim, id: k, about: r, field: people, value: bob}\n"
    other = release("r", "2021-01-01").replace("[ann]", "[bob]")
    found = who(ARREST, other, claim)
    assert [(item.record, item.what, item.certainty) for item in found][1:] == [
        ("c", "claimed to be exiled", sl.Certainty.MAYBE)
    ]
    assert found.candidates == ("held", "exiled")
    assert who(ARREST, other, claim, reading="stated").candidates == ("held",)


def test_sanctions_deals_events_statements_and_promises_are_listed_and_change_no_place():
    records = """
- {kind: travel_ban, id: t, from: 2020-02-01, sender: eu, target: ann}
- {kind: delisting, id: x, from: 2020-03-01, eases: t}
- {kind: deal, id: deal, from: 2020-04-01, parties: [us, by], people: [ann]}
- {kind: event, id: e, from: 2020-05-01, people: [{person: ann, outcome: charged}]}
- {kind: statement, id: s, from: 2020-06-01, by: ann, about: e, act: denies}
- {kind: statement, id: s2, from: 2020-06-02, by: us, about: ann, act: condemns}
- {kind: pledge, id: p, from: 2020-07-01, giver: by, receiver: us, promises: {kind: release, targets: ann}}
- {kind: clemency, id: m, from: 2020-08-01, giver: by, receiver: us, people: [ann]}
"""
    found = who(ARREST, records)
    assert [item.what for item in found][1:] == [
        "put under travel ban",
        "eased by delisting",
        "at the deal",
        "charged",
        "denies",
        "spoken of",
        "promised for",
        "granted clemency",
    ]
    assert found.state == "held"


def test_notes_and_sources_are_those_of_the_person_if_there_are_any():
    wire = "- {kind: source, id: wire, title: The wire}\n"
    own = "{person: ann, outcome: freed, note: At noon., sources: [{source: wire, at: p. 2}, gone]}"
    found = who(wire, release("r", "2021-01-01").replace("[ann]", f"[{own}]"))
    assert found[0].note == "At noon."
    assert [str(source) for source in found[0].sources] == ["wire: The wire, p. 2", "gone"]
    assert found.rows()[0]["sources"] == "wire gone"


def test_texts_and_errors():
    found = who(ARREST)
    assert str(found) == "Ann, held at the close of 2025-12-31\n  2020-01-01: detained (d)"
    assert repr(found) == "<PersonHistory of ann on 2025-12-31: held, 1>"
    with pytest.raises(sl.errors.UnknownRecord, match="no party `anna`"):
        story(ARREST, cast=CAST + PEOPLE).at("2025-12-31").who("anna")
