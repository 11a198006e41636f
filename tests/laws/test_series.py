"""A series says of each day what the view of that day says, and changes only where that does."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from laws.answers import SIDES, Sides
from laws.universe import DAYS, UNITS, Plain, day, ledger_of
from strategies import plain_ledgers

import sanctledger as sl
from sanctledger.questions.balance import NO_AMOUNT, Amount


@given(plain_ledgers(), st.sampled_from(SIDES), st.sampled_from([*UNITS, "in_force:asset_freeze"]), st.booleans())
def test_a_series_by_change_is_the_answer_of_every_day_and_no_step_repeats_another(
    plains: list[Plain], sides: Sides, unit: str, learning: bool
) -> None:
    ledger = ledger_of(plains)

    def asked(view: sl.View) -> Amount:
        return next((row.given for row in view.balance(*sides) if row.unit == unit), NO_AMOUNT)

    first, last = day(DAYS[0]), day(DAYS[-1] + 1)
    answer = ledger.at(last).series(asked, first, last, learning=learning)
    for number in DAYS:
        known = day(number) if learning else None
        assert answer.at(day(number)) == asked(ledger.at(day(number), known))
    for before, after in itertools.pairwise(answer):
        assert before.end == after.start
        assert before.amount != after.amount
    assert (answer[0].start, answer[-1].end) == (first, last)
