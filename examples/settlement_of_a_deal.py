"""The settlement of the bargain of September 2025 at the end of the year: which promises were kept, and by whom.

Prints:

    pledge-52 (by): 51 of 52 prisoners, 1 outstanding, 1 taken back, part_kept, score 2
    pledge-belavia (us): 1 of 1 general_license, 0 outstanding, 0 taken back, kept, score 3
    pledge-embassy (us): 0 of 1 diplomatic_step, 1 outstanding, 0 taken back, open, score 0
    pledge-trade (us): 0 of 1 trade_step, 1 outstanding, 0 taken back, open, score 0
    firm promises: 0.9904 delivered on average
    first: maybe by or us, by 0..10 days
    behind the 51:
      promised by pledge-52, from 2 sources
      delivered by by-release-52, from 3 sources
        1 prisoner taken back by by-statkevich-back
        from claimed as 2025-09-01 by claim-52-day
"""

from __future__ import annotations

import sanctledger as sl


def main() -> None:
    """Print each promise with its figures, the side that moved first, and the records behind one of the figures."""
    settlement = sl.load("belarus").at("2025-12-31", known="2026-01-31").settlement("minsk-2025-09")
    for leg in settlement:
        if leg.pledged and leg.score is not None:
            rest = f"{leg.outstanding} outstanding, {leg.reversed} taken back"
            figures = f"{leg.delivered} of {leg.promised} {leg.unit}, {rest}"
            print(f"{leg.id} ({' '.join(leg.givers)}): {figures}, {leg.state}, score {leg.score}")
    if settlement.fraction is not None:
        print(f"firm promises: {settlement.fraction.stated} delivered on average")
    print(f"first: {settlement.first}")

    print("behind the 51:")
    for reason in settlement["pledge-52"].explain().reasons:
        print(f"  {reason.side} by {reason.record}, from {len(reason.sources)} sources")
        for other in reason.because:
            print(f"    {other.says} {other.id}")


if __name__ == "__main__":
    main()
