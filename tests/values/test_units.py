"""The units that a ledger declares."""

from __future__ import annotations

from typing import Any

import pytest
from stories import PRISONERS, units_of

from sanctledger import Bounds, Unit, Units
from sanctledger.errors import ReadError

UNITS = units_of(
    PRISONERS | {"minors": {"part_of": "political prisoner", "name": "held minors"}, "drones": {"is": "burden"}}
)


def test_the_word_for_one_means_the_unit():
    assert [UNITS.canonical(name) for name in ("prisoner", "prisoners", "USD")] == ["prisoners", "prisoners", "USD"]


def test_parts_and_wholes_go_all_the_way():
    assert UNITS.wholes("minors") == ("political prisoners", "prisoners")
    assert set(UNITS.beside_or_below("prisoners")) == {"political prisoners", "minors"}
    assert UNITS.is_within("minors", "prisoners")
    assert UNITS.beside_or_below("minors") == UNITS.beside_or_below("detention:minors") == ()
    assert not UNITS.is_within("prisoners", "minors")
    assert UNITS.wholes("USD") == UNITS.beside_or_below("USD") == ()


def test_parts_of_one_whole_may_overlap_and_what_was_inflicted_overlaps_with_nothing_given():
    units = units_of({"a": {"part_of": "all"}, "b": {"part_of": "all"}, "c": {"part_of": "b"}, "USD": {}})
    assert units.beside_or_below("a") == ("b", "c")
    assert units.beside_or_below("c") == ("a",)
    assert units.beside_or_below("detention:c") == ("detention:a",)
    assert units.beside_or_below("all") == ("a", "b", "c")
    assert all(units.overlap("a", other) for other in ("all", "b", "c"))
    assert not any(units.overlap("a", other) for other in ("USD", "detention:b"))


def test_a_unit_has_the_sense_of_its_whole_and_restraints_have_their_own():
    names = ["prisoners", "minors", "drones", "USD", "in_force:asset_freeze", "partly_eased:x", "eased:x", "lifted:x"]
    senses = ["benefit", "benefit", "burden", None, "burden", "burden", "benefit", "benefit"]
    assert [UNITS.sense(name) for name in names] == senses


def test_a_label_is_the_word_for_one_where_it_is_one():
    assert UNITS.label("prisoners", Bounds(1, 1)) == "prisoner"
    assert UNITS.label("prisoners", Bounds(1, 2)) == "prisoners"
    assert UNITS.label("minors") == "held minors"
    assert UNITS.label("USD", Bounds(1, 1)) == "USD"


def test_declared_units_are_held_by_name_and_others_stand_for_themselves():
    assert "prisoners" in UNITS
    assert "USD" not in UNITS
    assert UNITS["USD"] == Unit("USD")
    assert [unit.unit for unit in UNITS] == sorted(unit.unit for unit in UNITS)
    assert hash(UNITS) == hash(Units.of({unit.unit: unit for unit in UNITS}))


def test_a_unit_round_trips_through_the_file():
    assert {unit.unit: Unit.read(unit.unit, unit.to_json()) for unit in UNITS} == {unit.unit: unit for unit in UNITS}
    assert Unit.read("x", None) == Unit.read("x", {}) == Unit("x")


@pytest.mark.parametrize("raw", ["benefit", ["one"], {"singular": "x"}, {"one": 5}, {"is": "good"}])
def test_other_declarations_are_refused(raw: Any):
    with pytest.raises(ReadError, match=r"write fields such as `\{one: prisoner, is: benefit, part_of: prisoners\}`"):
        Unit.read("prisoners", raw)


def test_units_in_a_circle_are_part_of_nothing():
    circle = units_of({"a": {"part_of": "b"}, "b": {"part_of": "a"}})
    assert circle.wholes("a") == ()


def test_units_are_said_in_words_and_one_of_them_in_the_singular():
    units = Units((Unit("prisoners", one="prisoner"), Unit("usd", name="US_dollars")))
    assert [units.one("prisoners"), units.one("general_license")] == ["prisoner", "general license"]
    assert units.words("prisoners", Bounds(1, 2)) == "prisoners"
    assert units.words("usd") == "US dollars"
