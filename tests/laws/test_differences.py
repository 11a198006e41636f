"""What changed between two ledgers: all of it once, and the balances as they are asked for pair by pair."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from laws.samples import samples
from laws.universe import DAYS, SETTINGS, Plain, day, ledger_of, parties
from pydantic import ValidationError
from strategies import plain_ledgers, records

import sanctledger as sl
from sanctledger.values.bounds import NOTHING

SEEDS = st.integers(0, 10_000)
AXES = st.fixed_dictionaries(
    {"on": st.sampled_from(DAYS).map(day), "reading": st.sampled_from(["widest", "stated"])},
    optional={"known": st.integers(0, 14).map(day)},
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[sl.Ledger, sl.Ledger]:
    """A ledger, and what became of it: records left out, added and changed, companies moved, units declared again."""
    plains = draw(plain_ledgers())
    edited: list[Plain] = []
    for plain in plains:
        fate = draw(st.sampled_from(["kept", "kept", "kept", "left out", "noted", "disputed", "moved"]))
        if fate == "left out" and plain["id"] not in ("us", "by"):
            continue
        if fate == "noted":
            plain = plain | {"note": "seen again"}  # noqa: PLW2901 - the one that stays
        elif fate == "disputed" and "status" not in plain:
            plain = plain | {"status": "disputed"}  # noqa: PLW2901 - the same
        elif fate == "moved" and plain.get("country") == "by":
            plain = {key: value for key, value in plain.items() if key != "country"}  # noqa: PLW2901 - the same
            plain |= draw(st.sampled_from([{}, {"country": "us"}]))  # noqa: PLW2901 - the same
        edited.append(plain)
    old, new = ledger_of(plains), ledger_of(edited + draw(st.just([]) | records(prefix="x")))
    if draw(st.booleans()):
        new = sl.Ledger(new.records, settings=sl.Settings(title="again"))
    return (old, new) if draw(st.booleans()) else (new, old)


def above(ledger: Mapping[str, sl.Record], party: str) -> list[str]:
    """A party and all to whom it belongs."""
    found = [party]
    while (country := getattr(ledger.get(found[-1]), "country", None)) is not None:
        found.append(country)
    return found


def touched(view: sl.View) -> set[str]:
    """Those whom entries name."""
    entries = view.snapshot.entries
    return {party for entry in entries for party in (*entry.givers, *entry.receivers)}


def net(view: sl.View, a: str, b: str) -> dict[str, sl.Bounds]:
    """What a view answers about one pair; a country that has no record is asked for by those who belong to it."""
    sides = []
    for party in (a, b):
        belong = [one for one in touched(view) if party in above(view.snapshot.record_index.records, one)]
        if party in view.snapshot.record_index.records or party in belong:
            sides.append([party])
        elif belong:
            sides.append(belong)
        else:
            return {}
    return {row.unit: row.net.bounds for row in view.balance(*sides)}


@given(versions(), AXES)
def test_the_balances_that_moved_are_those_that_a_question_for_every_pair_finds(
    ledgers: tuple[sl.Ledger, sl.Ledger], axes: dict[str, object]
) -> None:
    old, new = (ledger.at(**axes) for ledger in ledgers)  # type: ignore[arg-type]
    named = sorted(
        {above(view.snapshot.record_index.records, party)[-1] for view in (old, new) for party in touched(view)}
    )
    moved = []
    for a, b in itertools.combinations(named, 2):
        before, after = net(old, a, b), net(new, a, b)
        for unit in sorted(before.keys() | after.keys()):
            ends = before.get(unit, NOTHING), after.get(unit, NOTHING)
            if ends[0] != ends[1]:
                moved.append((a, b, unit, *ends))
    found = sl.difference(*ledgers, **axes)  # type: ignore[arg-type]
    assert [(one.a, one.b, one.unit, one.before, one.after) for one in found.balances] == moved


@given(versions())
def test_every_id_is_told_once_and_only_where_the_files_differ(ledgers: tuple[sl.Ledger, sl.Ledger]) -> None:
    old, new = ledgers
    found = sl.difference(old, new, on=day(3))
    told = [one.id for one in (*found.added, *found.corrected, *found.changed, *found.removed)]
    assert len(told) == len(set(told))
    assert {one.id for one in (*found.added, *found.corrected)} == set(new.records) - set(old.records)
    assert {one.id for one in found.removed} == set(old.records) - set(new.records)
    both = set(old.records) & set(new.records)
    assert {one.id for one in found.changed} == {one for one in both if old[one].to_mapping() != new[one].to_mapping()}
    for one in found.corrected:
        assert {*one.corrects, *one.amends} & {*old.records, *(other.id for other in found.corrected)}
    for added in found.added:
        assert not {*added.corrects, *added.amends} & set(old.records)  # type: ignore[union-attr]
    assert bool(found) == (old != new)


@given(versions(), AXES)
def test_the_way_back_is_the_opposite(ledgers: tuple[sl.Ledger, sl.Ledger], axes: dict[str, object]) -> None:
    there = sl.difference(*ledgers, **axes)  # type: ignore[arg-type]
    back = sl.difference(*reversed(ledgers), **axes)  # type: ignore[arg-type]
    assert [(one.a, one.b, one.unit, one.after, one.before) for one in back.balances] == [
        (one.a, one.b, one.unit, one.before, one.after) for one in there.balances
    ]
    assert {one.id for one in (*there.added, *there.corrected)} == {one.id for one in back.removed}
    assert [one.id for one in there.changed] == [one.id for one in back.changed]
    for one, other in zip(there.changed, back.changed, strict=True):
        assert {(field.field, str(field.before), str(field.after)) for field in one.fields} == {
            (field.field, str(field.after), str(field.before)) for field in other.fields
        }


@given(plain_ledgers(), AXES, SEEDS)
def test_a_ledger_differs_in_nothing_from_itself_in_another_order(
    plains: list[Plain], axes: dict[str, object], seed: int
) -> None:
    shuffled = random.Random(seed).sample(plains, len(plains))  # noqa: S311 - no secret
    found = sl.difference(ledger_of(plains), ledger_of(shuffled), **axes)  # type: ignore[arg-type]
    assert not found
    assert (found.rows(), found.sections, str(found)) == ([], (), "nothing differs")


@given(st.sampled_from(sorted(sl.KINDS)).flatmap(samples), st.sampled_from(sorted(sl.KINDS)).flatmap(samples))
def test_records_of_any_kind_differ_where_what_is_written_does(one: Plain, other: Plain) -> None:
    try:
        made = [sl.KINDS.make(plain | {"id": "r"}) for plain in (one, other)]
    except ValidationError:  # no record is made of a start beyond the end
        return
    old, new = (sl.Ledger([*ledger_of(parties()), record], settings=SETTINGS) for record in made)
    assert not sl.difference(old, old, on="2025-01-01")
    found = sl.difference(old, new, on="2025-01-01")
    assert bool(found.changed) == (made[0].to_mapping() != made[1].to_mapping())
    was, now = made[0].to_mapping(), made[1].to_mapping()
    for changed in found.changed:
        assert {field.field.partition(".")[0] for field in changed.fields} == {
            key for key in was.keys() | now.keys() if was.get(key) != now.get(key)
        }
        assert all(str(field) for field in changed.fields)
    assert len(found.to_csv().splitlines()) >= len(found.rows())
