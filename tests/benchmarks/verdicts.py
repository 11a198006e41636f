"""What a verdict costs beside a plain scan and beside SQL: `python tests/benchmarks/verdicts.py [RECORDS]`.

Needs duckdb (`pip install --group benchmarks`). All three answer the same questions from the same records, with exact
days and with chains of single owners, and are compared before they are timed. The tables of DuckDB have indexes on what
the query joins by.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import duckdb
import side_by_side

import sanctledger as sl

FIRST = dt.date(2010, 1, 1)
ACTIONS = ("export", "import", "finance", "service")
QUESTIONS = 200

SQL = """
WITH RECURSIVE chain(party) AS (
    SELECT $counterparty
    UNION
    SELECT owners.owner FROM owners JOIN chain ON owners.owned = chain.party WHERE owners.share >= 50
), reached AS (
    SELECT sanctions.id FROM sanctions JOIN chain ON sanctions.target = chain.party
    WHERE sanctions.sender = $sender AND sanctions.action = $action
      AND sanctions.start <= $day AND sanctions.ending > $day
      AND NOT EXISTS (
        SELECT 1 FROM easings WHERE easings.sanction = sanctions.id AND easings.lifts AND easings.start <= $day
      )
)
SELECT CASE WHEN count(*) = 0 THEN 'permitted' WHEN bool_and(freed) THEN 'licensed' ELSE 'prohibited' END
FROM (
    SELECT EXISTS (
        SELECT 1 FROM easings WHERE easings.sanction = reached.id AND NOT easings.lifts
          AND easings.start <= $day AND easings.ending > $day
    ) AS freed FROM reached
)
"""


def records(count: int) -> list[dict[str, Any]]:
    """As many sanctions and easings as asked for, in a proportion of two to one, on companies that own each other."""
    source = random.Random(7)  # noqa: S311 - no secret
    companies = [f"c{number}" for number in range(max(10, count // 5))]
    found: list[dict[str, Any]] = [{"kind": "state", "id": state} for state in ("us", "uk", "by")]
    for number, company in enumerate(companies):
        owner = [{"party": companies[source.randrange(number)], "share": source.choice([30, 50, 75])}] if number else []
        owners = owner if source.random() < 0.5 else []
        found.append({"kind": "company", "id": company, "country": "by", "owners": owners})
    sanctions = []
    for number in range(2 * count // 3):
        start = FIRST + dt.timedelta(days=source.randrange(5000))
        end = start + dt.timedelta(days=source.randrange(200, 3000))
        sanctions.append(f"s{number}")
        sanction = {
            "kind": "asset_freeze",
            "id": sanctions[-1],
            "sender": source.choice(["us", "uk"]),
            "target": source.choice(companies),
            "scope": {"action": [source.choice(ACTIONS)]},
        }
        found.append(sanction | {"from": start.isoformat(), "until": end.isoformat()})
    for number in range(count - len(sanctions)):
        start = FIRST + dt.timedelta(days=source.randrange(6000))
        end = start + dt.timedelta(days=source.randrange(100, 1500))
        lifts = source.random() < 0.2
        easing = {"kind": "delisting" if lifts else "general_license", "id": f"e{number}", "from": start.isoformat()}
        found.append(easing | {"eases": [source.choice(sanctions)]} | ({} if lifts else {"until": end.isoformat()}))
    return found


def tables(plain: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """The same records as tables with indexes, in memory."""
    database = duckdb.connect()
    database.execute("CREATE TABLE owners (owned VARCHAR, owner VARCHAR, share INTEGER)")
    database.execute(
        "CREATE TABLE sanctions (id VARCHAR, sender VARCHAR, target VARCHAR, action VARCHAR, start DATE, ending DATE)"
    )
    database.execute("CREATE TABLE easings (id VARCHAR, sanction VARCHAR, lifts BOOLEAN, start DATE, ending DATE)")
    rows: dict[str, list[tuple[Any, ...]]] = {"owners": [], "sanctions": [], "easings": []}
    for one in plain:
        rows["owners"] += [(one["id"], owner["party"], owner["share"]) for owner in one.get("owners", ())]
        if "sender" in one:
            action = one["scope"]["action"][0]
            rows["sanctions"].append((one["id"], one["sender"], one["target"], action, one["from"], one["until"]))
        if "eases" in one:
            end = one.get("until", "9999-12-31")
            rows["easings"].append((one["id"], one["eases"][0], one["kind"] == "delisting", one["from"], end))
    with_columns = {
        name: {f"c{at}": [row[at] for row in some] for at in range(len(some[0]))} for name, some in rows.items()
    }
    for name, columns in with_columns.items():
        unnested = ", ".join(f"unnest(${column})" for column in columns)
        database.execute(f"INSERT INTO {name} SELECT {unnested}", columns)
    for table, column in (("owners", "owned"), ("sanctions", "target"), ("sanctions", "id"), ("easings", "sanction")):
        database.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
    return database


def scanned(plain: list[dict[str, Any]], asked: dict[str, Any]) -> str:
    """The answer by looking at every record."""
    day, sender = asked["day"].isoformat(), asked["sender"]
    chain, grown = {asked["counterparty"]}, True
    while grown:
        more = {o["party"] for one in plain if one["id"] in chain for o in one.get("owners", ()) if o["share"] >= 50}
        grown = not more <= chain
        chain |= more
    reached = {
        one["id"]
        for one in plain
        if one.get("target") in chain and one["sender"] == sender and one["from"] <= day < one["until"]
        if one["scope"]["action"] == [asked["action"]]
    }
    acting = [one for one in plain if "eases" in one and one["from"] <= day < one.get("until", "9")]
    reached -= {one["eases"][0] for one in acting if one["kind"] == "delisting"}
    freed = {one["eases"][0] for one in acting if one["kind"] != "delisting"}
    return "permitted" if not reached else "licensed" if reached <= freed else "prohibited"


def main(count: int) -> None:
    """Print what one question costs in each way, warm."""
    plain = records(count)
    ledger = sl.Ledger([sl.KINDS.make(fields) for fields in plain])
    database = tables(plain)
    source = random.Random(11)  # noqa: S311 - no secret
    companies = [one["id"] for one in plain if one["kind"] == "company"]
    asked = [
        {
            "sender": source.choice(["us", "uk"]),
            "action": source.choice(ACTIONS),
            "counterparty": source.choice(companies),
            "day": FIRST + dt.timedelta(days=source.randrange(1000, 6000)),
        }
        for _ in range(QUESTIONS)
    ]
    prepared = [
        (ledger.at(one["day"]), sl.Activity(one["sender"], one["action"], one["counterparty"])) for one in asked
    ]

    def answered() -> list[str]:
        return [view.verdict(activity).verdict for view, activity in prepared]

    def queried() -> list[str]:
        return [database.execute(SQL, one).fetchall()[0][0] for one in asked]

    few = asked[:5]

    def looked_through() -> list[str]:
        return [scanned(plain, one) for one in few]

    told = answered()
    assert told == queried()
    assert told[: len(few)] == looked_through()
    spread = ", ".join(f"{told.count(word)} {word}" for word in sorted(set(told)))
    found = side_by_side.medians({"plain scan": looked_through, "DuckDB": queried, "verdict": answered}, rounds=5)
    each = {name: took / (len(few) if name == "plain scan" else len(asked)) for name, took in found.items()}
    title = f"One verdict, {count:,} sanctions and easings on {len(companies):,} companies ({spread})"
    print(side_by_side.table(title, each, "verdict"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
