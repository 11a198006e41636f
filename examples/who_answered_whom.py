"""The easings that answered releases in 2025, after how many days, and those that are only close in time.

Prints:

    nothing inferred
      us-gl-11 answers by-release-52 after 0..10 days: deal
      us-bis-letter maybe answers by-release-52 after 1..11 days: deal
      us-delisting-belavia maybe answers by-release-52 after 54..64 days: deal
      us-gl-13 answers by-release-123 after 2 days: deal
      the US answered 2 of 7..8 in kind: 0.25..2/7
    inferred within 30 days
      us-gl-11 maybe answers by-release-314 after 1..30 days: inferred
      us-bis-letter maybe answers by-release-314 after 2..30 days: inferred
      us-gl-11 answers by-release-52 after 0..10 days: deal
      us-bis-letter maybe answers by-release-52 after 1..11 days: deal
      us-delisting-belavia maybe answers by-release-52 after 54..64 days: deal
      us-gl-13 answers by-pardon-2025-11-22 after 23 days: inferred
      us-gl-13 answers by-release-123 after 2 days: deal
      the US answered 3..4 of 7..8 in kind: 0.375..0.5
"""

from __future__ import annotations

import sanctledger as sl


def main() -> None:
    """Print the responses without a window, then with one, and the share of moves that were answered."""
    view = sl.load("belarus").at("2025-12-31")
    for window in (None, 30):
        found = view.reciprocity("us", "by", since="2025-06-01", window=window)
        print("nothing inferred" if window is None else f"inferred within {window} days")
        for one in found:
            if one.by.startswith("us-") and one.in_kind:
                maybe = "" if one.certainty is sl.Certainty.YES else "maybe "
                print(f"  {one.by} {maybe}answers {one.to} after {one.lag} days: {one.rule}")
        reply = found.replies[0]
        print(f"  the US answered {reply.in_kind} of {reply.moves} in kind: {reply.rate}")


if __name__ == "__main__":
    main()
