"""A measure that the library does not know: a quota on potash, as a kind of its own.

Prints:

    potash_quota eu-quota
    1
"""

from __future__ import annotations

from typing import Literal

import sanctledger as sl


class PotashQuota(sl.Sanction, frozen=True):
    """A limit on the amount of potash that may be bought in a year."""

    kind: Literal["potash_quota"] = "potash_quota"
    tonnes: sl.Quantity


def main() -> None:
    """Add a record of the new kind to the shipped case, and print a balance."""
    kinds = sl.KINDS.with_kind(PotashQuota)
    quota = kinds.make(
        {
            "kind": "potash_quota",
            "id": "eu-quota",
            "from": "2026-01-01",
            "sender": "eu",
            "target": "belaruskali",
            "tonnes": "at most 200,000 tonnes",
        }
    )
    ledger = sl.load("belarus", kinds=kinds).with_records(quota)
    print(ledger["eu-quota"])
    print(ledger.at("2026-02-01").balance("eu", "by", by="kind")["potash_quota"].given)


if __name__ == "__main__":
    main()
