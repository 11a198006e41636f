"""The least number of detentions between two counts, from a stock and the recorded releases.

Prints:

    1,183 political prisoners on 2025-06-03, 1,201 on 2025-09-30, counted by viasna
    at least 57 came onto the list without a record
    behind it:
      earlier stock-2025-06-03
      later stock-2025-09-30
      out by-release-52
    on 2025-09-30 another observer differs: dissident-by counted 135 more
"""

from __future__ import annotations

import sanctledger as sl


def main() -> None:
    """Compare two counts of one observer with the releases between them."""
    stock = sl.load("belarus").at("2025-09-30").stock("by", "political prisoners")
    interval = stock["viasna"].between("2025-06-03", "2025-09-30")
    earlier, later = interval.earlier, interval.later
    counts = f"{earlier.amount} {stock.unit} on {earlier.day}, {later.amount} on {later.day}"
    print(f"{counts}, counted by {earlier.observer}")
    print(f"at least {interval.unrecorded_in.low} came onto the list without a record")

    print("behind it:")
    for reason in interval.explain().reasons:
        if reason.amount.low:  # what certainly counted
            print(f"  {reason.side} {reason.record}")

    for pair in stock.beside(days=0):
        if pair.one.observer == "viasna" and pair.one.day == later.day:
            other = pair.other.observer
            print(f"on {pair.other.day} another observer differs: {other} counted {pair.difference} more")


if __name__ == "__main__":
    main()
