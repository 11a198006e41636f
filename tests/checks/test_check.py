"""The check as a whole: every mistake at once, by stable codes, on any ledger, fast, and open to rules of one's own."""

from __future__ import annotations

import datetime as dt
import gc
import re
import weakref

import attrs
import pytest
from checks.planted import findings
from hypothesis import given
from hypothesis import strategies as st
from stories import CAST, PRISONERS, story, units_of

import sanctledger as sl
from sanctledger.checks import BUILT_IN, Flaw, Rule, check
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.kinds import KINDS
from sanctledger.records.settings import Settings

TEN = """
- {kind: source, id: press, tier: press}
- {kind: asset_freeze, id: freeze, from: 2020-01-01, sender: us, target: belavai, sources: press}
- {kind: waiver, id: late, from: 2021-01-01, sources: [press]}
- {kind: release, id: release, from: 2025-09-11, giver: by, receiver: us, quantity: 60 prisoners, delivers: [promise]}
- {kind: pledge, id: promise, from: 2025-09-11, giver: by, receiver: us, quantity: 52 prisoners, sources: press}
- {kind: pledge, id: debt, from: 2025-01-01, giver: us, receiver: by, due: 2025-06-01, sources: press}
- {kind: rearrest, id: back, from: 2025-10-01, by: by, reverses: [release], quantity: 61 prisoners, sources: press}
- {kind: payment, id: gift, from: 2025-01-01, giver: us, receiver: us, quantity: 3 prisoner s, sources: press}
- {kind: claim, id: rival, about: release, field: form, value: 2025-09-12, recorded: 2025-10-01, sources: press}
- {kind: company, id: one, country: two}
- {kind: company, id: two, country: one}
- {kind: pardon, id: sum, from: 2025, giver: by, receiver: eu, quantity: 123 prisoners, complete: true,
   of_which: [{quantity: 114 prisoners}, {quantity: 8 prisoners}], sources: press}
"""


def test_ten_mistakes_are_found_at_once():
    found = {(one.code, one.record, one.field) for one in findings(story(TEN)) if one.severity != "info"}
    assert found == {
        ("SL101", "freeze", "targets"),
        ("SL105", "one", "country"),
        ("SL107", "gift", "receivers"),
        ("SL301", "late", "eases"),
        ("SL401", "back", "quantity"),
        ("SL411", "sum", "of_which"),
        ("SL501", "release", "delivers"),
        ("SL505", "debt", "due"),
        ("SL701", "release", "sources"),
        ("SL801", "rival", "field"),
        ("SL901", "gift", "quantity"),
    }


def test_codes_are_unique_sorted_and_free_of_those_that_reading_gives():
    codes = [rule.code for rule in BUILT_IN]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"SL[1-9]\d\d", code) for code in codes)
    assert "SL102" not in codes


def test_every_rule_says_what_it_asks_in_a_clause():
    for rule in BUILT_IN:
        assert rule.title[:1].islower() or rule.title.startswith("`")
        assert not rule.title.endswith(".")
        assert rule.find.__doc__


def test_a_rule_of_ones_own_joins_by_the_same_door():
    def unnamed(snapshot):
        for party in snapshot.record_index.parties.values():
            if party.name is None:
                yield Flaw("it has no name", party.id, "name", "write its name in full")

    mine = Rule("XX001", "warning", "every party has a name", unnamed)
    report = story().check(rules=(*BUILT_IN, mine))
    assert {one.record for one in report.of_code("XX001")} == {"us", "by", "ru", "eu", "belavia", "bank", "listed"}
    assert not story().check().of_code("XX001")


def test_a_dated_rule_of_ones_own_is_given_the_day_of_the_check():
    def stale(snapshot, today):
        yield Flaw(f"checked on {today}")

    mine = Rule("XX002", "info", "the day is known", stale, dated=True)
    (found,) = check(Snapshot(story().record_index), [mine], dt.date(2026, 1, 2))
    assert found.message == "checked on 2026-01-02"


def test_a_check_leaves_the_collector_as_it_was():
    def broken(_snapshot):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(Snapshot(story().record_index), [Rule("XX003", "info", "breaks", broken)])
    assert gc.isenabled()


def test_the_shipped_case_has_no_errors_and_no_warnings():
    ledger = sl.load("belarus")
    assert [str(one) for one in findings(ledger) if one.severity != "info"] == []


def test_findings_of_the_shipped_case_point_into_its_files():
    ledger = sl.load("belarus")
    report = ledger.check()
    assert all(one.place is not None for one in report)


# Any ledger that loads.

IDS = ["us", "by", "belavia", "nobody", *(f"x{number}" for number in range(6))]
DAYS = ["2025-01-01", "2025-01-02", "2025-01-03T18:00", "2025-01", "2025~", "unknown", "2025-01-02..", "..2025-01-02"]
AMOUNTS = ["3 prisoners", "over 2 prisoners", "1..4 political prisoners", "5 boxes", "2 boxs", "1.5 USD", "0 prisoners"]
SCOPES = [{}, {"action": ["export"]}, {"goods": ["a.b", "a"]}, {"excluding": [{"action": ["export"]}]}]
ids = st.lists(st.sampled_from(IDS), max_size=3, unique=True)
some = st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True)
amounts = st.sampled_from(AMOUNTS)
maybe = st.booleans()


def mapping(needed, **may):
    """A record: the fields that its kind needs, and any of those that it may have."""
    common = {
        "until": st.sampled_from(["2025-01-05", "2026", "unknown"]),
        "recorded": st.sampled_from(["2025-01-01", "2025-02-01"]),
        "status": st.sampled_from(["reported", "disputed", "scheduled", "retracted"]),
        "sources": ids,
        "corrects": ids,
        "amends": ids,
    }
    return st.fixed_dictionaries(needed, optional={**common, **may})


start = st.sampled_from(DAYS)
people = st.lists(st.sampled_from([*IDS, {"person": "by", "outcome": "refused"}]), max_size=2)
parts = st.lists(amounts.map(lambda amount: {"quantity": amount}), max_size=3)
selectors = st.sampled_from([{"program": ["P"]}, {"senders": ["us"], "kind": ["asset_freeze"]}])
eases = ids | selectors
KIND_OF = [
    mapping({"kind": st.just("company")}, country=st.sampled_from(IDS), owners=ids, member_of=ids),
    mapping({"kind": st.just("source")}, published=start, tier=st.sampled_from(["press", "aggregator", "unsourced"])),
    mapping(
        {"kind": st.just("asset_freeze"), "from": start, "senders": some, "targets": some},
        scope=st.sampled_from(SCOPES),
        program=st.just(["P"]),
        continues=ids,
        reimposes=ids,
        delivers=ids,
    ),
    mapping(
        {"kind": st.sampled_from(["waiver", "wind_down", "delisting", "lapse"]), "from": start},
        eases=eases,
        targets=ids,
        senders=ids,
        scope=st.sampled_from(SCOPES),
        replaces=ids,
        delivers=ids,
    ),
    mapping(
        {
            "kind": st.sampled_from(["release", "payment", "detention"]),
            "from": start,
            "givers": some,
            "receivers": some,
        },
        quantity=amounts,
        of_which=parts,
        complete=maybe,
        includes=ids,
        people=people,
        delivers=ids,
    ),
    mapping(
        {"kind": st.sampled_from(["rearrest", "snapback"]), "from": start, "reverses": some},
        only=ids,
        quantity=amounts,
        people=people,
        by=ids,
        delivers=ids,
    ),
    mapping(
        {"kind": st.just("pledge"), "from": start, "givers": some, "receivers": some},
        quantity=amounts,
        due=start,
        not_before=start,
        order=ids.map(lambda names: {"with": names, "after": names}),
    ),
    mapping({"kind": st.just("observation"), "quantity": amounts}, holder=st.sampled_from(IDS), **{"from": start}),
    mapping({"kind": st.just("assertion"), "quantity": amounts}, givers=ids, receivers=ids, **{"from": start}),
    mapping(
        {
            "kind": st.just("claim"),
            "about": st.sampled_from(IDS),
            "field": st.sampled_from(
                ["quantity", "from", "until", "happened", "people", "size", "of_which", "no.thing"]
            ),
            "value": amounts | start | st.just("no") | st.just(["x1"]) | st.none(),
        }
    ),
    mapping({"kind": st.just("statement"), "act": st.just("denies")}, about=ids, by=ids),
]


@st.composite
def ledgers(draw):
    """A few records of any kind that name each other, themselves, or nothing, in any order."""
    drawn = draw(st.lists(st.one_of(KIND_OF), min_size=1, max_size=6))
    records = [KINDS.make({"kind": "state", "id": name}) for name in ("us", "by")]
    for number, fields in enumerate(drawn):
        try:
            records.append(KINDS.make({"id": f"x{number}", **fields}))
        except ValueError:  # an end before the start: no ledger that loads holds it
            continue
    return sl.Ledger(records, settings=Settings(units=units_of(PRISONERS if draw(maybe) else {})))


@given(ledgers())
def test_no_rule_raises_on_any_ledger_that_loads(ledger):
    for one in findings(ledger):
        assert one.message
        assert one.record is None or one.record in ledger


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing_that_is_found(ledger, random):
    records = list(ledger)
    random.shuffle(records)
    shuffled = attrs.evolve(ledger, records=records)
    assert {(one.code, one.record) for one in findings(ledger)} == {
        (one.code, one.record) for one in findings(shuffled)
    }


def test_the_cast_alone_breaks_no_rule():
    assert findings(story(cast=CAST)) == ()


def test_a_ledger_that_was_checked_and_is_let_go_of_takes_no_more_memory():
    ledger = story("- {kind: release, id: r, from: 2020, giver: by, receiver: us, quantity: 1 prisoners}")
    ledger.check()
    record_index = weakref.ref(ledger.record_index)
    del ledger
    gc.collect()
    assert record_index() is None
