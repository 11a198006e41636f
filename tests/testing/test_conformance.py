"""The conformance suite: built-in and sound kinds pass it, and each broken one fails with what to fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar, Literal

import pytest
from foreign.potash_quota import ExitVisas, PotashQuota
from hypothesis import Phase, settings
from hypothesis import strategies as st
from pydantic import Field, field_serializer

import sanctledger as sl
from sanctledger.records.kinds import KINDS
from sanctledger.records.parts import (
    Conditions,
    Parts,
    People,
    condition_references,
    part_references,
    people_references,
)
from sanctledger.records.record import Ref
from sanctledger.testing import KindFault, check_kind


@pytest.mark.parametrize("cls", [PotashQuota, ExitVisas])
def test_a_sound_kind_passes(cls: type[sl.Record]):
    check_kind(cls, examples=10)


@pytest.mark.parametrize(
    "kind", ["state", "asset_freeze", "wind_down", "release", "pledge", "snapback", "claim", "event"]
)
def test_the_built_in_kinds_pass(kind: str):
    check_kind(KINDS[kind], examples=4)


def broken(family: type[sl.Record] = sl.Concession, **said: Any) -> type[sl.Record]:
    """A kind that is broken in one way; pairs of a type and a default are fields."""
    fields = {name: value for name, value in said.items() if isinstance(value, tuple) and name != "relations"}
    body = {
        "__module__": __name__,
        "__doc__": "A toll is taken.",
        "__annotations__": {"kind": Literal["toll"], **{name: pair[0] for name, pair in fields.items()}},
        "kind": "toll",
        **said,
        **{name: pair[1] for name, pair in fields.items()},
    }
    return type(family)("Toll", (family,), body, frozen=True)


def line(self: Any, evidence: sl.EntryContext, **changes: Any) -> sl.Entry:
    told = {
        "givers": self.givers,
        "receivers": self.receivers,
        "unit": "tolls",
        "amount": sl.Bounds(1, 1),
        "periods": evidence.acts(self),
    }
    return self.line(evidence, **(told | changes))


def yields(make: Callable[[Any, sl.EntryContext], Any]) -> Callable[..., Any]:
    return lambda self, evidence: [make(self, evidence)]


TOLD = Field(default=None, description="What it is.")
BROKEN: dict[str, tuple[type[sl.Record], str]] = {
    "no docstring": (broken(__doc__=None), "it has no docstring that is a sentence; say in one"),
    "no description": (broken(rate=(sl.Bounds | None, None)), "`rate` has no description that is a sentence; write"),
    "a field that hides": (broken(quantity=(str, TOLD)), "`quantity` is a field of sanctledger.records.acts.Act"),
    "a kind that is taken": (
        broken(kind=(Literal["release"], "release")),
        "kind `release` belongs to sanctledger.records.acts.Release",
    ),
    "a list": (broken(rates=(list[int], Field(description="They."))), "holds list, which can be changed; write `tuple"),
    "a type of nobody": (broken(rate=(complex, Field(description="It."))), "nothing is known to stand for"),
    "a forgotten reference": (
        broken(owner=(Ref | None, TOLD)),
        '`relations = (*Concession.relations, Relation("owner"',
    ),
    "forgotten people": (
        broken(left_out=(People, Field(default=(), description="They."))),
        'Relation("left_out", within=partial(people_references, field="left_out"))',
    ),
    "an unknown family": (
        broken(owner=(Ref | None, TOLD), relations=(*sl.Concession.relations, sl.Relation("owner", "people"))),
        "names a people, and there is no such family",
    ),
    "what does not read back": (
        broken(rate=(int, Field(description="It.")), write=field_serializer("rate")(lambda _self, _rate: "many")),
        "and that does not read back",
    ),
    "an error while yielding": (broken(entries=yields(lambda _self, _evidence: 1 / 0)), "fails: ZeroDivisionError"),
    "no entry": (broken(entries=yields(lambda _self, _evidence: "toll")), "'toll', which is no entry; make each"),
    "below zero": (
        broken(entries=yields(lambda self, evidence: line(self, evidence, amount=sl.Bounds(-1, 1)))),
        "which is below zero; turn giver and receiver round",
    ),
    "strangers": (
        broken(entries=yields(lambda self, evidence: line(self, evidence, givers=["nobody"]))),
        "is of ['nobody'], whom the record does not name",
    ),
    "nobody gives": (
        broken(entries=yields(lambda self, evidence: line(self, evidence, givers=[]))),
        "has no giver or no receiver",
    ),
    "days of its own": (
        broken(entries=yields(lambda self, evidence: line(self, evidence, periods=sl.Periods.always()))),
        "on days on which its record does not; use `evidence.acts(self)`",
    ),
    "what ignores reversals": (
        broken(entries=yields(lambda self, evidence: line(self, evidence, periods=sl.Periods.of(self.span)))),
        "use `evidence.acts(self)`",
    ),
}


@pytest.fixture
def first_found() -> Iterator[None]:
    """Be content with the first example that fails: to make it small takes most of the time, and is hypothesis' own."""
    now = settings.default
    settings.register_profile("first found", parent=now, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("first found")
    yield
    settings.register_profile("before", parent=now)
    settings.load_profile("before")


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("first_found")
def test_a_broken_kind_fails_and_is_told_what_to_fix(name: str):
    cls, said = BROKEN[name]
    with pytest.raises(KindFault) as fault:
        check_kind(cls, examples=10)
    assert said in str(fault.value)
    assert fault.value.cls is cls


def test_people_conditions_and_parts_of_a_field_of_its_own_are_told_of_under_its_name():
    class Amnesty(sl.Concession, frozen=True):
        """Some are let go, and others left out by name."""

        kind: Literal["amnesty"] = "amnesty"  # type: ignore[assignment]
        relations: ClassVar[tuple[sl.Relation, ...]] = (
            *sl.Concession.relations,
            sl.Relation("left_out", within=partial(people_references, field="left_out")),
            sl.Relation("terms", within=partial(condition_references, field="terms")),
            sl.Relation("sorts", within=partial(part_references, field="sorts")),
        )
        left_out: People = Field(default=(), description="Who was left out.")
        terms: Conditions = Field(default=(), description="On which terms.")
        sorts: Parts = Field(default=(), description="Of which sorts.")

    check_kind(Amnesty, examples=5)
    kinds = KINDS.with_kind(Amnesty)
    plain = {"kind": "amnesty", "id": "a", "from": "2024", "giver": "by", "receiver": "us", "left_out": ["ales"]}
    told = {field: target for field, target, _ in kinds.make(plain).references()}
    assert told["left_out.0"] == "ales"


def test_a_field_of_a_type_that_nobody_knows_is_drawn_from_examples_or_a_strategy():
    class Rated(sl.Event, frozen=True):
        """It has a rate."""

        kind: Literal["rated"] = "rated"  # type: ignore[assignment]
        rate: Decimal = Field(description="The rate.", max_digits=3, decimal_places=1, examples=["0.5", "12.5"])
        grade: str = Field(description="The grade.", pattern=r"^(?:[ab])$")

    check_kind(Rated, examples=5)
    check_kind(Rated, examples=5, rate=st.just("1.5"))
    with pytest.raises(KindFault, match="it has no field `rat`"):
        check_kind(Rated, rat=st.just("1.5"))


def test_a_kind_that_refuses_all_that_is_drawn_is_told():
    class Picky(sl.Event, frozen=True):
        """It takes one word."""

        kind: Literal["picky"] = "picky"  # type: ignore[assignment]
        told: ClassVar[str] = "x"
        word: str = Field(description="The word.", min_length=50)

    with pytest.raises(KindFault, match=r"hardly any record that is drawn is valid: .*; give the field `examples`"):
        check_kind(Picky, examples=5)
