"""What Belarus and the United States gave each other by the end of 2025, deal by deal.

Prints:

    minsk-2025-09: 51 prisoners, 51 stated
    minsk-2025-12: 122..123 prisoners, 123 stated
    thaw-2015: 6 prisoners, 6 stated
    outside any deal: 384 prisoners, 384 stated
    by-release-123: 122..123, from 4 sources
      quantity claimed as 122 prisoners by claim-122
"""

from __future__ import annotations

import sanctledger as sl


def main() -> None:
    """Print the prisoners of each deal, then the records behind the only amount that is not exact."""
    view = sl.load("belarus").at("2025-12-31")
    balance = view.balance("us", "by", by="deal", unit="prisoners")
    for row in balance:
        print(f"{row.group or 'outside any deal'}: {row.received} {row.unit}, {row.received.stated} stated")

    december = balance["minsk-2025-12"]
    for reason in december.explain().reasons:
        print(f"{reason.record}: {reason.amount}, from {len(reason.sources)} sources")
        for other in reason.because:
            print(f"  {other.says} {other.id}")


if __name__ == "__main__":
    main()
