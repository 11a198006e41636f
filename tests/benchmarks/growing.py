"""How work grows when the records that hang on one double: `python tests/benchmarks/growing.py [RECORDS]`.

For each shape the time of a check and of a balance, each of a fresh ledger, and how many times it grows.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import shapes

import sanctledger as sl

ASKED: dict[str, Callable[[sl.Ledger], object]] = {
    "check": lambda ledger: ledger.check(today="2026-01-01"),
    "balance": lambda ledger: ledger.at("2026-01-01").balance("us", "by").rows(),
}


def seconds(ledger: sl.Ledger, ask: Callable[[sl.Ledger], object]) -> float:
    """What one answer takes of the processor."""
    gc.collect()
    start = time.process_time()
    ask(ledger)
    return time.process_time() - start


def main(count: int) -> None:
    """Print a line for each shape."""
    print(f"Twice as many records: {2 * count:,} against {count:,}")
    for shape in shapes.SHAPES:
        told = []
        for name, ask in ASKED.items():
            few, many = (seconds(shapes.ledger(shape, size), ask) for size in (count, 2 * count))
            told.append(f"{name} {few * 1000:8.1f} ms, x {many / few:4.1f}")
        print(f"  {shape.__name__:<20} {'   '.join(told)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 800)
