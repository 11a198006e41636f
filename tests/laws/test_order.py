"""The order of records and of files means nothing."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from laws.answers import lines, positions
from laws.universe import SETTINGS, Plain, ledger_of
from strategies import plain_ledgers

import sanctledger as sl

SEEDS = st.integers(0, 10_000)


@given(plain_ledgers(reversals=3, successors=2, claims=2), SEEDS)
def test_the_order_of_records_changes_no_answer(plains: list[Plain], seed: int) -> None:
    shuffled = random.Random(seed).sample(plains, len(plains))  # noqa: S311 - no secret
    one, other = ledger_of(plains), ledger_of(shuffled)
    assert one == other
    assert positions(one) == positions(other)
    assert lines(one.entries()) == lines(other.entries())
    assert one.check() == other.check()


@given(plain_ledgers(), SEEDS, st.integers(1, 4))
def test_the_files_over_which_records_are_spread_change_no_answer(plains: list[Plain], seed: int, count: int) -> None:
    source = random.Random(seed)  # noqa: S311 - no secret
    files: list[list[Plain]] = [[] for _ in range(count)]
    for plain in plains:
        source.choice(files).append(plain)
    whole = ledger_of(plains)
    with tempfile.TemporaryDirectory() as folder:
        for number, some in enumerate(files):
            ending = source.choice(["yaml", "jsonl", "yml"])
            below = Path(folder) / source.choice(["a", "b"])
            below.mkdir(exist_ok=True)
            sl.Ledger([sl.KINDS.make(plain) for plain in some], settings=SETTINGS).save(below / f"{number}.{ending}")
        loaded = sl.load(folder)
    assert loaded == whole
    assert positions(loaded) == positions(whole)
