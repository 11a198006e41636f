"""The terms of scopes: what the library knows, what a ledger declares, and what lies below what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import story, terms_of

import sanctledger as sl
from sanctledger import Scope, Term, Terms
from sanctledger.errors import ReadError
from sanctledger.values.scope import EVERYTHING
from sanctledger.values.vocabulary import BUILT_IN, KNOWN

AIR = terms_of(
    {
        "goods": {
            "air.parts": {"name": "Aircraft parts"},
            "hs:8803": {"name": "Parts of aircraft", "under": "air.parts"},
            "eccn:9A991": {"under": ["air.parts", "dual use"]},
        },
        "action": {"charter": {"under": "deal"}, "export": {"name": "Ausfuhr"}},
    }
)


def test_a_term_reaches_what_is_declared_under_it_and_under_what_it_reaches():
    assert AIR.reached("goods", {"air"}) == {"air", "hs:8803", "eccn:9A991"}
    assert AIR.reached("goods", {"dual use"}) == {"dual use", "eccn:9A991"}
    assert AIR.reached("goods", {"hs:88"}) == {"hs:88"}
    assert AIR.reached("place", {"air"}) == {"air"}


def test_what_the_library_knows_holds_in_every_ledger():
    assert {"charter", "export", "supply_arms"} <= AIR.reached("action", {"deal"})
    assert KNOWN.reached("goods", {"oil"}) == {"oil", "hs:2709", "hs:2710"}
    assert AIR.name("action", "export") == "Ausfuhr"
    assert AIR.name("action", "import") == "Buy its goods, bring them in or carry them."
    assert AIR.name("goods", "wheat") == "wheat"


def test_a_term_is_known_where_one_above_it_is():
    assert AIR.knows("goods", "hs:8803")
    assert AIR.knows("goods", "hs:880330")
    assert AIR.knows("action", "export.again")
    assert not AIR.knows("goods", "air")
    assert AIR.declares("goods")
    assert not AIR.declares("place")
    assert "charter" in AIR.known("action")
    assert AIR.known("place") == ()


def test_a_resolved_scope_reaches_by_spelling_what_it_reaches_by_declaration():
    parts = AIR.resolved(Scope.of(goods="air.parts"))
    assert parts.covers({"goods": "hs:880330"})
    assert Scope.of(goods="hs:8803").within(parts)
    assert parts.intersects(Scope.of(goods="hs:88"))
    assert not parts.within(Scope.of(goods=["hs:8803", "eccn:9A991"]))
    held_back = AIR.resolved(Scope.of([Scope.of(goods="air")], action="export"))
    assert not held_back.covers({"action": "export", "goods": "hs:8803"})
    assert held_back.covers({"action": "supply_arms", "goods": "hs:8804"})
    assert AIR.resolved(EVERYTHING) is EVERYTHING


def test_links_in_a_circle_do_nothing():
    circle = terms_of({"goods": {"a": {"under": "b.c"}, "b": {"under": "a"}, "d": {"under": ["d", "a"]}}})
    assert circle.reached("goods", {"a"}) == {"a", "d"}
    assert circle.reached("goods", {"b"}) == {"b"}
    assert circle.links["goods"]["d"] == ("d", "a")


names = st.sampled_from(["a", "a.b", "a.b.c", "d", "d.e", "hs:8", "hs:88", "f"])
vocabularies = st.dictionaries(names, st.lists(names, max_size=2), max_size=5)


@given(vocabularies, st.sets(names, min_size=1, max_size=3), names)
def test_what_is_reached_is_what_walking_up_finds(under: dict[str, list[str]], some: set[str], term: str):
    terms = Terms.of(Term("goods", name, None, tuple(above)) for name, above in under.items())
    seen, waiting = set[str](), [term]
    links = {name: above for name, above in under.items() if above}

    def spelt(name: str) -> list[str]:
        short = "hs:" if name.startswith("hs:") else ""
        cut = range(len(short), len(name)) if short else [at for at, letter in enumerate(name) if letter == "."]
        return [name[:end] for end in cut]

    def leads_back(name: str, above: str) -> bool:
        on, found = [above], set[str]()
        while on:
            at = on.pop()
            if at == name:
                return True
            if at not in found:
                found.add(at)
                on += [*links.get(at, ()), *spelt(at)]
        return False

    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting += [above for above in links.get(at, ()) if not leads_back(at, above)] + spelt(at)
    assert terms.resolved(Scope.of(goods=some)).covers({"goods": term}) == bool(seen & some)


def test_a_term_round_trips_through_the_file():
    assert {Term.read(one.dimension, one.term, one.to_json()) for one in AIR} == set(AIR)
    assert Term.read("goods", "x", None) == Term.read("goods", "x", {}) == Term("goods", "x")
    assert terms_of(AIR.to_json()) == AIR
    assert hash(AIR) == hash(Terms.of(reversed(AIR.declared)))


@pytest.mark.parametrize(
    ("dimension", "term", "raw"),
    [
        ("goods", "x", "aviation"),
        ("goods", "x", ["y"]),
        ("goods", "x", {"below": "y"}),
        ("goods", "x", {"name": ["y"]}),
        ("goods", "x", {"under": {"y": "z"}}),
        ("goods", "x", {"under": ["y."]}),
        ("goods", "x.", {}),
        ("excluding", "x", {}),
        ("Goods", "x", {}),
    ],
)
def test_other_declarations_are_refused(dimension: str, term: str, raw: Any):
    with pytest.raises(ReadError, match="write "):
        Term.read(dimension, term, raw)


def test_what_the_library_knows_is_spelt_and_linked_as_it_should_be():
    for one in BUILT_IN:
        assert Term.read(one.dimension, one.term, one.to_json()) == one
        assert one.name is not None
        assert one.name.endswith(".")
        assert all(above in KNOWN.known(one.dimension) for above in one.under)
    names = [(one.dimension, one.term) for one in BUILT_IN]
    assert len(names) == len(set(names))


# In a ledger.

BAN = """
- {kind: export_control, id: ban, from: 2020-01-01, sender: us, target: by, scope: {goods: [hs:8803]}}
- {kind: general_license, id: free, from: 2020-02-01, eases: ban, scope: {goods: [air.parts]}}
"""


def test_declared_terms_take_part_in_what_eases_a_sanction():
    declared = {"goods": {"hs:8803": {"under": "air.parts"}}}
    (plain,) = story(BAN).at("2020-03-01").sanctions()
    (told,) = story(BAN, terms=declared).at("2020-03-01").sanctions()
    assert (plain.state, told.state) == ("partly_eased", "eased")


def test_a_ledger_keeps_its_terms_when_it_is_saved_and_joined(tmp_path: Any):
    ledger = story(BAN, terms={"goods": {"hs:8803": {"under": "air.parts"}, "air.parts": {"name": "Parts"}}})
    for name in ("a.yaml", "a.jsonl"):
        ledger.save(tmp_path / name)
        assert sl.load(tmp_path / name).settings == ledger.settings
        assert sl.load(tmp_path / name) == ledger
    sl.fmt(tmp_path / "a.yaml")
    assert sl.load(tmp_path / "a.yaml") == ledger
    other = story("", cast="", terms={"goods": {"hs:8803": {"under": "air"}}})
    with pytest.raises(sl.errors.SettingsClash, match=r"`terms.goods.hs:8803` is .* in one and .* in the other"):
        ledger.settings.merged(other.settings)
    found = sl.difference(ledger, story(BAN, terms={"goods": {"hs:8803": {}}}))
    assert {one.field for one in found.settings} == {"terms.goods.air.parts", "terms.goods.hs:8803.under"}
