"""A hostile file takes little memory, however it is read. The files are those of the benchmark, made small."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.hostile import cases

from sanctledger.ledger import read

SIZE = 300_000
#: Not repeated here, because counting memory makes these take seconds. Other tests check their limits.
SLOW = ("fields of one record", "unknown sections")
CASES = [case for case in cases(SIZE) if case[0] not in SLOW]
#: The largest memory of reading beyond the file, in bytes. Times are measured by the benchmark, not by tests.
MOST = 30_000_000


@pytest.mark.parametrize(("ending", "data"), [case[1:] for case in CASES], ids=[f"{one[0]}{one[1]}" for one in CASES])
def test_a_hostile_file_is_read_or_reported_within_bounds(tmp_path: Path, ending: str, data: Callable[[], bytes]):
    path = tmp_path / f"hostile{ending}"
    path.write_bytes(data())
    tracemalloc.start()
    try:
        loaded = read(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(str(loaded.report)) < SIZE
    assert most - path.stat().st_size < MOST
