"""What a check costs beside a load of the same records: `python tests/benchmarks/checking.py [RECORDS [ROUNDS]]`.

Each round loads the ledger and then checks it: both are timed apart, in turn, and nothing worked out before is used.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import mixed

import sanctledger as sl


def main(count: int, rounds: int) -> None:
    """Print the medians, the ratio, and the most memory that the process took."""
    loads, checks = [], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ledger.jsonl")
        file.write_text(mixed.as_jsonl(count))
        for _ in range(rounds):
            gc.collect()
            start = time.perf_counter()
            ledger = sl.load(file)
            loaded = time.perf_counter()
            gc.collect()
            before = time.perf_counter()
            report = ledger.check(today="2026-01-01")
            checks.append(time.perf_counter() - before)
            loads.append(loaded - start)
            del ledger
    load, check = statistics.median(loads), statistics.median(checks)
    print(f"{count:,} records, medians of {rounds}: {report.summary}")
    print(f"  load        {load * 1000:10.1f} ms")
    print(f"  check alone {check * 1000:10.1f} ms   x {check / load:.3f} of the load")
    print(f"  memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    main(size, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
