"""What a class takes for itself: clashes name both classes, and a field may be narrowed."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar, Literal

import pytest
from pydantic import Field

import sanctledger as sl
import sanctledger.checks
from sanctledger.base.plugins import PluginWarning
from sanctledger.checks import KindRule
from sanctledger.records.kinds import KINDS

HERE = __name__


def sanction(**said: Any) -> type[sl.Sanction]:
    """A sanction of a made-up kind that says some things of itself; pairs of a type and a default are fields."""
    fields = {name: value for name, value in said.items() if isinstance(value, tuple) and name != "units"}
    annotations = {"kind": Literal["toll"], **{name: pair[0] for name, pair in fields.items()}}
    values = {"kind": "toll", **said, **{name: pair[1] for name, pair in fields.items()}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydantic warns of some of these itself
        return type(sl.Sanction)(
            "Toll", (sl.Sanction,), {"__module__": __name__, "__annotations__": annotations, **values}, frozen=True
        )


@pytest.mark.parametrize(
    ("said", "clash"),
    [
        (
            {"scope": (str, "all")},
            "`scope` is a field of sanctledger.records.sanctions.Sanction, so {HERE}.Toll cannot",
        ),
        ({"senders": (str, "us")}, "`senders` is a field of sanctledger.records.sanctions.Sanction"),
        ({"note": (int, 1)}, "`note` is a field of sanctledger.records.record.Record"),
        ({"sender": (str, "us")}, "`sender` is a word for a field of sanctledger.records.sanctions.Sanction"),
        ({"until": (str, "x")}, "`until` is a word for a field of sanctledger.records.record.Record"),
        (
            {"amount": (str, Field("x", alias="from"))},
            "`from` is a word for a field of sanctledger.records.sanctions.Sanction",
        ),
        ({"parties": (str, "us")}, "`parties` is a property of sanctledger.records.sanctions.Sanction"),
        ({"entries": (str, "us")}, "`entries` is a method of sanctledger.records.sanctions.Sanction"),
        ({"family": (str, "us")}, "`family` is a word of sanctledger.records.sanctions.Sanction"),
    ],
)
def test_a_field_that_hides_something_is_refused_and_both_classes_are_named(said: dict[str, Any], clash: str):
    with pytest.raises(sl.errors.FieldClash) as refused:
        KINDS.with_kind(sanction(**said))
    assert clash.format(HERE=HERE) in str(refused.value)
    assert f"{HERE}.Toll cannot have another; give it another name" in str(refused.value)


def test_a_field_of_a_class_between_is_named_as_its_own():
    class Quota(sl.Sanction, frozen=True):
        kind: Literal["quota"] = "quota"
        tonnes: sl.Quantity

    class Yearly(Quota, frozen=True):
        kind: Literal["yearly_quota"] = "yearly_quota"  # type: ignore[assignment]
        tonnes: str  # type: ignore[assignment]

    with pytest.raises(sl.errors.FieldClash, match=r"is a field of \S*Quota, so \S*Yearly cannot"):
        KINDS.with_kind(Yearly)


def test_a_field_that_is_taken_away_is_a_clash():
    with pytest.raises(sl.errors.FieldClash, match="`note` is a field of"):
        KINDS.with_kind(
            type(sl.Sanction)(
                "Toll",
                (sl.Sanction,),
                {
                    "__module__": __name__,
                    "__annotations__": {"kind": Literal["toll"], "note": ClassVar[str]},
                    "kind": "toll",
                    "note": "x",
                },
                frozen=True,
            )
        )


def test_a_field_may_be_narrowed():
    class Narrow(sl.Sanction, frozen=True):
        kind: Literal["narrow"] = "narrow"
        note: str = Field(description="Now it is required.")
        status: Literal["confirmed", "disputed"] = "confirmed"
        scope: sl.Scope = Field(default=sl.Scope.of(goods="salt"), description="Salt if absent.")

    assert KINDS.with_kind(Narrow)["narrow"] is Narrow


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"kind": (Literal["Potash Quota"], "Potash Quota")}, "calls its kind `Potash Quota`, where small letters"),
        ({"family": "My Family"}, "says `family = 'My Family'`, which is not how that is said"),
        ({"cameo": "embargo"}, "says `cameo = 'embargo'`"),
        ({"display_name": " "}, "says `display_name = ' '`"),
        ({"dimensions": {"Goods": "x"}}, "says `dimensions = {'Goods': 'x'}`"),
        ({"dimensions": {"goods": 1}}, "says `dimensions = {'goods': 1}`"),
        ({"units": ("tonnes",)}, "says `units = ('tonnes',)`"),
        ({"codes": {"gsdb": 1}}, "says `codes = {'gsdb': 1}`"),
    ],
)
def test_what_a_class_says_of_its_kind_is_looked_at(said: dict[str, Any], problem: str):
    with pytest.raises(sl.errors.InvalidKind) as refused:
        KINDS.with_kind(sanction(**said))
    assert problem in str(refused.value)


def kind_with(name: str, *units: sl.Unit) -> type[sl.Concession]:
    return type(sl.Concession)(
        name.title(),
        (sl.Concession,),
        {"__module__": __name__, "__annotations__": {"kind": Literal[name]}, "kind": name, "units": units},
        frozen=True,
    )


def test_two_kinds_may_declare_one_unit_alike_and_not_each_in_its_way():
    families = sl.Unit("families", one="family", sense="benefit")
    one, same = kind_with("visas", families), kind_with("passports", families)
    assert KINDS.with_kind(one).with_kind(same).units["families"] == families
    other = kind_with("permits", sl.Unit("families", sense="burden"))
    with pytest.raises(sl.errors.UnitClash, match=r"declared by \S*Visas, and \S*Permits declares it oth"):
        KINDS.with_kind(one).with_kind(other)


def test_the_units_of_a_kind_count_where_a_record_of_it_is_and_the_ledgers_own_go_first():
    kinds = KINDS.with_kind(kind_with("visas", sl.Unit("families", one="family", sense="benefit")))
    plain = {"kind": "visas", "id": "v", "from": "2020", "giver": "by", "receiver": "us", "quantity": "1 family"}
    ledger = sl.Ledger([kinds.make(plain)], kinds=kinds)
    assert ledger.units["families"].sense == "benefit"
    assert ledger.at("2021-01-01").balance("by", "us")["families"].given.low == 1
    assert sl.Ledger(kinds=kinds).units == sl.Units()
    own = sl.Settings(units=sl.Units.of({"families": sl.Unit("families", name="whole families")}))
    assert sl.Ledger([kinds.make(plain)], own, kinds).units["families"].name == "whole families"
    assert "families" not in sl.Ledger([kinds.make(plain)], own, kinds).settings.to_mapping().get("x", "")


def test_a_unit_that_comes_with_a_kind_makes_no_other_unit_undeclared():
    kinds = KINDS.with_kind(kind_with("visas", sl.Unit("families", one="family")))
    parties = [kinds.make({"kind": "state", "id": one}) for one in ("us", "by")]
    acts = [
        kinds.make({"kind": kind, "id": kind, "from": "2020", "giver": "by", "receiver": "us", "quantity": "1 box"})
        for kind in ("visas", "release")
    ]
    assert not sl.Ledger([*parties, *acts], kinds=kinds).check(today="2026-01-01").of_code("SL902")


def too_early(record: Any, _snapshot: object) -> Any:
    """Tolls before the year 2000."""
    if record.start.first < sl.UncertainDate.parse("2000").first:
        yield sl.checks.Flaw("it is too early", field="from")


class Toll(sl.Coercion, frozen=True):
    """A toll is taken."""

    kind: Literal["toll"] = "toll"
    rules: ClassVar[tuple[Any, ...]] = (KindRule("TL101", "warning", "no toll is too early", too_early),)


class BridgeToll(Toll, frozen=True):
    """A toll is taken at a bridge."""

    kind: Literal["bridge_toll"] = "bridge_toll"  # type: ignore[assignment]


def test_the_rules_of_a_kind_hold_for_its_records_and_for_those_of_classes_that_build_on_it():
    kinds = KINDS.with_kind(Toll).with_kind(BridgeToll)
    plains = [
        {"kind": kind, "id": f"{kind}-{year}", "from": year, "giver": "by", "receiver": "us"}
        for kind in ("toll", "bridge_toll", "threat")
        for year in ("1990", "2010")
    ]
    ledger = sl.Ledger([kinds.make(plain) for plain in plains], kinds=kinds)
    found = ledger.check().of_code("TL101")
    assert [(one.record, one.field, one.severity) for one in found] == [
        ("bridge_toll-1990", "from", "warning"),
        ("toll-1990", "from", "warning"),
    ]
    assert not ledger.check(sl.checks.BUILT_IN).of_code("TL101")


def test_two_kinds_with_rules_of_one_code_clash():
    class Other(sl.Event, frozen=True):
        kind: Literal["other"] = "other"  # type: ignore[assignment]
        rules: ClassVar[tuple[Any, ...]] = (KindRule("TL101", "info", "mine", too_early),)

    with pytest.raises(sl.errors.RuleClash, match="two rules have the code TL101: 'no toll is too early' and 'mine'"):
        sl.Ledger(kinds=KINDS.with_kind(Toll).with_kind(Other)).check()
    with pytest.warns(PluginWarning, match=r"`.*Other.rules` of the package tests is left out: two rules"):
        codes = [rule.code for rule in sl.checks.installed_rules(KINDS.with_kind(Toll).with_kind(Other))]
    assert codes.count("TL101") == 1
