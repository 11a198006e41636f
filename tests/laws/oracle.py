"""The exact position of one world, from first principles: no bounds, no rough sets, only what is so on a day."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from laws.makeup import Makeup, drawn, left_of
from laws.universe import COUNTED, DEFAULTS, Plain, belongs, chain, reached
from laws.worlds import Choices, Story

LIFTINGS = ("delisting", "termination", "lapse")
PARTIAL = ("specific_license", "wind_down")


def reach(plain: Plain) -> frozenset[int]:
    """What a sanction reaches, by its scope and its kind, or an easing frees."""
    return _reached(str(DEFAULTS.get(plain["kind"], {}) | (plain.get("scope") or {})))


@lru_cache
def _reached(scope: str) -> frozenset[int]:
    return reached(ast.literal_eval(scope))


def related(one: str, other: str) -> bool:
    """Whether one unit is the other, or a part of it, or the other way round."""
    return one in chain(other) or other in chain(one)


@dataclass(frozen=True)
class Item:
    """What some parties gave others on a day, in every unit that it counts for."""

    record: str
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    amounts: dict[str, int]


@dataclass(frozen=True)
class World:
    """One world of a story.

    What no record says, such as how many of some prisoners are political, is drawn from the source.
    """

    story: Story
    choices: Choices
    source: random.Random

    # Who is undone by whom.

    def runs(self, record_id: str, day: int) -> bool:
        """Whether it happened, and the day lies in its time."""
        choice = self.choices[record_id]
        return choice.happened and choice.start <= day < choice.end

    def began(self, record_id: str, day: int) -> bool:
        """Whether it happened and started, and nothing has undone all of it; whenever it ends."""
        choice = self.choices[record_id]
        return choice.happened and choice.start <= day and not self.undone(record_id, day)

    def _reversals(self, record_id: str) -> list[Plain]:
        return [plain for plain in self.story.of("reversal") if record_id in self.story.named(plain["reverses"])]

    def undone(self, record_id: str, day: int) -> bool:
        """Whether a reversal of all of it acts."""
        return any(
            self.acts(plain["id"], day) and not self._given_back(plain["id"], day)
            for plain in self._reversals(record_id)
            if "quantity" not in plain and "only" not in plain
        )

    def _given_back(self, reversal_id: str, day: int) -> bool:
        """Whether a reversal of all of something was itself taken back in part."""
        parts = [plain for plain in self._reversals(reversal_id) if "quantity" in plain]
        return any(self.acts(plain["id"], day) and self.choices[plain["id"]].amount for plain in parts)

    def acts(self, record_id: str, day: int) -> bool:
        """Whether it holds and nothing undoes it, by a reversal or by a licence that replaces it."""
        replaced = any(self.began(plain["id"], day) for plain in self.story.pointing("replaces", record_id))
        return self.runs(record_id, day) and not self.undone(record_id, day) and not replaced

    # Measures.

    @cached_property
    def measures(self) -> list[tuple[str, str, str]]:
        """Each sanction with one of its senders and one of its targets."""
        return [
            (plain["id"], sender, target)
            for plain in self.story.of("sanction")
            for sender in plain["senders"]
            for target in plain["targets"]
        ]

    def undone_for(self, record_id: str, day: int, sanction: Plain, sender: str, target: str) -> bool:
        """Whether a reversal takes a sanction or an easing back for one measure."""

        reached = self._reached(record_id) or [sanction]

        def concerns(reversal: Plain) -> bool:
            only = set(reversal.get("only", ()))
            named = {plain["id"] for plain in self.story.of("sanction")} & set(
                self.story.named(only & set(self.story.lines))
            )
            axes = [
                (only & {party for one in reached for party in one[axis]}, own)
                for axis, own in (("senders", sender), ("targets", target))
            ]
            spoken = [own in some for some, own in [*axes, (named, sanction["id"])] if some]
            return not only or (bool(spoken) and all(spoken))

        return any(
            self.runs(reversal["id"], day) and not self.undone(reversal["id"], day)
            for reversal in self._reversals(record_id)
            if concerns(reversal)
        )

    def _reached(self, record_id: str) -> list[Plain]:
        """The sanctions that an easing may reach in any world: of these `only` speaks."""
        return [
            sanction
            for easing in self.story.of("easing")
            for sanction in self.story.of("sanction")
            if easing["id"] == record_id and self._may_ease(easing, sanction)
        ]

    def _may_ease(self, easing: Plain, sanction: Plain) -> bool:
        terms = self._terms(easing)
        for axis in ("senders", "targets"):
            parties = easing.get(axis) or terms.get(axis)
            if parties and set(parties).isdisjoint(sanction[axis]):
                return False
        eased = terms.get("eases", [])
        if isinstance(eased, dict):
            return bool(set(eased["program"]) & set(sanction.get("program", ())))
        return sanction["id"] in self.story.named(eased)

    def _terms(self, easing: Plain) -> Plain:
        while "eases" not in easing and (before := self.story.named(easing.get("replaces", ()))):
            easing = self.story.heads[before[0]]
        return easing

    def eases(self, easing: Plain, sanction: Plain, sender: str, target: str) -> bool:
        """Whether an easing is one of this measure."""
        terms = self._terms(easing)
        for axis, party in (("senders", sender), ("targets", target)):
            named = easing.get(axis) or terms.get(axis)
            if named and party not in named:
                return False
        eased = terms.get("eases", [])
        if isinstance(eased, dict):
            chosen = set(eased["program"]) & set(sanction.get("program", ()))
            start = self.choices[terms["id"]].start
            return bool(chosen) and self.runs(sanction["id"], start) and not self.undone(sanction["id"], start)
        return sanction["id"] in self.story.named(eased)

    def _taken(self, field: str, sanction: Plain, sender: str, target: str, day: int) -> bool:
        def names(party: str, new: list[str], old: list[str]) -> bool:
            return party in new or set(new).isdisjoint(old)  # a list that was cut again takes all of the old one

        return any(
            self.began(taker["id"], day)
            and names(sender, taker["senders"], sanction["senders"])
            and names(target, taker["targets"], sanction["targets"])
            for taker in self.story.pointing(field, sanction["id"])
        )

    def state(self, sanction_id: str, sender: str, target: str, day: int) -> str | None:
        """The state of a measure; `None` where its life has not begun."""
        sanction, choice = self.story.heads[sanction_id], self.choices[sanction_id]
        measure = (sanction, sender, target)
        if not choice.happened or day < choice.start:
            return None
        ended = day >= choice.end or self.undone_for(sanction_id, day, *measure)
        if ended or self._taken("continues", *measure, day):
            return "ended"
        acting = [
            easing
            for easing in self.story.of("easing")
            if self.eases(easing, *measure)
            and self.acts(easing["id"], day)
            and not self.undone_for(easing["id"], day, *measure)
        ]
        whole = reach(sanction)
        ending = [easing["kind"] for easing in acting if easing["kind"] in LIFTINGS and whole <= reach(easing)]
        if "lapse" in ending:
            return "ended"
        if ending:
            return "ended" if self._taken("reimposes", *measure, day) else "lifted"
        if not acting:
            return "in_force"
        full = [easing for easing in acting if easing["kind"] not in PARTIAL]
        freed = frozenset(cell for easing in full for cell in reach(easing))
        return "eased" if full and whole <= freed else "partly_eased"

    # Amounts.

    def unit(self, act: Plain) -> str:
        """What an act is counted in."""
        return str(act["quantity"]["unit"] if "quantity" in act else act["kind"])

    def quantity(self, act: Plain) -> int:
        """How much an act is as recorded."""
        amount = self.choices[act["id"]].amount
        return 1 if amount is None else amount

    def _below(self, act: Plain) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for one in self.story.named(act.get("includes", ())):
            found |= {one: self.story.heads[one]} | self._below(self.story.heads[one])
        return found

    def _stated(self, act: Plain, unit: str) -> int:
        if unit in chain(self.unit(act)):
            return self.quantity(act)
        parts = [pair for pair in self.choices[act["id"]].parts if unit in chain(pair[0])]
        told = {of for of, _ in parts}
        return sum(amount for of, amount in parts if told.isdisjoint(chain(of)[1:]))  # none of it counts twice

    def _stated_own(self, act: Plain, unit: str) -> int:
        """How much of a unit an act states, beyond what those that it includes state."""
        below = sum(self._stated_own(below, unit) for below in self._below(act).values())
        return max(0, self._stated(act, unit) - below)

    @cached_property
    def makeups(self) -> dict[str, Makeup]:
        """Of whom each act consists, without those whom it includes."""
        found: dict[str, Makeup] = {}

        def make(act: Plain) -> Makeup:
            if act["id"] not in found:
                below = [(one, make(one)) for one in self._below(act).values()]

                def included(unit: str) -> tuple[int, int]:
                    really = sum(makeup.counted(makeup.amounts).get(unit, 0) for _, makeup in below)
                    return really, sum(self._stated_own(one, unit) for one, _ in below)

                parts = {of: amount for of, amount in self.choices[act["id"]].parts if of != self.unit(act)}
                found[act["id"]] = drawn(self.unit(act), self.quantity(act), parts, included, self.source)
            return found[act["id"]]

        return {act["id"]: make(act) for act in self.story.of("act")}

    def _takes(self, reversal: Plain, of: int, unit: str, day: int) -> int:
        """How much a reversal takes back of an amount."""
        if not self.runs(reversal["id"], day):
            return 0
        amount = of
        if "quantity" in reversal:
            if not related(reversal["quantity"]["unit"], unit):
                return 0
            amount = self.choices[reversal["id"]].amount or 0
        back = sum(self._takes(back, amount, unit, day) for back in self._reversals(reversal["id"]))
        return max(0, amount - back)

    def amounts(self, act: Plain, day: int) -> dict[str, int]:
        """How much an act counts for in each unit on a day."""
        if not self.runs(act["id"], day):
            return {}
        makeup = self.makeups[act["id"]]
        taken = [
            (reversal.get("quantity", {}).get("unit"), self._takes(reversal, self.quantity(act), makeup.unit, day))
            for reversal in self._reversals(act["id"])
        ]
        return makeup.counted(left_of(makeup, taken, self.source))

    # The position.

    def items(self, day: int) -> Iterator[Item]:
        """What stands on a day."""
        for act in self.story.of("act"):
            hostile = "detention:" if act["kind"] == "detention" and "quantity" in act else ""
            amounts = {hostile + unit: amount for unit, amount in self.amounts(act, day).items() if amount}
            if amounts:
                yield Item(act["id"], tuple(act["givers"]), tuple(act["receivers"]), amounts)
        for sanction_id, sender, target in self.measures:
            state = self.state(sanction_id, sender, target, day)
            if state in COUNTED:
                size = self.choices[target].amount if target in self.choices else 1
                unit = f"{state}:{self.story.heads[sanction_id]['kind']}"
                yield Item(sanction_id, (sender,), (target,), {unit: size or 0})


def gave(
    items: Iterable[Item], givers: Iterable[str] | None, receivers: Iterable[str] | None, *, rollup: bool
) -> dict[str, int]:
    """What some parties gave others, by unit; `None` stands for everybody else. Each item counts once."""

    def touches(parties: Iterable[str], side: Iterable[str] | None, other: Iterable[str] | None) -> bool:
        reached = [set(belongs(party)) if rollup else {party} for party in parties]
        if side is None:
            return any(one.isdisjoint(other or ()) for one in reached)
        return any(not one.isdisjoint(side) for one in reached)

    sums: dict[str, int] = {}
    for item in items:
        if touches(item.givers, givers, receivers) and touches(item.receivers, receivers, givers):
            for unit, amount in item.amounts.items():
                sums[unit] = sums.get(unit, 0) + amount
    return sums
