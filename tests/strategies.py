"""Small ledgers at random, as plain data: sanctions, what eases them, acts, what takes them back, and rival claims."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from laws.universe import DAYS, LATER, SCOPES, UNITS, Plain, chain, day, parties

Draw = st.DrawFn

SANCTIONS = ("asset_freeze", "travel_ban", "export_control")
LICENCES = ("general_license", "waiver", "suspension", "wind_down", "specific_license")
LIFTINGS = ("delisting", "termination", "lapse")
ACTS = ("release", "payment")
REVERSALS = ("snapback", "revocation", "rearrest")
DOUBTED = ("disputed", "scheduled")
#: Units that a part of an amount may be told in.
PARTS = {
    "prisoners": ("political prisoners", "journalists", "minors", "foreigners"),
    "political prisoners": ("journalists", "minors", "foreigners"),
    "minors": ("journalists",),
    "journalists": ("foreigners",),
    "foreigners": ("lithuanians", "journalists"),
}


def iso(number: int) -> str:
    """The text of a day."""
    return day(number).isoformat()


def rarely(once_in: int) -> st.SearchStrategy[bool]:
    """True once in so many times; it shrinks to false."""
    return st.integers(0, once_in - 1).map(lambda drawn: drawn == once_in - 1)


def some(choices: tuple[str, ...], most: int = 2) -> st.SearchStrategy[list[str]]:
    """One or a few of some choices."""
    return st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True)


@st.composite
def dates(draw: Draw, first: int, last: int, *, vague: bool) -> tuple[int, int, str]:
    """A date between two days: its earliest and latest day, and its text."""
    earliest = draw(st.integers(first, last))
    if not vague or not draw(rarely(3)):
        return earliest, earliest, iso(earliest) + draw(st.sampled_from(["", "", "?", "T18:00"]))
    form = draw(st.sampled_from(["range", "range", "about", "from", "to", "unknown"]))
    if form == "range":
        latest = draw(st.integers(earliest, min(earliest + 2, DAYS[-1])))
        return earliest, latest, f"{iso(earliest)}..{iso(latest)}"
    if form == "about" and 1 <= earliest < DAYS[-1]:
        return earliest - 1, earliest + 1, iso(earliest) + "~"
    if form == "from":
        return earliest, LATER, f"{iso(earliest)}.."
    if form == "to":
        return 0, earliest, f"..{iso(earliest)}"
    return 0, LATER, "unknown"


@st.composite
def spans(draw: Draw, *, vague: bool, ends: bool = True) -> Plain:
    """The `from` of a record, and its `until` or `through`."""
    earliest, _, text = draw(dates(0, DAYS[-1] - 1, vague=vague))
    span: Plain = {"from": text}
    if ends and draw(rarely(3)):
        word = draw(st.sampled_from(["until", "until", "through"]))
        after = earliest if word == "through" else earliest + 1
        _, last, end = draw(dates(after, DAYS[-1], vague=vague))
        span[word] = end.removesuffix("T18:00") if last <= earliest else end
    return span


@st.composite
def quantities(draw: Draw, units: tuple[str, ...], *, vague: bool, most: int = 6, least: int = 0) -> Plain:
    """An amount as a mapping: exact, within bounds, or unbounded above."""
    low = draw(st.integers(least, most))
    form = draw(st.sampled_from(["exact", "exact", "exact", "range", "open"])) if vague else "exact"
    quantity: Plain = {"low": low, "unit": draw(st.sampled_from(units))}
    if form != "open":
        quantity["high"] = low if form == "exact" else draw(st.integers(low, low + 2))
    return quantity


def high(quantity: Plain) -> int:
    """The greatest amount that is tried for a quantity."""
    return int(quantity.get("high", quantity["low"]))


@st.composite
def statuses(draw: Draw, *, vague: bool) -> Plain:
    """The status of a record, if it is not the default."""
    if vague and draw(rarely(4)):
        return {"status": draw(st.sampled_from(DOUBTED))}
    return {}


class Stories:
    """The records of one ledger, as they are drawn."""

    def __init__(
        self,
        draw: Draw,
        *,
        vague: bool = True,
        prefix: str = "",
        shared: bool = True,
        handovers: bool = False,
        totals: bool = False,
        handed_on: bool = False,
    ) -> None:
        self.draw, self.vague, self.prefix, self.shared = draw, vague, prefix, shared
        self.handovers, self.totals, self.handed_on = handovers, totals, handed_on
        self.records: list[Plain] = []
        self.taken: set[str] = set()
        self.counted: set[str] = set()

    def ids(self, *kinds: str) -> list[str]:
        """The records of some kinds, so far."""
        return [record["id"] for record in self.records if record["kind"] in kinds]

    def countable(self, unit: str) -> list[str]:
        """The acts so far that lie below no total and are counted in a unit with all of their amount."""
        acts = [self.named(one) for one in self.ids(*ACTS) if one not in self.counted]
        return [one["id"] for one in acts if "quantity" in one and unit in chain(one["quantity"]["unit"])]

    def named(self, record_id: str) -> Plain:
        """A record by id."""
        return next(record for record in self.records if record["id"] == record_id)

    def add(self, letter: str, kind: str, *, ends: bool = True, **fields: Any) -> Plain:
        """Add a record of a kind."""
        number = sum(record["id"].startswith(self.prefix + letter) for record in self.records)
        record: Plain = {"kind": kind, "id": f"{self.prefix}{letter}{number}"}
        record |= self.draw(spans(vague=self.vague, ends=ends)) | self.draw(statuses(vague=self.vague))
        record |= {field: value for field, value in fields.items() if value is not None}
        self.records.append(record)
        return record

    def scope(self) -> Plain | None:
        """A scope, mostly everything."""
        return SCOPES[self.draw(st.sampled_from(["all"] * 5 + list(SCOPES)))]

    def sanction(self) -> None:
        """Add a sanction; it may follow an earlier one."""
        draw, fields = self.draw, dict[str, Any]()
        if (before := self.ids(*SANCTIONS)) and self.shared and draw(rarely(3)):
            fields[draw(st.sampled_from(["continues", "reimposes"]))] = [draw(st.sampled_from(before))]
        if self.handed_on and (before := [one for one in self.ids(*SANCTIONS) if one not in self.taken]):
            fields["continues"] = [draw(st.sampled_from(before))]
            self.taken.update(fields["continues"])
        fields["program"] = [self.prefix + "p"] if draw(st.booleans()) else None
        senders = draw(some(("us", "eu"))) if self.shared else ["us"]
        targets = draw(some(("belavia", "crew", "by"))) if self.shared else ["belavia"]
        if self.handed_on and draw(rarely(3)):
            targets = draw(some(("belavia", "by")))
        self.add("s", draw(st.sampled_from(SANCTIONS)), senders=senders, targets=targets, scope=self.scope(), **fields)

    def easing(self) -> None:
        """Add an easing of a sanction, or one that replaces another."""
        draw, fields = self.draw, dict[str, Any]()
        kind = draw(st.sampled_from(LICENCES + LIFTINGS))
        before = self.ids(*LICENCES, *LIFTINGS)
        if not self.shared:
            before = [one for one in before if one not in self.taken] if self.handovers else []
        if before and draw(rarely(3) if self.shared else st.booleans()):
            fields["replaces"] = [draw(st.sampled_from(before))]
            self.taken.update(fields["replaces"])
        if not fields or draw(st.booleans()):
            sanctions = self.ids(*SANCTIONS)
            fields["eases"] = [draw(st.sampled_from(sanctions))]
            if self.shared and draw(rarely(3)):
                fields["eases"] = {"program": [self.prefix + "p"]} if draw(st.booleans()) else sanctions
        if self.shared:
            fields["targets"] = draw(some(("belavia", "crew", "by"))) if draw(rarely(4)) else None
            fields["senders"] = ["us"] if draw(rarely(5)) else None
        scope = self.scope()
        if kind == "specific_license":
            scope = scope or SCOPES["trade"]
        self.add("e", kind, scope=scope, **fields)

    def act(self) -> None:
        """Add a release or a payment, with parts and with what it includes."""
        draw, fields = self.draw, dict[str, Any]()
        units = ("prisoners", "prisoners", "political prisoners", "journalists", "minors", "foreigners")
        if not self.shared:  # no part of another, but in a total of the whole: what it is of is not told
            units = ("prisoners", "political prisoners") if self.totals else ("prisoners", "foreigners")
        if self.totals or not draw(rarely(6)):
            quantity = fields["quantity"] = draw(quantities(units, vague=self.vague))
            inside = PARTS[quantity["unit"]]
            if self.shared and quantity["low"] and draw(rarely(3)):
                most, parts = {quantity["unit"]: quantity["low"]}, draw(some(inside))
                for of in sorted(parts, key=list(UNITS).index):
                    bound = min((most[whole] for whole in chain(of) if whole in most), default=quantity["low"])
                    amount = draw(quantities((of,), vague=self.vague, most=bound))
                    most[of] = amount["low"]
                    fields.setdefault("of_which", []).append({"quantity": amount})
            if self.shared and (before := self.ids(*ACTS)) and draw(rarely(3)):
                fields["includes"] = draw(st.lists(st.sampled_from(before), min_size=1, max_size=2, unique=True))
            if self.totals and (before := self.countable(quantity["unit"])):
                fields["includes"] = draw(st.lists(st.sampled_from(before), max_size=2, unique=True))
                self.counted.update(fields["includes"])
        givers, receivers = draw(
            st.sampled_from(
                [
                    *([(["by"], ["us"])] * 4 if self.totals else []),
                    (["by"], ["us"]),
                    (["belavia"], ["us"]),
                    (["by", "belavia"], ["us", "eu"]),
                    (["us"], ["crew"]),
                    (["us", "eu"], ["by"]),
                    (["by"], ["belavia"]),
                ]
            )
        )
        self.add("a", draw(st.sampled_from(ACTS)), givers=givers, receivers=receivers, **fields)

    def roots(self, reversal: Plain) -> list[Plain]:
        """What a reversal takes back, in the end."""
        found = []
        for target in map(self.named, reversal["reverses"]):
            found += self.roots(target) if "reverses" in target else [target]
        return found

    def reversal(self) -> None:
        """Add a reversal of something, in part or whole."""
        draw, fields = self.draw, dict[str, Any]()
        candidates = [record["id"] for record in self.records if record["kind"] != "claim"]
        if not self.shared:
            candidates = [one for one in candidates if one not in self.taken]
        if not candidates:
            return
        ids = draw(st.lists(st.sampled_from(candidates), min_size=1, max_size=2 if self.shared else 1, unique=True))
        self.taken.update(ids)
        roots = self.roots({"reverses": ids})
        if all(root["kind"] in ACTS for root in roots) and draw(st.booleans()):
            units = tuple({root["quantity"]["unit"] for root in roots if "quantity" in root}) or ("release",)
            more = ("prisoners", "political prisoners") if self.shared else ()
            fields["quantity"] = draw(quantities(units + more, vague=self.vague, most=4))
        elif all(target["kind"] in SANCTIONS + LICENCES + LIFTINGS for target in map(self.named, ids)):
            names = ("belavia", "crew", "by", "us", *self.ids(*SANCTIONS))
            alone = not any("replaces" in root or "continues" in root or "reimposes" in root for root in roots)
            fields["only"] = draw(some(names)) if alone and self.shared and draw(rarely(3)) else None
        self.add("v", draw(st.sampled_from(REVERSALS)), reverses=ids, **fields)

    def claim(self) -> None:
        """Add a rival account of one field of a record."""
        draw = self.draw
        about = draw(st.sampled_from([record for record in self.records if record["kind"] != "claim"]))
        fields = ["happened", "from", "until", *(["quantity"] * 3 if "quantity" in about else [])]
        field = draw(st.sampled_from(fields))
        value: Any = "no"
        if field == "quantity":
            unit = about["quantity"]["unit"] if not draw(rarely(6)) else "boxes"
            value = draw(quantities((unit,), vague=True))
        elif field != "happened":
            value = draw(dates(1 if field == "until" else 0, DAYS[-1], vague=True))[2]
        number = len(self.ids("claim"))
        claim = {"kind": "claim", "id": f"{self.prefix}c{number}", "about": about["id"], "field": field, "value": value}
        self.records.append(claim)

    def successor(self) -> None:
        """Add a record that corrects or amends another: its end, its amount, or its status."""
        draw = self.draw
        old = draw(st.sampled_from([record for record in self.records if record["kind"] != "claim"]))
        number = sum(record["id"].startswith(self.prefix + "n") for record in self.records)
        new = {key: value for key, value in old.items() if key not in ("until", "through", "corrects", "amends")}
        new |= {"id": f"{self.prefix}n{number}", "recorded": iso(10 + number)}
        new[draw(st.sampled_from(["corrects", "amends"]))] = [old["id"]]
        new |= draw(spans(vague=self.vague))
        if "quantity" in new and "of_which" not in new and draw(st.booleans()):
            new["quantity"] = draw(quantities((old["quantity"]["unit"],), vague=self.vague))
        if draw(rarely(5)):
            new["status"] = "retracted"
        old.setdefault("recorded", iso(9))
        self.records.append(new)


@st.composite
def records(
    draw: Draw,
    *,
    vague: bool = True,
    prefix: str = "",
    sanctions: int = 2,
    easings: int = 3,
    acts: int = 3,
    reversals: int = 2,
    claims: int = 1,
    successors: int = 1,
) -> list[Plain]:
    """The records of a small ledger, without its parties."""
    stories = Stories(draw, vague=vague, prefix=prefix)
    for _ in range(draw(st.integers(0 if acts else 1, sanctions))):
        stories.sanction()
    if stories.records:
        for _ in range(draw(st.integers(0, easings))):
            stories.easing()
    for _ in range(draw(st.integers(0 if stories.records else 1, acts)) if acts else 0):
        stories.act()
    for _ in range(draw(st.integers(0, reversals))):
        stories.reversal()
    for _ in range(draw(st.integers(0, successors))):
        stories.successor()
    for _ in range(draw(st.integers(0, claims)) if vague else 0):
        stories.claim()
    return stories.records


@st.composite
def plain_ledgers(draw: Draw, **knobs: Any) -> list[Plain]:
    """A small ledger as plain data, its parties first."""
    size = draw(st.sampled_from([None, None, 3, "2..4"]))
    return parties(size) + draw(records(**knobs))


@st.composite
def apart(
    draw: Draw,
    *,
    sanctions: int = 0,
    easings: int = 0,
    acts: int = 0,
    reversals: int = 0,
    claims: int = 0,
    handovers: bool = False,
    totals: bool = False,
    handed_on: bool = False,
) -> list[Plain]:
    """A small ledger in which nothing uncertain is shared: each record changes at most one other.

    With `handovers` licences replace each other: then the end of one is the start of the next. With `totals` acts
    include others, each of which lies below one other at most. With `handed_on` sanctions continue each other.
    """
    stories = Stories(draw, shared=False, handovers=handovers, totals=totals, handed_on=handed_on)
    for most, add in ((sanctions, stories.sanction), (acts, stories.act)):
        for _ in range(draw(st.integers(1, most)) if most else 0):
            add()
    for most, add in ((easings, stories.easing), (reversals, stories.reversal), (claims, stories.claim)):
        for _ in range(draw(st.integers(0, most))):
            add()
    return parties() + stories.records
