"""The rest of a freeze after an easing: three general licences and a delisting of the Belarus case.

Prints:

    us-gl-11 of us-sdn-belavia: frees deal, hold; leaves unblock
    us-gl-12-owners of us-sdn-slavkali: frees no action wholly; leaves deal, hold, unblock
    us-gl-13 of us-sdn-belaruskali: frees deal, hold; leaves unblock
    us-delisting-belavia of us-sdn-belavia: frees deal, hold, unblock; leaves nothing
"""

from __future__ import annotations

import sanctledger as sl

PAIRS = {
    "us-gl-11": "us-sdn-belavia",
    "us-gl-12-owners": "us-sdn-slavkali",
    "us-gl-13": "us-sdn-belaruskali",
    "us-delisting-belavia": "us-sdn-belavia",
}


def reach(ledger: sl.Ledger, record_id: str) -> sl.Scope:
    """Return the scope of a sanction or an easing, under the terms of the ledger."""
    record = ledger[record_id]
    if not isinstance(record, sl.Sanction | sl.Easing):
        raise TypeError(record_id)
    return ledger.record_index.reach(record)


def main() -> None:
    """Subtract the scope of each easing from that of the freeze, and print the actions that are left."""
    ledger = sl.load("belarus")
    for easing, freeze in PAIRS.items():
        left = reach(ledger, freeze) - reach(ledger, easing)
        bites = {action: left.intersects(sl.Scope.of(action=action)) for action in ("deal", "hold", "unblock")}
        free = ", ".join(action for action, bite in bites.items() if not bite) or "no action wholly"
        barred = ", ".join(action for action, bite in bites.items() if bite) or "nothing"
        print(f"{easing} of {freeze}: frees {free}; leaves {barred}")


if __name__ == "__main__":
    main()
