"""Reading a written ledger gives the same ledger, whatever it holds."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws.answers import lines
from laws.samples import ids, samples, texts
from laws.universe import Plain, ledger_of
from pydantic import ValidationError
from strategies import plain_ledgers

import sanctledger as sl
from sanctledger.records.settings import Settings
from sanctledger.values.units import Unit, Units
from sanctledger.values.vocabulary import Term, Terms

ENDINGS = ("yaml", "jsonl")
UNITS = st.dictionaries(
    ids,
    st.builds(lambda name, sense: Unit("", name=name, sense=sense), texts, st.sampled_from([None, "burden"])),
    max_size=2,
).map(lambda units: Units.of({name: Unit(name, name=unit.name, sense=unit.sense) for name, unit in units.items()}))
TERMS = st.lists(
    st.builds(
        Term,
        st.sampled_from(["goods", "place"]),
        st.sampled_from(["a", "a.b", "hs:88", "two words", "x'y", "1"]),
        st.none() | texts,
        st.lists(st.sampled_from(["a", "hs:8"]), max_size=2, unique=True).map(tuple),
    ),
    max_size=3,
).map(Terms.of)
SETTINGS = st.builds(
    Settings,
    title=st.none() | texts,
    about=st.sampled_from([Decimal("0.10"), Decimal("0.255"), Decimal(1)]),
    units=UNITS,
    terms=TERMS,
)
KINDS = sorted(sl.KINDS)


def again(ledger: sl.Ledger, ending: str) -> sl.Ledger:
    """The ledger, written and read."""
    with tempfile.TemporaryDirectory() as folder:
        return sl.load(ledger.save(Path(folder) / f"ledger.{ending}"))


@st.composite
def ledgers(draw: st.DrawFn) -> sl.Ledger:
    """Records of any kinds, as they are read from a ledger that says what it wants of itself."""
    settings = draw(SETTINGS)
    found: dict[str, sl.Record] = {}
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5)):
        plain = draw(samples(kind))
        try:
            found[plain["id"]] = sl.KINDS.make(plain, context={"about": settings.about})
        except ValidationError as error:  # a start beyond the end, a scope without terms: no record is made of these
            assert all(one["type"] in ("empty_span", "sanctledger_read") for one in error.errors()), error  # noqa: PT017
    return sl.Ledger(found.values(), settings=settings)


@pytest.mark.parametrize("ending", ENDINGS)
@given(ledgers())
def test_a_written_ledger_is_read_as_it_was(ending: str, ledger: sl.Ledger) -> None:
    read = again(ledger, ending)
    for record in ledger:
        assert read[record.id] == record
    assert read.settings == ledger.settings
    assert read == ledger


@given(ledgers())
def test_the_two_formats_say_the_same_and_writing_again_changes_nothing(ledger: sl.Ledger) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "a.yaml", Path(folder) / "b.yaml"
        ledger.save(first)
        again(ledger, "jsonl").save(second)
        assert first.read_text() == second.read_text()


@pytest.mark.parametrize("ending", ENDINGS)
@given(plains=plain_ledgers(successors=2))
def test_a_written_ledger_answers_as_it_did(ending: str, plains: list[Plain]) -> None:
    ledger = ledger_of(plains)
    assert lines(again(ledger, ending).entries()) == lines(ledger.entries())


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=max(10, settings.default.max_examples // 10))
@given(st.data())
def test_a_record_of_each_kind_is_read_as_it_was_written(kind: str, data: st.DataObject) -> None:
    try:
        record = sl.KINDS.make(data.draw(samples(kind)))
    except ValidationError:
        return
    assert sl.KINDS.make(record.to_mapping()) == record
