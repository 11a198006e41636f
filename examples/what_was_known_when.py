"""One day as known on several days: how the answers about 12 September 2025 changed.

Prints:

    known on 2025-09-11: 52 prisoners freed in Minsk, Polish border not known to be closed
    known on 2025-09-12: 52 prisoners freed in Minsk, Polish border closed until 2025-09-16
    known on 2025-09-16: 51 prisoners freed in Minsk, Polish border closed until 2025-09-16
    known on 2025-09-23: 51 prisoners freed in Minsk, Polish border closed until 2025-09-25
    pl-border: ends 2025-09-16, known since 2025-09-12
    pl-border-corrected: ends 2025-09-25T00:00+02:00, known since 2025-09-23
"""

from __future__ import annotations

import sanctledger as sl


def main() -> None:
    """Print the same two answers about one day, as known on four days."""
    ledger = sl.load("belarus")
    for known in ("2025-09-11", "2025-09-12", "2025-09-16", "2025-09-23"):
        view = ledger.at("2025-09-12", known=known)
        freed = view.balance("by", "us", by="deal", unit="prisoners")["minsk-2025-09"].given
        closed = view.sanctions(sender="pl", kind="border_closure")
        border = f"closed until {closed[0].until}" if len(closed) else "not known to be closed"
        print(f"known on {known}: {freed} prisoners freed in Minsk, Polish border {border}")

    for record in ledger.line("pl-border"):
        print(f"{record.id}: ends {record.end}, known since {ledger.recorded(record.id)}")


if __name__ == "__main__":
    main()
