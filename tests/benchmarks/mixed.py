"""A made-up ledger of any size: sanctions, easings, concessions, reversals and claims, mixed as in real cases."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

STATES = [f"state-{number}" for number in range(12)]
KINDS = ["asset_freeze", "travel_ban", "export_control", "financial_restriction", "flight_ban"]


def parties(companies: int) -> Iterator[dict[str, Any]]:
    """Twelve states, and companies that belong to them."""
    for state in STATES:
        yield {"kind": "state", "id": state, "name": state.title()}
    for number in range(companies):
        yield {"kind": "company", "id": f"company-{number}", "country": STATES[number % len(STATES)]}


def records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many mixed records, parties and sources included; the same for the same seed."""
    random_ = random.Random(seed)  # noqa: S311 - made-up data
    companies = max(20, count // 50)
    made = 0
    for party in parties(companies):
        yield party
        made += 1
    for number in range(20):
        yield {"kind": "source", "id": f"source-{number}", "published": f"20{10 + number % 15}-03-01", "tier": "press"}
        made += 1
    sanctions: list[str] = []
    releases: list[str] = []
    while made < count:
        number, made = made, made + 1
        start = _day(random_)
        one: dict[str, Any] = {"id": f"record-{number}", "from": start, "sources": _sources(random_)}
        giver, receiver = random_.sample(STATES, 2)
        chance = random_.random()
        if chance < 0.55 or not sanctions or not releases:
            target = f"company-{random_.randrange(companies)}"
            one |= {"kind": random_.choice(KINDS), "senders": [giver], "targets": [target], "program": ["P-1"]}
            one |= {"authority": [f"Order {number % 40}"], "scope": {"action": ["export"], "goods": ["aviation.parts"]}}
            sanctions.append(one["id"])
            if random_.random() < 0.5:
                releases.append(number_of := f"release-{number}")
                yield {
                    "kind": "release",
                    "id": number_of,
                    "from": start,
                    "givers": [receiver],
                    "receivers": [giver],
                    "quantity": f"{random_.randrange(1, 60)} prisoners",
                    "sources": _sources(random_),
                    "note": "A made-up release.",
                }
                made += 1
        elif chance < 0.8:
            kind = random_.choice(["general_license", "wind_down", "delisting"])
            one |= {"kind": kind, "eases": [random_.choice(sanctions)], "instrument": f"GL {number}"}
            if kind == "wind_down":
                one["until"] = f"{int(start[:4]) + 1}{start[4:]}"
        elif chance < 0.95:
            one |= {"kind": "pardon", "givers": [receiver], "receivers": [giver], "quantity": "over 10 prisoners"}
        elif chance < 0.98:
            one |= {"kind": "rearrest", "by": [receiver], "reverses": [random_.choice(releases)]}
            one["quantity"] = "1 prisoners"
        else:
            one |= {"kind": "claim", "about": random_.choice(releases), "field": "quantity", "value": "7 prisoners"}
        yield one


def _day(random_: random.Random) -> str:
    day = f"20{random_.randrange(10, 26)}-{random_.randrange(1, 13):02}-{random_.randrange(1, 29):02}"
    return day if random_.random() < 0.9 else day[:7]


def _sources(random_: random.Random) -> list[Any]:
    one = f"source-{random_.randrange(20)}"
    return [one, {"source": f"source-{random_.randrange(20)}", "at": f"p. {random_.randrange(40)}"}]


def as_jsonl(count: int) -> str:
    """The records as JSON lines, with a header."""
    lines = [{"sanctledger": 1, "title": "Made up"}, *records(count)]
    return "".join(json.dumps(line) + "\n" for line in lines)
