"""Records of a class side by side."""

from __future__ import annotations

from typing import Literal

import pytest

import sanctledger as sl
from sanctledger.records.columns import Columns
from sanctledger.records.reference import Relation


def story() -> sl.Ledger:
    """Two parties and two bans."""
    sides = {"senders": "us", "targets": "by"}
    return sl.Ledger(
        [
            sl.KINDS["state"](id="us"),
            sl.KINDS["state"](id="by", name="Belarus"),
            sl.KINDS["travel_ban"](id="ban", start="2020-01-01", **sides),
            sl.KINDS["travel_ban"](id="other", start="2021-01-01", end="2022-01-01", program="P", **sides),
        ]
    )


def test_records_stand_class_by_class_in_their_order():
    columns = story().record_index.columns
    assert [(cls.__name__, [one.id for one in some.records]) for cls, some in columns.items()] == [
        ("State", ["us", "by"]),
        ("TravelBan", ["ban", "other"]),
    ]


def test_a_column_is_what_each_record_says():
    bans = next(some for some in story().record_index.columns.values() if "ban" in some["id"])
    for field in type(bans.records[0]).model_fields:
        assert list(bans[field]) == [getattr(one, field) for one in bans.records], field
    assert list(bans["span"]) == [one.span for one in bans.records]
    assert list(bans["no_such_field"]) == [None, None]


def test_a_field_that_nobody_fills_is_not_read():
    bans = next(some for some in story().record_index.columns.values() if "ban" in some["id"])
    assert "program" in bans.filled
    assert "authority" not in bans.filled
    assert bans.filled == bans._read.keys()


@pytest.mark.parametrize(("field", "ids"), [("program", ["other"]), ("end", ["other"]), ("list", []), ("nothing", [])])
def test_only_those_are_saying_something_that_fill_the_field(field: str, ids: list[str]):
    bans = next(some for some in story().record_index.columns.values() if "ban" in some["id"])
    assert [one.id for one in bans.saying(field)] == ids


def test_a_default_that_says_something_is_said_by_all():
    class Marked(sl.Event, frozen=True):
        kind: Literal["marked"] = "marked"
        place: str | None = "Minsk"

    some = Columns(Marked, (Marked(id="one", start="2020-01-01"),))
    assert [one.id for one in some.saying("place")] == ["one"]


def test_ids_are_found_by_family():
    ids = story().record_index.ids
    assert ids("party") == {"us", "by"}
    assert ids("sanction") == {"ban", "other"}
    assert ids("record") == {"us", "by", "ban", "other"}
    assert "us" not in ids("pledge")


class Quota(sl.Sanction, frozen=True):
    """A kind that names a party in a field of its own."""

    relations = (*sl.Sanction.relations, Relation("holder", "party"))

    kind: Literal["quota"] = "quota"
    holder: str | None = None


class TollRoad(sl.Event, frozen=True):
    """A kind that says in its own way what it names."""

    kind: Literal["toll_road"] = "toll_road"

    def references(self):
        """What its place names too."""
        yield from super().references()
        if self.place:
            yield "place", self.place, "party"


def test_a_kind_of_ones_own_names_records_in_fields_of_its_own():
    quota = Quota(id="quota", start="2020-01-01", senders=("us",), targets=("by",), holder="bye")
    road = TollRoad(id="road", start="2020-01-01", place="uss")
    ledger = sl.Ledger([*story(), quota, road], kinds=sl.KINDS.with_kind(Quota).with_kind(TollRoad))
    found = {(one.record, one.field): one for one in ledger.check().of_code("SL101")}
    assert found.keys() == {("quota", "holder"), ("road", "place")}
    assert "did you mean `by`" in found["quota", "holder"].message
    assert [link.target for link in ledger.links_from("quota")] == ["us", "by", "bye"]
