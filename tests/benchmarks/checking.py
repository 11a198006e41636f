"""What a check costs beside a load of the same records: `python tests/benchmarks/checking.py [RECORDS]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import mixed
import side_by_side

import sanctledger as sl


def main(count: int) -> None:
    """Print the comparison; a fresh ledger each time, so that nothing worked out before is used again."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ledger.jsonl")
        file.write_text(mixed.as_jsonl(count))
        ways = {"load": lambda: sl.load(file), "load, then check": lambda: sl.load(file).check(today="2026-01-01")}
        print(side_by_side.table(f"{count:,} records", side_by_side.medians(ways, 5), "load"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
