"""What was known on a day is the ledger cut to what was recorded by then."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from laws.answers import lines, positions
from laws.universe import SETTINGS, Plain, day, ledger_of
from strategies import iso, plain_ledgers

import sanctledger as sl


@st.composite
def recorded(draw: st.DrawFn) -> list[Plain]:
    """A ledger whose records say, mostly, when they could be known."""
    plains = draw(plain_ledgers(successors=3, claims=2))
    for plain in plains:
        if "from" in plain or plain["kind"] == "claim":
            if draw(st.booleans()):
                plain["recorded"] = iso(draw(st.integers(-1, 9)))
            elif draw(st.integers(0, 3)) == 3:
                plain["sources"] = draw(st.lists(st.sampled_from(["w1", "w2"]), min_size=1, unique=True))
    published = [iso(draw(st.integers(-2, 9))) for _ in range(2)]
    return [*plains, *({"kind": "source", "id": f"w{n + 1}", "published": text} for n, text in enumerate(published))]


@given(recorded(), st.integers(-3, 14))
def test_a_view_as_known_on_a_day_is_the_ledger_cut_to_what_was_recorded_by_then(plains: list[Plain], k: int) -> None:
    ledger, known = ledger_of(plains), day(k)
    counted = [record for record in ledger if (since := ledger.recorded(record.id)) is not None and since <= known]
    cut = sl.Ledger(counted, settings=SETTINGS)
    assert lines(ledger.entries(known=known)) == lines(cut.entries())
    assert positions(ledger, known=known) == positions(cut)


@given(recorded())
def test_what_is_known_after_the_last_record_is_everything(plains: list[Plain]) -> None:
    ledger = ledger_of(plains)
    last = max(since for record in ledger if (since := ledger.recorded(record.id)) is not None)
    if all(ledger.recorded(record.id) is not None for record in ledger):
        assert positions(ledger, known=last) == positions(ledger)
