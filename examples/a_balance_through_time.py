"""The number of prisoners that Belarus released to the United States, as known now and as known on each day.

Prints:

    as known now
      2025-12-01: 441
      2025-12-13: 563..564
    as known on each day
      2025-12-01: 441
      2025-12-13: 564
      2025-12-15: 563..564
"""

from __future__ import annotations

import sanctledger as sl
from sanctledger.questions.balance import BalanceRow

SINCE, UNTIL = "2025-12-01", "2026-01-01"


def freed(view: sl.View) -> BalanceRow:
    """Return the row of the balance that the series follows."""
    return view.balance("by", "us", unit="prisoners")["prisoners"]


def main() -> None:
    """Print one row of a balance through a month, first as known now, then as known on each day."""
    view = sl.load("belarus").at(UNTIL)
    print(view.series(freed, SINCE, UNTIL, title="as known now"))
    print(view.series(freed, SINCE, UNTIL, title="as known on each day", learning=True))


if __name__ == "__main__":
    main()
