"""The ledger that people hold: records by id, family and link, other ledgers made of it, and the view of a day."""

from __future__ import annotations

import copy
import datetime as dt
import gc
import pickle

import pytest
from stories import PRISONERS, record, story, units_of

import sanctledger as sl
from sanctledger.base.findings import Place
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.settings import Settings

FREEZE = "- {kind: asset_freeze, id: f, from: 2020-01-01, sender: us, target: belavia, sources: s}\n"
SOURCE = "- {kind: source, id: s, title: t, published: 2020-01-02}\n"


def test_records_are_found_by_id_and_iterated_in_order():
    ledger = story(SOURCE + FREEZE, cast="")
    assert (ledger["f"].id, ledger.get("x"), "s" in ledger, "x" in ledger, len(ledger)) == ("f", None, True, False, 2)
    assert [one.id for one in ledger] == ["s", "f"]


def test_an_unknown_id_suggests_the_nearest():
    with pytest.raises(sl.errors.UnknownRecord, match=r"the ledger holds no record `belavi`; did you mean `belavia`\?"):
        story()["belavi"]
    with pytest.raises(KeyError):
        story().recorded("zzz")


def test_records_are_found_by_family_by_name_or_class():
    ledger = story(SOURCE + FREEZE)
    assert [one.id for one in ledger.family("sanction")] == [one.id for one in ledger.family(sl.Sanction)] == ["f"]
    assert ledger.family("deal") == ()


def test_links_are_followed_in_both_directions_with_the_field_that_makes_them():
    ledger = story(SOURCE + FREEZE)
    assert {(link.field, link.target) for link in ledger.links_from("f")} == {
        ("sources", "s"),
        ("senders", "us"),
        ("targets", "belavia"),
    }
    assert [(link.origin, link.field) for link in ledger.links_to("belavia")] == [("f", "targets")]
    assert {link.field for link in ledger.links_to("by")} == {"country"}


def test_one_id_for_two_records_is_refused_and_both_places_are_named():
    with pytest.raises(
        sl.errors.DuplicateId,
        match=r"id `f` stands twice: first at record 1 \(event f\), again at record 2 \(state f\)",
    ):
        sl.Ledger([record("{kind: event, id: f}"), record("{kind: state, id: f}")])
    with pytest.raises(sl.errors.DuplicateId, match=r"again at new record 1 \(event us\)"):
        story().with_records(record("{kind: event, id: us}"))


def test_a_duplicate_of_what_came_from_a_file_names_the_file(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("records:\n  - {kind: event, id: e}\n", "utf-8")
    with pytest.raises(sl.errors.DuplicateId) as refused:
        sl.load(path).with_records(record("{kind: event, id: e}"))
    assert f"first at {path}:2:5" in str(refused.value)


def test_more_records_make_another_ledger():
    old = story()
    new = old.with_records(record("{kind: event, id: e}"))
    assert ("e" in old, "e" in new, len(new)) == (False, True, len(old) + 1)
    assert new.settings == old.settings
    assert old.with_records() == old


def test_two_ledgers_join_into_one_that_holds_what_is_alike_once():
    one, other = story(FREEZE), story(SOURCE)
    assert one | other == other | one == story(SOURCE + FREEZE)
    assert one | one == one
    with pytest.raises(sl.errors.DuplicateId, match="give one another id"):
        _ = one | story(FREEZE.replace("belavia", "by"))


def test_ledgers_that_disagree_about_a_setting_do_not_join():
    other = story(units=PRISONERS | {"prisoners": {"is": "burden"}})
    with pytest.raises(sl.errors.SettingsClash, match=r"`units.prisoners` is .* in one and .* in the other"):
        _ = story() | other
    with pytest.raises(sl.errors.SettingsClash, match="`about` is 10% in one and 20% in the other"):
        Settings().merged(Settings(about=Settings().about * 2))


def test_titles_are_joined_and_units_are_the_units_of_both():
    merged = Settings("A", units=units_of({"x": {}})).merged(Settings("B", units=units_of({"y": {}})))
    assert (merged.title, [unit.unit for unit in merged.units]) == ("A + B", ["x", "y"])
    assert Settings("A").merged(Settings("A")).title == "A"
    assert Settings().merged(Settings()).title is None


def test_a_joined_ledger_still_finds_fields_in_their_files(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("records:\n  - kind: event\n    id: e\n    gist: g\n", "utf-8")
    ledger = sl.load(path) | story()
    assert ledger.place("e", "gist") == Place(str(path), 4, 11, 12)


def test_ledgers_are_equal_whatever_the_order_of_their_records():
    ledger = story(SOURCE + FREEZE)
    turned = sl.Ledger(reversed(list(ledger)), settings=ledger.settings)
    assert ledger == turned
    assert hash(ledger) == hash(turned)
    assert ledger != story(FREEZE)
    assert ledger != sl.Ledger(ledger.records)


def test_a_ledger_never_changes():
    ledger = story()
    with pytest.raises(AttributeError):
        ledger.records = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        ledger.records["x"] = record("{kind: event, id: x}")  # type: ignore[index]


def test_reprs_say_how_many_and_when():
    assert repr(sl.Ledger()) == "<Ledger: 0 records>"
    assert repr(sl.Ledger([record("{kind: state, id: us}")])) == "<Ledger: 1 record>"
    assert repr(sl.Ledger(settings=Settings("T"))) == "<Ledger 'T': 0 records>"
    view = sl.Ledger().at("2020-01-01", "2020-02-01", "stated")
    assert repr(view) == "<View of the ledger on 2020-01-01 as known on 2020-02-01, stated reading>"


def test_a_ledger_can_be_pickled_and_copied():
    ledger = story(FREEZE)
    assert pickle.loads(pickle.dumps(ledger)) == copy.deepcopy(ledger) == ledger  # noqa: S301 - its own bytes


def test_views_are_values():
    ledger = story(FREEZE)
    assert {ledger.at("2020-01-01"), ledger.at(dt.date(2020, 1, 1))} == {ledger.at("2020-01-01", None, "widest")}
    assert ledger.at("2020-01-01") != ledger.at("2020-01-01", reading="stated")
    assert ledger.at().on == dt.date.today()  # noqa: DTZ011 - the reader's own calendar


@pytest.mark.parametrize("axes", [("2020-01",), ("2020-01-01", "soon"), ("2020-01-01", None, "mean")])
def test_an_axis_that_cannot_be_read_says_what_would_be(axes: tuple[str, ...]):
    with pytest.raises(sl.errors.ReadError, match=r"write a day such as|choose `widest` or `stated`"):
        story().at(*axes)


def test_a_reading_takes_the_standings_that_can_count():
    assert sl.Reading(statuses="confirmed").statuses == {"confirmed"}
    assert "retracted" not in sl.Reading().statuses
    with pytest.raises(sl.errors.ReadError, match="choose among confirmed, reported, scheduled, disputed"):
        sl.Reading(statuses=["retracted"])
    assert sl.Reading.of("stated") == sl.Reading("stated")


def test_a_ledger_that_is_asked_on_very_many_knowledge_days_holds_only_the_last_ready():
    days = [(dt.date(2020, 1, 1) + dt.timedelta(days=number)).isoformat() for number in range(60)]
    bans = (f"- {{kind: asset_freeze, id: f{day}, from: {day}, sender: us, target: belavia}}\n" for day in days)
    ledger = story("".join(bans))
    gc.collect()
    before = sum(isinstance(one, Snapshot) for one in gc.get_objects())
    asked = [len(ledger.at("2021-01-01", known=day).sanctions()) for day in (*days, days[0])]
    assert asked == [*range(1, 61), 1]
    gc.collect()
    assert sum(isinstance(one, Snapshot) for one in gc.get_objects()) - before <= 20


def test_entries_are_the_table_under_every_position():
    (entry,) = story(SOURCE + FREEZE).entries()
    assert entry.row() == {
        "record": "f", "kind": "asset_freeze", "givers": "us", "receivers": "belavia", "unit": "in_force:asset_freeze",
        "low": 1, "high": 1, "periods": "certain 2020-01-01/..", "deal": None, "programs": "", "status": "reported",
        "known_from": "2020-01-02", "part_of": None, "because": "",
    }  # fmt: skip
    assert story(SOURCE + FREEZE).entries(known="2020-01-01") == ()
    assert story(SOURCE + FREEZE).entries(reading="stated") == (entry,)


def test_a_check_gives_findings_at_the_place_of_the_field(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("records:\n  - kind: event\n    id: e\n    from: 2020-01-01\n    parties: [us]\n", "utf-8")
    (finding,) = sl.load(path).check().of_code("SL101")
    assert finding.place == Place(str(path), 5, 14, 18)
    assert sl.Ledger([record("{kind: event, id: e, parties: [us]}")]).check().of_code("SL101")[0].place is None


def test_a_record_is_known_by_what_stands_for_it_on_the_day():
    ledger = story(FREEZE + "- {kind: asset_freeze, id: g, corrects: f, from: 2020-02-01, sender: us, target: by}")
    assert ledger.at("2020-03-01").record("f").id == "g"
    assert ledger.at("2020-03-01", "2020-01-15").record("f").id == "f"
    with pytest.raises(sl.errors.UnknownRecord):
        ledger.at("2020-03-01", "2019-12-01").record("f")


def test_of_several_ids_that_stand_twice_the_first_is_told_and_the_others_are_counted():
    records = [sl.KINDS.make({"kind": "person", "id": one}) for one in ("a", "b", "c", "b", "a", "b")]
    with pytest.raises(
        sl.errors.DuplicateId, match=r"id `b` .* at record 2 .* at record 4 .*1 other id stands twice"
    ) as found:
        sl.Ledger(records)
    assert (found.value.id, found.value.more) == ("b", 1)
    assert str(sl.errors.DuplicateId("x", "a", "b", more=1200)).endswith("(1,200 other ids stand twice, too)")
