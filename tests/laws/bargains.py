"""Small random deals with promises, deliveries and reversals, and their settlement in one world."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import strategies as st
from laws.oracle import World
from laws.universe import DAYS, EARLIER, LATER, Plain, parties
from laws.worlds import interval
from strategies import DOUBTED, REVERSALS, Stories, dates, quantities, rarely, spans

Draw = st.DrawFn
NEVER = math.inf
FIRM = ("agreed", "agreed", "offered", "discussed")
SIDES = ((["by"], ["us"]), (["us"], ["by"]))


class Bargains(Stories):
    """The records of one deal, while they are drawn."""

    def pledge(self, name: str, names: list[str], units: tuple[str, ...]) -> None:
        """Add a promise, which may demand an order."""
        draw = self.draw
        givers, receivers = draw(st.sampled_from(SIDES))
        pledge: Plain = {"kind": "pledge", "id": name, "deal": "d", "givers": givers, "receivers": receivers}
        pledge |= draw(spans(vague=True)) | {"firmness": draw(st.sampled_from(FIRM))}
        if not draw(rarely(5)):
            pledge["quantity"] = draw(quantities(units, vague=True, most=5))
        if draw(st.booleans()):
            pledge["due"] = draw(dates(0, DAYS[-1], vague=True))[2].removesuffix("T18:00")
        if draw(rarely(6)):
            pledge["status"] = draw(st.sampled_from(DOUBTED))
        others = [other for other in names if other != name]
        if others and draw(rarely(2)):
            pledge["order"] = {draw(st.sampled_from(["before", "with", "after"])): [draw(st.sampled_from(others))]}
        self.records.append(pledge)

    def delivery(self, names: list[str], units: tuple[str, ...]) -> None:
        """Add a release that delivers some promises, or none."""
        draw = self.draw
        givers, receivers = draw(st.sampled_from(SIDES))
        fields: dict[str, Any] = {"givers": givers, "receivers": receivers, "deal": "d"}
        if not draw(rarely(5)):
            fields["quantity"] = draw(quantities(units, vague=True, most=5))
        if "quantity" in fields and (before := self.countable(fields["quantity"]["unit"])) and draw(rarely(2)):
            fields["includes"] = [draw(st.sampled_from(before))]
            self.counted.update(fields["includes"])
        most = len(names) if self.shared else 1
        fields["delivers"] = draw(st.lists(st.sampled_from(names), max_size=most, unique=True)) or None
        self.add("a", "release", **fields)

    def taking_back(self, units: tuple[str, ...]) -> None:
        """Add a reversal of a promise, of a delivery, or of another reversal."""
        draw = self.draw
        target = draw(st.sampled_from(self.ids("pledge", "release", "release", *REVERSALS)))
        fields: dict[str, Any] = {"reverses": [target], "by": ["us"]}
        if target.startswith("a") and draw(st.booleans()):
            fields["quantity"] = draw(quantities(units[:1], vague=True, most=4))
        self.add("v", "revocation", **fields)


@st.composite
def bargains(draw: Draw, *, units: tuple[str, ...] = ("prisoners",), shared: bool = True) -> list[Plain]:
    """Return a deal with a few promises, deliveries of them, reversals, and rival claims."""
    stories = Bargains(draw, shared=shared)
    names = [f"p{one}" for one in range(draw(st.integers(1, 3)))]
    for name in names:
        stories.pledge(name, names, units)
    for _ in range(draw(st.integers(0, 4))):
        stories.delivery(names, units)
    for _ in range(draw(st.integers(0, 2))):
        stories.taking_back(units)
    if draw(rarely(2)):
        stories.claim()
    return [*parties(), {"kind": "deal", "id": "d", "parties": ["us", "by"]}, *stories.records]


@dataclass(frozen=True)
class Bargain:
    """The settlement of a deal in one world."""

    world: World
    source: random.Random

    @cached_property
    def pledges(self) -> list[Plain]:
        """Return the promises that were made, in the order in which a shared delivery fills them."""
        found = [plain for plain in self.world.story.of("pledge") if self.world.choices[plain["id"]].happened]
        return sorted(found, key=self._rank)

    def _rank(self, pledge: Plain) -> tuple[float, int, int]:
        due = interval(pledge["due"], LATER)[1] if "due" in pledge else NEVER
        return (NEVER if due >= LATER else due, *interval(pledge["from"], LATER))

    def promised(self, pledge: Plain) -> int:
        """Return how much was promised; one if the promise has no amount."""
        amount = self.world.choices[pledge["id"]].amount
        return 1 if amount is None else amount

    def deliveries(self, pledge: Plain) -> list[Plain]:
        """Return the records that deliver a promise."""
        return [plain for plain in self.world.story.of("act") if pledge["id"] in plain.get("delivers", ())]

    # How much each gave.

    def once(self, act: Plain, day: int) -> int:
        """Return how much an act had given by a day, in its own unit, beyond the records that it includes."""
        choice, makeup = self.world.choices[act["id"]], self.world.makeups[act["id"]]
        return makeup.amounts[makeup.unit] if choice.happened and choice.start <= day else 0

    def taken(self, act: Plain, day: int) -> int:
        """Return how much of an act was taken back by a day."""
        once, unit = self.once(act, day), self.world.unit(act)
        back = (self.world._takes(v, self.world.quantity(act), unit, day) for v in self.world._reversals(act["id"]))
        return min(once, sum(back))

    def _is_counted(self, plain: Plain) -> bool:
        return "quantity" in plain

    def poured(self, day: int, *, net: bool) -> dict[str, list[tuple[int, int]]]:
        """Return, for each promise of an amount, its credit from each group and the amount taken back of the group."""
        pools: dict[tuple[str, ...], list[Plain]] = {}
        for act in self.world.story.of("act"):
            ids = tuple(p["id"] for p in self._all if p["id"] in act.get("delivers", ()) and self._is_counted(p))
            if ids:
                pools.setdefault(ids, []).append(act)
        found: dict[str, list[tuple[int, int]]] = {p["id"]: [] for p in self._all}
        for ids, acts in sorted(pools.items(), key=lambda pool: (len(pool[0]), pool[0])):
            back = sum(self.taken(act, day) for act in acts)
            left = sum(self.once(act, day) for act in acts) - (back if net else 0)
            lacks = {one: max(0, self._promise(one) - sum(gave for gave, _ in found[one])) for one in ids}
            gave = self._split(ids, left, lacks)
            for one in ids:
                found[one].append((gave[one], back if len(ids) == 1 else -1))
        return found

    @cached_property
    def _all(self) -> list[Plain]:
        return sorted(self.world.story.of("pledge"), key=lambda pledge: (self._rank(pledge), pledge["id"]))

    def _promise(self, pledge_id: str) -> int:
        return self.promised(self.world.story.heads[pledge_id])

    def _split(self, ids: tuple[str, ...], left: int, lacks: dict[str, int]) -> dict[str, int]:
        gave = dict.fromkeys(ids, 0)
        ranks = [self._rank(self.world.story.heads[one]) for one in ids]
        for rank in sorted(set(ranks)):
            group = [one for one, own in zip(ids, ranks, strict=True) if own == rank]
            while left and (wanting := [one for one in group if gave[one] < lacks[one]]):
                gave[self.source.choice(wanting)] += 1
                left -= 1
            if rank == max(ranks):
                for _ in range(left):
                    gave[self.source.choice(group)] += 1
        return gave

    def delivered(self, pledge: Plain, day: int) -> int:
        """Return how much of a promise is delivered on a day."""
        if self._is_counted(pledge):
            return sum(gave for gave, _ in self.poured(day, net=True)[pledge["id"]])
        return int(any(self.world.began(act["id"], day) for act in self.deliveries(pledge)))

    def lost(self, pledge: Plain, day: int) -> int | None:
        """Return how much of the deliveries was taken back; `None` if that is split among several promises."""
        if self._is_counted(pledge):
            pools = self.poured(day, net=False)[pledge["id"]]
            return None if any(back < 0 for _, back in pools) else sum(back for _, back in pools)
        once = any(self.world.choices[act["id"]].happened and self.world.choices[act["id"]].start <= day
                   for act in self.deliveries(pledge))  # fmt: skip
        return int(once and not self.delivered(pledge, day))

    # What became of it.

    def state(self, pledge: Plain, day: int) -> str:
        """Return the state of a promise that was made by a day."""
        choice, delivered = self.world.choices[pledge["id"]], self.delivered(pledge, day)
        if self.world.undone(pledge["id"], day):
            return "void"
        if delivered >= self.promised(pledge):
            return "kept"
        if day >= choice.end:
            return "expired"
        if self.is_late(pledge, day):
            return "overdue"
        return "part_kept" if delivered else "open"

    def is_late(self, pledge: Plain, day: int) -> bool:
        """Return whether the due day has passed, of a promise that was more than discussed."""
        due = self.world.choices[pledge["id"]].due
        return pledge["firmness"] != "discussed" and due is not None and due < day

    def figures(self, pledge: Plain, day: int) -> dict[str, int | None]:
        """Return the amounts of a leg."""
        delivered = self.delivered(pledge, day)
        rest = max(0, self.promised(pledge) - delivered)
        gone = day >= self.world.choices[pledge["id"]].end or self.world.undone(pledge["id"], day)
        return {
            "promised": self.promised(pledge),
            "delivered": delivered,
            "outstanding": 0 if gone else rest,
            "overdue": rest if self.is_late(pledge, day) and not gone else 0,
            "lapsed": rest if gone else 0,
            "reversed": self.lost(pledge, day),
        }

    def came(self, pledge: Plain, day: int) -> tuple[float, float]:
        """Return the first day on which something of a promise was delivered, and the first on which all was."""
        begun = done = NEVER
        for one in range(EARLIER, day + 1):
            choice = self.world.choices[pledge["id"]]
            acts = [self.world.choices[act["id"]] for act in self.deliveries(pledge)]
            if not (choice.happened and choice.start <= one) and not any(c.happened and c.start <= one for c in acts):
                continue
            delivered = self.delivered(pledge, one)
            begun = min(begun, one if delivered else NEVER)
            done = min(done, one if delivered >= self.promised(pledge) else NEVER)
        return begun, done

    def moved(self, pledges: list[Plain], day: int) -> float:
        """Return the first day on which a side had delivered something of its promises."""
        for one in range(EARLIER, day + 1):
            gave = self.poured(one, net=True)
            counted = sum(amount for pledge in pledges for amount, _ in gave[pledge["id"]])
            plain = (act for pledge in pledges if not self._is_counted(pledge) for act in self.deliveries(pledge))
            if counted or any(self.world.began(act["id"], one) for act in plain):
                return one
        return NEVER


def verdict(relation: str, own: tuple[float, float], other: tuple[float, float]) -> str:
    """Return the verdict on an order between two legs, each given by when it began and when it was done."""
    if relation == "with":
        return "open" if own[1] == other[1] == NEVER else "kept" if own[1] == other[1] else "broken"
    first, second = (own, other) if relation == "before" else (other, own)
    if first[1] == second[0] == NEVER:
        return "open"
    return "kept" if first[1] <= second[0] else "broken"
