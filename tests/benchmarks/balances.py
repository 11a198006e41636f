"""What a closing balance costs beside a scan of the entries: `python tests/benchmarks/balances.py [RECORDS]`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import mixed
import side_by_side

import sanctledger as sl
from sanctledger.posting.postings import Counted
from sanctledger.values.bounds import total


def main(count: int) -> None:
    """Print the comparison for one pair on one day, warm, and what the first question costs."""
    ledger = sl.Ledger([sl.KINDS.make(fields) for fields in mixed.records(count)])
    view = ledger.at("2020-06-01")
    position, a, b = view, frozenset({mixed.STATES[1]}), frozenset({mixed.STATES[2]})

    def indexed() -> object:
        return position.index(rollup=True).given(a, b, position.day)

    def scanned() -> object:
        snapshot, sums = position.snapshot, {}
        for entry in snapshot.entries:
            if snapshot.touched(entry.givers, rollup=True) & a and snapshot.touched(entry.receivers, rollup=True) & b:
                sums.setdefault(entry.unit, []).append(Counted(entry, entry.unit, entry.amount).on(position.day))
        return {unit: total(amounts) for unit, amounts in sums.items()}

    assert indexed() == scanned()
    title = f"One pair, one day, {len(ledger.entries()):,} entries"
    print(side_by_side.table(title, side_by_side.medians({"scan": scanned, "prefix sums": indexed}), "scan"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
