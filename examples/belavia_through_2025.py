"""The freezes of Belavia in 2025: the state of each on each day, and the records that changed it.

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
    """Print each state of each freeze of the airline, with its first day."""
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
