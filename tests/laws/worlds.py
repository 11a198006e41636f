"""Every world that a small ledger leaves open: all days, amounts and doubts tried out. Written from the model alone."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from laws.universe import EARLIER, FIRST, LATER, NEVER, Plain, chain

FAMILIES = {
    "sanction": ("asset_freeze", "travel_ban", "export_control"),
    "easing": (
        "general_license",
        "specific_license",
        "wind_down",
        "waiver",
        "suspension",
        "delisting",
        "termination",
        "lapse",
    ),
    "act": ("release", "payment", "detention"),
    "reversal": ("snapback", "revocation", "rearrest"),
    "claim": ("claim",),
    "pledge": ("pledge",),
}
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
#: How far an amount that nothing bounds may go: further than all other amounts of a ledger together.
BEYOND = 40

Interval = tuple[int, int]


@dataclass(frozen=True)
class Choice:
    """What is so of one record in one world."""

    happened: bool
    start: int
    end: int
    amount: int | None = None
    parts: tuple[tuple[str, int], ...] = ()
    due: int | None = None


Choices = Mapping[str, Choice]


def _number(text: str) -> int:
    year, month, day = map(int, text[:10].split("-"))
    return FIRST.replace(year=year, month=month, day=day).toordinal() - FIRST.toordinal()


def interval(text: str, unbounded: int) -> Interval:
    """The first and last day that a date may be, within the universe."""
    if text == "unknown":
        return EARLIER, unbounded
    first, dots, last = text.partition("..")
    if not dots:
        reach = 1 if text.endswith("~") else 0
        return _number(first) - reach, _number(first) + reach
    return (_number(first) if first else EARLIER), (_number(last) if last else unbounded)


def ends(plain: Plain) -> Interval:
    """The first and last day that the exclusive end of a record may be."""
    if "until" in plain:
        return interval(plain["until"], NEVER)
    if "through" in plain:
        first, last = interval(plain["through"], NEVER)
        later = 0 if "T" in plain["through"] else 1
        return first + later, min(last + later, NEVER)
    return NEVER, NEVER


def _values(quantity: Plain | None, rivals: Iterable[Plain]) -> list[int | None]:
    """The amounts that are tried: all within the bounds, and one far beyond where nothing bounds them."""
    if quantity is None:
        return [None]
    told = [quantity, *(rival for rival in rivals if rival["unit"] == quantity["unit"])]
    low = min(one.get("low", 0) for one in told)
    top = max(one.get("high", one.get("low", 0)) for one in told)
    beyond = any("high" not in one for one in told)
    return [*range(low, top + 1), *([top + 1, top + BEYOND] if beyond else [])]


def _fits(plain: Plain, amount: int | None, parts: Mapping[str, int]) -> bool:
    """Whether no part is more than what it is a part of."""
    whole = {plain.get("quantity", {}).get("unit"): 1 if amount is None else amount}
    return all(
        part <= (parts | whole).get(above, part) and part <= next(iter(whole.values()))
        for unit, part in parts.items()
        for above in chain(unit)
    )


@dataclass(frozen=True)
class Story:
    """A ledger of plain records: which of them stand, and what each leaves open.

    `claims` says whether rival claims widen what records say; `contested` are the records whose validity is disputed.
    """

    plains: tuple[Plain, ...]
    claims: bool = True
    contested: frozenset[str] = frozenset()
    _alias: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _members(self) -> dict[str, Plain]:
        return {plain["id"]: plain for plain in self.plains}

    def _olds(self, plain: Plain) -> list[str]:
        return [*plain.get("corrects", ()), *plain.get("amends", ())]

    def _counts_from(self, plain: Plain) -> str:
        own: str = plain.get("recorded", "")
        return max([own, *(self._counts_from(self._members[old]) for old in self._olds(plain))])

    @cached_property
    def lines(self) -> dict[str, str]:
        """For each id, that of the record that stands for it: the one of its line that was learnt last."""
        group = {record_id: {record_id} for record_id in self._members}
        for plain in self.plains:
            for old in self._olds(plain):
                joined = group[plain["id"]] | group[old]
                for member in joined:
                    group[member] = joined
        depth: dict[str, int] = {}

        def deep(record_id: str) -> int:
            if record_id not in depth:
                olds = self._olds(self._members[record_id])
                depth[record_id] = 1 + max(map(deep, olds)) if olds else 0
            return depth[record_id]

        return {
            record_id: max(line, key=lambda one: (self._counts_from(self._members[one]), deep(one)))
            for record_id, line in group.items()
        }

    @cached_property
    def heads(self) -> dict[str, Plain]:
        """The records that stand, by their own id."""
        return {
            head: self._members[head]
            for head in dict.fromkeys(self.lines.values())
            if self._members[head].get("status") != "retracted"
        }

    def named(self, ids: Iterable[str]) -> list[str]:
        """The status records that some ids name, each once."""
        heads = dict.fromkeys(self.lines[one] for one in ids)
        return [head for head in heads if head in self.heads]

    def of(self, family: str) -> Iterator[Plain]:
        """The status records of a family."""
        return (plain for plain in self.heads.values() if FAMILY.get(plain["kind"]) == family)

    def pointing(self, field: str, record_id: str) -> list[Plain]:
        """The status records that name one in a field."""
        return [plain for plain in self.heads.values() if record_id in self.named(plain.get(field, ()))]

    def rivals(self, record_id: str, *fields: str) -> list[Plain]:
        """The claims about some fields of a record."""
        if not self.claims:
            return []
        claims = [plain for plain in self.of("claim") if self.named([plain["about"]]) == [record_id]]
        return [claim for claim in claims if claim["field"] in fields]

    # What each leaves open.

    def _starts(self, plain: Plain) -> Interval:
        first, last = interval(plain["from"], LATER)
        for claim in self.rivals(plain["id"], "from"):
            rival = interval(claim["value"], LATER)
            first, last = min(first, rival[0]), max(last, rival[1])
        return first, last

    def _ends(self, plain: Plain) -> Interval:
        first, last = ends(plain)
        for claim in self.rivals(plain["id"], "until", "through"):
            rival = ends({claim["field"]: claim["value"]})
            first, last = min(first, rival[0]), max(last, rival[1])
        return first, last

    def open_for(self, plain: Plain) -> list[Choice]:
        """All that may be so of one record."""
        if plain["id"] not in self.heads or "from" not in plain:
            return []
        doubted = plain.get("status") in ("disputed", "scheduled") or self.rivals(plain["id"], "happened")
        doubted = doubted or plain["id"] in self.contested
        (first, last), (first_end, last_end) = self._starts(plain), self._ends(plain)
        spans = [
            (start, end) for start in range(first, last + 1) for end in range(first_end, last_end + 1) if start < end
        ]
        values = _values(plain.get("quantity"), [claim["value"] for claim in self.rivals(plain["id"], "quantity")])
        parts = plain.get("of_which", ())
        units = [part["quantity"]["unit"] for part in parts]
        counts = [_values(part["quantity"], ()) for part in parts]
        first_due, last_due = interval(plain["due"], LATER) if "due" in plain else (None, None)
        dues = [None] if first_due is None or last_due is None else range(first_due, last_due + 1)
        return [
            Choice(happened, start, end, amount, tuple(zip(units, of_parts, strict=True)), due)
            for due in dues
            for happened in ((True, False) if doubted else (True,))
            for start, end in spans
            for amount in values
            for of_parts in itertools.product(*counts)
            if _fits(plain, amount, dict(zip(units, of_parts, strict=True)))
        ]

    @cached_property
    def sizes(self) -> dict[str, list[int]]:
        """How many each group may be."""
        found: dict[str, list[int]] = {}
        for plain in self.heads.values():
            if "size" in plain:
                sizes = [plain["size"], *(claim["value"] for claim in self.rivals(plain["id"], "size"))]
                bounds = [tuple(map(int, str(size).split(".."))) for size in sizes]
                found[plain["id"]] = list(range(min(one[0] for one in bounds), max(one[-1] for one in bounds) + 1))
        return found

    @cached_property
    def openings(self) -> dict[str, list[Choice]]:
        """All that may be so of each record, and of the size of each group."""
        found = {plain["id"]: choices for plain in self.heads.values() if (choices := self.open_for(plain))}
        for group, sizes in self.sizes.items():
            found[group] = [Choice(True, 0, NEVER, size) for size in sizes]
        return found

    @cached_property
    def count(self) -> int:
        """How many worlds there are."""
        return math.prod(map(len, self.openings.values()))

    def worlds(self, at_most: int, seed: int = 0) -> Iterator[Choices]:
        """All worlds; some of them, drawn at random, where there are too many."""
        ids, openings = list(self.openings), list(self.openings.values())
        if self.count <= at_most:
            for choices in itertools.product(*openings):
                yield dict(zip(ids, choices, strict=True))
        else:
            source = random.Random(seed)  # noqa: S311 - no secret
            for _ in range(at_most):
                yield {record_id: source.choice(choices) for record_id, choices in self.openings.items()}
