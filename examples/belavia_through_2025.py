"""Which freezes of Belavia bit on which days of 2025, and what changed them.

Prints:

    us from 2025-01-01: in_force
    us from 2025-09-11: partly_eased by us-gl-11
    us from 2025-11-04: lifted by us-delisting-belavia
    eu from 2025-01-01: in_force
"""

from __future__ import annotations

import datetime as dt

import sanctledger as sl

LAST = dt.date(2025, 12, 31)


def main() -> None:
    """Follow each freeze of the airline from its state on one day to the day on which that ends."""
    ledger = sl.load("belarus")
    for sender in ("us", "eu"):
        day = dt.date(2025, 1, 1)
        while day <= LAST:
            (freeze,) = ledger.at(day).sanctions(sender=sender, target="belavia", kind="asset_freeze")
            by = f" by {' '.join(freeze.by)}" if freeze.by else ""
            print(f"{sender} from {day}: {freeze.state}{by}")
            day = freeze.until or dt.date.max


if __name__ == "__main__":
    main()
