"""The value of the bargain of September 2025 on every shipped scale, and on a scale of your own.

Prints:

    equal: the US gave 3, Belarus 0
    goldstein-gdelt: the US gave 19, Belarus 2
    goldstein-icews: the US gave 19, Belarus 2
    plover: the US gave 13.5, Belarus -0.5
    persons-first (1): net 19..59
      Not valued, and counted as nothing: 4 of 9 moves. (this answer)
      Benefits and burdens are added; look at both before the total. (this answer)
"""

from __future__ import annotations

from decimal import Decimal

import sanctledger as sl


def main() -> None:
    """Value the deal on the shipped scales, then with your own weights, each with its reason."""
    view = sl.load("belarus").at("2025-12-31")
    for name in sl.valuations():
        moves = view.moves("us", "by", deal="minsk-2025-09", valuation=name)
        print(f"{name}: the US gave {moves.given.total}, Belarus {moves.received.total}")

    mine = sl.Valuation.of(
        "persons-first",
        {"release": "1 per prisoners", "rearrest": "-1 per prisoners", "easing": "10..30", "delisting": Decimal(50)},
        version="1",
        citation="The analyst's own judgement",
    )
    moves = view.moves("us", "by", deal="minsk-2025-09", valuation=mine)
    print(f"{moves.scale}: net {moves.net}")
    for warning in moves.warnings:
        print(f"  {warning}")


if __name__ == "__main__":
    main()
