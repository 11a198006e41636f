"""An import of two months of an official list, without a header and full of traps, into one ledger.

Prints:

    2023-09-01: 4 names, 6 sanctions; no findings
    2023-10-01: gone ofac-101, new ofac-105; no findings
    ofac-103 PETROV, Ivan (ПЕТРОВ, Иван), born 1960~
    ofac-104 PETROV, Ivan, born 1961-02, born 1958..1963
    ofac-101 asset_freeze: on 2023-09-15 maybe in_force lifted, as known on that day in_force
    service for ofac-102: prohibited, for ofac-101: permitted
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator

import sanctledger as sl

SEPTEMBER = """\
101,"NORTHWIND SHIPPING, S.A.",-0- ,"ZEPHYR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. 'NWS'."
102,"MAR AZUL","vessel","ZEPHYR",-0- ,"CL21","Tug",-0- ,"212","Cuba","NORTHWIND SHIPPING, S.A.","Vessel Registration \
Identification IMO 9000001."
103,"PETROV, Ivan","individual","ZEPHYR] [BOREAS","Minister",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB circa 1960; a.k.a. \
'ПЕТРОВ, Иван'."
104,"PETROV, Ivan","individual","BOREAS",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 29 Feb 1961; alt. DOB 1958 to 1963."
\x1a
"""
OCTOBER = "\n".join(SEPTEMBER.splitlines()[1:-1]) + '\n105,"BOREAS AIR",-0- ,"BOREAS"' + ",-0- " * 8 + "\n"

Row = dict[str, str]
NAMES = (
    "number",
    "name",
    "type",
    "programs",
    "title",
    "call sign",
    "vessel",
    "tons",
    "grt",
    "flag",
    "owner",
    "remarks",
)
KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}


def rows(text: str) -> dict[str, Row]:
    """Return the rows by number, each with the cells that have a value."""
    read = (row for row in csv.reader(text.splitlines()) if len(row) == len(NAMES))  # the last line is not a row
    filled = ({name: cell for name, cell in zip(NAMES, row, strict=True) if cell.strip() != "-0-"} for row in read)
    return {row["number"]: row for row in filled}


def born(remarks: str) -> Iterator[str]:
    """Return dates of birth as a ledger writes them. Unknown parts stay open; an impossible day becomes its month."""
    for text in re.findall(r"DOB ([^;.]+)", remarks):
        if circa := re.fullmatch(r"circa (\d{4})", text):
            yield f"{circa[1]}~"
        elif years := re.fullmatch(r"(\d{4}) to (\d{4})", text):
            yield f"{years[1]}..{years[2]}"
        else:
            *day, month, year = text.split()
            number = dt.datetime.strptime(month, "%b").replace(tzinfo=dt.UTC).month
            try:
                yield dt.date(int(year), number, int(day[0])).isoformat()
            except (IndexError, ValueError):
                yield f"{year}-{number:02}"


def party(row: Row, owners: dict[str, list[str]]) -> sl.Record:
    """Return the party of a row. Names recur but the numbers of the list do not, so the id comes from the number."""
    remarks = row.get("remarks", "")
    identifiers = {"ofac": row["number"]}
    if imo := re.search(r"IMO (\d{7})", remarks):
        identifiers["imo"] = imo[1]
    fields: dict[str, object] = {
        "kind": KINDS.get(row.get("type", ""), "organization"),
        "id": f"ofac-{row['number']}",
        "name": row["name"],
        "aliases": re.findall(r"a\.k\.a\. '([^']+)'", remarks),
        "identifiers": identifiers,
        "tags": [f"born {day}" for day in born(remarks)],
    }
    if (
        len(same := owners.get(row.get("owner", ""), [])) == 1
    ):  # if two parties have one name, neither is certainly the owner
        fields["owners"] = same
    return sl.KINDS.make(fields)


def sanctions(row: Row, day: str) -> Iterator[sl.Record]:
    """Return the sanctions of a row. The party is listed on that day, and nobody knows since when."""
    number = row["number"]
    said = {
        "from": f"..{day}",
        "sender": "us",
        "target": f"ofac-{number}",
        "program": row["programs"].split("] ["),
        "list": ["SDN"],
        "recorded": day,
        "sources": [{"source": f"sdn-{day}", "at": f"number {number}"}],
    }
    yield sl.KINDS.make({"kind": "asset_freeze", "id": f"us-sdn-{number}", **said})
    if row.get("type") == "individual":
        yield sl.KINDS.make({"kind": "travel_ban", "id": f"us-ban-{number}", **said})


def source(day: str) -> sl.Record:
    """Return the file as a source, published on its day."""
    fields = {"kind": "source", "id": f"sdn-{day}", "title": "The list", "published": day, "tier": "primary"}
    return sl.KINDS.make(fields)


def listed(text: str, day: str) -> list[sl.Record]:
    """Return all records of a file."""
    read = rows(text)
    owners: dict[str, list[str]] = {}
    for row in read.values():
        owners.setdefault(row["name"], []).append(f"ofac-{row['number']}")
    return [
        source(day),
        *(party(row, owners) for row in read.values()),
        *(sanction for row in read.values() for sanction in sanctions(row, day)),
    ]


def grown(ledger: sl.Ledger, records: Iterable[sl.Record], before: str, day: str) -> sl.Ledger:
    """Return a ledger with the additions of a later file, and a delisting of each party that it no longer lists.

    Nothing is taken out. Who is back on a later file needs the act: a sanction that `reimposes` the lifted one.
    """
    later = {record.id: record for record in records}
    delistings = [
        sl.KINDS.make(
            {
                "kind": "delisting",
                "id": f"{record.id}-off",
                "from": f"{before}..{day}",
                "eases": [record.id],
                "recorded": day,
                "sources": [f"sdn-{day}"],
                "note": f"On the list of {before} and not on that of {day}; the act was not looked up.",
            }
        )
        for record in ledger.family(sl.Sanction)
        if record.id not in later and f"{record.id}-off" not in ledger
    ]
    return ledger.with_records(*(one for one in later.values() if one.id not in ledger), *delistings)


def main() -> None:
    """Read the file of September, add that of October, and print answers."""
    us = sl.KINDS.make({"kind": "state", "id": "us", "name": "United States", "iso": "US"})
    first = sl.Ledger([us, *listed(SEPTEMBER, "2023-09-01")])
    many = len(first.family(sl.Party)) - 1, len(first.family(sl.Sanction))
    print(f"2023-09-01: {many[0]} names, {many[1]} sanctions; {first.check(today='2023-09-01').summary}")

    ledger = grown(first, listed(OCTOBER, "2023-10-01"), "2023-09-01", "2023-10-01")
    lifted = (sanction for sanction in ledger.family(sl.Sanction) if f"{sanction.id}-off" in ledger)
    gone = [target for sanction in lifted for target in sanction.targets]
    new = [party.id for party in ledger.family(sl.Party) if party.id not in first]
    print(f"2023-10-01: gone {' '.join(gone)}, new {' '.join(new)}; {ledger.check(today='2023-10-01').summary}")

    for who in ledger.family(sl.Party):
        if who.name == "PETROV, Ivan":
            also = f" ({', '.join(who.aliases)})" if who.aliases else ""
            print(f"{who.id} {who.name}{also}, {', '.join(who.tags)}")

    (after,) = ledger.at("2023-09-15").sanctions(target="ofac-101")
    (then,) = ledger.at("2023-09-15", known="2023-09-15").sanctions(target="ofac-101")
    print(f"ofac-101 {after.kind}: on 2023-09-15 {after.state}, as known on that day {then.state}")

    view = ledger.at("2023-10-01")
    may = {
        who: view.verdict(sl.Activity(actor="us", action="service", counterparty=who)) for who in (*gone, "ofac-102")
    }
    print(f"service for ofac-102: {may['ofac-102'].verdict}, for ofac-101: {may['ofac-101'].verdict}")


if __name__ == "__main__":
    main()
