"""Rules about sources, rival claims and the names of units."""

from __future__ import annotations

import pytest
from checks.planted import Mistake, each, findings, is_found
from stories import story

SOURCES = (
    "- {kind: source, id: press, tier: press}\n- {kind: source, id: copy, tier: aggregator}\n"
    "- {kind: source, id: rewrite, tier: aggregator}\n- {kind: source, id: gk, tier: unsourced}\n"
)
RELEASE = "- {kind: release, id: r, from: 2025-01-10, giver: by, receiver: us, quantity: 10 prisoners}\n"


def event(sources: str) -> str:
    return f"{SOURCES}- {{kind: event, id: e, from: 2025-01-01, sources: [{sources}]}}"


def claim(field: str, value: str) -> str:
    return RELEASE + f"- {{kind: claim, id: c, about: r, field: {field}, value: {value}, recorded: 2025-02-01}}"


def counted(*quantities: str) -> str:
    payment = "- {{kind: payment, id: p{0}, from: 2025-01-0{1}, giver: us, receiver: by, quantity: {2}}}\n"
    return "".join(payment.format(number, number + 1, quantity) for number, quantity in enumerate(quantities))


MISTAKES = [
    Mistake("SL701", "- {kind: event, id: e, from: 2025-01-01}", [("e", "sources")], event("press")),
    Mistake("SL702", event("copy"), [("e", "sources")], event("copy, press")),
    Mistake("SL702", event("copy, rewrite, gk"), [("e", "sources")], event("gk")),
    Mistake("SL703", event("gk"), [("e", "sources")], event("gk, press")),
    Mistake("SL801", claim("quantty", "9 prisoners"), [("c", "field")], claim("quantity", "9 prisoners")),
    Mistake("SL801", claim("senders", "us"), [("c", "field")], claim("giver", "us")),
    Mistake(
        "SL802",
        claim("quantity", "dozens"),
        [("c", "value")],
        claim("quantity", "{low: 24, high: 99, unit: prisoners}"),
    ),
    Mistake("SL802", claim("from", "soon"), [("c", "value")], claim("from", "2025-01~")),
    Mistake("SL802", claim("happened", "perhaps"), [("c", "value")], claim("happened", "no")),
    Mistake("SL802", claim("status", "false"), [("c", "value")], claim("status", "disputed")),
    Mistake("SL802", claim("people", "[us and by]"), [("c", "value")], claim("people", "[us]")),
    Mistake(
        "SL802",
        claim("people", "[{person: us, outcom: refused}]"),
        [("c", "value")],
        claim("people", "[{person: us, outcome: refused}]"),
    ),
    Mistake(
        "SL802",
        claim("of_which", "[{quantity: dozens}]"),
        [("c", "value")],
        claim("of_which", "[{quantity: {low: 1, high: 3, unit: prisoners}}, 2 prisoners]"),
    ),
    Mistake("SL803", claim("quantity", "9 boxes"), [("c", "value")], claim("quantity", "9 prisoner")),
    Mistake(
        "SL901",
        counted("5 tonnes", "3 tonnes", "2 tonne"),
        [("p2", "quantity")],
        counted("5 tonnes", "3 tonnes", "2 tons of coal"),
    ),
    Mistake(
        "SL901",
        RELEASE.replace("prisoners", "priosners"),
        [("r", "quantity")],
        RELEASE.replace("prisoners", "prisoner"),  # declared as the word for one of them
    ),
    Mistake("SL901", RELEASE.replace("10 prisoners", "10 Prisoners"), [("r", "quantity")], RELEASE),
    Mistake(
        "SL901",
        counted("5 USD", "3 boats", "1 boat"),
        [("p2", "quantity")],
        counted("5 USD", "3 USN", "1 tranche 1", "1 tranche 1", "1 tranche 2"),
    ),
    Mistake(
        "SL901",
        RELEASE.replace("}\n", ", of_which: [{quantity: 2 politcal prisoners}]}\n"),
        [("r", "of_which.0.quantity")],
        RELEASE.replace("}\n", ", of_which: [{quantity: 2 political prisoners}]}\n"),
    ),
    Mistake("SL902", counted("5 boxes", "6 boxes"), [("p0", "quantity")], counted("5 prisoners", "6 USD")),
    Mistake("SL902", counted("5 boxes"), [("p0", "quantity")], counted("5 prisoners")),
]


@each(MISTAKES)
def test_mistakes_about_evidence_and_units_are_found(mistake):
    is_found(mistake)


def test_a_ledger_that_declares_no_units_may_use_any():
    assert not [one for one in findings(story(counted("5 boxes"), units={})) if one.code == "SL902"]


def test_a_unit_that_is_part_of_an_undeclared_one_or_of_itself_is_found():
    units = {
        "lithuanians": {"part_of": "foreiners"},
        "foreigners": {},
        "a": {"part_of": "b"},
        "b": {"part_of": "a"},
        "c": {"part_of": "b"},
    }
    found = [one.message for one in findings(story(units=units)) if one.code == "SL903"]
    assert found == [
        "the unit `a` is part of itself",
        "the unit `b` is part of itself",
        "the unit `lithuanians` is part of `foreiners`, which is not declared",
    ]


def test_a_claim_that_cannot_be_read_says_how_it_is_written():
    (found,) = [one for one in findings(story(claim("quantity", "dozens"))) if one.code == "SL802"]
    assert found.message.startswith("`quantity` of `r` cannot be what it claims: ")
    assert "24..99 prisoners" in found.message


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("status", "maybe", "'maybe' should be `confirmed`, `reported`, `scheduled`, `disputed` or `retracted`"),
        (
            "people",
            "[us and by]",
            "'us and by' is no id: write letters, digits, hyphens, dots and underscores, such as `us-and-by`",
        ),
        ("complete", "perhaps", "'perhaps' is neither yes nor no: write `true` or `false`"),
        ("of_which", "[{label: women}]", "`quantity` is missing"),
        ("of_which", "[{quantity: 3 prisoners, name: women}]", "it has no field `name`"),
    ],
)
def test_a_claim_that_cannot_be_read_is_told_in_plain_words(field: str, value: str, said: str):
    (found,) = [one for one in findings(story(claim(field, value))) if one.code == "SL802"]
    assert found.message == f"`{field}` of `r` cannot be what it claims: {said}"


def test_a_unit_that_is_not_declared_is_told_once_with_its_places():
    one, two = (
        [found.message for found in findings(story(counted(*amounts))) if found.code == "SL902"]
        for amounts in (("5 boxes",), ("5 boxes", "6 boxes"))
    )
    assert one == ["the unit `boxes` is not among those that the ledger declares"]
    assert two == [f"{one[0]}; it stands at 2 places"]
