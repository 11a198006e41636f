"""Rules about ids, and about parties that do things to themselves."""

from __future__ import annotations

from checks.planted import Mistake, each, findings, is_found
from stories import CAST, story

FREEZE = "- {kind: asset_freeze, id: s1, from: 2020-01-01, sender: us, target: belavia}\n"

OWNED = "- {{kind: company, id: o, owners: [{{party: us, share: {}}}, {{party: eu, share: {}}}]}}\n"

MISTAKES = [
    Mistake("SL101", FREEZE.replace("belavia", "belavai"), [("s1", "targets")], FREEZE),
    Mistake(
        "SL101",
        "- {kind: source, id: a}\n- {kind: source, id: b}\n"
        "- {kind: event, id: e, from: 2020, sources: [a, b, {source: c, at: p. 3}]}",
        [("e", "sources.2")],
        "- {kind: source, id: a}\n- {kind: event, id: e, from: 2020, sources: [a]}",
    ),
    Mistake(
        "SL101",
        "- {kind: release, id: r, from: 2020, giver: by, receiver: us, people: [belavia, {person: nobody}]}",
        [("r", "people.1")],
        "- {kind: release, id: r, from: 2020, giver: by, receiver: us, people: [belavia, {person: bank}]}",
    ),
    Mistake(
        "SL101",
        "- {kind: pledge, id: p, from: 2020, giver: us, receiver: by, order: {with: [gone]}, "
        "promises: {targets: [bank, lost]}}",
        [("p", "promises.targets.1"), ("p", "order.with")],
        "- {kind: pledge, id: p, from: 2020, giver: us, receiver: by, promises: {targets: [bank]}}",
    ),
    Mistake(
        "SL101",
        "- {kind: state, id: rr, name: Ruritania}\n" + FREEZE.replace("belavia", "Ruritania"),
        [("s1", "targets")],
        "- {kind: state, id: rr, name: Ruritania}\n" + FREEZE.replace("belavia", "rr"),
    ),
    Mistake(
        "SL103",
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1, us]}",
        [("e1", "eases.1")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1]}",
    ),
    Mistake(
        "SL104",
        FREEZE + "- {kind: waiver, id: a, from: 2021, eases: [s1], replaces: [b]}\n"
        "- {kind: waiver, id: b, from: 2021, eases: [s1], replaces: [a]}",
        [("a", "replaces")],
        FREEZE + "- {kind: waiver, id: a, from: 2021, eases: [s1]}\n"
        "- {kind: waiver, id: b, from: 2021, eases: [s1], replaces: [a]}",
    ),
    Mistake(
        "SL104",
        "- {kind: event, id: a, from: 2021, corrects: [b]}\n- {kind: event, id: b, from: 2021, amends: [a]}",
        [("a", "corrects")],
        "- {kind: event, id: a, from: 2021, corrects: [b]}\n- {kind: event, id: b, from: 2021}",
    ),
    Mistake(  # the circle closes only because the record that stands for a is b
        "SL104",
        FREEZE + "- {kind: snapback, id: a, from: 2021, by: us, reverses: [s1]}\n"
        "- {kind: snapback, id: b, from: 2021, by: us, reverses: [a], corrects: [a]}",
        [("b", "reverses")],
        FREEZE + "- {kind: snapback, id: a, from: 2021, by: us, reverses: [s1]}\n"
        "- {kind: snapback, id: b, from: 2021, by: us, reverses: [s1], corrects: [a]}",
    ),
    Mistake(
        "SL105",
        "- {kind: company, id: one, country: two}\n- {kind: company, id: two, country: one}",
        [("one", "country")],
        "- {kind: company, id: one, country: two}\n- {kind: company, id: two, country: by}",
    ),
    Mistake(
        "SL106",
        "- {kind: company, id: one, owners: [two]}\n- {kind: company, id: two, owners: [{party: one, share: 60}]}",
        [("one", "owners")],
        "- {kind: company, id: one, owners: [two]}\n- {kind: company, id: two, owners: [{party: by, share: 60}]}",
    ),
    Mistake(
        "SL106",
        "- {kind: bloc, id: club, member_of: [club]}",
        [("club", "member_of")],
        "- {kind: bloc, id: club, member_of: [eu]}",
    ),
    Mistake("SL110", OWNED.format("75", "55"), [("o", "owners")], OWNED.format("45..75", "55")),
    Mistake(
        "SL110",
        OWNED.format("75, until: 2020-01-01", "55, from: 2019-12-31"),
        [("o", "owners")],
        OWNED.format("75, until: 2020-01-01", "55, from: 2020-01-01"),
    ),
    Mistake("SL107", FREEZE.replace("belavia", "us"), [("s1", "targets")], FREEZE),
    Mistake(
        "SL107",
        "- {kind: payment, id: p, from: 2020, givers: [us, eu], receivers: [by, eu], quantity: 5 USD}",
        [("p", "receivers.1")],
        "- {kind: payment, id: p, from: 2020, givers: [us, eu], receivers: [by], quantity: 5 USD}",
    ),
]


@each(MISTAKES)
def test_mistakes_of_reference_are_found(mistake):
    is_found(mistake)


def test_an_unknown_id_suggests_the_nearest_of_its_family():
    ledger = story(FREEZE.replace("belavia", "belavai"))
    assert [one.message for one in findings(ledger) if one.code == "SL101"] == [
        "there is no party `belavai`; did you mean `belavia`?"
    ]


def test_an_unknown_id_that_is_the_name_of_a_party_suggests_that_party():
    land = "- {kind: state, id: rr, name: Ruritania, iso: RU}\n"
    for count in (0, 900):
        many = CAST + land + "".join(f"- {{kind: company, id: c{n}, name: Company {n}}}\n" for n in range(count))
        (found,) = [
            one for one in findings(story(FREEZE.replace("belavia", "ruritania"), cast=many)) if one.code == "SL101"
        ]
        assert found.message == "there is no party `ruritania`; did you mean `rr`?"


def test_the_nearest_is_found_among_many():
    many = CAST + "".join(f"- {{kind: company, id: company-{number}}}\n" for number in range(900))
    ledger = story(FREEZE.replace("belavia", "compani-417"), cast=many)
    (found,) = [one for one in findings(ledger) if one.code == "SL101"]
    assert "did you mean `company-417`?" in found.message


def test_references_to_a_broken_record_are_no_further_mistake():
    import attrs

    ledger = attrs.evolve(story(FREEZE.replace("belavia", "belavai")), broken=frozenset({"belavai"}))
    assert not [one for one in findings(ledger) if one.code == "SL101"]


def test_a_party_that_is_called_by_its_name_is_suggested_by_its_id():
    party = "- {kind: state, id: ve, name: Venezuela}\n"
    ledger = story(party + "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: Venezuela}\n")
    assert [one.message for one in ledger.check().of_code("SL101")] == [
        "there is no party `Venezuela`; did you mean `ve`?"
    ]
