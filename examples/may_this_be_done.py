"""May aircraft parts be sold to Belavia: by whom, and on which days?

Prints:

    us: licensed, reached by us-bis-aircraft and us-sdn-belavia
      on condition: For aircraft of class 9A991.b that the airline owns, leases or controls
    pl: prohibited, reached by eu-freeze-belavia
    free from 2021-01-01 until 2022-04-08
    free from 2025-09-12 until 2026-01-01
    uncertain for 0 days
"""

from __future__ import annotations

import sanctledger as sl


def main() -> None:
    """Print the verdicts for two sellers on one day, then the days on which the first was free to sell."""
    ledger = sl.load("belarus")
    american = sl.Activity(actor="us", action="export", counterparty="belavia", goods="aviation.parts")
    polish = sl.Activity(actor="pl", action="export", counterparty="belavia", goods="aviation.parts")
    view = ledger.at("2025-10-01")
    for answer in view.verdicts([american, polish]):
        print(f"{answer.activity.actor}: {answer.verdict}, reached by {' and '.join(answer.reached_by)}")
        for condition in answer.conditions:
            print(f"  on condition: {condition.text}")

    windows = view.windows(american, "2021-01-01", "2026-01-01")
    for start, end in windows.on("permitted", "licensed"):
        print(f"free from {start} until {end}")
    print(f"uncertain for {sum(one.days for one in windows if one.verdict == 'uncertain')} days")


if __name__ == "__main__":
    main()
