"""Rules about easings and about sanctions that follow others."""

from __future__ import annotations

from checks.planted import Mistake, each, findings, is_found
from stories import story

FREEZE = (
    "- {kind: asset_freeze, id: s1, from: 2020-01-01, until: 2022-01-01, sender: us, target: belavia, program: P}\n"
)
EXPORT = (
    "- {kind: export_control, id: s2, from: 2020-01-01, sender: us, targets: [by, belavia], "
    "scope: {action: [export], goods: [aviation]}}\n"
)

MISTAKES = [
    Mistake(
        "SL301",
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01}",
        [("e1", "eases")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1]}",
    ),
    Mistake(
        "SL301",
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: {program: Q}}",
        [("e1", "eases")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: {program: P}}",
    ),
    Mistake(
        "SL301",
        FREEZE + "- {kind: waiver, id: e1, from: 2023-01-01, eases: {program: P}}",
        [("e1", "eases")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021, eases: {program: P}}",
    ),
    Mistake(
        "SL301",
        FREEZE.replace("}\n", ", status: retracted}\n") + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1]}",
        [("e1", "eases")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [gone]}",  # SL101 says so
    ),
    Mistake(
        "SL301",
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1, {program: UKRAINE}, {program: UKRAIN}]}\n"
        "- {kind: asset_freeze, id: s3, from: 2020-01-01, sender: us, target: bank, program: UKRAINE}",
        [("e1", "eases")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1, {program: UKRAINE}, {program: IRAN}]}\n"
        "- {kind: asset_freeze, id: s3, from: 2020-01-01, sender: us, target: bank, program: UKRAINE}",
    ),
    Mistake(
        "SL301",
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: {program: P, sender: eu}}",
        [("e1", "eases")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: {program: P, sender: uss}}",  # SL101 says so
    ),
    Mistake(
        "SL302",
        EXPORT + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s2], targets: [by, bank], senders: [eu]}",
        [("e1", "targets.1"), ("e1", "senders")],
        EXPORT + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s2], targets: [by], senders: [us]}",
    ),
    Mistake(
        "SL303",
        FREEZE + EXPORT + "- {kind: waiver, id: e1, from: 2022-01-01, eases: [s2, s1]}",
        [("e1", "eases.1")],
        FREEZE + EXPORT + "- {kind: waiver, id: e1, from: 2021-12-31, eases: [s2, s1]}",
    ),
    Mistake(
        "SL303",
        FREEZE + "- {kind: delisting, id: e1, from: 2019-12-31, eases: [s1]}",
        [("e1", "eases")],
        FREEZE + "- {kind: delisting, id: e1, from: 2020-01-01, eases: [s1]}",
    ),
    Mistake(
        "SL303",
        FREEZE + "- {kind: snapback, id: v1, from: 2020-06-01, by: us, reverses: [s1]}\n"
        "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1]}",
        [("e1", "eases")],
        FREEZE + "- {kind: snapback, id: v1, from: 2021-06-01, by: us, reverses: [s1]}\n"
        "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1]}",
    ),
    Mistake(
        "SL303",
        FREEZE + "- {kind: waiver, id: e1, from: 2022-01-01, eases: [s1]}",
        [("e1", "eases")],
        FREEZE + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1]}\n"
        "- {kind: revocation, id: v1, from: 2020-12-01, by: us, reverses: [e1]}",  # SL406 says so
    ),
    Mistake(
        "SL304",
        EXPORT + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s2], scope: {action: [export], goods: [potash]}}",
        [("e1", "scope")],
        EXPORT + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s2], scope: {goods: [potash, aviation.parts]}}",
    ),
    Mistake(
        "SL304",
        EXPORT + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s2], scope: {excluding: [{action: [export]}]}}",
        [("e1", "scope")],
        EXPORT + "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s2], scope: {excluding: [{action: [import]}]}}",
    ),
    Mistake(
        "SL305",
        FREEZE + "- {kind: delisting, id: e1, from: 2021-01-01, eases: [s1]}\n"
        "- {kind: general_license, id: e2, from: 2021-01-01, eases: [s1]}",
        [("e2", "eases")],
        FREEZE + "- {kind: delisting, id: e1, from: 2021-01-01, eases: [s1]}\n"
        "- {kind: general_license, id: e2, from: 2020-12-31, eases: [s1]}",
    ),
    Mistake(
        "SL305",
        FREEZE + "- {kind: delisting, id: e1, from: 2021-01-01, eases: [s1]}\n"
        "- {kind: termination, id: e2, from: 2021-02-01, eases: [s1]}",
        [("e2", "eases")],
        FREEZE + "- {kind: delisting, id: e1, from: 2021-01-01, eases: [s1]}\n"
        "- {kind: snapback, id: v1, from: 2021-01-15, by: us, reverses: [e1]}\n"
        "- {kind: termination, id: e2, from: 2021-02-01, eases: [s1]}",
    ),
    Mistake(
        "SL306",
        FREEZE + "- {kind: waiver, id: a, from: 2020-02-01, eases: [s1]}\n"
        "- {kind: waiver, id: b, from: 2020-06-01, replaces: [a]}\n"
        "- {kind: waiver, id: c, from: 2020-09-01, replaces: [a]}",
        [("c", "replaces")],
        FREEZE + "- {kind: waiver, id: a, from: 2020-02-01, eases: [s1]}\n"
        "- {kind: waiver, id: b, from: 2020-06-01, replaces: [a]}\n"
        "- {kind: waiver, id: c, from: 2020-09-01, replaces: [a, b]}",
    ),
    Mistake(
        "SL306",
        EXPORT + "- {kind: waiver, id: a, from: 2020-02-01, eases: [s2]}\n"
        "- {kind: waiver, id: b, from: 2020-06-01, replaces: [a]}\n"
        "- {kind: waiver, id: c, from: 2020-06-01, replaces: [a]}",
        [("c", "replaces")],
        EXPORT + "- {kind: waiver, id: a, from: 2020-02-01, eases: [s2]}\n"
        "- {kind: waiver, id: b, from: 2020-06-01, replaces: [a], targets: [by]}\n"
        "- {kind: waiver, id: c, from: 2020-06-01, replaces: [a], targets: [belavia]}",
    ),
    Mistake(
        "SL311",
        FREEZE + "- {kind: asset_freeze, id: s9, from: 2022-01-01, sender: eu, target: bank, continues: [s1]}",
        [("s9", "continues")],
        FREEZE + "- {kind: asset_freeze, id: s9, from: 2022-01-01, sender: eu, target: belavia, continues: [s1]}",
    ),
    Mistake(
        "SL311",
        FREEZE + "- {kind: asset_freeze, id: s9, from: 2022-01-01, sender: eu, target: bank, reimposes: [s1]}",
        [("s9", "reimposes")],
        FREEZE + "- {kind: asset_freeze, id: s9, from: 2022-01-01, sender: us, target: bank, reimposes: [s1]}",
    ),
]


@each(MISTAKES)
def test_mistakes_about_easings_are_found(mistake):
    is_found(mistake)


def test_a_misspelt_word_of_a_selector_suggests_the_nearest():
    sudan = FREEZE.replace("program: P", "program: SUDAN, list: SDN")
    easing = "- {kind: waiver, id: e1, from: 2021-01-01, eases: {program: SUDANN, kind: asset_freez, sender: us}}"
    (found,) = [one for one in findings(story(sudan + easing)) if one.code == "SL301"]
    assert found.message == (
        "no sanction that was in force on 2021-01-01 matches what it eases; "
        "no sanction has the program `SUDANN` (did you mean `SUDAN`?); "
        "no sanction has the kind `asset_freez` (did you mean `asset_freeze`?)"
    )


def test_a_licence_for_what_a_target_owns_is_led_to_its_scope():
    owned = "- {kind: company, id: subsidiary, country: by, owners: [{party: mother, share: 60}]}\n"
    owned += "- {kind: company, id: mother, country: by, member_of: [belavia]}\n"
    licence = "- {kind: waiver, id: e1, from: 2021-01-01, eases: [s1], targets: [subsidiary]}\n"
    (found,) = [one for one in findings(story(FREEZE + owned + licence)) if one.code == "SL302"]
    assert found.hint is not None
    assert "`scope: {counterparty: [subsidiary]}`" in found.hint


def test_a_licence_for_a_program_is_told_once_what_it_frees_nothing_of():
    bans = "".join(
        f"- {{kind: travel_ban, id: ban-{n}, from: 2020-01-01, sender: us, target: belavia, program: P}}\n"
        for n in range(5)
    )
    licence = (
        "- {{kind: general_license, id: e1, from: 2021-01-01, eases: {{program: P{}}}, scope: {{action: [export]}}}}"
    )
    (found,) = [one for one in findings(story(FREEZE + bans + licence.format(""))) if one.code == "SL304"]
    assert found.message == (
        "it frees nothing that `ban-0`, `ban-1`, `ban-2` and 2 more reach: action=export against action=enter,transit"
    )
    assert found.hint is not None
    assert "under `kind` of its selector" in found.hint
    narrowed = findings(story(FREEZE + bans + licence.format(", kind: asset_freeze")))
    assert "SL304" not in [one.code for one in narrowed]
