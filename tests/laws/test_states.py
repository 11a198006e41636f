"""The states of a measure are disjoint and fill its life."""

from __future__ import annotations

from hypothesis import given
from laws.universe import COUNTED, DAYS, STATES, Plain, day, ledger_of
from strategies import plain_ledgers

from sanctledger.values.periods import Certainty


@given(plain_ledgers(acts=0, easings=4, reversals=3))
def test_on_every_day_of_its_life_a_restraint_is_in_one_certain_state_or_among_several(plains: list[Plain]) -> None:
    ledger = ledger_of(plains)
    for number in DAYS:
        view = ledger.at(day(number))
        statuses = {(one.id, one.sender, one.target): one for one in view.sanctions()}
        for sanction in ledger.family("sanction"):
            if view.snapshot.versions.head(sanction.id) is not sanction:
                continue
            for measure in view.snapshot.measures.of(sanction):
                sure = [(days.state, days.periods.holds(day(number))) for days in measure.state_days()]
                certain = [state for state, holds in sure if holds is Certainty.YES]
                possible = {state for state, holds in sure if holds is not Certainty.NO}
                begins = measure.state_spans[0].start
                assert bool(possible) == (day(number).toordinal() >= begins)
                assert len(certain) <= 1
                assert not certain or possible == set(certain)
                one = statuses.get((sanction.id, measure.sender, measure.target))
                assert set(one.candidates if one else ()) == possible
                assert one is None or one.certain == bool(certain)
                assert possible <= set(STATES)


@given(plain_ledgers(acts=0, easings=4, reversals=3))
def test_each_restraint_yields_an_entry_for_each_counted_state_it_may_be_in(plains: list[Plain]) -> None:
    ledger = ledger_of(plains)
    for number in DAYS:
        counted = {
            (entry.record, entry.givers[0], entry.receivers[0], entry.unit.partition(":")[0])
            for entry in ledger.entries()
            if entry.periods.holds(day(number)) is not Certainty.NO
        }
        expected = {
            (one.id, one.givers[0], one.receivers[0], state)
            for one in ledger.at(day(number)).sanctions()
            for state in one.candidates
            if state in COUNTED
        }
        assert counted == expected
