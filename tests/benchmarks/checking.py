"""What a check costs beside a load of the same records: `python tests/benchmarks/checking.py [RECORDS [ROUNDS]]`.

Each round loads the ledger and then checks it: both are timed apart, in turn, and nothing worked out before is used.
The time of the processor is told beside that of the clock, which others who use the machine lengthen.
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


def now() -> tuple[float, float]:
    """The time of the clock and of the processor, in seconds."""
    return time.perf_counter(), time.process_time()


def since(start: tuple[float, float]) -> tuple[float, float]:
    """What both have gone on since."""
    clock, processor = now()
    return clock - start[0], processor - start[1]


def main(count: int, rounds: int) -> None:
    """Print the medians, the ratio, and the most memory that the process took."""
    loads, checks = [], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ledger.jsonl")
        file.write_text(mixed.as_jsonl(count))
        for _ in range(rounds):
            gc.collect()
            start = now()
            ledger = sl.load(file)
            loads.append(since(start))
            gc.collect()
            start = now()
            report = ledger.check(today="2026-01-01")
            checks.append(since(start))
            del ledger
    print(f"{count:,} records, medians of {rounds}: {report.summary}")
    for number, name in enumerate(("clock", "processor")):
        load, check = (statistics.median(one[number] for one in timed) for timed in (loads, checks))
        ratio = f"x {check / load:.3f} of the load"
        print(f"  {name:<9}  load {load * 1000:10.1f} ms   check alone {check * 1000:10.1f} ms   {ratio}")
    print(f"  memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    main(size, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
